// Package storetest knows what every driver of a store must do: one suite that all pass.
//
//	func TestStore(t *testing.T) { storetest.Run(t, open) }
package storetest

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"chancery/internal/date"
	"chancery/internal/plover"
	"chancery/internal/record"
	"chancery/internal/store"
	"github.com/google/go-cmp/cmp"
)

// Run examines a driver. open gives an empty store, another one at each call; it is closed at the end of the test.
func Run(t *testing.T, open func(t *testing.T) store.Store) {
	for _, c := range []struct {
		name string
		test func(*testing.T, store.Store)
	}{
		{"empty", testEmpty}, {"articles", testArticles}, {"readings", testReadings}, {"events", testEvents}, {"quotes", testQuotes},
		{"actors", testActors}, {"search", testSearch}, {"judgments", testJudgments}, {"history", testHistory}, {"meta", testMeta},
		{"find", testFind}, {"find articles by events", testFindByEvents}, {"find pages", testFindPages}, {"neighbours", testNeighbours},
		{"lists", testLists}, {"shared", testShared}, {"counts", testCounts}, {"dyads", testDyads}, {"pages", testPages}, {"actors of", testActorsOf},
		{"told", testTold}, {"standing", testStanding}, {"verify", testVerify},
		{"traces", testTraces}, {"pending", testPending}, {"events of reports", testEventsOf}, {"tallies", testTallies},
		{"rollback", testRollback}, {"isolation", testIsolation}, {"concurrency", testConcurrency}, {"cancel", testCancel},
	} {
		t.Run(c.name, func(t *testing.T) { c.test(t, open(t)) })
	}
}

func update(t *testing.T, st store.Store, f func(store.Writer) error) {
	t.Helper()
	if err := st.Update(context.Background(), f); err != nil {
		t.Fatal(err)
	}
}

func view(t *testing.T, st store.Store, f func(store.Reader) error) {
	t.Helper()
	if err := st.View(context.Background(), f); err != nil {
		t.Fatal(err)
	}
}

func same(t *testing.T, what string, want, got any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (- want, + got):\n%s", what, diff)
	}
}

func day(m, d int) date.Day { return date.MakeDay(2023, m, d) }

// article is one with every field set, and letters of many scripts and what means something to databases in its text.
func article(n int) record.Article {
	return record.Article{
		ID: record.ID(fmt.Sprintf("%04d", n)), URL: fmt.Sprint("https://example.org/", n), Outlet: "Example 'Wire'", Title: fmt.Sprintf("Title %d", n), Byline: "By \"A\" %_",
		Published: date.Range{From: day(7, n), To: day(7, n), Grain: date.GrainDay, Basis: date.Stated}, Language: "en",
		Text: fmt.Sprintf("Text %d: Zoë, 习近平, Путин;\x00 '--\n\r\n\t€", n),
	}
}

func event(id string, from, to date.Day, actors ...string) record.Event {
	e := record.Event{ID: record.ID(id)}
	e.Kind, e.Status = plover.Consult, plover.Occurred
	e.Date = date.Range{From: from, To: to, Grain: date.GrainDay, Basis: date.Stated}
	e.Contexts, e.Topics, e.Recipients = []string{}, []string{}, []record.Party{}
	e.Conflicts, e.Reports, e.Related = []record.Field{}, []record.ID{}, []record.Relation{}
	e.Sources.Outlets = []string{}
	for _, a := range actors {
		p := record.Party{Actor: record.ActorID(a), Name: a}
		if len(a) == 3 {
			p.Country = a
		}
		e.Actors = append(e.Actors, p)
	}
	return e
}

