package resolve

import (
	"fmt"
	"slices"

	"chancery/internal/record"
)

// A bunch is the items of one event while judgments are replayed.
type bunch struct {
	items []*item
	after []*record.Judgment // those about it, in their order
}

// A replay applies judgments to events in the making. Those that say what is one event come first, in their order; then
// those that say what is true of it.
type replay struct {
	bunches  []*bunch
	of       map[*item]*bunch
	reports  map[record.ID][]*record.Report // by article, of the articles that judgments are about
	items    map[*record.Report]*item
	outcomes []record.Outcome
	about    []*bunch // by judgment: what it is about now; nil for none
}

// newReplay takes the groups of cluster.
func newReplay(groups [][]*item, judgments []record.Judgment) *replay {
	p := &replay{outcomes: make([]record.Outcome, len(judgments)), about: make([]*bunch, len(judgments))}
	for _, g := range groups {
		p.bunches = append(p.bunches, &bunch{items: g})
	}
	if len(judgments) == 0 {
		return p
	}
	p.of, p.reports, p.items = map[*item]*bunch{}, map[record.ID][]*record.Report{}, map[*record.Report]*item{}
	for i := range judgments {
		for _, s := range judgments[i].Subjects {
			for _, a := range s.Reports {
				p.reports[a.Article] = nil
			}
		}
	}
	for _, b := range p.bunches {
		for _, it := range b.items {
			p.of[it] = b
			if _, judged := p.reports[it.r.Article]; judged {
				p.reports[it.r.Article] = append(p.reports[it.r.Article], it.r)
				p.items[it.r] = it
			}
		}
	}
	for _, list := range p.reports {
		slices.SortFunc(list, compareReports)
	}
	p.run(judgments)
	return p
}

func (p *replay) run(judgments []record.Judgment) {
	undone := undoneBy(judgments)
	for i := range judgments {
		j := &judgments[i]
		p.outcomes[i] = record.Outcome{Number: j.Number, State: record.Holds}
		switch by := undone[j.Number]; {
		case by != 0:
			p.outcomes[i].State, p.outcomes[i].Note = record.Undone, fmt.Sprintf("undone by %d", by)
		case j.Action == record.Merge:
			p.merge(i, j)
		case j.Action == record.Split, j.Action == record.Distinct:
			p.split(i, j)
		}
	}
	for i := range judgments {
		if j := &judgments[i]; p.outcomes[i].State == record.Holds && j.Action != record.Undo {
			p.attach(i, j)
		}
	}
	p.supersede(judgments)
}

// undoneBy is the number of the judgment that undoes another. What undoes can itself be undone.
func undoneBy(judgments []record.Judgment) map[int64]int64 {
	undone := map[int64]int64{}
	for i := len(judgments) - 1; i >= 0; i-- {
		if j := &judgments[i]; j.Action == record.Undo && undone[j.Number] == 0 && undone[j.Undoes] == 0 {
			undone[j.Undoes] = j.Number
		}
	}
	return undone
}

// find is the items that anchors mean, each once.
func (p *replay) find(anchors []record.Anchor) []*item {
	var out []*item
	for i := range anchors {
		if r := FindAnchor(&anchors[i], p.reports[anchors[i].Article]); r != nil && !slices.Contains(out, p.items[r]) {
			out = append(out, p.items[r])
		}
	}
	return out
}

// subject is the bunch that holds most of the reports of a subject, the first of equals, and how many were found.
func (p *replay) subject(s *record.Subject) (best *bunch, found int) {
	items := p.find(s.Reports)
	count := map[*bunch]int{}
	for _, it := range items {
		count[p.of[it]]++
	}
	for _, it := range items {
		if b := p.of[it]; best == nil || count[b] > count[best] {
			best = b
		}
	}
	return best, len(items)
}

// lose says that a judgment is about something that is no longer found.
func (p *replay) lose(i int, s *record.Subject) {
	p.outcomes[i].State = record.Lost
	p.outcomes[i].Note = "no report is found any more of " + string(s.Event)
	if s.Event == "" {
		p.outcomes[i].Note = "no report is found any more of those that were split off"
	}
}

func (p *replay) merge(i int, j *record.Judgment) {
	var all []*bunch
	for k := range j.Subjects {
		b, _ := p.subject(&j.Subjects[k])
		if b == nil {
			p.lose(i, &j.Subjects[k])
			return
		}
		if !slices.Contains(all, b) {
			all = append(all, b)
		}
	}
	if len(all) == 0 {
		return
	}
	if len(all) == 1 {
		p.outcomes[i].Note = "they are one event without it"
	}
	first := all[0]
	for _, b := range all[1:] {
		p.move(b.items, first)
		b.items = nil
	}
	slices.SortFunc(first.items, compareTelling)
}

