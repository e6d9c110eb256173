package page

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"chancery"
	"chancery/internal/plover"
	"chancery/internal/query"
)

// searchPage is what a query finds.
type searchPage struct {
	Query    string // as it was written
	Wrong    *wrongQuery
	Chips    []chip
	Facets   []facetGroup
	Found    chancery.Found
	Events   []eventHit
	Articles []hit
	Filter   filter
	Next     string // address of more events
	More     string // address of more articles
	First    string
	Preview  *eventPage
	Saved    []savedSearch
	Name     string // under which this query is saved; "" where it is not
	Feeds    []link
}

// A wrongQuery shows where a query is wrong.
type wrongQuery struct{ Before, Wrong, After, What, Hint string }

// A chip is a condition of the query, with the way to take it away.
type chip struct {
	Label    string
	To       string
	Excluded bool
}

// A facetGroup is the values of one field among the events found.
type facetGroup struct {
	Label  string
	Field  string
	Values []facetLink
	Others int
}

// A facetLink narrows the query down to a value, or takes it away again; Not leaves it out.
type facetLink struct {
	Label   string
	Count   int
	To, Not string
	On      bool
	Width   int // of 100, for its bar
	Kind    plover.Kind
}

// An eventHit is an event that was found, with the words by which it was.
type eventHit struct {
	chancery.Event
	Snippet []piece
	Select  string // address with this event in the preview
	On      bool
}

// A hit is an article, its snippet cut where the words begin and end that met the query.
type hit struct {
	chancery.ArticleRef
	Snippet []piece
}

// A piece is a stretch of text, marked or not.
type piece struct {
	Text   string
	Marked bool
}

// A savedSearch is one of the searches of the record.
type savedSearch struct {
	chancery.SavedSearch
	To string
}

// A link is an address under a name.
type link struct{ Label, To string }

const (
	eventsFound   = 30
	articlesFound = 10
)

func (d *Desk) search(r *http.Request) (view, error) {
	ctx, f := r.Context(), filterOf(r)
	p := &searchPage{Query: strings.TrimSpace(f.Get("q")), Filter: f}
	v := view{template: "search", title: "Search", section: "search", data: p}
	var err error
	if p.Saved, err = d.savedSearches(ctx, p); err != nil || p.Query == "" {
		return v, err
	}
	v.title = cut(p.Query, 60) + " – search"
	p.Feeds = d.feeds(r, p.Query)
	q, err := chancery.ParseQuery(p.Query)
	if err == nil {
		err = d.find(ctx, p, q)
	}
	var wrong *chancery.QueryError
	if errors.As(err, &wrong) {
		p.Wrong, v.status = explain(wrong), http.StatusUnprocessableEntity
		return v, nil
	}
	return v, err
}

// feeds are the addresses under which programs subscribe to what a query finds.
func (d *Desk) feeds(r *http.Request, q string) []link {
	var out []link
	for _, f := range []link{{"Atom", "/feeds/search.atom"}, {"JSON Feed", "/feeds/search.json"}, {"Calendar", "/feeds/search.ics"}} {
		out = append(out, link{f.Label, d.opt.Sign(r, url.URL{Path: f.To, RawQuery: url.Values{"q": {q}}.Encode()})})
	}
	return out
}

// find asks the record and makes the page of its answer.
func (d *Desk) find(ctx context.Context, p *searchPage, q chancery.Query) error {
	f := p.Filter
	opt := chancery.FindOptions{
		Events: eventsFound, Articles: articlesFound, AfterEvents: f.Get("after"), AfterArticles: f.Get("after-articles"), Oldest: f.Get("order") == "oldest",
		Rejected: f.Get("rejected") == "yes", Facets: true,
	}
	var err error
	if p.Found, err = d.rec.Find(ctx, q, opt); err != nil {
		return err
	}
	p.Chips, p.Facets = f.chips(q), f.facetGroups(q, p.Found.Facets)
	d.nameStates(ctx, p.Facets)
	selected := f.Get("sel")
	for i, h := range p.Found.Events {
		if i == 0 && selected == "" {
			selected = string(h.Event.ID)
		}
		p.Events = append(p.Events, eventHit{h.Event, pieces(h.Snippet), f.keep("sel", string(h.Event.ID)), string(h.Event.ID) == selected})
	}
	for _, h := range p.Found.Articles {
		p.Articles = append(p.Articles, hit{h.Article, pieces(h.Snippet)})
	}
	p.Next = f.after(p.Found.EventsNext)
	if p.Found.ArticlesNext != "" {
		p.More = f.keep("after-articles", p.Found.ArticlesNext)
	}
	if f.Get("after") != "" || f.Get("after-articles") != "" {
		p.First = f.with("after-articles", "", "sel", "")
	}
	if selected != "" {
		if p.Preview, err = d.loadEvent(ctx, selected); errors.Is(err, chancery.ErrNotFound) {
			err = nil
		}
	}
	return err
}

// keep is the address with a parameter set and all others as they are.
func (f filter) keep(name, value string) string {
	v := url.Values{}
	for k, list := range f.values {
		v[k] = list
	}
	v.Set(name, value)
	return f.path + "?" + v.Encode()
}

// search is the address of another query, in the same order.
func (f filter) search(q chancery.Query) string {
	return f.with("q", q.String(), "sel", "", "after-articles", "")
}

