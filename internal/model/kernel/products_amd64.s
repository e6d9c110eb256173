#include "textflag.h"

// A panel has 32 rows; a pair of its columns is 128 bytes. A pair of numbers of a vector is sent to all lanes; each lane multiplies
// the two numbers of its row with them and adds both products to its sum. Vectors begin step numbers after one another, their results
// stride numbers.

#define ARGUMENTS \
	MOVQ out+0(FP), DI    \
	MOVQ w+8(FP), SI      \
	MOVQ x+16(FP), DX     \
	MOVQ pairs+24(FP), CX

// R10, R11: bytes of one and of three vectors; R12, R13: of one and of three results.
#define DISTANCES \
	MOVQ step+32(FP), R10   \
	SHLQ $1, R10            \
	LEAQ (R10)(R10*2), R11  \
	MOVQ stride+40(FP), R12 \
	SHLQ $2, R12            \
	LEAQ (R12)(R12*2), R13

// The same for vectors of bytes.
#define DISTANCES_OF_BYTES \
	MOVQ step+40(FP), R10   \
	LEAQ (R10)(R10*2), R11  \
	MOVQ stride+48(FP), R12 \
	SHLQ $2, R12            \
	LEAQ (R12)(R12*2), R13

#define ARGUMENTS_OF_BYTES \
	MOVQ      out+0(FP), DI    \
	MOVQ      w+8(FP), SI      \
	MOVQ      x+16(FP), DX     \
	MOVQ      less+24(FP), R9  \
	MOVQ      quads+32(FP), CX \
	VMOVDQU32 (R9), Z0         \
	VMOVDQU32 64(R9), Z1

#define AS_FIRST(a, b) \
	VMOVDQA32 Z0, a \
	VMOVDQA32 Z1, b

// func mul1AVX2(out *int32, w, x *int16, pairs int)
TEXT ·mul1AVX2(SB), NOSPLIT, $0-32
	ARGUMENTS
	VPXOR Y0, Y0, Y0
	VPXOR Y1, Y1, Y1
	VPXOR Y2, Y2, Y2
	VPXOR Y3, Y3, Y3

pair:
	VPBROADCASTD (DX), Y8
	VPMADDWD     (SI), Y8, Y9
	VPMADDWD     32(SI), Y8, Y10
	VPMADDWD     64(SI), Y8, Y11
	VPMADDWD     96(SI), Y8, Y12
	VPADDD       Y9, Y0, Y0
	VPADDD       Y10, Y1, Y1
	VPADDD       Y11, Y2, Y2
	VPADDD       Y12, Y3, Y3
	ADDQ         $4, DX
	ADDQ         $128, SI
	DECQ         CX
	JNZ          pair

	VMOVDQU Y0, (DI)
	VMOVDQU Y1, 32(DI)
	VMOVDQU Y2, 64(DI)
	VMOVDQU Y3, 96(DI)
	VZEROUPPER
	RET

// A pair of numbers of a vector with half a panel.
#define HALF(vector, lo, hi) \
	VPBROADCASTD vector, Y10  \
	VPMADDWD     Y8, Y10, Y11 \
	VPMADDWD     Y9, Y10, Y12 \
	VPADDD       Y11, lo, lo  \
	VPADDD       Y12, hi, hi

// func mul4AVX2(out *int32, w, x *int16, pairs, step, stride int)
TEXT ·mul4AVX2(SB), NOSPLIT, $0-48
	ARGUMENTS
	DISTANCES
	MOVQ $2, BX

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
	HALF((R8), Y0, Y1)
	HALF((R8)(R10*1), Y2, Y3)
	HALF((R8)(R10*2), Y4, Y5)
	HALF((R8)(R11*1), Y6, Y7)
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
	JNZ     half
	VZEROUPPER
	RET

#define ZERO8(a, b, c, d, e, f, g, h) \
	VPXORD a, a, a \
	VPXORD b, b, b \
	VPXORD c, c, c \
	VPXORD d, d, d \
	VPXORD e, e, e \
	VPXORD f, f, f \
	VPXORD g, g, g \
	VPXORD h, h, h

