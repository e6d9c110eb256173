package act

import (
	"slices"

	"chancery/internal/doc"
	"chancery/internal/lexicon"
	"chancery/internal/plover"
)

// fill finds the parties of a match: recipients in its slots, then actors in theirs.
func (r *reader) fill(m *match) {
	f := m.frame
	pair := r.needsPair(f)
	m.actors = r.slots(m, f.Actors, pair && f.Recipients == nil)
	if len(m.actors) == 0 && f.Class == lexicon.VerbFrame && wantsSubject(f.Actors) {
		if t := r.tok(m.trigger); (t.Rel == doc.Acl || t.Rel == doc.Amod) && t.Head >= 0 && !r.isMisread(m.trigger) {
			m.actors = r.agents(r.gov(t.Head, 0)) // "signed a decree imposing sanctions"
		} else {
			m.actors = r.before(m)
		}
	}
	m.recipients = r.others(m, f.Recipients)
	if len(m.recipients) == 0 && f.Recipients != nil {
		m.recipients = r.lastResort(m)
	}
	if len(m.actors) == 0 && r.isByState(m) {
		m.actors = r.byPlace(m)
	}
	if len(m.actors) == 0 && f.Kind == plover.Protest && len(m.recipients) > 0 {
		if here := r.byPlace(m); r.areApart(append(slices.Clone(here), m.recipients...)) {
			m.actors = here // a crowd is of the state where it gathers
		}
	}
	if f.Kind == plover.Consult && f.Class == nounFrame && f.Mode == plover.NoMode {
		r.splitVisit(m)
	}
	if f.Mode == plover.Visit {
		r.mendVisitor(m)
	}
	if r.lex.Acts.Kind(f.Kind).State {
		m.actors = r.asStates(m.actors)
	}
	m.recipients = slices.DeleteFunc(m.recipients, func(p party) bool {
		return slices.ContainsFunc(m.actors, func(q party) bool {
			return q.actor == p.actor || isAddressed(f.Kind) && r.isOwn(q.actor, p.actor) && r.d.Actors[p.actor].Kind == doc.State
		})
	})
	r.dropOwn(m)
	r.dropTellers(m)
	if r.isOfSummons(m) || r.isAtHome(m) {
		m.actors, m.recipients = nil, nil
	}
}

// mendVisitor names anew who visits, where the sentence has somebody visit the own state and says in the same clause that he
// holds an office of another: names change places in translations, offices seldom.
func (r *reader) mendVisitor(m *match) {
	if len(m.actors) != 1 || len(m.recipients) != 1 || !r.isOwnState(m.actors[0].actor, m.recipients[0].actor) {
		return
	}
	for _, k := range r.kidsOf(m.trigger) {
		if r.tok(k).Rel != doc.Advcl {
			continue
		}
		for _, c := range r.kidsOf(k) {
			if !r.hasPreposition(c, "as") {
				continue
			}
			if as := r.parties(c); len(as) == 1 && r.d.Actors[as[0].actor].Kind == doc.Person && r.areApart([]party{as[0], m.recipients[0]}) {
				m.actors = as
				return
			}
		}
	}
}

// isOwnState reports whether a person acts for a state.
func (r *reader) isOwnState(person, state int32) bool {
	p, s := &r.d.Actors[person], &r.d.Actors[state]
	return p.Kind == doc.Person && s.Kind == doc.State && p.Country != "" && p.Country == s.Country
}

// dropOwn drops of several recipients those that are organs of who acts: "pulled its troops out of Lebanon".
func (r *reader) dropOwn(m *match) {
	isOwn := func(p party) bool {
		return r.d.Actors[p.actor].Kind == doc.Office && slices.ContainsFunc(m.actors, func(q party) bool { return r.isOwn(q.actor, p.actor) })
	}
	if rest := slices.DeleteFunc(slices.Clone(m.recipients), isOwn); len(rest) > 0 {
		m.recipients = rest
	}
}

// isAtHome reports whether an opposition asks something of nobody else than "the government" or "parliament": its own, whoever was
// spoken of before.
func (r *reader) isAtHome(m *match) bool {
	if len(m.actors) == 0 || m.frame.Kind != plover.Request && len(m.recipients) == 0 {
		return false
	}
	for _, p := range m.actors {
		if r.d.Actors[p.actor].Sector != "OPP" {
			return false
		}
	}
	home := r.d.Actors[m.actors[0].actor].Country
	for _, p := range m.recipients {
		if p.mention == doc.None || r.d.Mentions[p.mention].Kind != doc.ByNoun && r.d.Actors[p.actor].Country != home {
			return false
		}
	}
	return true
}

