package neural

import (
	"math"

	"chancery/internal/model/kernel"
)

// slope is how much of a negative number goes on.
const slope = 0.1

// readHeads reads the results off the last states, which stand in s.x.
func (n *Network) readHeads(s *Scratch, count int) {
	s.products = resize(s.products, count*n.heads.m.Out())
	n.heads.m.Mul(s.products, s.x, count, &s.wide)
	size := n.size
	n.readTags(s, count, 2*size.arc+2*size.rel+size.name)
	for _, sent := range s.sentences {
		n.readNames(s, sent, 2*size.arc+2*size.rel)
		n.readTree(s, sent)
		n.readRels(s, sent, 2*size.arc)
	}
}

// floats writes some of the results of word i to out.
func (n *Network) floats(s *Scratch, out []float32, i, from int) {
	kernel.Values(out, s.products[i*n.heads.m.Out()+from:], n.heads.scale[from:], n.heads.bias[from:], hiddenScale)
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
func (n *Network) readNames(s *Scratch, sent stretch, from int) {
	width := n.size.name
	s.float = resize(s.float, (sent.count+2)*width) // one word without numbers on either side
	inner := s.float[width : (sent.count+1)*width]
	clear(s.float[:width])
	clear(s.float[len(s.float)-width:])
	for i := range sent.count {
		n.floats(s, inner[i*width:(i+1)*width], sent.first+i, from)
	}
	kernel.Leak(inner, 0)
	factor, scale := scaleFor(kernel.Size(inner), wideBits)
	s.narrow = resize(s.narrow, len(s.float))
	kernel.Round(s.narrow, s.float, factor)
	rows := n.name.m.Out()
	s.scores, s.scale = resize(s.scores, sent.count*rows), resize(s.scale, len(n.Names))
	n.name.m.Slide(s.scores, s.narrow, sent.count, width)
	for i := range sent.count {
		kernel.Values(s.scale, s.scores[i*rows:], n.name.scale, n.name.bias, scale)
		s.Names[sent.first+i] = uint8(best(s.scale))
	}
}

// readTree chooses the heads. The score of head j for word i stands at [i][j+1], that of the root at [i][0].
func (n *Network) readTree(s *Scratch, sent stretch) {
	width, count := n.size.arc, sent.count
	s.float = resize(s.float, (count+1)*width)
	copy(s.float, n.rootHead)
	for i := range count {
		n.floats(s, s.float[(i+1)*width:(i+2)*width], sent.first+i, width)
	}
	kernel.Leak(s.float[width:], slope)
	factor, headScale := scaleFor(kernel.Size(s.float), narrowBits)
	s.narrow = resize(s.narrow, (count+1)*width)
	kernel.Round(s.narrow, s.float, factor)
	kernel.Pack(&s.packed, count+1, width, width, s.narrow)

	rows := n.arc.m.Out()
	s.scores, s.scale = resize(s.scores, count*rows), resize(s.scale, count)
	v := s.float[:width]
	for i := range count {
		n.floats(s, v, sent.first+i, 0)
		kernel.Leak(v, slope)
		factor, s.scale[i] = scaleFor(kernel.Size(v), wideBits)
		kernel.Round(s.narrow[i*width:], v, factor)
	}
	n.arc.m.Mul(s.scores, s.narrow, count)
	for i := range count {
		kernel.Values(v, s.scores[i*rows:], n.arc.scale, n.arc.bias, s.scale[i])
		factor, scale := scaleFor(kernel.Size(v), narrowBits)
		kernel.Round(s.narrow[i*width:], v, factor)
		s.scale[i] = float32(scale * headScale)
	}
	cols := s.packed.Out()
	s.arcs = resize(s.arcs, count*cols)
	s.packed.Mul(s.arcs, s.narrow, count)
	s.charted.tree(s.Heads[sent.first:sent.first+count], s.arcs, cols, s.scale)
}

// readRels chooses the relations of the words to their heads. What a head says of its dependents is one matrix for all of them.
func (n *Network) readRels(s *Scratch, sent stretch, from int) {
	n.findDependents(s, sent)
	width := n.size.rel
	in, rows := width+2, n.rel.m.Out()
	s.vector, s.narrow, s.scores = resize(s.vector, width+1), resize(s.narrow, (lanes+1)*in), resize(s.scores, lanes*rows)
	own := s.narrow[lanes*in:]
	rels := s.Rels[sent.first : sent.first+sent.count]
	for heads := s.heads; len(heads) > 0; {
		some := heads[:min(lanes, len(heads))]
		heads = heads[len(some):]
		for k, h := range some {
			n.relVector(s, s.narrow[k*in:], sent.first+int(h), from+width)
		}
		n.rel.m.Mul(s.scores, s.narrow, len(some))
		for k, h := range some {
			scores := s.scores[k*rows : (k+1)*rows]
			factor, _ := scaleFor(kernel.Largest(scores, n.rel.scale), narrowBits)
			kernel.Narrow(kernel.Packed(&s.packed, len(n.Rels), in), scores, n.rel.scale, factor)
			for d := s.first[h]; d >= 0; d = s.next[d] {
				n.relVector(s, own, sent.first+int(d), from)
				s.packed.Mul(scores, own, 1)
				scores[n.rootRel] = math.MinInt32
				rels[d] = uint8(best(scores[:len(n.Rels)]))
			}
		}
	}
}

// findDependents fills s.heads, s.first and s.next from the tree, and gives the root its relation.
func (n *Network) findDependents(s *Scratch, sent stretch) {
	s.first, s.next, s.heads = resize(s.first, sent.count), resize(s.next, sent.count), s.heads[:0]
	for i := range s.first {
		s.first[i] = -1
	}
	for i := sent.count - 1; i >= 0; i-- {
		h := s.Heads[sent.first+i]
		if h < 0 {
			s.Rels[sent.first+i] = uint8(n.rootRel)
			continue
		}
		if s.first[h] < 0 {
			s.heads = append(s.heads, h)
		}
		s.next[i], s.first[h] = s.first[h], int32(i)
	}
}

// relVector writes the numbers of a word as head or dependent, and a 1, to out.
func (n *Network) relVector(s *Scratch, out []int16, i, from int) {
	width := n.size.rel
	n.floats(s, s.vector[:width], i, from)
	kernel.Leak(s.vector[:width], slope)
	s.vector[width] = 1
	factor, _ := scaleFor(kernel.Size(s.vector), wideBits-1)
	kernel.Round(out, s.vector, factor)
	out[width+1] = 0
}
