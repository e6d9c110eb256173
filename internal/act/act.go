// Package act knows how a sentence tells an act of diplomacy: who did what to whom, whether it happened, when, where,
// and who says so.
//
// What an act looks like is written in the frames of package lexicon: the word that tells it, the slots of its parties
// in the sentence, and the words that must or must not stand with it. Package act finds the words of the frames in
// the tree of a sentence, fills the slots with the actors mentioned there, and reads the status out of tense, modals,
// negation and the words above ("refused to", "is expected to"). Where a tree gives no party it falls back to the order
// of words within the clause. It does not know which acts of an article are the same happening, and plain statements
// are no acts.
//
// "Macron will visit Chad on Monday" is CONSULT, mode visit, planned, actor Macron (visitor), recipient Chad (host).
package act

import (
	"cmp"
	"slices"

	"chancery/internal/date"
	"chancery/internal/doc"
	"chancery/internal/lexicon"
	"chancery/internal/plover"
)

// Annotate fills d.Acts, in order of their triggers. It needs Tokens, Sentences, Syntax and Actors, and uses Times and
// Places where they are there.
func Annotate(d *doc.Document, lex *lexicon.Lexicon) {
	if !d.Has(doc.Tokens | doc.Sentences | doc.Syntax | doc.Actors) {
		return
	}
	r := newReader(d, lex)
	found := r.choose(r.matches())
	d.Acts = make([]doc.Act, 0, len(found))
	for _, m := range found {
		if a, ok := r.act(m); ok {
			d.Acts = append(d.Acts, r.shifted(m, a)...)
		}
	}
	r.keepImplied()
	d.Mark(doc.Acts)
}

// act makes the act of a match; not ok where its status says that it is none.
func (r *reader) act(m *match) (doc.Act, bool) {
	f := m.frame
	a := doc.Act{
		Trigger: m.trigger, Tokens: r.words(m), Sentence: int32(r.d.SentenceAt(m.trigger)), Frame: f.ID, Kind: f.Kind, Mode: f.Mode,
		Format: r.formatOf(m), Contexts: r.contexts(m), Time: r.timeOf(m), Place: r.placeOf(m), Topics: r.topics(m), Numbers: r.numbers(m),
		Asserter: r.asserter(m), Rule: "act/" + f.ID,
	}
	a.When = r.when(a.Time)
	if when, told, ok := r.lapse(m); ok && (a.Time == doc.None || !r.isBelow(r.headOf(r.d.Times[a.Time].Tokens), m.trigger)) {
		a.When, a.Time = when, told
	} else if a.Time == doc.None {
		if when, told, ok := r.sequel(m); ok {
			a.When, a.Time = when, told
		}
	}
	r.keepAhead(m, &a)
	if f.Flags.Has(lexicon.Dated) && a.Time == doc.None {
		return a, false
	}
	if rel := r.tok(m.trigger).Rel; rel == doc.Acl && (f.Kind == plover.Support && a.Time == doc.None || f.Kind == plover.Cooperate) {
		return a, false // "a government supported by", "a Dane working with the UN": a state, no act
	}
	if r.isCounted(m.trigger) && (a.Time == doc.None || r.preposition(r.headOf(r.d.Times[a.Time].Tokens)) == "since") {
		r.count(m)
		return a, false
	}
	if isVerbal(f.Kind) && r.isScholar(a.Asserter) {
		return a, false
	}
	if a.Status, a.StatusBy = r.settle(m, &a); a.Status == plover.NoStatus {
		return a, false
	}
	r.keepPlanned(m, &a)
	a.Often = r.isCounted(m.trigger) || r.isRepeated(m.trigger)
	a.Parties = makeParties(m)
	switch {
	case m.isVisit:
		a.Mode = plover.Visit
	case len(m.hosts) > 0 && a.Kind == plover.Consult && a.Mode == plover.NoMode:
		a.Mode = plover.ThirdParty
	}
	r.refine(&a)
	return a, true
}