func testEmpty(t *testing.T, st store.Store) {
	view(t, st, func(r store.Reader) error {
		if has, err := r.HasArticle("x"); has || err != nil {
			t.Errorf("HasArticle: %v, %v", has, err)
		}
		for what, err := range map[string]error{
			"Article": second(r.Article("x")), "Actor": second(r.Actor("x")), "Reports": second(r.Reports([]record.ID{"x"})),
		} {
			if !errors.Is(err, store.ErrNotFound) {
				t.Errorf("%s: error %v, want ErrNotFound", what, err)
			}
		}
		if found, err := r.Found([]record.ID{"x"}); len(found) != 0 || err != nil {
			t.Errorf("Found: %v, %v", found, err)
		}
		return r.EachEvent(store.EventQuery{}, func(record.Event) error { return errors.New("an event of nothing") })
	})
	info, err := st.Info(context.Background())
	if err != nil || info.Articles+info.Events+info.Quotes+info.Actors != 0 || info.Schema < 1 {
		t.Errorf("info %+v, %v", info, err)
	}
}

func second[T any](_ T, err error) error { return err }

func testArticles(t *testing.T, st store.Store) {
	var want []record.Article
	update(t, st, func(w store.Writer) error {
		for _, n := range []int{3, 1, 2} {
			if err := w.PutArticle(article(n)); err != nil {
				return err
			}
		}
		changed := article(2)
		changed.Title = "Another title"
		if err := w.PutArticle(changed); err != nil {
			return err
		}
		undated := article(4)
		undated.Published = date.Range{}
		return errors.Join(w.PutArticle(undated), w.PutArticle(article(4))) // takes over the date
	})
	for n := 1; n <= 4; n++ {
		want = append(want, article(n))
	}
	view(t, st, func(r store.Reader) error {
		var got []record.Article
		err := r.EachArticle(func(a record.Article) error { got = append(got, a); return nil })
		same(t, "articles", want, got)
		one, err2 := r.Article("0002")
		same(t, "article", want[1], one)
		has, err3 := r.HasArticle("0003")
		if !has {
			t.Error("an article that is there is not had")
		}
		stop := errors.New("stop")
		n := 0
		if err := r.EachArticle(func(record.Article) error { n++; return stop }); !errors.Is(err, stop) || n != 1 {
			t.Errorf("stopped after %d with %v", n, err)
		}
		return errors.Join(err, err2, err3)
	})
	if err := st.Update(context.Background(), func(w store.Writer) error { return w.PutArticle(record.Article{Text: "x"}) }); err == nil {
		t.Error("an article without an id was put")
	}
}

func reading(n int) store.Reading {
	a := article(n)
	a.Text = ""
	a.Title, a.Outlet = fmt.Sprintf("Found title %d", n), "Found Wire"
	id := string(a.ID)
	report := record.Report{ID: record.ID(id + ".1"), Article: a.ID, Main: true, Facts: event("", day(7, 1), day(7, 2), "FRA", "IND").Facts}
	report.Claims = []record.Claim{{Field: record.FieldDate, Value: "2023-07-01/2023-07-02", Stance: "supports", Article: a.ID, Asserter: "FRA", Start: 1, End: 9, Words: "these 'days'", Rule: "when/range"}}
	ten := report
	ten.ID = record.ID(id + ".10")
	two := report
	two.ID = record.ID(id + ".2")
	return store.Reading{
		Article: a, Sketch: []byte{0, 1, 255},
		Actors:  []record.Actor{{ID: "FRA", Name: "France", Kind: "state", Country: "FRA", Names: []string{"French"}}},
		Reports: []record.Report{report, two, ten},
		Quotes: []record.Quote{{
			ID: record.ID(id + ".q1"), Article: a.ID, Kind: "direct", Words: "yes", Start: 4, End: 7, Sentence: "“yes”, he said", Cue: "said", Speaker: "emmanuel-macron", Name: "Macron",
			About: []record.ActorID{"IND"}, Published: a.Published, Rule: "quote/direct",
		}},
	}
}

