package main

import (
	"context"
	"path/filepath"
	"testing"

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
