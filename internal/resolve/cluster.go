package resolve

import (
	"cmp"
	"slices"

	"chancery/internal/date"
	"chancery/internal/plover"
	"chancery/internal/record"
)

// cluster joins items that are about one event. Each list is in the order of publication; the lists come in no
// particular order.
//
// Items are taken from the best known to the least and join the event that fits best, or begin one; so what is vague
// joins what is exact, and the order in which the reports came has no part in it. An item is compared with the events
// that share two of its parties and a stretch of time, so the cost grows with the reports of one pair in one
// fortnight.
func cluster(items []item) [][]*item {
	order := make([]*item, len(items))
	for i := range items {
		order[i] = &items[i]
	}
	slices.SortFunc(order, compareKnowledge)
	x := index{rooms: map[room][]*group{}}
	for _, it := range order {
		g := x.best(it)
		if g == nil {
			g = &group{others: map[record.ID][]*item{}}
			x.groups = append(x.groups, g)
		}
		g.add(it)
		x.enter(g, it)
	}
	out := make([][]*item, 0, len(x.groups))
	for _, g := range x.groups {
		slices.SortFunc(g.items, compareTelling)
		out = append(out, g.items)
	}
	return out
}

// compareKnowledge puts the item first of which more is known; the ids decide between equals.
func compareKnowledge(a, b *item) int {
	return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(a.r.ID, b.r.ID))
}

// compareTelling is the order of publication, the unknown last; then that of the ids.
func compareTelling(a, b *item) int {
	return cmp.Or(
		cmp.Compare(uint32(a.pub-1), uint32(b.pub-1)),
		cmp.Compare(a.r.Article, b.r.Article),
		cmp.Compare(len(a.r.ID), len(b.r.ID)), cmp.Compare(a.r.ID, b.r.ID))
}

// named is the number of parties of which a person is named.
func (it *item) named() int {
	n := 0
	for i := range it.units {
		if len(it.units[i].people) > 0 {
			n++
		}
	}
	return n
}

// told is the number of further fields that are known.
func (it *item) told() int {
	n := 0
	for _, known := range []bool{it.r.Format != plover.NoFormat, it.r.Mode != plover.NoMode, it.r.Place.IsKnown(), it.r.Main} {
		if known {
			n++
		}
	}
	return n
}

// A group is an event in the making.
type group struct {
	items  []*item
	others map[record.ID][]*item // by article, of the items after the witnesses
	seen   *item                 // the last item it was compared with
}

// witnesses is how many items of a group a further one is compared with: the first, which are the best known, and of
// the rest those of its own article.
const witnesses = 12

func (g *group) add(it *item) {
	if len(g.items) >= witnesses {
		g.others[it.r.Article] = append(g.others[it.r.Article], it)
	}
	g.items = append(g.items, it)
}

// fit is the best fit with an item of the group, 0 if none; it may not be at odds with any that it is compared with.
func (g *group) fit(it *item) int {
	best := 0
	for _, list := range [][]*item{g.items[:min(len(g.items), witnesses)], g.others[it.r.Article]} {
		for _, other := range list {
			f, v := fit(other, it)
			switch v {
			case atOdds:
				return 0
			case fits:
				best = max(best, f)
			}
		}
	}
	return best
}

// A room is a place in the index: two parties, a family of kinds, a stretch of time.
type room struct {
	a, b    string
	quad    plover.Quad
	stretch int32
}

// An index finds the groups that an item could join.
type index struct {
	groups []*group
	rooms  map[room][]*group
}

const (
	stretchDays = 16
	noStretch   = -1 // of what is timeless
	maxUnits    = 12 // of a larger company the first are enough to find it
)

// best is the group that it fits best, the first begun of equals; nil if none.
func (x *index) best(it *item) *group {
	var best *group
	top := 0
	it.eachRoom(true, func(r room) {
		for _, g := range x.rooms[r] {
			if g.seen == it {
				continue
			}
			g.seen = it
			if f := g.fit(it); f > top {
				best, top = g, f
			}
		}
	})
	return best
}

// enter puts a group into the rooms of an item that has joined it. What joined by a vague date does not widen it.
func (x *index) enter(g *group, it *item) {
	if len(g.items) > 1 && it.grasp != exact {
		return
	}
	it.eachRoom(false, func(r room) {
		if groups := x.rooms[r]; len(groups) == 0 || !slices.Contains(groups, g) {
			x.rooms[r] = append(groups, g)
		}
	})
}

// eachRoom calls f for each room of an item; to look around includes the days next to its own, and where it names one
// party only, the country of its place as the other.
func (it *item) eachRoom(look bool, f func(room)) {
	first, last := int32(noStretch), int32(noStretch)
	if it.grasp != timeless {
		lo, hi := it.lo, it.hi
		if look {
			lo, hi = lo-1, hi+1
		}
		first, last = int32(lo)/stretchDays, int32(hi)/stretchDays
	}
	quad := it.r.Kind.Quad()
	if quad == plover.MaterialCooperation {
		quad = plover.VerbalCooperation
	}
	units := it.units[:min(len(it.units), maxUnits)]
	for s := first; s <= last; s++ {
		for i := range units {
			for j := i + 1; j < len(units); j++ {
				f(room{units[i].key, units[j].key, quad, s})
			}
		}
		if len(it.units) == 1 {
			f(room{a: it.units[0].key, quad: quad, stretch: s})
			if host := it.host(); host != "" {
				f(room{min(units[0].key, host), max(units[0].key, host), quad, s})
			}
		}
	}
}

// host is the country of the place, where the one party is a guest there.
func (it *item) host() string {
	if c := it.r.Place.Country; c != it.units[0].key {
		return c
	}
	return ""
}

// reportIDs is the ids of the reports of a group.
func reportIDs(items []*item) []record.ID {
	out := make([]record.ID, len(items))
	for i, it := range items {
		out[i] = it.r.ID
	}
	return out
}

// published is the first and the last day on which items were published; zero where unknown.
func published(items []*item) (first, last date.Day) {
	for _, it := range items {
		if it.pub == 0 {
			continue
		}
		if first == 0 || it.pub < first {
			first = it.pub
		}
		last = max(last, it.pub)
	}
	return first, last
}
