package resolve

import (
	"slices"
	"strings"

	"chancery/internal/plover"
	"chancery/internal/record"
)

// A seat is one actor among the parties of an event, with what the reports say of it.
type seat struct {
	party   record.Party // as first told; empty fields from later reports
	sources []int
	roles   tally[plover.Role] // but for participant
	actor   tally[bool]        // true on the actors' side
	sided   bool               // some report gives it a role that fixes its side
}

// parties fills Actors and Recipients: everyone whom the reports name, in the order of the telling, on the side that most
// sources give. A state gives way to a person who acts for it; of acts of a state the person gives way.
func (a *assembly) parties() {
	seats := a.seats()
	e := &a.event
	e.Actors, e.Recipients = []record.Party{}, []record.Party{}
	for i := range seats {
		s := &seats[i]
		if a.isCovered(seats, i) || a.isStray(s) {
			continue
		}
		p := s.party
		if r, n := s.roles.first(); n > 0 {
			p.Role = r
		}
		if a.isActor(s) {
			e.Actors = append(e.Actors, p)
		} else {
			e.Recipients = append(e.Recipients, p)
		}
	}
	if len(e.Actors) == 0 && isMutual(e.Kind) {
		e.Actors, e.Recipients = e.Recipients, e.Actors
	}
}

// seats collects the parties. A report that gives sides to some (a visitor, a host) counts for more than one that has
// all take part alike.
func (a *assembly) seats() []seat {
	var seats []seat
	for i, it := range a.items {
		for side, list := range [2][]record.Party{it.r.Actors, it.r.Recipients} {
			for _, p := range list {
				s := findSeat(&seats, p)
				if !slices.Contains(s.sources, a.source[i]) {
					s.sources = append(s.sources, a.source[i])
				}
				sided := isSided(p.Role) || len(it.r.Recipients) > 0
				if sided && !s.sided {
					s.sided, s.actor = true, nil
				}
				if sided || !s.sided {
					s.actor.vote(side == 0, a.source[i])
				}
				if p.Role != plover.NoRole && p.Role != plover.Participant {
					s.roles.vote(p.Role, a.source[i])
				}
			}
		}
	}
	return seats
}

func isSided(r plover.Role) bool { return r != plover.NoRole && r != plover.Participant }

// findSeat is the seat of a party, a new one if it has none. Somebody known from one article only takes the seat of the
// one of the same name and country who is known better, and gives up his own.
func findSeat(seats *[]seat, p record.Party) *seat {
	for i := range *seats {
		s := &(*seats)[i]
		if s.party.Actor != p.Actor && !isAlias(&s.party, &p) {
			continue
		}
		if len(p.Actor) > 0 && strings.Contains(string(s.party.Actor), "/") && !strings.Contains(string(p.Actor), "/") {
			s.party.Actor, s.party.Name = p.Actor, p.Name
		}
		fill(&s.party.Country, p.Country)
		fill(&s.party.Sector, p.Sector)
		fill(&s.party.Office, p.Office)
		if s.party.Role == plover.NoRole {
			s.party.Role = p.Role
		}
		return s
	}
	*seats = append(*seats, seat{party: p})
	return &(*seats)[len(*seats)-1]
}

func fill(s *string, with string) {
	if *s == "" {
		*s = with
	}
}

// isAlias reports whether two ids name one person, of whom one article gives only a part of the name.
func isAlias(p, q *record.Party) bool {
	if !isPerson(p.Actor) || !isPerson(q.Actor) || unitKey(p) != unitKey(q) {
		return false
	}
	local := strings.Contains(string(p.Actor), "/") || strings.Contains(string(q.Actor), "/")
	return local && samePerson(slug(p.Actor), slug(q.Actor))
}

// isActor reports on which side a seat is. Where as many sources put it on the one as on the other, the host of a visit
// is the one at home; else the first told stands.
func (a *assembly) isActor(s *seat) bool {
	actor, votes := s.actor.first()
	if a.event.Mode == plover.Visit && len(s.actor) == 2 && len(s.actor[0].sources) == len(s.actor[1].sources) && votes > 0 {
		if c := a.event.Place.Country; c != "" && s.party.Country != "" {
			return s.party.Country != c
		}
	}
	return actor
}

// isStray reports whether one source among many names a party that none of the others does: most often a misreading.
func (a *assembly) isStray(s *seat) bool {
	return a.event.Sources.Independent >= 5 && len(s.sources) == 1
}

// isCovered reports whether another seat says the same as seat i more fittingly: the person for the state, or the state
// for the person where the act is one of the state.
func (a *assembly) isCovered(seats []seat, i int) bool {
	s := &seats[i]
	state := isState(&s.party)
	ofState := isOfState(a.event.Kind) && a.event.Kind != plover.Cooperate
	if state == ofState {
		return false
	}
	for k := range seats {
		o := &seats[k]
		if k == i || isState(&o.party) == state || unitKey(&o.party) != unitKey(&s.party) || s.party.Country == "" {
			continue
		}
		if isMutual(a.event.Kind) || a.isActor(o) == a.isActor(s) {
			return true
		}
	}
	return false
}

// isState reports whether a party is a state or a part of one: its id is the code of the country, or begins with it and
// a full stop.
func isState(p *record.Party) bool {
	state, _, _ := strings.Cut(string(p.Actor), ".")
	return state == p.Country && state != ""
}
