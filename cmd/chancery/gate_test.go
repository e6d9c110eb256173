package main

import (
	"bytes"
	"testing"

	"chancery/internal/read"
)

// TestScoreOfTheGate keeps what is read as diplomacy in the texts about other things as a file, so that better and worse
// both show as a difference, and holds it below one false event in ten articles.
func TestScoreOfTheGate(t *testing.T) {
	r, err := read.New()
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	a := &app{ctx: t.Context(), cli: &commands{}, system: system{out: &out, err: &out, getenv: func(string) string { return "" }}}
	a.out = newPrinter(a.system, true)
	halves, _, err := a.scoreGate(r, "../../corpus/other", "both")
	if err != nil {
		t.Fatal(err)
	}
	for i := range halves {
		a.out.gate(&halves[i])
	}
	if h := &halves[len(halves)-1]; h.Articles != 60 || h.PerArticle > 0.1 {
		t.Errorf("%d texts, %.2f false events per article", h.Articles, h.PerArticle)
	}
	a.out.Flush()
	golden(t, "testdata/gate.golden", out.Bytes())
}
