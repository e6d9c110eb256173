package ingest

import (
	"strconv"
	"strings"
	"time"

	"chancery/internal/date"
)

// stamps are the forms of dates in pages and feeds, beside those that begin as ISO 8601 does. The day is the one that
// is written: no time zone moves it.
var stamps = []string{
	time.RFC1123, time.RFC1123Z, time.RFC850, time.ANSIC, "Mon, 2 Jan 2006 15:04:05 -0700", "Mon, 2 Jan 2006 15:04:05 MST",
	"January 2, 2006", "Jan 2, 2006", "2 January 2006", "2 Jan 2006", "January 2, 2006 15:04", "January 2, 2006 3:04 PM",
	"Jan 2, 2006 3:04 PM", "2 January 2006 15:04", "Monday, January 2, 2006", "Monday, 2 January 2006", "2006/01/02", "2006/01/02 15:04",
	"2006/01/02 15:04:05", "02.01.2006", "02.01.2006 15:04", "Mon Jan 2 2006", "Mon Jan 02 2006 15:04:05 GMT-0700",
}

// stampDay is the day of a date or time stamp as pages and feeds write it; ok is false for what is none, or a day
// that does not exist.
func stampDay(s string) (d date.Day, ok bool) {
	s = strings.TrimSpace(s)
	if len(s) < 8 || len(s) > 80 {
		return 0, false
	}
	if len(s) >= 10 && s[4] == '-' && s[7] == '-' && (len(s) == 10 || !isDigit(s[10])) {
		d, err := date.ParseDay(s[:10])
		return d, err == nil && d != 0
	}
	if compact := s[:8]; isDigits(compact) && (len(s) == 8 || s[8] == 'T' || len(s) == 14 && isDigits(s)) {
		y, _ := strconv.Atoi(s[:4])
		m, _ := strconv.Atoi(s[4:6])
		dd, _ := strconv.Atoi(s[6:8])
		if !date.IsValid(y, m, dd) {
			return 0, false
		}
		return date.MakeDay(y, m, dd), true
	}
	for _, form := range stamps {
		if t, err := time.Parse(form, s); err == nil {
			d := date.MakeDay(t.Year(), int(t.Month()), t.Day())
			return d, d != 0
		}
	}
	return 0, false
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

func isDigits(s string) bool { return strings.Trim(s, "0123456789") == "" }
