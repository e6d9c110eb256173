package quote

import (
	"strings"

	"chancery/internal/doc"
	"chancery/internal/lexicon"
	"chancery/internal/text"
)

// A speaker is who is said to speak: the words that name him here, and the actor they mean, or None.
type speaker struct {
	span  text.Span
	actor int32
	name  string
}

// A cue is a verb or "according to" that attributes words.
type cue struct {
	token int32
	words doc.Range
	class lexicon.CueClass
	asked bool    // whether who and known are filled
	who   speaker // by it
	known bool    // whether there is one
}

// cuesIn lists the cues of sentence i that stand outside of all marks. The list belongs to the reader.
func (r *reader) cuesIn(i int) []cue {
	if r.told[i] != nil {
		return r.told[i]
	}
	out := []cue{}
	s := r.d.Sentences[i]
	for t := s.First; t < s.Last; t++ {
		c, ok := r.cueAt(t)
		if ok && !r.covered(r.d.Tokens[t].Span) {
			out = append(out, c)
		}
	}
	r.told[i] = out
	return out
}

// speakerBy is speakerOf, asked once: many passages of a sentence may ask for the same cue.
func (r *reader) speakerBy(c *cue) (speaker, bool) {
	if !c.asked {
		c.who, c.known = r.speakerOf(*c)
		c.asked = true
	}
	return c.who, c.known
}

// cueAt reads token t as a cue.
func (r *reader) cueAt(t int32) (cue, bool) {
	tok := &r.d.Tokens[t]
	lemma := tok.Lemma
	if lemma == "accord" || strings.EqualFold(r.d.Word(t), "according") {
		if t+1 < int32(len(r.d.Tokens)) && strings.EqualFold(r.d.Word(t+1), "to") {
			return cue{token: t, words: doc.Range{First: t, Last: t + 2}, class: lexicon.CueSay}, true
		}
		return cue{}, false
	}
	if tok.UPOS != doc.VERB {
		return cue{}, false
	}
	class := r.cues.Verb(lemma)
	return cue{token: t, words: doc.Range{First: t, Last: t + 1}, class: class}, class != lexicon.NoCue
}

// isAccording reports whether a cue is "according to".
func (c cue) isAccording() bool { return c.words.Len() == 2 }

// speakerOf finds who speaks by a cue, first in the tree, then among the mentions nearest to it.
func (r *reader) speakerOf(c cue) (speaker, bool) {
	if c.isAccording() {
		return r.after(c.words.Last)
	}
	if q := r.quoting(c); q != doc.None {
		if obj := r.child(q, doc.Obj, doc.NsubjPass); obj != doc.None {
			return r.named(obj)
		}
	}
	for t, steps := c.token, 0; t != doc.None && steps < 4; steps++ {
		if subj := r.child(t, doc.Nsubj, doc.NsubjPass); subj != doc.None && !r.inMarks(subj) {
			if r.isRelative(subj) && r.d.Tokens[t].Rel == doc.AclRelcl {
				return r.named(r.d.Tokens[t].Head)
			}
			return r.named(subj)
		}
		head := r.d.Tokens[t].Head
		switch r.d.Tokens[t].Rel {
		case doc.Conj, doc.Advcl, doc.Xcomp, doc.Parataxis:
			t = head
			if head != doc.None && r.d.Tokens[head].UPOS != doc.VERB {
				t = doc.None
			}
		case doc.Acl, doc.AclRelcl:
			if head != doc.None {
				if sp, ok := r.named(head); ok && sp.actor != doc.None {
					return sp, true
				}
			}
			t = doc.None
		default:
			t = doc.None
		}
	}
	return r.nearest(c)
}

// quoting is the verb of "quoted her as saying" that a cue is or belongs to, or None.
func (r *reader) quoting(c cue) int32 {
	if c.class == lexicon.CueQuote {
		return c.token
	}
	if r.d.Tokens[c.token].Feat("VerbForm") != "Ger" && r.d.Tokens[c.token].Feat("Tense") != "Pres" {
		return doc.None
	}
	s := r.d.Sentences[r.d.SentenceAt(c.token)]
	if c.token == s.First || !strings.EqualFold(r.d.Word(c.token-1), "as") {
		return doc.None
	}
	for t := c.token - 1; t >= s.First; t-- {
		if r.d.Tokens[t].UPOS == doc.VERB && r.cues.Verb(r.d.Tokens[t].Lemma) == lexicon.CueQuote {
			return t
		}
	}
	return doc.None
}

