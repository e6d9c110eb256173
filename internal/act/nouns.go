package act

import (
	"chancery/internal/doc"
	"chancery/internal/lexicon"
	"chancery/internal/plover"
)

const (
	nounFrame = lexicon.NounFrame
	negated   = lexicon.Negated
	uttered   = lexicon.Uttered
)

// ofNoun is the status of an act told by a noun: by the words before it ("a planned visit"), the preposition ("after the
// visit"), and the verb or noun above ("cancelled a visit", "the possibility of a visit").
func (r *reader) ofNoun(n int32, depth int) verdict {
	if depth > maxDepth/2 {
		return verdict{}
	}
	if s, w := r.besideNoun(n); s != plover.NoStatus {
		if s == plover.Planned {
			if v := r.undone(n); v.status != plover.NoStatus {
				return v
			}
		}
		return r.verdict(s, w)
	}
	t := r.tok(n)
	prep := r.preposition(n)
	if prep == "of" && t.Head >= 0 && r.form(t.Head) == "ahead" { // where the tree does not see one preposition in "ahead of"
		return r.verdict(plover.Planned, t.Head)
	}
	if s, w := r.byPreposition(n, prep); s != plover.NoStatus {
		return r.verdict(s, w)
	}
	if r.kid(n, doc.Cop) != doc.None {
		return r.ofVerb(n, false, depth+1)
	}
	h := t.Head
	if h < 0 {
		return r.verdict(plover.NoStatus, n)
	}
	switch t.Rel {
	case doc.Conj, doc.Appos, doc.Compound, doc.Nmod, doc.NmodPoss, doc.NmodDesc, doc.Flat:
		if k := r.kid(n, doc.Case); t.Rel == doc.Nmod && prep == "at" && k > h && r.form(k-1) == "," {
			return r.ofArgument(n, r.clauseOf(h), doc.Obl, prep, depth) // behind a comma it belongs to the verb
		}
		if !r.isVerbal(h) || r.tok(h).UPOS == doc.NOUN {
			return r.ofNounBelow(n, h, depth)
		}
	case doc.Nsubj, doc.NsubjPass, doc.Obj, doc.Obl, doc.Xcomp, doc.OblAgent, doc.OblUnmarked, doc.Advcl, doc.Csubj, doc.Dep, doc.Parataxis:
		return r.ofArgument(n, h, t.Rel, prep, depth)
	}
	return r.verdict(plover.NoStatus, n)
}

// isCalledOff reports whether a verb that calls off or puts off stands without what it is done to: then that is its subject, as in
// headlines, "Talks of Chad and Mali put off".
func (r *reader) isCalledOff(v int32, cue lexicon.StatusCue) bool {
	return (cue.Status == plover.Cancelled || cue.Status == plover.Postponed) && r.tok(v).UPOS == doc.VERB && r.kid(v, doc.Obj, doc.Ccomp, doc.Xcomp, doc.Aux) == doc.None
}

// undone is the status of a planned event that the verb above it calls off or puts off: "the planned visit was scrapped".
func (r *reader) undone(n int32) verdict {
	t := r.tok(n)
	if t.Head < 0 || t.Rel != doc.Obj && t.Rel != doc.NsubjPass || r.isNegated(t.Head) {
		return verdict{}
	}
	for _, lemma := range append([]string{r.lemma(t.Head)}, r.phrasal(t.Head)...) {
		c, ok := r.lex.Acts.Status("v", lemma)
		if ok && c.Object && (c.Status == plover.Cancelled || c.Status == plover.Postponed) {
			return r.verdict(c.Status, t.Head)
		}
	}
	return verdict{}
}

// phrasal is the verb v with each of its particles: "call off".
func (r *reader) phrasal(v int32) []string {
	var out []string
	for _, k := range r.particles(v) {
		out = append(out, r.lemma(v)+" "+r.form(k))
	}
	return out
}

// besideNoun is what adjectives and determiners of a noun say: "planned", "possible", "no".
func (r *reader) besideNoun(n int32) (plover.Status, int32) {
	for _, k := range r.kidsOf(n) {
		switch t := r.tok(k); t.Rel {
		case doc.Amod, doc.Compound, doc.Acl:
			if t.Rel == doc.Acl && t.UPOS == doc.VERB && k > n && r.form(k) != "planned" && r.form(k) != "scheduled" && r.form(k) != "due" && r.form(k) != "expected" {
				continue
			}
			c, ok := r.lex.Acts.Status("a", r.form(k))
			if !ok {
				c, ok = r.lex.Acts.Status("a", r.lemma(k))
			}
			if ok && c.Status != plover.NoStatus && r.form(k) != "next" {
				return c.Status, k
			}
		case doc.Det:
			if r.form(k) == "no" {
				return plover.Denied, k
			}
		}
	}
	return plover.NoStatus, doc.None
}

