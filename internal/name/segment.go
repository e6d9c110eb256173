package name

import (
	"strings"

	"chancery/internal/doc"
	"chancery/internal/lexicon"
)

// segment cuts a run of capitalised words into names: titles are left out, nationalities and names of the register
// stand alone unless a longer name contains them.
func (r *reader) segment(s int, first, last int32) {
	sent := r.d.Sentences[s].First
	titled := r.follows(sent, first)
	for i := first; i < last; {
		if n := r.titleBefore(sent, i, last); n > 0 {
			if m := r.matchWithin(i, i+1); m.kind() != doc.NoName {
				r.propose(i, i+1, m.kind(), byRegister) // "US Secretary of State"
			}
			i += n
			titled = true
			continue
		}
		if r.shapes[i] == other || r.shapes[i] == small && !r.isParticle(i) {
			i++
			continue
		}
		end, kind, score := r.piece(sent, i, last, titled)
		if score < byKind && r.areCommon(i, end) || end == i+1 && score < byKind && !r.isNominal(i) {
			score = 0
		}
		if m := r.at(sent, i); r.tagged && (m.kind() == doc.NoName || end != i+m.n) {
			score = r.secondToModel(i, end, kind, score)
		}
		r.propose(i, end, kind, score)
		titled = false
		i = end
	}
}

// secondToModel is the weight of a name by its shape where the model has tagged the article: what the model passed over is a
// name only where a title or given name stands before; where the model has seen a name its kind and extent hold, and
// shape adds a given name or a word that tells an organisation.
func (r *reader) secondToModel(first, end int32, kind doc.NameKind, score int) int {
	tagged := doc.NoName
	for i := first; i < end && tagged == doc.NoName; i++ {
		tagged = r.d.Tokens[i].Tag.Kind()
	}
	switch {
	case tagged == doc.GPE && end == first+2 && r.partsPlaces(first, first+1, end):
		return 0
	case tagged == classOf(kind), score >= byKind && kind == doc.ORG && tagged != doc.NoName:
		return min(score, byModel-1)
	case tagged == doc.NoName && (kind == doc.PER || len(r.lex.Register.Lookup(r.d.Word(first))) > 0) && score >= byKind:
		return score
	}
	return 0
}

func (r *reader) isParticle(i int32) bool {
	_, ok := r.lex.Who.Particle(r.d.Word(i))
	return ok
}

// follows reports whether a title or form of address in small letters stands right before token i.
func (r *reader) follows(sentence, i int32) bool {
	if i <= sentence || r.shapes[i-1] != small {
		return false
	}
	return r.word(i - 1).titleHead
}

// titleBefore is the number of tokens at i that are a title before something else, or a title alone, within the run.
func (r *reader) titleBefore(sentence, i, last int32) int32 {
	if n := r.titleAt(sentence, i, last); n > 0 {
		return n
	}
	// "Agriculture Minister Tjaša Novak": words of which the last is the head of a title.
	for k := i + 1; k < last-1 && k < i+5; k++ {
		if r.shapes[k] == large && r.word(k).titleHead {
			if m := r.at(sentence, i); m.n > 0 && m.kind() != doc.NoName {
				return 0
			}
			if r.word(i).given {
				return 0
			}
			return k + 1 - i
		}
		if r.at(sentence, k).kind() != doc.NoName {
			break
		}
	}
	return 0
}

// piece is the name that begins at i: its end, kind and weight.
func (r *reader) piece(sentence, i, last int32, titled bool) (end int32, kind doc.NameKind, score int) {
	m := r.at(sentence, i)
	if m.kind() != doc.NoName && r.believes(r.d.SentenceAt(i), i, m) && i+m.n <= last {
		if end, kind := r.longer(sentence, i, i+m.n, last, m); end > 0 {
			return end, kind, byKind + perWord*int(end-i) + perWord
		}
		if end = i + m.n; m.kind() == doc.PER && end < last && isSuffix(r.d.Word(end)) {
			end++
		}
		return end, m.kind(), byRegister + perWord*int(end-i-1)
	}
	if end, kind := r.byKindWord(sentence, i, i, last); end > 0 {
		return end, kind, byKind + perWord*int(end-i-1)
	}
	end = i + 1
	for end < last && !r.cuts(sentence, i, end, last) {
		end++
	}
	for end > i+1 && (r.shapes[end-1] == other || r.shapes[end-1] == small && !r.isHyphen(end-2)) {
		end--
	}
	kind, score = r.judge(sentence, i, end, titled)
	return end, kind, score
}

