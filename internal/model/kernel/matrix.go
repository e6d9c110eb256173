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
	if cols == 0 {
		return
	}
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

// Mul multiplies n vectors of In numbers each. It writes Out numbers for each to out. Sums must fit in 32 bits.
func (m *Matrix) Mul(out []int32, x []int16, n int) { m.Slide(out, x, n, m.In()) }

// Slide is Mul for vectors of which each begins step numbers after the one before, so that they may overlap.
func (m *Matrix) Slide(out []int32, x []int16, n, step int) {
	in, rows := m.In(), m.Out()
	out = out[:n*rows]
	if n == 0 || in == 0 || rows == 0 {
		clear(out)
		return
	}
	x = x[:(n-1)*step+in]
	for p := range m.panels { // a panel stays in the nearest cache while all vectors pass
		w := m.data[p*in*PanelRows : (p+1)*in*PanelRows]
		k := 0
		for ; k+8 <= n; k += 8 {
			mul8(out[k*rows+p*PanelRows:], w, x[k*step:], m.pairs, step, rows)
		}
		for ; n-k > 2 && n >= 4; k += 4 {
			at := min(k, n-4) // to do one again is faster than three alone
			mul4(out[at*rows+p*PanelRows:], w, x[at*step:], m.pairs, step, rows)
		}
		for ; k < n; k++ {
			mul1(out[k*rows+p*PanelRows:], w, x[k*step:], m.pairs)
		}
	}
}

// mul1Plain multiplies one vector with a panel.
func mul1Plain(out []int32, w, x []int16, pairs int) {
	sum := (*[PanelRows]int32)(out)
	clear(sum[:])
	for c := range pairs {
		a, b := int32(x[2*c]), int32(x[2*c+1])
		part := (*[2 * PanelRows]int16)(w[c*2*PanelRows:])
		for r := range sum {
			sum[r] += int32(part[2*r])*a + int32(part[2*r+1])*b
		}
	}
}

// mul4Plain multiplies four vectors with a panel.
func mul4Plain(out []int32, w, x []int16, pairs, step, stride int) {
	for k := range 4 {
		mul1Plain(out[k*stride:], w, x[k*step:], pairs)
	}
}

// mul8Plain multiplies eight vectors with a panel. The numbers of two vectors stand in one of 64 bits, so that one product is two.
func mul8Plain(out []int32, w, x []int16, pairs, step, stride int) {
	const block = 64 // pairs of columns
	var both [2 * block][4]int64
	var sums [PanelRows][4]int64
	for first := 0; first < pairs; first += block {
		n := min(block, pairs-first)
		for k := range 4 {
			a, b := x[2*k*step+2*first:], x[(2*k+1)*step+2*first:]
			for c := range 2 * n {
				both[c][k] = int64(a[c]) + int64(b[c])<<32
			}
		}
		for r := range PanelRows {
			s0, s1, s2, s3 := sums[r][0], sums[r][1], sums[r][2], sums[r][3]
			part := w[first*2*PanelRows+2*r:]
			for c := range n {
				a, b := int64(part[c*2*PanelRows]), int64(part[c*2*PanelRows+1])
				p, q := &both[2*c], &both[2*c+1]
				s0 += a*p[0] + b*q[0]
				s1 += a*p[1] + b*q[1]
				s2 += a*p[2] + b*q[2]
				s3 += a*p[3] + b*q[3]
			}
			sums[r] = [4]int64{s0, s1, s2, s3}
		}
	}
	for r, row := range sums {
		for k, s := range row {
			low := int32(s)
			out[2*k*stride+r], out[(2*k+1)*stride+r] = low, int32((s-int64(low))>>32)
		}
	}
}
