package score

import (
	"slices"
	"strings"

	"chancery/internal/date"
	"chancery/internal/record"
	"chancery/internal/text"
)

// A telling is one sentence that an event rests on with one of the days that it gives to the event; without a day where
// it gives none.
type telling struct {
	place
	when date.Range
}

// tellings is every sentence behind an event, in the order of its claims.
func tellings(e *record.Event) []telling {
	var out []telling
	for i := range e.Claims {
		cl := &e.Claims[i]
		if cl.Field != record.FieldKind {
			continue
		}
		at := telling{place: place{cl.Article, text.Span{Start: cl.Start, End: cl.End}}}
		n := len(out)
		for k := range e.Claims {
			day := &e.Claims[k]
			if day.Field != record.FieldDate || day.Article != cl.Article || !at.Overlaps(text.Span{Start: day.Start, End: day.End}) {
				continue
			}
			if r := rangeOf(day.Value); r.IsKnown() {
				out = append(out, telling{at.place, r})
			}
		}
		if len(out) == n {
			out = append(out, at)
		}
	}
	return out
}

// rangeOf reads the value of a claim about a date; unknown where it is no full date.
func rangeOf(value string) date.Range {
	from, to, isRange := strings.Cut(value, "/")
	if !isRange {
		to = from
	}
	var r date.Range
	for _, side := range []struct {
		day *date.Day
		s   string
	}{{&r.From, from}, {&r.To, to}} {
		if d, err := date.ParseDay(side.s); err == nil {
			*side.day = d
		}
	}
	return r
}

// tells reports whether a telling may be of a gold event: its words are those that gold points to, and no day speaks
// against it.
func (t telling) tells(g *GoldEvent, evidence []place) bool {
	if t.when.IsKnown() && fitOf(g, t.when) == outside {
		return false
	}
	return slices.ContainsFunc(evidence, func(p place) bool { return p.article == t.article && p.Overlaps(t.Span) })
}

// joins counts the events that hold what gold keeps apart: one of their sentences tells one gold event and not another,
// and another sentence, or another day of it, tells that one and not the first. Both gold events are of the kind of the
// event and between its states, of which one of two may be missing.
func (s *scorer) joins() {
	evidence := make([][]place, len(s.Case.Events))
	for i := range s.Case.Events {
		evidence[i] = s.evidence(&s.Case.Events[i])
	}
	for j := range s.events {
		e := &s.events[j]
		var like []int
		for i := range s.Case.Events {
			if s.pairs[i][j].isSame() {
				like = append(like, i)
			}
		}
		if len(like) < 2 {
			continue
		}
		list := tellings(e)
		told := make([][]bool, len(like)) // by gold event and telling
		for n, i := range like {
			for _, t := range list {
				told[n] = append(told[n], t.tells(&s.Case.Events[i], evidence[i]))
			}
		}
		if held := apart(told); len(held) > 0 {
			s.Measures.WrongJoins++
			var ids, lines []string
			for _, n := range held {
				g := &s.Case.Events[like[n]]
				ids, lines = append(ids, g.ID), append(lines, goldLine(g))
			}
			s.Faults = append(s.Faults, Fault{What: "join", Gold: join(ids), Event: e.ID, Want: strings.Join(lines, " and "), Got: eventLine(e), Places: s.behind(e)})
		}
	}
}

// apart is the rows of which each has a column for itself beside one of the others, ascending: rows a and b with a
// column where only a is true, and one where only b is.
func apart(told [][]bool) []int {
	without := func(a, b []bool) bool {
		for i := range a {
			if a[i] && !b[i] {
				return true
			}
		}
		return false
	}
	var out []int
	for a := range told {
		for b := range told {
			if a != b && without(told[a], told[b]) && without(told[b], told[a]) {
				out = append(out, a)
				break
			}
		}
	}
	return out
}
