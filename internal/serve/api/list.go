package api

import (
	"encoding/base64"
	"unicode/utf8"

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
	Cursor string `query:"cursor" maxLength:"1024" doc:"Where the page begins: next of the page before, with the same filters. Items that come or go meanwhile do not shift the pages behind them."`
}

// last is the id that a page begins behind, of lists that have a place for each id; "" for the first page.
func (p *Paging) last() (string, error) {
	id, err := base64.RawURLEncoding.Strict().DecodeString(p.Cursor)
	if err != nil || !utf8.Valid(id) {
		return "", chancery.ErrCursor
	}
	return string(id), nil
}

// cut makes a page of items that were asked for with one more than the limit.
func cut[T any](items []T, limit int, id func(*T) string) list[T] {
	if len(items) <= limit {
		return list[T]{Items: items}
	}
	items = items[:limit]
	return list[T]{Items: items, Next: base64.RawURLEncoding.EncodeToString([]byte(id(&items[limit-1])))}
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
