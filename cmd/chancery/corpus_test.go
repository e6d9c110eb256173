package main

import (
	"bytes"
	"testing"

	"chancery/internal/read"
	"chancery/internal/score"
)

// TestScoreOfTheCorpus keeps the measures of the development part of the corpus as a file, so that better and worse
// both show as a difference.
func TestScoreOfTheCorpus(t *testing.T) {
	files, err := goldFiles("../../corpus")
	if err != nil {
		t.Fatal(err)
	}
	r, err := read.New()
	if err != nil {
		t.Fatal(err)
	}
	var out, problems bytes.Buffer
	a := &app{ctx: t.Context(), cli: &commands{}, system: system{out: &out, err: &problems, getenv: func(string) string { return "" }}}
	a.out = newPrinter(a.system, true)
	total := score.CaseResult{Name: "total"}
	for _, file := range files {
		res, err := a.scoreCase(r, file)
		if err != nil {
			t.Fatal(err)
		}
		total.Add(res)
		if err := (&scoreRecordCmd{}).print(a, res); err != nil {
			t.Fatal(err)
		}
	}
	if err := (&scoreRecordCmd{}).print(a, &total); err != nil {
		t.Fatal(err)
	}
	a.out.Flush()
	if problems.Len() > 0 {
		t.Errorf("gold and articles do not agree: %s", &problems)
	}
	golden(t, "testdata/corpus.golden", out.Bytes())
}
