package neural

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func load(t testing.TB) *Network {
	t.Helper()
	net, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	return net
}

func TestDamagedFiles(t *testing.T) {
	for n := 0; n < len(weights); n += 1 + len(weights)/97 {
		if _, err := Load(weights[:n]); err == nil {
			t.Errorf("a file of %d bytes was read", n)
		}
	}
}

// of is what was found of a sentence among others.
func (s *Scratch) of(first, count int) [4]string {
	last := first + count
	return [4]string{fmt.Sprint(s.Tags[first:last]), fmt.Sprint(s.Heads[first:last]), fmt.Sprint(s.Rels[first:last]), fmt.Sprint(s.Names[first:last])}
}

// TestOrder holds that neither what was read before nor what is read together with a sentence matters.
func TestOrder(t *testing.T) {
	net := load(t)
	sentences := append(news(t), nil, []string{"no"}, []string{"", "\xff", "👍"}, strings.Fields(strings.Repeat("a ", MaxWords)))
	alone := make([][4]string, len(sentences))
	for i, words := range sentences {
		var fresh Scratch
		net.Read(&fresh, words)
		alone[i] = fresh.of(0, len(words))
		if len(words) > 0 && !(&chart{}).isTree(fresh.Heads) {
			t.Errorf("%q: %v is no tree", words, fresh.Heads)
		}
	}
	rng := rand.New(rand.NewPCG(1, 2))
	var used Scratch
	for range 40 {
		group := rng.Perm(len(sentences))[:1+rng.IntN(len(sentences))]
		var some [][]string
		for _, i := range group {
			some = append(some, sentences[i])
		}
		net.Read(&used, some...)
		at := 0
		for _, i := range group {
			if diff := cmp.Diff(alone[i], used.of(at, len(sentences[i]))); diff != "" {
				t.Fatalf("sentence %d is read in another way among %v: %s", i, group, diff)
			}
			at += len(sentences[i])
		}
	}
}

// news is the lines of an article of the project's own corpus, cut at blanks.
func news(t testing.TB) (sentences [][]string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("..", "..", "..", "corpus", "*", "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatal("no corpus: ", err)
	}
	b, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(b)) {
		for s := range strings.SplitSeq(line, ". ") {
			sentences = append(sentences, strings.Fields(s))
		}
	}
	return sentences
}

// TestNothingIsAllocated holds that the memory of one reading serves the next.
func TestNothingIsAllocated(t *testing.T) {
	net, sentences := load(t), news(t)
	var s Scratch
	if n := testing.AllocsPerRun(20, func() { net.Read(&s, sentences...) }); n > 0 {
		t.Errorf("%d sentences are read with %v allocations", len(sentences), n)
	}
}

// BenchmarkRead reads one sentence alone.
func BenchmarkRead(b *testing.B) {
	net := load(b)
	words := strings.Fields("French President Emmanuel Macron met with German Chancellor Olaf Scholz in Berlin on Tuesday , a spokesman for the government said .")
	var s Scratch
	b.ReportAllocs()
	for b.Loop() {
		net.Read(&s, words)
	}
	b.ReportMetric(float64(len(words))*float64(b.N)/b.Elapsed().Seconds(), "words/s")
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := Load(weights); err != nil {
			b.Fatal(err)
		}
	}
}
