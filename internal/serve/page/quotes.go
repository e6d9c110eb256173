package page

import (
	"net/http"

	"chancery"
)

// quotesPage is who said what.
type quotesPage struct {
	Filter filter
	By     *chancery.Actor
	About  *chancery.Actor
	Groups []quoteGroup
	Next   string
	First  string
}

// A quoteGroup is quotes that were published in one month, one after another.
type quoteGroup struct {
	Month  string
	Quotes []chancery.Quote
}

func (d *Desk) quotes(r *http.Request) (view, error) {
	ctx, f := r.Context(), filterOf(r)
	p := &quotesPage{Filter: f}
	q := chancery.QuoteQuery{By: f.Get("by"), About: f.Get("about"), NewestFirst: f.Get("order") != "oldest", Limit: perPage}
	var err error
	if q.From, q.To, err = f.period(); err != nil {
		return view{}, err
	}
	for _, who := range []struct {
		name string
		to   **chancery.Actor
	}{{q.By, &p.By}, {q.About, &p.About}} {
		if who.name == "" {
			continue
		}
		a, err := d.rec.Resolve(ctx, who.name)
		if err != nil {
			return view{}, err
		}
		*who.to = &a
	}
	found, err := d.rec.QuotePage(ctx, q, f.Get("after"))
	if err != nil {
		return view{}, err
	}
	for _, quote := range found.Quotes {
		month := "Undated"
		if s := quote.Published.From.String(); s != "" {
			month = s[:7]
		}
		if n := len(p.Groups); n == 0 || p.Groups[n-1].Month != month {
			p.Groups = append(p.Groups, quoteGroup{Month: month})
		}
		g := &p.Groups[len(p.Groups)-1]
		g.Quotes = append(g.Quotes, quote)
	}
	p.Next = f.after(found.Next)
	if f.Get("after") != "" {
		p.First = f.with()
	}
	title := "Quotes"
	if p.By != nil {
		title += " of " + clean(p.By.Name)
	}
	if p.About != nil {
		title += " about " + clean(p.About.Name)
	}
	return view{template: "quotes", title: title, section: "quotes", data: p}, nil
}
