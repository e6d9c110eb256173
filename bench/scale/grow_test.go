package main

import (
	"context"
	"io"
	"path/filepath"
	"testing"

	"chancery"
	"chancery/bench/news"
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
