package sqlite

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"chancery/internal/date"
	"chancery/internal/plover"
	"chancery/internal/record"
	"chancery/internal/store"
	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

// A statement is one that was run.
type statement struct {
	query string
	args  []any
}

// statements are those that f runs.
func statements(t *testing.T, db *DB, f func(*tx) error) []statement {
	t.Helper()
	var out []statement
	seen := map[string]bool{}
	err := db.Update(context.Background(), func(w store.Writer) error {
		x := w.(*tx)
		x.seen = func(query string, args []any) {
			if !seen[query] {
				seen[query] = true
				out = append(out, statement{query, args})
			}
		}
		return f(x)
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func plan(t *testing.T, db *DB, s statement) []string {
	t.Helper()
	var out []string
	err := db.View(context.Background(), func(r store.Reader) error {
		return sqlitex.Execute(r.(*tx).conn, "EXPLAIN QUERY PLAN "+s.query, &sqlitex.ExecOptions{Args: s.args, ResultFunc: func(stmt *sqlite.Stmt) error {
			out = append(out, stmt.ColumnText(3))
			return nil
		}})
	})
	if err != nil {
		t.Fatalf("%s: %v", s.query, err)
	}
	return out
}

// scans are the steps of a plan that look at every row of a table. It says SCAN also of a list given as JSON, and of a row of
// an index of words that is looked up by its number.
func scans(steps []string) (bad []string) {
	for _, step := range steps {
		if strings.HasPrefix(step, "SCAN") && !strings.Contains(step, "json_each") && !strings.Contains(step, "VIRTUAL TABLE INDEX 0:=") && !strings.Contains(step, "CONSTANT ROW") {
			bad = append(bad, step)
		}
	}
	return bad
}

// Nothing that is asked every day, and nothing that is done for each article or event, looks at every row of a table; and a
// page of a list is not sorted, which would need all of it.
func TestNoQueryScans(t *testing.T) {
	db := open(t, filepath.Join(t.TempDir(), "r.db"), Options{})
	day := date.MakeDay(2023, 7, 14)
	fra, ind := []string{"FRA"}, []string{"IND"}
	nothing := func(record.Event) error { return nil }
	at := &store.EventPosition{Day: day, ID: "x"}
	for _, base := range []store.EventQuery{
		{}, {Kind: plover.Accuse}, {Status: plover.Planned}, {Place: "Paris"}, {Country: "FRA"}, {Conflict: true}, {MinSources: 2}, {MinSources: 6}, {Standing: true},
		{From: day}, {To: day}, {From: day, To: day + 9}, {Ended: day, Status: plover.Planned},
	} {
		for _, parties := range [][][]string{nil, {fra}, {fra, ind}, {fra, ind, {"DEU"}}} {
			for _, after := range []*store.EventPosition{nil, at} {
				for _, newest := range []bool{false, true} {
					q := base
					q.Parties, q.After, q.Newest, q.Limit = parties, after, newest, 50
					for _, s := range statements(t, db, func(x *tx) error {
						_, err := x.Facets(q, 100)
						return errors.Join(x.EachEvent(q, nothing), err)
					}) {
						steps := plan(t, db, s)
						if bad := scans(steps); bad != nil || strings.Contains(strings.Join(steps, "\n"), "TEMP B-TREE") {
							t.Errorf("%+v\n%s\n%s", q, s.query, strings.Join(steps, "\n"))
						}
					}
				}
			}
		}
	}
}

func TestNoStatementOfTheDeskScans(t *testing.T) {
	db := open(t, filepath.Join(t.TempDir(), "r.db"), Options{})
	day := date.MakeDay(2023, 7, 14)
	month := date.MonthOf(day)
	fra := []string{"FRA"}
	a := record.Article{ID: "a", Text: "a text", Outlet: "Wire", Published: date.MakeRange(day, date.Stated)}
	e := record.Event{ID: "e", Reports: []record.ID{"a.1"}}
	e.Kind, e.Status, e.Actors = plover.Accuse, plover.Occurred, []record.Party{{Actor: "FRA", Country: "FRA"}, {Actor: "IND", Country: "IND"}}
	rd := store.Reading{Article: a, Reports: []record.Report{{ID: "a.1", Article: "a"}}, Quotes: []record.Quote{{ID: "a.q1", Article: "a", Speaker: "FRA", About: []record.ActorID{"IND"}}}}
	write := func(x *tx) error {
		step := store.Step{At: "2024-05-15T10:00:00Z"}
		err := x.PutArticle(a)
		_, err2 := x.PutStep(step, []store.Change{{Event: "e", What: "added", Articles: []record.ID{"a"}}})
		return errors.Join(err, err2, x.PutReading(rd), x.PutReading(rd), x.PutEvent(e), x.PutEvent(e), x.PutActor(record.Actor{ID: "FRA", Name: "France", Country: "FRA"}))
	}
	statements(t, db, write) // what the others ask for
	for what, f := range map[string]func(x *tx) error{
		"write": write,
		"history": func(x *tx) error {
			none := func(store.Step, store.Change) error { return nil }
			return errors.Join(x.EachChange(store.ChangeQuery{Since: "2024", Newest: true, Limit: 10}, none), x.EachChange(store.ChangeQuery{Event: "e"}, none),
				x.EachChange(store.ChangeQuery{Newest: true, After: 9, Limit: 10}, none), x.EachChange(store.ChangeQuery{Article: "a"}, none))
		},
		"articles": func(x *tx) error {
			_, err1 := x.ListArticles(store.ArticleQuery{Limit: 9, Newest: true, After: &store.ArticlePosition{Published: day, ID: "a"}})
			_, err2 := x.ListArticles(store.ArticleQuery{Limit: 9, Outlet: "Wire", From: day})
			_, err3 := x.Newest()
			_, err4 := x.Reading("a")
			_, err5 := x.Reports([]record.ID{"a.1"})
			err6 := x.EachTold(day, day+6, func(store.Told) error { return nil })
			return errors.Join(err1, err2, err3, err4, err5, err6)
		},
		"quotes": func(x *tx) error {
			_, err1 := x.Quotes(store.QuoteQuery{Speakers: []string{"FRA", "IND"}, About: []string{"IND"}, Limit: 9})
			_, err2 := x.Quotes(store.QuoteQuery{About: []string{"IND"}, Limit: 9, Newest: true})
			_, err3 := x.Quotes(store.QuoteQuery{Limit: 9, After: &store.QuotePosition{Published: day, Article: "a", ID: "q"}})
			return errors.Join(err1, err2, err3)
		},
		"counts": func(x *tx) error {
			_, err1 := x.Counts(store.CountQuery{A: "FRA", B: "IND", From: month, To: month})
			_, err2 := x.Counts(store.CountQuery{})
			_, err3 := x.Dyads(month-12, month, 10)
			_, err4 := x.Partners("FRA", 10)
			_, err5 := x.Shared(store.SharedQuery{A: "FRA", B: "IND", Itself: fra, From: day, To: day})
			return errors.Join(err1, err2, err3, err4, err5)
		},
		"actors": func(x *tx) error {
			_, err1 := x.ActorsOf("FRA")
			_, err2 := x.ActorsNamed("France")
			_, err3 := x.Actor("FRA")
			_, err4 := x.EventIDs("e", 9)
			return errors.Join(err1, err2, err3, err4)
		},
	} {
		for _, s := range statements(t, db, f) {
			if strings.HasPrefix(s.query, "INSERT INTO words") || strings.Contains(s.query, "INTO event_words") {
				continue // what they take from a view or nothing is looked up by its number
			}
			if bad := scans(plan(t, db, s)); bad != nil {
				t.Errorf("%s: %s\n%s", what, s.query, strings.Join(bad, "\n"))
			}
		}
	}
}