// keepAhead takes from an event that its own words put ahead, "an upcoming meeting", the time and the place of the past clause that
// mentions it.
func (r *reader) keepAhead(m *match, a *doc.Act) {
	pub := r.d.Meta.Published
	if m.frame.Class != nounFrame || a.Time == doc.None || !pub.IsKnown() || a.When.To == 0 || a.When.To >= pub.From {
		return
	}
	if s, _ := r.besideNoun(m.trigger); s != plover.Planned || r.isBelow(r.headOf(r.d.Times[a.Time].Tokens), m.trigger) {
		return
	}
	a.Time, a.When = doc.None, date.Range{}
	if a.Place != doc.None && !r.isBelow(r.headOf(r.d.Names[r.d.Places[a.Place].Name].Range), m.trigger) {
		a.Place = doc.None
	}
}

// isScholar reports whether an asserter is one who analyses rather than reports or acts.
func (r *reader) isScholar(actor int32) bool {
	return actor != doc.None && r.d.Actors[actor].Kind == doc.Person && r.d.Actors[actor].Sector == "EDU"
}

// words is the trigger and the words next to it that tell the act with it: "hold talks".
func (r *reader) words(m *match) doc.Range {
	rg := doc.Range{First: m.trigger, Last: m.trigger + 1}
	for _, n := range m.told {
		if abs(n-m.trigger) <= 6 {
			rg.First, rg.Last = min(rg.First, n), max(rg.Last, n+1)
		}
	}
	return rg
}

func makeParties(m *match) []doc.ActParty {
	var out []doc.ActParty
	actor, recipient := m.frame.ActorRole, m.frame.RecipientRole
	if m.isVisit {
		actor, recipient = plover.Visitor, plover.Host
	}
	for _, p := range m.actors {
		out = append(out, doc.ActParty{Actor: p.actor, Mention: p.mention, Role: actor})
	}
	for _, p := range m.recipients {
		out = append(out, doc.ActParty{Actor: p.actor, Mention: p.mention, Recipient: true, Role: recipient})
	}
	return append(out, m.hosts...)
}

// settle is the status of a match: what its words say, and where they leave it open what its date and the kind of text
// say. NoStatus: a general statement, no act.
func (r *reader) settle(m *match, a *doc.Act) (plover.Status, doc.Range) {
	v := verdict{m.status, m.by}
	pub := r.d.Meta.Published
	ahead := pub.IsKnown() && a.When.IsKnown() && a.When.From > pub.To
	behind := pub.IsKnown() && a.When.IsKnown() && a.When.To != 0 && a.When.To < pub.From
	switch v.status {
	case plover.Ongoing:
		if ahead {
			return plover.Planned, v.by // "is visiting next week"
		}
		if isVerbal(m.frame.Kind) || m.frame.Mode == plover.Expel {
			return plover.Occurred, v.by // "is expelling two envoys": it is done by saying so
		}
	case plover.Occurred:
		if ahead && m.frame.Class == nounFrame {
			return plover.Planned, v.by
		}
	case plover.Planned:
		if isUttered(m.frame.Kind) {
			return plover.Hypothetical, v.by // "is likely to ask": nobody has asked
		}
		if m.frame.Kind == plover.Agree && r.tok(m.trigger).Rel == doc.Advcl {
			return plover.Hypothetical, v.by // "called to reassure him"
		}
		if behind && m.frame.Class == nounFrame {
			return plover.Occurred, v.by
		}
	case plover.NoStatus:
		return r.settlePresent(m, a, ahead), v.by
	}
	return v.status, v.by
}

