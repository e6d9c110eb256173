package chancery

import (
	"context"
	"slices"
	"strings"

	"chancery/internal/record"
	"chancery/internal/resolve"
	"chancery/internal/store"
)

// What a Review may be about.
const (
	ReviewJoin     = "join"     // two events that may be one
	ReviewConflict = "conflict" // an event on which articles disagree
	ReviewActor    = "actor"    // an actor of an event whom the register does not know
)

// A Review is one thing that an analyst should look at.
type Review struct {
	What     string         `json:"what"`
	Events   []ID           `json:"events"`
	Strength int            `json:"strength,omitempty"` // of a join: the sum of what speaks for it
	Reasons  []string       `json:"reasons,omitempty"`
	Fields   []record.Field `json:"fields,omitempty"` // of a conflict
	Actor    ActorID        `json:"actor,omitempty"`
	Name     string         `json:"name,omitempty"` // of the actor
}

// defaultReviewed is of how many events the list is made.
const defaultReviewed = 200

// Review lists what an analyst should look at in the newest events, limit of them (0: 200): joins that were too weak to be made, the
// strongest first, then conflicts, then actors whom the register does not know. Where what names some of these, only those. Joins
// and actors of which an analyst has decided, be it that too little is known, are left out.
func (r *Record) Review(ctx context.Context, limit int, what ...string) ([]Review, error) {
	if limit <= 0 {
		limit = defaultReviewed
	}
	out := []Review{}
	err := r.st.View(ctx, func(s store.Reader) error {
		pairs, seen, err := decided(s)
		if err != nil {
			return err
		}
		f := resolve.NewForest(asked{s}, nil)
		var events []Event
		err = s.EachEvent(store.EventQuery{Newest: true, Limit: limit, Standing: true}, func(e Event) error { events = append(events, e); return nil })
		if err != nil {
			return err
		}
		asks := func(w string) bool { return len(what) == 0 || slices.Contains(what, w) }
		var conflicts, actors []Review
		joins := map[[2]ID]Review{}
		for i := range events {
			e := &events[i]
			if len(e.Conflicts) > 0 && asks(ReviewConflict) {
				conflicts = append(conflicts, Review{What: ReviewConflict, Events: []ID{e.ID}, Fields: e.Conflicts})
			}
			for _, p := range e.Parties() {
				if asks(ReviewActor) && strings.Contains(string(p.Actor), "/") && !seen[p.Actor] {
					seen[p.Actor] = true
					actors = append(actors, Review{What: ReviewActor, Events: []ID{e.ID}, Actor: p.Actor, Name: p.Name})
				}
			}
			if !asks(ReviewJoin) {
				continue
			}
			if err := doubtsOf(s, f, e, joins); err != nil {
				return err
			}
		}
		for _, k := range sortedPairs(joins) {
			if !pairs[k] {
				out = append(out, joins[k])
			}
		}
		slices.SortStableFunc(out, func(a, b Review) int { return b.Strength - a.Strength })
		out = append(append(out, conflicts...), actors...)
		return nil
	})
	return out, err
}

// witnessed is of how many reports of an event the neighbours are looked at.
const witnessed = 12

// doubtsOf adds the events that may be the same as one, each pair with what speaks most for it.
func doubtsOf(s store.Reader, f *resolve.Forest, e *Event, to map[[2]ID]Review) error {
	for _, report := range e.Reports[:min(len(e.Reports), witnessed)] {
		doubts, err := f.Doubts(report)
		if err != nil {
			return err
		}
		for _, d := range doubts {
			other, err := s.EventsOf([]ID{d.With})
			if err != nil {
				return err
			}
			if other[0] == "" || other[0] == e.ID {
				continue
			}
			pair := [2]ID{min(e.ID, other[0]), max(e.ID, other[0])}
			if had, ok := to[pair]; !ok || d.Strength > had.Strength {
				to[pair] = Review{What: ReviewJoin, Events: pair[:], Strength: d.Strength, Reasons: d.Reasons}
			}
		}
	}
	return nil
}

