package layout

import (
	"slices"
	"strings"

	"chancery/internal/doc"
)

// cutSite takes the name of the site off the title: where it is an outlet, or where the title stands without it too.
func (p *page) cutSite() {
	i := siteMark(p.meta.Title)
	if i < 0 {
		return
	}
	front := strings.TrimSpace(p.meta.Title[:i])
	site := strings.TrimLeft(p.meta.Title[i:], " |-–—")
	if !isName(site, 5) || countWords(front, 3) < 3 {
		return
	}
	known := p.isAgency(site)
	for j := range p.paras[:min(len(p.paras), 10)] {
		known = known || foldTitle(p.paras[j].s) == foldTitle(front)
	}
	if !known {
		return
	}
	p.meta.Title = front
	if p.meta.Outlet == "" {
		p.meta.Outlet = p.outletName(site)
	}
}

// isOutlet reports whether s names an outlet: a known one, or one to four words of which one is usual in such names.
func (p *page) isOutlet(s string) bool {
	s = strings.TrimSpace(s)
	if p.isAgency(s) {
		return true
	}
	if !isName(s, 4) || len(s) < 3 || len(s) > 3 && strings.EqualFold(s[:3], "by ") || p.isMenu(s) {
		return false
	}
	ws, _ := wordsOf(s, p.words[:0])
	p.words = ws[:0]
	for _, w := range ws {
		if p.lex.Roles[w.text] {
			return false
		}
	}
	return len(ws) > 1 && slices.ContainsFunc(ws, func(w word) bool { return p.lex.Papers[w.text] })
}

// readSite takes a line above the headline for the name of the outlet where it is a known one.
func (p *page) readSite(s string) {
	if p.meta.Outlet == "" && p.isOutlet(s) {
		p.meta.Outlet = p.outletName(s)
	}
}

// readBylines takes names and outlet from the bylines, in the order of the text.
func (p *page) readBylines() {
	for i := range p.paras {
		if a := &p.paras[i]; a.kind == doc.Byline && len(a.s) < 400 {
			p.readByline(a.s)
		}
	}
}

// readByline takes names and outlet from a byline, if none were given.
func (p *page) readByline(s string) {
	s = strings.Trim(s, "() \u00a0|·•")
	if p.isOutlet(s) {
		p.readSite(s)
		return
	}
	for _, lead := range [...]string{"by ", "written by ", "author: ", "author ", "story by ", "words by ", "reporting by ", "reporter: ", "editor: ", "text by "} {
		if len(s) > len(lead) && strings.EqualFold(s[:len(lead)], lead) {
			s = s[len(lead):]
			break
		}
	}
	name, rest, ok := strings.Cut(s, ",")
	if !ok {
		name, rest, ok = strings.Cut(s, "|")
	}
	if ok && p.isOutlet(rest) {
		p.readSite(rest)
		s = name
	}
	s, _, _ = strings.Cut(s, ";")
	if s = strings.TrimRight(strings.TrimSpace(s), ".|,-–— "); p.meta.Byline == "" && isName(s, 14) {
		p.meta.Byline = s
	}
}

// readOutlet takes the outlet from a name beside the date, or from a line of copyright, if nothing else has told it.
func (p *page) readOutlet() {
	for i := range p.paras[:min(len(p.paras), 20)] {
		if a := &p.paras[i]; p.meta.Outlet == "" && a.kind == doc.DateLine && len(a.s) <= maxPrefix {
			for part := range strings.FieldsFuncSeq(a.s, func(r rune) bool { return strings.ContainsRune("|·•/–—-,", r) }) {
				p.readSite(part)
			}
		}
	}
	for i := range p.paras {
		if p.meta.Outlet != "" {
			return
		}
		a := &p.paras[i]
		if a.kind != doc.Furniture || len(a.s) > 200 {
			continue
		}
		s, ok := strings.CutPrefix(a.s, "©")
		if !ok {
			if s, ok = strings.CutPrefix(a.s, "Copyright"); !ok {
				continue
			}
		}
		s = strings.TrimLeft(s, " ©()0123456789-–,cC")
		s, _, _ = strings.Cut(s, ".")
		if i := strings.Index(strings.ToLower(s), " all rights"); i >= 0 {
			s = s[:i]
		}
		if s = strings.Trim(s, " ,|"); isName(s, 5) && len(s) >= 3 {
			p.meta.Outlet = p.outletName(s)
		}
	}
}
