package store

import (
	"chancery/internal/query"
	"chancery/internal/record"
)

// A FindQuery asks for what meets a query of the search language.
type FindQuery struct {
	Query    query.Query
	Names    Names
	Rejected bool   // also events that an analyst has rejected
	Oldest   bool   // events with the oldest first, else the newest; without a date last
	Limit    int    // so many at most; 0 is none
	After    string // Next of the answer before, to go on; "" from the beginning
	Facets   bool   // of events: count what has been found
}

// Names say what the names in a query mean. What is missing means nobody.
type Names struct {
	Actors    map[string][]string // values of actor, with and pair: ids, and countries whose people count
	Speakers  map[string][]string // values of by: ids
	Countries map[string]string   // values of country and place that are states: ISO 3166 alpha-3
}

// MaxCounted is how many events facets count at most, and MaxRanked how many articles are put in order by how well they
// meet a query: of more, those that the record came to know last.
const (
	MaxCounted = 2000
	MaxRanked  = 2000
)

// FoundEvents is what FindEvents finds.
type FoundEvents struct {
	Hits []EventHit
	Next string // to go on; "" where nothing follows

	Counted int     // how many events the facets count: all that meet the query, or the first of them
	More    bool    // there may be more than those counted
	Facets  []Facet // in the order kind, status, country, outlet, from (the year)
}

// An EventHit is an event that has been found, without its claims, and the sentence that met the words of the query, each
// of these between HitStart and HitEnd; where it has no words, the first sentence that tells the event.
type EventHit struct {
	Event   record.Event
	Snippet string
}

// A Facet is how many of the events found have each value of a field, the most frequent first. Years are in order.
type Facet struct {
	Field  query.Field  `json:"field"`
	Values []FacetValue `json:"values"`
	Others int          `json:"others,omitempty"` // values that are left out
}

// A FacetValue is a value as a condition of a query has it.
type FacetValue struct {
	Value string `json:"value"`
	Count int    `json:"count"`
}

// FoundArticles is what FindArticles finds.
type FoundArticles struct {
	Hits  []Hit
	Next  string
	First bool // there were too many to rank all, or words too common: those that the record came to know last come first
}

// Neighbours is who else takes part in the events of a party.
type Neighbours struct {
	Events  int         // counted
	More    bool        // there are events before those
	Parties []Neighbour // the most events first, then by id
	Ties    []Tie       // likewise; large gatherings tie nobody
}

// A Neighbour is another party: an id or a country, as in the parties of an EventQuery.
type Neighbour struct {
	ID      string
	Events  int
	Sources int // independent ones of each event, added up
}

// A Tie is events in which two others take part; A comes before B.
type Tie struct {
	A, B   string
	Events int
}
