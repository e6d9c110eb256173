package kernel

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

func makeCurve(f func(float64) float64) *Curve {
	c := &Curve{}
	at := func(i int) float32 { return float32(f(float64(i)/curveScale - CurveRange)) }
	for i := range c {
		c[i].At, c[i].Rise = at(i), at(i+1)-at(i)
	}
	return c
}

func sigmoid(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

func TestCurves(t *testing.T) {
	c := makeCurve(math.Tanh)
	for x := -20.0; x <= 20; x += 0.013 {
		if got := float64(c.Of(float32(x))); math.Abs(got-math.Tanh(x)) > 2e-4 {
			t.Errorf("at %v: %v, want %v", x, got, math.Tanh(x))
		}
	}
}

// randomCells is n cells before a step.
func randomCells(rng *rand.Rand, n int) *Cells {
	c := &Cells{Scale: 1.0 / 64, Cell: make([]float32, n), Out: make([]uint8, n), Sigmoid: makeCurve(sigmoid), Tanh: makeCurve(math.Tanh)}
	for range 4 * n {
		c.Word = append(c.Word, int32(rng.IntN(1<<22)-1<<21))
		c.State = append(c.State, int32(rng.IntN(1<<26)-1<<25))
		c.WordScale = append(c.WordScale, rng.Float32()/3000)
		c.StateScale = append(c.StateScale, rng.Float32()/500)
		c.Bias = append(c.Bias, rng.Float32()*4-2)
	}
	for j := range c.Cell {
		c.Cell[j] = rng.Float32()*4 - 2
	}
	return c
}

func clone(c *Cells) *Cells {
	d := *c
	d.Cell, d.Out = slices.Clone(c.Cell), slices.Clone(c.Out)
	return &d
}

// TestSteps compares with the formula in float64.
func TestSteps(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	c := randomCells(rng, 16)
	before := clone(c)
	c.Step()
	for j := range c.Cell {
		gate := func(k int) float64 {
			i := k*16 + j
			return float64(c.Word[i])*float64(c.WordScale[i])*float64(c.Scale) + float64(c.State[i])*float64(c.StateScale[i])/StateOne + float64(c.Bias[i])
		}
		cell := sigmoid(gate(1))*float64(before.Cell[j]) + sigmoid(gate(0))*math.Tanh(gate(2))
		if math.Abs(cell-float64(c.Cell[j])) > 1e-3 {
			t.Errorf("cell %d: %v, want %v", j, c.Cell[j], cell)
		}
		if want := sigmoid(gate(3)) * math.Tanh(cell) * StateOne; math.Abs(want-(float64(c.Out[j])-Zero)) > 0.6 {
			t.Errorf("state %d: %v, want %v", j, c.Out[j], want)
		}
	}
}

func BenchmarkStep(b *testing.B) {
	c := randomCells(rand.New(rand.NewPCG(7, 8)), 160)
	c.Scale /= 64
	cell := slices.Clone(c.Cell)
	for b.Loop() {
		copy(c.Cell, cell)
		c.Step()
	}
}
