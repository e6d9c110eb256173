package when

import (
	"fmt"
	"strconv"
	"strings"

	"chancery/internal/date"
	"chancery/internal/doc"
	"chancery/internal/lexicon"
)

// readDate reads a date of the calendar of which year, month, day, weekday or season may be missing.
func (r *reader) readDate(m *match) (moment, bool) {
	switch {
	case m.has(keySeason) && m.has(keyYear):
		s := seasonSpan(r.year(m, keyYear), m.text(keySeason)).part(r.mod(m))
		return moment{value: s.value, when: s.when(date.Stated)}, true
	case m.has(keySeason):
		return r.bareSeason(m)
	case m.has(keyMonth) && m.has(keyDay):
		return r.monthDay(m, m.num(keyMonth), m.num(keyDay))
	case m.has(keyMonth):
		return r.month(m)
	case m.has(keyYear):
		s := yearSpan(r.year(m, keyYear))
		return moment{value: s.value, when: s.when(date.Stated)}, true
	}
	return moment{}, false
}

// year is a year; one of two figures lies in the century that puts it nearest to the time of the text.
func (r *reader) year(m *match, key int8) int {
	y := m.num(key)
	if y >= 100 {
		return y
	}
	about := 2010
	if day, ok := r.middle(); ok {
		about = day.Year()
	}
	if r.history && r.focus.when.From != 0 {
		about = r.focus.when.From.Year()
	}
	y += about - about%100
	if y > about+20 {
		y -= 100
	}
	return y
}

// monthDay reads a month and a day, with or without year and weekday.
func (r *reader) monthDay(m *match, month, day int) (moment, bool) {
	if day < 1 || day > date.DaysIn(2000, month) {
		return moment{}, false
	}
	if m.has(keyYear) {
		y := r.year(m, keyYear)
		if !date.IsValid(y, month, day) {
			return moment{}, false
		}
		s := daySpan(date.MakeDay(y, month, day))
		return moment{value: s.value, when: s.when(date.Stated)}, true
	}
	d, basis, ok := r.nearestDay(m, month, day)
	if !ok {
		return moment{value: fmt.Sprintf("XXXX-%02d-%02d", month, day)}, true
	}
	s := daySpan(d)
	return moment{value: s.value, when: s.when(basis)}, true
}

// nearestDay puts a day of a month into the year that brings it nearest to the day it is told from. Where that is more
// than some weeks away, the tense of the clause decides on which side it lies.
func (r *reader) nearestDay(m *match, month, day int) (date.Day, date.Basis, bool) {
	from, basis, told, ok := r.partialFrom(m, month, day)
	if !ok {
		return 0, 0, false
	}
	if told {
		y := yearAfter(from, r.focus.when.Grain, month)
		if date.IsValid(y, month, day) {
			return date.MakeDay(y, month, day), basis, true
		}
	}
	weekday := 0
	if m.has(keyWeekday) {
		weekday = m.num(keyWeekday)
	}
	side := r.tense(m)
	best, cost := date.Day(0), 0
	y := from.Year()
	for c := y - 6; c <= y+6; c++ {
		if !date.IsValid(c, month, day) {
			continue
		}
		d := date.MakeDay(c, month, day)
		far := int(d - from)
		k := max(far, -far)
		if weekday != 0 && d.Weekday() != weekday {
			k += 5000
		}
		if far > 45 && side == past || far < -45 && side == future {
			k += 400
		}
		if best == 0 || k < cost {
			best, cost = d, k
		}
	}
	return best, basis, best != 0
}

// yearAfter is the year of a month that is told after from: the same year, but for a step over the turn of the year.
func yearAfter(from date.Day, grain date.Grain, month int) int {
	y, m, _ := from.Date()
	switch {
	case grain >= date.GrainSeason:
		return y
	case m-month >= 7:
		return y + 1
	case month-m >= 10:
		return y - 1
	}
	return y
}

// yearless is how many days an interval of publication has in which a day without a year may lie in either of two.
const yearless = 300

