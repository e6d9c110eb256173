package name

import (
	"slices"
	"strings"

	"chancery/internal/doc"
	"chancery/internal/lexicon"
)

// modelled proposes what the model has tagged, cut to the form of a name.
func (r *reader) modelled(s int) {
	sent := r.d.Sentences[s]
	for i := sent.First; i < sent.Last; i++ {
		tag := r.d.Tokens[i].Tag
		if tag.Kind() == doc.NoName {
			continue
		}
		end := i + 1
		for end < sent.Last && r.d.Tokens[end].Tag.Kind() == tag.Kind() && !r.d.Tokens[end].Tag.Begins() {
			end++
		}
		kind := tag.Kind()
		if end-i == 1 && r.isJoining(i) && end+1 < sent.Last && r.isHyphen(end) && r.d.Tokens[end+1].Tag.Kind() == doc.PER {
			kind = doc.PER // "El-Sisi", tagged as two
			for end += 2; end < sent.Last && r.d.Tokens[end].Tag.Kind() == doc.PER && !r.d.Tokens[end].Tag.Begins(); end++ {
			}
		}
		for from := i; from < end; {
			to := r.partEnd(sent, from, end, kind)
			r.stretch(s, from, to, kind)
			from = to
		}
		i = end - 1
	}
}

// partEnd is where the first name of a tagged stretch ends: "China and Russia", "U.S., China", "US-Russian" are two.
func (r *reader) partEnd(sent doc.Sentence, first, last int32, kind doc.NameKind) int32 {
	for i := first + 1; i < last; i++ {
		if kind != doc.ORG && r.shapes[i] == large && r.titleAt(sent.First, i, last) > 0 && r.titleAt(sent.First, first, i) == 0 && (kind != doc.PER || r.at(sent.First, first).kind() != doc.NoName) {
			return i // "Eritrean President Isaias Afwerki"
		}
		if n := r.titleAt(sent.First, i, last); n > 0 && i+n == last && r.followsState(sent.First, i) {
			return i // "Chinese FM"
		}
		switch w := r.d.Word(i); {
		case kind == doc.GPE && last-first <= 6 && r.partsPlaces(first, i, last):
			return i
		case w == "," && kind != doc.GPE && (kind == doc.PER || isCompany(r.d.Word(i+1))) && i+2 == last && r.at(sent.First, first).n == 0:
			continue // "Acme, Inc.", and "Smith, John" in a list
		case w == "," || w == ";" || w == "(" || w == ")" || w == "/" || w == "–":
			if m := r.at(sent.First, first); m.n <= i-first {
				return i
			}
		case w == "in" || w == "and" && kind != doc.ORG && kind != doc.MISC:
			if m := r.at(sent.First, first); m.n <= i-first {
				return i
			}
		case w == "and":
			if m := r.at(sent.First, i+1); m.kind() == doc.GPE || m.kind() == doc.NORP || r.at(sent.First, i-1).kind() == doc.GPE {
				return i
			}
		case r.isHyphen(i) && i+1 < last && !r.isParticle(i-1) && (r.parts(first, i, sent) || r.shapes[i+1] == small && !r.isNameSyllable(first, i+1)):
			return i
		}
	}
	return last
}

// partsPlaces reports whether the place of the tagged stretch ends at token i and another that holds it follows:
// "San Jose California".
func (r *reader) partsPlaces(first, i, last int32) bool {
	before, after := r.d.Text(doc.Range{First: first, Last: i}), r.d.Text(doc.Range{First: i, Last: last})
	if !r.lex.Gazetteer.Has(before) || !r.lex.Gazetteer.Has(after) || r.lex.Gazetteer.Has(before+" "+after) {
		return false
	}
	return slices.ContainsFunc(r.lex.Gazetteer.Lookup(after), func(s *lexicon.Spot) bool {
		return s.Kind == lexicon.Region || s.Kind == lexicon.Country
	})
}

// isAddress reports whether a word is an address of mail or of the web, or a name that a service has given its user.
func isAddress(w string) bool {
	return strings.ContainsAny(w, "@/_") || strings.HasPrefix(w, "www.")
}

