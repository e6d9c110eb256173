package sqlite

import (
	"errors"
	"fmt"

	"chancery/internal/date"
	"chancery/internal/record"
	"chancery/internal/store"
	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

// A tx is one transaction. It implements store.Writer, and so store.Reader.
type tx struct {
	conn  *sqlite.Conn
	seqs  map[record.ID]int64            // numbers of articles
	marks map[string]int64               // numbers of marks
	seen  func(query string, args []any) // told of each statement; nil but in tests
}

// rows runs a query and calls f for each row. The statement is kept and used again.
func (t *tx) rows(query string, args []any, f func(*sqlite.Stmt) error) error {
	if t.seen != nil {
		t.seen(query, args)
	}
	return sqlitex.Execute(t.conn, query, &sqlitex.ExecOptions{Args: args, ResultFunc: f})
}

func (t *tx) Meta(key string) (value string, err error) {
	err = t.rows("SELECT value FROM meta WHERE key = ?", []any{key}, func(stmt *sqlite.Stmt) error {
		value = stmt.ColumnText(0)
		return nil
	})
	return value, err
}

func (t *tx) HasArticle(id record.ID) (bool, error) {
	_, err := t.seq(id)
	if err == store.ErrNotFound {
		return false, nil
	}
	return err == nil, err
}

// metaColumns are those of the metadata of an article, in the order of scanMeta. They stand in articles and readings.
const metaColumns = "%[1]s.url, %[1]s.outlet, %[1]s.title, %[1]s.byline, %[1]s.published_from, %[1]s.published_to, %[1]s.published_grain, %[1]s.published_basis, %[1]s.language"

// scanMeta reads an id and metaColumns.
func scanMeta(stmt *sqlite.Stmt) record.Article {
	return record.Article{
		ID: record.ID(stmt.ColumnText(0)), URL: stmt.ColumnText(1), Outlet: stmt.ColumnText(2), Title: stmt.ColumnText(3), Byline: stmt.ColumnText(4),
		Published: date.Range{
			From: date.Day(stmt.ColumnInt32(5)), To: date.Day(stmt.ColumnInt32(6)), Grain: date.Grain(stmt.ColumnInt32(7)), Basis: date.Basis(stmt.ColumnInt32(8)),
		},
		Language: stmt.ColumnText(9),
	}
}

const metaCount = 10

var (
	articleQuery = "SELECT a.id, " + fmt.Sprintf(metaColumns, "a") + ", a.text FROM articles AS a"
	foundQuery   = "SELECT a.id, " + fmt.Sprintf(metaColumns, "r") + " FROM readings AS r JOIN articles AS a ON a.seq = r.seq"
)

func scanArticle(stmt *sqlite.Stmt) record.Article {
	a := scanMeta(stmt)
	a.Text = stmt.ColumnText(metaCount)
	return a
}

func (t *tx) Article(id record.ID) (a record.Article, err error) {
	err = t.rows(articleQuery+" WHERE a.id = ?", []any{string(id)}, func(stmt *sqlite.Stmt) error {
		a = scanArticle(stmt)
		return nil
	})
	if err == nil && a.ID == "" {
		err = fmt.Errorf("article %s: %w", id, store.ErrNotFound)
	}
	return a, err
}

func (t *tx) EachArticle(f func(record.Article) error) error {
	return t.rows(articleQuery+" ORDER BY a.id", nil, func(stmt *sqlite.Stmt) error { return f(scanArticle(stmt)) })
}

func (t *tx) Found(ids []record.ID) ([]record.Article, error) {
	out := make([]record.Article, 0, len(ids))
	for _, id := range ids {
		err := t.rows(foundQuery+" WHERE a.id = ?", []any{string(id)}, func(stmt *sqlite.Stmt) error {
			out = append(out, scanMeta(stmt))
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

var readingQuery = "SELECT a.id, " + fmt.Sprintf(metaColumns, "r") + ", r.sketch, r.actors, r.seq FROM readings AS r JOIN articles AS a ON a.seq = r.seq"

func (t *tx) Reading(article record.ID) (rd store.Reading, err error) {
	err = t.rows(readingQuery+" WHERE a.id = ?", []any{string(article)}, func(stmt *sqlite.Stmt) (err error) {
		rd, err = t.scanReading(stmt)
		return err
	})
	if err == nil && rd.Article.ID == "" {
		err = fmt.Errorf("reading of %s: %w", article, store.ErrNotFound)
	}
	return rd, err
}

func (t *tx) EachReading(f func(store.Reading) error) error {
	return t.rows(readingQuery+" ORDER BY a.id", nil, func(stmt *sqlite.Stmt) error {
		rd, err := t.scanReading(stmt)
		if err != nil {
			return err
		}
		return f(rd)
	})
}

func (t *tx) scanReading(stmt *sqlite.Stmt) (store.Reading, error) {
	rd := store.Reading{Article: scanMeta(stmt), Sketch: make([]byte, stmt.ColumnLen(metaCount))}
	stmt.ColumnBytes(metaCount, rd.Sketch)
	var err1, err2, err3 error
	rd.Actors, err1 = decode[[]record.Actor](stmt, metaCount+1)
	seq := stmt.ColumnInt64(metaCount + 2)
	first, last := rowsOf(seq)
	rd.Reports, err2 = list[record.Report](t, "SELECT json FROM reports WHERE row BETWEEN ? AND ? ORDER BY row", first, last)
	rd.Quotes, err3 = list[record.Quote](t, "SELECT json FROM quotes WHERE row BETWEEN ? AND ? ORDER BY row", first, last)
	return rd, errors.Join(err1, err2, err3)
}

// list reads the rows of a query that has one column of JSON.
func list[T any](t *tx, query string, args ...any) ([]T, error) {
	out := []T{}
	err := t.rows(query, args, func(stmt *sqlite.Stmt) error {
		v, err := decode[T](stmt, 0)
		out = append(out, v)
		return err
	})
	return out, err
}

// decode reads a column of JSON. What encoding/json has written is read by what will be its second version, which takes half
// as long: most of the time of a list goes into this.
func decode[T any](stmt *sqlite.Stmt, col int) (v T, err error) {
	if err := json.Unmarshal(columnBytes(stmt, col), &v, written); err != nil {
		return v, fmt.Errorf("the record holds what it should not: %w", err)
	}
	return v, nil
}

// written is how the JSON of the tables can differ from what the decoder wants.
var written = json.JoinOptions(jsontext.AllowInvalidUTF8(true), jsontext.AllowDuplicateNames(true))

func (t *tx) Reports(ids []record.ID) ([]record.Report, error) {
	out := make([]record.Report, 0, len(ids))
	for _, id := range ids {
		row, err := t.row(id)
		if err != nil {
			return nil, fmt.Errorf("report %s: %w", id, err)
		}
		found, err := list[record.Report](t, "SELECT json FROM reports WHERE row = ?", row)
		if err != nil {
			return nil, err
		}
		if len(found) == 0 {
			return nil, fmt.Errorf("report %s: %w", id, store.ErrNotFound)
		}
		out = append(out, found[0])
	}
	return out, nil
}

func (t *tx) Actor(id record.ActorID) (record.Actor, error) {
	found, err := list[record.Actor](t, "SELECT json FROM actors WHERE id = ?", string(id))
	if err != nil {
		return record.Actor{}, err
	}
	if len(found) == 0 {
		return record.Actor{}, fmt.Errorf("actor %s: %w", id, store.ErrNotFound)
	}
	return found[0], nil
}

func (t *tx) ActorsNamed(name string) ([]record.Actor, error) {
	return list[record.Actor](t, "SELECT a.json FROM actor_names AS n JOIN actors AS a ON a.id = n.actor WHERE n.name = ? ORDER BY a.id", name)
}

func (t *tx) ActorsOf(country string) ([]record.ActorID, error) {
	var out []record.ActorID
	err := t.rows("SELECT id FROM actors WHERE country = ?1 UNION SELECT id FROM actors WHERE id >= ?1 || '.' AND id < ?1 || '/' ORDER BY 1", []any{country}, func(stmt *sqlite.Stmt) error {
		out = append(out, record.ActorID(stmt.ColumnText(0)))
		return nil
	})
	return out, err
}

func (t *tx) EachActor(f func(record.Actor) error) error {
	return t.rows("SELECT json FROM actors ORDER BY id", nil, func(stmt *sqlite.Stmt) error {
		a, err := decode[record.Actor](stmt, 0)
		if err != nil {
			return err
		}
		return f(a)
	})
}

func (t *tx) Judgments() ([]store.Judgment, error) {
	var out []store.Judgment
	err := t.rows("SELECT number, at, by, action, target, value, reason FROM judgments ORDER BY number", nil, func(stmt *sqlite.Stmt) error {
		out = append(out, store.Judgment{
			Number: stmt.ColumnInt64(0), At: stmt.ColumnText(1), By: stmt.ColumnText(2), Action: stmt.ColumnText(3), Target: stmt.ColumnText(4), Value: stmt.ColumnText(5), Reason: stmt.ColumnText(6),
		})
		return nil
	})
	return out, err
}
