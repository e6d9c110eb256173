package act

import (
	"slices"
	"strings"

	"chancery/internal/doc"
	"chancery/internal/lexicon"
	"chancery/internal/plover"
)

// The gate keeps out what words of diplomacy tell in reports about other things: a team that attacks, a takeover that is
// hostile, a prosecutor who rejects a story. It looks at who the parties are, at the sentence, and at what the article is
// about.

// A gate is what a document is about, as far as its words tell: sums over tokens, so that any stretch is had at once.
type gate struct {
	other, diplomacy []int32   // other[i] is twice the weight of the words before token i
	sections         [][]int32 // likewise of each of the other sections; nil of those that have no word here
	states           []string  // two of those that actors of the document belong to, for one is no diplomacy
}

// gateWindow is how many tokens on both sides of an act tell what the article is about there. Most articles are shorter
// as a whole; a page that holds several must be judged in parts.
const gateWindow = 400

// repeatWithin is how near a word must have stood before to count half.
const repeatWithin = 200

func (r *reader) makeGate() gate {
	n := len(r.d.Tokens)
	g := gate{other: make([]int32, n+1), diplomacy: make([]int32, n+1), sections: make([][]int32, r.lex.Gate.Sections()), states: r.anyTwoStates()}
	at := make([]int32, len(g.sections)) // how far each section is filled
	last := map[string]int{}
	for i := range n {
		g.other[i+1], g.diplomacy[i+1] = g.other[i], g.diplomacy[i]
		lemma := r.lemma(int32(i))
		w := r.gateWord(int32(i), lemma)
		if w == (lexicon.GateWord{}) {
			continue
		}
		weight := int32(2)
		if at, ok := last[lemma]; ok && i-at < repeatWithin {
			weight = 1
		}
		last[lemma] = i
		g.other[i+1] += weight * int32(w.Other)
		g.diplomacy[i+1] += weight * int32(w.Diplomacy)
		if w.Other > 0 {
			g.addTo(w.Section, i, n, weight*int32(w.Other), at)
		}
	}
	for s, sums := range g.sections {
		if sums != nil {
			hold(sums, at[s], int32(n))
		}
	}
	return g
}

// addTo adds to the sums of a section at token i of n; at says how far each is filled.
func (g *gate) addTo(section uint8, i, n int, weight int32, at []int32) {
	if g.sections[section] == nil {
		g.sections[section] = make([]int32, n+1)
	}
	sums := g.sections[section]
	hold(sums, at[section], int32(i+1))
	sums[i+1] += weight
	at[section] = int32(i + 1)
}

// hold carries a sum on from one place to another.
func hold(sums []int32, from, to int32) {
	for i := from + 1; i <= to; i++ {
		sums[i] = sums[from]
	}
}

// anyTwoStates is two states, or bodies of states, of which the document names actors; fewer where there are not so many.
func (r *reader) anyTwoStates() []string {
	var out []string
	for i := range r.d.Actors {
		a := &r.d.Actors[i]
		side := a.Country
		if side == "" && a.Known && a.Kind == doc.Organisation {
			side = a.ID
		}
		if side != "" && !slices.Contains(out, side) {
			if out = append(out, side); len(out) == 2 {
				break
			}
		}
	}
	return out
}

// gateWord is the weight of token i: of nouns, names and adjectives, for verbs are what tempts.
func (r *reader) gateWord(i int32, lemma string) (w lexicon.GateWord) {
	switch r.tok(i).UPOS {
	case doc.NOUN, doc.PROPN, doc.ADJ:
		if w = r.lex.Gate.Word(lemma); w == (lexicon.GateWord{}) {
			w = r.lex.Gate.Word(r.form(i))
		}
	}
	return w
}

// about is the weights, per 100 tokens, of the words around token i for other sections and for diplomacy, and how many
// tokens there are.
func (g *gate) about(i int32) (other, diplomacy float64, n int32) {
	rg := g.around(i)
	n = int32(rg.Len())
	return per100(g.other, rg), per100(g.diplomacy, rg), n
}

