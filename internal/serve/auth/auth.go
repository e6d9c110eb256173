// Package auth knows who asks and what he may do: nobody, a reader or an editor.
//
// On a loopback address without credentials everybody is the editor "local". Elsewhere a token, a file of users with
// argon2id passwords, or a provider of OpenID Connect tells who it is: by a bearer header, by a form that opens a session,
// or by a key in the address of a feed. Requests from other sites are refused, clients that ask too often are put off.
// It does not know what is served.
//
//	a, err := auth.New(auth.Config{Listen: "0.0.0.0:8080", Token: token})
//	mux.Handle("POST /judgments", auth.RequireEditor(judge))
//	http.ListenAndServe("0.0.0.0:8080", a.Wrap(mux))
package auth

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"time"

	"golang.org/x/time/rate"
)

// A Role is what somebody may do.
type Role uint8

// The roles: each may do what those before it may.
const (
	Nobody Role = iota
	Reader      // sees everything
	Editor      // judges, and reads articles in
)

var roleNames = [...]string{"nobody", "reader", "editor"}

func (r Role) String() string { return roleNames[r] }

// ParseRole reads "reader" or "editor".
func ParseRole(s string) (Role, error) {
	for r := Reader; r <= Editor; r++ {
		if s == roleNames[r] {
			return r, nil
		}
	}
	return Nobody, fmt.Errorf("%q is not a role: reader or editor", s)
}

// An Identity is who asks. The zero Identity is nobody.
type Identity struct {
	Name string // as judgments carry it
	Role Role
	By   string // how it is known: local, token, session, feed
}

// Config says who may do what. It is not changed.
type Config struct {
	Listen      string // the address listened on, host:port
	Token       string // makes an editor; "" for none
	ReaderToken string // makes a reader; "" for none
	Users       string // the file of users; "" for none
	OIDC        *OIDC  // a provider that tells who somebody is; nil for none
	TLS         bool   // the browser speaks TLS, with the server itself or with a proxy in front of it: cookies say Secure

	Hosts   []string       // names by which the server is asked for, beside the address listened on; needed only without credentials
	Proxies []netip.Prefix // whose X-Forwarded-For is believed

	// Public reports whether a request needs no credentials, as that for the state of health or a style sheet; nil is none.
	Public func(*http.Request) bool
	// Page draws the page of the login; nil draws a plain one.
	Page func(http.ResponseWriter, *http.Request, Form)

	Session time.Duration // how long a session lasts without use; 0 is 12 hours. None lasts longer than 14 times that
	Rate    float64       // requests a second of one identity, 0 is 50; those of nobody count as five. "local" is not limited
	Now     func() time.Time
}

// A ConfigError says why a server must not be started so, and what to do about it.
type ConfigError struct{ What, Hint string }

func (e *ConfigError) Error() string { return e.What }

// minToken is the length of the shortest token: 16 characters cannot be found by asking.
const minToken = 16

// Auth tells who asks. It is safe for concurrent use.
type Auth struct {
	cfg      Config
	now      func() time.Time
	open     bool // no credentials: everybody is local
	hosts    map[string]bool
	tokens   []tokenOf
	users    *userFile
	sessions *sessions
	requests *limiter
	backoff  *backoff
	cross    *http.CrossOriginProtection
	oidc     *provider
}

type tokenOf struct {
	sum  [sha256.Size]byte
	role Role
	name string
}

// New checks cfg. The error is a *ConfigError where the address is open to others and no credentials are asked for, or
// where a token is too short.
func New(cfg Config) (*Auth, error) {
	a := &Auth{cfg: cfg, now: cfg.Now, cross: http.NewCrossOriginProtection()}
	if a.now == nil {
		a.now = time.Now
	}
	host, _, err := net.SplitHostPort(cfg.Listen)
	if err != nil {
		return nil, &ConfigError{fmt.Sprintf("%q is not an address to listen on", cfg.Listen), "write it as 127.0.0.1:8080, or as :8080 for all networks of the machine"}
	}
	for _, t := range []tokenOf{{role: Editor, name: "token"}, {role: Reader, name: "reader"}} {
		token := cfg.Token
		if t.role == Reader {
			token = cfg.ReaderToken
		}
		if token == "" {
			continue
		}
		if len(token) < minToken {
			return nil, &ConfigError{fmt.Sprintf("a token of %d characters can be guessed", len(token)), fmt.Sprintf("take %d characters or more, as openssl rand -hex 24 gives them", minToken)}
		}
		t.sum = sha256.Sum256([]byte(token))
		a.tokens = append(a.tokens, t)
	}
	if cfg.Users != "" {
		if a.users, err = openUsers(cfg.Users); err != nil {
			return nil, err
		}
	}
	if cfg.OIDC != nil {
		if a.oidc, err = newProvider(cfg.OIDC, a.now); err != nil {
			return nil, err
		}
	}
	a.open = len(a.tokens) == 0 && a.users == nil && a.oidc == nil
	if a.open && !isLoopback(host) {
		return nil, &ConfigError{fmt.Sprintf("%s can be reached from other machines, and nobody is asked who he is", cfg.Listen),
			"give --token or --users, or listen on 127.0.0.1"}
	}
	a.hosts = map[string]bool{"localhost": true, "127.0.0.1": true, "::1": true, strings.ToLower(host): true}
	for _, h := range cfg.Hosts {
		a.hosts[strings.ToLower(h)] = true
	}
	a.sessions = newSessions(cfg.Session)
	perSecond := cfg.Rate
	if perSecond <= 0 {
		perSecond = 50
	}
	a.requests, a.backoff = newLimiter(rate.Limit(perSecond)), newBackoff()
	return a, nil
}

