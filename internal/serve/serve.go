// Package serve knows how the desk listens: the server with its limits and headers, who may come in, metrics, health and the
// graceful end. Its pages are those of package page.
//
// It does not know what a record is beyond handing it on, and it starts nothing but the server.
//
//	srv, err := serve.New(rec, serve.Options{Listen: "127.0.0.1:8080"})
//	err = srv.Run(ctx)
package serve

import (
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"chancery"
	"chancery/internal/serve/api"
	"chancery/internal/serve/auth"
	"chancery/internal/serve/page"
)

// DefaultListen is the address of a desk that nobody has given one.
const DefaultListen = "127.0.0.1:8080"

// The limits of the server. What one reader asks for cannot keep the others from theirs.
const (
	readHeaderTimeout = 5 * time.Second
	readTimeout       = 30 * time.Second
	writeTimeout      = 60 * time.Second
	idleTimeout       = 2 * time.Minute
	answerTimeout     = 20 * time.Second // that a page may think
	stopTimeout       = 10 * time.Second // that requests may go on when the server ends
	maxHeader         = 32 << 10
	maxBody           = 1 << 20 // of a form
	maxAtOnce         = 256     // requests that are answered at a time; more are told to come back
)

// Options say how a desk is served. The zero Options serve the machine that the program runs on.
type Options struct {
	Auth     auth.Config // the address, and who may come in; Listen "" is DefaultListen
	TLS      *tls.Config // with a certificate; nil speaks plainly
	Editor   string      // in whose name judgments are made where nobody signs in; "" is "local"
	ReadOnly bool        // nobody may judge
	Version  string      // of the program
	Now      func() time.Time
	Log      *slog.Logger // nil logs nothing
}

// A Server is a desk that can run.
type Server struct {
	http     *http.Server
	listener net.Listener
	scheme   string
}

// New listens on the address, so that nothing else can go wrong with it, and makes the server. The error is an
// *auth.ConfigError where others could come in of whom nobody asks who they are.
func New(rec *chancery.Record, opt Options) (*Server, error) {
	opt.setDefaults()
	h, err := Handler(rec, opt)
	if err != nil {
		return nil, err
	}
	ln, err := net.Listen("tcp", opt.Auth.Listen)
	if err != nil {
		return nil, err
	}
	scheme := "http"
	if opt.TLS != nil {
		scheme = "https"
	}
	return &Server{listener: ln, scheme: scheme, http: &http.Server{
		Handler: h, TLSConfig: opt.TLS, ReadHeaderTimeout: readHeaderTimeout, ReadTimeout: readTimeout, WriteTimeout: writeTimeout, IdleTimeout: idleTimeout,
		MaxHeaderBytes: maxHeader, ErrorLog: slog.NewLogLogger(opt.Log.Handler(), slog.LevelWarn),
	}}, nil
}

func (opt *Options) setDefaults() {
	opt.Auth.Listen = cmp.Or(opt.Auth.Listen, DefaultListen)
	opt.Auth.TLS = opt.Auth.TLS || opt.TLS != nil
	opt.Editor = cmp.Or(opt.Editor, "local")
	if opt.Now == nil {
		opt.Now = time.Now
	}
	if opt.Log == nil {
		opt.Log = slog.New(slog.DiscardHandler)
	}
}

// URL is the address to open in a browser.
func (s *Server) URL() string { return s.scheme + "://" + s.listener.Addr().String() + "/" }

// Run serves until ctx is done; requests that are under way are then answered still.
func (s *Server) Run(ctx context.Context) error {
	ended := make(chan error, 1)
	go func() {
		if s.scheme == "https" {
			ended <- s.http.ServeTLS(s.listener, "", "")
		} else {
			ended <- s.http.Serve(s.listener)
		}
	}()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTimeout)
	defer cancel()
	err := s.http.Shutdown(stop)
	if errors.Is(err, context.DeadlineExceeded) {
		err = s.http.Close()
	}
	<-ended
	return err
}

// Handler is the whole desk, without a listener: pages, API, health and metrics behind the middleware.
func Handler(rec *chancery.Record, opt Options) (http.Handler, error) {
	opt.setDefaults()
	forms, scheme := newForms(opt.Auth.TLS), "http"
	if opt.Auth.TLS {
		scheme = "https"
	}
	var desk *page.Desk
	opt.Auth.Public, opt.Auth.Now = isPublic, opt.Now
	opt.Auth.Page = func(w http.ResponseWriter, r *http.Request, f auth.Form) {
		desk.Login(w, r, page.LoginForm{Next: f.Next, Problem: f.Problem, WithToken: f.WithToken, WithUsers: f.WithUsers, Provider: f.WithOIDC})
	}
	who, err := auth.New(opt.Auth)
	if err != nil {
		return nil, err
	}
	desk, err = page.New(rec, page.Options{
		Now: opt.Now, Version: opt.Version, Log: opt.Log, Token: forms.token, Editor: opt.editor, User: user, Secure: opt.Auth.TLS,
		Sign: func(r *http.Request, u url.URL) string {
			u = who.Sign(auth.From(r.Context()), u)
			return u.String()
		},
	})
	if err != nil {
		return nil, err
	}
	pages := http.NewServeMux()
	desk.Register(pages)
	m := newMetrics(rec)
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", health(rec))
	mux.Handle("GET /metrics", m.handler())
	api.Register(mux, rec, api.Options{Version: opt.Version, Local: opt.Editor, ReadOnly: opt.ReadOnly})
	mux.Handle("/", chain(pages, limitBody(maxBody), limitTime(answerTimeout), forms.guard))
	feeds(mux, rec, scheme)
	return chain(mux, recoverPanics(opt.Log), secure, limitAtOnce(maxAtOnce), m.measure(pages), who.Wrap), nil
}

// editor is in whose name a request may judge, "" where it may not.
func (opt *Options) editor(r *http.Request) string {
	id := auth.From(r.Context())
	switch {
	case opt.ReadOnly || id.Role < auth.Editor:
		return ""
	case id.By == "local":
		return opt.Editor
	}
	return id.Name
}

// user is the name of who has signed in, "" where nobody needs to.
func user(r *http.Request) string {
	if id := auth.From(r.Context()); id.By != "local" {
		return id.Name
	}
	return ""
}

// isPublic reports whether a request needs no credentials: what the page of the login needs, and the state of health.
func isPublic(r *http.Request) bool {
	return r.URL.Path == "/healthz" || strings.HasPrefix(r.URL.Path, "/static/")
}

// health says that the server answers and that the record can be asked.
func health(rec *chancery.Record) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), 2*time.Second)
		defer cancel()
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		w.Header().Set("Cache-Control", "no-store")
		if err := rec.Ping(ctx); err != nil {
			w.WriteHeader(http.StatusServiceUnavailable)
			fmt.Fprintln(w, "the record cannot be asked")
			return
		}
		fmt.Fprintln(w, "ok")
	}
}
