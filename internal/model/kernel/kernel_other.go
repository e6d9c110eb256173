//go:build !amd64

package kernel

func mul1(out []int32, w, x []int16, pairs int) { mul1Plain(out, w, x, pairs) }

func mul4(out []int32, w, x []int16, pairs, step, stride int) {
	mul4Plain(out, w, x, pairs, step, stride)
}

func mul8(out []int32, w, x []int16, pairs, step, stride int) {
	mul8Plain(out, w, x, pairs, step, stride)
}

// useBytes is whether the processor multiplies bytes.
const useBytes = false

func bytes1([]int32, []int8, []uint8, []int32, int)           {}
func bytes4([]int32, []int8, []uint8, []int32, int, int, int) {}
func bytes8([]int32, []int8, []uint8, []int32, int, int, int) {}

func stepCells(c *Cells) { stepCellsPlain(c) }

func valuesVectors([]float32, []int32, []float32, []float32, float32) int { return 0 }

func addVectors([]float32, string, float32) int { return 0 }

func leakVectors([]float32, float32) int { return 0 }

func sizeVectors([]float32) (float32, int) { return 0, 0 }

func roundVectors([]int16, []float32, float32) int { return 0 }

func largestVectors([]int32, []float32) (float32, int) { return 0, 0 }

func narrowVectors([]int16, []int32, []float32, float32) int { return 0 }
