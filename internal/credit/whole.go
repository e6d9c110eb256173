package credit

import (
	"strings"

	"chancery/internal/doc"
)

// whole is the credit of the whole article: that of a line about it or, where none is, that of its first words.
func (f *finder) whole() (doc.Credit, bool) {
	first, last := f.body()
	for i := range f.d.Blocks {
		b := &f.d.Blocks[i]
		if b.Kind == doc.Blank || b.Kind == doc.Caption || b.Kind == doc.Title || b.Len() > longestLine && b.Kind != doc.Body {
			continue
		}
		if c, ok := f.line(b, i == first, i >= last-tailBlocks && i <= last); ok {
			return c, true
		}
	}
	return f.lead(first)
}

const (
	longestLine = 300 // bytes of a line about the text
	shortLine   = 60  // bytes of a line that is only a name
	tailBlocks  = 4   // blocks at the end of the body of which each may be signed; blanks count
	wireHead    = 90  // bytes within which a date line that was not cut off names its agency
	leadMost    = 3   // sentences of the first paragraph in which the credit of the whole may stand
)

// body is the first and last block of the body, -1 where there is none.
func (f *finder) body() (first, last int) {
	first, last = -1, -1
	for i := range f.d.Blocks {
		if f.d.Blocks[i].Kind == doc.Body {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	return first, last
}

// line is the credit that a block gives to the whole.
func (f *finder) line(b *doc.Block, isFirst, isTail bool) (doc.Credit, bool) {
	s := f.d.Slice(b.Span)
	if b.Kind == doc.Body {
		switch {
		case isFirst && strings.IndexByte(s[:min(len(s), wireHead)], '(') >= 0:
			return f.bracket(b, s[:min(len(s), wireHead)], "credit/dateline")
		case isTail && strings.HasSuffix(strings.TrimRight(s, ". \r\n"), ")") && len(s) > shortLine:
			open := strings.LastIndexByte(s, '(')
			return f.part(b, s, open+1, strings.LastIndexByte(s, ')'), "credit/signed", true)
		case len(s) > shortLine:
			return doc.Credit{}, false
		}
	}
	low := strings.ToLower(s)
	for _, h := range f.lex.Helper {
		if strings.Contains(low, h) {
			return doc.Credit{}, false
		}
	}
	if at := f.sourcePhrase(low); at > 0 {
		if c, ok := f.part(b, s, at, len(s), "credit/source", true); ok {
			return c, true
		}
	}
	switch {
	case b.Kind == doc.DateLine:
		if c, ok := f.bracket(b, s, "credit/dateline"); ok {
			return c, true
		}
		return f.parts(b, s, "credit/dateline")
	case b.Kind == doc.Byline, (b.Kind == doc.Body || b.Kind == doc.Deck) && len(s) <= shortLine:
		return f.parts(b, s, "credit/byline")
	case isTail || b.Kind == doc.Furniture && len(s) <= shortLine && strings.ContainsAny(s, "(/—–"):
		return f.part(b, s, 0, len(s), "credit/signed", false)
	}
	return doc.Credit{}, false
}

// sourcePhrase is where the name begins in a line in lower case that begins with a phrase which names a source, else 0.
func (f *finder) sourcePhrase(low string) int {
	start := len(low) - len(strings.TrimLeft(low, " (\u00a0[-–—*"))
	at, best := start, 0
	for n := 0; n < 8 && at < len(low); n++ {
		for at < len(low) && strings.IndexByte(" :", low[at]) < 0 {
			at++
		}
		if f.lex.Source[low[start:at]] {
			best = at
		}
		for at < len(low) && low[at] == ' ' {
			at++
		}
		if at < len(low) && low[at] == ':' {
			break
		}
	}
	return best
}

// bracket is the credit in round or square brackets, or between slashes: "MOSCOW, June 28 (Xinhua) --", "/TASS/".
func (f *finder) bracket(b *doc.Block, s, rule string) (doc.Credit, bool) {
	for i := 0; i < len(s); i++ {
		end := byte(0)
		switch s[i] {
		case '(':
			end = ')'
		case '/':
			end = '/'
		case '[':
			end = ']'
		default:
			continue
		}
		n := strings.IndexByte(s[i+1:], end)
		if n < 0 || n > shortLine {
			continue
		}
		if c, ok := f.part(b, s, i+1, i+1+n, rule, s[i] == '('); ok {
			return c, true
		}
	}
	return doc.Credit{}, false
}

// parts is the credit of the first part of a line, between marks, that is the name of a known outlet other than the
// article's own.
func (f *finder) parts(b *doc.Block, s, rule string) (doc.Credit, bool) {
	from := 0
	for i := 0; i <= len(s); i++ {
		if i < len(s) && strings.IndexByte("()/|,;:[]-", s[i]) < 0 {
			continue
		}
		if c, ok := f.part(b, s, from, i, rule, false); ok && c.Outlet != f.own {
			return c, true
		}
		from = i + 1
	}
	return doc.Credit{}, false
}

// part is the credit to s[from:to] where that is the name of a known outlet, or, if unknown ones are looked for too, looks
// like that of one.
func (f *finder) part(b *doc.Block, s string, from, to int, rule string, unknown bool) (doc.Credit, bool) {
	if from < 0 || to < from {
		return doc.Credit{}, false
	}
	const marks = " \t\r\n\u00a0.:;,()[]-–—*|/"
	from += len(s[from:to]) - len(strings.TrimLeft(s[from:to], marks))
	to = from + len(strings.TrimRight(s[from:to], marks))
	name := s[from:to]
	if low := strings.ToLower(name); strings.HasPrefix(low, "by ") {
		from += 3
		name = name[3:]
	} else if strings.HasPrefix(low, "the ") {
		from += 4
		name = name[4:]
	}
	first, _, _ := strings.Cut(name, "/") // "Reuters/AFP"
	_, known := f.lex.Outlets[strings.ToLower(first)]
	if known && isSpelled(first) {
		name = first
	} else if !unknown || !f.isPaperName(name) {
		return doc.Credit{}, false
	}
	return doc.Credit{Span: spanIn(b.Span, from, from+len(name)), Outlet: f.lex.OutletName(name), Rule: rule}, true
}

// isPaperName reports whether a name that is not known is that of an outlet by its last word.
func (f *finder) isPaperName(name string) bool {
	ws := strings.Fields(name)
	if len(ws) < 2 || len(ws) > longestName {
		return false
	}
	for _, w := range ws {
		if c := w[0]; c < 'A' || c > 'Z' && c < 0x80 || f.lex.Official[strings.ToLower(w)] {
			return false
		}
	}
	n := len(ws)
	return f.lex.Paper[strings.ToLower(ws[n-1])] || f.lex.Paper[strings.ToLower(ws[n-2]+" "+ws[n-1])]
}

// lead is the credit of title, deck or first words: what is told first is what the article has from elsewhere.
func (f *finder) lead(first int) (doc.Credit, bool) {
	seen := 0
	for _, c := range f.credits {
		s := &f.d.Sentences[c.Sentence]
		switch k := f.d.Blocks[s.Block].Kind; {
		case k == doc.Title || k == doc.Deck:
			return c, true
		case int(s.Block) != first:
			continue
		}
		for i := c.Sentence; i > 0 && f.d.Sentences[i-1].Block == s.Block && seen <= leadMost; i-- {
			seen++
		}
		return c, seen < leadMost
	}
	return doc.Credit{}, false
}
