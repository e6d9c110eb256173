//go:build !amd64

package matrix

func mul1(out []int32, w, x []int16, pairs, panels int) { mul1Plain(out, w, x, pairs, panels) }

func mul4(out []int32, w, x []int16, pairs, panels int) { mul4Plain(out, w, x, pairs, panels) }
