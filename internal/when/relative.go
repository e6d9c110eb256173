package when

import (
	"fmt"
	"strings"

	"chancery/internal/date"
	"chancery/internal/doc"
)

// readDateShift reads a month or a day of it in a year that is pointed at: "June last year".
func (r *reader) readDateShift(m *match) (moment, bool) {
	n, anaphor := r.shift(m)
	from, _, basis, ok := r.from(anaphor)
	month := m.num(keyMonth)
	if !ok {
		return moment{value: fmt.Sprintf("XXXX-%02d", month)}, true
	}
	y := from.Year() + n
	s := monthSpan(y, month)
	if m.has(keyDay) {
		if !date.IsValid(y, month, m.num(keyDay)) {
			return moment{}, false
		}
		s = daySpan(date.MakeDay(y, month, m.num(keyDay)))
	}
	return moment{value: s.value, when: s.when(basis)}, true
}

// readSeasonShift reads "last summer", "the summer of last year".
func (r *reader) readSeasonShift(m *match) (moment, bool) {
	name := m.text(keySeason)
	n, anaphor := r.shift(m)
	from, _, basis, ok := r.from(anaphor)
	if !ok {
		return moment{value: "XXXX-" + name}, true
	}
	y := from.Year()
	if m.cap[keyRef].at > m.cap[keySeason].at {
		y += n
	} else {
		switch s := seasonSpan(y, name); {
		case n < 0 && s.to >= from:
			y--
		case n > 0 && s.from <= from:
			y++
		}
	}
	s := seasonSpan(y, name)
	return moment{value: s.value, when: s.when(basis)}, true
}

// readMonthShift reads "last June", "the previous April".
func (r *reader) readMonthShift(m *match) (moment, bool) {
	if m.has(keyYear) { // "this May 2024"
		return r.month(m)
	}
	month := m.num(keyMonth)
	n, anaphor := r.shift(m)
	from, _, basis, ok := r.from(anaphor)
	if !ok {
		return moment{value: fmt.Sprintf("XXXX-%02d", month)}, true
	}
	y, now, _ := from.Date()
	switch {
	case n < 0 && month >= now:
		y--
	case n > 0 && month <= now:
		y++
	}
	s := monthSpan(y, month)
	return moment{value: s.value, when: s.when(basis)}, true
}

// readWeekOf reads "the last week of August": a week by its ISO number, days as a part of the month.
func (r *reader) readWeekOf(m *match) (moment, bool) {
	mo, ok := r.readDate(m)
	if !ok || mo.when.From == 0 {
		return mo, ok
	}
	from, to := mo.when.From, mo.when.To
	last := true
	var s span
	switch strings.ToLower(r.d.Slice(r.atoms[m.cap[keyOrd].at].Span)) {
	case "first", "opening":
		last = false
		s = weekSpan(from + 3)
	case "second":
		s = weekSpan(from + 10)
	case "third":
		s = weekSpan(from + 17)
	case "fourth":
		s = weekSpan(from + 24)
	default:
		s = weekSpan(to - 3)
	}
	if r.is(m.cap[keyUnit].at, "days") {
		part := span{from: from, to: min(from+9, to)}
		if last {
			part = span{from: max(to-9, from), to: to}
		}
		mo.when.From, mo.when.To = part.from, part.to
		return mo, true
	}
	if r.is(m.cap[keyUnit].at, "weekend") {
		s = weekendSpan(s.from)
	}
	return moment{value: s.value, when: s.when(mo.when.Basis)}, true
}

