package sqlite

import (
	"encoding/json"
	"fmt"

	"chancery/internal/record"
	"chancery/internal/store"
	"zombiezen.com/go/sqlite"
)

func (t *tx) PutStep(s store.Step, changes []store.Change) (int64, error) {
	if err := t.exec("INSERT INTO steps (at, program, cause) VALUES (?, ?, ?)", s.At, s.Program, s.Cause); err != nil {
		return 0, err
	}
	number := t.conn.LastInsertRowID()
	for i := range changes {
		ch := changes[i]
		event, articles := string(ch.Event), ch.Articles
		ch.Event, ch.Articles = "", nil
		if err := t.putJSON("INSERT INTO changes (step, event, json) VALUES (?, ?, ?)", &ch, number, event); err != nil {
			return 0, err
		}
		seq := t.conn.LastInsertRowID()
		for _, a := range articles {
			article, err := t.seq(a)
			if err == nil {
				err = t.exec("INSERT INTO change_articles (article, change) VALUES (?, ?)", article, seq)
			}
			if err != nil {
				return 0, fmt.Errorf("history of article %s: %w", a, err)
			}
		}
	}
	return number, nil
}

func (t *tx) EachChange(q store.ChangeQuery, f func(store.Step, store.Change) error) error {
	var c condition
	if q.Event != "" {
		c.add("c.event = ?", string(q.Event))
	}
	if q.Article != "" {
		c.add("c.seq IN (SELECT x.change FROM articles AS a CROSS JOIN change_articles AS x ON x.article = a.seq WHERE a.id = ?)", string(q.Article))
	}
	if q.Since != "" { // a clock may have been put back, so the time of each step is looked at, too
		c.add("s.at >= ? AND c.seq >= (SELECT seq FROM changes WHERE step >= (SELECT min(number) FROM steps WHERE at >= ?) ORDER BY step, seq LIMIT 1)", q.Since, q.Since)
	}
	if q.After != 0 {
		op := ">"
		if q.Newest {
			op = "<"
		}
		c.add("c.seq "+op+" ?", q.After)
	}
	if q.Before != "" {
		c.add("s.at < ?", q.Before)
	}
	order := " ORDER BY c.seq"
	if q.Newest {
		order += " DESC"
	}
	query := "SELECT s.number, s.at, s.program, s.cause, c.seq, c.event, c.json FROM changes AS c CROSS JOIN steps AS s ON s.number = c.step"
	return t.rows(query+c.where()+order+limit(q.Limit), c.args, func(stmt *sqlite.Stmt) error {
		step := store.Step{Number: stmt.ColumnInt64(0), At: stmt.ColumnText(1), Program: stmt.ColumnText(2), Cause: stmt.ColumnText(3)}
		ch, err := decode[store.Change](stmt, 6)
		if err != nil {
			return err
		}
		ch.Seq, ch.Event = stmt.ColumnInt64(4), record.ID(stmt.ColumnText(5))
		if ch.Articles, err = t.changeArticles(stmt.ColumnInt64(4)); err != nil {
			return err
		}
		return f(step, ch)
	})
}

func (t *tx) changeArticles(seq int64) (ids []record.ID, err error) {
	err = t.rows("SELECT a.id FROM change_articles AS x CROSS JOIN articles AS a ON a.seq = x.article WHERE x.change = ? ORDER BY a.id", []any{seq}, func(stmt *sqlite.Stmt) error {
		ids = append(ids, record.ID(stmt.ColumnText(0)))
		return nil
	})
	return ids, err
}

