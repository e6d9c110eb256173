package date

import "fmt"

// A Month is a month of a year, counted so that months that follow one another differ by one. Zero is no month.
type Month int32

// MonthOf is the month of a day, zero for no day.
func MonthOf(d Day) Month {
	if d == 0 {
		return 0
	}
	y, m, _ := d.Date()
	return Month(y*12 + m - 1)
}

// First and Last are the days of the month at its ends.
func (m Month) First() Day {
	if m == 0 {
		return 0
	}
	return MakeDay(int(m)/12, int(m)%12+1, 1)
}

// Last is the last day of the month.
func (m Month) Last() Day {
	if m == 0 {
		return 0
	}
	return MakeDay(int(m)/12, int(m)%12+2, 1) - 1
}

// String is the ISO 8601 form, "2021-06", or "" for no month.
func (m Month) String() string {
	if m == 0 {
		return ""
	}
	return fmt.Sprintf("%04d-%02d", int(m)/12, int(m)%12+1)
}

// MarshalText gives a Month its ISO form in JSON.
func (m Month) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// UnmarshalText is the reverse of MarshalText.
func (m *Month) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*m = 0
		return nil
	}
	d, err := ParseDay(string(b) + "-01")
	if err != nil {
		return fmt.Errorf("month %q: want YYYY-MM", b)
	}
	*m = MonthOf(d)
	return nil
}
