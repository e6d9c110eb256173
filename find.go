package chancery

import (
	"context"
	"errors"
	"fmt"

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
	Unranked     bool       `json:"unranked,omitempty"` // too many articles to rank: the last read come first
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
