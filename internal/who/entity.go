package who

import (
	"cmp"
	"slices"
	"strings"

	"chancery/internal/doc"
	"chancery/internal/lexicon"
)

// named adds the mention that a name is.
func (r *reader) named(s int, at int32) {
	name := r.d.Names[at]
	head := r.headOf(name.Range)
	if a := r.resolved[at]; a != doc.None {
		r.add(s, name.Range, head, a, doc.ByName, r.nameRule[at])
		return
	}
	text := r.d.Text(name.Range)
	if a, ok := r.alias[lexicon.Key(text)]; ok {
		r.add(s, name.Range, head, a, doc.ByName, "acronym")
		return
	}
	entries := r.reg.Lookup(text)
	if len(entries) == 0 && name.Len() == 1 && strings.HasSuffix(text, "s") {
		entries = r.reg.Lookup(strings.TrimSuffix(text, "s")) // "Chinas economy"
	}
	a, kind, rule := r.entity(s, at, entries)
	if a == doc.None && len(entries) == 0 && name.Kind == doc.ORG {
		a, kind, rule = r.localOrg(at), doc.ByName, "organisation"
	}
	tokens := name.Range
	if rule == "compatriot" {
		tokens.First-- // "the Colombian"
	}
	r.add(s, tokens, head, a, kind, rule)
	if a != doc.None {
		r.introduce(name, a)
	}
}

// entity is the actor that a name which is no person's means, by the entries of the register.
func (r *reader) entity(s int, at int32, entries []lexicon.Entry) (actor int32, kind doc.MentionKind, rule string) {
	name := r.d.Names[at]
	find := func(kinds ...lexicon.EntryKind) (lexicon.Entry, bool) {
		for _, e := range entries {
			if slices.Contains(kinds, e.Kind) {
				return e, true
			}
		}
		return lexicon.Entry{}, false
	}
	entries = r.likeliest(at, entries)
	state, isState := find(lexicon.EntryState)
	adjective, isAdjective := find(lexicon.EntryAdjective, lexicon.EntryDemonym)
	if isAdjective && !isState && r.isRegion(name.Range) {
		return doc.None, 0, ""
	}
	if isAdjective && r.isOnePerson(name.Range) {
		return r.compatriot(s, adjective.Country), doc.ByNoun, "compatriot"
	}
	if isAdjective && !isState && r.isNominalised(name.Range) {
		if a := r.compatriot(s, adjective.Country); a != doc.None {
			return a, doc.ByNoun, "compatriot"
		}
	}
	switch {
	case isState && isAdjective && r.modifies(name.Range):
		return r.state(adjective.Country), doc.ByAdjective, "adjective"
	case isState:
		return r.state(state.Country), doc.ByName, "state"
	case isAdjective:
		return r.state(adjective.Country), doc.ByAdjective, "adjective"
	}
	if e, ok := find(lexicon.EntryOrg); ok {
		return r.org(e.ID), doc.ByName, "organisation"
	}
	if e, ok := find(lexicon.EntryBody); ok {
		if r.lex.Gazetteer.Has(r.d.Text(name.Range)) && r.isPlaceHere(name.Range) {
			return doc.None, 0, "" // "at the White House"
		}
		return r.bodyNamed(s, at, e)
	}
	if e, ok := find(lexicon.EntryMetonym); ok && r.acts(name.Range, false) {
		m := r.reg.Metonym(e.ID)
		if country, role, ok := strings.Cut(m.Actor, "."); ok {
			return r.body(country, role), doc.ByMetonym, "metonym"
		}
		return r.stateOrOrg(m.Country), doc.ByMetonym, "metonym"
	}
	if e, ok := find(lexicon.EntryCapital); ok && !r.isDateline(name.Range) && r.acts(name.Range, true) {
		return r.state(e.Country), doc.ByMetonym, "capital"
	}
	return doc.None, 0, ""
}

