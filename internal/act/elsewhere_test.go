package act_test

import (
	"os"
	"strings"
	"testing"

	"chancery/internal/plover"
)

// TestOtherPages counts the acts read in passages on sport, business, crime, weather and the arts, which tell none.
func TestOtherPages(t *testing.T) {
	b, err := os.ReadFile("testdata/elsewhere.txt")
	if err != nil {
		t.Fatal(err)
	}
	rd := load(t)
	n, wrong := 0, 0
	for passage := range strings.SplitSeq(string(b), "\n\n") {
		if passage = strings.TrimSpace(passage); passage == "" || passage[0] == '#' {
			continue
		}
		n++
		d := annotate(t, rd, passage)
		for i := range d.Acts {
			if s := d.Acts[i].Status; s == plover.Occurred || s == plover.Ongoing || s == plover.Planned {
				wrong++
				t.Logf("%s\n\t%s", d.Text(d.Sentences[d.Acts[i].Sentence].Range), describe(d, &d.Acts[i]))
			}
		}
	}
	t.Logf("%d acts in %d passages", wrong, n)
	if wrong > 4 {
		t.Errorf("%d acts in %d passages that tell none", wrong, n)
	}
}
