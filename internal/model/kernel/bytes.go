package kernel

// Zero is how 0 is written in a vector of bytes: each byte is the number and 128.
const Zero = 128

// byteOf is a number in a vector of bytes. What does not fit is the largest or smallest that does.
func byteOf(v int32) uint8 { return uint8(min(max(v, -Zero), Zero-1) + Zero) }

// quad is how many columns of bytes are multiplied at once.
const quad = 4

// Bytes is a matrix of bytes for vectors of bytes. It never changes and is safe for concurrent use.
type Bytes struct {
	panels, quads int
	// Where the processor multiplies bytes: for each panel, for each four columns, for each row of the panel, the four bytes.
	data []int8
	less []int32 // of each row what its sum begins with: the product with a vector of which all numbers are -128
	wide Matrix  // else
}

// NewBytes prepares a matrix that is given row by row.
func NewBytes(rows, cols int, data []int8) *Bytes { return newBytes(rows, cols, data, useBytes) }

func newBytes(rows, cols int, data []int8, asBytes bool) *Bytes {
	m := &Bytes{panels: Padded(rows) / PanelRows, quads: (cols + quad - 1) / quad}
	if !asBytes {
		whole := make([]int8, rows*m.In())
		for r := range rows {
			copy(whole[r*m.In():], data[r*cols:(r+1)*cols])
		}
		Pack(&m.wide, rows, m.In(), m.In(), whole)
		return m
	}
	m.data, m.less = make([]int8, m.panels*m.quads*quad*PanelRows), make([]int32, m.panels*PanelRows)
	for r := range rows {
		to := m.data[r/PanelRows*m.quads*quad*PanelRows+r%PanelRows*quad:]
		for c, v := range data[r*cols : (r+1)*cols] {
			to[c/quad*quad*PanelRows+c%quad] = v
			m.less[r] -= Zero * int32(v)
		}
	}
	return m
}

// Out is how many results a vector has.
func (m *Bytes) Out() int { return m.panels * PanelRows }

// In is how long a vector is: the columns, and Zero up to a multiple of 4.
func (m *Bytes) In() int { return m.quads * quad }

// Mul multiplies n vectors of In bytes each. It writes Out numbers for each to out. Where the processor has no products of bytes, it
// writes the numbers of the vectors to wide.
func (m *Bytes) Mul(out []int32, x []uint8, n int, wide *[]int16) {
	in, rows := m.In(), m.Out()
	out = out[:n*rows]
	if n == 0 || in == 0 || rows == 0 {
		clear(out)
		return
	}
	x = x[:n*in]
	if m.data == nil {
		m.wide.Mul(out, widen(wide, x), n)
		return
	}
	for p := range m.panels { // a panel stays in the nearest cache while all vectors pass
		w, less := m.data[p*in*PanelRows:(p+1)*in*PanelRows], m.less[p*PanelRows:(p+1)*PanelRows]
		k := 0
		for ; k+8 <= n; k += 8 {
			bytes8(out[k*rows+p*PanelRows:], w, x[k*in:], less, m.quads, in, rows)
		}
		for ; n-k > 2 && n >= 4; k += 4 {
			at := min(k, n-4) // to do one again is faster than three alone
			bytes4(out[at*rows+p*PanelRows:], w, x[at*in:], less, m.quads, in, rows)
		}
		for ; k < n; k++ {
			bytes1(out[k*rows+p*PanelRows:], w, x[k*in:], less, m.quads)
		}
	}
}

// widen writes the numbers of vectors of bytes into the memory of buf.
func widen(buf *[]int16, x []uint8) []int16 {
	if cap(*buf) < len(x) {
		*buf = make([]int16, len(x), len(x)+len(x)/2)
	}
	out := (*buf)[:len(x)]
	for i, v := range x {
		out[i] = int16(v) - Zero
	}
	return out
}

// RoundBytes writes the numbers x[i]*factor as whole numbers to a vector of bytes, halves away from zero.
func RoundBytes(out []uint8, x []float32, factor float32) {
	out = out[:len(x)]
	for i, v := range x {
		v = float32(v * factor)
		if v < 0 {
			out[i] = byteOf(int32(v - 0.5))
		} else {
			out[i] = byteOf(int32(v + 0.5))
		}
	}
}
