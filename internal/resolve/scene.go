package resolve

import (
	"chancery/internal/date"
	"chancery/internal/plover"
	"chancery/internal/record"
)

// dateByScene gives a date to what was done at a meeting that its own article dates vaguely or not at all, where another
// article tells the day of that meeting: the report that it fits best of those that tell the time themselves. Such a date
// is inferred. The date of the meeting itself is left as it is.
func (f *Forest) dateByScene(nodes []*node, had map[record.ID]*node) error {
	byID := map[record.ID]*node{}
	for _, n := range nodes {
		byID[n.r.ID] = n
	}
	for _, n := range nodes {
		m := byID[n.r.Within]
		if m != nil && m != n && n.grasp != exact && m.r.Kind == plover.Consult && m.grasp != exact && m.grasp != timeless {
			m.isScene = true
		}
	}
	when := map[record.ID]date.Range{}
	for _, m := range nodes {
		old := had[m.r.ID]
		if !m.isScene || old == nil || old.scene.to == "" {
			continue
		}
		d, err := f.dateOf(old.scene.to)
		if err != nil {
			return err
		}
		d.Basis = date.Inferred
		when[m.r.ID] = d
	}
	for _, n := range nodes {
		d := when[n.r.Within]
		if n.isScene || n.grasp == exact || d.Days() == 0 || d.Days() > exactDays || !overlaps(d, n.r.Date) {
			continue
		}
		n.setDate(d)
		n.inferred = true
	}
	return nil
}
