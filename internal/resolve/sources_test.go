package resolve

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"chancery/internal/record"
	"github.com/google/go-cmp/cmp"
)

// telling is reports of one meeting, one a line: article, its day, own outlet or ">" and the one it credits, and the sentence.
func telling(t *testing.T, lines ...string) ([]record.Report, []Article) {
	t.Helper()
	var full []string
	for _, l := range lines {
		f := strings.Fields(l)
		_, words, _ := strings.Cut(l, "|")
		full = append(full, f[0]+" "+f[1]+" CONSULT occurred FRA:emmanuel-macron IND:narendra-modi @2023-07-13 Paris=FRA | "+words)
	}
	reports, articles := told(t, full...)
	for i, l := range lines {
		teller := strings.Fields(l)[2]
		if teller == "|" || teller == "-" {
			continue
		}
		reports[i].Teller, reports[i].Relayed = strings.TrimPrefix(teller, ">"), strings.HasPrefix(teller, ">")
	}
	return reports, articles
}

func TestIndependentSources(t *testing.T) {
	const passage = "The two leaders had last met in Hiroshima in May 2023 on the margins of the summit of seven industrial nations, where they spoke about submarines and space."
	const quote = "“Our partnership stands on firm ground, and nothing that others may say about it will keep our nations from building submarines together,” the president said."
	for _, tt := range []struct {
		name        string
		lines       []string
		independent int
		by          []int
	}{
		{"each its own", []string{"a 2023-07-13 Lantern", "b 2023-07-13 Courier", "c 2023-07-14 Herald"}, 3, []int{1, 2, 3}},
		{"five papers, one agency", []string{"a 2023-07-13 >Xinhua", "b 2023-07-13 >Xinhua", "c 2023-07-13 >Xinhua", "d 2023-07-14 >Xinhua", "e 2023-07-14 >xinhua"}, 1, []int{1, 1, 1, 1, 1}},
		{"the agency itself and those who credit it", []string{"a 2023-07-13 >Xinhua", "b 2023-07-13 Xinhua", "c 2023-07-14 >Xinhua", "d 2023-07-14 Herald"}, 2, []int{1, 1, 1, 2}},
		{"two agencies", []string{"a 2023-07-13 >Xinhua", "b 2023-07-13 >TASS", "c 2023-07-14 >TASS"}, 2, []int{1, 2, 2}},
		{"one outlet with two reports of its own", []string{"a 2023-07-13 Lantern", "b 2023-07-14 Lantern"}, 2, []int{1, 2}},
		{"what one credits belongs to one of them", []string{"a 2023-07-13 Lantern", "b 2023-07-14 Lantern", "c 2023-07-14 >Lantern"}, 2, []int{1, 2, 1}},
		{"no outlet is known", []string{"a 2023-07-13 -", "b 2023-07-14 -"}, 2, []int{1, 2}},
		{"the same paragraph", []string{"a 2023-07-13 Lantern | " + passage, "b 2023-07-14 Courier | " + passage}, 1, []int{1, 1}},
		{"the same words of an official", []string{"a 2023-07-13 Lantern | " + quote, "b 2023-07-14 Courier | " + quote}, 2, []int{1, 2}},
	} {
		reports, articles := telling(t, tt.lines...)
		events := Events(reports, articles)
		if len(events) != 1 {
			t.Fatalf("%s: %d events", tt.name, len(events))
		}
		e := &events[0]
		if e.Sources.Independent != tt.independent || !slices.Equal(e.Sources.ByReport, tt.by) {
			t.Errorf("%s: %d independent, by report %v; want %d, %v", tt.name, e.Sources.Independent, e.Sources.ByReport, tt.independent, tt.by)
		}
		for _, c := range e.Claims {
			i := slices.IndexFunc(e.Reports, func(id record.ID) bool { return strings.HasPrefix(string(id), string(c.Article)+".") })
			if c.Source != tt.by[i] {
				t.Errorf("%s: a claim of %s is of source %d, want %d", tt.name, c.Article, c.Source, tt.by[i])
			}
		}
	}
}

func TestOneArticleWithOwnAndRelayedReports(t *testing.T) {
	reports, articles := telling(t, "a 2023-07-13 Lantern | Macron received Modi.", "a 2023-07-13 >AFP | The two met.", "b 2023-07-13 >AFP | Modi saw Macron.")
	e := Events(reports, articles)[0]
	if e.Sources.Articles != 2 || e.Sources.Independent != 2 {
		t.Errorf("%+v", e.Sources)
	}
}

func TestCopyOfACreditedText(t *testing.T) {
	reports, articles := telling(t, "a 2023-07-13 >AFP", "b 2023-07-13 Courier", "c 2023-07-13 >AFP")
	text := strings.Join(prose(rand.New(rand.NewPCG(5, 5)), 200, 900), " ")
	articles[0].Sketch, articles[1].Sketch = MakeSketch(text), MakeSketch(text)
	if e := Events(reports, articles)[0]; e.Sources.Independent != 1 {
		t.Errorf("%+v: b repeats a, which credits the agency that c credits", e.Sources)
	}
}

func TestAgencyOutvotesNobodyTwice(t *testing.T) {
	reports, articles := telling(t, "a 2023-07-13 >Xinhua", "b 2023-07-13 >Xinhua", "c 2023-07-13 >Xinhua", "d 2023-07-14 Herald", "e 2023-07-14 Courier")
	for i := range reports {
		if i >= 3 {
			reports[i].Place.Name = "Versailles"
		}
	}
	if e := Events(reports, articles)[0]; e.Place.Name != "Versailles" || e.Sources.Independent != 3 {
		t.Errorf("place %q told by two of %d sources", e.Place.Name, e.Sources.Independent)
	}
}

func TestSourcesDoNotDependOnOrder(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 3))
	reports, articles := telling(t, "a 2023-07-13 >Xinhua", "b 2023-07-13 Xinhua", "c 2023-07-13 >TASS", "d 2023-07-14 Herald", "e 2023-07-14 >Herald", "f 2023-07-15 -")
	text := strings.Join(prose(rng, 200, 900), " ")
	articles[2].Sketch, articles[5].Sketch = MakeSketch(text), MakeSketch(text[:len(text)*2/3])
	want := Events(reports, articles)
	for range 30 {
		r, a := slices.Clone(reports), slices.Clone(articles)
		rng.Shuffle(len(r), func(i, k int) { r[i], r[k] = r[k], r[i] })
		rng.Shuffle(len(a), func(i, k int) { a[i], a[k] = a[k], a[i] })
		if d := cmp.Diff(want, Events(r, a)); d != "" {
			t.Fatal(d)
		}
	}
	if want[0].Sources.Independent != 3 {
		t.Errorf("%+v", want[0].Sources)
	}
}
