package neural

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
		for k := range count {
			at := k
			if way == 1 {
				at = count - 1 - k
			}
			if k > 0 {
				before := at - 1 + 2*way
				back.m.Mul(s.gates, s.hidden[(2*before+way)*h:], 1)
			}
			n.cells(s, l, way, s.pre[at*l.input.m.Out():], s.xScale[at], s.hidden[(2*at+way)*h:])
		}
	}
	s.x, s.hidden = s.hidden, s.x
	for i := range s.xScale {
		s.xScale[i] = hiddenScale
	}
}

// cells makes one step of the cells of a direction, from what the word and the state before say.
func (n *Network) cells(s *Scratch, l *layer, way int, pre []int32, scale float32, out []int16) {
	h := n.size.hidden
	var g [4]struct {
		pre, back        []int32
		bias, in, before []float32
	}
	for i := range g {
		a, b := (4*way+i)*h, i*h
		g[i].pre, g[i].bias, g[i].in = pre[a:a+h], l.input.bias[a:a+h], l.input.scale[a:a+h]
		g[i].back, g[i].before = s.gates[b:b+h], l.back[way].scale[b:b+h]
	}
	sum := func(i, j int) float32 {
		x := &g[i]
		return float32(float32(x.pre[j])*float32(x.in[j]*scale)) + x.bias[j] + float32(float32(x.back[j])*float32(x.before[j]*hiddenScale))
	}
	cell, out := s.cell[:h], out[:h]
	for j := range cell {
		c := float32(n.sigmoid.of(sum(1, j))*cell[j]) + float32(n.sigmoid.of(sum(0, j))*n.tanh.of(sum(2, j)))
		cell[j] = c
		v := float32(float32(n.sigmoid.of(sum(3, j))*n.tanh.of(c)) * (1 / hiddenScale))
		if v < 0 {
			out[j] = int16(v - 0.5)
		} else {
			out[j] = int16(v + 0.5)
		}
	}
}
