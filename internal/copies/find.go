package copies

import (
	"cmp"
	"slices"
)

// Find says of each text which earlier one it repeats: of several the one it shares most with, the first of equals. A
// text that repeats none is its own. Texts stand in the order of publication, so that the first is the original.
//
// The cost grows with the number of texts: only those are compared that share some of their rarest triples of words.
func (m Measure) Find(texts []Sketch) []int {
	f := newFinder(m)
	of := make([]int, len(texts))
	for i, sk := range texts {
		f.sample(sk)
		of[i] = int(f.best(int32(i), texts))
		f.enter(int32(i))
	}
	return of
}

// FindIn says of each text which of some earlier ones it repeats, as Find does, or -1. The texts are not compared with one
// another.
func (m Measure) FindIn(earlier, texts []Sketch) []int {
	f := newFinder(m)
	all := slices.Concat(earlier, texts)
	for i, sk := range earlier {
		f.sample(sk)
		f.enter(int32(i))
	}
	of := make([]int, len(texts))
	for i, sk := range texts {
		at := int32(len(earlier) + i)
		f.sample(sk)
		if of[i] = int(f.best(at, all)); of[i] == int(at) {
			of[i] = -1
		}
	}
	return of
}

// Groups gives each text the first one that it goes back to, through copies of copies.
func Groups(of []int) []int {
	out := make([]int, len(of))
	for i, k := range of {
		out[i] = i
		if k < i {
			out[i] = out[k]
		}
	}
	return out
}

const (
	sampled  = 48      // triples by which a text is found, those with the smallest hashes
	shelf    = 8       // texts remembered for each triple, the first
	tried    = 8       // texts with which one is compared, those with the most triples in common
	together = 1 << 16 // texts in which one is looked for, at least; older ones are forgotten
	kept     = 256     // texts prepared for comparison at a time
	fullness = 24      // triples from which on a text must share two of them
)

// A finder finds earlier texts. Of two generations of triples the older is dropped when the younger is full, so that
// memory stays within bounds however many texts there are.
type finder struct {
	measure     Measure
	now, before map[uint32][]int32
	count       int // texts in now
	made        map[int32]*prepared
	triples     []uint32
	hits        []hit
}

type hit struct {
	text   int32
	n      int // triples in common
	weight int // the more, the fewer texts have them: what stands in every text of a form leads to none
}

func newFinder(m Measure) *finder {
	return &finder{measure: m, now: map[uint32][]int32{}, before: map[uint32][]int32{}, made: map[int32]*prepared{}}
}

// best finds the text that text i repeats, i where there is none. Its triples have been sampled.
func (f *finder) best(i int32, texts []Sketch) int32 {
	if len(f.triples) == 0 {
		return i
	}
	f.gather()
	best, most := i, 0
	var p *prepared
	for _, h := range f.hits {
		if h.n < 2 && len(f.triples) >= fullness {
			continue
		}
		if p == nil {
			p = f.prepared(i, texts)
		}
		o := f.prepared(h.text, texts)
		if min(p.n, o.n) < f.measure.Words {
			continue
		}
		if s := shared(p, o); s >= f.measure.share(min(p.n, o.n)) && (s > most || s == most && h.text < best) {
			best, most = h.text, s
		}
	}
	return best
}

// sample takes the triples by which a text is found.
func (f *finder) sample(sk Sketch) {
	f.triples = f.triples[:0]
	var a, b uint32
	n := 0
	for _, w := range sk {
		if w == 0 {
			continue
		}
		if n++; n >= 3 {
			f.triples = append(f.triples, mix(mix(a<<16|b)^uint32(w)))
		}
		a, b = b, uint32(w)
	}
	slices.Sort(f.triples)
	f.triples = slices.Compact(f.triples)
	f.triples = f.triples[:min(len(f.triples), sampled)]
}

// gather lists the texts to compare with, those that share most triples that few have first.
func (f *finder) gather() {
	f.hits = f.hits[:0]
	for _, t := range f.triples {
		for _, texts := range [...][]int32{f.before[t], f.now[t]} {
			for _, text := range texts {
				f.hits = append(f.hits, hit{text, 1, 16 * shelf / (len(texts) * len(texts))})
			}
		}
	}
	slices.SortFunc(f.hits, func(a, b hit) int { return cmp.Compare(a.text, b.text) })
	sum := f.hits[:0]
	for _, h := range f.hits {
		if len(sum) > 0 && sum[len(sum)-1].text == h.text {
			sum[len(sum)-1].n++
			sum[len(sum)-1].weight += h.weight
			continue
		}
		sum = append(sum, h)
	}
	slices.SortFunc(sum, func(a, b hit) int { return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.text, b.text)) })
	f.hits = sum[:min(len(sum), tried)]
}

// enter remembers the triples of a text.
func (f *finder) enter(i int32) {
	if len(f.triples) == 0 {
		return
	}
	for _, t := range f.triples {
		if had := f.now[t]; len(had) < shelf {
			f.now[t] = append(had, i)
		}
	}
	if f.count++; f.count == together {
		f.before, f.now, f.count = f.now, map[uint32][]int32{}, 0
	}
}

// prepared is text i made ready for comparison.
func (f *finder) prepared(i int32, texts []Sketch) *prepared {
	if p := f.made[i]; p != nil {
		return p
	}
	if len(f.made) >= kept {
		clear(f.made)
	}
	p := prepare(texts[i])
	f.made[i] = p
	return p
}
