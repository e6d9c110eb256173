package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"chancery/internal/date"
	"chancery/internal/doc"
	"chancery/internal/lexicon"
	"chancery/internal/read"
	"chancery/internal/record"
	"chancery/internal/score"
)

// units scores PETRARCH unit records by a register to which their own actors are added.
func (c *scoreActsCmd) units(a *app) error {
	sum, by, err := c.scoreUnits(a)
	if err != nil {
		return err
	}
	counts := map[string]score.Counts{
		"events": sum.Events, "parties": sum.Parties, "roles": sum.Roles, "full": sum.Full, "extra": {FP: sum.Extra},
	}
	measures := []string{"events", "parties", "roles", "full", "extra"}
	var categories []string
	for name, n := range by {
		categories = append(categories, strings.ToLower(name))
		counts[strings.ToLower(name)] = n.Roles
	}
	slices.Sort(categories)
	return a.out.counts(a.cli.JSON, counts, append(measures, categories...))
}

// scoreUnits is the counts over all records, and those by category.
func (c *scoreActsCmd) scoreUnits(a *app) (sum score.UnitCounts, by map[string]score.UnitCounts, err error) {
	cast, err := c.cast()
	if err != nil {
		return sum, nil, err
	}
	lex, err := lexicon.LoadWith("the dictionaries", cast.Rows())
	if err != nil {
		return sum, nil, err
	}
	r, err := read.NewWith(lex)
	if err != nil {
		return sum, nil, err
	}
	f, err := os.Open(c.Gold)
	if err != nil {
		return sum, nil, withHint(err, "--gold names a file of PETRARCH unit records, one JSON object a line")
	}
	defer f.Close()
	gold, skipped, err := score.ReadPETRARCH(f, cast)
	if err != nil {
		return sum, nil, fmt.Errorf("%s: %w", c.Gold, err)
	}
	by = map[string]score.UnitCounts{}
	for i := range gold {
		g := &gold[i]
		reading, err := r.Read(record.Article{Text: g.Text, Published: date.MakeRange(g.Date, date.Stated)})
		if err != nil {
			return sum, nil, fmt.Errorf("record %s: %w", g.ID, err)
		}
		n, right := score.CompareUnit(g, reading.Doc)
		if c.Verbose && !right && !a.cli.JSON {
			a.out.missedUnit(g, reading.Doc)
		}
		sum.Add(n)
		category := by[g.Category]
		category.Add(n)
		by[g.Category] = category
	}
	if !a.cli.JSON {
		a.out.printf("%s\n", a.out.in(dim, fmt.Sprintf("%d records, %d not counted", len(gold), skipped)))
	}
	return sum, by, nil
}

// cast reads the dictionaries.
func (c *scoreActsCmd) cast() (*score.Cast, error) {
	lex, err := lexicon.Load()
	if err != nil {
		return nil, err
	}
	cast := score.NewCast(lex.Register)
	for _, dict := range []struct {
		path string
		read func(io.Reader) error
	}{{c.Actors, cast.ReadActors}, {c.Agents, cast.ReadAgents}} {
		if dict.path == "" {
			continue
		}
		f, err := os.Open(dict.path)
		if err != nil {
			return nil, withHint(err, "--actors and --agents name dictionaries of PETRARCH")
		}
		err = dict.read(f)
		f.Close()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", dict.path, err)
		}
	}
	return cast, nil
}

// missedUnit prints a sentence whose parties or roles were not read as the gold has them, and the acts that were read.
func (p *printer) missedUnit(g *score.UnitRecord, d *doc.Document) {
	var want []string
	for _, act := range g.Acts {
		want = append(want, unitParties(act.Sources)+" → "+unitParties(act.Targets))
	}
	p.missed(g.Category, g.ID, strings.Join(want, "; "), g.Text, d)
}

func unitParties(list []score.UnitParty) string {
	var out []string
	for _, q := range list {
		out = append(out, joinNonEmpty(".", q.State, q.Sector))
	}
	return strings.Join(out, " + ")
}
