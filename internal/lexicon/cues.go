package lexicon

import "fmt"

// A CueClass says how a cue of speech takes its words and its speaker; the classes are explained in data/quote/cues.tsv.
type CueClass uint8

// The classes; the zero value is no cue.
const (
	NoCue CueClass = iota
	CueSay
	CueTell
	CueCall
	CueUrge
	CueQuote
	CueGo
)

var cueClasses = map[string]CueClass{"say": CueSay, "tell": CueTell, "call": CueCall, "urge": CueUrge, "quote": CueQuote, "go": CueGo}

// Cues are the words that attribute words to a speaker.
type Cues struct {
	verbs map[string]CueClass
	nouns map[string]bool
}

// Verb is the class of a verb lemma, NoCue for what is no cue.
func (c *Cues) Verb(lemma string) CueClass { return c.verbs[lemma] }

// IsNoun reports whether a noun lemma names something said: "statement".
func (c *Cues) IsNoun(lemma string) bool { return c.nouns[lemma] }

func loadCues(lex *Lexicon) error {
	rs, err := rows(data, "data/quote/cues.tsv", 2)
	if err != nil {
		return err
	}
	c := &Cues{verbs: make(map[string]CueClass, len(rs)), nouns: map[string]bool{}}
	for _, r := range rs {
		lemma, class := r.col(0), r.col(1)
		if class == "noun" {
			c.nouns[lemma] = true
			continue
		}
		cl, ok := cueClasses[class]
		if !ok {
			return r.errorf("%w", fmt.Errorf("class %q is not known", class))
		}
		if _, twice := c.verbs[lemma]; !twice {
			c.verbs[lemma] = cl
		}
	}
	lex.Cues = c
	return nil
}
