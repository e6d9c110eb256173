#include "textflag.h"

// A pair of columns of a panel of 32 rows is 128 bytes. A pair of numbers of the vector is sent to all lanes; each lane multiplies
// the two numbers of its row with them and adds both products to its sum.

// func mul1AVX2(out *int32, w, x *int16, pairs, panels int)
TEXT ·mul1AVX2(SB), NOSPLIT, $0-40
	MOVQ out+0(FP), DI
	MOVQ w+8(FP), SI
	MOVQ x+16(FP), DX
	MOVQ pairs+24(FP), CX
	MOVQ panels+32(FP), BX

panel:
	VPXOR Y0, Y0, Y0
	VPXOR Y1, Y1, Y1
	VPXOR Y2, Y2, Y2
	VPXOR Y3, Y3, Y3
	MOVQ  DX, R8
	MOVQ  CX, R9

pair:
	VPBROADCASTD (R8), Y8
	VPMADDWD     (SI), Y8, Y9
	VPMADDWD     32(SI), Y8, Y10
	VPMADDWD     64(SI), Y8, Y11
	VPMADDWD     96(SI), Y8, Y12
	VPADDD       Y9, Y0, Y0
	VPADDD       Y10, Y1, Y1
	VPADDD       Y11, Y2, Y2
	VPADDD       Y12, Y3, Y3
	ADDQ         $4, R8
	ADDQ         $128, SI
	DECQ         R9
	JNZ          pair

	VMOVDQU Y0, (DI)
	VMOVDQU Y1, 32(DI)
	VMOVDQU Y2, 64(DI)
	VMOVDQU Y3, 96(DI)
	ADDQ    $128, DI
	DECQ    BX
	JNZ     panel
	VZEROUPPER
	RET

// Four vectors with half a panel: eight sums.
#define ONE(vector, lo, hi) \
	VPBROADCASTD vector, Y10 \
	VPMADDWD     Y8, Y10, Y11 \
	VPMADDWD     Y9, Y10, Y12 \
	VPADDD       Y11, lo, lo  \
	VPADDD       Y12, hi, hi

// func mul4AVX2(out *int32, w, x *int16, pairs, panels int)
TEXT ·mul4AVX2(SB), NOSPLIT, $0-40
	MOVQ out+0(FP), DI
	MOVQ w+8(FP), SI
	MOVQ x+16(FP), DX
	MOVQ pairs+24(FP), CX
	MOVQ panels+32(FP), BX
	MOVQ CX, R10
	SHLQ $2, R10            // bytes of a vector
	LEAQ (R10)(R10*2), R11
	MOVQ BX, R12
	SHLQ $7, R12            // bytes of the results of a vector
	LEAQ (R12)(R12*2), R13
	SHLQ $1, BX             // halves of panels

half:
	VPXOR Y0, Y0, Y0
	VPXOR Y1, Y1, Y1
	VPXOR Y2, Y2, Y2
	VPXOR Y3, Y3, Y3
	VPXOR Y4, Y4, Y4
	VPXOR Y5, Y5, Y5
	VPXOR Y6, Y6, Y6
	VPXOR Y7, Y7, Y7
	MOVQ  DX, R8
	MOVQ  CX, R9
	MOVQ  SI, AX

pair:
	VMOVDQU (AX), Y8
	VMOVDQU 32(AX), Y9
	ONE((R8), Y0, Y1)
	ONE((R8)(R10*1), Y2, Y3)
	ONE((R8)(R10*2), Y4, Y5)
	ONE((R8)(R11*1), Y6, Y7)
	ADDQ    $4, R8
	ADDQ    $128, AX
	DECQ    R9
	JNZ     pair

	VMOVDQU Y0, (DI)
	VMOVDQU Y1, 32(DI)
	VMOVDQU Y2, (DI)(R12*1)
	VMOVDQU Y3, 32(DI)(R12*1)
	VMOVDQU Y4, (DI)(R12*2)
	VMOVDQU Y5, 32(DI)(R12*2)
	VMOVDQU Y6, (DI)(R13*1)
	VMOVDQU Y7, 32(DI)(R13*1)
	ADDQ    $64, DI
	ADDQ    $64, SI
	DECQ    BX
	TESTQ   $1, BX
	JNZ     half
	LEAQ    -64(AX), SI     // both halves are done: AX is 64 bytes into the next panel
	TESTQ   BX, BX
	JNZ     half
	VZEROUPPER
	RET

// func mul1VNNI(out *int32, w, x *int16, pairs, panels int)
TEXT ·mul1VNNI(SB), NOSPLIT, $0-40
	MOVQ out+0(FP), DI
	MOVQ w+8(FP), SI
	MOVQ x+16(FP), DX
	MOVQ pairs+24(FP), CX
	MOVQ panels+32(FP), BX

