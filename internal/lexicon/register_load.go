package lexicon

import (
	"cmp"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"chancery/internal/date"
	"chancery/internal/plover"
)

const registerDir = "data/register/"

// A loader is a register that is being read.
type loader struct {
	*Register
	own     bool            // the rows at hand are a user's
	claimed map[string]bool // forms of names that he has given
}

// readRegister reads the tables from fsys. The order matters: offices name states, terms name persons and offices. The
// rows of a user, by table, are read first in each table and win.
func readRegister(fsys fs.FS, own map[string][]row) (*Register, error) {
	ld := loader{Register: &Register{
		states: map[string]*State{}, orgs: map[string]*Org{}, bodies: map[string]*Body{}, persons: make(map[string]*Person, 1<<12),
		offices: make(map[string]*Office, 1<<11), roles: map[string]role{}, titles: map[string]*Title{}, metonyms: map[string]*Metonym{},
		termsOf: make(map[string][]Term, 1<<12), holders: make(map[string][]Term, 1<<11), surnames: make(map[string][]*Person, 1<<12),
	}, claimed: map[string]bool{}}
	r := ld.Register
	for _, table := range []struct {
		file string
		min  int
		id   int // so many columns are the id
		add  func(row) error
	}{
		{"states.tsv", 3, 1, ld.addState},
		{"orgs.tsv", 5, 1, ld.addOrg},
		{"bodies.tsv", 3, 1, ld.addBody},
		{"metonyms.tsv", 2, 1, ld.addMetonym},
		{"titles.tsv", 3, 1, ld.addTitle},
		{"offices.tsv", 4, 1, ld.addOffice},
		{"persons.tsv", 3, 1, ld.addPerson},
		{"terms.tsv", 4, 2, ld.addTerm},
	} {
		all, err := rows(fsys, registerDir+table.file, table.min)
		if err != nil {
			return nil, err
		}
		mine := own[strings.TrimSuffix(table.file, ".tsv")]
		for _, row := range mine {
			if len(row.cols) < table.min {
				return nil, row.errorf("%d columns, want at least %d", len(row.cols), table.min)
			}
			ld.own = true
			if err := table.add(row); err != nil {
				return nil, row.errorf("%w", err)
			}
		}
		ld.own = false
		for _, row := range without(all, mine, table.id) {
			if err := table.add(row); err != nil {
				return nil, row.errorf("%w", err)
			}
		}
	}
	if err := ld.nameFormer(); err != nil {
		return nil, err
	}
	r.yield(own["terms"])
	r.index()
	return r, nil
}

// nameFormer lets the former names of states stand for them, but for those that a state of the register bears still:
// "Zaire".
func (r *loader) nameFormer() error {
	for _, s := range r.States {
		for i := range s.Former {
			weak := strings.HasSuffix(s.Former[i].Name, "?")
			s.Former[i].Name = strings.TrimSuffix(s.Former[i].Name, "?")
			if slices.ContainsFunc(r.Lookup(s.Former[i].Name), func(e Entry) bool { return e.Kind == EntryState }) {
				continue
			}
			if !r.names.add(s.Former[i].Name, exactCase, Entry{Kind: EntryState, ID: s.ISO3, Country: s.ISO3, Weak: weak}) {
				return fmt.Errorf("lexicon: %q cannot be a name of %s", s.Former[i].Name, s.ISO3)
			}
		}
	}
	return nil
}

// put adds v under its id, which must be new and not empty.
func put[T any](m map[string]*T, id string, v *T) error {
	if id == "" {
		return fmt.Errorf("no id")
	}
	if _, ok := m[id]; ok {
		return fmt.Errorf("%q is there twice", id)
	}
	m[id] = v
	return nil
}

// name adds the forms of an entry; a "?" at the end of a form says that it is weak and is taken off.
func (r *loader) name(rule caseRule, e Entry, forms ...string) error {
	for _, s := range forms {
		one := e
		one.Weak = strings.HasSuffix(s, "?")
		if e.Kind != EntryPerson {
			switch key := keyOf(strings.TrimSuffix(s, "?")); {
			case r.own:
				r.claimed[key] = true
			case r.claimed[key]:
				continue // what a user says of a name holds
			}
		}
		if !r.names.add(strings.TrimSuffix(s, "?"), rule, one) {
			return fmt.Errorf("%q cannot be a name", s)
		}
	}
	return nil
}

// strip takes the marks of weak forms off.
func strip(forms []string) []string {
	for i := range forms {
		forms[i] = strings.TrimSuffix(forms[i], "?")
	}
	return forms
}

