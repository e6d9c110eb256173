package name

import (
	"strings"

	"chancery/internal/doc"
	"chancery/internal/lexicon"
)

// A word is what the lists say of one form; an article repeats its words, so each form is looked up once.
type word struct {
	lower     string
	common    bool // most often no name
	never     bool // written large by custom
	titleHead bool
	given     bool
	honorific bool
	isKind    bool
	kind      lexicon.KindWord
	bearers   []*lexicon.Person // persons with this last name
}

// word is what the lists say of token i.
func (r *reader) word(i int32) *word {
	if r.words[i] == nil {
		form := r.d.Word(i)
		w, ok := r.forms[form]
		if !ok {
			w = r.look(form)
			r.forms[form] = w
		}
		r.words[i] = w
	}
	return r.words[i]
}

// lookPair is what the lists say of tokens i and i+1 together: "Lt. Gen."
func (r *reader) lookPair(i int32) *word {
	form := r.d.Text(doc.Range{First: i, Last: i + 2})
	w, ok := r.forms[form]
	if !ok {
		w = r.look(form)
		r.forms[form] = w
	}
	return w
}

func (r *reader) look(form string) *word {
	w := &word{lower: strings.ToLower(form)}
	w.common, w.never, w.titleHead = r.lex.Who.IsCommon(w.lower), r.lex.Who.IsNever(w.lower), r.lex.Who.IsTitleHead(w.lower)
	if shapeOf(form).isUpper() {
		_, w.given = r.lex.Who.Given(form)
		_, w.honorific = r.lex.Who.Honorific(form)
		w.kind, w.isKind = r.lex.Who.Kind(form)
		w.bearers = r.lex.Register.PersonsNamed(form)
	}
	return w
}
