package doc

import (
	"cmp"
	"slices"

	"chancery/internal/text"
)

// A Credit is words by which an article says that it has from another outlet what it tells: "MOSCOW (TASS)", "Xinhua
// reported", "according to the Harbour Post".
type Credit struct {
	text.Span        // the name of the outlet in the text
	Outlet    string // its name to show, the same for all its forms
	Sentence  int32  // index into d.Sentences of what is credited, None for the whole article
	Rule      string // "credit/verb"
}

// CreditOf is the outlet that sentence i is credited to, "" where the article tells it in its own name.
func (d *Document) CreditOf(i int32) string {
	k, found := slices.BinarySearchFunc(d.Credits, i, func(c Credit, i int32) int { return cmp.Compare(c.Sentence, i) })
	switch {
	case found:
		return d.Credits[k].Outlet
	case len(d.Credits) > 0 && d.Credits[0].Sentence == None:
		return d.Credits[0].Outlet
	}
	return ""
}
