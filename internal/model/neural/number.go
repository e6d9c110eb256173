package neural

import (
	"math"

	"chancery/internal/model/kernel"
)

// Products of float32 are written with a conversion of their own, so that no processor joins them with a sum into one operation with
// another rounding.

// wide and narrow are the bits of the numbers that are multiplied with bytes, and with each other.
const (
	wideBits   = 13
	narrowBits = 11
)

// hiddenScale is the value of 1 in the numbers that stand for the states of the recurrent layers, which lie between -1 and 1.
const hiddenScale = 1.0 / kernel.StateOne

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
