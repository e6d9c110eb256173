package report

import (
	"cmp"
	"slices"
	"strings"

	"chancery/internal/date"
	"chancery/internal/doc"
	"chancery/internal/plover"
	"chancery/internal/record"
)

// A group is the acts of one article that are about one happening. Its fields are what the acts joined so far say.
type group struct {
	acts   []int // indices into d.Acts, in text order
	kind   plover.Kind
	mode   plover.Mode
	format plover.Format
	when   date.Range
	scene  int32          // the group of the meeting it was made at, or None
	spot   int32          // index into d.Places of the first place told, or None
	future bool           // an act of it lies ahead of the article
	past   bool           // an act of it lies behind
	who    []doc.ActParty // one entry per actor, in order of first mention
	deeds  deed           // of all acts
	days   []string       // the days without a year, at most maxYearless
}

// maxYearless is how many days without a year a group keeps.
const maxYearless = 4

// A deed is in which ways acts of a group were done.
type deed uint8

const (
	byCall      deed = 1 << iota // a telephone call
	byEncounter                  // told by "meet" without a word on how
	byOffer                      // of an agreement, by one side to the other
	byAccord                     // of an agreement, otherwise
)

// join sorts the acts of a document into groups, in the order of their first act.
//
// An act joins the group it fits best; the later group wins a tie, for that is the one being told. Cost is the number
// of acts times that of groups with the same kind, and groups are bounded by maxOpen.
func join(d *doc.Document) []group {
	var groups []group
	for i := range d.Acts {
		a := &d.Acts[i]
		if len(a.Parties) == 0 || a.Status == plover.NoStatus {
			continue
		}
		best, bestFit := -1, 0
		for j := len(groups) - 1; j >= 0 && j >= len(groups)-maxOpen; j-- {
			if f := groups[j].fit(d, a); f > bestFit {
				best, bestFit = j, f
			}
		}
		if best < 0 {
			groups = append(groups, group{kind: a.Kind, spot: doc.None, scene: doc.None})
			best = len(groups) - 1
		}
		groups[best].add(d, i)
	}
	return groups
}

// maxOpen is how many groups back an act may look for its happening: an article of two million characters must not
// cost the square of its acts.
const maxOpen = 200

// add takes act i into the group.
func (g *group) add(d *doc.Document, i int) {
	a := &d.Acts[i]
	if a.Mode != plover.NoMode && len(g.acts) > 0 && g.isHeadlineOf(d, a) {
		g.mode = a.Mode
	}
	g.acts = append(g.acts, i)
	g.deeds |= deedOf(d, a)
	if t := yearless(d, a); t != nil && len(g.days) < maxYearless && !slices.Contains(g.days, t.Value) {
		g.days = append(g.days, t.Value)
	}
	if g.mode == plover.NoMode || g.mode == plover.Visit && a.Mode == plover.Phone && a.Format == plover.Video {
		g.mode = a.Mode
	}
	if g.format == plover.NoFormat {
		g.format = a.Format
	}
	if betterDate(a.When, g.when) {
		g.when = a.When
	}
	if g.spot == doc.None {
		g.spot = a.Place
	}
	switch stanceOf(d, a) {
	case ahead:
		g.future = true
	case behind:
		g.past = true
	}
	for _, p := range a.Parties {
		k := slices.IndexFunc(g.who, func(q doc.ActParty) bool { return q.Actor == p.Actor })
		if k < 0 {
			g.who = append(g.who, p)
		} else if isSided(p.Role) && !isSided(g.who[k].Role) {
			g.who[k].Role, g.who[k].Recipient = p.Role, p.Recipient
		}
	}
}

// isSided reports whether a role fixes the side of a party: a participant may turn out to be visitor or host.
func isSided(r plover.Role) bool { return r != plover.NoRole && r != plover.Participant }

