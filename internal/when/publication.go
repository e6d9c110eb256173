package when

import (
	"strings"

	"chancery/internal/date"
	"chancery/internal/doc"
	"chancery/internal/lexicon"
)

// publication finds the day of publication in the text: a date line first; then a weekday whose date is told beside it,
// which fixes the year; then a wire's line without a year; then the latest full date that is told as past.
func (r *reader) publication() date.Range {
	if p := r.dateLine(); p.IsKnown() {
		return p
	}
	if p := r.fixedByWeekday(); p.IsKnown() {
		return p
	}
	if p := r.wireLine(); p.IsKnown() {
		return p
	}
	return r.latest()
}

// headAtoms is how far from the beginning a date line may stand where no block says that it is one.
const headAtoms = 120

// dateLine is the full date of a line that is little else than a date, or that opens the text as a wire report does.
func (r *reader) dateLine() date.Range {
	var best date.Range
	rank := 0
	for i := range r.found {
		m := &r.found[i]
		if m.rule.Reading != "date" && m.rule.Reading != "numeric" || !m.has(keyYear) || !m.has(keyDay) {
			continue
		}
		mo, ok := r.readDated(m)
		if !ok {
			continue
		}
		k := r.dateLineRank(m)
		if k > rank {
			best, rank = mo.when, k
		}
	}
	best.Basis = min(best.Basis, date.Stated)
	return best
}

// readDated reads a full date, which needs nothing else to be known.
func (r *reader) readDated(m *match) (moment, bool) {
	mo, ok := readings[m.rule.Reading](r, m)
	return mo, ok && mo.when.IsDay()
}

// dateLineRank says how much a place speaks for a date being that of publication; 0: not at all. A line of its own before
// the body comes first, then one that opens the text, then a wire's place and date, then a line of its own at the end.
func (r *reader) dateLineRank(m *match) int {
	line, share := r.line(m)
	kind := r.blockKind(r.atoms[m.first].Start)
	head := m.first < headAtoms
	switch {
	case kind == doc.DateLine && head:
		return 6
	case share > 0.3 && head && len(line) < 100:
		return 5
	case m.first <= 2 || r.afterLabel(m.first):
		return 4
	case head && r.isWire(m):
		return 3
	case kind == doc.DateLine:
		return 2
	case share > 0.5 && len(line) < 80:
		return 1
	}
	return 0
}

// line is the line in which a match stands, and which share of its letters the match has.
func (r *reader) line(m *match) (string, float64) {
	start, end := r.atoms[m.first].Start, r.atoms[m.last-1].End
	n, _ := r.d.ByteToLine(start)
	line := strings.TrimSpace(r.d.Slice(r.d.Line(n)))
	if len(line) == 0 {
		return "", 0
	}
	return line, float64(end-start) / float64(len(line))
}

