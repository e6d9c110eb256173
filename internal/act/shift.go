package act

import (
	"chancery/internal/doc"
	"chancery/internal/plover"
)

// What is moved from one time to another is told as two acts: the one that was planned, which is put off, and the one that is
// planned in its place.

// shifted is the acts of a match: a itself, or the two that a sentence tells which moves it to another time.
func (r *reader) shifted(m *match, a doc.Act) []doc.Act {
	switch a.Status {
	case plover.Planned, plover.Postponed, plover.Occurred:
	default:
		return []doc.Act{a}
	}
	v := r.shiftVerb(m)
	if v == doc.None || a.Kind != plover.Consult {
		return []doc.Act{a}
	}
	from, to := int32(doc.None), int32(doc.None)
	for _, k := range r.kidsOf(v) {
		t := r.timeAt(k)
		if t == doc.None || k < v {
			continue
		}
		switch r.preposition(k) {
		case "from":
			from = t
		case "to", "until", "till":
			to = t
		case "for":
			if r.form(v) == "rescheduled" {
				to = t
			}
		}
	}
	if to == doc.None {
		return []doc.Act{a}
	}
	if pub := r.d.Meta.Published; pub.IsDay() && r.d.Times[to].When.To < pub.From {
		return []doc.Act{a}
	}
	later := a
	a.Status, a.StatusBy = plover.Postponed, doc.Range{First: v, Last: v + 1}
	later.Status, later.StatusBy = plover.Planned, a.StatusBy
	later.Time, later.When = to, r.d.Times[to].When
	if from != doc.None || a.Time == to {
		a.Time, a.When = from, r.when(from)
		r.keepPlanned(m, &a)
	}
	if a.When.IsKnown() && a.When == later.When {
		return []doc.Act{later}
	}
	return []doc.Act{a, later}
}

// shiftVerb is the verb that moves what a match tells to another time, or None: its trigger where that is one, else the verb
// of which it is the subject or the object.
func (r *reader) shiftVerb(m *match) int32 {
	v := m.trigger
	if m.frame.Class == nounFrame {
		t := r.tok(v)
		if t.Head < 0 || t.Rel != doc.Obj && t.Rel != doc.NsubjPass {
			return doc.None
		}
		v = t.Head
	}
	class, lemma := r.lex.Frames.Class("shift"), r.lemma(v)
	if in, ok := r.lex.Frames.Verb(r.form(v)); ok {
		lemma = in.Lemma
	}
	if class.Has(lemma) {
		return v
	}
	for _, k := range r.kidsOf(v) {
		if t := r.tok(k); k == v+1 && (t.Rel == doc.CompoundPrt || t.Rel == doc.Advmod) && class.Has(lemma+" "+r.form(k)) {
			return v
		}
	}
	return doc.None
}

// timeAt is the time of which word i is the head, or None.
func (r *reader) timeAt(i int32) int32 {
	for k := r.firstTime(max(i-8, 0)); k < len(r.d.Times) && r.d.Times[k].Tokens.First <= i; k++ {
		if t := &r.d.Times[k]; (t.Type == doc.Date || t.Type == doc.Clock) && t.When.IsKnown() && r.headOf(t.Tokens) == i {
			return int32(k)
		}
	}
	return doc.None
}
