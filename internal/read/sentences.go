package read

import (
	"chancery/internal/doc"
	"chancery/internal/layout"
	"chancery/internal/lexicon"
	"chancery/internal/record"
	"chancery/internal/sentence"
	"chancery/internal/text"
	"chancery/internal/token"
)

// Sentences is where the sentences of an article stand, as Read cuts them: in text order, without overlap. It needs no
// model and costs a small part of a reading.
func Sentences(lex *lexicon.Lexicon, a record.Article) ([]text.Span, error) {
	src, err := text.NewSource(a.Text)
	if err != nil {
		return nil, err
	}
	d := &doc.Document{Source: src, Meta: doc.Meta{
		ID: string(a.ID), URL: a.URL, Outlet: a.Outlet, Title: a.Title, Byline: a.Byline, Published: a.Published, Language: a.Language,
	}}
	layout.Annotate(d, lex)
	token.Annotate(d, lex)
	sentence.Annotate(d, lex)
	return SentenceSpans(d), nil
}

// SentenceSpans is where the sentences of a document stand.
func SentenceSpans(d *doc.Document) []text.Span {
	out := make([]text.Span, 0, len(d.Sentences))
	for i := range d.Sentences {
		out = append(out, d.Span(d.Sentences[i].Range))
	}
	return out
}
