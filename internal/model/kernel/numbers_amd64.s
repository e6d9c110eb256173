#include "textflag.h"

// The numbers of numbers.go, eight at a time; n is a multiple of 8 and not 0.

// func valuesAVX2(out *float32, acc *int32, scale, bias *float32, factor float32, n int)
TEXT ·valuesAVX2(SB), NOSPLIT, $0-48
	MOVQ         out+0(FP), DX
	MOVQ         acc+8(FP), SI
	MOVQ         scale+16(FP), DI
	MOVQ         bias+24(FP), R8
	VBROADCASTSS factor+32(FP), Y3
	MOVQ         n+40(FP), CX
	XORQ         AX, AX

next:
	VCVTDQ2PS (SI)(AX*4), Y0
	VMULPS    (DI)(AX*4), Y3, Y1
	VMULPS    Y1, Y0, Y0
	VADDPS    (R8)(AX*4), Y0, Y0
	VMOVUPS   Y0, (DX)(AX*4)
	ADDQ      $8, AX
	CMPQ      AX, CX
	JLT       next
	VZEROUPPER
	RET

// func addAVX2(sum *float32, data *byte, scale float32, n int)
TEXT ·addAVX2(SB), NOSPLIT, $0-32
	MOVQ         sum+0(FP), DX
	MOVQ         data+8(FP), SI
	VBROADCASTSS scale+16(FP), Y3
	MOVQ         n+24(FP), CX
	XORQ         AX, AX

next:
	VPMOVSXBD (SI)(AX*1), Y0
	VCVTDQ2PS Y0, Y0
	VMULPS    Y3, Y0, Y0
	VADDPS    (DX)(AX*4), Y0, Y0
	VMOVUPS   Y0, (DX)(AX*4)
	ADDQ      $8, AX
	CMPQ      AX, CX
	JLT       next
	VZEROUPPER
	RET

// func leakAVX2(x *float32, slope float32, n int)
TEXT ·leakAVX2(SB), NOSPLIT, $0-24
	MOVQ         x+0(FP), DX
	VBROADCASTSS slope+8(FP), Y3
	MOVQ         n+16(FP), CX
	XORQ         AX, AX

next:
	VMOVUPS (DX)(AX*4), Y0
	VMULPS  Y3, Y0, Y1
	VMAXPS  Y1, Y0, Y0       // of a negative number the product is the larger
	VMOVUPS Y0, (DX)(AX*4)
	ADDQ    $8, AX
	CMPQ    AX, CX
	JLT     next
	VZEROUPPER
	RET

// The largest of the eight numbers in Y0, which are not negative, into X0.
#define LARGEST_OF_EIGHT \
	VEXTRACTF128 $1, Y0, X1    \
	VMAXPS       X1, X0, X0    \
	VPSHUFD      $0x4e, X0, X1 \
	VMAXPS       X1, X0, X0    \
	VPSHUFD      $0xb1, X0, X1 \
	VMAXPS       X1, X0, X0

// All bits but the sign.
#define WITHOUT_SIGN(y) \
	VPCMPEQD y, y, y \
	VPSRLD   $1, y, y

// func sizeAVX2(x *float32, n int) float32
TEXT ·sizeAVX2(SB), NOSPLIT, $0-20
	MOVQ   x+0(FP), SI
	MOVQ   n+8(FP), CX
	XORQ   AX, AX
	VXORPS Y0, Y0, Y0
	WITHOUT_SIGN(Y2)

next:
	VANDPS (SI)(AX*4), Y2, Y1
	VMAXPS Y1, Y0, Y0
	ADDQ   $8, AX
	CMPQ   AX, CX
	JLT    next

	LARGEST_OF_EIGHT
	VMOVSS X0, ret+16(FP)
	VZEROUPPER
	RET

// func roundAVX2(out *int16, x *float32, factor float32, n int)
TEXT ·roundAVX2(SB), NOSPLIT, $0-32
	MOVQ         out+0(FP), DX
	MOVQ         x+8(FP), SI
	VBROADCASTSS factor+16(FP), Y3
	MOVQ         n+24(FP), CX
	XORQ         AX, AX
	VPCMPEQD     Y4, Y4, Y4
	VPSLLD       $31, Y4, Y4     // the sign
	VPCMPEQD     Y5, Y5, Y5
	VPSRLD       $26, Y5, Y5
	VPSLLD       $24, Y5, Y5     // 0.5

next:
	VMULPS     (SI)(AX*4), Y3, Y0
	VANDPS     Y4, Y0, Y1
	VORPS      Y5, Y1, Y1
	VADDPS     Y1, Y0, Y0
	VCVTTPS2DQ Y0, Y0
	VPACKSSDW  Y0, Y0, Y0
	VPERMQ     $0x08, Y0, Y0
	VMOVDQU    X0, (DX)(AX*2)
	ADDQ       $8, AX
	CMPQ       AX, CX
	JLT        next
	VZEROUPPER
	RET

// func largestAVX2(acc *int32, scale *float32, n int) float32
TEXT ·largestAVX2(SB), NOSPLIT, $0-28
	MOVQ   acc+0(FP), SI
	MOVQ   scale+8(FP), DI
	MOVQ   n+16(FP), CX
	XORQ   AX, AX
	VXORPS Y0, Y0, Y0
	WITHOUT_SIGN(Y2)

next:
	VCVTDQ2PS (SI)(AX*4), Y1
	VMULPS    (DI)(AX*4), Y1, Y1
	VANDPS    Y2, Y1, Y1
	VMAXPS    Y1, Y0, Y0
	ADDQ      $8, AX
	CMPQ      AX, CX
	JLT       next

	LARGEST_OF_EIGHT
	VMOVSS X0, ret+24(FP)
	VZEROUPPER
	RET

// func narrowAVX2(out *int16, acc *int32, scale *float32, factor float32, n int)
TEXT ·narrowAVX2(SB), NOSPLIT, $0-40
	MOVQ         out+0(FP), DX
	MOVQ         acc+8(FP), SI
	MOVQ         scale+16(FP), DI
	VBROADCASTSS factor+24(FP), Y2
	MOVQ         n+32(FP), CX
	XORQ         AX, AX

next:
	VCVTDQ2PS (SI)(AX*4), Y1
	VMULPS    (DI)(AX*4), Y1, Y1
	VMULPS    Y2, Y1, Y1
	VCVTPS2DQ Y1, Y1
	VPACKSSDW Y1, Y1, Y1
	VPERMQ    $0x08, Y1, Y1
	VMOVDQU   X1, (DX)(AX*2)
	ADDQ      $8, AX
	CMPQ      AX, CX
	JLT       next
	VZEROUPPER
	RET
