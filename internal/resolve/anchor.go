package resolve

import (
	"cmp"
	"slices"

	"chancery/internal/record"
)

// MakeAnchor is what a report is found again by.
func MakeAnchor(r *record.Report) record.Anchor {
	a := record.Anchor{Article: r.Article, Report: r.ID, Kind: r.Kind, Status: r.Status, Date: r.Date.String(), Parties: partyKeys(r)}
	if c := tellingClaim(r); c != nil {
		a.Start, a.End = c.Start, c.End
	}
	return a
}

// tellingClaim is the first claim of the kind, whose span is the sentence of the act; else the first of any; nil if none.
func tellingClaim(r *record.Report) *record.Claim {
	for i := range r.Claims {
		if r.Claims[i].Field == record.FieldKind {
			return &r.Claims[i]
		}
	}
	if len(r.Claims) > 0 {
		return &r.Claims[0]
	}
	return nil
}

// partyKeys is who counts as a party of a report, sorted. Persons stand for their states: how well a person is known
// differs between versions of the program.
func partyKeys(r *record.Report) []string {
	keys := []string{}
	for _, p := range r.Parties() {
		keys = insertSorted(keys, unitKey(&p))
	}
	return keys
}

// FindAnchor is the report that an anchor means, out of those of its article; nil if none tells that act any more. Where
// the article reads as before it is the same report.
func FindAnchor(a *record.Anchor, reports []*record.Report) *record.Report {
	var best *record.Report
	top := 0
	for _, r := range reports {
		if s := matchAnchor(a, r); s > top {
			best, top = r, s
		}
	}
	return best
}

// matchAnchor is how well a report goes with an anchor, 0 if it is another act. The weights only decide between several
// reports of one sentence: the kind before the parties, these before date and status, and the id where all is equal.
func matchAnchor(a *record.Anchor, r *record.Report) int {
	if r.Article != a.Article || !tellsThere(a, r) {
		return 0
	}
	shared, keys := 0, partyKeys(r)
	for _, k := range keys {
		if slices.Contains(a.Parties, k) {
			shared++
		}
	}
	others := len(keys) + len(a.Parties) - 2*shared
	switch {
	case r.Kind != a.Kind && (others > 0 || shared == 0):
		return 0
	case shared == 0 && others > 0:
		return 0
	}
	score := 1000 + 20*shared - 10*others
	for _, c := range []struct {
		weight int
		same   bool
	}{{100, r.Kind == a.Kind}, {15, r.Date.String() == a.Date}, {5, r.Status == a.Status}, {1, r.ID == a.Report}} {
		if c.same {
			score += c.weight
		}
	}
	return score
}

// tellsThere reports whether a report is told in the sentence of an anchor, or in one that overlaps it.
func tellsThere(a *record.Anchor, r *record.Report) bool {
	if a.Start == a.End {
		return len(r.Claims) == 0
	}
	any := false
	for i := range r.Claims {
		c := &r.Claims[i]
		if c.Field != record.FieldKind {
			continue
		}
		any = true
		if c.Start < a.End && a.Start < c.End {
			return true
		}
	}
	c := tellingClaim(r)
	return !any && c != nil && c.Start < a.End && a.Start < c.End
}

// compareReports is the order of the reports of one article.
func compareReports(a, b *record.Report) int {
	return cmp.Or(cmp.Compare(len(a.ID), len(b.ID)), cmp.Compare(a.ID, b.ID))
}
