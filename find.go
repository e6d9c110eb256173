package chancery

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"chancery/internal/analyze"
	"chancery/internal/query"
	"chancery/internal/store"
)

// The shapes of the search language, under names that a program outside of this module can use.
type (
	Query = query.Query
	Facet = store.Facet
)

// ParseQuery reads a query of the search language. The error is a *QueryError, which names the place in the query and has
// a hint.
func ParseQuery(s string) (Query, error) { return query.Parse(s) }

// A QueryError says where a query is wrong, and what would be right.
type QueryError = query.Error

// FindOptions say what to find.
type FindOptions struct {
	Events        int    // so many at most; 0 is none
	Articles      int    // likewise
	AfterEvents   string // EventsNext of the answer before, to go on
	AfterArticles string // ArticlesNext of it
	Oldest        bool   // events with the oldest first, else the newest
	Rejected      bool   // also events that an analyst has rejected
	Facets        bool   // count the events
}

// Found is what meets a query.
type Found struct {
	Query        string     `json:"query"` // in its canonical form
	Events       []EventHit `json:"events"`
	EventsNext   string     `json:"events_next,omitempty"` // to go on; an answer may be short, and still something follow
	Articles     []Hit      `json:"articles"`
	ArticlesNext string     `json:"articles_next,omitempty"`
	Unranked     bool       `json:"unranked,omitempty"` // too many articles to rank all, or words too common: the last read come first
	Counted      int        `json:"counted"`            // events in the facets
	More         bool       `json:"more,omitempty"`     // and there may be more
	Facets       []Facet    `json:"facets,omitempty"`
}

// An EventHit is an event that has been found, and the words by which it was, each between HitStart and HitEnd; or, where
// the query has no words, the sentence that tells it.
type EventHit struct {
	Event   Event  `json:"event"`
	Snippet string `json:"snippet"`
}

// Find is the events and articles that meet a query. A name that means nobody is an *UnknownActorError, a country that is
// none a *QueryError.
func (r *Record) Find(ctx context.Context, q Query, opt FindOptions) (Found, error) {
	found := Found{Query: q.String(), Events: []EventHit{}, Articles: []Hit{}}
	err := r.st.View(ctx, func(s store.Reader) error {
		names, err := r.namesIn(s, q)
		if err != nil {
			return err
		}
		sq := store.FindQuery{Query: q, Names: names, Rejected: opt.Rejected, Oldest: opt.Oldest}
		if opt.Events > 0 || opt.Facets {
			sq.Limit, sq.After, sq.Facets = opt.Events, opt.AfterEvents, opt.Facets
			if err := found.addEvents(s, sq); err != nil {
				return err
			}
		}
		sq.Limit, sq.After = opt.Articles, opt.AfterArticles
		articles, err := s.FindArticles(sq)
		for i := range articles.Hits {
			found.Articles = append(found.Articles, Hit{Article: makeRef(&articles.Hits[i].Article), Snippet: articles.Hits[i].Snippet})
		}
		found.ArticlesNext, found.Unranked = articles.Next, articles.First
		return err
	})
	return found, err
}

func (f *Found) addEvents(s store.Reader, q store.FindQuery) error {
	events, err := s.FindEvents(q)
	if err != nil {
		return err
	}
	for _, h := range events.Hits {
		if err := fillClaims(s, &h.Event); err != nil {
			return err
		}
		f.Events = append(f.Events, EventHit(h))
	}
	f.EventsNext, f.Counted, f.More, f.Facets = events.Next, events.Counted, events.More, events.Facets
	return nil
}

// namesIn finds out what the names in a query mean.
func (r *Record) namesIn(s store.Reader, q Query) (names store.Names, err error) {
	names = store.Names{Actors: map[string][]string{}, Speakers: map[string][]string{}, Countries: map[string]string{}}
	q.Each(func(n query.Node) {
		if c, ok := n.(query.Cond); ok && err == nil {
			err = r.nameIn(s, c, &names)
		}
	})
	return names, err
}

