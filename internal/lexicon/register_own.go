package lexicon

import (
	"slices"
	"strings"

	"chancery/internal/date"
)

// ownTables are the tables of the register, by the word with which a row of a user's file begins.
var ownTables = map[string]string{
	"state": "states", "org": "orgs", "body": "bodies", "metonym": "metonyms", "title": "titles", "office": "offices",
	"person": "persons", "term": "terms",
}

// LoadWith is Load with the rows of a user's register, which win over the embedded ones: a row replaces that of the same
// id, a name belongs to whom the user gives it, and a term ends those of others in the same office. Each row begins
// with the word for its table, and goes on with the columns of that table as its head describes them:
//
//	person	jane-doe	Jane Doe	FRA	Doe
//	term	jane-doe	FRA.foreign-minister	2026-09-01	2026-10+
//
// An error names the file and the line.
func LoadWith(file string, text []byte) (*Lexicon, error) {
	own, err := ownRows(file, text)
	if err != nil {
		return nil, err
	}
	return load(own)
}

// ownRows sorts the rows of a user's file by table.
func ownRows(file string, text []byte) (map[string][]row, error) {
	all, err := parseRows(file, text, 2)
	if err != nil {
		return nil, err
	}
	own := map[string][]row{}
	for _, r := range all {
		table, ok := ownTables[r.cols[0]]
		if !ok {
			return nil, r.errorf("%q is not a kind of row: want state, org, body, metonym, title, office, person or term", r.cols[0])
		}
		r.cols = r.cols[1:]
		own[table] = append(own[table], r)
	}
	return own, nil
}

// without is the rows of a table whose id, the first so many columns, is not that of one of a user's.
func without(all, mine []row, columns int) []row {
	if len(mine) == 0 {
		return all
	}
	id := func(r row) string {
		first, _, _ := strings.Cut(r.col(0), "|") // titles and metonyms are called by the first of their names
		id := strings.TrimSuffix(first, "?")
		for i := 1; i < columns; i++ {
			id += " " + r.col(i)
		}
		return id
	}
	has := map[string]bool{}
	for _, r := range mine {
		has[id(r)] = true
	}
	return slices.DeleteFunc(slices.Clone(all), func(r row) bool { return has[id(r)] })
}

// yield ends the terms of others in the offices to which a user has named somebody, where only one holds them at a time.
func (r *Register) yield(mine []row) {
	for _, own := range r.Terms[:min(len(mine), len(r.Terms))] {
		if r.roles[r.offices[own.Office].Role].many {
			continue
		}
		end := own.To
		if end == 0 {
			end = max(own.AsOf, own.From)
		}
		for i := len(mine); i < len(r.Terms); i++ {
			t := &r.Terms[i]
			if t.Office != own.Office || t.Person == own.Person || t.From > end {
				continue
			}
			switch {
			case t.From >= own.From:
				t.Office = "" // wholly within
			case t.To == 0 || t.To >= own.From:
				t.To, t.AsOf = own.From-1, 0
			}
		}
	}
	r.Terms = slices.DeleteFunc(r.Terms, func(t Term) bool { return t.Office == "" })
}

// A Holding is who is in an office of a state or organisation.
type Holding struct {
	Office *Office
	Person *Person
	Term   Term
}

// InOffice is who holds the offices of a state or organisation on a day, the most prominent first; with day 0, whoever
// held them last as far as the register knows.
func (r *Register) InOffice(country string, day date.Day) []Holding {
	var out []Holding
	for _, o := range r.Offices {
		if o.Country != country {
			continue
		}
		for _, t := range r.holders[o.ID] {
			if day != 0 && t.Covers(day) || day == 0 && t.To == 0 {
				out = append(out, Holding{o, r.persons[t.Person], t})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Holding) int { return a.Office.Rank - b.Office.Rank })
	return out
}
