package model

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"chancery/internal/doc"
)

// What follows from the place of a word in the tree is not left to its tag, which is read before the tree is known. The rules are those
// that hold in EWT and GUM; the share of the words there that follow them stands with each.

const (
	gerund     = "VerbForm=Ger"
	participle = "Tense=Pres|VerbForm=Part"
)

// settle gives words the features and lemmas that their relations tell.
func (m *Model) settle(s *Sentence) {
	joinConjuncts(s)
	partObjects(s)
	raiseClauses(s)
	bindVisitors(s)
	foldReduced(s)
	for i := range s.Nodes {
		nd := &s.Nodes[i]
		switch nd.UPOS {
		case doc.PRON:
			nd.Feats = pronounCase(nd)
		case doc.VERB:
			if nd.Feats == gerund || nd.Feats == participle {
				nd.Feats = ingForm(s, int32(i), 0)
			}
		case doc.ADJ:
			if i > 0 && nd.Rel == doc.Amod && s.Nodes[nd.Head].UPOS == doc.PROPN && isCapitalised(s.Words[i]) {
				nd.Lemma = capitalised(nd.Lemma) // "New" of "New York": 97 of 100
			}
		case doc.NUM:
			if w := s.Words[i]; len(w) > 4 && w[0] >= '0' && w[0] <= '9' {
				nd.Lemma = strings.ReplaceAll(nd.Lemma, ",", "") // "5000" of "5,000": 99 of 100
			}
		}
	}
}

// joinConjuncts mends the second of two that "and" joins where the tree has the conjunction below it and yet hangs it beside the first
// or on another word: "between Xi and Donald Trump".
func joinConjuncts(s *Sentence) {
	for c := range s.Nodes {
		cc := &s.Nodes[c]
		t := cc.Head
		if cc.Rel != doc.CC || int(t) <= c {
			continue
		}
		nd := &s.Nodes[t]
		if nd.Rel != doc.Appos && nd.Rel != doc.Nmod && nd.Rel != doc.Dep && nd.Rel != doc.NmodUnmarked || nd.UPOS != doc.PROPN && nd.UPOS != doc.NOUN || int(nd.Head) >= c {
			continue
		}
		first := nd.Head
		for k := int32(c) - 1; k > nd.Head; k-- {
			if sib := &s.Nodes[k]; sib.Head == nd.Head && (sib.UPOS == doc.PROPN || sib.UPOS == doc.NOUN || sib.UPOS == doc.PRON) {
				first = k
				break
			}
		}
		nd.Head, nd.Rel = first, doc.Conj
	}
}

// partObjects mends a verb with two objects, of which the first is whom something is given: "sent Ukraine a package".
func partObjects(s *Sentence) {
	for i := range s.Nodes {
		v := s.Nodes[i].Head
		if s.Nodes[i].Rel != doc.Obj || v < 0 || int(v) >= i {
			continue
		}
		for k := i - 1; k > int(v); k-- {
			if nd := &s.Nodes[k]; nd.Head == v && nd.Rel == doc.Obj && nd.UPOS == doc.NOUN && s.Nodes[i].UPOS == doc.PROPN && k == i-1 {
				nd.Head, nd.Rel = int32(i), doc.NmodDesc // "his counterpart Ann Lee"
				break
			} else if nd.Head == v && nd.Rel == doc.Obj && nd.UPOS == doc.PROPN && s.Nodes[i].UPOS == doc.NOUN && k <= int(v)+4 && i <= k+8 {
				nd.Rel = doc.Iobj
				break
			}
		}
	}
}

// raiseClauses mends a clause with "after", "before", "since" or "until" whose subject the tree has taken for a phrase of the verb above and
// whose verb for a clause without one: "left after Ann Lee, the mayor, spoke".
func raiseClauses(s *Sentence) {
	for c := range s.Nodes {
		if s.Nodes[c].Rel != doc.Case || !isClausal(s.Words[c]) {
			continue
		}
		p := s.Nodes[c].Head
		if int(p) <= c || s.Nodes[p].Rel != doc.Obl || s.Nodes[p].UPOS != doc.PROPN {
			continue
		}
		above := s.Nodes[p].Head
		v := verbOfNone(s, p, above)
		if v < 0 {
			continue
		}
		s.Nodes[v].Rel = doc.Advcl
		s.Nodes[p].Head, s.Nodes[p].Rel = v, doc.Nsubj
		s.Nodes[c].Head, s.Nodes[c].Rel = v, doc.MarkRel
	}
}

