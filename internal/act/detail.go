package act

import (
	"slices"

	"chancery/internal/date"
	"chancery/internal/doc"
	"chancery/internal/lexicon"
	"chancery/internal/plover"
	"chancery/internal/text"
)

// clauseOf is the word that heads the clause in which i stands.
func (r *reader) clauseOf(i int32) int32 {
	for range maxDepth {
		t := r.tok(i)
		if t.Head < 0 || t.UPOS == doc.VERB || r.isVerbal(i) {
			return i
		}
		i = t.Head
	}
	return i
}

// nearness says how a phrase with head h belongs to a match: 3 it hangs on its words, 2 it stands in its clause, 1 in the
// clause that completes it or that it completes, 0 it belongs to another.
func (r *reader) nearness(m *match, h int32) int {
	i := h
	for range maxDepth {
		if i == m.trigger || slices.Contains(m.told, i) {
			return 3
		}
		t := r.tok(i)
		if t.Head < 0 {
			return 0
		}
		switch t.Rel {
		case doc.AclRelcl, doc.Acl:
			if t.Head == m.trigger && (r.hasTo(i) || m.frame.Class == nounFrame && r.isSchedule(i)) {
				return 1
			}
			return 0
		case doc.Xcomp:
			if t.Head == m.trigger {
				return 1
			}
		case doc.Advcl, doc.Ccomp, doc.Parataxis:
			return 0
		case doc.Obl, doc.Nmod:
			switch r.preposition(i) {
			case "since", "after", "before", "until", "despite", "following":
				if i != h {
					return 0 // "for the first time since the raid last year"
				}
			case "including", "regarding", "concerning":
				if i != h {
					return 0 // what is talked about has a time and a place of its own
				}
			}
		}
		if r.isVerbal(t.Head) && t.Head != m.trigger && !r.isBelow(t.Head, m.trigger) {
			return r.sharesClause(m, t.Head, h)
		}
		i = t.Head
	}
	return 0
}

// isSchedule reports whether a participle says no more of an event than that it is held: "a meeting held on Monday".
func (r *reader) isSchedule(v int32) bool {
	c, ok := r.lex.Acts.Status("v", r.lemma(v))
	return ok && c.Object
}

// sharesClause is the nearness of a phrase h on the clause of verb v to a match in the same clause, or in one that
// completes it: "is due to meet her on Monday", "began a visit on Monday".
func (r *reader) sharesClause(m *match, v, h int32) int {
	i := m.trigger
	if t := r.tok(i); t.Rel == doc.Cop && t.Head == v {
		return 2
	}
	for range maxDepth {
		if i == v {
			return 2
		}
		t := r.tok(i)
		if t.Head < 0 {
			return 0
		}
		switch t.Rel {
		case doc.Xcomp, doc.Obj, doc.Obl, doc.Nsubj, doc.NsubjPass, doc.OblAgent, doc.Conj, doc.Nmod, doc.Advcl, doc.Acl, doc.Compound:
			if t.Rel == doc.Advcl && r.tok(i).Feat("VerbForm") == "Fin" {
				if r.hasMark(i, "when") || r.kid(i, doc.Advmod) != doc.None && r.form(r.kid(i, doc.Advmod)) == "when" {
					return 1 // "said so a week ago when they met"
				}
				return 0
			}
			if t.Rel == doc.Obl && m.frame.Class == nounFrame {
				switch r.preposition(i) {
				case "over", "because", "despite", "for", "about", "as", "since":
					if r.preposition(i) != "for" || m.frame.Kind != plover.Consult {
						return 0
					}
				}
			}
			if t.Rel == doc.Advcl && (r.subject(i) != doc.None || r.hasMark(i, "that")) {
				return 0
			}
			if t.Rel == doc.Conj && h > i {
				return 0
			}
		default:
			return 0
		}
		i = t.Head
	}
	return 0
}

