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

// speakerOf finds who speaks by a cue, first in the tree, then among the mentions nearest to it.
func (r *reader) speakerOf(c cue) (speaker, bool) {
	if c.phrase {
		return r.after(c.words.Last)
	}
	if q := r.quoting(c); q != doc.None {
		if obj := r.child(q, doc.Obj, doc.NsubjPass); obj != doc.None {
			return r.named(obj)
		}
	}
	if r.isPassive(c.token) {
		if by := r.child(c.token, doc.OblAgent); by != doc.None {
			return r.named(by)
		}
		return speaker{}, false
	}
	if sp, ok := r.inverted(c); ok {
		return sp, true
	}
	if r.isAside(c.token) {
		if sp, ok := r.cueBefore(c); ok {
			return sp, true
		}
	}
	if sp, ok := r.adjacent(c); ok {
		return sp, true
	}
	for t, steps := c.token, 0; t != doc.None && steps < 4; steps++ {
		if subj := r.subject(t); subj != doc.None {
			if t == c.token && subj < t {
				if sp, ok := r.besides(c, subj); ok {
					return sp, true
				}
			}
			if r.isRelative(subj) {
				return r.named(r.antecedent(t, subj))
			}
			return r.named(subj)
		}
		head := r.d.Tokens[t].Head
		if head != doc.None && head < t {
			if m := r.mentionOf(head); m != doc.None && r.isPerson(m) && r.d.Mentions[m].Kind == doc.ByName && r.d.Tokens[t].Rel != doc.Acl {
				if r.d.Tokens[head].UPOS == doc.VERB { // a name that was taken for a verb
					return r.fromMention(m), true
				}
			}
		}
		switch r.d.Tokens[t].Rel {
		case doc.Conj, doc.Advcl, doc.Xcomp, doc.Parataxis:
			t = head
			if head != doc.None && r.d.Tokens[head].UPOS != doc.VERB {
				t = doc.None
			}
		case doc.Acl, doc.AclRelcl:
			if head == doc.None {
				t = doc.None
				break
			}
			if r.isAside(t) && r.d.Tokens[head].Head != doc.None { // ", saying": the subject speaks, not the noun beside it
				if v := r.verbOver(head); v != doc.None {
					t = v
					continue
				}
			}
			if sp, ok := r.named(head); ok && sp.actor != doc.None {
				return sp, true
			}
			t = doc.None
		default:
			t = doc.None
		}
	}
	if sp, ok := r.leading(c); ok {
		return sp, true
	}
	return r.nearest(c)
}

// antecedent is the noun that a relative pronoun, the subject of the clause headed by t, stands for.
func (r *reader) antecedent(t, pronoun int32) int32 {
	if head := r.d.Tokens[t].Head; r.d.Tokens[t].Rel == doc.AclRelcl && head != doc.None {
		return head
	}
	s := r.d.Sentences[r.d.SentenceAt(pronoun)]
	k := pronoun - 1
	if k > s.First && r.d.Word(k) == "," {
		k--
	}
	return max(k, s.First)
}

// cueBefore is the speaker of the cue before ", adding" in its sentence: he goes on.
func (r *reader) cueBefore(c cue) (speaker, bool) {
	cs := r.cuesIn(r.d.SentenceAt(c.token))
	for k := len(cs) - 1; k >= 0; k-- {
		if b := &cs[k]; b.token < c.token && !b.phrase && (b.class == lexicon.CueSay || b.class == lexicon.CueTell) && !strings.HasSuffix(r.d.Word(b.token), "ing") {
			return r.speakerBy(b)
		}
	}
	return speaker{}, false
}

