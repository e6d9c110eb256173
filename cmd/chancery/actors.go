package main

import (
	"fmt"
	"slices"
	"strings"

	"chancery"
	"chancery/internal/analyze"
	"chancery/internal/export"
	"chancery/internal/record"
)

func (p *printer) actor(x *record.Actor) {
	p.printf("%s  %s\n", p.in(bold, clean(x.Name)), p.in(dim, clean(joinNonEmpty(", ", string(x.ID), x.Kind, x.Country, x.Sector, x.Office))))
	if len(x.Names) > 0 {
		p.wrap(2, "also: "+strings.Join(x.Names, ", "), dim)
	}
}

// references is the articles of quotes by id.
func (a *app) references(rec *chancery.Record, quotes []record.Quote) (map[record.ID]*chancery.ArticleRef, error) {
	var ids []record.ID
	for i := range quotes {
		ids = append(ids, quotes[i].Article)
	}
	slices.Sort(ids)
	list, err := rec.References(a.ctx, slices.Compact(ids))
	if err != nil {
		return nil, err
	}
	refs := make(map[record.ID]*chancery.ArticleRef, len(list))
	for i := range list {
		refs[list[i].ID] = &list[i]
	}
	return refs, nil
}

type betweenCmd struct {
	Names  []string `arg:"" name:"actor" help:"Two or three names or ids."`
	From   period   `placeholder:"DATE" help:"What happened on this day, month or year or later."`
	To     period   `placeholder:"DATE" help:"What happened on this day, month or year or earlier."`
	Limit  int      `default:"200" placeholder:"N" help:"List the last so many events, and count all; 0 lists all (${default})."`
	Format string   `enum:"text,markdown,json" default:"text" placeholder:"FORMAT" help:"text, json, or markdown: a brief with numbered sources that can go to print."`
}

func (*betweenCmd) Help() string {
	return `The dossier has all that passes between the actors: meetings by format and place, agreements, disputes, sanctions, acts of force, what is planned, plans of which nothing more was heard, on what articles disagree, what they say of one another, and the timeline.

Examples:

    chancery between "Joe Biden" "Xi Jinping"
    chancery between ETH ERI --from 2018
    chancery between FRA DEU --format markdown > brief.md
    chancery between USA RUS CHN --json
`
}

// quotesListed is how many quotes of each actor about another a dossier of limited length lists.
const quotesListed = 50

func (c *betweenCmd) query() (q chancery.DossierQuery, err error) {
	q = chancery.DossierQuery{Actors: c.Names, From: c.From.from, To: c.To.to, Events: c.Limit}
	switch {
	case len(c.Names) < 2 || len(c.Names) > 3:
		return q, withHint(usagef("a dossier is of two or three actors, not of %d", len(c.Names)), `put names of several words in quotes: chancery between "Joe Biden" CHN`)
	case q.From != 0 && q.To != 0 && q.To < q.From:
		return q, withHint(usagef("--from %s is later than --to %s", q.From, q.To), "swap the two dates")
	case c.Limit < 0:
		return q, withHint(usagef("--limit counts from 0"), "0 lists all")
	case c.Limit > 0:
		q.Quotes = quotesListed
	}
	return q, nil
}

func (c *betweenCmd) Run(a *app) error {
	q, err := c.query()
	if err != nil {
		return err
	}
	rec, err := a.open()
	if err != nil {
		return err
	}
	defer rec.Close()
	d, err := rec.Dossier(a.ctx, q)
	if err != nil {
		return err
	}
	switch {
	case a.cli.JSON || c.Format == "json":
		return export.JSON(a.out, d)
	case c.Format == "markdown":
		return export.Brief(a.out, &d)
	}
	a.out.dossier(&d)
	return nil
}

func (p *printer) dossier(d *analyze.Dossier) {
	for i := range d.Actors {
		p.actor(&d.Actors[i])
	}
	if len(d.Events) == 0 && len(d.Statements) == 0 {
		p.printf("\nThe record has nothing between them.\n")
		return
	}
	if n := len(d.Events); n < d.Total {
		p.wrap(0, fmt.Sprintf("%d events between them, all of which are counted; the last %d are listed below, all of them with --limit 0.", d.Total, n), dim)
	}
	m := &d.Meetings
	title := fmt.Sprintf("Meetings (%d, %d held)", len(m.Events), m.Held)
	if by := joinNonEmpty("; ", counts(m.ByFormat), counts(m.ByPlace)); by != "" {
		title += ": " + by
	}
	for i, c := range m.Claimed {
		if i == 0 {
			title += "; articles say "
		} else {
			title += ", "
		}
		title += c.Words
	}
	for _, s := range []struct {
		title  string
		events []record.ID
	}{
		{title, m.Events},
		{fmt.Sprintf("Agreements, support and aid (%d)", len(d.Agreements)), d.Agreements},
		{fmt.Sprintf("Disputes (%d)", len(d.Disputes)), d.Disputes},
		{fmt.Sprintf("Sanctions (%d)", len(d.Sanctions)), d.Sanctions},
		{fmt.Sprintf("Force and retreat (%d)", len(d.Military)), d.Military},
		{fmt.Sprintf("Planned (%d)", len(d.Planned)), d.Planned},
		{fmt.Sprintf("Planned, not confirmed (%d)", len(d.Unconfirmed)), d.Unconfirmed},
		{fmt.Sprintf("Articles disagree (%d)", len(d.Conflicts)), d.Conflicts},
	} {
		if len(s.events) > 0 {
			p.heading("%s", s.title)
			p.events(d.Select(s.events))
		}
	}
	if len(d.Statements) > 0 {
		p.heading("What they say of one another (%d)", len(d.Statements))
		p.quotes(d.Statements, sourceRefs(d.Sources))
	}
	if n := len(d.Events); n < d.Total {
		p.heading("Timeline (the last %d of %d)", n, d.Total)
	} else {
		p.heading("Timeline (%d)", n)
	}
	p.timeline(d.Events)
}

