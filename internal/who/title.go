package who

import (
	"strings"

	"chancery/internal/doc"
	"chancery/internal/lexicon"
)

// titled adds the mention that a title without a name is: "the Russian leader", "China's foreign minister", "the two
// presidents". It returns the token after the title, 0 where none begins at i.
func (r *reader) titled(s int, i int32) int32 {
	ph := r.phrase[i]
	if ph.title == nil || ph.n == 0 {
		return 0
	}
	core := doc.Range{First: i, Last: i + ph.n}
	if noun, ok := r.lex.Who.Noun(strings.ToLower(r.d.Text(core))); ok && noun.Agent && len(ph.title.Roles) == 0 {
		return 0 // "officials": no office
	}
	if r.precedesPerson(core.Last) || r.isHyphenated(core.Last) {
		return core.Last
	}
	if w := strings.ToLower(r.d.Word(core.Last - 1)); w == "counterpart" || w == "counterparts" {
		return 0
	}
	np := r.nounPhrase(s, core)
	if at := r.nameAt[i]; at != doc.None { // "US secretary of state" is one title
		if c := r.stateOrOrgOf(at); c != "" {
			np.countries = append([]string{c}, np.countries...)
		}
	}
	plural := isPlural(r.d.Text(core))
	if plural && !np.definite && !np.indefinite && !np.owned && !np.many && len(np.countries) == 0 {
		r.behind(&np, s) // "Leaders of ECOWAS"
	}
	if a := r.apposed(s, np, plural); a != doc.None {
		r.add(s, np.tokens, core.Last-1, a, doc.ByTitle, "title-apposition")
		return np.tokens.Last
	}
	if !plural && np.tokens.Last > core.Last && r.precedesPerson(np.tokens.Last) { // "the president of Russia Vladimir Putin"
		if at := r.personAt(np.tokens.Last); at != doc.None && r.resolved[at] != doc.None {
			r.add(s, np.tokens, core.Last-1, r.resolved[at], doc.ByTitle, "title-apposition")
		}
		return np.tokens.Last
	}
	if np.indefinite || np.other || np.mixed || ph.weak && len(np.countries) == 0 && !plural {
		return core.Last
	}
	if plural {
		return r.titledPlural(s, core, np, ph.title)
	}
	actor, rule := r.bearer(s, core, np, ph.title)
	if actor == doc.None {
		if len(np.countries) == 1 && !np.former && (ph.title.Sector == "GOV" || ph.title.Sector == "MIL") {
			r.add(s, np.tokens, core.Last-1, r.stateOrOrg(np.countries[0]), doc.ByNoun, "agent")
		}
		return core.Last
	}
	r.add(s, np.tokens, core.Last-1, actor, doc.ByTitle, rule)
	return max(core.Last, np.tokens.Last)
}

// bearer is whom a title in the singular means.
func (r *reader) bearer(s int, core doc.Range, np nounPhrase, t *lexicon.Title) (actor int32, rule string) {
	switch {
	case len(np.countries) > 0 && len(t.Roles) == 0 && !np.former && r.reg.State(np.countries[0]) != nil:
		return r.salientStranger(s, t, np.countries[0]), "title-salient"
	case len(np.countries) > 0:
		return r.holder(np.countries[0], t, np.former), "title-holder"
	case np.owner != doc.None:
		if c := r.actors[np.owner].Country; c != "" && (r.actors[np.owner].Kind != doc.Person || !isChief(t.Roles)) {
			return r.holder(c, t, np.former), "title-owner"
		}
	case len(t.Countries) == 1 && np.definite:
		return r.holder(t.Countries[0], t, np.former), "title-country"
	case (np.definite || r.startsLarge(core.First)) && !np.owned:
		return r.salientHolder(s, r.headOf(core), t, np.former), "title-salient"
	}
	return doc.None, ""
}

// isChief reports whether a title is that of the first of a state, whom no other person of it owns: "his president" is
// seldom said of the own one.
func isChief(roles []string) bool {
	return len(roles) > 0 && (roles[0] == "president" || roles[0] == "monarch" || roles[0] == "supreme-leader")
}

func (r *reader) startsLarge(i int32) bool {
	w := r.d.Word(i)
	return w[0] >= 'A' && w[0] <= 'Z' && i > 0 && !r.startsSentence(i)
}

func (r *reader) startsSentence(i int32) bool {
	s := r.d.SentenceAt(i)
	return s >= len(r.d.Sentences) || r.d.Sentences[s].First == i
}

