package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"runtime"
	"runtime/pprof"
	"time"

	"chancery"
	"chancery/bench/news"
	"chancery/bench/spent"
)

type growCmd struct {
	made
	Way    string        `enum:"read,truth,put" default:"truth" help:"How the articles get in: read, truth or put (${default})."`
	Record string        `required:"" placeholder:"FILE" help:"The record to make; one that exists is gone on with, if it was made by the same way and seed."`
	Batch  int           `default:"1000" help:"Articles that come at a time, after which events are joined (${default})."`
	For    time.Duration `placeholder:"TIME" help:"Stop after so long; the same command goes on later."`
	Show   int           `placeholder:"N" help:"Show so many happenings that several events tell, or that no event tells."`
	Noise  bool          `default:"true" negatable:"" help:"Readings from the truth miss as much as those of the program do."`

	CPUProfile string `name:"cpuprofile" placeholder:"FILE" help:"Write there what the processor did, for go tool pprof."`
}

// Run fills the record batch by batch and prints a line whenever it has grown by half or more.
func (c *growCmd) Run(ctx context.Context, out io.Writer) (err error) {
	stop, err := profile(c.CPUProfile)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, stop()) }()
	had, err := articlesOf(ctx, c.Record)
	if err != nil {
		return err
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
	fmt.Fprintf(out, "way %s, seed %d, %d articles at a time, %d processors\n", c.Way, c.Seed, c.Batch, runtime.GOMAXPROCS(0))
	m := meter{out: out, path: c.Record, n: had, shown: had}
	began := time.Now()
	batch := make([]news.Article, 0, c.Batch)
	for a := range g.Articles() {
		if a.Number < had {
			in.known(&a)
			continue
		}
		if batch = append(batch, a); len(batch) < c.Batch && a.Number+1 < c.Articles {
			continue
		}
		m.begin()
		if err := in.take(ctx, batch); err != nil {
			return errors.Join(err, in.close())
		}
		m.add(len(batch))
		batch = batch[:0]
		if c.For > 0 && time.Since(began) > c.For {
			break
		}
	}
	m.line()
	if f, ok := in.(*feed); ok {
		err = f.score(ctx, out, c.Show)
	}
	return errors.Join(err, in.close())
}

// profile writes to a file what the processor does until stop is called; "" is no file.
func profile(file string) (stop func() error, err error) {
	if file == "" {
		return func() error { return nil }, nil
	}
	f, err := os.Create(file)
	if err != nil {
		return nil, err
	}
	if err := pprof.StartCPUProfile(f); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return func() error {
		pprof.StopCPUProfile()
		return f.Close()
	}, nil
}

// articlesOf is how many articles a record has, 0 where there is none.
func articlesOf(ctx context.Context, path string) (int, error) {
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	rec, err := chancery.Open(ctx, path, chancery.Options{ReadOnly: true})
	if err != nil {
		return 0, err
	}
	defer rec.Close()
	info, err := rec.Info(ctx)
	return info.Articles, err
}

// An intake takes articles into a record.
type intake interface {
	take(ctx context.Context, batch []news.Article) error
	known(a *news.Article) // it took the article at an earlier time
	close() error
}

// A meter prints what growing costs; making the articles is no part of it.
type meter struct {
	out      io.Writer
	path     string
	n, shown int

	headed       bool
	began        time.Time // the present batch
	beganCPU     time.Duration
	elapsed, cpu time.Duration // since the last line
}

func (m *meter) begin() { m.began, m.beganCPU = time.Now(), spent.CPU() }

// add counts articles, and prints a line at 1, 2, 5, 10, 20, 50 thousand and so on.
func (m *meter) add(n int) {
	m.n += n
	m.elapsed += time.Since(m.began)
	m.cpu += spent.CPU() - m.beganCPU
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
	if !m.headed {
		m.headed = true
		fmt.Fprintf(m.out, "%10s %12s %14s %14s %12s %10s\n", "articles", "a second", "CPU ms each", "bytes each", "Go MB", "peak MB")
	}
	k := float64(m.n - m.shown)
	var mem runtime.MemStats
	runtime.ReadMemStats(&mem)
	fmt.Fprintf(m.out, "%10d %12.0f %14.3f %14.0f %12.0f %10.0f\n", m.n, k/m.elapsed.Seconds(), m.cpu.Seconds()*1000/k,
		float64(fileSize(m.path)+fileSize(m.path+"-wal"))/float64(m.n), float64(mem.HeapInuse)/1e6, spent.Peak()/1e6)
	m.shown, m.elapsed, m.cpu = m.n, 0, 0
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
	f := &feed{truth: newTruth()}
	opt := chancery.Options{}
	if made {
		f.reader = &news.Reader{Noise: noise, Seed: seed}
		opt.Reader = f.reader
	}
	var err error
	f.rec, err = chancery.Open(ctx, path, opt)
	return f, err
}

func (f *feed) known(a *news.Article) { f.truth.add(a) }

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
