package sqlite

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"chancery/internal/date"
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