// headOf is the head of a range of tokens: the word whose head lies outside.
func (r *reader) headOf(rg doc.Range) int32 {
	for i := rg.First; i < rg.Last; i++ {
		if h := r.tok(i).Head; h < 0 || !rg.Contains(h) {
			return i
		}
	}
	return rg.First
}

// timeOf is the time of a match: the expression nearest to it in its sentence, or None.
func (r *reader) timeOf(m *match) int32 {
	best, bestRank := int32(doc.None), 0
	s := r.sentence(m.trigger)
	for i := r.firstTime(s.First); i < len(r.d.Times); i++ {
		t := &r.d.Times[i]
		if t.Tokens.First >= s.Last {
			break
		}
		if t.Type != doc.Date && t.Type != doc.Clock || !t.When.IsKnown() || t.Tokens.First < s.First {
			continue
		}
		h := r.headOf(t.Tokens)
		if p := r.preposition(h); p == "until" || p == "till" || p == "since" && r.isSimplePast(m.trigger) {
			continue
		}
		near := r.nearness(m, h)
		if r.isParted(m, t.Tokens.First) {
			continue
		}
		if near == 0 && r.isAdjoining(m, t.Tokens) {
			near = 1
		}
		if near > 0 && (r.isOfObject(m, h) || t.When.Grain >= date.GrainMonth && r.isOfCause(m, t.Tokens.First)) {
			continue
		}
		rank := near*100 - min(99, int(abs(t.Tokens.First-m.trigger)))
		if rank > bestRank && rank > 0 {
			best, bestRank = int32(i), rank
		}
	}
	return best
}

// isOfCause reports whether the word i belongs to the deed for which something is done rather than to the act before it: "expelled him
// for his part in a killing in June".
func (r *reader) isOfCause(m *match, i int32) bool {
	if m.frame.Kind == plover.Consult || i < m.trigger {
		return false
	}
	because := false
	for k := m.trigger + 1; k < i; k++ {
		switch r.form(k) {
		case "for", "over", "after", "following":
			because = true
		}
		if because && r.tok(k).UPOS == doc.NOUN && r.lex.Frames.Class("deed").Has(r.lemma(k)) {
			return true
		}
	}
	return false
}

// isSimplePast reports whether a verb tells what was done once, and not what has gone on: "flew", not "has flown".
func (r *reader) isSimplePast(v int32) bool {
	t := r.tok(v)
	return t.UPOS == doc.VERB && t.Feat("VerbForm") == "Fin" && t.Feat("Tense") == "Past" && r.kid(v, doc.Aux, doc.AuxPass) == doc.None
}

// isParted reports whether a clause of its own, with an opener and a verb, stands between the trigger and the later word i:
// i then belongs to that clause, wherever the tree hangs it.
func (r *reader) isParted(m *match, i int32) bool {
	opened, since := false, false
	for k := m.trigger + 1; k < i; k++ {
		since = since || r.form(k) == "since"
		switch t := r.tok(k); {
		case since && t.UPOS == doc.NOUN && !r.isUnitOfTime(k):
			return true // "for the first time since the raid last year"

		case t.UPOS == doc.SCONJ || r.isRelative(k):
			opened = true
		case t.UPOS == doc.ADV || t.UPOS == doc.ADP:
			switch r.form(k) {
			case "when", "where", "while", "since", "because":
				opened = true
			}
		case opened && (t.UPOS == doc.VERB || t.UPOS == doc.AUX) && t.Feat("VerbForm") != "Inf" && t.Feat("VerbForm") != "Ger":
			return true
		}
	}
	return false
}

// isAdjoining reports whether no verb and no opener of a clause stands between a time and the trigger: the time is then
// taken for the trigger's wherever the tree hangs it.
func (r *reader) isAdjoining(m *match, at doc.Range) bool {
	from, to := at.Last, m.trigger
	if at.First > m.trigger {
		from, to = m.trigger+1, at.First
	}
	if h := r.headOf(at); to-from > 15 || r.tok(h).Head > h && r.tok(r.tok(h).Head).UPOS == doc.NOUN {
		return false // too far, or before a noun that it dates
	}
	for i := from; i < to; i++ {
		switch t := r.tok(i); t.UPOS {
		case doc.VERB:
			return false
		case doc.SCONJ:
			return false
		}
		switch r.form(i) {
		case "since", "after", "before", "until", "despite", "because", "when", "while":
			return false // "met for the first time since the raid last year"
		}
		if r.form(i) == ";" || r.form(i) == ":" || r.form(i) == "that" || r.form(i) == "which" || r.form(i) == "who" {
			return false
		}
	}
	return true
}

