// Package page knows the pages of the desk: what each shows, under which address, and how it looks.
//
// Every page is whole without JavaScript, and everything that it shows follows from its address and the record. Texts that
// come from articles are hostile: they enter a page through its template alone, which escapes them. It does not know who
// may see a page or how it is served (package serve).
//
//	desk, err := page.New(rec, page.Options{Now: time.Now})
//	desk.Register(mux) // GET /, GET /search, GET /event/{id} ...
package page

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"html/template"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"chancery"
)

// Options say what a desk has of the server.
type Options struct {
	Now     func() time.Time
	Log     *slog.Logger
	Version string
	Token   func(*http.Request) string          // that the forms of an answer carry
	Editor  func(*http.Request) string          // in whose name a request may judge; "" may only read
	User    func(*http.Request) string          // who has signed in; "" where nobody needs to
	Sign    func(*http.Request, url.URL) string // the address of a feed, for programs that cannot sign in
	Secure  bool                                // cookies go over TLS alone
}

// A Desk answers requests for pages. It is safe for concurrent use.
type Desk struct {
	rec       *chancery.Record
	opt       Options
	templates map[string]*template.Template
	assets    *assets
	ranking   ranking
}

// New reads the templates. An error is a slip in one of them.
func New(rec *chancery.Record, opt Options) (*Desk, error) {
	a, err := loadAssets()
	if err != nil {
		return nil, err
	}
	d := &Desk{rec: rec, opt: opt, assets: a}
	d.templates, err = parseTemplates(a)
	return d, err
}

// A view is what a handler has found: a template with its data, or a way to elsewhere.
type view struct {
	template string
	title    string
	section  string // of the navigation
	data     any
	status   int    // 0 is 200
	to       string // redirect
	cookie   *http.Cookie
	bare     bool // without the layout: a part of another page
}

// A handler finds what a page shows.
type handler func(*http.Request) (view, error)

// Register adds the pages to a mux.
func (d *Desk) Register(mux *http.ServeMux) {
	for pattern, h := range map[string]handler{
		"GET /{$}":                      d.today,
		"GET /search":                   d.search,
		"GET /event/{id}":               d.event,
		"GET /event/{id}/field/{field}": d.event,
		"GET /article/{id}":             d.article,
		"GET /actor/{id...}":            d.actor,
		"GET /pair":                     d.choose,
		"GET /pair/{ids...}":            d.pair,
		"GET /triad/{ids...}":           d.triad,
		"GET /quotes":                   d.quotes,
		"GET /network":                  d.network,
		"GET /review":                   d.review,
		"GET /status":                   d.status,
		"GET /stories":                  d.storyList,
		"GET /event/{id}/preview":       d.preview,
		"POST /settings":                d.settings,
		"POST /searches":                d.saveSearch,
		"POST /review":                  d.judgeReview,
		"POST /event/{id}/judge":        d.judgeEvent,
		"POST /judgment/{number}/undo":  d.undo,
	} {
		mux.HandleFunc(pattern, d.handle(h))
	}
	mux.HandleFunc("GET /network.json", d.networkData)
	mux.HandleFunc("GET /static/{file...}", d.assets.serve)
	mux.HandleFunc("/", d.handle(func(r *http.Request) (view, error) { return view{}, chancery.ErrNotFound }))
}

// A frame is what the layout of every page shows.
type frame struct {
	Title    string
	Section  string
	Query    string // in the search field
	Theme    string
	Density  string
	Keys     bool
	Editor   string
	User     string
	Token    string
	Here     string // path and query of this page
	Version  string
	Enhanced bool // the bundle of scripts was built
	Page     any
}

