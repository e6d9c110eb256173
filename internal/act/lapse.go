package act

import (
	"slices"
	"strconv"

	"chancery/internal/date"
	"chancery/internal/doc"
	"chancery/internal/plover"
)

// What an article tells by the time that lies between it and something else, "five days after they met in Lagos", has its
// own day: that of the other, or of the article, counted back or on.

// lapse is the time of a match that its clause or phrase tells so, and the duration that tells it; not ok where it is told
// otherwise. Without a number ("days after") it is a stretch.
func (r *reader) lapse(m *match) (when date.Range, told int32, ok bool) {
	top := m.trigger
	for range maxDepth / 4 {
		if k, way := r.lapseMark(top); k != doc.None {
			if told = r.durationBefore(k); told == doc.None {
				return date.Range{}, doc.None, false
			}
			from, certain := r.anchorDay(top, told)
			if way > 0 && !certain { // the article is after both
				return date.Range{}, doc.None, false
			}
			when, ok = countFrom(from, certain, way, r.d.Times[told].Value)
			return when, told, ok
		}
		t := r.tok(top)
		switch t.Rel {
		case doc.Obj, doc.Xcomp, doc.Conj, doc.Nmod:
		default:
			return date.Range{}, doc.None, false
		}
		if t.Head < 0 || t.Rel == doc.Nmod && r.preposition(top) != "of" {
			return date.Range{}, doc.None, false
		}
		top = t.Head
	}
	return date.Range{}, doc.None, false
}

// lapseMark is the "after" or "before" that opens the clause or the phrase of word i, and which way it counts: back from what
// came after, on from what came before.
func (r *reader) lapseMark(i int32) (mark int32, way date.Day) {
	for _, k := range r.kidsOf(i) {
		if rel := r.tok(k).Rel; k > i || rel != doc.MarkRel && rel != doc.Case {
			continue
		}
		switch r.form(k) {
		case "after", "following":
			return k, -1
		case "before":
			return k, 1
		}
	}
	return doc.None, 0
}

// durationBefore is the duration that ends before word k, or None.
func (r *reader) durationBefore(k int32) int32 {
	for i := r.firstTime(max(k-8, 0)); i < len(r.d.Times) && r.d.Times[i].Tokens.First < k; i++ {
		if t := &r.d.Times[i]; t.Type == doc.Duration && t.Tokens.Last == k {
			return int32(i)
		}
	}
	return doc.None
}

// anchorDay is the day of what the clause or phrase of i hangs on: one told with it, else that of the article, which is the
// day of the news or the one after.
func (r *reader) anchorDay(i, told int32) (day date.Day, certain bool) {
	h := r.tok(i).Head
	s := r.sentence(i)
	for k := r.firstTime(s.First); h >= 0 && k < len(r.d.Times) && r.d.Times[k].Tokens.First < s.Last; k++ {
		t := &r.d.Times[k]
		if at := r.headOf(t.Tokens); int32(k) != told && t.When.IsDay() && r.tok(at).Head == h {
			return t.When.From, true
		}
	}
	if pub := r.d.Meta.Published; pub.IsDay() {
		return pub.From, false
	}
	return 0, false
}

// countFrom counts a duration, "P5D" or "PXW", from a day.
func countFrom(day date.Day, certain bool, way date.Day, value string) (date.Range, bool) {
	if day == 0 || len(value) < 3 || value[0] != 'P' {
		return date.Range{}, false
	}
	unit, grain := date.Day(1), date.GrainDay
	switch value[len(value)-1] {
	case 'D':
	case 'W':
		unit, grain = 7, date.GrainWeek
	case 'M':
		unit, grain = 30, date.GrainMonth
	case 'Y':
		unit, grain = 365, date.GrainYear
	default:
		return date.Range{}, false
	}
	number := value[1 : len(value)-1]
	n, err := strconv.Atoi(number)
	var near, far date.Day // how far from the anchor it lies
	switch {
	case number == "X":
		near, far = unit, 8*unit
	case err != nil || n < 1 || n > maxLapse:
		return date.Range{}, false
	default:
		near, far = date.Day(n)*unit-unit/2, date.Day(n)*unit+unit/2
	}
	if !certain {
		far++
	}
	w := date.Range{From: day - far, To: day - near, Grain: grain, Basis: date.Inferred}
	if way > 0 {
		w.From, w.To = day+near, day+far
	}
	if certain && unit == 1 && number != "X" {
		w.Basis = date.Resolved
	}
	return w, w.From > 0 && w.To <= date.MaxDay
}

