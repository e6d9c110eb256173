package report

import (
	"sort"

	"chancery/internal/date"
	"chancery/internal/doc"
	"chancery/internal/plover"
)

// narrate gives a date to groups that have none but belong to a passage of narrative that has one: "The ministers met on
// Tuesday. They criticised ...". The day told last carries on while the tense stays the same; what lies further back
// (the past perfect) and what is only mentioned (a noun) stay undated. Such a date is inferred.
//
// What is said within a meeting has the date of the meeting, and only that: where the meeting has none here, another
// article may tell it.
func narrate(d *doc.Document, groups []group) {
	var st *story
	for pass := range 2 { // meetings first: what is said at them has their date
		for i := range groups {
			g := &groups[i]
			if g.when.IsKnown() || (g.kind == plover.Consult) != (pass == 0) {
				continue
			}
			if g.scene != doc.None {
				g.when = inferred(groups[g.scene].when)
				continue
			}
			if st == nil {
				st = makeStory(d)
			}
			for _, k := range g.acts {
				r, announced := st.dayOf(&d.Acts[k])
				if announced && isDoneByWord(g) {
					g.when = r // with the basis that the day has in the text
					break
				}
				if !g.when.IsKnown() {
					g.when = inferred(r)
				}
			}
		}
	}
}

// isDoneByWord reports whether what a group tells is done by announcing it: diplomats expelled or called home, relations broken off.
func isDoneByWord(g *group) bool {
	return g.kind == plover.Sanction && (g.mode == plover.Expel || g.mode == plover.Withdraw || g.mode == plover.Relations)
}

func inferred(r date.Range) date.Range {
	if r.IsKnown() {
		r.Basis = date.Inferred
	}
	return r
}

const (
	freshDays = 7  // how far before publication a day may lie and still be the day of the news
	maxCarry  = 16 // for how many blocks a day carries on; blank ones between paragraphs count
	leadBody  = 2  // of how many first paragraphs the title tells the news
)

// A story is the days on which the narrative of an article stands.
type story struct {
	d    *doc.Document
	days []date.Range // by sentence
	lead date.Range   // the first day told in the lead: that of the title
}

// makeStory finds for each sentence the day on which the narrative stands: the last single day of the week before
// publication that a verb in the past was told with. A paragraph that turns to another time (a background) has none from
// there to its end.
func makeStory(d *doc.Document) *story {
	st := &story{d: d, days: make([]date.Range, len(d.Sentences))}
	if !d.Meta.Published.IsDay() {
		return st
	}
	aside := asides(d)
	var day date.Range
	var since int32
	bodies, block, away := 0, int32(-1), false
	for i, s := range d.Sentences {
		if int(s.Block) < len(d.Blocks) && !d.Blocks[s.Block].Kind.IsNews() {
			continue // the line of the date tells when it was written
		}
		if s.Block != block {
			block, away = s.Block, false
			if int(block) < len(d.Blocks) && d.Blocks[block].Kind == doc.Body {
				bodies++
			}
		}
		if day.IsKnown() && s.Block > since+maxCarry {
			day = date.Range{}
		}
		fresh, other := st.timesOf(s, aside)
		switch {
		case fresh.IsKnown():
			day, since, away = fresh, s.Block, false
			if !st.lead.IsKnown() && bodies <= leadBody {
				st.lead = fresh
			}
		case other:
			away = true
		}
		if !away {
			st.days[i] = day
		}
	}
	return st
}

// asides marks the times that the narrative does not stand on: of what is still to come, and in the words of a speaker.
// The day on which something was agreed or announced is none of them, though it be read with what is to come.
func asides(d *doc.Document) []bool {
	aside := make([]bool, len(d.Times))
	for i := range d.Acts {
		if a := &d.Acts[i]; a.Time != doc.None && stanceOf(d, a) == ahead {
			v := governor(d, &d.Times[a.Time])
			aside[a.Time] = v == doc.None || v == a.Trigger || !isPast(d, v)
		}
	}
	for i := range d.Quotes {
		q := &d.Quotes[i]
		if q.Kind != doc.Direct || i > 0 && d.Quotes[i-1].Content.End >= q.Content.End {
			continue // one within another is marked with it
		}
		for t := timesFrom(d, d.TokenAt(q.Content.Start)); t < len(d.Times) && d.Times[t].Start < q.Content.End; t++ {
			aside[t] = true
		}
	}
	return aside
}

