package who

import (
	"strings"

	"chancery/internal/doc"
	"chancery/internal/lexicon"
)

// A pronounForm is what a pronoun asks of the one it means.
type pronounForm struct {
	gender    lexicon.Gender
	thing     bool // "it"
	plural    bool // "they"
	owner     bool // "his"
	reflexive bool
	object    bool // "him"
}

var pronouns = map[string]pronounForm{
	"he": {gender: lexicon.Male}, "him": {gender: lexicon.Male, object: true}, "his": {gender: lexicon.Male, owner: true}, "himself": {gender: lexicon.Male, reflexive: true},
	"she": {gender: lexicon.Female}, "her": {gender: lexicon.Female, owner: true}, "hers": {gender: lexicon.Female, owner: true}, "herself": {gender: lexicon.Female, reflexive: true},
	"it": {thing: true}, "its": {thing: true, owner: true}, "itself": {thing: true, reflexive: true},
	"they": {plural: true}, "them": {plural: true, object: true}, "their": {plural: true, owner: true}, "theirs": {plural: true, owner: true}, "themselves": {plural: true, reflexive: true},
}

// pronoun adds the mention that a pronoun at token i is. It returns the token after it, 0 where none stands there.
func (r *reader) pronoun(s int, i int32) int32 {
	if r.d.Tokens[i].Len() > 10 {
		return 0
	}
	form, ok := pronouns[strings.ToLower(r.d.Word(i))]
	if !ok {
		return 0
	}
	if form.gender == lexicon.Female && form.owner && r.isObjectHer(i) {
		form.owner, form.object = false, true
	}
	tokens := doc.Range{First: i, Last: i + 1}
	switch {
	case form.plural:
		r.addAll(s, tokens, i, r.they(s, i, form), doc.ByPronoun, "pronoun-plural")
	case form.thing:
		r.add(s, tokens, i, r.itsState(r.it(s, i, form), i), doc.ByPronoun, "pronoun-it")
	default:
		a, rule := r.personMeant(s, i, form)
		r.add(s, tokens, i, a, doc.ByPronoun, rule)
	}
	return i + 1
}

// isObjectHer tells "met her" from "her visit".
func (r *reader) isObjectHer(i int32) bool {
	if r.parsed {
		return r.d.Tokens[i].Rel != doc.NmodPoss
	}
	if int(i)+1 >= len(r.d.Tokens) {
		return true
	}
	w := r.d.Word(i + 1)
	return w[0] < 'A' || isDeterminer(w) || r.lex.Who.IsCommon(strings.ToLower(w)) && w != "own" && w != "first" && w != "visit"
}

// A choice gathers candidates for a pronoun.
type choice struct {
	actors []int32
	scores []int
}

func (c *choice) offer(actor int32, score int) {
	for i, a := range c.actors {
		if a == actor {
			c.scores[i] = max(c.scores[i], score)
			return
		}
	}
	c.actors, c.scores = append(c.actors, actor), append(c.scores, score)
}

// best is the candidate with the highest score, None where the next is nearer than margin.
func (c *choice) best(least, margin int) int32 {
	best, top, next := int32(doc.None), -1<<20, -1<<20
	for i, sc := range c.scores {
		switch {
		case sc > top:
			best, top, next = c.actors[i], sc, top
		case sc > next:
			next = sc
		}
	}
	if top < least || top-next < margin {
		return doc.None
	}
	return best
}

