package storetest

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"chancery/internal/plover"
	"chancery/internal/query"
	"chancery/internal/record"
	"chancery/internal/store"
)

func parse(t *testing.T, s string) query.Query {
	t.Helper()
	q, err := query.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return q
}

// names is what names mean in the tests.
var names = store.Names{
	Actors: map[string][]string{
		"Macron": {"emmanuel-macron"}, "France": {"FRA"}, "FRA": {"FRA"}, "IND": {"IND"}, "India": {"IND"}, "DEU": {"DEU"}, "NATO": {"NATO"}, "many": {"IND", "DEU"}, "nobody": {},
	},
	Speakers:  map[string][]string{"France": {"FRA", "emmanuel-macron"}, "DEU": {"DEU"}},
	Countries: map[string]string{"France": "FRA", "FRA": "FRA", "IND": "IND"},
}

// putFound puts four events that two articles tell.
func putFound(t *testing.T, st store.Store) {
	a := event("a", day(3, 1), day(3, 3), "FRA", "IND")
	a.Summary, a.Topics = "France and India meet in Paris, 1-3 March 2023", []string{"submarines"}
	a.Mode, a.Format = plover.Visit, plover.InPerson
	a.Place = record.Place{Name: "Paris", Country: "FRA"}
	a.Sources = record.Sources{Articles: 3, Independent: 3, Outlets: []string{"Example Wire", "The Post"}}
	b := event("b", day(2, 10), day(2, 10), "emmanuel-macron", "DEU")
	b.Actors[0].Country = "FRA"
	b.Kind, b.Status, b.Conflicts = plover.Accuse, plover.Planned, []record.Field{record.FieldPlace}
	b.Summary = "Emmanuel Macron is to criticise Germany"
	b.Sources.Outlets, b.Sources.Independent = []string{"Example Wire"}, 1
	c := event("c", 0, 0, "NATO")
	c.Place.Name = "Élysée Palace"
	d := event("d", day(5, 1), 0, "IND")
	d.Sources.Independent = 2
	gone := event("gone", day(5, 1), day(5, 1), "IND")
	gone.Judged = &record.Judged{Verdict: record.Reject}
	one, two := reading(1), reading(2)
	tell := func(rd *store.Reading, asserter record.ActorID, sentence string) {
		rd.Reports[0].Claims = []record.Claim{{Field: record.FieldKind, Words: sentence, Asserter: asserter}, {Field: record.FieldPlace, Words: "not for searching"}}
	}
	tell(&one, "FRA", "The guests visited the palace; nuclear energy and grain from the Black Sea were the\n subject of the talks.")
	tell(&two, "", "Mr Macron will criticise the Germans for their trade.")
	one.Article.Language = "en"
	two.Article.Language = "fr"
	a.Reports, b.Reports = []record.ID{"0001.1"}, []record.ID{"0002.1"}
	update(t, st, func(w store.Writer) error {
		err := errors.Join(w.PutArticle(article(1)), w.PutArticle(article(2)), w.PutReading(one), w.PutReading(two))
		for _, e := range []record.Event{a, b, c, d, gone} {
			old := e
			old.Kind, old.Actors, old.Summary = plover.Assault, []record.Party{{Actor: "PER", Country: "PER"}}, "an assault"
			err = errors.Join(err, w.PutEvent(old), w.PutEvent(e))
		}
		return errors.Join(err, w.PutEvent(event("x", 1, 1, "PER")), w.DropEvent("x"))
	})
}

