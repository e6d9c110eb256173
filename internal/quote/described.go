package quote

import (
	"cmp"
	"slices"
	"strings"

	"chancery/internal/doc"
	"chancery/internal/lexicon"
)

// described is the speaker whom the phrase headed by noun t describes without naming him: "a US official", "the ministry",
// "the bloc's statement". Its words are his name; he stands for the body or state that they name, or that a like phrase
// named before. A thing is no speaker.
func (r *reader) described(t int32) (speaker, bool) {
	lemma := strings.ToLower(r.d.Tokens[t].Lemma)
	if r.lex.Cues.IsNoun(lemma) {
		return r.owner(t)
	}
	kind := r.lex.Cues.Speaker(lemma)
	if kind == lexicon.NoSpeaker && r.isTitle(t) {
		kind = lexicon.SpeakerPerson
	}
	if _, ok := r.lex.Who.Noun(lemma); ok && kind == lexicon.NoSpeaker {
		kind = lexicon.SpeakerBody
	}
	if kind == lexicon.NoSpeaker && r.d.Tokens[t].UPOS != doc.PROPN {
		return speaker{}, false
	}
	words := r.phrase(t)
	sp := speaker{span: r.d.Span(words), actor: r.affiliation(t, lemma), name: strings.Join(strings.Fields(r.d.Text(words)), " ")}
	switch {
	case sp.actor == doc.None && r.ownedBefore(t) != doc.None:
		sp.actor = r.ownedBefore(t)
	case sp.actor == doc.None:
		if sp.actor = r.sameAsBefore(words, lemma); sp.actor != doc.None && r.d.Actors[sp.actor].Kind == doc.Person {
			sp.name = r.nameOf(sp.actor)
		}
	case kind == lexicon.SpeakerPerson && r.isTitle(t) && !r.isIndefinite(words):
		if p := r.holder(lemma, r.d.Actors[sp.actor].Country); p != doc.None {
			sp.actor, sp.name = p, r.nameOf(p)
		}
	}
	if sp.actor != doc.None {
		r.note(t, sp.actor)
	}
	return sp, true
}

// A stand is the actor for whom somebody described by a noun stood, and where.
type stand struct{ sentence, actor int32 }

// note keeps for whom the noun t stands, while the document is first read through.
func (r *reader) note(t, actor int32) {
	if r.noted {
		return
	}
	lemma := strings.ToLower(r.d.Tokens[t].Lemma)
	r.groups[lemma] = append(r.groups[lemma], stand{int32(r.d.SentenceAt(t)), actor})
}

// ownedBefore is the body or state that "its" before noun t refers back to, or None.
func (r *reader) ownedBefore(t int32) int32 {
	if poss := r.child(t, doc.NmodPoss); poss != doc.None && strings.EqualFold(r.d.Word(poss), "its") {
		if sp, ok := r.itBefore(poss); ok {
			return sp.actor
		}
	}
	return doc.None
}

// owner is who makes the statement, answer or speech that noun t names: "the bloc's statement", "a letter by her lawyer".
func (r *reader) owner(t int32) (speaker, bool) {
	if poss := r.child(t, doc.NmodPoss); poss != doc.None {
		return r.named(poss)
	}
	s := r.d.Sentences[r.d.SentenceAt(t)]
	for i := t + 1; i < s.Last; i++ {
		tok := &r.d.Tokens[i]
		if tok.Head != t || tok.Rel != doc.Nmod && tok.Rel != doc.Obl && tok.Rel != doc.OblAgent {
			continue
		}
		switch p := r.child(i, doc.Case); {
		case p == doc.None:
		case strings.EqualFold(r.d.Word(p), "by"), strings.EqualFold(r.d.Word(p), "from"), strings.EqualFold(r.d.Word(p), "of"):
			return r.named(i)
		}
	}
	words := r.phrase(t)
	if a := r.affiliation(t, ""); a != doc.None {
		return speaker{span: r.d.Span(words), actor: a, name: r.nameOf(a)}, true
	}
	if !r.isSaid(t) {
		return speaker{}, false
	}
	return speaker{span: r.d.Span(words), actor: doc.None, name: strings.Join(strings.Fields(r.d.Text(words)), " ")}, true
}

// isSaid reports whether noun t is a statement that can stand for who made it, though nobody tells who that is.
func (r *reader) isSaid(t int32) bool {
	switch strings.ToLower(r.d.Tokens[t].Lemma) {
	case "statement", "communique", "communiqué", "declaration", "letter", "dispatch", "announcement":
		return true
	}
	return false
}

// affiliation is the organisation, office or state that the phrase headed by noun t names: "a spokesman for Iran's foreign
// ministry", "officials in Ankara". Of several the body counts more than its state.
func (r *reader) affiliation(t int32, lemma string) int32 {
	words := r.widePhrase(t)
	best, bestScore := int32(doc.None), 0
	i, j := r.mentionsIn(words)
	for ; i < j; i++ {
		m := &r.d.Mentions[i]
		if m.Tokens.Last > words.Last {
			continue
		}
		score := 0
		switch r.d.Actors[m.Actor].Kind {
		case doc.Office:
			score = 5
		case doc.Organisation:
			score = 4
		case doc.State:
			score = 3
		}
		if score > 0 && m.Tokens.First < t {
			score += 2
		}
		if score > bestScore {
			best, bestScore = m.Actor, score
		}
	}
	if best == doc.None {
		return r.placed(words)
	}
	return best
}

