package sqlite

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"chancery/internal/date"
	"chancery/internal/plover"
	"chancery/internal/query"
	"chancery/internal/record"
	"chancery/internal/store"
)

var update = flag.Bool("update", false, "write testdata/version-N.db for the present version of the tables, where there is none")

// oldArticle is the one article of the records in testdata.
var oldArticle = record.Article{
	ID: "0123456789abcdef", Title: "An old title", Outlet: "Old Wire", Published: date.MakeRange(date.MakeDay(2023, 7, 14), date.Stated), Text: "An old text about a treaty.",
}

// testdata/version-N.db are records as programs of each version of the tables left them, in small pages.
func TestOldRecordsOpen(t *testing.T) {
	if path := fmt.Sprintf("testdata/version-%d.db", Schema); *update {
		if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
			writeOld(t, path)
		}
	}
	for version := 1; version <= Schema; version++ {
		file := fmt.Sprintf("testdata/version-%d.db", version)
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatalf("%v: a new version of the tables needs a record of it: go test -update", err)
		}
		path := filepath.Join(t.TempDir(), filepath.Base(file))
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		err = open(t, path, Options{}).View(context.Background(), func(r store.Reader) error {
			a, err := r.Article(oldArticle.ID)
			if a != oldArticle {
				t.Errorf("%s: article %+v", file, a)
			}
			found, err2 := r.FindArticles(store.FindQuery{Query: query.Query{Root: query.Text{Words: "treaty"}}, Limit: 10})
			if hits := found.Hits; len(hits) != 1 || hits[0].Article.Title != oldArticle.Title {
				t.Errorf("%s: found %v", file, found)
			}
			return errors.Join(err, err2)
		})
		if err != nil {
			t.Errorf("%s: %v", file, err)
		}
	}
}

// A record of version 2 has events, quotes and reports; all that later versions keep beside them is made when it is opened.
func TestEventsOfAnOldRecord(t *testing.T) {
	b, err := os.ReadFile("testdata/version-2.db")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "r.db")
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	day := date.MakeDay(2023, 7, 14)
	e := record.Event{ID: "2023-07-14-consult-FRA-IND-0000", Reports: []record.ID{"0123456789abcdef.1"}}
	e.Kind, e.Status, e.Date = plover.Consult, plover.Occurred, date.MakeRange(day, date.Stated)
	e.Actors = []record.Party{{Actor: "FRA", Country: "FRA"}, {Actor: "narendra-modi", Country: "IND"}}
	js, err := json.Marshal(&e)
	if err != nil {
		t.Fatal(err)
	}
	write(t, path, fmt.Sprintf(`
		INSERT INTO events (id, kind, status, date_from, date_to, place, country, sources, conflicts, json) VALUES ('%[1]s', 'CONSULT', 'occurred', %[2]d, %[2]d, '', '', 1, 0, '%[3]s');
		INSERT INTO event_parties VALUES ('FRA', '%[1]s'), ('IND', '%[1]s'), ('narendra-modi', '%[1]s');
		INSERT INTO reports VALUES ('0123456789abcdef.1', 1, '{"id":"0123456789abcdef.1","article":"0123456789abcdef","claims":[]}');
		INSERT INTO quotes VALUES ('0123456789abcdef.q1', 1, '0123456789abcdef', 4, 'FRA', %[2]d, '{"id":"0123456789abcdef.q1","article":"0123456789abcdef","start":4}');
		INSERT INTO quotes_about VALUES ('IND', '0123456789abcdef.q1');`, e.ID, day, js))
	db := open(t, path, Options{})
	if problems := verify(t, db); len(problems) > 0 {
		t.Errorf("%q", problems)
	}
	err = db.View(context.Background(), func(r store.Reader) error {
		n, err1 := r.CountEvents(store.EventQuery{Parties: [][]string{{"FRA"}, {"IND"}}, From: day}, 0)
		counts, err2 := r.Counts(store.CountQuery{A: "narendra-modi", B: "FRA"})
		quotes, err3 := r.Quotes(store.QuoteQuery{About: []string{"IND"}})
		reports, err4 := r.Reports(e.Reports)
		if n != 1 || len(counts) != 1 || counts[0].Events != 1 || len(quotes) != 1 || len(reports) != 1 {
			t.Errorf("%d events, counts %v, quotes %v, reports %v", n, counts, quotes, reports)
		}
		return errors.Join(err1, err2, err3, err4)
	})
	if err != nil {
		t.Error(err)
	}
}

func writeOld(t *testing.T, path string) {
	t.Helper()
	write(t, path, "PRAGMA page_size = 512; CREATE TABLE x (y); DROP TABLE x;")
	db := open(t, path, Options{})
	err := db.Update(context.Background(), func(w store.Writer) error {
		found := oldArticle
		found.Text = ""
		return errors.Join(w.PutArticle(oldArticle), w.PutReading(store.Reading{Article: found}))
	})
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
}
