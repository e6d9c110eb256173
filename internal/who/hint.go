package who

import (
	"slices"
	"strings"

	"chancery/internal/doc"
	"chancery/internal/lexicon"
)

// hint is what the verbs around a mention add to its salience for a pronoun at token i, back sentences behind it.
func (r *reader) hint(t trace, back int, i int32) int {
	if !r.parsed {
		return 0
	}
	switch {
	case back == 0 && r.isJoinedTo(t, i):
		return 45
	case back == 0 && r.reportsOfItself(t, i):
		return 14
	case back == 1 && r.endsSpeech(t):
		return 12
	case back <= 1 && r.answers(t, i):
		return 40
	}
	return 0
}

// isJoinedTo reports whether a pronoun at token i opens what "and" joins to a mention: "Pelosi and her family".
func (r *reader) isJoinedTo(t trace, i int32) bool {
	return i == t.tokens.Last+1 && r.d.Word(t.tokens.Last) == "and" && r.d.Tokens[i].Rel == doc.NmodPoss
}

// reportsOfItself reports whether a mention is the subject of the verb of speech of which a pronoun at token i is the
// subject of what is said: "Maduro replied that he".
func (r *reader) reportsOfItself(t trace, i int32) bool {
	v := r.d.Tokens[i].Head
	if t.role != subject || v == doc.None || r.d.Tokens[i].Rel != doc.Nsubj || r.d.Tokens[v].Rel != doc.Ccomp {
		return false
	}
	v = r.d.Tokens[v].Head
	return v != doc.None && v < i && r.d.Tokens[r.top(t.head)].Head == v && r.d.Word(i-1) != "whether" && r.d.Tokens[v].Lemma != "ask" && r.lex.Cues.Verb(r.d.Tokens[v].Lemma) != lexicon.NoCue
}

// endsSpeech reports whether a mention is the speaker told behind what he says: "The port is open, Erdogan told deputies."
func (r *reader) endsSpeech(t trace) bool {
	v := r.d.Tokens[r.top(t.head)].Head
	first := r.firstWord(int(t.sentence))
	if t.role != subject || v == doc.None || t.tokens.First-first < 3 || r.lex.Cues.Verb(r.d.Tokens[v].Lemma) == lexicon.NoCue {
		return false
	}
	k := min(v, t.tokens.First) - 1
	for k > first && (r.inTitle(k) || r.isAdjective(k) || isDeterminer(r.d.Word(k)) || r.isGenitive(k)) {
		k--
	}
	switch r.d.Word(k) {
	case ",", "”", "\"", "''":
		return true
	}
	return false
}

// answers reports whether a pronoun at token i is the subject of the answer to what a mention is asked: "invited Raisi. He
// accepted".
func (r *reader) answers(t trace, i int32) bool {
	v := r.d.Tokens[i].Head
	if t.role != object || v == doc.None || r.d.Tokens[i].Rel != doc.Nsubj {
		return false
	}
	asked := r.d.Tokens[r.top(t.head)].Head
	return asked != doc.None && r.lex.Who.Is(lexicon.Invite, r.d.Word(asked)) && r.lex.Who.Is(lexicon.Answer, r.d.Tokens[v].Lemma)
}

// isApposedTo reports whether a possessive pronoun at token i stands in what describes a mention right before it, and so
// means another: "Ryabkov, one of his deputies".
func (r *reader) isApposedTo(t trace, i int32) bool {
	k := t.tokens.Last
	if i <= k || i > k+3 || r.d.Word(k) != "," || r.actors[t.actor].Kind != doc.Person {
		return false
	}
	return i == k+3 && r.d.Word(i-1) == "of" || i == k+1 && r.parsed && r.d.Tokens[i].Head != doc.None && r.d.Tokens[r.d.Tokens[i].Head].Rel == doc.Appos
}

// isOfHalfBefore reports whether a mention is the subject of the main clause before a semicolon that precedes a pronoun at
// token i, which is the subject of the clause behind: "Beijing has warned that Taiwan must not be drawn in; it summoned".
func (r *reader) isOfHalfBefore(t trace, i int32) bool {
	if !r.parsed || t.sentence != int32(r.d.SentenceAt(i)) || r.d.Tokens[i].Rel != doc.Nsubj {
		return false
	}
	v := r.d.Tokens[r.top(t.head)].Head
	if v == doc.None || r.d.Tokens[v].Rel != doc.Root && r.d.Tokens[v].Rel != doc.Parataxis && r.d.Tokens[v].Rel != doc.Conj {
		return false
	}
	for k := i - 1; k >= t.tokens.Last && k > i-6; k-- {
		if r.d.Word(k) == ";" {
			return true
		}
	}
	return false
}

// actsOnName reports whether "it" at token i is the subject of a verb in the active voice that has a noun for its object and no
// clause: "It has thrown out 23 diplomats", but not "It would help to wait".
func (r *reader) actsOnName(i int32) bool {
	v := r.d.Tokens[i].Head
	if r.d.Tokens[i].Rel != doc.Nsubj || v == doc.None || v < i || r.d.Tokens[v].UPOS != doc.VERB || r.lex.Who.Is(lexicon.Impersonal, r.d.Tokens[v].Lemma) {
		return false
	}
	object := false
	for k := v + 1; k < v+12 && int(k) < len(r.d.Tokens); k++ {
		tok := r.d.Tokens[k]
		if tok.Head != v {
			continue
		}
		switch tok.Rel {
		case doc.Obj:
			object = tok.UPOS == doc.NOUN || tok.UPOS == doc.PROPN
		case doc.Ccomp, doc.Csubj, doc.Xcomp:
			return false
		}
	}
	return object
}

// manyAsOne is the state or organisation for which a noun in the plural stands that is the last plural subject before "they" at
// token i: "ECOWAS leaders met. They ..."
func (r *reader) manyAsOne(s int, i int32) int32 {
	if !r.parsed {
		return doc.None
	}
	for k := i - 1; k >= 0 && s-r.d.SentenceAt(k) <= 1 && k > i-maxTrail; k-- {
		tok := r.d.Tokens[k]
		if tok.Rel != doc.Nsubj && tok.Rel != doc.NsubjPass || tok.Feat("Number") != "Plur" && !strings.EqualFold(r.d.Word(k), "they") {
			continue
		}
		for n := len(r.trail) - 1; n >= 0 && r.trail[n].tokens.Last > k; n-- {
			t := r.trail[n]
			if kind := r.actors[t.actor].Kind; t.head == k && !t.plural && r.d.Word(min(t.tokens.Last, i)) != "and" && (t.kind == doc.ByNoun || t.kind == doc.ByPronoun) && (kind == doc.State || kind == doc.Organisation) {
				return t.actor
			}
		}
		return doc.None // others than we know
	}
	return doc.None
}

// speakersBefore is the persons who together were the subject of one of the few sentences before in the same block: those
// who speak when "they" do.
func (r *reader) speakersBefore(s int) []int32 {
	for k := len(r.groups) - 1; k >= 0 && int32(s)-r.groups[k].sentence <= 3; k-- {
		g := &r.groups[k]
		if g.block != r.d.Sentences[s].Block {
			return nil
		}
		if g.role == subject && len(g.actors) <= 3 && !slices.ContainsFunc(g.actors, func(a int32) bool { return r.actors[a].Kind != doc.Person }) {
			return g.actors
		}
	}
	return nil
}
