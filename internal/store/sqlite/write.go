package sqlite

import (
	"encoding/json"
	"errors"
	"fmt"

	"chancery/internal/date"
	"chancery/internal/record"
	"chancery/internal/store"
	"zombiezen.com/go/sqlite"
)

func (t *tx) exec(query string, args ...any) error { return t.rows(query, args, nil) }

func (t *tx) SetMeta(key, value string) error {
	return t.exec("INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", key, value)
}

func metaArgs(a *record.Article) []any {
	p := a.Published
	return []any{a.URL, a.Outlet, a.Title, a.Byline, int64(p.From), int64(p.To), int64(p.Grain), int64(p.Basis), a.Language}
}

func (t *tx) PutArticle(a record.Article) error {
	if a.ID == "" {
		return fmt.Errorf("an article without an id")
	}
	args := append([]any{string(a.ID)}, metaArgs(&a)...)
	return t.exec(`INSERT INTO articles (id, url, outlet, title, byline, published_from, published_to, published_grain, published_basis, language, text)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET published_from = excluded.published_from,
			published_to = excluded.published_to, published_grain = excluded.published_grain, published_basis = excluded.published_basis
			WHERE articles.published_basis = 0 AND excluded.published_basis > 0`, append(args, a.Text)...)
}

func (t *tx) PutReading(r store.Reading) error {
	seq, err := t.seq(r.Article.ID)
	if err != nil {
		return fmt.Errorf("article %s: %w", r.Article.ID, err)
	}
	again, err := t.dropReading(seq)
	if err != nil {
		return err
	}
	actors, err := json.Marshal(r.Actors)
	if err != nil {
		return err
	}
	args := append([]any{seq, string(r.Article.ID)}, metaArgs(&r.Article)...)
	err = t.exec(`INSERT INTO readings (seq, article, url, outlet, title, byline, published_from, published_to, published_grain, published_basis, language, sketch, actors)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, append(args, blob(r.Sketch), string(actors))...)
	if err != nil {
		return err
	}
	// INSERT ... SELECT would do, but a statement that may put several rows makes the index write all it has to the file.
	err = t.exec("INSERT INTO words (rowid, title, outlet, byline, text) VALUES (?1, ?2, ?3, ?4, (SELECT text FROM articles WHERE seq = ?1))",
		seq, r.Article.Title, r.Article.Outlet, r.Article.Byline)
	if err != nil {
		return err
	}
	for i := range r.Reports {
		row, err := newRow(seq, r.Article.ID, r.Reports[i].ID)
		if err == nil {
			err = t.putJSON("INSERT INTO reports (row, json) VALUES (?, ?)", &r.Reports[i], row)
		}
		if err != nil {
			return err
		}
	}
	for i := range r.Quotes {
		if err := t.putQuote(&r.Quotes[i], seq); err != nil {
			return err
		}
	}
	if err := t.addQuotes(len(r.Quotes)); err != nil {
		return err
	}
	if err := t.exec("INSERT INTO pending (article) VALUES (?) ON CONFLICT DO NOTHING", string(r.Article.ID)); err != nil {
		return err
	}
	if again {
		return t.indexEventsOf(seq)
	}
	return nil
}

// blob is never nil, which SQLite would take for NULL.
func blob(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}

// dropReading takes away all that an earlier reading has put, and reports whether there was one.
func (t *tx) dropReading(seq int64) (had bool, err error) {
	err = t.rows("SELECT 1 FROM readings WHERE seq = ?", []any{seq}, func(*sqlite.Stmt) error { had = true; return nil })
	if err != nil || !had {
		return had, err
	}
	for _, query := range []string{
		"INSERT INTO words (words, rowid, title, outlet, byline, text) SELECT 'delete', seq, title, outlet, byline, text FROM searchable WHERE seq = ?",
		"DELETE FROM readings WHERE seq = ?",
	} {
		if err := t.exec(query, seq); err != nil {
			return had, err
		}
	}
	first, last := rowsOf(seq)
	quotes, err := list[record.Quote](t, "SELECT json FROM quotes WHERE row BETWEEN ? AND ?", first, last)
	if err != nil {
		return had, err
	}
	for i := range quotes {
		if err := t.dropAbout(&quotes[i]); err != nil {
			return had, err
		}
	}
	return had, errors.Join(t.addQuotes(-len(quotes)), t.exec("DELETE FROM quotes WHERE row BETWEEN ? AND ?", first, last), t.exec("DELETE FROM reports WHERE row BETWEEN ? AND ?", first, last))
}

// addQuotes adds to the number of quotes that are there.
func (t *tx) addQuotes(n int) error {
	if n == 0 {
		return nil
	}
	return t.exec("UPDATE totals SET n = n + ? WHERE what = 'quotes'", n)
}

// putJSON runs an insert whose last column is v as JSON.
func (t *tx) putJSON(query string, v any, args ...any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return t.exec(query, append(args, string(b))...)
}

func (t *tx) putQuote(q *record.Quote, seq int64) error {
	row, err := newRow(seq, q.Article, q.ID)
	if err == nil {
		err = t.putJSON("INSERT INTO quotes (row, id, article, start, speaker, published, json) VALUES (?, ?, ?, ?, ?, ?, ?)", q,
			row, string(q.ID), string(q.Article), int64(q.Start), string(q.Speaker), int64(q.Published.From))
	}
	if err != nil {
		return err
	}
	for _, a := range q.About {
		if err := t.exec("INSERT INTO quotes_about (actor, published, article, start, quote, speaker) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
			string(a), int64(q.Published.From), string(q.Article), int64(q.Start), string(q.ID), string(q.Speaker)); err != nil {
			return err
		}
	}
	return nil
}

// dropAbout takes away whom a quote is about.
func (t *tx) dropAbout(q *record.Quote) error {
	for _, a := range q.About {
		if err := t.exec("DELETE FROM quotes_about WHERE actor = ? AND published = ? AND article = ? AND start = ? AND quote = ?",
			string(a), int64(q.Published.From), string(q.Article), int64(q.Start), string(q.ID)); err != nil {
			return err
		}
	}
	return nil
}

func bounds(r date.Range) (from, to int64) { return int64(r.From), int64(r.To) }

func (t *tx) PutActor(a record.Actor) error {
	if err := t.DropActor(a.ID); err != nil {
		return err
	}
	if err := t.putJSON("INSERT INTO actors (id, kind, country, json) VALUES (?, ?, ?, ?)", &a, string(a.ID), a.Kind, a.Country); err != nil {
		return err
	}
	for _, n := range append([]string{a.Name}, a.Names...) {
		if err := t.exec("INSERT INTO actor_names (name, actor) VALUES (?, ?) ON CONFLICT DO NOTHING", n, string(a.ID)); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) DropActor(id record.ActorID) error {
	if err := t.exec("DELETE FROM actor_names WHERE actor = ?", string(id)); err != nil {
		return err
	}
	return t.exec("DELETE FROM actors WHERE id = ?", string(id))
}

func (t *tx) PutJudgment(j store.Judgment) (int64, error) {
	err := t.exec("INSERT INTO judgments (at, by, action, target, value, reason) VALUES (?, ?, ?, ?, ?, ?)", j.At, j.By, j.Action, j.Target, j.Value, j.Reason)
	return t.conn.LastInsertRowID(), err
}

var (
	_ store.Store  = (*DB)(nil)
	_ store.Writer = (*tx)(nil)
)
