package chart

import "fmt"

// A Rank is a name and how often it comes.
type Rank struct {
	Name  string // "" is not known
	Count int
	Link  string
	Tone  Tone
}

// A RankingChart is names by how often they come, such as the places or the formats of meetings.
type RankingChart struct {
	Head
	Ranks []Rank
	Most  int // names drawn; 0 is 10
}

// Ranking draws a RankingChart in the order in which it is given.
func Ranking(r RankingChart) []byte {
	most := r.Most
	if most <= 0 {
		most = 10
	}
	ranks := r.Ranks[:min(len(r.Ranks), most)]
	hidden, linked, highest := 0, false, 1
	for i := range r.Ranks {
		if i >= len(ranks) {
			hidden += max(r.Ranks[i].Count, 0)
			continue
		}
		linked = linked || r.Ranks[i].Link != ""
		highest = max(highest, r.Ranks[i].Count)
	}
	const w, row, left = 360.0, 22.0, 130.0
	h := float64(max(len(ranks), 1))*row + 6
	if hidden > 0 {
		h += 18
	}
	c := newCanvas("ranking", w, h, r.Head, linked)
	if len(ranks) == 0 {
		c.text("label", w/2, h/2+4, atMiddle, "none")
	}
	x := scale{0, float64(highest), left, w - 40}
	for i := range ranks {
		c.rank(&ranks[i], x, 3+float64(i)*row)
	}
	if hidden > 0 {
		c.text("note", 0, h-6, atStart, fmt.Sprintf("and %d more in %s", hidden, plural(len(r.Ranks)-len(ranks), "other")))
	}
	return c.bytes()
}

func (c *canvas) rank(r *Rank, x scale, y float64) {
	name, class := r.Name, "label"
	if name == "" {
		name, class = "not told", "label unknown"
	}
	tone := r.Tone
	if tone == NoTone {
		tone = Meet
	}
	c.mark(r.Link, fmt.Sprintf("%s: %d", name, r.Count), func() {
		c.rect("hit", 0, y, c.w, 20)
		c.text(class, x.a-8, y+14, atEnd, clip(name, x.a-12))
		c.rect("fill-"+tone.String(), x.a, y+4, max(x.at(float64(r.Count))-x.a, 1.5), 12)
		c.text("count", x.at(float64(r.Count))+6, y+14, atStart, fmt.Sprint(r.Count))
	})
}
