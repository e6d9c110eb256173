package kernel

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// numbersOf gives n numbers of 16 bits of one kind: any, the largest there are, or mostly nothing.
func numbersOf(rng *rand.Rand, n, kind int) []int16 {
	x := make([]int16, n)
	for i := range x {
		switch kind {
		case 0:
			x[i] = int16(rng.IntN(1 << 16))
		case 1:
			x[i] = []int16{math.MinInt16, math.MaxInt16, -1, 1}[rng.IntN(4)]
		default:
			x[i] = int16(rng.IntN(400) / 399)
		}
	}
	return x
}

// TestProductsOfKernels holds that the kernels for special processors give the same bits as plain Go, whatever the numbers: sums that are
// too large for 32 bits lose the same ones.
func TestProductsOfKernels(t *testing.T) {
	type many func(out *int32, w, x *int16, pairs, step, stride int)
	kernels := []struct {
		name string
		has  bool
		one  func(out *int32, w, x *int16, pairs int)
		many map[int]many
	}{
		{"AVX2", useAVX2, mul1AVX2, map[int]many{4: mul4AVX2}},
		{"VNNI", useVNNI, mul1VNNI, map[int]many{4: mul4VNNI, 8: mul8VNNI}},
	}
	rng := rand.New(rand.NewPCG(3, 4))
	for round := range 600 {
		pairs, step, stride := 1+rng.IntN(170), rng.IntN(400), PanelRows+rng.IntN(100)
		w, x := numbersOf(rng, pairs*2*PanelRows, round%3), numbersOf(rng, 7*step+2*pairs, round/3%3)
		want := make([]int32, 7*stride+PanelRows)
		for k := range 8 {
			mul1Plain(want[k*stride:], w, x[k*step:], pairs)
		}
		for _, k := range kernels {
			if !k.has {
				t.Logf("this processor has no %s", k.name)
				continue
			}
			got := make([]int32, len(want))
			k.one(&got[0], &w[0], &x[0], pairs)
			if !slices.Equal(got[:PanelRows], want[:PanelRows]) {
				t.Fatalf("%s, %d pairs: one vector differs", k.name, pairs)
			}
			for n, mul := range k.many {
				clear(got)
				mul(&got[0], &w[0], &x[0], pairs, step, stride)
				last := (n-1)*stride + PanelRows
				if !slices.Equal(got[:last], want[:last]) || slices.ContainsFunc(got[last:], func(v int32) bool { return v != 0 }) {
					t.Fatalf("%s, %d pairs, %d and %d apart: %d vectors differ", k.name, pairs, step, stride, n)
				}
			}
		}
	}
}

// extremes are the numbers at which rounding, the ends of curves and the sign of zero show.
var extremes = []float32{0, float32(math.Copysign(0, -1)), 0.5, -0.5, 1.5, -2.5, 0.49999997, -0.49999997, 8191.5, -8191.5, 8192,
	math.SmallestNonzeroFloat32, -math.SmallestNonzeroFloat32, 1e-38, -1e-38}

func floatsOf(rng *rand.Rand, n int) []float32 {
	x := make([]float32, n)
	for i := range x {
		if x[i] = float32(rng.NormFloat64() * 50); rng.IntN(3) == 0 {
			x[i] = extremes[rng.IntN(len(extremes))]
		}
	}
	return x
}

// same compares bits.
func same(a, b []float32) bool {
	return slices.EqualFunc(a, b, func(x, y float32) bool { return math.Float32bits(x) == math.Float32bits(y) })
}

// TestNumbersOfKernels holds the same for what goes number by number, for all lengths from nothing on.
func TestNumbersOfKernels(t *testing.T) {
	if !useAVX2 {
		t.Skip("this processor has no AVX2")
	}
	rng := rand.New(rand.NewPCG(11, 12))
	for round := range 600 {
		n := round % 43
		acc := make([]int32, n)
		for i := range acc {
			if acc[i] = int32(rng.IntN(1<<26) - 1<<25); rng.IntN(4) == 0 {
				acc[i] = []int32{math.MinInt32, math.MaxInt32, 0, 1<<24 + 1}[rng.IntN(4)]
			}
		}
		scale, bias, x := make([]float32, n), floatsOf(rng, n), floatsOf(rng, n)
		for i := range scale {
			scale[i] = rng.Float32() / (1 << 17)
		}
		a, b := make([]float32, n), make([]float32, n)
		Values(a, acc, scale, bias, 1.0/8192)
		valuesPlain(b, acc, scale, bias, 1.0/8192)
		if !same(a, b) {
			t.Fatalf("%d values differ: %v, %v", n, a, b)
		}
		data := make([]byte, n)
		for i := range data {
			data[i] = byte(rng.IntN(256))
		}
		Add(a, string(data), 0.013)
		addPlain(b, string(data), 0.013)
		if !same(a, b) {
			t.Fatalf("%d sums differ: %v, %v", n, a, b)
		}
		copy(a, x)
		copy(b, x)
		Leak(a, 0.1)
		leakPlain(b, 0.1)
		if !same(a, b) {
			t.Fatalf("%d numbers leak differently: %v, %v", n, a, b)
		}
		if p, q := Size(x), sizePlain(0, x); p != q {
			t.Fatalf("size %v and %v of %v", p, q, x)
		}
		if p, q := Largest(acc, scale), largestPlain(0, acc, scale); p != q {
			t.Fatalf("largest %v and %v", p, q)
		}
		p, q := make([]int16, n), make([]int16, n)
		Round(p, x, 2)
		roundPlain(q, x, 2)
		if !slices.Equal(p, q) {
			t.Fatalf("%v is rounded to %v and %v", x, p, q)
		}
		Narrow(p, acc, scale, 1.0/4)
		narrowPlain(q, acc, scale, 1.0/4)
		if !slices.Equal(p, q) {
			t.Fatalf("%d narrowed numbers differ: %v, %v", n, p, q)
		}
	}
}

func TestCellsOfKernels(t *testing.T) {
	if !useAVX2 {
		t.Skip("this processor has no AVX2")
	}
	rng := rand.New(rand.NewPCG(9, 10))
	for range 300 {
		a := randomCells(rng, 8*(1+rng.IntN(30)))
		switch rng.IntN(3) {
		case 0:
			a.Scale *= 512 // far beyond the ends of the curves
		case 1:
			for i := range a.Word {
				a.Word[i], a.State[i] = []int32{math.MinInt32, math.MaxInt32, 0}[rng.IntN(3)], []int32{math.MinInt32, math.MaxInt32, 0}[rng.IntN(3)]
			}
		}
		b := clone(a)
		stepCellsPlain(a)
		cellsAVX2(b, len(b.Cell))
		if !same(a.Cell, b.Cell) || !slices.Equal(a.Out, b.Out) {
			t.Fatalf("%d cells differ", len(a.Cell))
		}
	}
}
