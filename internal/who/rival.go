package who

import (
	"strings"

	"chancery/internal/doc"
	"chancery/internal/lexicon"
)

// rival stands among the candidates for a pronoun for somebody whom the article does not name: "a farmer". Where he is the
// likeliest, the pronoun means nobody whom we know.
const rival int32 = -2

// hasActor reports whether somebody has been offered who is no rival.
func (c *choice) hasActor() bool {
	for _, a := range c.actors {
		if a != rival {
			return true
		}
	}
	return false
}

// offerRivals offers those without a name of whom the sentence of a pronoun at token i speaks before it, or the sentence
// before as its subject.
func (r *reader) offerRivals(c *choice, s int, i int32, form pronounForm) {
	if !r.parsed {
		return
	}
	first := r.d.Sentences[s].First
	if s > 0 && r.d.Sentences[s-1].Block == r.d.Sentences[s].Block {
		first = r.d.Sentences[s-1].First
	}
	first = max(first, i-80)
	for k := i - 1; k >= first; k-- {
		gender, ok := r.isSomeone(k)
		if !ok || gender != lexicon.UnknownGender && gender != form.gender || r.isMentioned(k) {
			continue
		}
		t := trace{sentence: int32(r.d.SentenceAt(k)), tokens: doc.Range{First: k, Last: k + 1}, head: k, role: r.partOf(k), quoted: r.quoted[k]}
		if t.role != subject && !r.quotes(k) && (t.sentence != int32(s) || t.role == owner || t.role == oblique) {
			continue
		}
		if t.sentence == int32(s) && r.clashes(t, i, form) {
			continue
		}
		score := r.unnamedSalience(t, s, i)
		if gender == lexicon.UnknownGender {
			score -= 4
		}
		c.offer(rival, score)
	}
}

// unnamedSalience is salience for one who is no actor.
func (r *reader) unnamedSalience(t trace, s int, i int32) int {
	score := max(0, 60-14*(s-int(t.sentence)))
	switch t.role {
	case subject:
		score += 28
	case object:
		score += 5
	}
	if r.quotes(t.head) {
		score += 10
	}
	if t.quoted && !r.quoted[i] {
		score -= 25
	}
	return score
}

// isSomeone reports whether token k is a noun for one person, who has no name beside it; of which gender as far as it tells.
func (r *reader) isSomeone(k int32) (lexicon.Gender, bool) {
	tok := r.d.Tokens[k]
	if tok.UPOS != doc.NOUN || r.nameAt[k] != doc.None || tok.Feat("Number") == "Plur" {
		return lexicon.UnknownGender, false
	}
	switch tok.Rel {
	case doc.Compound, doc.Appos, doc.Flat, doc.Amod, doc.NmodDesc, doc.Root:
		return lexicon.UnknownGender, false
	}
	if r.precedesPerson(k+1) || r.namedBeside(k) || r.isNobody(k) {
		return lexicon.UnknownGender, false
	}
	switch w := strings.ToLower(r.d.Word(k)); {
	case r.lex.Who.Is(lexicon.SomeMan, w):
		return lexicon.Male, true
	case r.lex.Who.Is(lexicon.SomeWoman, w):
		return lexicon.Female, true
	default:
		return lexicon.UnknownGender, r.lex.Who.Is(lexicon.Someone, w)
	}
}

// isNobody reports whether the noun at token k means no one person: "no minister", "every member".
func (r *reader) isNobody(k int32) bool {
	for n := k - 1; n >= 0 && n >= k-4; n-- {
		tok := r.d.Tokens[n]
		if tok.Head == k && tok.Rel == doc.Det {
			switch strings.ToLower(r.d.Word(n)) {
			case "no", "every", "each", "any":
				return true
			}
		}
	}
	return false
}

// namedBeside reports whether a name of a person stands in apposition to the noun at token k: "its chairman, Ana Silva".
func (r *reader) namedBeside(k int32) bool {
	for n := k + 1; n < k+14 && int(n) < len(r.d.Tokens); n++ {
		at := r.nameAt[n]
		if at != doc.None && r.d.Names[at].Kind == doc.PER {
			h := r.d.Tokens[r.headOf(r.d.Names[at].Range)]
			return n > 0 && (r.d.Word(n-1) == "," || r.d.Word(n-1) == "(" || n == k+1) || h.Rel == doc.Appos && h.Head == k
		}
		if r.d.Tokens[n].UPOS == doc.VERB || r.d.Tokens[n].UPOS == doc.AUX {
			return false
		}
	}
	return false
}

// isMentioned reports whether token k is part of a mention.
func (r *reader) isMentioned(k int32) bool {
	for n := len(r.trail) - 1; n >= 0 && n >= len(r.trail)-maxTrail; n-- {
		if r.trail[n].tokens.Contains(k) {
			return true
		}
		if r.trail[n].tokens.Last+40 < k {
			return false
		}
	}
	return false
}

// partOf is the part of a noun in its clause.
func (r *reader) partOf(k int32) role {
	switch r.d.Tokens[k].Rel {
	case doc.Nsubj, doc.NsubjPass, doc.NsubjOuter:
		return subject
	case doc.Obj, doc.Iobj:
		return object
	case doc.NmodPoss:
		return owner
	}
	return oblique
}

// quotes reports whether a noun is the subject of a verb of speech.
func (r *reader) quotes(k int32) bool {
	h := r.d.Tokens[k].Head
	return r.partOf(k) == subject && h != doc.None && r.lex.Cues.Verb(r.d.Tokens[h].Lemma) != lexicon.NoCue
}

// hasOtherSubject reports whether the subject of the verb of which a reflexive pronoun at token i is a part is a noun that
// is no mention: "My husband calls himself neutral".
func (r *reader) hasOtherSubject(s int, i int32) bool {
	if !r.parsed {
		return false
	}
	v := r.d.Tokens[i].Head
	for steps := 0; steps < 3 && v != doc.None && r.d.Tokens[v].UPOS != doc.VERB; steps++ {
		v = r.d.Tokens[v].Head
	}
	if v == doc.None {
		return false
	}
	for k := i - 1; k >= r.d.Sentences[s].First && k > i-20; k-- {
		if tok := r.d.Tokens[k]; tok.Head == v && (tok.Rel == doc.Nsubj || tok.Rel == doc.NsubjPass) {
			return tok.UPOS == doc.NOUN && !r.isMentioned(k)
		}
	}
	return false
}
