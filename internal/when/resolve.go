package when

import (
	"fmt"
	"strings"

	"chancery/internal/date"
	"chancery/internal/doc"
)

// A moment is what a match means: the fields of doc.Time that a reading finds.
type moment struct {
	typ   doc.TimeType
	value string
	when  date.Range
}

// A focus is the date told last.
type focus struct {
	when   date.Range
	atom   int32 // the first of its atoms
	last   int32 // the atom behind it
	stated bool  // told with its year
}

// resolve gives each match its meaning, in text order, and turns them into times.
func (r *reader) resolve() []doc.Time {
	r.pub = r.d.Meta.Published
	r.history = r.isHistory()
	times := make([]doc.Time, 0, len(r.found))
	for i := range r.found {
		m := &r.found[i]
		read := readings[m.rule.Reading]
		if read == nil {
			continue
		}
		mo, ok := read(r, m)
		if !ok || mo.value == "" {
			continue
		}
		if w := mo.when; w.From < 0 || w.To > date.MaxDay || w.From == 0 && w.To != 0 { // beyond the days that can be told
			mo.when = date.Range{}
		}
		times = append(times, r.time(m, mo))
		r.divide(m, &times)
		r.refocus(m, mo)
	}
	r.dateClocks(times)
	r.join(times)
	return times
}

func (r *reader) time(m *match, mo moment) doc.Time {
	first, last := &r.atoms[m.first], &r.atoms[m.last-1]
	t := doc.Time{
		Tokens: doc.Range{First: first.tok, Last: last.tok + 1},
		Type:   mo.typ, Value: mo.value, When: mo.when, Rule: m.rule.ID,
	}
	t.Start, t.End = first.Start, last.End
	return t
}

// divide makes two times of one that is written as the ends of a stretch, "May 16-17", as TIMEX3 has it. Each covers the
// whole stretch. Years of account, "2023/24", stay one.
func (r *reader) divide(m *match, times *[]doc.Time) {
	key := keyDay2
	if m.has(keyYear2) {
		key = keyYear2
	}
	at := m.cap[key].at
	if !m.has(key) || at-1 <= m.first {
		return
	}
	for at-2 > m.first && r.isThe(at-1) {
		at--
	}
	if r.is(at-1, "/") {
		return
	}
	first := &(*times)[len(*times)-1]
	second := *first
	first.Through = first.When
	first.End, first.Tokens.Last = r.atoms[at-2].End, r.atoms[at-2].tok+1
	second.Start, second.Tokens.First = r.atoms[at].Start, r.atoms[at].tok
	switch {
	case m.rule.Reading == "bc":
		second.Value = fmt.Sprintf("BC%04d", m.num(key))
	case key == keyYear2:
		second.Value = fmt.Sprintf("%04d", second.When.To.Year())
	case second.When.To != 0:
		second.Value = second.When.To.String()
	default:
		second.Value = fmt.Sprintf("%s%02d", second.Value[:len(second.Value)-2], m.num(key))
	}
	*times = append(*times, second)
}

// refocus makes a date the one that "the following day" points at. Times that are vague or lie in the present do not
// move the story on.
func (r *reader) refocus(m *match, mo moment) {
	if mo.typ == doc.Duration || mo.typ == doc.Set || mo.when.From == 0 || mo.when.To == 0 {
		return
	}
	switch m.rule.Reading {
	case "ref-now", "ref-recent", "ref-soon", "ref-past", "ref-future", "century":
		return
	}
	if mo.when.Days() > 11*366 {
		return
	}
	r.focus = focus{when: mo.when, atom: m.first, last: m.last, stated: m.has(keyYear)}
}

// join marks where two times are the ends of one stretch: "from Monday to Wednesday", "between 2014 and 2016".
func (r *reader) join(times []doc.Time) {
	for i := 0; i+1 < len(times); i++ {
		a, b := &times[i], &times[i+1]
		if a.Type != doc.Date || b.Type != doc.Date || a.When.From == 0 || b.When.To == 0 || b.When.To < a.When.From {
			continue
		}
		gap := b.Start - a.End
		if gap > 12 {
			continue
		}
		between := r.d.Slice(spanOf(a.End, b.Start))
		link := trim(between)
		before := r.wordBefore(a.Start)
		switch {
		case link == "-" || link == "–" || link == "—" || link == "to" || link == "until" || link == "till" || link == "through":
		case link == "and" && before == "between":
		default:
			continue
		}
		if before == "since" {
			continue
		}
		a.Through = date.Range{From: a.When.From, To: b.When.To, Grain: max(a.When.Grain, b.When.Grain), Basis: min(a.When.Basis, b.When.Basis)}
	}
}

// isHistory reports whether the text tells of a time long before its publication: most of the years it names lie two
// years and more before it, and it does not speak of today.
func (r *reader) isHistory() bool {
	past, present := 0, 0
	for i := range r.found {
		m := &r.found[i]
		switch m.rule.Reading {
		case "day", "weekday", "weekday-week":
			present++
		case "unit-shift":
			if _, anaphor := r.shift(m); !anaphor {
				present++
			}
		case "bc":
			past++
		}
		if !m.has(keyYear) || m.rule.Reading == "decade" {
			continue
		}
		if y := m.num(keyYear); r.pub.IsKnown() && y+1 >= r.pub.From.Year() {
			present++
		} else {
			past++
		}
	}
	return past >= 6 && past > 4*present
}

// now is the day of publication; false if it is not known to the day.
func (r *reader) now() (date.Day, bool) { return r.pub.From, r.pub.IsDay() }

