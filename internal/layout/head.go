package layout

import (
	"strings"
	"unicode"

	"chancery/internal/doc"
)

// isDateLine reports whether s is only date and place of publication.
func (p *page) isDateLine(s string) bool {
	if len(s) > maxPrefix || !strings.ContainsAny(s, "0123456789") {
		return false
	}
	t := scanDate(p.lex, s)
	if t.isDate() && t.all == len(strings.TrimRightFunc(s, isMark)) {
		return true
	}
	if t.isFull() && (isBreak(s[t.end:]) || strings.HasPrefix(s[t.end:], ",")) { // "June 16, 2021, Geneva"
		rest := strings.TrimLeftFunc(s[t.end:], isMark)
		return isName(rest, 3) && !endsSentence(rest) && !p.isByline(rest)
	}
	if n := p.dateAt(s); n > 0 {
		place := strings.TrimRightFunc(s[:n], isMark)
		if scanDate(p.lex, s[n:]).label && isName(place, 6) && !p.isByline(place) {
			return true // "Staff Reporter Published March 3, 2023"
		}
		return isName(place, 4) && !strings.Contains(strings.ToLower(place), "by ") && (isAllCaps(place) || strings.HasSuffix(strings.TrimSpace(s[:n]), ",") || strings.HasSuffix(strings.TrimSpace(s[:n]), "|"))
	}
	return false
}

// dateAt is where the full date begins that ends s; 0 for none.
func (p *page) dateAt(s string) int {
	if !strings.ContainsAny(s, "0123456789") {
		return 0
	}
	for i := 1; i < len(s); i++ {
		if !isBoundary(s[i-1]) || isBoundary(s[i]) {
			continue
		}
		if t := scanDate(p.lex, s[i:]); t.isFull() && i+t.all == len(strings.TrimRightFunc(s, isMark)) {
			return i
		}
	}
	return 0
}

func isBoundary(b byte) bool {
	return b == ' ' || b == '|' || b == '(' || b == '/' || b == ',' || b >= 0x80
}

// dateSuffix is the length of the byline before a date that ends the line: "By Jane Doe | 14 May 2024"; 0 for none.
func (p *page) dateSuffix(s string) int {
	if len(s) > maxPrefix {
		return 0
	}
	n := p.dateAt(s)
	if n == 0 {
		return 0
	}
	if who := strings.TrimRightFunc(s[:n], isMark); p.isByline(who) {
		return n
	}
	return 0
}

// isImprint reports whether s is a date with names beside it, set apart by bars: "Source: Xinhua | 2023-04-11 | Editor: Li Mei".
// It reads outlet and byline from them.
func (p *page) isImprint(s string) bool {
	if len(s) > maxPrefix || !strings.ContainsAny(s, "|·•") || !strings.ContainsAny(s, "0123456789") {
		return false
	}
	if p.dateSuffix(s) > 0 {
		return false // a byline and a date are two blocks
	}
	dated := false
	isBar := func(r rune) bool { return r == '|' || r == '·' || r == '•' }
	for part := range strings.FieldsFuncSeq(s, isBar) {
		switch part = strings.TrimSpace(part); {
		case part == "" || isName(part, 5) || p.isByline(part) || p.isMenu(part):
		case p.isDateLine(part):
			dated = dated || scanDate(p.lex, part).isFull()
		case p.patternOf(part, head) == nil:
			return false
		}
	}
	if !dated {
		return false
	}
	for part := range strings.FieldsFuncSeq(s, isBar) {
		part = strings.TrimSpace(part)
		if name, ok := strings.CutPrefix(part, "Source:"); ok {
			part = strings.TrimSpace(name)
		}
		if p.isByline(part) {
			p.readByline(part)
		} else {
			p.readSite(part)
		}
	}
	return true
}