// precedesPerson reports whether a title is that of the name which follows.
func (r *reader) precedesPerson(i int32) bool {
	for k := i; k < i+3 && int(k) < len(r.d.Tokens); k++ {
		if at := r.nameAt[k]; at != doc.None {
			return r.d.Names[at].Kind == doc.PER && r.d.Names[at].First == k
		}
		if _, ok := r.lex.Who.Honorific(r.d.Word(k)); !ok && r.phrase[k].title == nil {
			return false
		}
	}
	return false
}

// personAt is the name of a person that begins at token i or behind the titles there, or None.
func (r *reader) personAt(i int32) int32 {
	for k := i; k < i+3 && int(k) < len(r.d.Tokens); k++ {
		if at := r.nameAt[k]; at != doc.None {
			return at
		}
	}
	return doc.None
}

// apposed is the person whom a title stands beside between commas: "Wang Yi, China's foreign minister,".
func (r *reader) apposed(s int, np nounPhrase, plural bool) int32 {
	if plural {
		return doc.None
	}
	sent := r.d.Sentences[s]
	if k := np.tokens.First - 2; k >= sent.First && r.d.Word(k+1) == "," {
		if at := r.nameAt[k]; at != doc.None && r.resolved[at] != doc.None && r.endsApposition(np.tokens.Last, sent.Last) {
			return r.resolved[at]
		}
	}
	if k := np.tokens.First - 1; k > sent.First && r.d.Word(k) == "of" && (r.inTitle(k-1) || r.lex.Who.Is(lexicon.Someone, r.d.Word(k-1))) {
		return doc.None // "a spokesman of the junta, Colonel Maiga": the spokesman is
	}
	if k := np.tokens.Last; k+1 < sent.Last && r.d.Word(k) == "," && !np.indefinite {
		if n := r.titleAfter(k + 1); n > 0 && k+1+n < sent.Last {
			k += n // ", General Prayut Chan-o-cha,"
		}
		if at := r.nameAt[k+1]; at != doc.None && r.resolved[at] != doc.None && r.endsApposition(r.d.Names[at].Last, sent.Last) {
			return r.resolved[at]
		}
	}
	return doc.None
}

// endsApposition reports whether an apposition may end before token i.
func (r *reader) endsApposition(i, last int32) bool {
	if i >= last {
		return true
	}
	switch r.d.Word(i) {
	case ",", ".", ")", ";", "—", "–", "said", "who", "of", "for", "at", "in", "with":
		return true
	}
	return false
}

// isPlural reports whether a title is in the plural: "presidents", "heads of state", "foreign ministers".
func isPlural(text string) bool {
	words := strings.Fields(strings.ToLower(text))
	head := words[len(words)-1]
	for i, w := range words {
		if w == "of" && i > 0 {
			head = words[i-1]
			break
		}
	}
	return strings.HasSuffix(head, "s") && !strings.HasSuffix(head, "ss") && head != "affairs" && head != "taoiseachs" && head != "states"
}

// titledPlural adds the mentions of a title in the plural: one for each that it means.
func (r *reader) titledPlural(s int, core doc.Range, np nounPhrase, t *lexicon.Title) int32 {
	actors := r.apposedAll(s, np)
	rule := "title-plural"
	switch {
	case len(actors) > 1:
		rule = "title-apposition"
	case np.count == 3 && np.definite && len(np.countries) == 0:
		actors, rule = r.three(s, lexicon.NounPerson), "title-three"
	case np.many:
	case len(np.countries) >= 2:
		for _, c := range np.countries {
			a := int32(doc.None)
			if t.Name == "leader" {
				a = r.namedLeader(c)
			}
			if a == doc.None {
				a = r.holder(c, t, false)
			}
			if a != doc.None && !(t.Name == "leader" && r.isUnnamedCrown(c, a)) {
				actors = append(actors, a)
			}
		}
		if len(actors) < len(np.countries) && (t.Sector == "GOV" || t.Sector == "MIL" || t.Name == "leader") { // "the ministers of Kenya and Norway"
			actors, rule = nil, "agent"
			for _, c := range np.countries {
				if a := r.stateOrOrg(c); a != doc.None {
					actors = append(actors, a)
				}
			}
		}
	case len(np.countries) == 1:
		// "Chinese leaders": those who govern
		if np.two {
			break
		}
		if a := r.stateOrOrg(np.countries[0]); a != doc.None {
			r.add(s, np.tokens, core.Last-1, a, doc.ByNoun, "agent")
		}
		return np.tokens.Last
	case int(np.tokens.Last) < len(r.d.Tokens) && r.d.Word(np.tokens.Last) == "of":
		// "the ministers of 5+1": not two of those named
	case !np.two && r.leadsMany(s, core, np) != doc.None:
		r.add(s, np.tokens, core.Last-1, r.leadsMany(s, core, np), doc.ByNoun, "agent")
		return max(core.Last, np.tokens.Last)
	case np.two || np.definite || np.owned:
		actors = r.pairOfPersons(s, core.First, lexicon.UnknownGender, t.Roles)
		rule = "title-pair"
	}
	if len(actors) >= 2 {
		r.addAll(s, np.tokens, core.Last-1, actors, doc.ByTitle, rule)
	}
	return max(core.Last, np.tokens.Last)
}

