package chancery

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"runtime"
	"slices"
	"sync"

	"chancery/internal/ingest"
	"chancery/internal/read"
	"chancery/internal/record"
	"chancery/internal/resolve"
	"chancery/internal/store"
)

// A batch is written in one transaction when it has batchArticles articles or batchBytes bytes of text.
const (
	batchArticles = 100
	batchBytes    = 8 << 20
)

// Read reads the articles of files, folders, addresses and the standard input ("-") into the record. One bad article is
// refused and the rest is read; the error is of the record itself or of ctx. What was read before an error stays.
func (r *Record) Read(ctx context.Context, paths []string, opt ReadOptions) (ReadResult, error) {
	return r.readItems(ctx, ingest.Items(ctx, paths, ingest.Options{Published: opt.Published, Outlet: opt.Outlet, URL: opt.URL}), opt)
}

// ReadArticles reads articles that are at hand, as Read does those of files.
func (r *Record) ReadArticles(ctx context.Context, articles iter.Seq[Article], opt ReadOptions) (ReadResult, error) {
	items := func(yield func(ingest.Item) bool) {
		for a := range articles {
			if !yield(ingest.Item{Path: string(a.ID), Article: a}) {
				return
			}
		}
	}
	return r.readItems(ctx, items, opt)
}

func (r *Record) readItems(ctx context.Context, items iter.Seq[ingest.Item], opt ReadOptions) (ReadResult, error) {
	res := ReadResult{New: []Event{}, Changed: []Event{}, Gone: []ID{}, Refused: []Refusal{}}
	rd, err := r.reader()
	if err != nil {
		return res, err
	}
	w := &intake{rec: r, res: &res, report: opt.Progress}
	for out := range inOrder(ctx, opt.Workers, r.lookedUp(ctx, items), func(out outcome) outcome { return readOne(rd, out) }) {
		if err = w.take(ctx, out); err != nil {
			break
		}
	}
	// What was read is kept and resolved even where the reading was broken off.
	stopped, end := ctx.Err(), context.WithoutCancel(ctx)
	if stopped != nil {
		err = nil
	}
	if err == nil {
		err = w.flush(end)
	}
	err2 := r.settle(end, &w.settled)
	if err != nil && err2 != nil && err.Error() == err2.Error() { // there was no room for either
		err2 = nil
	}
	changes := w.settled.changes()
	res.New, res.Changed, res.Gone = changes.new, changes.changed, changes.gone
	return res, errors.Join(stopped, err, err2)
}

// An outcome is what came of one item: a reading, or known, or err.
type outcome struct {
	path    string
	article record.Article
	reading store.Reading
	known   bool
	err     error // of the article
	fatal   error // of the record
}

// The record is asked for as many articles at once, or for so much text.
const (
	askedAtOnce = 16
	askedBytes  = 1 << 20
)

// lookedUp is the items with what the record says of them: whether it knows the article.
func (r *Record) lookedUp(ctx context.Context, items iter.Seq[ingest.Item]) iter.Seq[outcome] {
	return func(yield func(outcome) bool) {
		var group []outcome
		bytes := 0
		pass := func() bool {
			r.lookUp(ctx, group)
			for _, out := range group {
				if !yield(out) {
					return false
				}
			}
			group, bytes = group[:0], 0
			return true
		}
		for it := range items {
			out := outcome{path: it.Path, article: it.Article, err: it.Err}
			if out.article.ID == "" && out.err == nil {
				out.article.ID = record.MakeArticleID(out.article.URL, out.article.Outlet, out.article.Text)
			}
			group = append(group, out)
			if bytes += len(out.article.Text); (len(group) >= askedAtOnce || bytes >= askedBytes) && !pass() {
				return
			}
		}
		if len(group) > 0 {
			pass()
		}
	}
}

func (r *Record) lookUp(ctx context.Context, group []outcome) {
	err := r.st.View(ctx, func(s store.Reader) (err error) {
		for i := range group {
			if out := &group[i]; out.err == nil && err == nil {
				out.known, err = knows(s, out.article)
			}
		}
		return err
	})
	for i := range group {
		if group[i].err == nil {
			group[i].fatal = err
		}
	}
}

// readOne reads an article unless the record has it.
func readOne(rd Reader, out outcome) outcome {
	if out.err == nil && out.fatal == nil && !out.known {
		out.reading, out.err = readArticle(rd, out.article)
	}
	return out
}

// knows reports whether the record has an article and nothing is to be gained from reading it again: one that had no date
// and is now given with one is read anew.
func knows(s store.Reader, a record.Article) (bool, error) {
	had, err := s.HasArticle(a.ID)
	if err != nil || !had || !a.Published.IsKnown() {
		return had, err
	}
	kept, err := s.Article(a.ID)
	return kept.Published.IsKnown(), err
}

// readArticle is the reading of an article as it is kept. A panic becomes an error: one article must not stop the rest.
func readArticle(rd Reader, a record.Article) (kept store.Reading, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("the program failed on it, which is a defect: %v", p)
		}
	}()
	found, err := rd.Read(a)
	if err != nil {
		return store.Reading{}, err
	}
	return keep(found), nil
}

