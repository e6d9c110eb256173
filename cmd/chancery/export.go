package main

import (
	"fmt"
	"io"
	"os"

	"chancery"
	"chancery/internal/export"
	"chancery/internal/lexicon"
	"chancery/internal/record"
)

type exportCmd struct {
	Format string `arg:"" enum:"csv,plover" help:"csv: one event a line, safe for spreadsheets; plover: PLOVER JSON lines."`
	Output string `short:"o" placeholder:"FILE" help:"Write to this file, not to stdout."`
	filter
}

func (*exportCmd) Help() string {
	return `In PLOVER a meeting to come is an AGREE and one called off a REJECT; these rules are applied here, and the auxiliary modes future, historical, hypothetical and negation are added.

Examples:

    chancery export csv -o events.csv
    chancery export plover --from 2024 > events.jsonl
    chancery export csv --actor IRN --kind SANCTION
`
}

// An eventWriter writes events in one format.
type eventWriter interface {
	Write(*record.Event) error
	Flush() error
}

func (c *exportCmd) Run(a *app) (err error) {
	q, err := c.query()
	if err != nil {
		return err
	}
	rec, err := a.open()
	if err != nil {
		return err
	}
	defer rec.Close()
	to := io.Writer(a.out)
	if c.Output != "" {
		f, err2 := os.Create(c.Output)
		if err2 != nil {
			return err2
		}
		defer func() {
			if closeErr := f.Close(); err == nil {
				err = closeErr
			}
		}()
		to = f
	}
	w, err := c.writer(a, rec, to)
	if err != nil {
		return err
	}
	n := 0
	for e, err := range rec.EachEvent(a.ctx, q) {
		if err != nil {
			return err
		}
		if err := w.Write(&e); err != nil {
			return err
		}
		n++
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if p, ok := w.(*export.Plover); ok && p.Skipped > 0 {
		fmt.Fprintf(a.err, "left out: %s without any date\n", count(p.Skipped, "event"))
		n -= p.Skipped
	}
	if c.Output != "" {
		fmt.Fprintf(a.err, "%s written to %s\n", count(n, "event"), c.Output)
	}
	return nil
}

func (c *exportCmd) writer(a *app, rec *chancery.Record, to io.Writer) (eventWriter, error) {
	if c.Format == "csv" {
		return export.NewCSV(to), nil
	}
	lex, err := lexicon.Load()
	if err != nil {
		return nil, err
	}
	p := export.NewPlover(to)
	p.Version = version
	p.Article = func(id record.ID) (*record.Article, bool) {
		art, err := rec.Article(a.ctx, id)
		return &art, err == nil
	}
	p.Country = func(code string) string {
		if s := lex.Register.State(code); s != nil {
			return s.Name
		}
		return ""
	}
	return p, nil
}
