package score

import (
	"cmp"
	"slices"

	"chancery/internal/doc"
	"chancery/internal/plover"
	"chancery/internal/record"
)

// Found is what the program made of the articles of a case.
type Found struct {
	Articles []FoundArticle
	Events   []record.Event
	Copies   [][]record.ID // groups of articles that repeat one text
}

// A FoundArticle is the reading of one article of a case. Doc is nil where the article could not be read.
type FoundArticle struct {
	File string
	ID   record.ID
	Doc  *doc.Document
}

// A Share is how many of how many.
type Share struct {
	Right int `json:"right"`
	Of    int `json:"of"`
}

// Add adds o to s.
func (s *Share) Add(o Share) { s.Right += o.Right; s.Of += o.Of }

func (s *Share) count(right bool) {
	s.Of++
	if right {
		s.Right++
	}
}

// Ratio is the share as a number from 0 to 1, and 1 where there is nothing to get right.
func (s Share) Ratio() float64 {
	if s.Of == 0 {
		return 1
	}
	return ratio(s.Right, s.Of)
}

// Measures are the figures of one case or of several.
type Measures struct {
	Core       Share  `json:"core_recall"`
	All        Share  `json:"recall"`
	Undated    int    `json:"undated"` // gold events missed that an entry tells without a date
	Precision  Share  `json:"precision"`
	Duplicates int    `json:"duplicates"`
	WrongJoins int    `json:"wrong_joins"` // events that hold two gold events
	Forbidden  Share  `json:"forbidden"`   // Right: entries made all the same
	Kind       Share  `json:"kind"`        // from here on over the events that match
	Mode       Share  `json:"mode"`
	Format     Share  `json:"format"`
	Status     Share  `json:"status"`
	Date       Share  `json:"date"`
	Place      Share  `json:"place"`
	Roles      Share  `json:"roles"`
	Persons    Share  `json:"persons"`
	Sources    Share  `json:"sources"`
	Conflicts  Counts `json:"conflicts"`
	Quotes     Share  `json:"quotes"`  // with the right speaker
	Content    Share  `json:"content"` // of quotes, whoever speaks
	Times      Share  `json:"times"`
	Mentions   Share  `json:"mentions"`
	Copies     Counts `json:"copies"` // pairs of articles
}

// Add adds the figures of o to m.
func (m *Measures) Add(o *Measures) {
	for _, s := range []struct{ to, from *Share }{
		{&m.Core, &o.Core}, {&m.All, &o.All}, {&m.Precision, &o.Precision}, {&m.Forbidden, &o.Forbidden},
		{&m.Kind, &o.Kind}, {&m.Mode, &o.Mode}, {&m.Format, &o.Format}, {&m.Status, &o.Status}, {&m.Date, &o.Date},
		{&m.Place, &o.Place}, {&m.Roles, &o.Roles}, {&m.Persons, &o.Persons}, {&m.Sources, &o.Sources},
		{&m.Quotes, &o.Quotes}, {&m.Content, &o.Content}, {&m.Times, &o.Times}, {&m.Mentions, &o.Mentions},
	} {
		s.to.Add(*s.from)
	}
	m.Undated += o.Undated
	m.Duplicates += o.Duplicates
	m.WrongJoins += o.WrongJoins
	m.Conflicts.Add(o.Conflicts)
	m.Copies.Add(o.Copies)
}

// A CaseResult is the measures of one case and, in Faults, everything that lowered them.
type CaseResult struct {
	Name     string   `json:"name"`
	Articles int      `json:"articles"`
	Gold     int      `json:"gold_events"`
	Events   int      `json:"events"` // in the record
	Measures Measures `json:"measures"`
	Faults   []Fault  `json:"faults"`
}

// Add adds the figures of another case; its faults stay with it.
func (r *CaseResult) Add(o *CaseResult) {
	r.Articles += o.Articles
	r.Gold += o.Gold
	r.Events += o.Events
	r.Measures.Add(&o.Measures)
}

