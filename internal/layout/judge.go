package layout

import (
	"slices"
	"strings"

	"chancery/internal/doc"
)

// judge decides by place and neighbours what the lines alone do not tell.
func (p *page) judge() {
	p.findBody()
	p.trimBody()
	p.judgeEdges()
	title := p.findTitle()
	p.judgeHead(title)
	p.judgeLabels()
	p.judgeDeck(title)
	p.judgeLinks()
	p.judgeHeadings()
	for i := range p.paras {
		if a := &p.paras[i]; !a.decided {
			a.set(doc.Body)
		}
	}
}

// findBody finds the first and the last solid paragraph.
func (p *page) findBody() {
	p.first, p.last = len(p.paras), -1
	for i := range p.paras {
		if a := &p.paras[i]; a.solid && !a.decided {
			p.first, p.last = min(p.first, i), i
		}
	}
}

// trimBody decides the solid paragraphs at both ends that patterns of the edges describe: "Jane Doe is a correspondent ...".
func (p *page) trimBody() {
	for p.last > p.first && p.byPattern(&p.paras[p.last], tail) {
		for p.last--; p.last > p.first && (p.paras[p.last].decided || !p.paras[p.last].solid); p.last-- {
		}
	}
	for p.first < p.last && p.byPattern(&p.paras[p.first], head) {
		for p.first++; p.first < p.last && (p.paras[p.first].decided || !p.paras[p.first].solid); p.first++ {
		}
	}
}

// zoneOf is where paragraph i stands. A text without solid paragraphs has only a head.
func (p *page) zoneOf(i int) zone {
	switch {
	case i < p.first:
		return head
	case i > p.last:
		return tail
	}
	return inside
}

// judgeEdges decides what patterns and menus say of the lines before and after the body.
func (p *page) judgeEdges() {
	for i := range p.paras {
		a, z := &p.paras[i], p.zoneOf(i)
		if a.decided || z == inside || p.byPattern(a, z) {
			continue
		}
		if len(a.s) < 200 && !endsStop(a.s) && (p.isMenu(a.s) || isTrail(a.s) || p.isBreadcrumb(i)) {
			a.set(doc.Furniture)
		}
	}
	p.judgeMenus()
}

// minMenu is how many short lines in a row are a menu.
const minMenu = 4

// judgeMenus decides runs of lines of one to three words before and after the body.
func (p *page) judgeMenus() {
	for i := 0; i < len(p.paras); {
		j := i
		for j < len(p.paras) && p.zoneOf(j) != inside && p.isMenuItem(&p.paras[j]) {
			j++
		}
		if j-i >= minMenu && p.last >= 0 {
			for k := i; k < j; k++ {
				if !p.paras[k].decided {
					p.paras[k].set(doc.Furniture)
				}
			}
		}
		i = max(j, i+1)
	}
}

func (p *page) isMenuItem(a *para) bool {
	if a.decided {
		return a.kind == doc.Furniture
	}
	return len(a.s) <= 40 && countWords(a.s, 4) <= 3 && !endsSentence(a.s) && !p.sameTitle(a.s, p.meta.Title)
}

// isTrail reports whether s is a path of sections: "Home > World > Asia".
func isTrail(s string) bool {
	for _, mark := range [...]string{" > ", " » ", " › ", " / ", " >> "} {
		if n := strings.Count(s, mark); n >= 2 || n == 1 && strings.HasPrefix(s, "Home") {
			return true
		}
	}
	return false
}

// isBreadcrumb reports whether line i ends in a headline that was cut off and that a line soon after it gives in full.
func (p *page) isBreadcrumb(i int) bool {
	stem, dots := strings.CutSuffix(p.paras[i].s, "...")
	if !dots {
		if stem, dots = strings.CutSuffix(stem, "…"); !dots {
			return false
		}
	}
	stem = strings.TrimSpace(stem)
	for j := i + 1; j < len(p.paras) && j <= i+4; j++ {
		for k := 0; k < len(stem); k++ {
			if k > 0 && stem[k-1] != ' ' {
				continue
			}
			if len(stem)-k >= 12 && strings.HasPrefix(p.paras[j].s, stem[k:]) {
				return true
			}
		}
	}
	return false
}

// judgeHead decides bylines and the short lines between title and body.
func (p *page) judgeHead(title int) {
	for i := 0; i < min(len(p.paras), max(p.first+3, 8)); i++ {
		a := &p.paras[i]
		if a.decided || a.solid {
			continue
		}
		switch {
		case p.isByline(a.s):
			a.set(doc.Byline)
		case i < title && p.last >= 0 && title >= 0 && countWords(a.s, 4) <= 3 && !endsStop(a.s):
			a.set(doc.Furniture) // a section label or the name of the site
			p.readSite(a.s)
		case i > title && title >= 0 && i < p.first+2 && p.isSignature(i):
			a.set(doc.Byline)
		}
	}
	for i := max(p.last+1, 0); i < len(p.paras); i++ {
		if a := &p.paras[i]; !a.decided && p.isByline(a.s) {
			a.set(doc.Byline)
		}
	}
}