// besides is the speaker named right before a cue, where the tree gives the cue a subject further off, in the clause that is
// reported: "China will act, a senior official said".
func (r *reader) besides(c cue, subj int32) (speaker, bool) {
	k := c.token - 1
	for ; k > subj && r.d.Word(k) != ","; k-- {
		switch r.d.Tokens[k].UPOS {
		case doc.VERB, doc.PRON, doc.SCONJ, doc.CCONJ:
			return speaker{}, false
		}
	}
	verb := false
	for i := subj; i < k; i++ {
		verb = verb || r.d.Tokens[i].UPOS == doc.AUX || r.d.Tokens[i].UPOS == doc.VERB
		if r.isRelative(i) {
			return speaker{}, false
		}
	}
	if k <= subj || k+1 >= c.token {
		return speaker{}, false
	}
	if !verb {
		if _, ok := r.named(subj); ok {
			return speaker{}, false
		}
	}
	return r.speakerIn(doc.Range{First: k + 1, Last: c.token})
}

// adjacent is the speaker whom the phrase right before a cue names, where the tree gives the cue no subject: ""...", one
// protester, Tigran, 34, told reporters".
func (r *reader) adjacent(c cue) (speaker, bool) {
	if r.subject(c.token) != doc.None || r.d.Tokens[c.token].Feat("VerbForm") == "Inf" || strings.HasSuffix(r.d.Word(c.token), "ing") {
		return speaker{}, false
	}
	s := r.d.Sentences[r.d.SentenceAt(c.token)]
	last := c.token
	for last > s.First && (r.d.Tokens[last-1].UPOS == doc.AUX || r.d.Tokens[last-1].UPOS == doc.ADV) {
		last--
	}
	first := last
	for first > max(s.First, last-maxIntro) && !r.inMarks(first-1) {
		if u := r.d.Tokens[first-1].UPOS; u == doc.VERB || u == doc.AUX || u == doc.SCONJ || u == doc.CCONJ || u == doc.PART && r.d.Tokens[first-1].Rel != doc.Case {
			break
		}
		first--
	}
	if first > s.First && !r.inMarks(first-1) { // a clause stands before it: the phrase begins behind the next comma
		for first < last && r.d.Word(first) != "," {
			first++
		}
	}
	for first < last && r.d.Tokens[first].UPOS == doc.PUNCT {
		first++
	}
	if first >= last || first == s.First && r.d.Word(last-1) != "," && last-first > 8 {
		return speaker{}, false
	}
	if r.d.Tokens[last-1].UPOS == doc.PRON && last-first == 1 {
		return r.named(last - 1)
	}
	words := doc.Range{First: first, Last: last}
	if sp, ok := r.speakerIn(words); ok {
		return sp, true
	}
	for t := first; t < last; t++ {
		if r.d.Tokens[t].UPOS == doc.NOUN && r.isTitle(t) {
			return r.described(t)
		}
	}
	return speaker{}, false
}

// leading is the person with whom the sentence begins, where the cue stands behind a comma: "Ban, whose aide ..., said".
func (r *reader) leading(c cue) (speaker, bool) {
	s := r.d.Sentences[r.d.SentenceAt(c.token)]
	if c.token == s.First || r.d.Word(c.token-1) != "," || strings.HasSuffix(r.d.Word(c.token), "ing") || r.inMarks(s.First) {
		return speaker{}, false
	}
	i, j := r.mentionsIn(doc.Range{First: s.First, Last: min(s.Last, s.First+maxLead)})
	for ; i < j; i++ {
		m := &r.d.Mentions[i]
		if r.isPerson(int32(i)) && r.canSpeak(m) && m.Tokens.Last < c.token && r.d.Word(m.Tokens.Last) == "," && r.child(m.Head, doc.Case) == doc.None {
			return r.fromMention(int32(i)), true
		}
	}
	return speaker{}, false
}

// maxLead is how many tokens may stand before the person with whom a sentence begins.
const maxLead = 6

