package main

import (
	"bytes"
	"path/filepath"
	"testing"
)

// TestBriefOfTheCorpus keeps the brief of one case of the corpus as a file, to be read as it would be printed.
func TestBriefOfTheCorpus(t *testing.T) {
	file := filepath.Join(t.TempDir(), "r.db")
	do := func(args ...string) []byte {
		var out, problems bytes.Buffer
		sys := system{out: &out, err: &problems, getenv: func(string) string { return "" }}
		if code := run(t.Context(), append(args, "--record", file), sys); code != exitDone {
			t.Fatalf("%v: exit code %d: %s", args, code, &problems)
		}
		return out.Bytes()
	}
	do("read", "--quiet", "../../corpus/su24-crisis-2016")
	golden(t, "testdata/brief.golden", do("between", "Russia", "Turkey", "--format", "markdown"))
}