// A Fault is one thing that is wrong: what it is about, what gold says and what was found.
type Fault struct {
	What    string    `json:"what"`              // miss, false, duplicate, join, forbidden, kind, status, date ...
	Gold    string    `json:"gold,omitempty"`    // id of the gold event, or the words of a quote, time or mention
	Core    bool      `json:"core,omitempty"`    // the gold event is
	Event   record.ID `json:"event,omitempty"`   // of the record: the one that is wrong, or the nearest to what is missing
	Want    string    `json:"want,omitempty"`    //
	Got     string    `json:"got,omitempty"`     //
	Nearest string    `json:"nearest,omitempty"` // of a miss: how the nearest event of the record differs
	Places  []Passage `json:"places,omitempty"`  // the sentences in question
}

// A Passage is a sentence of an article, with the acts read there.
type Passage struct {
	File  string   `json:"file"`
	Words string   `json:"words"`
	Acts  []string `json:"acts,omitempty"`
}

// scorer is the state of scoring one case.
type scorer struct {
	*Case
	found  *Found
	events []record.Event // in the order of their ids
	pairs  [][]pair       // by gold event and event
	match  []int          // by gold event: index into events or -1
	of     []int          // by event: index of its gold event or -1
	CaseResult
}

// ScoreRecord measures a record against a case. It is a pure function; the order of the articles and events found has no
// part in it.
func ScoreRecord(c *Case, f *Found) *CaseResult {
	s := &scorer{Case: c, found: f, events: slices.Clone(f.Events)}
	slices.SortFunc(s.events, func(a, b record.Event) int { return cmp.Compare(a.ID, b.ID) })
	s.CaseResult = CaseResult{Name: c.Name, Articles: len(c.Articles), Gold: len(c.Events), Events: len(f.Events)}
	s.align()
	for i := range c.Events {
		if s.match[i] < 0 {
			s.miss(i)
		} else {
			s.fields(&c.Events[i], &s.events[s.match[i]], s.pairs[i][s.match[i]])
		}
	}
	s.rest()
	s.joins()
	for i := range c.Forbidden {
		s.forbid(&c.Forbidden[i])
	}
	s.layers()
	s.copies()
	return &s.CaseResult
}

// align compares every gold event with every event and matches them one to one.
func (s *scorer) align() {
	weights := make([][]int, len(s.Case.Events))
	s.pairs = make([][]pair, len(s.Case.Events))
	for i := range s.Case.Events {
		g := &s.Case.Events[i]
		evidence := s.evidence(g)
		s.pairs[i], weights[i] = make([]pair, len(s.events)), make([]int, len(s.events))
		for j := range s.events {
			p := compare(g, &s.events[j], evidence)
			s.pairs[i][j] = p
			if p.matches() {
				weights[i][j] = p.weight()
			}
		}
	}
	s.match = assign(weights)
	s.of = slices.Repeat([]int{-1}, len(s.events))
	for i, j := range s.match {
		if j >= 0 {
			s.of[j] = i
		}
	}
}

// evidence is the places that gold points to, in the order of the articles.
func (s *scorer) evidence(g *GoldEvent) []place {
	var out []place
	for _, a := range s.found.Articles {
		if words := g.Evidence[a.File]; words != "" && a.Doc != nil {
			out = append(out, find(a.ID, a.Doc.Source, words)...)
		}
	}
	return out
}

