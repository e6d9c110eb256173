package lexicon

import (
	"slices"
	"strings"

	"chancery/internal/date"
)

const (
	minMisspelt  = 5   // letters of a last name that may be misspelt at all
	longMisspelt = 8   // letters from which two slips are allowed
	handover     = 120 // days by which the offices of a day are not sure: articles call people by the office to come or the one just left
)

// Misspelt is who is meant by a name with a slip or two in its last word, "George Panandreou": the one person with such a last name in
// one of the offices (roles, or any of the country's where there are none) on a day. Nil where none or several can be meant, or where
// the first letter differs.
func (r *Register) Misspelt(name, country string, roles []string, day date.Day) *Person {
	last := lastKey(Key(name))
	if len(last) < minMisspelt || day == 0 {
		return nil
	}
	var found *Person
	for _, o := range r.Offices {
		if o.Country != country || len(roles) > 0 && !slices.Contains(roles, o.Role) {
			continue
		}
		for _, t := range r.holders[o.ID] {
			p := r.persons[t.Person]
			if p == found || !t.Covers(day) && !t.Covers(day-handover) && !t.Covers(day+handover) || !isSlip(last, lastKey(Key(p.Name))) {
				continue
			}
			if found != nil {
				return nil
			}
			found = p
		}
	}
	return found
}

// lastKey is the last word of a key.
func lastKey(key string) string { return key[strings.LastIndexByte(key, ' ')+1:] }

// isSlip reports whether two words differ by one letter left out, put in, changed or exchanged with its neighbour, long ones by two such slips.
func isSlip(a, b string) bool {
	most := 1
	if min(len(a), len(b)) >= longMisspelt {
		most = 2
	}
	if a == "" || b == "" || a[0] != b[0] || min(len(a), len(b)) < minMisspelt || len(a) > maxKey || len(b) > maxKey || max(len(a)-len(b), len(b)-len(a)) > most {
		return false
	}
	return slips(a, b, most) <= most
}

// slips is the least number of slips between two words; above most it is only known to be more.
func slips(a, b string, most int) int {
	for a != "" && b != "" && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	if a == "" || b == "" {
		return len(a) + len(b)
	}
	if most == 0 {
		return 1
	}
	n := min(slips(a[1:], b, most-1), slips(a, b[1:], most-1), slips(a[1:], b[1:], most-1))
	if len(a) > 1 && len(b) > 1 && a[0] == b[1] && a[1] == b[0] {
		n = min(n, slips(a[2:], b[2:], most-1))
	}
	return n + 1
}
