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
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"time"

	"chancery"
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
	Listen  string           // address; "" is DefaultListen
	Editor  string           // in whose name judgments are made where nobody signs in; "" makes the desk read-only
	Version string           // of the program
	Now     func() time.Time // nil is the clock of the machine
	Log     *slog.Logger     // nil logs nothing
}

// A Server is a desk that can run.
type Server struct {
	http     *http.Server
	listener net.Listener
	log      *slog.Logger
}

// An AddressError says that an address may not be listened on.
type AddressError struct{ What, Hint string }

func (e *AddressError) Error() string { return e.What }

// New listens on the address, so that nothing else can go wrong with it, and makes the server. The error is an
// *AddressError where the address reaches beyond this machine.
func New(rec *chancery.Record, opt Options) (*Server, error) {
	opt.Listen = cmp.Or(opt.Listen, DefaultListen)
	if opt.Log == nil {
		opt.Log = slog.New(slog.DiscardHandler)
	}
	if err := CheckAddress(opt.Listen); err != nil {
		return nil, err
	}
	h, err := Handler(rec, opt)
	if err != nil {
		return nil, err
	}
	ln, err := net.Listen("tcp", opt.Listen)
	if err != nil {
		return nil, err
	}
	return &Server{listener: ln, log: opt.Log, http: &http.Server{
		Handler: h, ReadHeaderTimeout: readHeaderTimeout, ReadTimeout: readTimeout, WriteTimeout: writeTimeout, IdleTimeout: idleTimeout,
		MaxHeaderBytes: maxHeader, ErrorLog: slog.NewLogLogger(opt.Log.Handler(), slog.LevelWarn),
	}}, nil
}

// URL is the address to open in a browser.
func (s *Server) URL() string { return "http://" + s.listener.Addr().String() + "/" }

// Run serves until ctx is done; requests that are under way are then answered still.
func (s *Server) Run(ctx context.Context) error {
	ended := make(chan error, 1)
	go func() { ended <- s.http.Serve(s.listener) }()
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

// Handler is the whole desk, without a listener: pages, health and metrics behind the middleware.
func Handler(rec *chancery.Record, opt Options) (http.Handler, error) {
	if opt.Now == nil {
		opt.Now = time.Now
	}
	if opt.Log == nil {
		opt.Log = slog.New(slog.DiscardHandler)
	}
	sessions, err := newSessions()
	if err != nil {
		return nil, err
	}
	desk, err := page.New(rec, page.Options{
		Now: opt.Now, Version: opt.Version, Log: opt.Log, Token: sessions.token,
		Editor: func(*http.Request) string { return opt.Editor },
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
	mux.Handle("/", chain(pages, limitBody(maxBody), limitTime(answerTimeout), sessions.guard))
	return chain(mux, recoverPanics(opt.Log), secure, checkHost(opt.Listen), limitAtOnce(maxAtOnce), m.measure(pages)), nil
}

// CheckAddress reports whether an address is of this machine alone.
func CheckAddress(addr string) error {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return &AddressError{fmt.Sprintf("%q is not an address to listen on", addr), "write it as 127.0.0.1:8080"}
	}
	if isLoopback(host) {
		return nil
	}
	return &AddressError{
		fmt.Sprintf("%s reaches beyond this machine, and anybody there could read and judge", addr),
		"listen on " + DefaultListen + ", and reach it from elsewhere through ssh -L 8080:" + DefaultListen,
	}
}

// isLoopback reports whether a host is this machine, seen from itself.
func isLoopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.Unmap().IsLoopback()
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
