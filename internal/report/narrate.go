package report

import (
	"cmp"
	"slices"

	"chancery/internal/date"
	"chancery/internal/doc"
	"chancery/internal/plover"
)

// narrate gives a date to groups that have none but belong to a passage of narrative that has one: "The ministers met on
// Tuesday. They criticised ...". The day told last carries on while the tense stays the same; what lies further back
// (the past perfect) and what is only mentioned (a noun) stay undated. Such a date is inferred.
func narrate(d *doc.Document, groups []group) {
	days, met := narrativeDays(d), meetings(d, groups)
	for i := range groups {
		g := &groups[i]
		if g.when.IsKnown() {
			continue
		}
		if r := sameScene(d, groups, i, met); r.IsKnown() {
			g.when = inferred(r)
			continue
		}
		for _, k := range g.acts {
			a := &d.Acts[k]
			if a.Status == plover.Occurred && isNarrated(d, a.Trigger) && days[a.Sentence].IsKnown() {
				g.when = inferred(days[a.Sentence])
				break
			}
		}
	}
}

func inferred(r date.Range) date.Range {
	r.Basis = date.Inferred
	return r
}

// freshDays is how far before publication a day may lie and still be the day of the news.
const freshDays = 7

// narrativeDays is for each sentence the day on which the narrative stands: the last single day told in its block or the
// three before it that lies within the week before publication. A sentence with another date of its own has none.
func narrativeDays(d *doc.Document) []date.Range {
	out := make([]date.Range, len(d.Sentences))
	pub := d.Meta.Published
	if !pub.IsDay() {
		return out
	}
	plans := make([]bool, len(d.Times)) // the date of something that is still to come
	for i := range d.Acts {
		if a := &d.Acts[i]; a.Time != doc.None && stanceOf(d, a) == ahead {
			plans[a.Time] = true
		}
	}
	var day date.Range
	var since int32
	t := 0
	for i, s := range d.Sentences {
		if day.IsKnown() && s.Block > since+maxCarry {
			day = date.Range{}
		}
		other := false
		for ; t < len(d.Times) && d.Times[t].Tokens.First < s.Last; t++ {
			w := d.Times[t].When
			switch {
			case d.Times[t].Tokens.First < s.First || !w.IsKnown():
			case plans[t]:
			case w.IsDay() && w.From <= pub.To && w.From >= pub.From-freshDays:
				day, since = w, s.Block
			default:
				other = true
			}
		}
		if !other {
			out[i] = day
		}
	}
	return out
}

// maxCarry is for how many blocks a day carries on; blank ones between paragraphs count.
const maxCarry = 6

// isNarrated reports whether a trigger is told in the simple past or the present perfect, by itself or through the verb
// it hangs on.
func isNarrated(d *doc.Document, t int32) bool {
	for steps := 0; t != doc.None && steps < 4; steps++ {
		tok := &d.Tokens[t]
		if tok.UPOS == doc.VERB || tok.UPOS == doc.AUX {
			if hasPluperfect(d, t) {
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

func hasAux(d *doc.Document, t int32) bool { return auxOf(d, t, "have") || auxOf(d, t, "be") }

// hasPluperfect reports whether "had" is an auxiliary of verb t.
func hasPluperfect(d *doc.Document, t int32) bool {
	s := d.Sentences[d.SentenceAt(t)]
	for i := max(s.First, t-6); i < t; i++ {
		if tok := &d.Tokens[i]; tok.Head == t && tok.Lemma == "have" && tok.Feat("Tense") == "Past" {
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

// A meeting is a sentence in which an act of a group of kind CONSULT stands.
type meeting struct{ sentence, group int32 }

// meetings is all of them, the last sentence first; of one sentence the first group first.
func meetings(d *doc.Document, groups []group) []meeting {
	var out []meeting
	for i := range groups {
		if groups[i].kind != plover.Consult {
			continue
		}
		for _, a := range groups[i].acts {
			out = append(out, meeting{d.Acts[a].Sentence, int32(i)})
		}
	}
	slices.SortFunc(out, func(a, b meeting) int {
		return cmp.Or(cmp.Compare(b.sentence, a.sentence), cmp.Compare(a.group, b.group))
	})
	return slices.Compact(out)
}

// sameScene is the date of the meeting within whose telling the acts of group i stand: in a sentence that names it
// ("during the talks, he demanded ..."), or that points back to it, and with a party in common.
func sameScene(d *doc.Document, groups []group, i int, met []meeting) date.Range {
	g := &groups[i]
	if g.kind == plover.Consult {
		return date.Range{}
	}
	for _, k := range g.acts {
		a := &d.Acts[k]
		if a.Status != plover.Occurred || hasPluperfect(d, a.Trigger) {
			continue
		}
		reach := a.Sentence
		if pointsBack(d, a) {
			reach = max(0, a.Sentence-maxBack)
		}
		from, _ := slices.BinarySearchFunc(met, a.Sentence, func(m meeting, at int32) int { return cmp.Compare(at, m.sentence) })
		for _, m := range met[from:] {
			if m.sentence < reach {
				break
			}
			o := &groups[m.group]
			if !o.when.IsKnown() || o.future && !o.past {
				continue
			}
			if shared, _, _ := compareParties(d, a.Parties, o.who); shared > 0 {
				return o.when
			}
		}
	}
	return date.Range{}
}

// maxBack is how many sentences back "the meeting" may point.
const maxBack = 4

// pointsBack reports whether the sentence of an act sets it within a meeting told before: "during the meeting", "at their
// summit", "after the talks".
func pointsBack(d *doc.Document, a *doc.Act) bool {
	s := d.Sentences[a.Sentence]
	for i := s.First; i < s.Last; i++ {
		tok := &d.Tokens[i]
		if tok.UPOS != doc.NOUN || !isGathering(tok.Lemma) {
			continue
		}
		within, definite := false, false
		for k := max(s.First, i-5); k < i; k++ {
			if d.Tokens[k].Head != i {
				continue
			}
			switch w := d.Tokens[k].Lemma; w {
			case "during", "at", "after", "in":
				within = true
			case "the", "this", "that", "these":
				definite = true
			default:
				definite = definite || d.Tokens[k].Rel == doc.NmodPoss
			}
		}
		if within && definite {
			return true
		}
	}
	return false
}

// isGathering reports whether a noun names an occasion on which people meet.
func isGathering(lemma string) bool {
	switch lemma {
	case "meeting", "talk", "talks", "summit", "visit", "call", "conversation", "session", "trip", "stay", "dinner", "luncheon", "ceremony":
		return true
	}
	return false
}
