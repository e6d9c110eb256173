package resolve

import (
	"cmp"
	"slices"

	"chancery/internal/date"
	"chancery/internal/record"
)

// A Cast is who one article speaks of.
type Cast struct {
	Article   record.ID
	Published date.Range
	Actors    []record.Actor
}

// Actors joins the casts of articles into the actors of the record, in order of their ids: the name, kind, country and
// sector that most articles give, the office of the last article that gives one, and all other names.
func Actors(casts []Cast) []record.Actor {
	casts = slices.Clone(casts)
	slices.SortFunc(casts, func(a, b Cast) int {
		return cmp.Or(cmp.Compare(a.Published.From, b.Published.From), cmp.Compare(a.Article, b.Article))
	})
	files := map[record.ActorID]*file{}
	for i := range casts {
		for _, a := range casts[i].Actors {
			f := files[a.ID]
			if f == nil {
				f = &file{names: map[string]int{}, kinds: map[string]int{}, countries: map[string]int{}, sectors: map[string]int{}}
				files[a.ID] = f
			}
			f.add(&a)
		}
	}
	out := make([]record.Actor, 0, len(files))
	for id, f := range files {
		out = append(out, f.actor(id))
	}
	slices.SortFunc(out, func(a, b record.Actor) int { return cmp.Compare(a.ID, b.ID) })
	return out
}

// A file is what the articles say of one actor; numbers are of articles.
type file struct {
	names, kinds, countries, sectors map[string]int
	office                           string
	others                           []string // sorted
}

func (f *file) add(a *record.Actor) {
	f.names[a.Name]++
	f.kinds[a.Kind]++
	f.countries[a.Country]++
	f.sectors[a.Sector]++
	if a.Office != "" {
		f.office = a.Office
	}
	f.others = insertSorted(f.others, a.Name)
	for _, n := range a.Names {
		f.others = insertSorted(f.others, n)
	}
}

func (f *file) actor(id record.ActorID) record.Actor {
	a := record.Actor{
		ID: id, Name: mostFrequent(f.names), Kind: mostFrequent(f.kinds), Country: mostFrequent(f.countries), Sector: mostFrequent(f.sectors), Office: f.office,
	}
	a.Names = slices.DeleteFunc(f.others, func(n string) bool { return n == a.Name || n == "" })
	return a
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
