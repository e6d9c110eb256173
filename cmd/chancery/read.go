package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"chancery"
	"chancery/internal/date"
	"chancery/internal/export"
)

type readCmd struct {
	Paths     []string `arg:"" name:"path" help:"Files, folders, archives or addresses; - is the standard input."`
	Published day      `placeholder:"DATE" help:"The date of articles that have none."`
	Outlet    string   `placeholder:"NAME" help:"The outlet of articles that do not name theirs."`
	URL       string   `name:"url" placeholder:"URL" help:"The address of an article that does not name its own."`
	Quiet     bool     `short:"q" help:"Print no events, only the count."`
}

func (*readCmd) Help() string {
	return `Prints the events that are new to the record or have changed. Reading an article twice changes nothing. An article that cannot be read is named with the reason, the rest is read, and the exit code is 3.

Examples:

    chancery read reports/
    chancery read --record world.db --published 2024-05-15 undated.txt
    curl -s https://example.org/news | chancery read --url https://example.org/news -
`
}

func (c *readCmd) Run(a *app) error {
	rec, err := a.create()
	if err != nil {
		return err
	}
	defer rec.Close()
	p := a.newProgress("read", countFiles(c.Paths))
	res, err := rec.Read(a.ctx, c.Paths, chancery.ReadOptions{
		Workers: a.cli.Workers, Published: date.Day(c.Published), Outlet: c.Outlet, URL: c.URL, Progress: p.show,
	})
	p.end()
	if errors.Is(err, context.Canceled) {
		return withHint(err, "what has been read stays in the record; the same command goes on from there")
	}
	if err != nil {
		if res.Read > 0 {
			a.note("%s read before this, and kept", count(res.Read, "article"))
		}
		return err
	}
	for _, r := range res.Refused {
		fmt.Fprintf(a.err, "refused %s: %s\n", clean(r.Path), clean(r.Reason))
	}
	if err := c.print(a, &res); err != nil {
		return err
	}
	if len(res.Refused) > 0 {
		return errRefused
	}
	return nil
}

func (c *readCmd) print(a *app, res *chancery.ReadResult) error {
	if a.cli.JSON {
		return export.JSON(a.out, res)
	}
	if !c.Quiet {
		if len(res.New) > 0 {
			a.out.heading("New (%d)", len(res.New))
			a.out.events(res.New)
		}
		if len(res.Changed) > 0 {
			a.out.heading("Changed (%d)", len(res.Changed))
			a.out.events(res.Changed)
		}
		if len(res.New)+len(res.Changed) > 0 {
			a.out.printf("\n")
		}
	}
	a.out.printf("%s read, %d known already, %d refused; %s new, %d changed, %d ids no longer in use\n",
		count(res.Read, "article"), res.Known, len(res.Refused), count(len(res.New), "event"), len(res.Changed), len(res.Gone))
	return nil
}

// countFiles is the number of files under paths, to tell the time left; an archive counts as one.
func countFiles(paths []string) int {
	n := 0
	for _, p := range paths {
		filepath.WalkDir(p, func(_ string, d os.DirEntry, err error) error {
			if err == nil && d.Type().IsRegular() {
				n++
			}
			return nil
		})
	}
	return n
}

// A progress shows on a terminal how far long work has come. Elsewhere it shows nothing.
type progress struct {
	w      io.Writer
	what   string
	total  int
	start  time.Time
	last   time.Time
	active bool
}

func (a *app) newProgress(what string, total int) *progress {
	_, ok := terminal(a.err)
	return &progress{w: a.err, what: what, total: total, start: time.Now(), active: ok}
}

// every is the least time between two lines of progress.
const every = 200 * time.Millisecond

func (p *progress) show(now chancery.Progress) {
	if !p.active || time.Since(p.last) < every {
		return
	}
	p.last = time.Now()
	spent := time.Since(p.start)
	rate := float64(now.Done) / spent.Seconds()
	line := fmt.Sprintf("%s %d", p.what, now.Done)
	if p.total >= now.Done && p.total > 0 {
		line += fmt.Sprintf(" of %d", p.total)
	}
	line += fmt.Sprintf(", %.0f articles/s, %.1f MB/s", rate, float64(now.Bytes)/1e6/spent.Seconds())
	if now.Refused > 0 {
		line += fmt.Sprintf(", %d refused", now.Refused)
	}
	if p.total > now.Done && rate > 0 {
		left := time.Duration(float64(p.total-now.Done) / rate * float64(time.Second))
		line += ", " + left.Round(time.Second).String() + " left"
	}
	fmt.Fprintf(p.w, "\r\x1b[K%s", clip(line, 79))
}

// end takes the line of progress away.
func (p *progress) end() {
	if p.active && !p.last.IsZero() {
		fmt.Fprint(p.w, "\r\x1b[K")
	}
}

type rebuildCmd struct {
	Check bool `help:"Change nothing: only compare the record with what its articles give."`
}

func (*rebuildCmd) Help() string {
	return `Reads the stored articles again and resolves them anew, and prints what differs from the record. With --check nothing is written, and a difference makes the exit code 1: no difference is the proof that the record is a function of its articles.

Examples:

    chancery rebuild --check
    chancery rebuild --record world.db --workers 8
`
}

func (c *rebuildCmd) Run(a *app) error {
	open := a.existing
	if c.Check {
		open = a.open
	}
	rec, err := open()
	if err != nil {
		return err
	}
	defer rec.Close()
	info, err := rec.Info(a.ctx)
	if err != nil {
		return err
	}
	do, verb := rec.Rebuild, "rebuilt"
	if c.Check {
		do, verb = rec.Check, "checked"
	}
	p := a.newProgress(verb, info.Articles)
	diffs, err := do(a.ctx, chancery.RebuildOptions{Workers: a.cli.Workers, Progress: p.show})
	p.end()
	if err != nil {
		return err
	}
	for _, d := range diffs {
		if a.cli.JSON {
			if err := export.JSON(a.out, d); err != nil {
				return err
			}
			continue
		}
		a.out.printf("%s: %s\n", a.out.in(bold, clean(d.What)), clean(d.How))
	}
	a.note("%s %s: %s", count(info.Articles, "article"), verb, count(len(diffs), "difference"))
	if c.Check && len(diffs) > 0 {
		return withHint(errDiffers, "chancery rebuild --record %s computes it anew", a.cli.Record)
	}
	return nil
}