// fields counts what is right in a gold event that was found. What gold leaves open is not counted.
func (s *scorer) fields(g *GoldEvent, e *record.Event, p pair) {
	m := &s.Measures
	m.All.count(true)
	if g.Core {
		m.Core.count(true)
	}
	m.Precision.count(true)
	check := func(share *Share, what string, right bool, want, got string) {
		share.count(right)
		if !right {
			s.Faults = append(s.Faults, Fault{What: what, Gold: g.ID, Core: g.Core, Event: e.ID, Want: want, Got: got, Places: s.behind(e)})
		}
	}
	check(&m.Kind, "kind", p.kind, kinds(g), e.Kind.String())
	check(&m.Status, "status", p.status, g.Status.String(), e.Status.String())
	if g.Mode != plover.NoMode {
		check(&m.Mode, "mode", g.Mode == e.Mode, g.Mode.String(), e.Mode.String())
	}
	if g.Format != plover.NoFormat {
		check(&m.Format, "format", g.Format == e.Format, g.Format.String(), e.Format.String())
	}
	if p.date != free {
		check(&m.Date, "date", p.date == exact, g.When().String(), e.Date.String()+" "+e.Date.Basis.String())
	}
	if g.Place != "" || g.PlaceCountry != "" {
		check(&m.Place, "place", samePlace(g, e.Place), g.Place+" "+g.PlaceCountry, e.Place.Name+" "+e.Place.Country)
	}
	check(&m.Roles, "roles", sameRoles(g, e), sides(goldParties(g.Actors), goldParties(g.Recipients)), sides(names(e.Actors), names(e.Recipients)))
	for _, q := range g.Parties() {
		if q.Name != "" {
			is := slices.ContainsFunc(e.Parties(), func(r record.Party) bool { return q.is(&r) })
			check(&m.Persons, "person", is, q.String(), sides(names(e.Actors), names(e.Recipients)))
		}
	}
	check(&m.Sources, "sources", e.Sources.Articles == len(g.Articles), join(g.Articles), join(s.files(e)))
	s.conflicts(g, e)
}

// sameRoles reports whether the same states and organisations stand on either side.
func sameRoles(g *GoldEvent, e *record.Event) bool {
	all := g.Parties()
	return slices.Equal(goldSide(g.Actors), side(e.Actors, all)) && slices.Equal(goldSide(g.Recipients), side(e.Recipients, all))
}

// conflicts counts the fields in which the articles contradict one another.
func (s *scorer) conflicts(g *GoldEvent, e *record.Event) {
	for _, f := range sortedKeys(g.Conflicts) {
		if slices.Contains(e.Conflicts, record.Field(f)) {
			s.Measures.Conflicts.TP++
			continue
		}
		s.Measures.Conflicts.FN++
		s.Faults = append(s.Faults, Fault{What: "conflict", Gold: g.ID, Core: g.Core, Event: e.ID,
			Want: f + ": " + join(g.Conflicts[f]), Got: f + ": " + join(values(e, record.Field(f))), Places: s.behind(e)})
	}
	for _, f := range e.Conflicts {
		if _, ok := g.Conflicts[string(f)]; !ok {
			s.Measures.Conflicts.FP++
			s.Faults = append(s.Faults, Fault{What: "conflict", Gold: g.ID, Core: g.Core, Event: e.ID,
				Want: "none", Got: string(f) + ": " + join(values(e, f)), Places: s.behind(e)})
		}
	}
}

// miss counts a gold event that was not found, and names the event that comes nearest to it.
func (s *scorer) miss(i int) {
	g, m := &s.Case.Events[i], &s.Measures
	m.All.count(false)
	if g.Core {
		m.Core.count(false)
	}
	for j, p := range s.pairs[i] {
		if s.of[j] < 0 && p.isSame() && p.date == undated {
			m.Undated++
			break
		}
	}
	f := Fault{What: "miss", Gold: g.ID, Core: g.Core, Want: goldLine(g), Places: s.told(g)}
	if j := s.nearest(i); j >= 0 {
		e := &s.events[j]
		f.Event, f.Got, f.Nearest = e.ID, eventLine(e), s.differs(i, j)
	}
	s.Faults = append(s.Faults, f)
}

// nearest is the index of the event that is most like gold event i, or -1 where none has a state and the quad, or the
// evidence, in common with it.
func (s *scorer) nearest(i int) int {
	best, weight := -1, 0
	for j, p := range s.pairs[i] {
		w := p.weight()
		if !p.isLike() && !p.evidence {
			continue
		}
		if s.of[j] >= 0 {
			w -= 6 // one that is not taken tells more
		}
		if best < 0 || w > weight {
			best, weight = j, w
		}
	}
	return best
}

// differs says why gold event i and event j are not one.
func (s *scorer) differs(i, j int) string {
	p, g, e := s.pairs[i][j], &s.Case.Events[i], &s.events[j]
	var why []string
	if !p.kind && !p.quad {
		why = append(why, "kind "+e.Kind.String()+" is of another quad")
	}
	if p.shared == 0 {
		why = append(why, "no state in common")
	}
	switch p.date {
	case undated:
		why = append(why, "has no date")
	case outside:
		why = append(why, "date "+e.Date.String()+" is not within "+g.When().String())
	}
	if k := s.of[j]; k >= 0 {
		why = append(why, "it is "+s.Case.Events[k].ID)
	}
	return join(why)
}