func (r *loader) addState(row row) error {
	id := row.col(0)
	if len(id) != 3 || strings.ToUpper(id) != id {
		return fmt.Errorf("%q is not an alpha-3 code", id)
	}
	capitals, adjectives, demonyms, variants := row.list(4), row.list(5), row.list(6), row.list(7)
	names := row.list(2)
	if len(names) != 1 {
		return fmt.Errorf("%d names, want one", len(names))
	}
	name := func(kind EntryKind, forms ...string) error {
		return r.name(exactCase, Entry{Kind: kind, ID: id, Country: id}, forms...)
	}
	if err := cmp.Or(name(EntryState, names...), name(EntryState, row.list(3)...), name(EntryState, variants...),
		name(EntryAdjective, adjectives...), name(EntryDemonym, demonyms...), name(EntryCapital, capitals...)); err != nil {
		return err
	}
	s := &State{ISO3: id, ISO2: row.col(1), Name: strip(names)[0], Long: row.col(3), Capitals: strip(capitals),
		Adjectives: strip(adjectives), Demonyms: strip(demonyms), Variants: strip(variants)}
	if len(capitals) > 0 {
		s.Capital = capitals[0]
	}
	var err error
	if s.From, s.To, _, err = interval(row.col(8), row.col(9)); err != nil {
		return err
	}
	if s.COW, err = number(row.col(10)); err != nil {
		return err
	}
	if s.GW, err = number(row.col(11)); err != nil {
		return err
	}
	for _, former := range row.list(12) {
		name, from, to := dated(former)
		one := FormerName{Name: name}
		if one.From, one.To, _, err = interval(from, to); err != nil {
			return fmt.Errorf("%q: %w", former, err)
		}
		s.Former = append(s.Former, one)
	}
	r.States = append(r.States, s)
	return put(r.states, id, s)
}

// orgKinds are the kinds of organisations that orgs.tsv may name.
var orgKinds = [...]string{"IGO", "bloc", "company", "armed-group", "party", "media", "NGO", "religion"}

func (r *loader) addOrg(row row) error {
	o := &Org{ID: row.col(0), Kind: row.col(2), Country: row.col(3), Sector: row.col(4)}
	names, variants := row.list(1), row.list(5)
	if len(names) != 1 {
		return fmt.Errorf("%d names, want one", len(names))
	}
	if !slices.Contains(orgKinds[:], o.Kind) {
		return fmt.Errorf("%q is not a kind of organisation", o.Kind)
	}
	if err := cmp.Or(r.isCountry(o.Country), isSector(o.Sector)); err != nil {
		return err
	}
	for _, m := range row.list(6) {
		if err := r.addMember(o, m); err != nil {
			return fmt.Errorf("member %q: %w", m, err)
		}
	}
	e := Entry{Kind: EntryOrg, ID: o.ID, Country: o.Country}
	if err := cmp.Or(r.name(exactCase, e, names...), r.name(exactCase, e, variants...)); err != nil {
		return err
	}
	o.Name, o.Variants = strip(names)[0], strip(variants)
	r.Orgs = append(r.Orgs, o)
	return put(r.orgs, o.ID, o)
}

// addMember reads "FRA", "FRA 1958" or "GBR 1973-01-01 2020-01-31".
func (r *loader) addMember(o *Org, s string) (err error) {
	id, from, to := dated(s)
	m := Membership{Member: id}
	if len(id) == 3 { // organisations may be members, also of one further down
		if err := r.isCountry(id); err != nil {
			return err
		}
	}
	if m.From, m.To, _, err = interval(from, to); err != nil {
		return err
	}
	o.Joined = append(o.Joined, m)
	if m.To == 0 && !slices.Contains(o.Members, id) {
		o.Members = append(o.Members, id)
	}
	return nil
}

// dated parts a name from the one or two dates behind it.
func dated(s string) (name, from, to string) {
	words := strings.Fields(s)
	n := len(words)
	for n > 1 && n > len(words)-2 && words[n-1][0] >= '0' && words[n-1][0] <= '9' {
		n--
	}
	switch len(words) - n {
	case 2:
		to = words[n+1]
		fallthrough
	case 1:
		from = words[n]
	}
	return strings.Join(words[:n], " "), from, to
}

// number is a code made of digits, 0 for "".
func number(s string) (int, error) {
	if s == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(s)
	if err != nil || n <= 0 {
		return 0, fmt.Errorf("%q is not a number", s)
	}
	return n, nil
}

