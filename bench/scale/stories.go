package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"chancery"
	"chancery/bench/news"
	"chancery/bench/spent"
	"chancery/internal/plover"
	"chancery/internal/score"
)

type storiesCmd struct {
	made
	Record string `required:"" placeholder:"FILE" help:"A record that grow has filled with the same seed."`
}

// Run asks a record for its stories, all of them and those of a day, and compares them with the truth.
func (c *storiesCmd) Run(ctx context.Context, out io.Writer) error {
	rec, err := chancery.Open(ctx, c.Record, chancery.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	defer rec.Close()
	for _, least := range []int{1, 2} {
		began, used := time.Now(), spent.CPU()
		page, err := rec.StoryPage(ctx, chancery.StoryQuery{NewestFirst: true, MinArticles: least}, "")
		if err != nil {
			return err
		}
		fmt.Fprintf(out, "page of the newest, %d articles at least: %d stories, %.0f ms, CPU %.0f ms\n", least, len(page.Stories), milliseconds(time.Since(began)), milliseconds(spent.CPU()-used))
	}
	day, err := rec.Newest(ctx)
	if err != nil {
		return err
	}
	began, used := time.Now(), spent.CPU()
	some, err := rec.Stories(ctx, chancery.StoryQuery{From: day - 200, To: day - 194})
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "stories of a week: %d, %.0f ms, CPU %.0f ms\n", len(some), milliseconds(time.Since(began)), milliseconds(spent.CPU()-used))

	of := map[chancery.ID]string{}
	used = spent.CPU()
	all, err := rec.Stories(ctx, chancery.StoryQuery{})
	if err != nil {
		return err
	}
	used = spent.CPU() - used
	for i := range all {
		for _, id := range all[i].Articles {
			of[id] = string(all[i].ID)
		}
	}
	fmt.Fprintf(out, "all stories: %d, CPU %.1f s, %.3f ms an article, peak %.0f MB\n", len(all), used.Seconds(), milliseconds(used)/float64(max(len(of), 1)), spent.Peak()/1e6)
	g, err := c.judge(of)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "against the truth: b3 precision %.2f%% recall %.2f%% f1 %.2f%%, %d stories of %d, pairs tp %d fp %d fn %d\n",
		100*g.Precision, 100*g.Recall, 100*g.F1, g.Found, g.Gold, g.Pairs.TP, g.Pairs.FP, g.Pairs.FN)
	return nil
}

func milliseconds(d time.Duration) float64 { return d.Seconds() * 1000 }

// judge compares stories, by the article, with the truth: the same news is what articles tell of one happening with one
// status, so a plan and what comes of it are two.
func (c *storiesCmd) judge(of map[chancery.ID]string) (score.Grouping, error) {
	type told struct {
		happening *news.Happening
		status    plover.Status
	}
	g, err := c.generator()
	if err != nil {
		return score.Grouping{}, err
	}
	names := map[told]string{}
	var gold, found []string
	for a := range g.Articles() {
		t := told{a.Happening, a.Status}
		if names[t] == "" {
			names[t] = fmt.Sprint(len(names))
		}
		if of[a.ID] == "" {
			return score.Grouping{}, errors.New("the record was not filled with this news: other articles or another seed")
		}
		gold, found = append(gold, names[t]), append(found, of[a.ID])
	}
	return score.BCubed(gold, found), nil
}