func testReadings(t *testing.T, st store.Store) {
	if err := st.Update(context.Background(), func(w store.Writer) error { return w.PutReading(reading(1)) }); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("a reading without its article: %v", err)
	}
	for range 2 { // the second time in place of the first
		update(t, st, func(w store.Writer) error {
			for _, n := range []int{2, 1} {
				if err := errors.Join(w.PutArticle(article(n)), w.PutReading(reading(n))); err != nil {
					return err
				}
			}
			return nil
		})
	}
	view(t, st, func(r store.Reader) error {
		var got []store.Reading
		err := r.EachReading(func(rd store.Reading) error { got = append(got, rd); return nil })
		same(t, "readings", []store.Reading{reading(1), reading(2)}, got)
		one, err5 := r.Reading("0002")
		same(t, "reading", reading(2), one)
		if _, err := r.Reading("none"); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("reading of none: %v", err)
		}
		found, err2 := r.Found([]record.ID{"0002", "none", "0001"})
		same(t, "found", []record.Article{reading(2).Article, reading(1).Article}, found)
		reports, err3 := r.Reports([]record.ID{"0002.10", "0001.1"})
		same(t, "reports", []record.Report{reading(2).Reports[2], reading(1).Reports[0]}, reports)
		articles, err4 := r.ListArticles(store.ArticleQuery{})
		same(t, "list", []record.Article{reading(1).Article, reading(2).Article}, articles)
		return errors.Join(err, err2, err3, err4, err5)
	})
	info, err := st.Info(context.Background())
	if err != nil || info.Articles != 2 || info.Quotes != 2 {
		t.Errorf("info %+v, %v", info, err)
	}
}

func testEvents(t *testing.T, st store.Store) {
	a := event("a", day(3, 1), day(3, 3), "FRA", "IND")
	a.Place = record.Place{Name: "Paris", Country: "FRA", Lat: 48.8566, Lon: 2.3522, Grain: "city"}
	a.Sources.Independent = 3
	b := event("b", day(2, 10), day(2, 10), "emmanuel-macron", "DEU")
	b.Actors[0].Country = "FRA"
	b.Kind, b.Status, b.Conflicts = plover.Accuse, plover.Planned, []record.Field{record.FieldPlace}
	c := event("c", 0, 0, "NATO")
	d := event("d", day(5, 1), 0, "IND")
	all := []record.Event{a, b, c, d}
	update(t, st, func(w store.Writer) error {
		for _, e := range all {
			old := e
			old.Kind, old.Actors = plover.Assault, []record.Party{{Actor: "PER", Country: "PER"}}
			with := e
			with.Claims = []record.Claim{{Field: record.FieldKind}}
			if err := errors.Join(w.PutEvent(old), w.PutEvent(with)); err != nil {
				return err
			}
		}
		return errors.Join(w.PutEvent(event("gone", 1, 1, "FRA")), w.DropEvent("gone"))
	})
	for _, q := range []struct {
		name  string
		query store.EventQuery
		want  string
	}{
		{"all", store.EventQuery{}, "badc"},
		{"newest", store.EventQuery{Newest: true}, "dabc"},
		{"limit", store.EventQuery{Limit: 2}, "ba"},
		{"state", store.EventQuery{Parties: [][]string{{"FRA"}}}, "ba"},
		{"person", store.EventQuery{Parties: [][]string{{"emmanuel-macron"}}}, "b"},
		{"two", store.EventQuery{Parties: [][]string{{"FRA"}, {"IND"}}}, "a"},
		{"either", store.EventQuery{Parties: [][]string{{"NATO", "DEU"}}}, "bc"},
		{"nobody", store.EventQuery{Parties: [][]string{{"PER"}}}, ""},
		{"kind", store.EventQuery{Kind: plover.Accuse}, "b"},
		{"status", store.EventQuery{Status: plover.Planned}, "b"},
		{"place", store.EventQuery{Place: "paris"}, "a"},
		{"country", store.EventQuery{Country: "FRA"}, "a"},
		{"from", store.EventQuery{From: day(3, 3)}, "ad"},
		{"after", store.EventQuery{From: day(3, 4)}, "d"},
		{"to", store.EventQuery{To: day(3, 1)}, "ba"},
		{"window", store.EventQuery{From: day(2, 11), To: day(4, 1)}, "a"},
		{"conflict", store.EventQuery{Conflict: true}, "b"},
		{"sources", store.EventQuery{MinSources: 2}, "a"},
		{"ids", store.EventQuery{IDs: []record.ID{"c", "a", "x"}}, "ac"},
		{"no ids", store.EventQuery{IDs: []record.ID{}}, ""},
	} {
		view(t, st, func(r store.Reader) error {
			got := ""
			err := r.EachEvent(q.query, func(e record.Event) error {
				got += string(e.ID)
				same(t, q.name, all[e.ID[0]-'a'], e)
				return nil
			})
			if got != q.want {
				t.Errorf("%s: events %q, want %q", q.name, got, q.want)
			}
			return err
		})
	}
	view(t, st, func(r store.Reader) error {
		ids, err := r.EventIDs("", 3)
		same(t, "ids", []record.ID{"a", "b", "c"}, ids)
		one, err2 := r.EventIDs("d", 2)
		same(t, "prefix", []record.ID{"d"}, one)
		return errors.Join(err, err2)
	})
}

