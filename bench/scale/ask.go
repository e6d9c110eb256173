package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/pprof"
	"strings"
	"time"

	"chancery"
	"chancery/internal/date"
	"chancery/internal/plover"

	"chancery/bench/spent"
)

type askCmd struct {
	Record  string `required:"" placeholder:"FILE" help:"The record to ask."`
	Rounds  int    `default:"5" help:"How often each question is asked (${default}); the first time is shown apart."`
	Only    string `placeholder:"WORDS" help:"Only the questions in which these words stand."`
	Profile string `placeholder:"FILE" help:"Write a profile of the processor's time, for go tool pprof."`
}

// A question is asked of a record, and gives the number of what it found.
type question struct {
	name string
	ask  func(ctx context.Context, rec *chancery.Record) (int, error)
}

func events(q chancery.EventQuery) func(context.Context, *chancery.Record) (int, error) {
	return func(ctx context.Context, rec *chancery.Record) (int, error) {
		list, err := rec.Events(ctx, q)
		return len(list), err
	}
}

func page(f func(*chancery.Record) func(context.Context, chancery.EventQuery, string) (chancery.EventPage, error), q chancery.EventQuery) func(context.Context, *chancery.Record) (int, error) {
	return func(ctx context.Context, rec *chancery.Record) (int, error) {
		p, err := f(rec)(ctx, q, "")
		return len(p.Events), err
	}
}

// deep is a page behind many others.
func deep(q chancery.EventQuery, pages int) func(context.Context, *chancery.Record) (int, error) {
	after := map[*chancery.Record]string{}
	return func(ctx context.Context, rec *chancery.Record) (int, error) {
		if after[rec] == "" {
			long := q
			long.Limit = pages * 50
			p, err := rec.EventPage(ctx, long, "")
			if err != nil {
				return 0, err
			}
			after[rec] = p.Next
		}
		p, err := rec.EventPage(ctx, q, after[rec])
		return len(p.Events), err
	}
}

func search(query string) func(context.Context, *chancery.Record) (int, error) {
	return func(ctx context.Context, rec *chancery.Record) (int, error) {
		hits, err := rec.Search(ctx, query, 20)
		return len(hits), err
	}
}

func find(query string, facets bool) func(context.Context, *chancery.Record) (int, error) {
	return func(ctx context.Context, rec *chancery.Record) (int, error) {
		q, err := chancery.ParseQuery(query)
		if err != nil {
			return 0, err
		}
		found, err := rec.Find(ctx, q, chancery.FindOptions{Events: 20, Articles: 20, Facets: facets})
		return len(found.Events) + len(found.Articles), err
	}
}

var questions = []question{
	{"info", func(ctx context.Context, rec *chancery.Record) (int, error) {
		i, err := rec.Info(ctx)
		return i.Articles, err
	}},
	{"events, 50 newest", events(chancery.EventQuery{NewestFirst: true, Limit: 50})},
	{"events --actor USA", events(chancery.EventQuery{Actor: "USA", Limit: 50})},
	{"events --actor USA --kind ASSAULT", events(chancery.EventQuery{Actor: "USA", Kind: plover.Assault, NewestFirst: true, Limit: 50})},
	{"events --actor USA --with RUS", events(chancery.EventQuery{Actor: "USA", With: "RUS", Limit: 50})},
	{"events --status planned --newest", events(chancery.EventQuery{Status: plover.Planned, NewestFirst: true, Limit: 50})},
	{"events --place Paris", events(chancery.EventQuery{Place: "Paris", Limit: 50})},
	{"events --place France --newest", events(chancery.EventQuery{Place: "France", NewestFirst: true, Limit: 50})},
	{"events --conflict --actor CHN", events(chancery.EventQuery{Conflict: true, Actor: "CHN", Limit: 50})},
	{"events --min-sources 5", events(chancery.EventQuery{MinSources: 5, NewestFirst: true, Limit: 50})},
	{"events --from 2014-04 --to 2014-04", events(chancery.EventQuery{From: month(2014, 4).First(), To: month(2014, 4).Last(), Limit: 50})},
	{"events of a day, all", events(chancery.EventQuery{From: month(2014, 4).First(), To: month(2014, 4).First()})},
	{"page 201 of all events", deep(chancery.EventQuery{}, 200)},
	{"upcoming", page(func(r *chancery.Record) func(context.Context, chancery.EventQuery, string) (chancery.EventPage, error) {
		return r.Upcoming
	}, chancery.EventQuery{})},
	{"not confirmed", page(func(r *chancery.Record) func(context.Context, chancery.EventQuery, string) (chancery.EventPage, error) {
		return r.Unconfirmed
	}, chancery.EventQuery{})},
	{"conflicts", page(func(r *chancery.Record) func(context.Context, chancery.EventQuery, string) (chancery.EventPage, error) {
		return r.Conflicts
	}, chancery.EventQuery{})},
	{"recent", func(ctx context.Context, rec *chancery.Record) (int, error) {
		p, err := rec.Recent(ctx, "", 50, "")
		return len(p.News), err
	}},
	{"busiest dyads, 12 months", func(ctx context.Context, rec *chancery.Record) (int, error) {
		list, err := rec.BusiestDyads(ctx, 10, 12)
		return len(list), err
	}},
	{"series USA RUS", func(ctx context.Context, rec *chancery.Record) (int, error) {
		list, err := rec.Series(ctx, "USA", "RUS")
		return len(list), err
	}},
	{"counts of all", counts(chancery.EventQuery{})},
	{"counts of USA", counts(chancery.EventQuery{Actor: "USA"})},
	{"counts of --status occurred --from", counts(chancery.EventQuery{Status: plover.Occurred, From: month(2014, 4).First()})},
	{"partners of USA", func(ctx context.Context, rec *chancery.Record) (int, error) {
		list, err := rec.Partners(ctx, "USA", 50)
		return len(list), err
	}},
	{"between USA RUS", between("USA", "RUS")},
	{"between USA RUS, all listed", func(ctx context.Context, rec *chancery.Record) (int, error) {
		d, err := rec.Dossier(ctx, chancery.DossierQuery{Actors: []string{"USA", "RUS"}})
		return len(d.Events), err
	}},
	{"between FRA ESP", between("FRA", "ESP")},
	{"between USA RUS CHN", between("USA", "RUS", "CHN")},
	{"who Vladimir Putin", who("Vladimir Putin")},
	{"who USA", who("USA")},
	{"who, a name that is wrong", func(ctx context.Context, rec *chancery.Record) (int, error) {
		_, err := rec.Resolve(ctx, "Vladimer Puttin")
		var unknown *chancery.UnknownActorError
		if errors.As(err, &unknown) {
			return len(unknown.Suggestions), nil
		}
		return 0, err
	}},
	{"quotes --by \"Vladimir Putin\"", quotes(chancery.QuoteQuery{By: "Vladimir Putin", Limit: 50})},
	{"quotes --by USA --about RUS --newest", quotes(chancery.QuoteQuery{By: "USA", About: "RUS", NewestFirst: true, Limit: 50})},
	{"quotes --by USA", quotes(chancery.QuoteQuery{By: "USA", Limit: 50})},
	{"articles, 50 newest", func(ctx context.Context, rec *chancery.Record) (int, error) {
		p, err := rec.ArticlePage(ctx, chancery.ArticleQuery{NewestFirst: true}, "")
		return len(p.Articles), err
	}},
	{"search, rare words", search("tanker Valletta")},
	{"search, frequent word", search("president")},
	{"search, phrase", search(`"joint military exercise"`)},
	{"search outlet:reuters talks", search("outlet:reuters talks")},
	{"find pair, facets", find("pair:USA,RUS", true)},
	{"find words and actor, facets", find("actor:CHN visit", true)},
	{"find frequent words", find("talks on trade", false)},
}

