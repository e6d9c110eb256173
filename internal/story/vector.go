package story

import (
	"cmp"
	_ "embed"
	"fmt"
	"math/bits"
	"slices"
	"strconv"
	"strings"
	"sync"

	"chancery/internal/copies"
)

// A term is a word of a vector and its weight, at most unit.
type term struct{ word, weight uint16 }

// A vector is the words of an article or of a story that tell it from others, in order; its length is about unit. There
// is one of each article of a record, so it is kept small.
type vector []term

// A draft is a vector of any length, on the way to one, of words and weights of any size.
type draft []mass

type mass struct {
	word   uint16
	weight int32
}

const (
	unit     = 1 << 14
	vectorOf = 72 // words kept of an article, those with the greatest weight
	leadOf   = 24 // words at the beginning that count twice
)

// cosine is how alike two vectors are, 0 to unit.
func cosine(a, b vector) int {
	sum := int64(0)
	for i, k := 0, 0; i < len(a) && k < len(b); {
		switch {
		case a[i].word == b[k].word:
			sum += int64(a[i].weight) * int64(b[k].weight)
			i, k = i+1, k+1
		case a[i].word < b[k].word:
			i++
		default:
			k++
		}
	}
	return int(sum / unit)
}

// normalize is v with the length of unit.
func (v draft) normalize() vector {
	sum := uint64(0)
	for _, t := range v {
		sum += uint64(t.weight) * uint64(t.weight)
	}
	length := root(sum)
	if length == 0 {
		return nil
	}
	out := make(vector, len(v))
	for i, t := range v {
		out[i] = term{t.word, uint16(int64(t.weight) * unit / int64(length))}
	}
	return out
}

// pack is v as it is, but for what is too little to count.
func (v draft) pack() vector {
	out := make(vector, 0, len(v))
	for _, t := range v {
		if t.weight > 0 {
			out = append(out, term{t.word, uint16(t.weight)})
		}
	}
	return out
}

// keep leaves the n words with the greatest weight, in the order of the words.
func (v draft) keep(n int) draft {
	if len(v) > n {
		slices.SortFunc(v, func(a, b mass) int { return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.word, b.word)) })
		v = v[:n]
		slices.SortFunc(v, func(a, b mass) int { return cmp.Compare(a.word, b.word) })
	}
	return v
}

// heaviest is the n terms with the greatest weight, the heaviest first.
func (v vector) heaviest(n int) vector {
	top := slices.Clone(v)
	slices.SortFunc(top, func(a, b term) int { return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.word, b.word)) })
	return top[:min(len(top), n)]
}

// plus is the mean of two vectors that stand for m and n articles. What the articles do not share is lost in it, so the
// product of two means is about the mean of the likenesses of their articles.
func plus(a, b vector, m, n int) vector {
	out := make(draft, 0, len(a)+len(b))
	scale := func(w uint16, k int) int32 { return int32(int64(w) * int64(k) / int64(m+n)) }
	i, k := 0, 0
	for i < len(a) || k < len(b) {
		switch {
		case k == len(b) || i < len(a) && a[i].word < b[k].word:
			out = append(out, mass{a[i].word, scale(a[i].weight, m)})
			i++
		case i == len(a) || b[k].word < a[i].word:
			out = append(out, mass{b[k].word, scale(b[k].weight, n)})
			k++
		default:
			out = append(out, mass{a[i].word, scale(a[i].weight, m) + scale(b[k].weight, n)})
			i, k = i+1, k+1
		}
	}
	return out.keep(3 * vectorOf).pack()
}

// root is the whole part of the square root.
func root(n uint64) uint64 {
	if n == 0 {
		return 0
	}
	x := uint64(1) << ((bits.Len64(n) + 1) / 2)
	for {
		y := (x + n/x) / 2
		if y >= x {
			return x
		}
		x = y
	}
}

// log is sixteen times the logarithm of n to the base 2, n being at least 1; between powers it is a straight line.
func log(n uint64) int32 {
	k := bits.Len64(n) - 1
	return int32(16*k) + int32((n-1<<k)*16>>k)
}

// A vocabulary knows how many articles have a word.
type vocabulary struct {
	articles uint64
	with     []uint64 // by word, in thousandths of an article
}

// background is for how many articles the words of the language count beside those at hand, so that a few articles can
// be told apart, too.
const background = 600

func (m *memory) newVocabulary(articles []Article) *vocabulary {
	v := &vocabulary{articles: uint64(len(articles)) + background, with: make([]uint64, 1<<16)}
	for w, share := range common() {
		v.with[w] = uint64(share) * background
	}
	last := make([]int32, 1<<16) // article that had a word last
	for i := range articles {
		for _, w := range articles[i].Sketch {
			if last[w] != int32(i)+1 {
				last[w] = int32(i) + 1
				v.with[w] += 1000
			}
		}
	}
	return v
}

// vector is the vector of a text. A word weighs more the more often it stands there and the fewer articles have it.
func (v *vocabulary) vector(sk copies.Sketch) vector {
	words := make([]uint16, 0, len(sk)+leadOf)
	for _, w := range sk {
		if w != 0 {
			words = append(words, w)
		}
	}
	words = append(words, words[:min(leadOf, len(words))]...)
	slices.Sort(words)
	out := make(draft, 0, len(words))
	for i := 0; i < len(words); {
		k := i
		for k < len(words) && words[k] == words[i] {
			k++
		}
		rare := log(v.articles*1000) - log(max(v.with[words[i]], 1000))
		if rare > 0 {
			out = append(out, mass{words[i], (16 + log(uint64(k-i))) * rare})
		}
		i = k
	}
	return out.keep(vectorOf).normalize()
}

const shareOfNumbers = 250

//go:embed common.tsv
var commonWords string

// common is the share of articles, in thousandths, that have each common word of the language.
var common = sync.OnceValue(func() map[uint16]int {
	out := map[uint16]int{}
	for i := range 2100 { // days and years stand in every date line
		if i <= 31 || i >= 1900 {
			for _, h := range copies.Make(strconv.Itoa(i) + fmt.Sprintf(" %02d", i)) {
				out[h] = shareOfNumbers
			}
		}
	}
	delete(out, 0)
	n := 0
	for line := range strings.Lines(commonWords) {
		n++
		if strings.HasPrefix(line, "#") {
			continue
		}
		share, words, ok := strings.Cut(strings.TrimSpace(line), "\t")
		k, err := strconv.Atoi(share)
		if !ok || err != nil {
			panic(fmt.Sprintf("common.tsv:%d: %q is no share and words", n, line))
		}
		for w := range strings.FieldsSeq(words) {
			for _, h := range copies.Make(w) {
				if h != 0 {
					out[h] = min(out[h]+k, 1000)
				}
			}
		}
	}
	return out
})
