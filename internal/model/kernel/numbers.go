package kernel

// These functions go number by number. Each begins with as many numbers as the processor can do several at a time, in the same way. A
// product has a conversion of its own, so that no processor joins it with a sum into one operation with another rounding.

// Values writes the numbers acc[i]*(scale[i]*factor) + bias[i] to out.
func Values(out []float32, acc []int32, scale, bias []float32, factor float32) {
	acc, scale, bias = acc[:len(out)], scale[:len(out)], bias[:len(out)]
	n := valuesVectors(out, acc, scale, bias, factor)
	valuesPlain(out[n:], acc[n:], scale[n:], bias[n:], factor)
}

func valuesPlain(out []float32, acc []int32, scale, bias []float32, factor float32) {
	for i := range out {
		out[i] = float32(float32(acc[i])*float32(scale[i]*factor)) + bias[i]
	}
}

// Add adds the numbers of data, which are bytes, times scale to sum.
func Add(sum []float32, data string, scale float32) {
	sum = sum[:len(data)]
	n := addVectors(sum, data, scale)
	addPlain(sum[n:], data[n:], scale)
}

func addPlain(sum []float32, data string, scale float32) {
	for i := range sum {
		sum[i] += float32(float32(int8(data[i])) * scale)
	}
}

// Leak multiplies the negative numbers of x with slope, which lies between 0 and 1.
func Leak(x []float32, slope float32) {
	leakPlain(x[leakVectors(x, slope):], slope)
}

func leakPlain(x []float32, slope float32) {
	for i, v := range x {
		if v < 0 {
			x[i] = float32(v * slope)
		}
	}
}

// Size is the largest size of the numbers of x.
func Size(x []float32) float32 {
	m, n := sizeVectors(x)
	return sizePlain(m, x[n:])
}

func sizePlain(m float32, x []float32) float32 {
	for _, v := range x {
		m = max(m, v, -v)
	}
	return m
}

// Round writes the numbers x[i]*factor as whole numbers to out, halves away from zero. They must fit.
func Round(out []int16, x []float32, factor float32) {
	out = out[:len(x)]
	n := roundVectors(out, x, factor)
	roundPlain(out[n:], x[n:], factor)
}

func roundPlain(out []int16, x []float32, factor float32) {
	for i, v := range x {
		v = float32(v * factor)
		if v < 0 {
			out[i] = int16(v - 0.5)
		} else {
			out[i] = int16(v + 0.5)
		}
	}
}

// Largest is the largest size of the numbers acc[i]*scale[i].
func Largest(acc []int32, scale []float32) float32 {
	acc = acc[:len(scale)]
	m, n := largestVectors(acc, scale)
	return largestPlain(m, acc[n:], scale[n:])
}

func largestPlain(m float32, acc []int32, scale []float32) float32 {
	for i, s := range scale {
		v := float32(float32(acc[i]) * s)
		m = max(m, v, -v)
	}
	return m
}

// Narrow writes the numbers acc[i]*scale[i]*factor as whole numbers to out, halves to the even one. They must fit; factor is a power
// of two.
func Narrow(out []int16, acc []int32, scale []float32, factor float32) {
	acc, out = acc[:len(scale)], out[:len(scale)]
	n := narrowVectors(out, acc, scale, factor)
	narrowPlain(out[n:], acc[n:], scale[n:], factor)
}

func narrowPlain(out []int16, acc []int32, scale []float32, factor float32) {
	for i, s := range scale {
		out[i] = int16(roundEven(float32(float32(float32(acc[i])*s) * factor)))
	}
}
