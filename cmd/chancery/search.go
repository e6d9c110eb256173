package main

import (
	"errors"
	"strings"

	"chancery"
	"chancery/internal/export"
)

type searchCmd struct {
	Query    []string `arg:"" help:"Words, phrases and conditions (see below)."`
	Events   bool     `help:"Events, not articles."`
	Articles bool     `help:"Articles; with --events, both."`
	Limit    int      `default:"20" placeholder:"N" help:"So many articles or events at most (${default})."`
}

func (*searchCmd) Help() string {
	return `What stands side by side must all hold; OR binds closer, ( ) group, NOT or - negates:

    word  "a phrase"  prefix*  grain NEAR/5 "Black Sea"
    title:  byline:  text:          words there alone
    actor:  with:  pair:CHN-RUS     parties, by name or id; a state stands also for its people
    country:  place:                of a party; of the event, or its country
    kind:  mode:  status:           of the act: kind:consult mode:video status:planned
    from:  to:                      a year, month or day
    outlet:  lang:  by:             words of its name; of the article; who says so
    sources:>2  conflict:yes        independent sources; articles disagree

Of events, words are looked for in the sentences that tell them, and dates are their own; of articles, in the whole text, and dates are those of publication. An article meets conditions on events if it tells one that meets them.

Examples:

    chancery search sanctions
    chancery search '"video link" OR videoconference'
    chancery search 'title:summit NOT football' --limit 5
    chancery search --events 'actor:Macron with:IND -kind:consult from:2023'
`
}

func (c *searchCmd) Run(a *app) error {
	q, err := chancery.ParseQuery(strings.Join(c.Query, " "))
	if err == nil && q.IsAll() {
		err = &chancery.QueryError{What: "the query is empty", Hint: "give at least one word to look for; chancery events lists all events"}
	}
	if err != nil {
		return hintQuery(err)
	}
	if c.Limit <= 0 {
		return withHint(usagef("--limit counts from 1"), "--limit 100")
	}
	opt := chancery.FindOptions{}
	if c.Events {
		opt.Events = c.Limit
	}
	if c.Articles || !c.Events {
		opt.Articles = c.Limit
	}
	rec, err := a.open()
	if err != nil {
		return err
	}
	defer rec.Close()
	found, err := findAll(a, rec, q, opt)
	if err != nil {
		return hintQuery(err)
	}
	if a.cli.JSON {
		for i := range found.Events {
			if err := export.JSON(a.out, &found.Events[i]); err != nil {
				return err
			}
		}
		for i := range found.Articles {
			if err := export.JSON(a.out, &found.Articles[i]); err != nil {
				return err
			}
		}
		return nil
	}
	a.found(&found, opt)
	return nil
}

// hintQuery makes a wrong query a wrong use, with its hint.
func hintQuery(err error) error {
	var wrong *chancery.QueryError
	if errors.As(err, &wrong) {
		return withHint(usageError{err}, "%s", wrong.Hint)
	}
	return err
}

// findAll asks until there are as many as are wanted, or no more: an answer may be short.
func findAll(a *app, rec *chancery.Record, q chancery.Query, opt chancery.FindOptions) (chancery.Found, error) {
	all, err := rec.Find(a.ctx, q, opt)
	next := all
	for err == nil && (next.EventsNext != "" && len(all.Events) < opt.Events || next.ArticlesNext != "" && len(all.Articles) < opt.Articles) {
		more := chancery.FindOptions{AfterEvents: next.EventsNext, AfterArticles: next.ArticlesNext}
		if next.EventsNext != "" {
			more.Events = opt.Events - len(all.Events)
		}
		if next.ArticlesNext != "" {
			more.Articles = opt.Articles - len(all.Articles)
		}
		if next, err = rec.Find(a.ctx, q, more); err == nil {
			all.Events = append(all.Events, next.Events...)
			all.Articles = append(all.Articles, next.Articles...)
		}
	}
	return all, err
}

// found prints what a search has found.
func (a *app) found(found *chancery.Found, opt chancery.FindOptions) {
	p := a.out
	for i := range found.Events {
		if i == 0 {
			p.line(eventColumns, searchWidths(p.width), nil, true)
		}
		p.eventHit(&found.Events[i])
	}
	if len(found.Events) > 0 && len(found.Articles) > 0 {
		p.printf("\n")
	}
	for i := range found.Articles {
		h := &found.Articles[i]
		p.printf("%s\n", p.in(bold, clip(clean(articleLine(&h.Article)), p.width)))
		if h.Snippet != "" {
			p.snippet(h.Snippet)
		}
	}
	var counts, none []string
	for _, c := range []struct {
		n, most int
		what    string
	}{{len(found.Events), opt.Events, "event"}, {len(found.Articles), opt.Articles, "article"}} {
		switch {
		case c.n > 0:
			counts = append(counts, count(c.n, c.what))
		case c.most > 0:
			none = append(none, "no "+c.what)
		}
	}
	if len(counts) == 0 {
		a.note("%s meets this", strings.Join(none, " and "))
		return
	}
	a.note("%s", strings.Join(append(counts, none...), ", "))
}

// searchWidths are the widths of eventColumns where rows are printed one by one.
func searchWidths(width int) []int { return []int{10, 16, 12, max(width-72, leastFlex), 14, 7} }

// eventHit prints an event as a row of the table of events, and below it the words that were found.
func (p *printer) eventHit(h *chancery.EventHit) {
	e := &h.Event
	p.line(eventColumns, searchWidths(p.width), []string{shortDate(e.Date), kindOf(&e.Facts), e.Status.String(), parties(&e.Facts), e.Place.Name, sources(e.Sources)}, false)
	p.printf("  %s\n", p.in(dim, clip(clean(string(e.ID)), p.width-2)))
	p.snippet(h.Snippet)
}
