package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"chancery"
	"chancery/internal/date"
	"chancery/internal/export"
	"chancery/internal/read"
)

type whoCmd struct {
	Name      string `arg:"" help:"A name or an id: \"Vladimir Putin\", CHN, NATO."`
	Why       string `placeholder:"WHERE" help:"Where this article, event or file mentions the actor, and why each mention was read so."`
	Limit     int    `default:"100" placeholder:"N" help:"List the last so many events and quotes; 0 lists all (${default})."`
	Published day    `placeholder:"DATE" help:"With --why FILE, the date of a text that has none."`
}

func (*whoCmd) Help() string {
	return `Names, offices with their dates, events and quotes. Without a record it tells what the register knows. An open end ("as of") says when the holder was known to be in office, not that it still holds.

--why takes the id of an article or of an event (or the beginning of one), or a file. Each mention comes with its sentence and the reason why it means this actor: the full name, a title held at that date, what a pronoun stands for.

A register of your own is a file of rows with columns parted by tabs. Each begins with state, org, body, metonym, title, office, person or term. A row replaces that of the program with the same id, a name means whom you give it to, and a term ends those of others in the same office. A record that was read with it is to be rebuilt with it:

    # id, name, country, what stands for the person later, other spellings
    person	jane-doe	Jane Doe	FRA	Doe	Jane B. Doe
    # person, office, from, to (+: in office then, end not known)
    term	jane-doe	FRA.foreign-minister	2026-09-01	2026-10+
    # id, name, kind, country, sector, other names, members with from and to
    org	C9	Club of Nine	bloc		IGO	the Nine	FRA 2026-01-01|DEU

Examples:

    chancery who "Emmanuel Macron"
    chancery who NATO --json | jq .members
    chancery who "Narendra Modi" --why 2023-07-14-consult
    chancery who "Narendra Modi" --why report.txt --published 2023-07-14
    chancery who "Jane Doe" --register mine.tsv
`
}

func (c *whoCmd) Run(a *app) error {
	if c.Limit < 0 {
		return withHint(usagef("--limit counts from 0"), "0 lists all")
	}
	if c.Why != "" {
		return c.why(a)
	}
	pr, refs, err := c.profile(a)
	if err != nil {
		return err
	}
	if a.cli.JSON {
		return export.JSON(a.out, pr)
	}
	a.out.profile(&pr)
	if len(pr.Events) > 0 {
		a.out.heading("Events (%s)", listedOf(len(pr.Events), pr.MoreEvents))
		a.out.events(pr.Events)
	}
	if len(pr.Quotes) > 0 {
		a.out.heading("Quotes (%s)", listedOf(len(pr.Quotes), pr.MoreQuotes))
		a.out.quotes(pr.Quotes, refs)
	}
	return nil
}

// listedOf is a number, and whether it is that of the last ones only.
func listedOf(n int, more bool) string {
	if more {
		return fmt.Sprintf("the last %d; --limit 0 lists all", n)
	}
	return fmt.Sprint(n)
}

// profile asks the record or, where there is none and none was named, the register.
func (c *whoCmd) profile(a *app) (pr chancery.Profile, refs map[chancery.ID]*chancery.ArticleRef, err error) {
	if a.isWithoutRecord() {
		lex, err := chancery.LoadLexicon(a.cli.Register)
		if err != nil {
			return pr, nil, err
		}
		if pr, err = chancery.Registered(lex, c.Name); err == nil {
			a.note("no record was given and there is no %s: this is what the register knows", a.cli.Record)
		}
		return pr, nil, err
	}
	rec, err := a.open()
	if err != nil {
		return pr, nil, err
	}
	defer rec.Close()
	if pr, err = rec.Who(a.ctx, c.Name, c.Limit); err != nil {
		return pr, nil, err
	}
	refs, err = a.references(rec, pr.Quotes)
	return pr, refs, err
}

