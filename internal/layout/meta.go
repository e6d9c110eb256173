package layout

import (
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

// readSite takes a line above the headline for the name of the outlet where it is a known one.
func (p *page) readSite(s string) {
	if p.meta.Outlet == "" && p.isAgency(s) {
		p.meta.Outlet = p.outletName(s)
	}
}

// readByline takes names and outlet from a byline, if none were given.
func (p *page) readByline(s string) {
	s = strings.Trim(s, "() \u00a0|·•")
	if p.isAgency(s) {
		p.readSite(s)
		return
	}
	for _, lead := range [...]string{"by ", "written by ", "author: ", "author ", "story by ", "words by ", "reporting by ", "reporter: ", "text by "} {
		if len(s) > len(lead) && strings.EqualFold(s[:len(lead)], lead) {
			s = s[len(lead):]
			break
		}
	}
	name, rest, ok := strings.Cut(s, ",")
	if !ok {
		name, rest, ok = strings.Cut(s, "|")
	}
	if ok && p.isAgency(rest) {
		p.readSite(rest)
		s = name
	}
	s, _, _ = strings.Cut(s, ";")
	if s = strings.TrimRight(strings.TrimSpace(s), ".|,-–— "); p.meta.Byline == "" && isName(s, 14) {
		p.meta.Byline = s
	}
}

// readOutlet takes the outlet from a line of copyright, or from the name before a date, if nothing else has told it.
func (p *page) readOutlet() {
	for i := range p.paras {
		if p.meta.Outlet != "" {
			return
		}
		a := &p.paras[i]
		if front, _, ok := strings.Cut(a.s[:min(len(a.s), maxPrefix)], " / "); ok && a.kind == doc.DateLine && p.isAgency(front) {
			p.meta.Outlet = p.outletName(front)
		}
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
		if s = strings.Trim(s, " ,|"); s != "" && isName(s, 5) && len(s) >= 3 {
			p.meta.Outlet = p.outletName(s)
		}
	}
}