// personMeant is the person whom "he" or "she" means. Candidates are looked for in the block of the pronoun; only where it
// has none, in the block before, at most three blocks back.
func (r *reader) personMeant(s int, i int32, form pronounForm) (int32, string) {
	if a := r.ahead(s, i, form); a != doc.None {
		return a, "pronoun-ahead"
	}
	if form.reflexive && r.hasOtherSubject(s, i) {
		return doc.None, ""
	}
	var c choice
	barred := r.barred(s, i, form)
	r.offerRivals(&c, s, i, form)
	block, blocks := r.d.Sentences[s].Block, 0
	for k := len(r.trail) - 1; k >= 0 && k >= len(r.trail)-maxTrail; k-- {
		t := r.trail[k]
		back := int32(s) - t.sentence
		if back > 8 {
			break
		}
		if t.block != block {
			if c.hasActor() || blocks == 3 {
				break
			}
			block = t.block
			blocks++
		}
		act := &r.actors[t.actor]
		if act.Kind != doc.Person && !r.isHolder(t) || t.inner || t.plural || act.gender != lexicon.UnknownGender && act.gender != form.gender || containsActor(barred, t.actor) {
			continue
		}
		score := r.salience(t, s, i)
		if form.object && t.role == subject && back > 0 {
			score -= 16 // the object of one sentence is often that of the next
		}
		if form.object && t.role == object && back == 1 {
			score += 14
		}
		if act.gender == lexicon.UnknownGender {
			score -= 12
		}
		if back == 0 && r.isAskedOf(t, i) {
			score += 45
		}
		c.offer(t.actor, score+r.hint(t, int(back), i))
	}
	a := c.best(15, 6)
	if a < 0 {
		return doc.None, ""
	}
	if act := &r.actors[a]; act.gender == lexicon.UnknownGender {
		act.gender = form.gender // what the article has called her once it calls her again
	}
	return a, "pronoun"
}

// isHolder reports whether a mention is of one who holds an office and has no name: "the Zambian president".
func (r *reader) isHolder(t trace) bool {
	return r.actors[t.actor].Kind == doc.Office && t.kind == doc.ByTitle && r.lex.Who.Is(lexicon.Someone, strings.ToLower(r.d.Word(t.head)))
}

// isAskedOf reports whether a pronoun is the subject of what a mention is asked: "asked the visitor whether he".
func (r *reader) isAskedOf(t trace, i int32) bool {
	if !r.parsed || i == 0 || t.role != object || r.d.Tokens[i].Rel != doc.Nsubj {
		return false
	}
	v := r.d.Tokens[i].Head
	if v == doc.None || r.d.Tokens[v].Rel != doc.Ccomp && r.d.Word(i-1) != "whether" && r.d.Word(i-1) != "if" {
		return false
	}
	v = r.d.Tokens[v].Head
	return v != doc.None && r.d.Tokens[r.top(t.head)].Head == v && (r.d.Tokens[v].Lemma == "ask" || r.d.Tokens[v].Lemma == "remind")
}

// barred is the persons whom grammar forbids a pronoun to mean, by whatever words its sentence names them; and those who
// govern the state that is the subject: "Ankara wants him" does not mean Turkey's president.
func (r *reader) barred(s int, i int32, form pronounForm) []int32 {
	var out []int32
	for k := len(r.trail) - 1; k >= 0 && k >= len(r.trail)-maxTrail && r.trail[k].sentence == int32(s); k-- {
		t := r.trail[k]
		if r.clashes(t, i, form) {
			out = append(out, t.actor)
		}
		if form.object && t.role == subject && r.actors[t.actor].Kind == doc.State && r.parsed && r.sharesVerb(t.head, r.d.Tokens[i].Head) {
			for _, a := range r.people {
				if act := &r.actors[a]; act.Known && act.Country == r.actors[t.actor].Country && act.Office != "" {
					out = append(out, a)
				}
			}
		}
	}
	return out
}

// salience weighs a trace as what a pronoun at token i means: near, subject, often named.
func (r *reader) salience(t trace, s int, i int32) int {
	back := int(int32(s) - t.sentence)
	score := max(0, 60-14*back)
	switch t.role {
	case subject:
		score += 25
		if t.tokens.First <= r.firstWord(int(t.sentence))+3 {
			score += 6
		}
	case object, owner:
		score += 5
	}
	if t.kind == doc.ByPronoun {
		score += 4
		if back == 0 && t.role == subject {
			score += 5
		}
	}
	switch {
	case t.quoted && !r.quoted[i]:
		score -= 25
	case !t.quoted && r.quoted[i]:
		score -= 10
		if t.role == subject && back == 0 {
			score -= 40 // the speaker does not call himself "he"
		}
	}
	if back == 0 && int(i-t.tokens.Last) > 25 {
		score -= 4
	}
	if r.speaksAfter(i) && r.speaksAfter(t.tokens.Last-1) && back < 2 {
		score += 8
	}
	return score + min(8, r.actors[t.actor].count)
}

func (r *reader) firstWord(s int) int32 { return r.d.Sentences[s].First }

