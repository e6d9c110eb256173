package chancery

import (
	"context"

	"chancery/internal/store"
)

// Card is the profile of the actor of a name without its events and quotes, of which there may be any number: pages of
// them are what EventPage and QuotePage give.
func (r *Record) Card(ctx context.Context, name string) (Profile, error) {
	p := Profile{Offices: []Term{}, Events: []Event{}, Quotes: []Quote{}}
	err := r.st.View(ctx, func(s store.Reader) (err error) {
		if p.Actor, err = r.resolve(s, name); err != nil {
			return err
		}
		reg, err := r.register()
		if err != nil {
			return err
		}
		p.fill(reg)
		return nil
	})
	return p, err
}

// ArticleRefs names articles, in the order of ids; what the record has not is left out.
func (r *Record) ArticleRefs(ctx context.Context, ids []ID) (refs []ArticleRef, err error) {
	err = r.st.View(ctx, func(s store.Reader) error {
		found, err := s.Found(ids)
		refs = makeRefs(found)
		return err
	})
	return refs, err
}

// EventsByID is events by their ids, in order of date; what the record has not is left out. They come without their claims.
func (r *Record) EventsByID(ctx context.Context, ids []ID) ([]Event, error) {
	out := []Event{}
	if len(ids) == 0 {
		return out, nil
	}
	err := r.st.View(ctx, func(s store.Reader) error {
		return s.EachEvent(store.EventQuery{IDs: ids}, func(e Event) error {
			out = append(out, e)
			return nil
		})
	})
	return out, err
}