// isByline reports whether s is "By" and names: "By Jane Doe and John Roe, Example Wire".
func (p *page) isByline(s string) bool {
	if len(s) < 6 || len(s) > 160 || !strings.EqualFold(s[:3], "by ") {
		return false
	}
	rest := strings.TrimSpace(s[3:])
	return isName(rest, 12) && (!endsStop(rest) || isInitial(rest)) && !strings.ContainsAny(rest, "?!:")
}

// isInitial reports whether the stop at the end of s is one of an abbreviation: "Jr.", "John D."
func isInitial(s string) bool {
	s = strings.TrimSuffix(s, ".")
	i := strings.LastIndexByte(s, ' ')
	return len(s)-i-1 <= 2
}

// endsInCredit reports whether s is a caption that ends in the credit of its picture, or only a credit: "[Jane Doe/AFP]",
// "(Photo by Jane Doe)", "REUTERS/Jane Doe", "SOURCE: JANE DOE/AFP/GETTY IMAGES".
func (p *page) endsInCredit(s string) bool {
	if len(s) > 700 {
		return false
	}
	if n := len(s); n > 2 && (s[n-1] == ']' || s[n-1] == ')') {
		i := strings.LastIndexAny(s, "[(")
		if i < 0 {
			return false
		}
		inner := strings.TrimSpace(s[i+1 : n-1])
		if len(inner) > 120 {
			return false
		}
		return p.isCredit(inner, s[n-1] == ']')
	}
	seg := s
	if i := strings.LastIndex(seg, ". "); i >= 0 {
		seg = seg[i+2:]
	}
	if agency, _, ok := strings.Cut(seg, "/"); ok && isAllCaps(agency) && countWords(seg, 16) <= 15 {
		if o := p.lex.Outlets[strings.ToLower(agency)]; o.Agency {
			return true // "REUTERS/Jane Doe Purchase Licensing Rights"
		}
	}
	return isName(seg, 8) && p.isSlashCredit(seg)
}

// isCredit reports whether the words in brackets at the end of a line credit a picture. Square brackets are used for
// little else; round ones also sign a report: "(Reuters)".
func (p *page) isCredit(s string, square bool) bool {
	ws, ok := wordsOf(s, p.words[:0])
	p.words = ws[:0]
	if !ok || len(ws) == 0 || len(ws) > 12 {
		return false
	}
	switch w := ws[0].text; w {
	case "photo", "photograph", "picture", "image", "credit", "file", "pool", "screenshot", "illustration", "graphic":
		if len(ws) == 1 || ws[0].colon || ws[1].text == "by" || ws[1].text == "credit" || ws[1].text == "courtesy" || ws[1].text == "via" || ws[1].text == "photo" {
			return true
		}
	}
	return p.isSlashCredit(s) || square && (p.isAgency(s) || strings.Contains(s, "/") && isName(s, 6))
}

// isSlashCredit reports whether s names an agency as credits do: "Jane Doe/AFP", "REUTERS/Jane Doe", "AFP via Getty Images".
func (p *page) isSlashCredit(s string) bool {
	s = strings.TrimRight(s, ". ")
	if i := strings.LastIndex(s, " via "); i >= 0 {
		return p.isAgency(s[i+len(" via "):])
	}
	i := strings.LastIndexByte(s, '/')
	if i < 0 {
		return false
	}
	last := strings.TrimSpace(s[i+1:])
	if last == "File" || last == "File Photo" || last == "Pool" {
		return true
	}
	if o, ok := p.lex.Outlets[strings.ToLower(last)]; ok && o.Agency {
		return true
	}
	first := s[:strings.IndexByte(s, '/')]
	if j := strings.LastIndexByte(first, ' '); j >= 0 {
		first = first[j+1:]
	}
	o, ok := p.lex.Outlets[strings.ToLower(first)]
	return ok && o.Agency && isAllCaps(first) && countWords(last, 5) <= 4
}

