package act

import (
	"strings"

	"chancery/internal/doc"
)

// isPassive reports whether the verb v is passive: "was signed", "imposed by", and a second verb of a coordination.
func (r *reader) isPassive(v int32) bool {
	t := r.tok(v)
	if r.isMisread(v) {
		return false
	}
	switch {
	case r.isWholeActive(v):
		return false
	case r.kid(v, doc.NsubjPass, doc.AuxPass) != doc.None:
		return true
	case r.kid(v, doc.Nsubj, doc.Obj) != doc.None:
		return false
	case r.kid(v, doc.OblAgent) != doc.None:
		return true
	}
	if !isPastParticiple(t) {
		return false
	}
	switch t.Rel {
	case doc.Acl:
		return true
	case doc.Conj:
		return t.Head >= 0 && r.tok(t.Head).UPOS == doc.VERB && r.kid(v, doc.Aux) == doc.None && r.isPassive(t.Head)
	case doc.Advcl, doc.Xcomp, doc.Amod, doc.Parataxis, doc.Dep:
		return r.kid(v, doc.Aux) == doc.None
	}
	return false
}

// isWholeActive reports whether the tree has a passive subject where the one verb of a whole sentence has no auxiliary and nobody by
// whom it is done: "Burmese artillery fired at Thai villages." In headlines, which have no full stop, such verbs are passive.
func (r *reader) isWholeActive(v int32) bool {
	if r.tok(v).Rel != doc.Root || r.kid(v, doc.NsubjPass) == doc.None || r.kid(v, doc.AuxPass, doc.Aux, doc.OblAgent) != doc.None {
		return false
	}
	s := r.sentence(v)
	return s.Last > s.First && r.form(s.Last-1) == "." && r.isAgency(r.kid(v, doc.NsubjPass))
}

func isPastParticiple(t *doc.Token) bool {
	return t.Feat("VerbForm") == "Part" && t.Feat("Tense") != "Pres" || t.Feat("Voice") == "Pass"
}

func (r *reader) isRelative(i int32) bool {
	t := r.tok(i)
	if t.UPOS != doc.PRON && t.UPOS != doc.DET && t.UPOS != doc.SCONJ {
		return false
	}
	switch r.form(i) {
	case "who", "which", "that", "whom":
		return t.Feat("PronType") == "Rel" || t.UPOS == doc.PRON || t.UPOS == doc.SCONJ
	}
	return false
}

// isActiveModifier reports whether a verb stands before the noun that does it: "the visiting minister".
func (r *reader) isActiveModifier(v int32) bool {
	t := r.tok(v)
	return t.Rel == doc.Amod && t.Head > v && t.UPOS == doc.VERB && !isPastParticiple(t) && strings.HasSuffix(r.form(v), "ing")
}

// nameBeforeWho is the name that a clause with "who" goes on about where it stands right before it, "told Tsai, who gave her", and
// the tree hangs the clause elsewhere; else None.
func (r *reader) nameBeforeWho(v, s int32) int32 {
	t := r.tok(v)
	if r.form(s) != "who" || s < 2 || r.form(s-1) != "," || r.tok(s-2).UPOS != doc.PROPN || t.Rel != doc.Ccomp && t.Rel != doc.Parataxis && t.Rel != doc.Conj {
		return doc.None
	}
	h := s - 2
	for range maxDepth / 4 {
		switch w := r.tok(h); w.Rel {
		case doc.Flat, doc.Compound, doc.NmodDesc, doc.Appos:
			if w.Head < 0 || w.Head >= s {
				return h
			}
			h = w.Head
		default:
			return h
		}
	}
	return h
}

