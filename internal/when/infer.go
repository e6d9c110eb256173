package when

import (
	"math"
	"slices"

	"chancery/internal/date"
	"chancery/internal/doc"
	"chancery/internal/lexicon"
	"chancery/internal/text"
)

// The days among which that of an undated article is sought.
const (
	firstYear = 2000
	lastYear  = 2030
)

// A dating weighs, for every day on which an undated article may have been published, what the text tells against it.
// The weights are logarithms of odds, set by hand: 1 makes a day about a third as likely, 8 all but rules it out.
type dating struct {
	*reader
	first   date.Day
	against []float32
	clues   []doc.Clue
	latest  [numBounds]date.Day
	turn    date.Day              // the end of the latest year told beside a date
	aged    []*lexicon.DatedEvent // of which the text says how long ago they were
}

// A boundKind is a kind of thing told as past, after which the article was written. Articles are seldom much younger
// than the newest thing they tell.
type boundKind uint8

const (
	boundDay boundKind = iota
	boundMonth
	boundYear
	boundEvent
	boundTerm
	numBounds
)

// wanes is in how many days after a bound the likelihood sinks to a third; it falls with a power of the time, so that
// one old date among others does not hold the article back.
var wanes = [numBounds]float64{boundDay: 60, boundMonth: 200, boundYear: 600, boundEvent: 400, boundTerm: 2500}

const wanePower = 1.8

// Clues of one kind beyond so many are not looked at, so that a long text costs little more than a short one.
const maxClues = 40

// newDating weighs all clues of the text.
func (r *reader) newDating() *dating {
	g := &dating{reader: r, first: date.MakeDay(firstYear, 1, 1)}
	g.against = make([]float32, date.MakeDay(lastYear, 12, 31)-g.first+1)
	g.fullDates()
	g.partDates()
	g.monthShifts()
	g.persons()
	g.ages()
	g.events()
	g.wireLine()
	for kind, day := range g.latest {
		if day != 0 {
			g.each(func(pub date.Day) float32 {
				return float32(wanePower * math.Log1p(float64(max(pub-day, 0))/wanes[kind]))
			})
		}
	}
	return g
}

func (g *dating) each(against func(date.Day) float32) {
	for i := range g.against {
		g.against[i] += against(g.first + date.Day(i))
	}
}

// odds is what speaks against a day.
func (g *dating) odds(d date.Day) float32 {
	if d < g.first || int(d-g.first) >= len(g.against) {
		return 99
	}
	return g.against[d-g.first]
}

func (g *dating) note(rule string, sp text.Span, when date.Range) {
	when.Basis = date.Inferred
	g.clues = append(g.clues, doc.Clue{Span: sp, Rule: "when/clue-" + rule, When: when})
}

func (g *dating) span(m *match) text.Span {
	return spanOf(g.atoms[m.first].Start, g.atoms[m.last-1].End)
}

// bound notes a day before which the article was not written.
func (g *dating) bound(kind boundKind, d date.Day, weight float32) {
	g.latest[kind] = max(g.latest[kind], d)
	g.each(func(pub date.Day) float32 {
		if pub < d {
			return weight
		}
		return 0
	})
}

// fullDates weighs the dates that the text tells with their year: what is told as past lies before the article, what is
// told as future behind it.
func (g *dating) fullDates() {
	n := 0
	for i := range g.found {
		m := &g.found[i]
		switch m.rule.Reading {
		case "date", "numeric", "range", "mod", "years", "quarter", "half":
		default:
			continue
		}
		if !m.has(keyYear) || n >= maxClues {
			continue
		}
		mo, ok := readings[m.rule.Reading](g.reader, m)
		if w := mo.when; !ok || w.From == 0 || w.To == 0 || w.To < g.first || w.From.Year() > lastYear {
			continue
		}
		n++
		switch g.tense(m) {
		case future:
			g.note("planned", g.span(m), date.Range{To: mo.when.To, Grain: mo.when.Grain})
			g.each(func(pub date.Day) float32 {
				if pub > mo.when.To {
					return 4
				}
				return min(float32(max(mo.when.From-pub-300, 0))/700, 2)
			})
		case past:
			g.note("past", g.span(m), date.Range{From: mo.when.From, Grain: mo.when.Grain})
			g.bound(boundOf(mo.when.Grain), mo.when.From, 7)
			g.otherYear(mo.when)
		default:
			if !g.isLimit(m) {
				g.note("told", g.span(m), date.Range{From: mo.when.From, Grain: mo.when.Grain})
				g.bound(boundOf(mo.when.Grain), mo.when.From, 2)
			}
		}
	}
}

