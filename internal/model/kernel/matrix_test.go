package kernel

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// random gives a matrix, vectors and the products as the definition has them.
func random(rng *rand.Rand, rows, cols, n int) (w []int8, x []int16, want []int32) {
	w = make([]int8, rows*cols)
	for i := range w {
		w[i] = int8(rng.IntN(255) - 127)
	}
	x = make([]int16, n*Even(cols))
	want = make([]int32, n*Padded(rows))
	for k := range n {
		for c := range cols {
			x[k*Even(cols)+c] = int16(rng.IntN(2*Limit+1) - Limit)
		}
		for r := range rows {
			for c := range cols {
				want[k*Padded(rows)+r] += int32(w[r*cols+c]) * int32(x[k*Even(cols)+c])
			}
		}
	}
	return w, x, want
}

func TestProducts(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for _, size := range []struct{ rows, cols, n int }{
		{1, 1, 1}, {1, 2, 4}, {31, 3, 5}, {32, 8, 4}, {33, 9, 7}, {64, 10, 8}, {65, 65, 3}, {640, 160, 1}, {100, 240, 9}, {9, 192, 6}, {128, 320, 13},
	} {
		w, x, want := random(rng, size.rows, size.cols, size.n)
		m := New(size.rows, size.cols, w)
		got := make([]int32, size.n*m.Out())
		for i := range got {
			got[i] = -1
		}
		m.Mul(got, x, size.n)
		if !slices.Equal(got, want) {
			t.Errorf("%d rows, %d columns, %d vectors: wrong products", size.rows, size.cols, size.n)
		}
	}
}

func TestLargestSums(t *testing.T) {
	const cols = 2000
	w, x := make([]int8, cols), make([]int16, cols)
	for i := range w {
		w[i], x[i] = -127, Limit
	}
	m := New(1, cols, w)
	out := make([]int32, m.Out())
	m.Mul(out, x, 1)
	if want := int64(-127) * Limit * cols; int64(out[0]) != want {
		t.Errorf("%d, want %d", out[0], want)
	}
}

func TestPackIntoOldMemory(t *testing.T) {
	m := New(40, 7, slices.Repeat([]int8{5}, 280))
	Pack(m, 2, 2, 3, []int16{1, 2, 99, 3, 4, 99})
	out := make([]int32, m.Out())
	m.Mul(out, []int16{10, 1}, 1)
	if out[0] != 12 || out[1] != 34 || out[2] != 0 {
		t.Errorf("%v", out[:3])
	}
}

// TestSlide holds that vectors may overlap, and that plain Go multiplies eight vectors as it does one.
func TestSlide(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	for range 100 {
		rows, cols, n, step := 1+rng.IntN(70), 1+rng.IntN(300), 8+rng.IntN(9), rng.IntN(50)
		w, _, _ := random(rng, rows, cols, 0)
		m := New(rows, cols, w)
		x := make([]int16, (n-1)*step+m.In())
		for i := range x {
			x[i] = []int16{-Limit, Limit, 0, int16(rng.IntN(2*Limit+1) - Limit)}[rng.IntN(4)]
		}
		want, got := make([]int32, n*m.Out()), make([]int32, n*m.Out())
		for k := range n {
			m.Mul(want[k*m.Out():], x[k*step:], 1)
		}
		m.Slide(got, x, n, step)
		if !slices.Equal(got, want) {
			t.Fatalf("%d rows, %d columns, %d vectors %d apart: wrong products", rows, cols, n, step)
		}
		mul8Plain(got, m.data, x, m.pairs, step, m.Out())
		for k := range 8 {
			if !slices.Equal(got[k*m.Out():][:PanelRows], want[k*m.Out():][:PanelRows]) {
				t.Fatalf("%d columns, %d apart: plain Go differs for vector %d", cols, step, k)
			}
		}
	}
}

func TestNothingToMultiply(t *testing.T) {
	for _, m := range []*Matrix{New(0, 5, []int8{}), New(5, 0, []int8{}), New(3, 2, make([]int8, 6))} {
		m.Mul(nil, nil, 0)
		m.Slide(nil, nil, 0, 7)
	}
	out := slices.Repeat([]int32{7}, 64)
	New(5, 0, []int8{}).Mul(out, nil, 2)
	if !slices.Equal(out, make([]int32, 64)) {
		t.Errorf("sums of nothing are %v", out)
	}
}

func BenchmarkMul(b *testing.B) {
	rng := rand.New(rand.NewPCG(1, 2))
	for _, c := range []struct {
		name          string
		rows, cols, n int
	}{{"one", 640, 160, 1}, {"lanes", 640, 160, 8}, {"many", 1280, 320, 24}, {"batch", 1280, 320, 600}} {
		w, x, want := random(rng, c.rows, c.cols, c.n)
		m := New(c.rows, c.cols, w)
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				m.Mul(want, x, c.n)
			}
			b.ReportMetric(float64(c.rows*c.cols*c.n)*float64(b.N)/b.Elapsed().Seconds()/1e9, "GMAC/s")
		})
	}
}
