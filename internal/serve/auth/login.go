package auth

import (
	_ "embed"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// A Form is what the page of the login shows. It is sent by POST to /login with the fields name and password, or token,
// and next.
type Form struct {
	Next      string // where to go then: a path of this server
	Problem   string // why the last try failed; ""
	WithToken bool   // a token is taken
	WithUsers bool   // name and password are taken
	WithOIDC  string // what the provider is called, "" for none: a link to /login/oidc
	Who       Identity
}

// maxForm is the largest form that is read.
const maxForm = 8 << 10

//go:embed login.html
var loginPage string

var loginTemplate = template.Must(template.New("login").Parse(loginPage))

func (a *Auth) showLogin(w http.ResponseWriter, r *http.Request) {
	a.page(w, r, http.StatusOK, "", r.FormValue("next"))
}

func (a *Auth) page(w http.ResponseWriter, r *http.Request, status int, wrong, next string) {
	f := Form{Next: localPath(next), Problem: wrong, WithToken: len(a.tokens) > 0, WithUsers: a.users != nil, Who: From(r.Context())}
	if a.oidc != nil {
		f.WithOIDC = a.oidc.cfg.name()
	}
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Content-Type", "text/html; charset=utf-8")
	if a.cfg.Page != nil {
		w.WriteHeader(status)
		a.cfg.Page(w, r, f)
		return
	}
	h.Set("Content-Security-Policy", "default-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'")
	w.WriteHeader(status)
	loginTemplate.Execute(w, f) // an error is of the connection
}

// The longest that a client, and that a name, is put off. A name less, for others could keep its owner out.
const (
	longestClient = 15 * time.Minute
	longestName   = 30 * time.Second
)

func (a *Auth) login(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	if err := r.ParseForm(); err != nil {
		problem(w, http.StatusBadRequest, "the form cannot be read")
		return
	}
	next := r.PostForm.Get("next")
	name := strings.TrimSpace(r.PostForm.Get("name"))
	client, byName := "address "+a.client(r), "name "+name
	if len(name) > maxName {
		byName = "name"
	}
	wait := a.backoff.try(client, a.now(), longestClient)
	if wait == 0 && name != "" {
		wait = a.backoff.try(byName, a.now(), longestName)
	}
	if wait > 0 {
		seconds := int((wait + time.Second - 1) / time.Second)
		w.Header().Set("Retry-After", fmt.Sprint(seconds))
		a.page(w, r, http.StatusTooManyRequests, fmt.Sprintf("Too many tries. Wait %d seconds.", seconds), next)
		return
	}
	id, stamp := a.check(r, name)
	if id.Role == Nobody {
		a.page(w, r, http.StatusUnauthorized, "That is not right.", next)
		return
	}
	a.backoff.succeed(client)
	a.backoff.succeed(byName)
	a.begin(w, r, id, stamp)
	http.Redirect(w, r, localPath(next), http.StatusSeeOther)
}

// check is who a form is of.
func (a *Auth) check(r *http.Request, name string) (Identity, string) {
	if token := r.PostForm.Get("token"); token != "" {
		return a.byToken(strings.TrimSpace(token)), ""
	}
	if a.users == nil || name == "" {
		return Identity{}, ""
	}
	u, ok := a.users.find(name)
	if !ok {
		(*User)(nil).hasPassword(r.PostForm.Get("password"))
		return Identity{}, ""
	}
	if !u.hasPassword(r.PostForm.Get("password")) {
		return Identity{}, ""
	}
	return Identity{Name: u.Name, Role: u.Role}, u.stamp()
}

// begin opens a session in place of the one that the browser has.
func (a *Auth) begin(w http.ResponseWriter, r *http.Request, id Identity, stamp string) {
	if c, err := r.Cookie(a.cookieName()); err == nil {
		a.sessions.end(c.Value)
	}
	http.SetCookie(w, a.cookie(a.sessions.begin(id, stamp, a.now())))
}

func (a *Auth) logout(w http.ResponseWriter, r *http.Request) {
	if c, err := r.Cookie(a.cookieName()); err == nil {
		a.sessions.end(c.Value)
	}
	gone := a.cookie("")
	gone.MaxAge = -1
	http.SetCookie(w, gone)
	http.Redirect(w, r, "/login", http.StatusSeeOther)
}

func loginAddress(r *http.Request) string {
	return "/login?" + url.Values{"next": {localPath(r.URL.RequestURI())}}.Encode()
}

// localPath is a path of this server, "/" for what would lead elsewhere: browsers take \ for /, and leave out tabs and
// line ends.
func localPath(next string) string {
	u, err := url.Parse(next)
	if err != nil || u.Scheme != "" || u.Host != "" || u.User != nil || len(next) > 2048 || !strings.HasPrefix(next, "/") || strings.HasPrefix(next, "//") ||
		strings.ContainsFunc(next, func(r rune) bool { return r < ' ' || r == '\\' || r == 0x7f }) {
		return "/"
	}
	return next
}
