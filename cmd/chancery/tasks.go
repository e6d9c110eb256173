package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"chancery/internal/date"
	"chancery/internal/doc"
	"chancery/internal/export"
	"chancery/internal/read"
	"chancery/internal/record"
	"chancery/internal/score"
	"chancery/internal/text"
)

// A layerCmd measures one layer of the reading on gold of its own.
type layerCmd struct {
	Gold string `required:"" placeholder:"PATH" help:"A file of gold, or a folder of them."`
}

type (
	scoreTagsCmd   struct{ layerCmd }
	scoreTreesCmd  struct{ layerCmd }
	scoreNamesCmd  struct{ layerCmd }
	scoreTimesCmd  struct{ layerCmd }
	scoreQuotesCmd struct{ layerCmd }
	scoreActsCmd   struct {
		layerCmd
		Actors  string `placeholder:"FILE" help:"The dictionary of actors of PETRARCH unit records, which --gold then names."`
		Agents  string `placeholder:"FILE" help:"Their dictionary of agents."`
		Verbose bool   `short:"v" help:"List every sentence in which no act of the kind, or not its parties, were read."`
	}
)

func (*scoreTagsCmd) Help() string {
	return `Gold is CoNLL-U (*.conllu). It is read as raw text, so that errors in cutting words and sentences count; words are aligned as in the CoNLL 2018 shared task.

Examples:

    chancery score tags --gold en_ewt-ud-dev.conllu
`
}

func (*scoreTreesCmd) Help() string {
	return `Gold is CoNLL-U (*.conllu). It is read as raw text; UAS and LAS are those of the CoNLL 2018 shared task.

Examples:

    chancery score trees --gold en_ewt-ud-dev.conllu
`
}

func (*scoreNamesCmd) Help() string {
	return `Gold is in columns (*.iob2 *.conll): word and tag, or number, word and tag. Kinds are PER, ORG and LOC; a name is right that has extent and kind.

Examples:

    chancery score names --gold en_ewt-ud-dev.iob2
`
}

func (*scoreTimesCmd) Help() string {
	return `Gold is TimeML (*.tml) or the XML of MEANTIME (*.xml). Extents and values are counted as in TempEval-3.

Examples:

    chancery score times --gold wikiwars/
`
}

func (*scoreQuotesCmd) Help() string {
	return `Gold is cases as for score record. Their lists of quotes need not be complete, so only what is found of them is counted.

Examples:

    chancery score quotes --gold corpus
`
}

func (*scoreActsCmd) Help() string {
	return `Gold is PLOVER records (*.jsonl): sentences with the one act that each tells. Sentences have no date; they are read as if published in the middle of 2005. "kind" counts a wrong kind as false and as missed; acts beside the one that gold codes are "extra".

With --actors, gold is PETRARCH unit records: sentences on invented states, with the parties of their acts. The dictionaries become rows of the register for this run. "events" counts the records in which an act was read: missed are those that tell one, false those that tell none. "parties" are states, "roles" states with their side, "full" those with the sector too, where gold has one. Each act of the gold is compared with the one of the sentence that agrees best, and those beside are "extra". A reciprocal act has no sides. Events that only comment (02), events of actors without a code, and records of which nothing else is left are not counted. The other lines are the roles by what the records test.

Examples:

    chancery score acts --gold plover_gsr.jsonl
    chancery score acts --gold plover_gsr.jsonl -v
    chancery score acts --gold unit_records.jsonl --actors actors.txt --agents agents.txt
`
}

func (c *scoreTagsCmd) Run(a *app) error {
	return c.trees(a, "tokens", "sentences", "words", "upos", "ufeats", "lemmas")
}

func (c *scoreTreesCmd) Run(a *app) error { return c.trees(a, "words", "uas", "las", "elas") }

