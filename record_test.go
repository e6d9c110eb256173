package chancery

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"chancery/internal/date"
	"chancery/internal/plover"
	"chancery/internal/read"
	"chancery/internal/record"
	"chancery/internal/store"
	"github.com/google/go-cmp/cmp"
)

// A scripted reader finds what the lines of an article say, so that these tests do not depend on how English is read:
//
//	title Talks in Paris
//	outlet Example Wire
//	date 2023-07-14
//	CONSULT occurred 2023-07-13 FRA:emmanuel-macron IND:narendra-modi
//	says emmanuel-macron IND the words
//	panic | fail
type scripted struct{}

func (scripted) Read(a record.Article) (*read.Reading, error) {
	r := &read.Reading{Article: a}
	offset := 0
	for line := range strings.Lines(a.Text) {
		start := offset
		offset += len(line)
		f := strings.Fields(line)
		if len(f) == 0 {
			continue
		}
		rest := strings.TrimSpace(strings.TrimPrefix(line, f[0]))
		switch f[0] {
		case "title":
			r.Article.Title = rest
		case "outlet":
			r.Article.Outlet = rest
		case "date":
			d, err := date.ParseDay(rest)
			if err != nil {
				return nil, err
			}
			r.Article.Published = date.MakeRange(d, date.Stated)
		case "says":
			r.Quotes = append(r.Quotes, record.Quote{
				ID: record.ID(fmt.Sprintf("%s.q%d", a.ID, len(r.Quotes)+1)), Article: a.ID, Kind: "direct", Words: strings.Join(f[3:], " "), Start: uint32(start), End: uint32(offset - 1),
				Speaker: record.ActorID(f[1]), Name: f[1], About: []record.ActorID{record.ActorID(f[2])}, Published: r.Article.Published,
			})
			r.Actors = append(r.Actors, actorOf(f[1]))
		case "panic":
			panic("the reader is broken")
		case "fail":
			return nil, errors.New("the reader gives up")
		default:
			if rep, ok := reportOf(r, line, start); ok {
				r.Reports = append(r.Reports, rep)
			}
		}
	}
	return r, nil
}

func reportOf(r *read.Reading, line string, start int) (record.Report, bool) {
	f := strings.Fields(line)
	kind, err := plover.ParseKind(f[0])
	if err != nil || len(f) < 4 {
		return record.Report{}, false
	}
	rep := record.Report{ID: record.ID(fmt.Sprintf("%s.%d", r.Article.ID, len(r.Reports)+1)), Article: r.Article.ID, Main: true}
	rep.Kind = kind
	rep.Status, _ = plover.ParseStatus(f[1])
	if d, err := date.ParseDay(f[2]); err == nil {
		rep.Date = date.MakeRange(d, date.Stated)
	}
	for _, p := range f[3:] {
		a := actorOf(p)
		if !slices.ContainsFunc(r.Actors, func(b record.Actor) bool { return b.ID == a.ID }) {
			r.Actors = append(r.Actors, a)
		}
		rep.Actors = append(rep.Actors, record.Party{Actor: a.ID, Name: a.Name, Country: a.Country})
	}
	line = strings.TrimSpace(line)
	day := start + strings.Index(line, f[2])
	rep.Claims = []record.Claim{
		{Field: record.FieldKind, Value: f[0], Article: r.Article.ID, Start: uint32(start), End: uint32(start + len(line)), Words: line, Rule: "scripted"},
		{Field: record.FieldDate, Value: f[2], Article: r.Article.ID, Start: uint32(day), End: uint32(day + len(f[2])), Words: f[2], Rule: "scripted"},
	}
	return rep, true
}

// actorOf is "FRA", "FRA:emmanuel-macron" or "emmanuel-macron".
func actorOf(s string) record.Actor {
	country, person, ok := strings.Cut(s, ":")
	switch {
	case ok:
		return record.Actor{ID: record.ActorID(person), Name: nameOf(person), Kind: "person", Country: country, Names: []string{"President " + nameOf(person)}}
	case len(s) == 3:
		return record.Actor{ID: record.ActorID(s), Name: s, Kind: "state", Country: s}
	}
	return record.Actor{ID: record.ActorID(s), Name: nameOf(s), Kind: "person"}
}

