package serve

import (
	"context"
	"log/slog"
	"net/http"
	"runtime/debug"
	"time"
)

// chain puts middleware around a handler, the first outermost.
func chain(h http.Handler, around ...func(http.Handler) http.Handler) http.Handler {
	for i := len(around) - 1; i >= 0; i-- {
		h = around[i](h)
	}
	return h
}

// recoverPanics turns a defect into an answer, and logs it: one request must not end the server.
func recoverPanics(log *slog.Logger) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			defer func() {
				p := recover()
				if p == nil {
					return
				}
				if p == http.ErrAbortHandler {
					panic(p)
				}
				log.Error("the program failed on a request, which is a defect", "path", r.URL.Path, "panic", p, "stack", string(debug.Stack()))
				http.Error(w, "the program failed on this request, which is a defect", http.StatusInternalServerError)
			}()
			next.ServeHTTP(w, r)
		})
	}
}

func limitBody(n int64) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler { return http.MaxBytesHandler(next, n) }
}

// limitTime ends what a request asks of the record when it takes too long.
func limitTime(d time.Duration) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			ctx, cancel := context.WithTimeout(r.Context(), d)
			defer cancel()
			next.ServeHTTP(w, r.WithContext(ctx))
		})
	}
}

// limitAtOnce answers at most n requests at a time.
func limitAtOnce(n int) func(http.Handler) http.Handler {
	places := make(chan struct{}, n)
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			select {
			case places <- struct{}{}:
				defer func() { <-places }()
				next.ServeHTTP(w, r)
			default:
				w.Header().Set("Retry-After", "2")
				http.Error(w, "too many requests at once", http.StatusServiceUnavailable)
			}
		})
	}
}
