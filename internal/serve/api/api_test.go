package api

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"flag"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"chancery"
	"chancery/internal/serve/auth"
)

var update = flag.Bool("update", false, "rewrite the examples")

// fixture opens a copy of a record of corpus/su24-crisis-2016 that was made once, with judgments, and is not computed anew:
// what it answers does not change with the reading of articles.
func fixture(t *testing.T) *chancery.Record {
	t.Helper()
	f, err := os.Open("testdata/su24.db.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "su24.db")
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	rec, err := chancery.Open(context.Background(), path, chancery.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { rec.Close() })
	return rec
}

// A client asks a handler in the name of somebody.
type client struct {
	t    *testing.T
	h    http.Handler
	role auth.Role
}

func newClient(t *testing.T, role auth.Role) *client {
	return &client{t, Handler(fixture(t), Options{Version: "test"}), role}
}

func (c *client) do(method, target, body string, headers ...string) *httptest.ResponseRecorder {
	c.t.Helper()
	r := httptest.NewRequest(method, target, strings.NewReader(body))
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	c.h.ServeHTTP(w, r.WithContext(auth.With(r.Context(), auth.Identity{Name: "A. Analyst", Role: c.role, By: "session"})))
	return w
}

// get asks and reads the answer into v.
func (c *client) get(target string, v any) *httptest.ResponseRecorder {
	c.t.Helper()
	w := c.do("GET", target, "")
	if w.Code != 200 {
		c.t.Fatalf("%s: %d %s", target, w.Code, w.Body)
	}
	if err := json.Unmarshal(w.Body.Bytes(), v); err != nil {
		c.t.Fatalf("%s: %v: %s", target, err, w.Body)
	}
	return w
}

// fails asks what must be refused, with problem details.
func (c *client) fails(method, target, body string, status int, want string) {
	c.t.Helper()
	w := c.do(method, target, body)
	var p struct {
		Title, Detail string
		Status        int
		Errors        []struct{ Message, Location string }
	}
	err := json.Unmarshal(w.Body.Bytes(), &p)
	if w.Code != status || err != nil || p.Status != status || !strings.HasPrefix(w.Header().Get("Content-Type"), "application/problem+json") || !strings.Contains(w.Body.String(), want) {
		if len(target) > 100 {
			target = target[:100] + "..."
		}
		c.t.Errorf("%s %s: %d %s %.300s, want %d with %q", method, target, w.Code, w.Header().Get("Content-Type"), w.Body, status, want)
	}
}

func indent(t *testing.T, b []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := json.Indent(&out, b, "", " "); err != nil {
		t.Fatalf("%v: %s", err, b)
	}
	return append(bytes.TrimSpace(out.Bytes()), '\n')
}