// func mul1VNNI(out *int32, w, x *int16, pairs int)
TEXT ·mul1VNNI(SB), NOSPLIT, $0-32
	ARGUMENTS
	ZERO8(Z0, Z1, Z2, Z3, Z4, Z5, Z6, Z7)
	SUBQ $4, CX
	JLT  rest

pairs4:
	VPBROADCASTD (DX), Z8
	VPBROADCASTD 4(DX), Z9
	VPBROADCASTD 8(DX), Z10
	VPBROADCASTD 12(DX), Z11
	VPDPWSSD     (SI), Z8, Z0
	VPDPWSSD     64(SI), Z8, Z1
	VPDPWSSD     128(SI), Z9, Z2
	VPDPWSSD     192(SI), Z9, Z3
	VPDPWSSD     256(SI), Z10, Z4
	VPDPWSSD     320(SI), Z10, Z5
	VPDPWSSD     384(SI), Z11, Z6
	VPDPWSSD     448(SI), Z11, Z7
	ADDQ         $16, DX
	ADDQ         $512, SI
	SUBQ         $4, CX
	JGE          pairs4

rest:
	ADDQ $4, CX
	JZ   sum

pair:
	VPBROADCASTD (DX), Z8
	VPDPWSSD     (SI), Z8, Z0
	VPDPWSSD     64(SI), Z8, Z1
	ADDQ         $4, DX
	ADDQ         $128, SI
	DECQ         CX
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
	VZEROUPPER
	RET

// Two numbers, or four bytes, of four vectors, which begin at R, with a panel.
#define FOUR(PRODUCT, R, a, b, c, d, e, f, g, h) \
	VPBROADCASTD (R), Z28         \
	VPBROADCASTD (R)(R10*1), Z29  \
	VPBROADCASTD (R)(R10*2), Z30  \
	VPBROADCASTD (R)(R11*1), Z31  \
	PRODUCT      Z26, Z28, a      \
	PRODUCT      Z27, Z28, b      \
	PRODUCT      Z26, Z29, c      \
	PRODUCT      Z27, Z29, d      \
	PRODUCT      Z26, Z30, e      \
	PRODUCT      Z27, Z30, f      \
	PRODUCT      Z26, Z31, g      \
	PRODUCT      Z27, Z31, h

#define STORE4(a, b, c, d, e, f, g, h) \
	VMOVDQU32 a, (DI)           \
	VMOVDQU32 b, 64(DI)         \
	VMOVDQU32 c, (DI)(R12*1)    \
	VMOVDQU32 d, 64(DI)(R12*1)  \
	VMOVDQU32 e, (DI)(R12*2)    \
	VMOVDQU32 f, 64(DI)(R12*2)  \
	VMOVDQU32 g, (DI)(R13*1)    \
	VMOVDQU32 h, 64(DI)(R13*1)

// func mul4VNNI(out *int32, w, x *int16, pairs, step, stride int)
TEXT ·mul4VNNI(SB), NOSPLIT, $0-48
	ARGUMENTS
	DISTANCES
	ZERO8(Z0, Z1, Z2, Z3, Z4, Z5, Z6, Z7)

pair:
	VMOVDQU32 (SI), Z26
	VMOVDQU32 64(SI), Z27
	FOUR(VPDPWSSD, DX, Z0, Z1, Z2, Z3, Z4, Z5, Z6, Z7)
	ADDQ      $4, DX
	ADDQ      $128, SI
	DECQ      CX
	JNZ       pair

	STORE4(Z0, Z1, Z2, Z3, Z4, Z5, Z6, Z7)
	VZEROUPPER
	RET

// func mul8VNNI(out *int32, w, x *int16, pairs, step, stride int)
TEXT ·mul8VNNI(SB), NOSPLIT, $0-48
	ARGUMENTS
	DISTANCES
	LEAQ (DX)(R10*4), R8
	ZERO8(Z0, Z1, Z2, Z3, Z4, Z5, Z6, Z7)
	ZERO8(Z8, Z9, Z10, Z11, Z12, Z13, Z14, Z15)

