package main

import (
	"context"
	"fmt"
	"net/url"
)

// A page is a kind of address, with some of them to choose from.
type page struct {
	name  string
	paths []string
	share int // of the clicks of a reader
}

// states of which much is told, and some of which little is.
var states = []string{"USA", "RUS", "CHN", "FRA", "DEU", "TUR", "IND", "BRA", "KEN", "NOR", "PER", "VNM"}

// whole is what is made of the whole record at each time; it is asked for once, at the end, alone.
const whole = "/api/v1/stories"

// findPages looks into the record for events, articles and actors, of several years, to ask for.
func findPages(ctx context.Context, d *desk) ([]page, error) {
	var events, articles, evidence, people, pairs []string
	for _, query := range []string{"newest=true", "min-sources=4", "from=2014-06", "from=2014-09", "conflict=true", "status=planned"} {
		var list struct {
			Items []struct {
				ID     string
				Actors []struct{ Actor string }
			}
		}
		if err := d.getJSON(ctx, "/api/v1/events?limit=20&"+query, &list); err != nil {
			return nil, err
		}
		for _, e := range list.Items {
			events = append(events, e.ID)
			for _, a := range e.Actors {
				people = append(people, a.Actor)
			}
		}
	}
	for i, id := range events {
		if i%6 != 0 {
			continue
		}
		var e struct{ Articles []struct{ ID string } }
		if err := d.getJSON(ctx, "/api/v1/events/"+id, &e); err != nil {
			return nil, err
		}
		for _, a := range e.Articles {
			articles, evidence = append(articles, a.ID), append(evidence, a.ID+"?event="+id)
		}
	}
	if len(events) == 0 || len(articles) == 0 || len(people) == 0 {
		return nil, fmt.Errorf("%d events, %d articles, %d actors were found: too few to ask for", len(events), len(articles), len(people))
	}
	for i, a := range states {
		pairs = append(pairs, a+"-"+states[(i+1)%len(states)], a+"-"+states[(i+5)%len(states)])
	}
	words := each("", []string{"talks on trade", "president", "tanker", `"joint military exercise"`, "sanctions OR embargo", "visit -Paris", "kind:consult visit"})
	for i := range words {
		words[i] = url.QueryEscape(words[i])
	}
	fields := []string{"pair:USA-RUS", "actor:CHN", "actor:TUR kind:consult", "status:planned", "conflict:yes", "sources:>2", "place:Paris from:2014-05"}
	for i := range fields {
		fields[i] = url.QueryEscape(fields[i])
	}
	return []page{
		{"today", []string{"/"}, 10},
		{"search, words", each("/search?q=", words), 8},
		{"search, fields", each("/search?q=", fields), 8},
		{"event", each("/event/", events), 15},
		{"event, preview", suffixed(each("/event/", events), "/preview"), 8},
		{"article", each("/article/", articles), 8},
		{"article, evidence", each("/article/", evidence), 6},
		{"actor, state", each("/actor/", states), 5},
		{"actor", each("/actor/", people), 5},
		{"pair", each("/pair/", pairs), 8},
		{"pair, of a kind", suffixed(each("/pair/", pairs), "?kind=CONSULT"), 2},
		{"triad", []string{"/triad/USA-RUS-CHN", "/triad/FRA-DEU-TUR", "/triad/IND-BRA-KEN"}, 2},
		{"network", []string{"/network", "/network?actor=USA", "/network?actor=NOR"}, 2},
		{"quotes", []string{"/quotes", "/quotes?by=USA", "/quotes?by=RUS&about=USA", "/quotes?from=2014-06&to=2014-07"}, 4},
		{"stories", []string{"/stories", "/stories?from=2014-06"}, 2},
		{"review", []string{"/review", "/review?queue=unconfirmed"}, 3},
		{"status", []string{"/status"}, 2},
		{"API events", []string{"/api/v1/events", "/api/v1/events?actor=USA&newest=true", "/api/v1/events?kind=SANCTION&from=2014-06", "/api/v1/events?place=Paris"}, 3},
		{"API event", each("/api/v1/events/", events), 3},
		{"API annotations", suffixed(each("/api/v1/events/", events), "/annotations"), 1},
		{"API search", each("/api/v1/search?q=", append(words, fields...)), 2},
		{"API actor", each("/api/v1/actors/", states), 1},
		{"API pair", []string{"/api/v1/pairs/USA/RUS", "/api/v1/pairs/FRA/DEU", "/api/v1/pairs/KEN/NOR"}, 1},
		{"API quotes", []string{"/api/v1/quotes", "/api/v1/quotes?by=USA"}, 1},
		{"API articles", []string{"/api/v1/articles", "/api/v1/articles?newest=true"}, 1},
		{"feed", []string{"/feeds/search.atom?q=pair%3AUSA-RUS", "/feeds/search.ics?q=status%3Aplanned"}, 1},
	}, nil
}

func each(before string, list []string) []string {
	var out []string
	for _, s := range list {
		out = append(out, before+s)
	}
	return out
}

func suffixed(list []string, after string) []string {
	var out []string
	for _, s := range list {
		out = append(out, s+after)
	}
	return out
}