// addBody reads "CHN.foreign-ministry" for a country and "foreign-ministry" for all.
func (r *loader) addBody(row row) error {
	b := &Body{ID: row.col(0), Role: row.col(0), Sector: row.col(1)}
	rule := anyCase
	if country, role, ok := strings.Cut(b.ID, "."); ok {
		b.Country, b.Role, rule = country, role, exactCase
		if err := r.isActor(country); err != nil {
			return err
		}
	}
	if err := isSector(b.Sector); err != nil {
		return err
	}
	names := row.list(2)
	if err := r.name(rule, Entry{Kind: EntryBody, ID: b.ID, Country: b.Country}, names...); err != nil {
		return err
	}
	strip(names)
	b.Name, b.Variants = names[0], names[1:]
	r.Bodies = append(r.Bodies, b)
	return put(r.bodies, b.ID, b)
}

func (r *loader) addMetonym(row row) error {
	names := row.list(0)
	m := &Metonym{Country: row.col(1), Actor: row.col(2)}
	if err := r.isActor(m.Country); err != nil {
		return err
	}
	if m.Actor != "" && r.bodies[m.Actor] == nil {
		return fmt.Errorf("no body %q", m.Actor)
	}
	id := strings.TrimSuffix(names[0], "?")
	if err := r.name(exactCase, Entry{Kind: EntryMetonym, ID: id, Country: m.Country}, names...); err != nil {
		return err
	}
	strip(names)
	m.Name, m.Variants = names[0], names[1:]
	r.Metonyms = append(r.Metonyms, m)
	return put(r.metonyms, m.Name, m)
}

func (r *loader) addTitle(row row) error {
	names := row.list(0)
	t := &Title{Roles: row.list(3), Sector: row.col(1), Countries: row.list(4)}
	switch row.col(2) {
	case "before":
		t.Before = true
	case "after":
	default:
		return fmt.Errorf("%q: want before or after", row.col(2))
	}
	if err := isSector(t.Sector); err != nil {
		return err
	}
	e := Entry{Kind: EntryTitle, ID: strings.TrimSuffix(names[0], "?")}
	for _, c := range t.Countries {
		if err := r.isActor(c); err != nil {
			return err
		}
	}
	if len(t.Countries) == 1 {
		e.Country = t.Countries[0]
	}
	if err := r.name(anyCase, e, names...); err != nil {
		return err
	}
	strip(names)
	t.Name, t.Variants = names[0], names[1:]
	r.Titles = append(r.Titles, t)
	return put(r.titles, t.Name, t)
}

// addOffice reads a role ("president") or an office of one country ("CHN.head-of-government") that overrides it.
func (r *loader) addOffice(row row) error {
	rank, err := strconv.Atoi(row.col(2))
	if err != nil || rank < 1 {
		return fmt.Errorf("%q is not a rank", row.col(2))
	}
	if err := isSector(row.col(3)); err != nil {
		return err
	}
	id := row.col(0)
	if country, role, ok := strings.Cut(id, "."); ok {
		if err := r.isActor(country); err != nil {
			return err
		}
		return r.putOffice(&Office{ID: id, Country: country, Role: role, Title: row.col(1), Rank: rank, Sector: row.col(3)})
	}
	if _, ok := r.roles[id]; ok || id == "" {
		return fmt.Errorf("%q is empty or there twice", id)
	}
	if many := row.col(4); many != "" && many != "many" {
		return fmt.Errorf("%q: want many or nothing", many)
	}
	r.roles[id] = role{row.col(1), rank, row.col(3), row.col(4) == "many"}
	return nil
}

func (r *Register) putOffice(o *Office) error {
	r.Offices = append(r.Offices, o)
	return put(r.offices, o.ID, o)
}

// office is the office of an id, made from its role where no row describes it.
func (r *Register) office(id string) (*Office, error) {
	if o := r.offices[id]; o != nil {
		return o, nil
	}
	country, name, _ := strings.Cut(id, ".")
	if err := r.isActor(country); err != nil {
		return nil, err
	}
	role, ok := r.roles[name]
	if !ok {
		return nil, fmt.Errorf("no office %q", id)
	}
	o := &Office{ID: id, Country: country, Role: name, Title: role.title, Rank: role.rank, Sector: role.sector}
	if org := r.orgs[country]; org != nil && o.Sector == "GOV" {
		o.Sector = org.Sector
	}
	return o, r.putOffice(o)
}

func (r *loader) addPerson(row row) error {
	p := &Person{ID: row.col(0), Name: row.col(1), Country: row.col(2), Shorts: row.list(3), Variants: row.list(4)}
	if err := r.isActor(p.Country); err != nil {
		return err
	}
	e := Entry{Kind: EntryPerson, ID: p.ID, Country: p.Country}
	if err := cmp.Or(r.name(nameCase, e, p.Name), r.name(nameCase, e, p.Variants...)); err != nil {
		return err
	}
	strip(p.Variants)
	if len(p.Shorts) == 0 {
		p.Shorts = shorts(p.Name)
	}
	r.Persons = append(r.Persons, p)
	return put(r.persons, p.ID, p)
}