// foldReduced mends a participle behind a noun that the tree has for the verb of the sentence, where the verb comes later and has no
// subject: "a meeting planned for Monday has been put off".
func foldReduced(s *Sentence) {
	for k := range s.Nodes {
		v := &s.Nodes[k]
		p := v.Head
		if v.UPOS != doc.VERB && v.UPOS != doc.ADJ || p < 1 || int(p) >= k {
			continue
		}
		switch v.Rel {
		case doc.Ccomp, doc.Conj, doc.Parataxis, doc.Advcl, doc.Dep:
		default:
			continue
		}
		n := reducedNoun(s, p)
		if n < 0 || !lacksSubject(s, int32(k)) {
			continue
		}
		v.Head, v.Rel = s.Nodes[p].Head, s.Nodes[p].Rel
		s.Nodes[p].Head, s.Nodes[p].Rel, s.Nodes[p].Feats = n, doc.Acl, "Tense=Past|VerbForm=Part|Voice=Pass"
		s.Nodes[n].Head, s.Nodes[n].Rel = int32(k), doc.Nsubj
		if strings.Contains(v.Feats, "Voice=Pass") {
			s.Nodes[n].Rel = doc.NsubjPass
		}
	}
}

// reducedNoun is the noun that verb p may be a participle behind: its subject, where it says how something is planned or held and a
// preposition follows; -1 if there is none.
func reducedNoun(s *Sentence, p int32) int32 {
	nd := &s.Nodes[p]
	switch nd.Lemma {
	case "plan", "schedule", "set", "hold", "arrange", "organise", "organize", "slate", "propose", "announce", "sign", "agree", "broker", "reach", "expect", "mediate", "host":
	default:
		return -1
	}
	if nd.UPOS != doc.VERB || !strings.Contains(nd.Feats, "Tense=Past") || int(p)+1 >= len(s.Nodes) || s.Nodes[p+1].UPOS != doc.ADP {
		return -1
	}
	n := int32(-1)
	for i := range s.Nodes {
		c := &s.Nodes[i]
		if c.Head != p {
			continue
		}
		switch c.Rel {
		case doc.Nsubj, doc.NsubjPass:
			if c.UPOS == doc.NOUN && int32(i) < p {
				n = int32(i)
			}
		case doc.Aux, doc.AuxPass, doc.Obj, doc.Cop:
			return -1
		}
	}
	if n < 0 && nd.Head > p && nd.Rel == doc.Ccomp {
		n = strayedSubject(s, p, nd.Head)
	}
	return n
}

// strayedSubject is the noun before verb p that the tree has for a second subject of the verb of saying behind it; -1 if there is none.
func strayedSubject(s *Sentence, p, saying int32) int32 {
	n, own := int32(-1), false
	for i := range s.Nodes {
		if c := &s.Nodes[i]; c.Head == saying && c.Rel == doc.Nsubj {
			if int32(i) < p && c.UPOS == doc.NOUN && n < 0 {
				n = int32(i)
			}
			own = own || int32(i) > p
		}
	}
	if !own {
		return -1
	}
	return n
}

// lacksSubject reports whether a verb with an auxiliary has no subject, and nothing opens its clause.
func lacksSubject(s *Sentence, v int32) bool {
	aux := false
	for i := range s.Nodes {
		c := &s.Nodes[i]
		if c.Head != v {
			continue
		}
		switch c.Rel {
		case doc.Aux, doc.AuxPass, doc.Cop:
			aux = aux || int32(i) < v
		case doc.Nsubj, doc.NsubjPass, doc.NsubjOuter, doc.Csubj, doc.Expl, doc.MarkRel, doc.CC:
			return false
		}
	}
	return aux
}

