// Package name knows which words of an article are proper names, and of what kind.
//
// Three witnesses are heard: the register of actors (the longest name that begins at a word), the tags that the model
// gave to the words, and the shape of the words (capitals within mixed text, particles, initials, words such as
// "University" that tell a kind, a title before). Where the model has tagged the article it leads: shape adds only what a
// title or given name vouches for, and a name has the kind that the model gives it most often in the article. A name has
// no article, title or possessive. What a name refers to is for package who to say.
//
//	"Foreign Ministry spokeswoman Hua Chunying": Foreign Ministry (ORG), Hua Chunying (PER)
package name

import (
	"cmp"
	"slices"

	"chancery/internal/doc"
	"chancery/internal/lexicon"
)

// Annotate fills d.Names, sorted and without overlap. It needs tokens and sentences; it uses parts of speech and name
// tags where they are, and works without.
func Annotate(d *doc.Document, lex *lexicon.Lexicon) {
	if !d.Has(doc.Tokens | doc.Sentences) {
		return
	}
	r := newReader(d, lex)
	for s := range d.Sentences {
		if r.isRead(s) {
			r.sentence(s)
		}
	}
	r.learn()
	r.correct()
	for s := range d.Sentences {
		if r.isRead(s) {
			r.recall(s)
		}
	}
	d.Names = r.settled()
	d.Mark(doc.Names)
}

// A candidate is a name that one witness proposes.
type candidate struct {
	doc.Name
	score   int
	byModel bool
}

// The weight of a witness. A candidate needs enough to be a name at all, and of two that overlap the heavier stays.
const (
	enough     = 40
	byRegister = 70 // one word; further words add
	byModel    = 60
	byKind     = 65 // a word tells the kind, or a title or given name stands before
	byShape    = 45 // capitals alone
	byRecall   = 55 // the article has the name elsewhere in clear form
	perWord    = 10
)

// kinds is the number of kinds of names, none included.
const kinds = int(doc.MISC) + 1

// A reader is the state of one article.
type reader struct {
	d        *doc.Document
	lex      *lexicon.Lexicon
	shapes   []shape
	words    []*word          // by token, filled when asked for
	forms    map[string]*word // by form
	styles   []style
	smalls   []bool // by sentence: it begins with a small letter
	careless int    // how many sentences do
	tagged   bool   // the model has tagged the names
	parsed   bool   // parts of speech are known
	cands    []candidate
	lower    map[string]bool         // words seen in lower case
	known    map[string]doc.NameKind // by key: names of the article in clear form
	last     map[string]bool         // by key: last names of its persons
	starts   map[string]bool         // first words of both, in lower case
	match    []match                 // of the sentence being read, by token
	lands    map[string]bool         // of which it names the northern or southern state
	states   map[string]bool         // that the article names clearly; nil until asked for
	votes    map[string]*[kinds]int  // by key: how often the model has given a name which kind
}

func newReader(d *doc.Document, lex *lexicon.Lexicon) *reader {
	r := &reader{
		d: d, lex: lex, shapes: make([]shape, len(d.Tokens)), words: make([]*word, len(d.Tokens)), forms: map[string]*word{}, styles: make([]style, len(d.Sentences)), smalls: make([]bool, len(d.Sentences)),
		lower: map[string]bool{}, known: map[string]doc.NameKind{}, last: map[string]bool{}, starts: map[string]bool{}, votes: map[string]*[kinds]int{},
		parsed: d.Has(doc.Syntax),
	}
	for i := range d.Tokens {
		w := d.Word(int32(i))
		r.shapes[i] = shapeOf(w)
		r.tagged = r.tagged || d.Tokens[i].Tag != 0
	}
	for s := range d.Sentences {
		r.styles[s] = r.styleOf(s)
		if r.smalls[s] = r.startsSmall(d.Sentences[s].Range); r.smalls[s] {
			r.careless++
		}
		if r.styles[s] == mixed {
			sent := d.Sentences[s]
			for i := sent.First; i < sent.Last; i++ {
				if r.shapes[i] == small && d.Tokens[i].Tag.Kind() == doc.NoName {
					r.lower[d.Word(i)] = true
				}
			}
		}
	}
	return r
}

// startsSmall reports whether the first word of a sentence is written small.
func (r *reader) startsSmall(sent doc.Range) bool {
	for i := sent.First; i < sent.Last; i++ {
		if r.shapes[i] != other {
			return r.shapes[i] == small
		}
	}
	return false
}

// isRead reports whether names are sought in sentence s: in all but the furniture of the page.
func (r *reader) isRead(s int) bool {
	b := r.d.Sentences[s].Block
	return int(b) >= len(r.d.Blocks) || b < 0 || r.d.Blocks[b].Kind < doc.Furniture
}

// sentence collects the candidates of one sentence.
func (r *reader) sentence(s int) {
	r.lookUp(s)
	r.registered(s)
	if r.tagged {
		r.modelled(s)
	}
	if r.styles[s] == mixed {
		r.runs(s)
	}
}

func (r *reader) propose(first, last int32, kind doc.NameKind, score int) {
	if first < last && kind != doc.NoName {
		r.cands = append(r.cands, candidate{Name: doc.Name{Range: doc.Range{First: first, Last: last}, Kind: kind}, score: score})
	}
}

// settled is the candidates that stay: the heaviest first, none that overlaps one chosen before.
func (r *reader) settled() []doc.Name {
	slices.SortStableFunc(r.cands, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(b.Len(), a.Len()), cmp.Compare(a.First, b.First))
	})
	taken := make([]bool, len(r.d.Tokens))
	var names []doc.Name
	for _, c := range r.cands {
		if c.score < enough || slices.Contains(taken[c.First:c.Last], true) {
			continue
		}
		for i := c.First; i < c.Last; i++ {
			taken[i] = true
		}
		names = append(names, c.Name)
	}
	slices.SortFunc(names, func(a, b doc.Name) int { return cmp.Compare(a.First, b.First) })
	return names
}
