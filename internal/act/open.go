package act

import (
	"slices"

	"chancery/internal/doc"
	"chancery/internal/lexicon"
	"chancery/internal/plover"
)

// An act whose other side is not named where the act is told is open: "Berlin condemned the strikes", "Milei refused". Its
// other side is who did what was told just before; where nobody did, the act stands with one side alone.

// isOpen reports whether a match that lacks the other side still tells an act: somebody who matters says or does to
// somebody what only states and their officers do.
func (r *reader) isOpen(m *match) bool {
	f := m.frame
	if f.Kind == plover.Consult {
		return r.isHosted(m) || r.isDatedVisit(m)
	}
	if f.Class != lexicon.VerbFrame || len(m.actors) == 0 || len(m.recipients) > 0 || f.Flags.Has(lexicon.NeedsRecipient) || r.needsPair(f) {
		return false
	}
	if slices.ContainsFunc(r.objects(m.trigger), func(h int32) bool { return r.isOwned(m, h) }) {
		return false
	}
	return mayBeOpen(f.Kind) && !slices.ContainsFunc(m.actors, func(p party) bool { return !r.isOfState(p.actor) })
}

// isOwned reports whether h belongs to who acts: "urged its citizens to leave".
func (r *reader) isOwned(m *match, h int32) bool {
	k := r.kid(h, doc.NmodPoss)
	return k != doc.None && r.acts(m, r.mentionsAt(k))
}

// isDatedVisit reports whether a match tells whose visit it is, and when, but not to whom: "her visit, scheduled for May 5".
func (r *reader) isDatedVisit(m *match) bool {
	return m.frame.Mode == plover.Visit && m.frame.Class != lexicon.VerbFrame && len(m.actors) == 1 && len(m.recipients) == 0 && r.timeOf(m) != doc.None
}

// visited is whom a visit that names nobody goes to: the other side of the nearest meeting at that time which was told before
// and in which the visitor takes part.
func (r *reader) visited(told []*match, m *match) []party {
	at, when := r.d.SentenceAt(m.trigger), r.d.Times[r.timeOf(m)].When
	for i := len(told) - 1; i >= 0 && at-r.d.SentenceAt(told[i].trigger) <= farBack; i-- {
		o := told[i]
		if o.dropped || o.frame.Kind != plover.Consult {
			continue
		}
		all := appendParties(slices.Clone(o.actors), o.recipients)
		others := r.notOwn(all, m)
		if t := r.timeOf(o); len(others) == 0 || len(others) == len(all) || t == doc.None || !r.d.Times[t].When.Overlaps(when) {
			continue
		}
		return others[:1]
	}
	return nil
}

// isHosted reports whether a match tells of a dated summit of which no more than the host is named.
func (r *reader) isHosted(m *match) bool {
	if m.frame.RecipientRole != plover.Host || m.frame.Mode == plover.Visit || len(m.actors) > 0 || len(m.recipients) == 0 {
		return false
	}
	if !slices.ContainsFunc(m.told, func(i int32) bool { return r.lemma(i) == "summit" || r.lemma(i) == "conference" }) {
		return false
	}
	return r.isOfState(m.recipients[0].actor) && r.timeOf(m) != doc.None
}

// mayBeOpen reports whether acts of a kind are told without their other side.
func mayBeOpen(k plover.Kind) bool {
	switch k {
	case plover.Accuse, plover.Request, plover.Reject, plover.Threaten, plover.Sanction, plover.Assault:
		return true
	}
	return false
}

// isOfState reports whether an actor is a state, an office of one, an organisation of states, or a person in an office.
func (r *reader) isOfState(actor int32) bool {
	a := &r.d.Actors[actor]
	switch a.Kind {
	case doc.State, doc.Office:
		return true
	case doc.Person:
		return (a.Country != "" || a.Sector == "IGO") && (a.Known || a.Office != "")
	case doc.Organisation:
		return a.Sector == "IGO" || a.Sector == "GOV" || a.Sector == "MIL"
	}
	return false
}

// isSomebody reports whether token i names or means persons, states or bodies, though no known actor: "the West", "allies".
func (r *reader) isSomebody(i int32) bool {
	t := r.tok(i)
	return !r.isTime(i) && (t.UPOS == doc.PROPN || t.UPOS == doc.NOUN && (r.isAgent(i) || r.lex.Frames.Class("somebody").Has(r.lemma(i))))
}

