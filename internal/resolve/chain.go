package resolve

import (
	"cmp"
	"slices"
	"strings"

	"chancery/internal/date"
	"chancery/internal/plover"
	"chancery/internal/record"
)

// The relations of events.
const (
	partOf      = "part_of"      // done at the meeting
	announcedBy = "announced_by" // the act by which what is planned was agreed on
	cancels     = "cancels"      // an act by which what was planned is called off
	reschedules = "reschedules"  // planned or held in place of what was put off or called off
	follows     = "follows"      // the answer to an act of the other side
)

// A Link is one relation that one article tells, between two of its reports.
type Link struct {
	From, To record.ID
	Relation string
	Why      string
}

// Links is the relations that an article tells between its reports, in their order. They rest on one article only: that
// it tells both is what ties them.
func Links(reports []record.Report) []Link {
	items := make([]item, len(reports))
	for i := range reports {
		items[i] = makeItem(&reports[i], nil)
	}
	var out []Link
	for i := range items {
		a := &items[i]
		if w := a.r.Within; w != "" {
			out = append(out, Link{a.r.ID, w, partOf, "told as done at that meeting"})
		}
		for k := range items {
			if b := &items[k]; i != k && a.r.Within != b.r.ID {
				if relation, why := chain(a, b); relation != "" {
					out = append(out, Link{a.r.ID, b.r.ID, relation, why})
				}
			}
		}
	}
	return out
}

// chain is the relation of one report to another of its article, "" for none.
func chain(a, b *item) (relation, why string) {
	off := isOff(b.r.Status)
	same := a.r.Kind == b.r.Kind && sharedUnits(a, b) >= 2
	switch {
	case same && off && (a.r.Status == plover.Planned || isPast(a.r.Status)) && isLater(a.r.Date, b.r.Date) && sameManner(a.r, b.r):
		return reschedules, "the article tells that the other is " + b.r.Status.String() + ", and this one at a later time"
	case off && isPast(a.r.Status) && isRefusal(a.r.Kind) && sharesUnit(a, b) && sameSentence(a.r, b.r):
		return cancels, "told in one sentence as what calls the other off"
	case b.r.Kind == plover.Agree && isPast(b.r.Status) && a.r.Kind == plover.Consult && a.r.Status == plover.Planned && sharedUnits(a, b) >= 2 && sameSentence(a.r, b.r):
		return announcedBy, "told in one sentence as what was agreed on"
	case answers(a, b) && sameSentence(a.r, b.r) && (a.r.Kind != b.r.Kind || a.r.Date != b.r.Date || isToldAsAnswer(a.r, b.r)):
		return follows, "told in one sentence with the act of the other side, which came before"
	}
	return "", ""
}

// isLater reports whether a time begins after another, or is told where the other is not.
func isLater(r, o date.Range) bool {
	return r.From != 0 && (!o.IsKnown() || max(o.From, o.To) < r.From)
}

func sameManner(r, o *record.Report) bool {
	return !(isRemote(r) && isAtPlace(o) || isAtPlace(r) && isRemote(o))
}

// isRefusal reports whether a kind of act is a reason for calling something off, done by a party of it.
func isRefusal(k plover.Kind) bool {
	switch k {
	case plover.Reject, plover.Protest, plover.Sanction:
		return true
	}
	return false
}

func isHostile(k plover.Kind) bool {
	return k.Quad() == plover.VerbalConflict || k.Quad() == plover.MaterialConflict
}

// answers reports whether an act turns against who did another one, which was done to its doer, not later.
func answers(a, b *item) bool {
	if !isPast(a.r.Status) || !isPast(b.r.Status) || !isHostile(a.r.Kind) || b.r.Kind.Quad() != plover.MaterialConflict {
		return false
	}
	if a.r.Date.IsKnown() && b.r.Date.IsKnown() && a.r.Date.From < b.r.Date.From {
		return false
	}
	mirrored := func(x, y *item) bool {
		return slices.ContainsFunc(x.units, func(u unit) bool {
			return u.actor && !u.target && slices.ContainsFunc(y.units, func(v unit) bool { return v.key == u.key && v.target && !v.actor })
		})
	}
	return mirrored(a, b) && mirrored(b, a)
}

// answerWords say that what stands behind them came first.
var answerWords = []string{"in response to", "in retaliation for", "in reply to", "in answer to", "in return for", "in reaction to", "responding to", "retaliating for", "reciprocating", "a response to", "retaliation for", "in reprisal for"}

// isToldAsAnswer reports whether a sentence that tells both calls the first the answer to the second.
func isToldAsAnswer(r, o *record.Report) bool {
	for i := range r.Claims {
		c := &r.Claims[i]
		if c.Field != record.FieldKind {
			continue
		}
		words := strings.ToLower(c.Words)
		for _, w := range answerWords {
			at := strings.Index(words, w)
			if at < 0 {
				continue
			}
			from := c.Start + uint32(at)
			other, own := firstStatus(o, from, c.End), firstStatus(r, from, c.End)
			if other != 0 && (own == 0 || other < own) {
				return true
			}
		}
	}
	return false
}

// firstStatus is where the first words of a stretch of text stand that tell whether a report took place, 0 where none do.
func firstStatus(r *record.Report, from, to uint32) uint32 {
	first := uint32(0)
	for i := range r.Claims {
		if c := &r.Claims[i]; c.Field == record.FieldStatus && from <= c.Start && c.End <= to && (first == 0 || c.Start < first) {
			first = c.Start
		}
	}
	return first
}

func sharedUnits(a, b *item) int {
	n := 0
	for i := range a.units {
		if slices.ContainsFunc(b.units, func(u unit) bool { return u.key == a.units[i].key }) {
			n++
		}
	}
	return n
}

func sharesUnit(a, b *item) bool { return sharedUnits(a, b) > 0 }

// sameSentence reports whether a sentence tells both.
func sameSentence(r, o *record.Report) bool {
	return slices.ContainsFunc(r.Claims, func(c record.Claim) bool {
		return c.Field == record.FieldKind && slices.ContainsFunc(o.Claims, func(d record.Claim) bool {
			return d.Field == record.FieldKind && c.Start < d.End && d.Start < c.End
		})
	})
}

// Relate ties an event to others by the links of the articles that tell it: links from its own reports, in the order of
// these. eventOf says which event a report belongs to, "" for none. Of several that tell one relation the first gives the
// reason. Relations are in order of ids.
func Relate(e *record.Event, links []Link, articleOf func(report record.ID) record.ID, eventOf func(report record.ID) (record.ID, error)) error {
	for _, l := range links {
		id, err := eventOf(l.To)
		if err != nil {
			return err
		}
		known := slices.ContainsFunc(e.Related, func(r record.Relation) bool { return r.ID == id && r.Relation == l.Relation })
		if id != "" && id != e.ID && !known {
			e.Related = append(e.Related, record.Relation{ID: id, Relation: l.Relation, Why: l.Why, Article: articleOf(l.From)})
		}
	}
	slices.SortFunc(e.Related, func(a, b record.Relation) int {
		return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(a.Relation, b.Relation))
	})
	return nil
}