// bindVisitors mends "visiting" before somebody with a title, of whom it is told, where the tree has it for a verb and him for its
// object: "met with visiting Foreign Minister Ann Lee".
func bindVisitors(s *Sentence) {
	for i, w := range s.Words {
		v := &s.Nodes[i]
		if !strings.EqualFold(w, "visiting") || v.UPOS != doc.VERB || v.Rel == doc.Amod || v.Rel == doc.Root || !opensNoun(s, i) {
			continue
		}
		o := objectWithTitle(s, int32(i))
		if o < 0 {
			continue
		}
		above, rel := v.Head, v.Rel
		for k := range s.Nodes {
			nd := &s.Nodes[k]
			if nd.Head != int32(i) || int32(k) == o {
				continue
			}
			nd.Head = o
			switch {
			case k < i && (nd.Rel == doc.MarkRel || nd.Rel == doc.Case):
				nd.Rel, nd.UPOS = doc.Case, doc.ADP
			case int32(k) > o && s.Nodes[above].UPOS == doc.VERB: // "in Oslo on Monday" belongs to the meeting
				nd.Head = above
			}
		}
		s.Nodes[o].Head, s.Nodes[o].Rel = above, visitorRel(s, i, o, above, rel)
		v.Head, v.Rel, v.UPOS = o, doc.Amod, doc.VERB
	}
}

// opensNoun reports whether what stands before word i lets a noun begin there: "with", "and", a verb of meeting or telling, or nothing.
func opensNoun(s *Sentence, i int) bool {
	if i == 0 {
		return true
	}
	switch p := &s.Nodes[i-1]; p.UPOS {
	case doc.ADP, doc.SCONJ, doc.CCONJ:
		switch w := strings.ToLower(s.Words[i-1]); w {
		case "with", "between":
			return true
		case "and":
			return s.Nodes[i].Rel == doc.Conj && s.Nodes[i].Head >= 0 && s.Nodes[s.Nodes[i].Head].UPOS != doc.VERB
		}
	case doc.VERB:
		switch p.Lemma {
		case "meet", "receive", "host", "greet", "welcome", "tell", "see", "brief", "hail", "thank", "congratulate", "urge", "assure":
			return true
		}
	}
	return false
}

// objectWithTitle is the object of verb v where a title stands before its name or is it; -1 if there is none.
func objectWithTitle(s *Sentence, v int32) int32 {
	for o := v + 1; int(o) < len(s.Nodes) && o < v+16; o++ {
		if s.Nodes[o].Head != v || s.Nodes[o].Rel != doc.Obj {
			continue
		}
		for k := v + 1; k <= min(o+2, int32(len(s.Nodes))-1); k++ {
			switch strings.ToLower(s.Words[k]) {
			case "president", "premier", "minister", "secretary", "chancellor", "king", "queen", "prince", "princess", "emir", "sultan", "pope", "envoy", "ambassador",
				"commissioner", "counterpart", "chief", "leader", "prime", "speaker", "senator", "delegation", "chairman", "diplomat", "official", "officials",
				"presidents", "ministers", "secretaries", "leaders", "envoys", "ambassadors", "diplomats", "senators", "delegations", "delegates", "lawmakers":
				return o
			}
		}
		return -1
	}
	return -1
}

// visitorRel is the relation of a visitor to the word that "visiting" hung on.
func visitorRel(s *Sentence, v int, o, above int32, rel doc.Rel) doc.Rel {
	switch {
	case rel == doc.Conj:
		return rel
	case v > 0 && (s.Nodes[v-1].UPOS == doc.ADP || s.Nodes[v-1].UPOS == doc.SCONJ):
		if s.Nodes[above].UPOS == doc.VERB {
			return doc.Obl
		}
		return doc.Nmod
	case above > o:
		return doc.Nsubj
	}
	return doc.Obj
}

func isClausal(w string) bool { return w == "after" || w == "before" || w == "since" || w == "until" }

// verbOfNone is the verb behind the phrase of p that the tree has beside it, below the same verb, and that has no subject of its own and
// follows no conjunction; -1 if there is none.
func verbOfNone(s *Sentence, p, above int32) int32 {
	for v := p + 1; int(v) < len(s.Nodes); v++ {
		nd := &s.Nodes[v]
		if nd.Head != above {
			continue
		}
		if nd.Rel != doc.Parataxis || nd.UPOS != doc.VERB || strings.Contains(nd.Feats, "VerbForm=Ger") || strings.Contains(nd.Feats, "VerbForm=Inf") {
			return -1
		}
		for k := range s.Nodes {
			if o := &s.Nodes[k]; o.Head == v && (o.Rel == doc.Nsubj || o.Rel == doc.NsubjPass || o.Rel == doc.CC || o.Rel == doc.MarkRel || o.Rel == doc.Expl) {
				return -1
			}
		}
		return v
	}
	return -1
}

