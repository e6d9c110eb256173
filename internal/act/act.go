// Package act knows how a sentence tells an act of diplomacy: who did what to whom, whether it happened, when, where,
// and who says so.
//
// What an act looks like is written in the frames of package lexicon: the word that tells it, the slots of its parties
// in the sentence, and the words that must or must not stand with it. Package act finds the words of the frames in
// the tree of a sentence, fills the slots with the actors mentioned there, and reads the status out of tense, modals,
// negation and the words above ("refused to", "is expected to"). Where a tree gives no party it falls back to the order
// of words within the clause. It does not know which acts of an article are the same happening, and plain statements
// are no acts.
//
// "Macron will visit Chad on Monday" is CONSULT, mode visit, planned, actor Macron (visitor), recipient Chad (host).
package act

import (
	"chancery/internal/doc"
	"chancery/internal/lexicon"
)

// Annotate fills d.Acts, in order of their triggers. It needs Tokens, Sentences, Syntax and Actors, and uses Times and
// Places where they are there.
func Annotate(d *doc.Document, lex *lexicon.Lexicon) {
	if !d.Has(doc.Tokens | doc.Sentences | doc.Syntax | doc.Actors) {
		return
	}
	d.Mark(doc.Acts)
}
