// Package when knows how English writes times and what day they mean.
//
// It reads dates in full and in part, relative and vague times, durations, sets and times of day by rules that are text
// files of the lexicon, and resolves them against the day of publication, the tense of their clause, and the dates told
// before. It works out the day of publication where none is given. It does not know which act happened then.
//
//	when.Annotate(d, lex)
//	for _, t := range d.Times {
//		fmt.Println(d.Slice(t.Span), t.Value, t.When) // "Tuesday" 2024-05-14 2024-05-14
//	}
package when

import (
	"chancery/internal/date"
	"chancery/internal/doc"
	"chancery/internal/lexicon"
)

// Annotate fills d.Times and, where d.Meta.Published is unknown and the text tells, d.Meta.Published. It needs the tokens;
// blocks, names and syntax are used where they are there. Times are sorted and never overlap.
func Annotate(d *doc.Document, lex *lexicon.Lexicon) {
	if d.Has(doc.Times) || !d.Has(doc.Tokens) {
		return
	}
	r := newReader(d, lex)
	r.find()
	if !d.Meta.Published.IsKnown() {
		d.Meta.Published, d.Meta.Clues = r.publication()
	}
	d.Times = r.resolve()
	d.Mark(doc.Times)
}

// Publication is the day on which an article was published, as its metadata or its text tell: basis Stated where a date
// line gives it, Inferred where it is worked out, unknown where nothing tells. It needs the tokens.
func Publication(d *doc.Document, lex *lexicon.Lexicon) date.Range {
	if d.Meta.Published.IsKnown() || !d.Has(doc.Tokens) {
		return d.Meta.Published
	}
	r := newReader(d, lex)
	r.find()
	p, _ := r.publication()
	return p
}

// A reader is the state of one reading.
type reader struct {
	d       *doc.Document
	lex     *lexicon.Lexicon
	cal     *lexicon.Calendar
	classes classes
	atoms   []atom
	found   []match
	pub     date.Range
	focus   focus
	history bool // a text about the past: dates without year belong to the time told last, not to the present
}

// classes are the indices of the classes of words that the program itself asks for.
type classes struct {
	deictic, anaphor, mod, modnoun, within, later, today, weekday, month, unit1, unitn, dateunit, part, half, approx, compare, hyphened uint8
}

func newReader(d *doc.Document, lex *lexicon.Lexicon) *reader {
	cal := lex.Calendar
	r := &reader{d: d, lex: lex, cal: cal, classes: makeClasses(cal)}
	r.atoms = r.split()
	return r
}

func makeClasses(cal *lexicon.Calendar) classes {
	class := func(name string) uint8 { c, _ := cal.Class(name); return c }
	return classes{
		deictic: class("deictic"), anaphor: class("anaphor"), mod: class("mod"), modnoun: class("modnoun"),
		within: class("within"), later: class("later"), today: class("today"), weekday: class("weekday"),
		month: class("month"), unit1: class("unit1"), unitn: class("unitn"), dateunit: class("dateunit"),
		part: class("part"), half: class("half"), approx: class("approx"), compare: class("compare"),
		hyphened: class("hyphened"),
	}
}