// isWithoutRecord reports whether no record was named and there is none of the usual name.
func (a *app) isWithoutRecord() bool {
	_, err := os.Stat(a.cli.Record)
	return errors.Is(err, fs.ErrNotExist) && a.cli.Record == "chancery.db"
}

// reader is the reader with the user's register.
func (a *app) reader() (*read.Reader, error) {
	lex, err := chancery.LoadLexicon(a.cli.Register)
	if err != nil {
		return nil, err
	}
	return read.NewWith(lex)
}

// profile prints what the register has of an actor.
func (p *printer) profile(pr *chancery.Profile) {
	p.actor(&pr.Actor)
	if len(pr.Spelled) > 0 {
		p.wrap(2, "in the register: "+strings.Join(pr.Spelled, ", "), dim)
	}
	p.terms("Offices", pr.Offices)
	p.terms("Last known in office", pr.Holders)
	p.memberships("Members", pr.Members)
	p.memberships("Member of", pr.MemberOf)
}

func (p *printer) terms(title string, terms []chancery.Term) {
	if len(terms) == 0 {
		return
	}
	p.heading("%s", title)
	for _, t := range terms {
		until, asOf := t.To.String(), ""
		if t.To == 0 {
			until = "…"
			if t.AsOf != 0 {
				asOf = "as of " + t.AsOf.String()
			}
		}
		p.printf("  %s  %s\n", p.in(bold, fmt.Sprintf("%10s – %-10s", t.From, until)), clean(joinNonEmpty(", ", t.Person, t.Title, t.Country, asOf)))
	}
}

func (p *printer) memberships(title string, list []chancery.Membership) {
	if len(list) == 0 {
		return
	}
	p.heading("%s (%d)", title, len(list))
	for _, m := range list {
		p.printf("  %s  %s\n", p.in(bold, fmt.Sprintf("%10s – %-10s", m.From, m.To)), clean(joinNonEmpty(", ", m.Name, string(m.ID))))
	}
}

// why prints where the actor is mentioned and why.
func (c *whoCmd) why(a *app) error {
	mentions, err := c.mentions(a)
	if errors.Is(err, chancery.ErrNotFound) {
		return withHint(fmt.Errorf("%q is neither an article nor an event of the record, nor a file", c.Why), "chancery events --json | jq .id lists events; chancery search WORDS lists articles")
	}
	if err != nil {
		return err
	}
	if a.cli.JSON {
		for i := range mentions {
			if err := export.JSON(a.out, mentions[i]); err != nil {
				return err
			}
		}
		return nil
	}
	if len(mentions) == 0 {
		a.note("%s is not mentioned there", c.Name)
		return nil
	}
	p := a.out
	article := chancery.ID("")
	for i := range mentions {
		m := &mentions[i]
		if m.Article.ID != article {
			article = m.Article.ID
			p.heading("%s", clean(firstNonEmpty(articleLine(&m.Article), string(article))))
		}
		p.printf("  %s  %s\n", p.in(bold, "“"+clean(m.Words)+"”"), p.in(dim, clean(joinNonEmpty(", ", m.Kind, m.Rule))))
		p.wrap(6, clean(m.Why), "")
		p.wrap(6, clean(m.Sentence), dim)
	}
	a.note("%s", count(len(mentions), "mention"))
	return nil
}

// mentions looks at a file of that name, else asks the record.
func (c *whoCmd) mentions(a *app) ([]chancery.Mention, error) {
	if _, err := os.Stat(c.Why); err == nil {
		lex, err := chancery.LoadLexicon(a.cli.Register)
		if err != nil {
			return nil, err
		}
		return chancery.WhyIn(a.ctx, lex, []string{c.Why}, c.Name, date.Day(c.Published))
	}
	rec, err := a.open()
	if err != nil {
		return nil, err
	}
	defer rec.Close()
	return rec.Why(a.ctx, c.Name, c.Why)
}