// timesOf is the day that a sentence sets the narrative to, and whether it tells another time. A day counts most where
// it stands with the main verb, less with another verb, least with a noun ("Monday's attack"), and not at all with a
// verb in the past perfect, which looks back.
func (st *story) timesOf(s doc.Sentence, aside []bool) (fresh date.Range, other bool) {
	d, pub, rank := st.d, st.d.Meta.Published, 0
	for t := timesFrom(d, s.First); t < len(d.Times) && d.Times[t].Tokens.First < s.Last; t++ {
		w := d.Times[t].When
		switch {
		case !w.IsKnown() || aside[t] || isSpan(d, &d.Times[t]):
		case w.IsDay() && w.From <= pub.To && w.From >= pub.From-freshDays:
			v := governor(d, &d.Times[t])
			r := 1
			switch {
			case v == doc.None:
			case d.Tokens[v].UPOS != doc.VERB && d.Tokens[v].UPOS != doc.AUX:
			case hasPluperfect(d, v):
				r = 0
			case d.Tokens[v].Head == doc.None:
				r = 3
			default:
				r = 2
			}
			if r > rank {
				fresh, rank = w, r
			}
			other = other || r == 0
		case isFrame(d, s, &d.Times[t]):
			other = true
		}
	}
	return fresh, other
}

// isSpan reports whether a time is where something began that goes on, or will end: "since Monday", "until Friday".
func isSpan(d *doc.Document, t *doc.Time) bool {
	for i := t.Tokens.First - 1; i >= 0 && i >= t.Tokens.First-2; i-- {
		switch d.Tokens[i].Lemma {
		case "since", "until", "till":
			return true
		}
	}
	return false
}

// isFrame reports whether a time is that of its whole sentence: it opens it, or hangs on its main verb.
func isFrame(d *doc.Document, s doc.Sentence, t *doc.Time) bool {
	v := governor(d, t)
	return t.Tokens.First <= s.First+1 || v != doc.None && d.Tokens[v].Head == doc.None
}

// timesFrom is the index of the first time that begins at token i or after it.
func timesFrom(d *doc.Document, i int32) int {
	return sort.Search(len(d.Times), func(k int) bool { return d.Times[k].Tokens.First >= i })
}

// timesNear is the times of a sentence around its token i, in text order.
func timesNear(d *doc.Document, s doc.Sentence, i int32) []*doc.Time {
	var out []*doc.Time
	for t := timesFrom(d, max(s.First, i-maxWords)); t < len(d.Times) && d.Times[t].Tokens.First < min(s.Last, i+maxWords); t++ {
		out = append(out, &d.Times[t])
	}
	return out
}

// governor is the word that a time hangs on, or None. Of "15 November local time" it is what the clock's time hangs on.
func governor(d *doc.Document, t *doc.Time) int32 {
	for i := t.Tokens.First; i < t.Tokens.Last; i++ {
		if h := d.Tokens[i].Head; h == doc.None || !t.Tokens.Contains(h) {
			if h != doc.None && h >= t.Tokens.Last && h-t.Tokens.Last <= 1 && d.Tokens[h].Lemma == "time" {
				return d.Tokens[h].Head
			}
			return h
		}
	}
	return doc.None
}

// dayOf is the day of an act that is told as news without a date of its own, and whether the sentence tells that day with the
// verb that announces it.
func (st *story) dayOf(a *doc.Act) (day date.Range, announced bool) {
	d, pub := st.d, st.d.Meta.Published
	promised := a.Status == plover.Planned && a.Kind != plover.Consult
	if a.Status != plover.Occurred && !promised || !pub.IsDay() {
		return date.Range{}, false
	}
	if st.isHeading(a) && !hasPluperfect(d, a.Trigger) {
		return st.lead, false
	}
	if !promised && !isNarrated(d, a.Trigger) || promised && !isAnnounced(d, a.Trigger) {
		return date.Range{}, false
	}
	// A time with the verb that the act hangs on is nearer than what was told before.
	s := d.Sentences[a.Sentence]
	for _, t := range timesNear(d, s, a.Trigger) {
		w := t.When
		v := governor(d, t)
		if promised && w.IsKnown() && v != doc.None && d.Tokens[v].Rel == doc.Parataxis && d.Tokens[v].Head == a.Trigger && isPast(d, v) && w.IsDay() && w.From <= pub.To && w.From >= pub.From-freshDays {
			return w, true // "Britain will expel them, the minister said on Wednesday"
		}
		if w.IsKnown() && v != doc.None && isAbove(d, v, a.Trigger) {
			if w.IsDay() && w.From <= pub.To && w.From >= pub.From-freshDays {
				return w, true
			}
			return date.Range{}, false
		}
	}
	return st.days[a.Sentence], false
}

// isHeading reports whether an act stands above the text.
func (st *story) isHeading(a *doc.Act) bool {
	b := st.d.Sentences[a.Sentence].Block
	if int(b) >= len(st.d.Blocks) {
		return false
	}
	k := st.d.Blocks[b].Kind
	return k == doc.Title || k == doc.Deck
}

// maxUp is how many heads up the tree a word is looked for.
const maxUp = 6