// inverted is the speaker behind a cue that stands right behind the words: ""...", said on Tuesday the minister". The
// tree often takes him for an object.
func (r *reader) inverted(c cue) (speaker, bool) {
	if subj := r.subject(c.token); c.class == lexicon.CueQuote || subj != doc.None && r.child(subj, doc.Case) == doc.None {
		return speaker{}, false
	}
	s := r.d.Sentences[r.d.SentenceAt(c.token)]
	k := c.token - 1
	for k >= s.First && r.d.Tokens[k].UPOS == doc.PUNCT && !r.inMarks(k) {
		k--
	}
	if k < s.First || !r.inMarks(k) {
		return speaker{}, false
	}
	for k := c.words.Last; k < min(s.Last, c.words.Last+maxIntro); k++ {
		tok := &r.d.Tokens[k]
		if tok.UPOS == doc.VERB || tok.UPOS == doc.SCONJ || r.inMarks(k) {
			break
		}
		if tok.UPOS != doc.NOUN && tok.UPOS != doc.PROPN || tok.Rel == doc.Flat || tok.Head > k && r.d.Tokens[tok.Head].UPOS != doc.VERB || r.child(k, doc.Case) != doc.None {
			continue
		}
		if sp, ok := r.named(k); ok && (sp.actor != doc.None || r.isTitle(k)) {
			return sp, true
		}
	}
	return speaker{}, false
}

// isAside reports whether a participle stands behind a comma: ", saying that ...".
func (r *reader) isAside(t int32) bool {
	s := r.d.Sentences[r.d.SentenceAt(t)]
	return t > s.First && r.d.Word(t-1) == "," && strings.HasSuffix(r.d.Word(t), "ing")
}

// verbOver is the verb nearest above token t in the tree, or None.
func (r *reader) verbOver(t int32) int32 {
	for steps := 0; t != doc.None && steps < 8; steps++ {
		if r.d.Tokens[t].UPOS == doc.VERB {
			return t
		}
		t = r.d.Tokens[t].Head
	}
	return doc.None
}