// top is the heads of the surface subject of a verb or predicate: its own, or the one that it shares with the verb above.
func (r *reader) top(v int32, depth int) []int32 {
	if depth > maxDepth {
		return nil
	}
	t := r.tok(v)
	if s := r.subject(v); s != doc.None {
		if h := r.nameBeforeWho(v, s); h != doc.None {
			return []int32{h}
		}
		if r.isRelative(s) && t.Head >= 0 && (t.Rel == doc.AclRelcl || t.Rel == doc.Acl || t.Rel == doc.Ccomp || t.Rel == doc.Conj) {
			h := r.antecedent(v, depth)
			if h != doc.None {
				return r.conjuncts(h)
			}
		}
		if r.tok(s).UPOS == doc.PRON && r.mentionsAt(s) == nil && t.Rel == doc.Ccomp && t.Head >= 0 {
			return r.top(t.Head, depth+1) // "the rebels said they will": nobody else is known
		}
		if k := r.kid(s, doc.Compound, doc.Amod, doc.NmodPoss); s == v-2 && r.form(v-1) == "-" && k != doc.None && k < s {
			return r.conjuncts(k) // "India test-fired a missile", the test taken for India's
		}
		if t.Rel == doc.Ccomp && t.Head >= 0 && r.isOfSpeaker(s) {
			return r.top(t.Head, depth+1)
		}
		return append(r.parted(v, s), r.conjuncts(s)...)
	}
	h := t.Head
	if h < 0 {
		return nil
	}
	switch t.Rel {
	case doc.Amod:
		if r.isActiveModifier(v) {
			return r.conjuncts(h)
		}
	case doc.Conj, doc.Parataxis, doc.List:
		if !r.isVerbal(h) {
			h = r.clauseOf(h)
		}
		if r.isVerbal(h) {
			return r.top(h, depth+1)
		}
	case doc.Xcomp:
		if o := r.kid(h, doc.Obj, doc.Iobj); o != doc.None && !r.controlsBySubject(h) && o != v {
			return r.conjuncts(o)
		}
		return r.top(h, depth+1)
	case doc.Advcl, doc.AdvclRelcl, doc.Ccomp, doc.Csubj, doc.Dep:
		if s := r.strayedSubject(v, h); s != doc.None {
			return r.conjuncts(s)
		}
		if r.isCharge(v) && r.lex.Frames.Class("charge").Has(r.lemma(h)) || r.hasTo(v) && r.lex.Frames.Class("sending").Has(r.lemma(h)) {
			if o := r.objects(h); len(o) > 0 {
				return o // "thanked Poland for supporting", "sent an envoy to meet": Poland supported, the envoy meets
			}
		}
		if up := r.tok(h); r.isJoined(v) && up.Rel == doc.Ccomp && up.Head >= 0 {
			return r.top(up.Head, depth+1)
		}
		if r.tok(v).Feat("VerbForm") != "Fin" && r.isVerbal(h) {
			above := r.top(h, depth+1)
			if up := r.tok(h); t.Rel == doc.Advcl && up.Rel == doc.Ccomp && up.Head >= 0 && v > 0 && r.form(v-1) == "," && r.all(above) == nil {
				return r.top(up.Head, depth+1) // "said the raids were illegal, urging Sudan": the raids urge nobody
			}
			return above
		}
	case doc.Acl:
		if t.Feat("VerbForm") == "Inf" || r.hasTo(v) {
			return r.nounSubject(h, depth+1)
		}
		return r.conjuncts(h)
	case doc.AclRelcl:
		return r.conjuncts(h)
	}
	return nil
}

// strayedSubject is the subject of a clause that stands before who says it, "Ruto called her on Sunday, the ministry said", where the
// tree gives both subjects to the saying; or None.
func (r *reader) strayedSubject(v, h int32) int32 {
	if r.tok(v).Rel != doc.Ccomp || h < v {
		return doc.None
	}
	first, own := int32(doc.None), false
	for _, k := range r.kidsOf(h) {
		if r.tok(k).Rel == doc.Nsubj {
			if k < v && first == doc.None {
				first = k
			}
			own = own || k > v && k < h
		}
	}
	if !own || first == doc.None || r.isTime(first) {
		return doc.None
	}
	return first
}

