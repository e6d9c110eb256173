// Package date knows calendar days and ranges of them with the grain and the basis that a reader can give them.
//
// It does not know how dates are written in English (package when reads them) and never asks a clock.
//
//	date.Range{From: date.MakeDay(2021, 6, 28), To: date.MakeDay(2021, 6, 28), Grain: date.GrainDay, Basis: date.Stated}
package date

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// A Day is a day of the proleptic Gregorian calendar: the days since 0000-12-31, so that 1 is 0001-01-01. Zero is no day.
// Years 1 to 9999 can be held.
type Day int32

// unixOffset is the Day of 1970-01-01 (719,162 days lie between 0001-01-01 and it).
const unixOffset = 719163

// MaxDay is 9999-12-31.
const MaxDay Day = 3652059

// MakeDay is the day of a year, month (1 to 12) and day (1 to 31); values out of range carry over as in time.Date.
// A result outside the years 1 to 9999 is no day.
func MakeDay(year, month, day int) Day {
	d := Day(time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC).Unix()/86400) + unixOffset
	if d < 1 || d > MaxDay {
		return 0
	}
	return d
}

// IsValid reports whether a day of that year and month exists.
func IsValid(year, month, day int) bool {
	if year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 {
		return false
	}
	return day <= DaysIn(year, month)
}

// DaysIn is the number of days of a month.
func DaysIn(year, month int) int {
	return time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

func (d Day) time() time.Time { return time.Unix(int64(d-unixOffset)*86400, 0).UTC() }

// Date is the year, month and day of d.
func (d Day) Date() (year, month, day int) {
	y, m, dd := d.time().Date()
	return y, int(m), dd
}

// Year is the year of d.
func (d Day) Year() int { return d.time().Year() }

// Weekday is the day of the week, Monday 1 to Sunday 7 as in ISO 8601.
func (d Day) Weekday() int { return int(d+6)%7 + 1 }

// AddMonths moves by n months; a day that the month lacks becomes its last.
func (d Day) AddMonths(n int) Day {
	y, m, dd := d.Date()
	first := MakeDay(y, m+n, 1)
	if first == 0 {
		return 0
	}
	y, m, _ = first.Date()
	return first + Day(min(dd, DaysIn(y, m))-1)
}

// String is the ISO 8601 form, or "" for no day.
func (d Day) String() string {
	if d == 0 {
		return ""
	}
	y, m, dd := d.Date()
	return fmt.Sprintf("%04d-%02d-%02d", y, m, dd)
}

// ParseDay reads YYYY-MM-DD. The error names what is wrong.
func ParseDay(s string) (Day, error) {
	if s == "" {
		return 0, nil
	}
	if len(s) == 10 && s[4] == '-' && s[7] == '-' && !strings.Contains(s, "+") {
		y, err1 := strconv.Atoi(s[:4])
		m, err2 := strconv.Atoi(s[5:7])
		d, err3 := strconv.Atoi(s[8:])
		if err1 == nil && err2 == nil && err3 == nil {
			if !IsValid(y, m, d) {
				return 0, fmt.Errorf("date %q: no such day", s)
			}
			return MakeDay(y, m, d), nil
		}
	}
	return 0, fmt.Errorf("date %q: want YYYY-MM-DD", s)
}

// MarshalText and UnmarshalText give a Day its ISO form in JSON; no day is the empty string.
func (d Day) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText is the reverse of MarshalText.
func (d *Day) UnmarshalText(b []byte) (err error) { *d, err = ParseDay(string(b)); return err }

// A Grain is the unit in which a date was told.
type Grain uint8

// The grains, fine to coarse. The zero value is none.
const (
	GrainNone Grain = iota
	GrainDay
	GrainWeek
	GrainMonth
	GrainSeason
	GrainYear
	GrainDecade
)

var grainNames = [...]string{"", "day", "week", "month", "season", "year", "decade"}

func (g Grain) String() string { return grainNames[g] }

// A Basis says how a date is known. Order: the stronger is greater.
type Basis uint8

// None: nothing is known. Inferred: from weekday, tense or other reports. Resolved: a relative expression resolved
// against the publication date. Stated: a full date in the text.
const (
	None Basis = iota
	Inferred
	Resolved
	Stated
)

var basisNames = [...]string{"none", "inferred", "resolved", "stated"}

func (b Basis) String() string { return basisNames[b] }

// A Range is the days From to To, both included, with the grain it was told in and how it is known. The zero Range is
// an unknown date. A Range that is open at one side has no Day there.
type Range struct {
	From, To Day
	Grain    Grain
	Basis    Basis
}

// MakeRange is the single day d.
func MakeRange(d Day, b Basis) Range { return Range{d, d, GrainDay, b} }

// IsKnown reports whether either end is known.
func (r Range) IsKnown() bool { return r.From != 0 || r.To != 0 }

// IsDay reports whether r is one single day.
func (r Range) IsDay() bool { return r.From != 0 && r.From == r.To }

// Overlaps reports whether the two may share a day; an unknown end is no bound.
func (r Range) Overlaps(o Range) bool {
	return (r.To == 0 || o.From == 0 || o.From <= r.To) && (o.To == 0 || r.From == 0 || r.From <= o.To)
}

// Contains reports whether every day of o lies in r; both must be closed.
func (r Range) Contains(o Range) bool {
	return r.From != 0 && r.To != 0 && o.From != 0 && o.To != 0 && r.From <= o.From && o.To <= r.To
}

// Days is the number of days of a closed range, else 0.
func (r Range) Days() int {
	if r.From == 0 || r.To == 0 {
		return 0
	}
	return int(r.To-r.From) + 1
}

// String is "2021-06-28", "2021-06-01/2021-06-30" or "".
func (r Range) String() string {
	if !r.IsKnown() {
		return ""
	}
	if r.From == r.To {
		return r.From.String()
	}
	return r.From.String() + "/" + r.To.String()
}

type rangeJSON struct {
	From  string `json:"from,omitempty"`
	To    string `json:"to,omitempty"`
	Grain string `json:"grain,omitempty"`
	Basis string `json:"basis"`
}

// MarshalJSON writes {"from","to","grain","basis"}; what is unknown is left out but the basis, which is then "none".
func (r Range) MarshalJSON() ([]byte, error) {
	return json.Marshal(rangeJSON{r.From.String(), r.To.String(), r.Grain.String(), r.Basis.String()})
}

// UnmarshalJSON reads what MarshalJSON writes.
func (r *Range) UnmarshalJSON(b []byte) error {
	var j rangeJSON
	if err := json.Unmarshal(b, &j); err != nil {
		return err
	}
	from, err := ParseDay(j.From)
	if err != nil {
		return err
	}
	to, err := ParseDay(j.To)
	if err != nil {
		return err
	}
	*r = Range{From: from, To: to}
	if r.Grain, err = lookup[Grain](grainNames[:], j.Grain); err != nil {
		return fmt.Errorf("grain: %w", err)
	}
	if j.Basis == "" {
		return nil
	}
	if r.Basis, err = lookup[Basis](basisNames[:], j.Basis); err != nil {
		return fmt.Errorf("basis: %w", err)
	}
	return nil
}

func lookup[T ~uint8](names []string, s string) (T, error) {
	for i, n := range names {
		if n == s {
			return T(i), nil
		}
	}
	return 0, fmt.Errorf("%q is not one of %q", s, names)
}