// isRegion reports whether an adjective is that of a part of the world, before a word for one of its states: "the Central African
// country" need not be the one of that name.
func (r *reader) isRegion(tokens doc.Range) bool {
	if tokens.Len() < 2 || r.lex.Who.Described(strings.ToLower(r.d.Text(tokens))) == nil || int(tokens.Last) >= len(r.d.Tokens) {
		return false
	}
	noun, ok := r.lex.Who.Noun(strings.ToLower(r.d.Word(tokens.Last)))
	return ok && noun.Class == lexicon.NounState
}

// isOnePerson reports whether a word for one of a people means a person: "the Frenchman".
func (r *reader) isOnePerson(tokens doc.Range) bool {
	w := r.d.Word(tokens.Last - 1)
	return tokens.First > 0 && strings.EqualFold(r.d.Word(tokens.First-1), "the") && (strings.HasSuffix(w, "man") && w != "German" && w != "Roman" && w != "Ottoman" && w != "Oman" || strings.HasSuffix(w, "woman"))
}

// isNominalised reports whether an adjective of nationality in the singular stands for one of that nation: "The Russian
// denied it"; "the French" are many.
func (r *reader) isNominalised(tokens doc.Range) bool {
	if !r.parsed || tokens.First == 0 || !strings.EqualFold(r.d.Word(tokens.First-1), "the") || tokens.Len() > 2 {
		return false
	}
	w := r.d.Word(tokens.Last - 1)
	for _, many := range [...]string{"ese", "sh", "ch", "ss", "s"} {
		if strings.HasSuffix(w, many) {
			return false
		}
	}
	next := tokens.Last
	if int(next) >= len(r.d.Tokens) || r.nameAt[next] != doc.None {
		return false
	}
	switch tok := r.d.Tokens[tokens.Last-1]; tok.Rel {
	case doc.Nsubj, doc.NsubjPass, doc.Obj, doc.Iobj:
		switch r.d.Tokens[next].UPOS {
		case doc.NOUN, doc.PROPN, doc.ADJ:
			return false
		}
		return true
	}
	return r.isGenitive(next) || r.isFinite(next)
}

// compatriot is the last person of a country before, who governs or speaks for it.
func (r *reader) compatriot(s int, country string) int32 {
	for k := len(r.trail) - 1; k >= 0 && k >= len(r.trail)-maxTrail && int32(s)-r.trail[k].sentence <= reach; k-- {
		if act := &r.actors[r.trail[k].actor]; act.Kind == doc.Person && act.Country == country {
			return r.trail[k].actor
		}
	}
	return doc.None
}

// likeliest puts the entries of the country first that the person behind the name is of, or that the article speaks of
// most, where a name is shared: "Congolese", "Guinea", "Korean".
func (r *reader) likeliest(at int32, entries []lexicon.Entry) []lexicon.Entry {
	several := false
	for _, e := range entries {
		several = several || e.Country != entries[0].Country
	}
	if !several {
		return entries
	}
	near := ""
	for n := at + 1; n < at+3 && int(n) < len(r.resolved) && r.d.Names[n].First-r.d.Names[at].Last < 6; n++ {
		if a := r.resolved[n]; a != doc.None {
			near = r.actors[a].Country
			break
		}
	}
	weight := func(e lexicon.Entry) int {
		if e.Country != "" && e.Country == near {
			return 1 << 20
		}
		return r.total(e.Country)
	}
	out := slices.Clone(entries)
	slices.SortStableFunc(out, func(a, b lexicon.Entry) int { return cmp.Compare(weight(b), weight(a)) })
	return out
}

// isPlaceHere reports whether the word before a name makes it a place.
func (r *reader) isPlaceHere(tokens doc.Range) bool {
	k := tokens.First - 1
	for k > 0 && isDeterminer(r.d.Word(k)) {
		k--
	}
	return k >= 0 && r.lex.Who.Is(lexicon.PlaceBefore, strings.ToLower(r.d.Word(k)))
}

