package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"chancery"
)

type quotesIn struct {
	By    string `query:"by" maxLength:"200" doc:"Of this speaker, by name or id; a state speaks by its people."`
	About string `query:"about" maxLength:"200" doc:"About this actor."`
	Period
	Newest bool `query:"newest" doc:"The newest first."`
	Paging
}

type storiesIn struct {
	Period
	Min    int  `query:"min" minimum:"0" maximum:"1000000" doc:"Of so many articles at least."`
	Newest bool `query:"newest" doc:"The newest first."`
	Paging
}

type searchIn struct {
	Q             string `query:"q" required:"true" minLength:"1" maxLength:"1000" doc:"Words, \"phrases\", prefix*, AND, OR, NOT, NEAR/5, and fields as actor: pair: kind: status: from: place: outlet: sources:>2 conflict:yes title:."`
	Events        int    `query:"events" minimum:"0" maximum:"100" default:"20" doc:"How many events at most."`
	Articles      int    `query:"articles" minimum:"0" maximum:"100" default:"20" doc:"How many articles at most."`
	AfterEvents   string `query:"after-events" maxLength:"1024" doc:"events_next of the answer before, to go on."`
	AfterArticles string `query:"after-articles" maxLength:"1024" doc:"articles_next of the answer before."`
	Oldest        bool   `query:"oldest" doc:"Events with the oldest first, else the newest."`
	Rejected      bool   `query:"rejected" doc:"Also events that an analyst has rejected."`
	Facets        bool   `query:"facets" doc:"Count the events by kind, status, actor, country and year."`
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
	handle(api, asks("list-stories", "/stories", "Stories", "List stories", "Articles that tell the same news, with their copies, in the order of their first days, those without a date last. Articles are grouped by weeks of the calendar; a story has two at most."), s.stories)
	handle(api, asks("search", "/search", "Search", "Search events and articles", "Articles with the best first. What was found stands in a snippet between U+2068 and U+2069."), s.search)
	handle(api, asks("get-info", "/info", "Record", "What the record holds", ""), s.info)
}

func (s *service) quotes(ctx context.Context, in *quotesIn) (out list[chancery.Quote], err error) {
	q := chancery.QuoteQuery{By: in.By, About: in.About, NewestFirst: in.Newest, Limit: in.Limit}
	if q.From, q.To, err = in.days(); err != nil {
		return out, err
	}
	page, err := s.rec.QuotePage(ctx, q, in.Cursor)
	return list[chancery.Quote]{Items: page.Quotes, Next: page.Next}, err
}

func (s *service) stories(ctx context.Context, in *storiesIn) (out list[chancery.Story], err error) {
	q := chancery.StoryQuery{MinArticles: in.Min, NewestFirst: in.Newest, Limit: in.Limit}
	if q.From, q.To, err = in.days(); err != nil {
		return out, err
	}
	page, err := s.rec.StoryPage(ctx, q, in.Cursor)
	return list[chancery.Story]{Items: page.Stories, Next: page.Next}, err
}

func (s *service) search(ctx context.Context, in *searchIn) (chancery.Found, error) {
	q, err := chancery.ParseQuery(in.Q)
	if err != nil {
		return chancery.Found{}, err
	}
	return s.rec.Find(ctx, q, chancery.FindOptions{
		Events: in.Events, Articles: in.Articles, AfterEvents: in.AfterEvents, AfterArticles: in.AfterArticles, Oldest: in.Oldest, Rejected: in.Rejected, Facets: in.Facets,
	})
}

func (s *service) info(ctx context.Context, _ *struct{}) (infoJSON, error) {
	info, err := s.rec.Info(ctx)
	return infoJSON{s.opt.Version, info.Schema, info.Articles, info.Events, info.Quotes, info.Actors}, err
}
