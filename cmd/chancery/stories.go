package main

import (
	"fmt"

	"chancery"
	"chancery/internal/export"
)

type storiesCmd struct {
	From period `placeholder:"DATE" help:"Only stories with an article published on or after this date (2021, 2021-06, 2021-06-28)."`
	To   period `placeholder:"DATE" help:"Only stories with an article published on or before this date."`
	Min  int    `placeholder:"N" default:"1" help:"Only stories of so many articles at least."`
}

func (*storiesCmd) Help() string {
	return `Articles belong to one story that tell the same news within a few days: they share events and rare words. Copies are articles that repeat one text. Articles are grouped by the weeks of the calendar and a story may go on into a second one, so what is told of longer is several stories; articles without a date are grouped among themselves. Stories are printed as they are found, in the order of their first days, and those of some days are the same whether all are asked for or only these.

Examples:

    chancery stories --min 2
    chancery stories --from 2021-06 --to 2021-06
    chancery stories --json | jq -c '{id, articles}'
`
}

func (c *storiesCmd) Run(a *app) error {
	rec, err := a.open()
	if err != nil {
		return err
	}
	defer rec.Close()
	n := 0
	for st, err := range rec.EachStory(a.ctx, chancery.StoryQuery{From: c.From.from, To: c.To.to, MinArticles: c.Min}) {
		if err != nil {
			return a.hintRecord(err)
		}
		n++
		if !a.cli.JSON {
			a.out.story(&st)
		} else if err := export.JSON(a.out, &st); err != nil {
			return err
		}
	}
	if !a.cli.JSON {
		if n == 0 {
			fmt.Fprintln(a.err, "no story meets this")
		} else {
			a.out.Flush()
			fmt.Fprintln(a.err, plural(n, "story", "stories"))
		}
	}
	return nil
}

// story prints a story in two lines.
func (p *printer) story(s *chancery.Story) {
	days := "undated"
	if s.From != 0 {
		days = s.From.String()
	}
	if s.To != s.From {
		days += " to " + s.To.String()
	}
	n := 0
	for _, g := range s.Copies {
		n += len(g) - 1
	}
	size := count(len(s.Articles), "article")
	if n > 0 {
		size += ", " + plural(n, "copy", "copies")
	}
	title := clean(s.Title)
	if title == "" {
		title = "(no title)"
	}
	p.printf("%s  %s\n", p.in(bold, title), p.in(dim, fmt.Sprintf("%s, %s", days, size)))
	p.printf("  %s\n", clean(string(s.ID)))
	for _, e := range s.Events {
		p.printf("  %s\n", p.in(dim, "event "+clean(string(e))))
	}
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
