package sqlite

import (
	"slices"

	"chancery/internal/date"
	"chancery/internal/record"
	"chancery/internal/store"
	"zombiezen.com/go/sqlite"
)

// EachTold implements store.Reader. Of the reports only whether they are main ones is read.
func (t *tx) EachTold(from, to date.Day, f func(store.Told) error) error {
	return t.rows("SELECT seq, article, title, published_from, published_to, published_grain, published_basis, sketch FROM readings INDEXED BY readings_by_date WHERE published_from BETWEEN ? AND ?",
		[]any{int64(from), int64(to)}, func(stmt *sqlite.Stmt) error {
			a := store.Told{
				ID: record.ID(stmt.ColumnText(1)), Title: stmt.ColumnText(2),
				Published: date.Range{
					From: date.Day(stmt.ColumnInt32(3)), To: date.Day(stmt.ColumnInt32(4)), Grain: date.Grain(stmt.ColumnInt32(5)), Basis: date.Basis(stmt.ColumnInt32(6)),
				},
				Sketch: columnBytes(stmt, 7),
			}
			var err error
			if a.Events, err = t.mainEvents(stmt.ColumnInt64(0)); err != nil {
				return err
			}
			return f(a)
		})
}

// mainEvents is the events of the main reports of an article.
func (t *tx) mainEvents(seq int64) (out []record.ID, err error) {
	first, last := rowsOf(seq)
	err = t.rows("SELECT f.event FROM event_reports AS e CROSS JOIN reports AS r ON r.row = e.row CROSS JOIN found AS f ON f.seq = e.event WHERE e.row BETWEEN ? AND ? AND r.json ->> '$.main'",
		[]any{first, last}, func(stmt *sqlite.Stmt) error {
			out = append(out, record.ID(stmt.ColumnText(0)))
			return nil
		})
	slices.Sort(out)
	return slices.Compact(out), err
}