// Verify implements store.Reader: the file by the checks of SQLite, and what the tables repeat of one another.
func (t *tx) Verify(f func(what, how string) error) error {
	// A connection that has written to an index of words checks it by what it remembers of its shape, which another one may
	// have changed since; a query makes it look again.
	for _, index := range []string{"words", "event_words"} {
		if err := t.exec("SELECT rowid FROM " + index + " WHERE " + index + " MATCH 'a' LIMIT 1"); err != nil {
			return err
		}
	}
	err := t.rows("PRAGMA integrity_check(50)", nil, func(stmt *sqlite.Stmt) error {
		if s := stmt.ColumnText(0); s != "ok" {
			return f("file", s)
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, c := range []struct{ what, query, how string }{
		{"reading", "SELECT seq FROM readings WHERE seq NOT IN (SELECT seq FROM articles)", "is of no article"},
		{"report", "SELECT (SELECT id FROM articles WHERE seq = row >> 20) || '.' || (row & 1048575) FROM reports WHERE row >> 20 NOT IN (SELECT seq FROM readings)", "is of no reading"},
		{"quote", "SELECT id FROM quotes WHERE row >> 20 NOT IN (SELECT seq FROM readings)", "is of no reading"},
		{"quote", "SELECT DISTINCT quote FROM quotes_about WHERE quote NOT IN (SELECT id FROM quotes)", "is not there, and said to be about someone"},
		{"event", "SELECT DISTINCT event FROM event_parties WHERE event NOT IN (SELECT id FROM events)", "is not there, and said to have parties"},
		{"event", "SELECT DISTINCT event FROM event_pairs WHERE event NOT IN (SELECT id FROM events)", "is not there, and said to have two parties"},
		{"actor", "SELECT DISTINCT actor FROM actor_names WHERE actor NOT IN (SELECT id FROM actors)", "is not there, and said to have a name"},
		{"article", "SELECT a.id FROM readings AS r JOIN articles AS a ON a.seq = r.seq WHERE r.seq NOT IN (SELECT id FROM words_docsize)", "is missing in the index of words"},
		{"index of words", "SELECT id FROM words_docsize WHERE id NOT IN (SELECT seq FROM readings)", "has an entry of no article"},
		{"event", "SELECT id FROM events WHERE id NOT IN (SELECT event FROM found)", "is missing in the index of events"},
		{"index of events", "SELECT event FROM found WHERE event NOT IN (SELECT id FROM events)", "has an entry of no event"},
		{"index of events", "SELECT DISTINCT seq FROM marked WHERE seq NOT IN (SELECT seq FROM found)", "has a mark of no event"},
		{"index of events", "SELECT mark FROM marks WHERE events <> (SELECT count(*) FROM marked WHERE marked.mark = marks.id)", "has another number of events"},
		{"trace", "SELECT report FROM traces WHERE row NOT IN (SELECT row FROM reports) AND row >> 20 NOT IN (SELECT a.seq FROM pending AS p JOIN articles AS a ON a.id = p.article)", "is of no report"},
		{"index of traces", "SELECT DISTINCT report FROM trace_keys WHERE row NOT IN (SELECT row FROM traces)", "is there and has no trace"},
		{"report", "SELECT (SELECT id FROM articles WHERE seq = row >> 20) || '.' || (row & 1048575) FROM event_reports WHERE event NOT IN (SELECT seq FROM found)", "is said to be of an event that is not there"},
		{"number", "SELECT what FROM totals WHERE n <> (SELECT count(*) FROM quotes)", "is not that of the quotes"},
		{"history", "SELECT seq FROM changes WHERE step NOT IN (SELECT number FROM steps)", "has a change of no step"},
	} {
		err := t.rows(c.query, nil, func(stmt *sqlite.Stmt) error { return f(c.what+" "+stmt.ColumnText(0), c.how) })
		if err != nil {
			return fmt.Errorf("check: %w", err)
		}
	}
	return t.verifyEvents(f)
}

// verifyEvents compares events with their columns, and with what follows from all of them.
func (t *tx) verifyEvents(f func(what, how string) error) error {
	var want tally
	err := t.rows("SELECT id, kind, status, verdict, json FROM events", nil, func(stmt *sqlite.Stmt) error {
		var e record.Event
		id := stmt.ColumnText(0)
		if err := json.Unmarshal([]byte(stmt.ColumnText(4)), &e); err != nil {
			return f("event "+id, "cannot be read: "+err.Error())
		}
		want.add(&e)
		if string(e.ID) != id || e.Kind.String() != stmt.ColumnText(1) || e.Status.String() != stmt.ColumnText(2) || verdict(&e) != stmt.ColumnText(3) {
			return f("event "+id, "its columns are not what it holds")
		}
		return nil
	})
	if err != nil {
		return err
	}
	var got tally
	for _, c := range []struct {
		n     *int64
		query string
	}{
		{&got.parties, "SELECT count(*) FROM event_parties"}, {&got.pairs, "SELECT count(*) FROM event_pairs"},
		{&got.counts, "SELECT sum(events) FROM counts"}, {&got.dyads, "SELECT sum(events) FROM dyads"}, {&got.partners, "SELECT sum(events) FROM partners"},
	} {
		if err := t.rows(c.query, nil, func(stmt *sqlite.Stmt) error { *c.n = stmt.ColumnInt64(0); return nil }); err != nil {
			return err
		}
	}
	if got != want {
		return f("index of events", fmt.Sprintf("has %+v, the events give %+v", got, want))
	}
	return nil
}

// verdict is what an analyst has found of an event.
func verdict(e *record.Event) string {
	if e.Judged == nil {
		return ""
	}
	return string(e.Judged.Verdict)
}
