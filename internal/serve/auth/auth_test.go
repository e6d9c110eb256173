package auth

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/alexedwards/argon2id"
)

const (
	editorToken = "an-editors-token-of-some-length"
	readerToken = "a-readers-token-of-some-length"
	password    = "correct horse battery"
)

// quickHash is a hash that costs little, for tests.
func quickHash(t *testing.T, password string) string {
	t.Helper()
	h, err := argon2id.CreateHash(password, &argon2id.Params{Memory: 64, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func usersFile(t *testing.T, users ...User) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "users")
	if err := EditUsers(file, func([]User) ([]User, error) { return users, nil }); err != nil {
		t.Fatal(err)
	}
	return file
}

// desk says who asks; /judge is for editors alone.
func desk() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		id := From(r.Context())
		fmt.Fprintf(w, "%s %s %s", id.By, id.Name, id.Role)
	})
	mux.Handle("/judge", RequireEditor(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "judged") })))
	return mux
}

func newAuth(t *testing.T, cfg Config) *Auth {
	t.Helper()
	if cfg.Listen == "" {
		cfg.Listen = "0.0.0.0:8080"
	}
	a, err := New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func ask(h http.Handler, r *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func get(target string, headers ...string) *http.Request {
	r := httptest.NewRequest(http.MethodGet, target, nil)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	return r
}

func post(target string, form url.Values, headers ...string) *http.Request {
	r := httptest.NewRequest(http.MethodPost, target, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	return r
}

func want(t *testing.T, w *httptest.ResponseRecorder, status int, body string) {
	t.Helper()
	if w.Code != status || !strings.Contains(w.Body.String(), body) {
		t.Errorf("%d %q, want %d and %q", w.Code, w.Body.String(), status, body)
	}
}

func TestWhoMayListenWhere(t *testing.T) {
	users := usersFile(t, User{"ann", Editor, quickHash(t, password)})
	empty := usersFile(t)
	for _, c := range []struct {
		cfg  Config
		hint string // "" where it is allowed
	}{
		{Config{Listen: "127.0.0.1:8080"}, ""},
		{Config{Listen: "127.9.9.9:1"}, ""},
		{Config{Listen: "[::1]:8080"}, ""},
		{Config{Listen: "localhost:8080"}, ""},
		{Config{Listen: "LocalHost:8080"}, ""},
		{Config{Listen: ":8080"}, "--token or --users"},
		{Config{Listen: "0.0.0.0:8080"}, "--token or --users"},
		{Config{Listen: "[::]:8080"}, "--token or --users"},
		{Config{Listen: "192.168.1.7:8080"}, "--token or --users"},
		{Config{Listen: "localhost.example.org:8080"}, "--token or --users"},
		{Config{Listen: "0:8080"}, "--token or --users"},
		{Config{Listen: "0.0.0.0:8080", Token: editorToken}, ""},
		{Config{Listen: "0.0.0.0:8080", ReaderToken: readerToken}, ""},
		{Config{Listen: "0.0.0.0:8080", Users: users}, ""},
		{Config{Listen: "0.0.0.0:8080", Token: "short"}, "openssl rand"},
		{Config{Listen: "0.0.0.0:8080", Users: empty}, "chancery user add"},
		{Config{Listen: "0.0.0.0:8080", Users: filepath.Join(t.TempDir(), "none")}, "chancery user add"},
		{Config{Listen: "8080"}, "127.0.0.1:8080"},
		{Config{Listen: "0.0.0.0:8080", OIDC: &OIDC{Issuer: "https://id.example", ClientID: "x", Base: "http://desk.example"}}, "https://"},
		{Config{Listen: "0.0.0.0:8080", OIDC: &OIDC{Issuer: "https://id.example", ClientID: "x", Base: "https://desk.example"}}, "name editors"},
		{Config{Listen: "0.0.0.0:8080", OIDC: &OIDC{Base: "https://desk.example", Editors: []string{"*"}}}, "registered"},
	} {
		_, err := New(c.cfg)
		var bad *ConfigError
		switch {
		case c.hint == "" && err != nil:
			t.Errorf("%+v: %v", c.cfg, err)
		case c.hint != "" && (!errors.As(err, &bad) || !strings.Contains(bad.Hint, c.hint)):
			t.Errorf("%+v: error %v, want a hint with %q", c.cfg, err, c.hint)
		}
	}
}

func TestOnLoopbackEverybodyIsLocal(t *testing.T) {
	a := newAuth(t, Config{Listen: "127.0.0.1:8080", Hosts: []string{"desk.home"}})
	h := a.Wrap(desk())
	for _, host := range []string{"127.0.0.1:8080", "localhost:8080", "localhost", "[::1]:8080", "LOCALHOST.:8080", "desk.home"} {
		want(t, ask(h, get("http://"+host+"/")), 200, "local local editor")
	}
	// A page of another site whose name was made to lead here.
	for _, host := range []string{"evil.example:8080", "127.0.0.1.evil.example", "localhost.evil.example", ""} {
		r := get("http://127.0.0.1/")
		r.Host = host
		want(t, ask(h, r), http.StatusMisdirectedRequest, "not known by that name")
	}
	for range 1000 {
		if w := ask(h, get("http://localhost/")); w.Code != 200 {
			t.Fatalf("the local user is limited: %d", w.Code)
		}
	}
}

func TestTokens(t *testing.T) {
	a := newAuth(t, Config{Token: editorToken, ReaderToken: readerToken, Public: func(r *http.Request) bool { return r.URL.Path == "/healthz" }})
	h := a.Wrap(desk())
	want(t, ask(h, get("/", "Authorization", "Bearer "+editorToken)), 200, "token token editor")
	want(t, ask(h, get("/", "Authorization", "bearer  "+editorToken+" ")), 200, "token token editor")
	want(t, ask(h, get("/judge", "Authorization", "Bearer "+editorToken)), 200, "judged")
	want(t, ask(h, get("/", "Authorization", "Bearer "+readerToken)), 200, "token reader reader")
	want(t, ask(h, get("/judge", "Authorization", "Bearer "+readerToken)), 403, "only an editor")
	want(t, ask(h, get("/healthz")), 200, " nobody")
	for _, header := range []string{"Bearer", "Bearer ", "Bearer x", "Basic " + editorToken, editorToken, "Bearer " + editorToken + "x", "Bearer " + editorToken[1:]} {
		w := ask(h, get("/", "Authorization", header))
		want(t, w, 401, "say who you are")
		if w.Header().Get("WWW-Authenticate") == "" || w.Header().Get("Content-Type") != "application/problem+json" || !json.Valid(w.Body.Bytes()) {
			t.Errorf("%q: %v %s", header, w.Header(), w.Body)
		}
	}
	// A browser is led to the form and back.
	w := ask(h, get("/e/1?x=y&z", "Accept", "text/html,*/*"))
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/login?next=%2Fe%2F1%3Fx%3Dy%26z" {
		t.Errorf("%d %v", w.Code, w.Header())
	}
	want(t, ask(h, get(w.Header().Get("Location"))), 200, `value="/e/1?x=y&amp;z"`)
}

// logIn gives the cookie of a session.
func logIn(t *testing.T, h http.Handler, form url.Values) *http.Cookie {
	t.Helper()
	w := ask(h, post("/login", form))
	if w.Code != http.StatusSeeOther || len(w.Result().Cookies()) != 1 {
		t.Fatalf("login: %d %s %v", w.Code, w.Body, w.Header())
	}
	return w.Result().Cookies()[0]
}

func withCookie(r *http.Request, c *http.Cookie) *http.Request {
	r.AddCookie(&http.Cookie{Name: c.Name, Value: c.Value})
	return r
}

func TestSessions(t *testing.T) {
	now := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	ann := User{"ann", Editor, quickHash(t, password)}
	file := usersFile(t, ann, User{"bob", Reader, quickHash(t, password+"!")})
	a := newAuth(t, Config{Users: file, Token: editorToken, TLS: true, Now: func() time.Time { return now }})
	h := a.Wrap(desk())

	c := logIn(t, h, url.Values{"name": {"ann"}, "password": {password}, "next": {"/today"}})
	if c.Name != "__Host-chancery-session" || !c.HttpOnly || !c.Secure || c.SameSite != http.SameSiteStrictMode || c.Path != "/" || len(c.Value) < 26 {
		t.Errorf("cookie: %v", c)
	}
	want(t, ask(h, withCookie(get("/"), c)), 200, "session ann editor")
	want(t, ask(h, withCookie(get("/judge"), c)), 200, "judged")
	for key := range a.sessions.all {
		if strings.Contains(string(key[:]), c.Value) {
			t.Error("the secret itself is kept")
		}
	}

	// Every login gives another secret, and ends the session that the browser had.
	again := ask(h, withCookie(post("/login", url.Values{"name": {"bob"}, "password": {password + "!"}}), c)).Result().Cookies()[0]
	if again.Value == c.Value {
		t.Error("the secret stays the same")
	}
	want(t, ask(h, withCookie(get("/"), c)), 401, "")
	want(t, ask(h, withCookie(get("/"), again)), 200, "session bob reader")
	want(t, ask(h, withCookie(get("/judge"), again)), 403, "")

	// The session ends when it is not used, or too old.
	now = now.Add(11 * time.Hour)
	want(t, ask(h, withCookie(get("/"), again)), 200, "bob")
	now = now.Add(11 * time.Hour)
	want(t, ask(h, withCookie(get("/"), again)), 200, "bob")
	now = now.Add(13 * time.Hour)
	want(t, ask(h, withCookie(get("/"), again)), 401, "")
	c = logIn(t, h, url.Values{"token": {editorToken}})
	for range 20 {
		now = now.Add(11 * time.Hour)
		ask(h, withCookie(get("/"), c))
	}
	want(t, ask(h, withCookie(get("/"), c)), 401, "")

	// Logging out ends it.
	c = logIn(t, h, url.Values{"token": {editorToken}})
	want(t, ask(h, withCookie(get("/"), c)), 200, "session token editor")
	gone := ask(h, withCookie(post("/logout", nil), c))
	if gone.Code != http.StatusSeeOther || gone.Result().Cookies()[0].MaxAge >= 0 {
		t.Errorf("logout: %d %v", gone.Code, gone.Header())
	}
	want(t, ask(h, withCookie(get("/"), c)), 401, "")
}

func TestRightsFollowTheFileOfUsers(t *testing.T) {
	file := usersFile(t, User{"ann", Editor, quickHash(t, password)}, User{"bob", Reader, quickHash(t, password)})
	h := newAuth(t, Config{Users: file}).Wrap(desk())
	c := logIn(t, h, url.Values{"name": {"ann"}, "password": {password}})
	edit := func(f func(*User)) {
		t.Helper()
		err := EditUsers(file, func(users []User) ([]User, error) { f(&users[0]); return users, nil })
		if err == nil { // the clock of the disk may be coarse
			err = os.Chtimes(file, time.Time{}, time.Now().Add(time.Duration(time.Now().UnixNano()%1e9)+time.Second))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	edit(func(u *User) { u.Role = Reader })
	want(t, ask(h, withCookie(get("/"), c)), 200, "session ann reader")
	edit(func(u *User) { u.Hash = quickHash(t, "another password") })
	want(t, ask(h, withCookie(get("/"), c)), 401, "")
	c = logIn(t, h, url.Values{"name": {"ann"}, "password": {"another password"}})
	edit(func(u *User) { u.Name = "carol" })
	want(t, ask(h, withCookie(get("/"), c)), 401, "")
	// A file that cannot be read lets nobody in.
	c = logIn(t, h, url.Values{"name": {"bob"}, "password": {password}})
	if err := os.WriteFile(file, []byte("bob\tking\tx\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	want(t, ask(h, withCookie(get("/"), c)), 401, "")
}

func TestFailedLoginsArePutOff(t *testing.T) {
	now := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	file := usersFile(t, User{"ann", Editor, quickHash(t, password)})
	h := newAuth(t, Config{Users: file, Token: editorToken, Now: func() time.Time { return now }}).Wrap(desk())
	bad, good := url.Values{"name": {"ann"}, "password": {"wrong"}}, url.Values{"name": {"ann"}, "password": {password}}
	for range freeFailures {
		want(t, ask(h, post("/login", bad)), 401, "That is not right")
	}
	want(t, ask(h, post("/login", good)), 429, "Wait 1 second")
	now = now.Add(time.Second)
	want(t, ask(h, post("/login", bad)), 401, "")
	now = now.Add(time.Second)
	w := ask(h, post("/login", good))
	want(t, w, 429, "Wait 1 second")
	if w.Header().Get("Retry-After") != "1" {
		t.Error(w.Header())
	}
	now = now.Add(time.Second)
	logIn(t, h, good)
	// Tokens and unknown names count, too, and many clients together cannot try one name.
	for range freeFailures {
		want(t, ask(h, post("/login", url.Values{"token": {"x"}})), 401, "")
	}
	want(t, ask(h, post("/login", url.Values{"token": {editorToken}})), 429, "")
	now = now.Add(time.Hour)
	for i := range freeFailures {
		r := post("/login", bad)
		r.RemoteAddr = fmt.Sprintf("198.51.100.%d:99", i)
		want(t, ask(h, r), 401, "")
	}
	r := post("/login", good)
	r.RemoteAddr = "198.51.100.99:99"
	want(t, ask(h, r), 429, "")
	now = now.Add(longestName)
	logIn(t, h, good)
}

func TestOtherSitesAreRefused(t *testing.T) {
	for name, cfg := range map[string]Config{"open": {Listen: "127.0.0.1:8080"}, "token": {Token: editorToken}} {
		h := newAuth(t, cfg).Wrap(desk())
		for _, headers := range [][]string{
			{"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Site", "same-site"}, {"Origin", "https://evil.example"}, {"Origin", "null"},
		} {
			for _, path := range []string{"/judge", "/login", "/logout"} {
				r := post("http://localhost:8080"+path, nil, headers...)
				r.Header.Set("Authorization", "Bearer "+editorToken)
				if w := ask(h, r); w.Code != 403 || !strings.Contains(w.Body.String(), "another site") {
					t.Errorf("%s: %s %v: %d %s", name, path, headers, w.Code, w.Body)
				}
			}
		}
		r := post("http://localhost:8080/judge", nil, "Sec-Fetch-Site", "same-origin", "Authorization", "Bearer "+editorToken)
		want(t, ask(h, r), 200, "judged")
		r = post("http://localhost:8080/judge", nil, "Authorization", "Bearer "+editorToken) // a program
		want(t, ask(h, r), 200, "judged")
	}
}

func TestTooManyRequests(t *testing.T) {
	now := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	a := newAuth(t, Config{Token: editorToken, ReaderToken: readerToken, Rate: 10, Now: func() time.Time { return now }})
	h := a.Wrap(desk())
	count := func(headers ...string) (n int) {
		for ; n < 1000; n++ {
			if w := ask(h, get("/", headers...)); w.Code == http.StatusTooManyRequests {
				if w.Header().Get("Retry-After") == "" {
					t.Error("no Retry-After")
				}
				return n
			}
		}
		return n
	}
	if n := count("Authorization", "Bearer "+editorToken); n != 40 {
		t.Errorf("an editor asks %d times", n)
	}
	if n := count("Authorization", "Bearer "+readerToken); n != 40 {
		t.Errorf("a reader asks %d times beside the editor", n)
	}
	if n := count(); n != 8 {
		t.Errorf("nobody asks %d times", n)
	}
	now = now.Add(time.Second)
	if n := count("Authorization", "Bearer "+editorToken); n != 10 {
		t.Errorf("an editor asks %d times after a second", n)
	}
	for i := range 3 * maxClients {
		r := get("/")
		r.RemoteAddr = netip.AddrFrom4([4]byte{10, byte(i >> 16), byte(i >> 8), byte(i)}).String() + ":1"
		ask(h, r)
	}
	if n := len(a.requests.clients.byKey); n > maxClients || a.requests.clients.order.Len() != n {
		t.Errorf("%d clients are remembered", n)
	}
}

func TestWhereARequestComesFrom(t *testing.T) {
	a := newAuth(t, Config{Token: editorToken, Proxies: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}})
	for _, c := range []struct{ remote, forwarded, want string }{
		{"198.51.100.7:80", "", "198.51.100.7"},
		{"198.51.100.7:80", "1.2.3.4", "198.51.100.7"},
		{"10.0.0.1:80", "1.2.3.4", "1.2.3.4"},
		{"10.0.0.1:80", "9.9.9.9, 1.2.3.4", "1.2.3.4"},
		{"10.0.0.1:80", "9.9.9.9, 1.2.3.4, 10.0.0.2", "1.2.3.4"},
		{"10.0.0.1:80", "nonsense", "10.0.0.1"},
		{"10.0.0.1:80", "", "10.0.0.1"},
		{"[::ffff:198.51.100.7]:80", "", "198.51.100.7"},
		{"[2001:db8:1:2:3:4:5:6]:80", "", "2001:db8:1:2::/64"},
		{"[fe80::1%eth0]:80", "", "fe80::/64"},
		{"@", "", "@"},
	} {
		r := get("/")
		r.RemoteAddr = c.remote
		if c.forwarded != "" {
			r.Header.Set("X-Forwarded-For", c.forwarded)
		}
		if got := a.client(r); got != c.want {
			t.Errorf("%s %s: %s, want %s", c.remote, c.forwarded, got, c.want)
		}
	}
}

func TestNextStaysHere(t *testing.T) {
	for next, want := range map[string]string{
		"/today?x=1#y": "/today?x=1#y", "": "/", "//evil.example": "/", "https://evil.example/": "/", "/\\evil.example": "/", "\\/evil.example": "/",
		"/\t/evil.example": "/", "javascript:alert(1)": "/", "///evil": "/", "today": "/", "/" + strings.Repeat("a", 3000): "/", "/%2f%2fevil": "/%2f%2fevil",
	} {
		if got := localPath(next); got != want {
			t.Errorf("%q leads to %q, want %q", next, got, want)
		}
	}
}

func TestSignedFeeds(t *testing.T) {
	file := usersFile(t, User{"ann", Editor, quickHash(t, password)})
	a := newAuth(t, Config{Users: file, Token: editorToken})
	h := a.Wrap(desk())
	u, _ := url.Parse("/events.ics?actor=FRA&kind=CONSULT")
	for _, name := range []string{"ann", "token"} {
		signed := a.Sign(Identity{Name: name, Role: Editor}, *u)
		want(t, ask(h, get(signed.String())), 200, "feed "+name+" reader")
		want(t, ask(h, get(strings.Replace(signed.String(), "actor=FRA&", "", 1)+"&actor=FRA")), 200, "feed "+name) // other order
		want(t, ask(h, post(signed.String(), nil)), 401, "")
		for _, other := range []string{
			strings.Replace(signed.String(), "FRA", "DEU", 1), strings.Replace(signed.String(), "events.ics", "judge", 1), signed.String() + "&limit=9",
			strings.Replace(signed.String(), "key=", "key=A", 1), signed.String() + "A", "/events.ics?key=", "/events.ics?key=..", "/events.ics?key=%00.%00",
		} {
			want(t, ask(h, get(other)), 401, "")
		}
	}
	if s := a.Sign(Identity{Name: "somebody@example.org", Role: Reader}, *u); s != *u {
		t.Errorf("who has no password here signs: %s", s.String())
	}
	// Another password revokes it.
	signed := a.Sign(Identity{Name: "ann"}, *u)
	if err := EditUsers(file, func([]User) ([]User, error) {
		return []User{{"ann", Editor, quickHash(t, "another")}, {"bob", Reader, quickHash(t, "x")}}, nil
	}); err != nil {
		t.Fatal(err)
	}
	want(t, ask(h, get(signed.String())), 401, "")
}

func TestHostileLogins(t *testing.T) {
	file := usersFile(t, User{"ann", Editor, quickHash(t, password)})
	a := newAuth(t, Config{Users: file, Token: editorToken})
	h := a.Wrap(desk())
	big := post("/login", url.Values{"name": {strings.Repeat("x", 1<<20)}})
	want(t, ask(h, big), 400, "cannot be read")
	for i, form := range []url.Values{
		{"name": {"ann\x00"}, "password": {password}}, {"name": {"' OR 1=1 --"}, "password": {"x"}}, {"name": {"../../etc/passwd"}, "password": {"x"}},
		{"name": {"ann"}, "password": {strings.Repeat("x", 5000)}}, {"name": {strings.Repeat("n", 4000)}, "password": {"x"}}, {}, {"token": {strings.Repeat("t", 8000)}},
	} {
		r := post("/login", form)
		r.RemoteAddr = fmt.Sprintf("192.0.2.%d:1", i)
		want(t, ask(h, r), 401, "That is not right")
	}
	w := ask(h, get("/login?next=%22%3E%3Cscript%3Ealert(1)%3C/script%3E"))
	if strings.Contains(w.Body.String(), "<script") || !strings.Contains(w.Header().Get("Content-Security-Policy"), "default-src 'none'") {
		t.Errorf("%v %s", w.Header(), w.Body)
	}
	want(t, ask(h, get("/login?next=/%22%3E%3Cscript%3Ealert(1)%3C/script%3E")), 200, "/&#34;&gt;&lt;script")
}