func (r *reader) stateOrOrg(id string) int32 {
	if a := r.state(id); a != doc.None {
		return a
	}
	return r.org(id)
}

// bodyNamed is the ministry or other body that a name means; the country of a generic one stands before it, behind it,
// or is that of the only such body in the article.
func (r *reader) bodyNamed(s int, at int32, e lexicon.Entry) (int32, doc.MentionKind, string) {
	b := r.reg.Body(e.ID)
	country, _ := r.possessor(r.nounPhrase(s, r.d.Names[at].Range))
	if b.Country != "" {
		if country == "" || r.reg.State(country) == nil {
			country = b.Country // "Congress"; but "Colombia's Congress"
		}
		return r.body(country, b.Role), doc.ByName, "body"
	}
	if country == "" {
		country = r.usualCountry(b.Role)
	}
	if country == "" {
		return doc.None, 0, ""
	}
	r.remember(b.Role, country)
	return r.body(country, b.Role), doc.ByName, "body"
}

// bodied adds a mention of a body in small letters: "China's foreign ministry", "the Turkish foreign ministry".
func (r *reader) bodied(s int, i int32) int32 {
	ph := r.phrase[i]
	if ph.body == nil || ph.title != nil || ph.n == 0 {
		return 0
	}
	tokens := doc.Range{First: i, Last: i + ph.n}
	if r.lex.Gazetteer.Has(r.d.Text(tokens)) && r.isPlaceHere(tokens) {
		return tokens.Last
	}
	if ph.body.Country != "" {
		r.add(s, tokens, r.headOf(tokens), r.body(ph.body.Country, ph.body.Role), doc.ByName, "body")
		return tokens.Last
	}
	if n := r.titleAfter(tokens.Last); n > 0 || r.isHyphenated(tokens.Last) {
		return tokens.Last // "foreign ministry spokeswoman": the title says who is meant
	}
	if r.parsed && r.d.Tokens[tokens.Last-1].UPOS == doc.ADJ {
		return tokens.Last // "its military exercises"
	}
	np := r.nounPhrase(s, tokens)
	country, whole := r.possessor(np)
	if np.owner != doc.None && r.actors[np.owner].Kind == doc.Person && ph.body.Role != "government" {
		return tokens.Last // "Trump's presidency" is no body
	}
	if np.indefinite || np.other {
		return tokens.Last
	}
	if len(np.countries) == 2 && !np.mixed { // "Indian and Pakistani troops"
		var bodies []int32
		for _, c := range np.countries {
			bodies = append(bodies, r.body(c, ph.body.Role))
		}
		r.addAll(s, whole, r.headOf(whole), bodies, doc.ByTitle, "body")
		return tokens.Last
	}
	if country == "" && !ph.weak {
		country = r.usualCountry(ph.body.Role)
	}
	if country == "" && !ph.weak && np.definite {
		country = r.stateJustBefore(s)
	}
	if country != "" {
		r.remember(ph.body.Role, country)
		r.add(s, whole, r.headOf(whole), r.body(country, ph.body.Role), doc.ByTitle, "body")
	}
	return tokens.Last
}

// isHyphenated reports whether a hyphen goes on with a compound: "government-owned".
func (r *reader) isHyphenated(i int32) bool { return int(i) < len(r.d.Tokens) && r.d.Word(i) == "-" }

// titleAfter is the number of tokens of a title that begins at i.
func (r *reader) titleAfter(i int32) int32 {
	if int(i) < len(r.phrase) && r.phrase[i].title != nil {
		return r.phrase[i].n
	}
	return 0
}

// possessor is the country whose body, office or people a phrase is, from the words before and behind it, and the whole
// phrase with them.
func (r *reader) possessor(np nounPhrase) (string, doc.Range) {
	if len(np.countries) > 0 {
		return np.countries[0], np.tokens
	}
	if np.owner != doc.None {
		return r.actors[np.owner].Country, np.tokens
	}
	return "", np.tokens
}