// isOfObject reports whether the date h stands before the object and tells its date, not the act's: "accepted a 2000
// agreement", "cancelled Monday's visit".
func (r *reader) isOfObject(m *match, h int32) bool {
	t := r.tok(h)
	if m.frame.Class == nounFrame || t.Head < h || t.Head == m.trigger || t.Head < 0 || h > 0 && r.tok(h-1).UPOS == doc.ADP {
		return false
	}
	switch t.Rel {
	case doc.Amod, doc.Compound, doc.Nummod, doc.NmodPoss, doc.NmodUnmarked, doc.NmodDesc:
		return m.frame.Kind != plover.Consult
	}
	return false
}

func (r *reader) firstTime(tok int32) int {
	i, _ := slices.BinarySearchFunc(r.d.Times, tok, func(t doc.Time, at int32) int { return int(t.Tokens.First - at) })
	return i
}

func abs(i int32) int32 {
	if i < 0 {
		return -i
	}
	return i
}

// placeOf is the place of a match: where it happens, or where a visit goes; None if nothing is said.
func (r *reader) placeOf(m *match) int32 {
	best, bestRank := r.whereOf(m), 0
	s := r.sentence(m.trigger)
	for i := range r.placesIn(s) {
		h := r.headOf(r.d.Names[r.d.Places[i].Name].Range)
		up := h
		for range 4 { // "in the city of Basel", "in Sochi, Russia"
			t := r.tok(up)
			if p := r.preposition(up); p != "" && (p != "of" || t.Head < 0 || !r.lex.Frames.Class("settlement").Has(r.lemma(t.Head))) {
				break
			}
			if t.Head < 0 || !r.isPartOfPlace(up) {
				break
			}
			up = t.Head
		}
		if !r.isPlacePhrase(m, h, up) || r.isOfMatter(m, up) {
			continue
		}
		rank := r.nearness(m, up) * 100
		if rank == 0 || r.isParted(m, h) || r.isOfCause(m, h) {
			continue
		}
		if r.d.Places[i].Grain == "city" || r.d.Places[i].Grain == "venue" {
			rank += 20
		}
		rank -= min(19, int(abs(h-m.trigger)))
		if rank > bestRank {
			best, bestRank = int32(i), rank
		}
	}
	return best
}

// isPartOfPlace reports whether a word goes on, in its head, with the phrase of a place: "Sochi" in "the resort of Sochi", but not
// "Chad" in "at Chad's request".
func (r *reader) isPartOfPlace(i int32) bool {
	t := r.tok(i)
	switch t.Rel {
	case doc.Nmod, doc.Appos, doc.Compound, doc.Flat, doc.Conj, doc.NmodUnmarked, doc.NmodDesc:
		return true
	case doc.NmodPoss:
		return r.tok(t.Head).UPOS == doc.PROPN || r.isSite(t.Head)
	case doc.Amod:
		return r.lemma(t.Head) == "capital"
	}
	return false
}

// isSite reports whether a common noun names a place.
func (r *reader) isSite(i int32) bool {
	for _, class := range [...]string{"place", "settlement", "site"} {
		if r.lex.Frames.Class(class).Has(r.lemma(i)) {
			return true
		}
	}
	return false
}

