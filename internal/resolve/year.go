package resolve

import (
	"strconv"
	"strings"

	"chancery/internal/date"
	"chancery/internal/record"
)

// The years in which a day without a year is looked for.
const (
	firstYear = 1990
	lastYear  = 2050
)

// dateByYear gives the year to reports that tell a day without one, in an article that nobody knows the date of, where the
// others tell only one year in which the same parties did the same on that day. The article then counts as written on
// that day. Such a date is inferred.
func (f *Forest) dateByYear(nodes []*node) error {
	written := date.Day(0)
	for _, n := range nodes {
		if n.grasp != timeless || n.pub != 0 || len(n.units) < 2 {
			continue
		}
		if n.yearless = yearlessDay(n.r); n.yearless == "" {
			continue
		}
		days, err := f.yearsOf(n)
		if err != nil {
			return err
		}
		if len(days) == 1 {
			n.setDate(date.MakeRange(days[0], date.Inferred))
			n.inferred = true
			written = max(written, days[0])
		}
	}
	if written == 0 {
		return nil
	}
	for _, n := range nodes {
		if n.pub == 0 {
			n.pub = written
			n.setTime()
		}
	}
	return nil
}

// yearsOf is the days that others tell of the calendar day of a node and its first side that any of them tells.
func (f *Forest) yearsOf(n *node) ([]date.Day, error) {
	month, err1 := strconv.Atoi(n.yearless[:2])
	dom, err2 := strconv.Atoi(n.yearless[3:])
	if err1 != nil || err2 != nil {
		return nil, nil
	}
	for _, side := range n.sides() {
		var days []date.Day
		for year := firstYear; year <= lastYear; year++ {
			if !date.IsValid(year, month, dom) {
				continue
			}
			day := date.MakeDay(year, month, dom)
			told, err := f.isTold(side, day)
			if err != nil {
				return nil, err
			}
			if told {
				days = append(days, day)
			}
		}
		if len(days) > 0 {
			return days, nil
		}
	}
	return nil, nil
}

// isTold reports whether an article tells that something was done on a day.
func (f *Forest) isTold(side string, day date.Day) (bool, error) {
	for _, q := range families {
		key := makeKey(byDay, hashOf(side, byte(q)), day)
		told, err := f.hasOwnDay(key)
		if told || err != nil {
			return told, err
		}
	}
	return false, nil
}

// hasOwnDay reports whether any report under a key tells its day. Those that do stand in front, for they are known best.
func (f *Forest) hasOwnDay(key uint64) (bool, error) {
	for n := f.most; ; n *= 8 {
		rows, err := f.idx.Near(key, key, n)
		if err != nil {
			return false, err
		}
		for i := range rows {
			o, err := decode(&rows[i])
			if err != nil || o.ownDay {
				return err == nil, err
			}
		}
		if len(rows) < n {
			return false, nil
		}
	}
}

// tellYear has the articles traced again that tell the calendar day of a node without its year.
func (f *Forest) tellYear(n *node) error {
	if !n.ownDay {
		return nil
	}
	day := n.own.From
	if day == 0 {
		day = n.r.Date.From
	}
	for _, side := range n.sides() {
		key := calendarKey(side, day.String()[len("2006-"):])
		rows, err := f.idx.Near(key, key, 0)
		if err != nil {
			return err
		}
		for i := range rows {
			f.enqueue(rows[i].Article)
		}
	}
	return nil
}

// setDate gives an item a date that its report does not tell; the report itself is not changed.
func (it *item) setDate(when date.Range) {
	r := *it.r
	r.Date = when
	it.r = &r
	it.setTime()
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