// readWeekday reads a day of the week: the last one in the past, the next one ahead; the day of publication itself is both.
func (r *reader) readWeekday(m *match) (moment, bool) {
	w := m.num(keyWeekday)
	n, anaphor := r.shift(m)
	from, _, basis, ok := r.from(anaphor)
	if !ok || r.pub.IsKnown() && !r.pub.IsDay() && !anaphor && !r.history {
		return moment{value: fmt.Sprintf("XXXX-WXX-%d", w)}, true
	}
	if first, ok := r.linked(m); ok && !m.has(keyRef) { // "from Monday to Wednesday"
		s := daySpan(first + date.Day((w-first.Weekday()+7)%7))
		return moment{value: s.value, when: s.when(basis)}, true
	}
	ahead := date.Day((w - from.Weekday() + 7) % 7) // days from there to the next one, 0 to 6
	d := from + ahead
	switch {
	case anaphor && n > 0 || n > 0 && m.has(keyRef):
		if ahead == 0 {
			d += 7
		}
	case n < 0:
		d -= 7
	case m.has(keyRef): // "this Friday"
		if ahead > 3 && r.tense(m) == past {
			d -= 7
		}
	case r.history || anaphor:
	case ahead != 0 && !isAhead(r.tense(m)):
		d -= 7
	}
	s := daySpan(d)
	return moment{value: s.value, when: s.when(basis)}, true
}

// linked is the day told just before a match and bound to it by "to", "and" or a dash.
func (r *reader) linked(m *match) (date.Day, bool) {
	if !r.focus.when.IsDay() || m.first < 2 || r.focus.last != m.first-1 || r.atoms[m.first].fresh {
		return 0, false
	}
	switch strings.ToLower(r.d.Slice(r.atoms[m.first-1].Span)) {
	case "to", "until", "till", "through", "and", "-", "–", "—":
		return r.focus.when.From, true
	}
	return 0, false
}

// readWeekdayWeek reads "Tuesday last week".
func (r *reader) readWeekdayWeek(m *match) (moment, bool) {
	if !m.has(keyWeekday) {
		return moment{}, false
	}
	n, _ := r.shift(m)
	from, ok := r.now()
	if !ok {
		return moment{value: fmt.Sprintf("XXXX-WXX-%d", m.num(keyWeekday))}, true
	}
	s := daySpan(weekSpan(from+date.Day(7*n)).from + date.Day(m.num(keyWeekday)-1))
	return moment{value: s.value, when: s.when(r.basis())}, true
}

// readPart reads a part of a day: "yesterday morning", "Tuesday evening", "the night of 5 March 1953".
func (r *reader) readPart(m *match) (moment, bool) {
	part := m.text(keyPart)
	if part == "" {
		part = "NI" // tonight
	}
	mo := moment{typ: clockType, value: "XXXX-XX-XX"}
	switch {
	case m.has(keyMonth):
		mo, _ = r.monthDay(m, m.num(keyMonth), m.num(keyDay))
	case m.has(keyWeekday):
		mo, _ = r.readWeekday(m)
	default:
		n, anaphor := r.shift(m)
		if m.has(keyShift) {
			n = m.num(keyShift)
		}
		if from, grain, basis, ok := r.from(anaphor); ok && grain == date.GrainDay {
			s := daySpan(from + date.Day(n))
			mo.value, mo.when = s.value, s.when(basis)
		}
	}
	if mo.value == "" {
		return mo, false
	}
	mo.typ = clockType
	mo.value += "T" + part
	return mo, true
}

// readDay reads yesterday, today, tomorrow.
func (r *reader) readDay(m *match) (moment, bool) {
	n := m.num(keyShift)
	switch m.rule.Fixed {
	case "2":
		n = 2
	case "-2":
		n = -2
	}
	from, ok := r.now()
	if !ok {
		if n == 0 {
			return moment{value: "PRESENT_REF"}, true
		}
		return moment{value: "XXXX-XX-XX"}, true
	}
	if day, told := r.spokenOn(m, from); told {
		from = day
	}
	s, ok := valid(daySpan(from + date.Day(n)))
	return moment{value: s.value, when: s.when(r.basis())}, ok
}