func (r *reader) blockKind(off uint32) doc.BlockKind {
	blocks := r.d.Blocks
	lo, hi := 0, len(blocks)
	for lo < hi {
		if mid := (lo + hi) / 2; blocks[mid].End <= off {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < len(blocks) {
		return blocks[lo].Kind
	}
	return doc.Body
}

// afterLabel reports whether a word such as "published" or "date" opens the line just before atom i.
func (r *reader) afterLabel(i int32) bool {
	for k := i - 1; k >= 0 && i-k <= 3; k-- {
		switch strings.ToLower(r.d.Slice(r.atoms[k].Span)) {
		case "date", "published", "posted", "updated", "publication", "dated":
			return k == 0 || r.atoms[k].fresh || i > 0 && i < headAtoms
		case ":", "on", "at", "first", "last":
		default:
			return false
		}
	}
	return false
}

// isWire reports whether a date stands as in "BEIJING, May 16, 2024 (Outlet) -": soon after the beginning of a paragraph
// that opens with capitals, and before brackets or a dash.
func (r *reader) isWire(m *match) bool {
	i := m.first
	for n := 0; i > 0 && !r.atoms[i].fresh; n++ {
		if i--; n > 8 || !r.atoms[i].upper && r.atoms[i].Len() > 3 {
			return false
		}
	}
	if i == m.first || int(m.last) >= len(r.atoms) || r.atoms[m.last].fresh {
		return false
	}
	switch next := r.d.Slice(r.atoms[m.last].Span); next {
	case "(", "-", "–", "—", "/", ":", "|":
		return true
	}
	return false
}

// The years in which undated articles are sought.
const (
	firstYear = 2000
	lastYear  = 2030
)

// fixedByWeekday works out the year from a weekday and its date: of the years in which they fall together the one in which
// most of the persons named were in office, and then the one nearest to the years that the text names.
func (r *reader) fixedByWeekday() date.Range {
	var best date.Day
	for i := range r.found {
		m := &r.found[i]
		if m.rule.Reading != "date" || !m.has(keyWeekday) || !m.has(keyMonth) || !m.has(keyDay) || m.has(keyYear) {
			continue
		}
		found, _ := r.likelyYear(m.num(keyMonth), m.num(keyDay), m.num(keyWeekday))
		if found > best && (best == 0 || found-best < 200 && r.wordTense(m) != future) {
			best = found
		}
	}
	if best == 0 {
		return date.Range{}
	}
	return date.MakeRange(best, date.Inferred)
}

// wireLine works out the year of a wire's place and date, "BEIJING, May 16 (Outlet) -", where one year alone fits best the
// persons named and the years told.
func (r *reader) wireLine() date.Range {
	for i := range r.found {
		m := &r.found[i]
		if m.first > headAtoms {
			break
		}
		if m.rule.Reading != "date" || !m.has(keyMonth) || !m.has(keyDay) || m.has(keyYear) || !r.isWire(m) {
			continue
		}
		if day, only := r.likelyYear(m.num(keyMonth), m.num(keyDay), 0); only {
			return date.MakeRange(day, date.Inferred)
		}
	}
	return date.Range{}
}

// likelyYear puts a day of a month into the year that fits best; weekday 0 is any. only tells whether no other fits as well.
func (r *reader) likelyYear(month, day, weekday int) (best date.Day, only bool) {
	about, named := r.namedYear()
	cost := 0
	for y := firstYear; y <= lastYear; y++ {
		if !date.IsValid(y, month, day) {
			continue
		}
		d := date.MakeDay(y, month, day)
		if weekday != 0 && d.Weekday() != weekday {
			continue
		}
		c := -4 * r.inOffice(d)
		switch {
		case named && y < about: // what is told as past lies before the article
			c += 20 + about - y
		case named || weekday != 0:
			c += max(y-about, about-y)
		}
		switch {
		case best == 0 || c < cost:
			best, cost, only = d, c, true
		case c == cost:
			only = false
		}
	}
	return best, only
}

// inOffice is how many of the persons named were in office on a day.
func (r *reader) inOffice(day date.Day) int {
	if r.terms == nil {
		r.terms = r.persons()
	}
	n := 0
	for _, terms := range r.terms {
		for _, t := range terms {
			if t.Covers(day) {
				n++
				break
			}
		}
	}
	return n
}

// persons is the terms of each person that the names of the article name.
func (r *reader) persons() [][]lexicon.Term {
	out := [][]lexicon.Term{}
	if r.lex.Register == nil {
		return out
	}
	seen := map[string]bool{}
	for i := range r.d.Names {
		n := &r.d.Names[i]
		if n.Kind != doc.PER || seen[r.d.Text(n.Range)] {
			continue
		}
		seen[r.d.Text(n.Range)] = true
		for _, e := range r.lex.Register.Lookup(r.d.Text(n.Range)) {
			if e.Kind == lexicon.EntryPerson && !e.Weak && !seen[e.ID] {
				seen[e.ID] = true
				out = append(out, r.lex.Register.TermsOf(e.ID))
			}
		}
	}
	return out
}

// namedYear is the latest year that the text names and that is not told as future; the middle of the years in which
// articles are sought where it names none.
func (r *reader) namedYear() (year int, named bool) {
	for i := range r.found {
		m := &r.found[i]
		if m.has(keyYear) && m.rule.Reading == "date" && r.wordTense(m) != future {
			if y := m.num(keyYear); y >= firstYear && y <= lastYear && y > year {
				year, named = y, true
			}
		}
	}
	if !named {
		return 2020, false
	}
	return year, true
}

// latest is the latest date, as fine as it is told, that the text tells with its year and not as future.
func (r *reader) latest() date.Range {
	var best date.Range
	for i := range r.found {
		m := &r.found[i]
		if !m.has(keyYear) || m.rule.Reading != "date" && m.rule.Reading != "numeric" || m.has(keySeason) || r.wordTense(m) == future {
			continue
		}
		mo, ok := readings[m.rule.Reading](r, m)
		if !ok || mo.when.From == 0 || mo.when.From.Year() > lastYear {
			continue
		}
		if mo.when.To > best.To && !mo.when.Contains(best) || best.Contains(mo.when) || best.From == 0 {
			best = mo.when
			best.Basis = date.Inferred
		}
	}
	return best
}
