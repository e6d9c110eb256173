package who

import (
	"cmp"
	"slices"
	"strings"

	"chancery/internal/doc"
	"chancery/internal/lexicon"
)

// genderOfNoun is the gender that a noun for persons in the plural tells.
func genderOfNoun(w string) lexicon.Gender {
	switch strings.ToLower(w) {
	case "men":
		return lexicon.Male
	case "women":
		return lexicon.Female
	}
	return lexicon.UnknownGender
}

// reach is how many sentences back a plural looks for those it means.
const reach = 6

// pairOfPersons is the two persons named together last who bear one of the roles (any where none is asked for): the two
// of whom the article has spoken most where that is clear, else the last two.
func (r *reader) pairOfPersons(s int, i int32, gender lexicon.Gender, roles []string) []int32 {
	speaker := r.governs(s, i)
	fits := func(a int32) bool {
		act := &r.actors[a]
		return act.Kind == doc.Person && a != speaker && (len(roles) == 0 || r.bears(a, roles)) &&
			(gender == lexicon.UnknownGender || act.gender == lexicon.UnknownGender || act.gender == gender)
	}
	var found []int32
	weight := map[int32]int{}
	for k := len(r.trail) - 1; k >= 0 && k >= len(r.trail)-maxTrail; k-- {
		t := r.trail[k]
		back := int(int32(s) - t.sentence)
		if back > reach+4 {
			break
		}
		if t.inner || !fits(t.actor) {
			continue
		}
		if _, ok := weight[t.actor]; !ok {
			found = append(found, t.actor)
			weight[t.actor] = max(0, 8-2*back) + min(6, r.actors[t.actor].count)
		}
	}
	for _, g := range r.togetherOf(s, fits) {
		if _, ok := weight[g]; ok {
			weight[g] += 6
		}
	}
	differ := func(a, b int32) bool {
		return r.actors[a].Country == "" || r.actors[a].Country != r.actors[b].Country
	}
	if len(found) < 2 {
		return nil
	}
	byWeight := slices.Clone(found)
	slices.SortStableFunc(byWeight, func(a, b int32) int { return cmp.Compare(weight[b], weight[a]) })
	if (len(roles) == 0 || differ(byWeight[0], byWeight[1])) && (len(found) == 2 || weight[byWeight[1]] >= weight[byWeight[2]]+3) {
		return r.inOrder(byWeight[0], byWeight[1])
	}
	for _, b := range found[1:] {
		if differ(found[0], b) {
			return r.inOrder(found[0], b)
		}
	}
	return nil
}

// inOrder is two persons in the order in which the article first names them.
func (r *reader) inOrder(a, b int32) []int32 { return []int32{min(a, b), max(a, b)} }

// togetherOf is the last two persons whom a phrase before names together.
func (r *reader) togetherOf(s int, fits func(int32) bool) []int32 {
	for k := len(r.groups) - 1; k >= 0 && int32(s)-r.groups[k].sentence <= 2*reach; k-- {
		if g := r.groups[k]; len(g.actors) == 2 && fits(g.actors[0]) && fits(g.actors[1]) {
			return g.actors
		}
	}
	return nil
}

// topic is the first two states or armed groups that the article names together: most often those whom it is about.
func (r *reader) topic(armed bool) []int32 {
	for _, g := range r.groups[:min(4, len(r.groups))] {
		if len(g.actors) == 2 {
			if a, b := r.sideOf(g.actors[0], armed), r.sideOf(g.actors[1], armed); a != doc.None && b != doc.None && a != b {
				return []int32{a, b}
			}
		}
	}
	return nil
}

// governs is the actor who is the subject of the verb of which token i is an object: "Moon urged the two leaders" does
// not mean Moon. None where i is no object.
func (r *reader) governs(s int, i int32) int32 {
	if !r.parsed || int(i)+1 < len(r.d.Tokens) && (r.isFinite(i+1) || r.d.Tokens[i].UPOS == doc.NUM && r.d.Tokens[i+1].UPOS == doc.VERB) {
		return doc.None // "after the two spoke": a subject, whatever the tree says
	}
	switch r.d.Tokens[i].Rel {
	case doc.Obj, doc.Iobj, doc.Obl:
	default:
		return doc.None
	}
	for k := len(r.trail) - 1; k >= 0 && k >= len(r.trail)-maxTrail && r.trail[k].sentence == int32(s); k-- {
		t := r.trail[k]
		if t.role == subject && t.kind != doc.ByAdjective && r.sharesVerb(t.head, r.d.Tokens[i].Head) {
			return t.actor
		}
	}
	return doc.None
}

