package act

import (
	"strings"

	"chancery/internal/doc"
	"chancery/internal/plover"
)

// overTime is the status that a clause of time in the present tense has from the main clause, where that is still to come or only
// thought of: "will sign when he visits Berlin"; NoStatus for other clauses.
func (r *reader) overTime(v int32, depth int) plover.Status {
	t := r.tok(v)
	if t.Rel != doc.Advcl || t.Head < 0 || !r.isVerbal(t.Head) || !r.opensTime(v) {
		return plover.NoStatus
	}
	switch s := r.ofVerb(t.Head, false, depth+1).status; s {
	case plover.Planned, plover.Hypothetical:
		return s
	}
	return plover.NoStatus
}

// opensTime reports whether the clause of v is one of time or purpose.
func (r *reader) opensTime(v int32) bool {
	for _, k := range r.kidsOf(v) {
		if t := r.tok(k); k < v && (t.Rel == doc.MarkRel || t.Rel == doc.Advmod) {
			switch r.form(k) {
			case "when", "before", "until", "till", "once", "after", "so", "while", "as", "whenever", "wherever":
				return true
			}
		}
	}
	return false
}

// isReported reports whether a clause stands beside a verb of saying: "he would meet her, he said".
func (r *reader) isReported(v int32) bool {
	for _, k := range r.kidsOf(v) {
		if t := r.tok(k); t.Rel == doc.Parataxis && t.UPOS == doc.VERB {
			return true
		}
	}
	return false
}

// isAsked reports whether the clause of v asks whether it is so. "When did he visit Berlin?" takes it for granted that he
// did, and so does what hangs on a question in a clause of its own.
func (r *reader) isAsked(v int32) bool {
	top := v
	for range maxDepth {
		t := r.tok(top)
		if t.Rel != doc.Conj && t.Rel != doc.Ccomp && t.Rel != doc.Xcomp || t.Head < 0 {
			break
		}
		top = t.Head
	}
	if t := r.tok(top); t.Rel != doc.Root && t.Rel != doc.Parataxis {
		return false
	}
	s := r.sentence(v)
	last := s.Last - 1
	for last > v && last > s.First && r.form(last) != "?" && r.tok(last).UPOS == doc.PUNCT {
		last--
	}
	if r.form(last) != "?" {
		return false
	}
	for i := s.First; i < top; i++ {
		switch r.form(i) {
		case "who", "what", "which", "when", "where", "why", "how", "whose", "whom":
			return false
		}
	}
	return !r.isStated(top)
}

// isStated reports whether a verb has its subject before it as in a statement: "I heard that he left?", "We have left?".
func (r *reader) isStated(v int32) bool {
	n := r.kid(v, doc.Nsubj, doc.NsubjPass)
	if n == doc.None || n > v {
		return false
	}
	aux := r.kid(v, doc.Aux, doc.AuxPass, doc.Cop)
	if aux == doc.None {
		return r.tok(v).Feat("VerbForm") == "Fin"
	}
	return n < aux && r.tok(n).Feat("Person") == "1"
}

// isAvowed reports whether a verb gives what the speaker himself holds true: "I think".
func (r *reader) isAvowed(v int32) bool {
	switch r.lemma(v) {
	case "think", "believe", "assume", "suspect":
		s := r.kid(v, doc.Nsubj)
		return s != doc.None && r.tok(s).Feat("Person") == "1"
	}
	return false
}

// isPerformed reports whether a verb of saying or wishing does what it says, though politely: "I would urge both sides".
func (r *reader) isPerformed(v int32) bool {
	if r.lemma(v) == "like" {
		return true
	}
	s := r.kid(v, doc.Nsubj)
	return s != doc.None && r.tok(s).Feat("Person") == "1" && r.lex.Frames.Class("performed").Has(r.lemma(v))
}

// isPerceived reports whether a verb of perception stands with "can", which says no more than the verb alone: "we can see that".
func (r *reader) isPerceived(v, aux int32) bool {
	switch r.lemma(aux) {
	case "can", "could":
		return r.lex.Frames.Class("perceived").Has(r.lemma(v))
	}
	return false
}

// isEnsured reports whether the word over a clause says that somebody sees to it: "ensure", "make sure".
func (r *reader) isEnsured(h int32) bool {
	t := r.tok(h)
	return r.lemma(h) == "ensure" || r.lemma(h) == "sure" && t.Head >= 0 && r.lemma(t.Head) == "make"
}

// isGone reports whether a verb that speaks of what is to come in the present, "is going to", "gets to", tells what came about in
// the past: "went to see", "got to see".
func (r *reader) isGone(v int32) bool {
	switch r.lemma(v) {
	case "go", "get":
		return r.form(v) != "going"
	}
	return false
}

// awayFrom is the status of a deed that words keep away from whom they speak of: "warned against sending", "refrained from sending",
// "left without signing"; NoStatus for others.
func (r *reader) awayFrom(v, h int32) plover.Status {
	switch {
	case r.hasMark(v, "without"), r.hasMark(v, "instead"), r.hasMark(v, "rather"):
		return plover.Denied
	case r.hasMark(v, "against"), r.hasMark(v, "from"):
		if cue, ok := r.cueAt(h, doc.Advcl); ok && (cue.Status == plover.Denied || cue.Status == plover.Hypothetical) {
			return cue.Status
		}
		if r.hasMark(v, "against") {
			return plover.Hypothetical
		}
	case r.kid(v, doc.MarkRel) == doc.None && !r.isNegated(h):
		for _, k := range r.particles(h) { // "ruled out sending"
			if cue, ok := r.lex.Acts.Status("v", r.lemma(h)); ok && k < v && cue.Status == plover.Denied {
				return cue.Status
			}
		}
	}
	return plover.NoStatus
}

