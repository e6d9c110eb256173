package serve

import (
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"chancery"
	"chancery/internal/serve/auth"
)

func openRecord(t *testing.T) *chancery.Record {
	t.Helper()
	rec, err := chancery.Open(t.Context(), filepath.Join(t.TempDir(), "r.db"), chancery.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { rec.Close() })
	return rec
}

func newDesk(t *testing.T) *httptest.Server {
	t.Helper()
	h, err := Handler(openRecord(t), Options{Editor: "tester"})
	if err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(h)
	t.Cleanup(srv.Close)
	return srv
}

func get(t *testing.T, srv *httptest.Server, path string) (*http.Response, string) {
	t.Helper()
	res, err := srv.Client().Get(srv.URL + path)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res, string(body)
}

func TestEveryAnswerIsGuarded(t *testing.T) {
	srv := newDesk(t)
	for _, path := range []string{"/", "/nothing", "/event/none", "/healthz", "/metrics", "/static/none.js"} {
		res, body := get(t, srv, path)
		csp := res.Header.Get("Content-Security-Policy")
		for _, part := range []string{"default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"} {
			if !strings.Contains(csp, part) {
				t.Errorf("%s: the policy lacks %s: %s", path, part, csp)
			}
		}
		if strings.Contains(csp, "unsafe") {
			t.Errorf("%s: the policy allows what is unsafe: %s", path, csp)
		}
		if res.Header.Get("X-Content-Type-Options") != "nosniff" || res.Header.Get("Referrer-Policy") != "same-origin" || res.Header.Get("X-Frame-Options") != "DENY" {
			t.Errorf("%s: a header is missing: %v", path, res.Header)
		}
		for _, inline := range []string{"<style", " style=", " onclick=", " onload=", "javascript:"} {
			if strings.Contains(body, inline) {
				t.Errorf("%s has %q, which the policy would not let work", path, inline)
			}
		}
	}
}

func TestAddresses(t *testing.T) {
	rec := openRecord(t)
	for addr, ok := range map[string]bool{
		"127.0.0.1:8080": true, "localhost:0": true, "[::1]:80": true, "127.9.9.9:1": true,
		":8080": false, "0.0.0.0:8080": false, "[::]:8080": false, "192.168.1.7:80": false, "example.org:80": false, "[::ffff:10.0.0.1]:80": false, "8080": false,
	} {
		if _, err := Handler(rec, Options{Auth: auth.Config{Listen: addr}}); (err == nil) != ok {
			t.Errorf("%s: %v", addr, err)
		}
	}
	if _, err := Handler(rec, Options{Auth: auth.Config{Listen: ":8080", Token: strings.Repeat("t", 32)}}); err != nil {
		t.Errorf("with a token: %v", err)
	}
}

// Elsewhere than on the machine itself, strangers see the login alone, readers read, and editors judge in their own name.
func TestRoles(t *testing.T) {
	h, err := Handler(openRecord(t), Options{Auth: auth.Config{Listen: ":8080", Token: "an-editor-of-the-desk", ReaderToken: "a-reader-of-the-desk"}})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		path, token string
		status      int
		has         string
	}{
		{"/", "", 303, ""},
		{"/login", "", 200, `name="token"`},
		{"/healthz", "", 200, "ok"},
		{"/metrics", "", 303, ""},
		{"/", "a-reader-of-the-desk", 200, "signed in as reader, to read"},
		{"/", "an-editor-of-the-desk", 200, "signed in as token"},
	} {
		r := httptest.NewRequest(http.MethodGet, c.path, nil)
		r.Header.Set("Accept", "text/html")
		if c.token != "" {
			r.Header.Set("Authorization", "Bearer "+c.token)
		}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != c.status || !strings.Contains(w.Body.String(), c.has) {
			t.Errorf("%s with %q: %d %s", c.path, c.token, w.Code, w.Body)
		}
		if c.path == "/login" && w.Header().Get("Content-Type") != "text/html; charset=utf-8" {
			t.Errorf("the login is %s", w.Header().Get("Content-Type"))
		}
	}
}

func TestOtherHostsAreRefused(t *testing.T) {
	srv := newDesk(t)
	for host, want := range map[string]int{"localhost:8080": 200, "127.0.0.1": 200, "[::1]:9": 200, "evil.example": 421, "evil.example:8080": 421, "127.0.0.1.evil.example": 421} {
		req, _ := http.NewRequest(http.MethodGet, srv.URL+"/", nil)
		req.Host = host
		res, err := srv.Client().Do(req)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode != want {
			t.Errorf("host %s: status %d, want %d", host, res.StatusCode, want)
		}
	}
}

