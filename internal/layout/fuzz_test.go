package layout

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"chancery/internal/doc"
	"chancery/internal/text"
)

// checkBlocks holds what every annotation must keep: blocks cover the text without gap or overlap, lie on rune
// boundaries, begin and end in something but white space, and only white space is Blank.
func checkBlocks(t *testing.T, s string) {
	t.Helper()
	d := annotate(t, s)
	if !d.Has(doc.Blocks) {
		t.Fatal("the layer is not marked")
	}
	at := uint32(0)
	for _, b := range d.Blocks {
		if b.Start != at || b.End <= b.Start {
			t.Fatalf("block %v begins at %d, want %d", b, b.Start, at)
		}
		at = b.End
		words := d.Slice(b.Span)
		if !utf8.ValidString(words) {
			t.Fatalf("block %v cuts a rune", b)
		}
		if isBlank := strings.TrimSpace(words) == ""; isBlank != (b.Kind == doc.Blank) {
			t.Fatalf("block %v %q has kind %s", b.Span, words, b.Kind)
		}
		if b.Kind != doc.Blank && strings.TrimSpace(words) != words {
			t.Fatalf("block %q has white space at its ends", words)
		}
	}
	if int(at) != len(s) {
		t.Fatalf("blocks end at %d of %d", at, len(s))
	}
}

func FuzzAnnotate(f *testing.F) {
	pages, _ := filepath.Glob("testdata/*.txt")
	for _, p := range pages {
		if b, err := os.ReadFile(p); err == nil {
			f.Add(string(b))
		}
	}
	for _, s := range []string{"", "\n", " \r\n\t", "date 2021-05-29", "(", "A (", "A, ", "[", "•", "• ", "By ", "By A |", "—", "1:2", "MOSCOW, June 28. /TASS/.",
		"(Reuters) - ", "!-- a -->b c d", "<!--", "2 hours ago", "14:32 GMT – a", "Related:\nA\nB", "a\u00a0", "\u2028", "©", "© 2024", "x | y | 2024-01-02"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if utf8.ValidString(s) && len(s) < 1<<16 {
			checkBlocks(t, s)
		}
	})
}

// TestLinear reads texts of two million bytes of the shapes that are the hardest, each within seconds.
func TestLinear(t *testing.T) {
	const size = 2 << 20
	fill := func(s string) string { return strings.Repeat(s, size/len(s)) }
	for name, s := range map[string]string{
		"one line": fill("The ministers met in Oslo. "), "one word": fill("a"), "short lines": fill("Oslo\n"), "same title": fill("Ministers meet in the capital of Norway\n"),
		"dates": fill("May 16, 2024 "), "date lines": fill("May 16, 2024\n"), "brackets": fill("("), "dots": fill("News of the day...\n"), "links": fill("Related articles\n"),
		"wire": fill("OSLO, "), "wrapped": fill("the ministers of both states met in the capital of the third on\n"), "code": fill("{"), "by": fill("By Jane Doe\n"),
		"bars": fill("A | "), "spaces": fill(" "), "bullets": fill("• a\n"), "colons": fill("OSLO: The two met again today\n"), "comments": fill("!-- a -->b c d\n"),
	} {
		start := time.Now()
		checkBlocks(t, s)
		if took := time.Since(start); took > 30*time.Second {
			t.Errorf("%s: %v for %d bytes", name, took, len(s))
		} else {
			t.Logf("%s: %v", name, took)
		}
	}
}

func BenchmarkAnnotate(b *testing.B) {
	lex := load(b)
	page, err := os.ReadFile("testdata/web_dump.txt")
	if err != nil {
		b.Fatal(err)
	}
	src, _ := text.NewSource(string(page))
	b.SetBytes(int64(len(page)))
	b.ReportAllocs()
	for b.Loop() {
		Annotate(&doc.Document{Source: src}, lex)
	}
}