// leadsMany is the organisation whose leaders a title in the plural means: "its leaders" behind its name, and "the leaders" where
// those of the last before were an organisation's.
func (r *reader) leadsMany(s int, core doc.Range, np nounPhrase) int32 {
	if np.owner != doc.None {
		if len(np.owners) == 1 && r.actors[np.owner].Kind == doc.Organisation {
			return np.owner
		}
		return doc.None
	}
	if !np.definite || np.owned {
		return doc.None
	}
	if a := r.sameNoun(s, strings.ToLower(r.d.Word(core.Last-1))); a != doc.None && r.actors[a].Kind == doc.Organisation {
		return a
	}
	return doc.None
}

// apposedAll is the persons who are named behind a title in the plural and a comma: "their leaders, Vladimir Putin and Recep Tayyip
// Erdogan". Titles may stand before the names.
func (r *reader) apposedAll(s int, np nounPhrase) []int32 {
	sent := r.d.Sentences[s]
	k := np.tokens.Last
	if k+3 >= sent.Last || r.d.Word(k) != "," && r.d.Word(k) != ":" && r.d.Word(k) != "—" && r.d.Word(k) != "–" {
		return nil
	}
	var out []int32
	for last := false; !last; {
		at := r.personInList(k+1, sent.Last)
		if at == doc.None || r.resolved[at] == doc.None {
			return nil
		}
		out = append(out, r.resolved[at])
		switch k = r.d.Names[at].Last; {
		case k+1 < sent.Last && r.d.Word(k) == "," && r.d.Word(k+1) == "and":
			k++
			fallthrough
		case k < sent.Last && r.d.Word(k) == "and":
			if at = r.personInList(k+1, sent.Last); at == doc.None || r.resolved[at] == doc.None {
				return nil
			}
			return append(out, r.resolved[at])
		default:
			last = k >= sent.Last || r.d.Word(k) != "," || len(out) > doc.MaxMention
		}
	}
	return nil // one name alone is not that of several
}

// personInList is the name of a person at token k or behind states and titles there, or None.
func (r *reader) personInList(k, end int32) int32 {
	for k < end {
		switch at := r.nameAt[k]; {
		case at != doc.None && r.d.Names[at].Kind == doc.PER:
			return at
		case at != doc.None:
			k = r.d.Names[at].Last
		case r.phrase[k].title != nil && r.phrase[k].n > 0:
			k += r.phrase[k].n
		default:
			return doc.None
		}
	}
	return doc.None
}

// holder is who bears a title in a country or organisation at the date of the article: somebody of the article if one
// does, else whom the register names, else the office.
func (r *reader) holder(country string, t *lexicon.Title, former bool) int32 {
	roles := t.Roles
	if len(t.Countries) > 0 && !contains(t.Countries, country) {
		roles = roles[:0]
	}
	best, bestRank := int32(doc.None), 1<<10
	for _, a := range r.people {
		act := &r.actors[a]
		rank, ok := 0, false
		switch {
		case former:
			ok = act.Known && r.held(act.ID, country, roles)
			rank = -act.count
		case act.Known:
			rank, ok = r.holds(act.ID, country, roles)
		case act.Country == country:
			rank, ok = 50, shares(act.roles, roles)
		}
		if ok && (rank < bestRank || rank == bestRank && !former && act.Known && r.actors[best].Known && r.firstOf(act.ID, country, roles) < r.firstOf(r.actors[best].ID, country, roles)) {
			best, bestRank = a, rank
		}
	}
	if former {
		return best
	}
	if o := r.reg.Org(country); o != nil && len(roles) == 0 || o != nil && t.Name == "leader" {
		roles = r.firstRole(country) // "the head of the WTO"
	}
	p, rank := r.registered(country, roles)
	if best != doc.None && (p == nil || bestRank <= rank || bestRank == 50) {
		return best
	}
	if p != nil {
		return r.person(p)
	}
	if len(roles) > 0 && t.Name != "leader" && !strings.HasSuffix(roles[0], "spokesperson") && !strings.HasPrefix(roles[0], "ambassador") {
		return r.office(country, roles[0])
	}
	return doc.None
}

