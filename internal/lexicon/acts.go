package lexicon

import (
	"fmt"

	"chancery/internal/plover"
)

// Acts are the words that tell about an act beside its frame: whether it happened, how people met, in what context,
// and which parties a kind needs.
type Acts struct {
	status   map[string]StatusCue // by class and lemma: "v:plan"
	formats  map[string]plover.Format
	contexts map[string][]string
	kinds    map[plover.Kind]KindRule
	gate     map[string]string // word -> section of a newspaper
	sectors  map[string]bool
	numbers  map[string]NumberWord
}

// A StatusCue is what a word above an act, or beside it, does to the act's status.
type StatusCue struct {
	Status plover.Status // what the act becomes; NoStatus: the cue says nothing
	Object bool          // also of a noun that is its object or subject: "planned a visit"
	Tried  bool          // an attempt: for an act of violence it has been made
	Caused bool          // an act that was brought about: what it caused was done
	Bare   bool          // of an infinitive only: "told him to leave", not "told him that he had left"
}

// A KindRule is what acts of one kind need.
type KindRule struct {
	Recipient bool // somebody it is done to
	Pair      bool // two parties on any side
	State     bool // the state acts, not the person who announces it
}

// Status is the cue of a lemma in a class: "v", "n", "a" (adjective), "r" (adverb), "m" (word that opens a clause).
func (a *Acts) Status(class, lemma string) (StatusCue, bool) {
	c, ok := a.status[class+":"+lemma]
	return c, ok
}

// FormatOf is the format that a word tells: "videoconference".
func (a *Acts) FormatOf(word string) plover.Format { return a.formats[word] }

// ContextsOf is the contexts that a word tells.
func (a *Acts) ContextsOf(lemma string) []string { return a.contexts[lemma] }

// Kind is the rule of a kind.
func (a *Acts) Kind(k plover.Kind) KindRule { return a.kinds[k] }

// Section is the section of a newspaper in whose reports a word stands and that tells no acts of diplomacy: "sport",
// "business"; "" for other words.
func (a *Acts) Section(lemma string) string { return a.gate[lemma] }

// IsPolitical reports whether a party of a sector matters to diplomacy of itself.
func (a *Acts) IsPolitical(sector string) bool { return a.sectors[sector] }

func loadActs(lex *Lexicon) error {
	a := &Acts{
		status: map[string]StatusCue{}, formats: map[string]plover.Format{}, contexts: map[string][]string{},
		kinds: map[plover.Kind]KindRule{}, gate: map[string]string{}, sectors: map[string]bool{}, numbers: map[string]NumberWord{},
	}
	for _, l := range []struct {
		file string
		min  int
		add  func(row) error
	}{
		{"status", 3, a.addStatus}, {"formats", 2, a.addFormat}, {"contexts", 2, a.addContext}, {"kinds", 2, a.addKind},
		{"sections", 2, a.addSection}, {"sectors", 1, a.addSector}, {"numbers", 3, a.addNumber},
	} {
		rs, err := rows(data, "data/act/"+l.file+".tsv", l.min)
		if err != nil {
			return err
		}
		for _, r := range rs {
			if err := l.add(r); err != nil {
				return r.errorf("%w", err)
			}
		}
	}
	lex.Acts = a
	return nil
}

func (a *Acts) addStatus(r row) error {
	st := plover.NoStatus
	tried, caused := r.col(0) == "tried", r.col(0) == "caused"
	if s := r.col(0); tried || caused {
		st = plover.Hypothetical
	} else if s != "none" {
		var err error
		if st, err = plover.ParseStatus(s); err != nil {
			return err
		}
	}
	class, object, bare := r.col(1), false, caused
	if len(class) == 2 {
		switch class[1] {
		case '+':
			class, object = class[:1], true
		case '-':
			class, bare = class[:1], true
		}
	}
	switch class {
	case "v", "n", "a", "r", "m":
	default:
		return fmt.Errorf("class %q is not known", class)
	}
	for _, lemma := range r.list(2) {
		key := class + ":" + lemma
		if _, twice := a.status[key]; twice {
			return fmt.Errorf("%q stands twice", key)
		}
		a.status[key] = StatusCue{Status: st, Object: object, Tried: tried, Caused: caused, Bare: bare}
	}
	return nil
}

func (a *Acts) addFormat(r row) error {
	f, err := plover.ParseFormat(r.col(0))
	for _, w := range r.list(1) {
		a.formats[w] = f
	}
	return err
}

func (a *Acts) addContext(r row) error {
	if !plover.IsContext(r.col(0)) {
		return fmt.Errorf("%q is not a context", r.col(0))
	}
	for _, w := range r.list(1) {
		a.contexts[w] = append(a.contexts[w], r.col(0))
	}
	return nil
}

func (a *Acts) addKind(r row) error {
	k, err := plover.ParseKind(r.col(0))
	if err != nil {
		return err
	}
	var rule KindRule
	for _, w := range r.list(1) {
		switch w {
		case "recipient":
			rule.Recipient = true
		case "pair":
			rule.Pair = true
		case "state":
			rule.State = true
		case "none":
		default:
			return fmt.Errorf("%q is not known", w)
		}
	}
	a.kinds[k] = rule
	return nil
}

func (a *Acts) addSection(r row) error {
	for _, w := range r.list(1) {
		a.gate[w] = r.col(0)
	}
	return nil
}

func (a *Acts) addSector(r row) error {
	a.sectors[r.col(0)] = true
	return nil
}