panel:
	VPXORD Z0, Z0, Z0
	VPXORD Z1, Z1, Z1
	VPXORD Z2, Z2, Z2
	VPXORD Z3, Z3, Z3
	VPXORD Z4, Z4, Z4
	VPXORD Z5, Z5, Z5
	VPXORD Z6, Z6, Z6
	VPXORD Z7, Z7, Z7
	MOVQ   DX, R8
	MOVQ   CX, R9
	SUBQ   $4, R9
	JLT    rest

pairs4:
	VPBROADCASTD (R8), Z8
	VPBROADCASTD 4(R8), Z9
	VPBROADCASTD 8(R8), Z10
	VPBROADCASTD 12(R8), Z11
	VPDPWSSD     (SI), Z8, Z0
	VPDPWSSD     64(SI), Z8, Z1
	VPDPWSSD     128(SI), Z9, Z2
	VPDPWSSD     192(SI), Z9, Z3
	VPDPWSSD     256(SI), Z10, Z4
	VPDPWSSD     320(SI), Z10, Z5
	VPDPWSSD     384(SI), Z11, Z6
	VPDPWSSD     448(SI), Z11, Z7
	ADDQ         $16, R8
	ADDQ         $512, SI
	SUBQ         $4, R9
	JGE          pairs4

rest:
	ADDQ $4, R9
	JZ   sum

pair:
	VPBROADCASTD (R8), Z8
	VPDPWSSD     (SI), Z8, Z0
	VPDPWSSD     64(SI), Z8, Z1
	ADDQ         $4, R8
	ADDQ         $128, SI
	DECQ         R9
	JNZ          pair

sum:
	VPADDD    Z2, Z0, Z0
	VPADDD    Z6, Z4, Z4
	VPADDD    Z4, Z0, Z0
	VPADDD    Z3, Z1, Z1
	VPADDD    Z7, Z5, Z5
	VPADDD    Z5, Z1, Z1
	VMOVDQU32 Z0, (DI)
	VMOVDQU32 Z1, 64(DI)
	ADDQ      $128, DI
	DECQ      BX
	JNZ       panel
	VZEROUPPER
	RET

// func mul4VNNI(out *int32, w, x *int16, pairs, panels int)
TEXT ·mul4VNNI(SB), NOSPLIT, $0-40
	MOVQ out+0(FP), DI
	MOVQ w+8(FP), SI
	MOVQ x+16(FP), DX
	MOVQ pairs+24(FP), CX
	MOVQ panels+32(FP), BX
	MOVQ CX, R10
	SHLQ $2, R10
	LEAQ (R10)(R10*2), R11
	MOVQ BX, R12
	SHLQ $7, R12
	LEAQ (R12)(R12*2), R13

panel:
	VPXORD Z0, Z0, Z0
	VPXORD Z1, Z1, Z1
	VPXORD Z2, Z2, Z2
	VPXORD Z3, Z3, Z3
	VPXORD Z4, Z4, Z4
	VPXORD Z5, Z5, Z5
	VPXORD Z6, Z6, Z6
	VPXORD Z7, Z7, Z7
	MOVQ   DX, R8
	MOVQ   CX, R9

pair:
	VMOVDQU32    (SI), Z8
	VMOVDQU32    64(SI), Z9
	VPBROADCASTD (R8), Z10
	VPBROADCASTD (R8)(R10*1), Z11
	VPBROADCASTD (R8)(R10*2), Z12
	VPBROADCASTD (R8)(R11*1), Z13
	VPDPWSSD     Z8, Z10, Z0
	VPDPWSSD     Z9, Z10, Z1
	VPDPWSSD     Z8, Z11, Z2
	VPDPWSSD     Z9, Z11, Z3
	VPDPWSSD     Z8, Z12, Z4
	VPDPWSSD     Z9, Z12, Z5
	VPDPWSSD     Z8, Z13, Z6
	VPDPWSSD     Z9, Z13, Z7
	ADDQ         $4, R8
	ADDQ         $128, SI
	DECQ         R9
	JNZ          pair

	VMOVDQU32 Z0, (DI)
	VMOVDQU32 Z1, 64(DI)
	VMOVDQU32 Z2, (DI)(R12*1)
	VMOVDQU32 Z3, 64(DI)(R12*1)
	VMOVDQU32 Z4, (DI)(R12*2)
	VMOVDQU32 Z5, 64(DI)(R12*2)
	VMOVDQU32 Z6, (DI)(R13*1)
	VMOVDQU32 Z7, 64(DI)(R13*1)
	ADDQ      $128, DI
	DECQ      BX
	JNZ       panel
	VZEROUPPER
	RET
