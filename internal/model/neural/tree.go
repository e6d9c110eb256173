package neural

import "math"

// A chart finds the best tree over scores of arcs.
type chart struct{ state []uint8 }

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
	dense := make([]float64, nodes*nodes)
	for i := range heads {
		for j := range nodes {
			dense[(i+1)*nodes+j] = float64(scores[i*cols+j]) * float64(scale[i])
		}
		dense[(i+1)*nodes] -= rootCost
	}
	for i, h := range spanning(dense, nodes)[1:] {
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
// circle becomes one node of a smaller graph. The score of head h for node d stands at d*n+h. It gives the head of each node.
func spanning(score []float64, n int) []int32 {
	heads := make([]int32, n)
	for d := 1; d < n; d++ {
		b := -1
		for h := range n {
			if h != d && (b < 0 || score[d*n+h] > score[d*n+b]) {
				b = h
			}
		}
		heads[d] = int32(b)
	}
	circle := findCircle(heads)
	if circle == nil {
		return heads
	}
	within := make([]bool, n)
	for _, c := range circle {
		within[c] = true
	}
	outer := make([]int, 0, n-len(circle)+1)
	for i := range n {
		if !within[i] {
			outer = append(outer, i)
		}
	}
	joined := len(outer) // the node that stands for the circle
	m := joined + 1
	smaller := make([]float64, m*m)
	leave, enter := make([]int32, joined), make([]int32, joined) // for each outer node: its best head in the circle; whom it is the best head for
	for i, x := range outer {
		for j, y := range outer {
			smaller[i*m+j] = score[x*n+y]
		}
		in, out := math.Inf(-1), math.Inf(-1)
		for _, c := range circle {
			if v := score[x*n+int(c)]; v > out || leave[i] == 0 {
				out, leave[i] = v, c
			}
			if v := score[int(c)*n+x] - score[int(c)*n+int(heads[c])]; v > in || enter[i] == 0 {
				in, enter[i] = v, c
			}
		}
		smaller[i*m+joined], smaller[joined*m+i] = out, in
	}
	sub := spanning(smaller, m)
	for i, x := range outer[1:] {
		if h := int(sub[i+1]); h == joined {
			heads[x] = leave[i+1]
		} else {
			heads[x] = int32(outer[h])
		}
	}
	h := sub[joined]
	heads[enter[h]] = int32(outer[h])
	return heads
}

// findCircle is the nodes of a circle of heads; nil if there is none. The root 0 has no head.
func findCircle(heads []int32) []int32 {
	visit := make([]int, len(heads)) // the node from which one came by first
	for i := 1; i < len(heads); i++ {
		at := int32(i)
		for at != 0 && visit[at] == 0 {
			visit[at] = i
			at = heads[at]
		}
		if at == 0 || visit[at] != i {
			continue
		}
		circle := []int32{at}
		for next := heads[at]; next != at; next = heads[next] {
			circle = append(circle, next)
		}
		return circle
	}
	return nil
}
