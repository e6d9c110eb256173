// Command load measures the desk under many readers: how long each page and each answer of the API takes while others ask
// too and articles are read into the record, what a page costs in time of processors, and how much memory the desk takes.
//
// The desk runs in a process of its own on a loopback port, with nothing left out: limits, headers, forms, metrics. Readers
// open a page, look at it for a while, and open the next one.
//
//	go run ./bench/scale grow --way put --articles 100000 --record big.db
//	go run ./bench/load --record big.db
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"time"

	"github.com/alecthomas/kong"
)

type cli struct {
	Measure measureCmd `cmd:"" default:"withargs" help:"Measure a desk."`
	Desk    deskCmd    `cmd:"" hidden:"" help:"Be the desk that is measured."`
}

type measureCmd struct {
	Record   string        `required:"" placeholder:"FILE" help:"The record; articles are read into it."`
	Readers  int           `default:"50" help:"So many at once (${default})."`
	Pause    time.Duration `default:"2s" help:"How long a reader looks at a page, in the mean; 0 is as fast as can be (${default})."`
	For      time.Duration `default:"60s" help:"How long they read (${default})."`
	Articles float64       `default:"2" help:"Articles that are read into the record each second meanwhile (${default})."`
	Rounds   int           `default:"10" help:"How often each page is asked for alone, for its cost (${default})."`
	Seed     uint64        `default:"1" help:"Another seed, other pages (${default})."`
}

// Run starts a desk, measures it, and ends it.
func (c *measureCmd) Run(ctx context.Context, out io.Writer) error {
	d, err := startDesk(ctx, c.Record)
	if err != nil {
		return err
	}
	defer d.stop()
	pages, err := findPages(ctx, d)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "load of the machine before: %s\n", machineLoad())
	costs, err := c.alone(ctx, d, pages)
	if err != nil {
		return err
	}
	idle, err := d.usage(ctx)
	if err != nil {
		return err
	}
	began := time.Now()
	seen, read := c.together(ctx, d, pages)
	took := time.Since(began)
	used, err := d.usage(ctx)
	if err != nil {
		return err
	}
	printTable(out, pages, costs, seen)
	began = time.Now()
	_, err = d.get(ctx, whole)
	fmt.Fprintf(out, "\n%s, once and alone: %v", whole, time.Since(began).Round(10*time.Millisecond))
	if err != nil {
		fmt.Fprintf(out, ", and failed: %v", err)
	}
	n := 0
	for _, s := range seen {
		n += len(s.times)
	}
	fmt.Fprintf(out, "\n%d readers, a page every %v, %v: %d answers, %.1f a second; %d articles read meanwhile, %d failed\n", c.Readers, c.Pause, took.Round(time.Second), n, float64(n)/took.Seconds(), read.done, read.failed)
	fmt.Fprintf(out, "of two processors the desk used %.0f %%; most memory resident %.0f MB; load of the machine after: %s\n", 100*(used.CPU-idle.CPU).Seconds()/took.Seconds()/2, used.Peak/1e6, machineLoad())
	return nil
}

// machineLoad is how busy the machine is with all that runs on it, where it says so.
func machineLoad() string {
	b, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return "not known"
	}
	return string(b[:len(b)-1])
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	var c cli
	k := kong.Parse(&c, kong.Name("load"), kong.Description("Measures the desk under many readers."), kong.UsageOnError(),
		kong.BindTo(ctx, (*context.Context)(nil)), kong.BindTo(os.Stdout, (*io.Writer)(nil)))
	if err := k.Run(); err != nil {
		fmt.Fprintln(os.Stderr, "load:", err)
		stop()
		os.Exit(1)
	}
}
