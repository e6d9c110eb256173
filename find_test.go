package chancery

import (
	"context"
	"errors"
	"strings"
	"testing"
)

func TestFind(t *testing.T) {
	r := read3(t)
	for text, want := range map[string]struct{ events, articles bool }{
		"actor:Macron with:Modi":             {true, true},
		"pair:FRA-IND kind:CONSULT":          {true, true},
		"country:France kind:CONSULT":        {true, true},
		"submarines -country:IND":            {false, false},
		"kind:ASSAULT":                       {false, false},
		"status:occurred -place:Paris":       {true, true},
		"actor:FRA from:2030":                {false, false},
		`outlet:"morning wire" kind:consult`: {true, true},
	} {
		q, err := ParseQuery(text)
		if err != nil {
			t.Fatal(err)
		}
		found, err := r.Find(context.Background(), q, FindOptions{Events: 10, Articles: 10, Facets: true})
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if len(found.Events) > 0 != want.events || len(found.Articles) > 0 != want.articles || found.Counted != len(found.Events) {
			t.Errorf("%s: %d events, %d articles, %d counted; want %v", text, len(found.Events), len(found.Articles), found.Counted, want)
		}
		for _, h := range found.Events {
			if len(h.Event.Claims) == 0 || h.Snippet == "" {
				t.Errorf("%s: event %s has %d claims, snippet %q", text, h.Event.ID, len(h.Event.Claims), h.Snippet)
			}
		}
	}
	all, err := r.Find(context.Background(), Query{}, FindOptions{Events: 100})
	listed, err2 := r.Events(context.Background(), EventQuery{})
	if errors.Join(err, err2) != nil || len(all.Events) != len(listed) || len(listed) == 0 {
		t.Errorf("%d found, %d listed: %v", len(all.Events), len(listed), errors.Join(err, err2))
	}
}

func TestFindKnowsNames(t *testing.T) {
	r := read3(t)
	find := func(text string) error {
		q, err := ParseQuery(text)
		if err != nil {
			t.Fatal(err)
		}
		_, err = r.Find(context.Background(), q, FindOptions{Events: 1})
		return err
	}
	var unknown *UnknownActorError
	if err := find("actor:Makron"); !errors.As(err, &unknown) || len(unknown.Suggestions) == 0 {
		t.Errorf("an unknown actor: %v", err)
	}
	var wrong *QueryError
	if err := find("paris country:Atlantis"); !errors.As(err, &wrong) || !strings.Contains(wrong.Hint, "country:FRA") {
		t.Errorf("an unknown country: %v", err)
	}
	if err := find(`by:France -with:"european union"`); err != nil {
		t.Error(err)
	}
}

func TestNetwork(t *testing.T) {
	r := read3(t)
	for name, want := range map[string]string{"France": "IND", "Macron": "narendra-modi"} {
		net, err := r.Network(context.Background(), name, 5)
		if err != nil {
			t.Fatal(err)
		}
		if len(net.Edges) == 0 || string(net.Edges[0].Actor.ID) != want || net.Edges[0].Events == 0 || net.Edges[0].Sources == 0 || net.All < len(net.Edges) || net.Counted == 0 {
			t.Errorf("%s: %+v", name, net)
		}
	}
	partners, err := r.Partners(context.Background(), "France", 0)
	net, err2 := r.Network(context.Background(), "France", 50)
	if errors.Join(err, err2) != nil || len(partners) < net.All {
		t.Errorf("%d partners, %d in the network: %v", len(partners), net.All, errors.Join(err, err2))
	}
	if _, err := r.Network(context.Background(), "Nobody Atall", 5); err == nil {
		t.Error("the network of nobody")
	}
}
