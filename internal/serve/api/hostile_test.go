package api

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"chancery/internal/serve/auth"
)

// evil are values that would do harm where they were taken for more than values.
var evil = []string{
	`' OR 1=1 --`, `'; DROP TABLE events; --`, `" OR ""="`, "%' UNION SELECT json FROM judgments --", "\x00", "\x00'", "../../etc/passwd", `..\..\x`, "%2e%2e%2f", "<script>alert(1)</script>",
	"{{7*7}}", "${jndi:ldap://x}", "\u202egnp.exe", "\xff\xfe", strings.Repeat("a", 150), "NULL", "-1", "9223372036854775808", "1e999", "٣", "*", `"`, "(", "a NEAR b", "title:", "a* OR", "[[[[", "\r\nSet-Cookie: x=1",
}

func TestHostileParameters(t *testing.T) {
	c := newClient(t, auth.Editor)
	ask := func(target string) {
		w := c.do("GET", target, "")
		if w.Code >= 500 {
			t.Errorf("%q: %d %.300s", target, w.Code, w.Body)
		}
		if w.Code >= 400 && (!strings.HasPrefix(w.Header().Get("Content-Type"), "application/problem+json") || !json.Valid(w.Body.Bytes())) {
			t.Errorf("%q: %d %s %.300s", target, w.Code, w.Header().Get("Content-Type"), w.Body)
		}
		for _, leak := range []string{"SELECT ", "sqlite", "no such column", "syntax error", "goroutine", t.TempDir()[:8]} {
			if strings.Contains(strings.ReplaceAll(w.Body.String(), "UNION SELECT json", ""), leak) {
				t.Errorf("%q tells %q: %.300s", target, leak, w.Body)
			}
		}
		if len(w.Result().Cookies()) > 0 {
			t.Errorf("%q sets a cookie", target)
		}
	}
	for _, v := range evil {
		q, p := url.QueryEscape(v), url.PathEscape(v)
		for _, target := range []string{
			"/api/v1/events?actor=%s", "/api/v1/events?with=%s", "/api/v1/events?kind=%s", "/api/v1/events?status=%s", "/api/v1/events?from=%s", "/api/v1/events?place=%s", "/api/v1/events?limit=%s",
			"/api/v1/events?cursor=%s", "/api/v1/events?%s=1", "/api/v1/articles?outlet=%s", "/api/v1/articles?cursor=%s", "/api/v1/quotes?by=%s", "/api/v1/quotes?about=%s", "/api/v1/quotes?cursor=%s",
			"/api/v1/search?q=%s", "/api/v1/search?q=actor:%s", "/api/v1/search?q=x&after-events=%s", "/api/v1/actors?name=%s", "/api/v1/actors?cursor=%s", "/api/v1/judgments?cursor=%s", "/api/v1/stories?cursor=%s",
			"/feeds/events.atom?title=%s", "/feeds/events.ics?title=%s", "/feeds/events.json?actor=%s", "/api/v1/export/csv?place=%s",
		} {
			ask(fmt.Sprintf(target, q))
		}
		for _, target := range []string{"/api/v1/events/%s", "/api/v1/events/%s/claims", "/api/v1/events/%s/annotations", "/api/v1/articles/%s", "/api/v1/articles/%s/reading", "/api/v1/actors/%s", "/api/v1/pairs/%s/RUS", "/api/v1/export/%s"} {
			ask(fmt.Sprintf(target, p))
		}
	}
	// The record is as it was.
	var info struct{ Articles, Events int }
	c.get("/api/v1/info", &info)
	if info.Articles != 5 || info.Events != 30 {
		t.Errorf("%+v", info)
	}
}

func TestHostileCursors(t *testing.T) {
	c := newClient(t, auth.Reader)
	for _, cursor := range []string{
		"x", "!", "AAAA", base64.RawURLEncoding.EncodeToString([]byte(`[]`)), base64.RawURLEncoding.EncodeToString([]byte(`[1,2,3,4,5,6]`)), base64.RawURLEncoding.EncodeToString([]byte(`["2015-11-24","x","y"]`)),
		base64.RawURLEncoding.EncodeToString([]byte(`{"a":1}`)), base64.RawURLEncoding.EncodeToString([]byte(strings.Repeat("[", 700))), base64.RawURLEncoding.EncodeToString([]byte("null")),
	} {
		for _, list := range []string{"events", "articles", "quotes"} {
			c.fails("GET", "/api/v1/"+list+"?cursor="+cursor, "", 422, "cursor")
		}
	}
	c.fails("GET", "/api/v1/events?cursor="+strings.Repeat("A", 2000), "", 422, "query.cursor")
	// One that is well made leads somewhere, and nowhere else.
	made := base64.RawURLEncoding.EncodeToString([]byte(`["9999-01-01","'; DROP TABLE events"]`))
	var got eventList
	c.get("/api/v1/events?newest=true&limit=1&cursor="+made, &got)
	if len(got.Items) != 1 {
		t.Errorf("%v", got)
	}
}

