package copies

import (
	"math/bits"
	"slices"
)

// A Measure says how much of a text must stand in another for it to be a repetition.
type Measure struct {
	Share int // of the words of the shorter text, in percent, in sentences that the other has too
	Words int // the fewest words of the shorter text
	Short int // words; for each three fewer that the shorter text has, the share is one percent greater
}

// share is what a text of n words must have in common with a longer one, in percent.
func (m Measure) share(n int) int { return min(m.Share+max(m.Short-n, 0)/3, 95) }

// Articles is the measure of whole articles, Passages that of single passages in articles that are otherwise different,
// as a paragraph of background that many reports carry. Shorter ones can be alike without being copied.
var (
	Articles = Measure{Share: 56, Words: 10, Short: 66}
	Passages = Measure{Share: 88, Words: 12}
)

// alike is the share of the words of a sentence, in percent, that must stand in the other text in the same order and
// near one another. Sentences of two reports that tell the same thing share up to half of their words, mostly names.
const alike = 52

// IsCopy reports whether one of two texts repeats most of the other. It is symmetric.
func (sk Sketch) IsCopy(o Sketch) bool { return Articles.holds(prepare(sk), prepare(o)) }

// holds reports whether the shorter of two texts repeats enough of the other.
func (m Measure) holds(a, b *prepared) bool {
	if min(a.n, b.n) < m.Words {
		return false
	}
	return shared(a, b) >= m.share(min(a.n, b.n))
}

// shared is the share of the shorter of two texts that stands in the other, in percent.
func shared(a, b *prepared) int {
	switch {
	case min(a.n, b.n) == 0:
		return 0
	case a.n < b.n:
		return 100 * b.cover(a) / a.n
	case a.n > b.n:
		return 100 * a.cover(b) / b.n
	}
	return 100 * max(a.cover(b), b.cover(a)) / a.n
}

// A prepared text is a sketch with what comparing needs. It is not safe for concurrent use.
type prepared struct {
	parts  [][]uint16 // the sentences
	words  []uint16   // all words
	places []uint32   // word<<16 | place, sorted; made when first needed
	n      int
}

func prepare(sk Sketch) *prepared {
	p := &prepared{words: make([]uint16, 0, len(sk))}
	for i, w := range sk {
		if w == 0 {
			continue
		}
		if len(p.words) == maxWords {
			sk = sk[:i]
			break
		}
		p.words = append(p.words, w)
	}
	p.n = len(p.words)
	start, at := 0, 0
	for i, w := range sk {
		if w != 0 {
			at++
		}
		if at > start && (w == 0 || i == len(sk)-1 || at-start == maxPart) {
			p.parts = append(p.parts, p.words[start:at])
			start = at
		}
	}
	return p
}

// index makes the places.
func (p *prepared) index() {
	if p.places != nil {
		return
	}
	p.places = make([]uint32, len(p.words))
	for i, w := range p.words {
		p.places[i] = uint32(w)<<16 | uint32(i)
	}
	slices.Sort(p.places)
}

// cover is the number of words of s that stand in p: those of its sentences that have a like in p.
func (p *prepared) cover(s *prepared) int {
	p.index()
	sum := 0
	var found []uint32
	for _, part := range s.parts {
		var n int
		n, found = p.common(part, found[:0])
		if n >= 3 && 100*n >= alike*len(part) || n == len(part) {
			sum += n
		}
	}
	return sum
}

// often is how many places of a word are looked at; a word that stands more often tells little.
const often = 12

// common is how many words of a sentence stand in p in their order, within a stretch not much longer than it.
func (p *prepared) common(part []uint16, found []uint32) (int, []uint32) {
	for _, w := range part {
		i, _ := slices.BinarySearch(p.places, uint32(w)<<16)
		for k := i; k < len(p.places) && k < i+often && p.places[k]>>16 == uint32(w); k++ {
			found = append(found, p.places[k]&0xffff)
		}
	}
	found = inPlace(found)
	span := uint32(len(part) + len(part)/2 + 2)
	best, most := 0, 0
	for i, k := 0, 0; i < len(found); i++ {
		for k < len(found) && found[k] < found[i]+span {
			k++
		}
		if k-i > most {
			best, most = i, k-i
		}
	}
	if most == 0 {
		return 0, found
	}
	from := max(int(found[best])-2, 0)
	to := min(int(found[best]+span)+2, len(p.words))
	return inOrder(part, p.words[from:to]), found
}

// inPlace sorts places, each once.
func inPlace(list []uint32) []uint32 {
	var set [maxWords / 64]uint64
	last := uint32(0)
	for _, at := range list {
		set[at/64] |= 1 << (at % 64)
		last = max(last, at/64)
	}
	list = list[:0]
	for i, word := range set[:last+1] {
		for ; word != 0; word &= word - 1 {
			list = append(list, uint32(i*64+bits.TrailingZeros64(word)))
		}
	}
	return list
}

// inOrder is the length of the longest common subsequence of two lists, the first of at most maxPart. A row of the table is
// the bits of one number, of which those not set are the steps (Hyyrö 2004).
func inOrder(a, b []uint16) int {
	var words [2 * maxPart]uint16 // open addressing; 0 is no word
	var masks [2 * maxPart]uint32
	for i, w := range a {
		k := slot(&words, w)
		words[k] = w
		masks[k] |= 1 << i
	}
	row := ^uint32(0)
	for _, w := range b {
		u := row & masks[slot(&words, w)]
		row = (row + u) | (row - u)
	}
	return len(a) - bits.OnesCount32(row&uint32(1<<len(a)-1))
}

// slot is where a word stands, or would stand.
func slot(words *[2 * maxPart]uint16, w uint16) int {
	k := w % uint16(len(words))
	for words[k] != 0 && words[k] != w {
		k = (k + 1) % uint16(len(words))
	}
	return int(k)
}