// speaksAfter reports whether a verb of speech follows token i.
func (r *reader) speaksAfter(i int32) bool {
	if int(i)+1 >= len(r.d.Tokens) {
		return false
	}
	tok := r.d.Tokens[i+1]
	if r.parsed && tok.Lemma != "" {
		return r.lex.Cues.Verb(tok.Lemma) != lexicon.NoCue
	}
	return r.lex.Who.Is(lexicon.Speech, r.d.Word(i+1))
}

// clashes reports whether grammar forbids that a pronoun means a mention: subject and object of one verb differ unless
// the pronoun is reflexive; what is coordinated with it is somebody else.
func (r *reader) clashes(t trace, i int32, form pronounForm) bool {
	if t.sentence != int32(r.d.SentenceAt(i)) {
		return false
	}
	if form.owner {
		return r.isApposedTo(t, i)
	}
	if form.reflexive {
		return t.role != subject
	}
	if !r.parsed {
		return form.object && t.role == subject && r.sameClause(t.tokens.Last, i)
	}
	p, m := r.d.Tokens[i], r.d.Tokens[r.top(t.head)]
	if p.Head != doc.None && p.Head == m.Head && p.Rel != m.Rel {
		return true
	}
	if form.object && t.role == subject && p.Head != doc.None && r.sharesVerb(t.head, p.Head) {
		return true
	}
	if p.Rel == doc.Conj && p.Head == t.head || m.Rel == doc.Conj && m.Head == i {
		return true
	}
	if form.object || p.Rel == doc.Obl || p.Rel == doc.Nmod {
		// "Xi told reporters about him": the subject of the verb that governs the phrase
		h := p.Head
		for steps := 0; steps < 4 && h != doc.None; steps++ {
			if h == m.Head && t.role == subject || r.isDoneBy(h, r.top(t.head)) {
				return true
			}
			if up := r.d.Tokens[h]; up.Rel == doc.Advcl && up.Feat("VerbForm") == "Inf" {
				// "telephoned Sharif to reassure him": whoever telephoned reassures
			} else if (up.UPOS == doc.VERB || up.UPOS == doc.AUX) && (up.Rel != doc.Xcomp || r.hasObject(up.Head, h)) {
				break // "refused to see him" goes on to who refused
			}
			h = r.d.Tokens[h].Head
		}
	}
	return false
}

// isDoneBy reports whether a verb heads a relative clause of which noun n is the subject: "Biden, who spoke with him".
func (r *reader) isDoneBy(v, n int32) bool {
	if r.d.Tokens[v].Rel != doc.AclRelcl || r.d.Tokens[v].Head != n {
		return false
	}
	for k := n + 1; k < v; k++ {
		if tok := r.d.Tokens[k]; tok.Head == v && (tok.Rel == doc.Nsubj || tok.Rel == doc.NsubjPass) {
			return tok.UPOS == doc.PRON && (r.d.Word(k) == "who" || r.d.Word(k) == "which" || r.d.Word(k) == "that")
		}
	}
	return false
}

// hasObject reports whether a verb has an object before token h, who then does what the infinitive says.
func (r *reader) hasObject(v, h int32) bool {
	if v == doc.None {
		return false
	}
	for k := v + 1; k < h; k++ {
		if tok := r.d.Tokens[k]; tok.Head == v && (tok.Rel == doc.Obj || tok.Rel == doc.Iobj) {
			return true
		}
	}
	return false
}

// sameClause reports whether no comma or conjunction stands between two tokens.
func (r *reader) sameClause(from, to int32) bool {
	for k := from; k < to; k++ {
		switch r.d.Word(k) {
		case ",", "that", "when", "while", "because", "and", "but", "who", "which", "as", "if", "after", "before":
			return false
		}
	}
	return true
}