// Bounds of what is looked at for the day on which words in quotation marks were spoken.
const (
	maxSpoken  = 160 // bytes between the quote and its day
	maxQuote   = 600 // bytes of the quote on either side of a time in it
	spokenDays = 14  // before the publication
)

// spokenOn is the day, where it is told and not that of publication, on which the words in quotation marks around a match were
// spoken: from there "tomorrow" counts, as in "“They meet tomorrow,” he said on Tuesday".
func (r *reader) spokenOn(m *match, pub date.Day) (date.Day, bool) {
	open, end, ok := r.quoteAround(r.atoms[m.first].Start, r.atoms[m.last-1].End)
	if !ok {
		return 0, false
	}
	for i := range r.found {
		c := &r.found[i]
		from, to := r.atoms[c.first].Start, r.atoms[c.last-1].End
		if c.rule.Reading != "weekday" && !(c.rule.Reading == "date" && c.has(keyDay)) || from > end+maxSpoken || to+maxSpoken < open {
			continue
		}
		between := ""
		switch {
		case to <= open:
			between = r.d.Slice(spanOf(to, open))
		case from >= end:
			between = r.d.Slice(spanOf(end, from))
		default:
			continue
		}
		if strings.ContainsAny(between, "\n\"“”") || strings.Contains(between, ". ") {
			continue
		}
		read := r.readDate
		if c.rule.Reading == "weekday" {
			read = r.readWeekday
		}
		mo, ok := read(c)
		if day := mo.when.From; ok && mo.when.IsDay() && day < pub && day >= pub-spokenDays {
			return day, true
		}
	}
	return 0, false
}

// quoteAround is where the words in quotation marks that hold a stretch of a paragraph begin, at their mark, and end, behind it.
func (r *reader) quoteAround(start, end uint32) (from, to uint32, ok bool) {
	before := r.d.Slice(spanOf(start-min(start, maxQuote), start))
	if i := strings.LastIndexByte(before, '\n'); i >= 0 {
		before = before[i+1:]
	}
	size := uint32(r.d.Len())
	after := r.d.Slice(spanOf(end, min(end+maxQuote, size)))
	if i := strings.IndexByte(after, '\n'); i >= 0 {
		after = after[:i]
	}
	i, k := strings.LastIndexAny(before, "“”\""), strings.IndexAny(after, "“”\"")
	if i < 0 || k < 0 || strings.HasPrefix(before[i:], "”") || strings.HasPrefix(after[k:], "“") {
		return 0, 0, false
	}
	if before[i] == '"' && strings.Count(before, "\"")%2 == 0 {
		return 0, 0, false
	}
	mark := uint32(1)
	if after[k] != '"' {
		mark = uint32(len("”"))
	}
	return start - uint32(len(before)-i), end + uint32(k) + mark, true
}

// unknown are the values of units of which nothing is known.
var unknown = map[string]string{
	"D": "XXXX-XX-XX", "W": "XXXX-WXX", "2W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX", "Q": "XXXX-QX", "Y": "XXXX", "DE": "XXX", "CE": "XX",
}

// readUnitShift reads "last week", "this year", "the following day", "the weekend".
func (r *reader) readUnitShift(m *match) (moment, bool) {
	unit := r.unit(m)
	n, anaphor := r.shift(m)
	if m.has(keyWay) { // "the day after"
		anaphor = true
		if n = 1; r.atoms[m.cap[keyWay].at].word.Value(r.classes.later) != nil {
			n = int(r.atoms[m.cap[keyWay].at].word.Value(r.classes.later).Num)
		}
	}
	from, grain, basis, ok := r.from(anaphor)
	if !ok || (unit == "D" || unit == "W" || unit == "WE") && grain > date.GrainWeek {
		return moment{value: unknown[unit]}, unknown[unit] != ""
	}
	if unit == "WE" && !m.has(keyRef) {
		n = 0
		if from.Weekday() < 6 && !isAhead(r.tense(m)) {
			n = -1
		}
	}
	s, ok := unitSpan(from, unit, n)
	return moment{value: s.value, when: s.when(basis)}, ok
}