// isOfSpeaker reports whether the persons at s belong to somebody named by a pronoun of whom no more is known, and so most likely
// to who speaks: "the Kurds said their forces had left".
func (r *reader) isOfSpeaker(s int32) bool {
	k := r.kid(s, doc.NmodPoss)
	return k != doc.None && r.tok(k).UPOS == doc.PRON && r.mentionsAt(k) == nil && r.isAgency(s) && r.parties(s) == nil
}

// parted is a subject of v that the tree has beside its subject s though "and" joins the two: "Moon Jae-in and Donald Trump spoke".
func (r *reader) parted(v, s int32) []int32 {
	for _, k := range r.kidsOf(v) {
		if k >= s {
			break
		}
		if r.tok(k).Rel != doc.Nsubj || r.mentionsAt(k) == nil {
			continue
		}
		for i := k + 1; i < s; i++ {
			switch {
			case r.tok(i).UPOS == doc.VERB || r.form(i) == ",":
				return nil
			case r.form(i) == "and":
				return r.conjuncts(k)
			}
		}
	}
	return nil
}

// subject is the subject of v in the tree, but no date: "This morning the two met".
func (r *reader) subject(v int32) int32 {
	found := int32(doc.None)
	for _, k := range r.kidsOf(v) {
		switch r.tok(k).Rel {
		case doc.Nsubj, doc.NsubjPass, doc.NsubjOuter:
			if found != doc.None && k > v {
				return found
			}
			if !r.isTime(k) {
				found = k // of two before the verb the nearer: an apposition may have been taken for one
			}
		}
	}
	return found
}

// antecedent is the noun that the relative clause of v stands with.
func (r *reader) antecedent(v int32, depth int) int32 {
	for ; depth < maxDepth; depth++ {
		t := r.tok(v)
		if t.Head < 0 {
			return doc.None
		}
		switch t.Rel {
		case doc.AclRelcl, doc.Acl:
			return t.Head
		case doc.Conj, doc.Ccomp, doc.Xcomp:
			v = t.Head
		default:
			return doc.None
		}
	}
	return doc.None
}

// controlsBySubject reports whether the infinitive below a verb with an object is done by its subject.
func (r *reader) controlsBySubject(v int32) bool {
	return r.lex.Frames.Class("control").Has(r.lemma(v))
}

func (r *reader) hasTo(v int32) bool {
	for _, k := range r.kidsOf(v) {
		if t := r.tok(k); t.Rel == doc.MarkRel && r.form(k) == "to" {
			return true
		}
	}
	return false
}

// nounSubject is who does what a noun tells: its possessive, or the subject of the verb above it.
func (r *reader) nounSubject(n int32, depth int) []int32 {
	if p := r.kid(n, doc.NmodPoss); p != doc.None {
		return r.conjuncts(p)
	}
	return r.gov(n, depth)
}

// gov is the subject of the verb above a noun.
func (r *reader) gov(n int32, depth int) []int32 {
	for ; depth < maxDepth; depth++ {
		if s := r.kid(n, doc.Nsubj); s != doc.None {
			return r.conjuncts(s)
		}
		t := r.tok(n)
		if t.Head < 0 {
			return nil
		}
		switch t.Rel {
		case doc.Obj, doc.Obl, doc.Xcomp, doc.Advcl:
			return r.subjects(t.Head)
		case doc.Nmod, doc.Conj, doc.Appos, doc.Compound, doc.Acl:
			n = t.Head
		default:
			return nil
		}
		if r.isVerbal(n) {
			return r.subjects(n)
		}
	}
	return nil
}

// subjects is who does what v tells: the subject, of a passive the agent.
func (r *reader) subjects(v int32) []int32 {
	if r.isMisread(v) {
		return nil // by the order of words: before
	}
	if !r.isPassive(v) {
		return r.top(v, 0)
	}
	for _, k := range r.kidsOf(v) {
		if t := r.tok(k); t.Rel == doc.OblAgent || t.Rel == doc.Obl && r.hasPreposition(k, "by") {
			return r.conjuncts(k)
		}
	}
	return nil
}