// otherYear weighs that a writer names the year where it is not the present one, nor the month one just past.
func (g *dating) otherYear(told date.Range) {
	turn := date.MakeDay(told.To.Year()+1, 1, 1)
	if turn <= g.turn {
		return
	}
	g.turn = turn
	weight := float32(2)
	if told.IsDay() {
		weight = 1.2 // some styles write days in full always
	}
	g.each(func(pub date.Day) float32 {
		if pub < turn {
			return weight
		}
		return 0
	})
}

func boundOf(grain date.Grain) boundKind {
	switch {
	case grain <= date.GrainWeek:
		return boundDay
	case grain <= date.GrainSeason:
		return boundMonth
	}
	return boundYear
}

// isLimit reports whether a date is an aim: "by 2030", "until 2027".
func (g *dating) isLimit(m *match) bool {
	switch g.wordBefore(g.atoms[m.first].Start) {
	case "by", "until", "till", "for", "to", "before", "through":
		return true
	}
	return false
}

// partDates weighs days and months told without their year: they lie not far from the article, on the side that the
// tense tells. A weekday beside the day names the years.
func (g *dating) partDates() {
	stated := int32(-99)
	n := 0
	for i := range g.found {
		m := &g.found[i]
		if m.has(keyYear) {
			stated = m.first
			continue
		}
		if m.rule.Reading != "date" && m.rule.Reading != "range" && m.rule.Reading != "mod" || !m.has(keyMonth) || n >= maxClues {
			continue
		}
		if stated >= 0 && g.isNear(stated, m.first) && !m.has(keyWeekday) { // of that year
			continue
		}
		n++
		days := g.occurrences(m)
		if len(days) == 0 {
			continue
		}
		wane, most := float32(40), float32(4)
		if !m.has(keyDay) {
			wane, most = 120, 2
		} else if m.has(keyWeekday) {
			wane, most = 20, 7
		}
		side := g.tense(m)
		if g.isAttribute(m) {
			side = timeless
		}
		g.note("yearless", g.span(m), date.Range{})
		k := 0
		g.each(func(pub date.Day) float32 {
			for k+1 < len(days) && days[k+1].from <= pub {
				k++
			}
			back, ahead := float32(1e6), float32(1e6)
			if days[k].from <= pub {
				back = float32(max(pub-days[k].to, 0))
				if k+1 < len(days) {
					ahead = float32(days[k+1].from - pub)
				}
				if pub <= days[k].to {
					ahead = 0
				}
			} else {
				ahead = float32(days[k].from - pub)
			}
			switch side {
			case past:
				return min(back/wane, most)
			case future:
				return min(ahead/wane, most)
			}
			return min(back/wane, ahead/wane, most)
		})
	}
}

// monthShifts weighs "next month" and "last month" beside days of named months: of a meeting next month that is to be on 16 June the
// text was written in May.
func (g *dating) monthShifts() {
	var told [3][13]bool // by side, -1 to 1: the months of which days are told
	for i := range g.found {
		m := &g.found[i]
		if m.has(keyMonth) && m.has(keyDay) && (m.rule.Reading == "date" || m.rule.Reading == "range") {
			if mo := m.num(keyMonth); mo >= 1 && mo <= 12 {
				told[sideOf(g.tense(m))+1][mo] = true
			}
		}
	}
	for i := range g.found {
		m := &g.found[i]
		if m.rule.Reading != "unit-shift" || g.unit(m) != "M" || m.has(keyWay) {
			continue
		}
		n, anaphor := g.shift(m)
		if anaphor || n != 1 && n != -1 || !slices.Contains(told[n+1][:], true) {
			continue
		}
		g.note("shift", g.span(m), date.Range{})
		g.each(func(pub date.Day) float32 {
			if _, month, _ := pub.Date(); told[n+1][(month+n+11)%12+1] {
				return 0
			}
			return 1.5
		})
	}
}

// sideOf is 1 for what is still to come, -1 for what has been, else 0.
func sideOf(t lexicon.Tense) int {
	switch t {
	case future:
		return 1
	case past:
		return -1
	}
	return 0
}

// isAttribute reports whether a date stands before the noun that it belongs to, of which the verb does not tell the
// tense: "cancelled the June 12 meeting".
func (g *dating) isAttribute(m *match) bool {
	d := g.d
	if !d.Has(doc.Syntax) {
		return false
	}
	last := g.atoms[m.last-1].tok
	for i := g.atoms[m.first].tok; i <= last; i++ {
		if head := d.Tokens[i].Head; head > last && head-last <= 4 && d.Tokens[head].UPOS == doc.NOUN {
			return true
		}
	}
	return false
}