func testFind(t *testing.T, st store.Store) {
	putFound(t, st)
	for text, want := range map[string]string{
		"":                                    "dabc",
		"actor:France":                        "ab",
		"actor:Macron":                        "b",
		"actor:FRA with:IND":                  "a",
		"actor:many":                          "dab",
		"actor:PER":                           "",
		"actor:unknown OR actor:NATO":         "c",
		"-actor:FRA":                          "dc",
		"pair:FRA-IND":                        "a",
		`pair:"IND, France"`:                  "a",
		"pair:FRA-nobody":                     "",
		"kind:CONSULT":                        "dac",
		"kind:CONSULT -actor:IND":             "c",
		"kind:AID":                            "",
		"kind:ACCUSE OR place:paris":          "ab",
		"-(kind:ACCUSE OR place:paris)":       "dc",
		"mode:visit":                          "a",
		"mode:in-person mode:visit":           "a",
		"status:planned":                      "b",
		"from:2023-03-03":                     "da",
		"from:2023-03-04":                     "d",
		"from:2024-04-29":                     "d",
		"from:2024-05-01":                     "",
		"to:2023-03-01":                       "ab",
		"from:2023-02-11 to:2023-04":          "a",
		"place:Paris":                         "a",
		"place:France":                        "a",
		`place:"élysée palace"`:               "c",
		"country:FRA":                         "ab",
		"country:Nowhere":                     "",
		"outlet:wire":                         "ab",
		`outlet:"the post"`:                   "a",
		`outlet:"wire post"`:                  "",
		"lang:en":                             "a",
		"lang:fr":                             "b",
		"sources:>1":                          "da",
		"sources:<=1 actor:FRA":               "b",
		"sources:2":                           "d",
		"conflict:yes":                        "b",
		"conflict:no":                         "dac",
		"by:France":                           "a",
		"by:DEU":                              "",
		"nuclear":                             "a",
		"Nuclear ENERGY":                      "a",
		`"energy nuclear"`:                    "",
		`"nuclear energy"`:                    "a",
		"guest visit":                         "a",
		"submarines":                          "a",
		"text:submarines":                     "",
		"elysee":                              "c",
		"nuclear OR german*":                  "ab",
		"macron -trade":                       "",
		"-nuclear":                            "dbc",
		"grain NEAR/3 sea":                    "a",
		"nuclear NEAR/2 sea":                  "",
		"searching":                           "",
		"assault":                             "",
		"talks kind:CONSULT":                  "a",
		"talks kind:ACCUSE":                   "",
		"talks OR kind:ACCUSE":                "ab",
		"trade (kind:ACCUSE OR kind:CONSULT)": "b",
		`title:"found title 2"`:               "b",
		"byline:a -nuclear":                   "b",
	} {
		view(t, st, func(r store.Reader) error {
			found, err := r.FindEvents(store.FindQuery{Query: parse(t, text), Names: names, Limit: 10, Facets: true})
			got := ids(found)
			if got != want || found.Next != "" || found.More || found.Counted != len(want) {
				t.Errorf("%s: events %q, counted %d, next %q, more %v; want %q", text, got, found.Counted, found.Next, found.More, want)
			}
			if err != nil {
				t.Errorf("%s: %v", text, err)
			}
			return nil
		})
	}
	view(t, st, func(r store.Reader) error {
		oldest, err := r.FindEvents(store.FindQuery{Limit: 10, Oldest: true})
		same(t, "oldest", "badc", ids(oldest))
		all, err2 := r.FindEvents(store.FindQuery{Query: parse(t, "actor:IND"), Names: names, Limit: 10, Rejected: true})
		same(t, "rejected", "goneda", ids(all))
		return errors.Join(err, err2)
	})
	testFindFacets(t, st)
}

func ids(found store.FoundEvents) (s string) {
	for _, h := range found.Hits {
		s += string(h.Event.ID)
	}
	return s
}

func testFindFacets(t *testing.T, st store.Store) {
	view(t, st, func(r store.Reader) error {
		found, err := r.FindEvents(store.FindQuery{Limit: 1, Facets: true})
		same(t, "facets", []store.Facet{
			{Field: query.Kind, Values: []store.FacetValue{{Value: "CONSULT", Count: 3}, {Value: "ACCUSE", Count: 1}}},
			{Field: query.Status, Values: []store.FacetValue{{Value: "occurred", Count: 3}, {Value: "planned", Count: 1}}},
			{Field: query.Country, Values: []store.FacetValue{{Value: "FRA", Count: 2}, {Value: "IND", Count: 2}, {Value: "DEU", Count: 1}}},
			{Field: query.Outlet, Values: []store.FacetValue{{Value: "Example Wire", Count: 2}, {Value: "The Post", Count: 1}}},
			{Field: query.From, Values: []store.FacetValue{{Value: "2023", Count: 3}}},
		}, found.Facets)
		words, err2 := r.FindEvents(store.FindQuery{Query: parse(t, "nuclear"), Limit: 1})
		none, err3 := r.FindEvents(store.FindQuery{Query: parse(t, "kind:ACCUSE"), Limit: 1})
		if err := errors.Join(err, err2, err3); err != nil {
			return err
		}
		if s := words.Hits[0].Snippet; !contains(s, store.HitStart+"nuclear"+store.HitEnd+" energy") || contains(s, "\n") {
			t.Errorf("snippet %q", s)
		}
		same(t, "first sentence", "Mr Macron will criticise the Germans for their trade.", none.Hits[0].Snippet)
		return nil
	})
	// An article that is read anew tells its event in other words.
	rd := reading(2)
	rd.Reports[0].Claims = []record.Claim{{Field: record.FieldKind, Words: "Paris blames Berlin."}}
	update(t, st, func(w store.Writer) error { return w.PutReading(rd) })
	view(t, st, func(r store.Reader) error {
		for text, want := range map[string]string{"blames": "b", "trade": ""} {
			found, err := r.FindEvents(store.FindQuery{Query: parse(t, text), Limit: 1})
			if err != nil || ids(found) != want {
				t.Errorf("%s: %q, want %q: %v", text, ids(found), want, err)
			}
		}
		return r.Verify(func(what, how string) error { t.Errorf("%s: %s", what, how); return nil })
	})
}