// judgeLabels decides lines such as "Published" that stand above a date line.
func (p *page) judgeLabels() {
	for i := range max(len(p.paras)-1, 0) {
		a, next := &p.paras[i], &p.paras[i+1]
		if a.decided || !next.decided || next.kind != doc.DateLine || len(a.s) > 40 {
			continue
		}
		ws, _ := wordsOf(a.s, p.words[:0])
		p.words = ws[:0]
		if len(ws) > 0 && !slices.ContainsFunc(ws, func(w word) bool { return p.lex.Dates[w.text] != "label" && p.lex.Dates[w.text] != "filler" }) {
			a.set(doc.DateLine)
		}
	}
}

// isSignature reports whether line i is a name that signs: beside a date line or another byline, with an office at a
// paper, or with the place it was written in.
func (p *page) isSignature(i int) bool {
	s := p.paras[i].s
	if len(s) > 120 || endsSentence(s) {
		return false
	}
	if name, place, ok := strings.Cut(s, " in "); ok && isName(name, 3) && countWords(name, 3) >= 2 && isName(place, 3) && p.zoneOf(i) == head {
		return true
	}
	if !isName(s, 8) {
		return false
	}
	ws, _ := wordsOf(s, p.words[:0])
	p.words = ws[:0]
	for _, w := range ws[min(len(ws), 1):] {
		if p.lex.Roles[w.text] {
			return true
		}
	}
	if p.isOutlet(s) {
		return true
	}
	if len(ws) < 2 || len(ws) > 4 {
		return false
	}
	for _, j := range [...]int{i - 1, i + 1, i + 2} {
		if j >= 0 && j < len(p.paras) && p.paras[j].decided && (p.paras[j].kind == doc.DateLine || p.paras[j].kind == doc.Byline) {
			return p.paras[j].s != "" && !strings.HasSuffix(p.paras[j].s, ")")
		}
	}
	return false
}

// judgeDeck decides the lines under the headline: those that a date line, a byline or the headline again sets apart
// from the body, and short ones without a stop.
func (p *page) judgeDeck(title int) {
	if title < 0 {
		return
	}
	mark := title
	for j := title + 1; j < len(p.paras) && j <= title+6; j++ {
		if k := p.paras[j]; k.decided && (k.kind == doc.DateLine || k.kind == doc.Byline || k.kind == doc.Title) {
			mark = j
			break
		}
	}
	open := 0
	for j := title + 1; j < mark; j++ {
		if !p.paras[j].decided {
			open++
		}
	}
	for j := title + 1; j < len(p.paras) && j <= title+6; j++ {
		a := &p.paras[j]
		switch {
		case a.decided:
			continue
		case j < mark && open <= 2 && len(a.s) <= 600 && p.last > mark:
			a.set(doc.Deck)
		case !a.solid && j < p.first && !endsStop(a.s) && len(a.s) <= 300 && p.last >= 0 && !p.isSection(j):
			a.set(doc.Deck)
		}
		if a.solid && a.kind == doc.Body {
			return
		}
	}
}

// isSection reports whether line j stands under the clock or date of a part of the text, as in live reports.
func (p *page) isSection(j int) bool {
	return p.paras[j-1].decided && p.paras[j-1].kind == doc.DateLine && j+1 == p.first
}

// maxLinks is how many lines a list of links within the body can have.
const maxLinks = 8

// judgeLinks decides the lines under a heading such as "Related articles".
func (p *page) judgeLinks() {
	for i := range p.paras {
		if !p.paras[i].links {
			continue
		}
		z := p.zoneOf(i)
		for j := i + 1; j < len(p.paras) && (z == tail || j <= i+maxLinks); j++ {
			a := &p.paras[j]
			if a.links {
				break
			}
			if a.decided {
				continue
			}
			if a.solid || len(a.s) > 160 || endsStop(a.s) {
				break
			}
			if z != tail && p.isLastBefore(j) {
				break // a heading of the text that goes on
			}
			a.set(doc.Furniture)
		}
	}
}

// isLastBefore reports whether line j stands right before a solid paragraph, and an empty line before it.
func (p *page) isLastBefore(j int) bool {
	return j+1 < len(p.paras) && p.paras[j+1].solid && p.paras[j].gap && p.paras[j+1].gap && !p.paras[j-1].links
}

// judgeHeadings decides the short lines that stand before a paragraph.
func (p *page) judgeHeadings() {
	next, level := false, 0
	for i := len(p.paras) - 1; i >= 0; i-- {
		a := &p.paras[i]
		if a.decided {
			continue
		}
		isShort := !a.solid && len(a.s) <= 120 && countWords(a.s, 16) <= 14 && !endsStop(a.s) && startsUpper(a.s)
		isItem := a.item || i > 0 && strings.HasSuffix(p.paras[i-1].s, ":") && p.paras[i-1].solid
		if next && level < 2 && isShort && !isItem && i > 0 {
			a.set(doc.Heading)
			level++
			continue
		}
		next, level = a.solid, 0
	}
}
