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
// strongest first, then conflicts, then actors whom the register does not know.
func (r *Record) Review(ctx context.Context, limit int) ([]Review, error) {
	if limit <= 0 {
		limit = defaultReviewed
	}
	out := []Review{}
	err := r.st.View(ctx, func(s store.Reader) error {
		f := resolve.NewForest(asked{s}, nil)
		var events []Event
		err := s.EachEvent(store.EventQuery{Newest: true, Limit: limit, Standing: true}, func(e Event) error { events = append(events, e); return nil })
		if err != nil {
			return err
		}
		var conflicts, actors []Review
		joins := map[[2]ID]Review{}
		seen := map[ActorID]bool{}
		for i := range events {
			e := &events[i]
			if len(e.Conflicts) > 0 {
				conflicts = append(conflicts, Review{What: ReviewConflict, Events: []ID{e.ID}, Fields: e.Conflicts})
			}
			for _, p := range e.Parties() {
				if strings.Contains(string(p.Actor), "/") && !seen[p.Actor] {
					seen[p.Actor] = true
					actors = append(actors, Review{What: ReviewActor, Events: []ID{e.ID}, Actor: p.Actor, Name: p.Name})
				}
			}
			if err := doubtsOf(s, f, e, joins); err != nil {
				return err
			}
		}
		for _, k := range sortedPairs(joins) {
			out = append(out, joins[k])
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
