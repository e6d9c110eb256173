package main

import "testing"

// The groups of the development reports are a golden file, so that better and worse both show.
func TestStoriesOfTheCorpus(t *testing.T) {
	out, errs, code := start(t, "score", "stories", "--gold", "../../corpus/stories.tsv", "-v")
	if code != exitDone || errs != "" {
		t.Fatalf("exit code %d: %s", code, errs)
	}
	golden(t, "testdata/stories.golden", []byte(out))
}

func TestStoriesMeetTheirSchema(t *testing.T) {
	record := t.TempDir() + "/test.db"
	if _, errs, code := start(t, "--record", record, "read", articles(t)); code != exitDone {
		t.Fatal(errs)
	}
	out, _, _ := start(t, "--record", record, "stories", "--json")
	valid(t, schemas(t)("story"), out, 1)
}