// isOfMatter reports whether a place hangs on what is talked about: "the situation in Afghanistan", "discussed the building of a
// port in Kenya".
func (r *reader) isOfMatter(m *match, up int32) bool {
	h := r.tok(up).Head
	if h >= 0 && h != m.trigger && r.tok(h).UPOS == doc.NOUN && r.lex.Frames.Class("matter").Has(r.lemma(h)) {
		return true
	}
	if !r.lex.Frames.Class("deliberate").Has(r.lemma(m.trigger)) {
		return false
	}
	for range maxWay {
		if h < 0 || h == m.trigger {
			break
		}
		if t := r.tok(h); t.Rel == doc.Obj && t.Head == m.trigger {
			return true
		}
		h = r.tok(h).Head
	}
	return false
}

// maxWay bounds the way from a place to its act.
const maxWay = 8

// whereOf is the place that a clause with "where" goes on about: "Bali, where he met her".
func (r *reader) whereOf(m *match) int32 {
	t := r.tok(m.trigger)
	if t.Head < 0 || t.Rel != doc.AclRelcl && t.Rel != doc.Advcl && t.Rel != doc.AdvclRelcl {
		return doc.None
	}
	for _, k := range r.kidsOf(m.trigger) {
		if k < m.trigger && r.form(k) == "where" {
			for i := k - 1; i >= 0 && k-i <= 4; i-- {
				if p := r.placeAt(i); p != doc.None {
					return p
				}
			}
		}
	}
	return doc.None
}

// placeAt is the place whose name holds token i, or None.
func (r *reader) placeAt(i int32) int32 {
	for k := range r.placesIn(doc.Range{First: i - 6, Last: i + 1}) {
		if r.d.Names[r.d.Places[k].Name].Contains(i) {
			return int32(k)
		}
	}
	return doc.None
}

// isPlacePhrase reports whether the place h, in the phrase of up, can be where the act happens.
func (r *reader) isPlacePhrase(m *match, h, up int32) bool {
	switch r.preposition(up) {
	case "at":
		return !slices.ContainsFunc(r.parties(up), func(p party) bool { return slices.Contains(m.recipients, p) && r.d.Actors[p.actor].Kind == doc.State })
	case "in", "near", "outside":
		return true
	case "to", "for", "into":
		return m.frame.Mode == plover.Visit
	case "":
		return (m.frame.Mode == plover.Visit || m.frame.Kind == plover.Assault) && slices.Contains(r.objects(m.trigger), up)
	case "through", "across":
		return m.frame.Kind == plover.Protest
	case "of":
		h := r.tok(up).Head
		return m.frame.Kind == plover.Protest && h >= 0 && r.lex.Frames.Class("street").Has(r.lemma(h))
	}
	return false
}

// placesIn is the indices of the places within a sentence.
func (r *reader) placesIn(s doc.Range) func(yield func(int) bool) {
	return func(yield func(int) bool) {
		from, _ := slices.BinarySearchFunc(r.d.Places, s.First, func(p doc.Place, at int32) int {
			return int(r.d.Names[p.Name].First - at)
		})
		for i := from; i < len(r.d.Places) && r.d.Names[r.d.Places[i].Name].First < s.Last; i++ {
			if !yield(i) {
				return
			}
		}
	}
}

// topics is what a meeting or a word is about: the phrases with "on", "about", "over" that name no party of it.
func (r *reader) topics(m *match) []text.Span {
	var out []text.Span
	for _, at := range append([]int32{m.trigger}, m.nouns...) {
		for _, prep := range [...]string{"on", "about", "over", "regarding", "concerning"} {
			for _, k := range r.preps(at, prep) {
				if r.isTime(k) || r.isParty(m, k) || prep == "over" && r.tok(k).UPOS == doc.PROPN {
					continue
				}
				if sp := r.nounPhrase(k); sp.Len() > 0 && !slices.Contains(out, sp) {
					out = append(out, sp)
				}
			}
		}
	}
	slices.SortFunc(out, text.Span.Compare)
	return out
}

func (r *reader) isTime(i int32) bool {
	for k := r.firstTime(i - 8); k < len(r.d.Times) && r.d.Times[k].Tokens.First <= i; k++ {
		if t := &r.d.Times[k]; t.Tokens.Contains(i) && (t.Type == doc.Date || t.Type == doc.Clock) {
			return true
		}
	}
	return false
}

