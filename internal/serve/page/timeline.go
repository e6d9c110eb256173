package page

import (
	"context"
	"slices"
	"strings"

	"chancery"
)

// perPage is how many entries a page of a list has.
const perPage = 50

// A timeline is a part of a list of events, with the ways to narrow it down and to go on.
type timeline struct {
	Filter   filter
	Total    int
	More     bool // there are more than Total
	Kinds    []facet
	Statuses []facet
	Years    []facet
	Groups   []yearGroup
	Next     string // address of the next part
	First    string // address of the first part, where this is a later one
}

// A yearGroup is events of one year, one after another.
type yearGroup struct {
	Year   string
	Events []chancery.Event
}

func (d *Desk) timeline(ctx context.Context, f filter, q chancery.EventQuery) (timeline, error) {
	t := timeline{Filter: f}
	all := q
	q, err := f.query(q)
	if err != nil {
		return t, err
	}
	q.Limit = perPage
	p, err := d.rec.EventPage(ctx, q, f.Get("after"))
	if err != nil {
		return t, err
	}
	counts, err := d.rec.Counts(ctx, all)
	if err != nil {
		return t, err
	}
	t.Total, t.More = counts.Events, counts.More
	t.Kinds, t.Statuses, t.Years = f.facets(&counts)
	slices.SortFunc(t.Years, func(a, b facet) int { return -strings.Compare(a.Label, b.Label) })
	t.Groups, t.Next = byYear(p.Events), f.after(p.Next)
	if f.Get("after") != "" {
		t.First = f.with()
	}
	return t, nil
}

// byYear parts a list of events where the year changes.
func byYear(events []chancery.Event) []yearGroup {
	var out []yearGroup
	for _, e := range events {
		year := "Undated"
		if d := max(e.Date.From, e.Date.To); d != 0 {
			year = day(d)[len(day(d))-4:]
		}
		if n := len(out); n == 0 || out[n-1].Year != year {
			out = append(out, yearGroup{Year: year})
		}
		g := &out[len(out)-1]
		g.Events = append(g.Events, e)
	}
	return out
}