// decided is the pairs of events, the lesser id first, and the actors of which an analyst has said what they are, or that too little
// is known.
func decided(s store.Reader) (map[[2]ID]bool, map[ActorID]bool, error) {
	pairs, actors := map[[2]ID]bool{}, map[ActorID]bool{}
	all, err := states(s)
	for i := range all {
		j := &all[i]
		switch {
		case err != nil:
			return nil, nil, err
		case j.Outcome.State == record.Undone, j.Action != Distinct && j.Action != Unsure && j.Action != Known:
		case j.Actor != "":
			actors[j.Actor] = true
		case len(j.Subjects) == 2:
			err = addPairs(s, j.Subjects, pairs)
		}
	}
	return pairs, actors, err
}

// addPairs adds the pairs of events that now hold the reports of two subjects.
func addPairs(s store.Reader, two []record.Subject, to map[[2]ID]bool) error {
	var of [2][]ID
	for i := range of {
		for _, a := range two[i].Reports {
			reports, err := s.ReportsOf(a.Article)
			if err != nil {
				return err
			}
			list := make([]*Report, len(reports))
			for k := range reports {
				list[k] = &reports[k]
			}
			found := resolve.FindAnchor(&a, list)
			if found == nil {
				continue
			}
			events, err := s.EventsOf([]ID{found.ID})
			if err != nil {
				return err
			}
			of[i] = append(of[i], events...)
		}
	}
	for _, a := range of[0] {
		for _, b := range of[1] {
			to[[2]ID{min(a, b), max(a, b)}] = true
		}
	}
	return nil
}

func sortedPairs(m map[[2]ID]Review) [][2]ID {
	out := make([][2]ID, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.SortFunc(out, func(a, b [2]ID) int { return slices.Compare(a[:], b[:]) })
	return out
}

// asked is an index that is only asked.
type asked struct{ store.Reader }

func (asked) PutTrace(record.Trace) error  { return ErrReadOnly }
func (asked) LinkTrace(record.Trace) error { return ErrReadOnly }
func (asked) DropTrace(ID) error           { return ErrReadOnly }

// joins is why reports are one event; none while they are not settled.
func joins(s store.Reader, reports []Report) ([]Join, error) {
	traces := make([]record.Trace, len(reports))
	for i := range reports {
		t, err := s.Trace(reports[i].ID)
		if err != nil || t.Report == "" {
			return nil, err
		}
		traces[i] = t
	}
	return resolve.Joins(reports, traces)
}

// ruleDoubt says of two events that they are not one, or that too little is known to say so; of a party of one event that it is an
// actor, or that too little is known of it.
func ruleDoubt(s store.Reader, ru Ruling) ([]Judgment, error) {
	j := Judgment{Action: ru.Action, Actor: ActorID(ru.Actor)}
	var last Event
	for _, id := range ru.Events {
		sub, e, err := subjectOf(s, id)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(j.Subjects, func(had record.Subject) bool { return had.Event == sub.Event }) {
			continue
		}
		last, j.Subjects = e, append(j.Subjects, sub)
	}
	isParty := func(p record.Party) bool { return p.Actor == j.Actor }
	switch {
	case j.Actor == "" && (ru.Action == Known || len(j.Subjects) != 2):
		return nil, badRuling("name two different events, or one and an actor of it", "%s is said of two events, or of an actor", ru.Action)
	case j.Actor != "" && (ru.Action == Distinct || len(j.Subjects) != 1):
		return nil, badRuling("name one event and an actor of it", "%s of an actor takes one event", ru.Action)
	case j.Actor != "" && !slices.ContainsFunc(last.Parties(), isParty):
		return nil, badRuling("name one of its actors by the id", "%s takes no part in event %s", j.Actor, last.ID)
	}
	return []Judgment{j}, nil
}
