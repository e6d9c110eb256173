package auth

import (
	"crypto/rand"
	"crypto/sha256"
	"net/http"
	"sync"
	"time"
)

// maxSessions bounds how many sessions are kept; the oldest of a full house ends.
const maxSessions = 10000

// A session is who has logged in. It is known by the hash of what the browser has, so that who sees the memory of the
// program cannot take it over. Sessions end with the program.
type session struct {
	id      Identity
	stamp   string // of the credentials: where they change, the session ends; "" where they are of a provider
	begun   time.Time
	expires time.Time
}

type sessions struct {
	mu   sync.Mutex
	all  map[[sha256.Size]byte]*session
	idle time.Duration
}

// longestSession is after how many times the idle time a session ends though it is used.
const longestSession = 14

func newSessions(idle time.Duration) *sessions {
	if idle <= 0 {
		idle = 12 * time.Hour
	}
	return &sessions{all: map[[sha256.Size]byte]*session{}, idle: idle}
}

// begin opens a session and gives its secret.
func (s *sessions) begin(id Identity, stamp string, now time.Time) string {
	secret := rand.Text()
	id.By = "session"
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.all) >= maxSessions {
		s.makeRoom(now)
	}
	s.all[sha256.Sum256([]byte(secret))] = &session{id: id, stamp: stamp, begun: now, expires: now.Add(s.idle)}
	return secret
}

// makeRoom drops what has expired or, where nothing has, the session that expires first.
func (s *sessions) makeRoom(now time.Time) {
	var first [sha256.Size]byte
	var at time.Time
	for key, ses := range s.all {
		if now.After(ses.expires) {
			delete(s.all, key)
		} else if at.IsZero() || ses.expires.Before(at) {
			first, at = key, ses.expires
		}
	}
	if len(s.all) >= maxSessions {
		delete(s.all, first)
	}
}

// find is the session of a secret that has not expired, which is then good for another while.
func (s *sessions) find(secret string, now time.Time) (session, bool) {
	key := sha256.Sum256([]byte(secret))
	s.mu.Lock()
	defer s.mu.Unlock()
	ses, ok := s.all[key]
	if !ok {
		return session{}, false
	}
	end := ses.begun.Add(longestSession * s.idle)
	if now.After(ses.expires) || now.After(end) {
		delete(s.all, key)
		return session{}, false
	}
	ses.expires = now.Add(s.idle)
	return *ses, true
}

func (s *sessions) end(secret string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.all, sha256.Sum256([]byte(secret)))
}

// cookieName is of the cookie with the secret. Under TLS its prefix makes browsers demand Secure and this very host.
func (a *Auth) cookieName() string {
	if a.cfg.TLS {
		return "__Host-chancery-session"
	}
	return "chancery-session"
}

func (a *Auth) cookie(value string) *http.Cookie {
	return &http.Cookie{Name: a.cookieName(), Value: value, Path: "/", HttpOnly: true, Secure: a.cfg.TLS, SameSite: http.SameSiteStrictMode}
}

// bySession is who the session of a request is of. The rights of a user are those that the file gives now.
func (a *Auth) bySession(r *http.Request) Identity {
	c, err := r.Cookie(a.cookieName())
	if err != nil {
		return Identity{}
	}
	ses, ok := a.sessions.find(c.Value, a.now())
	if !ok {
		return Identity{}
	}
	if ses.stamp == "" {
		return ses.id
	}
	u, ok := a.users.find(ses.id.Name)
	if !ok || u.stamp() != ses.stamp {
		a.sessions.end(c.Value)
		return Identity{}
	}
	ses.id.Role = u.Role
	return ses.id
}
