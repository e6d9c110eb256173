package score

import (
	"math"
	"strings"
	"testing"
)

func TestBCubed(t *testing.T) {
	for _, tt := range []struct {
		gold, found string
		p, r        float64
		pairs       Counts
	}{
		{"aabb", "xxyy", 1, 1, Counts{2, 0, 0}},
		{"aabb", "xxxx", 0.5, 1, Counts{2, 4, 0}},
		{"aabb", "wxyz", 1, 0.5, Counts{0, 0, 2}},
		{"aaab", "xxyy", 0.75, (2*2.0/3 + 1.0/3 + 1) / 4, Counts{1, 1, 2}},
	} {
		g := BCubed(strings.Split(tt.gold, ""), strings.Split(tt.found, ""))
		if math.Abs(g.Precision-tt.p) > 1e-9 || math.Abs(g.Recall-tt.r) > 1e-9 || g.Pairs != tt.pairs {
			t.Errorf("%s as %s: %+v", tt.gold, tt.found, g)
		}
	}
	if g := BCubed(nil, nil); g.F1 != 0 {
		t.Errorf("%+v", g)
	}
}

func TestReadStories(t *testing.T) {
	got, err := ReadStories(strings.NewReader("# story\tfile\nsummit\ta/b.txt\n\n{\"doc_id\":\"1\",\"subtopic\":\"1x\",\"title\":\"T\",\"text\":\"Words.\"}\n"))
	if err != nil || len(got) != 2 || got[0] != (StoryGold{Story: "summit", File: "a/b.txt"}) || got[1] != (StoryGold{Story: "1x", Title: "T", Text: "Words."}) {
		t.Errorf("%+v, %v", got, err)
	}
	for _, bad := range []string{"summit", "{}", "{", "\tfile"} {
		if got, err := ReadStories(strings.NewReader(bad)); err == nil {
			t.Errorf("%q is read as %+v", bad, got)
		}
	}
}