// settlePresent is the status of what is told in the present tense, or without a tense: news in a headline, a
// declaration in force, a plan where the date lies ahead, else a habit and no act.
func (r *reader) settlePresent(m *match, a *doc.Act, ahead bool) plover.Status {
	block := doc.Body
	if b := r.d.Sentences[a.Sentence].Block; int(b) < len(r.d.Blocks) && b >= 0 {
		block = r.d.Blocks[b].Kind
	}
	pub := r.d.Meta.Published
	switch {
	case ahead && isUttered(m.frame.Kind) && m.frame.Class != nounFrame:
		return plover.Occurred // "wants a meeting on Friday": what is wanted lies ahead
	case ahead:
		return plover.Planned
	case r.isHabit(m):
		return plover.NoStatus
	case r.lex.Frames.Class("departure").Has(r.lemma(m.trigger)):
		return plover.Planned // "heads to Cairo for talks"
	case m.frame.Kind == plover.Consult && a.When.IsKnown() && pub.IsKnown() && a.When.To > pub.To:
		if pub.IsDay() && a.When.From != 0 && a.When.From < pub.From && a.When.Grain <= date.GrainDay {
			return plover.Ongoing // "is on a visit from Monday through Wednesday", written on Tuesday
		}
		return plover.Planned
	case a.Time != doc.None:
		return plover.Occurred
	case block != doc.Body:
		return plover.Occurred
	case m.frame.Class == nounFrame:
		return plover.Occurred
	case m.frame.Flags.Has(lexicon.Factual), isVerbal(m.frame.Kind):
		return plover.Occurred
	case r.hasMark(m.trigger, "as") || r.hasMark(m.trigger, "when"):
		return plover.Planned
	}
	return plover.NoStatus
}

// isVerbal reports whether acts of a kind are done by saying so.
func isVerbal(k plover.Kind) bool {
	switch k {
	case plover.Request, plover.Accuse, plover.Reject, plover.Threaten, plover.Agree, plover.Concede:
		return true
	}
	return false
}

// isUttered reports whether acts of a kind are words about what another one does or is to do.
func isUttered(k plover.Kind) bool {
	switch k {
	case plover.Request, plover.Accuse, plover.Reject, plover.Threaten:
		return true
	}
	return false
}

// isHabit reports whether words with the trigger say that it is done again and again.
func (r *reader) isHabit(m *match) bool {
	habit := r.lex.Frames.Class("habit")
	for _, at := range append([]int32{m.trigger}, m.told...) {
		for _, k := range r.kidsOf(at) {
			if habit.Has(r.form(k)) {
				return true
			}

		}
	}
	return false
}

// isCounted reports whether a verb tells how often something was done, "have met more than 40 times": many acts, none of which is told.
func (r *reader) isCounted(v int32) bool {
	return r.timesOf(v) != doc.None
}

// isRepeated reports whether an adverb says that a verb tells several acts.
func (r *reader) isRepeated(v int32) bool {
	for _, k := range r.kidsOf(v) {
		if r.tok(k).Rel == doc.Advmod {
			switch r.form(k) {
			case "twice", "thrice", "repeatedly", "regularly", "often", "frequently":
				return true
			}
		}
	}
	return false
}

// timesOf is the head of the phrase that tells how often verb v was done: "40 times", "dozens of times".
func (r *reader) timesOf(v int32) int32 {
	for _, k := range r.kidsOf(v) {
		if r.form(k) == "times" && r.kid(k, doc.Nummod, doc.Amod, doc.Det) != doc.None {
			return k
		}
		for _, t := range r.kidsOf(k) {
			if r.form(t) == "times" && r.tok(t).Rel == doc.Nmod && r.hasPreposition(t, "of") {
				return k
			}
		}
	}
	return doc.None
}

// count notes how often the parties of a match have done what it tells.
func (r *reader) count(m *match) {
	k := r.timesOf(m.trigger)
	rg := doc.Range{First: k, Last: k + 1}
	r.walk(k, 0, func(t int32) bool {
		rg.First, rg.Last = min(rg.First, t), max(rg.Last, t+1)
		return true
	})
	n := doc.Number{Span: r.d.Span(rg), Value: r.d.Text(rg)}
	if exact, ok := r.numberOf(k); ok {
		n.Value = exact.Value
	}
	r.d.Counted = append(r.d.Counted, doc.Counted{
		Kind: m.frame.Kind, Parties: makeParties(m), Sentence: int32(r.d.SentenceAt(m.trigger)), Number: n,
	})
}

