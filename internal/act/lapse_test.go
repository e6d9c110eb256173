package act

import (
	"testing"

	"chancery/internal/date"
)

func TestCountFrom(t *testing.T) {
	const day = 1000
	for _, c := range []struct {
		value    string
		certain  bool
		way      int
		from, to int
	}{
		{"P5D", true, -1, 995, 995},
		{"P5D", false, -1, 994, 995}, // the article may be of the day after
		{"P2D", true, 1, 1002, 1002},
		{"P2W", true, -1, 983, 989},
		{"PXD", true, -1, 992, 999},
		{"PXM", true, -1, 760, 970},
	} {
		got, ok := countFrom(day, c.certain, date.Day(c.way), c.value)
		if !ok || int(got.From) != c.from || int(got.To) != c.to {
			t.Errorf("%s: %d to %d, want %d to %d", c.value, got.From, got.To, c.from, c.to)
		}
	}
	for _, value := range []string{"", "P", "PD", "PT5H", "P0D", "P100D", "P-5D", "P3C"} {
		if got, ok := countFrom(day, true, -1, value); ok {
			t.Errorf("%q: %v, want none", value, got)
		}
	}
}
