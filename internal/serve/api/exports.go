package api

import (
	"context"
	"fmt"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"chancery"
	"chancery/internal/export"
	"chancery/internal/record"
)

type exportIn struct {
	Format string `path:"format" enum:"csv,jsonl,plover,ics,geojson,graphml,annotations" doc:"csv: one event a line, safe for spreadsheets; jsonl: events as JSON lines; plover: PLOVER JSON lines; ics: iCalendar; geojson: those with a place; graphml: who acts towards whom; annotations: evidence as Web Annotations, one a line."`
	Filter
}

func (s *service) registerExports(api huma.API) {
	op := asks("export", "/export/{format}", "Export", "Export events", "All events that meet the filters, as a file.")
	op.Responses = map[string]*huma.Response{"200": {Description: "The file.", Content: map[string]*huma.MediaType{}}}
	for _, name := range export.Formats() {
		mime, _, _ := export.FileType(name)
		op.Responses["200"].Content[mime] = &huma.MediaType{}
	}
	huma.Register(api, op, s.export)
}

// export writes the events as they are found. An error after the first has gone out can only break the answer off, which
// says to the one who asks that it is not whole.
func (s *service) export(ctx context.Context, in *exportIn) (*huma.StreamResponse, error) {
	q, err := in.query()
	if err != nil {
		return nil, err
	}
	if q.Actor != "" { // whom nobody knows is a problem, not half a file
		if _, err := s.rec.Resolve(ctx, q.Actor); err != nil {
			return nil, problem(err)
		}
	}
	if q.With != "" {
		if _, err := s.rec.Resolve(ctx, q.With); err != nil {
			return nil, problem(err)
		}
	}
	return &huma.StreamResponse{Body: func(hc huma.Context) {
		_, w := humago.Unwrap(hc)
		if err := s.write(ctx, w, in.Format, q); err != nil {
			panic(http.ErrAbortHandler)
		}
	}}, nil
}

func (s *service) write(ctx context.Context, w http.ResponseWriter, name string, q chancery.EventQuery) error {
	mime, extension, ok := export.FileType(name)
	if !ok {
		return fmt.Errorf("no format %q", name)
	}
	h := w.Header()
	h.Set("Content-Type", mime)
	h.Set("Content-Disposition", `attachment; filename="events.`+extension+`"`)
	h.Set("Cache-Control", "private, no-cache")
	to, err := export.NewWriter(name, w, export.Source{
		Version: s.opt.Version, Country: s.rec.CountryName,
		Article: func(id record.ID) (*record.Article, bool) {
			a, err := s.rec.Article(ctx, id)
			return &a, err == nil
		},
	})
	if err != nil {
		return err
	}
	for e, err := range s.rec.EachEvent(ctx, q) {
		if err != nil {
			return err
		}
		if err := to.Write(&e); err != nil {
			return err
		}
	}
	return to.Flush()
}