// child is the first child of t in its sentence with one of the relations, or None.
func (r *reader) child(t int32, rels ...doc.Rel) int32 {
	s := r.d.Sentences[r.d.SentenceAt(t)]
	for i := s.First; i < s.Last; i++ {
		if r.d.Tokens[i].Head == t {
			for _, rel := range rels {
				if r.d.Tokens[i].Rel == rel {
					return i
				}
			}
		}
	}
	return doc.None
}

func (r *reader) inMarks(t int32) bool { return r.covered(r.d.Tokens[t].Span) }

func (r *reader) isRelative(t int32) bool {
	return r.d.Tokens[t].UPOS == doc.PRON && (r.d.Tokens[t].Feat("PronType") == "Rel" || strings.EqualFold(r.d.Word(t), "who"))
}

// named makes a speaker of the phrase headed by t: the mention that t belongs to, else one beside it in apposition, else
// the words of the phrase.
func (r *reader) named(t int32) (speaker, bool) {
	m := r.mentionOf(t)
	if r.isThirdPerson(t) {
		if v, ok := r.voiceBefore(t, m == doc.None); ok {
			return speaker{span: r.d.Tokens[t].Span, actor: v.actor, name: v.name}, true
		}
	}
	if m != doc.None {
		return r.fromMention(m), true
	}
	s := r.d.Sentences[r.d.SentenceAt(t)]
	for i := s.First; i < s.Last; i++ {
		if tok := &r.d.Tokens[i]; tok.Head == t && (tok.Rel == doc.Appos || tok.Rel == doc.Flat || tok.Rel == doc.NmodDesc) {
			if m := r.mentionOf(i); m != doc.None && r.d.Actors[r.d.Mentions[m].Actor].Kind == doc.Person {
				return r.fromMention(m), true
			}
		}
	}
	switch r.d.Tokens[t].UPOS {
	case doc.PRON:
		return speaker{span: r.d.Tokens[t].Span, actor: doc.None}, true
	case doc.NOUN, doc.PROPN:
		phrase := r.phrase(t)
		return speaker{span: r.d.Span(phrase), actor: doc.None, name: r.d.Text(phrase)}, true
	}
	return speaker{}, false
}

// isThirdPerson reports whether a token is "he" or "she".
func (r *reader) isThirdPerson(t int32) bool {
	tok := &r.d.Tokens[t]
	return tok.UPOS == doc.PRON && (strings.EqualFold(r.d.Word(t), "he") || strings.EqualFold(r.d.Word(t), "she"))
}

// voiceBefore is the person who spoke last before token t: in the sentence before, or with any in the two paragraphs
// before. One who goes on speaking is called "he" though others were named in what he said.
func (r *reader) voiceBefore(t int32, any bool) (speaker, bool) {
	i := r.d.SentenceAt(t)
	block := r.d.Sentences[i].Block
	for k := i - 1; k >= 0 && k >= i-12; k-- {
		b := r.d.Sentences[k].Block
		if k < i-1 && !any && b == block || b < block-4 {
			return speaker{}, false
		}
		if v := r.voices[k]; !v.span.IsEmpty() {
			return v, true
		}
		if r.isNews(k) && !any && !r.isQuoted(k) {
			return speaker{}, false
		}
	}
	return speaker{}, false
}

// isQuoted reports whether most of a sentence stands between marks.
func (r *reader) isQuoted(i int) bool {
	sp := r.d.Span(r.d.Sentences[i].Range)
	mid := (sp.Start + sp.End) / 2
	return r.covered(text.Span{Start: mid, End: mid + 1})
}

// findVoices notes for each sentence the named person who is the subject of its last cue.
func (r *reader) findVoices() {
	r.voices = make([]speaker, len(r.d.Sentences))
	for i := range r.d.Sentences {
		if !r.isNews(i) {
			continue
		}
		for _, c := range r.cuesIn(i) {
			if c.class == lexicon.CueGo || c.class == lexicon.CueUrge || c.isAccording() {
				continue
			}
			if subj := r.child(c.token, doc.Nsubj); subj != doc.None && !r.isThirdPerson(subj) {
				if m := r.mentionOf(subj); m != doc.None && r.d.Actors[r.d.Mentions[m].Actor].Kind == doc.Person && r.d.Mentions[m].Kind != doc.ByPronoun {
					r.voices[i] = r.fromMention(m)
				}
			}
		}
	}
}

