package neural

import "math"

// Products of float32 are written with a conversion of their own, so that no processor joins them with a sum into one operation with
// another rounding.

// wide and narrow are the bits of the numbers that are multiplied with bytes, and with each other.
const (
	wideBits   = 13
	narrowBits = 11
)

// hiddenScale is the value of 1 in the numbers that stand for the states of the recurrent layers, which lie between -1 and 1.
const hiddenScale = 1.0 / (1 << wideBits)

// largest is the largest size of the numbers in x.
func largest(x []float32) float32 {
	var m float32
	for _, v := range x {
		if v < 0 {
			v = -v
		}
		if v > m {
			m = v
		}
	}
	return m
}

// scaleFor is the power of two that brings numbers of up to size into so many bits, and its inverse.
func scaleFor(size float32, bits int) (factor, scale float32) {
	exp := int(math.Float32bits(size)>>23) - 126 // size < 2^exp
	shift := min(max(bits-exp, -100), 100)
	return math.Float32frombits(uint32(127+shift) << 23), math.Float32frombits(uint32(127-shift) << 23)
}

// round writes the numbers of x, times a factor, to out.
func round(out []int16, x []float32, factor float32) {
	out = out[:len(x)]
	for i, v := range x {
		v = float32(v * factor)
		if v < 0 {
			out[i] = int16(v - 0.5)
		} else {
			out[i] = int16(v + 0.5)
		}
	}
}

// A curve is a function between -8 and 8 at 512 steps; beyond, it is what it is at the end.
type curve struct {
	at   [curveSteps]float32
	rise [curveSteps]float32
}

const (
	curveSteps = 512
	curveRange = 8
)

func (r *reader) curve() (c curve) {
	values := r.floats()
	if len(values) != curveSteps+1 {
		r.fail()
		return c
	}
	for i := range c.at {
		c.at[i], c.rise[i] = values[i], values[i+1]-values[i]
	}
	return c
}

// of is the value at x, between two steps by a straight line.
func (c *curve) of(x float32) float32 {
	x = float32(x*(curveSteps/2/curveRange)) + curveSteps/2
	x = min(max(x, 0), curveSteps-1.0/64)
	i := int32(x)
	return c.at[i&(curveSteps-1)] + float32((x-float32(i))*c.rise[i&(curveSteps-1)])
}
