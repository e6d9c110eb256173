// Package feature knows what the models look at: the properties of a word, the features of a word to be tagged, of a state of the
// parser, of an arc to be labelled and of a word that may belong to a name. A feature is a number of 64 bits. It knows no weights;
// training and reading use the same features by using this package.
//
//	words := feature.Words(nil, []string{"Xi", "met", "Putin"})
package feature

import (
	"unicode"
	"unicode/utf8"
)

// A Word is what the models see of one word. Forms are folded: lower case, figures as 0, straight quotation marks.
type Word struct {
	Low    uint32    // the folded form
	Form   uint32    // the form with its capitals
	Pre    [4]uint32 // prefixes of 1 to 4 characters, 0 where the word is not longer
	Suf    [4]uint32 // suffixes of 1 to 4 characters, 0 where the word is not longer
	Shape  uint32    // runs of capitals, small letters, figures and marks
	Len    uint8     // in characters, at most 255
	Upper  bool      // begins with a capital
	Caps   bool      // has two capitals or more and no small letter
	Digit  bool
	Hyphen bool
	Alpha  bool // has a letter
}

const (
	hashSeed  = 0x811c9dc5
	hashPrime = 0x01000193
)

// MakeWord looks at one word.
func MakeWord(form string) Word {
	w := Word{Low: hashSeed, Form: hashSeed, Shape: hashSeed}
	var last [4]rune // the last characters, folded, the newest first
	var prev byte
	uppers, lowers, n, run := 0, 0, 0, 0
	for _, r := range form {
		f, class := fold(r)
		w.Low = (w.Low ^ uint32(f)) * hashPrime
		if class == 'A' {
			w.Form = (w.Form ^ uint32(f) ^ 0x10000) * hashPrime
			uppers++
			w.Upper = w.Upper || n == 0
		} else {
			w.Form = (w.Form ^ uint32(f)) * hashPrime
		}
		w.Digit = w.Digit || class == '0'
		w.Hyphen = w.Hyphen || f == '-'
		if class == 'a' {
			lowers++
		}
		if class == prev {
			run++
		} else {
			run = 0
		}
		if run < 2 {
			w.Shape = (w.Shape ^ uint32(class)) * hashPrime
		}
		prev = class
		last[3], last[2], last[1], last[0] = last[2], last[1], last[0], f
		n++
		if n <= len(w.Pre) {
			w.Pre[n-1] = w.Low
		}
	}
	w.Caps = uppers > 1 && lowers == 0
	w.Alpha = uppers+lowers > 0
	h := uint32(hashSeed)
	for k := range w.Suf {
		if k < n {
			h = (h ^ uint32(last[k])) * hashPrime
			w.Suf[k] = h
		}
		if k >= n {
			w.Suf[k], w.Pre[k] = 0, 0
		}
	}
	w.Len = uint8(min(n, 255))
	return w
}

// fold is a character as the models see it, and its class: 'A', 'a', '0' or the character itself for marks.
func fold(r rune) (rune, byte) {
	if r < utf8.RuneSelf {
		switch {
		case 'a' <= r && r <= 'z':
			return r, 'a'
		case 'A' <= r && r <= 'Z':
			return r | 0x20, 'A'
		case '0' <= r && r <= '9':
			return '0', '0'
		}
		return r, byte(r)
	}
	switch r {
	case '’', '‘', '`', '´':
		return '\'', '\''
	case '“', '”', '„', '«', '»':
		return '"', '"'
	case '–', '—', '‐', '‑', '−':
		return '-', '-'
	case '…':
		return '.', '.'
	}
	switch {
	case unicode.IsUpper(r):
		return unicode.ToLower(r), 'A'
	case unicode.IsLetter(r):
		return r, 'a'
	case unicode.IsDigit(r):
		return '0', '0'
	}
	return r, 'x'
}

// Words looks at the forms of a sentence, into buf if it is large enough.
func Words(buf []Word, forms []string) []Word {
	buf = buf[:0]
	for _, f := range forms {
		buf = append(buf, MakeWord(f))
	}
	return buf
}

// Mix is the feature of template t with the values a, b and c.
func Mix(t uint64, a, b, c uint32) uint64 {
	h := t*0x9e3779b97f4a7c15 + uint64(a)
	h = (h ^ h>>29) * 0xbf58476d1ce4e5b9
	h += uint64(b) * 0x94d049bb133111eb
	h = (h ^ h>>32) * 0xd6e8feb86659fd93
	h += uint64(c) * 0xff51afd7ed558ccd
	h = (h ^ h>>29) * 0xbf58476d1ce4e5b9
	return h ^ h>>32
}

// HashString is the hash of a short text that is no word: features, lists of tags.
func HashString(s string) uint32 {
	h := uint32(hashSeed)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint32(s[i])) * hashPrime
	}
	return h
}
