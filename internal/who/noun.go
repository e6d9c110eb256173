package who

import (
	"slices"
	"strings"

	"chancery/internal/doc"
	"chancery/internal/lexicon"
)

// common adds the mention that a common noun is: "his Polish counterpart", "both sides", "the two countries", "Chinese
// officials", "the Biden administration", "the former". It returns the token after it, 0 where none begins at i.
func (r *reader) common(s int, i int32) int32 {
	w := strings.ToLower(r.d.Word(i))
	core := doc.Range{First: i, Last: i + 1}
	switch w {
	case "counterpart", "counterparts", "colleague", "colleagues", "homologue", "homologues", "homolog":
		return r.counterpart(s, core)
	case "number", "numbers":
		if k := i - 1; k >= r.d.Sentences[s].First && strings.EqualFold(r.d.Word(k), "opposite") {
			return r.counterpart(s, core)
		}
	case "host", "guest", "visitor":
		return r.host(s, core)
	case "former", "latter":
		return r.formerLatter(s, i, w == "former")
	case "two", "pair", "duo":
		return r.theTwo(s, core)
	}
	if r.lex.Who.Is(lexicon.BodyNoun, w) {
		if a := r.bodyAgain(s, i, w); a != doc.None {
			r.add(s, doc.Range{First: i - 1, Last: i + 1}, i, a, doc.ByNoun, "body-again")
			return i + 1
		}
	}
	noun, ok := r.lex.Who.Noun(w)
	if !ok || r.precedesPerson(core.Last) || r.isCompounded(i) || r.isHyphenated(core.Last) {
		return 0
	}
	np := r.describedPhrase(s, core, noun.Class)
	if np.indefinite && !noun.Plural && noun.Agent && len(np.countries) == 1 && !np.former {
		// an official without a name is his state
		r.add(s, np.tokens, i, r.stateOrOrg(np.countries[0]), doc.ByNoun, "agent")
		return core.Last
	}
	if np.indefinite || np.many && np.count != 3 || np.other || np.mixed {
		return core.Last
	}
	if noun.Class == lexicon.NounPerson || noun.Class == lexicon.NounSide || noun.Class == lexicon.NounAny {
		if a := r.apposed(s, np, noun.Plural); a != doc.None && a != np.owner && r.actors[a].Kind == doc.Person {
			r.add(s, np.tokens, i, a, doc.ByNoun, "noun-apposition")
			return max(core.Last, np.tokens.Last)
		}
	}
	if a := r.topOf(np, w); a != doc.None {
		r.add(s, np.tokens, i, a, doc.ByTitle, "title-holder")
		return max(core.Last, np.tokens.Last)
	}
	if a := r.agent(np, noun); a != doc.None {
		r.add(s, np.tokens, i, a, doc.ByNoun, "agent")
		return max(core.Last, np.tokens.Last)
	}
	if a := r.ownState(np, noun); a != doc.None {
		r.add(s, np.tokens, i, a, doc.ByNoun, "own-state")
		return max(core.Last, np.tokens.Last)
	}
	if noun.Agent && np.definite && !np.owned && !np.two && len(np.countries) == 0 && noun.Class != lexicon.NounSide && noun.Class != lexicon.NounPerson {
		if a := r.sameNoun(s, w); a != doc.None {
			r.add(s, np.tokens, i, a, doc.ByNoun, "noun-again")
			return max(core.Last, np.tokens.Last)
		}
	}
	switch {
	case noun.Plural && len(np.countries) >= 2:
		var actors []int32
		for _, c := range np.countries {
			if a := r.stateOrOrg(c); a != doc.None {
				actors = append(actors, a)
			}
		}
		r.addAll(s, np.tokens, i, actors, doc.ByNoun, "pair")
	case np.count == 3 && noun.Plural && np.definite:
		r.addAll(s, np.tokens, i, r.three(s, noun.Class), doc.ByNoun, "three")
	case w == "parties" && !r.areParties(i):
	case noun.Plural && (np.two && (np.definite || np.owned) || np.owned || np.definite && (noun.Pair || noun.Class == lexicon.NounSide)):
		r.addAll(s, np.tokens, i, r.pair(s, i, noun.Class, np), doc.ByNoun, "pair")
	case np.definite && !np.owned && !np.two && len(np.countries) == 0 && (noun.Class == lexicon.NounArmed || !noun.Plural && (!noun.PluralOnly || len(np.fits) > 0)),
		np.definite && !np.owned && !np.two && len(np.countries) == 1 && (noun.Class == lexicon.NounArmed || noun.Class == lexicon.NounOrg && !noun.Plural):
		return r.single(s, i, np, noun)
	}
	return core.Last
}

