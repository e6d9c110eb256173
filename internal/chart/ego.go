package chart

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// A Partner is someone with whom an actor has to do.
type Partner struct {
	Name    string
	Link    string // of the partner
	Edge    string // link of what passes between the two
	Events  int
	Sources int     // independent ones; 0 where they are not counted
	Score   float64 // mean of PLOVER scores
}

// A Tie is events between two partners, by their places in the list.
type Tie struct {
	A, B   int
	Events int
}

// An EgoChart is an actor in the middle and those with whom it has to do on either side, the most at the top.
type EgoChart struct {
	Head
	Name     string
	Partners []Partner
	Ties     []Tie
	Most     int // partners drawn; 0 is 24
	All      int // partners there are, where Partners are a part of them
}

// Ego draws an EgoChart. Lines are broad where events are many, and dashed where the mean score is below zero.
func Ego(e EgoChart) []byte {
	most := e.Most
	if most <= 0 {
		most = 24
	}
	order := make([]int, 0, len(e.Partners))
	for i := range e.Partners {
		order = append(order, i)
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(-cmp.Compare(e.Partners[a].Events, e.Partners[b].Events), cmp.Compare(e.Partners[a].Name, e.Partners[b].Name))
	})
	all := max(e.All, len(order))
	order = order[:min(len(order), most)]
	const w, row, top = 720.0, 26.0, 14.0
	side := (len(order) + 1) / 2
	h := max(float64(side)*row+2*top, 90)
	if all > len(order) {
		h += 18
	}
	c := newCanvas("ego", w, h, e.Head, true)
	if len(order) == 0 {
		c.text("label", w/2, h/2, atMiddle, "nobody")
		return c.bytes()
	}
	g := &egoLayout{EgoChart: &e, order: order, x: w / 2, y: top + float64(side)*row/2, top: top, row: row, side: side}
	g.ties(c)
	for k := range order {
		g.partner(c, k)
	}
	c.egoName(clip(e.Name, 150), g.x, g.y)
	if all > len(order) {
		c.text("note", 8, h-6, atStart, fmt.Sprintf("showing %d of %d, by number of events", len(order), all))
	}
	return c.bytes()
}

type egoLayout struct {
	*EgoChart
	order    []int
	x, y     float64 // of the middle
	top, row float64
	side     int // partners on the right
}

// at is where the k-th partner stands, and whether that is on the right. The two columns are filled in turn.
func (g *egoLayout) at(k int) (x, y float64, right bool) {
	y = g.top + (float64(k/2)+.5)*g.row
	if k%2 == 0 {
		return g.x + 190, y, true
	}
	return g.x - 190, y, false
}

func (g *egoLayout) partner(c *canvas, k int) {
	p := &g.Partners[g.order[k]]
	x, y, right := g.at(k)
	what := plural(p.Events, "event")
	if p.Sources > 0 {
		what += ", " + plural(p.Sources, "independent source")
	}
	what += ", mean score " + signed(p.Score)
	class := "tie tie-" + toneOf(finite(p.Score)).String()
	if finite(p.Score) < 0 {
		class += " against"
	}
	c.mark(p.Edge, g.Name+" and "+p.Name+": "+what, func() { c.curve(class, g.x, g.y, x, y, int(root(p.Events, 1, .55, 9))) })
	label, anchor, at := fmt.Sprint(p.Events), atStart, x+11
	if p.Sources > 0 {
		label += fmt.Sprintf(" · %d src", p.Sources)
	}
	if !right {
		anchor, at = atEnd, x-11
	}
	room := 150 - textWidth(label)
	name := clip(p.Name, max(room, 60))
	c.named(p.Link, p.Name+" "+what, func() {
		c.circle("node", x, y, root(max(p.Sources, p.Events/2), 3, .5, 8))
		c.counted(at, y+4, anchor, name, label)
	})
}

// ties draws what passes between partners, behind all else.
func (g *egoLayout) ties(c *canvas) {
	place := map[int]int{}
	for k, i := range g.order {
		place[i] = k
	}
	for _, t := range g.Ties {
		a, okA := place[t.A]
		b, okB := place[t.B]
		if !okA || !okB || a == b || t.Events <= 0 {
			continue
		}
		xa, ya, _ := g.at(a)
		xb, yb, _ := g.at(b)
		c.curve("tie between", xa, ya, xb, yb, int(root(t.Events, 1, .3, 4)))
	}
}

func (c *canvas) egoName(name string, x, y float64) {
	half := textWidth(name)*.58 + 12
	c.rect("ego", x-half, y-13, 2*half, 26)
	c.text("egoname", x, y+4.5, atMiddle, name)
}

// root grows with the square root of a number, from least to most.
func root(n int, least, slope, most float64) float64 {
	return min(least+slope*math.Sqrt(float64(max(n, 0))), most)
}
