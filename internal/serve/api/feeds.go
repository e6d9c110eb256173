package api

import (
	"bytes"
	"context"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"chancery"
	"chancery/internal/export"
	"chancery/internal/feed"
)

type feedIn struct {
	Filter
	Limit int    `query:"limit" minimum:"1" maximum:"500" default:"100" doc:"How many events at most, the newest."`
	Title string `query:"title" maxLength:"200" doc:"What the feed is called."`
	Key   string `query:"key" maxLength:"500" doc:"Signs the address for programs that cannot log in; the desk makes such addresses."`

	home string
	self string
}

// Resolve keeps by which address the feed was asked for: its links must be whole.
func (in *feedIn) Resolve(ctx huma.Context) []error {
	r, _ := humago.Unwrap(ctx)
	scheme := "http"
	if r.TLS != nil || strings.EqualFold(r.Header.Get("X-Forwarded-Proto"), "https") {
		scheme = "https"
	}
	in.home = scheme + "://" + r.Host + "/"
	in.self = in.home + strings.TrimPrefix(r.URL.RequestURI(), "/")
	return nil
}

// A document is an answer that is not JSON.
type document struct {
	ContentType string `header:"Content-Type"`
	Body        []byte
}

// feedTypes are the media types of the feeds by their ending.
var feedTypes = map[string]string{"atom": "application/atom+xml; charset=utf-8", "json": "application/feed+json; charset=utf-8", "ics": "text/calendar; charset=utf-8"}

func (s *service) registerFeeds(api huma.API) {
	for ending, what := range map[string]string{"atom": "Atom", "json": "JSON Feed 1.1", "ics": "a calendar"} {
		op := asks("feed-"+ending, "", "Feeds", "Events as "+what, "The newest events that meet the filters, to subscribe to.")
		op.Path = "/feeds/events." + ending
		op.Responses = map[string]*huma.Response{"200": {Description: "The feed.", Content: map[string]*huma.MediaType{feedTypes[ending]: {}}}}
		huma.Register(api, op, func(ctx context.Context, in *feedIn) (*document, error) {
			return s.feed(ctx, in, ending)
		})
	}
}

func (s *service) feed(ctx context.Context, in *feedIn, ending string) (*document, error) {
	q, err := in.query()
	if err != nil {
		return nil, err
	}
	q.NewestFirst, q.Limit = true, in.Limit
	events, err := s.rec.Events(ctx, q)
	if err != nil {
		return nil, problem(err)
	}
	title := in.Title
	if title == "" {
		title = feedTitle(&q)
	}
	f := feed.Feed{Title: title, Self: in.self, Home: in.home, Events: events}
	var b bytes.Buffer
	switch ending {
	case "atom":
		err = f.WriteAtom(&b)
	case "json":
		err = f.WriteJSON(&b)
	default:
		err = writeCalendar(&b, &f)
	}
	if err != nil {
		return nil, problem(err)
	}
	return &document{feedTypes[ending], b.Bytes()}, nil
}

func writeCalendar(b *bytes.Buffer, f *feed.Feed) error {
	c := export.NewCalendar(b)
	c.Title = f.Title
	c.Link = func(id string) string { return f.Home + "event/" + id }
	for i := range f.Events {
		if err := c.Write(&f.Events[i]); err != nil {
			return err
		}
	}
	return c.Flush()
}

// feedTitle says what a feed is about by its filters.
func feedTitle(q *chancery.EventQuery) string {
	parts := []string{"Chancery"}
	for _, p := range []string{q.Actor, q.With, q.Kind.String(), q.Status.String(), q.Place} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	return strings.Join(parts, " · ")
}

var _ huma.Resolver = (*feedIn)(nil)
