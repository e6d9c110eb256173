package main

import (
	"context"
	"errors"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"chancery"
	"chancery/bench/news"
	"chancery/internal/store"
	"chancery/internal/store/sqlite"
)

func BenchmarkPut(b *testing.B) {
	g, err := news.New(news.Options{Seed: 1, Articles: 5000})
	if err != nil {
		b.Fatal(err)
	}
	var all []news.Article
	for a := range g.Articles() {
		all = append(all, a)
	}
	for b.Loop() {
		p, err := newPutter(context.Background(), filepath.Join(b.TempDir(), "r.db"), news.UsualNoise, 1)
		if err != nil {
			b.Fatal(err)
		}
		for i := 0; i < len(all); i += 1000 {
			if err := p.take(context.Background(), all[i:i+1000]); err != nil {
				b.Fatal(err)
			}
		}
		p.close()
	}
}

// A record that is filled in two runs tells nearly all that was made, and joins next to nothing that is two.
func TestGrow(t *testing.T) {
	path := filepath.Join(t.TempDir(), "r.db")
	for _, n := range []int{300, 800} {
		c := growCmd{made: made{Articles: n, Seed: 3}, Way: "truth", Record: path, Batch: 200, Noise: true}
		if err := c.Run(t.Context(), io.Discard); err != nil {
			t.Fatal(err)
		}
	}
	rec, err := chancery.Open(t.Context(), path, chancery.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer rec.Close()
	g, err := news.New(news.Options{Seed: 3, Articles: 800})
	if err != nil {
		t.Fatal(err)
	}
	told := newTruth()
	for a := range g.Articles() {
		told.add(&a)
	}
	v, err := judge(t.Context(), rec, &told)
	if err != nil {
		t.Fatal(err)
	}
	if 100*v.found < 95*v.happenings || 100*v.extra > 3*v.found || 100*v.mixed > 2*v.events || v.happenings < 200 {
		t.Errorf("%+v", v)
	}
}

// A record is the same in another order, and what differs is named.
func TestSame(t *testing.T) {
	path := filepath.Join(t.TempDir(), "r.db")
	grow := growCmd{made: made{Articles: 400, Seed: 5}, Way: "truth", Record: path, Batch: 130, Noise: true}
	if err := grow.Run(t.Context(), io.Discard); err != nil {
		t.Fatal(err)
	}
	same := sameCmd{Record: path, Seed: 5, Noise: true, Against: []string{"rebuild", "ids", "newest"}, Show: 20}
	var out strings.Builder
	if err := same.Run(t.Context(), &out); err != nil {
		t.Fatal(err, out.String())
	}
	db, err := sqlite.Open(t.Context(), path, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	err = db.Update(t.Context(), func(w store.Writer) error {
		ids, err := w.EventIDs("", 1)
		if err != nil {
			return err
		}
		return w.DropEvent(ids[0])
	})
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	same.Against = []string{"ids"}
	out.Reset()
	if err := same.Run(t.Context(), &out); err == nil || !strings.Contains(out.String(), "only in the other") {
		t.Errorf("an event less: %v %s", err, out.String())
	}
}