// isCompany reports whether a word after a comma tells the form of a company before it.
func isCompany(w string) bool {
	switch strings.TrimSuffix(w, ".") {
	case "Inc", "Ltd", "LLC", "Corp", "Co", "LLP", "PLC", "Limited":
		return true
	}
	return false
}

// isJoining reports whether a word is a particle that a hyphen may join to a name, large at the head of a sentence: "El-Sisi".
func (r *reader) isJoining(i int32) bool {
	_, ok := r.lex.Who.Particle(strings.ToLower(r.d.Word(i)))
	return ok
}

// stretch proposes one tagged stretch.
func (r *reader) stretch(s int, first, last int32, kind doc.NameKind) {
	sent := r.d.Sentences[s]
	first, last = r.trim(sent.First, first, last)
	if m := r.at(sent.First, first); first < last && m.n > last-first {
		if _, ok := m.has(lexicon.EntryTitle); ok && m.kind() == doc.NoName {
			return // "Crown" of "Crown Prince"
		}
	}
	if first < last && first+1 < last && !r.isProper(first) && r.startsSentence(first) && r.opensPlainly(first, strings.ToLower(r.d.Word(first)), sent) {
		first++ // "But Zhu"
	}
	if first >= last || last-first > 1 && r.areCommon(first, last) {
		return
	}
	upper := 0
	for i := first; i < last; i++ {
		if r.shapes[i].isUpper() || r.isProper(i) {
			upper++
		}
	}
	if r.styles[s] != lowered && (upper == 0 || !r.isNameLike(first, last, kind)) {
		return // common nouns that the model took for a name
	}
	if (r.styles[s] == titled || r.styles[s] == capitals) && !r.isSure(first, last, kind) {
		return // in a headline the model sees names everywhere
	}
	score := byModel + 5*int(last-first)
	if kind == doc.MISC {
		score -= 20 // what is left when the other kinds are ruled out
	}
	if r.styles[s] != mixed && int(last-first) > 3 {
		score -= 30 // in a headline long stretches are seldom one name
	}
	if last-first == 1 && upper == 1 {
		w := strings.ToLower(r.d.Word(first))
		if kind == doc.MISC && r.startsSentence(first) {
			return
		}
		if r.lex.Who.IsCommon(w) || isAddress(w) || !r.isNominal(first) || r.shapes[first] == small && r.lower[w] && !r.isListed(first) {
			return
		}
	}
	kind = r.modelKind(first, last, kind)
	r.propose(first, last, kind, score)
	r.cands[len(r.cands)-1].byModel = true
	r.vote(lexicon.Key(r.d.Text(doc.Range{First: first, Last: last})), kind)
	if kind == doc.PER && last-first > 1 {
		r.vote(lexicon.Key(r.d.Word(last-1)), kind)
	}
}

// modelKind is the kind of a name that the model has tagged: places as the gazetteer sorts them, and what a last word or
// the register of persons says where the model is seldom right.
func (r *reader) modelKind(first, last int32, kind doc.NameKind) doc.NameKind {
	text := r.d.Text(doc.Range{First: first, Last: last})
	place := r.placeKind(text, doc.NoName)
	if k, sector, ok := r.wordKind(r.d.Word(last - 1)); ok && last-first > 1 && kind != doc.PER && (place == doc.NoName || kind != doc.GPE) {
		if classOf(k) == classOf(kind) || kind == doc.MISC || k == doc.MISC || sector == "GOV" {
			return k
		}
	}
	if last-first > 1 || len(r.lex.Register.Lookup(text)) > 0 {
		if kind == doc.GPE {
			return r.placeKind(text, kind)
		}
		return kind
	}
	switch {
	case first > 0 && r.shapes[first-1] == large && r.word(first-1).kind.Kind == "MISC" && r.word(first-1).kind.First && !r.word(first-1).kind.Last:
		return doc.MISC // "Hurricane Irma"
	case place != doc.NoName:
	case r.word(first).given:
		return doc.PER
	case r.shapes[first] == capital && kind == doc.PER && len(text) > 2 && len(r.word(first).bearers) == 0 && r.styles[r.d.SentenceAt(first)] == mixed:
		return doc.ORG // most names of capitals alone are abbreviations
	}
	if place != doc.NoName && (kind != doc.PER || r.isPlaceOnly(first) && r.isPlaced(first)) {
		return place
	}
	if kind != doc.PER && place == doc.NoName && len(r.lex.Register.PersonsNamed(text)) > 0 {
		return doc.PER
	}
	return kind
}

