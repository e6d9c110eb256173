package kernel

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// TestKernels holds that the kernels for special processors give the same bits as plain Go, whatever the numbers.
func TestKernels(t *testing.T) {
	kernels := []struct {
		name       string
		has        bool
		mul1, mul4 func(out *int32, w, x *int16, pairs, panels int)
	}{{"AVX2", useAVX2, mul1AVX2, mul4AVX2}, {"VNNI", useVNNI, mul1VNNI, mul4VNNI}}
	rng := rand.New(rand.NewPCG(3, 4))
	for range 200 {
		pairs, panels := 1+rng.IntN(170), 1+rng.IntN(8)
		w, x := make([]int16, pairs*panels*2*PanelRows), make([]int16, 4*2*pairs)
		for i := range w {
			w[i] = int16(rng.IntN(1 << 16))
		}
		for i := range x {
			x[i] = int16(rng.IntN(1 << 16))
		}
		want := make([]int32, 4*panels*PanelRows)
		mul4Plain(want, w, x, pairs, panels)
		for _, k := range kernels {
			if !k.has {
				t.Logf("this processor has no %s", k.name)
				continue
			}
			got := make([]int32, len(want))
			k.mul4(&got[0], &w[0], &x[0], pairs, panels)
			if !slices.Equal(got, want) {
				t.Fatalf("%s, %d pairs, %d panels: four vectors differ", k.name, pairs, panels)
			}
			one := make([]int32, panels*PanelRows)
			k.mul1(&one[0], &w[0], &x[0], pairs, panels)
			if !slices.Equal(one, want[:len(one)]) {
				t.Fatalf("%s, %d pairs, %d panels: one vector differs", k.name, pairs, panels)
			}
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
		if rng.IntN(2) == 0 {
			a.Scale *= 512 // far beyond the ends of the curves
		}
		b := clone(a)
		stepCellsPlain(a)
		cellsAVX2(b, len(b.Cell))
		if !slices.Equal(a.Cell, b.Cell) || !slices.Equal(a.Out, b.Out) {
			t.Fatalf("%d cells differ", len(a.Cell))
		}
		n := len(a.Bias)
		x, y := make([]int16, n), make([]int16, n)
		if p, q := largestPlain(a.Word, a.WordScale), largestAVX2(&a.Word[0], &a.WordScale[0], n); p != q {
			t.Fatalf("largest %v and %v", p, q)
		}
		narrowPlain(x, a.Word, a.WordScale, 4)
		narrowAVX2(&y[0], &a.Word[0], &a.WordScale[0], 4, n)
		if !slices.Equal(x, y) {
			t.Fatalf("%d narrowed numbers differ", n)
		}
	}
}