func (f filter) chips(q chancery.Query) []chip {
	var out []chip
	for _, n := range q.Conditions() {
		c := chip{Label: chancery.Query{Root: n}.String(), To: f.search(q.Without(n))}
		if not, ok := n.(query.Not); ok {
			c.Excluded, c.Label = true, chancery.Query{Root: not.Node}.String()
		}
		out = append(out, c)
	}
	return out
}

// facetLabels are the fields that events are counted by.
var facetLabels = map[query.Field]string{
	query.Kind: "Kind", query.Status: "Status", query.Country: "State", query.Outlet: "Outlet", query.From: "Year",
}

func (f filter) facetGroups(q chancery.Query, facets []chancery.Facet) []facetGroup {
	var out []facetGroup
	for _, fc := range facets {
		g := facetGroup{Label: facetLabels[fc.Field], Field: string(fc.Field), Others: fc.Others}
		most := 1
		for _, v := range fc.Values {
			most = max(most, v.Count)
		}
		for _, v := range fc.Values {
			if l, ok := f.facetLink(q, fc.Field, v.Value); ok {
				l.Count, l.Width = v.Count, max(2, 100*v.Count/most)
				g.Values = append(g.Values, l)
			}
		}
		if g.Label != "" && len(g.Values) > 0 {
			out = append(out, g)
		}
	}
	return out
}

func (f filter) facetLink(q chancery.Query, field query.Field, value string) (facetLink, bool) {
	c, err := query.MakeCond(field, value)
	if err != nil || len(value) > longest {
		return facetLink{}, false
	}
	l := facetLink{Label: value, On: q.Has(c), To: f.search(q.With(c)), Not: f.search(q.With(query.Not{Node: c}))}
	narrow := q.With(c)
	switch field {
	case query.Kind:
		k, _ := plover.ParseKind(value)
		l.Kind, l.Label = k, kindName(k)
	case query.From: // a year is from it and to it
		to, err := query.MakeCond(query.To, value)
		if err != nil {
			return l, false
		}
		l.On = q.Has(c) && q.Has(to)
		narrow = q.Only(c).Only(to)
		l.Not = ""
		if l.On {
			l.To = f.search(q.WithoutField(query.From).WithoutField(query.To))
			return l, true
		}
	}
	l.To = f.search(narrow)
	if l.On {
		l.To, l.Not = f.search(q.Without(c)), ""
	}
	return l, true
}

// nameStates gives the states of a facet their names.
func (d *Desk) nameStates(ctx context.Context, groups []facetGroup) {
	for i := range groups {
		if groups[i].Field != string(query.Country) {
			continue
		}
		for k := range groups[i].Values {
			v := &groups[i].Values[k]
			if a, err := d.rec.Resolve(ctx, v.Label); err == nil && a.Kind == "state" {
				v.Label = a.Name
			}
		}
	}
}

// explain cuts a query where it is wrong.
func explain(e *chancery.QueryError) *wrongQuery {
	at, end := min(max(e.At, 0), len(e.Query)), min(max(e.End, 0), len(e.Query))
	end = max(at, end)
	return &wrongQuery{printable(e.Query[:at]), printable(e.Query[at:end]), printable(e.Query[end:]), sentence(clean(e.What)), sentence(clean(e.Hint))}
}

// pieces cuts a snippet at its marks.
func pieces(s string) []piece {
	var out []piece
	for s != "" {
		before, rest, found := strings.Cut(s, string(chancery.HitStart))
		if before != "" {
			out = append(out, piece{Text: printable(before)})
		}
		if !found {
			break
		}
		var in string
		in, s, _ = strings.Cut(rest, string(chancery.HitEnd))
		if in != "" {
			out = append(out, piece{printable(in), true})
		}
	}
	return out
}

// printable takes away what steers a display; spaces and line ends stay.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if isControl(r) && r != '\n' && r != '\t' {
			return -1
		}
		return r
	}, s)
}

func (d *Desk) savedSearches(ctx context.Context, p *searchPage) ([]savedSearch, error) {
	list, err := d.rec.Searches(ctx)
	var out []savedSearch
	canon := p.Query
	if q, err := chancery.ParseQuery(p.Query); err == nil {
		canon = q.String()
	}
	for _, s := range list {
		out = append(out, savedSearch{s, "/search?" + url.Values{"q": {s.Query}}.Encode()})
		if s.Query == canon {
			p.Name = s.Name
		}
	}
	return out, err
}

// saveSearch keeps the query of a form under its name, or forgets a name.
func (d *Desk) saveSearch(r *http.Request) (view, error) {
	ctx, by := r.Context(), d.opt.Editor(r)
	if by == "" {
		return view{}, errForbidden
	}
	var err error
	if drop := r.PostForm.Get("drop"); drop != "" {
		err = d.rec.DropSearch(ctx, drop)
	} else {
		err = d.rec.SaveSearch(ctx, chancery.SavedSearch{Name: cut(r.PostForm.Get("name"), 200), Query: r.PostForm.Get("q"), By: by})
	}
	var wrong *chancery.QueryError
	switch {
	case errors.Is(err, chancery.ErrSearchName):
		return view{}, &badRequest{err.Error(), ""}
	case errors.As(err, &wrong):
		return view{}, &badRequest{wrong.Error(), ""}
	case err != nil:
		return view{}, err
	}
	return view{to: back(r.PostForm.Get("here")), status: http.StatusSeeOther}, nil
}

// preview is the short form of an event that stands beside a list.
func (d *Desk) preview(r *http.Request) (view, error) {
	p, err := d.loadEvent(r.Context(), r.PathValue("id"))
	return view{template: "preview", title: "Preview", data: p, bare: true}, err
}