// isPlaceOnly reports whether no list has token i as the name of a person.
func (r *reader) isPlaceOnly(i int32) bool {
	return !r.word(i).given && len(r.word(i).bearers) == 0
}

// isPlaced reports whether a preposition that stands before places and seldom before persons precedes token i.
func (r *reader) isPlaced(i int32) bool {
	if i == 0 {
		return false
	}
	switch r.word(i - 1).lower {
	case "in", "near", "at", "into", "outside", "across", "around", "inside":
		return true
	}
	return false
}

// isSure reports whether more than the model speaks for a name in a headline: a given name, a last name or place that is
// known, a word that tells the kind.
func (r *reader) isSure(first, last int32, kind doc.NameKind) bool {
	for i := first; i < last; i++ {
		if r.word(i).common {
			return false
		}
	}
	text := r.d.Text(doc.Range{First: first, Last: last})
	switch kind {
	case doc.PER:
		return r.word(first).given && last-first > 1 || len(r.word(last-1).bearers) > 0
	case doc.GPE, doc.LOC:
		return r.lex.Gazetteer.Has(text)
	}
	_, _, tells := r.wordKind(r.d.Word(last - 1))
	return tells && last-first > 1
}

// isProper reports whether a word is a proper noun by its part of speech and the model has tagged it as part of a name: so
// many a name is that its writer has not written large.
func (r *reader) isProper(i int32) bool {
	return r.d.Tokens[i].UPOS == doc.PROPN && r.d.Tokens[i].Tag.Kind() != doc.NoName && (r.shapes[i] != small || r.isCareless(i))
}

// isCareless reports whether the writer of the sentence of token i does not mind capitals: it begins small, or many of
// the article do.
func (r *reader) isCareless(i int32) bool {
	s := r.d.SentenceAt(i)
	return r.careless > 0 && s < len(r.d.Sentences) && (r.careless*20 >= len(r.d.Sentences) || r.smalls[s])
}

// isListed reports whether a list knows token i as a name.
func (r *reader) isListed(i int32) bool {
	w := r.d.Word(i)
	return r.word(i).given || len(r.word(i).bearers) > 0 || r.lex.Gazetteer.Has(w) || len(r.lex.Register.Lookup(w)) > 0
}

// isPlaceNoun reports whether the model has tagged token i as the end of a place and the word, though written small, tells
// the kind of one: "Jordan river", "Gaza strip".
func (r *reader) isPlaceNoun(i int32) bool {
	w := r.d.Word(i)
	if r.shapes[i] != small || r.d.Tokens[i].Tag.Kind() != doc.GPE {
		return false
	}
	k, _, ok := r.wordKind(strings.ToUpper(w[:1]) + w[1:])
	return ok && classOf(k) == doc.GPE
}

// isNominal reports whether a word can be a name by its part of speech.
func (r *reader) isNominal(i int32) bool {
	switch r.d.Tokens[i].UPOS {
	case doc.NOUN, doc.ADJ, doc.NUM, doc.INTJ:
		return r.shapes[i] != capital && r.d.Tokens[i].Tag.Kind() == doc.MISC || len(r.lex.Register.Lookup(r.d.Word(i))) > 0 || r.lex.Gazetteer.Has(r.d.Word(i)) || len(r.word(i).bearers) > 0
	case doc.VERB, doc.AUX, doc.PRON, doc.ADP, doc.ADV, doc.DET, doc.CCONJ, doc.SCONJ, doc.PART:
		return len(r.lex.Register.Lookup(r.d.Word(i))) > 0 || r.startsSentence(i) && r.isLeaderHere(i)
	}
	return true
}

