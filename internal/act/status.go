package act

import (
	"chancery/internal/doc"
	"chancery/internal/lexicon"
	"chancery/internal/plover"
)

// mood is how a verb or noun tells its act, before what stands above it is weighed.
type mood uint8

const (
	bare    mood = iota // an infinitive or participle: what stands above decides
	past                // simple past, perfect
	present             // simple present
	going               // is meeting, was meeting
	future              // will, is to
	modal               // may, could, should
	would               // future in the past, or a condition
	command             // an imperative
)

// A verdict is a status and the words that decide it.
type verdict struct {
	status plover.Status
	by     doc.Range
}

func (r *reader) verdict(s plover.Status, words ...int32) verdict {
	v := verdict{status: s}
	for _, w := range words {
		if v.by.Len() == 0 {
			v.by = doc.Range{First: w, Last: w + 1}
		}
		v.by.First, v.by.Last = min(v.by.First, w), max(v.by.Last, w+1)
	}
	return v
}

// judge decides whether the act of a match happened.
func (r *reader) judge(m *match) verdict {
	var v verdict
	if m.frame.Class == nounFrame {
		v = r.ofNoun(m.trigger, 0)
	} else if k := r.expected(m.trigger); k != doc.None {
		v = r.verdict(plover.Planned, k)
	} else {
		v = r.ofVerb(m.trigger, m.frame.Flags.Has(negated), 0)
		if v.status == plover.Planned && (m.frame.Flags.Has(negated) || m.frame.Flags.Has(uttered)) {
			v.status = plover.Occurred
		}
	}
	if v.status == plover.Planned && m.frame.Kind == plover.Consult {
		if u := r.calledOff(m.trigger); u.status != plover.NoStatus {
			v = u
		}
	}
	if v.status == plover.Hypothetical && v.by.Len() == 1 && (m.frame.Kind == plover.Assault || m.frame.Kind == plover.Coerce) {
		if c, _ := r.lex.Acts.Status("v", r.lemma(v.by.First)); c.Tried {
			v.status = plover.Occurred
		}
	}
	if m.frame.Status != plover.NoStatus {
		switch v.status {
		case plover.Occurred, plover.Ongoing, plover.NoStatus:
			return r.verdict(m.frame.Status, m.trigger)
		case plover.Planned:
			return verdict{plover.Planned, v.by}
		}
		return verdict{plover.Hypothetical, v.by}
	}
	return v
}

// expected is the word between a copula and its predicate that says that it is to be: "is due in Kampala"; None if there is none.
func (r *reader) expected(v int32) int32 {
	t := r.tok(v)
	if t.Rel != doc.Cop || t.Head < v || r.negation(t.Head) != doc.None {
		return doc.None
	}
	for k := v + 1; k < t.Head && k <= v+4; k++ {
		if c, ok := r.lex.Acts.Status("a", r.form(k)); ok && c.Status == plover.Planned {
			return k
		}
	}
	return doc.None
}

// mood is the mood of a verb and the word that tells it.
func (r *reader) mood(v int32) (mood, int32) {
	t := r.tok(v)
	aux, found := int32(doc.None), bare
	for _, k := range r.kidsOf(v) {
		rel := r.tok(k).Rel
		if rel != doc.Aux && rel != doc.AuxPass && rel != doc.Cop {
			continue
		}
		if r.isMay(k) {
			continue
		}
		m := r.auxMood(k, v, rel)
		if m > found || found == bare {
			found, aux = m, k
		}
	}
	if aux != doc.None {
		return found, aux
	}
	switch {
	case t.Feat("Mood") == "Imp" && r.kid(v, doc.Nsubj, doc.NsubjPass) == doc.None:
		return command, v
	case r.isJoined(v):
		return past, v
	case r.isMisread(v):
		if in, _ := r.lex.Frames.Verb(r.form(v)); !in.Past {
			return present, v
		}
		return past, v
	case t.Feat("VerbForm") == "Fin" || t.Feat("VerbForm") == "":
		if t.Feat("Tense") == "Past" {
			return past, v
		}
		if t.Feat("Tense") == "Pres" && !r.hasTo(v) {
			if in, ok := r.lex.Frames.Verb(r.form(v)); ok && in.Past && in.Base {
				return past, v // "beat", "hit", "put": in news most often past
			}
			return present, v
		}
	}
	return bare, v
}