// A browser opens a page and posts a form, with what it was given and with what others could make up.
func TestFormsCountOnlyWithTheirToken(t *testing.T) {
	srv := newDesk(t)
	res, body := get(t, srv, "/")
	_, rest, _ := strings.Cut(body, `name="token" value="`)
	token, _, ok := strings.Cut(rest, `"`)
	if !ok || len(token) < 30 {
		t.Fatal("the page has no token")
	}
	var session *http.Cookie
	for _, c := range res.Cookies() {
		if c.Name == formsCookie {
			session = c
		}
	}
	if session == nil || !session.HttpOnly || session.SameSite != http.SameSiteStrictMode {
		t.Fatalf("the cookie of the session is %v", session)
	}
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	for _, c := range []struct {
		name, token, origin string
		cookie              *http.Cookie
		want                int
	}{
		{"its own", token, "", session, 303},
		{"no token", "", "", session, 403},
		{"a wrong token", token + "x", "", session, 403},
		{"no session", token, "", nil, 403},
		{"another session", token, "", &http.Cookie{Name: formsCookie, Value: strings.Repeat("A", 26)}, 403},
		{"from another site", token, "https://evil.example", session, 403},
	} {
		form := url.Values{"theme": {"dark"}, "here": {"/search?q=x"}}
		if c.token != "" {
			form.Set("token", c.token)
		}
		req, _ := http.NewRequest(http.MethodPost, srv.URL+"/settings", strings.NewReader(form.Encode()))
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		if c.cookie != nil {
			req.AddCookie(c.cookie)
		}
		if c.origin != "" {
			req.Header.Set("Origin", c.origin)
		}
		res, err := client.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode != c.want {
			t.Errorf("%s: status %d, want %d", c.name, res.StatusCode, c.want)
		}
		if c.want == 303 && res.Header.Get("Location") != "/search?q=x" {
			t.Errorf("it leads to %s", res.Header.Get("Location"))
		}
	}
}

func TestLargeFormsAreRefused(t *testing.T) {
	srv := newDesk(t)
	res, err := srv.Client().Post(srv.URL+"/settings", "application/x-www-form-urlencoded", strings.NewReader("theme="+strings.Repeat("x", maxBody)))
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != http.StatusBadRequest {
		t.Errorf("status %d", res.StatusCode)
	}
}

func TestTooManyAtOnceAreToldToComeBack(t *testing.T) {
	hold, held := make(chan struct{}), make(chan struct{})
	h := limitAtOnce(1)(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { held <- struct{}{}; <-hold }))
	go h.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", "/", nil))
	<-held
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest("GET", "/", nil))
	close(hold)
	if w.Code != http.StatusServiceUnavailable || w.Header().Get("Retry-After") == "" {
		t.Errorf("status %d", w.Code)
	}
}

func TestDefectsAreAnswered(t *testing.T) {
	failing := chain(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("broken") }), recoverPanics(slog.New(slog.DiscardHandler)))
	w := httptest.NewRecorder()
	failing.ServeHTTP(w, httptest.NewRequest("GET", "/", nil))
	if w.Code != http.StatusInternalServerError || strings.Contains(w.Body.String(), "broken") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

func TestMetricsKnowPagesAndNotPaths(t *testing.T) {
	srv := newDesk(t)
	get(t, srv, "/event/what-somebody-made-up")
	get(t, srv, "/also-made-up")
	_, body := get(t, srv, "/metrics")
	for _, want := range []string{`chancery_http_requests_total{method="GET",page="GET /event/{id}",status="404"} 1`, `page="other",status="404"} 1`, `chancery_record_items{kind="articles"} 0`} {
		if !strings.Contains(body, want) {
			t.Errorf("metrics lack %s", want)
		}
	}
	if strings.Contains(body, "made-up") {
		t.Error("a path has become a series")
	}
}

func TestServerEndsWithItsContext(t *testing.T) {
	srv, err := New(openRecord(t), Options{Auth: auth.Config{Listen: "127.0.0.1:0"}})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- srv.Run(ctx) }()
	res, err := http.Get(srv.URL() + "healthz")
	if err != nil || res.StatusCode != 200 {
		t.Fatalf("health: %v %v", res, err)
	}
	res.Body.Close()
	cancel()
	select {
	case err := <-ended:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(5 * time.Second):
		t.Fatal("it goes on")
	}
	if _, err := net.DialTimeout("tcp", strings.TrimSuffix(strings.TrimPrefix(srv.URL(), "http://"), "/"), time.Second); err == nil {
		t.Error("it still listens")
	}
}
