package api

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strings"
	"time"
)

// The bounds of one request.
const (
	maxAddress = 4 << 10  // bytes of path and query
	maxArticle = 8 << 20  // bytes of the body in which an article is sent
	maxRuling  = 64 << 10 // bytes of the body of a judgment
	slowFactor = 10
)

// bound keeps requests within their time and their answers from being taken for something else.
func (s *service) bound(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
		if len(r.URL.RequestURI()) > maxAddress {
			writeProblem(w, http.StatusRequestURITooLong, "the address is too long")
			return
		}
		timeout := s.opt.Timeout
		if isSlow(r) {
			timeout *= slowFactor
		}
		ctx, cancel := context.WithTimeout(r.Context(), timeout)
		defer cancel()
		// What the server allows for all answers is too short for a long export.
		http.NewResponseController(w).SetWriteDeadline(time.Now().Add(timeout)) // not every writer has one
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}

func isSlow(r *http.Request) bool {
	return strings.HasPrefix(r.URL.Path, base+"/export/") || r.Method == http.MethodPost
}

// withETag gives the answers to what is asked a mark of their content, and sends them only to those who do not have
// them. Exports go out as they are made.
func withETag(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead || isSlow(r) {
			next.ServeHTTP(w, r)
			return
		}
		held := &held{header: w.Header(), status: http.StatusOK}
		next.ServeHTTP(held, r)
		if held.status == http.StatusOK {
			sum := sha256.Sum256(held.body.Bytes())
			tag := `"` + hex.EncodeToString(sum[:16]) + `"`
			held.header.Set("ETag", tag)
			held.header.Set("Cache-Control", "private, no-cache")
			if hasTag(r.Header.Values("If-None-Match"), tag) {
				held.header.Del("Content-Type")
				held.header.Del("Content-Length")
				w.WriteHeader(http.StatusNotModified)
				return
			}
		} else if held.status >= http.StatusBadRequest {
			held.header.Set("Cache-Control", "no-store")
		}
		w.WriteHeader(held.status)
		w.Write(held.body.Bytes()) // an error is of the connection
	})
}

// hasTag compares weakly, as RFC 9110 wants it here.
func hasTag(headers []string, tag string) bool {
	for _, h := range headers {
		for t := range strings.SplitSeq(h, ",") {
			if t = strings.TrimSpace(t); t == "*" || strings.TrimPrefix(t, "W/") == tag {
				return true
			}
		}
	}
	return false
}

// held is an answer that has not gone out.
type held struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (h *held) Header() http.Header         { return h.header }
func (h *held) WriteHeader(status int)      { h.status = status }
func (h *held) Write(b []byte) (int, error) { return h.body.Write(b) }