// isOfSummons reports whether an act is only what somebody is summoned for, which the summons tells itself: "summoned the envoy to
// protest against the raid".
func (r *reader) isOfSummons(m *match) bool {
	t := r.tok(m.trigger)
	return t.UPOS == doc.VERB && (t.Rel == doc.Advcl || t.Rel == doc.Xcomp) && t.Head >= 0 && t.Head < m.trigger && r.hasTo(m.trigger) && r.lemma(t.Head) == "summon"
}

// dropTellers drops agencies and papers from acts that nobody does with them: there they are who tells of it, "called for talks, AFP
// reported". They can be banned, shelled and accused.
func (r *reader) dropTellers(m *match) {
	switch m.frame.Kind {
	case plover.Sanction, plover.Coerce, plover.Assault, plover.Accuse, plover.Threaten, plover.Protest, plover.Reject:
		r.dropParties(m, func(p party) bool { return r.isPress(p) && r.isTelling(p) })
		return
	}
	r.dropParties(m, r.isPress)
}

// isTelling reports whether a party is the subject of a verb of saying: "Reuters reported".
func (r *reader) isTelling(p party) bool {
	if p.mention == doc.None {
		return false
	}
	t := r.tok(r.d.Mentions[p.mention].Head)
	if t.Rel != doc.Nsubj || t.Head < 0 {
		return false
	}
	switch r.lemma(t.Head) {
	case "report", "say", "write", "cite", "quote", "add", "note", "tell":
		return true
	}
	return false
}

// isPress reports whether a party is an agency, a paper or a broadcaster.
func (r *reader) isPress(p party) bool {
	a := &r.d.Actors[p.actor]
	return a.Kind == doc.Organisation && a.Sector == "JRN"
}

func (r *reader) dropParties(m *match, isOut func(party) bool) {
	for _, list := range [...]*[]party{&m.actors, &m.recipients} {
		if slices.ContainsFunc(*list, isOut) {
			*list = slices.DeleteFunc(slices.Clone(*list), isOut)
		}
	}
}

// isAddressed reports whether acts of a kind are words to another: nobody warns the own state.
func isAddressed(k plover.Kind) bool {
	return k == plover.Accuse || k == plover.Threaten || k == plover.Reject
}

// splitVisit makes visitors and hosts of those who talk, where one side came for it: "flew to Doha for talks with".
func (r *reader) splitVisit(m *match) {
	t := r.tok(m.trigger)
	if t.Head < 0 || t.Rel != doc.Obl || r.preposition(m.trigger) != "for" || !r.isMotion(t.Head) || r.lemma(t.Head) == "meet" || r.lemma(t.Head) == "gather" {
		return
	}
	came := r.all(r.top(t.Head, 0))
	var actors, hosts []party
	for _, p := range m.actors {
		if slices.ContainsFunc(came, func(q party) bool { return q.actor == p.actor }) {
			actors = append(actors, p)
		} else {
			hosts = append(hosts, p)
		}
	}
	if len(actors) > 0 && len(hosts) > 0 {
		m.actors, m.recipients, m.isVisit = actors, hosts, true
	}
}

// lastResort is the recipient that is named deeper in the phrase of its slot ("refugees who fled the war in Liberia"), or
// by the place.
func (r *reader) lastResort(m *match) []party {
	f := m.frame
	if m.isOpen && mayBeOpen(f.Kind) && slices.ContainsFunc(r.objects(m.trigger), r.isSomebody) {
		return nil // who is asked is told, though not known: not who is named in what he is asked
	}
	if f.Kind == plover.Consult {
		if f.Mode == plover.Visit {
			return r.byPlace(m)
		}
		return nil
	}
	for _, union := range f.Recipients {
		for _, slot := range union {
			if slot.Kind != lexicon.SlotPrep && slot.Kind != lexicon.SlotObj {
				continue
			}
			for _, h := range r.heads(m, slot) {
				if r.isSetting(slot.Prep) || r.isTime(h) {
					continue
				}
				if ps := r.deep(m, h); ps != nil {
					return ps
				}
				if p := r.placeAt(h); p != doc.None && (f.Kind == plover.Aid || f.Kind == plover.Assault) {
					if st, ok := r.implied(p); ok && !r.acts(m, []party{st}) {
						return []party{st} // "sent tents to Dili", "the invasion of South Lebanon"
					}
				}
			}
		}
	}
	switch f.Kind {
	case plover.Assault, plover.Aid, plover.Sanction:
		return r.byPlace(m)
	}
	return nil
}