// byPreposition is what the preposition before an event says: what something is "ahead of" is still to come, what
// something is "after" has been.
func (r *reader) byPreposition(n int32, prep string) (plover.Status, int32) {
	switch prep {
	case "after", "following", "since", "during", "amid", "despite":
		h := r.tok(n).Head
		if h >= 0 && r.isVerbal(h) {
			if md, w := r.mood(h); md == future {
				return plover.Planned, w
			}
		}
		return plover.Occurred, r.kid(n, doc.Case)
	case "ahead", "before":
		if v := r.strayedVerb(n); v != doc.None {
			return plover.Occurred, v
		}
		return plover.Planned, r.kid(n, doc.Case)
	}
	return plover.NoStatus, doc.None
}

// strayedVerb is the passive verb in the past that tells of the noun n before it, "before a meeting of the two was held", where the tree
// hangs both on the verb above; or None.
func (r *reader) strayedVerb(n int32) int32 {
	h := r.tok(n).Head
	if h < 0 || r.form(r.kid(n, doc.Case)) != "before" {
		return doc.None
	}
	for _, k := range r.kidsOf(h) {
		if k < n || k > n+12 || r.tok(k).Rel != doc.Advcl || r.subject(k) != doc.None || r.kid(k, doc.AuxPass) == doc.None || r.kid(k, doc.MarkRel) != doc.None {
			continue
		}
		if md, _ := r.mood(k); md == past {
			return k
		}
	}
	return doc.None
}

// ofNounBelow is the status of an event noun below another noun: "the possibility of talks", "the outcome of the talks".
func (r *reader) ofNounBelow(n, h int32, depth int) verdict {
	if r.tok(n).Rel != doc.Conj {
		if c, ok := r.lex.Acts.Status("n", r.lemma(h)); ok && c.Status != plover.NoStatus {
			return r.verdict(c.Status, h)
		}
	}
	return r.ofNoun(h, depth+1)
}

// occasion is the verb that a phrase with "at" belongs to: behind a comma not the infinitive before it but the verb that governs that,
// "agreed to reopen the border, at their first talks".
func (r *reader) occasion(n, h int32) int32 {
	k := r.kid(n, doc.Case)
	if k <= h || k == 0 || r.form(k) != "at" || r.form(k-1) != "," {
		return h
	}
	for range maxDepth {
		t := r.tok(h)
		if !r.hasTo(h) || t.Head < 0 || t.Rel != doc.Xcomp && t.Rel != doc.Conj && t.Rel != doc.Advcl {
			break
		}
		h = t.Head
	}
	return h
}

// ofArgument is the status of an event noun that is the subject or object of a verb, or hangs on it with a preposition.
func (r *reader) ofArgument(n, h int32, rel doc.Rel, prep string, depth int) verdict {
	if v := r.occasion(n, h); v != h {
		return r.ofVerb(v, false, depth+1)
	}
	above := r.ofVerb(h, false, depth+1)
	cue, ok := r.lex.Acts.Status("v", r.lemma(h))
	if p := r.particles(h); !ok || len(p) > 0 {
		for _, k := range p {
			if c, found := r.lex.Acts.Status("v", r.lemma(h)+" "+r.form(k)); found {
				cue, ok = c, true
			}
		}
	}
	if !ok || r.tok(h).UPOS == doc.ADJ {
		if c, found := r.cueAt(h, rel); found && r.tok(h).UPOS != doc.VERB {
			cue, ok = lexicon.StatusCue{Status: c.Status, Object: true}, true
		}
	}
	isObject := rel == doc.Obj || rel == doc.NsubjPass || rel == doc.Nsubj && r.tok(h).UPOS == doc.ADJ || rel == doc.Obl && prep == "for" || rel == doc.Xcomp || rel == doc.Nsubj && r.isCalledOff(h, cue)
	if ok && cue.Object && isObject && cue.Status != plover.Occurred {
		switch {
		case above.status == plover.Denied:
			return above
		case above.status == plover.Hypothetical && cue.Status == plover.Planned:
			return above
		}
		return r.verdict(cue.Status, h)
	}
	if ok && cue.Status == plover.Planned && rel == doc.Obl && (prep == "on" || prep == "to") && above.status == plover.Occurred {
		return r.verdict(plover.Planned, h) // "agreed on joint patrols"
	}
	switch above.status {
	case plover.Hypothetical:
		if rel == doc.Nsubj { // "the talks could help"
			return r.verdict(plover.NoStatus, n)
		}
	case plover.Denied:
		if rel == doc.Nsubj || rel == doc.Obl { // "the talks did not end the war"
			return r.verdict(plover.Occurred, h)
		}
	}
	return above
}