// phrase is the noun phrase up to its head t: the modifiers that stand before it without a break.
func (r *reader) phrase(t int32) doc.Range {
	s := r.d.Sentences[r.d.SentenceAt(t)]
	out := doc.Range{First: t, Last: t + 1}
	for out.First > s.First {
		tok := &r.d.Tokens[out.First-1]
		if tok.Head < out.First-1 || tok.Head > t || tok.UPOS == doc.PUNCT || tok.Rel == doc.Case {
			break
		}
		out.First--
	}
	for out.Last < s.Last && r.d.Tokens[out.Last].Rel == doc.Flat {
		out.Last++
	}
	return out
}

// mentionOf is the mention to which token t belongs: the one it heads, else the shortest around it, a person before
// others; None if there is none.
func (r *reader) mentionOf(t int32) int32 {
	best, bestScore := int32(doc.None), 0
	ms := r.d.Mentions
	off := r.d.Tokens[t].Start
	lo, hi := 0, len(ms)
	for lo < hi { // the first mention that starts after the token
		if mid := (lo + hi) / 2; ms[mid].Start <= off {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	for i := lo - 1; i >= 0 && i >= lo-16; i-- {
		m := &ms[i]
		if !m.Tokens.Contains(t) {
			continue
		}
		score := 1000 - m.Tokens.Len()
		if m.Head == t {
			score += 2000
		}
		if r.d.Actors[m.Actor].Kind == doc.Person {
			score += 500
		}
		if m.Kind == doc.ByAdjective {
			score -= 3000
		}
		if score > bestScore {
			best, bestScore = int32(i), score
		}
	}
	return best
}

func (r *reader) fromMention(m int32) speaker {
	mention := &r.d.Mentions[m]
	return speaker{span: mention.Span, actor: mention.Actor, name: r.d.Actors[mention.Actor].Name}
}

// canSpeak reports whether a mention may be taken for a speaker by nearness alone: nations and possessives are not.
func (r *reader) canSpeak(m *doc.Mention) bool {
	if m.Kind == doc.ByAdjective || r.covered(m.Span) {
		return false
	}
	rel := r.d.Tokens[m.Head].Rel
	return rel != doc.NmodPoss && rel != doc.Compound
}

// maxNear is how many tokens from its cue a speaker may stand when the tree does not tie them.
const maxNear = 10

// nearest is the person, else the organisation or state, nearest to the cue in its sentence.
func (r *reader) nearest(c cue) (speaker, bool) {
	s := r.d.Sentences[r.d.SentenceAt(c.token)]
	best, bestDist := -1, maxNear+1
	i, j := r.mentionsIn(s.Range)
	for ; i < j; i++ {
		m := &r.d.Mentions[i]
		if !r.canSpeak(m) {
			continue
		}
		dist := int(c.token - m.Tokens.Last + 1)
		if m.Tokens.First > c.token {
			dist = int(m.Tokens.First - c.token)
		}
		if r.d.Actors[m.Actor].Kind != doc.Person {
			dist += 4
		}
		if dist < bestDist {
			best, bestDist = i, dist
		}
	}
	if best < 0 {
		return speaker{}, false
	}
	return r.fromMention(int32(best)), true
}

// after is the phrase that begins at or soon after token t: the speaker of "according to".
func (r *reader) after(t int32) (speaker, bool) {
	s := r.d.Sentences[r.d.SentenceAt(t-1)]
	i, j := r.mentionsIn(doc.Range{First: t, Last: s.Last})
	for ; i < j; i++ {
		m := &r.d.Mentions[i]
		if m.Tokens.First <= t+6 && m.Kind != doc.ByAdjective && r.d.Tokens[m.Head].Rel != doc.NmodPoss && r.d.Tokens[m.Head].Rel != doc.Compound {
			return r.fromMention(int32(i)), true
		}
	}
	for k := t; k < min(s.Last, t+8); k++ {
		if tok := &r.d.Tokens[k]; tok.UPOS == doc.NOUN || tok.UPOS == doc.PROPN {
			for k+1 < s.Last && (r.d.Tokens[k+1].UPOS == doc.NOUN || r.d.Tokens[k+1].UPOS == doc.PROPN) {
				k++
			}
			return r.named(k)
		}
	}
	return speaker{}, false
}

// mentionsIn is the half-open range of mentions that start within a range of tokens.
func (r *reader) mentionsIn(rg doc.Range) (int, int) {
	find := func(off uint32) int {
		lo, hi := 0, len(r.d.Mentions)
		for lo < hi {
			if mid := (lo + hi) / 2; r.d.Mentions[mid].Start < off {
				lo = mid + 1
			} else {
				hi = mid
			}
		}
		return lo
	}
	if rg.First >= rg.Last {
		return 0, 0
	}
	sp := r.d.Span(rg)
	return find(sp.Start), find(sp.End)
}
