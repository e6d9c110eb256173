package api

import (
	"encoding/base64"
	"encoding/json"
	"strings"

	"chancery"
	"chancery/internal/date"
	"chancery/internal/plover"
)

// A list is one page of a longer one.
type list[T any] struct {
	Items []T    `json:"items"`
	Next  string `json:"next,omitempty" doc:"The cursor of the next page; left out on the last one."`
}

// Paging is the parameters of every list.
type Paging struct {
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50" doc:"How many at most."`
	Cursor string `query:"cursor" maxLength:"1024" doc:"Where the page begins: next of the page before, with the same filters."`
}

// A place is where a page ended: what the list is in order of, of the last item. Items that come or go meanwhile do not
// shift the pages behind them.
type place struct {
	Day   date.Day `json:"d,omitempty"`
	ID    string   `json:"i"`
	Extra string   `json:"x,omitempty"`
	Start uint32   `json:"s,omitempty"`
}

func (p place) cursor() string {
	b, err := json.Marshal(p)
	if err != nil {
		panic(err) // it has a form in JSON
	}
	return base64.RawURLEncoding.EncodeToString(b)
}

// after is the place that a page begins behind; nil for the first page. A cursor that this server did not make is
// refused or leads to some place in the list, no more: it is bound like any other value.
func (p *Paging) after() (*place, error) {
	if p.Cursor == "" {
		return nil, nil
	}
	b, err := base64.RawURLEncoding.Strict().DecodeString(p.Cursor)
	var at place
	if err == nil {
		dec := json.NewDecoder(strings.NewReader(string(b)))
		dec.DisallowUnknownFields()
		err = dec.Decode(&at)
	}
	if err != nil || at.ID == "" {
		return nil, bad("query.cursor", "is not the next of a page", p.Cursor)
	}
	return &at, nil
}

// cut makes a page of items that were asked for with one more than the limit.
func cut[T any](items []T, limit int, of func(*T) place) list[T] {
	if len(items) <= limit {
		return list[T]{Items: items}
	}
	items = items[:limit]
	return list[T]{Items: items, Next: of(&items[limit-1]).cursor()}
}

// Period is the parameters from and to.
type Period struct {
	From string `query:"from" pattern:"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$" patternDescription:"2021, 2021-06 or 2021-06-28" doc:"On this day, month or year or later."`
	To   string `query:"to" pattern:"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$" patternDescription:"2021, 2021-06 or 2021-06-28" doc:"On this day, month or year or earlier."`
}

func (p *Period) days() (from, to date.Day, err error) {
	if p.From != "" {
		if from, _, err = date.ParsePeriod(p.From); err != nil {
			return 0, 0, bad("query.from", err.Error(), p.From)
		}
	}
	if p.To != "" {
		if _, to, err = date.ParsePeriod(p.To); err != nil {
			return 0, 0, bad("query.to", err.Error(), p.To)
		}
	}
	if from != 0 && to != 0 && to < from {
		return 0, 0, bad("query.to", "is earlier than from", p.To)
	}
	return from, to, nil
}

// Filter is the parameters that choose events, named as the flags of the command line.
type Filter struct {
	Actor  string `query:"actor" maxLength:"200" doc:"With this actor on either side, by name or id; a state stands also for its people."`
	With   string `query:"with" maxLength:"200" doc:"And with this one."`
	Kind   string `query:"kind" enum:"AGREE,CONSULT,SUPPORT,CONCEDE,COOPERATE,AID,RETREAT,REQUEST,ACCUSE,REJECT,THREATEN,PROTEST,SANCTION,MOBILIZE,COERCE,ASSAULT" doc:"Of this PLOVER kind."`
	Status string `query:"status" enum:"planned,ongoing,occurred,cancelled,postponed,denied,hypothetical" doc:"Of this status."`
	Period
	Place      string `query:"place" maxLength:"200" doc:"In this city or country."`
	Conflict   bool   `query:"conflict" doc:"Only those on which articles disagree."`
	Rejected   bool   `query:"rejected" doc:"Also those that an analyst has rejected."`
	MinSources int    `query:"min-sources" minimum:"0" maximum:"1000000" doc:"Told by so many independent articles at least."`
	Newest     bool   `query:"newest" doc:"The newest first."`
}

func (f *Filter) query() (chancery.EventQuery, error) {
	q := chancery.EventQuery{
		Actor: f.Actor, With: f.With, Place: f.Place, Conflict: f.Conflict, Rejected: f.Rejected, MinSources: f.MinSources, NewestFirst: f.Newest,
	}
	if f.With != "" && f.Actor == "" {
		q.Actor, q.With = f.With, ""
	}
	var err error
	if q.Kind, err = plover.ParseKind(f.Kind); err != nil {
		return q, bad("query.kind", err.Error(), f.Kind)
	}
	if q.Status, err = plover.ParseStatus(f.Status); err != nil {
		return q, bad("query.status", err.Error(), f.Status)
	}
	q.From, q.To, err = f.days()
	return q, err
}
