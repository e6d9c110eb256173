package when

import (
	"strings"

	"chancery/internal/date"
	"chancery/internal/doc"
	"chancery/internal/text"
)

// publication finds the day of publication in the text, and the passages that tell it: a date line first; then a weekday
// whose date is told beside it; then the interval for which most speaks.
func (r *reader) publication() (date.Range, []doc.Clue) {
	if p, clues := r.dateLine(); p.IsKnown() {
		return p, clues
	}
	g := r.newDating()
	if day, m := g.fixedByWeekday(); day != 0 {
		when := date.MakeRange(day, date.Inferred)
		return when, append([]doc.Clue{{Span: g.span(m), Rule: "when/clue-weekday", When: when}}, g.clues...)
	}
	p := g.interval()
	if !p.IsKnown() {
		return p, nil
	}
	return p, g.clues
}

// headAtoms is how far from the beginning a date line may stand where no block says that it is one.
const headAtoms = 120

// dateLine is the full date of a line that is little else than a date, or that opens the text as a wire report does.
func (r *reader) dateLine() (date.Range, []doc.Clue) {
	var best date.Range
	var sp text.Span
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
			best, rank, sp = mo.when, k, spanOf(r.atoms[m.first].Start, r.atoms[m.last-1].End)
		}
	}
	if rank == 0 {
		return best, nil
	}
	return best, []doc.Clue{{Span: sp, Rule: "when/clue-date-line", When: best}}
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
	case head && (r.isWire(m) || r.isBracketed(m)):
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

// isBracketed reports whether a date closes the brackets of a wire's head, "ANKARA (Outlet - 3rd May, 2021)": behind a dash or a
// comma, in brackets that stand behind capitals at the beginning of a paragraph.
func (r *reader) isBracketed(m *match) bool {
	if int(m.last) >= len(r.atoms) || r.d.Slice(r.atoms[m.last].Span) != ")" || m.first == 0 {
		return false
	}
	switch r.d.Slice(r.atoms[m.first-1].Span) {
	case "-", "–", "—", ",":
	default:
		return false
	}
	i := m.first - 1
	for n := 0; r.d.Slice(r.atoms[i].Span) != "("; n++ {
		if i == 0 || n > 14 || r.atoms[i].fresh {
			return false
		}
		i--
	}
	for n := 0; i > 0 && !r.atoms[i].fresh; n++ {
		if i--; n > 8 || !r.atoms[i].upper && r.atoms[i].Len() > 3 {
			return false
		}
	}
	return true
}

// fixedByWeekday is the latest day that a weekday and its date tell as past, in the year in which they fall together and
// for which most speaks: the news of the article.
func (g *dating) fixedByWeekday() (best date.Day, m *match) {
	for i := range g.found {
		f := &g.found[i]
		if f.rule.Reading != "date" || g.blockKind(g.atoms[f.first].Start) == doc.Caption || !f.has(keyWeekday) || !f.has(keyDay) || g.tense(f) == future || f.has(keyYear) && f.first > headAtoms {
			continue
		}
		day := g.likeliest(g.occurrences(f))
		if f.has(keyYear) {
			mo, ok := g.readDated(f)
			if day = mo.when.From; !ok || day.Weekday() != f.num(keyWeekday) {
				continue
			}
		}
		if day > best && (best == 0 || day-best < 200) {
			best, m = day, f
		}
	}
	return best, m
}

// likeliest is the day of several against which least speaks; of equals the one nearest to the middle of the years.
func (g *dating) likeliest(days []span) (best date.Day) {
	middle := date.MakeDay((firstYear+lastYear)/2+3, 1, 1)
	far := func(d date.Day) date.Day { return max(d-middle, middle-d) }
	for _, s := range days {
		switch was, is := g.odds(best), g.odds(s.from); {
		case best == 0 || is < was || is == was && far(s.from) < far(best):
			best = s.from
		}
	}
	return best
}

// wireLine weighs a wire's place and date without its year, "BEIJING, May 16 (Outlet) -": it is the day of publication, and
// what is told as of a weekday in that paragraph happened on it or a day or two before.
func (g *dating) wireLine() {
	for i := range g.found {
		m := &g.found[i]
		if m.first > headAtoms {
			break
		}
		if m.rule.Reading != "date" || !m.has(keyMonth) || !m.has(keyDay) || m.has(keyYear) || !g.isWire(m) {
			continue
		}
		weekday := g.newsWeekday(i + 1)
		days := g.occurrences(m)
		g.note("wire", g.span(m), date.Range{})
		k := 0
		g.each(func(pub date.Day) float32 {
			for k+1 < len(days) && days[k].from < pub {
				k++
			}
			switch {
			case days[k].from != pub:
				return 8
			case weekday != 0:
				return min(1.5*float32((pub.Weekday()-weekday+7)%7), 3)
			}
			return 0
		})
		return
	}
}

// newsWeekday is the weekday told as past in the paragraph that goes on at match i, or 0.
func (g *dating) newsWeekday(i int) int {
	for ; i > 0 && i < len(g.found) && g.isNear(g.found[i-1].last-1, g.found[i].first); i++ {
		if m := &g.found[i]; m.rule.Reading == "weekday" && g.tense(m) != future {
			return m.num(keyWeekday)
		}
	}
	return 0
}