// deep is the first actor named below h who does not act himself.
func (r *reader) deep(m *match, h int32) []party {
	sub := r.subtree(h, false)
	for i := sub.First; i < sub.Last && i < sub.First+25; i++ {
		if r.headed[i] == doc.None || !r.isBelow(i, h) || r.inSetting(i, h) && r.tok(i).Rel != doc.Obl && r.tok(i).Rel != doc.Nsubj {
			continue
		}
		if ps := r.mentionsAt(i); !r.acts(m, ps) {
			return ps
		}
	}
	return nil
}

// acts reports whether one of the parties is an actor of the match, or his state.
func (r *reader) acts(m *match, ps []party) bool {
	return slices.ContainsFunc(ps, func(p party) bool {
		return slices.ContainsFunc(m.actors, func(a party) bool { return a.actor == p.actor || r.isOwn(a.actor, p.actor) })
	})
}

func (r *reader) needsPair(f *lexicon.Frame) bool {
	return f.Flags.Has(lexicon.Pair) || r.lex.Acts.Kind(f.Kind).Pair && !f.Flags.Has(lexicon.Lone)
}

func wantsSubject(s lexicon.Slots) bool {
	for _, union := range s {
		for _, slot := range union {
			if slot.Kind == lexicon.SlotSubj {
				return true
			}
		}
	}
	return false
}

// slots is the parties of the first alternative that names one; with pair, alternatives are joined until there are two.
func (r *reader) slots(m *match, s lexicon.Slots, pair bool) []party {
	var out []party
	for _, union := range s {
		for _, slot := range union {
			out = appendParties(out, r.slot(m, slot))
		}
		if len(out) > 1 || len(out) == 1 && !pair {
			break
		}
	}
	return out
}

// others is the parties of the first alternative that names one who does not act himself: in "was rejected by Egypt" Egypt is no
// answer to by whom the proposal was.
func (r *reader) others(m *match, s lexicon.Slots) []party {
	var first []party
	for i := range s {
		out := r.slots(m, s[i:i+1], false)
		if slices.ContainsFunc(out, func(p party) bool {
			return !slices.ContainsFunc(m.actors, func(q party) bool { return q.actor == p.actor })
		}) {
			return out
		}
		if first == nil {
			first = out
		}
	}
	return first
}

func (r *reader) slot(m *match, s lexicon.Slot) []party {
	switch s.Kind {
	case lexicon.SlotMod:
		at := m.nouns
		if m.frame.Class == lexicon.NounFrame {
			at = append([]int32{m.trigger}, m.nouns...)
		}
		var out []party
		for _, n := range at {
			out = appendParties(out, r.modifiers(n))
		}
		return out
	case lexicon.SlotWithin:
		return r.within(m)
	case lexicon.SlotPrep:
		if s.Prep == "by" {
			if ps := r.agents(r.heads(m, s)); ps != nil {
				return ps
			}
		} else if ps := r.all(r.heads(m, s)); ps != nil {
			return ps
		} else if m.frame.Flags.Has(lexicon.Placed) {
			if ps := r.placed(r.heads(m, s)); ps != nil && !r.acts(m, ps) {
				return ps
			}
		}
		return r.after(m, s.Prep)
	case lexicon.SlotObj:
		var out []party
		for _, h := range r.heads(m, s) {
			ps := r.parties(h)
			if ps == nil {
				ps = r.parties(r.inner(h))
			}
			out = appendParties(out, ps)
		}
		if out == nil && !r.isPassive(m.trigger) {
			if h := r.nounAfter(m.trigger, needsParticle(m.frame)); h != doc.None {
				out = r.parties(h)
			}
		}
		return out
	}
	if (s.Kind == lexicon.SlotSubj || s.Kind == lexicon.SlotGov) && m.frame.Kind != plover.Protest {
		return r.agents(r.heads(m, s))
	}
	return r.all(r.heads(m, s))
}

// placed is the states of the places that phrases name.
func (r *reader) placed(heads []int32) []party {
	var out []party
	for _, h := range heads {
		if p := r.placeAt(h); p != doc.None {
			if st, ok := r.implied(p); ok {
				out = appendParties(out, []party{st})
			}
		}
	}
	return out
}