// particles begin a last name of several words.
var particles = [...]string{"al", "el", "bin", "ben", "bint", "da", "de", "del", "della", "der", "di", "dos", "du", "ibn", "la", "le", "ter", "van", "von", "zu"}

// shorts is the last name with its particles, and its last word alone.
func shorts(name string) []string {
	words := strings.Fields(name)
	first := len(words) - 1
	last := words[first]
	if article, rest, ok := strings.Cut(last, "-"); ok && slices.Contains(particles[:], strings.ToLower(article)) {
		return []string{last, rest}
	}
	for first > 1 && slices.Contains(particles[:], strings.ToLower(words[first-1])) {
		first--
	}
	if words[first] == last {
		return []string{last}
	}
	return []string{strings.Join(words[first:], " "), last}
}

func (r *loader) addTerm(row row) (err error) {
	t := Term{Person: row.col(0), Office: row.col(1)}
	if r.persons[t.Person] == nil {
		return fmt.Errorf("no person %q", t.Person)
	}
	if _, err = r.office(t.Office); err != nil {
		return err
	}
	if t.From, t.To, t.AsOf, err = interval(row.col(2), row.col(3)); err != nil {
		return err
	}
	if t.From == 0 || t.To == 0 && t.AsOf == 0 {
		return fmt.Errorf("a term needs both ends")
	}
	r.Terms = append(r.Terms, t)
	return nil
}

// interval reads two dates, each a day, month or year: from is the first day, to the last. A "+" after to says that the
// end is unknown and that it still held then: asOf.
func interval(from, to string) (first, last, asOf date.Day, err error) {
	if first, _, err = span(from); err != nil {
		return 0, 0, 0, err
	}
	to, open := strings.CutSuffix(to, "+")
	asOf, last, err = span(to)
	switch {
	case err != nil:
	case last != 0 && last < first:
		err = fmt.Errorf("ends (%s) before it begins (%s)", to, from)
	case open:
		return first, 0, max(asOf, first), nil
	}
	return first, last, 0, err
}

// span is the first and last day of "2021", "2021-06" or "2021-06-28"; "" is none.
func span(s string) (first, last date.Day, err error) {
	switch len(s) {
	case 4:
		first, err = date.ParseDay(s + "-01-01")
		last, _ = date.ParseDay(s + "-12-31")
	case 7:
		if first, err = date.ParseDay(s + "-01"); err == nil {
			last = first.AddMonths(1) - 1
		}
	default:
		first, err = date.ParseDay(s)
		last = first
	}
	return first, last, err
}

// index builds the tables that answer who held what, and who has which last name.
func (r *Register) index() {
	for _, t := range r.Terms {
		r.termsOf[t.Person] = append(r.termsOf[t.Person], t)
		r.holders[t.Office] = append(r.holders[t.Office], t)
	}
	byBegin := func(a, b Term) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.Office, b.Office), cmp.Compare(a.Person, b.Person))
	}
	for _, terms := range r.termsOf {
		slices.SortFunc(terms, byBegin)
	}
	for _, terms := range r.holders {
		slices.SortFunc(terms, byBegin)
	}
	for _, p := range r.Persons {
		p.rank = r.rank(p)
		for _, s := range p.Shorts {
			var w walk
			key := shortKey(&w, s)
			r.surnames[key] = append(r.surnames[key], p)
		}
	}
	for _, named := range r.surnames {
		slices.SortStableFunc(named, func(a, b *Person) int {
			return cmp.Or(cmp.Compare(a.rank, b.rank), strings.Compare(a.ID, b.ID))
		})
	}
}

// rank is that of the most prominent office a person ever held.
func (r *Register) rank(p *Person) int {
	best := 1 << 10
	for _, t := range r.termsOf[p.ID] {
		best = min(best, r.offices[t.Office].Rank)
	}
	return best
}

func (r *Register) isCountry(id string) error {
	if id != "" && r.states[id] == nil {
		return fmt.Errorf("no state %q", id)
	}
	return nil
}

// isActor accepts a state or an organisation.
func (r *Register) isActor(id string) error {
	if r.states[id] == nil && r.orgs[id] == nil {
		return fmt.Errorf("no state or organisation %q", id)
	}
	return nil
}

func isSector(s string) error {
	if !plover.IsSector(s) {
		return fmt.Errorf("%q is not a sector", s)
	}
	return nil
}