// bodyAgain is the body that "the ministry" means: the last one before of whose name the noun is the first or last word.
func (r *reader) bodyAgain(s int, i int32, noun string) int32 {
	if i == 0 || !strings.EqualFold(r.d.Word(i-1), "the") || r.isCompounded(i) || r.isHyphenated(i+1) || r.precedesPerson(i+1) ||
		int(i)+1 < len(r.d.Tokens) && (r.d.Word(i+1) == "of" || r.d.Word(i+1) == "for") {
		return doc.None
	}
	for k := len(r.trail) - 1; k >= 0 && k >= len(r.trail)-maxTrail && int32(s)-r.trail[k].sentence <= 2*reach; k-- {
		act := &r.actors[r.trail[k].actor]
		if act.Kind != doc.Organisation && act.Kind != doc.Office {
			continue
		}
		if words := strings.Fields(strings.ToLower(act.Name)); len(words) > 1 && (words[len(words)-1] == noun || words[0] == noun) {
			return r.trail[k].actor
		}
	}
	return doc.None
}

// ownState is the state of "his country", "her nation".
func (r *reader) ownState(np nounPhrase, noun lexicon.Noun) int32 {
	if noun.Class != lexicon.NounState || noun.Plural || np.owner == doc.None || len(np.owners) > 1 || len(np.countries) > 0 || np.former {
		return doc.None
	}
	if act := &r.actors[np.owner]; act.Kind != doc.Person || act.Country == "" {
		return doc.None
	}
	return r.state(r.actors[np.owner].Country)
}

// sameNoun is whom the same noun meant before: "the junta in Mali" makes "the junta" Mali.
func (r *reader) sameNoun(s int, w string) int32 {
	for k := len(r.trail) - 1; k >= 0 && k >= len(r.trail)-maxTrail && int32(s)-r.trail[k].sentence <= 2*reach; k-- {
		if t := r.trail[k]; (t.kind == doc.ByNoun || t.kind == doc.ByTitle) && strings.EqualFold(r.d.Word(t.head), w) {
			return t.actor
		}
	}
	return doc.None
}

// areParties reports whether "parties" are those who stand against each other, and not parties of politics.
func (r *reader) areParties(i int32) bool {
	if i == 0 {
		return false
	}
	switch strings.ToLower(r.d.Word(i - 1)) {
	case "the", "two", "both", "warring", "conflicting", "belligerent", "opposing", "feuding", "negotiating":
		return true
	}
	return false
}

// three is the three whom "the three leaders" and "the three countries" mean: those named together, else the only three
// near.
func (r *reader) three(s int, class lexicon.NounClass) []int32 {
	fits := func(a int32) bool {
		act := &r.actors[a]
		return class == lexicon.NounPerson && act.Kind == doc.Person || class != lexicon.NounPerson && act.Kind == doc.State
	}
	for k := len(r.groups) - 1; k >= 0 && int32(s)-r.groups[k].sentence <= 3; k-- {
		if g := r.groups[k]; len(g.actors) == 3 && fits(g.actors[0]) && fits(g.actors[1]) && fits(g.actors[2]) {
			return g.actors
		}
	}
	var found []int32
	for k := len(r.trail) - 1; k >= 0 && k >= len(r.trail)-maxTrail && int32(s)-r.trail[k].sentence <= 2; k-- {
		if t := r.trail[k]; !t.inner && fits(t.actor) && !slices.Contains(found, t.actor) {
			found = append(found, t.actor)
		}
	}
	if len(found) != 3 {
		return nil
	}
	slices.Sort(found)
	return found
}

