package page

import (
	"html/template"
	"net/http"
	"net/url"
	"strings"

	"chancery"
)

// actorPage is one actor with what the record and the register know.
type actorPage struct {
	chancery.Profile
	Aliases  []string
	Partners []chancery.Partner
	Timeline timeline
	Bars     template.HTML
	Ego      template.HTML
	Drawn    drawn
	Months   []chancery.MonthCount
	Said     []chancery.Quote
	SaidAt   string // address of all quotes
}

const (
	partnersShown = 15
	saidShown     = 6
)

func (d *Desk) actor(r *http.Request) (view, error) {
	ctx, id := r.Context(), r.PathValue("id")
	card, err := d.rec.Card(ctx, id)
	if err != nil {
		return view{}, err
	}
	if string(card.Actor.ID) != id { // a name, or an id in other letters
		return view{to: actorURL(card.Actor.ID) + queryString(r.URL.RawQuery), status: http.StatusMovedPermanently}, nil
	}
	p := &actorPage{Profile: card, SaidAt: "/quotes?" + url.Values{"by": {id}}.Encode()}
	p.Aliases = aliases(&card)
	f, q := filterOf(r), chancery.EventQuery{Actor: id}
	if p.Timeline, err = d.timeline(ctx, f, q); err != nil {
		return view{}, err
	}
	if p.Drawn, err = d.draw(ctx, f, q, clean(card.Actor.Name)); err != nil {
		return view{}, err
	}
	if p.Months, err = d.rec.Series(ctx, id); err != nil {
		return view{}, err
	}
	p.Bars = f.bars(p.Months, "Events of "+clean(card.Actor.Name)+" by month")
	if p.Partners, err = d.rec.Partners(ctx, id, partnersShown); err != nil {
		return view{}, err
	}
	p.Ego = ego(card.Actor, p.Partners)
	said, err := d.rec.QuotePage(ctx, chancery.QuoteQuery{By: id, NewestFirst: true, Limit: saidShown}, "")
	p.Said = said.Quotes
	return view{template: "actor", title: clean(card.Actor.Name), section: "actors", data: p}, err
}

// queryString is a query string with its question mark, or nothing.
func queryString(raw string) string {
	if raw == "" {
		return ""
	}
	return "?" + raw
}

// aliases are the other names of an actor, as articles write them and the register has them.
func aliases(p *chancery.Profile) []string {
	var out []string
	seen := map[string]bool{strings.ToLower(p.Actor.Name): true}
	for _, list := range [][]string{p.Actor.Names, p.Spelled} {
		for _, n := range list {
			if k := strings.ToLower(n); !seen[k] {
				seen[k] = true
				out = append(out, n)
			}
		}
	}
	return out
}
