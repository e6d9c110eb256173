// Package copies knows when one text repeats another: wire copy that several papers print, cut, reworded in places, put
// in another order, with lines of their own around it.
//
// Texts are compared by their words, not by what they mean: two reports of one event are no copies of one another, nor
// are two that share a paragraph of background or the words of one statement. It does not know what an article is.
//
//	a, b := copies.Make(first), copies.Make(second)
//	if a.IsCopy(b) { ... }
package copies

import (
	"encoding/binary"
	"unicode"
	"unicode/utf8"
)

// A Sketch is the longer words of a text in their order, each by 16 bits of a hash, with a zero at the end of each
// sentence. It is what two texts are compared by, and takes two bytes a word; the zero Sketch is like no other.
type Sketch []uint16

const (
	maxWords = 4096 // of a longer text only the beginning is compared
	minWord  = 4    // letters; shorter words are in every text
	minPart  = 4    // words of a sentence; a shorter one goes with the next, as the "U.S." that ends none
	maxPart  = 32
)

// Make is the sketch of a text. Case, punctuation and space do not matter.
func Make(text string) Sketch {
	sk := make(Sketch, 0, len(text)/10)
	words, part := 0, 0
	end := func() {
		if part >= minPart {
			sk, part = append(sk, 0), 0
		}
	}
	for i := 0; i < len(text) && words < maxWords; {
		h, letters, digit, size := word(text[i:])
		if letters == 0 {
			switch text[i] {
			case '.', '!', '?', '\n':
				end()
			}
			i += size
			continue
		}
		i += size
		if letters < minWord && !digit {
			continue
		}
		sk = append(sk, h)
		words++
		if part++; part == maxPart {
			end()
		}
	}
	return sk
}

// word reads one word at the start of s: 16 bits of its hash, never zero, the number of its letters and of its bytes.
// It has no letters where s begins with something else; size is then that of the first rune.
func word(s string) (h uint16, letters int, digit bool, size int) {
	sum := uint32(2166136261) // FNV-1a
	for size < len(s) {
		c, n := rune(s[size]), 1
		if c >= utf8.RuneSelf {
			c, n = utf8.DecodeRuneInString(s[size:])
			if !unicode.IsLetter(c) && !unicode.IsMark(c) && !unicode.IsDigit(c) {
				break
			}
			c = unicode.ToLower(c)
		} else if !isAlphanumeric(byte(c)) {
			break
		} else if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		isHan := c >= 0x2e80 // of scripts without spaces each rune is a word
		if isHan && size > 0 {
			break
		}
		sum = (sum ^ uint32(c)) * 16777619
		size += n
		letters++
		digit = digit || c <= '9' || isHan
		if isHan {
			break
		}
	}
	if size == 0 {
		_, size = utf8.DecodeRuneInString(s)
		return 0, 0, false, size
	}
	sum = mix(sum)
	return max(uint16(sum), 1), letters, digit, size
}

func isAlphanumeric(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
}

// mix spreads the bits of h (the finaliser of MurmurHash3).
func mix(h uint32) uint32 {
	h ^= h >> 16
	h *= 0x85ebca6b
	h ^= h >> 13
	h *= 0xc2b2ae35
	return h ^ h>>16
}

// Words is the number of words of the sketch.
func (sk Sketch) Words() int {
	n := 0
	for _, w := range sk {
		if w != 0 {
			n++
		}
	}
	return n
}

// form is the first two bytes of a sketch as it is kept. One of another form is read as the zero Sketch.
const form = 0x0102

// Bytes is the sketch as bytes, to be kept.
func (sk Sketch) Bytes() []byte {
	b := make([]byte, 0, 2*len(sk)+2)
	b = binary.LittleEndian.AppendUint16(b, form)
	for _, w := range sk {
		b = binary.LittleEndian.AppendUint16(b, w)
	}
	return b
}

// Of is the reverse of Bytes.
func Of(b []byte) Sketch {
	if len(b) < 2 || len(b)%2 != 0 || binary.LittleEndian.Uint16(b) != form {
		return nil
	}
	sk := make(Sketch, 0, len(b)/2-1)
	for b = b[2:]; len(b) > 0; b = b[2:] {
		sk = append(sk, binary.LittleEndian.Uint16(b))
	}
	return sk
}
