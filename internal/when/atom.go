package when

import (
	"unicode"
	"unicode/utf8"

	"chancery/internal/doc"
	"chancery/internal/lexicon"
	"chancery/internal/text"
)

// An atom is a run of letters, a number or one other character. Times are read from atoms rather than from tokens, so
// that "mid-July", "2021-06-28" and "5pm" read the same however the tokenizer cuts them.
type atom struct {
	text.Span
	tok     int32 // the token it lies in
	word    *lexicon.TimeWord
	num     float64 // of a number
	digits  uint8   // figures before the decimal point; 0: not a number
	decimal bool    // "2.5" or "2,000": never a year or a day
	touch   bool    // no space before
	upper   bool    // begins with a capital
	fresh   bool    // first of a block or paragraph: no time goes on here from before
}

const maxWord = 24 // bytes of the longest word of the calendar, and some more

// split cuts the tokens of all blocks that are read into atoms.
func (r *reader) split() []atom {
	d := r.d
	src := d.String()
	out := make([]atom, 0, len(d.Tokens)+len(d.Tokens)/4)
	block, end := -1, uint32(0)
	for i := range d.Tokens {
		tok := &d.Tokens[i]
		fresh := i == 0 || isBreak(src[end:tok.Start])
		end = tok.End
		if d.Has(doc.Blocks) {
			b := block
			for b < 0 || b+1 < len(d.Blocks) && d.Blocks[b].End <= tok.Start {
				b++
			}
			if b >= len(d.Blocks) {
				b = len(d.Blocks) - 1
			}
			fresh = fresh || b != block
			block = b
			if block >= 0 && d.Blocks[block].Kind == doc.Furniture {
				continue
			}
		}
		from := len(out)
		out = r.cut(out, src, tok.Span, int32(i))
		if fresh && len(out) > from {
			out[from].fresh = true
		}
	}
	return out
}

// isBreak reports whether white space holds an empty line.
func isBreak(gap string) bool {
	n := 0
	for i := range len(gap) {
		if gap[i] == '\n' {
			n++
		}
	}
	return n > 1
}

// cut appends the atoms of one token.
func (r *reader) cut(out []atom, src string, sp text.Span, tok int32) []atom {
	for at := sp.Start; at < sp.End; {
		c, size := utf8.DecodeRuneInString(src[at:sp.End])
		if unicode.IsSpace(c) {
			at += uint32(size)
			continue
		}
		a := atom{tok: tok, touch: len(out) > 0 && out[len(out)-1].End == at}
		switch {
		case c >= '0' && c <= '9':
			a.End = at + number(&a, src[at:sp.End])
		case unicode.IsLetter(c):
			a.upper = unicode.IsUpper(c)
			a.End = at + letters(src[at:sp.End])
		default:
			a.End = at + uint32(size)
		}
		a.Start = at
		a.word = r.lookup(src[at:a.End])
		at = a.End
		out = append(out, a)
	}
	return out
}

// lookup finds a word in the calendar, whatever its case.
func (r *reader) lookup(s string) *lexicon.TimeWord {
	if len(s) > maxWord {
		return nil
	}
	var buf [maxWord]byte
	for i := range len(s) {
		c := s[i]
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		buf[i] = c
	}
	return r.cal.Word(buf[:len(s)])
}

// letters is the length of the run of letters at the start of s.
func letters(s string) uint32 {
	for i, c := range s {
		if !unicode.IsLetter(c) && !unicode.Is(unicode.Mn, c) {
			return uint32(i)
		}
	}
	return uint32(len(s))
}

// number reads figures, with groups of three after commas and with decimals, into a, and returns their length. Dots
// between more than two groups of figures are no decimal point: "16.05.2024".
func number(a *atom, s string) uint32 {
	n := figures(s)
	for i := range n {
		a.num = a.num*10 + float64(s[i]-'0')
	}
	a.digits = uint8(min(n, 200))
	for n+4 <= len(s) && s[n] == ',' && figures(s[n+1:]) == 3 {
		for i := n + 1; i < n+4; i++ {
			a.num = a.num*10 + float64(s[i]-'0')
		}
		a.decimal = true
		n += 4
	}
	if n < len(s) && s[n] == '.' && !isGrouped(s) {
		if k := figures(s[n+1:]); k == 1 && (n+2 == len(s) || s[n+2] != '.') {
			a.num += float64(s[n+1]-'0') / 10
			a.decimal = true
			n += 2
		}
	}
	return uint32(n)
}

// isGrouped reports whether figures stand in three or more groups with dots between.
func isGrouped(s string) bool {
	dots := 0
	for i := range len(s) {
		if s[i] == '.' && i+1 < len(s) && '0' <= s[i+1] && s[i+1] <= '9' {
			if dots++; dots > 1 {
				return true
			}
		} else if s[i] < '0' || s[i] > '9' {
			break
		}
	}
	return false
}

func figures(s string) int {
	n := 0
	for n < len(s) && '0' <= s[n] && s[n] <= '9' {
		n++
	}
	return n
}
