package date

import (
	"encoding/json"
	"testing"
)

func TestMonth(t *testing.T) {
	for _, c := range []struct {
		day               Day
		name, first, last string
	}{
		{MakeDay(2024, 2, 29), "2024-02", "2024-02-01", "2024-02-29"},
		{MakeDay(2023, 12, 1), "2023-12", "2023-12-01", "2023-12-31"},
		{MakeDay(1, 1, 1), "0001-01", "0001-01-01", "0001-01-31"},
		{0, "", "", ""},
	} {
		m := MonthOf(c.day)
		if m.String() != c.name || m.First().String() != c.first || m.Last().String() != c.last {
			t.Errorf("%v: %v from %v to %v", c.day, m, m.First(), m.Last())
		}
		b, err := json.Marshal(m)
		var back Month
		if err != nil || json.Unmarshal(b, &back) != nil || back != m {
			t.Errorf("%v: %s reads as %v", m, b, back)
		}
	}
	if MonthOf(MakeDay(2024, 1, 1))-MonthOf(MakeDay(2023, 12, 31)) != 1 {
		t.Error("January does not follow December")
	}
	var m Month
	for _, s := range []string{"2024", "2024-13", "x"} {
		if m.UnmarshalText([]byte(s)) == nil {
			t.Errorf("%s reads as %v", s, m)
		}
	}
}
