package story

import (
	"slices"

	"chancery/internal/copies"
)

// A seam is what there is between the groups of a week and those of the next. A nil seam joins nothing.
type seam struct {
	a, b      *week
	copyOf    []int32 // of each article of b, the one of a whose text it repeats; or -1
	links     []link  // copies first, then the most alike
	continued []bool  // of each group of b: some group of a tells the same news
}

func (m *memory) newSeam(a, b *week) *seam {
	s := &seam{a: a, b: b, copyOf: make([]int32, len(b.articles)), continued: make([]bool, len(b.groups))}
	s.findCopies()
	s.links = append(s.links, m.across(a, b)...)
	for _, l := range s.links {
		ga, gb := a.groupOf[l.a], b.groupOf[l.b]
		if !s.continued[gb] && s.holds(l, &a.groups[ga], &b.groups[gb]) {
			s.continued[gb] = true
		}
	}
	return s
}

// findCopies looks for the texts of the earlier week that those of the later repeat.
func (s *seam) findCopies() {
	sketches := func(w *week) []copies.Sketch { // copies are found by what they repeat
		out := make([]copies.Sketch, len(w.articles))
		for i := range out {
			if w.copyOf[i] == i {
				out[i] = w.articles[i].Sketch
			}
		}
		return out
	}
	found := copies.Articles.FindIn(sketches(s.a), sketches(s.b))
	for i := range s.copyOf {
		s.copyOf[i] = -1
		first := s.b.copyOf[i]
		if first != i {
			s.copyOf[i] = s.copyOf[first]
			continue
		}
		if k := found[i]; k >= 0 {
			x, y := &s.a.articles[k], &s.b.articles[i]
			// What is printed again after a long time is a copy but not the same news.
			if isDated(x) && isDated(y) && days(x.Published.From, y.Published.From) > apart {
				continue
			}
			if !repeats(s.a, k, s.b, i) {
				continue
			}
			s.copyOf[i] = int32(s.a.copyOf[k])
			s.links = append(s.links, link{int32(k), int32(i), isCopy, 0})
		}
	}
}

// isCopy is the likeness of a link between copies.
const isCopy = 1 << 30

// holds reports whether what a link joins is enough for two groups to be one story.
func (s *seam) holds(l link, a, b *group) bool {
	return l.like == isCopy || a.like(b)+int(l.near) >= together
}

// isContinued reports whether group g of the later week tells news of the week before.
func (s *seam) isContinued(g int32) bool { return s != nil && s.continued[g] }

// join says of each group of the later week which group of the earlier it goes on with, or -1. Groups of the earlier week
// for which ended holds are left out: they go on with one of the week before, themselves, and a story has two weeks.
func (s *seam) join(ended func(g int32) bool) []int32 {
	if s == nil {
		return nil
	}
	with := make([]int32, len(s.b.groups))
	for i := range with {
		with[i] = -1
	}
	grown := map[int32]*group{}
	for _, l := range s.links {
		ga, gb := s.a.groupOf[l.a], s.b.groupOf[l.b]
		if with[gb] >= 0 || ended(ga) {
			continue
		}
		g := grown[ga]
		if g == nil {
			g = &s.a.groups[ga]
		}
		if !s.holds(l, g, &s.b.groups[gb]) {
			continue
		}
		with[gb] = ga
		sum := *g
		sum.members = slices.Clone(sum.members)
		sum.add(&s.b.groups[gb])
		grown[ga] = &sum
	}
	return with
}

// original is the first article whose text article i of the later week repeats, or itself, in a story that begins with group
// g of the earlier.
func (s *seam) original(i, g int32) *Article {
	if k := s.copyOf[i]; k >= 0 && s.a.groupOf[k] == g {
		return &s.a.articles[k]
	}
	return &s.b.articles[s.b.copyOf[i]]
}
