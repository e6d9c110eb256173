package who

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"chancery/internal/doc"
	"chancery/internal/lexicon"
)

// A namer knows the persons of the article by what stands for them after the first mention.
type namer struct {
	short map[string][]int32 // key of a last name or short form -> actors, in order of first mention
	full  map[string]int32   // key of a full name -> actor
}

func newNamer() namer { return namer{short: map[string][]int32{}, full: map[string]int32{}} }

// call lets key stand for an actor.
func (n *namer) call(key string, actor int32) {
	if key != "" && !slices.Contains(n.short[key], actor) {
		n.short[key] = append(n.short[key], actor)
	}
}

// persons finds the actor of every name of a person: full names first, wherever they stand, then last names alone.
func (r *reader) persons() {
	r.findParts()
	facts := make([]evidence, len(r.d.Names))
	merged := map[string]evidence{}
	for i := range r.d.Names {
		if !r.isPerson(int32(i)) {
			continue
		}
		facts[i] = r.evidenceOf(r.d.Names[i].Range)
		if key := lexicon.Key(r.d.Text(r.d.Names[i].Range)); !r.isShort(int32(i)) {
			merged[key] = merged[key].with(facts[i])
		}
	}
	for i := range r.d.Names {
		if r.isPerson(int32(i)) && !r.isShort(int32(i)) {
			if r.isDateline(r.d.Names[i].Range) {
				continue
			}
			key := lexicon.Key(r.d.Text(r.d.Names[i].Range))
			r.resolved[i] = r.fullName(int32(i), merged[key])
			if a := r.resolved[i]; a != doc.None {
				r.nameRule[i] = r.fullNameRule(int32(i), a)
				if _, ok := r.firstAt[a]; !ok {
					r.firstAt[a] = r.d.Names[i].First
				}
			}
		}
	}
	for i := range r.d.Names {
		if a := r.resolved[i]; a != doc.None {
			r.lastAt[a] = r.d.Names[i].First
		} else if r.isPerson(int32(i)) && r.isShort(int32(i)) {
			r.resolved[i], r.nameRule[i] = r.shortName(int32(i), facts[i])
		}
	}
}

// findParts notes which names of several words are the last words of a longer one, as "Suu Kyi" is of "Aung San Suu Kyi".
func (r *reader) findParts() {
	for i, name := range r.d.Names {
		if name.Kind != doc.PER || name.Len() < 3 || name.Len() > 8 {
			continue
		}
		key := lexicon.Key(r.d.Text(r.d.Names[i].Range))
		for rest := key; ; {
			_, after, ok := strings.Cut(rest, " ")
			if !ok || !strings.Contains(after, " ") {
				break
			}
			r.parts[after], rest = key, after
		}
	}
}

// isPerson reports whether name i is that of a person and stands where names count: in the news or in a caption.
func (r *reader) isPerson(i int32) bool {
	name := r.d.Names[i]
	if k := r.kindOf(r.d.SentenceAt(name.First)); !k.IsNews() && k != doc.Caption {
		return false
	}
	entries := r.reg.Lookup(r.d.Text(name.Range))
	if name.Kind == doc.PER {
		return len(entries) == 0 || slices.ContainsFunc(entries, isPersonEntry) || name.Len() > 1
	}
	return len(entries) > 0 && !slices.ContainsFunc(entries, func(e lexicon.Entry) bool { return !isPersonEntry(e) })
}

func isPersonEntry(e lexicon.Entry) bool { return e.Kind == lexicon.EntryPerson }

// isShort reports whether a name of a person is a last name alone: one word, or words that begin with a particle.
func (r *reader) isShort(i int32) bool {
	name := r.d.Names[i]
	if slices.ContainsFunc(r.reg.Lookup(r.d.Text(name.Range)), isPersonEntry) {
		return false
	}
	words := 0
	for t := name.First; t < name.Last; t++ {
		if isWord(r.d.Word(t)) {
			words++
		}
	}
	if key := lexicon.Key(r.d.Text(name.Range)); words > 1 && (r.parts[key] != "" || r.isShortOfSomebody(key, r.d.Text(name.Range))) {
		return true
	}
	if words <= 1 {
		return !isGlued(r.d.Word(name.First))
	}
	first := r.d.Word(name.First)
	start, ok := r.lex.Who.Particle(strings.ToLower(first))
	if ok && start && (unicode.IsLower([]rune(first)[0]) || len(r.reg.PersonsNamed(r.d.Text(name.Range))) > 0) {
		return true
	}
	return len(r.reg.PersonsNamed(r.d.Text(name.Range))) > 0 && name.Len() == 3 && r.d.Word(name.First+1) == "-"
}

