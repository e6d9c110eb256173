package api

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"chancery/internal/serve/auth"
)

// A document is what the tests read of the OpenAPI document.
type openAPI struct {
	OpenAPI string                          `json:"openapi"`
	Paths   map[string]map[string]operation `json:"paths"`
}

type operation struct {
	ID         string `json:"operationId"`
	Parameters []struct {
		Name, In string
		Example  any
	}
	Body struct {
		Content map[string]struct{ Example json.RawMessage }
	} `json:"requestBody"`
	Responses map[string]struct {
		Content map[string]struct{ Example json.RawMessage }
	}
}

func readDocument(t *testing.T, c *client) (openAPI, []byte) {
	t.Helper()
	var doc openAPI
	w := c.get("/openapi.json", &doc)
	if !strings.HasPrefix(doc.OpenAPI, "3.1") || len(doc.Paths) < 18 {
		t.Fatalf("OpenAPI %s with %d paths", doc.OpenAPI, len(doc.Paths))
	}
	return doc, w.Body.Bytes()
}

// withoutExample are the operations whose answers are files, too long to be shown, or other ones with every version.
var withoutExample = []string{"export", "feed-atom", "feed-json", "feed-ics", "get-reading", "annotate-article", "get-info"}

// computed is what an answer has of events that are computed anew, which package resolve is tested for.
var computed = map[string][]string{"judge": {"new", "changed", "gone"}}

// volatile is what an answer has of the clock.
var volatile = regexp.MustCompile(`"at": ?"[^"]*"`)

func TestExamplesOfTheDocument(t *testing.T) {
	doc, whole := readDocument(t, newClient(t, auth.Reader))
	schemas := compileSchemas(t, whole)
	shown := map[string]bool{}
	for path, item := range doc.Paths {
		for method, op := range item {
			if slices.Contains(withoutExample, op.ID) {
				continue
			}
			shown[op.ID] = true
			t.Run(op.ID, func(t *testing.T) {
				target, body := op.request(path)
				c := newClient(t, auth.Editor) // its own record: some change it
				w := c.do(strings.ToUpper(method), target, body)
				if w.Code >= 300 {
					t.Fatalf("%s: %d %s", target, w.Code, w.Body)
				}
				status := strconv.Itoa(w.Code)
				schemas.check(t, path, method, status, w.Header().Get("Content-Type"), w.Body.Bytes())
				got := volatile.ReplaceAll(indent(t, w.Body.Bytes()), []byte(`"at": "2024-05-15T10:00:00Z"`))
				if *update {
					if err := os.WriteFile("examples/"+op.ID+".json", got, 0o644); err != nil {
						t.Fatal(err)
					}
					return
				}
				var want []byte
				for _, m := range op.Responses[status].Content {
					want = indent(t, m.Example)
				}
				if diff := cmp.Diff(sorted(t, want, computed[op.ID]), sorted(t, got, computed[op.ID])); diff != "" {
					t.Errorf("%s answers otherwise than the document shows (-shown +answered):\n%s", target, diff)
				}
			})
		}
	}
	for id := range examples {
		if !shown[id] {
			t.Errorf("there is an example of %s, and no such operation", id)
		}
	}
}

// request is what the examples of the parameters ask.
func (op *operation) request(path string) (target, body string) {
	q := url.Values{}
	for _, p := range op.Parameters {
		if p.Example == nil {
			continue
		}
		v, ok := p.Example.(string)
		if !ok {
			b, _ := json.Marshal(p.Example)
			v = string(b)
		}
		if p.In == "path" {
			path = strings.ReplaceAll(path, "{"+p.Name+"}", url.PathEscape(v))
		} else {
			q.Set(p.Name, v)
		}
	}
	for _, m := range op.Body.Content {
		body = string(m.Example)
	}
	if len(q) > 0 {
		path += "?" + q.Encode()
	}
	return path, body
}

// sorted writes an object with its keys in order, and without some.
func sorted(t *testing.T, b []byte, without []string) string {
	t.Helper()
	var v map[string]any
	if err := json.Unmarshal(b, &v); err != nil {
		t.Fatalf("%v: %s", err, b)
	}
	for _, key := range without {
		delete(v, key)
	}
	out, _ := json.MarshalIndent(v, "", " ")
	return string(out)
}

// schemaSet is the schemas of the answers of a document.
type schemaSet struct {
	compiler *jsonschema.Compiler
}

func compileSchemas(t *testing.T, doc []byte) *schemaSet {
	t.Helper()
	parsed, err := jsonschema.UnmarshalJSON(bytes.NewReader(doc))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	if err := c.AddResource("mem:///openapi.json", parsed); err != nil {
		t.Fatal(err)
	}
	return &schemaSet{c}
}

// check holds an answer against the schema that the document gives for it.
func (s *schemaSet) check(t *testing.T, path, method, status, mime string, body []byte) {
	t.Helper()
	mime, _, _ = strings.Cut(mime, ";")
	if mime == "application/ld+json" {
		mime = "application/json"
	}
	escape := strings.NewReplacer("~", "~0", "/", "~1", "{", "%7B", "}", "%7D").Replace
	schema, err := s.compiler.Compile("mem:///openapi.json#/paths/" + escape(path) + "/" + method + "/responses/" + status + "/content/" + escape(mime) + "/schema")
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(v); err != nil {
		t.Errorf("%s answers what its schema does not allow: %v\n%.2000s", path, err, body)
	}
}

// More answers than the examples hold to their schemas: all events and all lists of the record.
func TestAnswersAreAsTheDocumentSays(t *testing.T) {
	c := newClient(t, auth.Reader)
	_, whole := readDocument(t, c)
	schemas := compileSchemas(t, whole)
	var events struct{ Items []struct{ ID string } }
	c.get("/api/v1/events?limit=200&rejected=true", &events)
	if len(events.Items) != 30 {
		t.Fatalf("%d events", len(events.Items))
	}
	check := func(path, target string) {
		t.Helper()
		w := c.do("GET", target, "")
		schemas.check(t, path, "get", strconv.Itoa(w.Code), w.Header().Get("Content-Type"), w.Body.Bytes())
		if w.Code != http.StatusOK {
			t.Errorf("%s: %d", target, w.Code)
		}
	}
	for _, e := range events.Items {
		check("/api/v1/events/{id}", "/api/v1/events/"+e.ID)
	}
	check("/api/v1/events", "/api/v1/events?limit=200&claims=true")
	check("/api/v1/judgments", "/api/v1/judgments")
	check("/api/v1/quotes", "/api/v1/quotes")
	check("/api/v1/stories", "/api/v1/stories")
	check("/api/v1/actors", "/api/v1/actors")
	check("/api/v1/articles", "/api/v1/articles")
	check("/api/v1/pairs/{a}/{b}", "/api/v1/pairs/RUS/TUR?third=USA")
	check("/api/v1/search", "/api/v1/search?q=kind:CONSULT&facets=true")
	for _, id := range []string{"RUS", "NATO", "vladimir-putin", "Erdogan"} {
		check("/api/v1/actors/{id}", "/api/v1/actors/"+id)
	}
}

func TestTheDocumentAsYAML(t *testing.T) {
	w := newClient(t, auth.Reader).do("GET", "/openapi.yaml", "")
	if w.Code != 200 || !strings.Contains(w.Body.String(), "openapi: 3.1") {
		t.Errorf("%d %.200s", w.Code, w.Body)
	}
}