// move puts items into a bunch; they stay in the list from which they came.
func (p *replay) move(items []*item, to *bunch) {
	for _, it := range items {
		p.of[it] = to
	}
	to.items = append(to.items, items...)
}

// split parts a bunch by two lists of reports. What neither list has goes with the reports that it fits better, and stays
// where it fits both alike.
func (p *replay) split(i int, j *record.Judgment) {
	if len(j.Subjects) != 2 {
		return
	}
	stay, gone := p.find(j.Subjects[0].Reports), p.find(j.Subjects[1].Reports)
	if len(gone) == 0 {
		p.lose(i, &j.Subjects[1])
		return
	}
	from, _ := p.subject(&j.Subjects[0])
	stays, goes := &group{}, &group{}
	for _, it := range gone {
		if !slices.Contains(stay, it) && (p.of[it] == from || from == nil) {
			goes.items = append(goes.items, it)
		}
	}
	switch {
	case from == nil:
		p.lose(i, &j.Subjects[0])
		return
	case len(goes.items) == 0:
		p.outcomes[i].Note = "they are apart without it"
		return
	}
	for _, it := range stay {
		if p.of[it] == from {
			stays.items = append(stays.items, it)
		}
	}
	moving := slices.Clone(goes.items)
	for _, it := range from.items {
		if !slices.Contains(goes.items, it) && !slices.Contains(stays.items, it) && goes.fit(it) > stays.fit(it) {
			moving = append(moving, it)
		}
	}
	from.items = slices.DeleteFunc(slices.Clone(from.items), func(it *item) bool { return slices.Contains(moving, it) })
	own := &bunch{}
	p.move(moving, own)
	slices.SortFunc(own.items, compareTelling)
	p.bunches = append(p.bunches, own)
}

// attach finds the event that a judgment is about, when all events are what they will be.
func (p *replay) attach(i int, j *record.Judgment) {
	if len(j.Subjects) == 0 {
		return
	}
	s := &j.Subjects[0]
	if j.Action == record.Split {
		s = &j.Subjects[len(j.Subjects)-1]
	}
	b, found := p.subject(s)
	if b == nil {
		p.lose(i, s)
		return
	}
	p.about[i] = b
	b.after = append(b.after, j)
	if p.outcomes[i].Note == "" && found < len(s.Reports) {
		p.outcomes[i].Note = fmt.Sprintf("%d of its %d reports are found", found, len(s.Reports))
	}
	if p.outcomes[i].Note == "" && len(b.items) > found && j.Action != record.Merge {
		p.outcomes[i].Note = fmt.Sprintf("judged by %d of the %d reports that the event has now", found, len(b.items))
	}
}

// matter is what a judgment decides about its event: of two about one matter the later holds.
func matter(j *record.Judgment) string {
	switch {
	case j.Action == record.Accept || j.Action == record.Reject:
		return "verdict"
	case j.Action != record.Correct || j.Correction == nil:
		return ""
	case j.Correction.Field == record.FieldRole:
		actor, _ := cutRole(j.Correction.Value)
		return "role of " + string(actor)
	}
	return string(j.Correction.Field)
}

func (p *replay) supersede(judgments []record.Judgment) {
	index := map[int64]int{}
	for i := range judgments {
		index[judgments[i].Number] = i
	}
	for _, b := range p.bunches {
		last := map[string]*record.Judgment{}
		for _, j := range b.after {
			if m := matter(j); m != "" {
				if before := last[m]; before != nil {
					o := &p.outcomes[index[before.Number]]
					o.State, o.Note = record.Superseded, fmt.Sprintf("superseded by %d", j.Number)
				}
				last[m] = j
			}
		}
		b.after = slices.DeleteFunc(b.after, func(j *record.Judgment) bool { return p.outcomes[index[j.Number]].State != record.Holds })
	}
}

// makeEvents makes the events with what judgments say of them.
func (p *replay) makeEvents() []record.Event {
	var events []record.Event
	for _, b := range p.bunches {
		if len(b.items) == 0 {
			continue
		}
		e := makeEvent(b.items)
		amend(&e, b)
		events = append(events, e)
	}
	return events
}

// finish gives the outcomes the final ids of their events.
func (p *replay) finish(events []record.Event) []record.Outcome {
	if len(p.outcomes) == 0 {
		return p.outcomes
	}
	byReport := make(map[record.ID]record.ID)
	for i := range events {
		if events[i].Judged == nil {
			continue
		}
		for _, r := range events[i].Reports {
			byReport[r] = events[i].ID
		}
	}
	for i, b := range p.about {
		if b != nil && len(b.items) > 0 {
			p.outcomes[i].Event = byReport[b.items[0].r.ID]
		}
	}
	return p.outcomes
}