// readWithin reads "earlier this year": from its beginning to the day told from, or on from there.
func (r *reader) readWithin(m *match) (moment, bool) {
	unit := r.unit(m)
	way := r.atoms[m.first].word.Value(r.classes.within)
	n, anaphor := r.shift(m)
	from, grain, basis, ok := r.from(anaphor)
	if unit == "" { // a season: only the rough side is known
		return moment{value: "XXXX"}, way != nil
	}
	if way == nil || !ok || unit == "D" && grain > date.GrainDay {
		return moment{value: unknown[unit]}, unknown[unit] != ""
	}
	s, ok := unitSpan(from, unit, n)
	if n == 0 && from > s.from && from < s.to {
		if way.Text == "BEFORE" {
			s.to = from
		} else {
			s.from = from
		}
	}
	return moment{value: s.value, when: s.when(min(basis, date.Inferred))}, ok
}

// readModUnit reads "late last month", "the end of the decade".
func (r *reader) readModUnit(m *match) (moment, bool) {
	unit := r.unit(m)
	n, anaphor := r.shift(m)
	from, grain, basis, ok := r.from(anaphor)
	if !ok || unit == "D" && grain > date.GrainDay {
		return moment{value: unknown[unit]}, unknown[unit] != ""
	}
	s, ok := unitSpan(from, unit, n)
	if s.from == s.to {
		return moment{value: s.value, when: s.when(basis)}, ok
	}
	return moment{value: s.value, when: s.part(r.mod(m)).when(basis)}, ok
}

// readAgo reads "two weeks ago".
func (r *reader) readAgo(m *match) (moment, bool) {
	from, ok := r.now()
	if !ok {
		return moment{value: "PAST_REF"}, true
	}
	return r.away(m, from, r.basis(), -1)
}

// readAhead reads "two weeks from now".
func (r *reader) readAhead(m *match) (moment, bool) {
	from, ok := r.now()
	if !ok {
		return moment{value: "FUTURE_REF"}, true
	}
	return r.away(m, from, r.basis(), 1)
}

// readLater reads "two days later", from the date told last.
func (r *reader) readLater(m *match) (moment, bool) {
	unit := r.unit(m)
	way := 1
	if v := m.cap[keyWay].val; v != nil && m.has(keyWay) {
		way = int(v.Num)
	}
	f := r.focus.when
	if now, ok := r.now(); ok && !f.IsKnown() { // told of the news itself
		f = date.MakeRange(now, date.Inferred)
	}
	if !f.IsKnown() || f.Grain > date.GrainMonth && (unit == "D" || unit == "W") || unit[0] == 'T' || unit == "N" {
		return moment{value: unknown[unit]}, unknown[unit] != ""
	}
	if r.count(m) == vague || !m.has(keyN) && !m.has(keyNumber) {
		y, month, _ := f.From.Date()
		s := monthSpan(y, month)
		if unit == "Y" || unit == "DE" {
			return moment{value: "XXXX"}, true
		}
		return moment{value: s.value}, true
	}
	return r.away(m, f.From, min(f.Basis, date.Resolved), way)
}

