// Package text knows the source of an article and the places in it.
//
// A Source is immutable valid UTF-8; every place in it is a Span of byte offsets. Bytes are the one truth:
// lines, code points and UTF-16 units are derived from them at the edge, in functions named FromTo.
// It knows nothing of words or of language.
//
//	src, _ := text.NewSource("Xi met Putin.")
//	src.Slice(text.Span{Start: 7, End: 12}) // "Putin"
package text

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
	"unicode/utf16"
	"unicode/utf8"
)

// A Span is the half-open byte range [Start, End) of one Source; both ends lie on rune boundaries.
type Span struct{ Start, End uint32 }

// MakeSpan returns the Span of [start, end).
func MakeSpan(start, end int) Span { return Span{uint32(start), uint32(end)} }

// Len is the number of bytes.
func (sp Span) Len() int { return int(sp.End - sp.Start) }

// IsEmpty reports whether the span has no bytes.
func (sp Span) IsEmpty() bool { return sp.Start >= sp.End }

// Contains reports whether o lies wholly within sp.
func (sp Span) Contains(o Span) bool { return sp.Start <= o.Start && o.End <= sp.End }

// Overlaps reports whether the two share a byte.
func (sp Span) Overlaps(o Span) bool { return sp.Start < o.End && o.Start < sp.End }

// Union is the smallest span that covers both; an empty span adds nothing.
func (sp Span) Union(o Span) Span {
	if sp.IsEmpty() {
		return o
	}
	if o.IsEmpty() {
		return sp
	}
	return Span{min(sp.Start, o.Start), max(sp.End, o.End)}
}

// Compare orders spans by start; of two that start together the longer comes first.
func (sp Span) Compare(o Span) int {
	return cmp.Or(cmp.Compare(sp.Start, o.Start), cmp.Compare(o.End, sp.End))
}

// MaxLen is the size of the largest Source in bytes.
const MaxLen = math.MaxUint32 / 2

// ErrInvalid says that a text is not valid UTF-8; ErrTooLong that it exceeds MaxLen.
var (
	ErrInvalid = errors.New("text is not valid UTF-8")
	ErrTooLong = errors.New("text is too long")
)

// A Source is the UTF-8 text of an article. It never changes and is safe for concurrent use.
type Source struct {
	text  string
	lines []uint32 // byte offset of the start of each line
}

// NewSource makes a Source of s. It returns ErrInvalid or ErrTooLong.
func NewSource(s string) (*Source, error) {
	if len(s) > MaxLen {
		return nil, fmt.Errorf("%d bytes: %w", len(s), ErrTooLong)
	}
	if !utf8.ValidString(s) {
		return nil, ErrInvalid
	}
	lines := []uint32{0}
	for i := range len(s) {
		if s[i] == '\n' {
			lines = append(lines, uint32(i+1))
		}
	}
	return &Source{text: s, lines: lines}, nil
}

// String is the whole text.
func (src *Source) String() string { return src.text }

// Len is the length of the text in bytes.
func (src *Source) Len() int { return len(src.text) }

// Slice is the text of sp, without copying. It panics if sp is out of bounds.
func (src *Source) Slice(sp Span) string { return src.text[sp.Start:sp.End] }

// All is the span of the whole text.
func (src *Source) All() Span { return Span{0, uint32(len(src.text))} }

// Lines is the number of lines; a text without a line end has one.
func (src *Source) Lines() int { return len(src.lines) }

// Line is the span of line i (from 0) without its line end.
func (src *Source) Line(i int) Span {
	start, end := src.lines[i], uint32(len(src.text))
	if i+1 < len(src.lines) {
		end = src.lines[i+1] - 1
	}
	if end > start && src.text[end-1] == '\r' {
		end--
	}
	return Span{start, end}
}

// ByteToLine is the line (from 0) and the byte column (from 0) of a byte offset.
func (src *Source) ByteToLine(off uint32) (line int, col uint32) {
	i, found := slices.BinarySearch(src.lines, off)
	if !found {
		i--
	}
	return i, off - src.lines[i]
}

// ByteToRune is the number of code points before the byte offset off.
func (src *Source) ByteToRune(off uint32) int { return utf8.RuneCountInString(src.text[:off]) }

// ByteToUTF16 is the number of UTF-16 code units before the byte offset off.
func (src *Source) ByteToUTF16(off uint32) int {
	n := 0
	for _, r := range src.text[:off] {
		n += utf16.RuneLen(r)
	}
	return n
}