// isJoined reports whether v is the past of a clause joined by "and" that the tree hangs on as an adverbial: "said the
// accord was weak, and called on them".
func (r *reader) isJoined(v int32) bool {
	in, ok := r.lex.Frames.Verb(r.form(v))
	return ok && in.Past && r.tok(v).Rel == doc.Advcl && r.kid(v, doc.CC) != doc.None && r.kid(v, doc.Nsubj, doc.MarkRel) == doc.None
}

// auxMood is what an auxiliary or a copula k tells of the verb v.
func (r *reader) auxMood(k, v int32, rel doc.Rel) mood {
	switch r.lemma(k) {
	case "will", "shall", "'ll", "wo", "gon":
		if r.form(k) == "would" {
			return would
		}
		return future
	case "would", "'d":
		return would
	case "may", "might", "could", "can", "should", "must", "ought", "need", "dare":
		return modal
	case "have", "do", "get":
		if r.form(k) == "do" || r.form(k) == "does" {
			return present
		}
		return past
	case "be":
		switch f := r.form(k); {
		case f == "been" && rel == doc.Aux && r.isLasting(v):
			return going
		case r.hasTo(v) && r.tok(v).Feat("VerbForm") != "Ger":
			return future
		case f == "was" || f == "were" || f == "been":
			return past
		case f == "being":
			return going
		case rel == doc.Aux && (r.tok(v).Feat("VerbForm") == "Ger" || r.tok(v).Feat("Tense") == "Pres"):
			return going
		case rel == doc.AuxPass && r.kid(v, doc.Aux) == doc.None:
			return present
		}
		return present
	}
	return bare
}

// isNegated reports whether a verb, or the noun that is its object or subject, is negated.
func (r *reader) isNegated(v int32) bool { return r.negation(v) != doc.None }

func (r *reader) negation(v int32) int32 {
	for _, k := range r.kidsOf(v) {
		t := r.tok(k)
		switch t.Rel {
		case doc.Advmod, doc.Det, doc.Aux, doc.CC, doc.CCPreconj:
			switch r.form(k) {
			case "not", "n't", "never", "nor", "hardly", "scarcely", "n’t":
				return k
			case "no", "neither":
				if t.Rel == doc.Det {
					return k
				}
			}
		case doc.Nsubj, doc.Obj, doc.NsubjPass:
			if r.tok(v).UPOS != doc.VERB || r.lemma(v) == "have" { // "has no doubt": it is so
				continue
			}
			if n := r.kid(k, doc.Det); n != doc.None && r.form(n) == "no" {
				return n
			}
		}
	}
	return doc.None
}

// opener is the word that opens the clause of v where it makes a condition of it: "if", "whether".
func (r *reader) opener(v int32) int32 {
	if a := r.inverted(v); a != doc.None {
		return a
	}
	for _, k := range r.kidsOf(v) {
		if t := r.tok(k); t.Rel == doc.MarkRel || t.Rel == doc.Advmod {
			if c, ok := r.lex.Acts.Status("m", r.form(k)); ok && c.Status == plover.Hypothetical && t.Rel == doc.MarkRel {
				return k
			}
			if c, ok := r.lex.Acts.Status("r", r.form(k)); ok && c.Status == plover.Hypothetical {
				return k
			}
		}
	}
	return doc.None
}

// inverted is the auxiliary that opens a condition without "if": "Had he asked her", "Should the raids go on"; None where the
// clause is none, or a question. The order of words tells it: trees err here.
func (r *reader) inverted(v int32) int32 {
	s := r.sentence(v)
	a := s.First
	for a < v && r.tok(a).UPOS == doc.PUNCT {
		a++
	}
	if a+1 >= v || r.tok(a).UPOS != doc.AUX || r.form(s.Last-1) == "?" {
		return doc.None
	}
	for k := a + 1; k < v; k++ {
		if u := r.tok(k).UPOS; u == doc.VERB || u == doc.AUX {
			return doc.None
		}
	}
	switch r.form(a) {
	case "had", "should", "were":
		return a
	}
	return doc.None
}

