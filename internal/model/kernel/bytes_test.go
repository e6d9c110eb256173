package kernel

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// TestBytes compares with the definition, for matrices that are kept as bytes and as wider numbers.
func TestBytes(t *testing.T) {
	rng := rand.New(rand.NewPCG(21, 22))
	var wide []int16
	for round := range 400 {
		rows, cols, n := 1+rng.IntN(100), 1+rng.IntN(300), 1+rng.IntN(20)
		w := make([]int8, rows*cols)
		for i := range w {
			w[i] = []int8{-128, 127, int8(rng.IntN(256) - 128)}[rng.IntN(3)]
		}
		for _, asBytes := range []bool{false, useBytes} {
			m := newBytes(rows, cols, w, asBytes)
			x, want := make([]uint8, n*m.In()), make([]int32, n*m.Out())
			for i := range x {
				x[i] = []uint8{0, 255, Zero, uint8(rng.IntN(256))}[rng.IntN(4)]
			}
			for k := range n {
				for r := range rows {
					for c := range cols {
						want[k*m.Out()+r] += int32(w[r*cols+c]) * (int32(x[k*m.In()+c]) - Zero)
					}
				}
			}
			got := slices.Repeat([]int32{7}, n*m.Out())
			m.Mul(got, x, n, &wide)
			if !slices.Equal(got, want) {
				t.Fatalf("round %d: %d rows, %d columns, %d vectors, as bytes %v: wrong products", round, rows, cols, n, asBytes)
			}
		}
	}
	NewBytes(0, 5, nil).Mul(nil, nil, 3, &wide)
}

func TestRoundBytes(t *testing.T) {
	x := []float32{0, 0.5, -0.5, 0.49, -1.5, 126.5, 127.5, -128.4, 1000, -1000}
	got := make([]uint8, len(x))
	RoundBytes(got, x, 1)
	if want := []uint8{128, 129, 127, 128, 126, 255, 255, 0, 255, 0}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

func BenchmarkBytes(b *testing.B) {
	rng := rand.New(rand.NewPCG(1, 2))
	w, x := make([]int8, 896*224), make([]uint8, 8*224)
	for i := range w {
		w[i] = int8(rng.IntN(255) - 127)
	}
	out := make([]int32, 8*896)
	var wide []int16
	for _, asBytes := range []bool{false, useBytes} {
		name := map[bool]string{false: "wide", true: "bytes"}[asBytes]
		b.Run(name, func(b *testing.B) {
			m := newBytes(896, 224, w, asBytes)
			for b.Loop() {
				m.Mul(out, x, 8, &wide)
			}
			b.ReportMetric(float64(len(w)*8)*float64(b.N)/b.Elapsed().Seconds()/1e9, "GMAC/s")
		})
	}
}