// around is the tokens on both sides of token i that tell what the article is about there.
func (g *gate) around(i int32) doc.Range {
	end := int32(len(g.other) - 1)
	rg := doc.Range{First: max(i-gateWindow, 0), Last: min(i+gateWindow, end)}
	if i < gateWindow {
		rg.Last = min(2*gateWindow, end)
	}
	if end-i < gateWindow {
		rg.First = max(end-2*gateWindow, 0)
	}
	return rg
}

// per100 is the weight per 100 tokens of a range; the sums hold weights twice over.
func per100(sums []int32, rg doc.Range) float64 {
	if sums == nil || rg.Len() == 0 {
		return 0
	}
	return 50 * float64(sums[rg.Last]-sums[rg.First]) / float64(rg.Len())
}

// focus is the weight, per 100 tokens around token i, of the one other section that weighs most there.
func (g *gate) focus(i int32) float64 {
	rg, most := g.around(i), 0.0
	for _, sums := range g.sections {
		most = max(most, per100(sums, rg))
	}
	return most
}

// gateFrom is from how many tokens on a text tells what it is about. Below, it may be a sentence torn from its article.
const gateFrom = 80

// Weights per 100 words, by which articles of the other sections differ from those on diplomacy. On the development part
// of the corpus reports on diplomacy have at most 0.3 more for the other sections, the others at least 1.9.
const (
	leansBy     = 1.0 // more for the other sections: who acts must hold an office, or two states face each other
	isOtherFrom = 4.0 // weight of the other sections ...
	isOtherBy   = 2.5 // ... and so many times that of diplomacy: the act must be told as one of officers of states
	isFocusedBy = 1.5 // more for one other section: else the paper mixes what is about nothing in particular, and two states are enough
)

// in is the weights of the words in a range of tokens, twice over.
func (g *gate) in(rg doc.Range) (other, diplomacy int32) {
	return g.other[rg.Last] - g.other[rg.First], g.diplomacy[rg.Last] - g.diplomacy[rg.First]
}

// isAside reports whether a paragraph speaks of diplomacy, whatever the article is about: it has three words of it, and
// three for each of another section.
func (g *gate) isAside(paragraph doc.Range) bool {
	other, diplomacy := g.in(paragraph)
	return diplomacy >= 6 && diplomacy >= 3*other
}

// isKeptOut reports whether a match is no act of diplomacy, by who its parties are and by what the article is about.
func (r *reader) isKeptOut(g *gate, m *match) bool {
	all := append(slices.Clone(m.actors), m.recipients...)
	other, diplomacy, n := g.about(m.trigger)
	short, leans := n < gateFrom, other-diplomacy >= leansBy
	if !slices.ContainsFunc(all, func(p party) bool { return r.stands(p.actor, !short && leans) }) {
		return true
	}
	if r.isPrivateJourney(m) {
		return true
	}
	if short {
		return r.isElsewhere(r.sentence(m.trigger), 12) || r.isElsewhere(r.paragraph(m.trigger), 25)
	}
	if r.lex.Acts.Kind(m.frame.Kind).State && len(m.actors) > 0 && !slices.ContainsFunc(m.actors, func(p party) bool { return !r.isPrivate(p.actor) }) {
		return true
	}
	states, officers := r.sides(all)
	if len(g.states) < 2 && states < 2 && other > diplomacy && !isUnrest(m.frame.Kind) {
		return true
	}
	if !leans || m.frame.Kind == plover.Aid && states > 1 || g.isAside(r.paragraph(m.trigger)) {
		return false
	}
	o, dip := g.in(r.sentence(m.trigger))
	sentence := dip - o
	switch {
	case officers > 0 && states > 1:
		return false
	case states > 1 && g.focus(m.trigger)-diplomacy < isFocusedBy:
		return r.isElsewhere(r.sentence(m.trigger), 12)
	case other >= isOtherFrom && other >= isOtherBy*diplomacy:
		return sentence <= 0 && !r.tellsDiplomacy(m) || officers == 0 && states < 2
	case officers > 0 || isUnrest(m.frame.Kind):
		return false
	}
	return states < 2 || sentence < 0
}