// ofVerb is the status of what a verb, or an adjective with its copula, tells. With asserted, a negation belongs to the
// frame and is not counted again.
func (r *reader) ofVerb(v int32, asserted bool, depth int) verdict {
	if depth > maxDepth/2 {
		return verdict{}
	}
	t := r.tok(v)
	md, word := r.mood(v)
	if o := r.opener(v); o != doc.None {
		return r.verdict(plover.Hypothetical, o)
	}
	if k := r.dueTo(v); k != doc.None && !r.isNegated(v) {
		return r.verdict(plover.Planned, k)
	}
	if n := r.negation(v); n != doc.None && !asserted {
		if md == modal {
			return r.verdict(plover.Hypothetical, n, word)
		}
		return r.verdict(plover.Denied, n)
	}
	if r.isAsked(v) {
		return r.verdict(plover.Hypothetical, v)
	}
	switch md {
	case command:
		return r.verdict(plover.Hypothetical, v)
	case modal:
		if asserted {
			return r.verdict(plover.Occurred, word)
		}
		if r.isPerformed(v) || r.isPerceived(v, word) {
			return r.verdict(plover.NoStatus, v)
		}
		return r.verdict(plover.Hypothetical, word)
	case past:
		return r.underClause(v, r.verdict(plover.Occurred, word), depth)
	case future:
		if o := r.condition(v); o != doc.None && t.Rel != doc.Ccomp { // a threat or a promise under a condition is one
			return r.verdict(plover.Hypothetical, o)
		}
		return r.underClause(v, r.verdict(plover.Planned, word), depth)
	case would:
		if r.isPerformed(v) {
			return r.verdict(plover.NoStatus, v)
		}
		if t.Rel == doc.Ccomp || t.Rel == doc.Parataxis || t.Rel == doc.AclRelcl || t.Rel == doc.Conj || r.hasMark(v, "that") || r.isReported(v) {
			return r.underClause(v, r.verdict(plover.Planned, word), depth)
		}
		return r.verdict(plover.Hypothetical, word)
	case going:
		if x := r.kid(v, doc.Xcomp); x != doc.None && r.form(v) == "going" && r.hasTo(x) {
			return r.verdict(plover.Planned, v)
		}
		if f := r.form(word); f == "was" || f == "were" || f == "been" && !r.isLasting(v) {
			return r.underClause(v, r.verdict(plover.Occurred, word), depth)
		}
		return r.underClause(v, r.verdict(plover.Ongoing, word), depth)
	case present:
		if above := r.overTime(v, depth); above != plover.NoStatus {
			return r.verdict(above, t.Head)
		}
		if t.Rel == doc.Conj && t.Head >= 0 && r.opener(t.Head) != doc.None && r.kid(v, doc.Nsubj, doc.NsubjPass) == doc.None {
			return r.ofVerb(t.Head, false, depth+1) // "if they come and sign"
		}
		return r.underClause(v, r.verdict(plover.NoStatus, word), depth) // settled by settlePresent
	}
	return r.ofBare(v, depth)
}

// underClause weighs what stands above the finite clause of v: a plain report leaves its status, a doubt or a wish does not.
func (r *reader) underClause(v int32, base verdict, depth int) verdict {
	t := r.tok(v)
	for t.Rel == doc.Conj && t.Head >= 0 && depth < maxDepth {
		v, depth = t.Head, depth+1
		t = r.tok(v)
	}
	if t.Head < 0 || t.Rel != doc.Ccomp && t.Rel != doc.Acl && t.Rel != doc.Csubj && (t.Rel != doc.Xcomp || !r.hasTo(v)) {
		return base
	}
	if t.Rel == doc.Acl {
		if w := r.denier(t.Head); w != doc.None {
			return r.verdict(plover.Denied, w)
		}
	}
	cue, ok := r.cueAt(t.Head, t.Rel)
	if !ok || cue.Bare || cue.Status == plover.Hypothetical && r.isAvowed(t.Head) {
		return base
	}
	negated := r.negation(t.Head) != doc.None
	switch cue.Status {
	case plover.Planned:
		if base.status == plover.NoStatus && r.isEnsured(t.Head) {
			return r.verdict(plover.Planned, t.Head)
		}
	case plover.Hypothetical:
		return r.verdict(plover.Hypothetical, t.Head)
	case plover.Denied:
		if negated {
			return r.verdict(plover.Hypothetical, t.Head)
		}
		return r.verdict(plover.Denied, t.Head)
	case plover.NoStatus:
		if negated && base.status != plover.Planned && !r.lex.Frames.Class("factive").Has(r.lemma(t.Head)) {
			return r.verdict(plover.Hypothetical, t.Head)
		}
	}
	return base
}

