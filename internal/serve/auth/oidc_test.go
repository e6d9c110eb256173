package auth

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"
)

// An issuer is a small provider of OpenID Connect: whoever comes is logged in with its claims.
type issuer struct {
	*httptest.Server
	t      *testing.T
	key    *ecdsa.PrivateKey
	claims map[string]any
	codes  map[string]url.Values // what the login of a code was asked with
	spoil  func(claims map[string]any)
	signed *ecdsa.PrivateKey // with another key than it says
}

func newIssuer(t *testing.T) *issuer {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	is := &issuer{t: t, key: key, signed: key, codes: map[string]url.Values{}}
	mux := http.NewServeMux()
	mux.HandleFunc("/.well-known/openid-configuration", func(w http.ResponseWriter, r *http.Request) {
		json.NewEncoder(w).Encode(map[string]any{
			"issuer": is.URL, "authorization_endpoint": is.URL + "/auth", "token_endpoint": is.URL + "/token", "jwks_uri": is.URL + "/keys",
			"id_token_signing_alg_values_supported": []string{"ES256"},
		})
	})
	mux.HandleFunc("/keys", func(w http.ResponseWriter, r *http.Request) {
		json.NewEncoder(w).Encode(jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: key.Public(), KeyID: "1", Algorithm: "ES256", Use: "sig"}}})
	})
	mux.HandleFunc("/auth", func(w http.ResponseWriter, r *http.Request) {
		code := rand.Text()
		is.codes[code] = r.URL.Query()
		back := url.Values{"code": {code}, "state": {r.FormValue("state")}}
		http.Redirect(w, r, r.FormValue("redirect_uri")+"?"+back.Encode(), http.StatusFound)
	})
	mux.HandleFunc("/token", is.token)
	is.Server = httptest.NewServer(mux)
	t.Cleanup(is.Close)
	return is
}

func (is *issuer) token(w http.ResponseWriter, r *http.Request) {
	asked, ok := is.codes[r.FormValue("code")]
	delete(is.codes, r.FormValue("code"))
	sum := sha256.Sum256([]byte(r.FormValue("code_verifier")))
	id, secret, _ := r.BasicAuth()
	if !ok || asked.Get("code_challenge") != base64.RawURLEncoding.EncodeToString(sum[:]) || id != "desk" || secret != "s3cret" {
		http.Error(w, `{"error":"invalid_grant"}`, http.StatusBadRequest)
		return
	}
	claims := map[string]any{"iss": is.URL, "aud": "desk", "sub": "42", "exp": time.Now().Add(time.Hour).Unix(), "iat": time.Now().Unix(), "nonce": asked.Get("nonce")}
	for k, v := range is.claims {
		claims[k] = v
	}
	if is.spoil != nil {
		is.spoil(claims)
	}
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.ES256, Key: is.signed}, (&jose.SignerOptions{}).WithHeader("kid", "1"))
	if err != nil {
		is.t.Error(err)
	}
	raw, err := jwt.Signed(signer).Claims(claims).Serialize()
	if err != nil {
		is.t.Error(err)
	}
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(map[string]any{"access_token": "x", "token_type": "Bearer", "id_token": raw})
}

// goThere starts a login and goes to the provider; it gives the address that leads back, and the cookie.
func (is *issuer) goThere(h http.Handler) (string, *http.Cookie) {
	is.t.Helper()
	w := ask(h, get("/login/oidc?next=/today"))
	if w.Code != http.StatusSeeOther {
		is.t.Fatalf("%d %s", w.Code, w.Body)
	}
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := client.Get(w.Header().Get("Location"))
	if err != nil {
		is.t.Fatal(err)
	}
	res.Body.Close()
	back, err := url.Parse(res.Header.Get("Location"))
	if err != nil {
		is.t.Fatal(err)
	}
	return back.RequestURI(), w.Result().Cookies()[0]
}

func sessionOf(w *httptest.ResponseRecorder) *http.Cookie {
	for _, c := range w.Result().Cookies() {
		if c.Name == "__Host-chancery-session" {
			return c
		}
	}
	return nil
}

