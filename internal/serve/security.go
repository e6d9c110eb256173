package serve

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"net"
	"net/http"
	"strings"
)

// policy lets a page load what this server gives and nothing else: no inline script or style, no frame, no form to
// elsewhere. Pictures may be data of the page itself, as the icon.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
	"manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// secure sets the headers that every answer has.
func secure(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
		next.ServeHTTP(w, r)
	})
}

// checkHost refuses requests that came for another host: a page elsewhere whose name was made to point here.
func checkHost(listen string) func(http.Handler) http.Handler {
	own, _, _ := net.SplitHostPort(listen)
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			host := r.Host
			if h, _, err := net.SplitHostPort(host); err == nil {
				host = h
			}
			host = strings.Trim(host, "[]")
			if isLoopback(own) && !isLoopback(host) {
				http.Error(w, "this desk answers to its own machine only", http.StatusMisdirectedRequest)
				return
			}
			next.ServeHTTP(w, r)
		})
	}
}

// sessions know a browser again, so that a form counts only where the desk has given it to that browser.
type sessions struct {
	key    []byte
	origin *http.CrossOriginProtection
}

// sessionCookie names the cookie. It holds a random number and nothing else.
const sessionCookie = "chancery"

func newSessions() (*sessions, error) {
	key := make([]byte, 32)
	if _, err := rand.Read(key); err != nil {
		return nil, err
	}
	return &sessions{key: key, origin: http.NewCrossOriginProtection()}, nil
}

// guard gives each browser a session and refuses what changes something unless it comes from a page of the desk with the
// token of that session.
func (s *sessions) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if isSafe(r.Method) {
			if s.id(r) == "" {
				c := &http.Cookie{Name: sessionCookie, Value: rand.Text(), Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode, Secure: r.TLS != nil}
				http.SetCookie(w, c)
				r.AddCookie(c)
			}
			next.ServeHTTP(w, r)
			return
		}
		if err := s.origin.Check(r); err != nil {
			http.Error(w, "the form came from another site", http.StatusForbidden)
			return
		}
		if err := r.ParseForm(); err != nil {
			http.Error(w, "the form cannot be read, or is too large", http.StatusBadRequest)
			return
		}
		given := r.PostForm.Get("token")
		if given == "" {
			given = r.Header.Get("X-Token")
		}
		if want := s.token(r); want == "" || !hmac.Equal([]byte(given), []byte(want)) {
			http.Error(w, "the form is too old: open its page again and send it from there", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func isSafe(method string) bool {
	return method == http.MethodGet || method == http.MethodHead || method == http.MethodOptions
}

func (s *sessions) id(r *http.Request) string {
	c, err := r.Cookie(sessionCookie)
	if err != nil || len(c.Value) < 20 || len(c.Value) > 64 {
		return ""
	}
	return c.Value
}

// token is what the forms of a page carry, "" where there is no session.
func (s *sessions) token(r *http.Request) string {
	id := s.id(r)
	if id == "" {
		return ""
	}
	m := hmac.New(sha256.New, s.key)
	m.Write([]byte(id))
	return base64.RawURLEncoding.EncodeToString(m.Sum(nil))
}
