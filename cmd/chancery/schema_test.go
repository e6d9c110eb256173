package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// schemas compiles all schemas of the project, so that each is known to be one.
func schemas(t *testing.T) func(name string) *jsonschema.Schema {
	t.Helper()
	files, err := filepath.Glob("../../schema/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no schemas: %v", err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	const base = "https://chancery.example/schema/1/"
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		v, err := jsonschema.UnmarshalJSON(strings.NewReader(string(b)))
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		if err := c.AddResource(base+filepath.Base(file), v); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
	}
	for _, file := range files {
		if _, err := c.Compile(base + filepath.Base(file)); err != nil {
			t.Errorf("%s: %v", file, err)
		}
	}
	return func(name string) *jsonschema.Schema { return c.MustCompile(base + name + ".json") }
}

// valid holds every line of an output against a schema, and wants so many lines at least.
func valid(t *testing.T, s *jsonschema.Schema, out string, least int) {
	t.Helper()
	n := 0
	for line := range strings.Lines(out) {
		n++
		v, err := jsonschema.UnmarshalJSON(strings.NewReader(line))
		if err != nil {
			t.Fatalf("line %d: %v", n, err)
		}
		if err := s.Validate(v); err != nil {
			t.Errorf("line %d: %v\n%s", n, err, line[:min(len(line), 2000)])
		}
	}
	if n < least {
		t.Errorf("%d lines, want %d at least", n, least)
	}
}

// articles is two reports of our own, in a folder.
func articles(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, s := range map[string]string{
		"a.txt": "Macron receives Modi in Paris\n\nPARIS, July 14, 2023 (Example Wire) - French President Emmanuel Macron met Indian Prime Minister " +
			"Narendra Modi in Paris on Thursday, July 13, 2023. The two leaders agreed to build submarines together.\n\n" +
			"\"India is a friend of France,\" Macron told reporters on Friday. He will visit New Delhi in September.\n",
		"b.txt": "Modi in Paris\n\nJuly 14, 2023\n\nIndian Prime Minister Narendra Modi met President Emmanuel Macron on July 13 in Paris. " +
			"Russia condemned the United States for its sanctions against Moscow.\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(s), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestReadingsMeetTheirSchema(t *testing.T) {
	schema := schemas(t)
	for _, args := range [][]string{{}, {"--tokens"}} {
		out, errs, code := start(t, append([]string{"annotate", "--json", articles(t)}, args...)...)
		if code != exitDone {
			t.Fatalf("exit code %d: %s", code, errs)
		}
		valid(t, schema("reading"), out, 2)
		for _, part := range []string{`"names":[{`, `"times":[{`, `"quotes":[{`, `"sentences":[{`} {
			if !strings.Contains(out, part) {
				t.Errorf("no %s to hold against the schema", part)
			}
		}
	}
}

func TestOutputsOfARecordMeetTheirSchemas(t *testing.T) {
	schema := schemas(t)
	file := filepath.Join(t.TempDir(), "test.db")
	for _, tt := range []struct {
		schema string
		least  int
		args   []string
	}{
		{"read-result", 1, []string{"read", articles(t)}},
		{"event", 1, []string{"events"}},
		{"quote", 1, []string{"quotes"}},
		{"profile", 1, []string{"who", "Emmanuel Macron"}},
		{"profile", 1, []string{"who", "FRA"}},
		{"dossier", 1, []string{"between", "Emmanuel Macron", "Narendra Modi"}},
		{"hit", 2, []string{"search", "Paris"}},
		{"hit", 1, []string{"search", "actor:Macron -kind:AID"}},
		{"event-hit", 1, []string{"search", "Paris kind:consult", "--events"}},
		{"difference", 0, []string{"rebuild", "--check"}},
		{"judge-result", 1, []string{"judge", "reject", "2023-07-13-consult", "--by", "tester", "--reason", "a test"}},
		{"judge-result", 1, []string{"judge", "correct", "2023-07-13-consult", "date=2023-07", "place=Geneva", "actors=FRA", "--by", "tester", "--reason", "a test"}},
		{"judge-result", 1, []string{"judge", "undo", "last", "--by", "tester", "--reason", "a test"}},
		{"judgment", 5, []string{"judge", "list"}},
		{"event", 1, []string{"events", "--rejected"}},
		{"change", 2, []string{"log"}},
		{"record-change", 0, []string{"diff", file, file}},
		{"problem", 0, []string{"check"}},
		{"difference", 0, []string{"rebuild", "--check"}},
	} {
		t.Run(strings.Join(tt.args[:1], " "), func(t *testing.T) {
			out, errs, code := start(t, append(tt.args, "--json", "--record", file)...)
			if code != exitDone {
				t.Fatalf("exit code %d: %s", code, errs)
			}
			valid(t, schema(tt.schema), out, tt.least)
			if tt.schema != "event" {
				return
			}
			var e struct {
				ID string `json:"id"`
			}
			if err := json.Unmarshal([]byte(out[:strings.IndexByte(out, '\n')]), &e); err != nil {
				t.Fatal(err)
			}
			out, errs, code = start(t, "event", e.ID, "--json", "--record", file)
			if code != exitDone {
				t.Fatalf("exit code %d: %s", code, errs)
			}
			valid(t, schema("event-detail"), out, 1)
			out, errs, code = start(t, "who", "Emmanuel Macron", "--why", e.ID, "--json", "--record", file)
			if code != exitDone {
				t.Fatalf("exit code %d: %s", code, errs)
			}
			valid(t, schema("mention"), out, 1)
			out, errs, code = start(t, "event", e.ID, "--why", "--json", "--record", file)
			if code != exitDone {
				t.Fatalf("exit code %d: %s", code, errs)
			}
			valid(t, schema("telling"), out, 1)
		})
	}
}
