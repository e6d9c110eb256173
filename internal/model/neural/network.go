// Package neural knows the network that reads sentences: words as vectors of their pieces, affixes and shape, two recurrent layers over
// the sentence, and on them the tags, the tree and the names.
//
// Weights are bytes, products are sums of integers (package kernel), and what lies between is arithmetic of single numbers in a fixed
// order, so every machine gives the same result. It does not know what the tags mean; that is for package model. How the weights
// were made stands in train/README.md.
//
//	net, err := neural.Load(data)
//	var s neural.Scratch
//	net.Read(&s, []string{"Xi", "met", "Putin", "."})
//	fmt.Println(s.Heads) // [1 -1 1 1]
package neural

import (
	_ "embed"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"

	"chancery/internal/model/kernel"
)

//go:embed weights.bin
var weights string

// Default is the network that is embedded in the program, loaded at the first call.
var Default = sync.OnceValues(func() (*Network, error) { return Load(weights) })

// Magic is how a file of weights begins.
const Magic = "chancery network 1"

// MaxWords is how many words may be read together.
const MaxWords = 256

// layers is how many recurrent layers there are, each in both directions.
const layers = 2

// A Network is trained weights. It never changes and is safe for concurrent use.
type Network struct {
	Tags, Rels, Names []string

	known     map[string]int32
	pieces    map[string]int32
	longPiece int      // bytes of the longest piece
	vectors   [4]table // of pieces, known words, buckets and shapes
	sigmoid   kernel.Curve
	tanh      kernel.Curve
	layers    [layers]layer
	heads     byteLinear // arcDep, arcHead, relDep, relHead, name, tag
	rootHead  []float32
	arc       linear
	rel       linear
	name      linear
	size      sizes
	rootRel   int
}

// sizes is how many numbers the parts of the network have.
type sizes struct{ input, hidden, arc, rel, name int }

// A table holds vectors as bytes with a scale for each.
type table struct {
	width int
	scale []float32
	data  string
}

// A linear is a matrix with a scale and an addend for each row.
type linear struct {
	m     *kernel.Matrix
	scale []float32
	bias  []float32
}

// A byteLinear is one for vectors of bytes.
type byteLinear struct {
	m     *kernel.Bytes
	scale []float32
	bias  []float32
}

// A layer is recurrent in both directions.
type layer struct {
	input byteLinear // rows for both directions, one after the other
	back  [2]byteLinear
}

// Scratch is what the reading of some sentences needs, and the result: one entry for each word, sentence after sentence. It may be used
// again for the next ones.
type Scratch struct {
	Tags  []uint16
	Heads []int32 // index of the head within the sentence, -1 for the root, of which there is one
	Rels  []uint8
	Names []uint8

	sentences []stretch // in the order given
	queue     []stretch // the longest first
	forms     map[string]int32
	row       []int32 // of each word: where its vector stands in x

	buf      []byte // a word
	lower    []byte
	plain    []byte
	part     []byte
	pieces   []int32
	vector   []float32
	x        []uint8
	xScale   []float32
	products []int32
	gates    []int32
	state    []uint8
	cell     []float32
	hidden   []uint8
	float    []float32
	narrow   []int16
	wide     []int16
	scale    []float32
	arcs     []int32
	first    []int32 // first dependent of each head
	next     []int32 // next dependent of the same head
	heads    []int32 // those that have dependents
	scores   []int32
	packed   kernel.Matrix
	charted  chart
}

// A stretch is the words of a sentence among all.
type stretch struct{ first, count int }

// Load reads a network as train/neural writes it.
func Load(data string) (*Network, error) {
	r := reader{data: data}
	if r.text() != Magic {
		return nil, fmt.Errorf("neural: not a network of version %q", Magic)
	}
	n := &Network{Tags: r.lines(), Rels: r.lines(), Names: r.lines()}
	n.known, n.pieces = index(r.lines(), 1), index(r.lines(), 0)
	for piece := range n.pieces {
		n.longPiece = max(n.longPiece, len(piece))
	}
	for i := range n.vectors {
		n.vectors[i] = r.table()
		n.size.input += n.vectors[i].width
	}
	n.sigmoid, n.tanh = r.curve(), r.curve()
	for i := range n.layers {
		l := &n.layers[i]
		l.input = r.byteLinear(true)
		l.back[0], l.back[1] = r.byteLinear(false), r.byteLinear(false)
	}
	n.heads = r.byteLinear(true)
	n.rootHead = r.floats()
	n.arc, n.rel, n.name = r.linear(true), r.linear(false), r.linear(true)
	if r.err == nil && !n.consistent() {
		r.fail()
	}
	if r.err != nil {
		return nil, fmt.Errorf("neural: %w", r.err)
	}
	return n, nil
}