// objects is whom or what v is done to: the object, of a passive the subject, of a relative clause the noun it stands with.
func (r *reader) objects(v int32) []int32 {
	t := r.tok(v)
	if r.isMisread(v) {
		if o := r.kid(v, doc.Obj); o != doc.None {
			return r.conjuncts(o)
		}
		if t.Head > v {
			return r.conjuncts(t.Head)
		}
		return r.next(v)
	}
	if r.isActiveModifier(v) {
		return nil
	}
	if r.isPassive(v) {
		if t.Rel == doc.Amod && t.Head >= 0 {
			return []int32{t.Head}
		}
		return r.top(v, 0)
	}
	if o := r.object(v); o != doc.None {
		if r.isRelative(o) {
			if h := r.antecedent(v, 0); h != doc.None {
				return []int32{h}
			}
		}
		return r.conjuncts(o)
	}
	switch {
	case t.Rel == doc.AclRelcl && t.Head >= 0:
		if s := r.kid(v, doc.Nsubj); s != doc.None && !r.isRelative(s) {
			return []int32{t.Head}
		}
	case t.Rel == doc.Conj && t.Head >= 0 && r.tok(t.Head).UPOS == doc.VERB:
		if o := r.kid(t.Head, doc.Obj); o > v {
			return r.conjuncts(o)
		}
	}
	return r.otherObjects(v)
}

// object is the object of v in the tree, but no date: "rejected Thursday a plan".
func (r *reader) object(v int32) int32 {
	for _, k := range r.kidsOf(v) {
		if r.tok(k).Rel == doc.Obj && !r.isTime(k) {
			return k
		}
	}
	for _, k := range r.kidsOf(v) {
		if t := r.tok(k); t.Rel == doc.Xcomp && k > v && t.UPOS == doc.VERB && r.kid(k, doc.Det) != doc.None && strings.HasSuffix(r.form(k), "ing") {
			return k // "opened a landmark hearing", the noun taken for a verb
		}
	}
	return doc.None
}

// otherObjects is what stands as the object of v under another name: the one of two objects ("asked Germany to"), the
// subject of an infinitive, the object of a verb coordinated with it, a noun without a preposition right behind it.
func (r *reader) otherObjects(v int32) []int32 {
	for _, k := range r.kidsOf(v) {
		if k < v {
			continue
		}
		switch t := r.tok(k); t.Rel {
		case doc.Iobj:
			return r.conjuncts(k)
		case doc.Obl:
			if r.isBareObject(k) {
				return r.conjuncts(k)
			}
		case doc.Conj:
			if o := r.kid(k, doc.Obj); t.UPOS == doc.VERB && k-v <= 2 && o != doc.None {
				return r.conjuncts(o)
			}
		case doc.Ccomp:
			if s := r.kid(k, doc.Nsubj); s > v && s-v <= 3 && (r.hasTo(k) || r.kid(k, doc.Case) != doc.None || t.Feat("VerbForm") == "Inf" && r.kid(k, doc.Aux) == doc.None) {
				return r.conjuncts(s)
			}
		}
	}
	return r.next(v)
}

// isBareObject reports whether a phrase that the tree hangs on a verb as one with a preposition has none: "drove out on Friday
// more than 900 refugees", "kidnapped up to 16 sailors".
func (r *reader) isBareObject(k int32) bool {
	if t := r.tok(k); t.UPOS != doc.NOUN && t.UPOS != doc.PROPN || r.isTime(k) || r.isUnitOfTime(k) {
		return false
	}
	c := r.kid(k, doc.Case)
	if c == doc.None {
		return r.kid(k, doc.Nummod, doc.Det, doc.Amod) != doc.None
	}
	return c > 0 && r.form(c) == "to" && r.form(c-1) == "up" && r.tok(c+1).UPOS == doc.NUM
}