func TestHostileBodies(t *testing.T) {
	c := newClient(t, auth.Editor)
	deep := strings.Repeat(`{"a":`, 20000) + "1" + strings.Repeat("}", 20000)
	for _, path := range []string{"/api/v1/judgments", "/api/v1/articles"} {
		for body, status := range map[string]int{
			"{": 400, "null": 422, "[]": 422, `"x"`: 422, "1": 422, "\x00": 400, "\xff\xfe{}": 400, deep: 400, strings.Repeat("[", 60000): 400, `{"text":1,"action":1}`: 422,
		} {
			w := c.do("POST", path, body)
			if w.Code != status && !(w.Code >= 400 && w.Code < 500) || !strings.HasPrefix(w.Header().Get("Content-Type"), "application/problem+json") {
				t.Errorf("%s %.40q: %d %.200s", path, body, w.Code, w.Body)
			}
		}
	}
	c.fails("POST", "/api/v1/judgments", `{"action":"accept","reason":"`+strings.Repeat("x", maxRuling)+`"}`, http.StatusRequestEntityTooLarge, "")
	c.fails("POST", "/api/v1/articles", `{"text":"`+strings.Repeat("x", maxArticle)+`"}`, http.StatusRequestEntityTooLarge, "")
	if w := c.do("POST", "/api/v1/judgments", "action=accept", "Content-Type", "application/x-www-form-urlencoded"); w.Code != http.StatusUnsupportedMediaType {
		t.Errorf("a form: %d %s", w.Code, w.Body)
	}
}

// A form of another site can send text/plain without asking first; JSON in it is not taken.
func TestWhatFormsCanSendIsNotTaken(t *testing.T) {
	c := newClient(t, auth.Editor)
	for _, mime := range []string{"text/plain", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded"} {
		w := c.do("POST", "/api/v1/judgments", `{"action":"accept","events":["2015-11-28-sanction-RUS-TUR-ab2893d7"],"reason":"x"}`, "Content-Type", mime)
		if w.Code < 400 {
			t.Errorf("%s: %d %s", mime, w.Code, w.Body)
		}
	}
}

func TestHostileAddresses(t *testing.T) {
	c := newClient(t, auth.Reader)
	c.fails("GET", "/api/v1/events?actor="+strings.Repeat("a", maxAddress), "", http.StatusRequestURITooLong, "too long")
	c.fails("GET", "/api/v1/events?actor="+strings.Repeat("a", 201), "", 422, "query.actor")
	c.fails("GET", "/api/v1/none", "", 404, "openapi.json")
	c.fails("DELETE", "/api/v1/events", "", http.StatusMethodNotAllowed, "DELETE")
	c.fails("PUT", "/api/v1/judgments", "{}", http.StatusMethodNotAllowed, "PUT")
	if w := c.do("PUT", "/api/v1/judgments", ""); w.Header().Get("Allow") != "GET, POST" {
		t.Errorf("Allow: %s", w.Header().Get("Allow"))
	}
	// Through a real server, for what net/http does with such paths first.
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c.h.ServeHTTP(w, r.WithContext(auth.With(r.Context(), auth.Identity{Name: "x", Role: auth.Reader})))
	}))
	defer srv.Close()
	for _, path := range []string{"/api/v1/articles/..%2f..%2f..%2fetc%2fpasswd", "/api/v1/articles/../../../etc/passwd", "//api/v1/events", "/api/v1/events/%00", "/api/%2e%2e/openapi.json", "/api/v1/articles/%ff"} {
		req, err := http.NewRequest("GET", srv.URL, nil)
		if err != nil {
			t.Fatal(err)
		}
		req.URL.Opaque = strings.TrimPrefix(srv.URL, "http:") + path
		res, err := http.DefaultTransport.RoundTrip(req)
		if err != nil {
			t.Fatal(err)
		}
		b, _ := io.ReadAll(res.Body)
		res.Body.Close()
		if res.StatusCode >= 500 || strings.Contains(string(b), "root:") {
			t.Errorf("%s: %d %s", path, res.StatusCode, b)
		}
	}
}
