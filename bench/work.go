package main

import (
	"encoding/json"
	"fmt"
	"os"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"chancery/internal/doc"
	"chancery/internal/model"
	"chancery/internal/read"
	"chancery/internal/score"
	"chancery/internal/text"
)

// work does the task in a file with the engine: this is the process that is measured.
func work(file string) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var t task
	if err := json.Unmarshal(data, &t); err != nil {
		return fmt.Errorf("task %s: %w", file, err)
	}
	a := &answer{Status: measured}
	if err := workOn(&t, a); err != nil {
		a.Status, a.Reason = failed, err.Error()
	}
	if data, err = json.Marshal(a); err != nil {
		return err
	}
	return os.WriteFile(t.Answer, data, 0o600)
}

func workOn(t *task, a *answer) error {
	start := time.Now()
	if _, err := model.Default(); err != nil {
		return err
	}
	a.Weights = time.Since(start).Seconds()
	r, err := read.New()
	if err != nil {
		return err
	}
	a.Load = time.Since(start).Seconds()
	if t.Gold != "" {
		return writeTrees(r, t.Gold, t.CoNLLU)
	}
	if len(t.Articles) == 0 {
		return nil
	}
	if a.Words, err = annotateAll(r, t.Articles); err != nil {
		return err
	}
	a.Rates, err = rounds(t.Articles, a.Words, t.Seconds, func(batch []string) error {
		_, err := annotateAll(r, batch)
		return err
	})
	return err
}

// beyond is the layers that the language engine does not make.
const beyond = doc.Times | doc.Places | doc.Actors | doc.Quotes | doc.Acts

// annotate makes all layers of the language engine: blocks, tokens, sentences, tags, features, lemmas, trees and names.
func annotate(r *read.Reader, d *doc.Document) {
	d.Mark(beyond)
	r.Annotate(d)
}

// annotateAll annotates the articles on all cores that the process may use, and counts the words of each.
func annotateAll(r *read.Reader, articles []string) ([]int, error) {
	words, errs := make([]int, len(articles)), make([]error, len(articles))
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(articles)) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(articles); i = int(next.Add(1)) - 1 {
				src, err := text.NewSource(articles[i])
				if err != nil {
					errs[i] = fmt.Errorf("article %d: %w", i+1, err)
					continue
				}
				d := &doc.Document{Source: src}
				annotate(r, d)
				words[i] = len(d.Tokens)
			}
		})
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return words, nil
}

// writeTrees annotates a raw text, every line of which is a paragraph, and writes it to a file as CoNLL-U.
func writeTrees(r *read.Reader, raw, file string) error {
	d, err := score.Lines(raw)
	if err != nil {
		return err
	}
	annotate(r, d)
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	if err := score.WriteCoNLLU(f, score.TreesOf(d)); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}

// rounds gives the words a second of several rounds of read, at least three, which take seconds together or longer. After a
// first article to warm up, each round gets as many articles as are read in a third of the time, one after the other
// in their order and again from the first. others.py does the same.
func rounds(articles []string, words []int, seconds float64, read func([]string) error) ([]float64, error) {
	var one float64
	for range 2 { // the first time warms up
		start := time.Now()
		if err := read(articles[:1]); err != nil {
			return nil, err
		}
		one = time.Since(start).Seconds()
	}
	want := seconds / 3 * float64(max(1, words[0])) / max(one, 1e-6)
	var rates []float64
	for at, total := 0, 0.0; len(rates) < 3 || total < seconds; {
		var batch []string
		n := 0
		for len(batch) < len(articles) && (len(batch) == 0 || float64(n) < want) {
			batch = append(batch, articles[at])
			n += words[at]
			at = (at + 1) % len(articles)
		}
		start := time.Now()
		if err := read(batch); err != nil {
			return nil, err
		}
		took := time.Since(start).Seconds()
		total += took
		rates = append(rates, float64(n)/max(took, 1e-9))
	}
	return rates, nil
}

// median is the middle of the values, 0 of none.
func median(values []float64) float64 {
	v := slices.Sorted(slices.Values(values))
	switch n := len(v); {
	case n == 0:
		return 0
	case n%2 == 1:
		return v[n/2]
	default:
		return (v[n/2-1] + v[n/2]) / 2
	}
}
