package chancery

import (
	"bytes"
	"context"
	"encoding/json"

	"chancery/internal/record"
	"chancery/internal/resolve"
	"chancery/internal/store"
)

// metaUnsettled is set while the record has readings that its events do not know of yet.
const metaUnsettled = "unsettled"

// changes are what settling did to the events.
type changes struct {
	new, changed []Event
	gone         []ID
	history      []store.Change // the same, for the log
}

func noChanges() changes { return changes{new: []Event{}, changed: []Event{}, gone: []ID{}} }

// settleIfNeeded settles what a run that was killed has left.
func (r *Record) settleIfNeeded(ctx context.Context) error {
	unsettled := ""
	err := r.st.View(ctx, func(s store.Reader) (err error) {
		unsettled, err = s.Meta(metaUnsettled)
		return err
	})
	if err == nil && unsettled != "" {
		_, err = r.settle(ctx)
	}
	return err
}

// settle computes events and actors from all readings, in one transaction, and writes what differs.
func (r *Record) settle(ctx context.Context) (changes, error) {
	ch := noChanges()
	err := r.st.Update(ctx, func(s store.Writer) error {
		unsettled, err := s.Meta(metaUnsettled)
		if err != nil || unsettled == "" {
			return err
		}
		c, err := gather(s)
		if err != nil {
			return err
		}
		return r.settleIn(s, c, causeRead, nil, &ch)
	})
	return ch, err
}

// The causes of steps in the history.
const (
	causeRead    = "read"
	causeJudge   = "judge"
	causeRebuild = "rebuild"
)

// settleIn makes what a collection gives the events and actors of the record, and adds the step to its history. was has
// the anchors of the reports that have been read anew, by the ids that they had.
func (r *Record) settleIn(s store.Writer, c *collection, cause string, was map[ID]record.Anchor, ch *changes) error {
	events, outcomes := c.resolve()
	if err := putEvents(s, c, events, was, ch); err != nil {
		return err
	}
	if err := putActors(s, resolve.Actors(c.casts)); err != nil {
		return err
	}
	if err := putOutcomes(s, outcomes); err != nil {
		return err
	}
	if len(ch.history) > 0 {
		step := store.Step{At: r.timestamp(), Program: r.program, Cause: cause}
		if _, err := s.PutStep(step, ch.history); err != nil {
			return err
		}
	}
	return s.SetMeta(metaUnsettled, "")
}

// A collection is what events and actors are computed from.
type collection struct {
	reports   []record.Report
	articles  []resolve.Article
	casts     []resolve.Cast
	judgments []record.Judgment
}

func (c *collection) add(rd *store.Reading) {
	c.reports = append(c.reports, rd.Reports...)
	c.articles = append(c.articles, resolve.Article{
		ID: rd.Article.ID, Outlet: rd.Article.Outlet, Published: rd.Article.Published, Sketch: resolve.SketchOf(rd.Sketch),
	})
	c.casts = append(c.casts, resolve.Cast{Article: rd.Article.ID, Published: rd.Article.Published, Actors: rd.Actors})
}

func (c *collection) resolve() ([]Event, []record.Outcome) {
	return resolve.Judged(c.reports, c.articles, c.judgments)
}

func gather(s store.Reader) (*collection, error) {
	c := &collection{}
	var err error
	if c.judgments, err = judgments(s); err != nil {
		return nil, err
	}
	err = s.EachReading(func(rd store.Reading) error { c.add(&rd); return nil })
	return c, err
}

// putEvents makes events those of the record, and says what that changed.
func putEvents(s store.Writer, c *collection, events []Event, was map[ID]record.Anchor, ch *changes) error {
	had := map[ID][]byte{}
	err := s.EachEvent(store.EventQuery{}, func(e Event) (err error) {
		had[e.ID], err = withoutClaims(e)
		return err
	})
	if err != nil {
		return err
	}
	kept := make(map[ID]bool, len(events))
	for _, e := range events {
		kept[e.ID] = true
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
		default:
			continue
		}
		if err := s.PutEvent(e); err != nil {
			return err
		}
	}
	for _, id := range sortedKeys(had) {
		if kept[id] {
			continue
		}
		ch.gone = append(ch.gone, id)
		if err := s.DropEvent(id); err != nil {
			return err
		}
	}
	ch.history, err = makeHistory(c, events, had, was, ch)
	return err
}

// withoutClaims is the form in which an event is kept.
func withoutClaims(e Event) ([]byte, error) {
	e.Claims = nil
	return json.Marshal(&e)
}

// putActors makes actors those of the record.
func putActors(s store.Writer, actors []Actor) error {
	had := map[ActorID][]byte{}
	err := s.EachActor(func(a Actor) (err error) {
		had[a.ID], err = json.Marshal(&a)
		return err
	})
	if err != nil {
		return err
	}
	for _, a := range actors {
		now, err := json.Marshal(&a)
		if err != nil {
			return err
		}
		before, known := had[a.ID]
		delete(had, a.ID)
		if known && bytes.Equal(before, now) {
			continue
		}
		if err := s.PutActor(a); err != nil {
			return err
		}
	}
	for _, id := range sortedKeys(had) {
		if err := s.DropActor(id); err != nil {
			return err
		}
	}
	return nil
}
