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

// Between is the dossier of two or three actors: the events in which at least two of them take part, and what they said
// about one another. A person takes part also where only the state is named, as long as another person whom the dossier
// is about is named.
func (r *Record) Between(ctx context.Context, names ...string) (Dossier, error) {
	if len(names) < 2 || len(names) > 3 {
		return Dossier{}, errors.New("a dossier is of two or three actors")
	}
	var d Dossier
	err := r.st.View(ctx, func(s store.Reader) error {
		sides := make([]side, len(names))
		actors := make([]Actor, len(names))
		for i, name := range names {
			var err error
			if actors[i], err = r.resolve(s, name); err != nil {
				return err
			}
			if sides[i], err = makeSide(s, actors[i]); err != nil {
				return err
			}
			if slices.ContainsFunc(actors[:i], func(a Actor) bool { return a.ID == actors[i].ID }) {
				return errors.New("a dossier is of different actors: " + name + " is named twice")
			}
		}
		var events []Event
		var quotes []Quote
		for i := range sides {
			for j := range sides {
				if i == j {
					continue
				}
				said, err := s.Quotes(store.QuoteQuery{Speakers: sides[i].voices, About: sides[j].voices})
				if err != nil {
					return err
				}
				quotes = append(quotes, said...)
				if i < j {
					shared, err := eventsBetween(s, &sides[i], &sides[j])
					if err != nil {
						return err
					}
					events = append(events, shared...)
				}
			}
		}
		d = analyze.MakeDossier(actors, events, quotes)
		return nil
	})
	return d, err
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

func eventsBetween(s store.Reader, a, b *side) ([]Event, error) {
	var out []Event
	err := s.EachEvent(store.EventQuery{Parties: [][]string{a.keys, b.keys}, Standing: true}, func(e Event) error {
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
	if err != nil {
		return nil, err
	}
	for i := range out {
		if err := fillClaims(s, &out[i]); err != nil {
			return nil, err
		}
	}
	return out, nil
}
