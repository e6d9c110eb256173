package name

import (
	"strings"

	"chancery/internal/doc"
	"chancery/internal/lexicon"
)

// runs proposes names by their shape: stretches of capitalised words in mixed text, cut at titles, nationalities and
// other names of the register.
func (r *reader) runs(s int) {
	sent := r.d.Sentences[s]
	for i := sent.First; i < sent.Last; {
		if !r.begins(i, sent) {
			i++
			continue
		}
		end := r.runEnd(i, sent)
		r.segment(s, i, end)
		i = end
	}
}

// begins reports whether a run can begin with token i.
func (r *reader) begins(i int32, sent doc.Sentence) bool {
	w := r.d.Word(i)
	switch r.shapes[i] {
	case large, capital:
		lower := strings.ToLower(w)
		if r.lex.Who.IsNever(lower) {
			return false
		}
		return !r.startsSentence(i) || !r.opensPlainly(i, lower, sent)
	case initial:
		return i+1 < sent.Last && (r.shapes[i+1] == large || r.shapes[i+1] == initial) && w != "I" && w != "A"
	case small:
		start, ok := r.lex.Who.Particle(w)
		return ok && start && r.afterParticle(i, sent.Last) > 0
	}
	return false
}

// opensPlainly reports whether the first word of a sentence is no part of a name: a common word, or one that the article
// also writes small.
func (r *reader) opensPlainly(i int32, lower string, sent doc.Sentence) bool {
	m := r.at(sent.First, i)
	if m.n > 1 && m.kind() != doc.NoName {
		return false
	}
	if r.isLeaderHere(i) || i+1 < sent.Last && r.isLargeParticle(sent.First, i) && r.shapes[i+1] == large && len(r.word(i+1).bearers) > 0 {
		return false
	}
	if r.word(i).common || r.lower[lower] {
		return !r.word(i).isKind || i+1 >= sent.Last || !r.shapes[i+1].isUpper() && r.d.Word(i+1) != "of"
	}
	if m.n == 1 && m.kind() != doc.NoName {
		return false
	}
	if r.parsed {
		switch r.d.Tokens[i].UPOS {
		case doc.PROPN, doc.X, doc.NoPOS:
		case doc.NOUN, doc.ADJ:
			return r.d.Tokens[i].Tag == 0 && (i+1 >= sent.Last || !r.shapes[i+1].isUpper())
		default:
			return r.d.Tokens[i].Tag == 0
		}
	}
	return false
}

// afterParticle is the token after a particle (and its hyphen) with which the name goes on, 0 if it does not.
func (r *reader) afterParticle(i, last int32) int32 {
	k := i + 1
	hyphen := k < last && r.isHyphen(k)
	if hyphen {
		k++
	}
	if !hyphen && len(r.d.Word(i)) == 2 && !strings.Contains(" al el de di da du le la ", " "+r.d.Word(i)+" ") {
		return 0 // "as Putin", "at Davos": only with a hyphen is it the Arabic article
	}
	if k < last && r.shapes[k] == large {
		return k
	}
	if k+1 < last && r.shapes[k] == small {
		if _, ok := r.lex.Who.Particle(r.d.Word(k)); ok && r.shapes[k+1] == large {
			return k + 1
		}
	}
	return 0
}

// isHyphen reports whether token i is a hyphen that touches both neighbours.
func (r *reader) isHyphen(i int32) bool {
	if i <= 0 {
		return false
	}
	w := r.d.Word(i)
	if w != "-" && w != "‐" && w != "‑" {
		return false
	}
	return int(i)+1 < len(r.d.Tokens) && r.d.Tokens[i-1].End == r.d.Tokens[i].Start && r.d.Tokens[i].End == r.d.Tokens[i+1].Start
}

// runEnd is the end of the run that begins at i.
func (r *reader) runEnd(i int32, sent doc.Sentence) int32 {
	end := i + 1
	for end < sent.Last {
		next := r.joined(i, end, sent)
		if next == 0 {
			break
		}
		end = next
	}
	return end
}

// joined is the end of the run [first, end) with what is joined to it, 0 if nothing is.
func (r *reader) joined(first, end int32, sent doc.Sentence) int32 {
	w := r.d.Word(end)
	switch r.shapes[end] {
	case large, capital, initial:
		if r.lex.Who.IsNever(strings.ToLower(w)) {
			return 0
		}
		if r.isHyphen(end-1) || !r.isBroken(end) {
			return end + 1
		}
		return 0
	case small:
		for k := max(first, end-5); k < end; k++ { // "Secretary of State"
			if m := r.at(sent.First, k); k+m.n > end && m.n > 0 {
				if _, ok := m.has(lexicon.EntryTitle); ok {
					return k + m.n
				}
			}
		}
		if r.isHyphen(end - 1) {
			if r.isNameSyllable(first, end) {
				return end + 1
			}
			return 0
		}
		if _, ok := r.lex.Who.Particle(w); ok && r.shapes[end-1] != other {
			if k := r.afterParticle(end, sent.Last); k > 0 && !isEnglishParticle(w) {
				return k + 1
			}
		}
		return r.ofPhrase(first, end, sent)
	case number:
		if k := r.word(end - 1).kind; k.Kind == "MISC" && k.First {
			return end + 1
		}
	case other:
		if r.isHyphen(end) && end+1 < sent.Last && (r.shapes[end+1].isUpper() || r.shapes[end+1] == small) && !r.parts(first, end, sent) {
			if r.shapes[end+1].isUpper() {
				return end + 2
			}
			if r.isNameSyllable(first, end+1) {
				return end + 2
			}
			return 0
		}
		if w == "&" && end+1 < sent.Last && r.shapes[end+1].isUpper() {
			return end + 2
		}
		return r.nickname(end, sent)
	}
	return 0
}

