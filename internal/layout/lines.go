package layout

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"chancery/internal/doc"
	"chancery/internal/text"
)

// A para is a paragraph, a line, or a part of a line, without the white space around it.
type para struct {
	text.Span
	s       string
	kind    doc.BlockKind
	decided bool
	links   bool // heads a list of links
	solid   bool // reads as a paragraph of text
	joined  bool // made of several lines
	gap     bool // an empty line stands before it
	indent  bool // begins with white space
	item    bool // of a list, after its mark
}

// lines splits the source into lines that have text.
func (p *page) lines() []para {
	src := p.d.Source
	out := make([]para, 0, src.Lines())
	gap := false
	for i := range src.Lines() {
		sp := src.Line(i)
		s := src.Slice(sp)
		left := len(s) - len(strings.TrimLeftFunc(s, unicode.IsSpace))
		s = strings.TrimSpace(s)
		if s == "" {
			gap = true
			continue
		}
		start := int(sp.Start) + left
		out = append(out, para{Span: text.MakeSpan(start, start+len(s)), s: s, gap: gap, indent: left >= 2})
		gap = false
	}
	return out
}

// wrapWidths bound the lines of a text that was broken at a margin, in code points.
const minWrap, maxWrap = 32, 140

// join makes paragraphs of lines that were broken at a margin. The margin is the longest line that breaks off within
// a sentence; a break is taken for one of the margin only if the next word would not have fitted.
func (p *page) join(lines []para) []para {
	margin, broken, longer := 0, 0, 0
	for i := 0; i+1 < len(lines); i++ {
		a, b := &lines[i], &lines[i+1]
		n := runes(a.s, maxWrap+1)
		if n > maxWrap {
			longer++
			continue
		}
		if !b.gap && !a.decided && !b.decided && n >= minWrap && breaksOff(a.s, b.s) {
			broken++
			margin = max(margin, n)
		}
	}
	if broken < 2 || longer > broken/4 {
		return lines
	}
	out := lines[:1:1]
	for i := 1; i < len(lines); i++ {
		last := &out[len(out)-1]
		b := lines[i]
		prev := lines[i-1]
		if b.gap || b.indent && !prev.indent || prev.decided || b.decided || !atMargin(prev.s, b.s, margin) {
			out = append(out, b)
			continue
		}
		last.End, last.joined = b.End, true
	}
	for i := range out {
		out[i].s = p.d.Slice(out[i].Span)
	}
	return out
}

// breaksOff reports whether a sentence goes on from line a to line b.
func breaksOff(a, b string) bool {
	r, _ := utf8.DecodeRuneInString(b)
	return unicode.IsLower(r) && !endsSentence(a)
}

// atMargin reports whether line a ends where it does because the next word did not fit.
func atMargin(a, b string, margin int) bool {
	n := runes(a, maxWrap+1)
	if n > maxWrap {
		return false
	}
	if breaksOff(a, b) && n*2 >= margin {
		return true
	}
	word := b
	if i := strings.IndexByte(b, ' '); i >= 0 {
		word = b[:i]
	}
	return n+1+runes(word, maxWrap) > margin
}

// runes counts the code points of s up to max.
func runes(s string, max int) int {
	if len(s) > 4*max {
		return max
	}
	return min(utf8.RuneCountInString(s), max)
}

// isBullet is the length of a list mark at the start of s with the space after it.
func bullet(s string) int {
	for _, b := range [...]string{"•", "▪", "●", "◦", "‣", "■", "►", "*", "-", "–", "·"} {
		if rest, ok := strings.CutPrefix(s, b); ok {
			if text := strings.TrimLeft(rest, " \t\u00a0"); len(text) < len(rest) && text != "" {
				return len(s) - len(text)
			}
		}
	}
	return 0
}
