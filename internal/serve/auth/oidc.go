package auth

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	_ "embed"
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

// OIDC is a provider of OpenID Connect, and whom of those that it knows may do what.
type OIDC struct {
	Issuer       string // the address that the provider is found by
	ClientID     string
	ClientSecret string
	Base         string // the address of this server as browsers see it, as https://desk.example.org
	Name         string // what the provider is called on the page of the login; "" is the host of Issuer

	// Editors and Readers are verified addresses of mail, "@example.org" for all of a domain, "group:NAME" for a group
	// that the provider names, or "*" for everybody whom it knows.
	Editors, Readers []string
	Client           *http.Client // nil is one with a time limit
}

func (c *OIDC) name() string {
	if c.Name != "" {
		return c.Name
	}
	u, err := url.Parse(c.Issuer)
	if err != nil {
		return c.Issuer
	}
	return u.Host
}

// A provider is found when somebody first logs in by it, so that the server starts without it.
type provider struct {
	cfg *OIDC
	now func() time.Time

	mu       sync.Mutex
	verifier *oidc.IDTokenVerifier
	oauth    *oauth2.Config
	under    memory[attempt] // logins under way, by the hash of their state
}

// An attempt is a login under way.
type attempt struct {
	nonce, verifier, next string
	expires               time.Time
}

// attemptLasts is how long somebody may take at the provider.
const attemptLasts = 10 * time.Minute

// stateCookie ties a login to the browser that has begun it. It is Lax, for the provider leads back from another site.
const stateCookie = "chancery-login"

func newProvider(cfg *OIDC, now func() time.Time) (*provider, error) {
	c := *cfg
	base, err := url.Parse(c.Base)
	if err != nil || base.Host == "" || base.Scheme != "https" && !isLoopback(base.Hostname()) {
		return nil, &ConfigError{fmt.Sprintf("%q is not the address of the server for its provider", c.Base), "write it as https://desk.example.org"}
	}
	if c.Issuer == "" || c.ClientID == "" {
		return nil, &ConfigError{"a provider needs an issuer and a client id", "the provider gives both when the server is registered there with the address " + c.Base + "/login/oidc/callback"}
	}
	if len(c.Editors)+len(c.Readers) == 0 {
		return nil, &ConfigError{"nobody whom the provider knows may do anything", "name editors or readers: an address, @domain, group:NAME or *"}
	}
	if c.Client == nil {
		c.Client = &http.Client{Timeout: 15 * time.Second}
	}
	return &provider{cfg: &c, now: now, under: newMemory[attempt]()}, nil
}

// find asks the provider for its addresses and keys, once it answers.
func (p *provider) find(ctx context.Context) (*oauth2.Config, *oidc.IDTokenVerifier, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.oauth != nil {
		return p.oauth, p.verifier, nil
	}
	// The keys are fetched anew long after this request.
	found, err := oidc.NewProvider(oidc.ClientContext(context.WithoutCancel(ctx), p.cfg.Client), p.cfg.Issuer)
	if err != nil {
		return nil, nil, err
	}
	p.verifier = found.Verifier(&oidc.Config{ClientID: p.cfg.ClientID, Now: p.now})
	p.oauth = &oauth2.Config{
		ClientID: p.cfg.ClientID, ClientSecret: p.cfg.ClientSecret, Endpoint: found.Endpoint(),
		RedirectURL: strings.TrimSuffix(p.cfg.Base, "/") + "/login/oidc/callback", Scopes: []string{oidc.ScopeOpenID, "email", "profile"},
	}
	return p.oauth, p.verifier, nil
}

func (p *provider) start(w http.ResponseWriter, r *http.Request) {
	conf, _, err := p.find(r.Context())
	if err != nil {
		problem(w, http.StatusBadGateway, "the provider of the login does not answer")
		return
	}
	at := attempt{nonce: rand.Text(), verifier: oauth2.GenerateVerifier(), next: localPath(r.FormValue("next")), expires: p.now().Add(attemptLasts)}
	state := rand.Text()
	p.mu.Lock()
	*p.under.get(stateKey(state), func() attempt { return attempt{} }) = at
	p.mu.Unlock()
	http.SetCookie(w, p.cookie(state, int(attemptLasts/time.Second)))
	http.Redirect(w, r, conf.AuthCodeURL(state, oidc.Nonce(at.nonce), oauth2.S256ChallengeOption(at.verifier)), http.StatusSeeOther)
}

