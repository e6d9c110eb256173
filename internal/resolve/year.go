package resolve

import (
	"slices"
	"strings"

	"chancery/internal/date"
	"chancery/internal/record"
)

// A calendarDay is a day of any year on which a pair did something.
type calendarDay struct {
	a, b string // keys of the units
	day  string // "11-15"
}

// dateByYear gives the year to reports that tell a day without one, in articles that nobody knows the date of, where the
// others tell only one year in which the same parties did the same on that day. The article then counts as written on
// that day. Such a date is inferred.
func dateByYear(items []item) {
	years := map[calendarDay][]date.Range{}
	var yearless []*item
	for i := range items {
		if it := &items[i]; it.grasp == timeless && it.pub == 0 && yearlessDay(it.r) != "" && len(it.units) >= 2 {
			yearless = append(yearless, it)
			it.eachPair(yearlessDay(it.r), func(c calendarDay) { years[c] = nil })
		}
	}
	if len(yearless) == 0 {
		return
	}
	for i := range items {
		it := &items[i]
		if !it.own.IsDay() {
			continue
		}
		it.eachPair(it.own.From.String()[len("2006-"):], func(c calendarDay) {
			if told, wanted := years[c]; wanted && !slices.Contains(told, date.MakeRange(it.own.From, date.Inferred)) {
				years[c] = append(told, date.MakeRange(it.own.From, date.Inferred))
			}
		})
	}
	written := map[record.ID]date.Day{}
	for _, it := range yearless {
		var when []date.Range
		it.eachPair(yearlessDay(it.r), func(c calendarDay) {
			if len(when) == 0 {
				when = years[c]
			}
		})
		if len(when) == 1 {
			it.setDate(when[0])
			written[it.r.Article] = max(written[it.r.Article], when[0].From)
		}
	}
	for i := range items {
		if it := &items[i]; it.pub == 0 && written[it.r.Article] != 0 {
			it.pub = written[it.r.Article]
			it.setTime()
		}
	}
}

// setDate gives an item a date that its report does not tell; the report itself is not changed.
func (it *item) setDate(when date.Range) {
	r := *it.r
	r.Date = when
	it.r = &r
	it.setTime()
}

// eachPair calls f for each two parties of an item, as far as an index needs them.
func (it *item) eachPair(day string, f func(calendarDay)) {
	units := it.units[:min(len(it.units), maxUnits)]
	for i := range units {
		for j := i + 1; j < len(units); j++ {
			f(calendarDay{units[i].key, units[j].key, day})
		}
	}
}

// yearlessDay is the day and month of a report that tells no year, or "".
func yearlessDay(r *record.Report) string {
	for _, c := range r.Claims {
		if day, ok := strings.CutPrefix(c.Value, "XXXX-"); ok && c.Field == record.FieldDate && len(day) == len("01-02") {
			return day
		}
	}
	return ""
}
