// Package layout knows the parts of a news page as text: headline, date line, byline, paragraphs, and what is no news
// (menus, share lines, cookie notices, remains of scripts, captions).
//
// It reads a text that was saved from a page, pasted or sent by wire, and does not know HTML (package ingest) nor what
// a date line says (package when). When in doubt a line is news. The patterns are data of package lexicon.
//
//	d := &doc.Document{Source: src}
//	layout.Annotate(d, lex)
//	for _, b := range d.Blocks { fmt.Println(b.Kind, d.Slice(b.Span)) }
package layout

import (
	"strings"
	"unicode"

	"chancery/internal/doc"
	"chancery/internal/lexicon"
	"chancery/internal/text"
)

// Annotate fills d.Blocks, which cover the text without gap or overlap: each paragraph, line or part of a line that has
// a kind of its own, and Blank between them. Lines that were broken at a margin are one block. Title, Outlet and Byline
// of d.Meta are filled from the text where they are empty. The cost is linear in the text.
func Annotate(d *doc.Document, lex *lexicon.Lexicon) {
	p := &page{d: d, lex: &lex.Layout, meta: &d.Meta}
	lines := p.lines()
	for i := range lines {
		p.certain(&lines[i])
	}
	p.paras = p.split(p.join(lines))
	p.judge()
	p.readBylines()
	p.readOutlet()
	p.emit()
	d.Mark(doc.Blocks)
}

// page is the state of one annotation.
type page struct {
	d           *doc.Document
	lex         *lexicon.Layout
	meta        *doc.Meta
	paras       []para
	first, last int    // of the solid paragraphs; first > last where there are none
	words       []word // scratch of patternOf and isMenu
}

// set decides the kind of a paragraph.
func (a *para) set(k doc.BlockKind) { a.kind, a.decided = k, true }

// certain decides the lines that need no neighbours to be known.
func (p *page) certain(a *para) {
	switch {
	case isOrnament(a.s):
		a.set(doc.Furniture)
	case strings.ContainsAny(a.s, "({<;=_@&$>") && p.isCode(a.s) && commentEnd(a.s) == 0:
		a.set(doc.Furniture)
	case p.isDateLine(a.s):
		a.set(doc.DateLine)
	case p.endsInCredit(a.s):
		a.set(doc.Caption)
	default:
		p.byPattern(a, inside)
	}
}

// byPattern decides a line that a pattern describes.
func (p *page) byPattern(a *para, z zone) bool {
	pat := p.patternOf(a.s, z)
	if pat == nil {
		return false
	}
	a.set(kindOf(pat))
	a.links = pat.Kind == "links"
	return true
}

// commentEnd is the length of the rest of a comment or tag at the start of a line before the text that follows it.
func commentEnd(s string) int {
	if !strings.HasPrefix(s, "!--") && !strings.HasPrefix(s, "<!--") {
		return 0
	}
	i := strings.Index(s, "-->")
	if i < 0 {
		return 0
	}
	rest := strings.TrimSpace(s[i+3:])
	if countWords(rest, 3) < 3 {
		return 0
	}
	return len(s) - len(rest)
}

// split takes apart the lines that begin with a date line, a list mark or a remain of markup.
func (p *page) split(in []para) []para {
	out := make([]para, 0, len(in)+4)
	begun, roundup := false, false // a paragraph has been seen; the first began with a place in capitals
	for i, a := range in {
		if a.decided {
			out = append(out, a)
			continue
		}
		if n := commentEnd(a.s); n > 0 {
			out, a = cutPara(out, a, n, doc.Furniture)
		}
		if n := bullet(a.s); n > 0 && !strings.HasPrefix(a.s, "–") {
			out, a = cutPara(out, a, n, doc.Furniture)
			a.item = true
		}
		switch n := p.datePrefix(a.s); {
		case p.isImprint(a.s):
			a.set(doc.DateLine)
		case n > 0:
			out, a = cutPara(out, a, n, doc.DateLine)
			if !p.isByline(a.s) {
				a.solid = isSolid(a.s)
			}
		default:
			if w, ok := p.scanWire(a.s); ok && (!w.plain || (!begun || roundup) && !p.isTranscript(in[i:])) {
				roundup = roundup || w.plain
				out, a = cutPara(out, a, w.end, doc.DateLine)
				if w.agency != "" && p.meta.Outlet == "" {
					p.meta.Outlet = p.outletName(w.agency)
				}
				a.solid = true
			} else if n := p.dateSuffix(a.s); n > 0 {
				rest := a
				out, rest = cutPara(out, rest, n, doc.Byline)
				a = rest
				a.set(doc.DateLine)
			}
		}
		if !a.decided {
			a.solid = a.solid || isSolid(a.s)
			begun = begun || a.solid
		}
		out = append(out, a)
	}
	return out
}

// cutPara appends the first n bytes of a as a block of kind k and returns the rest.
func cutPara(out []para, a para, n int, k doc.BlockKind) ([]para, para) {
	front := a
	front.s = strings.TrimRightFunc(a.s[:n], unicode.IsSpace)
	front.End = front.Start + uint32(len(front.s))
	front.set(k)
	rest := a
	rest.s = strings.TrimLeftFunc(a.s[n:], unicode.IsSpace)
	rest.Start = rest.End - uint32(len(rest.s))
	rest.gap = false
	return append(out, front), rest
}

// isTranscript reports whether more than one of the paragraphs begins with words in capitals and a colon: speakers.
func (p *page) isTranscript(paras []para) bool {
	n := 0
	for i := range paras[:min(len(paras), 30)] {
		if name, _, ok := strings.Cut(paras[i].s[:min(len(paras[i].s), 60)], ":"); ok && isAllCaps(name) {
			if n++; n > 1 {
				return true
			}
		}
	}
	return false
}

// isSolid reports whether s reads as a paragraph of a report.
func isSolid(s string) bool {
	return len(s) >= 250 || len(s) >= 60 && countWords(s, 10) >= 10 && (endsSentence(s) || strings.HasSuffix(s, ":"))
}

// emit writes the blocks and the white space between them.
func (p *page) emit() {
	blocks := make([]doc.Block, 0, 2*len(p.paras)+1)
	at := uint32(0)
	for _, a := range p.paras {
		if a.Start > at {
			blocks = append(blocks, doc.Block{Span: text.Span{Start: at, End: a.Start}, Kind: doc.Blank})
		}
		blocks = append(blocks, doc.Block{Span: a.Span, Kind: a.kind})
		at = a.End
	}
	if end := uint32(p.d.Len()); end > at {
		blocks = append(blocks, doc.Block{Span: text.Span{Start: at, End: end}, Kind: doc.Blank})
	}
	p.d.Blocks = blocks
}