// away is the stretch that lies some units away from a day, as exact as the unit is. Vague quantities are from two to
// six; "more than" and "less than" say on which side of the stretch the day lies.
func (r *reader) away(m *match, from date.Day, basis date.Basis, way int) (moment, bool) {
	unit, n := r.unit(m), r.count(m)
	if n == vague {
		value := map[int]string{-1: "PAST_REF", 1: "FUTURE_REF"}[way]
		k, known := lengths[unit]
		a, b := from+date.Day(2*k*way), from+date.Day(6*k*way)
		if !known || min(a, b) < 1 {
			return moment{value: value}, true
		}
		return moment{value: value, when: date.Range{From: min(a, b), To: max(a, b), Grain: grainOf(unit), Basis: date.Inferred}}, true
	}
	if unit == "N" {
		unit = "D"
	}
	if unit != "" && unit[0] == 'T' {
		s := daySpan(from)
		return moment{typ: clockType, value: s.value + "TXX", when: s.when(min(basis, date.Inferred))}, true
	}
	if n > 10000 {
		return moment{}, false
	}
	s, ok := offset(from, unit, n*float64(way))
	if !ok {
		return moment{value: unknown[unit]}, unknown[unit] != ""
	}
	sign, told := r.approx(m)
	if days := lengths[unit]; !told && (unit == "W" || unit == "2W") && n == float64(int(n)) {
		s.value = (from + date.Day(int(n)*days*way)).String() // weeks count from the day that they are told on
	}
	if told || unit != "D" {
		basis = min(basis, date.Inferred)
	}
	half := date.Day(lengths[unit] / 2)
	center, _ := offset(from, "D", n*float64(way)*float64(lengths[unit]))
	if unit == "M" || unit == "Y" {
		center.from = from.AddMonths(way * int(n*map[string]float64{"M": 1, "Y": 12}[unit]))
	}
	if unit == "D" && !told || center.from == 0 {
		return moment{value: s.value, when: s.when(basis)}, true
	}
	lo, hi := center.from-max(half, 1), center.from+max(half, 1)
	switch {
	case sign*way > 0:
		lo = center.from
	case sign*way < 0:
		hi = center.from
	}
	if sign < 0 && way < 0 { // "less than two weeks ago": from then on, by a unit
		hi = min(center.from+2*max(half, 1), from)
	}
	when := date.Range{From: max(lo, 1), To: min(hi, date.MaxDay), Grain: grainOf(unit), Basis: basis}
	return moment{value: s.value, when: when}, true
}

// offset is the stretch of a unit that lies n units from a day.
func offset(from date.Day, unit string, n float64) (span, bool) {
	whole := int(n)
	if float64(whole) == n {
		return unitSpan(from, unit, whole)
	}
	days := n * float64(lengths[unit])
	if days > 1e7 || days < -1e7 {
		return span{}, false
	}
	return unitSpan(from+date.Day(days), unit, 0)
}

func grainOf(unit string) date.Grain {
	switch unit {
	case "D", "N", "WE":
		return date.GrainDay
	case "W", "2W":
		return date.GrainWeek
	case "M":
		return date.GrainMonth
	case "Q":
		return date.GrainSeason
	case "Y":
		return date.GrainYear
	case "DE", "CE":
		return date.GrainDecade
	}
	return date.GrainDay
}

// recent is how many days back "recent days" reach, by the unit.
var recent = map[string]date.Day{"D": 10, "W": 60, "M": 300, "Y": 1830, "DE": 11000}

// readRef reads a time that is told only as past, present or future.
func (r *reader) readRef(m *match) (moment, bool) {
	mo := moment{typ: doc.Date, value: m.rule.Fixed}
	if strings.HasPrefix(mo.value, "XXXX-XX-XXT") {
		mo.typ = clockType
	}
	if m.rule.Reading == "ref-soon" && r.tense(m) == past {
		return mo, false
	}
	now, ok := r.now()
	if !ok || r.history {
		return mo, true
	}
	reach := recent[r.unit(m)]
	switch m.rule.Reading {
	case "ref-now":
		mo.when = date.MakeRange(now, date.Inferred)
	case "ref-recent":
		if reach > 0 {
			mo.when = date.Range{From: now - reach, To: now, Grain: grainOf(r.unit(m)), Basis: date.Inferred}
		}
	case "ref-soon":
		if reach > 0 {
			mo.when = date.Range{From: now, To: now + reach, Grain: grainOf(r.unit(m)), Basis: date.Inferred}
		}
	}
	return mo, true
}
