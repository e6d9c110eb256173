package main

import (
	"fmt"
	"strings"

	"chancery"
	"chancery/internal/export"
)

type reviewCmd struct {
	Limit int `placeholder:"N" default:"200" help:"Look at the N newest events (${default})."`
}

func (*reviewCmd) Help() string {
	return `Lists what an analyst should look at in the newest events: pairs of events that may be one, but too little joins them; events on which
articles disagree; actors whom the register does not know. chancery judge merge makes one event of two.

Examples:

    chancery review
    chancery review --limit 1000 --json | jq 'select(.what == "join")'
`
}

func (c *reviewCmd) Run(a *app) error {
	rec, err := a.open()
	if err != nil {
		return err
	}
	defer rec.Close()
	list, err := rec.Review(a.ctx, c.Limit)
	if err != nil {
		return a.hintRecord(err)
	}
	for i := range list {
		if a.cli.JSON {
			if err := export.JSON(a.out, &list[i]); err != nil {
				return err
			}
			continue
		}
		a.out.review(&list[i])
	}
	if !a.cli.JSON {
		a.out.Flush()
		fmt.Fprintln(a.err, plural(len(list), "thing to review", "things to review"))
	}
	return nil
}

// review prints one thing in two lines.
func (p *printer) review(r *chancery.Review) {
	ids := make([]string, len(r.Events))
	for i, id := range r.Events {
		ids[i] = string(id)
	}
	about := ""
	switch r.What {
	case chancery.ReviewJoin:
		about = fmt.Sprintf("strength %d: %s", r.Strength, strings.Join(r.Reasons, ", "))
	case chancery.ReviewConflict:
		about = "articles disagree: " + fields(r.Fields)
	case chancery.ReviewActor:
		about = joinNonEmpty("  ", r.Name, string(r.Actor))
	}
	p.printf("%s  %s\n  %s\n", p.in(bold, pad(r.What, 8)), strings.Join(ids, "  "), clean(about))
}
