package sqlite

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"chancery/internal/date"
	"chancery/internal/plover"
	"chancery/internal/query"
	"chancery/internal/record"
	"chancery/internal/store"
	"zombiezen.com/go/sqlite"
)

var findNames = store.Names{
	Actors:    map[string][]string{"USA": {"USA"}, "RUS": {"RUS"}, "rare": {"rare"}, "many": {"USA", "RUS"}},
	Countries: map[string]string{"USA": "USA"},
}

func parseQuery(t testing.TB, s string) query.Query {
	t.Helper()
	q, err := query.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return q
}

// plans are the query plans of a search for events.
func plans(t *testing.T, tx *tx, q store.FindQuery) string {
	t.Helper()
	f := &eventFinder{t: tx, names: &q.Names}
	where, err := f.all(q.Query.Conditions(), true)
	if err != nil {
		t.Fatal(err)
	}
	d, err := f.driver()
	if err != nil {
		t.Fatal(err)
	}
	parts, err := foundParts(&q)
	if err != nil {
		t.Fatal(err)
	}
	sql, args, _, err := f.selectRows(&d, &where, &parts[0], maxWalk, 20)
	if err != nil {
		t.Fatal(err)
	}
	return explain(t, tx, sql, args)
}

// TestFindGoesAlongIndexes wants no search to look at all events, or to sort those of a mark.
func TestFindGoesAlongIndexes(t *testing.T) {
	db := open(t, filepath.Join(t.TempDir(), "r.db"), Options{})
	fillFound(t, db, 6000)
	err := db.View(context.Background(), func(r store.Reader) error {
		const along = "SEARCH m USING PRIMARY KEY (mark=? AND "
		for text, want := range map[string]string{
			"":                           along + "day>? AND day<?)",
			"kind:CONSULT":               along + "day>? AND day<?)",
			"actor:USA from:2020":        along + "day>? AND day<?)",
			"pair:USA-RUS to:2019-05":    along + "day>? AND day<?)",
			"actor:many -status:planned": "SEARCH f USING INTEGER PRIMARY KEY (rowid=?)",
			"sources:>2":                 along + "day>? AND day<?)",
			"talks":                      along + "day>? AND day<?)",
			"seldom":                     "SEARCH f USING INTEGER PRIMARY KEY (rowid=?)",
			"seldom actor:USA":           "SEARCH f USING INTEGER PRIMARY KEY (rowid=?)",
			"actor:rare talks":           along,
		} {
			for _, oldest := range []bool{false, true} {
				for _, after := range []string{"", "737000.5"} {
					q := store.FindQuery{Query: parseQuery(t, text), Names: findNames, Oldest: oldest, After: after}
					plan := plans(t, r.(*tx), q)
					if after != "" {
						want = strings.Replace(want, "(mark=? AND day>? AND day<?)", "(mark=? AND ", 1)
					}
					if !strings.Contains(plan, want) || strings.Contains(plan, "SCAN f") || strings.Contains(plan, "SCAN marked") || !strings.Contains(want, "SEARCH f") && strings.Contains(plan, "TEMP B-TREE") {
						t.Errorf("%q, oldest %v, after %q: want %s in\n%s", text, oldest, after, want, plan)
					}
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestFindArticlesGoesAlongIndexes wants the walk along articles to read an index in its order.
func TestFindArticlesGoesAlongIndexes(t *testing.T) {
	db := open(t, filepath.Join(t.TempDir(), "r.db"), Options{})
	err := db.View(context.Background(), func(r store.Reader) error {
		for text, want := range map[string]string{
			"-oil":                     "USING COVERING INDEX readings_by_date (published_from>? AND published_from<?)",
			"from:2020":                "USING COVERING INDEX readings_by_date (published_from>? AND published_from<?)",
			"lang:en":                  "USING COVERING INDEX readings_by_language (language=? AND published_from>? AND published_from<?)",
			"lang:en (x OR actor:USA)": "USING COVERING INDEX readings_by_language (language=? AND published_from>? AND published_from<?)",
		} {
			q := store.FindQuery{Query: parseQuery(t, text), Names: findNames}
			f := &articleFinder{eventFinder: eventFinder{t: r.(*tx), names: &q.Names}}
			if _, err := f.all(q.Query.Conditions(), true); err != nil {
				return err
			}
			parts, err := articleParts(&q)
			if err != nil {
				return err
			}
			walk, args := f.places(&parts[0])
			if plan := explain(t, r.(*tx), walk, args); !strings.Contains(plan, want) || strings.Contains(plan, "TEMP B-TREE") {
				t.Errorf("%q: want %s in\n%s", text, want, plan)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestFindScansNothing wants every statement of a search to look at what the one within it gives, or at what has some words,
// and never at all rows of a table.
func TestFindScansNothing(t *testing.T) {
	db := open(t, filepath.Join(t.TempDir(), "r.db"), Options{})
	fillFound(t, db, 50)
	bounded := regexp.MustCompile(`^SCAN (m|w|\(subquery-\d+\)|\w+ VIRTUAL TABLE INDEX \d+:(=|M|r).*)$`)
	for _, text := range []string{"", "text", "kind:ACCUSE actor:USA from:2020", "title:x -outlet:wire", "lang:en by:USA", "conflict:yes OR text", `outlet:"outlet 7" NOT (text NEAR/3 a)`, "-by:USA", "place:USA"} {
		q := store.FindQuery{Query: parseQuery(t, text), Limit: 9, Facets: true, Names: findNames}
		q.Names.Speakers = map[string][]string{"USA": {"USA", "RUS"}}
		for _, s := range statements(t, db, func(x *tx) error {
			_, err1 := x.FindEvents(q)
			_, err2 := x.FindArticles(q)
			_, err3 := x.Neighbours("USA", 100)
			return errors.Join(err1, err2, err3)
		}) {
			for _, step := range scans(plan(t, db, s)) {
				if !bounded.MatchString(step) {
					t.Errorf("%q: %s in %s", text, step, s.query)
				}
			}
		}
	}
}

// TestFindByFrequentWords wants pages to give each event with words that very many have once, and no others.
func TestFindByFrequentWords(t *testing.T) {
	db := open(t, filepath.Join(t.TempDir(), "r.db"), Options{})
	fillFound(t, db, 7000)
	for text, meets := range map[string]func(e *record.Event) bool{
		"talks":        func(*record.Event) bool { return true },
		"talks -grain": func(e *record.Event) bool { return !strings.Contains(e.Summary, "grain") },
		"talks -grain actor:USA": func(e *record.Event) bool {
			return !strings.Contains(e.Summary, "grain") && slices.ContainsFunc(e.Actors, func(p record.Party) bool { return p.Country == "USA" })
		},
		"-grain kind:AID": func(e *record.Event) bool { return !strings.Contains(e.Summary, "grain") && e.Kind == plover.Aid },
	} {
		err := db.View(context.Background(), func(r store.Reader) error {
			left := map[record.ID]bool{}
			err := r.EachEvent(store.EventQuery{}, func(e record.Event) error {
				if meets(&e) {
					left[e.ID] = true
				}
				return nil
			})
			q := store.FindQuery{Query: parseQuery(t, text), Names: findNames, Limit: 70}
			for err == nil {
				var found store.FoundEvents
				if found, err = r.FindEvents(q); err != nil {
					break
				}
				for _, h := range found.Hits {
					if !left[h.Event.ID] {
						t.Errorf("%s: %s comes again, or should not: %s", text, h.Event.ID, h.Event.Summary)
					}
					delete(left, h.Event.ID)
				}
				if q.After = found.Next; q.After == "" {
					break
				}
			}
			if len(left) > 0 {
				t.Errorf("%s: %d events are missing", text, len(left))
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// TestFindArticlesInWindows wants pages to give each of very many articles once, the best of those that came last first, and
// an answer to go on by itself where few of a window meet another condition.
func TestFindArticlesInWindows(t *testing.T) {
	const n = 2*store.MaxRanked + 100
	db := open(t, filepath.Join(t.TempDir(), "r.db"), Options{})
	err := db.Update(context.Background(), func(w store.Writer) error {
		for i := range n {
			a := record.Article{ID: record.ID(fmt.Sprintf("%04x", i)), Title: "Harvest", Text: "Ministers speak of wheat.", Language: "en"}
			switch {
			case i%1000 == 7:
				a.Title = "Wheat"
			case i == 50:
				a.Language = "fr"
			}
			if err := errors.Join(w.PutArticle(a), w.PutReading(store.Reading{Article: a})); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	find := func(text, after string, limit int) (found store.FoundArticles) {
		t.Helper()
		err := db.View(context.Background(), func(r store.Reader) (err error) {
			found, err = r.FindArticles(store.FindQuery{Query: parseQuery(t, text), Limit: limit, After: after})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return found
	}
	var order []int
	seen := map[int]bool{}
	for after := ""; ; {
		found := find("wheat", after, 150)
		for _, h := range found.Hits {
			var i int
			fmt.Sscanf(string(h.Article.ID), "%x", &i)
			if seen[i] || !strings.Contains(h.Snippet, store.HitStart+"wheat"+store.HitEnd) {
				t.Fatalf("article %d again, or without the word: %q", i, h.Snippet)
			}
			seen[i], order = true, append(order, i)
		}
		if after = found.Next; !found.First || after == "" {
			break
		}
	}
	if len(order) != n || order[0] != 4007 || order[1] != 3007 || order[2] != n-1 {
		t.Errorf("%d of %d articles, first %v", len(order), n, order[:min(5, len(order))])
	}
	if second := order[store.MaxRanked : store.MaxRanked+3]; second[0] != 2007 || second[1] != 1007 || second[2] != n-store.MaxRanked-1 {
		t.Errorf("the second window begins with %v", second)
	}
	if found := find("wheat lang:fr", "", 5); len(found.Hits) != 1 || found.Hits[0].Article.ID != "0032" || found.Next != "" {
		t.Errorf("of another language: %+v", found)
	}
}

// fillFound puts n events of seven years, made by chance but the same each time.
func fillFound(t testing.TB, db *DB, n int) {
	t.Helper()
	random := rand.New(rand.NewPCG(1, 2))
	states := strings.Fields("USA RUS CHN FRA DEU GBR IND JPN TUR IRN ISR UKR POL EGY KOR PRK BRA ZAF SAU PAK")
	words := strings.Fields("trade border missile summit grain gas treaty embassy visa fleet island loan vaccine climate harbour reactor")
	for done := 0; done < n; {
		err := db.Update(context.Background(), func(w store.Writer) error {
			for range min(1000, n-done) {
				var e record.Event
				e.ID = record.ID(fmt.Sprintf("e%07d", done))
				e.Kind = plover.Kinds[min(random.IntN(16), random.IntN(16))]
				e.Status = plover.Occurred
				if random.IntN(5) == 0 {
					e.Status = plover.Planned
				}
				day := date.MakeDay(2018, 1, 1+random.IntN(2550))
				e.Date = date.Range{From: day, To: day + date.Day(random.IntN(3)), Grain: date.GrainDay, Basis: date.Stated}
				for range 2 + random.IntN(2) {
					s := states[min(random.IntN(len(states)), random.IntN(len(states)))]
					e.Actors = append(e.Actors, record.Party{Actor: record.ActorID(s), Name: s, Country: s})
				}
				if done%2999 == 0 {
					e.Actors[0].Actor = "rare"
					e.Topics = []string{"seldom told"}
				}
				e.Sources = record.Sources{Articles: 3, Independent: 1 + random.IntN(4), Outlets: []string{fmt.Sprintf("Outlet %d", random.IntN(60)), fmt.Sprintf("Outlet %d", random.IntN(60))}}
				e.Summary = fmt.Sprintf("%s and %s hold talks on %s and %s", e.Actors[0].Name, e.Actors[1].Name, words[random.IntN(16)], words[random.IntN(16)])
				if err := w.PutEvent(e); err != nil {
					return err
				}
				done++
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func explain(t *testing.T, tx *tx, sql string, args []any) string {
	t.Helper()
	var plan []string
	err := tx.rows("EXPLAIN QUERY PLAN "+sql, args, func(stmt *sqlite.Stmt) error {
		plan = append(plan, stmt.ColumnText(3))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(plan, "\n")
}

var foundEvents = flag.Int("found", 20000, "events of BenchmarkFind")

// BenchmarkFind asks for the first page with facets.
func BenchmarkFind(b *testing.B) {
	db, err := Open(context.Background(), filepath.Join(b.TempDir(), "r.db"), Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	fillFound(b, db, *foundEvents)
	for _, text := range []string{
		"", "kind:CONSULT", "actor:USA", "pair:USA-RUS kind:SANCTION", "actor:rare", "talks", "grain", "grain missile actor:USA", "seldom", "talks -grain kind:AID sources:>2",
		"actor:PRK OR grain", `outlet:"outlet 7" from:2019 to:2019-06`, "to:2018-02", "actor:rare kind:PROTEST talks",
	} {
		b.Run(strings.ReplaceAll(text, " ", "_"), func(b *testing.B) {
			q := store.FindQuery{Query: parseQuery(b, text), Names: findNames, Limit: 20, Facets: true}
			q.Names.Actors["PRK"] = []string{"PRK"}
			var found store.FoundEvents
			for b.Loop() {
				err := db.View(context.Background(), func(r store.Reader) (err error) {
					found, err = r.FindEvents(q)
					return err
				})
				if err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(found.Counted), "counted")
			b.ReportMetric(float64(len(found.Hits)), "hits")
		})
	}
}