// namedLeader is who of those at the head of a state is named in the article: of the king, the president and the head of government
// any may be meant by "the leaders of Spain and Chad". It is None where the article names none of them, or several.
func (r *reader) namedLeader(country string) int32 {
	if a, known := r.leaders[country]; known {
		return a
	}
	if r.day == 0 {
		return doc.None
	}
	found := r.namedHead(country)
	a := int32(doc.None)
	if found != nil {
		a = r.person(found)
	}
	if r.leaders == nil {
		r.leaders = map[string]int32{}
	}
	r.leaders[country] = a
	return a
}

// isUnnamedCrown reports whether somebody whom the article does not name reigns over a state that others govern.
func (r *reader) isUnnamedCrown(country string, a int32) bool {
	act := &r.actors[a]
	if _, crowned := r.holds(act.ID, country, []string{"monarch", "supreme-leader", "party-leader"}); !crowned || r.namedLeader(country) == a {
		return false
	}
	return r.reg.Office(country+".head-of-government") != nil || r.reg.Office(country+".president") != nil
}

// namedHead is the one of those at the head of a state whom the article names, nil for none or several.
func (r *reader) namedHead(country string) (found *lexicon.Person) {
	for _, role := range heads {
		for _, p := range r.reg.Holders(country+"."+role, r.day) {
			last := p.Name[strings.LastIndexByte(p.Name, ' ')+1:]
			if p == found || len(last) < 3 || !r.isInText(last) && !r.isInText(p.Name) {
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

// isInText reports whether words stand in the article, not as a part of longer ones.
func (r *reader) isInText(words string) bool {
	s := r.d.String()
	for from := 0; ; {
		i := strings.Index(s[from:], words)
		if i < 0 {
			return false
		}
		i += from
		if end := i + len(words); (i == 0 || !isLetter(s[i-1])) && (end == len(s) || !isLetter(s[end])) {
			return true
		}
		from = i + 1
	}
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' || c >= 0x80 }

// firstOf is which of some roles a person holds in a country, as the place of the likeliest among them.
func (r *reader) firstOf(person, country string, roles []string) int {
	for i := range roles {
		if _, ok := r.holds(person, country, roles[i:i+1]); ok {
			return i
		}
	}
	return len(roles)
}

// firstRole is the role of the most prominent office of an organisation.
func (r *reader) firstRole(org string) []string {
	if roles, ok := r.first[org]; ok {
		return roles
	}
	var best *lexicon.Office
	for _, o := range r.reg.Offices {
		if o.Country == org && (best == nil || o.Rank < best.Rank) {
			best = o
		}
	}
	var roles []string
	if best != nil {
		roles = []string{best.Role}
	}
	r.first[org] = roles
	return roles
}

// registered is the holder by the register, of several roles the one of the highest rank.
func (r *reader) registered(country string, roles []string) (best *lexicon.Person, rank int) {
	if r.day == 0 {
		return nil, 0
	}
	for _, role := range roles {
		o := r.reg.Office(country + "." + role)
		if o == nil || best != nil && o.Rank >= rank {
			continue
		}
		if strings.HasSuffix(role, "spokesperson") || strings.HasPrefix(role, "ambassador") && len(roles) > 1 {
			continue // several at a time
		}
		if held := r.reg.Holders(o.ID, r.day); len(held) > 0 {
			best, rank = held[0], o.Rank
		}
	}
	return best, rank
}

// salientHolder is the last person before token i who bears a title, of one sentence the subject: "the president" alone.
func (r *reader) salientHolder(s int, i int32, t *lexicon.Title, former bool) int32 {
	if len(t.Roles) == 0 {
		return r.salientStranger(s, t, "")
	}
	return r.lastBearer(s, 12, i, func(act *actor) bool {
		if len(t.Countries) > 0 && !contains(t.Countries, act.Country) {
			return false
		}
		if act.Known {
			_, ok := r.holds(act.ID, "", t.Roles)
			if !ok && !former && r.hasJustLeft(act.ID, t.Roles) {
				return true // of a president overthrown yesterday news still speaks as of the president
			}
			return ok != former && (ok || r.held(act.ID, "", t.Roles))
		}
		return shares(act.roles, t.Roles)
	})
}

// lastBearer is the last person before, at most far sentences back, of whom ok holds; of several in one sentence its
// subject. Who does to i what the verb tells is not i: "Xi warned the president".
func (r *reader) lastBearer(s int, far, i int32, ok func(*actor) bool) int32 {
	found, at := int32(doc.None), int32(-1)
	for k := len(r.trail) - 1; k >= 0 && k >= len(r.trail)-60; k-- {
		t := r.trail[k]
		if int32(s)-t.sentence > far || found != doc.None && t.sentence != at {
			break
		}
		if act := &r.actors[t.actor]; act.Kind != doc.Person || t.inner || !ok(act) || i != doc.None && r.clashes(t, i, pronounForm{}) {
			continue
		}
		if found == doc.None || t.role == subject {
			found, at = t.actor, t.sentence
		}
		if t.role == subject && t.sentence == int32(s) {
			break
		}
	}
	return found
}

// salientStranger is the last person before whom the article calls by a title that is no office ("the professor"), who
// holds an office of that name ("the minister") or belongs to that walk of life ("the general", "the senator"); where a
// country is given, one of it.
func (r *reader) salientStranger(s int, t *lexicon.Title, country string) int32 {
	if strings.HasSuffix(t.Name, "-elect") || strings.HasSuffix(t.Name, "-designate") {
		return r.lastBearer(s, 12, doc.None, func(act *actor) bool { return act.Known && r.isElect(act) })
	}
	return r.lastBearer(s, 6, doc.None, func(act *actor) bool {
		if country != "" && act.Country != country {
			return false
		}
		if act.Office != "" && strings.EqualFold(act.Office, t.Name) || bearsName(act.Office, t.Name) {
			return true
		}
		switch t.Sector {
		case "MIL", "LEG", "REL", "JUD":
			return act.Sector == t.Sector || r.servedAs(act, t.Sector)
		case "JRN", "EDU", "BUS", "CVL":
			return act.Office == "" && !act.Known && (act.Sector == "" || act.Sector == t.Sector)
		}
		return false
	})
}

// hasJustLeft reports whether a person has left one of the roles within the weeks before the article.
func (r *reader) hasJustLeft(person string, roles []string) bool {
	for _, t := range r.reg.TermsOf(person) {
		if o := r.reg.Office(t.Office); o != nil && r.day != 0 && t.To != 0 && t.To < r.day && t.To > r.day-30 && contains(roles, o.Role) {
			return true
		}
	}
	return false
}

// isElect reports whether a known person enters one of the first offices of a state within the months after the article.
func (r *reader) isElect(act *actor) bool {
	for _, t := range r.reg.TermsOf(act.ID) {
		if o := r.reg.Office(t.Office); o != nil && o.Rank <= 3 && r.day != 0 && t.From > r.day && t.From < r.day+200 {
			return true
		}
	}
	return false
}

// servedAs reports whether a known person holds or held an office of a sector: a general who governs is one still.
func (r *reader) servedAs(act *actor, sector string) bool {
	if !act.Known || sector != "MIL" {
		return false
	}
	for _, t := range r.reg.TermsOf(act.ID) {
		if o := r.reg.Office(t.Office); o != nil && o.Sector == sector && (r.day == 0 || t.From <= r.day) && o.Role != "defence-minister" {
			return true
		}
	}
	return false
}

// bearsName reports whether an office is one of the kind that a title names: "Foreign Minister" of "minister". A head of
// government is no mere minister.
func bearsName(office, title string) bool {
	if strings.IndexByte(title, ' ') >= 0 || len(office) <= len(title)+1 {
		return false
	}
	lower := strings.ToLower(office)
	return (title == "minister" || title == "secretary" || title == "commissioner") && !strings.Contains(lower, "prime") &&
		(strings.HasSuffix(lower, " "+title) || strings.HasPrefix(lower, title+" "))
}

func shares(a, b []string) bool {
	for _, x := range a {
		if contains(b, x) {
			return true
		}
	}
	return false
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}
