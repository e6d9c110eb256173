package neural

import "chancery/internal/model/kernel"

// recur replaces the vectors in s.x by the states of a recurrent layer over them: those of the forward direction, then those of the
// backward one.
func (n *Network) recur(s *Scratch, l *layer, count int) {
	h := n.size.hidden
	s.pre = resize(s.pre, count*l.input.m.Out())
	l.input.m.Mul(s.pre, s.x, count)
	s.hidden = resize(s.hidden, 2*h*count)
	s.cell, s.gates = resize(s.cell, h), resize(s.gates, l.back[0].m.Out())
	for way := range l.back {
		back := &l.back[way]
		clear(s.cell)
		clear(s.gates)
		rows := 4 * h
		cells := kernel.Cells{
			State: s.gates, WordScale: l.input.scale[way*rows:], StateScale: back.scale, Bias: l.input.bias[way*rows:],
			Cell: s.cell, Sigmoid: &n.sigmoid, Tanh: &n.tanh,
		}
		for k := range count {
			at := k
			if way == 1 {
				at = count - 1 - k
			}
			if k > 0 {
				before := at - 1 + 2*way
				back.m.Mul(s.gates, s.hidden[(2*before+way)*h:], 1)
			}
			cells.Word, cells.Scale, cells.Out = s.pre[at*l.input.m.Out()+way*rows:], s.xScale[at], s.hidden[(2*at+way)*h:]
			cells.Step()
		}
	}
	s.x, s.hidden = s.hidden, s.x
	for i := range s.xScale {
		s.xScale[i] = hiddenScale
	}
}
