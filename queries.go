package chancery

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"strings"

	"chancery/internal/record"
	"chancery/internal/resolve"
	"chancery/internal/store"
)

// Events lists the events that meet a query.
func (r *Record) Events(ctx context.Context, q EventQuery) ([]Event, error) {
	events := []Event{}
	for e, err := range r.EachEvent(ctx, q) {
		if err != nil {
			return nil, err
		}
		events = append(events, e)
	}
	return events, nil
}

// EachEvent is Events one by one, for those who write them out. An error is the last that it yields.
func (r *Record) EachEvent(ctx context.Context, q EventQuery) iter.Seq2[Event, error] {
	return func(yield func(Event, error) bool) {
		err := r.st.View(ctx, func(s store.Reader) error {
			sq, err := r.storeQuery(s, q)
			if err != nil {
				return err
			}
			newest, err := s.Newest()
			if err != nil {
				return err
			}
			return s.EachEvent(sq, func(e Event) error {
				if err := fillClaims(s, &e); err != nil {
					return err
				}
				e.Confirm(newest)
				if !yield(e, nil) {
					return errStop
				}
				return nil
			})
		})
		if err != nil && !errors.Is(err, errStop) {
			yield(Event{}, err)
		}
	}
}

// fillClaims gives an event its claims, which are kept with the reports.
func fillClaims(s store.Reader, e *Event) error {
	reports, err := s.Reports(e.Reports)
	if err != nil {
		return fmt.Errorf("event %s: %w", e.ID, err)
	}
	e.Claims = resolve.Claims(e, reports)
	return nil
}

// storeQuery finds the actors and the place of a query.
func (r *Record) storeQuery(s store.Reader, q EventQuery) (store.EventQuery, error) {
	sq := store.EventQuery{
		Kind: q.Kind, Status: q.Status, From: q.From, To: q.To, Conflict: q.Conflict, MinSources: q.MinSources, Limit: q.Limit, Newest: q.NewestFirst,
		Standing: !q.Rejected,
	}
	for _, name := range []string{q.Actor, q.With} {
		if name == "" {
			continue
		}
		a, err := r.resolve(s, name)
		if err != nil {
			return sq, err
		}
		sq.Parties = append(sq.Parties, []string{string(a.ID)})
	}
	if q.Place == "" {
		return sq, nil
	}
	reg, err := r.register()
	if err != nil {
		return sq, err
	}
	if st := stateNamed(reg, q.Place); st != nil {
		sq.Country = st.ISO3
	} else {
		sq.Place = q.Place
	}
	return sq, nil
}

// Event is the event of an id, or of the only id that begins so. An id that an event once had leads to the event that has
// its reports now. The error is ErrNotFound where there is none.
func (r *Record) Event(ctx context.Context, id string) (EventDetail, error) {
	d := EventDetail{Reports: []Report{}, Articles: []ArticleRef{}}
	err := r.st.View(ctx, func(s store.Reader) error {
		full, err := eventID(s, id)
		if err != nil {
			return err
		}
		err = s.EachEvent(store.EventQuery{IDs: []ID{full}}, func(e Event) error { d.Event = e; return nil })
		if err != nil {
			return err
		}
		if d.Reports, err = s.Reports(d.Event.Reports); err != nil {
			return err
		}
		d.Event.Claims = resolve.Claims(&d.Event, d.Reports)
		newest, err := s.Newest()
		if err != nil {
			return err
		}
		d.Event.Confirm(newest)
		if d.Articles, err = references(s, d.Reports); err != nil {
			return err
		}
		if d.Joined, err = joins(s, d.Reports); err != nil {
			return err
		}
		d.Judgments, err = judgmentsOf(s, full)
		return err
	})
	return d, err
}

// eventID completes an id, or follows one that is no longer in use.
func eventID(s store.Reader, id string) (ID, error) {
	ids, err := s.EventIDs(id, 6)
	if err == nil && id != "" && (len(ids) == 0 || ids[0] != ID(id)) {
		var now ID
		if now, err = successor(s, ID(id)); now != "" {
			return now, err
		}
	}
	switch {
	case err != nil:
		return "", err
	case id == "" || len(ids) == 0:
		return "", fmt.Errorf("event %q: %w", id, ErrNotFound)
	case len(ids) > 1 && ids[0] != ID(id):
		names := make([]string, len(ids))
		for i := range ids {
			names[i] = string(ids[i])
		}
		return "", fmt.Errorf("event %q: %w: %s", id, ErrAmbiguous, strings.Join(names, ", "))
	}
	return ids[0], nil
}

// references names the articles of reports, each once.
func references(s store.Reader, reports []Report) ([]ArticleRef, error) {
	var ids []ID
	seen := map[ID]bool{}
	for i := range reports {
		if a := reports[i].Article; !seen[a] {
			seen[a] = true
			ids = append(ids, a)
		}
	}
	found, err := s.Found(ids)
	return makeRefs(found), err
}

func makeRefs(articles []record.Article) []ArticleRef {
	refs := make([]ArticleRef, 0, len(articles))
	for i := range articles {
		refs = append(refs, makeRef(&articles[i]))
	}
	return refs
}

func makeRef(a *record.Article) ArticleRef {
	return ArticleRef{ID: a.ID, URL: a.URL, Outlet: a.Outlet, Title: a.Title, Byline: a.Byline, Published: a.Published}
}

// Quotes lists quotes in order of publication. A state speaks by its people and its ministries.
func (r *Record) Quotes(ctx context.Context, q QuoteQuery) ([]Quote, error) {
	var quotes []Quote
	err := r.st.View(ctx, func(s store.Reader) error {
		sq, err := r.quoteQuery(s, q)
		if err != nil {
			return err
		}
		quotes, err = s.Quotes(sq)
		return err
	})
	return quotes, err
}

// quoteQuery finds the actors of a query.
func (r *Record) quoteQuery(s store.Reader, q QuoteQuery) (store.QuoteQuery, error) {
	sq := store.QuoteQuery{From: q.From, To: q.To, Limit: q.Limit, Newest: q.NewestFirst}
	for _, c := range []struct {
		name string
		ids  *[]string
	}{{q.By, &sq.Speakers}, {q.About, &sq.About}} {
		if c.name == "" {
			continue
		}
		a, err := r.resolve(s, c.name)
		if err != nil {
			return sq, err
		}
		if *c.ids, err = voices(s, a); err != nil {
			return sq, err
		}
	}
	return sq, nil
}

// voices is the ids under which an actor speaks: its own and, of a state, those of its people, offices and ministries.
func voices(s store.Reader, a Actor) ([]string, error) {
	ids := []string{string(a.ID)}
	if a.Kind != "state" {
		return ids, nil
	}
	found, err := s.ActorsOf(string(a.ID))
	for _, id := range found {
		if id != a.ID {
			ids = append(ids, string(id))
		}
	}
	return ids, err
}

// Article is the article of an id as it was read in, or ErrNotFound.
func (r *Record) Article(ctx context.Context, id ID) (a Article, err error) {
	err = r.st.View(ctx, func(s store.Reader) error {
		a, err = s.Article(id)
		return err
	})
	return a, err
}

// Articles are all articles in order of publication, then id, without their texts.
func (r *Record) Articles(ctx context.Context) (refs []ArticleRef, err error) {
	err = r.st.View(ctx, func(s store.Reader) error {
		list, err := s.ListArticles(store.ArticleQuery{})
		refs = makeRefs(list)
		return err
	})
	return refs, err
}