func testQuotes(t *testing.T, st store.Store) {
	quote := func(article int, id, speaker string, published date.Day, start uint32, about ...record.ActorID) record.Quote {
		if about == nil {
			about = []record.ActorID{}
		}
		return record.Quote{ID: record.ID("000" + id), Article: record.ID(fmt.Sprintf("%04d", article)), Speaker: record.ActorID(speaker), Start: start, About: about, Published: date.Range{From: published, To: published}}
	}
	rd := store.Reading{Article: article(1), Quotes: []record.Quote{
		quote(1, "1.q1", "x", day(7, 5), 90, "FRA"), quote(1, "1.q2", "y", day(7, 5), 10, "FRA", "IND"), quote(1, "1.q10", "x", day(7, 5), 200),
	}}
	rd2 := store.Reading{Article: article(2), Quotes: []record.Quote{quote(2, "2.q1", "x", 0, 5, "IND")}}
	rd3 := store.Reading{Article: article(3), Quotes: []record.Quote{quote(3, "3.q1", "x", day(6, 1), 5, "IND")}}
	update(t, st, func(w store.Writer) error {
		for i, r := range []store.Reading{rd, rd2, rd3} {
			if err := errors.Join(w.PutArticle(article(i+1)), w.PutReading(r)); err != nil {
				return err
			}
		}
		return nil
	})
	for _, q := range []struct {
		query store.QuoteQuery
		want  string
	}{
		{store.QuoteQuery{}, "3.q1 1.q2 1.q1 1.q10 2.q1 "},
		{store.QuoteQuery{Speakers: []string{"x"}}, "3.q1 1.q1 1.q10 2.q1 "},
		{store.QuoteQuery{Speakers: []string{"x", "y"}, About: []string{"FRA"}}, "1.q2 1.q1 "},
		{store.QuoteQuery{About: []string{"IND"}, From: day(6, 2)}, "1.q2 "},
		{store.QuoteQuery{To: day(6, 1)}, "3.q1 "},
		{store.QuoteQuery{Article: "0001"}, "1.q2 1.q1 1.q10 "},
		{store.QuoteQuery{Limit: 1}, "3.q1 "},
	} {
		view(t, st, func(r store.Reader) error {
			got := ""
			quotes, err := r.Quotes(q.query)
			for _, x := range quotes {
				got += strings.TrimLeft(string(x.ID), "0") + " "
			}
			if got != q.want {
				t.Errorf("%+v: %s, want %s", q.query, got, q.want)
			}
			return err
		})
	}
}