// nameOf is "Emmanuel Macron" for "emmanuel-macron".
func nameOf(slug string) string {
	words := strings.Split(slug, "-")
	for i, w := range words {
		words[i] = strings.ToUpper(w[:1]) + w[1:]
	}
	return strings.Join(words, " ")
}

func openRecord(t *testing.T, path string, opt Options) *Record {
	t.Helper()
	opt.Reader = scripted{}
	r, err := Open(context.Background(), path, opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close() })
	return r
}

func newRecord(t *testing.T) *Record {
	t.Helper()
	return openRecord(t, filepath.Join(t.TempDir(), "r.db"), Options{})
}

// write puts each text into a file.
func write(t *testing.T, texts ...string) []string {
	t.Helper()
	dir := t.TempDir()
	var paths []string
	for i, s := range texts {
		path := filepath.Join(dir, fmt.Sprintf("%03d.txt", i))
		if err := os.WriteFile(path, []byte(s), 0o600); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	return paths
}

func mustRead(t *testing.T, r *Record, paths []string, opt ReadOptions) ReadResult {
	t.Helper()
	res, err := r.Read(context.Background(), paths, opt)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

// dump is everything that a record shows.
func dump(t *testing.T, r *Record) string {
	t.Helper()
	ctx := context.Background()
	articles, err1 := r.Articles(ctx)
	events, err2 := r.Events(ctx, EventQuery{})
	quotes, err3 := r.Quotes(ctx, QuoteQuery{})
	var actors []Actor
	err4 := r.st.View(ctx, func(s store.Reader) error {
		return s.EachActor(func(a Actor) error { actors = append(actors, a); return nil })
	})
	if err := errors.Join(err1, err2, err3, err4); err != nil {
		t.Fatal(err)
	}
	b, err := json.MarshalIndent(map[string]any{"articles": articles, "events": events, "quotes": quotes, "actors": actors}, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

var talks = []string{
	"title Talks in Paris\noutlet Morning Wire\ndate 2023-07-14\nCONSULT occurred 2023-07-13 FRA:emmanuel-macron IND:narendra-modi\nsays emmanuel-macron IND we agree on submarines\n",
	"title A visit announced\noutlet Evening Post\ndate 2023-07-10\nCONSULT planned 2023-07-13 FRA IND\nSANCTION occurred 2023-07-09 FRA RUS\n",
	"title Of a treaty\noutlet Morning Wire\ndate 2023-09-01\nAGREE planned 2023-09-02 FRA:emmanuel-macron DEU:olaf-scholz\nsays narendra-modi FRA thank you\n",
}

func TestReadTwice(t *testing.T) {
	r := newRecord(t)
	paths := write(t, talks...)
	res := mustRead(t, r, paths, ReadOptions{})
	if res.Read != 3 || res.Known != 0 || len(res.New) != 3 || len(res.Refused) != 0 {
		t.Fatalf("first: %+v", res)
	}
	before := dump(t, r)
	res = mustRead(t, r, paths, ReadOptions{})
	if res.Read != 0 || res.Known != 3 || len(res.New)+len(res.Changed)+len(res.Gone) != 0 {
		t.Errorf("second: %+v", res)
	}
	if diff := cmp.Diff(before, dump(t, r)); diff != "" {
		t.Errorf("reading twice changed the record: %s", diff)
	}
}

func TestNewsChangesAnEvent(t *testing.T) {
	r := newRecord(t)
	paths := write(t, talks...)
	first := mustRead(t, r, paths[1:2], ReadOptions{})
	second := mustRead(t, r, paths[:1], ReadOptions{})
	if len(first.New) != 2 || len(second.New) != 0 || len(second.Changed) != 1 || len(second.Gone) != 0 {
		t.Fatalf("new %d, then new %d, changed %d, gone %d", len(first.New), len(second.New), len(second.Changed), len(second.Gone))
	}
	e := second.Changed[0]
	if e.Status != plover.Occurred || e.Sources.Articles != 2 || len(e.Actors) != 2 || e.Actors[0].Actor != "emmanuel-macron" {
		t.Errorf("event %+v", e)
	}
}

// world makes n articles about few actors and days, so that reports meet.
func world(n int) []string {
	rng := rand.New(rand.NewPCG(11, 12))
	people := []string{"FRA:emmanuel-macron", "FRA", "IND:narendra-modi", "IND", "DEU:olaf-scholz", "DEU", "BRA"}
	var out []string
	for i := range n {
		s := fmt.Sprintf("title Story %d\noutlet Outlet %d\n", i, rng.IntN(5))
		if rng.IntN(6) > 0 {
			s += "date " + (date.MakeDay(2023, 7, 1) + date.Day(rng.IntN(30))).String() + "\n"
		}
		for range rng.IntN(4) {
			day := "-"
			if rng.IntN(3) > 0 {
				day = (date.MakeDay(2023, 7, 1) + date.Day(rng.IntN(30))).String()
			}
			s += fmt.Sprintf("%s %s %s %s %s\n", []string{"CONSULT", "ACCUSE", "AGREE"}[rng.IntN(3)], []string{"planned", "occurred", "cancelled"}[rng.IntN(3)], day,
				people[rng.IntN(len(people))], people[rng.IntN(len(people))])
		}
		out = append(out, s)
	}
	return out
}

func TestSameRecordForAnyOrderBatchAndWorkers(t *testing.T) {
	paths := write(t, world(250)...)
	r := newRecord(t)
	mustRead(t, r, paths, ReadOptions{Workers: 1})
	want := dump(t, r)
	if n := strings.Count(want, `"first_reported"`); n < 50 {
		t.Fatalf("only %d events", n)
	}
	rng := rand.New(rand.NewPCG(1, 2))
	for _, workers := range []int{2, 8} {
		rng.Shuffle(len(paths), func(i, j int) { paths[i], paths[j] = paths[j], paths[i] })
		r := newRecord(t)
		for part := range slices.Chunk(paths, 250/workers+1) {
			mustRead(t, r, part, ReadOptions{Workers: workers})
		}
		if diff := cmp.Diff(want, dump(t, r)); diff != "" {
			t.Errorf("%d workers: %s", workers, diff)
		}
		if diffs, err := r.Check(context.Background(), RebuildOptions{Workers: workers}); err != nil || len(diffs) > 0 {
			t.Errorf("%d workers: check: %v %v", workers, diffs, err)
		}
	}
}

func TestBadArticlesAreRefusedAndTheRestIsRead(t *testing.T) {
	r := newRecord(t)
	paths := write(t, talks[0], "panic\n", "fail\n", "", talks[1])
	paths = append(paths, filepath.Join(t.TempDir(), "missing.txt"))
	var seen []Progress
	res := mustRead(t, r, paths, ReadOptions{Progress: func(p Progress) { seen = append(seen, p) }})
	if res.Read != 2 || len(res.Refused) != 4 {
		t.Fatalf("%+v", res)
	}
	for i, want := range []string{"defect: the reader is broken", "gives up", "empty", "no such file"} {
		if ref := res.Refused[i]; !strings.Contains(ref.Reason, want) || ref.Path == "" || strings.Contains(ref.Reason, ref.Path) {
			t.Errorf("refusal %d: %+v, want %q", i, ref, want)
		}
	}
	if last := seen[len(seen)-1]; last.Done != 6 || last.Refused != 4 || last.Bytes == 0 {
		t.Errorf("progress %+v", last)
	}
}

func TestCheckNamesDifferencesAndRebuildMendsThem(t *testing.T) {
	ctx := context.Background()
	r := newRecord(t)
	mustRead(t, r, write(t, talks...), ReadOptions{})
	before := dump(t, r)
	events, err := r.Events(ctx, EventQuery{Kind: plover.Sanction})
	if err != nil || len(events) != 1 {
		t.Fatal(events, err)
	}
	reading := store.Reading{}
	err = r.st.Update(ctx, func(s store.Writer) error {
		e := events[0]
		e.Status = plover.Denied
		extra := e
		extra.ID = "extra"
		var err error
		if reading, err = s.Reading(e.Claims[0].Article); err != nil {
			return err
		}
		reading.Article.Title = "Another title"
		return errors.Join(s.PutEvent(e), s.PutEvent(extra), s.PutReading(reading), s.DropActor("DEU"))
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, do := range []func(context.Context, RebuildOptions) ([]Difference, error){r.Check, r.Rebuild} {
		diffs, err := do(ctx, RebuildOptions{})
		if err != nil {
			t.Fatal(err)
		}
		text := ""
		for _, d := range diffs {
			text += d.What + ": " + d.How + "\n"
		}
		for _, want := range []string{
			"event " + string(events[0].ID) + ": status: denied in the record, occurred from its articles\n",
			"event extra: is in the record, but not in its articles\n",
			"title: Another title in the record, A visit announced from its articles\n",
		} {
			if !strings.Contains(text, want) {
				t.Errorf("differences lack %q:\n%s", want, text)
			}
		}
	}
	if diffs, err := r.Check(ctx, RebuildOptions{}); err != nil || len(diffs) > 0 {
		t.Errorf("after rebuild: %v %v", diffs, err)
	}
	if diff := cmp.Diff(before, dump(t, r)); diff != "" {
		t.Error(diff)
	}
}

func TestARunThatWasKilledIsSettledAtOpening(t *testing.T) {
	path := filepath.Join(t.TempDir(), "r.db")
	r := openRecord(t, path, Options{})
	a := record.Article{ID: "a1", Text: talks[0]}
	reading, err := readArticle(scripted{}, a)
	if err != nil {
		t.Fatal(err)
	}
	err = r.st.Update(context.Background(), func(s store.Writer) error {
		_, err := putAll(s, []outcome{{article: a, reading: reading}})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	r.Close()
	events, err := openRecord(t, path, Options{}).Events(context.Background(), EventQuery{})
	if err != nil || len(events) != 1 {
		t.Errorf("%d events, %v", len(events), err)
	}
}

func TestBrokenOffReadingLeavesAWholeRecord(t *testing.T) {
	paths := write(t, world(400)...)
	whole := newRecord(t)
	mustRead(t, whole, paths, ReadOptions{})
	r := newRecord(t)
	ctx, cancel := context.WithCancel(context.Background())
	res, err := r.Read(ctx, paths, ReadOptions{Workers: 3, Progress: func(Progress) { cancel() }})
	if !errors.Is(err, context.Canceled) || res.Read == 0 || res.Read == 400 {
		t.Fatalf("read %d, %v", res.Read, err)
	}
	info, err := r.Info(context.Background())
	if err != nil || info.Articles != res.Read {
		t.Errorf("%d articles, %d said to be read, %v", info.Articles, res.Read, err)
	}
	if diffs, err := r.Check(context.Background(), RebuildOptions{}); err != nil || len(diffs) > 0 {
		t.Errorf("check: %v %v", diffs, err)
	}
	mustRead(t, r, paths, ReadOptions{})
	if diff := cmp.Diff(dump(t, whole), dump(t, r)); diff != "" {
		t.Error(diff)
	}
}

func TestTwoAtOneRecord(t *testing.T) {
	paths := write(t, world(300)...)
	whole := newRecord(t)
	mustRead(t, whole, paths, ReadOptions{})
	path := filepath.Join(t.TempDir(), "r.db")
	a, b := openRecord(t, path, Options{}), openRecord(t, path, Options{})
	done := make(chan error)
	for i, r := range []*Record{a, b} {
		go func() {
			_, err := r.Read(context.Background(), paths[i*100:i*100+200], ReadOptions{})
			done <- err
		}()
	}
	if err := errors.Join(<-done, <-done); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(dump(t, whole), dump(t, a)); diff != "" {
		t.Error(diff)
	}
}

func BenchmarkRead(b *testing.B) {
	dir := b.TempDir()
	var lines strings.Builder
	for i, s := range world(5000) {
		text, err := json.Marshal(s + strings.Repeat(fmt.Sprintf("filler %d of a text of common length. ", i), 100))
		if err != nil {
			b.Fatal(err)
		}
		fmt.Fprintf(&lines, "{\"text\": %s}\n", text)
	}
	path := filepath.Join(dir, "all.jsonl")
	if err := os.WriteFile(path, []byte(lines.String()), 0o600); err != nil {
		b.Fatal(err)
	}
	for i := 0; b.Loop(); i++ {
		r, err := Open(context.Background(), filepath.Join(dir, fmt.Sprintf("%d.db", i)), Options{Reader: scripted{}})
		if err != nil {
			b.Fatal(err)
		}
		res, err := r.Read(context.Background(), []string{path}, ReadOptions{})
		if err != nil || res.Read != 5000 {
			b.Fatal(res.Read, res.Refused, err)
		}
		r.Close()
	}
	b.ReportMetric(5000*float64(b.N)/b.Elapsed().Seconds(), "articles/s")
}
