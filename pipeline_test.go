package chancery_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"chancery"
	"github.com/google/go-cmp/cmp"
)

// seedFiles are sample reports beside the repository, where there are any.
func seedFiles(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("../shared/seeds/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Skip("no sample reports in ../shared/seeds")
	}
	return files
}

func openNew(t *testing.T) *chancery.Record {
	t.Helper()
	rec, err := chancery.Open(context.Background(), filepath.Join(t.TempDir(), "r.db"), chancery.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { rec.Close() })
	return rec
}

func readAll(t *testing.T, rec *chancery.Record, paths []string, workers int) chancery.ReadResult {
	t.Helper()
	res, err := rec.Read(context.Background(), paths, chancery.ReadOptions{Workers: workers})
	if err != nil || len(res.Refused) > 0 {
		t.Fatal(res.Refused, err)
	}
	return res
}

// show is what a record answers: its articles, events with their claims, and quotes, one JSON value a line.
func show(t *testing.T, rec *chancery.Record) string {
	t.Helper()
	ctx := context.Background()
	articles, err1 := rec.Articles(ctx)
	events, err2 := rec.Events(ctx, chancery.EventQuery{})
	quotes, err3 := rec.Quotes(ctx, chancery.QuoteQuery{})
	if err := errors.Join(err1, err2, err3); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	enc := json.NewEncoder(&b)
	for _, v := range articles {
		err1 = errors.Join(err1, enc.Encode(v))
	}
	for _, v := range events {
		err1 = errors.Join(err1, enc.Encode(v))
	}
	for _, v := range quotes {
		err1 = errors.Join(err1, enc.Encode(v))
	}
	if err1 != nil {
		t.Fatal(err1)
	}
	return b.String()
}

// sameRecord fails the test at the first lines that differ.
func sameRecord(t *testing.T, what, want, got string) {
	t.Helper()
	if got != want {
		t.Errorf("%s: another record (-want +got):\n%s", what, cmp.Diff(strings.Split(want, "\n"), strings.Split(got, "\n")))
	}
}

func TestRecordIsAFunctionOfTheArticles(t *testing.T) {
	for _, tt := range []struct {
		name   string
		files  func(*testing.T) []string
		events int // at least
	}{
		{"corpus", func(t *testing.T) []string { return corpusFiles(t) }, 40},
		{"samples", seedFiles, 5},
	} {
		t.Run(tt.name, func(t *testing.T) {
			files := tt.files(t)
			one := openNew(t)
			first := readAll(t, one, files, 1)
			want := show(t, one)
			if first.Read != len(files) || len(first.New) < tt.events {
				t.Fatalf("%d articles read, %d events; want %d and at least %d", first.Read, len(first.New), len(files), tt.events)
			}
			again := readAll(t, one, files, 2)
			if again.Known != len(files) || again.Read+len(again.New)+len(again.Changed)+len(again.Gone) > 0 {
				t.Errorf("read twice: %d new articles, %d known, events: %d new, %d changed, %d gone",
					again.Read, again.Known, len(again.New), len(again.Changed), len(again.Gone))
			}
			sameRecord(t, "read twice", want, show(t, one))
			rng := rand.New(rand.NewPCG(1, 9))
			for _, workers := range []int{2, 8} {
				rng.Shuffle(len(files), func(i, j int) { files[i], files[j] = files[j], files[i] })
				whole := openNew(t)
				readAll(t, whole, files, workers)
				sameRecord(t, fmt.Sprint(workers, " workers"), want, show(t, whole))
			}
			parts := openNew(t)
			for part := range slices.Chunk(files, len(files)/3+1) {
				readAll(t, parts, part, 2)
			}
			sameRecord(t, "in parts", want, show(t, parts))
			for _, rec := range []*chancery.Record{one, parts} {
				if diffs, err := rec.Check(context.Background(), chancery.RebuildOptions{}); err != nil || len(diffs) > 0 {
					t.Errorf("check: %v %v", diffs, err)
				}
			}
		})
	}
}