// isUnrest reports whether acts of a kind are those of crowds, police and armies, whose reports are full of words of courts
// and streets.
func isUnrest(k plover.Kind) bool {
	return k == plover.Protest || k == plover.Mobilize || k == plover.Coerce
}

// tellsDiplomacy reports whether one of the words that tell the act is a word of diplomacy: "signed the treaty".
func (r *reader) tellsDiplomacy(m *match) bool {
	return slices.ContainsFunc(append(slices.Clone(m.told), m.trigger), func(i int32) bool {
		return r.gateWord(i, r.lemma(i)).Diplomacy > 0
	})
}

// stands reports whether an actor can be a party of diplomacy of itself: a state, its officers, a body of states, an armed
// movement. With strict, a title that companies and clubs give as well is not enough.
func (r *reader) stands(actor int32, strict bool) bool {
	a := &r.d.Actors[actor]
	switch a.Kind {
	case doc.State, doc.Office:
		return true
	case doc.Organisation:
		return r.lex.Acts.IsPolitical(a.Sector) && (a.Known || a.Country != "" || !strict)
	case doc.Person:
		switch {
		case a.Known:
			return true
		case a.Country != "":
			return r.lex.Acts.IsPolitical(a.Sector)
		case a.Sector == "MIL" || a.Sector == "REB" || a.Sector == "UAF" || a.Sector == "SPY":
			return !strict || r.officeWeight(a) > 0
		case a.Sector == "GOV" || a.Sector == "IGO" || a.Sector == "OPP" || a.Sector == "LEG":
			return r.officeWeight(a) == 2 || !strict && r.officeWeight(a) > 0
		}
	}
	return false
}

// officeWeight is what the title of an actor says: 2 for an officer of a state, 1 where it may be one of another body.
func (r *reader) officeWeight(a *doc.Actor) int8 {
	var w int8
	for word := range strings.FieldsSeq(lower(a.Office)) {
		w = max(w, r.lex.Gate.Office(word))
	}
	return w
}

// isPrivate reports whether an actor is a person of whom nothing ties him to a state.
func (r *reader) isPrivate(actor int32) bool {
	a := &r.d.Actors[actor]
	return a.Kind == doc.Person && !a.Known && a.Country == "" && !r.lex.Acts.IsPolitical(a.Sector)
}

// isPrivateJourney reports whether a meeting is no more than that private persons came to a place: nobody of the state
// that the place stands for is named.
func (r *reader) isPrivateJourney(m *match) bool {
	if m.frame.Kind != plover.Consult || len(m.actors) == 0 {
		return false
	}
	for _, p := range m.actors {
		if a := &r.d.Actors[p.actor]; !r.isPrivate(p.actor) && (a.Kind != doc.Organisation || r.lex.Acts.IsPolitical(a.Sector)) {
			return false
		}
	}
	for _, p := range m.recipients {
		if r.d.Actors[p.actor].Kind != doc.State {
			return false
		}
	}
	return true
}

// sides is how many states and bodies of states the parties belong to, and how many of the parties hold an office.
func (r *reader) sides(all []party) (states, officers int) {
	var seen []string
	for _, p := range all {
		a := &r.d.Actors[p.actor]
		side := a.Country
		if side == "" && a.Known && a.Kind == doc.Organisation {
			side = a.ID
		}
		if side != "" && !slices.Contains(seen, side) {
			seen = append(seen, side)
		}
		if r.isOfficer(a) {
			officers++
		}
	}
	return len(seen), officers
}

// isOfficer reports whether an actor is an office of a state, somebody who holds one, or a body of states: what a team, a
// company or a dish is never named by.
func (r *reader) isOfficer(a *doc.Actor) bool {
	switch a.Kind {
	case doc.Office:
		return a.Sector != "COP"
	case doc.Organisation:
		return a.Known && r.lex.Acts.IsPolitical(a.Sector)
	case doc.Person:
		return a.Country != "" && r.lex.Acts.IsPolitical(a.Sector) && (a.Known || r.officeWeight(a) > 0)
	}
	return false
}
