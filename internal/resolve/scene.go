package resolve

import (
	"cmp"
	"slices"

	"chancery/internal/date"
	"chancery/internal/plover"
	"chancery/internal/record"
)

// dateByScene gives a date to what was done at a meeting that its own article dates vaguely or not at all, where
// another article tells the day of that meeting. Meetings are put together first; they do not depend on what was said
// at them. Such a date is inferred.
func dateByScene(items []item) {
	var dependents []*item
	scenes := map[record.ID]date.Range{}
	for i := range items {
		if it := &items[i]; it.r.Within != "" && it.grasp != exact {
			dependents = append(dependents, it)
			scenes[it.r.Within] = date.Range{}
		}
	}
	if len(dependents) == 0 {
		return
	}
	var meetings []item
	for i := range items {
		if items[i].r.Kind == plover.Consult {
			meetings = append(meetings, items[i])
		}
	}
	for _, c := range cluster(meetings) {
		if len(c) < 2 || !slices.ContainsFunc(c, func(it *item) bool { _, ok := scenes[it.r.ID]; return ok }) {
			continue
		}
		a := &assembly{items: c}
		a.countSources()
		when := a.date()
		for _, it := range c {
			if _, ok := scenes[it.r.ID]; ok {
				scenes[it.r.ID] = when
			}
		}
	}
	for _, it := range dependents {
		when := scenes[it.r.Within]
		if n := when.Days(); n == 0 || n > exactDays || !overlaps(when, it.r.Date) {
			continue
		}
		when.Basis = date.Inferred
		it.setDate(when)
	}
}

// partOf is the relation of what was done at a meeting to the meeting.
const partOf = "part_of"

// relate ties the events that were part of a meeting to it. Relations are in order of ids.
func relate(events []record.Event, reports []record.Report) {
	within := map[record.ID]record.ID{}
	for i := range reports {
		if w := reports[i].Within; w != "" {
			within[reports[i].ID] = w
		}
	}
	if len(within) == 0 {
		return
	}
	of := map[record.ID]record.ID{}
	for i := range events {
		for _, r := range events[i].Reports {
			of[r] = events[i].ID
		}
	}
	for i := range events {
		e := &events[i]
		for _, r := range e.Reports {
			whole := record.Relation{ID: of[within[r]], Relation: partOf}
			if whole.ID != "" && whole.ID != e.ID && !slices.Contains(e.Related, whole) {
				e.Related = append(e.Related, whole)
			}
		}
		slices.SortFunc(e.Related, func(a, b record.Relation) int { return cmp.Compare(a.ID, b.ID) })
	}
}
