package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"runtime"

	"chancery/internal/date"
	"chancery/internal/doc"
	"chancery/internal/export"
	"chancery/internal/ingest"
	"chancery/internal/read"
	"chancery/internal/record"
	"chancery/internal/report"
)

type annotateCmd struct {
	Paths        []string `arg:"" name:"path" help:"Files or folders; - is the standard input."`
	Format       string   `enum:"text,json,conllu,timeml" default:"text" help:"text, json, conllu or timeml (${default}); --json is the same as --format json."`
	Published    day      `placeholder:"DATE" help:"The date of texts that have none."`
	Tokens       bool     `help:"With --json, also tokens with lemma, tags and tree."`
	Pretokenized bool     `help:"The files are CoNLL-U: keep their tokens and sentences."`
}

func (*annotateCmd) Help() string {
	return `Places are byte offsets into the text of the article, in CoNLL-U too (start_char and end_char in MISC).

Examples:

    chancery annotate --published 2024-05-15 report.txt
    chancery annotate --json --tokens reports/ > readings.jsonl
    chancery annotate --format conllu report.txt
    chancery annotate --format conllu --pretokenized tokens.conllu
`
}

func (c *annotateCmd) Run(a *app) error {
	format := c.Format
	if a.cli.JSON {
		if format != "text" && format != "json" {
			return withHint(usagef("--json and --format %s ask for two formats", format), "leave one of them out")
		}
		format = "json"
	}
	if c.Tokens && format != "json" {
		return withHint(usagef("--tokens is for --json"), "--format conllu prints the tokens of every article")
	}
	r, err := a.reader()
	if err != nil {
		return err
	}
	refused := false
	for out := range inOrder(a.ctx, a.workers(), c.inputs(a), func(in input) output { return c.annotate(r, in, format) }) {
		if out.err != nil {
			refused = true
			a.refuse(out.path, out.err)
			continue
		}
		if _, err := a.out.Write(out.text); err != nil {
			return err
		}
	}
	if err := a.ctx.Err(); err != nil {
		return err
	}
	if refused {
		return errRefused
	}
	return nil
}

// refuse names an article that could not be read, with the reason.
func (a *app) refuse(path string, err error) {
	reason := err.Error()
	if e := (*ingest.Error)(nil); errors.As(err, &e) {
		reason = e.Reason
		if e.Hint != "" {
			reason += " (" + e.Hint + ")"
		}
	}
	a.out.Flush()
	fmt.Fprintf(a.err, "refused %s: %s\n", clean(path), clean(reason))
}

func (a *app) workers() int {
	if a.cli.Workers > 0 {
		return a.cli.Workers
	}
	return runtime.GOMAXPROCS(0)
}

// An input is an article to be annotated: as a text or, where it brings its tokens, as a document.
type input struct {
	path    string
	article record.Article
	doc     *doc.Document
	err     error
}

// An output is what is printed of it.
type output struct {
	path string
	text []byte
	err  error
}

func (c *annotateCmd) annotate(r *read.Reader, in input, format string) output {
	out := output{path: in.path, err: in.err}
	if out.err != nil {
		return out
	}
	var reading *read.Reading
	if in.doc != nil {
		reading = readDocument(r, in.doc)
	} else if reading, out.err = r.Read(in.article); out.err != nil {
		return out
	}
	var b bytes.Buffer
	switch format {
	case "json":
		out.err = export.Reading(&b, reading, export.Options{Tokens: c.Tokens})
	case "conllu":
		out.err = export.CoNLLU(&b, reading.Doc)
	case "timeml":
		out.err = export.TimeML(&b, reading.Doc)
	default:
		printReading(&b, reading)
	}
	out.text = b.Bytes()
	return out
}

// readDocument reads a document that brings its own tokens and sentences.
func readDocument(r *read.Reader, d *doc.Document) *read.Reading {
	art := record.Article{Text: d.String(), Published: d.Meta.Published}
	if d.Meta.ID == "" {
		d.Meta.ID = string(record.MakeArticleID("", "", art.Text))
	}
	r.Annotate(d)
	m := &d.Meta
	art.ID, art.Outlet, art.Title, art.Byline, art.Published, art.Language = record.ID(m.ID), m.Outlet, m.Title, m.Byline, m.Published, m.Language
	return &read.Reading{Article: art, Doc: d, Actors: report.Actors(d), Quotes: report.Quotes(d), Reports: report.Make(d)}
}

