package neural

import (
	"math"
	"slices"
)

// A chart finds the best tree over scores of arcs. It may be used again for the next one.
type chart struct {
	state   []uint8
	dense   []float64
	in, out []float64
	used    []int32 // memory of which ints gives parts
}

// tree writes the best tree to heads. The scores of word i begin at i*cols, that of the root is the first; they are to be multiplied
// with scale[i]. One word has the root, written as -1.
func (c *chart) tree(heads, scores []int32, cols int, scale []float32) {
	n := len(heads)
	for i := range heads {
		row := scores[i*cols : i*cols+n+1]
		b := -1
		for j, v := range row {
			if j != i+1 && (b < 0 || v > row[b]) {
				b = j
			}
		}
		heads[i] = int32(b) - 1
	}
	if c.isTree(heads) {
		return
	}
	// Each arc from the root costs more than all else can gain, so that there is one.
	const rootCost = 1e9
	nodes := n + 1
	dense := resize(c.dense, nodes*nodes)
	c.dense, c.used = dense, c.used[:0]
	clear(dense[:nodes])
	for i := range heads {
		for j := range nodes {
			dense[(i+1)*nodes+j] = float64(scores[i*cols+j]) * float64(scale[i])
		}
		dense[(i+1)*nodes] -= rootCost
	}
	for i, h := range c.spanning(dense, nodes)[1:] {
		heads[i] = h - 1
	}
}

// isTree says whether there is one root and no circle.
func (c *chart) isTree(heads []int32) bool {
	const open, done = 1, 2
	c.state = resize(c.state, len(heads))
	clear(c.state)
	roots := 0
	for i := range heads {
		at := int32(i)
		for at >= 0 && c.state[at] == 0 {
			c.state[at] = open
			at = heads[at]
		}
		if at >= 0 && c.state[at] == open {
			return false
		}
		for at = int32(i); at >= 0 && c.state[at] == open; at = heads[at] {
			c.state[at] = done
			if heads[at] < 0 {
				roots++
			}
		}
	}
	return roots == 1
}

// spanning is the best tree over n nodes with the root 0, by the algorithm of Chu, Liu and Edmonds: each node takes its best head, and a
// circle becomes one node of a smaller graph. The score of head h for node d stands at d*n+h; it is overwritten. It gives the head of
// each node.
func (c *chart) spanning(score []float64, n int) []int32 {
	heads := c.ints(n)
	for d := 1; d < n; d++ {
		b := -1
		for h := range n {
			if h != d && (b < 0 || score[d*n+h] > score[d*n+b]) {
				b = h
			}
		}
		heads[d] = int32(b)
	}
	circle := c.findCircle(heads)
	if circle == nil {
		return heads
	}
	outer := c.ints(n)[:0]
	for i := range int32(n) {
		if !slices.Contains(circle, i) {
			outer = append(outer, i)
		}
	}
	joined := len(outer) // the node that stands for the circle
	leave, enter := c.ints(joined), c.ints(joined)
	sub := c.spanning(c.contract(score, n, heads, circle, outer, leave, enter), joined+1)
	for i, x := range outer[1:] {
		if h := int(sub[i+1]); h == joined {
			heads[x] = leave[i+1]
		} else {
			heads[x] = outer[h]
		}
	}
	h := sub[joined]
	heads[enter[h]] = outer[h]
	return heads
}

// contract makes one node of a circle, the last of a smaller graph, in the memory of the old one. For each outer node it writes to leave
// its best head in the circle, and to enter whom in the circle it is the best head for.
func (c *chart) contract(score []float64, n int, heads, circle, outer, leave, enter []int32) []float64 {
	joined := len(outer)
	c.in, c.out = resize(c.in, joined), resize(c.out, joined)
	for i, x := range outer {
		in, out := math.Inf(-1), math.Inf(-1)
		for _, k := range circle {
			if v := score[int(x)*n+int(k)]; v > out || leave[i] == 0 {
				out, leave[i] = v, k
			}
			if v := score[int(k)*n+int(x)] - score[int(k)*n+int(heads[k])]; v > in || enter[i] == 0 {
				in, enter[i] = v, k
			}
		}
		c.in[i], c.out[i] = in, out
	}
	m := joined + 1
	for i, x := range outer { // what is written never stands behind what is still to be read
		for j, y := range outer {
			score[i*m+j] = score[int(x)*n+int(y)]
		}
		score[i*m+joined] = c.out[i]
	}
	copy(score[joined*m:], c.in)
	score[joined*m+joined] = 0
	return score[:m*m]
}

// findCircle is the nodes of a circle of heads; nil if there is none. The root 0 has no head.
func (c *chart) findCircle(heads []int32) []int32 {
	visit := c.ints(len(heads)) // the node from which one came by first
	for i := int32(1); int(i) < len(heads); i++ {
		at := i
		for at != 0 && visit[at] == 0 {
			visit[at] = i
			at = heads[at]
		}
		if at == 0 || visit[at] != i {
			continue
		}
		circle := append(c.ints(len(heads))[:0], at)
		for next := heads[at]; next != at; next = heads[next] {
			circle = append(circle, next)
		}
		return circle
	}
	return nil
}

// ints is n zeros, which last until the next tree.
func (c *chart) ints(n int) []int32 {
	if cap(c.used)-len(c.used) < n {
		c.used = make([]int32, 0, 2*cap(c.used)+8*n) // what was given before lives on by itself
	}
	end := len(c.used) + n
	part := c.used[len(c.used):end:end]
	c.used = c.used[:end]
	clear(part)
	return part
}