// rest counts the events that match nothing: false where they say that something is, was or will be, and among these
// the ones that tell a gold event again.
func (s *scorer) rest() {
	for j := range s.events {
		e := &s.events[j]
		if s.of[j] >= 0 || !isAsserted(e.Status) {
			continue
		}
		s.Measures.Precision.count(false)
		f := Fault{What: "false", Event: e.ID, Got: eventLine(e), Places: s.behind(e)}
		if i := s.repeats(j); i >= 0 {
			s.Measures.Duplicates++
			f.What, f.Gold, f.Want = "duplicate", s.Case.Events[i].ID, eventLine(&s.events[s.match[i]])
		}
		s.Faults = append(s.Faults, f)
	}
}

// repeats is the gold event, found elsewhere, that event j tells again, or -1: the same but for its date, and at the same
// time or, where j has no date, in the same words.
func (s *scorer) repeats(j int) int {
	for i := range s.pairs {
		p := s.pairs[i][j]
		if s.match[i] < 0 || !p.isSame() {
			continue
		}
		if p.date >= near || p.date != outside && p.evidence {
			return i
		}
	}
	return -1
}

// forbid looks for an entry that must not be made: of that kind and status, with all the parties and, where the words that
// tempt to it are given, resting on these. What matches a gold event in kind and status is not meant.
func (s *scorer) forbid(f *Forbidden) {
	s.Measures.Forbidden.Of++
	var words []place
	for _, a := range s.found.Articles {
		if a.Doc != nil {
			words = append(words, find(a.ID, a.Doc.Source, f.Words)...)
		}
	}
	made := false
	for j := range s.events {
		e := &s.events[j]
		if e.Kind != f.Kind || e.Status != f.Status || f.Words != "" && !restsOn(e, words) {
			continue
		}
		if i := s.of[j]; i >= 0 && s.pairs[i][j].kind && s.pairs[i][j].status {
			continue
		}
		parties := e.Parties()
		if slices.ContainsFunc(f.Parties, func(p GoldParty) bool {
			return !slices.ContainsFunc(parties, func(q record.Party) bool { return p.isOfState(&q) })
		}) {
			continue
		}
		made = true
		s.Faults = append(s.Faults, Fault{What: "forbidden", Event: e.ID, Want: f.Why, Got: eventLine(e), Places: s.behind(e)})
	}
	if made {
		s.Measures.Forbidden.Right++
	}
}

// copies counts pairs of articles that repeat one another.
func (s *scorer) copies() {
	want, got := map[[2]string]bool{}, map[[2]string]bool{}
	for _, g := range s.Case.Copies {
		addPairs(want, g)
	}
	for _, g := range s.found.Copies {
		files := make([]string, 0, len(g))
		for _, id := range g {
			files = append(files, s.file(id))
		}
		addPairs(got, files)
	}
	for _, p := range sortedPairs(want) {
		if got[p] {
			s.Measures.Copies.TP++
			continue
		}
		s.Measures.Copies.FN++
		s.Faults = append(s.Faults, Fault{What: "copy", Want: join(p[:]), Got: "not found"})
	}
	for _, p := range sortedPairs(got) {
		if !want[p] {
			s.Measures.Copies.FP++
			s.Faults = append(s.Faults, Fault{What: "copy", Want: "none", Got: join(p[:])})
		}
	}
}

func addPairs(to map[[2]string]bool, files []string) {
	for i, a := range files {
		for _, b := range files[i+1:] {
			to[[2]string{min(a, b), max(a, b)}] = true
		}
	}
}

func sortedPairs(m map[[2]string]bool) [][2]string {
	out := make([][2]string, 0, len(m))
	for p := range m {
		out = append(out, p)
	}
	slices.SortFunc(out, func(a, b [2]string) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	return out
}

func sortedKeys[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}