// isElliptic reports whether v stands without any of what it could have after it: "Milei refused."
func (r *reader) isElliptic(v int32) bool {
	for _, k := range r.kidsOf(v) {
		switch r.tok(k).Rel {
		case doc.Obj, doc.Iobj, doc.Xcomp, doc.Ccomp, doc.Csubj, doc.NsubjPass, doc.AuxPass, doc.Acl, doc.Aux:
			return false
		}
	}
	md, _ := r.mood(v)
	return md == past && r.object(v) == doc.None && r.next(v) == nil
}

// closeOpen names the other side of open matches by what was told before, and drops those that stand on nothing.
func (r *reader) closeOpen(ms []*match) {
	for i, m := range ms {
		if len(m.actors) == 0 || len(m.recipients) > 0 {
			continue
		}
		if m.frame.Kind == plover.Consult {
			if m.isOpen {
				m.recipients = r.visited(ms[:i], m)
				m.dropped = len(m.recipients) == 0
			}
			continue
		}
		if m.isEcho {
			m.recipients = r.echoed(ms[:i], m)
			m.dropped = len(m.recipients) == 0
			continue
		}
		if m.isOpen {
			m.recipients = r.answered(ms[:i], m)
		}
		if len(m.recipients) == 0 && !m.isEllipsis && !slices.ContainsFunc(m.nouns, r.isEachOther) {
			m.recipients = r.meant(ms[:i], m)
		}
		if !m.isOpen || len(m.recipients) > 0 {
			continue
		}
		m.dropped = m.isEllipsis || m.frame.Kind == plover.Assault || m.status != plover.Occurred && m.status != plover.Planned
	}
}

// maxBack is how many sentences back the act lies that another one answers.
const maxBack = 2

// answered is who did what a match answers, or nil: the actors of the nearest act before it that are not of its own side.
func (r *reader) answered(told []*match, m *match) []party {
	at := r.d.SentenceAt(m.trigger)
	for i := len(told) - 1; i >= 0; i-- {
		o := told[i]
		if at-r.d.SentenceAt(o.trigger) > maxBack {
			return nil
		}
		if o.dropped || m.isEllipsis && o.frame.Kind != plover.Request && o.frame.Kind != plover.Agree {
			continue
		}
		if !m.isEllipsis && !r.pointsBack(m) {
			return nil
		}
		if r.isOfViolence(m) && o.frame.Kind != plover.Assault && o.frame.Kind != plover.Mobilize && o.frame.Kind != plover.Coerce {
			continue
		}
		all := o.actors
		if m.frame.Kind == plover.Accuse && o.frame.Kind == plover.Accuse && len(r.notOwn(o.recipients, m)) == len(o.recipients) && len(o.recipients) > 0 {
			all = o.recipients // one more who finds fault with it
		}
		others := slices.DeleteFunc(slices.Clone(all), func(p party) bool { return !r.areApart(append([]party{p}, m.actors...)) })
		if len(others) > 0 && len(others) == len(all) {
			return others
		}
	}
	return nil
}

// echoed is to whom was done, by somebody else, the like of what a match tells: the recipients of the act of its kind in the
// sentence before.
func (r *reader) echoed(told []*match, m *match) []party {
	for i := len(told) - 1; i >= 0; i-- {
		o := told[i]
		switch {
		case r.d.SentenceAt(m.trigger)-r.d.SentenceAt(o.trigger) > 1:
			return nil
		case !o.dropped && o.frame.Kind == m.frame.Kind && len(o.recipients) > 0 && r.areApart(append(slices.Clone(o.actors), m.actors...)):
			return slices.DeleteFunc(slices.Clone(o.recipients), func(p party) bool { return !r.areApart(append([]party{p}, m.actors...)) })
		}
	}
	return nil
}

// isOfViolence reports whether a match is about an attack, so that only who attacked can be meant.
func (r *reader) isOfViolence(m *match) bool {
	hostility := r.lex.Frames.Class("hostility")
	return slices.ContainsFunc(r.objects(m.trigger), func(h int32) bool { return r.lemma(h) != "action" && hostility.Has(r.lemma(h)) })
}

// pointsBack reports whether what a match is about is known from before: "the strikes", "this decision", "it".
func (r *reader) pointsBack(m *match) bool {
	for _, h := range r.objects(m.trigger) {
		if r.tok(h).UPOS == doc.PRON {
			return true
		}
		if k := r.kid(h, doc.Det); k != doc.None && r.kid(h, doc.Nmod, doc.AclRelcl, doc.Acl) == doc.None {
			switch r.form(k) {
			case "the", "this", "that", "these", "those":
				return true
			}
		}
	}
	return false
}
