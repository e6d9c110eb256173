package news

import (
	"cmp"
	"math/rand/v2"
	"slices"

	"chancery/internal/date"
	"chancery/internal/lexicon"
)

// A world is the states that things happen between.
type world struct {
	reg    *lexicon.Register
	states []*lexicon.State // the most written about first
	weight []float64        // added up
}

// maxStates is how many states things happen between.
const maxStates = 100

// newWorld takes the states of which the register knows most terms of office: news is about them.
func newWorld(reg *lexicon.Register) *world {
	w := &world{reg: reg}
	terms := map[string]int{}
	for _, t := range reg.Terms {
		if o := reg.Office(t.Office); o != nil {
			terms[o.Country]++
		}
	}
	for _, s := range reg.States {
		if s.Capital != "" && len(s.Adjectives) > 0 && s.To == 0 && s.From == 0 && terms[s.ISO3] > 0 {
			w.states = append(w.states, s)
		}
	}
	slices.SortStableFunc(w.states, func(a, b *lexicon.State) int {
		return cmp.Or(cmp.Compare(terms[b.ISO3], terms[a.ISO3]), cmp.Compare(a.ISO3, b.ISO3))
	})
	w.states = w.states[:min(len(w.states), maxStates)]
	sum := 0.0
	for i := range w.states {
		sum += 1 / float64(i+4)
		w.weight = append(w.weight, sum)
	}
	return w
}

func (w *world) state(rng *rand.Rand) *lexicon.State {
	x := rng.Float64() * w.weight[len(w.weight)-1]
	i, _ := slices.BinarySearch(w.weight, x)
	return w.states[i]
}

// holder is who holds one of some offices of a state on a day.
func (w *world) holder(s *lexicon.State, day date.Day, rng *rand.Rand, roles ...string) (Side, bool) {
	first := rng.IntN(len(roles))
	for i := range roles {
		id := s.ISO3 + "." + roles[(first+i)%len(roles)]
		if found := w.reg.Holders(id, day); len(found) == 1 {
			return Side{State: s, Person: found[0], Office: w.reg.Office(id).Title}, true
		}
	}
	return Side{}, false
}

// side is the state, or who acts for it.
func (w *world) side(s *lexicon.State, parties string, day date.Day, rng *rand.Rand) (Side, bool) {
	switch parties {
	case "leaders":
		return w.holder(s, day, rng, "president", "head-of-government")
	case "ministers":
		return w.holder(s, day, rng, "foreign-minister")
	}
	return Side{State: s}, true
}
