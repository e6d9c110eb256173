package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"chancery/internal/date"
	"chancery/internal/export"
	"chancery/internal/ingest"
	"chancery/internal/read"
	"chancery/internal/record"
	"chancery/internal/resolve"
	"chancery/internal/score"
)

type scoreCmd struct {
	Record      scoreRecordCmd      `cmd:"" help:"Whole records: events, their fields, quotes, times, mentions, copies."`
	Tags        scoreTagsCmd        `cmd:"" help:"Words, sentences, parts of speech, lemmas."`
	Trees       scoreTreesCmd       `cmd:"" help:"Dependency trees."`
	Names       scoreNamesCmd       `cmd:"" help:"Names of persons, organisations and places."`
	Times       scoreTimesCmd       `cmd:"" help:"Time expressions and their values."`
	Published   scorePublishedCmd   `cmd:"" help:"Days of publication of articles without a date."`
	Acts        scoreActsCmd        `cmd:"" help:"Acts in single sentences: kinds and parties."`
	Factuality  scoreFactualityCmd  `cmd:"" help:"Whether what single words tell happened."`
	Quotes      scoreQuotesCmd      `cmd:"" help:"Quotes and their speakers."`
	Gate        scoreGateCmd        `cmd:"" help:"What is read as diplomacy in texts about other things."`
	Stories     scoreStoriesCmd     `cmd:"" help:"Groups of articles that tell the same news."`
	Coreference scoreCoreferenceCmd `cmd:"" help:"Mentions of one event, in one article and across articles."`
}

func (*scoreCmd) Help() string {
	return `Examples:

    chancery score record --gold corpus
    chancery score record --gold corpus/woodside-summit-2023 -v
    chancery score record --gold gold.json --json | jq .measures.core_recall
`
}

type scoreRecordCmd struct {
	Gold    string `required:"" placeholder:"PATH" help:"A case (a folder with gold.json, or the file), or a folder of cases."`
	Verbose bool   `short:"v" help:"List every miss, false entry and wrong field with the sentence."`
	Only    string `placeholder:"WHAT" help:"With -v, list only these faults: miss, false, join, date, quote ..."`
}

func (*scoreRecordCmd) Help() string {
	return `Every case is read into a record of its own, and its events are matched with those of the gold one to one: kind equal, defensible or of the same quad, a state in common, the date within the gold range or one day of it. An event without a date matches no gold event that has one; "undated" counts the gold events missed for that alone. "duplicates" are entries that tell a gold event again, as a share of the gold events; "wrong joins" are entries, as a share of those found, of which one sentence tells one gold event and another sentence, or another day in it, one that gold keeps apart. What is forbidden is an entry that must not be made: fewer are better.

Examples:

    chancery score record --gold corpus
    chancery score record --gold corpus/woodside-summit-2023 -v
    chancery score record --gold corpus -v --only miss
`
}

func (c *scoreRecordCmd) Run(a *app) error {
	files, err := goldFiles(c.Gold)
	if err != nil {
		return err
	}
	r, err := read.New()
	if err != nil {
		return err
	}
	total := score.CaseResult{Name: "total"}
	for _, file := range files {
		res, err := a.scoreCase(r, file)
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		total.Add(res)
		if err := c.print(a, res); err != nil {
			return err
		}
	}
	if len(files) > 1 {
		return c.print(a, &total)
	}
	return nil
}

// goldFiles is the gold files that a path means: the file itself, that of a case, or those of a folder of cases.
func goldFiles(path string) ([]string, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, withHint(err, "--gold names a folder of cases, a case, or a file in its format")
	}
	if !info.IsDir() {
		return []string{path}, nil
	}
	if file := filepath.Join(path, "gold.json"); isFile(file) {
		return []string{file}, nil
	}
	files, err := filepath.Glob(filepath.Join(path, "*", "gold.json"))
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, withHint(fmt.Errorf("there is no gold.json in %s nor in the folders in it", path), "--gold names a folder of cases, a case, or a file in its format")
	}
	slices.Sort(files)
	return files, nil
}

func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}

// scoreCase reads the articles of a case, resolves their reports and measures the outcome.
func (a *app) scoreCase(r *read.Reader, file string) (*score.CaseResult, error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	gold, err := score.ReadCase(b)
	if err != nil {
		return nil, err
	}
	folder := filepath.Join(filepath.Dir(file), gold.Folder)
	found := &score.Found{}
	readings := a.readCase(r, gold, folder)
	texts := map[string]string{}
	for i, rd := range readings {
		art := score.FoundArticle{File: gold.Articles[i].File}
		if rd.err != nil {
			a.refuse(rd.path, rd.err)
		} else {
			art.ID, art.Doc = rd.reading.Article.ID, rd.reading.Doc
			texts[art.File] = rd.reading.Article.Text
		}
		found.Articles = append(found.Articles, art)
	}
	if len(texts) == len(gold.Articles) {
		if err := gold.Check(texts); err != nil {
			fmt.Fprintf(a.err, "%s: %v\n", file, err)
		}
	}
	found.Events, found.Copies = resolveCase(readings)
	return score.ScoreRecord(gold, found), nil
}

// A caseReading is the reading of one article of a case.
type caseReading struct {
	path    string
	reading *read.Reading
	err     error
}