// partialFrom is the day from which a date without a year is told: that of publication, or, where told is set, the date
// told last in a text about the past, or a full date of another time just before in the same paragraph.
func (r *reader) partialFrom(m *match, month, day int) (from date.Day, basis date.Basis, told, ok bool) {
	now, known := r.middle()
	known = known && r.pub.To-r.pub.From < yearless
	f := r.focus
	if f.when.From != 0 {
		if r.history || !known {
			return f.when.From, min(f.when.Basis, date.Resolved), true, true
		}
		if f.stated && f.when.Grain <= date.GrainMonth && r.isNear(f.atom, m.first) && r.tense(m) == past {
			y := yearAfter(f.when.From, f.when.Grain, month)
			here := date.MakeDay(now.Year(), month, max(day, 1))
			if y != now.Year() && max(here-now, now-here) > 40 {
				return f.when.From, date.Resolved, true, true
			}
		}
	}
	return now, r.basis(), false, known
}

// isNear reports whether two atoms stand in one paragraph with at most two sentences' worth of words between them.
func (r *reader) isNear(a, b int32) bool {
	if b-a > 60 {
		return false
	}
	for i := a + 1; i <= b; i++ {
		if r.atoms[i].fresh {
			return false
		}
	}
	return true
}

// month reads a month with or without year.
func (r *reader) month(m *match) (moment, bool) {
	month := m.num(keyMonth)
	if m.has(keyYear) {
		s := monthSpan(r.year(m, keyYear), month)
		return moment{value: s.value, when: s.when(date.Stated)}, true
	}
	from, basis, told, ok := r.partialFrom(m, month, 0)
	if !ok {
		return moment{value: fmt.Sprintf("XXXX-%02d", month)}, true
	}
	y, now, _ := from.Date()
	if told {
		y = yearAfter(from, r.focus.when.Grain, month)
	} else {
		y += r.yearOf(month-now, r.tense(m))
	}
	s := monthSpan(y, month)
	return moment{value: s.value, when: s.when(basis)}, true
}

// yearOf is the year, from the present one, of a month that lies ahead by that many months within the present year (or
// back, if negative): the past is the default, but where nothing speaks for it a month close ahead is meant.
func (r *reader) yearOf(ahead int, side lexicon.Tense) int {
	switch {
	case ahead == 0:
		return 0
	case side == future:
		if ahead < 0 && ahead > -2 {
			return 0
		}
		if ahead < 0 {
			return 1
		}
		return 0
	case ahead > 0 && (side == past || ahead > 3):
		return -1
	case side != past && ahead <= -10:
		return 1
	}
	return 0
}

func (r *reader) bareSeason(m *match) (moment, bool) {
	name := m.text(keySeason)
	anaphor := r.history
	from, _, basis, ok := r.from(anaphor)
	if !ok {
		return moment{value: "XXXX-" + name}, true
	}
	y, month, _ := from.Date()
	best := y
	side := r.tense(m)
	if anaphor {
		if best = y; seasonMonths[name] < month-6 && r.focus.when.Grain < date.GrainYear {
			best++
		}
	} else if now := seasonSpan(y, name); side == future && now.to < from {
		best++
	} else if side != future && now.from > from {
		best--
	}
	s := seasonSpan(best, name).part(r.mod(m))
	return moment{value: s.value, when: s.when(basis)}, true
}

// readNumeric reads a date in figures, of which the order of day and month depends on the country.
func (r *reader) readNumeric(m *match) (moment, bool) {
	a, b, y := m.num(keyDay), m.num(keyMonth), m.num(keyYear)
	if y >= 100 && y < 1000 || y > 2199 || y < 100 && r.atoms[m.cap[keyYear].at].digits != 2 {
		return moment{}, false
	}
	y = r.year(m, keyYear)
	dm, md := date.IsValid(y, b, a), date.IsValid(y, a, b)
	if !dm && !md {
		return moment{}, false
	}
	day, month := a, b
	if !dm || md && r.monthFirst(date.MakeDay(y, b, a), date.MakeDay(y, a, b)) {
		day, month = b, a
	}
	s := daySpan(date.MakeDay(y, month, day))
	return moment{value: s.value, when: s.when(date.Stated)}, true
}