// isBroken reports whether something that is no space stands between a token and the one before.
func (r *reader) isBroken(i int32) bool {
	gap := r.d.String()[r.d.Tokens[i-1].End:r.d.Tokens[i].Start]
	return strings.TrimLeft(gap, " \u00a0\t\r\n") != ""
}

// isEnglishParticle reports whether a particle of names is also a common English word.
func isEnglishParticle(w string) bool {
	switch w {
	case "as", "an", "at", "do", "i", "op", "in", "mac", "bar", "den", "wald":
		return true
	}
	return false
}

// isNameSyllable reports whether the small word at i, after a hyphen, ends a name ("Tsai Ing-wen", "Kim Jong-un") and
// is not the second half of an adjective ("U.S.-led", "China-backed").
func (r *reader) isNameSyllable(first, i int32) bool {
	w := r.d.Word(i)
	if len(w) > 6 || strings.HasSuffix(w, "ed") || r.lex.Who.IsCommon(w) || i-first < 3 || r.shapes[i-2] != large {
		return false
	}
	switch w {
	case "born", "run", "wide", "made", "held", "era", "style", "based", "led", "owned", "like", "free", "bound", "only", "level", "elect":
		return false
	}
	m := r.at(r.d.Sentences[r.d.SentenceAt(i)].First, i-2)
	return m.n != 1
}

// parts reports whether a hyphen at token i parts two names ("China-Russia", "Biden-Putin") instead of joining one.
func (r *reader) parts(first, i int32, sent doc.Sentence) bool {
	if m := r.at(sent.First, first); m.n > i-first {
		return false // "Guinea-Bissau"
	}
	for k := max(first, i-2); k < i; k++ {
		if m := r.at(sent.First, k); m.n > i+1-k && m.kind() != doc.NoName {
			return false
		}
	}
	for _, k := range [2]int32{i - 1, i + 1} {
		m := r.at(sent.First, k)
		switch m.kind() {
		case doc.GPE, doc.NORP, doc.ORG, doc.FAC:
			return true
		}
	}
	if r.word(i - 1).given {
		return false
	}
	before, after := r.lex.Register.PersonsNamed(r.d.Word(i-1)), r.lex.Register.PersonsNamed(r.d.Word(i+1))
	if len(before) == 0 && len(after) == 0 || len(r.lex.Register.PersonsNamed(r.d.Text(doc.Range{First: i - 1, Last: i + 2}))) > 0 {
		return false
	}
	if len(before) > 0 && len(after) > 0 {
		return true
	}
	// "Xi-Pu": a head of state and somebody under a name of the outlet's own
	return i-1 == first && (r.isLeader(before) || r.isLeader(after))
}

// isLeader reports whether one of some persons holds or held the first office of a state.
func (r *reader) isLeader(persons []*lexicon.Person) bool {
	for _, p := range persons {
		for _, t := range r.lex.Register.TermsOf(p.ID) {
			if o := r.lex.Register.Office(t.Office); o != nil && o.Rank <= 3 {
				return true
			}
		}
	}
	return false
}

// ofPhrase joins "of", "for", "on" and the like with their capitalised words to a name of a thing: "Ministry of Foreign
// Affairs", "Organization for Security and Co-operation in Europe".
func (r *reader) ofPhrase(first, end int32, sent doc.Sentence) int32 {
	w := r.d.Word(end)
	switch w {
	case "of", "for", "on", "and", "in":
	default:
		return 0
	}
	opened := false
	for k := first; k < end; k++ {
		if wd := r.word(k); wd.isKind && (wd.kind.First || k > first) && r.opensOf(wd.kind, w, k == end-1) {
			opened = true
		}
		if strings.EqualFold(r.d.Word(k), "secretary") || strings.EqualFold(r.d.Word(k), "minister") {
			return 0 // a title; its name follows
		}
	}
	if !opened {
		return 0
	}
	k := end + 1
	if k < sent.Last && r.d.Word(k) == "the" && w == "of" {
		k++
	}
	if k >= sent.Last || !r.shapes[k].isUpper() || r.word(k).never {
		return 0
	}
	if w == "and" || w == "in" {
		switch r.at(sent.First, k).kind() {
		case doc.GPE, doc.NORP, doc.PER, doc.ORG:
			return 0
		}
		if !r.hasOf(first, end) || r.titleAt(sent.First, k, sent.Last) > 0 {
			return 0
		}
	}
	return k + 1
}

// opensOf reports whether a word of a kind goes on with a preposition.
func (r *reader) opensOf(kind lexicon.KindWord, w string, isLast bool) bool {
	switch w {
	case "of":
		return isLast
	case "and", "in":
		return true
	}
	return isLast && (kind.Kind == "ORG" || kind.Kind == "MISC") && kind.First
}

func (r *reader) hasOf(first, end int32) bool {
	for k := first; k < end; k++ {
		switch r.d.Word(k) {
		case "of", "for", "on":
			return true
		}
	}
	return false
}

// nickname joins `"Bongbong" Marcos` to the given name before.
func (r *reader) nickname(i int32, sent doc.Sentence) int32 {
	if i+3 >= sent.Last || r.shapes[i+1] != large || r.shapes[i+3] != large || r.isBroken(i+3) {
		return 0
	}
	switch r.d.Word(i) + r.d.Word(i+2) {
	case `""`, "“”", "‘’", "''", "()":
		if r.word(i - 1).given {
			return i + 4
		}
	}
	return 0
}
