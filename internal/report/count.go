package report

import (
	"chancery/internal/doc"
	"chancery/internal/record"
)

// addCounts gives what an article says about how often parties have met to its report of one such meeting of theirs, the first of the
// main ones; where it tells of none, nothing is kept.
func addCounts(d *doc.Document, groups []group, out []record.Report) {
	for i := range d.Counted {
		c := &d.Counted[i]
		best := -1
		for n := range groups {
			shared, extra, _ := compareParties(d, c.Parties, groups[n].who)
			if groups[n].kind == c.Kind && shared > 1 && extra == 0 && (best < 0 || out[n].Main && !out[best].Main) {
				best = n
			}
		}
		if best < 0 {
			continue
		}
		out[best].Claims = append(out[best].Claims, record.Claim{
			Field: record.FieldCount, Value: c.Value, Stance: "supports", Article: record.ID(d.Meta.ID),
			Start: c.Start, End: c.End, Words: d.Slice(c.Span), Rule: "act/count",
		})
	}
}
