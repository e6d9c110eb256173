// Package api knows how programs ask a record over HTTP: addresses, parameters, pages of lists, errors as problem details,
// and the OpenAPI document that says all this and is made from the code.
//
// It does not know who may ask: package auth does, and its identity stands in the context of each request. Only editors
// read articles in and judge.
//
//	api.Register(mux, rec, api.Options{Version: "1.0"})
//	http.ListenAndServe("127.0.0.1:8080", a.Wrap(mux))
//	// curl 'http://127.0.0.1:8080/api/v1/events?actor=FRA&kind=CONSULT'
package api

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"chancery"
	"chancery/internal/export"
)

// Options say how the API is served. They are not changed.
type Options struct {
	Version  string        // of the program
	ReadOnly bool          // nobody may judge or read articles in
	Local    string        // in whose name judgments are made where nobody is asked who he is; "" is local
	Timeout  time.Duration // how long one request may take, 0 is 30 seconds; exports, and articles that are read, may take ten times that
}

// prefixes are the paths that the handler serves, as patterns of http.ServeMux.
var prefixes = []string{"/api/", "/feeds/", "/openapi.json", "/openapi.yaml"}

// base is the path of this version of the API.
const base = "/api/v1"

// A service answers requests about one record.
type service struct {
	rec *chancery.Record
	opt Options
}

// Handler serves the API of a record. The identity of who asks must stand in the context of each request.
func Handler(rec *chancery.Record, opt Options) http.Handler {
	h, _ := build(rec, opt)
	return h
}

// Register serves the API of a record under its paths on a mux.
func Register(mux *http.ServeMux, rec *chancery.Record, opt Options) {
	h := Handler(rec, opt)
	for _, p := range prefixes {
		mux.Handle(p, h)
	}
}

func build(rec *chancery.Record, opt Options) (http.Handler, *huma.OpenAPI) {
	if opt.Timeout <= 0 {
		opt.Timeout = 30 * time.Second
	}
	s := &service{rec: rec, opt: opt}
	mux := http.NewServeMux()
	api := humago.New(mux, config(opt))
	doc := api.OpenAPI()
	addAliases(doc.Components.Schemas)
	s.registerEvents(api)
	s.registerArticles(api)
	s.registerActors(api)
	s.registerLists(api)
	s.registerJudgments(api)
	s.registerExports(api)
	s.registerFeeds(api)
	finishSchemas(doc)
	addExamples(doc)
	mux.HandleFunc("/", nothingHere(mux))
	return s.bound(withETag(mux)), doc
}

func config(opt Options) huma.Config {
	c := huma.DefaultConfig("Chancery", opt.Version)
	c.Info.Description = "The record of diplomacy that news reports describe: events, who takes part in them, what articles say of them and in which words."
	c.Info.License = &huma.License{Name: "Apache-2.0", Identifier: "Apache-2.0"}
	c.DocsPath, c.SchemasPath = "", ""
	c.CreateHooks = nil
	c.RejectUnknownQueryParameters = true
	c.Formats = map[string]huma.Format{"application/json": format, "json": format}
	c.Components.SecuritySchemes = map[string]*huma.SecurityScheme{
		"token":   {Type: "http", Scheme: "bearer", Description: "The token that the server was started with."},
		"session": {Type: "apiKey", In: "cookie", Name: "chancery-session", Description: "Of who has logged in at /login."},
	}
	c.Security = []map[string][]string{{"token": {}}, {"session": {}}, {}}
	return c
}

// format is JSON as the command line writes it: a list is never null.
var format = huma.Format{
	Marshal:   func(w io.Writer, v any) error { return export.JSON(w, v) },
	Unmarshal: json.Unmarshal,
}

// An answer is a response with a body.
type answer[T any] struct {
	Body T
}

// handle registers an operation that answers with a T, and turns the errors of the record into problems.
func handle[I, T any](api huma.API, op huma.Operation, f func(context.Context, *I) (T, error)) {
	huma.Register(api, op, func(ctx context.Context, in *I) (*answer[T], error) {
		body, err := f(ctx, in)
		if err != nil {
			return nil, problem(err)
		}
		return &answer[T]{body}, nil
	})
}

// asks is an operation that asks and changes nothing.
func asks(id, path, tag, summary, description string) huma.Operation {
	return huma.Operation{
		OperationID: id, Method: http.MethodGet, Path: base + path, Tags: []string{tag}, Summary: summary, Description: description,
		Errors: []int{http.StatusBadRequest, http.StatusNotFound, http.StatusUnprocessableEntity},
	}
}