// pronounCase is the features of "it" and "you" with the case of a subject or an object: 97 of 100.
func pronounCase(nd *Node) string {
	if nd.Lemma != "it" && nd.Lemma != "you" {
		return nd.Feats
	}
	switch nd.Rel {
	case doc.Nsubj, doc.NsubjPass, doc.NsubjOuter, doc.Expl:
		return strings.Replace(nd.Feats, "Case=Acc", "Case=Nom", 1)
	case doc.Obj, doc.Iobj, doc.Obl, doc.Nmod, doc.OblAgent:
		return strings.Replace(nd.Feats, "Case=Nom", "Case=Acc", 1)
	}
	return nd.Feats
}

// ingForm is the features of a form on -ing: a gerund where it stands for a noun or with one, a participle in a tense or as an
// adverbial. A conjunct is what the first is. 99 of 100.
func ingForm(s *Sentence, i int32, depth int) string {
	nd := &s.Nodes[i]
	for j := i - 1; j >= 0 && j >= i-6; j-- {
		if k := &s.Nodes[j]; k.Head == i && (k.Rel == doc.Aux || k.Rel == doc.AuxPass) {
			return participle
		}
	}
	switch nd.Rel {
	case doc.Acl, doc.Amod, doc.Xcomp, doc.Csubj, doc.Ccomp, doc.Appos, doc.Compound, doc.Obj:
		return gerund
	case doc.Advcl, doc.Root, doc.Case, doc.Parataxis, doc.AclRelcl, doc.MarkRel:
		return participle
	case doc.Conj:
		if h := &s.Nodes[nd.Head]; depth < 4 && h.UPOS == doc.VERB && (h.Feats == gerund || h.Feats == participle) {
			return ingForm(s, nd.Head, depth+1)
		}
	}
	return nd.Feats
}

// isCapitalised reports whether a word has a large first letter and a small one.
func isCapitalised(w string) bool {
	r, n := utf8.DecodeRuneInString(w)
	return unicode.IsUpper(r) && strings.ContainsFunc(w[n:], unicode.IsLower)
}

// capitalised is a word with a large first letter.
func capitalised(w string) string {
	r, n := utf8.DecodeRuneInString(w)
	if u := unicode.ToUpper(r); u != r {
		return string(u) + w[n:]
	}
	return w
}

// baseOf is the verb of a regular form on -ed or -ing that no rule knows, in small letters: "provoke" of "provoking", "ban" of "banned".
// The form itself, if it is none.
func baseOf(form string) string {
	stem, ok := strings.CutSuffix(form, "ed")
	if !ok {
		stem, ok = strings.CutSuffix(form, "ing")
	}
	n := len(stem)
	if !ok || n < 3 || strings.ContainsFunc(stem, func(r rune) bool { return r >= utf8.RuneSelf }) || !strings.ContainsAny(stem, "aeiouy") {
		return form
	}
	last, before := stem[n-1], stem[n-2]
	switch {
	case last == 'i' && strings.HasSuffix(form, "ied"):
		return stem[:n-1] + "y"
	case last == before && strings.IndexByte("bdgmnprtv", last) >= 0:
		return stem[:n-1]
	case last == 'c', last == 'v', last == 'u', last == 'z' && before != 'z', last == 's' && before != 's', last == 'l' && !isVowel(before) && before != 'l' && before != 'r' && before != 'w':
		return stem + "e"
	case last == 'g' && (before == 'd' || before == 'r' || before == 'a' || before == 'n' && strings.IndexByte("ae", stem[n-3]) >= 0):
		return stem + "e"
	case isVowel(last) || last == 'w' || last == 'x' || last == 'y' || last == 'h' || !isVowel(before) || isVowel(stem[n-3]):
		return stem
	}
	// A vowel between two consonants: a silent e, but not after what is unstressed at the end of a longer word.
	if vowels := strings.Count(strings.Map(func(r rune) rune {
		if isVowel(byte(r)) {
			return 'a'
		}
		return 'b'
	}, stem), "ab"); vowels > 1 {
		switch stem[n-2:] {
		case "er", "en", "on", "et", "it", "op", "el", "al", "or", "om", "ot", "il", "an", "is", "ab":
			return stem
		}
	}
	return stem + "e"
}

func isVowel(c byte) bool { return strings.IndexByte("aeiou", c) >= 0 }
