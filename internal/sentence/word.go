package sentence

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A shape is what a word looks like.
type shape uint8

const (
	outside shape = iota // of the block
	small
	capital  // "Paris"
	initial  // "I"
	capitals // "NATO"
	mixed    // "iPhone", "G20"
	number
	uncased // letters of scripts without case
	address // of the net or of mail
	shortened
	stop
	dots
	mark // "?", "!"
	comma
	semicolon
	colon
	dash
	slash
	openQuote
	closeQuote
	plainQuote
	openBracket
	closeBracket
	bullet
	ruler // "-----"
	smiley
	sign
)

// A seen is what is seen of a word.
type seen struct {
	form, ending uint32 // hashes, folded: small letters, figures as 0, plain quotation marks
	shape        shape
	class        uint8 // what it most often is in the training data, 0 where it is not known
	length       uint8 // 1 to 4
	apart        bool  // a gap stands before it
}

// hashWord is the folded form of a word and its last three letters as numbers.
func hashWord(w string) (form, ending uint32) {
	form = 0x811c9dc5
	for i := 0; i < len(w); i++ {
		c := w[i]
		switch {
		case 'A' <= c && c <= 'Z':
			c += 'a' - 'A'
		case '0' <= c && c <= '9':
			c = '0'
		case c == 0xe2 && i+2 < len(w) && w[i+1] == 0x80: // general punctuation
			switch w[i+2] {
			case 0x98, 0x99:
				c, i = '\'', i+2
			case 0x9c, 0x9d:
				c, i = '"', i+2
			case 0x93, 0x94:
				c, i = '-', i+2
			}
		}
		form = (form ^ uint32(c)) * 0x01000193
		ending = ending<<8 | uint32(c)
	}
	return form, ending & 0xffffff
}

// shapeOf is what a word looks like.
func shapeOf(w string) shape {
	r, size := utf8.DecodeRuneInString(w)
	switch {
	case unicode.IsLetter(r):
		return letters(w, r, size)
	case unicode.IsDigit(r):
		if strings.Contains(w, "://") {
			return address
		}
		return number
	}
	if size < len(w) {
		return marks(w, r)
	}
	switch r {
	case '.', '。':
		return stop
	case '…':
		return dots
	case '?', '!', '？', '！':
		return mark
	case ',':
		return comma
	case ';':
		return semicolon
	case ':':
		return colon
	case '-', '–', '—':
		return dash
	case '/', '|', '\\':
		return slash
	case '“', '‘', '«', '`':
		return openQuote
	case '”', '’', '»':
		return closeQuote
	case '"', '\'':
		return plainQuote
	case '(', '[', '{', '<':
		return openBracket
	case ')', ']', '}', '>':
		return closeBracket
	case '*', '•', '·', '▪', '►', '●', '#':
		return bullet
	}
	return sign
}

// letters is the shape of a word whose first letter is r.
func letters(w string, r rune, size int) shape {
	if len(w) > 4 && (strings.Contains(w, "://") || strings.Contains(w, "@") || strings.HasPrefix(w, "www.")) {
		return address
	}
	if w[len(w)-1] == '.' {
		return shortened
	}
	upper, lower, other := 0, 0, 0
	for _, c := range w[size:] {
		switch {
		case unicode.IsLower(c):
			lower++
		case unicode.IsUpper(c):
			upper++
		case unicode.IsDigit(c):
			other++
		}
	}
	first := unicode.IsUpper(r) || unicode.IsTitle(r)
	switch {
	case first && lower == 0 && upper == 0 && other == 0:
		return initial
	case first && upper == 0 && other == 0:
		return capital
	case first && lower == 0 && other == 0:
		return capitals
	case !first && !unicode.IsLower(r):
		return uncased
	case !first && upper == 0 && other == 0:
		return small
	}
	return mixed
}

// marks is the shape of a word of several characters that begins with the mark r.
func marks(w string, r rune) shape {
	switch {
	case strings.Trim(w, ".…") == "":
		return dots
	case strings.Trim(w, "?!？！.") == "":
		return mark
	case w == "--" || w == "---":
		return dash
	case w == "''" || w == "’’":
		return closeQuote
	case w == "``" || w == "<<":
		return openQuote
	case w == ">>":
		return closeQuote
	case len(w) > 3 && strings.Trim(w, string(r)) == "":
		return ruler
	case strings.HasPrefix(w, "http"), strings.Contains(w, "://"):
		return address
	case r == '\'' || r == '’' || r == '‘':
		return small // a clitic
	case r == '$' || r == '+' || r == '-' || r == '.' || r == '#':
		return number
	case r == ':' || r == ';' || r == '=' || r == '<' || r == '^' || r == '(':
		return smiley
	}
	return sign
}
