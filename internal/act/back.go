package act

import (
	"slices"

	"chancery/internal/doc"
	"chancery/internal/plover"
)

// What is said of an act told before, "welcomed the accord", "condemned the launch", "called on both sides to stop", is
// said to or of those who did it. They are the other side where none is named.

// farBack is how many sentences back the act lies that a noun with "the" means.
const farBack = 15

// meant is the other side of a match that names none: those who did what a noun of it means ("the accord"), those who stand
// against each other where they are asked for calm, or whom its actor had to do with just before.
func (r *reader) meant(told []*match, m *match) []party {
	switch m.frame.Kind {
	case plover.Accuse, plover.Request, plover.Reject, plover.Threaten, plover.Support:
	case plover.Sanction, plover.Retreat, plover.Concede:
		return r.counterpart(told, m)
	default:
		return nil
	}
	for _, h := range r.matters(m) {
		if kinds := r.kindsOf(h); kinds != nil {
			if ps := r.doers(told, m, kinds); ps != nil {
				return ps
			}
		}
	}
	if m.frame.Kind == plover.Support {
		return nil
	}
	if m.frame.Kind == plover.Request && r.asksForCalm(m) {
		return r.opponents(told, m)
	}
	return r.counterpart(told, m)
}

// matters is the nouns that a match is about and that mean something told before: with "the" or "this", and with nothing
// behind them that tells more of it.
func (r *reader) matters(m *match) []int32 {
	heads := r.objects(m.trigger)
	for _, k := range r.kidsOf(m.trigger) {
		if t := r.tok(k); k > m.trigger && (t.Rel == doc.Obl || t.Rel == doc.Nmod) && !r.isSetting(r.preposition(k)) {
			heads = append(heads, k)
		}
	}
	heads = append(slices.Clone(heads), r.complementSubjects(m)...)
	return slices.DeleteFunc(heads, func(h int32) bool { return !r.isTold(h) })
}

// isTold reports whether a noun means something told before.
func (r *reader) isTold(h int32) bool {
	det := r.kid(h, doc.Det)
	if det == doc.None || r.tok(h).UPOS != doc.NOUN {
		return false
	}
	switch r.form(det) {
	case "the", "this", "that", "these", "those":
	default:
		return false
	}
	for _, k := range r.kidsOf(h) {
		switch t := r.tok(k); t.Rel {
		case doc.AclRelcl, doc.Acl:
			return false
		case doc.Nmod:
			switch r.preposition(k) {
			case "from", "in", "at", "as", "on":
			default:
				return false
			}
		}
	}
	return true
}

// retold is the classes of nouns that mean acts told before, and the kinds of these.
var retold = [...]struct {
	class string
	kinds []plover.Kind
}{
	{"retold-attack", []plover.Kind{plover.Assault, plover.Mobilize, plover.Coerce}},
	{"retold-measure", []plover.Kind{plover.Sanction, plover.Coerce, plover.Reject, plover.Retreat, plover.Accuse}},
	{"retold-accord", []plover.Kind{plover.Agree, plover.Support, plover.Cooperate, plover.Concede, plover.Retreat}},
	{"retold-meeting", []plover.Kind{plover.Consult}},
	{"retold-step", []plover.Kind{
		plover.Agree, plover.Support, plover.Cooperate, plover.Concede, plover.Retreat, plover.Sanction, plover.Coerce, plover.Reject, plover.Mobilize,
		plover.Aid, plover.Threaten,
	}},
}

// kindsOf is the kinds of act that a noun can mean, nil if it means none.
func (r *reader) kindsOf(h int32) []plover.Kind {
	for i := range retold {
		if r.lex.Frames.Class(retold[i].class).Has(r.lemma(h)) {
			return retold[i].kinds
		}
	}
	return nil
}

// doers is who did the nearest act of some kinds told before a match, but for its own side: of an accord or a meeting all who
// take part, of other acts who did them.
func (r *reader) doers(told []*match, m *match, kinds []plover.Kind) []party {
	at := r.d.SentenceAt(m.trigger)
	for i := len(told) - 1; i >= 0 && at-r.d.SentenceAt(told[i].trigger) <= farBack; i-- {
		o := told[i]
		if o.dropped || !slices.Contains(kinds, o.frame.Kind) || o.status == plover.Denied || o.status == plover.Hypothetical {
			continue
		}
		ps := o.actors
		if o.frame.Kind == plover.Agree || o.frame.Kind == plover.Cooperate || o.frame.Kind == plover.Consult && len(o.recipients) == 0 {
			ps = append(slices.Clone(ps), o.recipients...)
		}
		if others := r.notOwn(ps, m); len(others) > 0 && (len(others) == len(ps) || m.frame.Kind == plover.Support) {
			return others
		}
	}
	return nil
}

// notOwn is the parties that are of no side of the actors of a match.
func (r *reader) notOwn(ps []party, m *match) []party {
	return slices.DeleteFunc(slices.Clone(ps), func(p party) bool {
		return slices.ContainsFunc(m.actors, func(q party) bool { return !r.areApart([]party{p, q}) }) || !r.isRelevant(p.actor)
	})
}

// asksForCalm reports whether a request is one that is made to those who are at odds: "called for restraint", "urged both
// sides".
func (r *reader) asksForCalm(m *match) bool {
	s := r.sentence(m.trigger)
	for i := m.trigger + 1; i < s.Last && i <= m.trigger+8; i++ {
		if r.isBelow(i, m.trigger) && r.lex.Frames.Class("calm").Has(r.lemma(i)) {
			return true
		}
	}
	return false
}

// opponents is the two sides of the nearest act of conflict, or of the nearest that has two, told before a match.
func (r *reader) opponents(told []*match, m *match) []party {
	at := r.d.SentenceAt(m.trigger)
	for i := len(told) - 1; i >= 0 && at-r.d.SentenceAt(told[i].trigger) <= farBack; i-- {
		o := told[i]
		if q := o.frame.Kind.Quad(); o.dropped || q != plover.VerbalConflict && q != plover.MaterialConflict {
			continue
		}
		ps := appendParties(slices.Clone(o.actors), o.recipients)
		if others := r.notOwn(ps, m); len(others) == len(ps) && r.areApart(others) {
			return others
		}
	}
	return nil
}

// nearBack is how many sentences back an act lies whose other side is still the one that is dealt with.
const nearBack = 4

// counterpart is the one other side of the nearest act just before a match in which its actor has a part.
func (r *reader) counterpart(told []*match, m *match) []party {
	if o := r.object(m.trigger); o != doc.None && (r.isSomebody(o) || r.mentionsAt(o) != nil) {
		return nil
	}
	at := r.d.SentenceAt(m.trigger)
	for i := len(told) - 1; i >= 0 && at-r.d.SentenceAt(told[i].trigger) <= nearBack; i-- {
		o := told[i]
		if o.dropped || o.status == plover.Denied {
			continue
		}
		ps := appendParties(slices.Clone(o.actors), o.recipients)
		others := r.notOwn(ps, m)
		if len(others) > 0 && len(others) < len(ps) && !r.areApart(others) {
			return others
		}
	}
	return nil
}