pair:
	VMOVDQU32 (SI), Z26
	VMOVDQU32 64(SI), Z27
	FOUR(VPDPWSSD, DX, Z0, Z1, Z2, Z3, Z4, Z5, Z6, Z7)
	FOUR(VPDPWSSD, R8, Z8, Z9, Z10, Z11, Z12, Z13, Z14, Z15)
	ADDQ      $4, DX
	ADDQ      $4, R8
	ADDQ      $128, SI
	DECQ      CX
	JNZ       pair

	STORE4(Z0, Z1, Z2, Z3, Z4, Z5, Z6, Z7)
	LEAQ      (DI)(R12*4), DI
	STORE4(Z8, Z9, Z10, Z11, Z12, Z13, Z14, Z15)
	VZEROUPPER
	RET

// For bytes a column of a panel is four columns of the matrix, which is 128 bytes again. Sums begin with what less has for their rows,
// for the bytes of vectors are 128 more than their numbers.

// func bytes1VNNI(out *int32, w *int8, x *uint8, less *int32, quads int)
TEXT ·bytes1VNNI(SB), NOSPLIT, $0-40
	ARGUMENTS_OF_BYTES
	VPXORD Z2, Z2, Z2
	VPXORD Z3, Z3, Z3
	SUBQ   $2, CX
	JLT    rest

quads2:
	VPBROADCASTD (DX), Z8
	VPBROADCASTD 4(DX), Z9
	VPDPBUSD     (SI), Z8, Z0
	VPDPBUSD     64(SI), Z8, Z1
	VPDPBUSD     128(SI), Z9, Z2
	VPDPBUSD     192(SI), Z9, Z3
	ADDQ         $8, DX
	ADDQ         $256, SI
	SUBQ         $2, CX
	JGE          quads2

rest:
	ADDQ         $2, CX
	JZ           sum
	VPBROADCASTD (DX), Z8
	VPDPBUSD     (SI), Z8, Z0
	VPDPBUSD     64(SI), Z8, Z1

sum:
	VPADDD    Z2, Z0, Z0
	VPADDD    Z3, Z1, Z1
	VMOVDQU32 Z0, (DI)
	VMOVDQU32 Z1, 64(DI)
	VZEROUPPER
	RET

// func bytes4VNNI(out *int32, w *int8, x *uint8, less *int32, quads, step, stride int)
TEXT ·bytes4VNNI(SB), NOSPLIT, $0-56
	ARGUMENTS_OF_BYTES
	DISTANCES_OF_BYTES
	AS_FIRST(Z2, Z3)
	AS_FIRST(Z4, Z5)
	AS_FIRST(Z6, Z7)

quad:
	VMOVDQU32 (SI), Z26
	VMOVDQU32 64(SI), Z27
	FOUR(VPDPBUSD, DX, Z0, Z1, Z2, Z3, Z4, Z5, Z6, Z7)
	ADDQ      $4, DX
	ADDQ      $128, SI
	DECQ      CX
	JNZ       quad

	STORE4(Z0, Z1, Z2, Z3, Z4, Z5, Z6, Z7)
	VZEROUPPER
	RET

// func bytes8VNNI(out *int32, w *int8, x *uint8, less *int32, quads, step, stride int)
TEXT ·bytes8VNNI(SB), NOSPLIT, $0-56
	ARGUMENTS_OF_BYTES
	DISTANCES_OF_BYTES
	LEAQ (DX)(R10*4), R8
	AS_FIRST(Z2, Z3)
	AS_FIRST(Z4, Z5)
	AS_FIRST(Z6, Z7)
	AS_FIRST(Z8, Z9)
	AS_FIRST(Z10, Z11)
	AS_FIRST(Z12, Z13)
	AS_FIRST(Z14, Z15)

quad:
	VMOVDQU32 (SI), Z26
	VMOVDQU32 64(SI), Z27
	FOUR(VPDPBUSD, DX, Z0, Z1, Z2, Z3, Z4, Z5, Z6, Z7)
	FOUR(VPDPBUSD, R8, Z8, Z9, Z10, Z11, Z12, Z13, Z14, Z15)
	ADDQ      $4, DX
	ADDQ      $4, R8
	ADDQ      $128, SI
	DECQ      CX
	JNZ       quad

	STORE4(Z0, Z1, Z2, Z3, Z4, Z5, Z6, Z7)
	LEAQ      (DI)(R12*4), DI
	STORE4(Z8, Z9, Z10, Z11, Z12, Z13, Z14, Z15)
	VZEROUPPER
	RET
