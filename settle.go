package chancery

import (
	"bytes"
	"context"
	"encoding/json"
	"slices"

	"chancery/internal/record"
	"chancery/internal/resolve"
	"chancery/internal/store"
)

// metaUnsettled is set where all readings are to be settled, whatever was settled before.
const metaUnsettled = "unsettled"

// settledAtOnce is how many articles are settled in one transaction.
const settledAtOnce = 1000

// changes are what settling did to the events.
type changes struct {
	new, changed []Event
	gone         []ID
	history      []store.Change // the same, for the log
}

func noChanges() changes { return changes{new: []Event{}, changed: []Event{}, gone: []ID{}} }

// settleIfNeeded settles what a run that was killed, or an older program, has left.
func (r *Record) settleIfNeeded(ctx context.Context) error {
	behind := false
	err := r.st.View(ctx, func(s store.Reader) (err error) {
		behind, err = isBehind(s)
		return err
	})
	if err == nil && behind {
		err = r.settle(ctx, &gathering{})
	}
	return err
}

// isBehind reports whether the record has readings that its events do not know of yet.
func isBehind(s store.Reader) (bool, error) {
	unsettled, err := s.Meta(metaUnsettled)
	if err != nil || unsettled != "" {
		return unsettled != "", err
	}
	pending, err := s.Pending(1)
	return len(pending) > 0, err
}

// settle brings events and actors up to date with the readings that are pending, some articles in each transaction, and
// adds to all what that did.
func (r *Record) settle(ctx context.Context, all *gathering) error {
	for more := true; more; {
		ch := noChanges()
		err := r.st.Update(ctx, func(s store.Writer) error {
			unsettled, err := s.Meta(metaUnsettled)
			if err != nil {
				return err
			}
			if unsettled != "" {
				more = false
				return r.settleAll(s, causeRead, nil, &ch)
			}
			articles, err := s.Pending(settledAtOnce)
			more = len(articles) == settledAtOnce
			if err != nil || len(articles) == 0 {
				return err
			}
			return r.settleSome(s, articles, &ch)
		})
		if err != nil {
			return err
		}
		all.add(ch)
	}
	r.fresh.clear()
	return nil
}

// settleSome settles articles that are pending.
func (r *Record) settleSome(s store.Writer, articles []ID, ch *changes) error {
	st, err := r.settling(s)
	if err != nil {
		return err
	}
	if st.anew, err = r.fresh.get(s); err != nil {
		return err
	}
	if err := st.put(articles); err != nil {
		return err
	}
	return r.finish(st, causeRead, nil, ch)
}

// settleAll settles all readings from nothing. was has the anchors of the reports that have been read anew, by the ids that
// they had.
func (r *Record) settleAll(s store.Writer, cause string, was map[ID]record.Anchor, ch *changes) error {
	if _, err := markIntake(s); err != nil {
		return err
	}
	if err := s.Unsettle(); err != nil {
		return err
	}
	articles, err := s.Pending(0)
	if err != nil {
		return err
	}
	st, err := r.settling(s)
	if err != nil {
		return err
	}
	if st.had, err = s.EventIDs("", 0); err != nil {
		return err
	}
	for i := range st.judgments {
		st.touched[st.judgments[i].Number] = true
	}
	for part := range slices.Chunk(articles, settledAtOnce) {
		if err := st.put(part); err != nil {
			return err
		}
	}
	if err := r.finish(st, cause, was, ch); err != nil {
		return err
	}
	if err := dropStrangers(s, st.actors); err != nil {
		return err
	}
	return s.SetMeta(metaUnsettled, "")
}

// dropStrangers drops the actors of whom no article speaks.
func dropStrangers(s store.Writer, known map[ActorID]bool) error {
	var strangers []ActorID
	err := s.EachActor(func(a Actor) error {
		if !known[a.ID] {
			strangers = append(strangers, a.ID)
		}
		return nil
	})
	for _, id := range strangers {
		if err == nil {
			err = s.DropActor(id)
		}
	}
	return err
}

// The causes of steps in the history.
const (
	causeRead    = "read"
	causeJudge   = "judge"
	causeRebuild = "rebuild"
)

// A settling is one computation of events and actors that writes what differs.
type settling struct {
	settlement
	w      store.Writer
	before map[ID][]byte    // events as they were, of those that are changed or gone
	actors map[ActorID]bool // those whose tallies have changed
}

func (r *Record) settling(s store.Writer) (*settling, error) {
	st := &settling{w: s, before: map[ID][]byte{}, actors: map[ActorID]bool{}}
	return st, st.init(s, s, nil)
}

// put takes over articles as they were read last.
func (st *settling) put(articles []ID) error {
	sums := tallySums{}
	for _, id := range articles {
		rd := st.anew[id]
		if rd == nil {
			kept, err := st.w.Reading(id)
			if err != nil {
				return err
			}
			rd = &kept
			st.take(rd)
		}
		if err := st.forest.Put(id); err != nil {
			return err
		}
		sums.add(rd)
		if err := st.w.Settled(id); err != nil {
			return err
		}
		st.note(id)
	}
	return count(st.w, sums.list(), st.actors)
}

// tallySums adds up what articles say of actors; the keys are tallies without their number.
type tallySums map[record.Tally]int

func (t tallySums) add(rd *store.Reading) {
	for _, y := range castOf(rd).Tallies(1) {
		n := y.N
		y.N = 0
		t[y] += n
	}
}