func testFindByEvents(t *testing.T, st store.Store) {
	putFound(t, st)
	for text, want := range map[string]string{
		"actor:Macron":                  "0002",
		"actor:FRA":                     "0002 0001",
		"actor:FRA kind:CONSULT":        "0001",
		"actor:Macron kind:CONSULT":     "",
		"actor:IND OR kind:ACCUSE":      "0002 0001",
		"-actor:Macron":                 "0001",
		"text kind:ACCUSE":              "0002",
		"kind:AID":                      "",
		"by:France":                     "0002 0001",
		"by:DEU":                        "",
		"by:France kind:ACCUSE":         "0002",
		"(by:DEU OR by:France) lang:fr": "0002",
		"sources:>2 from:2023-07":       "0001",
		"conflict:yes outlet:found":     "0002",
	} {
		view(t, st, func(r store.Reader) error {
			found, err := r.FindArticles(store.FindQuery{Query: parse(t, text), Names: names, Limit: 10})
			var got []string
			for _, h := range found.Hits {
				got = append(got, string(h.Article.ID))
			}
			if s := strings.Join(got, " "); s != want || found.Next != "" || err != nil {
				t.Errorf("%s: articles %q, want %q; next %q; %v", text, s, want, found.Next, err)
			}
			return nil
		})
	}
}

// testFindPages wants pages to give each event and article once, in the order in which one long answer has them.
func testFindPages(t *testing.T, st store.Store) {
	update(t, st, func(w store.Writer) error {
		var errs []error
		for n := 1; n <= 23; n++ {
			e := event(fmt.Sprintf("e%02d", n), day(1+n%4, 3), day(1+n%4, 5), "FRA")
			if n%7 == 0 {
				e.Date.From, e.Date.To = 0, 0
			}
			e.Summary = "France meets"
			rd := reading(n)
			rd.Article.Published.From = day(1+n%4, 1)
			errs = append(errs, w.PutArticle(article(n)), w.PutReading(rd), w.PutEvent(e))
		}
		return errors.Join(errs...)
	})
	for _, q := range []store.FindQuery{
		{}, {Oldest: true}, {Query: parse(t, "kind:CONSULT")}, {Query: parse(t, "meets")}, {Query: parse(t, "meets"), Oldest: true}, {Query: parse(t, "from:2023-01 to:2023-03")}, {Query: parse(t, "text")}, {Query: parse(t, "-nothing")},
		{Query: parse(t, "by:France"), Names: names},
	} {
		view(t, st, func(r store.Reader) error {
			events := func(q store.FindQuery) ([]string, string, error) {
				found, err := r.FindEvents(q)
				var out []string
				for _, h := range found.Hits {
					out = append(out, string(h.Event.ID))
				}
				return out, found.Next, err
			}
			articles := func(q store.FindQuery) ([]string, string, error) {
				found, err := r.FindArticles(q)
				var out []string
				for _, h := range found.Hits {
					out = append(out, string(h.Article.ID))
				}
				return out, found.Next, err
			}
			for what, find := range map[string]func(store.FindQuery) ([]string, string, error){"events": events, "articles": articles} {
				q.Limit, q.After = 100, ""
				want, next, err := find(q)
				if err != nil || next != "" {
					t.Errorf("%s of %s: next %q, %v", what, q.Query, next, err)
				}
				var got []string
				for q.Limit = 5; ; {
					page, next, err := find(q)
					got = append(got, page...)
					if err != nil || len(got) > len(want) {
						return err
					}
					if q.After = next; next == "" {
						break
					}
				}
				if !slices.Equal(got, want) {
					t.Errorf("%s of %s, oldest %v: pages %v, want %v", what, q.Query, q.Oldest, got, want)
				}
			}
			return nil
		})
	}
	view(t, st, func(r store.Reader) error {
		for _, after := range []string{"x", "1", "1.x", "'; DROP TABLE events; --"} {
			if _, err := r.FindEvents(store.FindQuery{Limit: 1, After: after}); err == nil {
				t.Errorf("%q is a place in a list", after)
			}
		}
		return nil
	})
}

func testNeighbours(t *testing.T, st store.Store) {
	putFound(t, st)
	update(t, st, func(w store.Writer) error {
		e := event("three", day(1, 1), day(1, 1), "FRA", "IND", "DEU")
		e.Sources.Independent = 2
		return w.PutEvent(e)
	})
	view(t, st, func(r store.Reader) error {
		got, err := r.Neighbours("FRA", 10)
		same(t, "neighbours", store.Neighbours{
			Events:  3,
			Parties: []store.Neighbour{{ID: "DEU", Events: 2, Sources: 3}, {ID: "IND", Events: 2, Sources: 5}, {ID: "emmanuel-macron", Events: 1, Sources: 1}},
			Ties:    []store.Tie{{A: "DEU", B: "IND", Events: 1}, {A: "DEU", B: "emmanuel-macron", Events: 1}},
		}, got)
		last, err2 := r.Neighbours("FRA", 1)
		same(t, "last", store.Neighbours{Events: 1, More: true, Parties: []store.Neighbour{{ID: "IND", Events: 1, Sources: 3}}}, last)
		none, err3 := r.Neighbours("nobody", 10)
		same(t, "none", store.Neighbours{}, none)
		return errors.Join(err, err2, err3)
	})
}
