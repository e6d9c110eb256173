package page

import (
	"context"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"chancery"
	"chancery/internal/plover"
)

// pairPage is what passes between two actors.
type pairPage struct {
	A, B     chancery.Actor
	Timeline timeline
	Meetings chancery.Meetings
	Planned  []chancery.Event
	Conflict []chancery.Event
	Said     []saidOf
	Months   []chancery.MonthCount
	Relation template.HTML
	Drawn    drawn
}

// A saidOf is what one side says of the other.
type saidOf struct {
	By, About chancery.Actor
	Quotes    []chancery.Quote
	All       string // address of all
}

// errIDs says that the address of a pair cannot be taken apart.
var errIDs = &badRequest{"the address names no two actors", "write it as /pair/CHN-RUS, or as /pair/xi-jinping~vladimir-putin where an id has a hyphen"}

// actorsOf takes the address of a pair or triad apart: ids parted by ~, or by hyphens where they have none themselves.
func (d *Desk) actorsOf(ctx context.Context, s string, n int) ([]chancery.Actor, error) {
	parts := strings.Split(s, "~")
	if len(parts) == 1 {
		parts = strings.Split(s, "-")
	}
	if len(parts) != n {
		return nil, errIDs
	}
	var out []chancery.Actor
	for _, p := range parts {
		a, err := d.rec.Resolve(ctx, p)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(out, func(b chancery.Actor) bool { return a.ID == b.ID }) {
			return nil, &badRequest{"an actor has no relation to itself", "name different ones"}
		}
		out = append(out, a)
	}
	return out, nil
}

// ids are the ids of actors.
func ids(actors []chancery.Actor) []chancery.ActorID {
	out := make([]chancery.ActorID, len(actors))
	for i := range actors {
		out[i] = actors[i].ID
	}
	return out
}

// choose goes from a form that names two or three actors to their page.
func (d *Desk) choose(r *http.Request) (view, error) {
	var actors []chancery.Actor
	for _, name := range r.Form["actor"] {
		if name = strings.TrimSpace(name); name == "" {
			continue
		}
		a, err := d.rec.Resolve(r.Context(), name)
		if err != nil {
			return view{}, err
		}
		actors = append(actors, a)
	}
	if len(actors) < 2 || len(actors) > 3 {
		return view{}, errIDs
	}
	return view{to: pairURL(ids(actors)...), status: http.StatusSeeOther}, nil
}

func (d *Desk) pair(r *http.Request) (view, error) {
	ctx := r.Context()
	actors, err := d.actorsOf(ctx, r.PathValue("ids"), 2)
	if err != nil {
		return view{}, err
	}
	if to := pairURL(ids(actors)...); to != (&url.URL{Path: r.URL.Path}).String() {
		return view{to: to + queryString(r.URL.RawQuery), status: http.StatusMovedPermanently}, nil
	}
	p := &pairPage{A: actors[0], B: actors[1]}
	q := chancery.EventQuery{Actor: string(p.A.ID), With: string(p.B.ID)}
	f := filterOf(r)
	if p.Timeline, err = d.timeline(ctx, f, q); err != nil {
		return view{}, err
	}
	if p.Drawn, err = d.draw(ctx, f, q, clean(p.A.Name)+" and "+clean(p.B.Name)); err != nil {
		return view{}, err
	}
	for _, l := range []struct {
		to     *[]chancery.Event
		change func(*chancery.EventQuery)
	}{
		{&p.Planned, func(q *chancery.EventQuery) { q.Status = plover.Planned }},
		{&p.Conflict, func(q *chancery.EventQuery) { q.Conflict = true }},
	} {
		narrow := q
		l.change(&narrow)
		narrow.NewestFirst, narrow.Limit = true, listed
		page, err := d.rec.EventPage(ctx, narrow, "")
		if err != nil {
			return view{}, err
		}
		*l.to = page.Events
	}
	if p.Meetings, err = d.rec.Meetings(ctx, string(p.A.ID), string(p.B.ID)); err != nil {
		return view{}, err
	}
	p.Meetings.ByPlace = most(p.Meetings.ByPlace, placesShown)
	if p.Said, err = d.said(ctx, actors); err != nil {
		return view{}, err
	}
	p.Months, err = d.rec.Series(ctx, string(p.A.ID), string(p.B.ID))
	p.Relation = f.relation(p.Months, p.A.Name, p.B.Name)
	return view{template: "pair", title: clean(p.A.Name) + " and " + clean(p.B.Name), section: "actors", data: p}, err
}