// monthFirst decides between two readings of a date in figures: by the country of the outlet, else by which is nearer to
// the publication and not after it.
func (r *reader) monthFirst(dayFirst, monthFirst date.Day) bool {
	switch r.d.Meta.Region {
	case "":
	case "USA", "PHL":
		return true
	default:
		return false
	}
	now, ok := r.now()
	if !ok {
		return false
	}
	far := func(d date.Day) date.Day {
		if d > now {
			return (d - now) * 2
		}
		return now - d
	}
	return far(monthFirst) < far(dayFirst)
}

// readRange reads two days told as one date: "May 16-17". Its value is the first day.
func (r *reader) readRange(m *match) (moment, bool) {
	month := m.num(keyMonth)
	last := month
	if m.has(keyMonth2) {
		last = m.num(keyMonth2)
	}
	first, ok := r.monthDay(m, month, m.num(keyDay))
	if !ok || last == month && m.num(keyDay2) <= m.num(keyDay) {
		return moment{}, false
	}
	if first.when.From == 0 {
		return first, true
	}
	y := first.when.From.Year()
	if last < month {
		y++
	}
	if !date.IsValid(y, last, m.num(keyDay2)) {
		return moment{}, false
	}
	first.when.To = date.MakeDay(y, last, m.num(keyDay2))
	return first, first.when.To-first.when.From < 120
}

// readYears reads "1980-1988" and "2023/24". Its value is the first year.
func (r *reader) readYears(m *match) (moment, bool) {
	y, last := m.num(keyYear), m.num(keyYear2)
	if last < 100 {
		last += y - y%100
	}
	if last <= y || last-y > 150 || last > 2199 {
		return moment{}, false
	}
	s := yearSpan(y)
	s.to = yearSpan(last).to
	return moment{value: s.value, when: s.when(date.Stated)}, true
}

// readBC reads a year before our era; it has a value but lies before all days that can be told.
func (r *reader) readBC(m *match) (moment, bool) {
	return moment{value: fmt.Sprintf("BC%04d", m.num(keyYear))}, true
}

func (r *reader) readQuarter(m *match) (moment, bool) {
	q := m.num(keyOrd)
	if q < 1 || q > 4 {
		return moment{}, false
	}
	if m.has(keyYear) {
		s := quarterSpan(r.year(m, keyYear), q)
		return moment{value: s.value, when: s.when(date.Stated)}, true
	}
	n, anaphor := r.shift(m)
	day, _, basis, ok := r.from(anaphor)
	if !ok {
		return moment{value: "XXXX-Q" + strconv.Itoa(q)}, true
	}
	s := quarterSpan(day.Year()+n, q)
	if !m.has(keyRef) && s.from > day && r.tense(m) != future {
		s = quarterSpan(day.Year()-1, q)
	}
	return moment{value: s.value, when: s.when(basis)}, true
}

func (r *reader) readHalf(m *match) (moment, bool) {
	h := 1
	switch {
	case m.has(keyOrd):
		h = m.num(keyOrd)
	case r.mod(m) == "END":
		h = 2
	}
	if h > 2 {
		return moment{}, false
	}
	if m.has(keyYear) {
		s := halfSpan(r.year(m, keyYear), h)
		return moment{value: s.value, when: s.when(date.Stated)}, true
	}
	n, anaphor := r.shift(m)
	day, _, basis, ok := r.from(anaphor)
	if !ok {
		return moment{value: "XXXX-H" + strconv.Itoa(h)}, true
	}
	s := halfSpan(day.Year()+n, h)
	return moment{value: s.value, when: s.when(basis)}, true
}

func (r *reader) readDecade(m *match) (moment, bool) {
	y := m.num(keyYear)
	if y < 100 && y%10 != 0 {
		return moment{}, false
	}
	s := decadeSpan(r.year(m, keyYear)).part(r.mod(m))
	return moment{value: s.value, when: s.when(date.Stated)}, true
}

