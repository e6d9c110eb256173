package who

import (
	"strings"

	"chancery/internal/doc"
)

// A role is the part of a mention in its clause.
type role uint8

const (
	oblique role = iota
	subject
	object
	owner // "Putin" in "Putin's visit"
)

// A trace is one mention as those who refer back to it see it.
type trace struct {
	actor    int32
	sentence int32
	block    int32
	tokens   doc.Range
	head     int32
	kind     doc.MentionKind
	role     role
	quoted   bool
	inner    bool // part of a longer mention
	plural   bool // means others too
}

// maxTrail bounds how many mentions back is looked for what words refer to, so that a sentence without end costs no more
// a word than others.
const maxTrail = 200

// A group is several actors that one phrase or coordination names together.
type group struct {
	sentence int32
	block    int32
	head     int32
	first    int32 // token where it begins
	actors   []int32
	role     role
}

// headOf is the syntactic head of a range: the token whose head lies outside; without a tree, the last.
func (r *reader) headOf(tokens doc.Range) int32 {
	if r.parsed {
		for i := tokens.Last - 1; i >= tokens.First; i-- {
			if !tokens.Contains(r.d.Tokens[i].Head) && r.d.Tokens[i].UPOS != doc.PUNCT {
				return i
			}
		}
	}
	return tokens.Last - 1
}

// roleOf is the part of a mention in its clause.
func (r *reader) roleOf(t trace) role {
	if next := t.tokens.Last; int(next) < len(r.d.Tokens) {
		if w := r.d.Word(next); w == "'s" || w == "’s" {
			return owner
		}
	}
	if !r.parsed {
		return r.guessRole(t)
	}
	if t.kind == doc.ByName && t.tokens.First == r.d.Sentences[t.sentence].First && r.d.Tokens[t.head].Rel == doc.Compound && int(t.tokens.Last) < len(r.d.Tokens) && r.actors[t.actor].Kind == doc.Person {
		return subject // "Moon waits."
	}
	h := t.head
	for steps := 0; steps < 6 && h != doc.None; steps++ {
		switch r.d.Tokens[h].Rel {
		case doc.Nsubj, doc.NsubjPass, doc.NsubjOuter, doc.Csubj:
			if v := r.d.Tokens[h].Head; v != doc.None && v < h && r.hasSubject(v) {
				return object // a verb has one subject: the parser has taken the object for another
			}
			return subject
		case doc.Obj, doc.Iobj:
			return object
		case doc.NmodPoss:
			return owner
		case doc.Conj, doc.Appos, doc.Flat, doc.NmodDesc:
			h = r.d.Tokens[h].Head
			continue
		case doc.Root:
			return subject
		case doc.Compound:
			// "President Xi": the parser may take the title for the head
			if r.phraseEndsBefore(r.d.Tokens[h].Head, t) {
				h = r.d.Tokens[h].Head
				continue
			}
		case doc.Obl:
			if r.lacksSubject(t, h) {
				return subject
			}
		}
		return oblique
	}
	return oblique
}

// lacksSubject reports whether a mention with its head at h stands right before the finite verb of its main clause, which has
// no other subject: "On Monday Singapore's prime minister, Lee Hsien Loong, received Trump", where a parser may take the
// preposition for that of the minister.
func (r *reader) lacksSubject(t trace, h int32) bool {
	v := r.d.Tokens[h].Head
	if v == doc.None || v < t.tokens.Last || v > t.tokens.Last+12 || r.d.Tokens[v].Rel != doc.Root || r.d.Tokens[v].Feat("VerbForm") != "Fin" || r.hasSubject(v) {
		return false
	}
	for k := v + 1; k < v+8 && int(k) < len(r.d.Tokens); k++ {
		if tok := r.d.Tokens[k]; tok.Head == v && tok.Rel == doc.Nsubj {
			return false // "In Rome spoke the Pope"
		}
	}
	for k := t.tokens.Last; k < v; k++ {
		if at := r.nameAt[k]; at != doc.None && r.resolved[at] != doc.None && r.d.Tokens[k].Rel != doc.Appos && r.d.Tokens[k].Rel != doc.Flat {
			return false // another stands nearer
		}
	}
	return r.actors[t.actor].Kind == doc.Person
}

