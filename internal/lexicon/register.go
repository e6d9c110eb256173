package lexicon

import (
	"slices"

	"chancery/internal/date"
)

// A Register is the table of actors: states, organisations, bodies of states, persons and the offices they held, the
// titles that news puts before a name, and the names that stand for a government. It is immutable.
//
// It knows public facts, not texts: which of several bearers of a name an article means is for package who to decide.
type Register struct {
	States   []*State
	Orgs     []*Org
	Bodies   []*Body
	Persons  []*Person
	Offices  []*Office
	Terms    []Term
	Titles   []*Title
	Metonyms []*Metonym

	states   map[string]*State
	orgs     map[string]*Org
	bodies   map[string]*Body
	persons  map[string]*Person
	offices  map[string]*Office
	roles    map[string]role
	titles   map[string]*Title
	metonyms map[string]*Metonym

	termsOf  map[string][]Term // by person, in order of From
	holders  map[string][]Term // by office, in order of From
	surnames map[string][]*Person
	names    trie
}

// A State is a state or a territory that acts as one, now or formerly.
type State struct {
	ISO3       string // ISO 3166 alpha-3; XKX for Kosovo, the withdrawn codes (SUN, YUG, CSK, DDR) for former states
	ISO2       string
	Name       string // as news writes it: "South Korea"
	Long       string // as treaties write it: "Republic of Korea"
	Capital    string // seat of government first; "" where it has none
	Capitals   []string
	Adjectives []string // "Russian"
	Demonyms   []string // nouns for its people that differ from the adjective: "Russians", "Briton"
	Variants   []string // other names: "ROK"
	From, To   date.Day // of former states and of those founded lately; zero: no bound
	COW, GW    int      // number in the state lists of Correlates of War and of Gleditsch and Ward; 0: in none
	Former     []FormerName
}

// A FormerName is a name that a state has laid down: "Burma". A bound that is not known is zero.
type FormerName struct {
	Name     string
	From, To date.Day
}

// An Org is an organisation, a bloc, a company, an outlet, a party or an armed group.
type Org struct {
	ID       string // short and stable: "NATO"
	Name     string
	Variants []string
	Kind     string   // IGO, bloc, company, armed-group, party, media, NGO, religion
	Country  string   // ISO3, or "" where it belongs to no one state
	Sector   string   // PLOVER sector
	Members  []string // ids of those that have not left, states (ISO3) and organisations
	Joined   []Membership
}

// A Membership is a time in which a state or organisation belonged to another. A bound that is not known is zero, as is
// the end of those who have not left.
type Membership struct {
	Member   string
	From, To date.Day
}

// MembersOn is who belonged to o on a day, in the order of the register.
func (o *Org) MembersOn(day date.Day) []string {
	var out []string
	for _, m := range o.Joined {
		if m.From <= day && (m.To == 0 || day <= m.To) && !slices.Contains(out, m.Member) {
			out = append(out, m.Member)
		}
	}
	return out
}

// A Body is a lasting part of a state or organisation: a ministry, a parliament, the armed forces. A generic Body has
// no Country and its ID is the Role: "foreign-ministry" for the words "Foreign Ministry", whose country the text tells.
type Body struct {
	ID       string // "CHN.foreign-ministry"
	Role     string // "foreign-ministry"
	Name     string
	Variants []string
	Country  string
	Sector   string
}

// A Person is somebody whom news mentions by name alone.
type Person struct {
	ID       string // name slug: "xi-jinping"
	Name     string
	Country  string
	Shorts   []string // what stands for the person after the first mention: "Xi"
	Variants []string // other spellings and fuller forms of the name, each safe on its own

	rank int // of the most prominent office ever held
}

// A Term is a time in office. Where only a year or month is known, From is its first day and To its last.
type Term struct {
	Person string
	Office string
	From   date.Day
	To     date.Day // zero: the end is not known; the holder was in office on AsOf
	AsOf   date.Day // zero where To is known
}

// Covers reports whether the holder was in office on day. An unknown end does not exclude a later day; no day is
// covered by the terms without an end.
func (t Term) Covers(day date.Day) bool {
	if day == 0 {
		return t.To == 0
	}
	return t.From <= day && (t.To == 0 || day <= t.To)
}

// An Office is a post that persons hold for terms.
type Office struct {
	ID      string // "CHN.president": Country and Role
	Country string // ISO3, or the id of an organisation
	Role    string // "president", "head-of-government", "foreign-minister"
	Title   string // as written before a name: "Premier"
	Rank    int    // 1 is the most prominent
	Sector  string
}

