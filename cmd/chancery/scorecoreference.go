package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"chancery/internal/export"
	"chancery/internal/read"
	"chancery/internal/record"
	"chancery/internal/report"
	"chancery/internal/score"
)

type scoreCoreferenceCmd struct {
	Gold    string `required:"" placeholder:"PATH" help:"A file of event mentions of ECB+ (*_Event_gold_mentions.json), or a folder of them."`
	Verbose bool   `short:"v" help:"List every mention found, with its chain and the event that has it."`
}

func (*scoreCoreferenceCmd) Help() string {
	return `Gold is event coreference as ECB+ is given: beside NAME_Event_gold_mentions.json stand NAME_corpus.txt, the tokens of the annotated sentences, and docs.jsonl, the texts. Each text is read as any article without a date, and the reports of all are joined together, as in a record.

A gold mention is found where an act that a report rests on has its trigger, the one token that tells it, among the words of the mention; of several such acts the first counts. What the mention says then is the event of that report. Acts at which gold has no mention are left out: only some sentences are annotated.

Printed are MUC, B-cubed, CEAFe and their mean (CoNLL F1), over all gold mentions, where those not found are missing from the answer, and over the mentions found alone; with chains of all documents, and of each document by itself.

Examples:

    chancery score coreference --gold ecbplus/ECB_Dev_Event_gold_mentions.json
    chancery score coreference --gold ecbplus -v
`
}

const ecbMentions = "_Event_gold_mentions.json"

func (c *scoreCoreferenceCmd) Run(a *app) error {
	files := []string{c.Gold}
	info, err := os.Stat(c.Gold)
	hint := "--gold names a file *" + ecbMentions + ", or a folder of them"
	if err != nil {
		return withHint(err, "%s", hint)
	}
	if info.IsDir() {
		if files, err = filepath.Glob(filepath.Join(c.Gold, "*"+ecbMentions)); err != nil {
			return err
		}
		slices.Sort(files)
	}
	if len(files) == 0 || !strings.HasSuffix(files[0], ecbMentions) {
		return withHint(fmt.Errorf("there is no gold of coreference in %s", c.Gold), "%s", hint)
	}
	r, err := read.New()
	if err != nil {
		return err
	}
	for _, file := range files {
		docs, err := readECB(file)
		if err != nil {
			return withHint(fmt.Errorf("%s: %w", file, err), "%s", hint)
		}
		if err := c.score(a, r, filepath.Base(file), docs); err != nil {
			return err
		}
	}
	return nil
}

// readECB reads a file of mentions with what stands beside it.
func readECB(file string) ([]score.ECBDocument, error) {
	var in [3]*os.File
	for i, path := range []string{file, strings.TrimSuffix(file, ecbMentions) + "_corpus.txt", filepath.Join(filepath.Dir(file), "docs.jsonl")} {
		f, err := os.Open(path)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		in[i] = f
	}
	return score.ReadECB(in[0], in[1], in[2])
}

// score reads the documents, joins their reports and compares the events with the chains.
func (c *scoreCoreferenceCmd) score(a *app, r *read.Reader, name string, docs []score.ECBDocument) error {
	one := func(d score.ECBDocument) caseReading {
		rd, err := r.Read(record.Article{ID: record.ID(d.ID), Text: d.Text})
		return caseReading{path: d.ID, reading: rd, err: err}
	}
	readings := slices.Collect(inOrder(a.ctx, a.workers(), slices.Values(docs), one))
	if err := a.ctx.Err(); err != nil {
		return err
	}
	for _, rd := range readings {
		if rd.err != nil {
			a.refuse(rd.path, rd.err)
		}
	}
	eventOf := eventsOfReports(readings)
	var chains, events, chainsIn, eventsIn []string // across documents, and in each
	placed := 0
	for i := range docs {
		for _, m := range docs[i].Mentions {
			event := ""
			if rd := readings[i].reading; rd != nil {
				event = string(eventOf[reportAt(rd, m)])
			}
			if len(m.Spans) > 0 {
				placed++
			}
			chains, events = append(chains, m.Chain), append(events, event)
			chainsIn = append(chainsIn, docs[i].ID+" "+m.Chain)
			if event != "" {
				if c.Verbose && !a.cli.JSON {
					a.out.corefMention(&docs[i], m, event)
				}
				event = docs[i].ID + " " + event
			}
			eventsIn = append(eventsIn, event)
		}
	}
	return a.out.coreference(a.cli.JSON, coreferenceJSON{
		Name: name, Documents: len(docs), Placed: placed,
		Across: score.Corefer(chains, events), AcrossFound: score.CoreferFound(chains, events),
		Within: score.Corefer(chainsIn, eventsIn), WithinFound: score.CoreferFound(chainsIn, eventsIn),
	})
}

