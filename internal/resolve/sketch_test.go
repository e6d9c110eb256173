package resolve

import (
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// prose is n words out of a vocabulary of size v, the common ones often, as in a language.
func prose(rng *rand.Rand, n, v int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = "w" + strconv.Itoa(int(float64(v)*rng.Float64()*rng.Float64()*rng.Float64()))
	}
	return out
}

func TestCopies(t *testing.T) {
	edits := []struct {
		name string
		edit func(rng *rand.Rand, w []string) []string
		copy bool
	}{
		{"the same", func(_ *rand.Rand, w []string) []string { return w }, true},
		{"in capitals", func(_ *rand.Rand, w []string) []string { return strings.Fields(strings.ToUpper(strings.Join(w, " "))) }, true},
		{"the first half", func(_ *rand.Rand, w []string) []string { return w[:len(w)/2] }, true},
		{"with other paragraphs around", func(rng *rand.Rand, w []string) []string {
			return append(append(prose(rng, len(w)/3, 900), w...), prose(rng, len(w)/3, 900)...)
		}, true},
		{"each tenth word replaced", func(rng *rand.Rand, w []string) []string {
			out := append([]string(nil), w...)
			for i := 0; i < len(out); i += 10 {
				out[i] = "x" + strconv.Itoa(i)
			}
			return out
		}, true},
		{"another text of the same words", func(rng *rand.Rand, w []string) []string { return prose(rng, len(w), 900) }, false},
		{"one quote of forty words shared", func(rng *rand.Rand, w []string) []string {
			return append(prose(rng, len(w), 900), w[:min(40, len(w)/5)]...)
		}, false},
	}
	for _, words := range []int{60, 300, 1500} {
		for _, e := range edits {
			wrong := 0
			const runs = 100
			for seed := range uint64(runs) {
				rng := rand.New(rand.NewPCG(seed, uint64(words)))
				w := prose(rng, words, 900)
				a, b := MakeSketch(strings.Join(w, " ")), MakeSketch(strings.Join(e.edit(rng, w), ", "))
				if a.IsCopy(b) != b.IsCopy(a) {
					t.Fatalf("%s: IsCopy is not symmetric", e.name)
				}
				if a.IsCopy(b) != e.copy {
					wrong++
				}
			}
			if wrong > 1 {
				t.Errorf("%d words, %s: %d of %d wrong", words, e.name, wrong, runs)
			}
		}
	}
}

func TestSketchOfNothingIsNoCopy(t *testing.T) {
	for _, s := range []string{"", " ", "two words", "..."} {
		if MakeSketch(s).IsCopy(MakeSketch(s)) {
			t.Errorf("%q is a copy of itself", s)
		}
	}
}

func TestSketchComesBack(t *testing.T) {
	sk := MakeSketch(strings.Join(prose(rand.New(rand.NewPCG(1, 1)), 500, 900), " "))
	if diff := cmp.Diff(sk, SketchOf(sk.Bytes())); diff != "" || len(sk) != sketchSize {
		t.Errorf("%d hashes; %s", len(sk), diff)
	}
}

func TestCopySupportsNothingTwice(t *testing.T) {
	reports, articles := told(t,
		"a 2023-07-13 CONSULT occurred FRA IND @2023-07-13 Versailles=FRA",
		"b 2023-07-13 CONSULT occurred FRA IND @2023-07-13 Paris=FRA",
		"c 2023-07-14 CONSULT occurred FRA IND @2023-07-13 Paris=FRA")
	text := strings.Join(prose(rand.New(rand.NewPCG(1, 2)), 200, 900), " ")
	articles[1].Sketch, articles[2].Sketch = MakeSketch(text), MakeSketch("EARLIER TODAY. "+text)
	for i := range reports { // the people are named, so that two cities are one meeting
		reports[i].Actors[0].Actor, reports[i].Actors[1].Actor = "emmanuel-macron", "narendra-modi"
	}
	e := Events(reports, articles)[0]
	if e.Sources.Articles != 3 || e.Sources.Independent != 2 {
		t.Errorf("sources %+v, want 3 articles of which 2 independent", e.Sources)
	}
	if e.Place.Name != "Versailles" {
		t.Errorf("place %q: the copy was counted twice", e.Place.Name)
	}
}