// single adds "the country", "the bloc", "the rebels", "the government", "the politician".
func (r *reader) single(s int, i int32, np nounPhrase, noun lexicon.Noun) int32 {
	switch noun.Class {
	case lexicon.NounPerson:
		if !np.former {
			r.add(s, np.tokens, i, r.someone(s, i), doc.ByNoun, "described-person")
		}
	default:
		want := wanted{noun: noun, fits: np.fits}
		if len(np.countries) == 1 {
			want.country = np.countries[0]
		}
		if fits := r.lex.Who.Described(strings.ToLower(r.d.Word(i))); fits != nil {
			want.fits = append(want.fits, fits)
		}
		r.add(s, np.tokens, i, r.lastOf(s, want), doc.ByNoun, "noun")
	}
	return i + 1
}

// isCompounded reports whether a noun only modifies another: "country house", "state visit", "party leader".
func (r *reader) isCompounded(i int32) bool {
	if r.parsed {
		switch r.d.Tokens[i].Rel {
		case doc.Compound, doc.Amod, doc.Fixed, doc.Flat:
			return true
		}
		return r.d.Tokens[i].UPOS == doc.VERB
	}
	return int(i)+1 < len(r.d.Tokens) && r.phrase[i+1].title != nil
}

// topOf is who bears a title that a nationality divides: "the top US diplomat".
func (r *reader) topOf(np nounPhrase, noun string) int32 {
	if len(np.countries) != 1 || np.indefinite {
		return doc.None
	}
	for k := np.tokens.First; k < np.tokens.Last; k++ {
		w := strings.ToLower(r.d.Word(k))
		if r.nameAt[k] != doc.None || !r.lex.Who.Is(lexicon.Adjective, w) {
			continue
		}
		for _, e := range r.reg.Lookup(w + " " + noun) {
			if t := r.reg.Title(e.ID); e.Kind == lexicon.EntryTitle && t != nil && len(t.Roles) > 0 {
				return r.holder(np.countries[0], t, np.former)
			}
		}
	}
	return doc.None
}

// agent is the state that acts through its people: "Chinese officials", "the Turkish army", "the Biden administration".
func (r *reader) agent(np nounPhrase, noun lexicon.Noun) int32 {
	if !noun.Agent || np.former && !np.ruled {
		return doc.None
	}
	if len(np.countries) == 1 {
		if noun.Class == lexicon.NounSide && !r.isOfState(np) {
			return doc.None // "the London side": a team
		}
		return r.stateOrOrg(np.countries[0])
	}
	if np.owner != doc.None && (np.ruled || !np.definite) && noun.Class != lexicon.NounPerson {
		return r.state(r.actors[np.owner].Country)
	}
	return doc.None
}

// isOfState reports whether a country of a phrase is told by its name or adjective, and not by a town of it.
func (r *reader) isOfState(np nounPhrase) bool {
	for k := np.tokens.First; k < np.tokens.Last; k++ {
		if at := r.nameAt[k]; at != doc.None {
			for _, e := range r.reg.Lookup(r.d.Text(r.d.Names[at].Range)) {
				switch e.Kind {
				case lexicon.EntryState, lexicon.EntryAdjective, lexicon.EntryDemonym, lexicon.EntryOrg:
					return true
				}
			}
		}
	}
	return false
}

