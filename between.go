package chancery

import (
	"context"
	"errors"
	"slices"

	"chancery/internal/analyze"
	"chancery/internal/record"
	"chancery/internal/store"
)

// A DossierQuery asks for the dossier of two or three actors; what is zero is no condition.
type DossierQuery struct {
	Actors   []string // names or ids
	From, To Day      // events that may have happened within, and quotes published within
	Events   int      // list the last so many; 0 is all. Those that are not listed are counted
	Quotes   int      // of what each says of each other the last so many; 0 is all
}

// What Between lists: more is rarely read, and takes long where two actors have much to do with one another.
const (
	dossierEvents = 200
	dossierQuotes = 50
)

// Between is the dossier of two or three actors, with the last 200 events and the last 50 quotes of each about each other.
func (r *Record) Between(ctx context.Context, names ...string) (Dossier, error) {
	return r.Dossier(ctx, DossierQuery{Actors: names, Events: dossierEvents, Quotes: dossierQuotes})
}

// Dossier is the dossier of two or three actors: the events in which at least two of them take part, and what they said
// about one another. A person takes part also where only the state is named, as long as another person whom the dossier
// is about is named.
func (r *Record) Dossier(ctx context.Context, q DossierQuery) (Dossier, error) {
	if len(q.Actors) < 2 || len(q.Actors) > 3 {
		return Dossier{}, errors.New("a dossier is of two or three actors")
	}
	var d Dossier
	err := r.st.View(ctx, func(s store.Reader) error {
		sides, err := r.sides(s, q.Actors)
		if err != nil {
			return err
		}
		all, err := sharedAmong(s, sides, q)
		if err != nil {
			return err
		}
		events, err := lastEvents(s, all, q.Events)
		if err != nil {
			return err
		}
		quotes, err := quotesAmong(s, sides, q)
		if err != nil {
			return err
		}
		asOf, err := s.Newest()
		if err != nil {
			return err
		}
		actors := make([]Actor, len(sides))
		for i := range sides {
			actors[i] = sides[i].actor
		}
		d = analyze.MakeDossier(actors, all, events, quotes, asOf)
		for i := range d.Events {
			d.Events[i].Confirm(asOf)
			if err := fillClaims(s, &d.Events[i]); err != nil {
				return err
			}
		}
		d.Count()
		return d.Cite(s.Found)
	})
	return d, err
}

// Meetings counts the meetings of two actors; those that articles speak of and the ids are left out.
func (r *Record) Meetings(ctx context.Context, a, b string) (Meetings, error) {
	var d Dossier
	err := r.st.View(ctx, func(s store.Reader) error {
		sides, err := r.sides(s, []string{a, b})
		if err != nil {
			return err
		}
		all, err := s.Shared(store.SharedQuery{A: string(sides[0].actor.ID), B: string(sides[1].actor.ID)})
		d = analyze.MakeDossier(nil, analyze.Timeline(all), nil, nil, 0)
		return err
	})
	return d.Meetings, err
}

// sides finds the actors, each of which must be another one.
func (r *Record) sides(s store.Reader, names []string) ([]side, error) {
	out := make([]side, len(names))
	for i, name := range names {
		a, err := r.resolve(s, name)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(out[:i], func(sd side) bool { return sd.actor.ID == a.ID }) {
			return nil, errors.New("a dossier is of different actors: " + name + " is named twice")
		}
		if out[i], err = makeSide(s, a); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// sharedAmong is what every two sides share, as a timeline.
func sharedAmong(s store.Reader, sides []side, q DossierQuery) ([]record.Outline, error) {
	var all []record.Outline
	for i := range sides {
		for j := range sides[:i] {
			for _, sq := range sharedBy(&sides[j].actor, &sides[i].actor) {
				sq.From, sq.To = q.From, q.To
				shared, err := s.Shared(sq)
				if err != nil {
					return nil, err
				}
				all = append(all, shared...)
			}
		}
	}
	return analyze.Timeline(all), nil
}

// sharedBy are the queries for what two actors share. Of two persons each may be named by the state alone, but not both.
func sharedBy(a, b *Actor) []store.SharedQuery {
	idA, idB := string(a.ID), string(b.ID)
	out := []store.SharedQuery{{A: idA, B: idB}}
	if a.Kind != "person" || b.Kind != "person" {
		return out
	}
	if a.Country != "" {
		out = append(out, store.SharedQuery{A: a.Country, B: idB, Itself: []string{a.Country}})
	}
	if b.Country != "" {
		out = append(out, store.SharedQuery{A: idA, B: b.Country, Itself: []string{b.Country}})
	}
	return out
}

// lastEvents are the last so many events of a timeline, 0 for all, without their claims.
func lastEvents(s store.Reader, all []record.Outline, most int) ([]Event, error) {
	if most > 0 && len(all) > most {
		all = all[len(all)-most:]
	}
	ids := make([]ID, len(all))
	for i := range all {
		ids[i] = all[i].ID
	}
	events := make([]Event, 0, len(ids))
	err := s.EachEvent(store.EventQuery{IDs: ids}, func(e Event) error { events = append(events, e); return nil })
	return events, err
}

// quotesAmong are the quotes of every side about every other.
func quotesAmong(s store.Reader, sides []side, q DossierQuery) ([]Quote, error) {
	var quotes []Quote
	for i := range sides {
		for j := range sides {
			if i == j {
				continue
			}
			said, err := s.Quotes(store.QuoteQuery{Speakers: sides[i].voices, About: sides[j].voices, From: q.From, To: q.To, Newest: true, Limit: q.Quotes})
			if err != nil {
				return nil, err
			}
			quotes = append(quotes, said...)
		}
	}
	return quotes, nil
}

// A side is one of the actors of a dossier.
type side struct {
	actor  Actor
	voices []string // ids of those who speak for it, and of whom others speak when they speak of it
}

func makeSide(s store.Reader, a Actor) (side, error) {
	ids, err := voices(s, a)
	return side{a, ids}, err
}