// quoting is the verb of "quoted her as saying" that a cue is or belongs to, or None.
func (r *reader) quoting(c cue) int32 {
	if c.class == lexicon.CueQuote {
		return c.token
	}
	s := r.d.Sentences[r.d.SentenceAt(c.token)]
	if c.token == s.First || !strings.EqualFold(r.d.Word(c.token-1), "as") || !strings.HasSuffix(r.d.Word(c.token), "ing") {
		return doc.None
	}
	for t := c.token - 1; t >= s.First; t-- {
		if tok := &r.d.Tokens[t]; tok.UPOS == doc.VERB && (r.lex.Cues.Verb(tok.Lemma) == lexicon.CueQuote || tok.Lemma == "cite") {
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

// subject is the subject of token t outside of marks, or None: of several, which a tree gives to a cue whose quotation it
// did not see as one, the nearest.
func (r *reader) subject(t int32) int32 {
	s := r.d.Sentences[r.d.SentenceAt(t)]
	best := int32(doc.None)
	for i := s.First; i < s.Last; i++ {
		tok := &r.d.Tokens[i]
		if tok.Head != t || tok.Rel != doc.Nsubj && tok.Rel != doc.NsubjPass || r.inMarks(i) {
			continue
		}
		if best == doc.None || max(i-t, t-i) < max(best-t, t-best) {
			best = i
		}
	}
	return best
}

func (r *reader) inMarks(t int32) bool { return r.covered(r.d.Tokens[t].Span) }

func (r *reader) isRelative(t int32) bool {
	return r.d.Tokens[t].UPOS == doc.PRON && (r.d.Tokens[t].Feat("PronType") == "Rel" || strings.EqualFold(r.d.Word(t), "who"))
}

// named makes a speaker of the phrase headed by t: the mention that t belongs to, else one beside it in apposition, else
// whom its words describe. A thing is no speaker.
func (r *reader) named(t int32) (speaker, bool) {
	m := r.mentionOf(t)
	if r.isThirdPerson(t) {
		if m != doc.None && !r.isPerson(m) {
			m = doc.None
		}
		if sp, ok := r.subjectWithin(t, m); ok {
			return sp, true
		}
		if v, ok := r.voiceBefore(t, m == doc.None); ok && (m == doc.None || v.actor != r.d.Mentions[m].Actor) {
			return speaker{span: r.d.Tokens[t].Span, actor: v.actor, name: v.name}, true
		}
	}
	if m != doc.None && r.d.Actors[r.d.Mentions[m].Actor].Kind == doc.Person {
		return r.fromMention(m), true
	}
	if p := r.personBeside(t, m); p != doc.None {
		return r.fromMention(p), true
	}
	if m != doc.None {
		if v, ok := r.voiceOf(m, t); ok {
			return v, true
		}
		if r.d.Tokens[t].UPOS == doc.NOUN && r.d.Mentions[m].Kind != doc.ByPronoun {
			r.note(t, r.d.Mentions[m].Actor)
		}
		return r.fromMention(m), true
	}
	switch r.d.Tokens[t].UPOS {
	case doc.PRON:
		if sp, ok := r.itBefore(t); ok {
			return speaker{span: r.d.Tokens[t].Span, actor: sp.actor, name: sp.name}, true
		}
		return speaker{span: r.d.Tokens[t].Span, actor: doc.None}, true
	case doc.NOUN, doc.PROPN:
		return r.described(t)
	}
	return speaker{}, false
}

// itBefore is the body or state that is the subject of the sentence before "it" at token t, in its paragraph.
func (r *reader) itBefore(t int32) (speaker, bool) {
	i := r.d.SentenceAt(t) - 1
	if i < 0 || !strings.EqualFold(r.d.Word(t), "it") && !strings.EqualFold(r.d.Word(t), "its") || !r.sameBlock(i, i+1) {
		return speaker{}, false
	}
	s := r.d.Sentences[i]
	for k := s.First; k < s.Last; k++ {
		tok := &r.d.Tokens[k]
		if tok.Rel != doc.Nsubj || tok.Head == doc.None || r.d.Tokens[tok.Head].Head != doc.None || tok.UPOS == doc.PRON {
			continue
		}
		if sp, ok := r.named(k); ok && sp.actor != doc.None && r.d.Actors[sp.actor].Kind != doc.Person {
			return sp, true
		}
	}
	return speaker{}, false
}

// personBeside is a mention of a person in apposition to token t, or right behind the phrase or mention m that t heads:
// "the deputy minister of health Anna Novak". None if there is none.
func (r *reader) personBeside(t, m int32) int32 {
	s := r.d.Sentences[r.d.SentenceAt(t)]
	for i := s.First; i < s.Last; i++ {
		if tok := &r.d.Tokens[i]; tok.Head == t && (tok.Rel == doc.Appos || tok.Rel == doc.Flat || tok.Rel == doc.NmodDesc) {
			if p := r.mentionOf(i); p != doc.None && r.isPerson(p) {
				return p
			}
		}
	}
	end := t + 1
	if m != doc.None {
		end = max(end, r.d.Mentions[m].Tokens.Last)
	}
	if !r.isTitle(t) || r.d.Tokens[t].Feat("Number") == "Plur" {
		return doc.None
	}
	if k := r.phrase(t).First - 2; k >= s.First && r.d.Word(k+1) == "," { // "Anna Novak, Latvia's ambassador, said"
		if p := r.mentionOf(k); p != doc.None && r.isPerson(p) && r.d.Mentions[p].Kind == doc.ByName && r.d.Tokens[r.d.Mentions[p].Head].Rel == r.d.Tokens[t].Rel {
			return p
		}
	}
	for steps := 0; end < s.Last && steps < 12; steps++ {
		if p := r.mentionFrom(end); p != doc.None && r.isPerson(p) {
			return p
		}
		tok := &r.d.Tokens[end]
		if r.d.Word(end) == "-" {
			end++
			continue
		}
		if tok.UPOS == doc.PUNCT && (r.d.Word(end) != "," || end+1 >= s.Last || r.d.Tokens[end+1].UPOS != doc.PROPN) || tok.UPOS == doc.VERB || tok.UPOS == doc.AUX || tok.UPOS == doc.PRON || tok.UPOS == doc.CCONJ {
			return doc.None
		}
		end++
	}
	return doc.None
}

// isTitle reports whether the noun t is the head of a title of a person: "minister", "spokesman".
func (r *reader) isTitle(t int32) bool {
	lemma := strings.ToLower(r.d.Tokens[t].Lemma)
	return r.lex.Cues.Speaker(lemma) == lexicon.SpeakerPerson || r.lex.Who.IsTitleHead(lemma)
}

// mentionFrom is the mention by name that begins at token t, or None.
func (r *reader) mentionFrom(t int32) int32 {
	for _, m := range r.d.MentionsAt(t) {
		if r.d.Mentions[m].Tokens.First == t && r.d.Mentions[m].Kind == doc.ByName {
			return m
		}
	}
	return doc.None
}

func (r *reader) isPerson(m int32) bool {
	return r.d.Actors[r.d.Mentions[m].Actor].Kind == doc.Person
}

// mentionOf is the mention to which token t belongs: the one it heads, else the shortest around it, a person before
// others; None if there is none.
func (r *reader) mentionOf(t int32) int32 {
	best, bestScore := int32(doc.None), 0
	for _, i := range r.d.MentionsAt(t) {
		m := &r.d.Mentions[i]
		score := 1000 - m.Tokens.Len()
		if m.Head == t {
			score += 2000
		}
		if r.isPerson(i) {
			score += 500
		}
		if m.Kind == doc.ByAdjective {
			score -= 3000
		}
		if score > bestScore {
			best, bestScore = i, score
		}
	}
	return best
}

func (r *reader) fromMention(m int32) speaker {
	mention := &r.d.Mentions[m]
	return speaker{span: mention.Span, actor: mention.Actor, name: r.nameOf(mention.Actor)}
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

// nearest is the person, else the organisation or state, nearest to the cue in its sentence. One behind a preposition
// stands further off: he is spoken to or of.
func (r *reader) nearest(c cue) (speaker, bool) {
	s := r.d.Sentences[r.d.SentenceAt(c.token)]
	best, bestDist := -1, maxNear+1
	i, j := r.mentionsIn(doc.Range{First: max(s.First, c.token-2*maxNear), Last: min(s.Last, c.token+2*maxNear)})
	for ; i < j; i++ {
		m := &r.d.Mentions[i]
		if !r.canSpeak(m) {
			continue
		}
		dist := int(c.token - m.Tokens.Last + 1)
		if m.Tokens.First > c.token {
			dist = int(m.Tokens.First - c.token)
		}
		if !r.isPerson(int32(i)) {
			dist += 4
		}
		if p := r.child(m.Head, doc.Case); p != doc.None && !strings.EqualFold(r.d.Word(p), "by") {
			dist += 4
		}
		if dist < bestDist {
			best, bestDist = i, dist
		}
	}
	if best < 0 {
		return speaker{}, false
	}
	m := int32(best)
	if !r.isPerson(m) {
		if p := r.personBeside(r.d.Mentions[m].Head, m); p != doc.None {
			m = p
		}
	}
	return r.fromMention(m), true
}

// after is the phrase that begins at or soon after token t: the speaker of "according to".
func (r *reader) after(t int32) (speaker, bool) {
	s := r.d.Sentences[r.d.SentenceAt(t-1)]
	for k := t; k < min(s.Last, t+10); k++ {
		tok := &r.d.Tokens[k]
		if tok.UPOS == doc.PUNCT {
			break
		}
		if tok.UPOS == doc.PRON && tok.Rel != doc.NmodPoss {
			return r.named(k)
		}
		if tok.UPOS != doc.NOUN && tok.UPOS != doc.PROPN {
			continue
		}
		for k+1 < s.Last && (r.d.Tokens[k+1].UPOS == doc.NOUN || r.d.Tokens[k+1].UPOS == doc.PROPN) {
			k++
		}
		if k+1 < s.Last && r.d.Tokens[k+1].Rel == doc.Case && r.d.Tokens[k+1].UPOS == doc.PART { // "Iran's foreign ministry"
			continue
		}
		if sp, ok := r.named(k); ok {
			return sp, true
		}
	}
	i, j := r.mentionsIn(doc.Range{First: t, Last: min(s.Last, t+7)})
	for ; i < j; i++ {
		if m := &r.d.Mentions[i]; r.canSpeak(m) {
			return r.fromMention(int32(i)), true
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