// counterpart adds "his Russian counterpart": who holds in Russia the office that he holds.
func (r *reader) counterpart(s int, core doc.Range) int32 {
	np := r.nounPhrase(s, core)
	if k := np.tokens.Last; len(np.countries) == 0 && k+1 < r.d.Sentences[s].Last && (r.d.Word(k) == "from" || r.d.Word(k) == "in" || r.d.Word(k) == "of") {
		if at := r.nameAt[k+1]; at != doc.None && r.stateOrOrgOf(at) != "" { // "his counterpart from Chad, Idriss Deby,"
			np.countries, np.tokens.Last = []string{r.stateOrOrgOf(at)}, r.d.Names[at].Last
		}
	}
	if a := r.apposed(s, np, strings.HasSuffix(r.d.Word(core.First), "s")); a != doc.None {
		r.add(s, np.tokens, core.First, a, doc.ByTitle, "title-apposition")
		return max(core.Last, np.tokens.Last)
	}
	if r.precedesPerson(core.Last) || np.mixed || len(np.countries) == 0 || strings.HasSuffix(r.d.Word(core.First), "s") && len(np.countries) < 2 || !np.owned && r.d.Word(core.First) != "counterpart" {
		return core.Last
	}
	roles := r.rolesOf(np.owner)
	if np.owner == doc.None {
		if a := r.subjectBefore(s, core.First); a != doc.None {
			roles = r.rolesOf(a)
		}
	}
	var actors []int32
	for _, c := range np.countries {
		if a := r.holderOf(c, roles); a != doc.None {
			actors = append(actors, a)
		}
	}
	r.addAll(s, np.tokens, core.First, actors, doc.ByTitle, "counterpart")
	return max(core.Last, np.tokens.Last)
}

// host adds "his Kazakh host" and "his guest": the last person before of that country, or of another than his own.
func (r *reader) host(s int, core doc.Range) int32 {
	np := r.nounPhrase(s, core)
	if a := r.apposed(s, np, false); a != doc.None && a != np.owner && r.actors[a].Kind == doc.Person {
		r.add(s, np.tokens, core.First, a, doc.ByNoun, "noun-apposition")
		return max(core.Last, np.tokens.Last)
	}
	if r.precedesPerson(core.Last) || np.owner == doc.None || len(np.owners) > 1 || len(np.countries) > 1 || r.actors[np.owner].Kind != doc.Person {
		return core.Last
	}
	own := r.actors[np.owner].Country
	for k := len(r.trail) - 1; k >= 0 && k >= len(r.trail)-maxTrail && int32(s)-r.trail[k].sentence <= reach; k-- {
		t := r.trail[k]
		act := &r.actors[t.actor]
		if t.actor == np.owner || act.Kind != doc.Person || act.Country == "" || act.Country == own || t.inner {
			continue
		}
		if len(np.countries) == 1 {
			if act.Country == np.countries[0] && r.isGovernment(act) {
				r.add(s, np.tokens, core.First, t.actor, doc.ByNoun, "host")
				return max(core.Last, np.tokens.Last)
			}
			continue
		}
		if int32(s)-t.sentence <= 2 {
			r.add(s, np.tokens, core.First, t.actor, doc.ByNoun, "host")
		}
		break
	}
	return max(core.Last, np.tokens.Last)
}

// subjectBefore is the last person before token i in its sentence.
func (r *reader) subjectBefore(s int, i int32) int32 {
	for k := len(r.trail) - 1; k >= 0 && k >= len(r.trail)-maxTrail && r.trail[k].sentence == int32(s); k-- {
		if r.actors[r.trail[k].actor].Kind == doc.Person && r.trail[k].tokens.First < i {
			return r.trail[k].actor
		}
	}
	return doc.None
}

// rolesOf is the roles that a person holds at the date of the article, the most prominent first.
func (r *reader) rolesOf(a int32) []string {
	if a == doc.None {
		return nil
	}
	act := &r.actors[a]
	if !act.Known {
		return act.roles
	}
	if act.Kind == doc.Office {
		_, role, _ := strings.Cut(act.ID, ".")
		return []string{role}
	}
	o := r.officeOf(act.ID)
	if o == nil {
		return nil
	}
	return []string{o.Role}
}

// heads are the roles of those who speak for a state as its first.
var heads = []string{"supreme-leader", "president", "head-of-government", "monarch", "crown-prince", "interim-leader", "party-leader"}

// holderOf is who holds one of some roles in a country; heads of state and of government are counterparts of each other.
func (r *reader) holderOf(country string, roles []string) int32 {
	if len(roles) == 0 {
		return doc.None
	}
	if a := r.holder(country, &lexicon.Title{Name: "leader", Roles: roles}, false); a != doc.None {
		return a
	}
	if slices.Contains(heads, roles[0]) {
		if a := r.holder(country, &lexicon.Title{Name: "leader", Roles: heads}, false); a != doc.None {
			return a
		}
	}
	return r.office(country, roles[0])
}