// within is the first actor named in what completes the trigger, with those that are coordinated with it; whoever acts
// is left out.
func (r *reader) within(m *match) []party {
	var out []party
	for _, k := range r.kidsOf(m.trigger) {
		switch t := r.tok(k); t.Rel {
		case doc.Advcl, doc.Conj:
			if k < m.trigger || !r.hasTo(k) && !r.isCondition(k) {
				continue
			}
		case doc.Xcomp, doc.Ccomp, doc.Obj, doc.Acl, doc.Obl, doc.Nmod, doc.Iobj:
			if k < m.trigger && t.Rel != doc.Ccomp || t.Rel == doc.Obl && r.isSetting(r.preposition(k)) {
				continue
			}
		default:
			continue
		}
		sub := r.subtree(k, false)
		for i := max(sub.First, 0); i < sub.Last && out == nil; i++ {
			if r.headed[i] == doc.None || !r.isBelow(i, k) || r.inSetting(i, k) {
				continue
			}
			if ps := r.mentionsAt(i); !r.acts(m, ps) {
				out = ps
				for _, c := range r.conjuncts(i)[1:] {
					out = appendParties(out, r.parties(c))
				}
			}
		}
		if out != nil {
			return out
		}
	}
	return out
}

// isCondition reports whether the clause of v is a condition: "if", "unless".
func (r *reader) isCondition(v int32) bool { return r.hasMark(v, "if") || r.hasMark(v, "unless") }

// isOwn reports whether b is the state, or an organ of the state, that person a belongs to.
func (r *reader) isOwn(a, b int32) bool {
	x, y := &r.d.Actors[a], &r.d.Actors[b]
	return x.Country != "" && x.Country == y.Country && y.Kind != doc.Person
}

// isSetting reports whether a preposition opens a phrase of time or circumstance, in which no party stands.
func (r *reader) isSetting(prep string) bool { return r.lex.Frames.Class("setting").Has(prep) }

// inSetting reports whether token i below top lies in a phrase of time or circumstance, or in a clause of its own.
func (r *reader) inSetting(i, top int32) bool {
	for range maxDepth {
		t := r.tok(i)
		if i == top {
			return false
		}
		switch t.Rel {
		case doc.AclRelcl, doc.Parataxis:
			return true
		case doc.Advcl:
			if !r.hasTo(i) && !r.isCondition(i) && r.lemma(i) != "neighbor" && r.lemma(i) != "neighbour" { // "from neighbouring Chad", taken for a clause
				return true
			}
		case doc.Obl:
			if p := r.preposition(i); p != "in" && r.isSetting(p) {
				return true
			}
		}
		if i = t.Head; i < 0 {
			return false
		}
	}
	return false
}

// before is who stands before a verb for which the tree has no subject: the nearest actor, with those listed with it, that
// no preposition and no other verb parts from it.
func (r *reader) before(m *match) []party {
	subject := r.kid(m.trigger, doc.Nsubj)
	if r.isPassive(m.trigger) || subject != doc.None && !r.isMisread(m.trigger) && !r.isUnitOfTime(subject) {
		return nil
	}
	s := r.sentence(m.trigger)
	var out []party
	for i := m.trigger - 1; i >= s.First && m.trigger-i <= 14; i-- {
		t := r.tok(i)
		switch t.UPOS {
		case doc.VERB, doc.SCONJ:
			return out
		case doc.ADP:
			if f := r.form(i); out != nil && (f == "before" || f == "after" || f == "since" || f == "until") {
				return out // "weeks before Russia invaded"
			}
			out = nil // what was found hangs on the preposition
			continue
		}
		if out == nil && t.UPOS == doc.NOUN && r.isAgency(i) {
			if out = r.parties(i); out != nil {
				return out
			}
		}
		if c := r.covering[i]; c != doc.None {
			ps := r.mentionsAt(i)
			if out == nil || i == s.First || isListed(r.form(r.d.Mentions[c].Tokens.Last)) {
				out = appendParties(ps, out)
			}
			i = r.d.Mentions[c].Tokens.First
		}
	}
	return out
}

// isUnitOfTime reports whether a word counts time: a tree may make the "weeks" of "weeks before they met" a subject.
func (r *reader) isUnitOfTime(i int32) bool { return r.lex.Frames.Class("time-unit").Has(r.lemma(i)) }

func isListed(form string) bool { return form == "," || form == "and" || form == "&" }

