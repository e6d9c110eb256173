// Package syntax knows how the model is run over a document: sentence by sentence it writes lemma, part of speech, features,
// head, relation and name tag into the tokens.
//
// It does not know grammar; that is in the weights of package model. It promises a tree: one root a sentence, every head within
// the sentence, no cycle.
//
//	syntax.Annotate(d, m) // "Xi met Putin." -> the token "met" is the root, "Xi" its nsubj, "Putin" its obj
package syntax

import (
	"chancery/internal/doc"
	"chancery/internal/model"
)

// Annotate fills the syntax of d.Tokens. It needs tokens and sentences.
func Annotate(d *doc.Document, m *model.Model) {
	if !d.Has(doc.Tokens | doc.Sentences) {
		return
	}
	var s model.Sentence
	for _, sent := range d.Sentences {
		s.Words = s.Words[:0]
		for i := sent.First; i < sent.Last; i++ {
			s.Words = append(s.Words, d.Word(i))
		}
		m.Analyze(&s)
		for k := range s.Nodes {
			nd, tok := &s.Nodes[k], &d.Tokens[sent.First+int32(k)]
			tok.Lemma, tok.Feats, tok.UPOS, tok.Rel, tok.Tag = nd.Lemma, nd.Feats, nd.UPOS, nd.Rel, nd.Name
			tok.Head = doc.None
			if nd.Head != model.NoHead {
				tok.Head = sent.First + nd.Head
			}
		}
	}
	d.Mark(doc.Syntax)
}
