// Package resolve knows when reports of several articles are about one happening, and what an event is when they are
// put together: accepted values, conflicts, who tells it.
//
// It is a pure function of the reports and of what is known of their articles; the order in which they come does not
// matter. It does not read texts beyond a Sketch of each, and it does not know who an actor is beyond the id, country
// and office that a report gives.
//
//	events := resolve.Events(reports, articles)
package resolve

import (
	"cmp"
	"slices"

	"chancery/internal/date"
	"chancery/internal/record"
)

// An Article is what has to be known of the article of a report.
type Article struct {
	ID        record.ID
	Outlet    string
	Published date.Range
	Sketch    Sketch // of its text; the zero Sketch is like no other
}

// Events joins reports into events, in order of date (unknown last), then id. A report whose article is not among the
// articles counts as published nobody knows when. Reports and articles are not changed; events share memory with them.
func Events(reports []record.Report, articles []Article) []record.Event {
	events, _ := Judged(reports, articles, nil)
	return events
}

// Judged is Events with judgments, which are in the order of their numbers, replayed over them, and what became of each.
// It is a function of its arguments, too: the order in which reports and judgments met has no part in it.
func Judged(reports []record.Report, articles []Article, judgments []record.Judgment) ([]record.Event, []record.Outcome) {
	byID := make(map[record.ID]*Article, len(articles))
	for i := range articles {
		byID[articles[i].ID] = &articles[i]
	}
	byArticle, byReport := map[record.ID][]record.Report{}, map[record.ID]*record.Report{}
	for i := range reports {
		r := &reports[i]
		byArticle[r.Article] = append(byArticle[r.Article], *r)
		byReport[r.ID] = r
	}
	f := NewForest(NewMemory(), func(id record.ID) ([]record.Report, *Article, error) {
		slices.SortFunc(byArticle[id], func(a, b record.Report) int { return compareReports(&a, &b) })
		return byArticle[id], byID[id], nil
	})
	for _, id := range sortedIDs(byArticle) {
		if err := f.Put(id); err != nil {
			panic(err) // memory does not fail
		}
	}
	trees, err := f.Blocks()
	if err != nil {
		panic(err)
	}
	blocks := make([]Block, len(trees))
	for i, traces := range trees {
		blocks[i].Traces = traces
		for _, t := range traces {
			blocks[i].Reports = append(blocks[i].Reports, *byReport[t.Report])
		}
	}
	events, outcomes, err := Resolve(blocks, byID, judgments)
	if err != nil {
		panic(err)
	}
	of := map[record.ID]record.ID{}
	for i := range events {
		for _, r := range events[i].Reports {
			of[r] = events[i].ID
		}
	}
	links := map[record.ID][]Link{}
	for id := range byArticle {
		for _, l := range Links(byArticle[id]) {
			links[l.From] = append(links[l.From], l)
		}
	}
	for i := range events {
		var own []Link
		for _, r := range events[i].Reports {
			own = append(own, links[r]...)
		}
		err := Relate(&events[i], own, func(r record.ID) record.ID { return byReport[r].Article }, func(r record.ID) (record.ID, error) { return of[r], nil })
		if err != nil {
			panic(err)
		}
	}
	return events, outcomes
}

// compareEvents orders events by the first day they may have happened, then by id and first report.
func compareEvents(a, b record.Event) int {
	return cmp.Or(
		cmp.Compare(firstDay(a.Date), firstDay(b.Date)), cmp.Compare(a.ID, b.ID), cmp.Compare(a.Reports[0], b.Reports[0]))
}

// CompareEvents is the order of events: by the first day on which they may have happened (unknown last), then id.
func CompareEvents(a, b *record.Event) int { return compareEvents(*a, *b) }

// firstDay is where a range stands in a list: the unknown at the end.
func firstDay(r date.Range) date.Day {
	switch {
	case r.From != 0:
		return r.From
	case r.To != 0:
		return r.To
	}
	return date.MaxDay + 1
}