// fit says how well act a fits the group: 0 not at all, more is better.
func (g *group) fit(d *doc.Document, a *doc.Act) int {
	if a.Kind != g.kind || !sameManner(g.mode, g.format, a.Mode, a.Format) && !g.isHeadlineOf(d, a) {
		return 0
	}
	shared, extraAct, extraGroup := compareParties(d, a.Parties, g.who)
	if shared == 0 || extraAct > 0 && extraGroup > 0 {
		return 0
	}
	if isDirected(g.kind) && !sidesAgree(d, a.Parties, g.who) {
		return 0
	}
	if shared == 1 && extraAct+extraGroup > 0 && isSpoken(g.kind) && !isDefinite(d, a) && !g.isNear(d, a) {
		return 0
	}
	if !g.sameDeed(d, a) || g.movesTo(d, a) || a.Kind == plover.Consult && a.Often != d.Acts[g.acts[0]].Often {
		return 0
	}
	dated := a.When.IsKnown() && g.when.IsKnown()
	if dated && !a.When.Overlaps(g.when) || !dated && !g.sameYearless(d, a) {
		return 0
	}
	if !samePlace(d, a.Place, g.spot) {
		return 0
	}
	stance := stanceOf(d, a)
	if !dated && (isBackground(d, a.When) || isBackground(d, g.when)) && !(stance == neutral && a.Sentence-d.Acts[g.acts[len(g.acts)-1]].Sentence <= maxBack) {
		return 0
	}
	if stance == ahead && g.past && !g.future || stance == behind && g.future && !g.past {
		if !dated || a.When != g.when {
			return 0
		}
	}
	if !dated {
		if (a.Status == plover.Denied) != (d.Acts[g.acts[0]].Status == plover.Denied) && stance != ahead {
			return 0 // "they had not met for a year"
		}
		if isHypothetical(a.Status) != g.isHypothetical(d) && stance != neutral || extraAct > 0 || extraGroup > 1 {
			return 0
		}
	}
	fit := 1 + 4*shared - 2*extraAct - extraGroup
	if dated {
		fit += 3
		if a.When == g.when {
			fit += 2
		}
	}
	if stance == neutral {
		fit++
	}
	return max(fit, 1)
}

// isHeadlineOf reports whether a group is told by the headline alone and act a by the text below: a headline says loosely how a thing
// was done ("lashes out at" for "accused").
func (g *group) isHeadlineOf(d *doc.Document, a *doc.Act) bool {
	return g.kind != plover.Consult && !isInTitle(d, a) && !slices.ContainsFunc(g.acts, func(i int) bool { return !isInTitle(d, &d.Acts[i]) })
}

func isInTitle(d *doc.Document, a *doc.Act) bool {
	b := d.Sentences[a.Sentence].Block
	return b >= 0 && int(b) < len(d.Blocks) && d.Blocks[b].Kind == doc.Title
}

// sameDeed reports whether an act can be of the group by what is done: who met did not phone, and what one offers is not yet what both
// agreed on.
func (g *group) sameDeed(d *doc.Document, a *doc.Act) bool {
	switch of := deedOf(d, a); of {
	case byCall:
		return g.deeds&byEncounter == 0
	case byEncounter:
		return g.deeds&byCall == 0
	case byOffer, byAccord:
		return g.deeds|of == of
	}
	return true
}

// movesTo reports whether an act is planned in place of one of the group, or put off for it, by the same words.
func (g *group) movesTo(d *doc.Document, a *doc.Act) bool {
	last := &d.Acts[g.acts[len(g.acts)-1]]
	return last.Trigger == a.Trigger && (last.Status == plover.Postponed) != (a.Status == plover.Postponed)
}

func deedOf(d *doc.Document, a *doc.Act) deed {
	switch {
	case a.Kind == plover.Agree && strings.HasPrefix(a.Frame, "AGREE.offer"):
		return byOffer
	case a.Kind == plover.Agree:
		return byAccord
	case a.Kind != plover.Consult:
		return 0
	case a.Format == plover.PhoneCall:
		return byCall
	case a.Format == plover.NoFormat && a.Mode != plover.Phone && d.Tokens[a.Trigger].UPOS == doc.VERB && d.Tokens[a.Trigger].Lemma == "meet":
		return byEncounter
	}
	return 0
}

