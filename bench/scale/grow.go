package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"runtime"
	"time"

	"chancery"
	"chancery/bench/news"
)

type growCmd struct {
	made
	Way    string `enum:"read,truth,put" default:"truth" help:"How the articles get in: read, truth or put (${default})."`
	Record string `required:"" placeholder:"FILE" help:"The record to make; it must not exist."`
	Batch  int    `default:"1000" help:"Articles that come at a time, after which events are joined (${default})."`
	Noise  bool   `default:"true" negatable:"" help:"Readings from the truth miss as much as those of the program do."`
}

// Run fills the record batch by batch and prints a line whenever it has grown by half or more.
func (c *growCmd) Run(ctx context.Context, out io.Writer) error {
	if _, err := os.Stat(c.Record); !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s is there: give a new file", c.Record)
	}
	g, err := c.generator()
	if err != nil {
		return err
	}
	noise := news.UsualNoise
	if !c.Noise {
		noise = news.Noise{}
	}
	var in intake
	switch c.Way {
	case "put":
		in, err = newPutter(ctx, c.Record, noise, c.Seed)
	default:
		in, err = newFeed(ctx, c.Record, c.Way == "truth", noise, c.Seed)
	}
	if err != nil {
		return err
	}
	m := meter{out: out, path: c.Record, began: time.Now(), last: time.Now()}
	fmt.Fprintf(out, "way %s, seed %d, %d articles at a time, %d processors\n", c.Way, c.Seed, c.Batch, runtime.GOMAXPROCS(0))
	m.head()
	batch := make([]news.Article, 0, c.Batch)
	flush := func() error {
		err := in.take(ctx, batch)
		m.add(len(batch))
		batch = batch[:0]
		return err
	}
	for a := range g.Articles() {
		if batch = append(batch, a); len(batch) == c.Batch {
			if err := flush(); err != nil {
				return errors.Join(err, in.close())
			}
		}
	}
	if err := flush(); err != nil {
		return errors.Join(err, in.close())
	}
	m.line()
	if f, ok := in.(*feed); ok {
		err = f.score(ctx, out)
	}
	return errors.Join(err, in.close())
}

// An intake takes articles into a record.
type intake interface {
	take(ctx context.Context, batch []news.Article) error
	close() error
}

// A meter prints what growing costs.
type meter struct {
	out         io.Writer
	path        string
	began, last time.Time
	n, shown    int
	cpu         time.Duration
}

func (m *meter) head() {
	fmt.Fprintf(m.out, "%10s %12s %14s %14s %12s %10s\n", "articles", "a second", "CPU ms each", "bytes each", "Go MB", "peak MB")
}

// add counts articles, and prints a line at 1, 2, 5, 10, 20, 50 thousand and so on.
func (m *meter) add(n int) {
	m.n += n
	if m.n >= nextMark(m.shown) {
		m.line()
	}
}

func nextMark(n int) int {
	for mark := 1000; ; mark *= 10 {
		for _, f := range []int{1, 2, 5} {
			if f*mark > n {
				return f * mark
			}
		}
	}
}

// line prints what the articles since the last line have cost.
func (m *meter) line() {
	if m.n == m.shown {
		return
	}
	now, cpu := time.Now(), cpuTime()
	k := float64(m.n - m.shown)
	var mem runtime.MemStats
	runtime.ReadMemStats(&mem)
	fmt.Fprintf(m.out, "%10d %12.0f %14.3f %14.0f %12.0f %10.0f\n", m.n, k/now.Sub(m.last).Seconds(), (cpu-m.cpu).Seconds()*1000/k,
		float64(fileSize(m.path)+fileSize(m.path+"-wal"))/float64(m.n), float64(mem.HeapInuse)/1e6, peakMemory()/1e6)
	m.shown, m.last, m.cpu = m.n, now, cpu
}

func fileSize(path string) int64 {
	st, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return st.Size()
}

// A feed gives articles to the program, as a stream of news would, and keeps the truth about them.
type feed struct {
	rec    *chancery.Record
	reader *news.Reader // nil: that of the program
	truth  truth
}

func newFeed(ctx context.Context, path string, made bool, noise news.Noise, seed uint64) (*feed, error) {
	f := &feed{truth: truth{happening: map[chancery.ID]*news.Happening{}}}
	opt := chancery.Options{}
	if made {
		f.reader = &news.Reader{Noise: noise, Seed: seed}
		opt.Reader = f.reader
	}
	var err error
	f.rec, err = chancery.Open(ctx, path, opt)
	return f, err
}

func (f *feed) close() error { return f.rec.Close() }

func (f *feed) take(ctx context.Context, batch []news.Article) error {
	for i := range batch {
		f.truth.add(&batch[i])
		if f.reader != nil {
			f.reader.Expect(&batch[i])
		}
	}
	res, err := f.rec.ReadArticles(ctx, func(yield func(chancery.Article) bool) {
		for i := range batch {
			if !yield(batch[i].Article) {
				return
			}
		}
	}, chancery.ReadOptions{})
	if err == nil && len(res.Refused) > 0 {
		err = fmt.Errorf("%d articles were refused: %s", len(res.Refused), res.Refused[0].Reason)
	}
	return err
}
