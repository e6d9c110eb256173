package main

import (
	"bytes"
	"os"
	"testing"
)

// TestScoreOfCoreference keeps the measures of event coreference on the development topics of ECB+ as a file.
func TestScoreOfCoreference(t *testing.T) {
	gold := "../../../shared/data/ecbplus/ECB_Dev_Event_gold_mentions.json"
	if _, err := os.Stat(gold); err != nil {
		t.Skipf("the gold is not here: %v", err)
	}
	var out bytes.Buffer
	a := &app{ctx: t.Context(), cli: &commands{}, system: system{out: &out, err: &out, getenv: func(string) string { return "" }}}
	a.out = newPrinter(a.system, true)
	if err := (&scoreCoreferenceCmd{Gold: gold}).Run(a); err != nil {
		t.Fatal(err)
	}
	a.out.Flush()
	golden(t, "testdata/coreference.golden", out.Bytes())
}