func (r *reader) readCentury(m *match) (moment, bool) {
	n := m.num(keyOrd)
	if n < 2 || n > 22 {
		return moment{}, n >= 1 && n <= 22
	}
	last := r.d.Slice(r.atoms[m.last-1].Span)
	if strings.HasPrefix(strings.ToLower(last), "bc") {
		return moment{value: fmt.Sprintf("BC%02d", n-1)}, true
	}
	s := centurySpan(100 * (n - 1)).part(r.mod(m))
	return moment{value: s.value, when: s.when(date.Stated)}, true
}

// readMod reads the beginning, middle or end of a month or year.
func (r *reader) readMod(m *match) (moment, bool) {
	mo, ok := r.readDate(m)
	if ok && mo.when.From != 0 {
		s := span{from: mo.when.From, to: mo.when.To}.part(r.mod(m))
		mo.when.From, mo.when.To = s.from, s.to
	}
	return mo, ok
}

// readNamed reads a day that has a name.
func (r *reader) readNamed(m *match) (moment, bool) {
	fixed := m.rule.Fixed
	if len(fixed) == len("2001-09-11") && fixed[4] == '-' {
		d, err := date.ParseDay(fixed)
		return moment{value: fixed, when: date.MakeRange(d, date.Stated)}, err == nil
	}
	if offset, ok := strings.CutPrefix(fixed, "easter"); ok {
		n, err := strconv.Atoi(offset)
		return r.named(m, func(y int) date.Day { return easter(y) + date.Day(n) }), err == nil
	}
	if rest, ok := strings.CutPrefix(fixed, "days "); ok {
		return r.feast(m, strings.Fields(rest))
	}
	month, day, _ := strings.Cut(fixed, "-")
	mm, err1 := strconv.Atoi(month)
	dd, err2 := strconv.Atoi(day)
	return r.named(m, func(y int) date.Day { return date.MakeDay(y, mm, dd) }), err1 == nil && err2 == nil
}

// named is the day of the year told, or that nearest to the day it is told from, the future only where it is spoken of.
func (r *reader) named(m *match, day func(year int) date.Day) moment {
	if m.has(keyYear) {
		return moment{value: day(m.num(keyYear)).String(), when: date.MakeRange(day(m.num(keyYear)), date.Stated)}
	}
	from, _, basis, ok := r.from(r.history)
	if !ok {
		return moment{value: "XXXX-XX-XX"}
	}
	y := from.Year()
	best := day(y)
	switch side := r.tense(m); {
	case side == future && best < from:
		best = day(y + 1)
	case side != future && best-from > 45:
		best = day(y - 1)
	case side != past && from-best > 320:
		best = day(y + 1)
	}
	return moment{value: best.String(), when: date.MakeRange(best, basis)}
}

// feast is a feast of some days that begins on another day each year: the days and the first of each year that is known.
func (r *reader) feast(m *match, table []string) (moment, bool) {
	n, err := strconv.Atoi(table[0])
	unknown := false
	mo := r.named(m, func(y int) date.Day {
		for _, s := range table[1:] {
			if d, err := date.ParseDay(s); err == nil && d.Year() == y {
				return d
			}
		}
		unknown = true
		return date.MakeDay(y, 1, 1)
	})
	if unknown {
		return moment{value: "XXXX-XX-XX"}, err == nil
	}
	if mo.when.To != 0 {
		mo.when.To += date.Day(n - 1)
	}
	return mo, err == nil
}

// easter is Easter Sunday of the Gregorian calendar, by the anonymous algorithm of 1876.
func easter(y int) date.Day {
	a, b, c := y%19, y/100, y%100
	d, e := b/4, b%4
	g := (8*b + 13) / 25
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	n := (a + 11*h + 22*l) / 451
	month := (h + l - 7*n + 114) / 31
	return date.MakeDay(y, month, (h+l-7*n+114)%31+1)
}

// clockType is the type of a moment of the day.
const clockType = doc.Clock
