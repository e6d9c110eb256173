package score

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"chancery/internal/lexicon"
	"chancery/internal/plover"
)

// A Cast is the actors of PETRARCH dictionaries as the register can have them: rows for what it does not know, and what
// the codes of the dictionary stand for in it.
type Cast struct {
	reg    *lexicon.Register
	rows   strings.Builder
	states []*castState
	codes  map[string]string // first three letters of a code: state or class
	roles  map[string]bool   // roles of offices that have a row
}

// A castState is a state that the register does not know.
type castState struct {
	code, name        string
	adjectives, other []string
}

// NewCast is the cast of a dictionary without actors; reg is the register to which its rows shall be added.
func NewCast(reg *lexicon.Register) *Cast {
	return &Cast{reg: reg, codes: map[string]string{}, roles: map[string]bool{}}
}

// Rows is the rows of the cast, as lexicon.LoadWith reads them.
func (c *Cast) Rows() []byte {
	var b strings.Builder
	for _, s := range c.states {
		fmt.Fprintf(&b, "state\t%s\t\t%s\t\t\t%s\n", s.code, cmp.Or(s.name, s.code), strings.Join(s.adjectives, "|"))
		for _, name := range s.other {
			fmt.Fprintf(&b, "metonym\t%s\t%s\n", name, s.code)
		}
	}
	return []byte(b.String() + c.rows.String())
}

// A dictCode is a code and the days, as YYYYMMDD, for which it holds; "" is no bound.
type dictCode struct{ code, from, to string }

// ReadActors adds the actors of a PETRARCH dictionary. A name that the register knows stays what it is there, and its code
// stands for the state or organisation that it names. Of the others the first name of a code becomes a state, further
// ones its other names; a name with dated codes becomes a person, each code a term in an office of that sector; a name whose
// code has a sector becomes a body of the state. A name that stands for several actors at once, and a code for no actor
// ("---"), are left out.
func (c *Cast) ReadActors(r io.Reader) error {
	var names []string
	var codes []dictCode
	flush := func() {
		c.add(names, codes)
		names, codes = nil, nil
	}
	err := dictLines(r, func(name string, list []dictCode) {
		synonym, isSynonym := strings.CutPrefix(name, "+")
		if name != "" && !isSynonym {
			flush()
		}
		if name != "" {
			names = append(names, spelt(synonym))
		}
		codes = append(codes, list...)
	})
	flush()
	return err
}

// ReadAgents adds the common nouns of a PETRARCH dictionary of agents that the register does not know, as bodies that any
// state may have: "main opposition group".
func (c *Cast) ReadAgents(r io.Reader) error {
	return dictLines(r, func(name string, list []dictCode) {
		name, plural, _ := strings.Cut(name, "{")
		name = strings.ToLower(spelt(name))
		if len(list) == 0 || name == "" || strings.ContainsAny(name, "!=") || c.reg.Lookup(name) != nil {
			return
		}
		sector := sectorOf(strings.Trim(list[0].code, "~ "))
		if sector == "" {
			return
		}
		if plural = strings.ToLower(spelt(strings.Trim(plural, "} "))); plural == "" {
			plural = name + "s"
		}
		fmt.Fprintf(&c.rows, "body\t%s\t%s\t%s|%s\n", slug(name), sector, name, plural)
	})
}

// dictLines calls f for every line of a dictionary with its name, which may be empty, and the codes behind it.
func dictLines(r io.Reader, f func(name string, codes []dictCode)) error {
	sc := bufio.NewScanner(r)
	inComment := false
	for sc.Scan() {
		line := sc.Text()
		if !utf8.ValidString(line) {
			return fmt.Errorf("petrarch dictionary: not UTF-8")
		}
		if strings.HasPrefix(line, "<!") {
			inComment = true
		}
		if inComment {
			inComment = !strings.Contains(line, "-->")
			continue
		}
		line, _, _ = strings.Cut(line, "#")
		name, rest, _ := strings.Cut(line, "[")
		var codes []dictCode
		for rest != "" {
			inner, more, _ := strings.Cut(rest, "]")
			codes = append(codes, parseCode(inner))
			_, rest, _ = strings.Cut(more, "[")
		}
		if name = strings.TrimSpace(name); name != "" || codes != nil {
			f(name, codes)
		}
	}
	return sc.Err()
}