// sourceRefs is the sources of a dossier by id.
func sourceRefs(list []analyze.Source) map[record.ID]*chancery.ArticleRef {
	refs := make(map[record.ID]*chancery.ArticleRef, len(list))
	for _, s := range list {
		refs[s.ID] = &chancery.ArticleRef{ID: s.ID, URL: s.URL, Outlet: s.Outlet, Title: s.Title, Published: s.Published}
	}
	return refs
}

// counts is "3 video, 1 in person".
func counts(list []analyze.Count) string {
	var parts []string
	for _, c := range list {
		if c.Name != "" {
			parts = append(parts, fmt.Sprintf("%d %s", c.Count, c.Name))
		}
	}
	return strings.Join(parts, ", ")
}

// timeline prints each event on one line: what happened, and the words that tell it.
func (p *printer) timeline(events []record.Event) {
	rows := make([]row, len(events))
	for i := range events {
		e := &events[i]
		what := firstNonEmpty(e.Summary, kindOf(&e.Facts)+" "+parties(&e.Facts))
		rows[i].cells = []string{shortDate(e.Date), e.Status.String(), what, quoted(export.Words(e), p.width)}
	}
	p.table([]column{
		{head: "DATE", style: func(string) style { return bold }},
		{head: "STATUS", style: statusStyle},
		{head: "WHAT", flex: 1},
		{head: "IN THE WORDS OF AN ARTICLE", flex: 1},
	}, rows)
}

type quotesCmd struct {
	By    string `placeholder:"NAME" help:"Words of this speaker."`
	About string `placeholder:"NAME" help:"Words that mention this actor."`
	From  period `placeholder:"DATE" help:"Published on this day, month or year or later."`
	To    period `placeholder:"DATE" help:"Published on this day, month or year or earlier."`
	Limit int    `placeholder:"N" help:"So many at most."`
}

func (*quotesCmd) Help() string {
	return `Examples:

    chancery quotes --by "Sergei Lavrov"
    chancery quotes --by "Antony Blinken" --about CHN --from 2023
    chancery quotes --about NATO --json | jq -r .words
    chancery quotes --by "Wang Yi" --json | jq -r 'select(.venue) | [.venue, .words] | @tsv'
`
}

func (c *quotesCmd) Run(a *app) error {
	q := chancery.QuoteQuery{By: c.By, About: c.About, From: c.From.from, To: c.To.to, Limit: c.Limit}
	if q.From != 0 && q.To != 0 && q.To < q.From {
		return withHint(usagef("--from %s is later than --to %s", q.From, q.To), "swap the two dates")
	}
	rec, err := a.open()
	if err != nil {
		return err
	}
	defer rec.Close()
	quotes, err := rec.Quotes(a.ctx, q)
	if err != nil {
		return err
	}
	if a.cli.JSON {
		for i := range quotes {
			if err := export.JSON(a.out, quotes[i]); err != nil {
				return err
			}
		}
		return nil
	}
	if len(quotes) == 0 {
		a.note("no quote meets this; chancery quotes without filters lists all")
		return nil
	}
	refs, err := a.references(rec, quotes)
	if err != nil {
		return err
	}
	a.out.quotes(quotes, refs)
	a.note("%s", count(len(quotes), "quote"))
	return nil
}

// quotes prints each quote with its speaker and article, and below it what was said.
func (p *printer) quotes(quotes []record.Quote, refs map[record.ID]*chancery.ArticleRef) {
	rows := make([]row, len(quotes))
	for i := range quotes {
		q := &quotes[i]
		where := ""
		if ref := refs[q.Article]; ref != nil {
			where = articleName(ref)
		}
		about := make([]string, len(q.About))
		for k, id := range q.About {
			about[k] = string(id)
		}
		rows[i] = row{
			cells:    []string{shortDate(q.Published), firstNonEmpty(q.Name, string(q.Speaker), "(unknown)"), q.Kind, strings.Join(about, ", "), where},
			evidence: said(q),
		}
	}
	p.table([]column{
		{head: "PUBLISHED", style: func(string) style { return bold }},
		{head: "SPEAKER", flex: 2},
		{head: "KIND", style: func(string) style { return dim }},
		{head: "ABOUT", flex: 2},
		{head: "ARTICLE", flex: 3},
	}, rows)
}

// said is the words of a quote: of a direct one as they are, of another with the sentence in which they stand.
func said(q *record.Quote) string {
	words, sentence := strings.Join(strings.Fields(q.Words), " "), strings.Join(strings.Fields(q.Sentence), " ")
	switch {
	case q.Kind == "direct" || sentence == "":
		return words
	case q.Kind == "mixed":
		return "“" + words + "” in: " + sentence
	}
	return sentence
}

// snippet prints a passage with the words that were found in bold or, without colours, in brackets.
func (p *printer) snippet(s string) {
	before, after := "[", "]"
	if p.colour {
		before, after = "\x1b[1;33m", "\x1b[0m"
	}
	s = strings.NewReplacer(string(chancery.HitStart), "\x01", string(chancery.HitEnd), "\x02").Replace(s)
	s = strings.Map(func(r rune) rune {
		if r != 1 && r != 2 && isUnprintable(r) {
			return ' '
		}
		return r
	}, s)
	s = clip(strings.Join(strings.Fields(s), " "), p.width-2)
	if strings.Count(s, "\x01") > strings.Count(s, "\x02") {
		s += "\x02"
	}
	p.printf("  %s\n", strings.NewReplacer("\x01", before, "\x02", after).Replace(s))
}
