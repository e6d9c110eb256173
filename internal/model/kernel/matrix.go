// Package kernel knows the arithmetic of the network that takes most of its time, in plain Go and for special processors. All versions
// give the same bits: products are sums of integers, which have no rounding, and float32 is used number by number in a fixed order.
//
// It does not know what the numbers mean. Vectors are even in length (Even), and products come in panels of PanelRows rows (Padded).
//
//	m := kernel.New(1, 2, []int8{3, -1})
//	out := make([]int32, m.Out())
//	m.Mul(out, []int16{10, 20}, 1) // out[0] is 10
package kernel

// PanelRows is how many rows are multiplied together.
const PanelRows = 32

// Limit is the largest size of the numbers of a vector that may be multiplied with a matrix of bytes of up to 2,000 columns.
const Limit = 8192

// A Matrix is bytes or numbers of 16 bits, prepared for products. It never changes and is safe for concurrent use.
type Matrix struct {
	panels, pairs int
	// For each panel, for each pair of columns, for each of the rows of the panel: the two numbers.
	data []int16
}

// Even is n, or the next number if n is odd.
func Even(n int) int { return n + n&1 }

// Padded is how many results there are for a number of rows.
func Padded(rows int) int { return (rows + PanelRows - 1) / PanelRows * PanelRows }

// New prepares a matrix that is given row by row.
func New[T int8 | int16](rows, cols int, data []T) *Matrix {
	m := &Matrix{}
	Pack(m, rows, cols, cols, data)
	return m
}

// Pack prepares a matrix in the memory of an old one. Each row begins stride numbers after the one before.
func Pack[T int8 | int16](m *Matrix, rows, cols, stride int, data []T) {
	m.panels, m.pairs = Padded(rows)/PanelRows, Even(cols)/2
	m.reserve(m.panels * m.pairs * 2 * PanelRows)
	clear(m.data)
	for r := range rows {
		row := data[r*stride : r*stride+cols]
		to := m.data[r/PanelRows*m.pairs*2*PanelRows+r%PanelRows*2:]
		for c, v := range row {
			to[c>>1*2*PanelRows+c&1] = int16(v)
		}
	}
}

// Packed prepares a matrix whose numbers are filled in by the caller, in the order in which they are kept: for each panel, for each
// pair of columns, for each row of the panel, the two numbers.
func Packed(m *Matrix, rows, cols int) []int16 {
	m.panels, m.pairs = Padded(rows)/PanelRows, Even(cols)/2
	m.reserve(m.panels * m.pairs * 2 * PanelRows)
	return m.data
}

func (m *Matrix) reserve(n int) {
	if cap(m.data) < n {
		m.data = make([]int16, n)
	}
	m.data = m.data[:n]
}

// Out is how many results a vector has.
func (m *Matrix) Out() int { return m.panels * PanelRows }

// In is how long a vector is.
func (m *Matrix) In() int { return 2 * m.pairs }

// Mul multiplies n vectors of In numbers each. It writes Out numbers for each to out.
func (m *Matrix) Mul(out []int32, x []int16, n int) {
	in, rows := m.In(), m.Out()
	if n == 0 || in == 0 || rows == 0 {
		return
	}
	x, out = x[:n*in], out[:n*rows]
	for ; n >= 4; n -= 4 {
		mul4(out, m.data, x, m.pairs, m.panels)
		x, out = x[4*in:], out[4*rows:]
	}
	for ; n > 0; n-- {
		mul1(out, m.data, x, m.pairs, m.panels)
		x, out = x[in:], out[rows:]
	}
}

// mul1Plain multiplies one vector.
func mul1Plain(out []int32, w, x []int16, pairs, panels int) {
	for p := range panels {
		sum := out[p*PanelRows : (p+1)*PanelRows : (p+1)*PanelRows]
		clear(sum)
		for c := range pairs {
			a, b := int32(x[2*c]), int32(x[2*c+1])
			part := w[(p*pairs+c)*2*PanelRows:]
			part = part[: 2*PanelRows : 2*PanelRows]
			for r := range sum {
				sum[r] += int32(part[2*r])*a + int32(part[2*r+1])*b
			}
		}
	}
}

// mul4Plain multiplies four vectors that follow each other.
func mul4Plain(out []int32, w, x []int16, pairs, panels int) {
	for k := range 4 {
		mul1Plain(out[k*panels*PanelRows:], w, x[k*2*pairs:], pairs, panels)
	}
}