// sharesVerb reports whether the subject with its head at token h is that of verb v or, where v has none of its own, of a
// verb to which v is joined.
func (r *reader) sharesVerb(h, v int32) bool {
	h = r.top(h)
	for steps := 0; steps < 4 && v != doc.None; steps++ {
		if r.d.Tokens[h].Head == v {
			return true
		}
		if r.d.Tokens[v].Rel != doc.Conj || r.hasSubject(v) {
			return false
		}
		v = r.d.Tokens[v].Head
	}
	return false
}

// hasSubject reports whether a verb has a subject of its own before it.
func (r *reader) hasSubject(v int32) bool {
	first := r.d.Sentences[r.d.SentenceAt(v)].First
	for k := v - 1; k >= first && k > v-20; k-- {
		if tok := r.d.Tokens[k]; tok.Head == v && (tok.Rel == doc.Nsubj || tok.Rel == doc.NsubjPass) {
			return true
		}
	}
	return false
}

// bears reports whether a person bears one of the roles; a leader is whoever heads a state or government.
func (r *reader) bears(a int32, roles []string) bool {
	act := &r.actors[a]
	if act.Known {
		if _, ok := r.holds(act.ID, "", roles); ok {
			return true
		}
		return slices.Contains(roles, "leader") && func() bool { _, ok := r.holds(act.ID, "", heads); return ok }()
	}
	return shares(act.roles, roles)
}

// lastPair is the two states that this sentence or the three before join last: "Iran and Saudi Arabia".
func (r *reader) lastPair(s int, armed bool) []int32 {
	for k := len(r.groups) - 1; k >= 0 && int32(s)-r.groups[k].sentence <= 3; k-- {
		g := r.groups[k]
		if len(g.actors) != 2 {
			continue
		}
		a, b := r.sideOf(g.actors[0], armed), r.sideOf(g.actors[1], armed)
		if a != doc.None && b != doc.None && a != b {
			return []int32{a, b}
		}
	}
	return nil
}

// total is how often the article names a state, or an adjective or capital of it.
func (r *reader) total(country string) int {
	r.speaksOf(country)
	return r.spoken[country]
}

// pairOfStates is the two states (or armed groups) that are near and that the article speaks of most; nobody where a
// third is as likely.
func (r *reader) pairOfStates(s int, i int32, armed bool) []int32 {
	speaker := int32(doc.None)
	if g := r.governs(s, i); g != doc.None {
		speaker = r.sideOf(g, armed) // "Barbados's prime minister urged both sides"
	}
	pair := r.pairBut(speaker, s, armed)
	if pair == nil && speaker != doc.None {
		pair = r.pairBut(doc.None, s, armed) // "Xi called the two countries brothers"
	}
	return pair
}

// pairMargin is by how much the second of two must outweigh a third.
const pairMargin = 2

// pairBut is pairOfStates without one who speaks of them.
func (r *reader) pairBut(speaker int32, s int, armed bool) []int32 {
	weight := map[int32]int{}
	var order []int32
	joined := r.lastPair(s, armed)
	if joined == nil {
		joined = r.topic(armed)
	}
	for k := len(r.trail) - 1; k >= 0 && k >= len(r.trail)-maxTrail; k-- {
		t := r.trail[k]
		back := int(int32(s) - t.sentence)
		if back > reach+2 {
			break
		}
		a := r.sideOf(t.actor, armed)
		if a == doc.None || a == speaker {
			continue
		}
		if _, ok := weight[a]; !ok {
			order = append(order, a)
			weight[a] = max(0, 6-2*back) + 2*min(6, max(r.total(r.actors[a].ID), r.actors[a].count))
			if slices.Contains(joined, a) {
				weight[a] += 8
			}
		}
	}
	if len(order) < 2 {
		return nil
	}
	slices.SortStableFunc(order, func(a, b int32) int { return cmp.Compare(weight[b], weight[a]) })
	if len(order) > 2 && weight[order[1]] < weight[order[2]]+pairMargin {
		return nil
	}
	pair := order[:2:2]
	slices.Sort(pair)
	return pair
}

// sideOf is the armed group that an actor is, where those count, else his state.
func (r *reader) sideOf(a int32, armed bool) int32 {
	if armed && isArmed(&r.actors[a]) {
		return a
	}
	return r.stateOf(a)
}

// stateOf is the actor of the state that an actor is or belongs to; None for those of none.
func (r *reader) stateOf(a int32) int32 {
	act := &r.actors[a]
	if act.Kind == doc.State {
		return a
	}
	if act.Country == "" || act.Kind == doc.Organisation || act.Kind == doc.Person && !r.isGovernment(act) {
		return doc.None
	}
	if act.state == doc.None {
		st := r.state(act.Country)
		r.actors[a].state = st
	}
	return r.actors[a].state
}

func (r *reader) isGovernment(act *actor) bool { return act.Sector == "GOV" || act.Sector == "MIL" }
