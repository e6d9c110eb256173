package kernel

import "golang.org/x/sys/cpu"

// The kernel is chosen once. All give the same bits.
var (
	useAVX2 = cpu.X86.HasAVX2
	useVNNI = cpu.X86.HasAVX512F && cpu.X86.HasAVX512BW && cpu.X86.HasAVX512VNNI
)

func mul1(out []int32, w, x []int16, pairs, panels int) {
	switch {
	case useVNNI:
		mul1VNNI(&out[0], &w[0], &x[0], pairs, panels)
	case useAVX2:
		mul1AVX2(&out[0], &w[0], &x[0], pairs, panels)
	default:
		mul1Plain(out, w, x, pairs, panels)
	}
}

func mul4(out []int32, w, x []int16, pairs, panels int) {
	switch {
	case useVNNI:
		mul4VNNI(&out[0], &w[0], &x[0], pairs, panels)
	case useAVX2:
		mul4AVX2(&out[0], &w[0], &x[0], pairs, panels)
	default:
		mul4Plain(out, w, x, pairs, panels)
	}
}

//go:noescape
func mul1AVX2(out *int32, w, x *int16, pairs, panels int)

//go:noescape
func mul4AVX2(out *int32, w, x *int16, pairs, panels int)

//go:noescape
func mul1VNNI(out *int32, w, x *int16, pairs, panels int)

//go:noescape
func mul4VNNI(out *int32, w, x *int16, pairs, panels int)

func stepCells(c *Cells) {
	if useAVX2 && len(c.Cell) > 0 && len(c.Cell)%8 == 0 {
		cellsAVX2(c, len(c.Cell))
		return
	}
	stepCellsPlain(c)
}

func largest(acc []int32, scale []float32) float32 {
	if useAVX2 && len(scale) > 0 {
		return largestAVX2(&acc[0], &scale[0], len(scale))
	}
	return largestPlain(acc, scale)
}

func narrow(out []int16, acc []int32, scale []float32, factor float32) {
	if useAVX2 && len(scale) > 0 {
		narrowAVX2(&out[0], &acc[0], &scale[0], factor, len(scale))
		return
	}
	narrowPlain(out, acc, scale, factor)
}

//go:noescape
func cellsAVX2(c *Cells, n int)

//go:noescape
func largestAVX2(acc *int32, scale *float32, n int) float32

//go:noescape
func narrowAVX2(out *int16, acc *int32, scale *float32, factor float32, n int)
