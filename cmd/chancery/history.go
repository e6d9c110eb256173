package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"chancery"
	"chancery/internal/date"
	"chancery/internal/export"
	"chancery/internal/record"
)

type logCmd struct {
	Since   day    `placeholder:"DATE" help:"What changed in the record on this day or later."`
	Article string `placeholder:"ID" help:"What this article changed: its id, or the beginning of it."`
	Event   string `placeholder:"ID" help:"What happened to this event; also to one that is gone."`
	Newest  bool   `help:"The newest first."`
	Limit   int    `placeholder:"N" help:"So many changes at most."`
}

func (*logCmd) Help() string {
	return `Lists what changed in the events of the record, step by step: by reading articles, by judgments and by rebuilding. Days are those of the clock in UTC when it was done, not of the news. An event that is gone names the one that has its reports now.

Examples:

    chancery log --since 2024-05-01
    chancery log --article 0f3a77c2b9d1e480
    chancery log --event 2021-06-28-consult-CHN-RUS-3f9a --json
`
}

func (c *logCmd) Run(a *app) error {
	rec, err := a.open()
	if err != nil {
		return err
	}
	defer rec.Close()
	n, last := 0, int64(0)
	q := chancery.LogQuery{Since: date.Day(c.Since), Article: c.Article, Event: c.Event, Newest: c.Newest, Limit: c.Limit}
	for e, err := range rec.Log(a.ctx, q) {
		if err != nil {
			return err
		}
		n++
		if a.cli.JSON {
			if err := export.JSON(a.out, e); err != nil {
				return err
			}
			continue
		}
		if e.Step.Number != last {
			last = e.Step.Number
			a.out.heading("%s  %s", shortTime(e.At), joinNonEmpty(" by ", e.Cause, e.Program))
		}
		a.out.change(e.What, string(e.Change.Event), e.Summary, e.Fields)
		if e.Was != "" {
			a.out.printf("      was %s\n", e.Was)
		}
		if e.Into != "" {
			a.out.printf("      now part of %s\n", e.Into)
		}
	}
	a.note("%s", count(n, "change"))
	return nil
}

var changeMarks = map[string]struct {
	mark string
	st   style
}{"added": {"+", green}, "changed": {"~", cyan}, "removed": {"-", red}}

// change prints one change of an event with the fields that differ.
func (p *printer) change(what, id, summary string, fields []chancery.FieldChange) {
	m := changeMarks[what]
	p.printf("%s %s  %s\n", p.in(m.st, m.mark), p.in(dim, id), clip(clean(summary), max(p.width-len(id)-4, 20)))
	for _, f := range fields {
		p.wrap(6, fmt.Sprintf("%s: %s → %s", f.Field, plainValue(f.Field, f.Before), plainValue(f.Field, f.After)), plain)
	}
}

// plainValue writes a field of an event for people.
func plainValue(field string, raw json.RawMessage) string {
	s := ""
	switch field {
	case "date":
		s = decoded(raw, func(v date.Range) string { return v.String() })
	case "place":
		s = decoded(raw, placeLine)
	case "actors", "recipients":
		s = decoded(raw, partyList)
	case "sources":
		s = decoded(raw, sources)
	case "related":
		s = decoded(raw, relations)
	case "judged":
		s = decoded(raw, func(v *record.Judged) string { return judged(&chancery.Event{Judged: v}) })
	case "contexts", "topics", "conflicts":
		s = decoded(raw, func(v []string) string { return strings.Join(v, ", ") })
	default:
		if string(raw) != "null" {
			s = strings.Trim(string(raw), `"`)
		}
	}
	if s = clean(s); s == "" {
		return "nothing"
	}
	return s
}

func decoded[T any](raw json.RawMessage, show func(T) string) string {
	var v T
	if err := json.Unmarshal(raw, &v); err != nil {
		return string(raw)
	}
	return show(v)
}

type diffCmd struct {
	A string `arg:"" help:"The record before."`
	B string `arg:"" help:"The record after."`
}

func (*diffCmd) Help() string {
	return `Compares two records: articles that only one has, and events that were added, removed or changed, with the fields. Made of the same articles by two versions of the program, it shows what the second reads otherwise. Events are told apart by their reports where their ids differ.

Examples:

    chancery diff before.db after.db
    chancery diff before.db after.db --json | jq 'select(.change == "removed")'
`
}

func (c *diffCmd) Run(a *app) error {
	var recs [2]*chancery.Record
	for i, path := range []string{c.A, c.B} {
		if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
			return withHint(fmt.Errorf("there is no record %s", path), "chancery read --record %s PATH... makes one", path)
		}
		rec, err := a.openAt(path)
		if err != nil {
			return err
		}
		defer rec.Close()
		recs[i] = rec
	}
	n := 0
	err := chancery.Diff(a.ctx, recs[0], recs[1], func(ch chancery.RecordChange) error {
		n++
		if a.cli.JSON {
			return export.JSON(a.out, ch)
		}
		summary := ch.Summary
		if ch.What == "article" {
			summary = "article " + firstNonEmpty(summary, "(no title)")
		}
		a.out.change(ch.Change, string(ch.ID), summary, ch.Fields)
		if ch.Was != "" {
			a.out.printf("      was %s\n", ch.Was)
		}
		return nil
	})
	if err != nil {
		return err
	}
	a.note("%s", count(n, "difference"))
	return nil
}

// errProblems says that a record is not whole; each problem has been named.
var errProblems = errors.New("the record is not whole")

type checkCmd struct{}

func (*checkCmd) Help() string {
	return `Verifies that a record is whole: the version of its tables, the file and its indexes, the texts of articles by their hashes, every sentence at the bytes where it is said to stand, and everything that names something else. Each problem is named, and makes the exit code 1. Nothing is changed and no article is read again; chancery rebuild --check does that.

Examples:

    chancery check
    chancery check --record world.db --json
`
}

func (c *checkCmd) Run(a *app) error {
	rec, err := a.open()
	if err != nil {
		return err
	}
	defer rec.Close()
	info, err := rec.Info(a.ctx)
	if err != nil {
		return err
	}
	problems, err := rec.Verify(a.ctx)
	if err != nil {
		return err
	}
	for _, p := range problems {
		if a.cli.JSON {
			if err := export.JSON(a.out, p); err != nil {
				return err
			}
			continue
		}
		a.out.printf("%s: %s\n", a.out.in(bold, clean(p.What)), clean(p.How))
	}
	a.note("schema %d, %s, %s, %s: %s", info.Schema, count(info.Articles, "article"), count(info.Events, "event"), count(info.Quotes, "quote"), count(len(problems), "problem"))
	if len(problems) > 0 {
		return withHint(errProblems, "chancery rebuild --record %s computes anew what follows from the articles; a damaged file is restored from a copy", a.cli.Record)
	}
	return nil
}
