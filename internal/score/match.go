package score

import (
	"slices"
	"strings"

	"chancery/internal/date"
	"chancery/internal/record"
	"chancery/internal/text"
)

// A place is a stretch of one article, as found by its words.
type place struct {
	article record.ID
	text.Span
}

// A pair says how a gold event and an event of the record compare.
type pair struct {
	kind     bool // equal or defensible
	quad     bool
	shared   int // states on both sides of the comparison
	all      int // states on either
	persons  int // gold persons who are parties under their own name
	date     fit
	status   bool
	place    bool
	evidence bool // a claim of the event rests on the words that gold points to
}

// A fit says how a date compares with the gold.
type fit int

const (
	outside fit = iota // elsewhere, or wider than the gold
	undated            // gold has a date, the event none
	free               // gold has none: any date will do, and none
	near               // within the range or one day of it
	exact              // the very range, or one that is accepted beside it
)

// matches reports whether the two may be one: kind equal, defensible or of the same quad, a state in common, and the
// date within the gold range or one day of it.
//
// Where gold has no date the articles give none, and no date that the record has speaks against the match. Where gold
// has one and the record none, the entry does not lie within the range: it is not a match, and the gold event counts
// as told without a date.
func (p pair) matches() bool { return p.isLike() && p.date >= free }

// isLike reports whether all but the dates agree.
func (p pair) isLike() bool { return (p.kind || p.quad) && p.shared > 0 }

// isSame reports whether the two are of one kind and between the same states, of which one of two may be missing.
func (p pair) isSame() bool { return p.kind && p.shared > 0 && 2*p.shared >= p.all }

// weight orders the matches of one gold event: the sum over all pairs is made as great as possible. That the same
// words tell both weighs most, then who takes part, what it is and when.
func (p pair) weight() int {
	w := 1 + 12*p.shared/p.all + 3*min(p.persons, 2) + 2*int(max(p.date-free, 0))
	if p.evidence {
		w += 14
	}
	if p.kind {
		w += 8
	}
	if p.status {
		w += 3
	}
	if p.place {
		w += 2
	}
	return w
}

func compare(g *GoldEvent, e *record.Event, evidence []place) pair {
	parties, gold := e.Parties(), g.Parties()
	p := pair{
		kind: g.hasKind(e.Kind), quad: g.Kind.Quad() == e.Kind.Quad(), status: g.Status == e.Status,
		date: fitOf(g, e.Date), place: g.Place != "" && samePlace(g, e.Place), evidence: restsOn(e, evidence),
	}
	want, got := goldSide(gold), side(parties, gold)
	for _, k := range want {
		if slices.Contains(got, k) {
			p.shared++
		}
	}
	p.all = max(1, len(want)+len(got)-p.shared)
	for _, q := range gold {
		if q.Name != "" && slices.ContainsFunc(parties, func(r record.Party) bool { return q.is(&r) }) {
			p.persons++
		}
	}
	return p
}

func fitOf(g *GoldEvent, r date.Range) fit {
	if !g.When().IsKnown() {
		return free
	}
	if !r.IsKnown() {
		return undated
	}
	best := outside
	for _, ok := range append([][2]date.Day{{g.From, g.To}}, g.DateOK...) {
		switch {
		case r.From == ok[0] && r.To == ok[1]:
			return exact
		case liesIn(r, ok[0], ok[1]):
			best = near
		}
	}
	return best
}

// liesIn reports whether r lies within the days from and to or one day of them. Of a range that is open at one side
// the end that is known decides.
func liesIn(r date.Range, from, to date.Day) bool {
	first, last := r.From, r.To
	if first == 0 {
		first = last
	}
	if last == 0 {
		last = first
	}
	return first >= from-1 && last <= to+1
}

func samePlace(g *GoldEvent, p record.Place) bool {
	if g.Place == "" {
		return p.Country == g.PlaceCountry
	}
	return sameName(g.Place, p.Name)
}

// restsOn reports whether a claim for the kind of e, which has the sentence for its words, covers one of the places.
func restsOn(e *record.Event, places []place) bool {
	for i := range e.Claims {
		cl := &e.Claims[i]
		if cl.Field != record.FieldKind {
			continue
		}
		sp := text.Span{Start: cl.Start, End: cl.End}
		if slices.ContainsFunc(places, func(p place) bool { return p.article == cl.Article && p.Overlaps(sp) }) {
			return true
		}
	}
	return false
}

// find is every place of an article where words stand.
func find(id record.ID, src *text.Source, words string) []place {
	if words == "" || src == nil {
		return nil
	}
	var out []place
	for at := 0; ; {
		i := strings.Index(src.String()[at:], words)
		if i < 0 {
			return out
		}
		at += i
		out = append(out, place{id, text.MakeSpan(at, at+len(words))})
		at += len(words)
	}
}

// assign pairs rows with columns so that the sum of the weights is as great as possible; a weight of 0 is no pair. It
// gives the column of each row, or -1. Of several best assignments it always gives the same one.
//
// This is the Hungarian method with potentials over rows and columns (Kuhn 1955, Munkres 1957), which takes time with
// the square of the rows times the columns.
func assign(weights [][]int) []int {
	n := len(weights)
	if n == 0 {
		return nil
	}
	m := len(weights[0]) + n // a row may also stay alone
	cost := func(i, j int) int {
		if j < len(weights[0]) {
			return -weights[i][j]
		}
		return 0
	}
	const far = int(^uint(0) >> 2)
	rowPot, colPot := make([]int, n+1), make([]int, m+1)
	row, way := make([]int, m+1), make([]int, m+1) // of column j: its row, and the column before it on the path
	for i := 1; i <= n; i++ {
		row[0] = i
		least, used := slices.Repeat([]int{far}, m+1), make([]bool, m+1)
		j := 0
		for {
			used[j] = true
			next, delta := 0, far
			for k := 1; k <= m; k++ {
				if used[k] {
					continue
				}
				if c := cost(row[j]-1, k-1) - rowPot[row[j]] - colPot[k]; c < least[k] {
					least[k], way[k] = c, j
				}
				if least[k] < delta {
					next, delta = k, least[k]
				}
			}
			for k := 0; k <= m; k++ {
				if used[k] {
					rowPot[row[k]] += delta
					colPot[k] -= delta
				} else {
					least[k] -= delta
				}
			}
			if j = next; row[j] == 0 {
				break
			}
		}
		for j != 0 {
			row[j] = row[way[j]]
			j = way[j]
		}
	}
	out := slices.Repeat([]int{-1}, n)
	for j := 1; j <= len(weights[0]); j++ {
		if i := row[j]; i > 0 && weights[i-1][j-1] > 0 {
			out[i-1] = j - 1
		}
	}
	return out
}
