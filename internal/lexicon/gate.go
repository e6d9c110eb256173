package lexicon

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
)

// A Gate weighs words for and against an article being about acts between states.
type Gate struct {
	words    map[string]GateWord
	offices  map[string]int8
	sections []string // the other sections
}

// A GateWord is the weight of a word. Diplomacy is positive for words of diplomacy, Other for words of other sections.
type GateWord struct {
	Diplomacy, Other int8
	Section          uint8 // which of the other sections, from 0
}

// Sections is how many other sections there are.
func (g *Gate) Sections() int { return len(g.sections) }

// section is the number of a section by its name.
func (g *Gate) section(name string) uint8 {
	i := slices.Index(g.sections, name)
	if i < 0 {
		i = len(g.sections)
		g.sections = append(g.sections, name)
	}
	return uint8(i)
}

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
		var w GateWord
		switch r.col(0) {
		case "diplomacy":
			w.Diplomacy = int8(n)
		case "office":
		default:
			w.Other, w.Section = int8(n), g.section(r.col(0))
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
	for _, word := range slices.Sorted(maps.Keys(lex.Acts.gate)) {
		if _, known := g.words[word]; !known {
			g.words[word] = GateWord{Other: sectionWeight, Section: g.section(lex.Acts.gate[word])}
		}
	}
	lex.Gate = g
	return nil
}