// keep is what the record keeps of a reading; lists are never nil, so that what is stored and read back is the same.
func keep(found *read.Reading) store.Reading {
	kept := store.Reading{
		Article: found.Article, Sketch: resolve.MakeSketch(found.Article.Text).Bytes(),
		Actors: nonNil(found.Actors), Quotes: nonNil(found.Quotes), Reports: nonNil(found.Reports),
	}
	kept.Article.Text = ""
	for i := range kept.Reports {
		rep := &kept.Reports[i]
		rep.Contexts, rep.Topics, rep.Claims = nonNil(rep.Contexts), nonNil(rep.Topics), nonNil(rep.Claims)
		rep.Actors, rep.Recipients = nonNil(rep.Actors), nonNil(rep.Recipients)
		if rep.Summary == "" {
			rep.Summary = rep.Summarize()
		}
	}
	for i := range kept.Quotes {
		kept.Quotes[i].About = nonNil(kept.Quotes[i].About)
	}
	return kept
}

func nonNil[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// An intake gathers outcomes, in order, writes them batch by batch, and has them settled when there are many. What comes
// together is often about the same days, and then stands together in the record, too.
type intake struct {
	rec     *Record
	res     *ReadResult
	report  func(Progress)
	batch   []outcome
	bytes   int
	done    Progress
	pending int // articles written and not settled
	settled gathering
}

func (w *intake) take(ctx context.Context, out outcome) error {
	if out.fatal != nil {
		return out.fatal
	}
	w.batch = append(w.batch, out)
	w.bytes += len(out.article.Text)
	if len(w.batch) < batchArticles && w.bytes < batchBytes {
		return nil
	}
	if err := w.flush(ctx); err != nil || w.pending < settledAtOnce {
		return err
	}
	w.pending = 0
	return w.rec.settle(ctx, &w.settled)
}

// flush writes the batch in one transaction; only then are its articles counted as read.
func (w *intake) flush(ctx context.Context) error {
	if len(w.batch) == 0 {
		return nil
	}
	if slices.ContainsFunc(w.batch, func(o outcome) bool { return o.err == nil && !o.known }) {
		if err := w.put(ctx); err != nil {
			return err
		}
	}
	before := len(w.res.Refused)
	for _, out := range w.batch {
		w.done.Done++
		w.done.Bytes += int64(len(out.article.Text))
		w.done.Path = out.path
		if out.err != nil {
			w.done.Refused++
			w.res.Refused = append(w.res.Refused, Refusal{Path: out.path, Reason: reason(out.err)})
		}
	}
	w.res.Known = w.done.Done - w.done.Refused - w.res.Read
	w.batch, w.bytes = w.batch[:0], 0
	if refused := w.res.Refused[before:]; len(refused) > 0 {
		err := w.rec.st.Update(ctx, func(s store.Writer) error { return putRefusals(s, w.rec.timestamp(), refused) })
		if err != nil {
			return err
		}
	}
	if w.report != nil {
		w.report(w.done)
	}
	return nil
}

// put writes those of the batch that are new and were read.
func (w *intake) put(ctx context.Context) error {
	var intake int64
	var put []*store.Reading
	err := w.rec.st.Update(ctx, func(s store.Writer) (err error) {
		if intake, err = markIntake(s); err == nil {
			put, err = putAll(s, w.batch)
		}
		return err
	})
	if err != nil {
		return err
	}
	w.rec.fresh.add(intake, put)
	w.res.Read += len(put)
	w.pending += len(put)
	return nil
}

// putAll writes the articles of a batch that are new and were read, and gives their readings.
func putAll(s store.Writer, batch []outcome) (put []*store.Reading, err error) {
	for i := range batch {
		out := &batch[i]
		if out.err != nil || out.known {
			continue
		}
		known, err := knows(s, out.article)
		if err != nil {
			return put, err
		}
		if known { // another one of this run, or of another program
			continue
		}
		if err := errors.Join(s.PutArticle(out.article), putReading(s, out.reading)); err != nil {
			return put, err
		}
		rd := out.reading
		rd.Quotes = nil // settling does not ask for them
		put = append(put, &rd)
	}
	return put, nil
}

// reason is why an article was refused, without its path.
func reason(err error) string {
	var e *ingest.Error
	if !errors.As(err, &e) {
		return err.Error()
	}
	if e.Hint != "" {
		return e.Reason + " (" + e.Hint + ")"
	}
	return e.Reason
}

// inOrder calls f for each item, by several workers at a time (0: one for each processor), and yields the results in the
// order of the items. It ends early when ctx is done.
func inOrder[In, Out any](ctx context.Context, workers int, items iter.Seq[In], f func(In) Out) iter.Seq[Out] {
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	type job struct {
		in  In
		out chan Out
	}
	return func(yield func(Out) bool) {
		ctx, cancel := context.WithCancel(ctx)
		jobs, queue := make(chan job), make(chan job, 2*workers)
		var all sync.WaitGroup
		defer all.Wait()
		defer cancel()
		all.Go(func() {
			defer close(queue)
			defer close(jobs)
			for in := range items {
				j := job{in, make(chan Out, 1)}
				select {
				case queue <- j:
				case <-ctx.Done():
					return
				}
				jobs <- j
			}
		})
		for range workers {
			all.Go(func() {
				for j := range jobs {
					j.out <- f(j.in)
				}
			})
		}
		for j := range queue {
			if !yield(<-j.out) {
				return
			}
		}
	}
}
