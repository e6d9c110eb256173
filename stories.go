package chancery

import (
	"cmp"
	"context"
	"errors"
	"iter"
	"slices"
	"strings"
	"sync"
	"time"

	"chancery/internal/date"
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
	Articles []ID     `json:"articles"` // in the order of publication
	Copies   [][]ID   `json:"copies"`   // of those, groups that repeat one text: the first, then its copies
	Events   []ID     `json:"events"`   // what two of its articles or more mainly tell of, or its only article; in order of id
}

// A StoryQuery asks for stories; what is zero is no condition.
type StoryQuery struct {
	From, To    date.Day // an article of the story was published within
	MinArticles int
	NewestFirst bool // of a page: the order turned about, but for stories without a date, which are last in either
	Limit       int  // of a page; 0: 50
}

// EachStory is the stories that meet a query, in the order of their first days and of their ids, those without a date last.
// Articles are grouped by their words and what they mainly tell of, those of some weeks at a time: no others are in memory
// or, where the query has days, read. The same articles give the same stories, whatever the query.
func (r *Record) EachStory(ctx context.Context, q StoryQuery) iter.Seq2[Story, error] {
	return func(yield func(Story, error) bool) {
		err := r.st.View(ctx, func(s store.Reader) error {
			t := story.NewTeller(func(w story.Week) ([]story.Article, error) { return articlesOfWeek(s, w) })
			q.NewestFirst = false
			return eachWeek(s, q, 0, func(w story.Week) error {
				stories, err := t.Stories(w)
				if err != nil {
					return err
				}
				for i := range stories {
					if q.meets(&stories[i]) && !yield(makeStory(&stories[i]), nil) {
						return errStop
					}
				}
				return nil
			})
		})
		if err != nil && !errors.Is(err, errStop) {
			yield(Story{}, err)
		}
	}
}

