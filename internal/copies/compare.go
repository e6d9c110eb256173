package copies

import "slices"

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
	for _, w := range sk {
		if w != 0 {
			p.words = append(p.words, w)
		}
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
	slices.Sort(found)
	found = slices.Compact(found)
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

// inOrder is the length of the longest common subsequence of two lists, the first of at most maxPart.
func inOrder(a, b []uint16) int {
	var row [maxPart + 1]int
	for _, w := range b {
		diagonal := 0
		for i, v := range a {
			above := row[i+1]
			if v == w {
				row[i+1] = diagonal + 1
			} else {
				row[i+1] = max(above, row[i])
			}
			diagonal = above
		}
	}
	return row[len(a)]
}