// cueAt is what the word above a clause does to its status.
func (r *reader) cueAt(h int32, rel doc.Rel) (lexicon.StatusCue, bool) {
	class := "v"
	switch r.tok(h).UPOS {
	case doc.NOUN, doc.PROPN:
		class = "n"
	case doc.ADJ, doc.ADV:
		class = "a"
	}
	c, ok := r.lex.Acts.Status(class, r.lemma(h))
	if !ok && class == "a" {
		c, ok = r.lex.Acts.Status(class, r.form(h))
	}
	if !ok && class == "v" {
		c, ok = r.lex.Acts.Status("a", r.form(h))
	}
	if !ok && class != "v" {
		c, ok = r.lex.Acts.Status("v", r.lemma(h))
	}
	return c, ok
}

// ofBare is the status of an infinitive or a participle: what the word above makes of it.
func (r *reader) ofBare(v int32, depth int) verdict {
	t := r.tok(v)
	h := t.Head
	if h < 0 || t.Rel == doc.Root {
		if r.hasTo(v) { // headline: "Xi, Putin to meet"
			return r.verdict(plover.Planned, v)
		}
		if isPastParticiple(t) {
			return r.verdict(plover.Occurred, v)
		}
		return r.verdict(plover.NoStatus, v)
	}
	switch t.Rel {
	case doc.Conj:
		if r.isVerbal(h) {
			return r.ofVerb(h, false, depth+1)
		}
		return r.ofBare(h, depth+1)
	case doc.Acl, doc.Amod:
		if !r.hasTo(v) && t.Feat("VerbForm") != "Inf" {
			if c, ok := r.lex.Acts.Status("n", r.lemma(h)); ok && c.Status != plover.NoStatus && !isPastParticiple(t) {
				return r.underCue(v, h, depth) // "the possibility of resolving"
			}
			if isPastParticiple(t) {
				return r.underNoun(h, r.verdict(plover.Occurred, v), depth)
			}
			if t.Rel == doc.Amod {
				return r.underNoun(h, r.verdict(plover.NoStatus, v), depth)
			}
			return r.underNoun(h, r.ofContext(h, depth+1), depth)
		}
		return r.underCue(v, h, depth)
	case doc.Advcl:
		if r.hasTo(v) {
			if cue, ok := r.cueAt(h, t.Rel); ok && cue.Status != plover.NoStatus {
				return r.underCue(v, h, depth)
			}
			if r.isVerbal(h) && (r.isMotion(h) || r.lemma(h) == "take") && r.ofVerb(h, false, depth+1).status == plover.Occurred { // "took a year to sign"
				return r.verdict(plover.Occurred, h)
			}
			return r.verdict(plover.Planned, v)
		}
		if s := r.awayFrom(v, h); s != plover.NoStatus {
			return r.verdict(s, h)
		}
		if cue, ok := r.cueAt(h, t.Rel); ok && !isPastParticiple(t) && (cue.Status == plover.Planned || cue.Status == plover.Hypothetical) && (r.hasMark(v, "on") || r.hasMark(v, "in") || r.hasMark(v, "about") || r.hasMark(v, "of")) {
			return r.underCue(v, h, depth) // "plans on visiting"
		}
		if r.isVerbal(h) {
			return r.ofVerb(h, false, depth+1)
		}
	case doc.Xcomp, doc.Ccomp, doc.Csubj, doc.Parataxis, doc.Obl, doc.Nmod, doc.Dep, doc.Obj:
		return r.underCue(v, h, depth)
	}
	if isPastParticiple(t) {
		return r.verdict(plover.Occurred, v)
	}
	return r.verdict(plover.NoStatus, v)
}

// ofContext is the status of any word that heads a phrase or a clause.
func (r *reader) ofContext(h int32, depth int) verdict {
	if depth > maxDepth/2 {
		return verdict{}
	}
	if r.isVerbal(h) {
		return r.ofVerb(h, false, depth+1)
	}
	return r.ofNoun(h, depth+1)
}

// underNoun weighs the words with the noun that v stands with.
func (r *reader) underNoun(n int32, base verdict, depth int) verdict {
	if c, w := r.besideNoun(n); c != plover.NoStatus && c != plover.Occurred && w != base.by.First {
		return r.verdict(c, w)
	}
	return base
}
