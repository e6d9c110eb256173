package kernel

// CurveSteps is how many steps a curve has between -CurveRange and CurveRange.
const (
	CurveSteps = 512
	CurveRange = 8
)

// A Curve is a function between -CurveRange and CurveRange: its value at each step, and how much it rises up to the next. Between them it
// is a straight line; beyond, it is what it is at the end.
type Curve [CurveSteps]struct{ At, Rise float32 }

const (
	curveScale = CurveSteps / 2 / CurveRange
	curveZero  = CurveSteps / 2
	curveEnd   = CurveSteps - 1.0/64
)

// Of is the value at x.
func (c *Curve) Of(x float32) float32 {
	x = float32(x*curveScale) + curveZero
	if x < 0 {
		x = 0
	}
	if x > curveEnd {
		x = curveEnd
	}
	i := int32(x)
	step := &c[i&(CurveSteps-1)]
	return step.At + float32(float32(x-float32(i))*step.Rise)
}

// StateOne is how a state of 1 is written in the bytes of a vector.
const StateOne = 128

// Cells is one step of the cells of a recurrent layer. All gates have one number for each cell: those of the input gates come first,
// then forget gates, new values, output gates. The number of cells is a multiple of 8.
type Cells struct {
	Word, State           []int32   // products of the word and of the state before
	WordScale, StateScale []float32 // what they are multiplied with
	Bias                  []float32
	Scale                 float32   // that of the vector of the word, a power of two
	Cell                  []float32 // replaced
	Out                   []uint8   // the new state, as a vector of bytes
	Sigmoid, Tanh         *Curve
}

// Step makes the step.
func (c *Cells) Step() {
	n := len(c.Cell)
	c.Word, c.State, c.Out = c.Word[:4*n], c.State[:4*n], c.Out[:n]
	c.WordScale, c.StateScale, c.Bias = c.WordScale[:4*n], c.StateScale[:4*n], c.Bias[:4*n]
	stepCells(c)
}

func (c *Cells) gate(i int) float32 {
	word := float32(float32(float32(c.Word[i])*c.WordScale[i]) * c.Scale)
	state := float32(float32(float32(c.State[i])*c.StateScale[i]) * (1.0 / StateOne))
	return float32(word+c.Bias[i]) + state
}

func stepCellsPlain(c *Cells) {
	n := len(c.Cell)
	for j := range c.Cell {
		added := float32(c.Sigmoid.Of(c.gate(j)) * c.Tanh.Of(c.gate(2*n+j)))
		v := float32(c.Sigmoid.Of(c.gate(n+j))*c.Cell[j]) + added
		c.Cell[j] = v
		c.Out[j] = byteOf(roundEven(float32(float32(c.Sigmoid.Of(c.gate(3*n+j))*c.Tanh.Of(v)) * StateOne)))
	}
}

// roundEven is the nearest whole number, of two the even one, for numbers of up to 22 bits.
func roundEven(x float32) int32 {
	const shift = 3 << 22
	return int32(float32(x+shift) - shift)
}
