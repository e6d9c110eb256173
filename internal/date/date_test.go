package date

import (
	"encoding/json"
	"testing"
)

func TestDay(t *testing.T) {
	for _, c := range []struct {
		y, m, d int
		iso     string
		weekday int
	}{
		{1, 1, 1, "0001-01-01", 1}, {1970, 1, 1, "1970-01-01", 4}, {2021, 6, 28, "2021-06-28", 1},
		{2024, 2, 29, "2024-02-29", 4}, {9999, 12, 31, "9999-12-31", 5}, {2026, 11, 22, "2026-11-22", 7},
	} {
		d := MakeDay(c.y, c.m, c.d)
		if d.String() != c.iso || d.Weekday() != c.weekday {
			t.Errorf("MakeDay(%d, %d, %d) = %s weekday %d, want %s %d", c.y, c.m, c.d, d, d.Weekday(), c.iso, c.weekday)
		}
		if back, err := ParseDay(c.iso); err != nil || back != d {
			t.Errorf("ParseDay(%q) = %v, %v, want %v", c.iso, back, err, d)
		}
	}
	if d := MakeDay(0, 12, 31); d != 0 {
		t.Errorf("year 0 = %v, want no day", d)
	}
	for _, s := range []string{"2021-02-29", "0000-01-01", "2021-6-28", "tomorrow"} {
		if _, err := ParseDay(s); err == nil {
			t.Errorf("ParseDay(%q) must fail", s)
		}
	}
	if got := MakeDay(2024, 1, 31).AddMonths(1).String(); got != "2024-02-29" {
		t.Errorf("31 January and a month = %s, want 2024-02-29", got)
	}
}

func TestRangeJSON(t *testing.T) {
	for _, r := range []Range{
		{}, MakeRange(MakeDay(2021, 6, 28), Stated),
		{MakeDay(2021, 4, 1), MakeDay(2021, 4, 30), GrainMonth, Resolved}, {To: MakeDay(2030, 12, 31), Grain: GrainDecade, Basis: Inferred},
	} {
		b, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		var back Range
		if err := json.Unmarshal(b, &back); err != nil || back != r {
			t.Errorf("%s came back as %+v, %v, want %+v", b, back, err, r)
		}
	}
	if b, _ := json.Marshal(Range{}); string(b) != `{"basis":"none"}` {
		t.Errorf("unknown date = %s", b)
	}
	if err := json.Unmarshal([]byte(`{"basis":"sure"}`), new(Range)); err == nil {
		t.Error("an unknown basis must be refused")
	}
}

func TestRangeRelations(t *testing.T) {
	june := Range{From: MakeDay(2021, 6, 1), To: MakeDay(2021, 6, 30)}
	day := MakeRange(MakeDay(2021, 6, 28), Stated)
	open := Range{From: MakeDay(2021, 7, 1)}
	if !june.Contains(day) || day.Contains(june) || !june.Overlaps(day) || june.Overlaps(open) || !open.Overlaps(Range{}) {
		t.Error("relations of ranges are wrong")
	}
	if june.Days() != 30 || open.Days() != 0 {
		t.Error("days of ranges are wrong")
	}
}

func FuzzParseDay(f *testing.F) {
	for _, s := range []string{"", "2021-06-28", "0000-01-01", "2024-02-29", "2023-02-29", "+021-06-28", "-021-06-28", "2021-+6-28", "2021-06- 8", "9999-12-31", "２021-6"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := ParseDay(s)
		if err == nil && d.String() != s {
			t.Errorf("ParseDay(%q) is %s", s, d)
		}
		if err != nil && d != 0 {
			t.Errorf("ParseDay(%q) gives %s with the error %v", s, d, err)
		}
	})
}