// next is the noun that stands right behind v without a preposition, though the tree has it otherwise than as its object.
func (r *reader) next(v int32) []int32 {
	s := r.sentence(v)
	for i := v + 1; i < s.Last && i <= v+6; i++ {
		t := r.tok(i)
		switch t.UPOS {
		case doc.NOUN, doc.PROPN:
			h := i
			for n := 0; n < 6 && r.tok(h).Head > h && r.tok(h).Head < s.Last && r.isModifier(h); n++ {
				h = r.tok(h).Head
			}
			if t := r.tok(h); t.Head == v && (t.Rel == doc.Nsubj || t.Rel == doc.NsubjPass) || r.isTime(h) || h < v {
				return nil
			}
			if r.tok(h).UPOS == doc.NOUN || r.tok(h).UPOS == doc.PROPN {
				return r.conjuncts(h)
			}
			return []int32{i}
		case doc.VERB:
			if r.tok(i).Rel == doc.Ccomp && r.tok(i).Head == v && i == v+1 && r.kid(i, doc.Nsubj, doc.Aux, doc.MarkRel) == doc.None && r.tok(i).Feat("VerbForm") != "Ger" {
				return []int32{i}
			}
			return nil
		case doc.DET, doc.ADJ, doc.NUM, doc.ADV:
		case doc.ADP:
			if (i != v+1 || !r.isParticle(i)) && r.form(i) != "than" {
				return nil
			}
		case doc.PRON:
			if t.Rel != doc.NmodPoss {
				return nil
			}
		default:
			return nil
		}
	}
	return nil
}

// isParticle reports whether a word after a verb is a particle rather than a preposition.
func (r *reader) isParticle(i int32) bool { return r.lex.Frames.Class("particle").Has(r.form(i)) }

// nounAfter is the last noun of the row of words right behind v, where an object stands whatever the tree says; None if
// there is none. With particle, the word behind v may be any particle: "handed over the man".
func (r *reader) nounAfter(v int32, particle bool) int32 {
	s, last := r.sentence(v), int32(doc.None)
	for i := v + 1; i < s.Last && i <= v+10; i++ {
		switch r.tok(i).UPOS {
		case doc.NOUN, doc.PROPN, doc.SYM:
			last = i
		case doc.DET, doc.ADJ, doc.NUM, doc.ADV:
		case doc.PUNCT:
			if r.form(i) != "-" {
				return last
			}
		case doc.PRON, doc.PART:
			if rel := r.tok(i).Rel; rel != doc.NmodPoss && rel != doc.Case {
				return last
			}
		case doc.ADP:
			if (i != v+1 || !particle && !r.isParticle(i)) && r.form(i) != "than" {
				return last
			}
		case doc.VERB:
			if t := r.tok(i); t.Rel == doc.Ccomp && t.Head == v && last == i-1 && r.kid(i, doc.Nsubj) == last && strings.HasSuffix(r.form(i), "s") {
				last = i // "restricted chip exports", read as a clause
			} else if t.Rel != doc.Amod {
				return last
			}
		default:
			return last
		}
	}
	return last
}

// preps is the heads of the phrases with a preposition that hang on h.
func (r *reader) preps(h int32, prep string) []int32 {
	var out []int32
	for _, k := range r.kidsOf(h) {
		switch r.tok(k).Rel {
		case doc.Obl, doc.OblAgent, doc.Nmod, doc.NmodDesc, doc.NmodUnmarked, doc.OblUnmarked, doc.Advmod, doc.Advcl, doc.Acl, doc.Xcomp, doc.Dep, doc.Obj:
			if r.hasPreposition(k, prep) {
				out = append(out, r.conjuncts(k)...)
			}
		}
	}
	return out
}

// inner is the noun that a phrase is about: of "a round of talks" the talks, of "10 of its diplomats" the diplomats.
func (r *reader) inner(h int32) int32 {
	vague := r.lex.Frames.Class("rise")
	for range 3 {
		if !vague.Has(r.lemma(h)) && r.tok(h).UPOS != doc.NUM {
			break
		}
		next := int32(doc.None)
		for _, k := range r.kidsOf(h) {
			if r.tok(k).Rel == doc.Nmod && (r.hasPreposition(k, "of") || r.hasPreposition(k, "in") || r.hasPreposition(k, "to") && r.lemma(h) == "end") {
				next = k
				break
			}
		}
		if next == doc.None {
			break
		}
		h = next
	}
	return h
}
