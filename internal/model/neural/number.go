package neural

import (
	"math"

	"chancery/internal/model/kernel"
)

// wide and narrow are the bits of the numbers that are multiplied with bytes, and with each other; byte those of the vectors of words.
const (
	byteBits   = 7
	wideBits   = 13
	narrowBits = 11
)

// hiddenScale is the value of 1 in the numbers that stand for the states of the recurrent layers, which lie between -1 and 1.
const hiddenScale = 1.0 / kernel.StateOne

// scaleFor is the power of two that brings numbers of up to size into so many bits, and its inverse.
func scaleFor(size float32, bits int) (factor, scale float32) {
	exp := int(math.Float32bits(size)>>23) - 126 // size < 2^exp
	shift := min(max(bits-exp, -100), 100)
	return math.Float32frombits(uint32(127+shift) << 23), math.Float32frombits(uint32(127-shift) << 23)
}
