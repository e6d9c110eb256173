package act

import (
	"slices"

	"chancery/internal/doc"
	"chancery/internal/plover"
)

// addHosts adds those who host or mediate the talks of others to the parties of a match, where its own sentence says so: "held
// talks in Beijing at the invitation of China", "an accord brokered by Qatar".
func (r *reader) addHosts(m *match) {
	k := m.frame.Kind
	if k != plover.Consult && k != plover.Agree && k != plover.Support || m.frame.Mode == plover.Visit || m.isVisit || len(m.recipients) > 0 || !r.areApart(m.actors) {
		return
	}
	s := r.sentence(m.trigger)
	for i := max(s.First, m.trigger-maxHost); i < min(s.Last, m.trigger+maxHost); i++ {
		if !r.lex.Frames.Class("hosting").Has(r.lemma(i)) || i == m.trigger {
			continue
		}
		for _, p := range r.hostsAt(i) {
			if r.isOfState(p.actor) && !slices.ContainsFunc(m.actors, func(q party) bool { return !r.areApart([]party{p, q}) }) {
				m.addThird(p, r.lemma(i))
			}
		}
	}
}

// addThird adds one who hosts or mediates, as the word says.
func (m *match) addThird(p party, word string) {
	for _, had := range m.hosts {
		if had.Actor == p.actor {
			return
		}
	}
	role := plover.Mediator
	switch word {
	case "host", "invitation", "hospitality":
		role = plover.Host
	}
	m.hosts = append(m.hosts, doc.ActParty{Actor: p.actor, Mention: p.mention, Recipient: true, Role: role})
}

// maxHost is how many words from the trigger the host of talks is looked for.
const maxHost = 25

// hostsAt is who hosts or mediates by a word that says so: "brokered by Qatar", "the mediation of Oman", "their host, Qin Gang".
func (r *reader) hostsAt(i int32) []party {
	var out []party
	for _, k := range r.kidsOf(i) {
		switch t := r.tok(k); t.Rel {
		case doc.OblAgent, doc.Obl, doc.Nmod:
			if r.hasPreposition(k, "by") || r.tok(i).UPOS == doc.NOUN && r.hasPreposition(k, "of") {
				out = appendParties(out, r.all(r.conjuncts(k)))
			}
		case doc.NmodPoss, doc.Amod, doc.Compound, doc.Appos:
			if r.tok(i).UPOS == doc.NOUN {
				out = appendParties(out, r.all(r.conjuncts(k)))
			}
		}
	}
	return out
}
