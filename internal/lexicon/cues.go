package lexicon

import (
	"fmt"
	"strings"
)

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

// A SpeakerNoun says what a common noun for somebody who can speak names; data/quote/speakers.tsv.
type SpeakerNoun uint8

// The kinds; the zero value names a thing.
const (
	NoSpeaker SpeakerNoun = iota
	SpeakerPerson
	SpeakerBody
)

// Cues are the words that attribute words to a speaker.
type Cues struct {
	verbs    map[string]CueClass
	nouns    map[string]bool
	venues   map[string]bool
	phrases  map[string][][]string // by first word, in lower case
	speakers map[string]SpeakerNoun
}

// Verb is the class of a verb lemma, NoCue for what is no cue.
func (c *Cues) Verb(lemma string) CueClass { return c.verbs[lemma] }

// IsNoun reports whether a noun lemma names something said: "statement".
func (c *Cues) IsNoun(lemma string) bool { return c.nouns[lemma] }

// IsVenue reports whether a lemma in lower case names where words are said or written: "interview", "x".
func (c *Cues) IsVenue(lemma string) bool { return c.venues[lemma] }

// Phrases lists the phrases that stand before a speaker, such as "in the words of", and begin with a word in lower case.
// The caller must not change them.
func (c *Cues) Phrases(first string) [][]string { return c.phrases[first] }

// Speaker is what the lemma of a common noun, in lower case, names.
func (c *Cues) Speaker(lemma string) SpeakerNoun { return c.speakers[lemma] }

func loadCues(lex *Lexicon) error {
	c := &Cues{verbs: map[string]CueClass{}, nouns: map[string]bool{}, venues: map[string]bool{}, phrases: map[string][][]string{}, speakers: map[string]SpeakerNoun{}}
	cues, err := rows(data, "data/quote/cues.tsv", 2)
	if err != nil {
		return err
	}
	for _, r := range cues {
		if err := c.addCue(r.col(0), r.col(1)); err != nil {
			return r.errorf("%w", err)
		}
	}
	venues, err := rows(data, "data/quote/venues.tsv", 2)
	if err != nil {
		return err
	}
	for _, r := range venues {
		for _, lemma := range strings.Fields(r.col(1)) {
			c.venues[lemma] = true
		}
	}
	nouns, err := rows(data, "data/quote/speakers.tsv", 2)
	if err != nil {
		return err
	}
	for _, r := range nouns {
		kind := map[string]SpeakerNoun{"person": SpeakerPerson, "body": SpeakerBody}[r.col(0)]
		if kind == NoSpeaker {
			return r.errorf("class %q is not known", r.col(0))
		}
		for _, lemma := range strings.Fields(r.col(1)) {
			c.speakers[lemma] = kind
		}
	}
	lex.Cues = c
	return nil
}

func (c *Cues) addCue(lemma, class string) error {
	switch class {
	case "noun":
		c.nouns[lemma] = true
		return nil
	case "by":
		words := strings.Fields(lemma)
		c.phrases[words[0]] = append(c.phrases[words[0]], words)
		return nil
	}
	cl, ok := cueClasses[class]
	if !ok {
		return fmt.Errorf("class %q is not known", class)
	}
	if _, twice := c.verbs[lemma]; !twice {
		c.verbs[lemma] = cl
	}
	return nil
}