// refine sees to what follows from several fields together: a call is no visit; who comes to the other's country is the
// visitor; three states make a multilateral meeting.
func (r *reader) refine(a *doc.Act) {
	if a.Kind == plover.Assault {
		a.Mode = r.weapon(a)
	}
	if a.Kind != plover.Consult {
		if a.Format != plover.Video && a.Format != plover.PhoneCall {
			a.Format = plover.NoFormat
		}
		return
	}
	switch a.Format {
	case plover.Video, plover.PhoneCall:
		a.Mode = plover.Phone
		for i := range a.Parties {
			a.Parties[i].Role, a.Parties[i].Recipient = plover.Participant, false
		}
		return
	}
	if a.Mode != plover.NoMode {
		return
	}
	if a.Place != doc.None && r.isVisit(a) {
		return
	}
	if r.countries(a) > 2 {
		a.Mode = plover.Multilateral
	}
}

// besideWeapon is how many words on either side of an attack may name what it was made with.
const besideWeapon = 9

// weapon is the mode of an attack by the weapons named beside it, where the word that tells it leaves them open: "a drone attack",
// "artillery fired at", "struck from the air".
func (r *reader) weapon(a *doc.Act) plover.Mode {
	switch a.Mode {
	case plover.NoMode, plover.Firearms, plover.HeavyWeapons:
	default:
		return a.Mode
	}
	s := r.d.Sentences[a.Sentence]
	for _, by := range [...]struct {
		class string
		mode  plover.Mode
	}{{"drone", plover.Drone}, {"air-weapon", plover.Aerial}, {"artillery", plover.HeavyWeapons}} {
		for i := max(s.First, a.Tokens.First-besideWeapon); i < min(s.Last, a.Tokens.Last+besideWeapon); i++ {
			if t := r.tok(i); (t.UPOS == doc.NOUN || t.UPOS == doc.ADJ) && r.lex.Frames.Class(by.class).Has(r.lemma(i)) && !r.isStruck(a, i) {
				return by.mode
			}
		}
	}
	return a.Mode
}

// isStruck reports whether token i is what an attack is made on: "struck a drone factory".
func (r *reader) isStruck(a *doc.Act, i int32) bool {
	blows := r.lex.Frames.Class("hostility")
	return r.tok(a.Trigger).UPOS == doc.VERB && slices.ContainsFunc(r.objects(a.Trigger), func(o int32) bool {
		return !blows.Has(r.lemma(o)) && (i == o || r.isBelow(i, o))
	})
}

// isVisit makes visitors and hosts of the parties of a meeting that takes place in the country of one of them.
func (r *reader) isVisit(a *doc.Act) bool {
	country := r.d.Places[a.Place].Country
	if country == "" {
		return false
	}
	home, away := 0, 0
	for _, p := range a.Parties {
		switch c := r.d.Actors[p.Actor].Country; {
		case p.Recipient || p.Role != plover.Participant:
			return false
		case c == country:
			home++
		case c != "":
			away++
		}
	}
	if home == 0 && away > 1 {
		a.Mode = plover.ThirdParty
		return true
	}
	if home == 0 || away == 0 || home+away != len(a.Parties) {
		return false
	}
	for i := range a.Parties {
		p := &a.Parties[i]
		p.Recipient = r.d.Actors[p.Actor].Country == country
		if p.Role = plover.Visitor; p.Recipient {
			p.Role = plover.Host
		}
	}
	a.Mode, a.ByPlace = plover.Visit, true
	return true
}

// countries is the number of different countries of the parties.
func (r *reader) countries(a *doc.Act) int {
	var seen []string
	for _, p := range a.Parties {
		if c := r.d.Actors[p.Actor].Country; c != "" && !slices.Contains(seen, c) {
			seen = append(seen, c)
		}
	}
	return len(seen)
}

// byTrigger orders matches as they stand in the text.
func byTrigger(a, b *match) int { return cmp.Compare(a.trigger, b.trigger) }
