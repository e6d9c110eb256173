package kernel

import (
	"unsafe"

	"golang.org/x/sys/cpu"
)

// The kernel is chosen once. All give the same bits. To see what another one would do, set GODEBUG to cpu.avx512vnni=off, or to
// cpu.avx512vnni=off,cpu.avx2=off for plain Go.
var (
	useAVX2 = cpu.X86.HasAVX2
	useVNNI = cpu.X86.HasAVX512F && cpu.X86.HasAVX512BW && cpu.X86.HasAVX512VNNI
)

// useBytes is whether the processor multiplies bytes.
var useBytes = useVNNI

func mul1(out []int32, w, x []int16, pairs int) {
	switch {
	case useVNNI:
		mul1VNNI(&out[0], &w[0], &x[0], pairs)
	case useAVX2:
		mul1AVX2(&out[0], &w[0], &x[0], pairs)
	default:
		mul1Plain(out, w, x, pairs)
	}
}

func mul4(out []int32, w, x []int16, pairs, step, stride int) {
	switch {
	case useVNNI:
		mul4VNNI(&out[0], &w[0], &x[0], pairs, step, stride)
	case useAVX2:
		mul4AVX2(&out[0], &w[0], &x[0], pairs, step, stride)
	default:
		mul4Plain(out, w, x, pairs, step, stride)
	}
}

func mul8(out []int32, w, x []int16, pairs, step, stride int) {
	switch {
	case useVNNI:
		mul8VNNI(&out[0], &w[0], &x[0], pairs, step, stride)
	case useAVX2:
		mul4AVX2(&out[0], &w[0], &x[0], pairs, step, stride)
		mul4AVX2(&out[4*stride], &w[0], &x[4*step], pairs, step, stride)
	default:
		mul8Plain(out, w, x, pairs, step, stride)
	}
}

//go:noescape
func mul1AVX2(out *int32, w, x *int16, pairs int)

//go:noescape
func mul4AVX2(out *int32, w, x *int16, pairs, step, stride int)

//go:noescape
func mul1VNNI(out *int32, w, x *int16, pairs int)

//go:noescape
func mul4VNNI(out *int32, w, x *int16, pairs, step, stride int)

//go:noescape
func mul8VNNI(out *int32, w, x *int16, pairs, step, stride int)

func bytes1(out []int32, w []int8, x []uint8, less []int32, quads int) {
	bytes1VNNI(&out[0], &w[0], &x[0], &less[0], quads)
}

func bytes4(out []int32, w []int8, x []uint8, less []int32, quads, step, stride int) {
	bytes4VNNI(&out[0], &w[0], &x[0], &less[0], quads, step, stride)
}

func bytes8(out []int32, w []int8, x []uint8, less []int32, quads, step, stride int) {
	bytes8VNNI(&out[0], &w[0], &x[0], &less[0], quads, step, stride)
}

//go:noescape
func bytes1VNNI(out *int32, w *int8, x *uint8, less *int32, quads int)

//go:noescape
func bytes4VNNI(out *int32, w *int8, x *uint8, less *int32, quads, step, stride int)

//go:noescape
func bytes8VNNI(out *int32, w *int8, x *uint8, less *int32, quads, step, stride int)

func stepCells(c *Cells) {
	if useAVX2 && len(c.Cell) > 0 && len(c.Cell)%8 == 0 {
		cellsAVX2(c, len(c.Cell))
		return
	}
	stepCellsPlain(c)
}

//go:noescape
func cellsAVX2(c *Cells, n int)

// eights is how many of n numbers are done eight at a time.
func eights(n int) int {
	if !useAVX2 {
		return 0
	}
	return n &^ 7
}

func valuesVectors(out []float32, acc []int32, scale, bias []float32, factor float32) int {
	n := eights(len(out))
	if n > 0 {
		valuesAVX2(&out[0], &acc[0], &scale[0], &bias[0], factor, n)
	}
	return n
}

func addVectors(sum []float32, data string, scale float32) int {
	n := eights(len(sum))
	if n > 0 {
		addAVX2(&sum[0], unsafe.StringData(data), scale, n)
	}
	return n
}

func leakVectors(x []float32, slope float32) int {
	n := eights(len(x))
	if n > 0 {
		leakAVX2(&x[0], slope, n)
	}
	return n
}

func sizeVectors(x []float32) (m float32, n int) {
	if n = eights(len(x)); n > 0 {
		m = sizeAVX2(&x[0], n)
	}
	return m, n
}

func roundVectors(out []int16, x []float32, factor float32) int {
	n := eights(len(x))
	if n > 0 {
		roundAVX2(&out[0], &x[0], factor, n)
	}
	return n
}

func largestVectors(acc []int32, scale []float32) (m float32, n int) {
	if n = eights(len(scale)); n > 0 {
		m = largestAVX2(&acc[0], &scale[0], n)
	}
	return m, n
}

func narrowVectors(out []int16, acc []int32, scale []float32, factor float32) int {
	n := eights(len(scale))
	if n > 0 {
		narrowAVX2(&out[0], &acc[0], &scale[0], factor, n)
	}
	return n
}

//go:noescape
func valuesAVX2(out *float32, acc *int32, scale, bias *float32, factor float32, n int)

//go:noescape
func addAVX2(sum *float32, data *byte, scale float32, n int)

//go:noescape
func leakAVX2(x *float32, slope float32, n int)

//go:noescape
func sizeAVX2(x *float32, n int) float32

//go:noescape
func roundAVX2(out *int16, x *float32, factor float32, n int)

//go:noescape
func largestAVX2(acc *int32, scale *float32, n int) float32

//go:noescape
func narrowAVX2(out *int16, acc *int32, scale *float32, factor float32, n int)
