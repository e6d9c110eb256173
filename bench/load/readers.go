package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"slices"
	"sync"
	"text/tabwriter"
	"time"

	"chancery/bench/news"
)

// A cost is what a page takes when nobody else asks.
type cost struct{ cpu, most float64 } // milliseconds of processors, in the mean, and of the costliest address

// alone asks for pages one after another and weighs each; the first time, in which caches fill, is not counted.
func (c *measureCmd) alone(ctx context.Context, d *desk, pages []page) ([]cost, error) {
	out := make([]cost, len(pages))
	for i, p := range pages {
		for k, path := range p.paths[:min(len(p.paths), 12)] {
			if _, err := d.get(ctx, path); err != nil {
				return nil, err
			}
			before, err := d.usage(ctx)
			if err != nil {
				return nil, err
			}
			rounds := max(c.Rounds/min(len(p.paths), 12), 2)
			for range rounds {
				if _, err := d.get(ctx, path); err != nil {
					return nil, err
				}
			}
			after, err := d.usage(ctx)
			if err != nil {
				return nil, err
			}
			ms := (after.CPU - before.CPU).Seconds() * 1000 / float64(rounds)
			out[i].cpu += (ms - out[i].cpu) / float64(k+1)
			out[i].most = max(out[i].most, ms)
		}
	}
	return out, nil
}

// A sample is how long the answers of one kind took.
type sample struct {
	times  []time.Duration
	failed int
}

func (s *sample) quantile(q float64) float64 {
	if len(s.times) == 0 {
		return 0
	}
	slices.Sort(s.times)
	return s.times[min(int(q*float64(len(s.times))), len(s.times)-1)].Seconds() * 1000
}

// An intake is how the reading of articles went.
type intake struct{ done, failed int }

// together lets all readers loose, while articles come in.
func (c *measureCmd) together(ctx context.Context, d *desk, pages []page) ([]sample, intake) {
	ctx, cancel := context.WithTimeout(ctx, c.For)
	defer cancel()
	seen := make([]sample, len(pages))
	var mu sync.Mutex
	var all sync.WaitGroup
	for n := range c.Readers {
		all.Go(func() {
			rng := rand.New(rand.NewPCG(c.Seed, uint64(n)))
			rest(ctx, rng, c.Pause) // not all begin at once
			for ctx.Err() == nil {
				i := choose(rng, pages)
				path := pages[i].paths[rng.IntN(len(pages[i].paths))]
				began := time.Now()
				_, err := d.get(context.WithoutCancel(ctx), path)
				took := time.Since(began)
				mu.Lock()
				seen[i].times = append(seen[i].times, took)
				if err != nil {
					seen[i].failed++
					fmt.Fprintln(os.Stderr, "load:", err)
				}
				mu.Unlock()
				rest(ctx, rng, c.Pause)
			}
		})
	}
	in := c.feed(ctx, d)
	all.Wait()
	return seen, in
}

// rest waits as long as a reader looks at a page: mostly briefly, now and then for long.
func rest(ctx context.Context, rng *rand.Rand, mean time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(time.Duration(rng.ExpFloat64() * float64(mean))):
	}
}

func choose(rng *rand.Rand, pages []page) int {
	sum := 0
	for _, p := range pages {
		sum += p.share
	}
	at := rng.IntN(sum)
	for i, p := range pages {
		if at -= p.share; at < 0 {
			return i
		}
	}
	return 0
}

// feed sends made-up articles to be read until ctx is done: news that the record does not have yet.
func (c *measureCmd) feed(ctx context.Context, d *desk) intake {
	var in intake
	if c.Articles <= 0 {
		<-ctx.Done()
		return in
	}
	g, err := news.New(news.Options{Seed: uint64(time.Now().UnixNano()), Articles: 1 << 20})
	if err != nil {
		fmt.Fprintln(os.Stderr, "load:", err)
		return in
	}
	tick := time.NewTicker(time.Duration(float64(time.Second) / c.Articles))
	defer tick.Stop()
	for a := range g.Articles() {
		select {
		case <-ctx.Done():
			return in
		case <-tick.C:
		}
		body, err := json.Marshal(map[string]string{"title": a.Title, "outlet": a.Outlet, "url": a.URL, "published": fmt.Sprint(a.Published.From), "text": a.Text})
		if err == nil {
			err = d.post(context.WithoutCancel(ctx), body)
		}
		if in.done++; err != nil {
			in.failed++
			fmt.Fprintln(os.Stderr, "load:", err)
		}
	}
	return in
}

func (d *desk) post(ctx context.Context, body []byte) error {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, d.base+"/api/v1/articles", bytes.NewReader(body))
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/json")
	_, err = d.do(r)
	return err
}

func printTable(out io.Writer, pages []page, costs []cost, seen []sample) {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "page\tCPU ms\tmost\tasked\tp50 ms\tp95 ms\tmost\tfailed\t")
	for i, p := range pages {
		s := &seen[i]
		fmt.Fprintf(w, "%s\t%.1f\t%.1f\t%d\t%.0f\t%.0f\t%.0f\t%d\t\n", p.name, costs[i].cpu, costs[i].most, len(s.times), s.quantile(.5), s.quantile(.95), s.quantile(1), s.failed)
	}
	w.Flush()
}