func (r *reader) isParty(m *match, h int32) bool {
	return slices.ContainsFunc(r.parties(h), func(p party) bool {
		return slices.Contains(m.actors, p) || slices.Contains(m.recipients, p)
	})
}

// maxPhrase is how many words a topic has at most.
const maxPhrase = 12

// nounPhrase is the words of a phrase without its preposition and without clauses.
func (r *reader) nounPhrase(h int32) text.Span {
	rg := r.subtree(h, true)
	for rg.First < h && (r.tok(rg.First).Rel == doc.Case || r.tok(rg.First).Rel == doc.Det) {
		rg.First++
	}
	if rg.Len() > maxPhrase {
		rg.Last = rg.First + maxPhrase
		if rg.Last <= h {
			return text.Span{}
		}
	}
	return r.d.Span(rg)
}

// formatOf is how the parties of a meeting met, by the words with its trigger.
func (r *reader) formatOf(m *match) plover.Format {
	format := m.frame.Format
	look := func(i int32) {
		switch f := r.lex.Acts.FormatOf(r.form(i)); {
		case f == plover.Video || f == plover.PhoneCall && format != plover.Video:
			format = f
		case f != plover.NoFormat && format == plover.NoFormat:
			format = f
		}
	}
	if m.frame.Kind != plover.Consult {
		for _, k := range r.kidsOf(m.trigger) {
			if r.tok(k).Rel == doc.Obl {
				look(k)
			}
		}
		return format
	}
	look(m.trigger)
	for _, at := range append([]int32{m.trigger}, m.told...) {
		r.walk(at, maxDepth-5, func(k int32) bool {
			switch r.tok(k).Rel {
			case doc.AclRelcl, doc.Ccomp, doc.Parataxis, doc.Conj, doc.Nsubj, doc.Advcl, doc.Appos:
				return false
			}
			look(k)
			return true
		})
	}
	return format
}

// contexts is the contexts that the frame and the words below the trigger tell.
func (r *reader) contexts(m *match) []string {
	out := slices.Clone(m.frame.Contexts)
	add := func(i int32) {
		for _, c := range r.lex.Acts.ContextsOf(r.lemma(i)) {
			if !slices.Contains(out, c) {
				out = append(out, c)
			}
		}
	}
	r.walk(m.trigger, maxDepth-6, func(k int32) bool {
		switch r.tok(k).Rel {
		case doc.AclRelcl, doc.Parataxis, doc.Advcl:
			return false
		}
		add(k)
		return true
	})
	slices.Sort(out)
	return out
}

// asserter is who says that the act is so: the subject of the verb of saying above it, or beside it; None for the article.
func (r *reader) asserter(m *match) int32 {
	i := m.trigger
	for range maxDepth {
		t := r.tok(i)
		for _, k := range r.kidsOf(i) {
			if kt := r.tok(k); kt.Rel == doc.Parataxis && kt.UPOS == doc.VERB && r.lex.Cues.Verb(r.lemma(k)) != lexicon.NoCue {
				if a := r.speaker(k, m); a != doc.None {
					return a
				}
			}
			if r.tok(k).Rel == doc.Obl && r.preposition(k) == "according" {
				if ps := r.parties(k); ps != nil {
					return ps[0].actor
				}
			}
		}
		if t.Head < 0 {
			return doc.None
		}
		if t.Rel == doc.Ccomp && r.lex.Cues.Verb(r.lemma(t.Head)) != lexicon.NoCue {
			return r.speaker(t.Head, m)
		}
		i = t.Head
	}
	return doc.None
}

func (r *reader) speaker(v int32, m *match) int32 {
	for _, h := range r.top(v, 0) {
		if ps := r.parties(h); ps != nil {
			return ps[0].actor
		}
	}
	return doc.None
}

// when is the date of the act.
func (r *reader) when(t int32) date.Range {
	if t == doc.None {
		return date.Range{}
	}
	return r.d.Times[t].When
}
