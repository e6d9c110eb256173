package who

import (
	"strings"

	"chancery/internal/doc"
	"chancery/internal/lexicon"
)

// A wanted is what a common noun in the singular, or one for an armed group, asks of the one it means.
type wanted struct {
	noun    lexicon.Noun
	country string            // "the Palestinian group"
	fits    []map[string]bool // by id, for each description: "the West African" "kingdom"
}

// isDescribed reports whether words say more than that it is a state or an organisation.
func (w wanted) isDescribed() bool { return len(w.fits) > 0 || w.country != "" }

// allows reports whether an actor is what is wanted, whatever else could be.
func (w wanted) allows(act *actor) bool {
	switch w.noun.Class {
	case lexicon.NounState:
		if act.Kind != doc.State {
			return false
		}
	case lexicon.NounOrg:
		if act.Kind != doc.Organisation || len(w.noun.Kinds) > 0 && act.variety != "" && !contains(w.noun.Kinds, act.variety) {
			return false
		}
	case lexicon.NounArmed:
		if !isArmed(act) {
			return false
		}
	default:
		return false
	}
	if w.country != "" && act.Country != w.country {
		return false
	}
	for _, fits := range w.fits {
		if !fits[act.ID] {
			return false
		}
	}
	return true
}

// isArmed reports whether an actor is an armed group.
func isArmed(act *actor) bool { return act.Kind == doc.Organisation && act.variety == "armed-group" }

// describe reads the description that ends with token k, the longest first; n is the number of its tokens.
func (r *reader) describe(first, k int32) (fits map[string]bool, n int32) {
	for n = min(4, k-first+1); n > 0; n-- {
		if r.d.Tokens[k].End-r.d.Tokens[k-n+1].Start > 24 {
			continue
		}
		if fits = r.lex.Who.Described(strings.ToLower(r.d.Text(doc.Range{First: k - n + 1, Last: k + 1}))); fits != nil {
			return fits, n
		}
	}
	return nil, 0
}

// lastOf is the state, organisation or armed group that "the country", "the bloc", "the rebels" mean: the last spoken of,
// where no other is as near. A description reaches farther.
func (r *reader) lastOf(s int, w wanted) int32 {
	far := int32(3)
	if w.isDescribed() {
		far = 6
	}
	var c choice
	for k := len(r.trail) - 1; k >= 0 && k >= len(r.trail)-maxTrail; k-- {
		t := r.trail[k]
		back := int32(s) - t.sentence
		if back > far {
			break
		}
		points := max(2, 40-12*int(back))
		a := t.actor
		if w.noun.Class == lexicon.NounState && w.isDescribed() && r.actors[a].Kind != doc.State {
			if r.actors[a].Kind != doc.Person || r.actors[a].Country == "" {
				continue
			}
			if a = r.state(r.actors[a].Country); a == doc.None {
				continue
			}
			points -= 6
		}
		if w.noun.Class == lexicon.NounOrg && r.actors[a].Kind == doc.Person {
			if a = r.served(a); a == doc.None {
				continue
			}
			points -= 6
		}
		if !w.allows(&r.actors[a]) {
			continue
		}
		if t.role == subject {
			points += 15
		}
		if t.kind == doc.ByAdjective {
			points -= 8
		}
		if a != t.actor || t.quoted && !r.quoted[t.tokens.First] {
			points -= 5
		}
		if w.isDescribed() {
			points += 2 * min(6, r.actors[a].count)
		}
		c.offer(a, points)
	}
	switch {
	case len(c.actors) > 0 && w.isDescribed():
		return c.best(1, 5)
	case len(c.actors) > 0:
		return c.best(1, 10)
	case w.isDescribed() || w.noun.Class == lexicon.NounArmed:
		return r.onlyOne(w)
	}
	return doc.None
}

// served is the organisation in which a person holds office, None for those who serve a state.
func (r *reader) served(a int32) int32 {
	act := &r.actors[a]
	if !act.Known || act.Kind != doc.Person {
		return doc.None
	}
	t, ok := r.reg.OfficeOf(act.ID, r.lookUpDay(act.ID))
	if !ok {
		return doc.None
	}
	id, _, _ := strings.Cut(t.Office, ".")
	if r.reg.State(id) != nil {
		return doc.None
	}
	return r.org(id)
}

// onlyOne is the only actor so far that is what is wanted, None where there are none or more.
func (r *reader) onlyOne(w wanted) int32 {
	found := int32(doc.None)
	for a := range min(len(r.actors), maxPeople) {
		act := &r.actors[a]
		if act.count == 0 || !w.allows(act) {
			continue
		}
		if found != doc.None {
			return doc.None
		}
		found = int32(a)
	}
	return found
}

// someone adds the mention that a description of a person is: "the politician", "the 75-year-old".
func (r *reader) someone(s int, i int32) int32 {
	var c choice
	for k := len(r.trail) - 1; k >= 0 && k >= len(r.trail)-maxTrail; k-- {
		t := r.trail[k]
		back := int32(s) - t.sentence
		if back > 2 || back > 0 && t.block != r.d.Sentences[s].Block && back > 1 {
			break
		}
		if r.actors[t.actor].Kind != doc.Person || t.inner {
			continue
		}
		if back == 0 && t.role == subject {
			return doc.None // "Xi met the politician"
		}
		c.offer(t.actor, r.salience(t, s, i))
	}
	return c.best(30, 14)
}
