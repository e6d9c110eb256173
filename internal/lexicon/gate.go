package lexicon

import (
	"fmt"
	"strconv"
)

// A Gate weighs words for and against an article being about acts between states.
type Gate struct {
	words   map[string]GateWord
	offices map[string]int8
}

// A GateWord is the weight of a word. Diplomacy is positive for words of diplomacy, Other for words of other sections.
type GateWord struct{ Diplomacy, Other int8 }

// Word is the weight of a lemma; zero for words that tell nothing.
func (g *Gate) Word(lemma string) GateWord { return g.words[lemma] }

// Office says what a word of a title makes of its bearer: 2 where only states have such officers, 1 where others have them
// too, 0 where it tells nothing.
func (g *Gate) Office(word string) int8 { return g.offices[word] }

// sectionWeight is what a word of sections.tsv weighs.
const sectionWeight = 2

func loadGate(lex *Lexicon) error {
	g := &Gate{words: map[string]GateWord{}, offices: map[string]int8{}}
	rs, err := rows(data, "data/act/gate.tsv", 3)
	if err != nil {
		return err
	}
	for _, r := range rs {
		n, err := strconv.ParseInt(r.col(1), 10, 8)
		if err != nil || n < 1 {
			return r.errorf("weight %q is no small number", r.col(1))
		}
		w := GateWord{Other: int8(n)}
		if r.col(0) == "diplomacy" {
			w = GateWord{Diplomacy: int8(n)}
		}
		for _, word := range r.list(2) {
			if r.col(0) == "office" {
				g.offices[word] = int8(n)
				continue
			}
			if _, twice := g.words[word]; twice {
				return r.errorf("%w", fmt.Errorf("%q stands twice", word))
			}
			g.words[word] = w
		}
	}
	for word := range lex.Acts.gate {
		if _, known := g.words[word]; !known {
			g.words[word] = GateWord{Other: sectionWeight}
		}
	}
	lex.Gate = g
	return nil
}
