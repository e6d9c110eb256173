package story

import (
	"cmp"
	"slices"

	"chancery/internal/copies"
	"chancery/internal/record"
)

// A week is the articles of a week, grouped among themselves.
type week struct {
	sure     []int32   // 1 where others tell of what an article mainly tells of, too
	articles []Article // in the order of publication
	vectors  []vector  // of the words of each
	copyOf   []int     // the first article whose text each repeats, or itself
	groupOf  []int32   // of each article
	groups   []group   // in the order of their first articles
}

// A group is articles that tell the same news.
type group struct {
	members []int32 // in order
	mean    vector  // of its articles; shorter than unit, the less so the more alike they are
	events  []tally // how many of its articles mainly tell of each event, in order of id
	telling int32   // how many articles tell of any
	sure    int32   // how many tell of one that others of the week tell of, too
}

type tally struct {
	event record.ID
	n     int32
}

// A link is two articles that may tell the same news; of a seam, b is in the later week.
type link struct {
	a, b int32
	like int32
	near int32 // of that, what their days add
}

func (m *memory) newWeek(articles []Article) *week {
	slices.SortFunc(articles, func(a, b Article) int {
		// Of one day the longest first: what is cut comes from what is whole.
		return cmp.Or(cmp.Compare(a.Published.From, b.Published.From), cmp.Compare(len(b.Sketch), len(a.Sketch)), cmp.Compare(a.ID, b.ID))
	})
	n := len(articles)
	w := &week{articles: articles, vectors: make([]vector, n), groupOf: make([]int32, n), sure: make([]int32, n)}
	sketches := make([]copies.Sketch, n)
	words := m.newVocabulary(articles)
	j := joiner{parent: make([]int32, n), groups: make([]group, n)}
	tellers := map[record.ID]int{}
	for i := range articles {
		for _, e := range articles[i].Events {
			tellers[e]++
		}
	}
	for i := range articles {
		a := &articles[i]
		sketches[i] = a.Sketch
		w.vectors[i] = words.vector(a.Sketch)
		j.parent[i] = int32(i)
		g := &j.groups[i]
		g.members, g.mean = []int32{int32(i)}, w.vectors[i]
		for _, e := range a.Events {
			g.events = append(g.events, tally{e, 1})
		}
		if len(a.Events) > 0 {
			g.telling = 1
		}
		if slices.ContainsFunc(a.Events, func(e record.ID) bool { return tellers[e] > 1 }) {
			g.sure = 1
		}
		w.sure[i] = g.sure
	}
	w.copyOf = copies.Articles.Find(sketches)
	for i, k := range w.copyOf {
		if i == k || !repeats(w, i, w, k) {
			w.copyOf[i] = i
			continue
		}
		j.merge(j.root(int32(i)), j.root(int32(k)))
	}
	w.copyOf = copies.Groups(w.copyOf)
	for _, l := range m.links(w) {
		if a, b := j.root(l.a), j.root(l.b); a != b && j.groups[a].like(&j.groups[b])+int(l.near) >= together {
			j.merge(a, b)
		}
	}
	for i := range j.parent {
		r := j.root(int32(i))
		if int(r) == i { // the first of its group
			w.groupOf[i] = int32(len(w.groups))
			g := &j.groups[r]
			slices.Sort(g.members)
			w.groups = append(w.groups, *g)
		}
		w.groupOf[i] = w.groupOf[r]
	}
	return w
}

// A joiner joins groups. The first article of each is its root.
type joiner struct {
	parent []int32
	groups []group // of roots
}

func (j *joiner) root(i int32) int32 {
	for j.parent[i] != i {
		j.parent[i] = j.parent[j.parent[i]]
		i = j.parent[i]
	}
	return i
}

func (j *joiner) merge(a, b int32) {
	if a == b {
		return
	}
	a, b = min(a, b), max(a, b)
	j.groups[a].add(&j.groups[b])
	j.groups[b], j.parent[b] = group{}, a
}

// add takes the articles of another group.
func (g *group) add(o *group) {
	g.mean = plus(g.mean, o.mean, len(g.members), len(o.members))
	g.telling += o.telling
	g.sure += o.sure
	g.members = append(g.members, o.members...)
	if len(o.events) == 0 {
		return
	}
	sum := append(slices.Clone(g.events), o.events...)
	slices.SortStableFunc(sum, func(a, b tally) int { return cmp.Compare(a.event, b.event) })
	g.events = sum[:0]
	for _, t := range sum {
		if n := len(g.events); n > 0 && g.events[n-1].event == t.event {
			g.events[n-1].n += t.n
			continue
		}
		g.events = append(g.events, t)
	}
}

// like is how alike two groups are in the mean of their pairs of articles: their words, and what they mainly tell of.
func (g *group) like(o *group) int {
	pairs := int64(len(g.members)) * int64(len(o.members))
	shared := int64(0)
	for i, k := 0, 0; i < len(g.events) && k < len(o.events); {
		switch c := cmp.Compare(g.events[i].event, o.events[k].event); {
		case c == 0:
			shared += int64(g.events[i].n) * int64(o.events[k].n)
			i, k = i+1, k+1
		case c < 0:
			i++
		default:
			k++
		}
	}
	like := int64(cosine(g.mean, o.mean)) + sameEvent*min(shared, 2*pairs)/pairs
	if both := int64(g.telling) * int64(o.telling); both > shared {
		off := otherEvents*both + otherSure*(int64(g.sure)*int64(o.telling)+int64(g.telling)*int64(o.sure))
		like -= off * (both - shared) / both / pairs
	}
	return int(like)
}

// repeats reports whether an article of which the text repeats another one repeats its news, too. Texts that are made from
// one form have other names in them, and tell of other events.
func repeats(a *week, i int, b *week, k int) bool {
	x, y := &a.articles[i], &b.articles[k]
	shared := false
	for _, e := range x.Events {
		shared = shared || slices.Contains(y.Events, e)
	}
	if len(x.Events) > 0 && len(y.Events) > 0 && !shared {
		return false
	}
	return shared || cosine(a.vectors[i], b.vectors[k]) >= sameText
}
