package chancery

import (
	"context"

	"chancery/internal/date"
	"chancery/internal/record"
	"chancery/internal/resolve"
	"chancery/internal/store"
	"chancery/internal/story"
)

// A Story is articles that tell the same news.
type Story struct {
	ID       ID       `json:"id"`
	Title    string   `json:"title"` // of the first article that has one
	From     date.Day `json:"from"`  // of publication; zero where no article has a date
	To       date.Day `json:"to"`
	Articles []ID     `json:"articles"` // in the order of publication, the undated last
	Copies   [][]ID   `json:"copies"`   // of those, groups that repeat one text: the first, then its copies
	Events   []ID     `json:"events"`   // what two of its articles or more mainly tell of, or its only article; in order of id
}

// A StoryQuery asks for stories; what is zero is no condition.
type StoryQuery struct {
	From, To    date.Day // an article of the story was published within
	MinArticles int
}

// Stories groups all articles of the record into stories, by their words and what they mainly tell of, and gives those that
// meet the query in the order of their first articles. The same articles give the same stories, whatever the query.
func (r *Record) Stories(ctx context.Context, q StoryQuery) ([]Story, error) {
	t := telling{titles: map[ID]string{}, days: map[ID]date.Day{}, events: map[ID][]ID{}}
	err := r.st.View(ctx, t.gather)
	if err != nil {
		return nil, err
	}
	out := []Story{}
	for _, s := range story.Tell(t.articles) {
		if len(s.Articles) >= q.MinArticles && t.within(&s, q) {
			out = append(out, t.story(&s))
		}
	}
	return out, nil
}

// A telling is what stories are made from, and what is shown of them.
type telling struct {
	articles []story.Article
	titles   map[ID]string
	days     map[ID]date.Day
	events   map[ID][]ID // main events by article
}

func (t *telling) gather(s store.Reader) error {
	eventOf := map[ID]ID{}
	err := s.EachEvent(store.EventQuery{}, func(e Event) error {
		for _, rep := range e.Reports {
			eventOf[rep] = e.ID
		}
		return nil
	})
	if err != nil {
		return err
	}
	return s.EachReading(func(rd store.Reading) error {
		a := &rd.Article
		events := story.MainEvents(rd.Reports, eventOf)
		t.articles = append(t.articles, story.Article{ID: a.ID, Published: a.Published, Sketch: resolve.SketchOf(rd.Sketch), Events: events})
		t.titles[a.ID], t.days[a.ID], t.events[a.ID] = a.Title, a.Published.From, events
		return nil
	})
}

// within reports whether an article of a story was published in the time asked for.
func (t *telling) within(s *story.Story, q StoryQuery) bool {
	if q.From == 0 && q.To == 0 {
		return true
	}
	for _, id := range s.Articles {
		if d := t.days[id]; d != 0 && d >= q.From && (q.To == 0 || d <= q.To) {
			return true
		}
	}
	return false
}

func (t *telling) story(s *story.Story) Story {
	out := Story{ID: s.ID, From: s.From, To: s.To, Articles: s.Articles, Copies: s.Copies, Events: []record.ID{}}
	told := map[ID]int{}
	for _, id := range s.Articles {
		if out.Title == "" {
			out.Title = t.titles[id]
		}
		for _, e := range t.events[id] {
			told[e]++
		}
	}
	for _, e := range sortedKeys(told) {
		if told[e] >= min(2, len(s.Articles)) {
			out.Events = append(out.Events, e)
		}
	}
	return out
}
