package chancery

import (
	"context"
	"errors"
	"slices"
	"strings"

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
		events, err := eventsAmong(s, sides, q)
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
		d = analyze.MakeDossier(actors, events, quotes, analyze.Options{AsOf: asOf, Limit: q.Events})
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

// eventsAmong are the events of every two sides, without their claims.
func eventsAmong(s store.Reader, sides []side, q DossierQuery) ([]Event, error) {
	var events []Event
	for i := range sides {
		for j := range sides[:i] {
			shared, err := eventsBetween(s, &sides[j], &sides[i], q)
			if err != nil {
				return nil, err
			}
			events = append(events, shared...)
		}
	}
	return events, nil
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
	keys   []string // to look for among the parties
	voices []string // ids of those who speak for it, and of whom others speak when they speak of it
}

func makeSide(s store.Reader, a Actor) (side, error) {
	out := side{actor: a, keys: []string{string(a.ID)}}
	var err error
	if out.voices, err = voices(s, a); err != nil {
		return out, err
	}
	if a.Kind == "person" && a.Country != "" {
		out.keys = append(out.keys, a.Country)
	}
	return out, nil
}

// presence is how a side takes part in an event.
type presence uint8

const (
	absent presence = iota
	byState
	itself
)

func (sd *side) presence(e *Event) presence {
	best := absent
	for _, p := range e.Parties() {
		switch {
		case p.Actor == sd.actor.ID, sd.actor.Kind == "state" && p.Country == string(sd.actor.ID):
			return itself
		case sd.actor.Kind == "person" && isState(&p, sd.actor.Country):
			best = byState
		}
	}
	return best
}

// isState reports whether a party is a state, or an office or ministry of it, rather than a person.
func isState(p *record.Party, country string) bool {
	id, _, _ := strings.Cut(string(p.Actor), ".")
	return country != "" && id == country
}

func eventsBetween(s store.Reader, a, b *side, q DossierQuery) ([]Event, error) {
	var out []Event
	err := s.EachEvent(store.EventQuery{Parties: [][]string{a.keys, b.keys}, From: q.From, To: q.To, Standing: true}, func(e Event) error {
		pa, pb := a.presence(&e), b.presence(&e)
		if pa == absent || pb == absent {
			return nil
		}
		if pa == byState && (pb == byState || b.actor.Kind != "person") || pb == byState && a.actor.Kind != "person" {
			return nil
		}
		out = append(out, e)
		return nil
	})
	return out, err
}