// isShortOfSomebody reports whether several words are what the register gives for somebody after the first mention.
func (r *reader) isShortOfSomebody(key, text string) bool {
	for _, p := range r.reg.PersonsNamed(text) {
		for _, s := range p.Shorts {
			if lexicon.Key(s) == key {
				return true
			}
		}
	}
	return false
}

func isWord(w string) bool {
	return len(w) > 0 && (w[0] >= 0x80 || unicode.IsLetter(rune(w[0]))) && w != "’s" && w != "'s"
}

// isGlued reports whether a word is two words without the space between: "XiJinping".
func isGlued(w string) bool { return glued(w) != "" }

// glued is the two words of "XiJinping", "" for other words ("McDonald", "MacKenzie", "NATO").
func glued(w string) string {
	if strings.HasPrefix(w, "Mc") || strings.HasPrefix(w, "Mac") {
		return ""
	}
	for i := 2; i+2 < len(w); i++ {
		if 'A' <= w[i] && w[i] <= 'Z' && 'a' <= w[i-1] && w[i-1] <= 'z' && 'a' <= w[i+1] && w[i+1] <= 'z' {
			return w[:i] + " " + w[i:]
		}
	}
	return ""
}

// fullName is the actor of a full name: of the register, or else one of this article alone.
func (r *reader) fullName(i int32, ev evidence) int32 {
	name := r.d.Names[i]
	text := r.d.Text(name.Range)
	key := lexicon.Key(text)
	if a, ok := r.namer.full[key]; ok {
		return a
	}
	if p := r.known(text, ev); p != nil {
		a := r.person(p)
		r.namer.full[key] = a
		for _, s := range p.Shorts {
			r.namer.call(lexicon.Key(s), a)
		}
		r.namer.call(lastWord(key), a)
		r.callByParticle(key, a)
		if _, title := r.lex.Who.Honorific(firstWord(key)); !title {
			r.namer.call(firstWord(key), a) // "Boris", and where the family name comes first
		}
		return a
	}
	if isGlued(text) && name.Len() == 1 {
		return doc.None
	}
	return r.stranger(text, ev)
}

// fullNameRule says how a full name was read: as the register has it, in another spelling, or as that of a stranger.
func (r *reader) fullNameRule(i, a int32) string {
	act := &r.actors[a]
	if !act.Known {
		return "stranger"
	}
	for _, e := range r.reg.Lookup(r.d.Text(r.d.Names[i].Range)) {
		if e.Kind == lexicon.EntryPerson && e.ID == act.ID {
			return "full-name"
		}
	}
	return "spelling"
}

// known is the person of the register that a full name means, or nil. What garbles a name is undone: initials,
// a plural or possessive "s", a lost space, the order of family and given name, another transliteration, and, where title and state
// tell the office, a slip in the last name.
func (r *reader) known(text string, ev evidence) *lexicon.Person {
	for _, form := range forms(text) {
		if p := r.pick(r.reg.Lookup(form), ev); p != nil {
			return p
		}
	}
	for _, id := range r.lex.Who.Alike(text) {
		p := r.reg.Person(id)
		if p != nil && (ev.country == "" || p.Country == ev.country) {
			return p
		}
	}
	if ev.country != "" && len(ev.roles) > 0 && !ev.foreign && !ev.former {
		return r.reg.Misspelt(text, ev.country, ev.roles, r.day)
	}
	return nil
}

