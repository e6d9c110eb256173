package resolve

import (
	"cmp"
	"slices"

	"chancery/internal/date"
	"chancery/internal/record"
)

// The fields of tallies. Only of an office the day matters.
const (
	tallyName    = "name"
	tallyKind    = "kind"
	tallyCountry = "country"
	tallySector  = "sector"
	tallyOffice  = "office"
	tallyOther   = "other" // another name
)

// A Cast is who one article speaks of.
type Cast struct {
	Article   record.ID
	Published date.Range
	Actors    []record.Actor
}

// Tallies is what the cast of one article says of each actor, n times: 1 to add it to what others say, -1 to take it away.
func (c *Cast) Tallies(n int) []record.Tally {
	var out []record.Tally
	for i := range c.Actors {
		a := &c.Actors[i]
		add := func(field, value string, day date.Day) {
			if value != "" {
				out = append(out, record.Tally{Actor: a.ID, Field: field, Value: value, Day: day, N: n})
			}
		}
		add(tallyName, a.Name, 0)
		add(tallyKind, a.Kind, 0)
		add(tallyCountry, a.Country, 0)
		add(tallySector, a.Sector, 0)
		add(tallyOffice, a.Office, c.Published.From)
		for _, name := range a.Names {
			add(tallyOther, name, 0)
		}
		if a.Name == "" { // it is known all the same
			out = append(out, record.Tally{Actor: a.ID, Field: tallyName, N: n})
		}
	}
	return out
}

// MakeActor is an actor as its tallies have it: the name, kind, country and sector that most articles give, the office that
// the last one gives (the first in order, where several of one day differ as many times), and all other names. It is not known where nobody
// speaks of it any more.
func MakeActor(id record.ActorID, tallies []record.Tally) (a record.Actor, known bool) {
	a = record.Actor{ID: id}
	counts := map[string]map[string]int{tallyName: {}, tallyKind: {}, tallyCountry: {}, tallySector: {}, tallyOffice: {}}
	var others []string
	last := date.Day(0)
	for _, y := range tallies {
		if y.N <= 0 {
			continue
		}
		known = true
		switch y.Field {
		case tallyOther:
			others = insertSorted(others, y.Value)
			continue
		case tallyName:
			others = insertSorted(others, y.Value)
		case tallyOffice:
			if y.Day < last {
				continue
			}
			if y.Day > last {
				last = y.Day
				clear(counts[tallyOffice])
			}
		}
		counts[y.Field][y.Value] += y.N
	}
	a.Name, a.Kind, a.Country, a.Sector, a.Office = mostFrequent(counts[tallyName]), mostFrequent(counts[tallyKind]), mostFrequent(counts[tallyCountry]), mostFrequent(counts[tallySector]), mostFrequent(counts[tallyOffice])
	a.Names = slices.DeleteFunc(others, func(n string) bool { return n == a.Name || n == "" })
	return a, known
}

// mostFrequent is the string with the greatest number; of equals the longest, then the first in order; "" only if alone.
func mostFrequent(n map[string]int) string {
	best := ""
	for s, k := range n {
		if s == "" {
			continue
		}
		if c := cmp.Or(cmp.Compare(k, n[best]), cmp.Compare(len(s), len(best)), cmp.Compare(best, s)); best == "" || c > 0 {
			best = s
		}
	}
	return best
}
