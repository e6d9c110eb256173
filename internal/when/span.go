package when

import (
	"fmt"
	"strings"

	"chancery/internal/date"
	"chancery/internal/text"
)

// A span is a stretch of the calendar with its TIMEX3 value.
type span struct {
	value    string
	from, to date.Day
	grain    date.Grain
}

func (s span) when(b date.Basis) date.Range {
	if s.from == 0 || s.to == 0 {
		return date.Range{}
	}
	return date.Range{From: s.from, To: s.to, Grain: s.grain, Basis: b}
}

func daySpan(d date.Day) span { return span{d.String(), d, d, date.GrainDay} }

func monthSpan(y, m int) span {
	for ; m < 1; m += 12 {
		y--
	}
	for ; m > 12; m -= 12 {
		y++
	}
	from := date.MakeDay(y, m, 1)
	return span{fmt.Sprintf("%04d-%02d", y, m), from, date.MakeDay(y, m+1, 1) - 1, date.GrainMonth}
}

func yearSpan(y int) span {
	return span{fmt.Sprintf("%04d", y), date.MakeDay(y, 1, 1), date.MakeDay(y, 12, 31), date.GrainYear}
}

func weekSpan(d date.Day) span {
	y, w := isoWeek(d)
	from := d - date.Day(d.Weekday()-1)
	return span{fmt.Sprintf("%04d-W%02d", y, w), from, from + 6, date.GrainWeek}
}

func weekendSpan(d date.Day) span {
	y, w := isoWeek(d)
	from := d - date.Day(d.Weekday()-1) + 5
	return span{fmt.Sprintf("%04d-W%02d-WE", y, w), from, from + 1, date.GrainDay}
}

func quarterSpan(y, q int) span {
	for ; q < 1; q += 4 {
		y--
	}
	for ; q > 4; q -= 4 {
		y++
	}
	return span{fmt.Sprintf("%04d-Q%d", y, q), date.MakeDay(y, 3*q-2, 1), date.MakeDay(y, 3*q+1, 1) - 1, date.GrainSeason}
}

func halfSpan(y, h int) span {
	return span{fmt.Sprintf("%04d-H%d", y, h), date.MakeDay(y, 6*h-5, 1), date.MakeDay(y, 6*h+1, 1) - 1, date.GrainSeason}
}

func decadeSpan(y int) span {
	y -= y % 10
	return span{fmt.Sprintf("%03d", y/10), date.MakeDay(y, 1, 1), date.MakeDay(y+9, 12, 31), date.GrainDecade}
}

func centurySpan(y int) span {
	y -= y % 100
	return span{fmt.Sprintf("%02d", y/100), date.MakeDay(y, 1, 1), date.MakeDay(y+99, 12, 31), date.GrainDecade}
}

// seasonMonths are the first months of the seasons of the northern half of the world.
var seasonMonths = map[string]int{"SP": 3, "SU": 6, "FA": 9, "WI": 12}

// seasonSpan is a season; the winter of a year begins in its December.
func seasonSpan(y int, s string) span {
	m := seasonMonths[s]
	return span{fmt.Sprintf("%04d-%s", y, s), date.MakeDay(y, m, 1), date.MakeDay(y, m+3, 1) - 1, date.GrainSeason}
}

// isoWeek is the ISO 8601 year and week of a day: those of its Thursday.
func isoWeek(d date.Day) (year, week int) {
	thursday := d - date.Day(d.Weekday()-1) + 3
	year = thursday.Year()
	return year, int(thursday-date.MakeDay(year, 1, 1))/7 + 1
}

// unitSpan is the stretch of a unit that lies n units from that of day d.
func unitSpan(d date.Day, unit string, n int) (span, bool) {
	if d == 0 || n > 1e5 || n < -1e5 {
		return span{}, false
	}
	y, m, _ := d.Date()
	switch unit {
	case "D":
		return valid(daySpan(d + date.Day(n)))
	case "W":
		return valid(weekSpan(d + date.Day(7*n)))
	case "2W":
		return valid(weekSpan(d + date.Day(14*n)))
	case "WE":
		return valid(weekendSpan(d + date.Day(7*n)))
	case "M":
		return valid(monthSpan(y, m+n))
	case "Q":
		return valid(quarterSpan(y, (m+2)/3+n))
	case "Y":
		return valid(yearSpan(y + n))
	case "DE":
		return valid(decadeSpan(y + 10*n))
	case "CE":
		return valid(centurySpan(y + 100*n))
	}
	return span{}, false
}

func valid(s span) (span, bool) {
	return s, s.from > 0 && s.to > 0 && s.from <= s.to && s.to <= date.MaxDay
}

// part cuts a stretch down to its beginning, middle or end: a third of it.
func (s span) part(mod string) span {
	days := s.to - s.from + 1
	third := max(days/3, 1)
	switch mod {
	case "START":
		s.to = s.from + third - 1
	case "MID":
		s.from, s.to = s.from+third, s.to-third
		if s.to < s.from {
			s.to = s.from
		}
	case "END":
		s.from = s.to - third + 1
	}
	return s
}

// lengths is about how many days a unit has.
var lengths = map[string]int{"D": 1, "W": 7, "2W": 14, "M": 30, "Q": 91, "Y": 365, "DE": 3652, "CE": 36524, "WE": 7}

func spanOf(start, end uint32) text.Span { return text.Span{Start: start, End: end} }

func trim(s string) string { return strings.ToLower(strings.TrimSpace(s)) }

// wordBefore is the word that ends before a byte offset, in small letters.
func (r *reader) wordBefore(off uint32) string {
	s := strings.TrimRight(r.d.Slice(spanOf(off-min(off, 24), off)), " \n\t")
	return strings.ToLower(s[strings.LastIndexAny(s, " \n\t(")+1:])
}
