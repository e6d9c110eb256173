package neural

import (
	_ "embed"
	"fmt"
	"strings"
	"testing"
)

//go:embed testdata/words.tsv
var words string

// TestWords holds that words are seen as in training.
func TestWords(t *testing.T) {
	net := load(t)
	names := make([]string, len(net.pieces))
	for s, i := range net.pieces {
		if i < int32(len(names)) {
			names[i] = s
		}
	}
	var s Scratch
	for line := range strings.Lines(words) {
		col := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(col) < 5 {
			continue
		}
		b := fold(nil, col[0])
		var pieces []string
		for _, id := range net.split(&s, nil, b) {
			pieces = append(pieces, names[id])
		}
		if got := strings.Join(pieces, " "); got != col[4] {
			t.Errorf("%s: pieces %s, want %s", col[0], got, col[4])
		}
		if got := shapeOf(b); fmt.Sprint(got) != col[2] {
			t.Errorf("%s: shape %d, want %s", col[0], got, col[2])
		}
		plain := plainFigures(b)
		form := hash("w", plain)
		key := lower(nil, plain)
		if string(key) != col[1] {
			t.Errorf("%s: key %s, want %s", col[0], key, col[1])
		}
		got := fmt.Sprint(append(affixes(nil, key), form))
		if got != "["+col[3]+"]" {
			t.Errorf("%s: buckets %s, want %s", col[0], got, col[3])
		}
	}
}
