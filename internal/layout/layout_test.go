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

// TestSeeds counts the kinds of blocks in the sample reports, where those are at hand.
func TestSeeds(t *testing.T) {
	files, _ := filepath.Glob("../../../shared/seeds/*.txt")
	if len(files) == 0 {
		t.Skip("sample reports are not here: ../../../shared/seeds")
	}
	want := map[string]string{ // title deck heading dateline caption furniture body
		"000": "1 0 0 0 0 0 10", "001": "1 0 0 0 0 4 22", "002": "0 0 0 1 0 0 22", "003": "2 1 0 1 1 1 7", "004": "2 0 2 0 0 1 20",
	}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		n := map[doc.BlockKind]int{}
		for _, bl := range annotate(t, string(b)).Blocks {
			n[bl.Kind]++
		}
		got := fmt.Sprint(n[doc.Title], n[doc.Deck], n[doc.Heading], n[doc.DateLine], n[doc.Caption], n[doc.Furniture], n[doc.Body])
		if w, ok := want[filepath.Base(f)[:3]]; ok && got != w {
			t.Errorf("%s: %s, want %s", filepath.Base(f), got, w)
		}
	}
}

// TestNewsStaysNews puts sentences that look like page remains into a report; each must be read as news.
func TestNewsStaysNews(t *testing.T) {
	const before = "Ministers meet in Lagos\n\nThe ministers of both states met in Lagos on Monday and spoke for three hours.\n\n"
	const after = "\n\nThe two sides will meet again in the spring, their spokesmen said after the talks."
	for _, s := range []string{
		"Subscribe to the treaty or leave the bloc, the chancellor told Budapest.",
		"Share prices fell in Hong Kong.",
		"Share the burden, he said.",
		"Advertisement spending in the state fell.",
		"By Monday, talks had stalled.",
		"By then the border was closed.",
		"Read the text, he said.",
		"Read more books, she said.",
		"Related talks failed in May.",
		"Photos showed smoke over the port.",
		"Photo editors at the agency were held.",
		"Follow-up talks are planned in Doha.",
		"Sources: none of the officials agreed to be named, and all of them spoke of a deadlock.",
		"May 16, 2024 was the day when the ceasefire broke down.",
		"On June 28, 2021, Xi and Putin spoke by video.",
		"June 28, 2021, saw a new round of talks in the capital of Norway.",
		"2023 was a bad year for envoys.",
		"10:30 is the hour at which the session opens.",
		"NATO — the alliance that he leads — said nothing.",
		"PUTIN: We are ready to talk at any time.",
		"Recent talks failed.",
		"More than 40 states signed.",
		"Sign the treaty now, he urged.",
		"Click, and the line went dead.",
		"Copyrights and patents were on the agenda.",
		"Join the bloc or leave it, she said.",
		"Comments by the envoy drew anger.",
		"Home Secretary Jane Doe flew to Kigali.",
		"World leaders gathered in Dubai.",
		"Breaking news of the truce reached Gaza at noon.",
		"Tags of the dead were found.",
		"Jane Doe in Geneva told reporters that talks go on.",
		"The function (of the council) is to advise; the price = ten dollars.",
		"Beijing, Moscow and Delhi agreed on 16 May.",
		"- Both sides will open consulates in the spring.",
		"Germany - France talks will resume on Friday.",
		"Advertising: Brussels fines two firms over false claims.",
		"Trump: We will meet Putin soon.",
		"Iran 3 - 2 Iraq, the minister joked.",
		"In 2019 (Reuters) reported the opposite.",
	} {
		d := annotate(t, before+s+after)
		for _, b := range d.Blocks {
			inside := int(b.Start) >= len(before) && int(b.End) <= len(before)+len(s)
			if words := d.Slice(b.Span); inside && b.Kind != doc.Blank && !b.Kind.IsNews() && words != "-" {
				t.Errorf("%q: %q is %s", s, words, b.Kind)
			}
		}
	}
}