// isLoopback reports whether an address is reached from this machine alone. A name other than localhost may mean
// anything.
func isLoopback(host string) bool {
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.IsLoopback() || strings.EqualFold(host, "localhost")
}

// IsOpen reports whether everybody is the editor "local".
func (a *Auth) IsOpen() bool { return a.open }

type contextKey struct{}

// From is who asks in the context of a request that has passed Wrap.
func From(ctx context.Context) Identity {
	id, _ := ctx.Value(contextKey{}).(Identity)
	return id
}

// With is ctx with who asks, for tests of handlers.
func With(ctx context.Context, id Identity) context.Context {
	return context.WithValue(ctx, contextKey{}, id)
}

// RequireEditor lets only editors through; others get 403.
func RequireEditor(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if From(r.Context()).Role < Editor {
			problem(w, http.StatusForbidden, "only an editor may do this")
			return
		}
		next.ServeHTTP(w, r)
	})
}

// Wrap lets through who may read at least, with the identity in the context, and serves /login and /logout itself.
func (a *Auth) Wrap(next http.Handler) http.Handler {
	own := http.NewServeMux()
	own.HandleFunc("GET /login", a.showLogin)
	own.HandleFunc("POST /login", a.login)
	own.HandleFunc("POST /logout", a.logout)
	if a.oidc != nil {
		own.HandleFunc("GET /login/oidc", a.oidc.start)
		own.HandleFunc("GET /login/oidc/callback", func(w http.ResponseWriter, r *http.Request) { a.oidc.finish(a, w, r) })
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if a.open && !a.isOwnHost(r.Host) {
			problem(w, http.StatusMisdirectedRequest, "this server is not known by that name: open it by the address that it printed")
			return
		}
		if err := a.cross.Check(r); err != nil {
			problem(w, http.StatusForbidden, "the request comes from another site")
			return
		}
		id := a.identify(r)
		if id.By != "local" && !a.requests.allow(a.limitKey(r, id), id.Role, a.now()) {
			w.Header().Set("Retry-After", "1")
			problem(w, http.StatusTooManyRequests, "too many requests")
			return
		}
		r = r.WithContext(With(r.Context(), id))
		switch {
		case r.URL.Path == "/login", r.URL.Path == "/logout", strings.HasPrefix(r.URL.Path, "/login/"):
			own.ServeHTTP(w, r)
		case id.Role >= Reader, a.cfg.Public != nil && a.cfg.Public(r):
			next.ServeHTTP(w, r)
		default:
			a.demand(w, r)
		}
	})
}

// isOwnHost keeps pages of other sites out that have had their name lead to this machine.
func (a *Auth) isOwnHost(hostport string) bool {
	host, _, err := net.SplitHostPort(hostport)
	if err != nil {
		host = hostport
	}
	host = strings.TrimSuffix(strings.ToLower(strings.Trim(host, "[]")), ".")
	return a.hosts[host]
}

func (a *Auth) limitKey(r *http.Request, id Identity) string {
	if id.Role == Nobody {
		return "address " + a.client(r)
	}
	return id.By + " " + id.Name
}

// identify is who asks: by a bearer header, which decides if it is there, by a session, or by the key of a feed.
func (a *Auth) identify(r *http.Request) Identity {
	if a.open {
		return Identity{Name: "local", Role: Editor, By: "local"}
	}
	if h := r.Header.Get("Authorization"); h != "" {
		scheme, token, _ := strings.Cut(h, " ")
		if !strings.EqualFold(scheme, "Bearer") {
			return Identity{}
		}
		return a.byToken(strings.TrimSpace(token))
	}
	if id := a.bySession(r); id.Role > Nobody {
		return id
	}
	return a.byFeedKey(r)
}

// byToken takes the same time for any token.
func (a *Auth) byToken(token string) (id Identity) {
	sum := sha256.Sum256([]byte(token))
	for i := range a.tokens {
		if subtle.ConstantTimeCompare(sum[:], a.tokens[i].sum[:]) == 1 {
			id = Identity{Name: a.tokens[i].name, Role: a.tokens[i].role, By: "token"}
		}
	}
	return id
}

// demand asks for credentials: a person by the page of the login, a program by 401.
func (a *Auth) demand(w http.ResponseWriter, r *http.Request) {
	if (r.Method == http.MethodGet || r.Method == http.MethodHead) && strings.Contains(r.Header.Get("Accept"), "text/html") {
		http.Redirect(w, r, loginAddress(r), http.StatusSeeOther)
		return
	}
	w.Header().Set("WWW-Authenticate", `Bearer realm="chancery"`)
	problem(w, http.StatusUnauthorized, "say who you are: Authorization: Bearer TOKEN, or log in at /login")
}