// Stories is EachStory as a list.
func (r *Record) Stories(ctx context.Context, q StoryQuery) ([]Story, error) {
	out := []Story{}
	for s, err := range r.EachStory(ctx, q) {
		if err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, nil
}

// A StoryPage is a part of a list of stories. Next leads to the part behind it; "" is the end.
type StoryPage struct {
	Stories []Story `json:"stories"`
	Next    string  `json:"next,omitempty"`
}

// looked is of how many articles the weeks of one page are, at most: a page of stories of which there are few may be short
// or empty, and still something follows.
const looked = 5000

// StoryPage is the first q.Limit stories (0: 50) that meet a query behind the cursor after. It takes as long as grouping the
// weeks that it shows; they are kept until the
// record changes and, where they have many articles, for a while longer.
func (r *Record) StoryPage(ctx context.Context, q StoryQuery, after string) (StoryPage, error) {
	page := StoryPage{Stories: []Story{}}
	at, err := eventCursor(after)
	if err != nil {
		return page, err
	}
	if q.Limit <= 0 {
		q.Limit = defaultPage
	}
	state, err := r.shelfState(ctx)
	if err != nil {
		return page, err
	}
	r.told.mu.Lock()
	defer r.told.mu.Unlock()
	r.told.open(state)
	err = r.st.View(ctx, func(s store.Reader) error {
		start := story.Week(0)
		if at != nil {
			start = story.WeekOf(at.Day)
		}
		if at != nil && start == 0 {
			return r.told.page(s, 0, q, at, &page, new(int))
		}
		articles := 0
		return eachWeek(s, q, start, func(w story.Week) error { return r.told.page(s, w, q, at, &page, &articles) })
	})
	if errors.Is(err, errStop) {
		err = nil
	}
	return page, err
}

// eachWeek calls f for the weeks in which stories may begin that meet a query, from week start (0: the first) on; week 0 is
// the last one, if the query has no days.
func eachWeek(s store.Reader, q StoryQuery, start story.Week, f func(story.Week) error) error {
	lists := store.ArticleQuery{Limit: 1, Newest: q.NewestFirst}
	// A story that has an article in a week may begin in the week before.
	first := max(story.WeekOf(q.From)-1, 1)
	lists.From, _ = first.Days()
	last := story.WeekOf(date.MaxDay)
	if q.To != 0 {
		last = story.WeekOf(q.To)
	}
	_, lists.To = last.Days()
	if start != 0 {
		from, to := start.Days()
		if q.NewestFirst {
			lists.To = min(lists.To, to)
		} else {
			lists.From = max(lists.From, from)
		}
	}
	for lists.From <= lists.To {
		found, err := s.ListArticles(lists)
		if err != nil {
			return err
		}
		if len(found) == 0 {
			break
		}
		w := story.WeekOf(found[0].Published.From)
		if err := f(w); err != nil {
			return err
		}
		from, to := w.Days()
		if q.NewestFirst {
			lists.To = from - 1
		} else {
			lists.From = to + 1
		}
		if lists.To <= 0 {
			break
		}
	}
	if q.From != 0 || q.To != 0 {
		return nil
	}
	return f(0)
}

// articlesOfWeek is the articles of a week as stories are made of them.
func articlesOfWeek(s store.Reader, w story.Week) (out []story.Article, err error) {
	from, to := w.Days()
	err = s.EachTold(from, to, func(a store.Told) error {
		out = append(out, story.Article{ID: a.ID, Title: a.Title, Published: a.Published, Sketch: resolve.SketchOf(a.Sketch), Events: a.Events})
		return nil
	})
	return out, err
}

func makeStory(s *story.Story) Story {
	return Story{ID: s.ID, Title: s.Title, From: s.From, To: s.To, Articles: s.Articles, Copies: s.Copies, Events: nonNil(s.Events)}
}

// meets reports whether a story is of the size, and has an article of the time, that is asked for.
func (q *StoryQuery) meets(s *story.Story) bool {
	if len(s.Articles) < q.MinArticles {
		return false
	}
	return q.From == 0 && q.To == 0 || slices.ContainsFunc(s.Days, func(d date.Day) bool { return d != 0 && d >= q.From && (q.To == 0 || d <= q.To) })
}

// A shelf keeps the stories of some weeks of a record as they are shown page by page.
type shelf struct {
	mu       sync.Mutex
	of       shelfState
	teller   *story.Teller
	reader   store.Reader // of the present call
	weeks    map[story.Week][]story.Story
	articles int
	opened   time.Time
	cost     time.Duration // of grouping what is on the shelf
}

// A shelfState is what stories depend on: as long as it is the same, they are.
type shelfState struct {
	articles int
	step     int64 // the last that changed an event
}

const (
	shelved = 100_000 // articles on the shelf, at most
	// What is made of many articles is left as it is for restFor times as long as it took, so that while articles come in a
	// twentieth of a processor goes into it.
	restFor = 20
	many    = 1000
)

func (r *Record) shelfState(ctx context.Context) (now shelfState, err error) {
	info, err := r.st.Info(ctx)
	if err != nil {
		return now, err
	}
	now.articles = info.Articles
	err = r.st.View(ctx, func(s store.Reader) error {
		return s.EachChange(store.ChangeQuery{Newest: true, Limit: 1}, func(st store.Step, _ store.Change) error { now.step = st.Number; return nil })
	})
	return now, err
}

// open clears the shelf if the record has changed since, and it has rested long enough, or if it is full.
func (t *shelf) open(now shelfState) {
	rests := t.articles > many && time.Since(t.opened) < restFor*t.cost
	if t.weeks != nil && (t.of == now || rests) && t.articles < shelved {
		return
	}
	t.of, t.opened, t.cost, t.articles, t.weeks = now, time.Now(), 0, 0, map[story.Week][]story.Story{}
	t.teller = story.NewTeller(func(w story.Week) ([]story.Article, error) { return articlesOfWeek(t.reader, w) })
}

// week is the stories that begin in a week.
func (t *shelf) week(s store.Reader, w story.Week) ([]story.Story, error) {
	if list, had := t.weeks[w]; had {
		return list, nil
	}
	began := time.Now()
	t.reader = s
	list, err := t.teller.Stories(w)
	t.reader = nil
	if err != nil {
		return nil, err
	}
	t.weeks[w] = list
	t.cost += time.Since(began)
	for i := range list {
		t.articles += len(list[i].Articles)
	}
	return list, nil
}

// page adds the stories of a week that meet a query and come behind a place to a page. It ends with errStop when the page is
// full, or articles, which counts those looked at, is too high.
func (t *shelf) page(s store.Reader, w story.Week, q StoryQuery, at *store.EventPosition, page *StoryPage, articles *int) error {
	list, err := t.week(s, w)
	if err != nil {
		return err
	}
	turned := q.NewestFirst && w != 0
	if turned {
		list = slices.Clone(list)
		slices.Reverse(list)
	}
	for i := range list {
		st := &list[i]
		*articles += len(st.Articles)
		if at != nil && !follows(st, at, q.NewestFirst) || !q.meets(st) {
			continue
		}
		if len(page.Stories) == q.Limit {
			last := &page.Stories[q.Limit-1]
			page.Next = makeCursor(last.From, last.ID)
			return errStop
		}
		page.Stories = append(page.Stories, makeStory(st))
	}
	if *articles >= looked && w != 0 && len(list) > 0 {
		last := &list[len(list)-1]
		page.Next = makeCursor(last.From, last.ID)
		return errStop
	}
	return nil
}

// follows reports whether a story comes after a place in the list.
func follows(s *story.Story, at *store.EventPosition, newest bool) bool {
	if (s.From == 0) != (at.Day == 0) {
		return s.From == 0
	}
	c := cmp.Or(cmp.Compare(s.From, at.Day), cmp.Compare(s.ID, at.ID))
	if newest && s.From != 0 {
		c = -c
	}
	return c > 0
}

const (
	copyDays   = 7   // between an article and a copy of it that is news still
	copiesSeen = 500 // articles among which those of one are looked for, at most
)

// CopiesOf is the articles that repeat the text of one, or the other way round, among those that tell an event that it tells
// within a week: in the order of publication, with the article itself; none where it stands alone.
func (r *Record) CopiesOf(ctx context.Context, id ID) (out []ID, err error) {
	err = r.st.View(ctx, func(s store.Reader) error {
		near, err := tellersOf(s, id)
		if err != nil {
			return err
		}
		found, err := s.Found(near)
		if err != nil {
			return err
		}
		own := slices.IndexFunc(found, func(a Article) bool { return a.ID == id })
		if own < 0 {
			return nil
		}
		day := found[own].Published
		kept := map[ID]resolve.Sketch{}
		text, err := sketchOf(s, id)
		if err != nil {
			return err
		}
		for i := range found {
			a := &found[i]
			if d := a.Published; day.IsDay() && d.IsDay() && max(d.From, day.From)-min(d.From, day.From) > copyDays {
				continue
			}
			if kept[a.ID], err = sketchOf(s, a.ID); err != nil {
				return err
			}
		}
		found = slices.DeleteFunc(found, func(a Article) bool { return a.ID != id && !text.IsCopy(kept[a.ID]) })
		slices.SortFunc(found, func(a, b Article) int {
			return cmp.Or(cmp.Compare(uint32(a.Published.From-1), uint32(b.Published.From-1)), cmp.Compare(len(kept[b.ID]), len(kept[a.ID])), cmp.Compare(a.ID, b.ID))
		})
		for i := range found {
			out = append(out, found[i].ID)
		}
		return nil
	})
	if len(out) < 2 {
		return nil, err
	}
	return out, err
}

func sketchOf(s store.Reader, id ID) (resolve.Sketch, error) {
	b, err := s.Sketch(id)
	return resolve.SketchOf(b), err
}

// tellersOf is the articles that tell an event that one article tells, with the article; in order of id.
func tellersOf(s store.Reader, id ID) ([]ID, error) {
	reports, err := s.ReportsOf(id)
	if err != nil {
		return nil, err
	}
	ids := make([]ID, len(reports))
	for i := range reports {
		ids[i] = reports[i].ID
	}
	events, err := s.EventsOf(ids)
	if err != nil {
		return nil, err
	}
	events = slices.DeleteFunc(events, func(e ID) bool { return e == "" })
	out := []ID{id}
	if len(events) == 0 {
		return out, nil
	}
	err = s.EachEvent(store.EventQuery{IDs: events}, func(e Event) error {
		for _, rep := range e.Reports[:min(len(e.Reports), copiesSeen)] {
			article, _, _ := strings.Cut(string(rep), ".")
			out = append(out, ID(article))
		}
		return nil
	})
	slices.Sort(out)
	out = slices.Compact(out)
	if len(out) > copiesSeen {
		out = append(out[:copiesSeen], id)
	}
	return out, err
}