// placed is the state in whose land the first place within a range of tokens lies, where the article speaks of it; or None.
func (r *reader) placed(words doc.Range) int32 {
	lo, hi := 0, len(r.d.Places)
	for lo < hi {
		if mid := (lo + hi) / 2; r.d.Names[r.d.Places[mid].Name].First < words.First {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo >= len(r.d.Places) || r.d.Names[r.d.Places[lo].Name].Last > words.Last {
		return doc.None
	}
	return r.state(r.d.Places[lo].Country)
}

// state is the actor of a state, or None.
func (r *reader) state(country string) int32 {
	if a, ok := r.states[country]; ok {
		return a
	}
	return doc.None
}

// sameAsBefore is whom a phrase without a name refers back to: the body named before that bears the noun ("the ministry"),
// or the one for which the last speaker of that kind stood ("one official said").
func (r *reader) sameAsBefore(words doc.Range, lemma string) int32 {
	if r.lex.Cues.Speaker(lemma) == lexicon.SpeakerBody && !r.isIndefinite(words) {
		i, _ := r.mentionsIn(words)
		for k := i - 1; k >= 0 && k >= i-maxBack; k-- {
			m := &r.d.Mentions[k]
			switch r.d.Actors[m.Actor].Kind {
			case doc.Office, doc.Organisation:
				if hasWord(r.d.Slice(m.Span), lemma) || hasWord(r.d.Actors[m.Actor].Name, lemma) {
					return m.Actor
				}
			}
		}
	}
	all := r.groups[lemma]
	i, _ := slices.BinarySearchFunc(all, int32(r.d.SentenceAt(words.First)), func(s stand, at int32) int { return cmp.Compare(s.sentence, at) })
	if i > 0 {
		return all[i-1].actor
	}
	if _, ok := r.lex.Who.Noun(lemma); (ok || r.lex.Who.IsTitleHead(lemma)) && r.isTitle(words.Last-1) && strings.EqualFold(r.d.Word(words.First), "the") && !r.isIndefinite(words) {
		at := r.d.SentenceAt(words.First)
		for k := at - 1; k >= 0 && k >= at-3; k-- {
			if v := r.voices[k]; !v.span.IsEmpty() {
				return v.actor
			}
		}
	}
	return doc.None
}

// maxBack is how many mentions a phrase without a name looks back.
const maxBack = 60

// holder is the person of a country whose office the noun names: "the Kenyan president"; None if the article knows none.
func (r *reader) holder(lemma, country string) int32 {
	if country == "" {
		return doc.None
	}
	for _, a := range r.people[country] {
		if hasWord(r.d.Actors[a].Office, lemma) {
			return a
		}
	}
	return doc.None
}

func (r *reader) isIndefinite(words doc.Range) bool {
	switch strings.ToLower(r.d.Word(words.First)) {
	case "a", "an", "one", "another", "some", "two", "three", "several", "many":
		return true
	}
	return r.d.Tokens[words.Last-1].Feat("Number") == "Plur"
}

// hasWord reports whether a word in lower case is one of the words of s.
func hasWord(s, word string) bool {
	for _, w := range strings.Fields(s) {
		if strings.EqualFold(w, word) {
			return true
		}
	}
	return false
}

// phrase is the noun phrase up to its head t: the modifiers that stand before it without a break.
func (r *reader) phrase(t int32) doc.Range {
	s := r.d.Sentences[r.d.SentenceAt(t)]
	out := doc.Range{First: t, Last: t + 1}
	for out.First > s.First {
		tok := &r.d.Tokens[out.First-1]
		if tok.Head < out.First-1 || tok.Head > t || tok.UPOS == doc.PUNCT || tok.Rel == doc.Case && tok.UPOS != doc.PART {
			break
		}
		out.First--
	}
	for out.Last < s.Last && r.d.Tokens[out.Last].Rel == doc.Flat {
		out.Last++
	}
	return out
}

// widePhrase is the noun phrase of t with what stands behind its head: "a spokesman for the ministry in Moscow", up to the
// next stop, verb or pronoun.
func (r *reader) widePhrase(t int32) doc.Range {
	s := r.d.Sentences[r.d.SentenceAt(t)]
	out := r.phrase(t)
	for out.Last < min(s.Last, t+14) {
		tok := &r.d.Tokens[out.Last]
		if tok.UPOS == doc.PUNCT || tok.UPOS == doc.VERB || tok.UPOS == doc.AUX || tok.UPOS == doc.PRON || tok.UPOS == doc.SCONJ {
			break
		}
		out.Last++
	}
	return out
}

// indexActors notes the states and, by country, the persons among the actors.
func (r *reader) indexActors() {
	r.states, r.people, r.groups = map[string]int32{}, map[string][]int32{}, map[string][]stand{}
	for i := range r.d.Actors {
		a := &r.d.Actors[i]
		switch {
		case a.Kind == doc.State:
			r.states[a.ID] = int32(i)
		case a.Kind == doc.Person && a.Country != "" && len(r.people[a.Country]) < maxPeople:
			r.people[a.Country] = append(r.people[a.Country], int32(i))
		}
	}
}

// maxPeople is how many persons of one country are weighed.
const maxPeople = 50
