package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"

	"chancery/bench/news"
	"chancery/internal/copies"
	"chancery/internal/record"
	"chancery/internal/store"
	"chancery/internal/store/sqlite"
)

// A putter puts readings and events that are made from the truth straight into the store.
type putter struct {
	db     *sqlite.DB
	noise  news.Noise
	seed   uint64
	events map[int]*record.Event // by happening, of the last weeks
	actors map[record.ActorID]bool
}

// remembered is of how many happenings more articles may come.
const remembered = 6000

func newPutter(ctx context.Context, path string, noise news.Noise, seed uint64) (*putter, error) {
	db, err := sqlite.Open(ctx, path, sqlite.Options{})
	return &putter{db: db, noise: noise, seed: seed, events: map[int]*record.Event{}, actors: map[record.ActorID]bool{}}, err
}

func (p *putter) close() error { return p.db.Close() }

func (p *putter) take(ctx context.Context, batch []news.Article) error {
	return p.db.Update(ctx, func(w store.Writer) error {
		touched := map[int]bool{}
		var changes []store.Change
		newest := 0
		for i := range batch {
			a := &batch[i]
			rep, err := p.reading(w, a)
			if err != nil {
				return err
			}
			newest = max(newest, a.Happening.Number)
			if rep == nil {
				continue
			}
			if p.events[a.Happening.Number] == nil {
				changes = append(changes, store.Change{Event: eventID(a.Happening), What: "added", Summary: rep.Summary, Articles: []record.ID{a.ID}})
			}
			p.tell(a, rep)
			touched[a.Happening.Number] = true
		}
		for _, n := range sorted(touched) {
			if err := w.PutEvent(*p.events[n]); err != nil {
				return err
			}
		}
		p.forget(newest)
		_, err := w.PutStep(store.Step{At: "2026-01-01T00:00:00Z", Program: "scale", Cause: "read"}, changes)
		return err
	})
}

// forget drops the events of which nothing more comes.
func (p *putter) forget(newest int) {
	if len(p.events) < 2*remembered {
		return
	}
	for n := range p.events {
		if n < newest-remembered {
			delete(p.events, n)
		}
	}
}

func (p *putter) known(a *news.Article) {
	found := news.MakeReading(a, p.noise, rand.New(rand.NewPCG(p.seed, uint64(a.Number))))
	if rep := mainReport(found.Reports); rep != nil {
		p.tell(a, rep)
	}
	p.forget(a.Happening.Number)
}

func mainReport(list []record.Report) *record.Report {
	for i := range list {
		if list[i].Main {
			return &list[i]
		}
	}
	return nil
}

func sorted(set map[int]bool) []int {
	var out []int
	for n := range set {
		out = append(out, n)
	}
	slices.Sort(out)
	return out
}

// reading puts an article and what is found in it, and gives the report of its happening, nil if there is none.
func (p *putter) reading(w store.Writer, a *news.Article) (*record.Report, error) {
	found := news.MakeReading(a, p.noise, rand.New(rand.NewPCG(p.seed, uint64(a.Number))))
	kept := store.Reading{Article: a.Article, Sketch: copies.Make(a.Text).Bytes(), Actors: found.Actors, Reports: found.Reports, Quotes: found.Quotes}
	kept.Article.Text = ""
	if err := w.PutArticle(a.Article); err != nil {
		return nil, err
	}
	if err := w.PutReading(kept); err != nil {
		return nil, err
	}
	if err := w.Settled(a.ID); err != nil { // the event is put by this package: a desk that opens the record finds nothing to do
		return nil, err
	}
	for _, actor := range found.Actors {
		if !p.actors[actor.ID] {
			p.actors[actor.ID] = true
			if err := w.PutActor(actor); err != nil {
				return nil, err
			}
		}
	}
	return mainReport(found.Reports), nil
}

func eventID(h *news.Happening) record.ID {
	f := h.Facts()
	return record.ID(fmt.Sprintf("%v-%s-%d", f.Date.From, f.Kind, h.Number))
}

// tell adds a report to the event of its happening.
func (p *putter) tell(a *news.Article, rep *record.Report) {
	h := a.Happening
	e := p.events[h.Number]
	if e == nil {
		e = &record.Event{ID: eventID(h), FirstReported: a.Published.From, Conflicts: []record.Field{}, Related: []record.Relation{}}
		p.events[h.Number] = e
	}
	e.Facts = h.Facts()
	e.Status = rep.Status
	e.Summary = e.Summarize()
	e.Scores = record.Scores{Plover: e.Kind.Score(e.Mode), Goldstein: e.Kind.Goldstein(e.Mode)}
	e.LastReported = a.Published.From
	e.Reports = append(e.Reports, rep.ID)
	e.Sources.Articles++
	if a.CopyOf == "" && a.Credit == "" {
		e.Sources.Independent++
	}
	e.Sources.ByReport = append(e.Sources.ByReport, max(e.Sources.Independent, 1))
	if !slices.Contains(e.Sources.Outlets, a.Outlet) {
		e.Sources.Outlets = append(e.Sources.Outlets, a.Outlet)
		slices.Sort(e.Sources.Outlets)
	}
	if a.Wrong != "" && !slices.Contains(e.Conflicts, record.Field(a.Wrong)) {
		e.Conflicts = append(e.Conflicts, record.Field(a.Wrong))
	}
}
