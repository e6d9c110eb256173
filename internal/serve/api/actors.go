package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"chancery"
)

type actorsIn struct {
	Name    string `query:"name" maxLength:"200" doc:"Part of an id or a name, whatever its case."`
	Kind    string `query:"kind" enum:"person,state,organisation,office"`
	Country string `query:"country" maxLength:"3" doc:"ISO 3166 alpha-3."`
	Paging
}

type actorIn struct {
	ID string `path:"id" maxLength:"200" doc:"An id or a name; a slash in it is written as %2F."`
}

type pairIn struct {
	A     string `path:"a" maxLength:"200" doc:"An id or a name."`
	B     string `path:"b" maxLength:"200" doc:"Another one."`
	Third string `query:"third" maxLength:"200" doc:"A third one: the dossier is of a triad then."`
}

func (s *service) registerActors(api huma.API) {
	handle(api, asks("list-actors", "/actors", "Actors", "List actors", "Those of the record, in order of id."), s.actors)
	handle(api, asks("get-actor", "/actors/{id}", "Actors", "Get an actor",
		"Names, offices with their terms and memberships, from the record and the register. Its events are at /events?actor=ID, its quotes at /quotes?by=ID."), s.actor)
	handle(api, asks("get-pair", "/pairs/{a}/{b}", "Actors", "The dossier of a pair",
		"All that passes between two actors, or three: meetings, agreements, disputes, sanctions, what is planned, conflicts, and what they said of one another."), s.pair)
}

func (s *service) actors(ctx context.Context, in *actorsIn) (out list[chancery.Actor], err error) {
	after, err := in.last()
	if err != nil {
		return out, err
	}
	q := chancery.ActorQuery{Name: in.Name, Kind: in.Kind, Country: in.Country, Limit: in.Limit + 1, After: chancery.ActorID(after)}
	items, err := s.rec.Actors(ctx, q)
	if err != nil {
		return out, err
	}
	return cut(items, in.Limit, func(a *chancery.Actor) string { return string(a.ID) }), nil
}

func (s *service) actor(ctx context.Context, in *actorIn) (chancery.Profile, error) {
	return s.rec.Profile(ctx, in.ID)
}

func (s *service) pair(ctx context.Context, in *pairIn) (chancery.Dossier, error) {
	who := []string{in.A, in.B}
	if in.Third != "" {
		who = append(who, in.Third)
	}
	var known []chancery.ActorID
	for _, name := range who {
		a, err := s.rec.Resolve(ctx, name)
		if err != nil {
			return chancery.Dossier{}, err
		}
		for _, id := range known {
			if id == a.ID {
				return chancery.Dossier{}, bad("path", "a dossier is of different actors", name)
			}
		}
		known = append(known, a.ID)
	}
	return s.rec.Between(ctx, who...)
}