// longer is the longer name that begins with one of the register and ends with a word that tells its kind: "Shanghai
// International Studies University". "Chinese Foreign Ministry" is two names.
func (r *reader) longer(sentence, i, after, last int32, m match) (int32, doc.NameKind) {
	if after >= last || m.kind() == doc.PER {
		return 0, doc.NoName
	}
	if next := r.at(sentence, after); next.n > 0 {
		if e, ok := next.has(lexicon.EntryBody, lexicon.EntryOrg, lexicon.EntryTitle); ok && (e.Kind != lexicon.EntryBody || e.Country == "") {
			return 0, doc.NoName
		}
	}
	return r.byKindWord(sentence, i, after, last)
}

// byKindWord is the name from i whose last word, at from or later, tells its kind: the last such word before a title
// or a person.
func (r *reader) byKindWord(sentence, i, from, last int32) (end int32, kind doc.NameKind) {
	if k := r.word(i).kind; k.First && i+1 < last && from == i {
		kind = doc.ParseNameKind(k.Kind)
		if r.d.Word(i+1) == "of" || r.d.Word(i+1) == "for" || r.d.Word(i+1) == "on" || k.Kind == "LOC" || k.Kind == "MISC" {
			end = r.untilTitle(sentence, i+1, last)
		}
	}
	for k := from; k < last; k++ {
		if k > i && r.stops(sentence, k, last) {
			break
		}
		if nk, _, ok := r.wordKind(r.d.Word(k)); ok && k > i && nk != doc.PER {
			// "of" and its words go on with the name
			stop := k + 1
			if stop < last && r.shapes[stop] == small {
				stop = r.untilTitle(sentence, stop, last)
			}
			if stop > end {
				end, kind = stop, nk
			}
		}
	}
	if end > i+1 {
		return end, kind
	}
	return 0, doc.NoName
}

// untilTitle is the end of the words from i on that no title or person begins.
func (r *reader) untilTitle(sentence, i, last int32) int32 {
	for k := i; k < last; k++ {
		if r.stops(sentence, k, last) {
			return k
		}
	}
	return last
}

// stops reports whether a title or a person of the register begins at k.
func (r *reader) stops(sentence, k, last int32) bool {
	if r.titleAt(sentence, k, last) > 0 {
		return !r.word(k).isKind
	}
	m := r.at(sentence, k)
	return m.n > 1 && m.kind() == doc.PER
}

// cuts reports whether a new name or title begins at k within an unknown name that began at i.
func (r *reader) cuts(sentence, i, k, last int32) bool {
	if r.isHyphen(k-1) || r.shapes[k] == small {
		return false
	}
	m := r.at(sentence, k)
	switch m.kind() {
	case doc.NORP:
		return true
	case doc.GPE, doc.ORG, doc.PER, doc.FAC:
		return m.n > 1 || !r.weak(m) && r.shapes[k] == capital
	}
	return r.titleAt(sentence, k, last) > 0
}

// wordKind is the kind that a last word tells.
func (r *reader) wordKind(w string) (doc.NameKind, string, bool) {
	k, ok := r.lex.Who.Kind(w)
	if !ok || !k.Last {
		return doc.NoName, "", false
	}
	return doc.ParseNameKind(k.Kind), k.Sector, true
}