func testActors(t *testing.T, st store.Store) {
	a := record.Actor{ID: "FRA", Name: "France", Kind: "state", Country: "FRA", Names: []string{"French Republic", "la France"}}
	b := record.Actor{ID: "paris-hilton", Name: "Paris Hilton", Kind: "person", Names: []string{"Paris"}}
	update(t, st, func(w store.Writer) error {
		old := a
		old.Names = []string{"Gaul"}
		return errors.Join(w.PutActor(b), w.PutActor(old), w.PutActor(a), w.PutActor(record.Actor{ID: "z", Name: "Z"}), w.DropActor("z"))
	})
	view(t, st, func(r store.Reader) error {
		got, err := r.Actor("FRA")
		same(t, "actor", a, got)
		for name, want := range map[string]int{"FRANCE": 1, "french republic": 1, "gaul": 0, "paris": 1, "Z": 0} {
			found, err := r.ActorsNamed(name)
			if len(found) != want || err != nil {
				t.Errorf("%s: %v, %v", name, found, err)
			}
		}
		var all []record.Actor
		err2 := r.EachActor(func(a record.Actor) error { all = append(all, a); return nil })
		same(t, "actors", []record.Actor{a, b}, all)
		return errors.Join(err, err2)
	})
}

func testSearch(t *testing.T, st store.Store) {
	put := func(n int, title, outlet, text string) {
		a := article(n)
		a.Text = text
		f := a
		f.Title, f.Outlet, f.Byline, f.Text = title, outlet, "", ""
		update(t, st, func(w store.Writer) error {
			return errors.Join(w.PutArticle(a), w.PutReading(store.Reading{Article: f}))
		})
	}
	put(1, "Old title", "Wire", "The guests visited the palace. Élysée talks turned to nuclear energy.")
	put(1, "State visit to Paris", "Morning Wire", "The guests visited the palace. Élysée talks turned to nuclear energy.")
	put(2, "Grain deal", "Evening Post", "Ships with grain leave the port; talks go on in Paris.")
	for text, want := range map[string]string{
		"paris":                               "0001 0002 ",
		"title:paris":                         "0001 ",
		"outlet:post":                         "0002 ",
		`"state visit"`:                       "0001 ",
		`"visit state"`:                       "",
		"talk":                                "0001 0002 ",
		"paris -grain":                        "0001 ",
		"nuclear OR ships":                    "0001 0002 ",
		"nuc*":                                "0001 ",
		"elysee":                              "0001 ",
		"old":                                 "",
		"talks nuclear OR port":               "0001 0002 ",
		"paris -grain text:guest":             "0001 ",
		"nuclear NEAR/2 energy":               "0001 ",
		"guests NEAR/2 energy":                "",
		"-grain":                              "0001 ",
		"-grain -title:visit":                 "",
		"lang:en":                             "0001 0002 ",
		"lang:fr OR grain":                    "0002 ",
		"from:2023-07-02":                     "0002 ",
		"to:2023-07-01 talks":                 "0001 ",
		"paris from:2024":                     "",
		"(grain (ships OR x)) OR title:visit": "0001 0002 ",
	} {
		view(t, st, func(r store.Reader) error {
			found, err := r.FindArticles(store.FindQuery{Query: parse(t, text), Limit: 10})
			got := map[record.ID]bool{}
			ids := ""
			for _, h := range found.Hits {
				got[h.Article.ID] = true
			}
			for _, id := range []record.ID{"0001", "0002"} {
				if got[id] {
					ids += string(id) + " "
				}
			}
			if ids != want {
				t.Errorf("%s: %q, want %q", text, ids, want)
			}
			return err
		})
	}
	view(t, st, func(r store.Reader) error {
		found, err := r.FindArticles(store.FindQuery{Query: parse(t, "nuclear"), Limit: 1})
		if hits := found.Hits; len(hits) != 1 || hits[0].Article.Title != "State visit to Paris" || !contains(hits[0].Snippet, store.HitStart+"nuclear"+store.HitEnd) {
			t.Errorf("found %+v", found)
		}
		return err
	})
}

func contains(s, sub string) bool {
	for i := 0; i+len(sub) <= len(s); i++ {
		if s[i:i+len(sub)] == sub {
			return true
		}
	}
	return false
}

