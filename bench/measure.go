package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"runtime"

	"chancery/internal/score"
)

// A result is all that was measured.
type result struct {
	Machine struct {
		OS         string `json:"os"`
		Arch       string `json:"arch"`
		Processors int    `json:"processors"`
		Go         string `json:"go"`
	} `json:"machine"`
	Text struct {
		Name     string `json:"name"` // the file, or corpus
		Articles int    `json:"articles"`
		Words    int    `json:"words"`
	} `json:"text"`
	Gold    string   `json:"gold,omitempty"` // the file
	Systems []system `json:"systems"`        // the engine first
	Start   startup  `json:"start"`
}

// A system is what was measured of the engine or of another system. A zero is not measured.
type system struct {
	Name     string            `json:"name"`
	Version  string            `json:"version,omitempty"`
	Model    string            `json:"model,omitempty"`
	Status   status            `json:"status"`
	Reason   string            `json:"reason,omitempty"`
	Load     float64           `json:"load_seconds,omitempty"`
	One      speed             `json:"one_core"`
	All      speed             `json:"all_cores"`
	Accuracy *score.TreeCounts `json:"accuracy,omitempty"`
	Scored   []string          `json:"scored,omitempty"` // the measures of Accuracy that are comparable
	Note     string            `json:"note,omitempty"`

	key    string
	scheme []string
}

// A speed is that of one process.
type speed struct {
	Rate   float64 `json:"words_per_second"` // the median of Rounds
	Rounds int     `json:"rounds"`
	Memory int64   `json:"memory_bytes"` // the most that was resident
	Share  float64 `json:"processors"`   // that the process had, on average
}

func makeSpeed(a *answer) speed {
	return speed{Rate: median(a.Rates), Rounds: len(a.Rates), Memory: a.memory, Share: a.share}
}

func (s *system) keepOne(a *answer) {
	s.Version, s.Model, s.Load, s.One = a.Version, a.Model, a.Load, makeSpeed(a)
}

func (s *system) keepAll(a *answer) { s.All = makeSpeed(a) }

// measure measures everything that the options ask for, and says on errs what it is at.
func measure(ctx context.Context, opt *options, errs io.Writer) (*result, error) {
	t, err := load(opt)
	if err != nil {
		return nil, err
	}
	b, err := newBencher(opt)
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(b.dir)
	res := &result{Gold: opt.Gold}
	res.Machine.OS, res.Machine.Arch, res.Machine.Processors, res.Machine.Go = runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), runtime.Version()
	at := func(what string) { fmt.Fprintf(errs, "bench: %s\n", what) }

	at("Chancery")
	s, err := b.measureEngine(ctx, t)
	if err != nil {
		return nil, err
	}
	res.Systems = append(res.Systems, *s)
	res.Text.Name, res.Text.Articles, res.Text.Words = t.name, len(t.articles), sum(t.words)
	at("start")
	if res.Start, err = b.measureStart(ctx, t.articles[0]); err != nil {
		return nil, err
	}
	for _, o := range others(opt) {
		at(o.name)
		if s, err = b.measureOther(ctx, o, t); err != nil {
			return nil, err
		}
		res.Systems = append(res.Systems, *s)
	}
	if t.gold != "" {
		return res, b.scoreAll(res)
	}
	return res, nil
}

// measureEngine measures the engine and counts the words of the articles.
func (b *bencher) measureEngine(ctx context.Context, t *material) (*system, error) {
	s := &system{Name: "Chancery", Status: measured, key: "chancery", scheme: allMeasures}
	one, err := b.engine(ctx, task{Articles: t.articles, Seconds: b.opt.Seconds, Threads: 1})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", t.name, err)
	}
	s.keepOne(one)
	if t.words = one.Words; sum(t.words) == 0 {
		return nil, fmt.Errorf("%s: no words in it", t.name)
	}
	all, err := b.engine(ctx, task{Articles: t.articles, Seconds: b.opt.Seconds})
	if err != nil {
		return nil, err
	}
	s.keepAll(all)
	if t.gold == "" {
		return s, nil
	}
	if _, err := b.engine(ctx, task{Gold: t.gold, CoNLLU: b.trees(s.key)}); err != nil {
		return nil, fmt.Errorf("%s: %w", b.opt.Gold, err)
	}
	return s, nil
}

// scoreAll scores what the systems wrote for the gold. A system that changed the text is not scored, and says so.
func (b *bencher) scoreAll(res *result) error {
	gold, err := readTrees(b.opt.Gold)
	if err != nil {
		return err
	}
	for i := range res.Systems {
		s := &res.Systems[i]
		if s.Status != measured {
			continue
		}
		counts, err := scoreFile(gold, b.trees(s.key))
		if err != nil {
			s.Reason = shorten("not scored: " + err.Error())
			continue
		}
		s.Accuracy, s.Scored = counts, s.scheme
	}
	return nil
}

func scoreFile(gold *score.Treebank, file string) (*score.TreeCounts, error) {
	found, err := readTrees(file)
	if err != nil {
		return nil, reason(err)
	}
	counts, err := score.Trees(gold, found)
	return &counts, err
}

func sum(values []int) int {
	n := 0
	for _, v := range values {
		n += v
	}
	return n
}
