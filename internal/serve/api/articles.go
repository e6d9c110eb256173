package api

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"chancery"
	"chancery/internal/export"
	"chancery/internal/record"
	"chancery/internal/serve/auth"
)

type articlesIn struct {
	Outlet string `query:"outlet" maxLength:"200" doc:"Of this outlet, as the list writes it."`
	Period
	Newest bool `query:"newest" doc:"The newest first."`
	Paging
}

type articleIn struct {
	ID string `path:"id" maxLength:"64" doc:"The id of an article."`
}

// An articleSent is an article that is to be read.
type articleSent struct {
	URL       string `json:"url,omitempty" maxLength:"2048" doc:"Its address."`
	Outlet    string `json:"outlet,omitempty" maxLength:"200"`
	Title     string `json:"title,omitempty" maxLength:"1000"`
	Byline    string `json:"byline,omitempty" maxLength:"1000"`
	Published string `json:"published,omitempty" maxLength:"40" doc:"The day or time of publication, as 2021-06-28 or 2021-06-28T10:00:00Z."`
	Language  string `json:"language,omitempty" maxLength:"35" doc:"BCP 47."`
	Text      string `json:"text" minLength:"1" maxLength:"5000000" doc:"The text, paragraphs divided by empty lines."`
}

type sendIn struct {
	Body articleSent
}

// An articleRead says what reading an article has done.
type articleRead struct {
	ID      chancery.ID   `json:"id"`
	Known   bool          `json:"known" doc:"The record had it."`
	New     []chancery.ID `json:"new" doc:"Events that the record did not have."`
	Changed []chancery.ID `json:"changed" doc:"Events that have other values or more reports now."`
	Gone    []chancery.ID `json:"gone" doc:"Ids that lead to other events now."`
}

func (s *service) registerArticles(api huma.API) {
	handle(api, asks("list-articles", "/articles", "Articles", "List articles", "Without their texts, in order of publication, those without a date last."), s.articles)
	handle(api, asks("get-article", "/articles/{id}", "Articles", "Get an article", "As it was read in. Places in its text count bytes."), s.article)
	handle(api, asks("get-reading", "/articles/{id}/reading", "Articles", "Read an article again",
		"All that is found in it: sentences, names, mentions, times, quotes and reports, as chancery annotate --json prints them (schema/reading.json)."), s.reading)
	annotations := asks("annotate-article", "/articles/{id}/annotations", "Articles", "The evidence that an article gives, as Web Annotations",
		"One annotation for each claim that an event has from this article. Places are code points.")
	huma.Register(api, annotations, s.articleAnnotations)
	send := huma.Operation{
		OperationID: "read-article", Method: http.MethodPost, Path: base + "/articles", Tags: []string{"Articles"}, Summary: "Read an article into the record",
		Description: "For editors. The article is kept as it is, and read; the events follow.", DefaultStatus: http.StatusCreated,
		MaxBodyBytes: maxArticle, BodyReadTimeout: 30 * time.Second, Middlewares: huma.Middlewares{s.editorsOnly(api)},
		Errors: []int{http.StatusBadRequest, http.StatusForbidden, http.StatusRequestEntityTooLarge, http.StatusUnprocessableEntity, http.StatusServiceUnavailable},
	}
	huma.Register(api, send, s.send)
}

// editorsOnly refuses an operation to others, before it looks at what they send.
func (s *service) editorsOnly(api huma.API) func(huma.Context, func(huma.Context)) {
	return func(ctx huma.Context, next func(huma.Context)) {
		if s.opt.ReadOnly {
			huma.WriteErr(api, ctx, http.StatusForbidden, "the record is only read here")
			return
		}
		if auth.From(ctx.Context()).Role < auth.Editor {
			huma.WriteErr(api, ctx, http.StatusForbidden, "only an editor may do this") // an error is of the connection
			return
		}
		next(ctx)
	}
}

func (s *service) articles(ctx context.Context, in *articlesIn) (out list[chancery.ArticleRef], err error) {
	q := chancery.ArticleQuery{Outlet: in.Outlet, NewestFirst: in.Newest, Limit: in.Limit}
	if q.From, q.To, err = in.days(); err != nil {
		return out, err
	}
	page, err := s.rec.ArticlePage(ctx, q, in.Cursor)
	return list[chancery.ArticleRef]{Items: page.Articles, Next: page.Next}, err
}

func (s *service) article(ctx context.Context, in *articleIn) (chancery.Article, error) {
	return s.rec.Article(ctx, chancery.ID(in.ID))
}

func (s *service) reading(ctx context.Context, in *articleIn) (json.RawMessage, error) {
	found, err := s.rec.Reading(ctx, chancery.ID(in.ID))
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = export.Reading(&b, found, export.Options{})
	return b.Bytes(), err
}

func (s *service) articleAnnotations(ctx context.Context, in *articleIn) (*annotated, error) {
	id := chancery.ID(in.ID)
	ids, err := s.rec.EventsOf(ctx, id)
	if err != nil {
		return nil, problem(err)
	}
	var events []record.Event
	for _, e := range ids {
		d, err := s.rec.Event(ctx, string(e))
		if err != nil {
			return nil, problem(err)
		}
		events = append(events, d.Event)
	}
	return s.annotate(ctx, base+"/articles/"+url.PathEscape(in.ID)+"/annotations", events, id)
}

func (s *service) send(ctx context.Context, in *sendIn) (*answer[articleRead], error) {
	b, err := json.Marshal(&in.Body)
	if err != nil {
		return nil, problem(err)
	}
	res, read, err := s.rec.ReadFrom(ctx, bytes.NewReader(b), chancery.ReadOptions{})
	if err != nil {
		return nil, problem(err)
	}
	if len(res.Refused) > 0 {
		return nil, huma.Error422UnprocessableEntity(res.Refused[0].Reason)
	}
	out := articleRead{Known: res.Read == 0, New: ids(res.New), Changed: ids(res.Changed), Gone: res.Gone}
	if len(read) == 1 {
		out.ID = read[0]
	}
	return &answer[articleRead]{out}, nil
}

func ids(events []chancery.Event) []chancery.ID {
	out := make([]chancery.ID, len(events))
	for i := range events {
		out[i] = events[i].ID
	}
	return out
}