func (c *layerCmd) trees(a *app, measures ...string) error {
	sum := map[string]score.Counts{}
	err := c.each(a, []string{".conllu"}, func(r *read.Reader, path string, f io.Reader) error {
		gold, err := score.ReadCoNLLU(f)
		if err != nil {
			return err
		}
		d, err := score.Lines(gold.Raw())
		if err != nil {
			return err
		}
		annotateOnly(r, d, doc.Tokens|doc.Sentences|doc.Syntax)
		n, err := score.Trees(gold, score.TreesOf(d))
		if err != nil {
			return err
		}
		for name, counts := range map[string]score.Counts{
			"tokens": n.Tokens, "sentences": n.Sentences, "words": n.Words, "upos": n.UPOS, "ufeats": n.UFeats, "lemmas": n.Lemmas,
			"uas": n.UAS, "las": n.LAS, "elas": n.ELAS,
		} {
			add(sum, name, counts)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return a.out.counts(a.cli.JSON, sum, measures)
}

func (c *scoreNamesCmd) Run(a *app) error {
	sum := map[string]score.Counts{}
	err := c.each(a, []string{".iob2", ".conll"}, func(r *read.Reader, path string, f io.Reader) error {
		gold, err := score.ReadNames(f)
		if err != nil {
			return err
		}
		d, err := score.Lines(gold.Raw())
		if err != nil {
			return err
		}
		annotateOnly(r, d, doc.Tokens|doc.Sentences|doc.Syntax|doc.Names)
		n, err := score.Names(gold, d, d.Names)
		if err != nil {
			return err
		}
		for name, counts := range map[string]score.Counts{"PER": n.PER, "ORG": n.ORG, "LOC": n.LOC, "MISC": n.MISC, "all": n.All} {
			add(sum, name, counts)
		}
		return nil
	})
	if err != nil {
		return err
	}
	kinds := []string{"PER", "ORG", "LOC", "MISC", "all"}
	if misc := sum["MISC"]; misc.TP+misc.FN == 0 {
		kinds = []string{"PER", "ORG", "LOC", "all"}
	}
	return a.out.counts(a.cli.JSON, sum, kinds)
}

func (c *scoreTimesCmd) Run(a *app) error {
	var sum score.TimeCounts
	err := c.each(a, []string{".tml", ".xml"}, func(r *read.Reader, path string, f io.Reader) error {
		reader := score.ReadTimeML
		if filepath.Ext(path) == ".xml" {
			reader = score.ReadMeantime
		}
		gold, err := reader(filepath.Base(path), f)
		if err != nil {
			return err
		}
		src, err := text.NewSource(gold.Text)
		if err != nil {
			return err
		}
		d := &doc.Document{Source: src, Meta: doc.Meta{ID: gold.Name}}
		if gold.Published != 0 {
			d.Meta.Published = date.MakeRange(gold.Published, date.Stated)
		}
		annotateOnly(r, d, doc.Blocks|doc.Tokens|doc.Sentences|doc.Syntax|doc.Names|doc.Times)
		sum.Add(score.CompareTimes(gold.Times, score.TimesOf(d)))
		return nil
	})
	if err != nil {
		return err
	}
	return a.out.counts(a.cli.JSON, map[string]score.Counts{"strict": sum.Strict, "relaxed": sum.Relaxed, "value": sum.Value},
		[]string{"strict", "relaxed", "value"})
}

func (c *scoreQuotesCmd) Run(a *app) error {
	files, err := goldFiles(c.Gold)
	if err != nil {
		return err
	}
	r, err := read.New()
	if err != nil {
		return err
	}
	var sum score.Measures
	for _, file := range files {
		res, err := a.scoreCase(r, file)
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		sum.Add(&res.Measures)
	}
	found := func(s score.Share) score.Counts { return score.Counts{TP: s.Right, FN: s.Of - s.Right} }
	return a.out.counts(a.cli.JSON, map[string]score.Counts{"content": found(sum.Content), "speaker": found(sum.Quotes)}, []string{"content", "speaker"})
}

// sentenceDate is when sentences without an article count as published: tense and weekdays need some day.
var sentenceDate = date.MakeRange(date.MakeDay(2005, 6, 15), date.Inferred)

func (c *scoreActsCmd) Run(a *app) error {
	if c.Actors != "" || c.Agents != "" {
		return c.units(a)
	}
	sum := map[string]score.Counts{}
	err := c.each(a, []string{".jsonl"}, func(r *read.Reader, path string, f io.Reader) error {
		gold, err := score.ReadPLOVER(f)
		if err != nil {
			return err
		}
		n, err := score.Acts(gold, func(s string) (*doc.Document, error) {
			reading, err := r.Read(record.Article{Text: s, Published: sentenceDate})
			if err != nil {
				return nil, err
			}
			return reading.Doc, nil
		}, func(g *score.ActRecord, d *doc.Document, n score.ActCounts) {
			if c.Verbose && (n.Right == 0 || n.Parties.FP+n.Parties.FN > 0) && !a.cli.JSON {
				a.out.missedAct(g, d)
			}
		})
		if err != nil {
			return err
		}
		add(sum, "kind", score.Counts{TP: n.Right, FP: n.Wrong, FN: n.Wrong + n.Uncoded})
		add(sum, "extra", score.Counts{FP: n.Extra})
		add(sum, "parties", n.Parties)
		add(sum, "roles", n.Roles)
		return nil
	})
	if err != nil {
		return err
	}
	return a.out.counts(a.cli.JSON, sum, []string{"kind", "extra", "parties", "roles"})
}

// missedAct prints a sentence whose act or parties were not read, and the acts that were.
func (p *printer) missedAct(g *score.ActRecord, d *doc.Document) {
	p.missed(g.Kind.String(), g.ID, strings.Join(g.Actors, " + ")+" → "+strings.Join(g.Recipients, " + "), g.Text, d)
}

// missed prints what gold wants of a sentence, the sentence, and the acts that were read in it.
func (p *printer) missed(what, id, want, text string, d *doc.Document) {
	p.printf("%s  %s  %s\n", p.in(red, clean(what)), p.in(dim, clean(id)), clean(want))
	p.wrap(2, text, plain)
	for i := range d.Acts {
		act := &d.Acts[i]
		var sides [2][]string
		for _, q := range act.Parties {
			k := 0
			if q.Recipient {
				k = 1
			}
			sides[k] = append(sides[k], d.Actors[q.Actor].ID)
		}
		p.printf("    %s\n", p.in(dim, clean(fmt.Sprintf("“%s” %s %s: %s → %s", d.Text(act.Tokens), act.Rule, act.Status,
			strings.Join(sides[0], " + "), strings.Join(sides[1], " + ")))))
	}
	p.printf("\n")
}

// annotateOnly fills these layers and leaves the others empty.
func annotateOnly(r *read.Reader, d *doc.Document, layers doc.Layers) {
	const all = doc.Blocks | doc.Tokens | doc.Sentences | doc.Syntax | doc.Names | doc.Times | doc.Places | doc.Actors | doc.Quotes | doc.Acts
	d.Mark(all &^ layers &^ doc.Blocks)
	r.Annotate(d)
}

// each does f to the gold file, or to all files of a folder that have one of the endings, by name.
func (c *layerCmd) each(a *app, endings []string, f func(*read.Reader, string, io.Reader) error) error {
	files := []string{c.Gold}
	info, err := os.Stat(c.Gold)
	hint := "--gold names a file in " + strings.Join(endings, " or ") + ", or a folder of them"
	if err != nil {
		return withHint(err, "%s", hint)
	}
	if info.IsDir() {
		files = nil
		for _, e := range endings {
			list, err := filepath.Glob(filepath.Join(c.Gold, "*"+e))
			if err != nil {
				return err
			}
			files = append(files, list...)
		}
		slices.Sort(files)
	}
	if len(files) == 0 {
		return withHint(fmt.Errorf("there is no gold in %s", c.Gold), "%s", hint)
	}
	r, err := read.New()
	if err != nil {
		return err
	}
	for _, path := range files {
		if err := a.ctx.Err(); err != nil {
			return err
		}
		if err := eachFile(r, path, f); err != nil {
			return withHint(fmt.Errorf("%s: %w", path, err), "%s", hint)
		}
	}
	return nil
}

func eachFile(r *read.Reader, path string, do func(*read.Reader, string, io.Reader) error) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	return do(r, path, f)
}

func add(sum map[string]score.Counts, name string, n score.Counts) {
	c := sum[name]
	c.Add(n)
	sum[name] = c
}

// counts prints tp, fp, fn, precision, recall and F1 of each measure.
func (p *printer) counts(asJSON bool, sum map[string]score.Counts, measures []string) error {
	if !asJSON {
		p.printf("%s\n", p.in(dim, fmt.Sprintf("%-12s %8s %8s %8s %7s %7s %7s", "MEASURE", "TP", "FP", "FN", "P", "R", "F1")))
	}
	for _, m := range measures {
		n := sum[m]
		if asJSON {
			err := export.JSON(p, countsJSON{m, n, n.Precision(), n.Recall(), n.F1()})
			if err != nil {
				return err
			}
			continue
		}
		p.printf("%-12s %8d %8d %8d %7.2f %7.2f %7.2f\n", m, n.TP, n.FP, n.FN, 100*n.Precision(), 100*n.Recall(), 100*n.F1())
	}
	return nil
}

type countsJSON struct {
	Measure string `json:"measure"`
	score.Counts
	Precision float64 `json:"precision"`
	Recall    float64 `json:"recall"`
	F1        float64 `json:"f1"`
}