func (a *app) readCase(r *read.Reader, gold *score.Case, folder string) []caseReading {
	read := func(g score.GoldArticle) caseReading {
		out := caseReading{path: filepath.Join(folder, g.File)}
		var art record.Article
		if art, out.err = a.article(out.path); out.err != nil {
			return out
		}
		if g.Outlet != "" {
			art.Outlet = g.Outlet
		}
		if g.GiveDate {
			art.Published = date.MakeRange(g.Published, date.Stated)
		}
		art.ID = ""
		out.reading, out.err = r.Read(art)
		return out
	}
	return slices.Collect(inOrder(a.ctx, a.workers(), slices.Values(gold.Articles), read))
}

// article is the one article that a file holds.
func (a *app) article(path string) (art record.Article, err error) {
	n := 0
	for in := range a.articles([]string{path}, ingest.Options{}) {
		if in.err != nil {
			return art, in.err
		}
		art = in.article
		n++
	}
	if n != 1 {
		return art, errors.New(count(n, "article") + " in one file of a case")
	}
	return art, nil
}

func (c *scoreRecordCmd) print(a *app, res *score.CaseResult) error {
	if a.cli.JSON {
		return export.JSON(a.out, res)
	}
	p := a.out
	p.printf("%s\n", p.in(bold, clean(res.Name)))
	p.printf("  %d articles, %d gold events, %d found\n", res.Articles, res.Gold, res.Events)
	m := &res.Measures
	p.printf("  events  core %s  all %s  precision %s  duplicates %s  wrong joins %s  undated %d  forbidden %d of %d\n",
		share(m.Core), share(m.All), share(m.Precision), of(m.Duplicates, res.Gold), of(m.WrongJoins, res.Events), m.Undated, m.Forbidden.Right, m.Forbidden.Of)
	p.printf("  fields  kind %s  status %s  date %s  place %s  roles %s  persons %s  sources %s\n          mode %s  format %s  conflicts %s\n",
		share(m.Kind), share(m.Status), share(m.Date), share(m.Place), share(m.Roles), share(m.Persons), share(m.Sources),
		share(m.Mode), share(m.Format), counted(m.Conflicts))
	p.printf("  layers  quotes %s (content %s)  times %s  mentions %s  copies %s\n",
		share(m.Quotes), share(m.Content), share(m.Times), share(m.Mentions), counted(m.Copies))
	if c.Verbose {
		faults := slices.DeleteFunc(slices.Clone(res.Faults), func(f score.Fault) bool { return c.Only != "" && c.Only != f.What })
		for i := range faults {
			f := &faults[i]
			if i+1 < len(faults) && f.Event != "" && f.Event == faults[i+1].Event && f.Gold == faults[i+1].Gold {
				f.Places = nil // of several faults of one event the last has the sentences
			}
			p.fault(f)
		}
	}
	p.printf("\n")
	return nil
}

// of is a number of faults and what share that is of all.
func of(n, all int) string {
	if n == 0 {
		return "0"
	}
	return fmt.Sprintf("%d (%.1f%%)", n, 100*score.Share{Right: n, Of: all}.Ratio())
}

func share(s score.Share) string {
	if s.Of == 0 {
		return "-"
	}
	return fmt.Sprintf("%d/%d %.0f%%", s.Right, s.Of, 100*s.Ratio())
}

func counted(c score.Counts) string {
	if c == (score.Counts{}) {
		return "-"
	}
	return fmt.Sprintf("tp %d fp %d fn %d", c.TP, c.FP, c.FN)
}

// fault prints what is wrong, what gold says, what was found, and the sentences with the acts read there.
func (p *printer) fault(f *score.Fault) {
	title := f.What
	if f.Core {
		title += " (core)"
	}
	st := yellow
	switch f.What {
	case "miss", "false", "duplicate", "join", "forbidden":
		st = red
	}
	p.printf("\n  %s  %s\n", p.in(st, title), p.in(bold, clean(joinNonEmpty("  ", f.Gold, string(f.Event)))))
	for _, l := range [][2]string{{"want", f.Want}, {"got", f.Got}, {"differs", f.Nearest}} {
		if l[0] == "got" && f.What == "miss" {
			l[0] = "nearest"
		}
		if l[1] != "" {
			p.printf("    %s  %s\n", p.in(dim, pad(l[0], 7)), clean(l[1]))
		}
	}
	for _, s := range f.Places {
		p.wrap(4, s.File+": “"+s.Words+"”", plain)
		for _, act := range s.Acts {
			p.printf("      %s\n", p.in(dim, clean(act)))
		}
		if len(s.Acts) == 0 && f.What == "miss" {
			p.printf("      %s\n", p.in(dim, "no act read here"))
		}
	}
}

// resolveCase joins the reports of all readings into events, and finds the articles that repeat one another.
func resolveCase(readings []caseReading) ([]record.Event, [][]record.ID) {
	var reports []record.Report
	var articles []resolve.Article
	for _, rd := range readings {
		if rd.err != nil {
			continue
		}
		art := &rd.reading.Article
		reports = append(reports, rd.reading.Reports...)
		articles = append(articles, resolve.Article{
			ID: art.ID, Outlet: art.Outlet, Published: art.Published, Sketch: resolve.MakeSketch(art.Text),
		})
	}
	var copies [][]record.ID
	for i := range articles {
		for k := range articles[:i] {
			if articles[i].Sketch.IsCopy(articles[k].Sketch) {
				copies = append(copies, []record.ID{articles[k].ID, articles[i].ID})
			}
		}
	}
	return resolve.Events(reports, articles), copies
}