// formerLatter adds "the former" and "the latter" for the two named together last.
func (r *reader) formerLatter(s int, i int32, former bool) int32 {
	if i == 0 || !strings.EqualFold(r.d.Word(i-1), "the") || r.precedesNoun(i+1) {
		return 0
	}
	if n := len(r.groups); !former && (n == 0 || r.groups[n-1].sentence != int32(s)) {
		if a := r.subjectBefore(s, i); a != doc.None {
			r.add(s, doc.Range{First: i - 1, Last: i + 1}, i, a, doc.ByNoun, "latter")
			return i + 1
		}
	}
	both := r.onlyTwo(s)
	if n := len(r.groups); n > 0 && int32(s)-r.groups[n-1].sentence <= 1 {
		both = r.groups[n-1].actors
	}
	if len(both) != 2 {
		return 0
	}
	a := both[1]
	if former {
		a = both[0]
	}
	r.add(s, doc.Range{First: i - 1, Last: i + 1}, i, a, doc.ByNoun, "former-latter")
	return i + 1
}

// onlyTwo is the two persons of the sentence before, where it names two by name and no third.
func (r *reader) onlyTwo(s int) (both []int32) {
	for k := len(r.trail) - 1; k >= 0 && k >= len(r.trail)-maxTrail && int32(s)-r.trail[k].sentence <= 1; k-- {
		t := r.trail[k]
		if r.actors[t.actor].Kind != doc.Person || t.inner || containsActor(both, t.actor) {
			continue
		}
		if t.sentence == int32(s) {
			return nil
		}
		both = append(both, t.actor)
	}
	slices.Reverse(both)
	return both
}

// precedesNoun reports whether a noun or name follows: "the former president".
func (r *reader) precedesNoun(i int32) bool {
	if int(i) >= len(r.d.Tokens) {
		return false
	}
	if r.nameAt[i] != doc.None || r.phrase[i].n > 0 {
		return true
	}
	if r.parsed {
		p := r.d.Tokens[i].UPOS
		return p == doc.NOUN || p == doc.ADJ || p == doc.PROPN || p == doc.NUM
	}
	_, noun := r.lex.Who.Noun(strings.ToLower(r.d.Word(i)))
	return noun
}

// theTwo adds "the two", "the pair", "the duo" where no noun follows.
func (r *reader) theTwo(s int, core doc.Range) int32 {
	i := core.First
	if i == 0 || !strings.EqualFold(r.d.Word(i-1), "the") || r.precedesNoun(i+1) {
		return 0
	}
	if int(i)+1 < len(r.d.Tokens) {
		if w := r.d.Word(i + 1); w == "of" || w == "-" {
			return 0
		}
	}
	actors := r.pairOfPersons(s, i, lexicon.UnknownGender, nil)
	if len(actors) < 2 {
		actors = r.pairOfStates(s, i, true)
	}
	r.addAll(s, doc.Range{First: i - 1, Last: i + 1}, i, actors, doc.ByNoun, "pair")
	return i + 1
}

// pair is whom a plural noun with "two" or "both" means.
func (r *reader) pair(s int, i int32, class lexicon.NounClass, np nounPhrase) []int32 {
	if np.owned && len(np.owners) < 2 && !np.two {
		return nil
	}
	if np.owned && len(np.owners) >= 2 && class == lexicon.NounState {
		var out []int32
		for _, o := range np.owners {
			if a := r.state(r.actors[o].Country); a != doc.None && !slices.Contains(out, a) {
				out = append(out, a)
			}
		}
		return out
	}
	switch class {
	case lexicon.NounPerson:
		return r.pairOfPersons(s, i, genderOfNoun(r.d.Word(i)), nil)
	case lexicon.NounState, lexicon.NounAny, lexicon.NounSide:
		return r.pairOfStates(s, i, class != lexicon.NounState)
	}
	return nil
}
