package api

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"chancery"
	"chancery/internal/export"
	"chancery/internal/record"
)

type eventsIn struct {
	Filter
	Paging
	Claims bool `query:"claims" doc:"Each event with its claims; else the list of claims is empty."`
}

// EventPath is the id of an event in an address.
type EventPath struct {
	ID string `path:"id" maxLength:"200" doc:"The id, or as much of its beginning as no other event has. An id that an event once had leads to the event that has its reports now."`
}

type claimsIn struct {
	EventPath
	Field  string `query:"field" enum:"kind,status,actors,recipients,date,place,format,topic,number" doc:"Only claims about this field."`
	Stance string `query:"stance" enum:"supports,contradicts" doc:"Only claims for the accepted value, or against it."`
}

func (s *service) registerEvents(api huma.API) {
	handle(api, asks("list-events", "/events", "Events", "List events",
		"In order of date, those without one last."), s.events)
	handle(api, redirects(asks("get-event", "/events/{id}", "Events", "Get an event",
		"With its reports, the articles that they are from, and the judgments about it.")), s.event)
	handle(api, redirects(asks("list-claims", "/events/{id}/claims", "Events", "List the claims of an event",
		"A claim is one value that one article gives to one field, with its words and their place in bytes.")), s.claims)
	annotations := redirects(asks("annotate-event", "/events/{id}/annotations", "Events", "The evidence of an event as Web Annotations",
		"One annotation of the W3C Web Annotation Data Model for each claim. Places are code points."))
	huma.Register(api, annotations, func(ctx context.Context, in *EventPath) (*annotated, error) {
		d, err := s.find(ctx, in.ID, "/annotations")
		if err != nil {
			return nil, problem(err)
		}
		return s.annotate(ctx, in.path("/annotations"), []record.Event{d.Event}, "")
	})
}

// redirects is an operation that leads on where an event has another id now.
func redirects(op huma.Operation) huma.Operation {
	op.Responses = map[string]*huma.Response{}
	for status, text := range map[string]string{"301": "The event has this id no more: Location is where it is now.", "302": "Only one id begins so: Location is the whole."} {
		op.Responses[status] = &huma.Response{Description: text, Headers: map[string]*huma.Param{"Location": {Schema: &huma.Schema{Type: huma.TypeString}}}}
	}
	return op
}

func (s *service) events(ctx context.Context, in *eventsIn) (out list[chancery.Event], err error) {
	q, err := in.query()
	if err != nil {
		return out, err
	}
	q.Limit = in.Limit
	page, err := s.rec.EventPage(ctx, q, in.Cursor)
	if err == nil && in.Claims {
		err = s.rec.AddClaims(ctx, page.Events)
	}
	return list[chancery.Event]{Items: page.Events, Next: page.Next}, err
}

func (in *EventPath) path(rest string) string {
	return base + "/events/" + url.PathEscape(in.ID) + rest
}

// find is the event of an id. Where it has another one now, the error leads there.
func (s *service) find(ctx context.Context, id, rest string) (chancery.EventDetail, error) {
	d, err := s.rec.Event(ctx, id)
	if err != nil || string(d.Event.ID) == id {
		return d, err
	}
	status := http.StatusMovedPermanently
	if strings.HasPrefix(string(d.Event.ID), id) {
		status = http.StatusFound
	}
	now := EventPath{string(d.Event.ID)}
	return d, huma.ErrorWithHeaders(huma.NewError(status, "the event is "+now.ID), http.Header{"Location": {now.path(rest)}})
}

func (s *service) event(ctx context.Context, in *EventPath) (chancery.EventDetail, error) {
	return s.find(ctx, in.ID, "")
}

func (s *service) claims(ctx context.Context, in *claimsIn) (out list[chancery.Claim], err error) {
	d, err := s.find(ctx, in.ID, "/claims")
	if err != nil {
		return out, err
	}
	out.Items = []chancery.Claim{}
	for _, c := range d.Event.Claims {
		if (in.Field == "" || string(c.Field) == in.Field) && (in.Stance == "" || c.Stance == in.Stance) {
			out.Items = append(out.Items, c)
		}
	}
	return out, nil
}

// annotated is a page of annotations.
type annotated struct {
	ContentType string `header:"Content-Type"`
	Body        json.RawMessage
}

// annotate makes a page of the claims of events, of one article or of all.
func (s *service) annotate(ctx context.Context, id string, events []record.Event, article chancery.ID) (*annotated, error) {
	page := export.AnnotationPage{Context: export.AnnotationContext, ID: id, Type: "AnnotationPage", Items: []export.Annotation{}}
	a := export.Annotator{Article: func(id record.ID) (*record.Article, bool) {
		art, err := s.rec.Article(ctx, id)
		return &art, err == nil
	}, Base: base}
	for i := range events {
		page.Items = append(page.Items, a.Annotate(&events[i], article)...)
	}
	b, err := json.Marshal(&page)
	if err != nil {
		return nil, problem(err)
	}
	return &annotated{ContentType: export.AnnotationType, Body: b}, nil
}
