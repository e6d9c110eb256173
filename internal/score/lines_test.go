package score

import (
	"strings"
	"testing"

	"chancery/internal/doc"
)

func TestLinesCoverTheText(t *testing.T) {
	for _, s := range []string{"", "a", "\n\na b\n \nc\n", "a\r\nb"} {
		d, err := Lines(s)
		if err != nil {
			t.Fatal(err)
		}
		end := uint32(0)
		for _, b := range d.Blocks {
			if b.Start != end || b.IsEmpty() || (b.Kind == doc.Blank) != (strings.TrimSpace(d.Slice(b.Span)) == "") {
				t.Errorf("%q: block %+v after byte %d", s, b, end)
			}
			end = b.End
		}
		if int(end) != len(s) || !d.Has(doc.Blocks) {
			t.Errorf("%q: blocks end at %d", s, end)
		}
	}
}
