package layout

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chancery/internal/doc"
	"chancery/internal/lexicon"
	"chancery/internal/text"
)

var lexOnce = sync.OnceValues(lexicon.Load)

func load(t testing.TB) *lexicon.Lexicon {
	t.Helper()
	lex, err := lexOnce()
	if err != nil {
		t.Fatal(err)
	}
	return lex
}

func annotate(t testing.TB, s string) *doc.Document {
	t.Helper()
	src, err := text.NewSource(s)
	if err != nil {
		t.Fatal(err)
	}
	d := &doc.Document{Source: src}
	Annotate(d, load(t))
	return d
}

// dump shows the blocks for human eyes: kind and the first words.
func dump(d *doc.Document) string {
	var b strings.Builder
	fmt.Fprintf(&b, "title: %s\noutlet: %s\nbyline: %s\n", d.Meta.Title, d.Meta.Outlet, d.Meta.Byline)
	for _, bl := range d.Blocks {
		if bl.Kind != doc.Blank {
			fmt.Fprintf(&b, "%-9s %s\n", bl.Kind, short(d.Slice(bl.Span)))
		}
	}
	return b.String()
}

func short(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > 72 {
		return string(r[:48]) + " ... " + string(r[len(r)-19:])
	}
	return s
}

func TestPatternsHoldOnTheirExamples(t *testing.T) {
	lex := load(t)
	var seen []*lexicon.LinePattern
	for _, pats := range lex.Layout.Lines {
		for _, pat := range pats {
			if slices.Contains(seen, pat) {
				continue
			}
			seen = append(seen, pat)
			if len(pat.Counter) == 0 {
				t.Errorf("%s: no line that must not match", pat.At)
			}
			for _, s := range pat.Examples {
				ws, ok := wordsOf(s, nil)
				if !ok || len(ws) > pat.Max || !matches(pat.Words, ws) {
					t.Errorf("%s: %q must match", pat.At, s)
				}
			}
			p := &page{lex: &lex.Layout, meta: &doc.Meta{}}
			for _, s := range pat.Counter {
				for _, z := range []zone{inside, head, tail} {
					if by := p.patternOf(s, z); by != nil {
						t.Errorf("%s: %q must not match, and does in %s", pat.At, s, by.At)
						break
					}
				}
			}
		}
	}
	if len(seen) < 100 {
		t.Errorf("%d patterns", len(seen))
	}
}

var update = flag.Bool("update", false, "write the golden files anew")

// TestGolden reads the pages of testdata/*.txt; the blocks found in each stand in the .golden file beside it.
func TestGolden(t *testing.T) {
	files, _ := filepath.Glob("testdata/*.txt")
	if len(files) < 15 {
		t.Fatalf("%d pages", len(files))
	}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		got := dump(annotate(t, string(b)))
		golden := strings.TrimSuffix(f, ".txt") + ".golden"
		if *update {
			if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", f, diff)
		}
	}
}

func TestSeeds(t *testing.T) {
	files, _ := filepath.Glob("../../../shared/seeds/*.txt")
	if len(files) == 0 {
		t.Skip("sample reports are not here: ../../../shared/seeds")
	}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		t.Log(f, "\n"+dump(annotate(t, string(b))))
	}
}
