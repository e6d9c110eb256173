package name

import (
	"strings"

	"chancery/internal/doc"
	"chancery/internal/lexicon"
)

// A match is the longest name of the register that begins at a token.
type match struct {
	n       int32
	entries []lexicon.Entry
}

// has is the first entry of one of some kinds.
func (m match) has(kinds ...lexicon.EntryKind) (lexicon.Entry, bool) {
	for _, e := range m.entries {
		for _, k := range kinds {
			if e.Kind == k {
				return e, true
			}
		}
	}
	return lexicon.Entry{}, false
}

// kind is the kind of name of the first entry that names something.
func (m match) kind() doc.NameKind {
	for _, e := range m.entries {
		switch e.Kind {
		case lexicon.EntryState, lexicon.EntryCapital:
			return doc.GPE
		case lexicon.EntryAdjective, lexicon.EntryDemonym:
			return doc.NORP
		case lexicon.EntryOrg, lexicon.EntryBody:
			return doc.ORG
		case lexicon.EntryPerson:
			return doc.PER
		case lexicon.EntryMetonym:
			return doc.FAC
		}
	}
	return doc.NoName
}

// lookUp finds the matches of a sentence, titles among them.
func (r *reader) lookUp(s int) {
	sent := r.d.Sentences[s]
	r.match = r.match[:0]
	word := func(i int) string { return r.d.Word(int32(i)) }
	for i := sent.First; i < sent.Last; i++ {
		var m match
		if sh := r.shapes[i]; sh != other && sh != number && (sh != small || r.styles[s] != mixed || r.startsName(i)) {
			n, entries := r.lex.Register.MatchFunc(word, int(i), int(sent.Last))
			m = match{int32(n), entries}
		}
		r.match = append(r.match, m)
	}
}

// startsName reports whether a word in small letters may begin a name of the register or a title before a name.
func (r *reader) startsName(i int32) bool {
	w := r.d.Word(i)
	if _, ok := r.lex.Who.Particle(w); ok || r.lex.Who.IsTitleHead(w) {
		return true
	}
	return w == "mainland"
}

// matchWithin is the longest name of the register that begins at token i and ends at end or before.
func (r *reader) matchWithin(i, end int32) match {
	n, entries := r.lex.Register.MatchFunc(func(k int) string { return r.d.Word(int32(k)) }, int(i), int(end))
	return match{int32(n), entries}
}

// at is the match at token i of the sentence that begins at first.
func (r *reader) at(first, i int32) match {
	if k := i - first; k >= 0 && int(k) < len(r.match) {
		return r.match[k]
	}
	return match{}
}

// registered proposes the matches of a sentence that can be believed.
func (r *reader) registered(s int) {
	sent := r.d.Sentences[s]
	for i := sent.First; i < sent.Last; i++ {
		m := r.at(sent.First, i)
		kind := m.kind()
		for n := m.n - 1; n > 0 && (kind == doc.NoName || r.endsSmall(s, i, m)); n-- { // "US secretary of state" begins with a name
			m = r.matchWithin(i, i+n)
			n, kind = min(n, m.n), m.kind()
		}
		if kind == doc.NoName || !r.believes(s, i, m) {
			continue
		}
		first := i
		if n := r.titledForm(sent.First, i, m); n > 0 {
			first += n
		}
		score := byRegister + perWord*int(m.n-1)
		if m.n > 1 {
			score += perWord
		}
		last := i + m.n
		if kind == doc.PER && last < sent.Last && isSuffix(r.d.Word(last)) {
			last++
		}
		if kind == doc.PER && m.n == 1 && r.isLargeParticle(sent.First, first-1) {
			first--
			score += perWord
		}
		r.propose(first, last, kind, score)
		i = last - 1
	}
}

// endsSmall reports whether a match ends with a common noun that the model leaves out of the name: "US troops".
func (r *reader) endsSmall(s int, i int32, m match) bool {
	last := i + m.n - 1
	return r.tagged && r.styles[s] == mixed && m.n > 1 && m.kind() == doc.ORG && r.shapes[last] == small && r.d.Tokens[i].Tag.Kind() != doc.NoName && r.d.Tokens[last].Tag.Kind() == doc.NoName
}

// isLargeParticle reports whether a particle that opens a sentence, and so is written large, stands at token i and not
// another word: "Bin Salman denied it".
func (r *reader) isLargeParticle(first, i int32) bool {
	if i < first || r.shapes[i] != large || !r.startsSentence(i) {
		return false
	}
	start, ok := r.lex.Who.Particle(r.word(i).lower)
	return ok && start && !isEnglishParticle(r.word(i).lower) && !r.word(i).given
}

// isSuffix reports whether a word stands after the name of a person and belongs to it.
func isSuffix(w string) bool {
	switch w {
	case "Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV":
		return true
	}
	return false
}

