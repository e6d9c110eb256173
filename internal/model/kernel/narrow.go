package kernel

// Largest is the largest size of the numbers acc[i]*scale[i].
func Largest(acc []int32, scale []float32) float32 {
	acc = acc[:len(scale)]
	if len(scale)%8 != 0 {
		return largestPlain(acc, scale)
	}
	return largest(acc, scale)
}

func largestPlain(acc []int32, scale []float32) float32 {
	var m float32
	for i, s := range scale {
		v := float32(float32(acc[i]) * s)
		if v < 0 {
			v = -v
		}
		if v > m {
			m = v
		}
	}
	return m
}

// Narrow writes the numbers acc[i]*scale[i]*factor as whole numbers to out. They must fit; factor is a power of two.
func Narrow(out []int16, acc []int32, scale []float32, factor float32) {
	acc, out = acc[:len(scale)], out[:len(scale)]
	if len(scale)%8 != 0 {
		narrowPlain(out, acc, scale, factor)
		return
	}
	narrow(out, acc, scale, factor)
}

func narrowPlain(out []int16, acc []int32, scale []float32, factor float32) {
	for i, s := range scale {
		out[i] = int16(roundEven(float32(float32(float32(acc[i])*s) * factor)))
	}
}