// isAbove reports whether v is t or one of its heads.
func isAbove(d *doc.Document, v, t int32) bool {
	for steps := 0; t != doc.None && steps < maxUp; steps++ {
		if t == v {
			return true
		}
		t = d.Tokens[t].Head
	}
	return false
}

// isNarrated reports whether a trigger is told in the simple past or the present perfect, by itself or through the verb
// it hangs on.
func isNarrated(d *doc.Document, t int32) bool {
	for steps := 0; t != doc.None && steps < 4; steps++ {
		tok := &d.Tokens[t]
		if tok.UPOS == doc.VERB || tok.UPOS == doc.AUX {
			if hasPluperfect(d, t) && !isReported(d, t) {
				return false
			}
			if tok.Feat("VerbForm") == "Fin" || hasAux(d, t) {
				return tok.Feat("Tense") == "Past" || hasAux(d, t)
			}
		}
		switch tok.Rel {
		case doc.Obj, doc.Xcomp, doc.Ccomp, doc.Advcl, doc.Conj, doc.OblAgent, doc.Acl:
			t = tok.Head
		default:
			return false
		}
	}
	return false
}

// isReported reports whether the clause of verb t is what somebody said in the past, where "had" tells no more than the past.
func isReported(d *doc.Document, t int32) bool {
	tok := &d.Tokens[t]
	if tok.Rel != doc.Ccomp || tok.Head == doc.None || !isPast(d, tok.Head) || hasPluperfect(d, tok.Head) {
		return false
	}
	switch d.Tokens[tok.Head].Lemma {
	case "say", "announce", "confirm", "declare", "report", "disclose", "reveal", "state", "tell":
		return true
	}
	return false
}

// isAnnounced reports whether what is to come is told by one who says, agrees or decides it in the past: the promise then
// has the day of the saying.
func isAnnounced(d *doc.Document, t int32) bool {
	for steps := 0; t != doc.None && steps < maxUp; steps++ {
		tok := &d.Tokens[t]
		if steps > 0 && isPast(d, t) {
			return !hasPluperfect(d, t)
		}
		switch tok.Rel {
		case doc.Obj, doc.Xcomp, doc.Ccomp, doc.Conj, doc.Acl, doc.AclRelcl, doc.Obl, doc.Nmod, doc.Parataxis, doc.Advcl:
			t = tok.Head
		case doc.Root:
			return saidBeside(d, t)
		default:
			return false
		}
	}
	return false
}

// saidBeside reports whether a verb in the past is set beside the main verb t: "Britain will pay, the minister said".
func saidBeside(d *doc.Document, t int32) bool {
	s := d.Sentences[d.SentenceAt(t)]
	for i := max(s.First, t-maxWords); i < min(s.Last, t+maxWords); i++ {
		if tok := &d.Tokens[i]; tok.Head == t && tok.Rel == doc.Parataxis && isPast(d, i) {
			return true
		}
	}
	return false
}

// isPast reports whether t is a finite verb in the past, or a perfect.
func isPast(d *doc.Document, t int32) bool {
	tok := &d.Tokens[t]
	return tok.UPOS == doc.VERB && (tok.Feat("VerbForm") == "Fin" && tok.Feat("Tense") == "Past" || auxOf(d, t, "have"))
}

func hasAux(d *doc.Document, t int32) bool { return auxOf(d, t, "have") || auxOf(d, t, "be") }

// hasPluperfect reports whether "had" is an auxiliary of verb t, or of the verb that t is joined to: "had flown to Paris
// and met ...".
func hasPluperfect(d *doc.Document, t int32) bool {
	for steps := 0; steps < 2; steps++ {
		s := d.Sentences[d.SentenceAt(t)]
		for i := max(s.First, t-6); i < t; i++ {
			if tok := &d.Tokens[i]; tok.Head == t && tok.Lemma == "have" && tok.Feat("Tense") == "Past" {
				return true
			}
		}
		tok := &d.Tokens[t]
		if tok.Rel != doc.Conj || tok.Head == doc.None || hasSubject(d, t) {
			return false
		}
		t = tok.Head
	}
	return false
}

// hasSubject reports whether verb t has a subject of its own: a conjoined verb that has none shares its auxiliary.
func hasSubject(d *doc.Document, t int32) bool {
	s := d.Sentences[d.SentenceAt(t)]
	for i := max(s.First, t-12); i < t; i++ {
		if tok := &d.Tokens[i]; tok.Head == t && (tok.Rel == doc.Nsubj || tok.Rel == doc.NsubjPass) {
			return true
		}
	}
	return false
}

func auxOf(d *doc.Document, t int32, lemma string) bool {
	s := d.Sentences[d.SentenceAt(t)]
	for i := max(s.First, t-6); i < t; i++ {
		if tok := &d.Tokens[i]; tok.Head == t && tok.Lemma == lemma && (tok.Rel == doc.Aux || tok.Rel == doc.AuxPass) {
			return true
		}
	}
	return false
}
