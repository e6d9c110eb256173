package score

import (
	"strings"
	"testing"

	"chancery/internal/doc"
	"chancery/internal/text"
)

const goldNames = "# text = Ann Lee left New York, France.\n" +
	"1\tAnn\tB-PER\t-\t-\n2\tLee\tI-PER\t-\t-\n3\tleft\tO\t-\t-\n4\tNew\tB-LOC\t-\t-\n5\tYork\tI-LOC\t-\t-\n6\t,\tO\t-\t-\n7\tFrance\tB-LOC\t-\t-\n8\t.\tO\t-\t-\n"

func TestNames(t *testing.T) {
	gold, err := ReadNames(strings.NewReader(goldNames))
	if err != nil {
		t.Fatal(err)
	}
	src, _ := text.NewSource(gold.Raw())
	d := &doc.Document{Source: src}
	for _, w := range [][2]int{{0, 3}, {4, 7}, {8, 12}, {13, 16}, {17, 21}, {21, 22}, {23, 29}, {29, 30}} {
		d.Tokens = append(d.Tokens, doc.Token{Span: text.MakeSpan(w[0], w[1])})
	}
	got, err := Names(gold, d, []doc.Name{
		{Range: doc.Range{First: 0, Last: 2}, Kind: doc.PER},  // right
		{Range: doc.Range{First: 4, Last: 5}, Kind: doc.GPE},  // too short
		{Range: doc.Range{First: 6, Last: 7}, Kind: doc.FAC},  // right: a place
		{Range: doc.Range{First: 2, Last: 3}, Kind: doc.NORP}, // the gold has no such kind
	})
	want := NameCounts{All: Counts{2, 1, 1}, PER: Counts{1, 0, 0}, LOC: Counts{1, 1, 1}, MISC: Counts{0, 1, 0}}
	if err != nil || got != want {
		t.Errorf("got %+v, %v, want %+v", got, err, want)
	}
}

func TestReadNamesFormats(t *testing.T) {
	for _, in := range []string{"Ann I-PER\nLee I-PER\n. O\n", "Ann\tB-person\nLee\tI-person\n.\tO\n\n", "1\tAnn\tB-PER\t-\t-\n2\tLee\tI-PER\t-\t-\n3\t.\tO\t-\t-"} {
		b, err := ReadNames(strings.NewReader(in))
		if err != nil || len(b.Sentences) != 1 {
			t.Fatalf("%q: %v, %v", in, b, err)
		}
		if _, names := b.layOut(); len(names) != 1 || !names[nameSpan{charSpan{0, 6}, "PER"}] {
			t.Errorf("%q: names %v", in, names)
		}
	}
	if _, err := ReadNames(strings.NewReader("a O\nword\n")); err == nil || err.Error() != "names line 2: 1 columns, want 2 or 5" {
		t.Errorf("error %v", err)
	}
}