// sequel is the time of a first visit that is told as coming after something dated, "his first trip abroad after taking office in
// May 2021": from then on, and not for long.
func (r *reader) sequel(m *match) (when date.Range, told int32, ok bool) {
	if m.frame.Mode != plover.Visit || !r.isFirst(m) {
		return date.Range{}, doc.None, false
	}
	for _, k := range r.kidsOf(m.trigger) {
		if r.tok(k).Rel != doc.Advcl || !r.hasMark(k, "after") || k < m.trigger {
			continue
		}
		for _, c := range r.kidsOf(k) {
			if t := r.timeAt(c); t != doc.None && r.d.Times[t].When.Days() > 0 && r.d.Times[t].When.Days() <= maxStart {
				w := r.d.Times[t].When
				w.To, w.Grain, w.Basis = min(w.To+afterStart, date.MaxDay), date.GrainMonth, date.Inferred
				if pub := r.d.Meta.Published; pub.IsDay() && w.To > pub.To && w.From <= pub.To {
					w.To = pub.To
				}
				return w, t, true
			}
		}
	}
	return date.Range{}, doc.None, false
}

const (
	maxStart   = 31 // the longest time of a beginning that says when the first visit was
	afterStart = 45 // for how many days it may be the first to come
)

// isFirst reports whether the visit of a match is the first of its kind.
func (r *reader) isFirst(m *match) bool {
	for _, n := range m.nouns {
		for _, k := range r.kidsOf(n) {
			if k < n && r.form(k) == "first" {
				return true
			}
		}
	}
	return false
}

// keepPlanned gives what was called off or put off the time for which it was planned, "the visit scheduled for 4 May"; a time at
// which that was decided, "cancelled the visit on Tuesday", is none of its own.
func (r *reader) keepPlanned(m *match, a *doc.Act) {
	if a.Status != plover.Cancelled && a.Status != plover.Postponed {
		return
	}
	nouns := m.nouns
	if m.frame.Class == nounFrame {
		nouns = []int32{m.trigger}
	}
	if a.Time != doc.None && r.isOfAny(a.Time, nouns) {
		return
	}
	s := r.sentence(m.trigger)
	for k := r.firstTime(s.First); k < len(r.d.Times) && r.d.Times[k].Tokens.First < s.Last; k++ {
		if t := &r.d.Times[k]; (t.Type == doc.Date || t.Type == doc.Clock) && t.When.IsKnown() && r.isOfAny(int32(k), nouns) {
			a.Time, a.When = int32(k), t.When
			return
		}
	}
	pub := r.d.Meta.Published
	if m.frame.Class != nounFrame && a.Time != doc.None && pub.IsDay() && a.When.IsDay() && a.When.From <= pub.From && r.tok(r.headOf(r.d.Times[a.Time].Tokens)).Head == m.trigger {
		a.Time, a.When = doc.None, date.Range{}
	}
}

// isOfAny reports whether a time hangs on one of some nouns.
func (r *reader) isOfAny(time int32, nouns []int32) bool {
	h := r.headOf(r.d.Times[time].Tokens)
	return slices.ContainsFunc(nouns, func(n int32) bool { return r.isBelow(h, n) })
}

// maxLapse is the largest number of units that is counted: more is history.
const maxLapse = 99