// top is the token by which a mention with its head at h hangs in the clause: past apposition, title and coordination.
func (r *reader) top(h int32) int32 {
	for steps := 0; steps < 4 && r.d.Tokens[h].Head != doc.None; steps++ {
		switch r.d.Tokens[h].Rel {
		case doc.Appos, doc.Flat, doc.NmodDesc:
		case doc.Conj:
			if p := r.d.Tokens[h].UPOS; p != doc.NOUN && p != doc.PROPN {
				return h
			}
		default:
			return h
		}
		h = r.d.Tokens[h].Head
	}
	return h
}

// phraseEndsBefore reports whether token h is part of the title right before a mention.
func (r *reader) phraseEndsBefore(h int32, t trace) bool {
	return h != doc.None && h < t.tokens.First && h >= t.tokens.First-4 && t.kind == doc.ByName
}

// guessRole works without a tree: after a preposition oblique, the first of its sentence or clause subject.
func (r *reader) guessRole(t trace) role {
	first := r.d.Sentences[t.sentence].First
	k := t.tokens.First - 1
	for k >= first && (isDeterminer(r.d.Word(k)) || r.nameAt[k] != doc.None || r.inTitle(k)) {
		k--
	}
	if k < first {
		return subject
	}
	switch strings.ToLower(r.d.Word(k)) {
	case ",", "that", "as", "when", "while", "after", "before", "because", "if", "where", "but", "”", "“", "\"", ":", "which", "said", "whether", "—", "–":
		return subject
	case "and", "or":
		if n := len(r.trail); n > 0 && r.trail[n-1].sentence == t.sentence {
			return r.trail[n-1].role
		}
		return subject
	case "of", "in", "to", "with", "by", "for", "from", "on", "at", "between", "against", "about", "over", "into", "under", "toward", "towards", "than", "like":
		return oblique
	}
	return object
}

// inTitle reports whether token k is the last of a title.
func (r *reader) inTitle(k int32) bool {
	for i := max(0, k-4); i <= k; i++ {
		if r.phrase[i].title != nil && i+r.phrase[i].n == k+1 {
			return true
		}
	}
	return false
}

// isAdjective reports whether token k is a nationality or a country before a title.
func (r *reader) isAdjective(k int32) bool {
	return r.nameAt[k] != doc.None && (r.d.Names[r.nameAt[k]].Kind == doc.NORP || r.phrase[min(k+1, int32(len(r.phrase)-1))].title != nil)
}

// coordinate makes a group of the last two mentions where "and" joins them, or enlarges the group of a list.
func (r *reader) coordinate() {
	n := len(r.trail)
	if n < 2 {
		return
	}
	b := &r.trail[n-1]
	if b.kind == doc.ByAdjective || b.kind == doc.ByPronoun {
		return
	}
	at := n - 2
	for at > 0 && at > n-5 && (r.trail[at].kind == doc.ByAdjective || r.trail[at].inner || b.tokens.Contains(r.trail[at].tokens.First)) {
		at-- // "Biden and Russian President Putin"
	}
	a := &r.trail[at]
	if a.sentence != b.sentence || a.actor == b.actor || a.kind == doc.ByAdjective || (r.actors[a.actor].Kind == doc.Person) != (r.actors[b.actor].Kind == doc.Person) {
		return
	}
	k := b.tokens.First - 1
	for k >= a.tokens.Last && (isDeterminer(r.d.Word(k)) || r.inTitle(k) || r.isAdjective(k) || r.lex.Who.IsTitleHead(strings.ToLower(r.d.Word(k)))) {
		k--
	}
	if k < a.tokens.Last {
		return
	}
	w := r.d.Word(k)
	if w == "and" && k == a.tokens.Last+1 && r.d.Word(a.tokens.Last) == "," {
		k = a.tokens.Last
	}
	if k != a.tokens.Last || w != "and" && w != "," && w != "-" && w != "–" {
		return
	}
	if w == "and" && b.role == oblique && a.role != oblique {
		b.role = a.role
	}
	if last := len(r.groups) - 1; last >= 0 && r.groups[last].head == a.head && r.groups[last].sentence == a.sentence {
		g := &r.groups[last]
		g.actors = append(g.actors, b.actor)
		g.head = b.head
		return
	}
	r.groups = append(r.groups, group{
		sentence: b.sentence, block: b.block, head: b.head, first: a.tokens.First, actors: []int32{a.actor, b.actor}, role: a.role,
	})
}