// ahead is the subject of the main clause where a pronoun stands in an opening phrase before it: "During his visit, Yang
// met ...".
func (r *reader) ahead(s int, i int32, form pronounForm) int32 {
	sent := r.d.Sentences[s]
	if i-sent.First > 12 || r.quoted[i] {
		return doc.None
	}
	if v := r.d.Tokens[i].Head; r.parsed && r.d.Tokens[i].Rel == doc.Nsubj && v != doc.None && r.d.Tokens[v].Rel == doc.Root {
		return doc.None // "In Seoul she met the speaker, Kim Jin-pyo"
	}
	if !r.lex.Who.Is(lexicon.Opening, strings.ToLower(r.d.Word(sent.First))) {
		return doc.None
	}
	for k := len(r.trail) - 1; k >= 0 && k >= len(r.trail)-maxTrail && r.trail[k].sentence == int32(s); k-- {
		if r.actors[r.trail[k].actor].Kind == doc.Person {
			return doc.None // somebody was named before it
		}
	}
	for k := i + 1; k < min(sent.Last, i+16); k++ {
		if r.d.Word(k) != "," {
			continue
		}
		for n := k + 1; n < min(sent.Last, k+8); n++ {
			at := r.nameAt[n]
			if at != doc.None && r.resolved[at] != doc.None {
				a := r.resolved[at]
				if r.isGenitive(r.d.Names[at].Last) || r.actors[a].gender != form.gender && r.actors[a].gender != lexicon.UnknownGender {
					return doc.None
				}
				return a
			}
			if at == doc.None && r.phrase[n].title == nil && !r.inTitle(n) && !isDeterminer(r.d.Word(n)) {
				return doc.None
			}
		}
		return doc.None
	}
	return doc.None
}

// it is the state or organisation that "it" or "its" means: the subject of its clause or sentence so far, or of the
// sentence before where the pronoun opens a sentence. Whatever else could be meant makes it nobody.
func (r *reader) it(s int, i int32, form pronounForm) int32 {
	if form.object || !form.owner && r.isExpletive(i) && !r.isReported(i) {
		return doc.None
	}
	sent := r.d.Sentences[s]
	var c choice
	here := false // its own sentence has somebody
	for k := len(r.trail) - 1; k >= 0 && k >= len(r.trail)-maxTrail; k-- {
		t := r.trail[k]
		back := int32(s) - t.sentence
		if back > 1 || back == 1 && (here || i-sent.First > 6 || t.block != sent.Block && i != sent.First) {
			break
		}
		act := &r.actors[t.actor]
		if act.Kind != doc.State && act.Kind != doc.Organisation && act.Kind != doc.Office || t.kind == doc.ByAdjective || r.isPluralPronoun(t) || r.clashes(t, i, form) {
			continue
		}
		score := 0
		switch {
		case t.role == subject && r.isOfHalfBefore(t, i):
			score = 75
		case (t.role == subject || r.controls(t)) && r.isNearestSubject(t, i):
			score = 55
		case t.role == subject || t.role == owner && form.owner:
			score = 40
		}
		if len(c.actors) == 0 {
			score += 8
		}
		if act.variety == "media" {
			score -= 25
		}
		if t.quoted != r.quoted[i] {
			score -= 20
		}
		here = here || back == 0
		c.offer(t.actor, score-int(back)*5)
	}
	return c.best(30, 8)
}

// isPluralPronoun reports whether a mention is "they": those whom it means are not "it" in the same breath.
func (r *reader) isPluralPronoun(t trace) bool {
	return t.kind == doc.ByPronoun && pronouns[strings.ToLower(r.d.Word(t.tokens.First))].plural
}

// itsState is the state of a body where what it has is a state's: "the parliament's bill allows its troops".
func (r *reader) itsState(a, i int32) int32 {
	if a == doc.None || r.actors[a].Kind != doc.Office || int(i)+1 >= len(r.d.Tokens) {
		return a
	}
	if n, ok := r.lex.Who.Noun(strings.ToLower(r.d.Word(i + 1))); ok && n.Agent {
		if st := r.state(r.actors[a].Country); st != doc.None {
			return st
		}
	}
	return a
}

// controls reports whether a mention is the subject of an infinitive: "urged Russia to withdraw its troops".
func (r *reader) controls(t trace) bool {
	next := t.tokens.Last
	return r.parsed && int(next)+1 < len(r.d.Tokens) && r.d.Word(next) == "to" && r.d.Tokens[next+1].UPOS == doc.VERB
}

// isNearestSubject reports whether no other subject stands between a mention and token i.
func (r *reader) isNearestSubject(t trace, i int32) bool {
	if !r.parsed {
		return true
	}
	for k := t.tokens.Last; k < i; k++ {
		switch r.d.Tokens[k].Rel {
		case doc.Nsubj, doc.NsubjPass:
			if !t.tokens.Contains(k) {
				return false
			}
		}
	}
	return true
}

