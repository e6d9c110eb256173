package chancery_test

import (
	"context"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"chancery"
	"chancery/internal/read"
	"chancery/internal/record"
)

// nations are exchanged for one another in the articles of a mill, so that these tell of many actors.
var nations = [][4]string{ // state, adjective, capital, surname of a leader
	{"Ethiopia", "Ethiopian", "Addis Ababa", "Abiy"}, {"Turkey", "Turkish", "Ankara", "Erdogan"}, {"Russia", "Russian", "Moscow", "Putin"},
	{"China", "Chinese", "Beijing", "Xi"}, {"Qatar", "Qatari", "Doha", "Tamim"}, {"Iran", "Iranian", "Tehran", "Rouhani"},
	{"Singapore", "Singaporean", "Singapore City", "Lee"}, {"Kenya", "Kenyan", "Nairobi", "Ruto"}, {"Peru", "Peruvian", "Lima", "Boluarte"},
	{"Norway", "Norwegian", "Oslo", "Solberg"}, {"Vietnam", "Vietnamese", "Hanoi", "Lam"}, {"Brazil", "Brazilian", "Brasilia", "Lula"},
	{"Poland", "Polish", "Warsaw", "Duda"}, {"India", "Indian", "New Delhi", "Modi"}, {"Egypt", "Egyptian", "Cairo", "Sisi"},
	{"Canada", "Canadian", "Ottawa", "Trudeau"}, {"Ghana", "Ghanaian", "Accra", "Akufo-Addo"}, {"Serbia", "Serbian", "Belgrade", "Vucic"},
}

// A mill makes articles of the length that reports of agencies have, no two alike, out of the paragraphs of the corpus.
type mill struct {
	rng        *rand.Rand
	paragraphs []string
	made       int
}

const wordsOfArticle = 600

func newMill(tb testing.TB) *mill {
	tb.Helper()
	m := &mill{rng: rand.New(rand.NewPCG(3, 5))}
	for _, path := range corpusFiles(tb) {
		b, err := os.ReadFile(path)
		if err != nil {
			tb.Fatal(err)
		}
		for p := range strings.SplitSeq(string(b), "\n\n") {
			if p = strings.TrimSpace(p); strings.HasSuffix(path, ".txt") && len(p) > 100 {
				m.paragraphs = append(m.paragraphs, p)
			}
		}
	}
	return m
}

func (m *mill) article() string {
	m.made++
	var b strings.Builder
	fmt.Fprintf(&b, "Talks of the day, part %d\n\nGENEVA, %s %d, %d (Mill Wire) - ", m.made,
		[]string{"January", "March", "June", "October"}[m.rng.IntN(4)], 1+m.rng.IntN(28), 2014+m.rng.IntN(12))
	for words := 0; words < wordsOfArticle; {
		p := m.paragraphs[m.rng.IntN(len(m.paragraphs))]
		words += len(strings.Fields(p))
		b.WriteString(p + "\n\n")
	}
	var pairs []string
	for i, j := range m.rng.Perm(len(nations)) {
		for k := range nations[i] {
			pairs = append(pairs, nations[i][k], nations[j][k])
		}
	}
	return strings.NewReplacer(pairs...).Replace(b.String())
}

// folder writes n articles into a new folder.
func (m *mill) folder(tb testing.TB, n int) string {
	tb.Helper()
	dir := tb.TempDir()
	for i := range n {
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%05d.txt", i)), []byte(m.article()), 0o600); err != nil {
			tb.Fatal(err)
		}
	}
	return dir
}

// corpusFiles are the articles of the project's own corpus that tell of diplomacy.
func corpusFiles(tb testing.TB) []string {
	tb.Helper()
	var out []string
	err := filepath.WalkDir("corpus", func(path string, d fs.DirEntry, err error) error {
		if path == filepath.Join("corpus", "other") {
			return fs.SkipDir
		}
		if ext := filepath.Ext(path); err == nil && (ext == ".txt" || ext == ".html") {
			out = append(out, path)
		}
		return err
	})
	if err != nil || len(out) < 20 {
		tb.Fatal("corpus: ", len(out), " files, ", err)
	}
	slices.Sort(out)
	return out
}

func newReader(tb testing.TB) *read.Reader {
	tb.Helper()
	r, err := read.New()
	if err != nil {
		tb.Fatal(err)
	}
	return r
}

// BenchmarkReader reads articles with one goroutine, and with one for each processor.
func BenchmarkReader(b *testing.B) {
	r, m := newReader(b), newMill(b)
	articles := make([]record.Article, 200)
	for i := range articles {
		articles[i].Text = m.article()
	}
	one := func(i int) {
		if _, err := r.Read(articles[i%len(articles)]); err != nil {
			b.Error(err)
		}
	}
	b.Run("one", func(b *testing.B) {
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			one(i)
		}
		b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "articles/s")
	})
	b.Run("all", func(b *testing.B) {
		b.RunParallel(func(pb *testing.PB) {
			for i := 0; pb.Next(); i++ {
				one(i)
			}
		})
		b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "articles/s")
	})
}

// BenchmarkReadFolder reads a folder of a thousand articles into a new record, all told: files, reading, record, events.
func BenchmarkReadFolder(b *testing.B) {
	const n = 1000
	dir := newMill(b).folder(b, n)
	for i := 0; b.Loop(); i++ {
		rec, err := chancery.Open(context.Background(), filepath.Join(b.TempDir(), fmt.Sprint(i, ".db")), chancery.Options{})
		if err != nil {
			b.Fatal(err)
		}
		res, err := rec.Read(context.Background(), []string{dir}, chancery.ReadOptions{})
		if err != nil || res.Read != n || len(res.New) < n/2 {
			b.Fatal(res.Read, " read, ", len(res.New), " new, ", err)
		}
		rec.Close()
	}
	b.ReportMetric(n*float64(b.N)/b.Elapsed().Seconds(), "articles/s")
	b.ReportMetric(memory()/1e6, "MB")
}

// memory is how many bytes the process has from the system, at the most so far but for what it gave back.
func memory() float64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.Sys - m.HeapReleased)
}

// BenchmarkNew is the time that the word lists and the weights need before the first article can be read; the weights
// are loaded once in a process, so that the first round alone has all.
func BenchmarkNew(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		newReader(b)
	}
}
