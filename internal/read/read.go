// Package read knows the order in which an article is read: it alone imports all annotators.
//
// Reading is a pure function of the article: no clock, no disk, no network; the same article gives the same Reading on
// any machine and with any number of Readers at work.
//
//	r, err := read.New()
//	reading, err := r.Read(record.Article{Text: "Xi met Putin in Moscow on Monday."})
package read

import (
	"fmt"
	"strings"

	"chancery/internal/act"
	"chancery/internal/credit"
	"chancery/internal/doc"
	"chancery/internal/layout"
	"chancery/internal/lexicon"
	"chancery/internal/model"
	"chancery/internal/name"
	"chancery/internal/place"
	"chancery/internal/quote"
	"chancery/internal/record"
	"chancery/internal/report"
	"chancery/internal/sentence"
	"chancery/internal/syntax"
	"chancery/internal/text"
	"chancery/internal/token"
	"chancery/internal/when"
	"chancery/internal/who"
)

// A Reader holds the lexicon and the model. It never changes and is safe for concurrent use.
type Reader struct {
	lex   *lexicon.Lexicon
	model *model.Model
}

// New loads the embedded lexicon and model.
func New() (*Reader, error) {
	lex, err := lexicon.Load()
	if err != nil {
		return nil, err
	}
	return NewWith(lex)
}

// NewWith is New with another lexicon, as one to whose register a user has added rows.
func NewWith(lex *lexicon.Lexicon) (*Reader, error) {
	m, err := model.Default()
	if err != nil {
		return nil, fmt.Errorf("model: %w", err)
	}
	return &Reader{lex: lex, model: m}, nil
}

// Lexicon is the lexicon that the reader reads by.
func (r *Reader) Lexicon() *lexicon.Lexicon { return r.lex }

// A Reading is everything found in one article.
type Reading struct {
	Article record.Article // with what the text says of itself filled in: title, outlet, date
	Doc     *doc.Document
	Actors  []record.Actor
	Quotes  []record.Quote
	Reports []record.Report
}

// Read reads one article. The error says what is wrong with its text (text.ErrInvalid, text.ErrTooLong).
func (r *Reader) Read(a record.Article) (*Reading, error) {
	src, err := text.NewSource(a.Text)
	if err != nil {
		return nil, err
	}
	if a.ID == "" {
		a.ID = record.MakeArticleID(a.URL, a.Outlet, a.Text)
	}
	d := &doc.Document{Source: src, Meta: doc.Meta{
		ID: string(a.ID), URL: a.URL, Outlet: a.Outlet, Title: a.Title, Byline: a.Byline, Published: a.Published, Language: a.Language,
	}}
	r.Annotate(d)
	a.Outlet, a.Title, a.Byline, a.Published, a.Language = d.Meta.Outlet, d.Meta.Title, d.Meta.Byline, d.Meta.Published, d.Meta.Language
	return &Reading{
		Article: a, Doc: d,
		Actors: report.Actors(d), Quotes: report.Quotes(d), Reports: report.Make(d),
	}, nil
}

// Annotate fills the layers of d that it lacks, each from those before it. A document that brings its own tokens and
// sentences keeps them.
func (r *Reader) Annotate(d *doc.Document) {
	for _, step := range []struct {
		layers   doc.Layers
		annotate func(*doc.Document, *lexicon.Lexicon)
	}{
		{doc.Blocks, layout.Annotate},
		{doc.Tokens, token.Annotate},
		{doc.Sentences, sentence.Annotate},
		{doc.Syntax, func(d *doc.Document, _ *lexicon.Lexicon) { syntax.Annotate(d, r.model) }},
		{doc.Names, name.Annotate},
		{doc.Times, when.Annotate},
		{doc.Places, place.Annotate},
		{doc.Actors, who.Annotate},
		{doc.Quotes, quote.Annotate},
		{doc.Acts, act.Annotate},
		{doc.Credits, credit.Annotate},
	} {
		if !d.Has(step.layers) {
			step.annotate(d, r.lex)
		}
	}
	if d.Meta.Language == "" && len(d.Tokens) > 0 {
		d.Meta.Language = "en"
	}
	d.Meta.Title = strings.TrimSpace(d.Meta.Title)
}

// Explain is why mention i of a document was read as its actor.
func Explain(d *doc.Document, lex *lexicon.Lexicon, i int) who.Reason { return who.Explain(d, lex, i) }

// A Finding is whether a text has something happen, and the words that decide it.
type Finding = act.Finding

// Judge decides of the words of a document, by their index in d.Tokens, whether what they tell happened, as it is decided
// of acts. It needs Tokens, Sentences and Syntax.
func Judge(d *doc.Document, lex *lexicon.Lexicon) func(int32) Finding {
	return act.NewJudge(d, lex).Of
}