// articles is the articles that the paths hold, in their order.
func (a *app) articles(paths []string, opt ingest.Options) iter.Seq[input] {
	opt.Stdin = a.in
	return func(yield func(input) bool) {
		for it := range ingest.Items(a.ctx, paths, opt) {
			if !yield(input{path: it.Path, article: it.Article, err: it.Err}) {
				return
			}
		}
	}
}

// inputs is the articles that the paths hold, in their order.
func (c *annotateCmd) inputs(a *app) iter.Seq[input] {
	if c.Pretokenized {
		return c.pretokenized(a)
	}
	return a.articles(c.Paths, ingest.Options{Published: date.Day(c.Published)})
}

func (c *annotateCmd) pretokenized(a *app) iter.Seq[input] {
	return func(yield func(input) bool) {
		for _, path := range c.Paths {
			docs, err := a.conllu(path)
			if err == nil && len(docs) == 0 {
				err = errors.New("no sentence in it")
			}
			if err != nil && !yield(input{path: path, err: err}) {
				return
			}
			for _, d := range docs {
				if c.Published != 0 {
					d.Meta.Published = date.MakeRange(date.Day(c.Published), date.Stated)
				}
				if !yield(input{path: path, doc: d}) {
					return
				}
			}
		}
	}
}

func (a *app) conllu(path string) ([]*doc.Document, error) {
	if path == "-" {
		return export.ReadCoNLLU(a.in)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return export.ReadCoNLLU(f)
}

// inOrder does f to each item by so many workers at a time, and gives the results in the order of the items.
func inOrder[In, Out any](ctx context.Context, workers int, items iter.Seq[In], f func(In) Out) iter.Seq[Out] {
	return func(yield func(Out) bool) {
		ctx, stop := context.WithCancel(ctx)
		defer stop()
		queue := make(chan chan Out, workers-1) // with the one being waited for, as many as there are workers
		go func() {
			defer close(queue)
			for item := range items {
				done := make(chan Out, 1)
				select {
				case queue <- done:
				case <-ctx.Done():
					return
				}
				go func() { done <- f(item) }()
			}
		}()
		for done := range queue {
			if out := <-done; !yield(out) {
				return
			}
		}
	}
}

// wholeSentence is a width that no sentence fills.
const wholeSentence = 1 << 20

// printReading prints what a person wants to see of a reading.
func printReading(w io.Writer, r *read.Reading) {
	d := r.Doc
	fmt.Fprintf(w, "%s\n", joinNonEmpty("  ", string(r.Article.ID), r.Article.Published.String(), clean(r.Article.Outlet), clean(r.Article.Title)))
	fmt.Fprintf(w, "  %s, %s, %s\n", count(len(d.Sentences), "sentence"), count(len(d.Tokens), "word"), count(len(d.Names), "name"))
	for i := range r.Reports {
		rep := &r.Reports[i]
		e := record.Event{Facts: rep.Facts, Claims: rep.Claims}
		fmt.Fprintf(w, "\n  %s\n      %s\n", clean(joinNonEmpty("  ", shortDate(rep.Date), kindOf(&rep.Facts), rep.Status.String(), parties(&rep.Facts), rep.Place.Name)), quoted(export.Words(&e), wholeSentence))
	}
	if len(r.Quotes) > 0 {
		fmt.Fprintln(w)
	}
	for _, q := range r.Quotes {
		fmt.Fprintf(w, "  %s (%s): “%s”\n", clean(firstNonEmpty(q.Name, string(q.Speaker), "?")), q.Kind, clean(q.Words))
	}
	if len(d.Times) > 0 {
		fmt.Fprintln(w)
	}
	for i := range d.Times {
		t := &d.Times[i]
		fmt.Fprintf(w, "  %-24s %-8s %s\n", clean(d.Slice(t.Span)), t.Type, t.Value)
	}
	if len(r.Actors) > 0 {
		fmt.Fprintln(w)
	}
	for _, x := range r.Actors {
		fmt.Fprintf(w, "  %-24s %s\n", x.ID, clean(joinNonEmpty(", ", x.Name, x.Kind, x.Country, x.Office)))
	}
	fmt.Fprintln(w)
}