// parseCode reads "HOB", "HOB <950601", "HOB > 990816" or "HOB 19950601 - 19990815".
func parseCode(s string) dictCode {
	s = strings.NewReplacer("<", " < ", ">", " > ", "-", " - ").Replace(strings.TrimSpace(s))
	f := strings.Fields(s)
	if len(f) == 0 || f[0] == "-" {
		return dictCode{}
	}
	c := dictCode{code: f[0]}
	switch {
	case len(f) == 3 && f[1] == "<":
		c.from, c.to = "19000101", longDay(f[2])
	case len(f) == 3 && f[1] == ">":
		c.from, c.to = longDay(f[2]), "20991231"
	case len(f) == 4 && f[2] == "-":
		c.from, c.to = longDay(f[1]), longDay(f[3])
	}
	return c
}

// longDay gives a day of six digits its century.
func longDay(s string) string {
	if len(s) == 6 {
		return "19" + s
	}
	return s
}

func (c *Cast) add(names []string, codes []dictCode) {
	codes = slices.DeleteFunc(codes, func(d dictCode) bool { return len(d.code) < 3 || strings.ContainsAny(d.code, "/+#") })
	if len(names) == 0 || len(codes) == 0 || len(names[0]) == 0 {
		return
	}
	if c.isKnown(names[0], codes) {
		names = names[1:]
	}
	code := codes[len(codes)-1]
	for _, d := range codes {
		if d.from == "" {
			code = d
		}
	}
	for i, name := range names {
		switch {
		case c.reg.Lookup(name) != nil || strings.EqualFold(name, "Secretary General"):
		case code.from != "" || len(codes) > 1:
			c.addPerson(name, names[i+1:], codes)
			return
		default:
			c.addName(name, code.code)
		}
	}
}

// isKnown reports whether the register has a state or an organisation of this name, or the dictionary only the beginning
// of such a name, and lets the codes stand for it.
func (c *Cast) isKnown(name string, codes []dictCode) bool {
	known := ""
	for _, e := range c.reg.Lookup(name) {
		switch e.Kind {
		case lexicon.EntryState, lexicon.EntryAdjective, lexicon.EntryCapital, lexicon.EntryMetonym:
			known = e.Country
		case lexicon.EntryOrg:
			if known = c.reg.Org(e.ID).Country; known == "" {
				known = class(c.reg.Org(e.ID).Sector)
			}
		}
	}
	if s := c.reg.State(codes[0].code[:3]); known == "" && s != nil && strings.HasPrefix(s.Name, name) {
		known = s.ISO3
	}
	if known == "" {
		return false
	}
	for _, d := range codes {
		c.codes[d.code[:3]] = known
	}
	return true
}

// class is the code of an organisation that belongs to no state.
func class(sector string) string {
	if sector == "IGO" || sector == "NGO" {
		return sector
	}
	return "IMG"
}

func (c *Cast) addPerson(name string, variants []string, codes []dictCode) {
	home, id := c.home(codes[0].code), slug(name)
	fmt.Fprintf(&c.rows, "person\t%s\t%s\t%s\t\t%s\n", id, name, home, strings.Join(variants, "|"))
	for _, d := range codes {
		sector := sectorOf(d.code[3:])
		if d.from == "" || sector == "" {
			continue
		}
		role := "of-sector-" + strings.ToLower(sector)
		if !c.roles[role] {
			c.roles[role] = true
			fmt.Fprintf(&c.rows, "office\t%s\tOfficial\t9\t%s\tmany\n", role, sector)
		}
		fmt.Fprintf(&c.rows, "term\t%s\t%s.%s\t%s\t%s\n", id, home, role, isoDay(d.from), isoDay(d.to))
	}
}