// sameYearless reports whether the days without a year that an article without a date gives to the acts can be one.
func (g *group) sameYearless(d *doc.Document, a *doc.Act) bool {
	if len(g.days) == 0 {
		return true
	}
	t := yearless(d, a)
	return t == nil || !slices.ContainsFunc(g.days, func(day string) bool {
		return !strings.HasPrefix(t.Value, day) && !strings.HasPrefix(day, t.Value)
	})
}

// isNear reports whether an act follows on the last one of the group: in its sentence or the next.
func (g *group) isNear(d *doc.Document, a *doc.Act) bool {
	return a.Sentence-d.Acts[g.acts[len(g.acts)-1]].Sentence <= 1
}

// isBackground reports whether a date lies well before the article: what is told without a date beside it is then
// something else, most often the news.
func isBackground(d *doc.Document, r date.Range) bool {
	pub := d.Meta.Published
	return r.IsKnown() && pub.IsDay() && r.To != 0 && r.To < pub.From-freshDays
}

// samePlace reports whether two places can be one: neither is known, or they are in one country and name one town.
func samePlace(d *doc.Document, a, b int32) bool {
	if a == doc.None || b == doc.None {
		return true
	}
	x, y := &d.Places[a], &d.Places[b]
	if x.Country != y.Country && x.Country != "" && y.Country != "" {
		return false
	}
	return townOf(x) == "" || townOf(y) == "" || townOf(x) == townOf(y)
}

// townOf is the town of a place, "" for what is larger or lies nowhere in particular.
func townOf(p *doc.Place) string {
	switch {
	case p.City != "":
		return p.City
	case p.Grain == "city" || p.Grain == "town":
		return p.Canon
	}
	return ""
}

// A stance says on which side of the article an act lies.
type stance uint8

const (
	neutral stance = iota // only mentioned: "the visit shows ..."
	ahead
	behind
)

// stanceOf is ahead for what is planned or dated after the article, behind for what is told as a fact or dated before
// it. A noun without a date says neither: it takes the tense of whatever sentence it stands in.
func stanceOf(d *doc.Document, a *doc.Act) stance {
	pub := d.Meta.Published
	switch {
	case pub.IsDay() && a.When.From > pub.To, a.Status == plover.Planned, a.Status == plover.Cancelled, a.Status == plover.Postponed:
		return ahead
	case a.When.IsKnown() && pub.IsDay() && a.When.To != 0 && a.When.To < pub.From:
		return behind
	case a.Status == plover.Occurred && d.Tokens[a.Trigger].UPOS != doc.NOUN:
		return behind
	case a.Status == plover.Occurred && !isDefinite(d, a):
		return behind
	}
	return neutral
}

func isHypothetical(s plover.Status) bool { return s == plover.Hypothetical || s == plover.Denied }

func (g *group) isHypothetical(d *doc.Document) bool { return isHypothetical(d.Acts[g.acts[0]].Status) }

// sameManner reports whether two ways of meeting can be one: a meeting by video is none in person, a call no visit.
func sameManner(m1 plover.Mode, f1 plover.Format, m2 plover.Mode, f2 plover.Format) bool {
	if f1 != plover.NoFormat && f2 != plover.NoFormat && f1 != f2 {
		return false
	}
	remote := func(m plover.Mode, f plover.Format) bool {
		return m == plover.Phone || f == plover.Video || f == plover.PhoneCall
	}
	atPlace := func(m plover.Mode, f plover.Format) bool { return m == plover.Visit || f == plover.InPerson }
	if remote(m1, f1) && atPlace(m2, f2) || atPlace(m1, f1) && remote(m2, f2) {
		return false
	}
	return m1 == plover.NoMode || m2 == plover.NoMode || m1 == m2 || isMeeting(m1) && isMeeting(m2)
}

// isRemote reports whether people met from afar.
func (g *group) isRemote() bool {
	return g.mode == plover.Phone || g.format == plover.Video || g.format == plover.PhoneCall || g.format == plover.Letter
}

