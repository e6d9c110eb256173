package resolve

import (
	"slices"
	"strings"

	"chancery/internal/date"
	"chancery/internal/plover"
	"chancery/internal/record"
)

// An assembly is an event being put together from the items of a group, in the order of publication.
type assembly struct {
	items  []*item
	source []int // by item: the number, from 1, of its independent source
	event  record.Event
}

// makeEvent computes the fields of an event. A value of a field counts once for each independent source; of two with
// the same number of sources the one published first stands.
func makeEvent(items []*item) record.Event {
	a := &assembly{items: items}
	a.countSources()
	e := &a.event
	e.Kind = pick(a, func(r *record.Report) plover.Kind { return r.Kind })
	e.Mode = pick(a, func(r *record.Report) plover.Mode {
		if e.Kind.HasMode(r.Mode) {
			return r.Mode
		}
		return plover.NoMode
	})
	e.Format = pick(a, func(r *record.Report) plover.Format { return r.Format })
	e.Status = a.status()
	e.Date = a.date()
	e.Place = a.place()
	a.parties()
	e.Contexts = a.union(func(r *record.Report) []string { return r.Contexts }, len(plover.Contexts))
	slices.Sort(e.Contexts)
	e.Topics = a.union(func(r *record.Report) []string { return r.Topics }, maxTopics)
	e.Summary = e.Summarize()
	e.Scores = record.Scores{Plover: e.Kind.Score(e.Mode), Goldstein: e.Kind.Goldstein(e.Mode)}
	e.FirstReported, e.LastReported = published(items)
	e.Reports = reportIDs(items)
	e.Related = []record.Relation{}
	a.conflicts()
	e.Claims = claims(e, items)
	e.ID = makeID(items[0])
	return a.event
}

// pick is the value that most sources tell, the zero value only if none tells another.
func pick[T comparable](a *assembly, value func(*record.Report) T) T {
	var none T
	t := tally[T]{}
	for i, it := range a.items {
		if v := value(it.r); v != none {
			t.vote(v, a.source[i])
		}
	}
	v, _ := t.first()
	return v
}

// A tally counts the sources of each value, in the order in which values were first told.
type tally[T comparable] []count[T]

type count[T comparable] struct {
	value   T
	sources []int
}

func (t *tally[T]) vote(v T, source int) {
	i := slices.IndexFunc(*t, func(c count[T]) bool { return c.value == v })
	if i < 0 {
		i = len(*t)
		*t = append(*t, count[T]{value: v})
	}
	if c := &(*t)[i]; !slices.Contains(c.sources, source) {
		c.sources = append(c.sources, source)
	}
}

// first is the value with the most sources, the first told of equals.
func (t tally[T]) first() (v T, sources int) {
	for _, c := range t {
		if len(c.sources) > sources {
			v, sources = c.value, len(c.sources)
		}
	}
	return v, sources
}

// status is the last one told. What has taken place is not undone by an article that still expects it, nor what was
// told as settled by one that only thinks it possible.
func (a *assembly) status() plover.Status {
	best := plover.NoStatus
	for i, it := range a.items {
		s := it.r.Status
		switch {
		case s == plover.NoStatus:
		case best == plover.NoStatus:
			best = s
		case it.pub == a.items[max(i-1, 0)].pub && statusRank(s) < statusRank(best):
		case s == plover.Hypothetical, s == plover.Planned && best != plover.Hypothetical && best != plover.Postponed && best != plover.Cancelled:
		case s == plover.Ongoing && best == plover.Occurred:
		default:
			best = s
		}
	}
	return best
}

// statusRank orders what was told on one day, the more definite last.
func statusRank(s plover.Status) int {
	switch s {
	case plover.Occurred:
		return 5
	case plover.Ongoing:
		return 4
	case plover.Cancelled, plover.Postponed:
		return 3
	case plover.Denied:
		return 2
	case plover.Planned:
		return 1
	}
	return 0
}

// date is the range that is best known: stated over resolved over inferred, then the one that most sources tell, then
// the first. A vague range gives way to an exact one that lies in it.
func (a *assembly) date() date.Range {
	t := tally[date.Range]{}
	for i, it := range a.items {
		if it.r.Date.IsKnown() {
			t.vote(it.r.Date, a.source[i])
		}
	}
	best, sources := date.Range{}, 0
	for _, c := range t {
		if d := c.value; c.value.Basis > best.Basis || d.Basis == best.Basis && len(c.sources) > sources || !best.IsKnown() {
			best, sources = d, len(c.sources)
		}
	}
	if best.Days() != 0 && best.Days() <= exactDays {
		return a.wholeStay(best, t)
	}
	votes := 0
	refined := best
	for _, c := range t {
		if d := c.value; d.Days() != 0 && d.Days() <= exactDays && (best.Days() == 0 || best.Contains(d)) && len(c.sources) > votes {
			refined, votes = d, len(c.sources)
		}
	}
	return refined
}

// wholeStay is the longest range of days told that holds the accepted one, where people met: one article tells the day of
// the arrival, another the days of the visit.
func (a *assembly) wholeStay(best date.Range, told tally[date.Range]) date.Range {
	if a.event.Kind != plover.Consult || best.Grain > date.GrainDay {
		return best
	}
	for _, c := range told {
		d := c.value
		if d.Grain <= date.GrainDay && d.Basis >= date.Resolved && d.Days() <= exactDays && d.Contains(best) && d.Days() > best.Days() {
			best = d
		}
	}
	return best
}

// place is the place of the finest kind that most sources tell.
func (a *assembly) place() record.Place {
	t := tally[record.Place]{}
	rank := -1
	for i, it := range a.items {
		p := it.r.Place
		if !p.IsKnown() || placeRank(p.Grain) < rank {
			continue
		}
		if placeRank(p.Grain) > rank {
			t, rank = t[:0], placeRank(p.Grain)
		}
		t.vote(p, a.source[i])
	}
	p, _ := t.first()
	return p
}

// maxTopics bounds the topics of an event.
const maxTopics = 8

// union is the different values of a list field, those that most sources tell first, at most n.
func (a *assembly) union(values func(*record.Report) []string, n int) []string {
	t := tally[string]{}
	shown := map[string]string{}
	for i, it := range a.items {
		for _, v := range values(it.r) {
			key := strings.ToLower(strings.TrimSpace(v))
			if key == "" {
				continue
			}
			if _, ok := shown[key]; !ok {
				shown[key] = v
			}
			t.vote(key, a.source[i])
		}
	}
	slices.SortStableFunc(t, func(x, y count[string]) int { return len(y.sources) - len(x.sources) })
	out := make([]string, 0, min(len(t), n))
	for _, c := range t[:min(len(t), n)] {
		out = append(out, shown[c.value])
	}
	return out
}
