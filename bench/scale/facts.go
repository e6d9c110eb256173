package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"math"
	"slices"

	"chancery/internal/date"
	"chancery/internal/record"
	"chancery/internal/store"
	"chancery/internal/store/sqlite"
)

// A fact is one thing that follows from the articles of a record, as it is kept.
type fact struct {
	of    int    // what it is about: an article, an event, an actor, all
	name  string // of that
	what  string // of that
	value []byte
}

const (
	ofArticle = iota
	ofEvent
	ofActor
	ofAll
)

func (f *fact) String() string { return f.what + " " + f.name }

// compareFacts is the order in which facts come.
func compareFacts(a, b *fact) int {
	return cmp.Or(cmp.Compare(a.of, b.of), cmp.Compare(a.name, b.name), cmp.Compare(a.what, b.what))
}

// errStop says that no more facts are wanted.
var errStop = errors.New("stop")

// facts is all that follows from the articles of a record, in order: what was read in each, its traces and events; the
// events; the actors, and what is kept counted. The history is no part of it, for it tells how the record was made, nor are
// the numbers of rows.
func facts(s store.Reader) iter.Seq2[fact, error] {
	return func(yield func(fact, error) bool) {
		add := func(of int, name, what string, v any) error {
			b, err := json.Marshal(v)
			if err == nil && !yield(fact{of, name, what, b}, nil) {
				err = errStop
			}
			return err
		}
		for _, part := range []func(store.Reader, addFact) error{articleFacts, eventFacts, actorFacts, countFacts} {
			if err := part(s, add); err != nil {
				if !errors.Is(err, errStop) {
					yield(fact{}, err)
				}
				return
			}
		}
	}
}

// addFact is given facts in their order.
type addFact func(of int, name, what string, v any) error

func articleFacts(s store.Reader, add addFact) error {
	return s.EachReading(func(rd store.Reading) error {
		id := rd.Article.ID
		reports := make([]record.ID, len(rd.Reports))
		for i := range rd.Reports {
			reports[i] = rd.Reports[i].ID
		}
		events, err1 := s.EventsOf(reports)
		traces, err2 := s.TracesOf(id)
		waits, err3 := s.IsPending(id)
		err := errors.Join(err1, err2, err3, add(ofArticle, string(id), "events of article", events))
		if err == nil {
			err = add(ofArticle, string(id), "reading of article", &rd)
		}
		if err == nil {
			err = add(ofArticle, string(id), "traces of article", traces)
		}
		if err == nil {
			err = add(ofArticle, string(id), "waiting article", waits)
		}
		return err
	})
}

func eventFacts(s store.Reader, add addFact) error {
	ids, err := s.EventIDs("", 0)
	if err != nil {
		return err
	}
	for part := range slices.Chunk(ids, 1000) {
		var events []record.Event
		err := s.EachEvent(store.EventQuery{IDs: part}, func(e record.Event) error {
			events = append(events, e)
			return nil
		})
		if err != nil {
			return err
		}
		slices.SortFunc(events, func(a, b record.Event) int { return cmp.Compare(a.ID, b.ID) })
		for i := range events {
			if err := add(ofEvent, string(events[i].ID), "event", &events[i]); err != nil {
				return err
			}
		}
	}
	return nil
}

func actorFacts(s store.Reader, add addFact) error {
	return s.EachActor(func(a record.Actor) error {
		id := string(a.ID)
		counts, err1 := s.Counts(store.CountQuery{A: id})
		partners, err2 := s.Partners(id, 0)
		tallies, err3 := s.Tallies(a.ID)
		err := errors.Join(err1, err2, err3, add(ofActor, id, "actor", a))
		if err == nil {
			err = add(ofActor, id, "counts of actor", counts)
		}
		if err == nil {
			err = add(ofActor, id, "partners of actor", partners)
		}
		if err == nil {
			err = add(ofActor, id, "tallies of actor", tallies)
		}
		return err
	})
}

func countFacts(s store.Reader, add addFact) error {
	counts, err1 := s.Counts(store.CountQuery{})
	dyads, err2 := s.Dyads(0, date.Month(math.MaxInt32), 0)
	facets, err3 := s.Facets(store.EventQuery{}, 0)
	err := errors.Join(err1, err2, err3, add(ofAll, "", "counts", counts))
	if err == nil {
		err = add(ofAll, "", "dyads", dyads)
	}
	if err == nil {
		err = add(ofAll, "", "facets", facets)
	}
	return err
}

// A comparison is of the facts of two records.
type comparison struct {
	show      int // of how many differences something is said
	compared  int
	different int
	said      []string
}

func (c *comparison) records(ctx context.Context, one, other string) error {
	a, err := sqlite.Open(ctx, one, sqlite.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	defer a.Close()
	b, err := sqlite.Open(ctx, other, sqlite.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	defer b.Close()
	return a.View(ctx, func(s store.Reader) error {
		return b.View(ctx, func(t store.Reader) error { return c.facts(facts(s), facts(t)) })
	})
}

// facts goes along two lists of facts side by side.
func (c *comparison) facts(one, other iter.Seq2[fact, error]) error {
	nextA, stopA := iter.Pull2(one)
	defer stopA()
	nextB, stopB := iter.Pull2(other)
	defer stopB()
	a, errA, okA := nextA()
	b, errB, okB := nextB()
	for okA || okB {
		if err := errors.Join(errA, errB); err != nil {
			return err
		}
		order := compareFacts(&a, &b)
		switch {
		case !okB || okA && order < 0:
			c.differ("%v: only in the record", &a)
		case !okA || order > 0:
			c.differ("%v: only in the other", &b)
		case !bytes.Equal(a.value, b.value):
			x, y := whereTheyPart(a.value, b.value)
			c.differ("%v: %s in the record, %s in the other", &a, x, y)
		}
		c.compared++
		onlyA, onlyB := !okB || okA && order < 0, !okA || okB && order > 0
		if !onlyB {
			a, errA, okA = nextA()
		}
		if !onlyA {
			b, errB, okB = nextB()
		}
	}
	return nil
}

func (c *comparison) differ(format string, args ...any) {
	if c.different++; c.different <= c.show {
		c.said = append(c.said, fmt.Sprintf(format, args...))
	}
}

// whereTheyPart cuts two values to where they are not the same any more.
func whereTheyPart(a, b []byte) (string, string) {
	n := 0
	for n < min(len(a), len(b)) && a[n] == b[n] {
		n++
	}
	from := max(n-30, 0)
	return fmt.Sprintf("%q", a[from:min(from+90, len(a))]), fmt.Sprintf("%q", b[from:min(from+90, len(b))])
}
