package neural

import (
	"math"

	"chancery/internal/model/kernel"
)

// slope is how much of a negative number goes on.
const slope = 0.1

// readHeads reads the results off the last states, which stand in s.x.
func (n *Network) readHeads(s *Scratch, count int) {
	rows := n.heads.m.Out()
	s.out = resize(s.out, count*rows)
	n.heads.m.Mul(s.out, s.x, count)
	size := n.size
	n.readTags(s, count, 2*size.arc+2*size.rel+size.name)
	n.readNames(s, count, 2*size.arc+2*size.rel)
	n.readTree(s, count)
	n.readRels(s, count, 2*size.arc)
}

// floats writes some of the results of word i to out.
func (n *Network) floats(s *Scratch, out []float32, i, from int) {
	rows := n.heads.m.Out()
	acc, scale, bias := s.out[i*rows+from:], n.heads.scale[from:], n.heads.bias[from:]
	for k := range out {
		out[k] = float32(float32(acc[k])*float32(scale[k]*hiddenScale)) + bias[k]
	}
}

// leaky leaves little of negative numbers.
func leaky(x []float32) {
	for i, v := range x {
		if v < 0 {
			x[i] = float32(v * slope)
		}
	}
}

func (n *Network) readTags(s *Scratch, count, from int) {
	s.float = resize(s.float, len(n.Tags))
	for i := range count {
		n.floats(s, s.float, i, from)
		s.Tags[i] = uint16(best(s.float))
	}
}

// best is the index of the greatest number, of equals the first.
func best[T int32 | float32](x []T) int {
	b := 0
	for i, v := range x {
		if v > x[b] {
			b = i
		}
	}
	return b
}

// readNames chooses the name tag of each word from the word and its neighbours.
func (n *Network) readNames(s *Scratch, count, from int) {
	width := n.size.name
	s.float = resize(s.float, (count+2)*width) // one word without numbers on either side
	clear(s.float)
	for i := range count {
		v := s.float[(i+1)*width : (i+2)*width]
		n.floats(s, v, i, from)
		for k := range v {
			v[k] = max(v[k], 0)
		}
	}
	factor, scale := scaleFor(largest(s.float), wideBits)
	s.narrow = resize(s.narrow, len(s.float))
	round(s.narrow, s.float, factor)
	s.scores, s.scale = resize(s.scores, n.name.m.Out()), resize(s.scale, len(n.Names))
	for i := range count {
		n.name.m.Mul(s.scores, s.narrow[i*width:], 1)
		for k := range s.scale {
			s.scale[k] = float32(float32(s.scores[k])*float32(n.name.scale[k]*scale)) + n.name.bias[k]
		}
		s.Names[i] = uint8(best(s.scale))
	}
}

// readTree chooses the heads. The score of head j for word i stands at [i][j+1], that of the root at [i][0].
func (n *Network) readTree(s *Scratch, count int) {
	width := n.size.arc
	s.float = resize(s.float, (count+1)*width)
	copy(s.float, n.rootHead)
	for i := range count {
		v := s.float[(i+1)*width : (i+2)*width]
		n.floats(s, v, i, width)
		leaky(v)
	}
	factor, headScale := scaleFor(largest(s.float), narrowBits)
	s.narrow = resize(s.narrow, (count+1)*width)
	round(s.narrow, s.float, factor)
	kernel.Pack(&s.packed, count+1, width, width, s.narrow)
	cols := s.packed.Out()

	s.arcs, s.scores, s.scale = resize(s.arcs, count*cols), resize(s.scores, n.arc.m.Out()), resize(s.scale, count)
	v, x := s.float[:width], s.narrow[:width]
	for i := range count {
		n.floats(s, v, i, 0)
		leaky(v)
		factor, scale := scaleFor(largest(v), wideBits)
		round(x, v, factor)
		n.arc.m.Mul(s.scores, x, 1)
		for k := range v {
			v[k] = float32(float32(s.scores[k])*float32(n.arc.scale[k]*scale)) + n.arc.bias[k]
		}
		factor, scale = scaleFor(largest(v), narrowBits)
		round(x, v, factor)
		s.packed.Mul(s.arcs[i*cols:], x, 1)
		s.scale[i] = float32(scale * headScale)
	}
	s.charted.tree(s.Heads, s.arcs, cols, s.scale)
}

// readRels chooses the relations of the words to their heads. What a head says of its dependents is one matrix for all of them.
func (n *Network) readRels(s *Scratch, count, from int) {
	s.first, s.next = resize(s.first, count), resize(s.next, count)
	for i := range s.first {
		s.first[i] = -1
	}
	for i := count - 1; i >= 0; i-- {
		if h := s.Heads[i]; h >= 0 {
			s.next[i], s.first[h] = s.first[h], int32(i)
		} else {
			s.Rels[i] = uint8(n.rootRel)
		}
	}
	width := n.size.rel
	s.vector, s.narrow = resize(s.vector, width+1), resize(s.narrow, width+2)
	s.scores = resize(s.scores, n.rel.m.Out())
	for h := range count {
		if s.first[h] < 0 {
			continue
		}
		n.relVector(s, h, from+width)
		n.rel.m.Mul(s.scores, s.narrow, 1)
		factor, _ := scaleFor(kernel.Largest(s.scores, n.rel.scale), narrowBits)
		kernel.Narrow(kernel.Packed(&s.packed, len(n.Rels), width+2), s.scores, n.rel.scale, factor)
		for d := s.first[h]; d >= 0; d = s.next[d] {
			n.relVector(s, int(d), from)
			s.packed.Mul(s.scores, s.narrow, 1)
			s.scores[n.rootRel] = math.MinInt32
			s.Rels[d] = uint8(best(s.scores[:len(n.Rels)]))
		}
	}
}

// relVector writes the numbers of a word as head or dependent, and a 1, to s.narrow.
func (n *Network) relVector(s *Scratch, i, from int) {
	n.floats(s, s.vector[:n.size.rel], i, from)
	leaky(s.vector[:n.size.rel])
	s.vector[n.size.rel] = 1
	factor, _ := scaleFor(largest(s.vector), wideBits-1)
	round(s.narrow, s.vector, factor)
	s.narrow[n.size.rel+1] = 0
}
