package date

import (
	"fmt"
	"time"
)

// English is the range as an English text writes it: "28 June 2021", "16-17 May 2024", "30 April to 2 May 2024", "April
// 2021", "2022", "from 1 May 2022"; "" for an unknown date.
func (r Range) English() string {
	switch {
	case !r.IsKnown():
		return ""
	case r.To == 0:
		return "from " + r.From.english()
	case r.From == 0:
		return "until " + r.To.english()
	case r.From == r.To:
		return r.From.english()
	}
	y1, m1, d1 := r.From.Date()
	y2, m2, d2 := r.To.Date()
	wholeMonths := d1 == 1 && d2 == DaysIn(y2, m2)
	switch {
	case wholeMonths && y1 == y2 && m1 == 1 && m2 == 12:
		return fmt.Sprintf("%d", y1)
	case wholeMonths && m1 == 1 && m2 == 12:
		return fmt.Sprintf("%d-%d", y1, y2)
	case wholeMonths && y1 == y2 && m1 == m2:
		return fmt.Sprintf("%s %d", time.Month(m1), y1)
	case wholeMonths && y1 == y2:
		return fmt.Sprintf("%s to %s %d", time.Month(m1), time.Month(m2), y1)
	case y1 == y2 && m1 == m2:
		return fmt.Sprintf("%d-%d %s %d", d1, d2, time.Month(m1), y1)
	case y1 == y2:
		return fmt.Sprintf("%d %s to %d %s %d", d1, time.Month(m1), d2, time.Month(m2), y1)
	}
	return r.From.english() + " to " + r.To.english()
}

func (d Day) english() string {
	y, m, dd := d.Date()
	return fmt.Sprintf("%d %s %d", dd, time.Month(m), y)
}