func stateKey(state string) string {
	sum := sha256.Sum256([]byte(state))
	return string(sum[:])
}

func (p *provider) cookie(value string, age int) *http.Cookie {
	return &http.Cookie{
		Name: stateCookie, Value: value, Path: "/login/oidc", MaxAge: age, HttpOnly: true, SameSite: http.SameSiteLaxMode,
		Secure: strings.HasPrefix(p.cfg.Base, "https:"),
	}
}

//go:embed welcome.html
var welcomePage string

var welcomeTemplate = template.Must(template.New("welcome").Parse(welcomePage))

// finish opens a session for whom the provider sends back.
func (p *provider) finish(a *Auth, w http.ResponseWriter, r *http.Request) {
	http.SetCookie(w, p.cookie("", -1))
	id, next, err := p.exchange(r)
	if err != nil {
		a.page(w, r, http.StatusForbidden, "The login failed: "+err.Error()+".", next)
		return
	}
	a.begin(w, r, id, "")
	// The browser comes from another site, and would not show the new cookie if it were led on: the page leads it.
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; base-uri 'none'")
	h.Set("Cache-Control", "no-store")
	welcomeTemplate.Execute(w, next) // an error is of the connection
}

// exchange checks what the provider sends. The errors are for people and tell nothing of secrets.
func (p *provider) exchange(r *http.Request) (id Identity, next string, err error) {
	next = "/"
	state := r.FormValue("state")
	c, err := r.Cookie(stateCookie)
	if err != nil || state == "" || subtle.ConstantTimeCompare([]byte(c.Value), []byte(state)) != 1 {
		return id, next, errors.New("it was begun in another browser, or is too old")
	}
	at, ok := p.take(state)
	if !ok {
		return id, next, errors.New("it has taken too long")
	}
	next = at.next
	if r.FormValue("error") != "" {
		return id, next, errors.New("the provider has refused it")
	}
	conf, verifier, err := p.find(r.Context())
	if err != nil {
		return id, next, errors.New("the provider does not answer")
	}
	ctx := oidc.ClientContext(r.Context(), p.cfg.Client)
	token, err := conf.Exchange(ctx, r.FormValue("code"), oauth2.VerifierOption(at.verifier))
	if err != nil {
		return id, next, errors.New("the provider does not confirm it")
	}
	raw, _ := token.Extra("id_token").(string)
	told, err := verifier.Verify(ctx, raw)
	if err != nil || subtle.ConstantTimeCompare([]byte(told.Nonce), []byte(at.nonce)) != 1 {
		return id, next, errors.New("what the provider says of you cannot be trusted")
	}
	var who claims
	if err := told.Claims(&who); err != nil {
		return id, next, errors.New("what the provider says of you cannot be read")
	}
	id = Identity{Name: who.name(told.Subject), Role: p.cfg.role(&who)}
	if id.Role == Nobody {
		return id, next, fmt.Errorf("%s may not read here", id.Name)
	}
	return id, next, nil
}

// take ends the attempt of a state: each is good once.
func (p *provider) take(state string) (attempt, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	el, ok := p.under.byKey[stateKey(state)]
	if !ok {
		return attempt{}, false
	}
	at := el.Value.(*entry[attempt]).value
	p.under.drop(stateKey(state))
	return at, p.now().Before(at.expires)
}

// claims is what a provider says of somebody.
type claims struct {
	Email    string   `json:"email"`
	Verified bool     `json:"email_verified"`
	Groups   []string `json:"groups"`
}

func (c *claims) name(subject string) string {
	if c.Email != "" && c.Verified {
		return strings.ToLower(c.Email)
	}
	return subject
}

func (c *OIDC) role(who *claims) Role {
	switch {
	case allows(c.Editors, who):
		return Editor
	case allows(c.Readers, who):
		return Reader
	}
	return Nobody
}

func allows(list []string, who *claims) bool {
	return slices.ContainsFunc(list, func(rule string) bool {
		group, isGroup := strings.CutPrefix(rule, "group:")
		mail := strings.ToLower(who.Email)
		switch {
		case rule == "*":
			return true
		case isGroup:
			return slices.Contains(who.Groups, group)
		case !who.Verified || mail == "":
			return false
		case strings.HasPrefix(rule, "@"):
			return strings.HasSuffix(mail, strings.ToLower(rule))
		}
		return strings.EqualFold(rule, mail)
	})
}
