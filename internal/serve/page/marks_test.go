package page

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"chancery"
)

// Marks that nest and overlap in any way give elements that nest, no link within a link, and the text as it was.
func FuzzMarksNest(f *testing.F) {
	f.Add("Xi met Putin.\nHe left <b> & \"went\" home.\n\nAgain", uint64(1))
	f.Add("a\u202eb\x00 \u0645\u0631\u062d\u0628\u0627\n\n\n</p></span><a href=x>", uint64(7))
	f.Fuzz(func(t *testing.T, text string, seed uint64) {
		text = strings.ToValidUTF8(text, "?")
		if len(text) > 2000 || strings.ContainsRune(text, '\r') {
			return
		}
		rng := rand.New(rand.NewPCG(seed, seed))
		var ends []uint32 // of letters
		for i := range text {
			ends = append(ends, uint32(i))
		}
		ends = append(ends, uint32(len(text)))
		span := func() (uint32, uint32) {
			a, b := ends[rng.IntN(len(ends))], ends[rng.IntN(len(ends))]
			return min(a, b), max(a, b)
		}
		var marks []mark
		for range rng.IntN(12) {
			m := mark{layer: []string{"names", "times", "quotes", "acts", "evidence"}[rng.IntN(5)], label: `"<l&`}
			m.start, m.end = span()
			if rng.IntN(3) > 0 && m.layer != "evidence" {
				m.to = "/actor/x"
			}
			marks = append(marks, m)
		}
		var sentences []chancery.Span
		at := uint32(0)
		for range rng.IntN(5) {
			a, b := span()
			if a >= at && a < b {
				sentences = append(sentences, chancery.Span{Start: a, End: b})
				at = b
			}
		}
		checkNesting(t, text, string(paragraphs(text, sentences, marks)))
	})
}

func checkNesting(t *testing.T, text, out string) {
	t.Helper()
	var open []string
	var got strings.Builder
	for z := html.NewTokenizer(strings.NewReader(out)); ; {
		switch z.Next() {
		case html.ErrorToken:
			if len(open) > 0 {
				t.Fatalf("%v are not closed in %s", open, out)
			}
			var want strings.Builder
			for line := range strings.SplitSeq(text, "\n") {
				if strings.TrimSpace(line) != "" {
					want.WriteString(printable(line))
				}
			}
			if plain := strings.ReplaceAll(got.String(), "\n", ""); plain != want.String() {
				t.Fatalf("text %q, want %q\n%s", plain, want.String(), out)
			}
			return
		case html.StartTagToken:
			name, _ := z.TagName()
			if string(name) == "a" && slices.Contains(open, "a") {
				t.Fatalf("a link within a link: %s", out)
			}
			open = append(open, string(name))
		case html.EndTagToken:
			name, _ := z.TagName()
			if len(open) == 0 || open[len(open)-1] != string(name) {
				t.Fatalf("</%s> within %v: %s", name, open, out)
			}
			open = open[:len(open)-1]
		case html.TextToken:
			got.WriteString(html.UnescapeString(string(z.Raw())))
		default:
			t.Fatalf("%s in %s", z.Token(), out)
		}
	}
}

func TestMarksOfASentence(t *testing.T) {
	text := "The Russian leader left."
	got := string(paragraphs(text, []chancery.Span{{Start: 0, End: 24}}, []mark{
		{start: 0, end: 18, layer: "names", to: "/actor/p", label: "P"},
		{start: 4, end: 11, layer: "names", to: "/actor/RUS", label: "Russia"},
		{start: 0, end: 24, layer: "acts", to: "/event/e", label: "left"},
	}))
	want := `<p dir="auto"><span id="s1" class="s"><span class="m m-acts" title="left">` +
		`<a class="m m-names" href="/actor/p" title="P">The </a><a class="m m-names" href="/actor/RUS" title="Russia">Russian</a>` +
		`<a class="m m-names" href="/actor/p" title="P" tabindex="-1"> leader</a> left.` +
		`<a class="lead lead-acts" href="/event/e" title="left" aria-label="left"></a></span></span></p>` + "\n"
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestTextFragments(t *testing.T) {
	for _, c := range [][3]string{
		{"https://example.org/a#b", "the two-day talks", "https://example.org/a#:~:text=the%20two%2Dday%20talks"},
		{"https://example.org/a", "a, b & c", "https://example.org/a#:~:text=a%2C%20b%20%26%20c"},
		{"https://example.org/a", "one two three four five six seven eight nine ten eleven twelve thirteen", "https://example.org/a#:~:text=one%20two%20three%20four%20five,nine%20ten%20eleven%20twelve%20thirteen"},
		{"javascript:alert(1)", "x", ""},
		{"https://user:pass@example.org/", "x", ""},
		{"", "x", ""},
	} {
		if got := fragment(c[0], c[1]); got != c[2] {
			t.Errorf("fragment(%q, %q) = %q, want %q", c[0], c[1], got, c[2])
		}
	}
}
