package act

import (
	"strings"

	"chancery/internal/doc"
	"chancery/internal/lexicon"
	"chancery/internal/plover"
)

// heads is the words that stand in a slot.
func (r *reader) heads(m *match, s lexicon.Slot) []int32 {
	v := m.trigger
	if t := r.tok(v); t.Rel == doc.Cop && t.Head >= 0 {
		return r.predicate(t.Head, s)
	}
	switch s.Kind {
	case lexicon.SlotSubj:
		if m.frame.Class == lexicon.VerbFrame {
			return r.subjects(v)
		}
		return r.top(v, 0)
	case lexicon.SlotTop:
		return r.top(v, 0)
	case lexicon.SlotObj:
		return r.objects(v)
	case lexicon.SlotIobj:
		return r.kidsWith(v, doc.Iobj)
	case lexicon.SlotPrep:
		out := r.preps(v, s.Prep)
		for _, n := range m.nouns {
			out = append(out, r.preps(n, s.Prep)...)
		}
		if out == nil && s.Prep != "of" && s.Prep != "in" {
			out = r.nestedPreps(m, s.Prep)
		}
		return out
	case lexicon.SlotPoss:
		out := r.kidsWith(v, doc.NmodPoss)
		for _, n := range m.nouns {
			if m.frame.Kind == plover.Assault && m.frame.Class == lexicon.NounFrame {
				break // "the attack on Kenya's embassy": whose it is does not attack it
			}
			out = append(out, r.kidsWith(n, doc.NmodPoss)...)
		}
		return out
	case lexicon.SlotMod:
		return r.premodifiers(m)
	case lexicon.SlotXcomp:
		return r.infinitives(v)
	case lexicon.SlotXobj:
		var out []int32
		for _, x := range r.infinitives(v) {
			out = append(out, r.objects(x)...)
		}
		return out
	case lexicon.SlotCcomp:
		return r.clauses(v)
	case lexicon.SlotComp:
		return r.complementSubjects(m)
	case lexicon.SlotAux:
		return r.kidsWith(v, doc.Aux)
	case lexicon.SlotNear:
		var out []int32
		for i := v + 1; i < min(v+nearWords, r.sentence(v).Last); i++ {
			out = append(out, i)
		}
		return out
	case lexicon.SlotCaux:
		var out []int32
		for _, c := range r.clauses(v) {
			out = append(out, r.kidsWith(c, doc.Aux)...)
		}
		return out
	case lexicon.SlotPrt:
		return r.particles(v)
	case lexicon.SlotGov:
		return r.governors(m)
	}
	return nil
}

// nestedPreps is the phrases with a preposition that hang on a noun below the words of the match: "a suspension of the
// air links with Serbia".
func (r *reader) nestedPreps(m *match, prep string) []int32 {
	for _, n := range append([]int32{m.trigger}, m.nouns...) {
		for _, k := range r.kidsOf(n) {
			if t := r.tok(k); k > n && (t.Rel == doc.Nmod || (t.Rel == doc.Obj || t.Rel == doc.Obl || t.Rel == doc.OblAgent) && m.frame.Class == lexicon.VerbFrame) {
				if out := r.preps(k, prep); out != nil {
					return out
				}
			}
		}
	}
	return nil
}

// predicate is the words in a slot of a copula: the subject, and the predicate with its preposition: "was in Pyongyang".
func (r *reader) predicate(p int32, s lexicon.Slot) []int32 {
	switch s.Kind {
	case lexicon.SlotSubj, lexicon.SlotTop:
		return r.top(p, 0)
	case lexicon.SlotPrep:
		if r.hasPreposition(p, s.Prep) {
			return []int32{p}
		}
	}
	return nil
}

// kidsWith is the kids of i with a relation, and what is coordinated with them.
func (r *reader) kidsWith(i int32, rel doc.Rel) []int32 {
	var out []int32
	for _, k := range r.kidsOf(i) {
		if r.tok(k).Rel == rel {
			out = append(out, r.conjuncts(k)...)
		}
	}
	return out
}

