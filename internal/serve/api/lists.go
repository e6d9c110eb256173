package api

import (
	"context"
	"strconv"

	"github.com/danielgtaylor/huma/v2"

	"chancery"
)

type quotesIn struct {
	By    string `query:"by" maxLength:"200" doc:"Of this speaker, by name or id; a state speaks by its people."`
	About string `query:"about" maxLength:"200" doc:"About this actor."`
	Period
	Paging
}

type storiesIn struct {
	Period
	Min int `query:"min" minimum:"0" maximum:"1000000" doc:"Of so many articles at least."`
	Paging
}

type searchIn struct {
	Q     string `query:"q" required:"true" minLength:"1" maxLength:"1000" doc:"Words are joined by AND; \"a phrase\", OR, NOT, prefix* and the fields title: outlet: byline: text: are understood."`
	Limit int    `query:"limit" minimum:"1" maximum:"200" default:"50" doc:"How many at most."`
}

type infoJSON struct {
	Version  string `json:"version" doc:"Of the program."`
	Schema   int    `json:"schema" doc:"Version of the tables."`
	Articles int    `json:"articles"`
	Events   int    `json:"events"`
	Quotes   int    `json:"quotes"`
	Actors   int    `json:"actors"`
}

func (s *service) registerLists(api huma.API) {
	handle(api, asks("list-quotes", "/quotes", "Quotes", "List quotes", "In order of publication, those without a date last."), s.quotes)
	handle(api, asks("list-stories", "/stories", "Stories", "List stories", "Articles that tell the same news, with their copies, in the order of their first articles."), s.stories)
	handle(api, asks("search", "/search", "Search", "Search the texts of the articles", "The best first. What was found stands in the snippet between U+2068 and U+2069."), s.search)
	handle(api, asks("get-info", "/info", "Record", "What the record holds", ""), s.info)
}

func (s *service) quotes(ctx context.Context, in *quotesIn) (out list[chancery.Quote], err error) {
	q := chancery.QuoteQuery{By: in.By, About: in.About}
	if q.From, q.To, err = in.days(); err != nil {
		return out, err
	}
	after, err := in.after()
	if err != nil {
		return out, err
	}
	_ = after
	items, err := s.rec.Quotes(ctx, q)
	if err != nil {
		return out, err
	}
	return cut(items, in.Limit, func(q *chancery.Quote) place {
		return place{Day: q.Published.From, ID: string(q.ID), Extra: string(q.Article), Start: q.Start}
	}), nil
}

func (s *service) stories(ctx context.Context, in *storiesIn) (out list[chancery.Story], err error) {
	q := chancery.StoryQuery{MinArticles: in.Min}
	if q.From, q.To, err = in.days(); err != nil {
		return out, err
	}
	after, err := in.after()
	if err != nil {
		return out, err
	}
	items, err := s.rec.Stories(ctx, q)
	if err != nil {
		return out, err
	}
	if after != nil {
		for i := range items {
			if string(items[i].ID) == after.ID {
				items = items[i+1:]
				break
			}
		}
	}
	return cut(items, in.Limit, func(st *chancery.Story) place { return place{ID: string(st.ID)} }), nil
}

func (s *service) search(ctx context.Context, in *searchIn) (out list[chancery.Hit], err error) {
	out.Items, err = s.rec.Search(ctx, in.Q, in.Limit)
	return out, err
}

func (s *service) info(ctx context.Context, _ *struct{}) (infoJSON, error) {
	info, err := s.rec.Info(ctx)
	return infoJSON{s.opt.Version, info.Schema, info.Articles, info.Events, info.Quotes, info.Actors}, err
}

func number(n int64) string { return strconv.FormatInt(n, 10) }