// isReported reports whether "it" is the subject of what somebody says of himself: "Turkey said it would halt".
func (r *reader) isReported(i int32) bool {
	if !r.parsed || r.d.Tokens[i].Rel != doc.Nsubj || i < 2 {
		return false
	}
	k := i - 1
	if strings.EqualFold(r.d.Word(k), "that") {
		k--
	}
	if r.d.Tokens[k].UPOS != doc.VERB || r.lex.Cues.Verb(r.d.Tokens[k].Lemma) == lexicon.NoCue {
		return false
	}
	h := r.d.Tokens[i].Head
	if h == doc.None || r.d.Tokens[h].UPOS != doc.VERB {
		return false
	}
	switch r.d.Tokens[h].Lemma {
	case "seem", "appear", "take", "happen", "turn", "remain", "become", "come", "help", "make":
		return false
	}
	return true
}

// isExpletive reports whether "it" means nothing: "it is important that", "it seems".
func (r *reader) isExpletive(i int32) bool {
	if r.parsed {
		switch r.d.Tokens[i].Rel {
		case doc.Expl:
			return true
		case doc.Obj, doc.Obl, doc.Iobj, doc.Nmod:
			return true // a thing more often than a state
		}
	}
	if int(i)+1 >= len(r.d.Tokens) {
		return true
	}
	if r.parsed && r.actsOnName(i) {
		return false
	}
	switch strings.ToLower(r.d.Word(i + 1)) {
	case "is", "was", "'s", "’s", "seems", "seemed", "appears", "appeared", "remains", "remained", "became", "comes", "came", "takes", "took", "would", "could", "may", "might", "can", "has", ",", ".":
		return true
	}
	return false
}

// they is those whom "they" or "their" means: the last group named together, in this sentence or as a subject of the one
// before.
func (r *reader) they(s int, i int32, form pronounForm) []int32 {
	if form.owner {
		if both := r.bothBefore(s, i); both != nil {
			return both
		}
	}
	var best *group
	score := 0
	for k := len(r.groups) - 1; k >= 0 && k >= len(r.groups)-6; k-- {
		g := &r.groups[k]
		back := int32(s) - g.sentence
		if back > 1 || back == 1 && (best != nil && best.sentence == int32(s) || g.block != r.d.Sentences[s].Block && i-r.firstWord(s) > 6) {
			break
		}
		points := 1
		if g.role == subject {
			points += 4
		}
		if r.actors[g.actors[0]].Kind == doc.Person {
			points++
		}
		if len(g.actors) <= 3 && points > score {
			best, score = g, points
		}
	}
	if best != nil && !r.hasPluralSubject(s, *best, i) {
		return best.actors
	}
	if a := r.manyAsOne(s, i); a != doc.None {
		return []int32{a}
	}
	if best == nil && r.speaksAfter(i) {
		return r.speakersBefore(s)
	}
	return nil
}

// bothBefore is the two persons that the sentence has named before "their" where it has named no others and no states
// together: "Xi will host Putin for their meeting".
func (r *reader) bothBefore(s int, i int32) []int32 {
	if n := len(r.groups); n > 0 && r.groups[n-1].sentence == int32(s) {
		return nil
	}
	var both []int32
	from := i
	for k := len(r.trail) - 1; k >= 0 && k >= len(r.trail)-maxTrail && r.trail[k].sentence == int32(s); k-- {
		t := r.trail[k]
		if r.actors[t.actor].Kind != doc.Person || t.inner {
			continue
		}
		if !containsActor(both, t.actor) {
			both = append(both, t.actor)
		}
		from = t.tokens.Last
	}
	if len(both) != 2 || r.hasPluralSubject(s, group{head: from - 1}, i) {
		return nil
	}
	both[0], both[1] = both[1], both[0]
	return both
}

func containsActor(list []int32, a int32) bool {
	for _, x := range list {
		if x == a {
			return true
		}
	}
	return false
}

// hasPluralSubject reports whether a plural noun that is no mention is the subject of something between a group and
// token i, and so the likelier meaning of "they".
func (r *reader) hasPluralSubject(s int, g group, i int32) bool {
	if !r.parsed {
		return false
	}
	from := g.head + 1
	for k := from; k < i; k++ {
		tok := r.d.Tokens[k]
		if (tok.Rel == doc.Nsubj || tok.Rel == doc.NsubjPass) && tok.UPOS == doc.NOUN && tok.Feat("Number") == "Plur" {
			return true
		}
	}
	return false
}
