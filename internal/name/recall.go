package name

import (
	"strings"

	"chancery/internal/doc"
	"chancery/internal/lexicon"
)

// learn notes the names that mixed text gives in clear form, and the last names of its persons.
func (r *reader) learn() {
	for _, c := range r.cands {
		if c.score < byShape+5 || r.styles[r.d.SentenceAt(c.First)] != mixed {
			continue
		}
		key := lexicon.Key(r.d.Text(c.Range))
		if _, ok := r.known[key]; !ok && key != "" {
			r.known[key] = c.Kind
			r.starts[r.word(c.First).lower] = true
		}
		if c.Kind != doc.PER || c.Len() < 2 {
			continue
		}
		for i := c.First; i < c.Last; i++ {
			w := r.d.Word(i)
			if r.shapes[i] == large && len(w) > 1 && (!r.word(i).given || i == c.Last-1) {
				r.last[lexicon.Key(w)] = true
				r.starts[r.word(i).lower] = true
			}
		}
	}
}

// correct gives a name the kind that the model gives it most often in the article. A single word that the article has as
// the last name of a person is that person, unless it is known as a place or the model takes it for something else more often.
func (r *reader) correct() {
	for i := range r.cands {
		c := &r.cands[i]
		if c.Kind == doc.NORP {
			continue
		}
		text := r.d.Text(c.Range)
		key := lexicon.Key(text)
		v := r.votes[key]
		if c.Len() == 1 && c.Kind != doc.PER && r.last[key] && len(r.lex.Register.Lookup(text)) == 0 && !r.lex.Gazetteer.Has(text) && (v == nil || v[doc.PER] >= v[classOf(c.Kind)]) {
			c.Kind = doc.PER
		}
		switch best := elected(v, classOf(c.Kind)); {
		case !c.byModel, classOf(c.Kind) == doc.GPE && r.lex.Gazetteer.Has(text):
		case c.Kind == doc.PER && c.Len() == 1 && v[doc.GPE]*2 >= v[doc.PER] && r.isPlaceOnly(c.First) && !r.last[key]:
			c.Kind = r.placeKind(text, best) // a place that the model now and then takes for a person
		case best != classOf(c.Kind):
			c.Kind = best
		case best == doc.GPE && c.Len() > 1 && c.Len() < 4 && !r.word(c.Last-1).isKind && r.isLastName(c.Last-1):
			c.Kind = doc.PER // the article has the last word as the last name of a person
		}
	}
}

// isLastName reports whether the article has the word at token i as a person, or as the last name of one.
func (r *reader) isLastName(i int32) bool {
	key := lexicon.Key(r.d.Word(i))
	v := r.votes[key]
	return r.last[key] || v != nil && v[doc.PER] > v[doc.GPE]
}

// vote counts a kind that the model has given to a name.
func (r *reader) vote(key string, kind doc.NameKind) {
	v := r.votes[key]
	if v == nil {
		v = new([kinds]int)
		r.votes[key] = v
	}
	v[classOf(kind)]++
}

// elected is the kind with most votes, own where none has more than it.
func elected(v *[kinds]int, own doc.NameKind) doc.NameKind {
	best := own
	if v != nil {
		for k := range v {
			if v[k] > v[best] {
				best = doc.NameKind(k)
			}
		}
	}
	return best
}

// classOf is the kind as the model knows it, to which all places are one.
func classOf(kind doc.NameKind) doc.NameKind {
	switch kind {
	case doc.LOC, doc.FAC:
		return doc.GPE
	case doc.NORP:
		return doc.MISC
	}
	return kind
}

// recall finds in headlines, in words that open a sentence, and in words that custom writes large ("May") the names
// that the article has in clear form elsewhere.
func (r *reader) recall(s int) {
	sent := r.d.Sentences[s]
	for i := sent.First; i < sent.Last; i++ {
		if !r.shapes[i].isUpper() || !r.starts[r.word(i).lower] {
			continue
		}
		for n := min(4, sent.Last-i); n > 0; n-- {
			if !r.shapes[i+n-1].isUpper() {
				continue
			}
			rng := doc.Range{First: i, Last: i + n}
			key := lexicon.Key(r.d.Text(rng))
			kind, ok := r.known[key]
			if !ok && n == 1 && r.last[key] {
				kind, ok = doc.PER, true
			}
			if !ok || n == 1 && (!r.isRecalled(i) || r.tagged && r.styles[s] == mixed && r.d.Tokens[i].UPOS == doc.NOUN && !r.isListed(i)) {
				continue
			}
			if best := elected(r.votes[key], classOf(kind)); best != classOf(kind) {
				kind = best
			}
			r.propose(i, i+n, kind, byRecall+5*int(n))
			i += n - 1
			break
		}
	}
}

// isRecalled reports whether one word alone is to be taken for a name that the article has: months and common words
// only where a verb follows or a possessive.
func (r *reader) isRecalled(i int32) bool {
	w := strings.ToLower(r.d.Word(i))
	if !r.lex.Who.IsCommon(w) {
		return true
	}
	if r.startsSentence(i) && !r.lex.Who.IsNever(w) {
		return false
	}
	if i > 0 && (r.shapes[i-1] == number || isTimePreposition(r.d.Word(i-1))) {
		return false
	}
	if int(i)+1 >= len(r.d.Tokens) || r.shapes[i+1] == number {
		return false
	}
	return isPossessive(r.d.Word(i+1)) || r.speaksNear(i+1) || r.shapes[i+1] == small
}

func isTimePreposition(w string) bool {
	switch strings.ToLower(w) {
	case "in", "on", "last", "next", "this", "since", "until", "by", "of", "from", "late", "early", "mid":
		return true
	}
	return false
}