func month(year, m int) date.Month { return date.MonthOf(date.MakeDay(year, m, 1)) }

func counts(q chancery.EventQuery) func(context.Context, *chancery.Record) (int, error) {
	return func(ctx context.Context, rec *chancery.Record) (int, error) {
		n, err := rec.Counts(ctx, q)
		return n.Events, err
	}
}

func between(names ...string) func(context.Context, *chancery.Record) (int, error) {
	return func(ctx context.Context, rec *chancery.Record) (int, error) {
		d, err := rec.Between(ctx, names...)
		return len(d.Events), err
	}
}

func who(name string) func(context.Context, *chancery.Record) (int, error) {
	return func(ctx context.Context, rec *chancery.Record) (int, error) {
		p, err := rec.Who(ctx, name, 100)
		return len(p.Events), err
	}
}

func quotes(q chancery.QuoteQuery) func(context.Context, *chancery.Record) (int, error) {
	return func(ctx context.Context, rec *chancery.Record) (int, error) {
		list, err := rec.Quotes(ctx, q)
		return len(list), err
	}
}

// Run asks everything and prints how long it took.
func (c *askCmd) Run(ctx context.Context, out io.Writer) error {
	rec, err := chancery.Open(ctx, c.Record, chancery.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	defer rec.Close()
	if _, err := rec.Resolve(ctx, "France"); err != nil { // the register is loaded once
		return err
	}
	if c.Profile != "" {
		f, err := os.Create(c.Profile)
		if err != nil {
			return err
		}
		defer f.Close()
		if err := pprof.StartCPUProfile(f); err != nil {
			return err
		}
		defer pprof.StopCPUProfile()
	}
	fmt.Fprintf(out, "%-40s %8s %10s %10s %10s %10s\n", "question", "found", "first ms", "then ms", "first CPU", "then CPU")
	for _, q := range questions {
		if !strings.Contains(q.name, c.Only) {
			continue
		}
		var times, cpu []float64
		n := 0
		for range max(c.Rounds, 2) {
			began, used := time.Now(), spent.CPU()
			if n, err = q.ask(ctx, rec); err != nil {
				return fmt.Errorf("%s: %w", q.name, err)
			}
			times = append(times, time.Since(began).Seconds()*1000)
			cpu = append(cpu, (spent.CPU()-used).Seconds()*1000)
			if times[0] > 5000 { // once is enough
				break
			}
		}
		first := times[0]
		fmt.Fprintf(out, "%-40s %8d %10.1f %10.1f %10.1f %10.1f\n", q.name, n, first, median(times[min(1, len(times)-1):]), cpu[0], median(cpu[min(1, len(cpu)-1):]))
	}
	return nil
}
