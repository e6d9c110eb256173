package analyze

import (
	"cmp"
	"math"
	"slices"

	"chancery/internal/date"
	"chancery/internal/plover"
	"chancery/internal/record"
)

// TookPlace reports whether an event has happened or goes on, so that it counts in series and networks.
func TookPlace(e *record.Event) bool {
	return e.Status == plover.Occurred || e.Status == plover.Ongoing
}

// A Month is what took place in one month: means of the scores, and how many events of each kind.
type Month struct {
	Month     date.Month          `json:"month"`
	Events    int                 `json:"events"`
	Plover    float64             `json:"plover"` // mean, of -10 to 10
	Goldstein float64             `json:"goldstein"`
	Kinds     map[plover.Kind]int `json:"kinds"`
}

// longestInMonth is how many days an event may take to be counted in the month in which it begins.
const longestInMonth = 31

// ByMonth is what took place month by month, in order; months without an event are left out. Events without a month, and
// those of which only a longer time is known, are counted in undated.
func ByMonth(events []record.Event) (months []Month, undated int) {
	byMonth := map[date.Month]*Month{}
	for i := range events {
		e := &events[i]
		if !TookPlace(e) {
			continue
		}
		first := cmp.Or(e.Date.From, e.Date.To)
		if first == 0 || e.Date.From != 0 && (e.Date.To == 0 || e.Date.To-e.Date.From >= longestInMonth) {
			undated++
			continue
		}
		m := byMonth[date.MonthOf(first)]
		if m == nil {
			m = &Month{Month: date.MonthOf(first), Kinds: map[plover.Kind]int{}}
			byMonth[m.Month] = m
		}
		m.Events++
		m.Kinds[e.Kind]++
		m.Plover += e.Scores.Plover
		m.Goldstein += e.Scores.Goldstein
	}
	for _, m := range byMonth {
		m.Plover /= float64(m.Events)
		m.Goldstein /= float64(m.Events)
		months = append(months, *m)
	}
	slices.SortFunc(months, func(a, b Month) int { return cmp.Compare(a.Month, b.Month) })
	return months, undated
}

// A Spot is how many events took place at one place. One whose grain is country has no coordinates to be drawn at.
type Spot struct {
	Place  record.Place        `json:"place"`
	Events int                 `json:"events"`
	Kinds  map[plover.Kind]int `json:"kinds"`
}

// ByPlace is what took place at each place, the most first, then by name. Places are the same where name and country are.
func ByPlace(events []record.Event) []Spot {
	type key struct{ name, country string }
	spots := map[key]*Spot{}
	for i := range events {
		e := &events[i]
		if !TookPlace(e) || !e.Place.IsKnown() {
			continue
		}
		k := key{e.Place.Name, e.Place.Country}
		s := spots[k]
		if s == nil {
			s = &Spot{Place: e.Place, Kinds: map[plover.Kind]int{}}
			spots[k] = s
		}
		if !hasPoint(s.Place) && hasPoint(e.Place) {
			s.Place = e.Place
		}
		s.Events++
		s.Kinds[e.Kind]++
	}
	out := make([]Spot, 0, len(spots))
	for _, s := range spots {
		out = append(out, *s)
	}
	slices.SortFunc(out, func(a, b Spot) int {
		return cmp.Or(-cmp.Compare(a.Events, b.Events), cmp.Compare(a.Place.Name, b.Place.Name), cmp.Compare(a.Place.Country, b.Place.Country))
	})
	return out
}

// HasPoint reports whether a spot can be drawn as a point: its coordinates are known, and not those of a whole country.
func (s *Spot) HasPoint() bool { return hasPoint(s.Place) }

func hasPoint(p record.Place) bool {
	return p.Grain != "country" && (p.Lat != 0 || p.Lon != 0) && math.Abs(p.Lat) <= 90 && math.Abs(p.Lon) <= 180
}

// A Network is an actor and those with whom most took place.
type Network struct {
	Actor   record.Actor `json:"actor"`
	Edges   []Edge       `json:"edges"` // the most events first
	Ties    []Tie        `json:"ties"`
	All     int          `json:"all"`     // edges that there are
	Counted int          `json:"counted"` // the events, the last, whose sources and ties are counted
	More    bool         `json:"more"`    // there are events before those
}

// An Edge is what took place between the actor of a network and another.
type Edge struct {
	Actor   record.Actor `json:"actor"`
	Events  int          `json:"events"`
	Score   float64      `json:"score"`   // mean of the PLOVER scores
	Sources int          `json:"sources"` // independent ones of each event, added up, among the events counted
}

// A Tie is events in which two others took part, too: by their places among the edges, A before B.
type Tie struct {
	A      int `json:"a"`
	B      int `json:"b"`
	Events int `json:"events"`
}