func (r *Record) nameIn(s store.Reader, c query.Cond, names *store.Names) error {
	actors := []string{c.Value}
	switch c.Field {
	case query.Country, query.Place:
		reg, err := r.register()
		if err != nil {
			return err
		}
		if st := stateNamed(reg, c.Value); st != nil {
			names.Countries[c.Value] = st.ISO3
		} else if c.Field == query.Country {
			return &QueryError{Query: c.Value, End: len(c.Value), What: fmt.Sprintf("%q is no country", c.Value), Hint: "write its name or ISO code: country:FRA; place: takes cities, too"}
		}
		return nil
	case query.Pair:
		a, b := c.Pair()
		actors = []string{a, b}
	case query.Actor, query.With, query.By:
	default:
		return nil
	}
	for _, name := range actors {
		a, err := r.resolve(s, name)
		if err != nil {
			return err
		}
		if c.Field != query.By {
			names.Actors[name] = []string{string(a.ID)}
		} else if names.Speakers[name], err = voices(s, a); err != nil {
			return err
		}
	}
	return nil
}

// Search lists the articles that meet a query of the search language, the best first.
func (r *Record) Search(ctx context.Context, text string, limit int) ([]Hit, error) {
	q, err := query.Parse(text)
	if err != nil {
		return nil, err
	}
	if q.IsAll() {
		return nil, errors.New("search: give at least one word to look for")
	}
	found, err := r.Find(ctx, q, FindOptions{Articles: limit})
	return found.Articles, err
}

// maxNeighbours is of how many events, the last, sources and ties are counted in a network.
const maxNeighbours = 3000

// Network is an actor and the n (0: 24) others with whom most took place: states and organisations where it is one of
// these itself, else persons and organisations. Numbers of events and scores are of all that took place; sources and ties are
// of the last 3,000 events.
func (r *Record) Network(ctx context.Context, name string, n int) (analyze.Network, error) {
	if n <= 0 {
		n = 24
	}
	net := analyze.Network{Edges: []analyze.Edge{}, Ties: []analyze.Tie{}}
	err := r.st.View(ctx, func(s store.Reader) (err error) {
		if net.Actor, err = r.resolve(s, name); err != nil {
			return err
		}
		partners, err := s.Partners(string(net.Actor.ID), 0)
		if err != nil {
			return err
		}
		near, err := s.Neighbours(string(net.Actor.ID), maxNeighbours)
		if err != nil {
			return err
		}
		net.Counted, net.More = near.Events, near.More
		sources := map[string]int{}
		for _, p := range near.Parties {
			sources[p.ID] = p.Sources
		}
		place := map[string]int{}
		for _, d := range partners {
			if !isPeer(&net.Actor, d.B) {
				continue
			}
			if net.All++; len(net.Edges) == n {
				continue
			}
			e := analyze.Edge{Events: d.Events, Score: d.Score / float64(max(d.Events, 1)), Sources: sources[d.B]}
			if e.Actor, err = r.actor(s, d.B); err != nil {
				return err
			}
			place[d.B] = len(net.Edges)
			net.Edges = append(net.Edges, e)
		}
		net.Ties = tiesAmong(near.Ties, place)
		return nil
	})
	return net, err
}

// tiesAmong are the ties of those that have a place.
func tiesAmong(ties []store.Tie, place map[string]int) []analyze.Tie {
	out := []analyze.Tie{}
	for _, t := range ties {
		a, okA := place[t.A]
		b, okB := place[t.B]
		if okA && okB {
			out = append(out, analyze.Tie{A: min(a, b), B: max(a, b), Events: t.Events})
		}
	}
	return out
}

// isPeer reports whether an id stands beside an actor in its network. Ids of persons begin with a small letter or have
// their country before a slash; offices and ministries have a point, and stand for their states.
func isPeer(a *Actor, id string) bool {
	country, _, foreign := strings.Cut(id, "/")
	person := foreign || id != "" && id[0] >= 'a' && id[0] <= 'z'
	if strings.Contains(id, ".") || id == a.Country || foreign && country == string(a.ID) {
		return false
	}
	isState := len(id) == 3 && strings.ToUpper(id) == id && !person
	if a.Kind == "person" {
		return person || !isState
	}
	return !person
}