// consistent fills in the sizes and says whether the parts fit together.
func (n *Network) consistent() bool {
	s := &n.size
	s.hidden = len(n.layers[0].input.scale) / 8
	s.arc = len(n.rootHead)
	s.rel = n.rel.m.In() - 2
	s.name = n.name.m.In() / 3
	n.rootRel = -1
	for i, rel := range n.Rels {
		if rel == "root" {
			n.rootRel = i
		}
	}
	ok := n.rootRel >= 0 && len(n.Rels) < 256 && len(n.Names) < 256 && len(n.Tags) < 1<<16 &&
		len(n.vectors[0].scale) >= len(n.pieces) && len(n.vectors[1].scale) == len(n.known)+1 &&
		len(n.vectors[2].scale) == buckets && len(n.vectors[3].scale) == shapes &&
		len(n.heads.scale) == 2*s.arc+2*s.rel+s.name+len(n.Tags) && n.heads.m.In() == 2*s.hidden &&
		len(n.arc.scale) == s.arc && n.arc.m.In() == s.arc && s.arc%2 == 0 && s.rel%2 == 0 &&
		n.rel.m.Out() == kernel.Padded(len(n.Rels))*(s.rel+2) && len(n.name.scale) == len(n.Names) && s.hidden%8 == 0
	for i := range n.layers {
		l, width := &n.layers[i], 2*s.hidden
		if i == 0 {
			width = s.input
		}
		ok = ok && len(l.input.scale) == 8*s.hidden && l.input.m.In() == width && width%4 == 0
		for _, b := range l.back {
			ok = ok && len(b.scale) == 4*s.hidden && b.m.In() == s.hidden
		}
	}
	return ok
}

// Read fills the results in s for sentences of up to MaxWords words each. What it finds in a sentence does not depend on the others,
// but many together take less time than one after another.
func (n *Network) Read(s *Scratch, sentences ...[]string) {
	s.sentences = s.sentences[:0]
	count := 0
	for _, words := range sentences {
		if len(words) > 0 {
			s.sentences = append(s.sentences, stretch{count, len(words)})
			count += len(words)
		}
	}
	s.Tags, s.Heads, s.Rels, s.Names = resize(s.Tags, count), resize(s.Heads, count), resize(s.Rels, count), resize(s.Names, count)
	if count == 0 {
		return
	}
	s.queue = append(s.queue[:0], s.sentences...)
	slices.SortStableFunc(s.queue, func(a, b stretch) int { return b.count - a.count })
	n.embed(s, sentences)
	for i := range n.layers {
		n.recur(s, &n.layers[i], count)
	}
	n.readHeads(s, count)
}

func index(items []string, first int32) map[string]int32 {
	m := make(map[string]int32, len(items))
	for i, s := range items {
		m[s] = first + int32(i)
	}
	return m
}

// resize is a slice of n numbers in the memory of s, if that is enough. What stands in it is undefined.
func resize[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/2)
	}
	return s[:n]
}

var errBroken = errors.New("file is damaged")

// A reader reads what train/neural writes. After the first mistake it gives nothing.
type reader struct {
	data string
	err  error
}

func (r *reader) fail() { r.err, r.data = errBroken, "" }

func (r *reader) bytes(n int) string {
	if n < 0 || n > len(r.data) {
		r.fail()
		return ""
	}
	s := r.data[:n]
	r.data = r.data[n:]
	return s
}

func (r *reader) number() int {
	s := r.bytes(4)
	if s == "" {
		return 0
	}
	return int(uint32(s[0]) | uint32(s[1])<<8 | uint32(s[2])<<16 | uint32(s[3])<<24)
}

func (r *reader) text() string { return r.bytes(r.number()) }

func (r *reader) lines() []string {
	n := r.number()
	items := strings.Split(r.text(), "\n")
	if len(items) != n {
		r.fail()
	}
	return items
}

func (r *reader) floats() []float32 { return r.floatsOf(r.number()) }

func (r *reader) floatsOf(n int) []float32 {
	s := r.bytes(4 * n)
	out := make([]float32, len(s)/4)
	for i := range out {
		out[i] = math.Float32frombits(uint32(s[4*i]) | uint32(s[4*i+1])<<8 | uint32(s[4*i+2])<<16 | uint32(s[4*i+3])<<24)
	}
	return out
}

func (r *reader) curve() (c kernel.Curve) {
	values := r.floats()
	if len(values) != len(c)+1 {
		r.fail()
		return c
	}
	for i := range c {
		c[i].At, c[i].Rise = values[i], values[i+1]-values[i]
	}
	return c
}

func (r *reader) table() table {
	rows, cols := r.number(), r.number()
	return table{width: cols, scale: r.floatsOf(rows), data: r.bytes(rows * cols)}
}

func (r *reader) linear(biased bool) linear {
	scale, width, numbers, bias := r.rows(biased)
	return linear{kernel.New(len(scale), width, numbers), scale, bias}
}

func (r *reader) byteLinear(biased bool) byteLinear {
	scale, width, numbers, bias := r.rows(biased)
	return byteLinear{kernel.NewBytes(len(scale), width, numbers), scale, bias}
}

// rows is a matrix: of each row a scale, its numbers and, if they are biased, an addend.
func (r *reader) rows(biased bool) (scale []float32, width int, numbers []int8, bias []float32) {
	t := r.table()
	if r.err != nil {
		return nil, 0, nil, nil
	}
	numbers = make([]int8, len(t.data))
	for i := range numbers {
		numbers[i] = int8(t.data[i])
	}
	if biased {
		if bias = r.floats(); len(bias) != len(t.scale) {
			r.fail()
		}
	}
	return t.scale, t.width, numbers, bias
}