// forms is the ways to read a full name, the most literal first.
func forms(text string) []string {
	out := []string{text}
	words := strings.Fields(text)
	if s := strings.TrimSuffix(text, "s"); s != text {
		out = append(out, s, strings.TrimRight(s, "’'"))
	}
	if g := glued(text); g != "" && len(words) == 1 {
		out = append(out, g)
	}
	var plain []string
	for _, w := range words {
		bare := strings.TrimRight(w, ".,")
		if len([]rune(bare)) > 1 && bare != "Jr" && bare != "Sr" && bare != "II" && bare != "III" {
			plain = append(plain, w)
		}
	}
	if len(plain) >= 2 && len(plain) < len(words) {
		out = append(out, strings.Join(plain, " "))
	}
	switch len(plain) {
	case 2:
		out = append(out, plain[1]+" "+plain[0])
	case 3:
		out = append(out, plain[1]+" "+plain[2]+" "+plain[0], plain[2]+" "+plain[0]+" "+plain[1])
	}
	if len(plain) >= 3 {
		out = append(out, plain[0]+" "+plain[len(plain)-1])
	}
	return out
}

// pick chooses among the persons of one name by the title and country that the article gives.
func (r *reader) pick(entries []lexicon.Entry, ev evidence) *lexicon.Person {
	var best *lexicon.Person
	score := -1
	for _, e := range entries {
		p := r.reg.Person(e.ID)
		if e.Kind != lexicon.EntryPerson || p == nil {
			continue
		}
		s := r.fits(p, ev)
		if s > score {
			best, score = p, s
		}
	}
	return best
}

// fits weighs a person against what the article says of him; negative where they contradict.
func (r *reader) fits(p *lexicon.Person, ev evidence) int {
	s := 10
	if ev.country != "" {
		switch {
		case p.Country == ev.country:
			s += 40
		case len(ev.roles) > 0 && !ev.foreign && !r.servedIn(p, ev.country):
			if !r.isLeader(p) {
				return -1
			}
			s -= 8 // the words around may speak of somebody else
		}
	}
	where := ev.country
	if ev.org != "" {
		where = ev.org
	}
	if len(ev.roles) > 0 {
		if _, ok := r.holds(p.ID, where, ev.roles); ok {
			s += 40
		} else if r.held(p.ID, where, ev.roles) {
			s += 10
		}
	}
	if r.day != 0 {
		if t, ok := r.reg.OfficeOf(p.ID, r.day); ok {
			s += max(0, 20-r.reg.Office(t.Office).Rank)
		}
	}
	if ev.gender != lexicon.UnknownGender {
		if g := r.genderOf(p.Name); g != lexicon.UnknownGender && g != ev.gender {
			return -1
		}
	}
	return s
}

// servedIn reports whether a person ever held an office of a country that is not his own.
func (r *reader) servedIn(p *lexicon.Person, country string) bool {
	return slices.ContainsFunc(r.reg.TermsOf(p.ID), func(t lexicon.Term) bool {
		return strings.HasPrefix(t.Office, country+".")
	})
}

// stranger is the actor of a person whom the register does not know.
func (r *reader) stranger(text string, ev evidence) int32 {
	key := lexicon.Key(text)
	first, last := firstWord(key), lastWord(key)
	for _, a := range r.namer.short[last] { // "Joseph Stiglitz" after "Joseph E. Stiglitz"
		act := &r.actors[a]
		if had := lexicon.Key(act.Name); !act.Known && firstWord(had) == first && lastWord(had) == last {
			if len(text) > len(act.Name) {
				act.Name = text
			}
			r.namer.full[key] = a
			return a
		}
	}
	id := slug(text)
	if id == "" {
		return doc.None
	}
	if ev.country != "" {
		id = ev.country + "/" + id
	}
	a := r.intern(id, func() actor {
		one := actor{
			Actor:  doc.Actor{Name: text, Kind: doc.Person, Country: ev.country, Sector: ev.sector, Office: ev.office},
			gender: ev.gender, roles: ev.roles,
		}
		if one.gender == lexicon.UnknownGender {
			one.gender = r.genderOf(text)
		}
		return one
	})
	r.namer.full[key] = a
	r.namer.call(last, a)
	if _, given := r.lex.Who.Given(first); !given {
		r.namer.call(first, a) // the family name may come first
	}
	r.callByParticle(key, a)
	return a
}

// callByParticle lets the last name with its particle stand for a person: "bin Salman".
func (r *reader) callByParticle(key string, a int32) {
	if words := strings.Fields(key); len(words) > 2 {
		if _, ok := r.lex.Who.Particle(strings.ToLower(words[len(words)-2])); ok {
			r.namer.call(words[len(words)-2]+" "+words[len(words)-1], a)
		}
	}
}