// remember notes which country's body of a role the article speaks of.
func (r *reader) remember(role, country string) {
	if r.bodies == nil {
		r.bodies = map[string]string{}
	}
	if had, ok := r.bodies[role]; ok && had != country {
		country = "" // more than one
	}
	r.bodies[role] = country
}

// stateJustBefore is the country of which the sentence before tells that it did something, its subject: "Chad has closed the
// border. The defence ministry said".
func (r *reader) stateJustBefore(s int) string {
	for k := len(r.trail) - 1; k >= 0 && int32(s)-r.trail[k].sentence <= 1; k-- {
		if t := r.trail[k]; t.role == subject && t.sentence < int32(s) && !t.inner && !t.quoted {
			if act := &r.actors[t.actor]; act.Kind == doc.State {
				return act.Country
			}
		}
	}
	return ""
}

// usualCountry is the country of the one body of a role that the article has spoken of; for the government and the army
// else the country that the article speaks of far more than of any other.
func (r *reader) usualCountry(role string) string {
	if c, ok := r.bodies[role]; ok {
		return c
	}
	if role != "government" && role != "armed-forces" && role != "parliament" && role != "presidency" {
		return ""
	}
	best, top, next := "", 0, 0
	for a := range min(len(r.actors), maxPeople) {
		act := &r.actors[a]
		if act.Country == "" || act.count == 0 || act.Kind == doc.Organisation || act.Kind == doc.Person && !r.isGovernment(act) {
			continue
		}
		r.weighed[act.Country] += act.count
	}
	for a := range min(len(r.actors), maxPeople) {
		c := r.actors[a].Country
		switch n := r.weighed[c]; {
		case n == 0 || c == best:
		case n > top:
			best, top, next = c, n, top
		case n > next:
			next = n
		}
	}
	clear(r.weighed)
	if top < 3 || top < 2*next {
		return ""
	}
	return best
}

// localOrg is the actor of an organisation that the register lacks.
func (r *reader) localOrg(at int32) int32 {
	name := r.d.Names[at]
	text := r.d.Text(name.Range)
	id := slug(text)
	if name.Len() == 1 && (r.isPlaceHere(name.Range) || int(name.Last) < len(r.d.Tokens) && r.lex.Who.Is(lexicon.PlaceNoun, r.d.Word(name.Last))) || r.isModel(name.Range) || r.isCutTitle(name.Range) || r.isDateline(name.Range) {
		return doc.None
	}
	if r.lex.Who.Described(strings.ToLower(text)) != nil {
		return doc.None // "West African leaders"
	}
	if _, kind := r.lex.Who.Kind(r.d.Word(name.Last - 1)); kind && (name.Len() == 1 || name.Len() == 2 && r.d.Word(name.First) == "News") {
		return doc.None // "the Council"
	}
	if id == "" || r.isPlainNoun(name.Range) || name.Len() == 1 && (r.lex.Who.IsCommon(strings.ToLower(text)) || r.lex.Gazetteer.Has(text)) {
		return doc.None
	}
	country := r.countryOf(at)
	if country != "" {
		id = country + "/" + id
	}
	sector := "UNK"
	head := name.Last - 1
	for i := name.First + 1; i < name.Last; i++ {
		if r.d.Word(i) == "of" || r.d.Word(i) == "for" {
			head = i - 1 // "Kenyan Ministry of Lands"
			break
		}
	}
	for _, w := range [...]int32{head, name.Last - 1, name.First} {
		if k, ok := r.lex.Who.Kind(r.d.Word(w)); ok && k.Sector != "" {
			sector = k.Sector
			break
		}
	}
	return r.intern(id, func() actor {
		return actor{Actor: doc.Actor{Name: text, Kind: doc.Organisation, Country: country, Sector: sector}}
	})
}

