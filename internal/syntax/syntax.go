// Package syntax knows how the model is run over a document: some sentences at a time it writes lemma, part of speech, features,
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

// together is how many words are read together, or some more: an article in most cases, and not so many that memory grows with the text.
const together = 768

// Annotate fills the syntax of d.Tokens. It needs tokens and sentences.
func Annotate(d *doc.Document, m *model.Model) {
	if !d.Has(doc.Tokens | doc.Sentences) {
		return
	}
	var g group
	for first := 0; first < len(d.Sentences); {
		last, words := first, int32(0)
		for ; last < len(d.Sentences) && words < together; last++ {
			words += int32(d.Sentences[last].Len())
		}
		g.annotate(d, d.Sentences[first:last], m)
		first = last
	}
	d.Mark(doc.Syntax)
}

// A group is sentences that are read together; it is used again for the next ones.
type group struct {
	words     []string
	sentences []model.Sentence
	pointers  []*model.Sentence
}

// annotate reads sentences that follow each other.
func (g *group) annotate(d *doc.Document, sentences []doc.Sentence, m *model.Model) {
	first := sentences[0].First
	g.words = g.words[:0]
	for i := first; i < sentences[len(sentences)-1].Last; i++ {
		g.words = append(g.words, d.Word(i))
	}
	for len(g.sentences) < len(sentences) {
		g.sentences = append(g.sentences, model.Sentence{})
	}
	g.pointers = g.pointers[:0]
	for i, sent := range sentences {
		s := &g.sentences[i]
		s.Words = g.words[sent.First-first : sent.Last-first]
		g.pointers = append(g.pointers, s)
	}
	m.Analyze(g.pointers...)
	for _, s := range g.pointers {
		if surnames(s) {
			m.Analyze(s)
		}
	}
	for i, sent := range sentences {
		for k, nd := range g.sentences[i].Nodes {
			tok := &d.Tokens[sent.First+int32(k)]
			tok.Lemma, tok.Feats, tok.UPOS, tok.Rel, tok.Tag = nd.Lemma, nd.Feats, nd.UPOS, nd.Rel, nd.Name
			if tok.Lemma == standIn {
				tok.Lemma = d.Word(sent.First + int32(k))
			}
			tok.Head = doc.None
			if nd.Head != model.NoHead {
				tok.Head = sent.First + nd.Head
			}
		}
	}
}
