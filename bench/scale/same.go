package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"

	"chancery"
	"chancery/bench/news"
	"chancery/bench/spent"
	"chancery/internal/record"
	"chancery/internal/store"
	"chancery/internal/store/sqlite"
)

type sameCmd struct {
	Record  string   `required:"" placeholder:"FILE" help:"A record that grow has made by the way of truth; it is not changed. Copies are made beside it."`
	Seed    uint64   `default:"1" help:"That of its news (${default})."`
	Noise   bool     `default:"true" negatable:"" help:"As when it was made."`
	Against []string `enum:"rebuild,ids,newest" default:"rebuild,ids,newest" help:"What it is compared with: its rebuild; its articles read in the order of their ids, or the newest first (${default})."`
	Show    int      `default:"20" help:"Differences that are shown of each (${default})."`
}

// Run makes the record in other ways and compares all that follows from its articles, byte for byte. A difference is an error.
func (c *sameCmd) Run(ctx context.Context, out io.Writer) error {
	n, err := articlesOf(ctx, c.Record)
	if err != nil {
		return err
	}
	reader, err := c.reader(n)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp(filepath.Dir(c.Record), "same-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	fmt.Fprintf(out, "%d articles\n%-10s %12s %12s %12s %12s\n", n, "against", "compared", "different", "CPU s", "peak MB")
	bad := false
	for _, against := range c.Against {
		began, other := spent.CPU(), filepath.Join(dir, against+".db")
		said, err := c.make(ctx, against, other, reader)
		if err != nil {
			return fmt.Errorf("%s: %w", against, err)
		}
		cmp := comparison{show: c.Show, different: len(said), said: said[:min(len(said), c.Show)]}
		if err := cmp.records(ctx, c.Record, other); err != nil {
			return fmt.Errorf("%s: %w", against, err)
		}
		fmt.Fprintf(out, "%-10s %12d %12d %12.0f %12.0f\n", against, cmp.compared, cmp.different, (spent.CPU() - began).Seconds(), spent.Peak()/1e6)
		for _, s := range cmp.said {
			fmt.Fprintln(out, " ", s)
		}
		bad = bad || cmp.different > 0
		if err := os.Remove(other); err != nil {
			return err
		}
	}
	if bad {
		return errors.New("the record depends on how it was made")
	}
	return nil
}

// reader expects the first n articles, as often as they come.
func (c *sameCmd) reader(n int) (*news.Reader, error) {
	g, err := (&made{Articles: n, Seed: c.Seed}).generator()
	if err != nil {
		return nil, err
	}
	r := &news.Reader{Seed: c.Seed, Keeps: true}
	if c.Noise {
		r.Noise = news.UsualNoise
	}
	for a := range g.Articles() {
		r.Expect(&a)
	}
	return r, nil
}

// make makes the record in another way. A rebuild has something to say of each difference that it has found itself.
func (c *sameCmd) make(ctx context.Context, how, path string, reader *news.Reader) (said []string, err error) {
	if how == "rebuild" {
		if err := copyFile(path, c.Record); err != nil {
			return nil, err
		}
	}
	rec, err := chancery.Open(ctx, path, chancery.Options{Reader: reader})
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rec.Close()) }()
	if how == "rebuild" {
		diffs, err := rec.Rebuild(ctx, chancery.RebuildOptions{})
		for _, d := range diffs {
			said = append(said, d.What+" "+d.How)
		}
		return said, err
	}
	db, err := sqlite.Open(ctx, c.Record, sqlite.Options{ReadOnly: true})
	if err != nil {
		return nil, err
	}
	defer db.Close()
	return nil, db.View(ctx, func(s store.Reader) error { return readAgain(ctx, s, rec, how == "newest") })
}

// readAgain reads the articles of a record into another one: in the order of their ids, or the newest first. They come some
// at a time, never as many as before.
func readAgain(ctx context.Context, s store.Reader, rec *chancery.Record, newest bool) error {
	rng := rand.New(rand.NewPCG(1, 1))
	var batch []chancery.Article
	most := 1 + rng.IntN(1500)
	add := func(a record.Article) error {
		batch = append(batch, a)
		if len(batch) < most {
			return nil
		}
		_, err := rec.ReadArticles(ctx, slices.Values(batch), chancery.ReadOptions{Workers: 1 + rng.IntN(3)})
		batch, most = batch[:0], 1+rng.IntN(1500)
		return err
	}
	if !newest {
		if err := s.EachArticle(add); err != nil {
			return err
		}
	} else {
		list, err := s.ListArticles(store.ArticleQuery{Newest: true})
		if err != nil {
			return err
		}
		for i := range list {
			a, err := s.Article(list[i].ID)
			if err == nil {
				err = add(a)
			}
			if err != nil {
				return err
			}
		}
	}
	_, err := rec.ReadArticles(ctx, slices.Values(batch), chancery.ReadOptions{})
	return err
}

func copyFile(to, from string) (err error) {
	r, err := os.Open(from)
	if err != nil {
		return err
	}
	defer r.Close()
	w, err := os.Create(to)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.Close()) }()
	_, err = io.Copy(w, r)
	return err
}