// occurrences are the stretches of the years that a day or month without year can be, in order.
func (g *dating) occurrences(m *match) []span {
	var out []span
	month, day := m.num(keyMonth), m.num(keyDay)
	for y := firstYear - 1; y <= lastYear+1; y++ {
		switch {
		case !m.has(keyDay):
			out = append(out, monthSpan(y, month))
		case date.IsValid(y, month, day):
			d := date.MakeDay(y, month, day)
			if !m.has(keyWeekday) || d.Weekday() == m.num(keyWeekday) {
				out = append(out, span{from: d, to: d})
			}
		}
	}
	return out
}

// persons weighs the offices in which the text shows persons: those with a title beside the name were in that office.
func (g *dating) persons() {
	reg := g.lex.Register
	if reg == nil {
		return
	}
	seen := map[string]bool{}
	n := 0
	for i := range g.d.Names {
		name := &g.d.Names[i]
		if name.Kind != doc.PER || n >= maxClues {
			continue
		}
		roles, former := g.titleBefore(name)
		terms, id := termsOf(reg, g.d.Text(name.Range), roles)
		key := id
		if len(roles) > 0 {
			key += " " + roles[0]
		}
		if id == "" || len(terms) == 0 || seen[key] {
			continue
		}
		seen[key] = true
		n++
		if former {
			g.note("former", g.d.Span(name.Range), date.Range{From: terms[0].To})
			g.each(func(pub date.Day) float32 {
				if inTerm(terms, pub) || pub < terms[0].From {
					return 3
				}
				return 0
			})
			continue
		}
		g.note("office", g.d.Span(name.Range), date.Range{From: terms[0].From, To: terms[len(terms)-1].To})
		out, early := float32(1.5), float32(1)
		if len(roles) > 0 {
			out, early = 2.5, 1.5
			g.latest[boundTerm] = max(g.latest[boundTerm], terms[0].From)
		}
		g.each(func(pub date.Day) float32 {
			switch {
			case inTerm(terms, pub):
				return 0
			case pub < terms[0].From:
				return out + early
			}
			return out
		})
	}
}

func inTerm(terms []lexicon.Term, day date.Day) bool {
	return slices.ContainsFunc(terms, func(t lexicon.Term) bool { return t.Covers(day) })
}

// termsOf is the terms of the one person that a name means, in the offices that the title tells where there is one.
func termsOf(reg *lexicon.Register, name string, roles []string) ([]lexicon.Term, string) {
	var ids []string
	for _, e := range reg.Lookup(name) {
		if e.Kind == lexicon.EntryPerson && !e.Weak {
			ids = append(ids, e.ID)
		}
	}
	if len(ids) == 0 && len(roles) > 0 {
		for _, p := range reg.PersonsNamed(name) {
			ids = append(ids, p.ID)
		}
	}
	var terms []lexicon.Term
	id := ""
	for _, k := range ids {
		mine := reg.TermsOf(k)
		if len(roles) > 0 {
			mine = slices.DeleteFunc(slices.Clone(mine), func(t lexicon.Term) bool {
				o := reg.Office(t.Office)
				return o == nil || !slices.Contains(roles, o.Role)
			})
		}
		if len(mine) == 0 {
			continue
		}
		if id != "" {
			return nil, "" // which of them is not sure
		}
		terms, id = mine, k
	}
	return terms, id
}

// maxTitle is the tokens of the longest title before a name that is looked for.
const maxTitle = 5

// titleBefore is the roles that the title before a name can denote, and whether it is one of the past.
func (g *dating) titleBefore(name *doc.Name) (roles []string, former bool) {
	d, reg := g.d, g.lex.Register
	at := name.First
	for k := min(maxTitle, name.First); k > 0 && roles == nil; k-- {
		for _, e := range reg.Lookup(d.Text(doc.Range{First: name.First - k, Last: name.First})) {
			if e.Kind == lexicon.EntryTitle && len(reg.Title(e.ID).Roles) > 0 {
				roles, at = reg.Title(e.ID).Roles, name.First-k
			}
		}
	}
	for k := at - 1; k >= 0 && k >= at-3; k-- {
		switch d.Word(k) {
		case "former", "Former", "ex", "Ex", "late", "then", "onetime", "ousted", "deposed", "erstwhile":
			return roles, true
		}
	}
	return roles, false
}

// maxEventText is how much of a text, in bytes, is searched for events.
const maxEventText = 100_000