// isMeeting reports whether a mode is one under which the same meeting can be told.
func isMeeting(m plover.Mode) bool {
	return m == plover.Visit || m == plover.ThirdParty || m == plover.Multilateral
}

// isDirected reports whether a kind has a doer and one it is done to: to swap them is to tell another act.
func isDirected(k plover.Kind) bool {
	switch k {
	case plover.Consult, plover.Agree, plover.Cooperate:
		return false
	}
	return true
}

// compareParties counts the parties that the two lists share and those that only one has. A person and the person's
// state are the same party, unless each list names another person of that state.
func compareParties(d *doc.Document, a, b []doc.ActParty) (shared, onlyA, onlyB int) {
	for _, p := range a {
		if hasParty(d, b, p) {
			shared++
		} else {
			onlyA++
		}
	}
	for _, q := range b {
		if !hasParty(d, a, q) {
			onlyB++
		}
	}
	return shared, onlyA, onlyB
}

func hasParty(d *doc.Document, list []doc.ActParty, p doc.ActParty) bool {
	return slices.ContainsFunc(list, func(q doc.ActParty) bool { return sameParty(d, p.Actor, q.Actor) })
}

// sameParty reports whether two actors can stand for one another in a report: the same actor, or a state and one who
// acts for it.
func sameParty(d *doc.Document, a, b int32) bool {
	if a == b {
		return true
	}
	x, y := &d.Actors[a], &d.Actors[b]
	return x.Country != "" && x.Country == y.Country && plainness(x) != plainness(y) && plover.ActsForState(x.Sector) && plover.ActsForState(y.Sector)
}

// plainness is how little an actor says of who acts for a state: a person 0, an office 1, the state 2.
func plainness(a *doc.Actor) int {
	switch a.Kind {
	case doc.State:
		return 2
	case doc.Office:
		return 1
	}
	return 0
}

// sidesAgree reports whether no party of a stands on the other side in b.
func sidesAgree(d *doc.Document, a, b []doc.ActParty) bool {
	for _, p := range a {
		for _, q := range b {
			if sameParty(d, p.Actor, q.Actor) && p.Recipient != q.Recipient {
				return false
			}
		}
	}
	return true
}

// isDefinite reports whether the trigger refers back to what is already told: "the meeting", "Monday's talks", "this
// visit", "their summit".
func isDefinite(d *doc.Document, a *doc.Act) bool {
	if d.Tokens[a.Trigger].UPOS != doc.NOUN {
		return false
	}
	s := d.Sentences[a.Sentence]
	for i := max(s.First, a.Trigger-6); i < a.Trigger; i++ {
		t := &d.Tokens[i]
		if t.Head != a.Trigger {
			continue
		}
		switch t.Rel {
		case doc.Det:
			return t.Lemma == "the" || t.Lemma == "this" || t.Lemma == "that"
		case doc.NmodPoss:
			return true
		}
	}
	return false
}

// betterDate reports whether a says more than b: known over unknown, stated over resolved over inferred, then the
// shorter range.
func betterDate(a, b date.Range) bool {
	if !a.IsKnown() || !b.IsKnown() {
		return a.IsKnown()
	}
	if a.IsDay() != b.IsDay() && b.Contains(a) {
		return true
	}
	return a.Basis > b.Basis && !a.Contains(b) || a.Basis == b.Basis && a.Days() != 0 && a.Days() < b.Days()
}

// date is the date of the group. What is still to come cannot lie wholly before the article, nor what has happened
// wholly after it; a date that says so belongs to something else.
func (g *group) date(d *doc.Document, s plover.Status) date.Range {
	pub := d.Meta.Published
	if g.when.IsKnown() && pub.IsDay() {
		if s == plover.Occurred && g.when.From > pub.To+1 {
			return date.Range{}
		}
	}
	return g.stay(d)
}

