package act

import (
	"slices"

	"chancery/internal/doc"
)

// A place stands for its state where somebody goes there or strikes there, though the article may not name the state:
// "arrived in Harbin" is a visit to China. The state is then an actor of the article, and the name of the place its
// mention. Both are added to the document for the acts that are kept, and only for those.

// implied is the state of the place p as a party.
func (r *reader) implied(p int32) (party, bool) {
	place := &r.d.Places[p]
	name := r.d.Names[place.Name].Range
	if place.Country == "" {
		return party{}, false
	}
	actor, ok := r.states[place.Country]
	if !ok {
		s := r.lex.Register.State(place.Country)
		if s == nil {
			return party{}, false
		}
		actor = int32(len(r.d.Actors))
		r.d.Actors = append(r.d.Actors, doc.Actor{ID: s.ISO3, Name: s.Name, Kind: doc.State, Country: s.ISO3, Sector: "GOV", Known: true})
		r.states[place.Country] = actor
	}
	for t := name.First; t < name.Last; t++ {
		if m := r.covering[t]; m != doc.None && r.d.Mentions[m].Actor == actor {
			return party{actor, m}, true
		}
	}
	if i, ok := r.extraAt[p]; ok {
		return party{actor, i}, true
	}
	r.extraAt[p] = int32(r.ownMentions + len(r.extra))
	r.extra = append(r.extra, doc.Mention{
		Span: r.d.Span(name), Tokens: name, Head: r.headOf(name), Actor: actor, Kind: doc.ByMetonym, Rule: "act/place",
	})
	return party{actor, r.extraAt[p]}, true
}

// keepImplied puts the implied actors and mentions that the acts use into the document, in their order, and forgets the
// others.
func (r *reader) keepImplied() {
	if len(r.extra) == 0 && len(r.d.Actors) == r.ownActors {
		return
	}
	actors, used := r.keepActors(), r.usedMentions()
	type entry struct {
		m   doc.Mention
		was int32
	}
	list := make([]entry, 0, r.ownMentions+len(r.extra))
	for i := range r.d.Mentions {
		list = append(list, entry{r.d.Mentions[i], int32(i)})
	}
	for i, m := range r.extra {
		if was := int32(r.ownMentions + i); used[was] {
			m.Actor = actors[m.Actor]
			list = append(list, entry{m, was})
		}
	}
	slices.SortStableFunc(list, func(a, b entry) int {
		if c := a.m.Span.Compare(b.m.Span); c != 0 {
			return c
		}
		return int(a.m.Actor - b.m.Actor)
	})
	now := make(map[int32]int32, len(list))
	r.d.Mentions = make([]doc.Mention, len(list))
	for i, e := range list {
		r.d.Mentions[i] = e.m
		now[e.was] = int32(i)
	}
	for i := range r.d.Acts {
		for k := range r.d.Acts[i].Parties {
			p := &r.d.Acts[i].Parties[k]
			p.Actor, p.Mention = actors[p.Actor], now[p.Mention]
		}
	}
}

// keepActors drops the implied actors that no act uses and returns the new index of each.
func (r *reader) keepActors() []int32 {
	used := make([]bool, len(r.d.Actors))
	for i := range r.d.Acts {
		for _, p := range r.d.Acts[i].Parties {
			used[p.Actor] = true
		}
	}
	now := make([]int32, len(r.d.Actors))
	kept := r.d.Actors[:r.ownActors]
	for i := range r.d.Actors {
		now[i] = int32(i)
		if i < r.ownActors {
			continue
		}
		if now[i] = int32(len(kept)); used[i] {
			kept = append(kept, r.d.Actors[i])
		}
	}
	r.d.Actors = kept
	return now
}

// usedMentions is the mentions that a party of an act refers to.
func (r *reader) usedMentions() map[int32]bool {
	used := map[int32]bool{}
	for i := range r.d.Acts {
		for _, p := range r.d.Acts[i].Parties {
			used[p.Mention] = true
		}
	}
	return used
}
