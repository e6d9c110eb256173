package chancery

import (
	"context"
	"sync"

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
	From, To    date.Day // an article of the story was published within; of a page: any day from its first to its last is
	MinArticles int
	NewestFirst bool // of a page
	Limit       int  // of a page; 0: 50
}

// Stories groups all articles of the record into stories, by their words and what they mainly tell of, and gives those that
// meet the query in the order of their first articles. The same articles give the same stories, whatever the query.
func (r *Record) Stories(ctx context.Context, q StoryQuery) ([]Story, error) {
	out := []Story{}
	err := r.st.View(ctx, func(s store.Reader) error {
		t := telling{at: map[ID]int32{}}
		if err := t.gather(s); err != nil {
			return err
		}
		articles := t.articles
		t.articles = nil // what is done with is not to be kept
		for _, told := range story.Tell(articles) {
			if len(told.Articles) < q.MinArticles || !t.within(&told, q) {
				continue
			}
			st, err := t.story(s, &told)
			if err != nil {
				return err
			}
			out = append(out, st)
		}
		return nil
	})
	return out, err
}

// A StoryPage is a part of a list of stories. Next leads to the part behind it; "" is the end.
type StoryPage struct {
	Stories []Story `json:"stories"`
	Next    string  `json:"next,omitempty"`
}

// StoryPage is the first q.Limit stories (0: 50) that meet a query behind the cursor after. The stories of the record are
// made once, and again when it has changed; until then every page costs what it shows.
func (r *Record) StoryPage(ctx context.Context, q StoryQuery, after string) (StoryPage, error) {
	page := StoryPage{Stories: []Story{}}
	at, err := eventCursor(after)
	if err != nil {
		return page, err
	}
	all, err := r.told.get(ctx, r)
	if err != nil {
		return page, err
	}
	most := q.Limit
	if most <= 0 {
		most = defaultPage
	}
	behind := at == nil
	for k := range all {
		st := &all[k]
		if q.NewestFirst {
			st = &all[len(all)-1-k]
		}
		if !behind {
			behind = st.ID == at.ID
			continue
		}
		if len(st.Articles) < q.MinArticles || !st.within(q) {
			continue
		}
		if len(page.Stories) == most {
			last := &page.Stories[most-1]
			page.Next = makeCursor(last.From, last.ID)
			break
		}
		page.Stories = append(page.Stories, *st)
	}
	return page, nil
}

// A shelf keeps the stories of a record as they are shown page by page.
type shelf struct {
	mu      sync.Mutex
	made    bool
	of      shelfState
	stories []Story
}

// A shelfState is what stories depend on: as long as it is the same, they are.
type shelfState struct {
	articles int
	step     int64 // the last that changed an event
}

func (t *shelf) get(ctx context.Context, r *Record) ([]Story, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	var now shelfState
	info, err := r.st.Info(ctx)
	if err != nil {
		return nil, err
	}
	now.articles = info.Articles
	err = r.st.View(ctx, func(s store.Reader) error {
		return s.EachChange(store.ChangeQuery{Newest: true, Limit: 1}, func(st store.Step, _ store.Change) error { now.step = st.Number; return nil })
	})
	if err != nil || t.made && t.of == now {
		return t.stories, err
	}
	stories, err := r.Stories(ctx, StoryQuery{})
	if err == nil {
		t.stories, t.of, t.made = stories, now, true
	}
	return stories, err
}

// A telling is what stories are made from, and what is shown of them.
type telling struct {
	articles []story.Article
	at       map[ID]int32 // place of each article in the lists below
	days     []date.Day
	events   [][]ID // main events
}

// gathered is how many articles are listed at a time.
const gathered = 1000

func (t *telling) gather(s store.Reader) error {
	q := store.ArticleQuery{Limit: gathered}
	for {
		list, err := s.ListArticles(q)
		if err != nil {
			return err
		}
		for i := range list {
			if err := t.add(s, &list[i]); err != nil {
				return err
			}
		}
		if len(list) < gathered {
			return nil
		}
		last := &list[len(list)-1]
		q.After = &store.ArticlePosition{Published: last.Published.From, ID: last.ID}
	}
}

func (t *telling) add(s store.Reader, a *Article) error {
	sketch, err := s.Sketch(a.ID)
	if err != nil {
		return err
	}
	reports, err := s.ReportsOf(a.ID)
	if err != nil {
		return err
	}
	ids := make([]ID, len(reports))
	for i := range reports {
		ids[i] = reports[i].ID
	}
	of, err := s.EventsOf(ids)
	if err != nil {
		return err
	}
	eventOf := map[ID]ID{}
	for i, e := range of {
		if e != "" {
			eventOf[ids[i]] = e
		}
	}
	events := story.MainEvents(reports, eventOf)
	t.at[a.ID] = int32(len(t.days))
	t.articles = append(t.articles, story.Article{ID: a.ID, Published: a.Published, Sketch: resolve.SketchOf(sketch), Events: events})
	t.days, t.events = append(t.days, a.Published.From), append(t.events, events)
	return nil
}

// within reports whether a story was told in the time asked for, by its first and last day.
func (s *Story) within(q StoryQuery) bool {
	return (q.From == 0 || s.To >= q.From) && (q.To == 0 || s.From != 0 && s.From <= q.To)
}

// within reports whether an article of a story was published in the time asked for.
func (t *telling) within(s *story.Story, q StoryQuery) bool {
	if q.From == 0 && q.To == 0 {
		return true
	}
	for _, id := range s.Articles {
		if d := t.days[t.at[id]]; d != 0 && d >= q.From && (q.To == 0 || d <= q.To) {
			return true
		}
	}
	return false
}

func (t *telling) story(r store.Reader, s *story.Story) (Story, error) {
	out := Story{ID: s.ID, From: s.From, To: s.To, Articles: s.Articles, Copies: s.Copies, Events: []record.ID{}}
	told := map[ID]int{}
	for i, id := range s.Articles {
		if out.Title == "" {
			found, err := r.Found(s.Articles[i : i+1])
			if err != nil {
				return out, err
			}
			for k := range found {
				out.Title = found[k].Title
			}
		}
		for _, e := range t.events[t.at[id]] {
			told[e]++
		}
	}
	for _, e := range sortedKeys(told) {
		if told[e] >= min(2, len(s.Articles)) {
			out.Events = append(out.Events, e)
		}
	}
	return out, nil
}