// eventsOfReports joins the reports of all readings and says to which event each belongs.
func eventsOfReports(readings []caseReading) map[record.ID]record.ID {
	events, _ := resolveCase(readings)
	out := map[record.ID]record.ID{}
	for i := range events {
		for _, rep := range events[i].Reports {
			out[rep] = events[i].ID
		}
	}
	return out
}

// reportAt is the report that rests on the first act whose trigger is among the words of a mention, or "".
func reportAt(rd *read.Reading, m score.ECBMention) record.ID {
	best, of := -1, record.ID("")
	for i, acts := range report.Acts(rd.Doc) {
		for _, k := range acts {
			trigger := rd.Doc.Tokens[rd.Doc.Acts[k].Trigger].Span
			for _, sp := range m.Spans {
				if sp.Overlaps(trigger) && (best < 0 || k < best) {
					best, of = k, rd.Reports[i].ID
				}
			}
		}
	}
	return of
}

// coreferenceJSON is the measures of one file of gold.
type coreferenceJSON struct {
	Name        string            `json:"name"`
	Documents   int               `json:"documents"`
	Placed      int               `json:"mentions_in_text"` // gold mentions whose words stand in the text
	Across      score.Coreference `json:"across"`
	AcrossFound score.Coreference `json:"across_found"`
	Within      score.Coreference `json:"within"`
	WithinFound score.Coreference `json:"within_found"`
}

func (p *printer) coreference(asJSON bool, c coreferenceJSON) error {
	if asJSON {
		return export.JSON(p, c)
	}
	p.printf("%s\n  %d documents, %d gold mentions, %d of them in the text, %d found (%.1f%%)\n", p.in(bold, clean(c.Name)),
		c.Documents, c.Across.Mentions, c.Placed, c.Across.Found, 100*score.Share{Right: c.Across.Found, Of: c.Across.Mentions}.Ratio())
	p.printf("  %s\n", p.in(dim, fmt.Sprintf("%-22s %8s %7s %8s   %-17s  %-17s  %-17s  %s", "F1 (P R)", "MENTIONS", "CHAINS", "CLUSTERS", "MUC", "B3", "CEAFe", "CoNLL")))
	for _, l := range []struct {
		name string
		c    score.Coreference
	}{
		{"across, all", c.Across}, {"across, acts found", c.AcrossFound},
		{"within, all", c.Within}, {"within, acts found", c.WithinFound},
	} {
		p.printf("  %-22s %8d %7d %8d   %s  %s  %s  %5.1f\n", l.name, l.c.Mentions, l.c.Chains, l.c.Clusters,
			inPercent(l.c.MUC), inPercent(l.c.B3), inPercent(l.c.CEAFe), 100*l.c.CoNLL)
	}
	return nil
}

func inPercent(m score.Mean) string {
	return fmt.Sprintf("%5.1f (%5.1f %5.1f)", 100*m.F1, 100*m.Precision, 100*m.Recall)
}

// corefMention prints a mention found: the event that has it, its chain and its words.
func (p *printer) corefMention(d *score.ECBDocument, m score.ECBMention, event string) {
	words := make([]string, len(m.Spans))
	for i, sp := range m.Spans {
		words[i] = d.Text[sp.Start:sp.End]
	}
	p.printf("%s  %s  %s  “%s”\n", clean(event), clean(m.Chain), p.in(dim, clean(d.ID)), clean(strings.Join(words, " ")))
}