// isPlainNoun reports whether a word that was taken for a name may have its capital from the beginning of its sentence
// alone: nowhere else in the article is it a name.
func (r *reader) isPlainNoun(tokens doc.Range) bool {
	if tokens.Len() != 1 || !r.startsSentence(tokens.First) || r.kindOf(r.d.SentenceAt(tokens.First)) == doc.Title {
		return false
	}
	w := r.d.Word(tokens.First)
	if w[0] < 'A' || w[0] > 'Z' || strings.ToUpper(w) == w {
		return false
	}
	if r.within == nil {
		r.within = map[string]bool{}
		for _, n := range r.d.Names {
			if !r.startsSentence(n.First) {
				for t := n.First; t < n.Last; t++ {
					r.within[r.d.Word(t)] = true
				}
			}
		}
	}
	return !r.within[w]
}

// isDateline reports whether a name opens a block and a date follows: "Asmara, 16 July 2018".
func (r *reader) isDateline(tokens doc.Range) bool {
	k := tokens.Last
	isFigure := func(i int32) bool { return int(i) < len(r.d.Tokens) && r.d.Word(i)[0] >= '0' && r.d.Word(i)[0] <= '9' }
	return r.startsSentence(tokens.First) && int(k)+1 < len(r.d.Tokens) && r.d.Word(k) == "," &&
		(r.d.Tokens[k+1].UPOS == doc.NUM || isFigure(k+1) || isFigure(k+2) || r.isInTime(k+1))
}

// isInTime reports whether token i is part of a date.
func (r *reader) isInTime(i int32) bool {
	tok := r.d.Tokens[i]
	k, _ := slices.BinarySearchFunc(r.d.Times, tok.Start+1, func(t doc.Time, start uint32) int { return cmp.Compare(t.Start, start) })
	return k > 0 && tok.End <= r.d.Times[k-1].End
}

// isModel reports whether a number is joined to a name, which is that of a machine then: "Su-24".
func (r *reader) isModel(tokens doc.Range) bool {
	k := tokens.Last
	if int(k)+1 >= len(r.d.Tokens) || r.d.Word(k) != "-" || r.d.Tokens[k].Start != r.d.Tokens[k-1].End {
		return false
	}
	c := r.d.Word(k + 1)[0]
	return '0' <= c && c <= '9'
}

// isCutTitle reports whether a name ends in the middle of a title: "U.S. Vice" before "President".
func (r *reader) isCutTitle(tokens doc.Range) bool {
	ph := r.phrase[tokens.Last-1]
	return ph.title != nil && ph.n > 1
}

// introduce notes the short name in brackets after a name: "Eurasian Economic Forum (EEF)".
func (r *reader) introduce(name doc.Name, a int32) {
	i := name.Last
	if int(i)+2 >= len(r.d.Tokens) || r.d.Word(i) != "(" || r.d.Word(i+2) != ")" || name.Len() < 2 {
		return
	}
	short := r.d.Word(i + 1)
	if len(short) < 2 || short[0] != r.d.Word(name.First)[0] && strings.ToUpper(short) != short {
		return
	}
	key := lexicon.Key(short)
	if _, ok := r.alias[key]; !ok && strings.ToUpper(short) == short {
		r.alias[key] = a
	}
}

// modifies reports whether a word that is both adjective and name ("US") stands before a noun as its adjective.
func (r *reader) modifies(tokens doc.Range) bool {
	head := tokens.Last - 1
	if r.parsed {
		switch r.d.Tokens[head].Rel {
		case doc.Amod, doc.Compound, doc.Flat:
			return true
		}
		return false
	}
	next := tokens.Last
	if int(next) >= len(r.d.Tokens) {
		return false
	}
	w := r.d.Word(next)
	return w != "" && 'a' <= w[0] && w[0] <= 'z' && !r.lex.Who.IsCommon(w) && !strings.HasSuffix(w, "ed") || r.nameAt[next] != doc.None
}
