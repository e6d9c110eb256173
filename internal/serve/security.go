package serve

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"net/http"

	"chancery/internal/serve/auth"
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
		h.Set("Referrer-Policy", "same-origin") // not no-referrer: forms would then come with an unknown origin
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
		next.ServeHTTP(w, r)
	})
}

// forms knows the forms that it has given to a browser, so that no other form counts.
type forms struct {
	key    []byte
	secure bool // cookies go over TLS alone
}

// formsCookie names the cookie by which a browser is known again. It holds a random number and nothing else.
const formsCookie = "chancery-forms"

func newForms(secure bool) *forms {
	key := make([]byte, 32)
	rand.Read(key) // never fails
	return &forms{key, secure}
}

// guard gives each browser a number and refuses what changes something unless it comes from a page of the desk with the
// token of that number.
func (s *forms) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if isSafe(r.Method) {
			if s.id(r) == "" {
				c := &http.Cookie{Name: formsCookie, Value: rand.Text(), Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode, Secure: s.secure}
				http.SetCookie(w, c)
				r.AddCookie(c)
			}
			next.ServeHTTP(w, r)
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

func (s *forms) id(r *http.Request) string {
	c, err := r.Cookie(formsCookie)
	if err != nil || len(c.Value) < 20 || len(c.Value) > 64 {
		return ""
	}
	return c.Value
}

// token is what the forms of a page carry: good for this browser and for who asks by it; "" where the browser has no number.
func (s *forms) token(r *http.Request) string {
	id := s.id(r)
	if id == "" {
		return ""
	}
	m := hmac.New(sha256.New, s.key)
	m.Write([]byte(id + "\x00" + auth.From(r.Context()).Name))
	return base64.RawURLEncoding.EncodeToString(m.Sum(nil))
}