// role is what the offices of one kind have in common; a row for one country overrides it.
type role struct {
	title  string
	rank   int
	sector string
	many   bool // several may hold it at a time
}

// A Title is a word for a role: "prime minister", "spokeswoman".
type Title struct {
	Name      string   // lower case but for proper nouns
	Variants  []string // further forms: "PM", "premier"
	Roles     []string // roles of offices that it can denote, likeliest first; none for "official"
	Sector    string   // of a person who is called so, where no office says it
	Before    bool     // can stand before a name: "President Biden"
	Countries []string // where the title exists in one or few countries only: "Taoiseach"
}

// A Metonym is the name of a place or building that stands for a government or a part of it.
type Metonym struct {
	Name     string
	Variants []string
	Country  string
	Actor    string // the body meant: "USA.presidency"; else the state
}

// An EntryKind says what a name is the name of.
type EntryKind uint8

// The kinds. The ID of an Entry is that of the State for the first four.
const (
	EntryState EntryKind = iota + 1
	EntryAdjective
	EntryDemonym
	EntryCapital
	EntryOrg
	EntryBody
	EntryPerson
	EntryMetonym
	EntryTitle
)

var entryKinds = [...]string{"", "state", "adjective", "demonym", "capital", "org", "body", "person", "metonym", "title"}

func (k EntryKind) String() string { return entryKinds[k] }

// An Entry is one thing that a name can mean.
type Entry struct {
	Kind    EntryKind
	ID      string // key into the table of its kind
	Country string // ISO3, or "" where none is fixed
	Weak    bool   // the form has a more usual other sense ("North", "CAR"): believe it only where the text supports it
}

// State is the state of an ISO3 code, or nil.
func (r *Register) State(iso3 string) *State { return r.states[iso3] }

// Org is the organisation of an id, or nil.
func (r *Register) Org(id string) *Org { return r.orgs[id] }

// Body is the body of an id ("CHN.foreign-ministry", or a generic "foreign-ministry"), or nil.
func (r *Register) Body(id string) *Body { return r.bodies[id] }

// BodyOf is the body with a role in a country; nil where the register has none, though the country may.
func (r *Register) BodyOf(country, role string) *Body { return r.bodies[country+"."+role] }

// Person is the person of an id, or nil.
func (r *Register) Person(id string) *Person { return r.persons[id] }

// Title is the title of its Name, or nil.
func (r *Register) Title(name string) *Title { return r.titles[name] }

// Metonym is the metonym of its Name, or nil.
func (r *Register) Metonym(name string) *Metonym { return r.metonyms[name] }

// Office is the office of an id, or nil where the register knows no holder of it.
func (r *Register) Office(id string) *Office { return r.offices[id] }

// TitleOf is the usual title of a role in a country: "Chancellor" for head-of-government in DEU. It is "" for an
// unknown role.
func (r *Register) TitleOf(country, role string) string {
	if o := r.offices[country+"."+role]; o != nil {
		return o.Title
	}
	return r.roles[role].title
}

// TermsOf is the terms of a person in order of their beginning. The caller must not change it.
func (r *Register) TermsOf(person string) []Term { return r.termsOf[person] }

// Holders is who held an office on a day, the latest to begin first. On the day of a handover it is both.
func (r *Register) Holders(office string, day date.Day) []*Person {
	var out []*Person
	terms := r.holders[office]
	for i := len(terms) - 1; i >= 0; i-- {
		if terms[i].Covers(day) {
			out = append(out, r.persons[terms[i].Person])
		}
	}
	return out
}

// HoldersByTitle is Holders for a country (or the id of an organisation) and a role.
func (r *Register) HoldersByTitle(country, role string, day date.Day) []*Person {
	return r.Holders(country+"."+role, day)
}

// OfficeOf is the most prominent office that a person held on a day, of equals the one begun last.
func (r *Register) OfficeOf(person string, day date.Day) (Term, bool) {
	return r.best(r.termsOf[person], func(t Term) bool { return t.Covers(day) })
}

// FormerOfficeOf is the most prominent office that a person held and had left before a day.
func (r *Register) FormerOfficeOf(person string, day date.Day) (Term, bool) {
	return r.best(r.termsOf[person], func(t Term) bool { return t.To != 0 && t.To < day })
}

func (r *Register) best(terms []Term, ok func(Term) bool) (best Term, found bool) {
	for _, t := range terms {
		if ok(t) && (!found || r.offices[t.Office].Rank <= r.offices[best.Office].Rank) {
			best, found = t, true
		}
	}
	return best, found
}
