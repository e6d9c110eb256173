package news

import (
	"container/heap"
	"math/rand/v2"
	"strings"

	"chancery/internal/date"
	"chancery/internal/lexicon"
	"chancery/internal/plover"
)

// apart is how many days lie at least between two happenings of one kind between the same states. Nearer ones could not
// be told apart by what a report says of them.
const apart = 3

// openDay makes what becomes known on a day.
func (r *run) openDay(day date.Day) {
	for range r.opt.PerDay {
		for try := uint64(0); try < 20; try++ {
			if r.open(day, r.rng(uint64(r.happenings)<<8|try)) {
				break
			}
		}
	}
}

// open makes one happening and the drafts of its articles, unless chance gives what cannot be.
func (r *run) open(day date.Day, rng *rand.Rand) bool {
	t := r.templates[rng.IntN(len(r.templates))]
	a, b := r.world.state(rng), r.world.state(rng)
	if a == b {
		return false
	}
	h := &Happening{Number: r.happenings, Kind: t.kind, Mode: t.mode, Format: t.format, Status: plover.Occurred, template: t, Day: day, topic: pick(rng, r.words["topic"]), number: 2 + rng.IntN(60)}
	planned := t.canBePlanned() && rng.IntN(10) < 4
	if planned {
		h.Day = day + 2 + date.Day(rng.IntN(12))
	}
	h.first = h.Day
	for i, s := range []*lexicon.State{a, b} {
		side, ok := r.world.side(s, t.parties, h.Day, rng)
		if !ok {
			return false
		}
		h.Sides[i] = side
	}
	key := occasion{min(a.ISO3, b.ISO3), max(a.ISO3, b.ISO3), t.kind}
	if last := r.last[key]; last != nil {
		if h.Day-last.Day < apart {
			return false
		}
		h.earlier = last
	}
	h.locate(r.words, rng)
	r.happenings++
	if h.earlier == nil {
		h.earlier = r.before(h, rng)
	}
	if planned {
		r.planCourse(h, day, rng)
	} else {
		r.tell(h, "lead", h.Day, h.Day, rng)
	}
	r.last[key] = h
	return true
}

// before makes up what took place between the same states in the same way before the news began, which no article but a later one
// tells; nil where it is not known who was in office.
func (r *run) before(h *Happening, rng *rand.Rand) *Happening {
	e := *h
	e.Status, e.Day = plover.Occurred, r.opt.From-date.Day(40+rng.IntN(700))
	for i := range e.Sides {
		var ok bool
		if e.Sides[i], ok = r.world.side(e.Sides[i].State, e.template.parties, e.Day, rng); !ok {
			return nil
		}
	}
	e.topic, e.number = pick(rng, r.words["topic"]), 2+rng.IntN(60)
	e.locate(r.words, rng)
	return &e
}

// locate finds the place, and another one to be wrong about.
func (h *Happening) locate(words map[string][]string, rng *rand.Rand) {
	city, country, _ := strings.Cut(pick(rng, words["third"]), "|")
	h.wrongPlace = city
	switch h.template.place {
	case "a":
		h.Place, h.Country = h.Sides[0].State.Capital, h.Sides[0].State.ISO3
	case "b":
		h.Place, h.Country = h.Sides[1].State.Capital, h.Sides[1].State.ISO3
	case "third":
		h.Place, h.Country = city, country
		h.wrongPlace = h.Sides[0].State.Capital
	}
	h.wrongsPlace = h.Place != "" && h.Place != h.wrongPlace && rng.IntN(25) == 0
}

// planCourse makes the drafts of something that is known beforehand.
func (r *run) planCourse(h *Happening, day date.Day, rng *rand.Rand) {
	t := h.template
	r.tell(h, "plan", day, h.Day, rng)
	switch n := rng.IntN(100); {
	case n < 18 && t.canBeCancelled():
		h.Status = plover.Cancelled
		r.tell(h, "off", h.Day-1, h.Day, rng)
	case n < 28 && t.canBePutOff():
		h.Status = plover.Postponed
		r.tell(h, "later", h.Day-1, h.Day, rng)
	case n < 38:
		h.Status = plover.Planned // nothing more is heard of it
	default:
		r.tell(h, "lead", h.Day, h.Day, rng)
	}
}

// tell makes the drafts of the articles that tell one part of a happening from a day on.
func (r *run) tell(h *Happening, part string, day, happens date.Day, rng *rand.Rand) {
	n := 1
	for n < 9 && rng.IntN(100) < 58 {
		n++
	}
	var wire *draft
	for i := range n {
		d := &draft{Happening: h, day: day, order: r.drafts, part: part, manner: "own", on: happens, seed: rng.Uint64()}
		r.drafts++
		if i > 0 {
			d.day += date.Day(rng.IntN(2))
		}
		switch x := rng.IntN(100); {
		case i == 0 && n > 1:
			d.manner = "wire"
			wire = d
		case wire != nil && x < 30:
			d.manner, d.from = "copy", wire
		case wire != nil && x < 45:
			d.manner, d.from = "credit", wire
		case wire != nil && x < 55:
			d.manner, d.day = "update", d.day+1
		}
		d.outlet = pick(rng, r.words["outlet"])
		if d.manner == "wire" {
			d.outlet = pick(rng, r.words["wire"])
		}
		heap.Push(&r.pending, d)
	}
}

func pick[T any](rng *rand.Rand, list []T) T { return list[rng.IntN(len(list))] }
