package story

import (
	"cmp"
	"math"
	"slices"

	"chancery/internal/record"
)

// What likeness is made of, in parts of unit. The words of ECB+, the reports of corpus/stories.tsv and made-up news are
// grouped best by these.
const (
	enough      = unit * 15 / 100  // of two articles, from which they can be of one story
	together    = unit * 20 / 100  // of two groups, from which they are one story
	sameText    = unit * 35 / 100  // of two texts of which one repeats the other, if they tell the same news
	sameDay     = unit * 6 / 100   // what it adds to be published on one day
	perDay      = unit * 15 / 1000 // what each day between two articles takes off
	sameEvent   = unit * 12 / 100  // what it adds to tell mainly of one event; of more than one, twice that
	otherEvents = unit * 5 / 100   // what it takes off that both tell of events, and of none that is the same
	otherSure   = unit * 40 / 100  // and more, for either of which others tell what it tells: it is news of its own
)

const (
	keys  = 16 // words by which an article is found, those with the greatest weight
	shelf = 48 // articles remembered for a word, the last
	tried = 24 // articles with which one is compared, those with the most weight in common
	apart = 7  // days between two articles of a story that are joined, at most
)

// A memory is what grouping needs again and again: room, not knowledge.
type memory struct {
	byWord  [][]int32
	words   []uint16 // of which byWord is not empty
	byEvent map[record.ID][]int32
	weight  []int32
	order   []int32
	ranks   []uint64 // the heaviest first, of equals the latest
}

// clear forgets the articles that were remembered.
func (m *memory) clear(articles int) {
	if m.byWord == nil {
		m.byWord = make([][]int32, 1<<16)
	}
	for _, w := range m.words {
		m.byWord[w] = m.byWord[w][:0]
	}
	m.words = m.words[:0]
	m.byEvent = map[record.ID][]int32{}
	if len(m.weight) < articles {
		m.weight = make([]int32, articles)
	}
}

// remember enters article i of a week.
func (m *memory) remember(w *week, i int, top []term) {
	for _, t := range top {
		if len(m.byWord[t.word]) == 0 {
			m.words = append(m.words, t.word)
		}
		m.byWord[t.word] = onShelf(m.byWord[t.word], int32(i))
	}
	for _, e := range w.articles[i].Events {
		m.byEvent[e] = onShelf(m.byEvent[e], int32(i))
	}
}

func onShelf(list []int32, i int32) []int32 {
	if len(list) == shelf {
		copy(list, list[1:])
		list = list[:shelf-1]
	}
	return append(list, i)
}

// candidates lists the articles remembered that have most in common with article i of a week, the best first.
func (m *memory) candidates(w *week, i int, top []term) []int32 {
	m.order = m.order[:0]
	see := func(k, weight int32) {
		if m.weight[k] == 0 {
			m.order = append(m.order, k)
		}
		m.weight[k] += weight
	}
	for _, t := range top {
		for _, k := range m.byWord[t.word] {
			see(k, int32(t.weight))
		}
	}
	for _, e := range w.articles[i].Events {
		for _, k := range m.byEvent[e] {
			see(k, unit)
		}
	}
	m.ranks = m.ranks[:0]
	for _, k := range m.order {
		m.ranks = append(m.ranks, uint64(math.MaxInt32-m.weight[k])<<32|uint64(math.MaxInt32-k))
		m.weight[k] = 0
	}
	slices.Sort(m.ranks)
	m.order = m.order[:0]
	for _, r := range m.ranks[:min(len(m.ranks), tried)] {
		m.order = append(m.order, math.MaxInt32-int32(uint32(r)))
	}
	return m.order
}

// links lists the pairs of articles of a week that are alike, the most alike first. Of a word the last articles that have
// it are looked at, so the cost grows with the number of articles.
func (m *memory) links(w *week) []link {
	m.clear(len(w.articles))
	var out []link
	for i := range w.articles {
		top := w.vectors[i].heaviest(keys)
		for _, k := range m.candidates(w, i, top) {
			out = addLink(out, w, w, k, int32(i))
		}
		m.remember(w, i, top)
	}
	return strongestFirst(out)
}

// across lists the pairs of articles of one week and the next that are alike, the most alike first.
func (m *memory) across(a, b *week) []link {
	m.clear(len(a.articles))
	for i := range a.articles {
		m.remember(a, i, a.vectors[i].heaviest(keys))
	}
	var out []link
	for i := range b.articles {
		for _, k := range m.candidates(b, i, b.vectors[i].heaviest(keys)) {
			out = addLink(out, a, b, k, int32(i))
		}
	}
	return strongestFirst(out)
}

func addLink(list []link, a, b *week, i, k int32) []link {
	x, y := &a.articles[i], &b.articles[k]
	like := cosine(a.vectors[i], b.vectors[k])
	shared := int64(0)
	for _, e := range x.Events {
		if slices.Contains(y.Events, e) {
			shared++
		}
	}
	like += int(sameEvent * min(shared, 2))
	if shared == 0 && len(x.Events) > 0 && len(y.Events) > 0 {
		like -= otherEvents + otherSure*int(a.sure[i]+b.sure[k])
	}
	near := 0
	if isDated(x) && isDated(y) {
		d := days(x.Published.From, y.Published.From)
		if d > apart {
			return list
		}
		near = sameDay - perDay*int(d)
	}
	if like += near; like < enough {
		return list
	}
	return append(list, link{i, k, int32(like), int32(near)})
}

func strongestFirst(links []link) []link {
	slices.SortFunc(links, func(x, y link) int {
		return cmp.Or(cmp.Compare(y.like, x.like), cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b))
	})
	return links
}
