package main

import (
	"fmt"
	"os"
	"path/filepath"

	"chancery/internal/date"
	"chancery/internal/doc"
	"chancery/internal/export"
	"chancery/internal/read"
	"chancery/internal/score"
	"chancery/internal/text"
)

type scorePublishedCmd struct {
	Gold    string `required:"" placeholder:"PATH" help:"A case (a folder with gold.json, or the file), or a folder of cases."`
	Bare    bool   `help:"Blank out the day wherever the text writes it in full, so that it must be worked out."`
	Verbose bool   `short:"v" help:"List every article with the interval found."`
}

func (*scorePublishedCmd) Help() string {
	return `The articles of cases are read with no date given, and the day of publication found is compared with the true one. It counts as found where the interval holds it or misses it by no more than a week; an interval of more than 400 days is none.

Examples:

    chancery score published --gold corpus
    chancery score published --gold corpus --bare -v
`
}

func (c *scorePublishedCmd) Run(a *app) error {
	files, err := goldFiles(c.Gold)
	if err != nil {
		return err
	}
	r, err := read.New()
	if err != nil {
		return err
	}
	var sum score.PublishedCounts
	for _, file := range files {
		if err := c.addCase(a, r, file, &sum); err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
	}
	if a.cli.JSON {
		return export.JSON(a.out, sum)
	}
	width := 0.0
	if n := sum.Within + sum.Near; n > 0 {
		width = float64(sum.Days) / float64(n)
	}
	a.out.printf("found %s  same day %d  within %d  near %d  too wide %d  wrong %d  none %d  intervals of %.0f days\n",
		share(sum.Found()), sum.Same, sum.Within, sum.Near, sum.Wide, sum.Wrong, sum.None, width)
	return nil
}

func (c *scorePublishedCmd) addCase(a *app, r *read.Reader, file string, sum *score.PublishedCounts) error {
	b, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	gold, err := score.ReadCase(b)
	if err != nil {
		return err
	}
	for _, g := range gold.Articles {
		path := filepath.Join(filepath.Dir(file), gold.Folder, g.File)
		art, err := a.article(path)
		if err != nil {
			return err
		}
		d, err := undated(r, art.Text)
		if err == nil && c.Bare {
			d, err = undated(r, score.HideDay(d, g.Published))
		}
		if err != nil {
			return err
		}
		found := d.Meta.Published
		v := score.JudgePublished(g.Published, found)
		sum.Add(v, found)
		if c.Verbose && !a.cli.JSON {
			a.out.printf("%-10s %s  %-24s %-8s %s\n", v, g.Published, found, found.Basis, clean(path))
			for _, cl := range d.Meta.Clues {
				a.out.printf("  %s  %s\n", a.out.in(dim, pad(cl.Rule, 20)), clean(joinNonEmpty("  ", "“"+d.Slice(cl.Span)+"”", cl.When.String())))
			}
		}
	}
	return nil
}

// undated reads the times of a text of which no date is known.
func undated(r *read.Reader, s string) (*doc.Document, error) {
	src, err := text.NewSource(s)
	if err != nil {
		return nil, err
	}
	d := &doc.Document{Source: src, Meta: doc.Meta{Published: date.Range{}}}
	annotateOnly(r, d, doc.Tokens|doc.Sentences|doc.Syntax|doc.Names|doc.Times)
	return d, nil
}