// events weighs the known events that the text tells of.
func (g *dating) events() {
	s := lower(g.d.String()[:min(g.d.Len(), maxEventText)])
	events := g.cal.Events()
	for i := range events {
		e := &events[i]
		at, size := e.Find(s)
		if at < 0 {
			continue
		}
		from := e.Day - date.Day(e.Lead)
		g.note("event", text.MakeSpan(at, at+size), date.Range{From: from})
		if !slices.Contains(g.aged, e) {
			g.bound(boundEvent, from, 4)
		}
	}
}

// ages weighs how long ago the text says that a known event was: "the invasion, more than two years ago". The two stand in
// one sentence, which tells of no other known event.
func (g *dating) ages() {
	n := 0
	for i := range g.found {
		m := &g.found[i]
		if m.rule.Reading != "ago" || n >= maxClues || !g.d.Has(doc.Sentences) {
			continue
		}
		n++
		days, ok := daysOf[g.unit(m)]
		count := g.count(m)
		if !ok || count == vague || count <= 0 {
			continue
		}
		e := g.onlyEvent(g.d.SentenceAt(g.atoms[m.first].tok))
		if e == nil {
			continue
		}
		less, more := 0.5, 0.75 // of a unit, by which a round number may be off
		switch sign, _ := g.approx(m); {
		case sign > 0:
			less, more = 0, 1
		case sign < 0:
			less, more = 0.75, 0.1
		}
		g.aged = append(g.aged, e)
		from, to := e.Day+date.Day((count-less)*days), e.Day+date.Day((count+more)*days)
		g.note("age", g.span(m), date.Range{From: from, To: to})
		g.each(func(pub date.Day) float32 {
			if pub < from || pub > to {
				return 5
			}
			return 0
		})
	}
}

// daysOf is how many days units have that ages of events are told in.
var daysOf = map[string]float64{"Y": 365.25, "M": 30.44, "W": 7, "D": 1}

// onlyEvent is the one known event that a sentence tells of, nil where there is none or several.
func (g *dating) onlyEvent(sentence int) (found *lexicon.DatedEvent) {
	s := &g.d.Sentences[sentence]
	if s.Last <= s.First {
		return nil
	}
	words := lower(g.d.Slice(text.MakeSpan(int(g.d.Tokens[s.First].Start), int(g.d.Tokens[s.Last-1].End))))
	events := g.cal.Events()
	for i := range events {
		if at, _ := events[i].Find(words); at < 0 {
			continue
		}
		if found != nil {
			return nil
		}
		found = &events[i]
	}
	return found
}

// lower is s with the capitals of ASCII made small; it has the same length.
func lower(s string) string {
	b := []byte(s)
	for i, c := range b {
		if 'A' <= c && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}

const (
	maxDays   = 400 // of an interval that still tells something
	enough    = 0.8 // the share of likelihood that an interval should hold
	atLeast   = 0.5 // and that it must hold
	fewerDays = 16  // by how many times shorter an interval of a smaller share must be
)

// interval is the shortest interval that holds most of the likelihood; unknown where none that tells something does.
func (g *dating) interval() date.Range {
	if len(g.clues) == 0 {
		return date.Range{}
	}
	sum := g.sums()
	from, n := shortest(sum, enough)
	for share := enough - 0.02; share > atLeast; share -= 0.02 {
		if f, k := shortest(sum, share); k*fewerDays < n || n > maxDays {
			from, n = f, k
		}
	}
	if n > maxDays {
		return date.Range{}
	}
	r := date.Range{From: g.first + date.Day(from), To: g.first + date.Day(from+n-1), Grain: date.GrainYear, Basis: date.Inferred}
	switch {
	case n == 1:
		r.Grain = date.GrainDay
	case n <= 7:
		r.Grain = date.GrainWeek
	case n <= 31:
		r.Grain = date.GrainMonth
	case n <= 92:
		r.Grain = date.GrainSeason
	}
	return r
}

// sums is the likelihood of all days before each, as a share.
func (g *dating) sums() []float64 {
	least := slices.Min(g.against)
	sum := make([]float64, len(g.against)+1)
	for i, a := range g.against {
		sum[i+1] = sum[i] + math.Exp(float64(least-a))
	}
	for i := range sum {
		sum[i] /= sum[len(sum)-1]
	}
	return sum
}

// shortest is the shortest run of days that holds a share of the likelihood.
func shortest(sum []float64, share float64) (from, n int) {
	n = len(sum)
	for i, k := 0, 0; k < len(sum); {
		if sum[k]-sum[i] < share {
			k++
			continue
		}
		if k-i < n {
			from, n = i, k-i
		}
		i++
	}
	return from, n
}
