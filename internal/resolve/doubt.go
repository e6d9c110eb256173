package resolve

import (
	"cmp"
	"fmt"
	"slices"

	"chancery/internal/record"
)

// A Join is why a report is part of its event: the report of it that it fits best of those told with it, how well, and what the two
// have in common. A report that an analyst has put there may fit none; With is then "".
type Join struct {
	Report   record.ID `json:"report"`
	With     record.ID `json:"with"`
	Strength int       `json:"strength"`
	Reasons  []string  `json:"reasons"`
}

// Joins is why the reports of an event are one: of each but the one whose time is known best, in their order. traces has that of
// each report.
func Joins(reports []record.Report, traces []record.Trace) ([]Join, error) {
	items := make([]item, len(reports))
	order := make([]*item, len(reports))
	for i := range reports {
		if err := items[i].restore(&reports[i], nil, &traces[i]); err != nil {
			return nil, err
		}
		order[i] = &items[i]
	}
	slices.SortFunc(order, compareKnowledge)
	order = order[:min(len(order), seen)]
	out := []Join{}
	for i := range items {
		if &items[i] == order[0] {
			continue
		}
		j := Join{Report: reports[i].ID, Reasons: []string{}}
		for _, o := range order {
			if compareKnowledge(o, &items[i]) >= 0 {
				break
			}
			if f, v := fit(&items[i], o); v == fits && f > j.Strength {
				j.With, j.Strength, j.Reasons = o.r.ID, f, reasons(&items[i], o)
			}
		}
		out = append(out, j)
	}
	return out, nil
}

// reasons is what two reports have in common, in words.
func reasons(a, b *item) []string {
	s, _ := compare(a, b)
	out := []string{}
	add := func(when bool, format string, args ...any) {
		if when {
			out = append(out, fmt.Sprintf(format, args...))
		}
	}
	add(!s.nearKind, "same kind")
	add(s.nearKind, "kinds that tell one happening")
	add(s.equalUnits, "same parties")
	add(!s.equalUnits, "%d parties in common", sharedUnits(a, b))
	add(s.people > 0, "%d of the persons the same", s.people)
	add(s.sameDay, "same day")
	add(!s.sameDay && a.grasp != timeless && b.grasp != timeless, "times that can be one")
	add(s.sameManner, "same way of meeting or acting")
	add(s.samePlace, "same place")
	add(s.elsewhere, "places differ")
	add(s.like >= likeSome, "%d %% of the words", int(100*s.like))
	add(a.r.Main && b.r.Main, "both are what their article is about")
	return out
}

// A Doubt is two reports that nothing parts, and too little joins.
type Doubt struct {
	Report   record.ID `json:"report"`
	With     record.ID `json:"with"`
	Strength int       `json:"strength"`
	Reasons  []string  `json:"reasons"`
}

// Doubts is the reports near a report that may tell the same, the strongest first: the same parties and no reason against it,
// but not enough to join them.
func (f *Forest) Doubts(report record.ID) ([]Doubt, error) {
	t, err := f.idx.Trace(report)
	if err != nil || t.Report == "" {
		return nil, err
	}
	n, err := decode(&t)
	if err != nil {
		return nil, err
	}
	views, err := f.looked(n)
	if err != nil {
		return nil, err
	}
	var out []Doubt
	err = f.each(views, func(*record.Trace) bool { return true }, func(o *node) error {
		if o.r.ID == n.r.ID {
			return nil
		}
		s, v := compare(&n.item, &o.item)
		if v == unsure && s.equalUnits && len(n.units) > 1 && (!s.nearKind || s.sameDay) {
			out = append(out, Doubt{n.r.ID, o.r.ID, s.sum, reasons(&n.item, &o.item)})
		}
		return nil
	})
	slices.SortFunc(out, func(a, b Doubt) int { return cmp.Or(cmp.Compare(b.Strength, a.Strength), cmp.Compare(a.With, b.With)) })
	return out, err
}