// after is whom a preposition names that stands after the trigger in the same clause, for which the tree has another place.
func (r *reader) after(m *match, prep string) []party {
	s := r.sentence(m.trigger)
	from := m.trigger
	for _, n := range m.nouns {
		from = max(from, n)
	}
	for i := from + 1; i < s.Last && i-from <= 12; i++ {
		t := r.tok(i)
		if t.UPOS == doc.VERB || t.UPOS == doc.SCONJ || t.UPOS == doc.AUX || t.UPOS == doc.PUNCT && t.Rel != doc.Punct {
			return nil
		}
		if r.form(i) != prep || t.UPOS != doc.ADP || t.Head < 0 {
			continue
		}
		if r.isSetting(prep) || r.isBelow(t.Head, from) {
			return nil // the tree has it below, as something else
		}
		return r.all(r.conjuncts(t.Head))
	}
	return nil
}

// byPlace is the state in which the act takes place, or where a visit goes, where only a place of it is named.
func (r *reader) byPlace(m *match) []party {
	p := r.placeOf(m)
	if t := r.tok(m.trigger); t.Rel == doc.Cop && t.Head >= 0 {
		p = r.placeAt(t.Head)
	}
	if p == doc.None {
		return nil
	}
	if st, ok := r.implied(p); ok {
		return []party{st}
	}
	return nil
}

// isByState reports whether what is told in the passive without an agent is done by the state in which it is done, to others
// than its own: "an Australian was arrested in Iran".
func (r *reader) isByState(m *match) bool {
	switch f := m.frame; {
	case f.Class != lexicon.VerbFrame || len(m.recipients) == 0 || !r.isPassive(m.trigger):
		return false
	case f.Kind == plover.Coerce, f.Mode == plover.Investigate, f.Mode == plover.Convict, f.Mode == plover.Release:
		return r.kid(m.trigger, doc.OblAgent) == doc.None
	}
	return false
}

// asStates puts the state for the person who announces what a state does, where the article names the state.
func (r *reader) asStates(ps []party) []party {
	var out []party
	for _, p := range ps {
		if a := &r.d.Actors[p.actor]; a.Kind == doc.Person && a.Country != "" {
			if s, ok := r.states[a.Country]; ok {
				p.actor = s
			}
		}
		out = appendParties(out, []party{p})
	}
	return out
}

// isEnough reports whether a match has the parties that its frame and its kind need.
func (r *reader) isEnough(m *match) bool {
	all := append(slices.Clone(m.actors), m.recipients...)
	if !slices.ContainsFunc(all, func(p party) bool { return r.isRelevant(p.actor) }) {
		return false
	}
	f, rule := m.frame, r.lex.Acts.Kind(m.frame.Kind)
	if f.Mode == plover.Expel && f.Kind == plover.Sanction && !r.areApart(all) {
		return false // nobody expels his own diplomats
	}
	a, n := len(m.actors), len(m.recipients)
	switch {
	case f.Mode == plover.Visit && a == 0:
		return false
	case r.needsPair(f):
		return r.areApart(all)
	case isVerbal(f.Kind) && !slices.ContainsFunc(m.actors, func(p party) bool { return r.isRelevant(p.actor) }):
		return false
	case (f.Kind == plover.Aid || f.Kind == plover.Sanction && !f.Flags.Has(lexicon.Lone)) && a == 0:
		return false
	case f.Flags.Has(lexicon.NeedsRecipient) || rule.Recipient:
		return n > 0 || a > 1 && r.areApart(all)
	case f.Flags.Has(lexicon.Lone):
		return a > 0 || f.Actors == nil || f.Kind == plover.Protest
	}
	switch f.Kind {
	case plover.Agree, plover.Support, plover.Concede:
		return a > 0
	}
	return a > 0 && n > 0 || a > 1 && r.areApart(all) || r.isRevolt(m)
}

// isRevolt reports whether rebels of a state strike within it: what they strike then need not be named as another's.
func (r *reader) isRevolt(m *match) bool {
	if m.frame.Kind != plover.Assault || m.frame.Class != lexicon.VerbFrame || len(m.actors) != 1 {
		return false
	}
	rebels := r.lex.Frames.Class("insurgent")
	if !slices.ContainsFunc(r.subjects(m.trigger), func(h int32) bool { return rebels.Has(r.lemma(h)) }) {
		return false
	}
	home := r.d.Actors[m.actors[0].actor].Country
	return home != "" && slices.ContainsFunc(r.byPlace(m), func(p party) bool { return r.d.Actors[p.actor].Country == home })
}

// areApart reports whether there are two parties that are not of one state.
func (r *reader) areApart(ps []party) bool {
	for _, p := range ps[min(1, len(ps)):] {
		x, y := &r.d.Actors[ps[0].actor], &r.d.Actors[p.actor]
		if x.Country == "" || x.Country != y.Country || plover.ActsForState(x.Sector) != plover.ActsForState(y.Sector) {
			return true
		}
	}
	return false
}