// list is the sums in order.
func (t tallySums) list() []record.Tally {
	out := make([]record.Tally, 0, len(t))
	for y, n := range t {
		y.N = n
		out = append(out, y)
	}
	slices.SortFunc(out, record.Tally.Compare)
	return out
}

// count adds to tallies, and the actors to seen.
func count(s store.Writer, tallies []record.Tally, seen map[ActorID]bool) error {
	for i := range tallies {
		seen[tallies[i].Actor] = true
	}
	slices.SortFunc(tallies, record.Tally.Compare)
	return s.AddTallies(tallies)
}

// putActors makes actors what their tallies say.
func putActors(s store.Writer, ids map[ActorID]bool) error {
	for _, id := range sortedKeys(ids) {
		told, err := s.Tallies(id)
		if err == nil {
			err = putActor(s, id, told)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func castOf(rd *store.Reading) *resolve.Cast {
	return &resolve.Cast{Article: rd.Article.ID, Published: rd.Article.Published, Actors: rd.Actors}
}

// putActor makes an actor what tallies say of it.
func putActor(s store.Writer, id ActorID, told []record.Tally) error {
	a, known := resolve.MakeActor(id, told)
	if !known {
		return s.DropActor(id)
	}
	had, err := s.Actor(id)
	if ignoreNotFound(err) != nil {
		return err
	}
	if err == nil {
		before, err1 := json.Marshal(&had)
		now, err2 := json.Marshal(&a)
		if err1 == nil && err2 == nil && bytes.Equal(before, now) {
			return nil
		}
	}
	return s.PutActor(a)
}

// putReading keeps a reading in place of an earlier one, whose part in the tallies is taken away.
func putReading(s store.Writer, rd store.Reading) error {
	had, err := s.Reading(rd.Article.ID)
	if ignoreNotFound(err) != nil {
		return err
	}
	if err == nil {
		pending, err := s.IsPending(rd.Article.ID)
		if err != nil {
			return err
		}
		if !pending {
			seen := map[ActorID]bool{}
			if err := count(s, castOf(&had).Tallies(-1), seen); err != nil {
				return err
			}
			if err := putActors(s, seen); err != nil {
				return err
			}
		}
	}
	return s.PutReading(rd)
}

// finish resolves what has been touched and writes it, with the step in the history.
func (r *Record) finish(st *settling, cause string, was map[ID]record.Anchor, ch *changes) error {
	if err := st.resolve(); err != nil {
		return err
	}
	had, err := st.hadEvents()
	if err != nil {
		return err
	}
	for batch, err := range st.events() {
		if err == nil {
			err = st.putEvents(batch, ch)
		}
		if err != nil {
			return err
		}
	}
	if err := st.dropEvents(had, ch); err != nil {
		return err
	}
	if err := putActors(st.w, st.actors); err != nil {
		return err
	}
	if err := st.putOutcomes(); err != nil {
		return err
	}
	if ch.history, err = st.makeHistory(was, ch); err != nil {
		return err
	}
	if len(ch.history) > 0 {
		step := store.Step{At: r.timestamp(), Program: r.program, Cause: cause}
		_, err = st.w.PutStep(step, ch.history)
	}
	return err
}

// hadEvents is the events that the reports had until now, in order.
func (st *settling) hadEvents() ([]ID, error) {
	for part := range slices.Chunk(st.forest.Gone(), 1000) {
		events, err := st.w.EventsOf(part)
		if err != nil {
			return nil, err
		}
		st.had = append(st.had, events...)
	}
	slices.Sort(st.had)
	return slices.Compact(st.had), nil
}

// putEvents writes those events that are new or differ from what was kept.
func (st *settling) putEvents(events []Event, ch *changes) error {
	ids := make([]ID, len(events))
	for i := range events {
		ids[i] = events[i].ID
	}
	had := map[ID][]byte{}
	err := st.w.EachEvent(store.EventQuery{IDs: ids}, func(e Event) (err error) {
		had[e.ID], err = withoutClaims(e)
		return err
	})
	if err != nil {
		return err
	}
	for _, e := range events {
		now, err := withoutClaims(e)
		if err != nil {
			return err
		}
		before, known := had[e.ID]
		switch {
		case !known:
			ch.new = append(ch.new, e)
		case !bytes.Equal(before, now):
			ch.changed = append(ch.changed, e)
			st.before[e.ID] = before
		default:
			continue
		}
		if err := st.w.PutEvent(e); err != nil {
			return err
		}
	}
	return nil
}

// dropEvents drops those of the events that were there which no report has any more.
func (st *settling) dropEvents(had []ID, ch *changes) error {
	now := map[ID]bool{}
	for _, e := range st.eventOf {
		now[e] = true
	}
	for _, id := range had {
		if id == "" || now[id] {
			continue
		}
		err := st.w.EachEvent(store.EventQuery{IDs: []ID{id}}, func(e Event) (err error) {
			st.before[id], err = withoutClaims(e)
			return err
		})
		if err == nil {
			err = st.w.DropEvent(id)
		}
		if err != nil {
			return err
		}
		ch.gone = append(ch.gone, id)
	}
	return nil
}

// withoutClaims is the form in which an event is kept.
func withoutClaims(e Event) ([]byte, error) {
	e.Claims = nil
	return json.Marshal(&e)
}