// premodifiers is the adjectives and nouns before the trigger, if it is a noun, or before the words found with it.
func (r *reader) premodifiers(m *match) []int32 {
	var out []int32
	at := m.nouns
	if m.frame.Class == lexicon.NounFrame {
		at = []int32{m.trigger}
	}
	for _, n := range at {
		for _, k := range r.kidsOf(n) {
			switch r.tok(k).Rel {
			case doc.Amod, doc.Compound, doc.NmodDesc, doc.NmodUnmarked, doc.Nmod, doc.Flat:
				if k < n {
					out = append(out, r.conjuncts(k)...)
				}
			}
		}
	}
	return out
}

// infinitives is the infinitives and participles that complete v: "refused to meet", "stopped sending", "ready to talk",
// "a refusal to talk".
func (r *reader) infinitives(v int32) []int32 {
	var out []int32
	if i := v + 2; int(i) < len(r.d.Tokens) && r.form(v+1) == "to" && r.tok(i).Rel != doc.Xcomp {
		if in, ok := r.lex.Frames.Verb(r.form(i)); ok && in.Base && (r.tok(i).UPOS == doc.ADJ || r.tok(i).UPOS == doc.VERB || r.tok(i).Rel == doc.Compound) {
			out = append(out, i)
		}
	}
	if o := r.object(v); o > v {
		if k := r.kid(o, doc.Amod); k > o {
			out = append(out, k) // "called the decision regrettable"
		}
		if k := r.kid(o, doc.Acl); k > o && r.hasTo(k) { // "ordered the diplomats to leave"
			out = append(out, k)
		}
	}
	objects := 0
	for _, k := range r.kidsOf(v) {
		switch t := r.tok(k); t.Rel {
		case doc.Xcomp:
			out = append(out, r.conjuncts(k)...)
		case doc.Obj, doc.Iobj:
			if objects++; objects == 2 && k > v && r.lex.Frames.Class("naming").Has(r.lemma(v)) {
				out = append(out, k) // "called him a friend", the tree with two objects
			}
		case doc.Acl, doc.Advcl, doc.Ccomp:
			if k > v && k-v <= 3 && strings.HasSuffix(r.form(k), "ing") && r.kid(k, doc.Nsubj) == doc.None && (r.tok(k-1).UPOS != doc.PUNCT) {
				out = append(out, r.conjuncts(k)...) // "ruled out sending"
				continue
			}
			if k > v && (r.hasTo(k) || t.Feat("VerbForm") == "Inf" && r.kid(k, doc.Aux, doc.Nsubj) == doc.None) {
				out = append(out, r.conjuncts(k)...)
			}
		}
	}
	return out
}

// clauses is the finite clauses that complete v.
func (r *reader) clauses(v int32) []int32 {
	var out []int32
	for _, k := range r.kidsOf(v) {
		switch r.tok(k).Rel {
		case doc.Ccomp:
			if !r.hasTo(k) {
				out = append(out, k)
			}
		case doc.Acl:
			if k > v && r.form(v) != "" && r.hasMark(k, "that") {
				out = append(out, k)
			}
		case doc.Parataxis:
			if r.isThatClause(k, v) {
				out = append(out, k)
			}
		}
	}
	if len(out) == 0 {
		out = r.strayClause(v)
	}
	if r.tok(v).Rel == doc.Parataxis && r.tok(v).Head >= 0 && len(out) == 0 && r.tok(v).Head < v {
		return []int32{r.tok(v).Head}
	}
	return out
}

// isThatClause reports whether k is a clause with "that" that completes v, though the tree only sets it beside v and makes an
// object of the word: "demanded last week that he leave".
func (r *reader) isThatClause(k, v int32) bool {
	if s := r.subject(k); k > v && s != doc.None {
		for _, kk := range r.kidsOf(k) {
			if kk > v && kk < s && r.form(kk) == "that" {
				return true
			}
		}
	}
	return false
}

