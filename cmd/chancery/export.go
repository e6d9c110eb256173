package main

import (
	"fmt"
	"io"
	"os"

	"chancery/internal/export"
	"chancery/internal/record"
)

type exportCmd struct {
	Format string `arg:"" enum:"csv,jsonl,plover,ics,geojson,graphml,annotations" help:"csv, jsonl, plover, ics, geojson, graphml or annotations."`
	Output string `short:"o" placeholder:"FILE" help:"Write to this file, not to stdout."`
	filter
}

func (*exportCmd) Help() string {
	return `The formats are: csv, one event a line, safe for spreadsheets; jsonl, what chancery events --json prints; plover, PLOVER JSON lines; ics, a calendar; geojson, those with a place on a map; graphml, who acts towards whom; annotations, the words behind every value as Web Annotations, one a line.

In PLOVER a meeting to come is an AGREE and one called off a REJECT; these rules are applied here, and the auxiliary modes future, historical, hypothetical and negation are added.

Examples:

    chancery export csv -o events.csv
    chancery export plover --from 2024 > events.jsonl
    chancery export csv --actor IRN --kind SANCTION
    chancery export ics --status planned -o planned.ics
    chancery export graphml --from 2024 -o network.graphml
`
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
	w, err := export.NewWriter(c.Format, to, export.Source{
		Version: version, Country: rec.CountryName,
		Article: func(id record.ID) (*record.Article, bool) {
			art, err := rec.Article(a.ctx, id)
			return &art, err == nil
		},
	})
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
	if skipped, lack := export.Skipped(w); skipped > 0 {
		fmt.Fprintf(a.err, "left out: %s without %s\n", count(skipped, "event"), lack)
		n -= skipped
	}
	if c.Output != "" {
		fmt.Fprintf(a.err, "%s written to %s\n", count(n, "event"), c.Output)
	}
	return nil
}