// placesShown is how many places of meetings a table has.
const placesShown = 15

// most is the first counts of a list, and all others as one.
func most(list []chancery.Count, n int) []chancery.Count {
	if len(list) <= n+1 {
		return list
	}
	others := chancery.Count{Name: fmt.Sprintf("%d other places", len(list)-n)}
	for _, c := range list[n:] {
		others.Count += c.Count
	}
	return append(list[:n:n], others)
}

// said is what each of some actors says of each other.
func (d *Desk) said(ctx context.Context, actors []chancery.Actor) ([]saidOf, error) {
	var out []saidOf
	for _, a := range actors {
		for _, b := range actors {
			if a.ID == b.ID {
				continue
			}
			page, err := d.rec.QuotePage(ctx, chancery.QuoteQuery{By: string(a.ID), About: string(b.ID), NewestFirst: true, Limit: saidShown}, "")
			if err != nil {
				return nil, err
			}
			s := saidOf{By: a, About: b, Quotes: page.Quotes}
			if page.Next != "" {
				s.All = "/quotes?" + url.Values{"by": {string(a.ID)}, "about": {string(b.ID)}}.Encode()
			}
			if len(s.Quotes) > 0 {
				out = append(out, s)
			}
		}
	}
	return out, nil
}

// triadPage is three actors: what passes between each two of them, side by side, and the events of all three.
type triadPage struct {
	Actors []chancery.Actor
	Sides  []triadSide
	Title  string
	Said   []saidOf
}

// A triadSide is two of the three.
type triadSide struct {
	A, B   chancery.Actor
	To     string
	Counts chancery.Counts
	Events []chancery.Event
	All    map[chancery.ID]bool // of these, the events in which the third takes part as well
}

func (d *Desk) triad(r *http.Request) (view, error) {
	ctx := r.Context()
	actors, err := d.actorsOf(ctx, r.PathValue("ids"), 3)
	if err != nil {
		return view{}, err
	}
	if to := pairURL(ids(actors)...); to != (&url.URL{Path: r.URL.Path}).String() {
		return view{to: to + queryString(r.URL.RawQuery), status: http.StatusMovedPermanently}, nil
	}
	p := &triadPage{Actors: actors, Title: clean(actors[0].Name) + ", " + clean(actors[1].Name) + " and " + clean(actors[2].Name)}
	for i, a := range actors {
		for k := i + 1; k < len(actors); k++ {
			s, err := d.side(ctx, a, actors[k], actors[3-i-k])
			if err != nil {
				return view{}, err
			}
			p.Sides = append(p.Sides, s)
		}
	}
	p.Said, err = d.said(ctx, actors)
	return view{template: "triad", title: p.Title, section: "actors", data: p}, err
}

// side is what passes between two of three actors.
func (d *Desk) side(ctx context.Context, a, b, third chancery.Actor) (triadSide, error) {
	s := triadSide{A: a, B: b, To: pairURL(a.ID, b.ID), All: map[chancery.ID]bool{}}
	q := chancery.EventQuery{Actor: string(a.ID), With: string(b.ID)}
	counts, err := d.rec.Counts(ctx, q)
	if err != nil {
		return s, err
	}
	q.NewestFirst, q.Limit = true, 2*listed
	page, err := d.rec.EventPage(ctx, q, "")
	s.Counts, s.Events = counts, page.Events
	for i := range s.Events {
		for _, party := range s.Events[i].Parties() {
			if party.Actor == third.ID || party.Country == string(third.ID) {
				s.All[s.Events[i].ID] = true
			}
		}
	}
	return s, err
}
