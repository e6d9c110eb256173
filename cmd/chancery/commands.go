package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/alecthomas/kong"

	"chancery"
	"chancery/internal/date"
)

// commands is the command line.
type commands struct {
	Record   string `placeholder:"FILE" default:"chancery.db" env:"CHANCERY_RECORD" help:"The record (${default})."`
	Register string `placeholder:"FILE" env:"CHANCERY_REGISTER" help:"Actors of your own, which win over those of the program (see who --help)."`
	JSON     bool   `name:"json" help:"Print JSON, one object a line, on stdout."`
	Workers  int    `placeholder:"N" help:"How many articles are read at a time; by default as many as there are processors."`
	NoColor  bool   `help:"No colours, as with NO_COLOR in the environment."`

	Read    readCmd    `cmd:"" group:"fill" help:"Read articles into the record."`
	Judge   judgeCmd   `cmd:"" group:"fill" help:"Accept, reject, correct, merge or split events."`
	Rebuild rebuildCmd `cmd:"" group:"fill" help:"Compute the record anew from its articles, or check it."`

	Events  eventsCmd  `cmd:"" group:"record" help:"List events."`
	Event   eventCmd   `cmd:"" group:"record" help:"Show one event with all that it rests on."`
	Who     whoCmd     `cmd:"" group:"record" help:"Show an actor: names, offices, events, quotes."`
	Between betweenCmd `cmd:"" group:"record" help:"The dossier of two or three actors."`
	Quotes  quotesCmd  `cmd:"" group:"record" help:"List who said what, when and in which article."`
	Search  searchCmd  `cmd:"" group:"record" help:"Search the texts of the articles."`
	Stories storiesCmd `cmd:"" group:"record" help:"List stories: articles that tell the same news, with their copies."`
	Review  reviewCmd  `cmd:"" group:"record" help:"List what an analyst should look at."`
	Export  exportCmd  `cmd:"" group:"record" help:"Write the events in a format for other programs."`
	Log     logCmd     `cmd:"" group:"record" help:"List what changed in the record, and by what."`
	Diff    diffCmd    `cmd:"" group:"record" help:"Compare two records."`
	Check   checkCmd   `cmd:"" group:"record" help:"Verify that the record is whole."`
	Serve   serveCmd   `cmd:"" group:"record" help:"Serve the desk: pages to read and judge the record in a browser."`
	User    userCmd    `cmd:"" group:"record" help:"Keep the users who may log in at the desk."`
	MCP     mcpCmd     `cmd:"" name:"mcp" group:"record" help:"Serve the record to an assistant by the Model Context Protocol."`

	Annotate annotateCmd `cmd:"" group:"text" help:"Read articles and print what is found in each, without a record."`
	Score    scoreCmd    `cmd:"" group:"text" help:"Measure accuracy on gold data."`

	Version    versionCmd    `cmd:"" group:"program" help:"Print the versions of program, model and formats."`
	Completion completionCmd `cmd:"" group:"program" help:"Print the completion script of a shell."`
}

// An app is what a command has at hand.
type app struct {
	system
	ctx    context.Context
	cli    *commands
	out    *printer
	parser *kong.Kong
}

// open opens the record to be asked. It must exist.
func (a *app) open() (*chancery.Record, error) {
	if err := a.mustExist(); err != nil {
		return nil, err
	}
	rec, err := a.openAt(a.cli.Record)
	return rec, a.hintRecord(err)
}

// unchanged opens the record to be asked, and leaves the file as it is: one that an older version has written is refused.
func (a *app) unchanged() (*chancery.Record, error) {
	if err := a.mustExist(); err != nil {
		return nil, err
	}
	rec, err := chancery.Open(a.ctx, a.cli.Record, a.options(true))
	if errors.Is(err, chancery.ErrOlder) {
		return nil, withHint(err, "run chancery events, or serve without --read-only, once: that brings the file up to date; it is as it was")
	}
	return rec, a.hintRecord(err)
}

// openAt opens a record to be asked. One that an older version has written is brought up to date first.
func (a *app) openAt(path string) (*chancery.Record, error) {
	rec, err := chancery.Open(a.ctx, path, a.options(true))
	if !errors.Is(err, chancery.ErrOlder) {
		return rec, err
	}
	if rec, err = chancery.Open(a.ctx, path, a.options(false)); err != nil {
		return nil, err
	}
	if err := rec.Close(); err != nil {
		return nil, err
	}
	return chancery.Open(a.ctx, path, a.options(true))
}

func (a *app) options(readOnly bool) chancery.Options {
	return chancery.Options{ReadOnly: readOnly, Register: a.cli.Register, Program: programVersion()}
}

// create opens the record to be changed, and makes one where there is none.
func (a *app) create() (*chancery.Record, error) {
	rec, err := chancery.Open(a.ctx, a.cli.Record, a.options(false))
	return rec, a.hintRecord(err)
}

// existing opens the record to be changed. It must exist.
func (a *app) existing() (*chancery.Record, error) {
	if err := a.mustExist(); err != nil {
		return nil, err
	}
	return a.create()
}

func (a *app) mustExist() error {
	_, err := os.Stat(a.cli.Record)
	if errors.Is(err, fs.ErrNotExist) {
		return withHint(fmt.Errorf("there is no record %s", a.cli.Record),
			"chancery read --record %s PATH... makes one; --record or CHANCERY_RECORD names another", a.cli.Record)
	}
	return a.hintRecord(err)
}

func (a *app) hintRecord(err error) error {
	if err == nil || errors.Is(err, context.Canceled) || recordHint(err) != "" {
		return err
	}
	return withHint(err, "--record FILE or CHANCERY_RECORD names the record; %s is the one used", a.cli.Record)
}

// A day is a date given as a flag.
type day date.Day

// Decode reads YYYY, YYYY-MM or YYYY-MM-DD.
func (d *day) Decode(ctx *kong.DecodeContext) error {
	var s string
	if err := ctx.Scan.PopValueInto("date", &s); err != nil {
		return err
	}
	v, err := date.ParseDay(s)
	if err != nil || v == 0 {
		return fmt.Errorf("%q is not a day of the form 2021-06-28", s)
	}
	*d = day(v)
	return nil
}

// A period is the days of a date given as a flag: of a year, a month or a day.
type period struct{ from, to date.Day }

// Decode reads YYYY, YYYY-MM or YYYY-MM-DD.
func (p *period) Decode(ctx *kong.DecodeContext) error {
	var s string
	if err := ctx.Scan.PopValueInto("date", &s); err != nil {
		return err
	}
	var err error
	p.from, p.to, err = date.ParsePeriod(s)
	return err
}
