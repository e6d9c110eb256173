//go:build !amd64

package kernel

func mul1(out []int32, w, x []int16, pairs, panels int) { mul1Plain(out, w, x, pairs, panels) }

func mul4(out []int32, w, x []int16, pairs, panels int) { mul4Plain(out, w, x, pairs, panels) }

func stepCells(c *Cells) { stepCellsPlain(c) }

func largest(acc []int32, scale []float32) float32 { return largestPlain(acc, scale) }

func narrow(out []int16, acc []int32, scale []float32, factor float32) {
	narrowPlain(out, acc, scale, factor)
}
