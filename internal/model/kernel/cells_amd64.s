#include "go_asm.h"
#include "textflag.h"

// The constants of curves, as float32.
#define STEPS_A_UNIT $0x42000000 // 32
#define MIDDLE       $0x43800000 // 256
#define END          $0x43fffe00 // 511 + 63/64
#define ONE          $0x43000000 // 128
#define INVERSE      $0x3c000000 // 1/128

#define CONSTANT(bits, x, y) \
	MOVL         bits, AX \
	VMOVQ        AX, x    \
	VPBROADCASTD x, y

// The sums of a gate for eight cells, into Y0: products of the word and of the state, and the addend. at is the place in bytes.
#define GATE(at) \
	VCVTDQ2PS (R8)(at*1), Y0       \
	VMULPS    (R9)(at*1), Y0, Y0   \
	VMULPS    Y15, Y0, Y0          \
	VADDPS    (R10)(at*1), Y0, Y0  \
	VCVTDQ2PS (R11)(at*1), Y1      \
	VMULPS    (R12)(at*1), Y1, Y1  \
	VMULPS    Y14, Y1, Y1          \
	VADDPS    Y1, Y0, Y0

// The values of a curve at Y0, into out. A step is fetched with its rise, four at a time.
#define CURVE(curve, out) \
	VMULPS       Y13, Y0, Y0  \
	VADDPS       Y12, Y0, Y0  \
	VMAXPS       Y10, Y0, Y0  \
	VMINPS       Y11, Y0, Y0  \
	VCVTTPS2DQ   Y0, Y1       \
	VCVTDQ2PS    Y1, Y2       \
	VSUBPS       Y2, Y0, Y0   \
	VPCMPEQD     Y3, Y3, Y3   \
	VGATHERDPD   Y3, (curve)(X1*8), Y2  \
	VEXTRACTI128 $1, Y1, X1   \
	VPCMPEQD     Y3, Y3, Y3   \
	VGATHERDPD   Y3, (curve)(X1*8), out \
	VSHUFPS      $0xdd, out, Y2, Y1 \
	VSHUFPS      $0x88, out, Y2, out \
	VPERMPD      $0xd8, Y1, Y1 \
	VPERMPD      $0xd8, out, out \
	VMULPS       Y1, Y0, Y0   \
	VADDPS       Y0, out, out

// func cellsAVX2(c *Cells, n int)
TEXT ·cellsAVX2(SB), NOSPLIT, $0-16
	MOVQ         c+0(FP), DX
	MOVQ         n+8(FP), BX
	MOVQ         Cells_Word(DX), R8
	MOVQ         Cells_State(DX), R11
	MOVQ         Cells_WordScale(DX), R9
	MOVQ         Cells_StateScale(DX), R12
	MOVQ         Cells_Bias(DX), R10
	MOVQ         Cells_Cell(DX), R13
	MOVQ         Cells_Out(DX), DI
	MOVQ         Cells_Sigmoid(DX), SI
	VBROADCASTSS Cells_Scale(DX), Y15
	MOVQ         Cells_Tanh(DX), DX
	CONSTANT(INVERSE, X14, Y14)
	CONSTANT(STEPS_A_UNIT, X13, Y13)
	CONSTANT(MIDDLE, X12, Y12)
	CONSTANT(END, X11, Y11)
	CONSTANT(ONE, X9, Y9)
	VPCMPEQW     X8, X8, X8
	VPSRLW       $15, X8, X8
	VPSLLW       $7, X8, X8     // 128
	VXORPS       Y10, Y10, Y10
	SHLQ         $2, BX         // bytes of a gate
	XORQ         AX, AX         // place of the cells

next:
	MOVQ AX, CX
	GATE(CX)
	CURVE(SI, Y4)               // input gate
	ADDQ BX, CX
	GATE(CX)
	CURVE(SI, Y5)               // forget gate
	ADDQ BX, CX
	GATE(CX)
	CURVE(DX, Y6)               // new value
	ADDQ BX, CX
	GATE(CX)
	CURVE(SI, Y7)               // output gate

	VMULPS  Y6, Y4, Y4
	VMULPS  (R13)(AX*1), Y5, Y5
	VADDPS  Y4, Y5, Y0
	VMOVUPS Y0, (R13)(AX*1)
	CURVE(DX, Y4)
	VMULPS  Y4, Y7, Y7
	VMULPS  Y9, Y7, Y7
	VCVTPS2DQ Y7, Y7
	VPACKSSDW Y7, Y7, Y7
	VPERMQ  $0x08, Y7, Y7
	VPADDW  X8, X7, X7
	VPACKUSWB X7, X7, X7
	VMOVQ   X7, (DI)
	ADDQ    $8, DI
	ADDQ    $32, AX
	CMPQ    AX, BX
	JLT     next
	VZEROUPPER
	RET