// shortName is the actor of a last name alone: somebody whom the article names in full, else somebody of the register.
func (r *reader) shortName(i int32, ev evidence) (actor int32, rule string) {
	name := r.d.Names[i]
	text := r.d.Text(name.Range)
	key := lexicon.Key(text)
	if whole := r.parts[key]; whole != "" {
		if a, ok := r.namer.full[whole]; ok {
			return a, "last-name"
		}
	}
	for _, k := range [...]string{key, lastWord(key), strings.TrimSuffix(key, "S")} {
		a := r.nearest(r.namer.short[k], name.First, ev)
		if a == doc.None {
			continue
		}
		if act := &r.actors[a]; !act.Known && lastWord(lexicon.Key(act.Name)) != k {
			// by the first word of a name that nobody knows: somebody in office may be meant all the same
			if p := r.prominent(text, ev); p != nil && r.isLeader(p) {
				break
			}
		}
		if r.firstAt[a] > name.First {
			// named in full only later: the last name alone is that of somebody in office
			if p := r.prominent(text, ev); p != nil && r.isLeader(p) {
				break
			}
		}
		return a, "last-name"
	}
	if p := r.prominent(text, ev); p != nil {
		a := r.person(p)
		r.namer.call(key, a)
		for _, s := range p.Shorts {
			r.namer.call(lexicon.Key(s), a)
		}
		return a, "last-name-register"
	}
	if p := r.holderCalled(key, ev); p != nil {
		a := r.person(p)
		r.namer.call(key, a)
		return a, "title-name"
	}
	if len(r.reg.Lookup(text)) > 0 || r.isPlainNoun(name.Range) || r.isModel(name.Range) || r.isDateline(name.Range) || r.lex.Who.IsCommon(strings.ToLower(text)) || int(name.Last) < len(r.d.Tokens) && r.d.Word(name.Last) == "of" {
		return doc.None, ""
	}
	return r.stranger(text, ev), "stranger"
}

// holderCalled is who holds the office that the words beside a name tell, if the one word of the name is part of his:
// "Qatar's foreign minister, Sheikh Mohammed". Nil where there is none or more than one.
func (r *reader) holderCalled(key string, ev evidence) *lexicon.Person {
	if r.day == 0 || ev.country == "" && ev.org == "" || ev.former || strings.IndexByte(key, ' ') >= 0 {
		return nil
	}
	var found *lexicon.Person
	for _, role := range ev.roles {
		for _, p := range r.reg.HoldersByTitle(cmp.Or(ev.country, ev.org), role, r.day) {
			if found != p && slices.Contains(strings.Fields(lexicon.Key(p.Name)), key) {
				if found != nil {
					return nil
				}
				found = p
			}
		}
	}
	return found
}

// unmarked adds a last name that was not found as a name, where the article names one person in full who is called so. It
// returns the token after it, 0 where none stands there.
func (r *reader) unmarked(s int, i int32) int32 {
	w := r.d.Word(i)
	if len(w) < 4 || w[0] < 'A' || w[0] > 'Z' || r.nameAt[i] != doc.None || r.parsed && !isNameLike(r.d.Tokens[i].UPOS) || r.lex.Who.IsCommon(strings.ToLower(w)) {
		return 0
	}
	if k := i - 1; k >= r.d.Sentences[s].First && r.nameAt[k] != doc.None && r.d.Names[r.nameAt[k]].Kind == doc.PER || r.isHyphenated(i+1) {
		return 0
	}
	bearers := r.namer.short[lexicon.Key(w)]
	if len(bearers) != 1 || len(r.reg.Lookup(w)) > 0 || int(i)+1 < len(r.d.Tokens) && r.nameAt[i+1] != doc.None {
		return 0
	}
	if first, ok := r.firstAt[bearers[0]]; !ok || first > i {
		return 0
	}
	r.add(s, doc.Range{First: i, Last: i + 1}, i, bearers[0], doc.ByName, "last-name")
	return i + 1
}

