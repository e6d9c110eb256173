package quote

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"chancery/internal/doc"
	"chancery/internal/text"
)

// A passage is a stretch between quotation marks.
type passage struct {
	inner, outer text.Span // without and with its marks
	block        int32
	open         bool // no mark closes it: it goes on in the next paragraph, or the mark is lost
	unopened     bool // no mark opens it
}

// markedPassages finds the passages of all news blocks, in text order. Marks within a passage belong to it.
func markedPassages(d *doc.Document) []passage {
	var out []passage
	for b := range d.Blocks {
		if d.Blocks[b].Kind.IsNews() {
			out = append(out, passagesOf(d, int32(b))...)
		}
	}
	if len(d.Blocks) == 0 {
		out = passagesIn(d, d.All(), 0)
	}
	return out
}

func passagesOf(d *doc.Document, b int32) []passage { return passagesIn(d, d.Blocks[b].Span, b) }

// isOpening and isClosing know the marks whose direction is plain; the straight mark and the single ones go by context.
func isOpening(r rune) bool { return r == '“' || r == '„' || r == '«' || r == '‟' }
func isClosing(r rune) bool { return r == '”' || r == '»' }
func isSingle(r rune) bool  { return r == '\'' || r == '‘' || r == '’' }

// passagesIn pairs the marks of one block. A second opening mark says that the closing one of the first is lost: the
// first then ends with its sentence.
func passagesIn(d *doc.Document, sp text.Span, block int32) []passage {
	var out []passage
	s := d.Slice(sp)
	start, single := -1, false // of the content of the open passage
	searched := 0              // up to here it has no end of a sentence
	prev := ' '
	open := func(at, width int, isSingle bool) { start, single = at+width, isSingle }
	closeAt := func(at, width int) {
		p := passage{block: block}
		p.inner = text.MakeSpan(int(sp.Start)+start, int(sp.Start)+at)
		p.outer = text.MakeSpan(int(sp.Start)+start-markWidth(s, start), int(sp.Start)+at+width)
		p.open = width == 0
		start = -1
		if strings.IndexFunc(d.Slice(p.inner), unicode.IsLetter) >= 0 {
			out = append(out, p)
		}
	}
	for i, r := range s {
		w := utf8.RuneLen(r)
		next, _ := utf8.DecodeRuneInString(s[i+w:])
		switch {
		case isOpening(r) && (start < 0 || single):
			open(i, w, false)
		case isOpening(r):
			if end := sentenceEnd(s, max(start, searched), i); end < i {
				closeAt(end, 0)
				open(i, w, false)
			} else {
				searched = i - 1
			}
		case isClosing(r) && start >= 0 && !single:
			closeAt(i, w)
		case isClosing(r) && start < 0 && len(out) == 0:
			start = 0
			closeAt(i, w)
			if n := len(out); n > 0 {
				out[n-1].outer.Start, out[n-1].unopened = sp.Start, true
			}
		case r == '"':
			if start >= 0 && !single {
				if unicode.IsSpace(prev) && !unicode.IsSpace(next) && i+w < len(s) {
					if end := sentenceEnd(s, start, i); end < i {
						closeAt(end, 0)
						open(i, w, false)
						break
					}
				}
				closeAt(i, w)
			} else if !unicode.IsDigit(prev) { // else inches
				open(i, w, false)
			}
		case isSingle(r) && start >= 0 && single && r != '‘':
			if !unicode.IsLetter(next) && !unicode.IsSpace(prev) && !isPossessive(s, i, w) {
				closeAt(i, w)
			}
		case isSingle(r) && start < 0 && r != '’':
			if !unicode.IsLetter(prev) && !unicode.IsDigit(prev) && unicode.IsLetter(next) && closesSingle(s[i+w:]) {
				open(i, w, true)
			}
		}
		prev = r
	}
	if start >= 0 && !single {
		closeAt(len(strings.TrimRightFunc(s, unicode.IsSpace)), 0)
	}
	return out
}

// markWidth is the width of the mark before byte i of s; 0 at the beginning.
func markWidth(s string, i int) int {
	if i == 0 {
		return 0
	}
	_, w := utf8.DecodeLastRuneInString(s[:i])
	return w
}

// sentenceEnd is the offset after the first full stop in s[from:to] that a space follows, or to.
func sentenceEnd(s string, from, to int) int {
	for i := from; i+1 < to; i++ {
		if (s[i] == '.' || s[i] == '!' || s[i] == '?') && s[i+1] == ' ' {
			return i + 1
		}
	}
	return to
}

// isPossessive reports whether the apostrophe at i ends a plural possessive ("the powers' ministers"): a letter s
// before it, and another single mark that can close later.
func isPossessive(s string, i, w int) bool {
	return i > 0 && s[i-1] == 's' && closesSingle(s[i+w:])
}

// maxSingle bounds how far a single quotation mark looks for its partner, in bytes.
const maxSingle = 600

// closesSingle reports whether a single mark that can close follows in s.
func closesSingle(s string) bool {
	s = s[:min(len(s), maxSingle)]
	prev := ' '
	for i, r := range s {
		if isSingle(r) && r != '‘' && !unicode.IsSpace(prev) {
			next, size := utf8.DecodeRuneInString(s[i+utf8.RuneLen(r):])
			if size == 0 || !unicode.IsLetter(next) && !unicode.IsDigit(next) {
				return true
			}
		}
		prev = r
	}
	return false
}
