// Command scale measures a record of many articles: how fast it grows, how large it becomes, how soon it answers, and how
// well it joins what several articles tell. The articles are made up (package bench/news), so the truth is known and there
// are as many as are wanted.
//
// There are three ways into a record, and each report says which was taken:
//
//	read   the program reads the texts, as it reads news
//	truth  readings are made from the truth, with noise, in place of reading; the program joins them
//	put    readings and events are made from the truth and put into the store; nothing is read or joined
//
//	go run ./bench/scale grow --way truth --articles 100000 --record big.db
//	go run ./bench/scale same --record big.db
//	go run ./bench/scale ask --record big.db
//	go run ./bench/scale wordings --articles 3000
//	go run ./bench/scale stories --articles 100000 --record big.db
//	go run ./bench/scale write --articles 1000 > news.jsonl
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/signal"

	"chancery/bench/news"
	"github.com/alecthomas/kong"
)

type cli struct {
	Write    writeCmd    `cmd:"" help:"Write made-up articles, one JSON object a line, as chancery read takes them."`
	Grow     growCmd     `cmd:"" help:"Fill a new record, and say what it cost and, where the program joined, how well it did."`
	Wordings wordingsCmd `cmd:"" help:"Read made-up articles without a record, and say which wordings are not read as what they tell."`
	Same     sameCmd     `cmd:"" help:"Prove that a record grown by the way of truth is what a rebuild gives, and what its articles give in another order."`
	Ask      askCmd      `cmd:"" help:"Measure how soon a record answers."`
	Stories  storiesCmd  `cmd:"" help:"Measure what stories cost, and how well they are those that were made up."`
}

// made says which news is made.
type made struct {
	Articles int    `default:"10000" help:"So many (${default})."`
	Seed     uint64 `default:"1" help:"Another seed, other news (${default})."`
}

func (m *made) generator() (*news.Generator, error) {
	return news.New(news.Options{Seed: m.Seed, Articles: m.Articles})
}

type writeCmd struct{ made }

// Run writes what `chancery read` takes, and nothing of the truth.
func (c *writeCmd) Run(_ context.Context, out io.Writer) error {
	g, err := c.generator()
	if err != nil {
		return err
	}
	w := bufio.NewWriter(out)
	enc := json.NewEncoder(w)
	for a := range g.Articles() {
		if err := enc.Encode(&a.Article); err != nil {
			return err
		}
	}
	return w.Flush()
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	var c cli
	k := kong.Parse(&c, kong.Name("scale"), kong.Description("Measures a record of many articles."), kong.UsageOnError(),
		kong.BindTo(ctx, (*context.Context)(nil)), kong.BindTo(os.Stdout, (*io.Writer)(nil)))
	if err := k.Run(); err != nil {
		fmt.Fprintln(os.Stderr, "scale:", err)
		stop()
		os.Exit(1)
	}
}
