package report_test

import (
	"testing"

	"chancery/internal/record"
)

// TestCounts holds that how often parties met, as an article says, stands with its report of one of their meetings and is no meeting.
func TestCounts(t *testing.T) {
	reports := readText(t, "May 16, 2024\n\nPresident Emmanuel Macron met Chancellor Olaf Scholz in Berlin on Thursday. The two leaders have met more than 40 times since 2021. They have talked dozens of times.\n")
	var counts []string
	for _, r := range reports {
		for _, c := range r.Claims {
			if c.Field == record.FieldCount {
				counts = append(counts, c.Value+": "+c.Words)
			}
		}
	}
	if len(reports) != 1 || len(counts) != 2 || counts[0] != "40 times: more than 40 times" || counts[1] != "dozens of times: dozens of times" {
		t.Errorf("%d reports, counts %q", len(reports), counts)
	}
}
