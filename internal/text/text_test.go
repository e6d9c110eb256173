package text

import (
	"errors"
	"testing"
)

func TestSourceConversions(t *testing.T) {
	src, err := NewSource("a\r\né𝄞b\n")
	if err != nil {
		t.Fatal(err)
	}
	if got := src.Lines(); got != 3 {
		t.Errorf("Lines = %d, want 3", got)
	}
	if got := src.Slice(src.Line(0)); got != "a" {
		t.Errorf("line 0 = %q, want %q", got, "a")
	}
	if got := src.Slice(src.Line(1)); got != "é𝄞b" {
		t.Errorf("line 1 = %q", got)
	}
	if got := src.Slice(src.Line(2)); got != "" {
		t.Errorf("line 2 = %q, want empty", got)
	}
	for _, c := range []struct {
		off         uint32
		line        int
		col         uint32
		runes, u16s int
	}{
		{0, 0, 0, 0, 0}, {3, 1, 0, 3, 3}, {5, 1, 2, 4, 4}, {9, 1, 6, 5, 6}, {11, 2, 0, 7, 8},
	} {
		line, col := src.ByteToLine(c.off)
		if line != c.line || col != c.col {
			t.Errorf("ByteToLine(%d) = %d, %d, want %d, %d", c.off, line, col, c.line, c.col)
		}
		if got := src.ByteToRune(c.off); got != c.runes {
			t.Errorf("ByteToRune(%d) = %d, want %d", c.off, got, c.runes)
		}
		if got := src.ByteToUTF16(c.off); got != c.u16s {
			t.Errorf("ByteToUTF16(%d) = %d, want %d", c.off, got, c.u16s)
		}
	}
}

func TestNewSourceRefusesInvalid(t *testing.T) {
	if _, err := NewSource("a\xffb"); !errors.Is(err, ErrInvalid) {
		t.Errorf("err = %v, want ErrInvalid", err)
	}
}

func TestSpan(t *testing.T) {
	a, b := MakeSpan(2, 5), MakeSpan(4, 9)
	if !a.Overlaps(b) || a.Contains(b) || a.Union(b) != MakeSpan(2, 9) || a.Union(Span{}) != a {
		t.Errorf("relations of %v and %v are wrong", a, b)
	}
	if MakeSpan(2, 9).Compare(a) >= 0 {
		t.Error("of two spans that start together the longer must come first")
	}
}
