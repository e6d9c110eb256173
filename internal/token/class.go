package token

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A class is what a character is to the scanner.
type class uint8

const (
	symbol class = iota
	letter       // letters, marks, and what may stand only within a word
	digit
	dot
	apostrophe
	hyphen
	plus
)

var asciiClass = func() (t [utf8.RuneSelf]class) {
	for c := range t {
		switch {
		case 'a' <= c|0x20 && c|0x20 <= 'z':
			t[c] = letter
		case '0' <= c && c <= '9':
			t[c] = digit
		}
	}
	t['.'], t['\''], t['-'], t['+'] = dot, apostrophe, hyphen, plus
	return t
}()

// classOf is the class of the first character of s; symbol if s is empty.
func classOf(s string) class {
	if s == "" {
		return symbol
	}
	if s[0] < utf8.RuneSelf {
		return asciiClass[s[0]]
	}
	switch r, _ := utf8.DecodeRuneInString(s); {
	case r == '’':
		return apostrophe
	case r == '‐' || r == '‑':
		return hyphen
	case unicode.IsLetter(r), unicode.IsMark(r), r == softHyphen, r == zwnj, r == zwj, unicode.Is(unicode.Nd, r):
		return letter
	}
	return symbol
}

const (
	softHyphen = '\u00ad'
	zwnj       = '\u200c'
	zwj        = '\u200d'
)

func digitAt(s string, i int) bool { return i < len(s) && '0' <= s[i] && s[i] <= '9' }

func upperAt(s string, i int) bool {
	if i >= len(s) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s[i:])
	return unicode.IsUpper(r)
}

func runeLen(s string) int {
	if s[0] < utf8.RuneSelf {
		return 1
	}
	_, n := utf8.DecodeRuneInString(s)
	return n
}

// gapLen is the length of the first character of s if it stands in no word, else 0.
func gapLen(s string) int {
	if c := s[0]; c < utf8.RuneSelf {
		if c <= ' ' || c == 0x7f {
			return 1
		}
		return 0
	}
	if r, n := utf8.DecodeRuneInString(s); isGap(r) {
		return n
	}
	return 0
}

// isGap reports whether a character is white space, or an invisible mark of control, direction or byte order.
func isGap(r rune) bool {
	switch {
	case unicode.IsSpace(r), unicode.Is(unicode.Cc, r):
		return true
	case r == softHyphen, r == zwnj, r == zwj, 0xe0020 <= r && r <= 0xe007f: // within words and emoji
		return false
	}
	return unicode.Is(unicode.Cf, r)
}

// addressMax bounds the search for an address, so that a long chunk costs no more than its length.
const addressMax = 320

// urlLen is the length of the address of the net that s begins with, 0 if it has none. What may end a sentence or close a bracket
// does not belong to it.
func urlLen(s string) int {
	if len(s) < 8 || s[0]|0x20 != 'h' && s[0]|0x20 != 'w' && s[0]|0x20 != 'f' && s[0]|0x20 != 'm' {
		return 0
	}
	found := false
	for _, p := range []string{"http://", "https://", "www.", "ftp://", "mailto:"} {
		found = found || len(s) > len(p)+2 && strings.EqualFold(s[:len(p)], p)
	}
	if !found {
		return 0
	}
	end := strings.IndexAny(s, "<>\"“”")
	if end < 0 {
		end = len(s)
	}
	return trimAddress(s[:end])
}

// trimAddress is the length of s without the punctuation after it.
func trimAddress(s string) int {
	open := strings.Count(s, "(") - strings.Count(s, ")")
	for s != "" {
		r, n := utf8.DecodeLastRuneInString(s)
		if !strings.ContainsRune(".,;:!?'’…]}*|", r) && (r != ')' || open >= 0) {
			break
		}
		if r == ')' {
			open++
		}
		s = s[:len(s)-n]
	}
	return len(s)
}

// addressLen is the length of the mail address or name of the net ("reuters.com/world") that s begins with, else 0.
func (s *scanner) addressLen(str string) int {
	end, at, lastDot := 0, -1, -1
	for end < len(str) && end < addressMax {
		c := str[end]
		switch {
		case c == '@' && at < 0 && end > 0:
			at, lastDot = end, -1
		case c == '.':
			if end+1 < len(str) && asciiClass[str[end+1]&0x7f] != symbol {
				lastDot = end
			}
		case c == '/' && lastDot > 0 && at < 0:
			if !s.isDomain(str[:end], lastDot) {
				return 0
			}
			return trimAddress(str[:min(len(str), addressMax)])
		case c < utf8.RuneSelf && (asciiClass[c] == letter || asciiClass[c] == digit || c == '-' || c == '_' || c == '+'):
		default:
			goto done
		}
		end++
	}
done:
	n := trimAddress(str[:end])
	if lastDot <= 0 || lastDot >= n-1 || end < len(str) && str[end] == '@' {
		return 0
	}
	if at > 0 && lastDot > at+1 || s.isDomain(str[:n], lastDot) {
		return n
	}
	return 0
}

// isDomain reports whether what stands after the last dot of s is the end of a name of the net.
func (s *scanner) isDomain(str string, lastDot int) bool {
	tail := str[lastDot+1:]
	if len(tail) < 2 || lastDot < 2 || !(tail == strings.ToLower(tail) || str == strings.ToUpper(str)) {
		return false
	}
	return s.sp.Domains[string(s.fold(tail))]
}

// emoticonLen is the length of s if the whole of it is an emoticon, else 0.
func emoticonLen(s string) int {
	switch s {
	case ":)", ":(", ";)", ":-)", ";-)", ":-(", ":D", ":-D", ":P", ":-P", ":p", "=)", "=(", "(:", ":/", ":-/", "<3", "^_^", "^^", ":'(", "XD", ":O", ":o", ":|", "8)":
		return len(s)
	}
	return 0
}

// symbolLen is the length of the symbol that s begins with: a run of one mark, an emoji with what modifies it, or one character.
func symbolLen(s string) int {
	r, n := utf8.DecodeRuneInString(s)
	switch {
	case strings.ContainsRune("!?", r):
		for n < len(s) && (s[n] == '!' || s[n] == '?') {
			n++
		}
		return n
	case strings.ContainsRune(".-=*_~<>$", r):
		return runLen(s, s[:n])
	case strings.ContainsRune("'`‘’", r) && strings.HasPrefix(s[n:], s[:n]):
		return 2 * n
	case r >= 0x2000:
		return emojiLen(s)
	}
	return n
}

// runLen is the length of the run of mark that s begins with.
func runLen(s, mark string) int {
	n := len(mark)
	for strings.HasPrefix(s[n:], mark) {
		n += len(mark)
	}
	return n
}

// emojiLen is the length of the character that s begins with and of those that modify it.
func emojiLen(s string) int {
	r, n := utf8.DecodeRuneInString(s)
	if isRegional(r) {
		if r2, n2 := utf8.DecodeRuneInString(s[n:]); isRegional(r2) {
			return n + n2
		}
		return n
	}
	for n < len(s) {
		r, k := utf8.DecodeRuneInString(s[n:])
		switch {
		case r == zwj:
			n += k
			if n < len(s) {
				_, k = utf8.DecodeRuneInString(s[n:])
				n += k
			}
		case unicode.IsMark(r), 0x1f3fb <= r && r <= 0x1f3ff, 0xe0020 <= r && r <= 0xe007f:
			n += k
		default:
			return n
		}
	}
	return n
}

func isRegional(r rune) bool { return 0x1f1e6 <= r && r <= 0x1f1ff }
