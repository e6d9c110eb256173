package date

import "fmt"

// ParsePeriod reads a year, a month or a day as 2021, 2021-06 or 2021-06-28, and gives its first and last day.
func ParsePeriod(s string) (from, to Day, err error) {
	first := s
	switch len(s) {
	case len("2021"):
		first = s + "-01-01"
	case len("2021-06"):
		first = s + "-01"
	}
	from, err = ParseDay(first)
	if err != nil || from == 0 {
		return 0, 0, fmt.Errorf("%q is not a date of the form 2021, 2021-06 or 2021-06-28", s)
	}
	switch len(s) {
	case len("2021"):
		return from, MakeDay(from.Year(), 12, 31), nil
	case len("2021-06"):
		year, month, _ := from.Date()
		return from, MakeDay(year, month, DaysIn(year, month)), nil
	}
	return from, from, nil
}
