package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"chancery/internal/export"
	"chancery/internal/read"
	"chancery/internal/resolve"
	"chancery/internal/score"
)

type scoreGateCmd struct {
	Gold    string `required:"" placeholder:"PATH" help:"A folder of texts (*.txt) that are not about diplomacy."`
	Half    string `enum:"odd,even,both" default:"both" help:"Only texts whose names begin with an odd or an even number."`
	Verbose bool   `short:"v" help:"List every false event with the sentences in which it was read."`
}

func (*scoreGateCmd) Help() string {
	return `Every text is read into a record of its own. What it holds is false, but for the acts that gold.tsv in the folder names: file, kinds separated by "|", and words of the passage. "kept" is how many of those were read.

Texts whose names begin with an odd number are for development, the others for examination.

Examples:

    chancery score gate --gold corpus/other
    chancery score gate --gold corpus/other --half odd -v
`
}

func (c *scoreGateCmd) Run(a *app) error {
	r, err := read.New()
	if err != nil {
		return err
	}
	halves, faults, err := a.scoreGate(r, c.Gold, c.Half)
	if err != nil {
		return err
	}
	if a.cli.JSON {
		for i := range halves {
			if err := export.JSON(a.out, &halves[i]); err != nil {
				return err
			}
		}
		return nil
	}
	for i := range halves {
		a.out.gate(&halves[i])
	}
	if c.Verbose {
		for i := range faults {
			a.out.falseEvent(&faults[i])
		}
	}
	return nil
}

// A gateHalf is the counts of the texts with odd numbers, with even ones, or of all.
type gateHalf struct {
	Half string `json:"half"`
	score.GateCounts
	PerArticle float64 `json:"false_events_per_article"`
}

// scoreGate reads the texts of a folder, each into a record of its own. The last of the counts is their sum.
func (a *app) scoreGate(r *read.Reader, folder, half string) ([]gateHalf, []score.FalseEvent, error) {
	files, err := gateFiles(folder, half)
	if err != nil {
		return nil, nil, err
	}
	truth, err := trueActs(filepath.Join(folder, "gold.tsv"))
	if err != nil {
		return nil, nil, err
	}
	type result struct {
		counts *score.GateCounts
		faults []score.FalseEvent
		err    error
	}
	one := func(path string) (res result) {
		var found *score.Found
		if found, res.err = a.readAlone(r, path); res.err != nil {
			return res
		}
		res.counts, res.faults, res.err = score.Gate(found, truth[filepath.Base(path)])
		return res
	}
	halves := []gateHalf{{Half: "odd"}, {Half: "even"}, {Half: "total"}}
	var faults []score.FalseEvent
	i := 0
	for res := range inOrder(a.ctx, a.workers(), slices.Values(files), one) {
		if res.err != nil {
			return nil, nil, fmt.Errorf("%s: %w", files[i], res.err)
		}
		k := 1
		if isOdd(files[i]) {
			k = 0
		}
		halves[k].Add(res.counts)
		halves[2].Add(res.counts)
		faults = append(faults, res.faults...)
		i++
	}
	halves = slices.DeleteFunc(halves, func(h gateHalf) bool { return h.Articles == 0 })
	for i := range halves {
		halves[i].PerArticle = halves[i].GateCounts.PerArticle()
	}
	return halves, faults, a.ctx.Err()
}

// readAlone reads the one article of a file into a record of its own.
func (a *app) readAlone(r *read.Reader, path string) (*score.Found, error) {
	art, err := a.article(path)
	if err != nil {
		return nil, err
	}
	art.ID = ""
	reading, err := r.Read(art)
	if err != nil {
		return nil, err
	}
	rd := &reading.Article
	return &score.Found{
		Articles: []score.FoundArticle{{File: filepath.Base(path), ID: rd.ID, Doc: reading.Doc}},
		Events: resolve.Events(reading.Reports, []resolve.Article{
			{ID: rd.ID, Outlet: rd.Outlet, Published: rd.Published, Sketch: resolve.MakeSketch(rd.Text)},
		}),
	}, nil
}

// gateFiles is the texts of a folder, or the odd or even half of them, by name.
func gateFiles(folder, half string) ([]string, error) {
	const hint = "--gold names a folder of texts in *.txt"
	if info, err := os.Stat(folder); err != nil {
		return nil, withHint(err, hint)
	} else if !info.IsDir() {
		return nil, withHint(fmt.Errorf("%s is not a folder", folder), hint)
	}
	files, err := filepath.Glob(filepath.Join(folder, "*.txt"))
	if err != nil {
		return nil, err
	}
	files = slices.DeleteFunc(files, func(f string) bool { return half != "both" && isOdd(f) != (half == "odd") })
	if len(files) == 0 {
		return nil, withHint(fmt.Errorf("there are no texts in %s", folder), hint)
	}
	slices.Sort(files)
	return files, nil
}

// isOdd reports whether the name of a file begins with an odd number.
func isOdd(path string) bool {
	name := filepath.Base(path)
	digits := name[:len(name)-len(strings.TrimLeft(name, "0123456789"))]
	return digits != "" && (digits[len(digits)-1]-'0')%2 == 1
}

// trueActs is the acts that a gold file names, by file; none where there is no such file.
func trueActs(path string) (map[string][]score.TrueAct, error) {
	f, err := os.Open(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	} else if err != nil {
		return nil, err
	}
	defer f.Close()
	list, err := score.ReadTrueActs(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	out := map[string][]score.TrueAct{}
	for _, t := range list {
		out[t.File] = append(out[t.File], t)
	}
	return out, nil
}

// gate prints the counts of one half.
func (p *printer) gate(h *gateHalf) {
	kinds := make([]string, len(h.Kinds))
	for i, k := range h.Kinds {
		kinds[i] = fmt.Sprintf("%s %d", k.Kind, k.N)
	}
	p.printf("%-6s articles %d  false events %d  per article %.2f  articles with any %d  false acts %d  kept %s\n",
		h.Half, h.Articles, h.Events, h.PerArticle, h.With, h.Acts, share(h.Kept))
	if len(kinds) > 0 {
		p.printf("       %s\n", strings.Join(kinds, "  "))
	}
}

// falseEvent prints an event that should not be there and the sentences in which it was read.
func (p *printer) falseEvent(f *score.FalseEvent) {
	p.printf("\n  %s\n", p.in(red, clean(f.Event)))
	for _, s := range f.Places {
		p.wrap(4, s.File+": “"+s.Words+"”", plain)
		for _, act := range s.Acts {
			p.printf("      %s\n", p.in(dim, clean(act)))
		}
	}
}