// judge weighs a stretch of capitalised words that the register does not know.
func (r *reader) judge(sentence, i, end int32, titled bool) (doc.NameKind, int) {
	n := end - i
	first := r.d.Word(i)
	given := r.word(i).given
	score := byShape + 5*int(n-1)
	if r.tagged {
		score -= 3 // the model has seen it and said nothing
	}
	if n == 1 && r.shapes[i] == initial {
		return doc.NoName, 0
	}
	place := r.placeKind(r.d.Text(doc.Range{First: i, Last: end}), doc.NoName)
	switch {
	case n > 1 && place != doc.NoName && !titled:
		return place, byKind
	case titled || n <= 4 && r.isApposed(end):
		return doc.PER, byKind + 5*int(n-1)
	case n > 1 && len(r.lex.Register.PersonsNamed(r.d.Text(doc.Range{First: i, Last: end}))) > 0:
		return doc.PER, byKind
	case given && n > 1:
		return doc.PER, byKind + 5*int(n-1)
	case n > 1 && (r.hasParticle(i, end) || r.isLargeParticle(sentence, i)):
		return doc.PER, byKind + 5*int(n-1)
	case n == 1 && r.shapes[i] == capital:
		if len(first) > 8 || r.lex.Who.IsCommon(strings.ToLower(first)) {
			return doc.MISC, 0
		}
		return doc.ORG, score
	}
	if n > 1 && r.shapes[i] == initial || n > 2 && r.shapes[i+1] == initial {
		return doc.PER, byKind
	}
	if n == 1 && len(r.lex.Register.PersonsNamed(first)) > 0 {
		if r.startsSentence(i) && !r.opensAsPerson(i) {
			return doc.PER, score - 5
		}
		return doc.PER, max(score, byShape) + 5
	}
	if i > sentence && isPlacePreposition(r.d.Word(i-1)) && !strings.EqualFold(r.d.Word(i-1), "by") && !strings.EqualFold(r.d.Word(i-1), "with") && n <= 2 {
		if r.speaksNear(end) {
			return doc.PER, score
		}
		return r.placeKind(r.d.Text(doc.Range{First: i, Last: end}), doc.GPE), score + 5
	}
	if place != doc.NoName && !r.speaksNear(end) {
		return place, score
	}
	if r.startsSentence(i) && !r.speaksNear(end) {
		score -= perWord
	}
	if n == 1 {
		if r.speaksNear(end) || i > sentence && strings.EqualFold(r.d.Word(i-1), "by") {
			return doc.PER, score
		}
		return doc.MISC, score
	}
	if n >= 2 && n <= 4 || r.speaksNear(end) {
		return doc.PER, score
	}
	return doc.MISC, score
}

// isApposed reports whether a title in small letters stands after a comma at token i: ", a professor at".
func (r *reader) isApposed(i int32) bool {
	if int(i)+2 >= len(r.d.Tokens) || r.d.Word(i) != "," {
		return false
	}
	for k := i + 1; k < i+5 && int(k) < len(r.d.Tokens); k++ {
		w := r.d.Word(k)
		if r.shapes[k] == small && r.lex.Who.IsTitleHead(w) {
			return true
		}
		if k > i+1 && r.shapes[k] != small || r.d.Word(k) == "and" {
			return false
		}
	}
	return false
}

func (r *reader) hasParticle(i, end int32) bool {
	for k := i; k < end; k++ {
		if r.shapes[k] == small && r.isParticle(k) && r.d.Word(k) != "of" {
			return true
		}
	}
	return false
}

// opensAsPerson reports whether what follows the first word of a sentence is what follows a person.
func (r *reader) opensAsPerson(i int32) bool {
	if int(i)+1 >= len(r.d.Tokens) {
		return false
	}
	next := i + 1
	if isPossessive(r.d.Word(next)) || r.speaksNear(next) {
		return true
	}
	if r.parsed {
		return r.d.Tokens[i].UPOS == doc.PROPN || r.isLeaderHere(i)
	}
	w := r.d.Word(next)
	return strings.HasSuffix(w, "ed") || strings.HasSuffix(w, "s") || w == "and" || r.lex.Who.IsCommon(w)
}

// isLeaderHere reports whether the first word of a sentence is the last name of somebody who leads or led a state that the
// article names, and a verb follows.
func (r *reader) isLeaderHere(i int32) bool {
	if r.word(i).common || len(r.word(i).bearers) == 0 || int(i)+1 >= len(r.d.Tokens) {
		return false
	}
	if p := r.d.Tokens[i+1].UPOS; p != doc.VERB && p != doc.AUX && !isPossessive(r.d.Word(i+1)) {
		return false
	}
	for _, p := range r.word(i).bearers {
		if r.isLeader([]*lexicon.Person{p}) && r.names(p.Country) {
			return true
		}
	}
	return false
}

// speaksNear reports whether a verb of speech stands at token i.
func (r *reader) speaksNear(i int32) bool {
	if int(i) >= len(r.d.Tokens) {
		return false
	}
	switch r.d.Word(i) {
	case "said", "says", "told", "added", "noted", "argued", "warned", "wrote", "stressed", "explained", "declared", "insisted", "claimed", "tweeted", "replied", "stated", "emphasized", "emphasised":
		return true
	}
	return false
}