func TestLoginByProvider(t *testing.T) {
	is := newIssuer(t)
	is.claims = map[string]any{"email": "Ann@Example.org", "email_verified": true, "groups": []string{"desk"}}
	newDesk := func() (http.Handler, *OIDC) {
		cfg := &OIDC{Issuer: is.URL, ClientID: "desk", ClientSecret: "s3cret", Base: "https://desk.example.org", Editors: []string{"ann@example.org"}, Readers: []string{"@example.org"}}
		return newAuth(t, Config{OIDC: cfg, TLS: true}).Wrap(desk()), cfg
	}
	h, _ := newDesk()
	want(t, ask(h, get("/login")), 200, "/login/oidc?next=")
	back, state := is.goThere(h)
	if !state.HttpOnly || !state.Secure || state.SameSite != http.SameSiteLaxMode {
		t.Errorf("cookie: %v", state)
	}
	w := ask(h, withCookie(get(back), state))
	want(t, w, 200, `url=/today`)
	c := sessionOf(w)
	if c == nil || c.SameSite != http.SameSiteStrictMode {
		t.Fatalf("no session: %v", w.Header())
	}
	want(t, ask(h, withCookie(get("/judge"), c)), 200, "judged")
	want(t, ask(h, withCookie(get("/"), c)), 200, "session ann@example.org editor")
	want(t, ask(h, withCookie(get(back), state)), 403, "too long") // once is enough

	for name, c := range map[string]struct {
		claims map[string]any
		spoil  func(map[string]any)
		want   string
	}{
		"a reader":            {claims: map[string]any{"email": "bob@example.org", "email_verified": true}, want: ""},
		"not verified":        {claims: map[string]any{"email": "ann@example.org"}, want: "may not read"},
		"of elsewhere":        {claims: map[string]any{"email": "ann@evil-example.org", "email_verified": true}, want: "may not read"},
		"without an address":  {claims: map[string]any{"email_verified": true}, want: "may not read"},
		"for another program": {spoil: func(m map[string]any) { m["aud"] = "other" }, want: "cannot be trusted"},
		"of another provider": {spoil: func(m map[string]any) { m["iss"] = "https://evil.example" }, want: "cannot be trusted"},
		"of another login":    {spoil: func(m map[string]any) { m["nonce"] = "x" }, want: "cannot be trusted"},
		"too old":             {spoil: func(m map[string]any) { m["exp"] = time.Now().Add(-time.Hour).Unix() }, want: "cannot be trusted"},
	} {
		is.claims, is.spoil = c.claims, c.spoil
		h, _ := newDesk()
		back, state := is.goThere(h)
		w := ask(h, withCookie(get(back), state))
		if (sessionOf(w) != nil) != (c.want == "") || !strings.Contains(w.Body.String(), c.want) {
			t.Errorf("%s: %d %s", name, w.Code, w.Body)
		}
	}
	is.spoil = nil
	is.claims = map[string]any{"email": "ann@example.org", "email_verified": true}

	// Signed with a key that is not the provider's.
	is.signed, _ = ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	back, state = is.goThere(h)
	want(t, ask(h, withCookie(get(back), state)), 403, "cannot be trusted")
	is.signed = is.key

	// Begun in another browser, or by nobody.
	back, state = is.goThere(h)
	want(t, ask(h, get(back)), 403, "another browser")
	other := *state
	other.Value = "x"
	want(t, ask(h, withCookie(get(back), &other)), 403, "another browser")
	want(t, ask(h, get("/login/oidc/callback")), 403, "another browser")
	want(t, ask(h, withCookie(get("/login/oidc/callback?error=access_denied&state="+state.Value), state)), 403, "has refused it")
}

func TestAProviderThatDoesNotAnswer(t *testing.T) {
	is := newIssuer(t)
	is.Close()
	a := newAuth(t, Config{OIDC: &OIDC{Issuer: is.URL, ClientID: "desk", Base: "https://desk.example.org", Editors: []string{"*"}}})
	want(t, ask(a.Wrap(desk()), get("/login/oidc")), http.StatusBadGateway, "does not answer")
}

func TestWhoMayDoWhatByGroup(t *testing.T) {
	cfg := OIDC{Editors: []string{"group:editors"}, Readers: []string{"*"}}
	for want, c := range map[Role]claims{Editor: {Groups: []string{"x", "editors"}}, Reader: {Groups: []string{"x"}}} {
		if got := cfg.role(&c); got != want {
			t.Errorf("%+v: %s, want %s", c, got, want)
		}
	}
}