// nearest is the one of several bearers of a last name that fits best; of equals the one named in full last before.
func (r *reader) nearest(bearers []int32, at int32, ev evidence) int32 {
	best, score := int32(doc.None), 0
	for _, a := range bearers {
		act := &r.actors[a]
		s := 100
		if ev.gender != lexicon.UnknownGender && act.gender != lexicon.UnknownGender {
			if act.gender != ev.gender {
				s -= 80
			}
		}
		if ev.country != "" && !ev.foreign {
			if act.Country == ev.country {
				s += 30
			} else if act.Country != "" && len(ev.roles) > 0 {
				s -= 60
			}
		}
		if len(ev.roles) > 0 && act.Known {
			if _, ok := r.holds(act.ID, ev.country, ev.roles); ok {
				s += 30
			}
		}
		if o := r.officeOf(act.ID); act.Known && o != nil && o.Rank <= 3 {
			s += 6
		}
		s += r.closeness(a, at)
		if s > score {
			best, score = a, s
		}
	}
	if score < 50 {
		return doc.None
	}
	return best
}

// closeness is up to 20 for an actor named in full shortly before token at.
func (r *reader) closeness(a, at int32) int {
	if last, ok := r.lastAt[a]; ok && last <= at {
		return max(1, 20-int(at-last)/40)
	}
	return 0
}

// commonName is of how many persons of the register a last name tells too little without a title.
const commonName = 4

// prominent is the person of the register whom a last name alone means: in office, of a country that the article speaks
// of, or called by the title. A namesake who is nearly as likely makes it nobody.
func (r *reader) prominent(text string, ev evidence) *lexicon.Person {
	type weighed struct {
		p *lexicon.Person
		s int
	}
	var all []weighed
	for _, form := range forms(text)[:min(2, len(forms(text)))] {
		for _, p := range r.reg.PersonsNamed(form) {
			s := r.fits(p, ev)
			if s < 0 {
				continue
			}
			if r.speaksOf(p.Country) {
				s += 20
			}
			if t, ok := r.reg.OfficeOf(p.ID, r.lookUpDay(p.ID)); ok && r.reg.Office(t.Office).Rank <= 9 {
				s += 20 + 12 - r.reg.Office(t.Office).Rank
			} else if ev.country == "" && len(ev.roles) == 0 {
				s -= 20 // too little known to be meant by the last name alone
			}
			all = append(all, weighed{p, s})
		}
		if len(all) > 0 {
			break
		}
	}
	slices.SortStableFunc(all, func(a, b weighed) int { return cmp.Compare(b.s, a.s) })
	switch {
	case len(all) == 0 || all[0].s < 40:
		return nil
	case len(all) >= commonName && len(ev.roles) == 0 && ev.org == "" && !r.isLeader(all[0].p):
		return nil // "Liu", "Wang": half a nation may be meant
	case len(all) > 1 && all[0].p != all[1].p && all[0].s-all[1].s < 8:
		return nil
	}
	return all[0].p
}

// isLeader reports whether a person holds one of the first offices of a state at the date of the article.
func (r *reader) isLeader(p *lexicon.Person) bool {
	o := r.officeOf(p.ID)
	return o != nil && o.Rank <= 3
}

// speak counts the country of a name that belongs to one only.
func (r *reader) speak(entries []lexicon.Entry) {
	country := ""
	for _, e := range entries {
		if e.Country != "" && e.Kind != lexicon.EntryTitle && e.Kind != lexicon.EntryOrg && !e.Weak {
			if country != "" && country != e.Country {
				return
			}
			country = e.Country
		}
	}
	if country != "" {
		r.spoken[country]++
	}
}

// speaksOf reports whether the article names a country or its adjective.
func (r *reader) speaksOf(country string) bool {
	if r.spoken == nil {
		r.spoken = map[string]int{}
		for _, n := range r.d.Names {
			r.speak(r.reg.Lookup(r.d.Text(n.Range)))
		}
	}
	return r.spoken[country] > 0
}

func firstWord(key string) string { w, _, _ := strings.Cut(key, " "); return w }

func lastWord(key string) string {
	for {
		at := strings.LastIndexByte(key, ' ')
		if at < 0 {
			return key
		}
		if w := key[at+1:]; w != "JR" && w != "SR" && w != "II" && w != "III" {
			return w
		}
		key = key[:at]
	}
}

// isNameLike reports whether a word that was tagged so may be a name that the tagger does not know.
func isNameLike(p doc.UPOS) bool {
	switch p {
	case doc.PROPN, doc.NOUN, doc.INTJ, doc.X, doc.ADJ:
		return true
	}
	return false
}