func (d *Desk) handle(h handler) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var v view
		err := r.ParseForm()
		if err != nil {
			err = &badRequest{"the address cannot be read", ""}
		} else {
			v, err = h(r)
		}
		if err != nil {
			v = d.failure(r, err)
		}
		if v.cookie != nil {
			http.SetCookie(w, v.cookie)
		}
		if v.to != "" {
			http.Redirect(w, r, v.to, v.status)
			return
		}
		d.render(w, r, v)
	}
}

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// render writes a page whole or not at all.
func (d *Desk) render(w http.ResponseWriter, r *http.Request, v view) {
	set := settingsOf(r)
	f := frame{
		Title: v.title, Section: v.section, Query: r.FormValue("q"), Theme: set.Theme, Density: set.Density, Keys: set.Keys,
		Editor: d.opt.Editor(r), User: d.opt.User(r), Token: d.opt.Token(r), Here: r.URL.RequestURI(), Version: d.opt.Version, Enhanced: d.assets.enhanced, Page: v.data,
	}
	if v.section != "search" {
		f.Query = ""
	}
	buf := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(buf)
	buf.Reset()
	layout := "base"
	if v.bare {
		layout = "main"
	}
	if err := d.templates[v.template].ExecuteTemplate(buf, layout, &f); err != nil {
		d.opt.Log.Error("a page cannot be made", "path", r.URL.Path, "error", err)
		http.Error(w, "this page cannot be made, which is a defect", http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "private, no-cache")
	h.Set("Vary", "Cookie")
	if v.status == 0 {
		sum := sha256.Sum256(buf.Bytes())
		tag := `"` + hex.EncodeToString(sum[:12]) + `"`
		h.Set("ETag", tag)
		if r.Header.Get("If-None-Match") == tag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		v.status = http.StatusOK
	}
	w.WriteHeader(v.status)
	if r.Method != http.MethodHead {
		w.Write(buf.Bytes())
	}
}

// A problem is the page of what went wrong.
type problem struct {
	What, Hint  string
	Suggestions []string
}

// A badRequest is a slip in an address or a form, in words for its reader.
type badRequest struct{ what, hint string }

func (e *badRequest) Error() string { return e.what }

// failure is the page of an error. What the record says of itself is shown; of a defect nothing but that it is one.
func (d *Desk) failure(r *http.Request, err error) view {
	v := view{template: "problem", title: "Not found", status: http.StatusNotFound}
	var unknown *chancery.UnknownActorError
	var ruling *chancery.RulingError
	var bad *badRequest
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &unknown):
		v.data = problem{What: "Nobody is known as “" + unknown.Name + "”.", Suggestions: unknown.Suggestions}
	case errors.Is(err, chancery.ErrNotFound):
		v.data = problem{What: "Nothing stands under this address.", Hint: "It may be in another record, or never have been."}
	case errors.As(err, &ruling):
		v.status, v.title, v.data = http.StatusUnprocessableEntity, "Not done", problem{What: sentence(ruling.What), Hint: sentence(ruling.Hint)}
	case errors.As(err, &bad):
		v.status, v.title, v.data = http.StatusBadRequest, "Not understood", problem{What: sentence(bad.what), Hint: sentence(bad.hint)}
	case errors.As(err, &large):
		v.status, v.title, v.data = http.StatusRequestEntityTooLarge, "Too large", problem{What: "The form is too large."}
	case errors.Is(err, chancery.ErrCursor):
		v.status, v.title, v.data = http.StatusBadRequest, "Not understood", problem{What: "This part of the list cannot be found.", Hint: "Begin at its first page."}
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, chancery.ErrBusy):
		v.status, v.title, v.data = http.StatusServiceUnavailable, "Busy", problem{What: "The record is busy.", Hint: "Try again in a moment."}
	case errors.Is(err, errForbidden):
		v.status, v.title, v.data = http.StatusForbidden, "Not done", problem{What: "Only an editor may judge."}
	case errors.Is(err, chancery.ErrReadOnly):
		v.status, v.title, v.data = http.StatusForbidden, "Not done", problem{What: "This record cannot be written."}
	default:
		d.opt.Log.Error("a request failed", "path", r.URL.Path, "error", err)
		v.status, v.title, v.data = http.StatusInternalServerError, "Failed", problem{What: "The desk failed on this request.", Hint: "The log of the program says why."}
	}
	return v
}

// sentence makes an error that begins in lower case a sentence.
func sentence(s string) string {
	if s == "" {
		return ""
	}
	s = strings.ToUpper(s[:1]) + s[1:]
	if !strings.HasSuffix(s, ".") {
		s += "."
	}
	return s
}
