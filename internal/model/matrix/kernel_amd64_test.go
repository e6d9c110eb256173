package matrix

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