// titledForm is the number of tokens at the head of a person's name that are a title, where the rest is the person's
// name too: "Prince Mohammed bin Salman", but "Mullah Omar".
func (r *reader) titledForm(sentence, i int32, m match) int32 {
	if m.kind() != doc.PER || m.n < 3 {
		return 0
	}
	if !r.word(i).honorific {
		return 0
	}
	if rest := r.matchWithin(i+1, i+m.n); rest.n == m.n-1 && rest.kind() == doc.PER {
		return 1
	}
	return 0
}

// believes weighs a match whose words may also be common ones, or the name of somebody else.
func (r *reader) believes(s int, i int32, m match) bool {
	w := r.d.Word(i)
	lower := strings.ToLower(w)
	sh := r.shapes[i]
	switch {
	case sh == small && m.kind() != doc.PER && !(m.n > 1 && r.shapes[i+m.n-1].isUpper()):
		return false // "foreign ministry" is no name unless it is written as one
	case m.n == 1 && r.lex.Who.IsCommon(lower) && r.styles[s] != mixed:
		return false // "WHO SAID", "Will"
	case m.n == 1 && r.isGivenHere(i, m):
		return false
	case r.weak(m):
		return r.supported(i, m)
	}
	return true
}

// weak reports whether all that a match can mean is marked as doubtful.
func (r *reader) weak(m match) bool {
	for _, e := range m.entries {
		if e.Kind != lexicon.EntryTitle && !e.Weak {
			return false
		}
	}
	return true
}

// supported asks the model, then the words around: a doubtful name of a place needs a preposition of place before it
// or must stand beside nothing else that is written large.
func (r *reader) supported(i int32, m match) bool {
	if e, ok := m.has(lexicon.EntryState); ok && i > 0 && strings.EqualFold(r.d.Word(i-1), "the") && (int(i+m.n) >= len(r.shapes) || !r.shapes[i+m.n].isUpper()) && r.names(e.Country) {
		return true // "the North" where North Korea is named
	}
	if r.tagged {
		return r.d.Tokens[i].Tag.Kind() != doc.NoName
	}
	if r.startsSentence(i) && !r.opensAsPerson(i) {
		return false
	}
	if next := i + m.n; int(next) < len(r.shapes) && r.shapes[next].isUpper() {
		return false
	}
	return i == 0 || !r.shapes[i-1].isUpper()
}

// names reports whether the article names a state in a form that means nothing else.
func (r *reader) names(country string) bool {
	if r.states == nil {
		r.states, r.lands = map[string]bool{}, map[string]bool{}
		for i := range r.d.Tokens {
			if !r.shapes[i].isUpper() {
				continue
			}
			_, entries := r.lex.Register.MatchFunc(func(k int) string { return r.d.Word(int32(k)) }, i, min(i+4, len(r.d.Tokens)))
			for _, e := range entries {
				if !e.Weak && (e.Kind == lexicon.EntryState || e.Kind == lexicon.EntryAdjective) {
					r.states[e.Country] = true
					if st := r.lex.Register.State(e.Country); st != nil {
						if half, land, ok := strings.Cut(st.Name, " "); ok && (half == "North" || half == "South") {
							r.lands[land] = true
						}
					}
				}
			}
		}
	}
	if st := r.lex.Register.State(country); st != nil {
		if _, land, ok := strings.Cut(st.Name, " "); ok && r.lands[land] {
			return true // "the North" beside South Korea
		}
	}
	return r.states[country]
}

// isGivenHere reports whether the name of a place is the given name of a person here: "Jordan Peele", "Chad Wolf",
// "Israel Katz". A further capitalised word must follow that the register does not know.
func (r *reader) isGivenHere(i int32, m match) bool {
	if _, ok := m.has(lexicon.EntryState, lexicon.EntryCapital); !ok {
		return false
	}
	w := r.d.Word(i)
	if _, given := r.lex.Who.Given(w); !given {
		return false
	}
	next := i + 1
	if int(next) >= len(r.shapes) || r.startsSentence(next) || r.shapes[next] != large {
		return false
	}
	word := r.d.Word(next)
	lower := strings.ToLower(word)
	if _, kind := r.lex.Who.Kind(word); kind || r.lex.Who.IsCommon(lower) || r.lex.Who.IsTitleHead(lower) {
		return false
	}
	if r.tagged && r.d.Tokens[i].Tag.Kind() != doc.PER {
		return false
	}
	return len(r.lex.Register.Lookup(word)) == 0
}

// startsSentence reports whether token i is the first word of its sentence, or of a quotation within it.
func (r *reader) startsSentence(i int32) bool {
	s := r.d.SentenceAt(i)
	if s >= len(r.d.Sentences) {
		return true
	}
	first := r.d.Sentences[s].First
	for k := i - 1; k >= first; k-- {
		if r.shapes[k] != other {
			return false
		}
		switch r.d.Word(k) {
		case "“", "\"", "‘", ":", "``", "—":
			return true
		}
	}
	return true
}

func isPlacePreposition(w string) bool {
	switch strings.ToLower(w) {
	case "in", "at", "near", "from", "to", "into", "outside", "across", "around", "inside", "over", "between", "towards", "toward", "with", "of", "by", "and":
		return true
	}
	return false
}