// isMotion reports whether who does v goes somewhere, so that a purpose given with it is the act itself: "flew to
// Ankara to meet".
func (r *reader) isMotion(v int32) bool { return r.lex.Frames.Class("motion").Has(r.lemma(v)) }

// underCue is the status of v below the word h: "plans to", "refused to", "an offer to".
func (r *reader) underCue(v, h int32, depth int) verdict {
	above := r.ofContext(h, depth+1)
	found, ok := r.cueAt(h, r.tok(v).Rel)
	cue := found.Status
	negated := r.negation(h) != doc.None
	switch {
	case ok && !negated && above.status == plover.Occurred && (found.Caused || r.isGone(h)):
		return r.verdict(plover.Occurred, h)
	case ok && !negated && above.status == plover.NoStatus && r.lemma(h) == "have" && r.hasTo(v) && !r.lex.Frames.Class("performed").Has(r.lemma(v)):
		return r.verdict(plover.Hypothetical, h) // "has to leave"
	case !ok && !r.hasTo(v):
		return above
	case !ok:
		if above.status == plover.Denied || above.status == plover.Hypothetical {
			return above
		}
		return r.verdict(plover.Planned, h)
	case cue == plover.Denied && negated:
		return r.verdict(plover.Hypothetical, h)
	case cue == plover.Denied, cue == plover.Cancelled, cue == plover.Postponed, cue == plover.Hypothetical:
		return r.verdict(cue, h)
	case negated:
		return r.verdict(plover.Denied, h)
	case cue == plover.Planned:
		if above.status == plover.Hypothetical || above.status == plover.Denied {
			return above
		}
		return r.verdict(plover.Planned, h)
	case cue == plover.Ongoing && above.status != plover.Planned:
		return r.verdict(plover.Ongoing, h)
	}
	return above
}

// dueTo is "due" where the tree takes "due to" before an infinitive for a preposition, "is due to visit"; None elsewhere.
func (r *reader) dueTo(v int32) int32 {
	if k := r.kid(v, doc.MarkRel); k != doc.None && r.form(k) == "due" && r.tok(v).Feat("VerbForm") == "Inf" {
		return k
	}
	return doc.None
}

// denier is the verb that denies or rejects the noun n and with it what a clause on n says: "rejected reports that"; else None.
func (r *reader) denier(n int32) int32 {
	t := r.tok(n)
	if t.Head < 0 || t.Rel != doc.Obj && t.Rel != doc.NsubjPass || r.isNegated(t.Head) {
		return doc.None
	}
	if c, ok := r.lex.Acts.Status("v", r.lemma(t.Head)); ok && c.Status == plover.Denied && r.isReport(n) {
		return t.Head
	}
	return doc.None
}

// isReport reports whether a noun is something said.
func (r *reader) isReport(n int32) bool { return r.lex.Frames.Class("report").Has(r.lemma(n)) }

// condition is the word that opens the clause on which what v tells depends: "if" in "will leave if they win"; None where
// there is none.
func (r *reader) condition(v int32) int32 {
	for _, k := range r.kidsOf(v) {
		if r.tok(k).Rel != doc.Advcl {
			continue
		}
		if o := r.kid(k, doc.MarkRel); o != doc.None {
			switch r.form(o) {
			case "if", "unless", "provided":
				return o
			}
		}
	}
	return doc.None
}

// calledOff is the status that a later verb of the same clause gives to a plan that v tells: "was due to visit Baku but cancelled
// the trip". What is called off must be named by a noun with an article and nobody else's.
func (r *reader) calledOff(v int32) verdict {
	top := v
	for range maxDepth {
		t := r.tok(top)
		if t.Head < 0 || t.Rel != doc.Xcomp && t.Rel != doc.Ccomp {
			break
		}
		top = t.Head
	}
	for _, at := range []int32{top, v} {
		for _, c := range r.conjuncts(at)[1:] {
			obj := r.kid(c, doc.Obj)
			if obj == doc.None || !r.lex.Frames.Class("journey").Has(r.lemma(obj)) {
				continue
			}
			if det := r.kid(obj, doc.Det, doc.NmodPoss); det == doc.None || r.kid(obj, doc.Nmod) != doc.None || r.tok(det).UPOS == doc.PROPN {
				continue
			}
			if u := r.undone(obj); u.status != plover.NoStatus {
				return u
			}
		}
	}
	return verdict{}
}

// isMay reports whether token k is the name May that the tree takes for an auxiliary: a finite verb follows it.
func (r *reader) isMay(k int32) bool {
	if r.d.Word(k) != "May" || int(k)+1 >= len(r.d.Tokens) {
		return false
	}
	t := r.tok(k + 1)
	return t.UPOS == doc.AUX && t.Feat("VerbForm") == "Fin"
}

// isLasting reports whether a verb tells what has gone on up to now: "has been shelling".
func (r *reader) isLasting(v int32) bool {
	if !r.isIng(v) {
		return false
	}
	for _, k := range r.kidsOf(v) {
		if f := r.form(k); r.tok(k).Rel == doc.Aux && (f == "has" || f == "have" || f == "'ve") {
			return true
		}
	}
	return false
}

func (r *reader) isIng(v int32) bool { return strings.HasSuffix(r.form(v), "ing") }
