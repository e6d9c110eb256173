package score

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"chancery/internal/doc"
	"chancery/internal/plover"
	"chancery/internal/record"
)

// key is the state of a party or, of one that has none, the organisation or person itself.
func (p GoldParty) key() string {
	switch {
	case p.Org != "":
		return "ORG:" + fold(p.Org)
	case p.State != "":
		return p.State
	}
	return "PER:" + fold(p.Name)
}

// isOfState reports whether a party of a record acts for the state or organisation of p, or is p.
func (p GoldParty) isOfState(q *record.Party) bool {
	switch {
	case p.Org != "":
		return isOrg(p.Org, string(q.Actor), q.Name, q.Office)
	case p.State != "":
		return q.Country == p.State || string(q.Actor) == p.State
	}
	return sameName(p.Name, q.Name)
}

// is reports whether a party of a record is p itself: the person by name, the state as such or an office of it.
func (p GoldParty) is(q *record.Party) bool {
	if !p.isOfState(q) {
		return false
	}
	return p.Name == "" || sameName(p.Name, q.Name)
}

// isActor reports whether an actor of a reading is p. An unnamed official is his state.
func (p GoldParty) isActor(a *doc.Actor) bool {
	switch {
	case p.Org != "":
		return isOrg(p.Org, a.ID, a.Name, a.Office)
	case p.Name != "":
		return sameName(p.Name, a.Name) && (p.State == "" || a.Country == "" || a.Country == p.State)
	}
	return a.ID == p.State || a.Country == p.State && (a.Kind == doc.State || a.Kind == doc.Office)
}

// isOrg reports whether an organisation that gold names is the one with this id and name, one of its bodies that bears its
// name, or the one whose office the party holds.
func isOrg(org, id, name, office string) bool {
	o := short(fold(org))
	return o == fold(id) || hasWords(strings.Fields(short(fold(name))), strings.Fields(o)) || hasWords(words(short(fold(office))), strings.Fields(o))
}

// short writes the United Nations in a folded name by their letters, as most texts do.
func short(s string) string { return strings.ReplaceAll(s, "united nations", "un") }

// sameName reports whether two names can be of one person: the words of the shorter all stand in the longer.
func sameName(a, b string) bool {
	x, y := words(a), words(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	return hasWords(y, x)
}

// hasWords reports whether every word of part, of which there must be one, is in all.
func hasWords(all, part []string) bool {
	for _, w := range part {
		if !slices.ContainsFunc(all, func(v string) bool { return sameWord(v, w) }) {
			return false
		}
	}
	return len(part) > 0
}

// sameWord reports whether two folded words are one: spellings of a foreign name that differ in one letter are, if
// they are long ("Zelensky", "Zelenskyy").
func sameWord(a, b string) bool {
	if a == b {
		return true
	}
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) < 6 || len(b)-len(a) > 1 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) == len(b) {
		return a[i+1:] == b[i+1:]
	}
	return a[i:] == b[i+1:]
}

// words is the words of s in lower case and without accents.
func words(s string) []string {
	s = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFD.String(s))
	return strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// fold is s in a form in which spellings that differ in case, accents, marks or a leading article are equal.
func fold(s string) string {
	w := words(s)
	if len(w) > 1 && w[0] == "the" {
		w = w[1:]
	}
	return strings.Join(w, " ")
}

// goldSide and side are the distinct states and organisations on one side, sorted; those of a record are written by
// the key of the gold party that they match, where there is one.
func goldSide(list []GoldParty) []string {
	out := make([]string, 0, len(list))
	for _, p := range list {
		out = append(out, p.key())
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func side(list []record.Party, gold []GoldParty) []string {
	out := make([]string, 0, len(list))
	for i := range list {
		out = append(out, keyIn(&list[i], gold))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func keyIn(q *record.Party, gold []GoldParty) string {
	for _, p := range gold {
		if p.isOfState(q) {
			return p.key()
		}
	}
	if q.Country != "" {
		return q.Country
	}
	return string(q.Actor)
}

// isAsserted reports whether an entry with this status says that something was, is or will be.
func isAsserted(s plover.Status) bool {
	return s == plover.Occurred || s == plover.Ongoing || s == plover.Planned
}