// areCommon reports whether all words of a stretch are common ones and none tells a kind.
func (r *reader) areCommon(first, last int32) bool {
	for i := first; i < last; i++ {
		if w := r.word(i); w.isKind && i > first || !w.common {
			return false
		}
	}
	return true
}

// placeKind is the kind of a name that the gazetteer has, other where it lacks it.
func (r *reader) placeKind(text string, other doc.NameKind) doc.NameKind {
	if !r.lex.Gazetteer.Has(text) {
		return other
	}
	switch r.lex.Gazetteer.Lookup(text)[0].Kind {
	case lexicon.Area:
		return doc.LOC
	case lexicon.Venue:
		return doc.FAC
	}
	return doc.GPE
}

// followsState reports whether the adjective or name of a state stands right before token i.
func (r *reader) followsState(sentence, i int32) bool {
	for k := max(sentence, i-3); k < i; k++ {
		if m := r.at(sentence, k); k+m.n == i && (m.kind() == doc.NORP || m.kind() == doc.GPE) {
			return true
		}
	}
	return false
}

// trim takes articles, titles, possessives and signs off both ends.
func (r *reader) trim(sentence, first, last int32) (int32, int32) {
	for first < last {
		w := r.d.Word(first)
		if n := r.titleAt(sentence, first, last); n > 0 && (first+n < last || r.shapes[first] != capital || r.followsState(sentence, first)) {
			first += n
			continue
		}
		if r.shapes[first] == other || isArticle(w) || r.shapes[first] == small && !r.isProper(first) && r.styles[r.d.SentenceAt(first)] != lowered && (!r.isParticle(first) || r.afterParticle(first, last) == 0) {
			first++
			continue
		}
		break
	}
	for first < last && (!r.shapes[last-1].isUpper() && !r.isProper(last-1) && (last-1 == first || !r.isPlaceNoun(last-1)) && r.shapes[last-1] != number && !r.isHyphen(last-2) || isPossessive(r.d.Word(last-1))) {
		last--
	}
	return first, last
}

// isNameLike reports whether all words of a stretch may stand within a name.
func (r *reader) isNameLike(first, last int32, kind doc.NameKind) bool {
	if !r.shapes[first].isUpper() && !r.isParticle(first) && !r.isProper(first) && (r.shapes[first] != number || first+1 == last || kind != doc.ORG) {
		return false
	}
	for i := first; i < last; i++ {
		switch {
		case r.shapes[i].isUpper() && r.word(i).never && r.shapes[i] != initial:
			return false
		case r.shapes[i] != small || r.isProper(i) || i > first && i+1 == last && r.isPlaceNoun(i) || r.isParticle(i) && !isEnglishParticle(r.d.Word(i)) || i > 0 && r.isHyphen(i-1) && r.isNameSyllable(first, i):
		case kind == doc.ORG || kind == doc.MISC || kind == doc.GPE && (r.d.Word(i) == "of" || r.d.Word(i) == "and"):
			switch r.d.Word(i) {
			case "of", "the", "and", "for", "on", "to":
			default:
				return false
			}
		default:
			return false
		}
	}
	return true
}

// titleAt is the number of tokens from i on, before end, that are a title or a form of address; 0 if none.
func (r *reader) titleAt(sentence, i, end int32) int32 {
	if m := r.at(sentence, i); m.n > 0 && i+m.n <= end {
		if e, ok := m.has(lexicon.EntryTitle); ok {
			if t := r.lex.Register.Title(e.ID); t != nil && (t.Before || r.shapes[i] == small) {
				return m.n
			}
		}
	}
	if i+2 <= end {
		if r.shapes[i] == large && r.shapes[i+1] == large && r.lookPair(i).honorific {
			return 2
		}
	}
	if r.word(i).honorific {
		return 1
	}
	return 0
}

func isArticle(w string) bool {
	switch w {
	case "the", "The", "THE", "a", "an", "A", "An":
		return true
	}
	return false
}

func isPossessive(w string) bool {
	switch w {
	case "'s", "’s", "'", "’", "'S", "’S":
		return true
	}
	return false
}