// status is what the acts together say: cancelled, postponed or denied where the last of them says so; else planned
// where the date lies ahead of the article; else by the majority, of which the first told counts double.
func (g *group) status(d *doc.Document) plover.Status {
	votes := make(map[plover.Status]int, 4)
	var order []plover.Status
	for n, i := range g.acts {
		s := d.Acts[i].Status
		if votes[s] == 0 {
			order = append(order, s)
		}
		votes[s]++
		if n == 0 {
			votes[s]++
		}
		if isDefinite(d, &d.Acts[i]) && n > 0 {
			votes[s]--
		}
	}
	for _, s := range []plover.Status{plover.Cancelled, plover.Postponed, plover.Denied} {
		if votes[s] > 0 {
			return s
		}
	}
	best := slices.MaxFunc(order, func(a, b plover.Status) int { return cmp.Compare(votes[a], votes[b]) })
	pub := d.Meta.Published
	if pub.IsDay() && g.when.From > pub.To && best == plover.Occurred && !isUttered(g.kind) {
		return plover.Planned
	}
	return best
}

// isUttered reports whether acts of a kind are words about what another one does: what lies ahead is then what is spoken of.
func isUttered(k plover.Kind) bool {
	switch k {
	case plover.Request, plover.Accuse, plover.Reject, plover.Threaten:
		return true
	}
	return false
}

// parties is the two sides. A state gives way to a person who acts for it on the same side or, where nobody has a
// side, on either; what a state does it does itself, so for the acts of states everyone who acts for it gives way to it.
func (g *group) parties(d *doc.Document) (actors, recipients []record.Party) {
	actors, recipients = []record.Party{}, []record.Party{}
	for _, p := range g.who {
		if !isOfState(g.kind) && g.isCovered(d, p) {
			continue
		}
		party := makeParty(&d.Actors[g.actorOf(d, p)], p.Role)
		side := &actors
		if p.Recipient {
			side = &recipients
		}
		if !slices.ContainsFunc(*side, func(q record.Party) bool { return q.Actor == party.Actor }) {
			*side = append(*side, party)
		}
	}
	return actors, recipients
}

// isOfState reports whether an act is one of the state whoever orders it and carries it out.
func isOfState(k plover.Kind) bool {
	switch k {
	case plover.Sanction, plover.Aid, plover.Mobilize, plover.Assault, plover.Retreat, plover.Coerce:
		return true
	}
	return false
}

// actorOf is who a party is: of an act of a state the state itself, for its forces, parliament, ministries and leaders.
// Only those who resign, are released or are struck themselves stay who they are; forces that are struck are the state.
func (g *group) actorOf(d *doc.Document, p doc.ActParty) int32 {
	a := &d.Actors[p.Actor]
	if !isOfState(g.kind) || g.mode == plover.Resign || a.Country == "" || a.Kind == doc.State || a.Kind == doc.Organisation {
		return p.Actor
	}
	official := a.Kind == doc.Office || a.Kind == doc.Person && a.Known && (a.Sector == "GOV" || a.Sector == "MIL")
	if !official || p.Recipient && !(a.Kind == doc.Office && a.Sector == "MIL") {
		return p.Actor
	}
	for i := range d.Actors {
		if o := &d.Actors[i]; o.Kind == doc.State && o.Country == a.Country {
			return int32(i)
		}
	}
	return p.Actor
}

// isCovered reports whether another party of the group says the same more exactly.
func (g *group) isCovered(d *doc.Document, p doc.ActParty) bool {
	a := &d.Actors[p.Actor]
	for _, q := range g.who {
		if q.Actor == p.Actor || !sameParty(d, p.Actor, q.Actor) {
			continue
		}
		if isDirected(g.kind) && q.Recipient != p.Recipient {
			continue
		}
		if plainness(a) > plainness(&d.Actors[q.Actor]) {
			return true
		}
	}
	return false
}

func makeParty(a *doc.Actor, role plover.Role) record.Party {
	return record.Party{
		Actor: record.ActorID(a.ID), Name: a.Name, Country: a.Country, Sector: a.Sector, Office: a.Office, Role: role,
	}
}
