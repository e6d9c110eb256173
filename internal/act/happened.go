package act

import (
	"chancery/internal/doc"
	"chancery/internal/lexicon"
	"chancery/internal/plover"
)

// A Finding is the status of what one word tells, and the words that decide it.
type Finding struct {
	Status plover.Status // NoStatus: told as such, without a word on when or whether
	By     doc.Range     // empty where nothing but the word itself decides
}

// Happened reports whether the text has it happen. What is told in the present tense without more holds; what is planned, denied, asked
// or only thought of has not happened.
func (f Finding) Happened() bool {
	switch f.Status {
	case plover.Occurred, plover.Ongoing, plover.NoStatus:
		return true
	}
	return false
}

// String is the status, "told" where there is none.
func (f Finding) String() string {
	if f.Status == plover.NoStatus {
		return "told"
	}
	return f.Status.String()
}

// A Judge decides of the words of one document, by the same rules as of acts, whether what they tell happened. It is not
// safe for concurrent use.
type Judge struct{ r *reader }

// NewJudge needs the layers Tokens, Sentences and Syntax of d.
func NewJudge(d *doc.Document, lex *lexicon.Lexicon) *Judge { return &Judge{newReader(d, lex)} }

// Of is the finding for token i, which heads a clause or tells an event: a verb, a noun, or an adjective with its copula.
func (j *Judge) Of(i int32) Finding {
	v := j.r.ofWord(i)
	f := Finding{Status: v.status, By: v.by}
	if v.by.Len() == 1 && v.by.First == i {
		f.By = doc.Range{}
	}
	return f
}

// ofWord is the status of what a word tells, whether or not a frame knows it.
func (r *reader) ofWord(i int32) verdict {
	switch {
	case r.isVerbal(i):
		if k := r.expected(i); k != doc.None {
			return r.verdict(plover.Planned, k)
		}
		return r.ofVerb(i, false, 0)
	case r.tok(i).UPOS == doc.NOUN || r.tok(i).UPOS == doc.PROPN:
		return r.ofNoun(i, 0)
	}
	return r.ofBare(i, 0)
}