func testJudgments(t *testing.T, st store.Store) {
	a := store.Judgment{At: "2023-07-14T10:00:00Z", By: "me", Action: "merge", Target: "a", Value: `["b"]`, Reason: "the same call"}
	b := store.Judgment{At: "2023-07-14T10:00:00Z", Action: "undo", Target: "1"}
	update(t, st, func(w store.Writer) error {
		n, err := w.PutJudgment(a)
		m, err2 := w.PutJudgment(b)
		if n < 1 || m <= n {
			t.Errorf("numbers %d, %d", n, m)
		}
		a.Number, b.Number = n, m
		return errors.Join(err, err2)
	})
	view(t, st, func(r store.Reader) error {
		got, err := r.Judgments()
		same(t, "judgments", []store.Judgment{a, b}, got)
		return err
	})
}

func testHistory(t *testing.T, st store.Store) {
	steps := []store.Step{{At: "2024-05-15T10:00:00Z", Program: "1.0", Cause: "read"}, {At: "2024-05-16T10:00:00Z", Cause: "judge"}}
	changes := [][]store.Change{
		{{Event: "e1", What: "added", Summary: "One", Articles: []record.ID{"0001", "0002"}}, {Event: "e2", What: "added", Summary: "Two", Articles: []record.ID{"0002"}}},
		{
			{Event: "e1", What: "changed", Summary: "One", Fields: []store.FieldChange{{Field: "status", Before: []byte(`"planned"`), After: []byte("null")}}},
			{Event: "e2", What: "removed", Into: "e1", Summary: "Two", Articles: []record.ID{"0002"}},
		},
	}
	update(t, st, func(w store.Writer) error { return errors.Join(w.PutArticle(article(1)), w.PutArticle(article(2))) })
	for i := range steps {
		update(t, st, func(w store.Writer) (err error) {
			steps[i].Number, err = w.PutStep(steps[i], changes[i])
			return err
		})
	}
	if steps[1].Number <= steps[0].Number {
		t.Errorf("step %d after %d", steps[1].Number, steps[0].Number)
	}
	all := []string{"e1 added", "e2 added", "e1 changed", "e2 removed"}
	for _, c := range []struct {
		name string
		q    store.ChangeQuery
		want []string
	}{
		{"all", store.ChangeQuery{}, all},
		{"newest", store.ChangeQuery{Newest: true, Limit: 2}, []string{all[3], all[2]}},
		{"event", store.ChangeQuery{Event: "e2"}, []string{all[1], all[3]}},
		{"article", store.ChangeQuery{Article: "0001"}, all[:1]},
		{"since", store.ChangeQuery{Since: "2024-05-16"}, all[2:]},
		{"before", store.ChangeQuery{Before: "2024-05-16"}, all[:2]},
		{"none", store.ChangeQuery{Article: "0003"}, nil},
		{"after", store.ChangeQuery{After: 2}, all[2:]},
		{"older", store.ChangeQuery{After: 3, Newest: true}, []string{all[1], all[0]}},
		{"older since", store.ChangeQuery{After: 4, Newest: true, Since: "2024-05-16"}, []string{all[2]}},
	} {
		view(t, st, func(r store.Reader) error {
			var got []string
			err := r.EachChange(c.q, func(s store.Step, ch store.Change) error {
				got = append(got, string(ch.Event)+" "+ch.What)
				i := 0
				if s.Number == steps[1].Number {
					i = 1
				}
				same(t, c.name+": step", steps[i], s)
				ch.Seq = 0
				for _, want := range changes[i] {
					if want.Event == ch.Event {
						same(t, c.name+": change", want, ch)
					}
				}
				return nil
			})
			same(t, c.name, c.want, got)
			return err
		})
	}
}

func testStanding(t *testing.T, st store.Store) {
	a, b := event("a", day(7, 1), day(7, 1), "FRA"), event("b", day(7, 2), day(7, 2), "FRA")
	b.Judged = &record.Judged{Verdict: record.Reject, Judgments: []int64{3}}
	update(t, st, func(w store.Writer) error { return errors.Join(w.PutEvent(a), w.PutEvent(b)) })
	view(t, st, func(r store.Reader) error {
		var standing, all []record.Event
		err := r.EachEvent(store.EventQuery{Standing: true}, func(e record.Event) error { standing = append(standing, e); return nil })
		err2 := r.EachEvent(store.EventQuery{}, func(e record.Event) error { all = append(all, e); return nil })
		same(t, "standing", []record.Event{a}, standing)
		same(t, "all", []record.Event{a, b}, all)
		return errors.Join(err, err2)
	})
}