func (c *Cast) addName(name, code string) {
	switch code[:3] {
	case "IGO", "IMG", "NGO", "NGM":
		sector := map[string]string{"IGO": "IGO", "IMG": "REB", "NGO": "NGO", "NGM": "NGO"}[code[:3]]
		c.codes[code[:3]] = class(sector)
		fmt.Fprintf(&c.rows, "org\t%s\t%s\tbloc\t\t%s\n", strings.ToUpper(slug(name)), name, sector)
		return
	}
	home := c.home(code)
	if sector := sectorOf(code[3:]); sector != "" {
		fmt.Fprintf(&c.rows, "body\t%s.%s\t%s\t%s\n", home, slug(name), sector, name)
		return
	}
	i := slices.IndexFunc(c.states, func(s *castState) bool { return s.code == home })
	if i < 0 {
		fmt.Fprintf(&c.rows, "metonym\t%s\t%s\n", name, home)
		return
	}
	switch s := c.states[i]; {
	case s.name == "" && len(code) == 3:
		s.name = name
	case isAdjectiveOf(name, s.name):
		s.adjectives = append(s.adjectives, name)
	default:
		s.other = append(s.other, name)
	}
}

// home is what the first three letters of a code stand for; those met for the first time are a state of their own.
func (c *Cast) home(code string) string {
	code = code[:3]
	if known, ok := c.codes[code]; ok {
		return known
	}
	c.codes[code] = code
	c.states = append(c.states, &castState{code: code})
	return code
}

// isAdjectiveOf reports whether a name is the adjective of a state: "Eriadorian" of "Eriador".
func isAdjectiveOf(name, state string) bool {
	return slices.ContainsFunc(strings.Fields(state), func(word string) bool {
		return len(word) >= 4 && strings.HasPrefix(name, word[:4]) &&
			slices.ContainsFunc([]string{"i", "an", "er", "ish", "ese", "ic"}, func(end string) bool { return strings.HasSuffix(name, end) })
	})
}

// Code is what a code of the dictionary stands for in the register, "" where it is no actor, and its PLOVER sector, "" where it
// has none that PLOVER knows.
func (c *Cast) Code(code string) (state, sector string) {
	if len(code) < 3 || strings.ContainsAny(code[:3], "-#\"") {
		return "", ""
	}
	if state = c.codes[code[:3]]; state == "" {
		state = code[:3]
	}
	switch state {
	case "IGO", "NGO", "IMG":
		return state, ""
	case "NGM":
		return "NGO", ""
	}
	return state, sectorOf(code[3:])
}

// sectorOf is the last of the sectors in a code, three letters each, that PLOVER knows: in "GOVMED" the media are meant.
func sectorOf(code string) string {
	sector := ""
	for ; len(code) >= 3; code = code[3:] {
		switch one := code[:3]; {
		case one == "MED":
			sector = "JRN" // MED is medical in PLOVER
		case one == "CIV":
			sector = "CVL"
		case one != "NGO" && one != "IGO" && plover.IsSector(one):
			sector = one
		}
	}
	return sector
}

// spelt writes a name of a dictionary as texts do: "CARAS GALADHON", "THE_DARK_TOWER".
func spelt(s string) string {
	words := strings.Fields(strings.ReplaceAll(s, "_", " "))
	if len(words) > 1 && words[0] == "THE" {
		words = words[1:]
	}
	for i, w := range words {
		switch {
		case i > 0 && slices.Contains([]string{"OF", "THE", "AND"}, w):
			words[i] = strings.ToLower(w)
		case len(w) > 2 && !strings.Contains(w, "."):
			words[i] = w[:1] + strings.ToLower(w[1:])
		}
	}
	return strings.Join(words, " ")
}

// slug is a name as part of an id.
func slug(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), "-")
}

// isoDay writes YYYYMMDD as the register does.
func isoDay(s string) string {
	if len(s) != 8 {
		return s // the register names the line that is wrong
	}
	return s[:4] + "-" + s[4:6] + "-" + s[6:]
}