// findTitle decides the headline and its repetitions and returns the index of the first, -1 for none.
func (p *page) findTitle() int {
	found := -1
	if p.meta.Title != "" {
		for i := 0; i < min(len(p.paras), max(p.first, 10)); i++ {
			if a := &p.paras[i]; !a.decided && p.sameTitle(a.s, p.meta.Title) {
				found = i
				break
			}
		}
	} else {
		found = p.guessTitle()
	}
	if found < 0 {
		return -1
	}
	a := &p.paras[found]
	a.set(doc.Title)
	a.solid = false
	if p.meta.Title == "" {
		p.meta.Title = a.s
		p.cutSite()
	}
	p.judgeRepeats(found)
	p.findBody()
	return found
}

// judgeRepeats decides the lines that give the headline again: in the head it is the headline, later a link.
func (p *page) judgeRepeats(title int) {
	whole := p.paras[title].s
	for i := range p.paras {
		a := &p.paras[i]
		if i == title || a.decided || !p.sameTitle(a.s, whole) && !p.sameTitle(a.s, p.meta.Title) {
			continue
		}
		if i < title+10 {
			a.set(doc.Title)
		} else {
			a.set(doc.Furniture)
		}
	}
}

// guessTitle is the first line that can be a headline, or an early one that stands twice.
func (p *page) guessTitle() int {
	first, open := -1, 0
	for i := range p.paras {
		if !p.paras[i].decided || p.paras[i].kind == doc.DateLine {
			open++
		}
	}
	if open < 2 {
		return -1
	}
	for i := 0; i < min(len(p.paras), 12); i++ {
		a := &p.paras[i]
		if a.decided || len(a.s) > 300 || p.isByline(a.s) {
			continue
		}
		for j := i + 1; j < min(len(p.paras), i+8); j++ {
			if b := &p.paras[j]; !b.decided && countWords(a.s, 4) >= 4 && p.sameTitle(a.s, b.s) {
				return i
			}
		}
		if first < 0 && i < p.first && p.isHeadline(i) {
			first = i
		}
		if i >= p.first {
			break
		}
	}
	return first
}

// isHeadline reports whether line i reads as a headline: short, no full stop, and no label of a section or a site
// before a longer line that is one.
func (p *page) isHeadline(i int) bool {
	a := &p.paras[i]
	if a.solid && endsStop(a.s) || endsStop(a.s) || !startsUpper(a.s) || countWords(a.s, 36) > 35 || strings.HasSuffix(a.s, ":") {
		return false
	}
	if i > 0 && p.paras[i-1].decided && p.paras[i-1].kind == doc.DateLine && p.paras[i-1].End+2 >= a.Start {
		return true
	}
	if countWords(a.s, 4) > 3 {
		return true
	}
	for j := i + 1; j < min(p.first, i+4); j++ {
		if b := &p.paras[j]; !b.decided && !endsStop(b.s) && countWords(b.s, 5) > 4 && !p.isByline(b.s) && !strings.Contains(b.s, " in ") {
			return false
		}
	}
	return true
}

// sameTitle reports whether two lines are the same but for case, white space, marks and the name of the site.
func (p *page) sameTitle(a, b string) bool {
	if a == "" || b == "" {
		return false
	}
	if a == b {
		return true
	}
	if len(a) > 2*len(b)+40 || len(b) > 2*len(a)+40 || len(a) > 600 {
		return false
	}
	x, y := foldTitle(a), foldTitle(b)
	if len(x) > len(y) {
		x, y, a, b = y, x, b, a
	}
	if x == y {
		return x != ""
	}
	rest, ok := strings.CutPrefix(y, x)
	return ok && len(x) >= 20 && len(rest) <= 30 && siteMark(b) > 0 && foldTitle(b[:siteMark(b)]) == x
}

// foldTitle keeps the letters and digits of s in lower case.
func foldTitle(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// siteMark is where the mark stands that sets the name of the site apart from the headline before it; -1 for none.
func siteMark(s string) int {
	return max(strings.LastIndex(s, " | "), strings.LastIndex(s, " - "), strings.LastIndex(s, " – "), strings.LastIndex(s, " — "))
}
