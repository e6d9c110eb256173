package report

import (
	"chancery/internal/doc"
	"chancery/internal/plover"
)

// setScenes finds for each group the meeting at which its acts were made: told in the same sentence ("during the talks,
// he demanded ..."), or pointed back to ("at the summit ..."), or held by the same parties on the same day.
func setScenes(d *doc.Document, groups []group) {
	at := meetingsAt(d, groups)
	for i := range groups {
		if g := &groups[i]; g.kind != plover.Consult && isSpoken(g.kind) {
			g.scene = sceneOf(d, groups, at, g)
		}
	}
}

// isSpoken reports whether acts of a kind are made by word or signature, as at a meeting.
func isSpoken(k plover.Kind) bool {
	return k.Quad() == plover.VerbalCooperation || k.Quad() == plover.VerbalConflict || k == plover.Cooperate
}

// meetingsAt lists for each sentence the groups of which a meeting is told in it.
func meetingsAt(d *doc.Document, groups []group) map[int32][]int32 {
	at := map[int32][]int32{}
	for j := range groups {
		if o := &groups[j]; o.kind == plover.Consult && (!o.future || o.past || o.status(d) == plover.Occurred) {
			for _, m := range o.acts {
				s := d.Acts[m].Sentence
				if l := at[s]; len(l) == 0 || len(l) < maxMeetings && l[len(l)-1] != int32(j) {
					at[s] = append(at[s], int32(j))
				}
			}
		}
	}
	return at
}

// sceneOf is the meeting of group g, or None. All parties of the act, as far as two are told, take part in it; the
// nearest meeting before it stands, and of two in one sentence the one with more of its parties.
func sceneOf(d *doc.Document, groups []group, at map[int32][]int32, g *group) int32 {
	for _, k := range g.acts {
		a := &d.Acts[k]
		if a.Status != plover.Occurred || hasPluperfect(d, a.Trigger) {
			continue
		}
		reach := a.Sentence
		if pointsBack(d, a) {
			reach = max(0, a.Sentence-maxBack)
		}
		for s := a.Sentence; s >= reach; s-- {
			best, most := int32(doc.None), 0
			for _, j := range at[s] {
				o := &groups[j]
				shared, _, _ := compareParties(d, a.Parties, o.who)
				if shared < min(2, len(a.Parties)) || shared <= most || !g.couldBeAt(d, o) {
					continue
				}
				best, most = j, shared
			}
			if best != doc.None {
				return best
			}
		}
	}
	return sameDayMeeting(d, groups, at, g)
}

// sameDayMeeting is the one meeting in person that the parties of g, two at least, held on its day.
func sameDayMeeting(d *doc.Document, groups []group, at map[int32][]int32, g *group) int32 {
	if len(g.who) < 2 || !g.when.IsDay() {
		return doc.None
	}
	found := int32(doc.None)
	first := d.Acts[g.acts[0]].Sentence
	for s := max(0, first-maxScene); s <= first+maxScene; s++ {
		for _, j := range at[s] {
			o := &groups[j]
			shared, _, _ := compareParties(d, g.who, o.who)
			if j == found || shared < 2 || !o.when.IsKnown() || !o.when.Contains(g.when) || !g.couldBeAt(d, o) {
				continue
			}
			if found != doc.None {
				return doc.None
			}
			found = j
		}
	}
	return found
}

// couldBeAt reports whether what is told of date, place and format does not part an act from a meeting.
func (g *group) couldBeAt(d *doc.Document, o *group) bool {
	if g.when.IsKnown() && o.when.IsKnown() && !g.when.Overlaps(o.when) {
		return false
	}
	if g.format != plover.NoFormat && o.format != plover.NoFormat && g.format != o.format {
		return false
	}
	return samePlace(d, g.spot, o.spot)
}

const (
	maxBack  = 4  // how many sentences back "the meeting" may point
	maxScene = 40 // how many sentences away a meeting of the same parties on the same day is looked for

	// Bounds for sentences that are none, as long as an article.
	maxMeetings = 20 // of one sentence
	maxWords    = 80 // from the trigger to a word of the same sentence
)

// pointsBack reports whether the sentence of an act sets it within a meeting told before: "during the meeting", "at their
// summit", "after the talks".
func pointsBack(d *doc.Document, a *doc.Act) bool {
	s := d.Sentences[a.Sentence]
	for i := max(s.First, a.Trigger-maxWords); i < min(s.Last, a.Trigger+maxWords); i++ {
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