// strayClause is the clause with "that" that completes v though the tree hangs it on a noun between: "agreed during the
// talks that they would return".
func (r *reader) strayClause(v int32) []int32 {
	for _, k := range r.kidsOf(v) {
		if t := r.tok(k); k < v || t.Rel != doc.Obl && t.Rel != doc.Obj {
			continue
		}
		for _, c := range r.kidsOf(k) {
			if t := r.tok(c); c > k && (t.Rel == doc.AclRelcl || t.Rel == doc.Acl) && r.hasMark(c, "that") && r.kid(c, doc.Nsubj) != doc.None {
				return []int32{c}
			}
		}
	}
	return nil
}

func (r *reader) hasMark(v int32, form string) bool {
	for _, k := range r.kidsOf(v) {
		if r.tok(k).Rel == doc.MarkRel && r.form(k) == form {
			return true
		}
	}
	return false
}

func (r *reader) complementSubjects(m *match) []int32 {
	var out []int32
	for _, v := range append([]int32{m.trigger}, m.nouns...) {
		for _, c := range r.clauses(v) {
			out = append(out, r.top(c, 0)...)
		}
	}
	if out == nil {
		for _, c := range r.infinitives(m.trigger) {
			out = append(out, r.kidsWith(c, doc.Nsubj)...)
		}
	}
	return out
}

// particles is the particles of v, with the one that stands right after it whatever the tree makes of it.
func (r *reader) particles(v int32) []int32 {
	var out []int32
	for _, k := range r.kidsOf(v) {
		switch t := r.tok(k); t.Rel {
		case doc.CompoundPrt, doc.Advmod:
			out = append(out, k)
		case doc.Obl, doc.Xcomp, doc.Dep:
			if c := r.kid(k, doc.Case); c == v+1 || c != doc.None && r.form(c) == "out" && r.placeAt(k) == doc.None && r.mentionsAt(k) == nil { // "out of the country"
				out = append(out, c)
			}
		}
	}
	if n := v + 1; int(n) < len(r.d.Tokens) && (r.tok(n).UPOS == doc.ADP || r.tok(n).UPOS == doc.ADV) {
		out = appendOnce(out, n)
	}
	return out
}

// governors is the subject of the verb above a noun, where that verb says no more than that the thing is done,
// planned or put off: "began a visit", "arrived for talks".
func (r *reader) governors(m *match) []int32 {
	if m.frame.Class != lexicon.NounFrame {
		return nil
	}
	n := m.trigger
	if r.kid(n, doc.Nsubj) != doc.None {
		return r.gov(n, 0)
	}
	for range 4 {
		t := r.tok(n)
		if t.Head < 0 {
			return nil
		}
		h := r.tok(t.Head)
		switch {
		case h.UPOS == doc.VERB:
			if t.Rel == doc.Nsubj || t.Rel == doc.NsubjPass {
				return nil
			}
			cue, ok := r.lex.Acts.Status("v", r.lemma(t.Head))
			prep := r.preposition(n)
			if ok && t.Rel == doc.Obj && (cue.Object || cue.Status == plover.NoStatus && !r.lex.Frames.Class("telling").Has(r.lemma(t.Head))) || prep == "for" || prep == "on" || prep == "during" || prep == "in" || prep == "at" {
				return r.top(t.Head, 0)
			}
			return nil
		case t.Rel == doc.Nmod && r.preposition(n) == "on" && r.names(t.Head, func(a *doc.Actor) bool { return a.Kind == doc.Person }):
			return []int32{t.Head} // "Biden, on a visit to Warsaw, said"
		case t.Rel == doc.Nmod || t.Rel == doc.Conj || t.Rel == doc.Compound:
			n = t.Head
		default:
			return nil
		}
	}
	return nil
}