// testVerify wants nothing to be wrong with what a store has kept. What can be wrong is a matter of the driver.
func testVerify(t *testing.T, st store.Store) {
	update(t, st, func(w store.Writer) error {
		a := article(1)
		return errors.Join(w.PutArticle(a), w.PutReading(store.Reading{Article: a, Quotes: []record.Quote{{ID: a.ID + ".q1", Article: a.ID, About: []record.ActorID{"FRA"}}}}),
			w.PutActor(record.Actor{ID: "FRA", Name: "France"}), w.PutEvent(event("a", day(7, 1), day(7, 1), "FRA")))
	})
	view(t, st, func(r store.Reader) error {
		return r.Verify(func(what, how string) error { t.Errorf("%s: %s", what, how); return nil })
	})
}

func testMeta(t *testing.T, st store.Store) {
	update(t, st, func(w store.Writer) error { return errors.Join(w.SetMeta("k", "1"), w.SetMeta("k", "2")) })
	view(t, st, func(r store.Reader) error {
		v, err := r.Meta("k")
		none, err2 := r.Meta("none")
		if v != "2" || none != "" {
			t.Errorf("meta %q, %q", v, none)
		}
		return errors.Join(err, err2)
	})
}

func testRollback(t *testing.T, st store.Store) {
	stop := errors.New("stop")
	err := st.Update(context.Background(), func(w store.Writer) error {
		err := errors.Join(w.PutArticle(article(1)), w.PutReading(reading(1)), w.PutEvent(event("a", 1, 1, "FRA")), w.SetMeta("k", "v"))
		if has, _ := w.HasArticle("0001"); !has {
			t.Error("a writer does not see what it has put")
		}
		return errors.Join(err, stop)
	})
	if !errors.Is(err, stop) {
		t.Errorf("error %v, want that of the function", err)
	}
	info, err := st.Info(context.Background())
	if err != nil || info.Articles+info.Events+info.Quotes != 0 {
		t.Errorf("info %+v, %v: what failed has left something", info, err)
	}
}

func testIsolation(t *testing.T, st store.Store) {
	view(t, st, func(r store.Reader) error {
		if _, err := r.HasArticle("0001"); err != nil {
			return err
		}
		update(t, st, func(w store.Writer) error { return w.PutArticle(article(1)) })
		has, err := r.HasArticle("0001")
		if has {
			t.Error("a view sees what was written after it began")
		}
		return err
	})
	view(t, st, func(r store.Reader) error {
		has, err := r.HasArticle("0001")
		if !has {
			t.Error("a later view does not see what was written")
		}
		return err
	})
}

func testConcurrency(t *testing.T, st store.Store) {
	var wg sync.WaitGroup
	for g := range 6 {
		wg.Go(func() {
			for n := range 10 {
				err := st.Update(context.Background(), func(w store.Writer) error { return w.PutArticle(article(1 + (g*10+n)%20)) })
				if err != nil {
					t.Error(err)
				}
				err = st.View(context.Background(), func(r store.Reader) error {
					return r.EachArticle(func(a record.Article) error {
						if a.Title == "" {
							return errors.New("half an article")
						}
						return nil
					})
				})
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	if info, err := st.Info(context.Background()); err != nil || info.Articles != 20 {
		t.Errorf("info %+v, %v", info, err)
	}
}

func testCancel(t *testing.T, st store.Store) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := st.View(ctx, func(store.Reader) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("view under a cancelled context: %v", err)
	}
	if err := st.Update(ctx, func(store.Writer) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("update under a cancelled context: %v", err)
	}
}
