package story

import (
	"cmp"
	"slices"

	"chancery/internal/copies"
	"chancery/internal/date"
	"chancery/internal/record"
)

const (
	window   = 7    // days between two articles of a story that are joined
	enough   = 600  // likeness of two articles, of unit, from which they can be of one story
	together = 1200 // likeness of two groups from which they are one story
	sameDay  = 240  // what it adds to be published on one day
	perDay   = 60   // what each day between two articles takes off
	perEvent = 500  // what it adds to tell mainly of one event; of more than one, twice that
	keys     = 16   // words by which an article is found, those with the greatest weight
	shelf    = 48   // articles remembered for a word, the last
	tried    = 24   // articles with which one is compared, those with the most weight in common
)

// A grouping is articles on the way to stories.
type grouping struct {
	articles []Article // in the order of publication
	copyOf   []int
	vectors  []vector
	parent   []int32
	size     []int32
	middle   []vector   // of a root: the mean of its articles
	from, to []date.Day // of a root: of its dated articles; zero where there are none
}

func newGrouping(articles []Article) *grouping {
	n := len(articles)
	g := &grouping{articles: articles, vectors: make([]vector, n), parent: make([]int32, n), size: make([]int32, n), middle: make([]vector, n), from: make([]date.Day, n), to: make([]date.Day, n)}
	sketches := make([]copies.Sketch, n)
	words := newVocabulary(articles)
	for i := range articles {
		sketches[i] = articles[i].Sketch
		g.vectors[i] = words.vector(sketches[i])
		g.parent[i], g.size[i], g.middle[i] = int32(i), 1, g.vectors[i]
		if isDated(&articles[i]) {
			g.from[i], g.to[i] = articles[i].Published.From, articles[i].Published.From
		}
	}
	g.copyOf = copies.Groups(copies.Articles.Find(sketches))
	for i := range articles {
		articles[i].Sketch = nil // no longer needed, and half of what an article takes
	}
	for i, k := range g.copyOf {
		// What is printed again after a long time is a copy but not the same news.
		if !g.near(i, k) {
			g.copyOf[i] = i
		}
	}
	return g
}

// near reports whether two articles are published within the window, as far as that is known.
func (g *grouping) near(i, k int) bool {
	a, b := &g.articles[i], &g.articles[k]
	return !isDated(a) || !isDated(b) || days(a.Published.From, b.Published.From) <= window
}

func (g *grouping) root(i int32) int32 {
	for g.parent[i] != i {
		g.parent[i] = g.parent[g.parent[i]]
		i = g.parent[i]
	}
	return i
}

// A link is two articles that may tell the same news.
type link struct {
	a, b int32
	like int32
}

// join joins copies, then articles and groups of them, the most alike first.
func (g *grouping) join() {
	for i, k := range g.copyOf {
		if k != i {
			g.merge(g.root(int32(i)), g.root(int32(k)))
		}
	}
	links := g.links()
	slices.SortFunc(links, func(x, y link) int {
		return cmp.Or(cmp.Compare(y.like, x.like), cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b))
	})
	for _, l := range links {
		a, b := g.root(l.a), g.root(l.b)
		if a == b || g.apart(a, b) {
			continue
		}
		// Beside the words of the two groups, what joins the two articles counts.
		if cosine(g.middle[a], g.middle[b])+int(l.like)-cosine(g.vectors[l.a], g.vectors[l.b]) >= together {
			g.merge(a, b)
		}
	}
}

// apart reports whether between two groups more days lie than between two articles of a story.
func (g *grouping) apart(a, b int32) bool {
	return g.from[a] != 0 && g.from[b] != 0 && (g.from[a] > g.to[b]+window || g.from[b] > g.to[a]+window)
}

func (g *grouping) merge(a, b int32) {
	if a == b {
		return
	}
	a, b = min(a, b), max(a, b)
	g.middle[a] = plus(g.middle[a], g.middle[b], g.size[a], g.size[b])
	g.size[a] += g.size[b]
	g.middle[b], g.parent[b] = nil, a
	if g.from[a] == 0 || g.from[b] != 0 && g.from[b] < g.from[a] {
		g.from[a] = g.from[b]
	}
	g.to[a] = max(g.to[a], g.to[b])
}

// links lists the pairs of articles that are alike. Of a word the last articles that have it are looked at, so the cost
// grows with the number of articles.
func (g *grouping) links() []link {
	byWord := make([][]int32, 1<<16)
	byEvent := map[record.ID][]int32{}
	var out []link
	weight := map[int32]int{}
	var order []int32
	for i := range g.articles {
		clear(weight)
		order = order[:0]
		see := func(k int32, w int) {
			if !g.near(i, int(k)) {
				return
			}
			if weight[k] == 0 {
				order = append(order, k)
			}
			weight[k] += w
		}
		top := g.vectors[i].heaviest(keys)
		for _, t := range top {
			for _, k := range byWord[t.word] {
				see(k, int(t.weight))
			}
		}
		for _, e := range g.articles[i].Events {
			for _, k := range byEvent[e] {
				see(k, unit)
			}
		}
		slices.SortFunc(order, func(a, b int32) int { return cmp.Or(cmp.Compare(weight[b], weight[a]), cmp.Compare(b, a)) })
		for _, k := range order[:min(len(order), tried)] {
			if like := g.like(i, int(k)); like >= enough {
				out = append(out, link{k, int32(i), int32(like)})
			}
		}
		for _, t := range top {
			byWord[t.word] = remember(byWord[t.word], int32(i))
		}
		for _, e := range g.articles[i].Events {
			byEvent[e] = remember(byEvent[e], int32(i))
		}
	}
	return out
}

func remember(list []int32, i int32) []int32 {
	if len(list) == shelf {
		copy(list, list[1:])
		list = list[:shelf-1]
	}
	return append(list, i)
}

// like is how alike two articles are: their words, what they mainly tell of, and the days between them.
func (g *grouping) like(i, k int) int {
	a, b := &g.articles[i], &g.articles[k]
	like := cosine(g.vectors[i], g.vectors[k])
	shared := 0
	for _, e := range a.Events {
		if slices.Contains(b.Events, e) {
			shared++
		}
	}
	like += perEvent * min(shared, 2)
	if isDated(a) && isDated(b) {
		like += sameDay - perDay*int(days(a.Published.From, b.Published.From))
	}
	return like
}

// isDated reports whether the day of publication is told; one that is only inferred parts no articles.
func isDated(a *Article) bool { return a.Published.Basis == date.Stated && a.Published.Days() == 1 }

func days(a, b date.Day) date.Day { return max(a, b) - min(a, b) }
