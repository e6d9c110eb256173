package resolve

import (
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
)

// prose is n words out of a vocabulary of size v, the common ones often, as in a language.
func prose(rng *rand.Rand, n, v int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = "w" + strconv.Itoa(int(float64(v)*rng.Float64()*rng.Float64()*rng.Float64()))
	}
	return out
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