// middle is the day of publication, or the middle of the month or year that it is known to lie in.
func (r *reader) middle() (date.Day, bool) {
	if r.pub.From == 0 || r.pub.To == 0 {
		return 0, false
	}
	return r.pub.From + (r.pub.To-r.pub.From)/2, true
}

// basis is that of what was resolved against the day of publication: no better than that day is known.
func (r *reader) basis() date.Basis {
	if r.pub.Basis == date.Inferred {
		return date.Inferred
	}
	return date.Resolved
}

// shift is where a pointing word points: -1, 0 or 1 units, and whether from the time told last.
func (r *reader) shift(m *match) (n int, anaphor bool) {
	c := &m.cap[keyRef]
	if !m.has(keyRef) {
		return 0, false
	}
	w := r.atoms[c.at].word
	the := c.at > m.first && r.isThe(c.at-1)
	if v := w.Value(r.classes.anaphor); v != nil && (the || w.Value(r.classes.deictic) == nil) {
		return int(v.Num), true
	}
	if v := w.Value(r.classes.deictic); v != nil {
		return int(v.Num), false
	}
	return 0, r.history // "the year", "the month"
}

// isThe reports whether atom i makes "the next" of "next".
func (r *reader) isThe(i int32) bool {
	switch strings.ToLower(r.d.Slice(r.atoms[i].Span)) {
	case "the", "that":
		return true
	}
	return false
}

// from is the day that a pointing word points from.
func (r *reader) from(anaphor bool) (day date.Day, grain date.Grain, basis date.Basis, ok bool) {
	if anaphor || r.history && r.focus.when.IsKnown() {
		if f := r.focus.when; f.IsKnown() {
			return f.From, f.Grain, min(f.Basis, date.Resolved), true
		}
		if anaphor { // told of the news itself
			day, ok = r.now()
			return day, date.GrainDay, date.Inferred, ok
		}
	}
	day, ok = r.now()
	if !ok {
		if day, ok = r.middle(); ok {
			return day, r.pub.Grain, date.Inferred, true
		}
	}
	return day, date.GrainDay, r.basis(), ok
}

// unit is the unit that a match names: "D", "W", "M", "Y", "Q", "DE", "CE", "WE", "TH" ...
func (r *reader) unit(m *match) string {
	c := &m.cap[keyUnit]
	if !m.has(keyUnit) {
		return ""
	}
	if c.val != nil {
		return c.val.Text
	}
	w := r.atoms[c.at].word
	for _, class := range [...]uint8{r.classes.dateunit, r.classes.unit1, r.classes.unitn} {
		if v := w.Value(class); v != nil {
			return v.Text
		}
	}
	return ""
}

// mod is the part of a stretch that a match names: START, MID, END or "".
func (r *reader) mod(m *match) string {
	c := &m.cap[keyMod]
	if !m.has(keyMod) {
		return ""
	}
	if c.val != nil {
		return c.val.Text
	}
	w := r.atoms[c.at].word
	for _, class := range [...]uint8{r.classes.mod, r.classes.modnoun} {
		if v := w.Value(class); v != nil {
			return v.Text
		}
	}
	return ""
}

// approx is 1 for "more than", -1 for "less than", else 0; told tells whether any such word stands there.
func (r *reader) approx(m *match) (sign int, told bool) {
	if !m.has(keyApprox) {
		return 0, false
	}
	if v := m.cap[keyApprox].val; v != nil {
		return int(v.Num), true
	}
	return 0, true
}

// count is the quantity of a match; 1 for "a" and "one".
func (r *reader) count(m *match) float64 {
	if m.has(keyN) {
		if v := m.cap[keyN].val; v != nil {
			return float64(v.Num)
		}
		return float64(m.cap[keyN].num)
	}
	return 1
}

// readings is what can be made of the words of a rule, by the name that the rules use.
var readings = map[string]func(*reader, *match) (moment, bool){
	"date":         (*reader).readDate,
	"date-shift":   (*reader).readDateShift,
	"numeric":      (*reader).readNumeric,
	"range":        (*reader).readRange,
	"years":        (*reader).readYears,
	"bc":           (*reader).readBC,
	"quarter":      (*reader).readQuarter,
	"half":         (*reader).readHalf,
	"decade":       (*reader).readDecade,
	"century":      (*reader).readCentury,
	"mod":          (*reader).readMod,
	"named":        (*reader).readNamed,
	"season-shift": (*reader).readSeasonShift,
	"month-shift":  (*reader).readMonthShift,
	"week-of":      (*reader).readWeekOf,
	"weekday":      (*reader).readWeekday,
	"weekday-week": (*reader).readWeekdayWeek,
	"part":         (*reader).readPart,
	"day":          (*reader).readDay,
	"unit-shift":   (*reader).readUnitShift,
	"within":       (*reader).readWithin,
	"mod-unit":     (*reader).readModUnit,
	"ago":          (*reader).readAgo,
	"ahead":        (*reader).readAhead,
	"later":        (*reader).readLater,
	"duration":     (*reader).readDuration,
	"set":          (*reader).readSet,
	"set-weekday":  (*reader).readSetWeekday,
	"clock":        (*reader).readClock,
	"ref-now":      (*reader).readRef,
	"ref-past":     (*reader).readRef,
	"ref-recent":   (*reader).readRef,
	"ref-soon":     (*reader).readRef,
	"ref-future":   (*reader).readRef,
}

// IsReading reports whether a rule can name a reading.
func IsReading(name string) bool { return readings[name] != nil }
