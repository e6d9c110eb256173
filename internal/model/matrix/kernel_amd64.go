package matrix

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
