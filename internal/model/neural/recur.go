package neural

import "chancery/internal/model/kernel"

// lanes is how many sentences are read in step, so that one pass over the weights serves them all.
const lanes = 8

// A lane reads a sentence, then another one. Its state and its cells stand at its place in Scratch.
type lane struct{ at, left int } // the word that is next, and how many there are

// recur replaces the vectors in s.x by the states of a recurrent layer over the sentences: those of the forward direction, then those of
// the backward one. Then there is one for each word.
func (n *Network) recur(s *Scratch, l *layer, count int) {
	h := n.size.hidden
	vectors := len(s.xScale)
	s.products = resize(s.products, vectors*l.input.m.Out())
	l.input.m.Mul(s.products, s.x, vectors, &s.wide)
	s.hidden = resize(s.hidden, 2*h*count)
	s.state, s.cell, s.gates = resize(s.state, lanes*h), resize(s.cell, lanes*h), resize(s.gates, lanes*l.back[0].m.Out())
	zero(s.state)
	for way := range l.back {
		n.sweep(s, l, way)
	}
	s.x, s.hidden = s.hidden, s.x
	s.xScale, s.row = resize(s.xScale, count), resize(s.row, count)
	for i := range count {
		s.xScale[i], s.row[i] = hiddenScale, int32(i)
	}
}

// sweep reads all sentences in one direction, which is 0 or 1 for backward.
func (n *Network) sweep(s *Scratch, l *layer, way int) {
	h, rows, back := n.size.hidden, 4*n.size.hidden, &l.back[way]
	cells := kernel.Cells{
		WordScale: l.input.scale[way*rows:], StateScale: back.scale, Bias: l.input.bias[way*rows:],
		Sigmoid: &n.sigmoid, Tanh: &n.tanh,
	}
	var all [lanes]lane
	queue := s.queue
	for busy := all[:min(lanes, len(queue))]; ; {
		busy, queue = s.fill(busy, queue, h, way)
		if len(busy) == 0 {
			return
		}
		back.m.Mul(s.gates, s.state, together(len(busy)), &s.wide)
		for k := range busy {
			at := busy[k].at
			busy[k].at += 1 - 2*way
			busy[k].left--
			cells.Word, cells.Scale = s.products[int(s.row[at])*l.input.m.Out()+way*rows:], s.xScale[s.row[at]]
			cells.State, cells.Cell, cells.Out = s.gates[k*back.m.Out():], s.cell[k*h:(k+1)*h], s.state[k*h:]
			cells.Step()
			copy(s.hidden[(2*at+way)*h:], s.state[k*h:(k+1)*h])
		}
	}
}

// fill gives each lane that has come to an end the next sentence of the queue. When there are none, the last lane takes its place.
func (s *Scratch) fill(busy []lane, queue []stretch, h, way int) ([]lane, []stretch) {
	for k := 0; k < len(busy); {
		state, cell := s.state[k*h:(k+1)*h], s.cell[k*h:(k+1)*h]
		switch last := len(busy) - 1; {
		case busy[k].left > 0:
			k++
		case len(queue) > 0:
			busy[k] = lane{queue[0].first + way*(queue[0].count-1), queue[0].count}
			queue = queue[1:]
			zero(state)
			clear(cell)
		default:
			busy[k] = busy[last]
			copy(state, s.state[last*h:])
			copy(cell, s.cell[last*h:])
			busy = busy[:last]
		}
	}
	return busy, queue
}

// together is how many states are multiplied for so many lanes: one pass with states that nobody needs is faster than three with one each.
func together(busy int) int {
	if busy <= 2 {
		return busy
	}
	return (busy + 3) &^ 3
}

// zero makes all numbers of a vector of bytes 0.
func zero(x []uint8) {
	for i := range x {
		x[i] = kernel.Zero
	}
}
