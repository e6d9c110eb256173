package sqlite

import (
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"

	"chancery/internal/date"
	"chancery/internal/record"
	"chancery/internal/store"
	"zombiezen.com/go/sqlite"
)

func (t *tx) Pending(n int) (ids []record.ID, err error) {
	err = t.rows("SELECT article FROM pending ORDER BY article"+limit(n), nil, func(stmt *sqlite.Stmt) error {
		ids = append(ids, record.ID(stmt.ColumnText(0)))
		return nil
	})
	return ids, err
}

func (t *tx) IsPending(article record.ID) (is bool, err error) {
	err = t.rows("SELECT 1 FROM pending WHERE article = ?", []any{string(article)}, func(*sqlite.Stmt) error { is = true; return nil })
	return is, err
}

func (t *tx) Settled(article record.ID) error {
	return t.exec("DELETE FROM pending WHERE article = ?", string(article))
}

func (t *tx) Unsettle() error {
	for _, query := range []string{
		"DELETE FROM traces", "DELETE FROM trace_keys", "DELETE FROM tallies",
		"INSERT OR IGNORE INTO pending (article) SELECT a.id FROM readings AS r JOIN articles AS a ON a.seq = r.seq",
	} {
		if err := t.exec(query); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) ReportsOf(article record.ID) ([]record.Report, error) {
	seq, err := t.seq(article)
	if err == store.ErrNotFound {
		return []record.Report{}, nil
	}
	if err != nil {
		return nil, err
	}
	first, last := rowsOf(seq)
	return list[record.Report](t, "SELECT json FROM reports WHERE row BETWEEN ? AND ? ORDER BY row", first, last)
}

func (t *tx) Sketch(article record.ID) (b []byte, err error) {
	err = t.rows("SELECT sketch FROM readings WHERE seq = (SELECT seq FROM articles WHERE id = ?)", []any{string(article)}, func(stmt *sqlite.Stmt) error {
		b = columnBytes(stmt, 0)
		return nil
	})
	return b, err
}

func (t *tx) EventsOf(reports []record.ID) ([]record.ID, error) {
	out := make([]record.ID, len(reports))
	for i, id := range reports {
		row, err := t.row(id)
		if err == store.ErrNotFound {
			continue
		}
		if err == nil {
			err = t.rows("SELECT f.event FROM event_reports AS r CROSS JOIN found AS f ON f.seq = r.event WHERE r.row = ?", []any{row}, func(stmt *sqlite.Stmt) error {
				out[i] = record.ID(stmt.ColumnText(0))
				return nil
			})
		}
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

const traceColumns = "t.report, t.parent, t.block, t.rank, t.keys, t.data"

func scanTrace(stmt *sqlite.Stmt) record.Trace {
	t := record.Trace{
		Report: record.ID(stmt.ColumnText(0)), Parent: record.ID(stmt.ColumnText(1)), Block: record.ID(stmt.ColumnText(2)),
		Rank: uint64(stmt.ColumnInt64(3)), Data: columnBytes(stmt, 5),
	}
	t.Article, _, _ = partsOf(t.Report)
	for keys := columnBytes(stmt, 4); len(keys) >= 8; keys = keys[8:] {
		t.Keys = append(t.Keys, binary.LittleEndian.Uint64(keys))
	}
	return t
}

func (t *tx) traces(where string, args ...any) (out []record.Trace, err error) {
	err = t.rows("SELECT "+traceColumns+" FROM traces AS t WHERE "+where, args, func(stmt *sqlite.Stmt) error {
		out = append(out, scanTrace(stmt))
		return nil
	})
	return out, err
}

func (t *tx) Trace(report record.ID) (record.Trace, error) {
	row, err := t.row(report)
	if err == store.ErrNotFound {
		return record.Trace{}, nil
	}
	if err != nil {
		return record.Trace{}, err
	}
	found, err := t.traces("t.row = ?", row)
	if err != nil || len(found) == 0 {
		return record.Trace{}, err
	}
	return found[0], nil
}

func (t *tx) TracesOf(article record.ID) ([]record.Trace, error) {
	seq, err := t.seq(article)
	if err == store.ErrNotFound {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	first, last := rowsOf(seq)
	return t.traces("t.row BETWEEN ? AND ? ORDER BY t.report", first, last)
}

func (t *tx) TracesIn(block record.ID) ([]record.Trace, error) {
	row, err := t.row(block)
	if err == store.ErrNotFound {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	out, err := t.traces("t.tree = ?", row)
	slices.SortFunc(out, func(a, b record.Trace) int { return cmp.Compare(a.Report, b.Report) })
	return out, err
}

// errEnough ends a query that has given enough of one key.
var errEnough = errors.New("enough of a key")

func (t *tx) Near(from, to uint64, n int) (out []record.Trace, err error) {
	for from <= to {
		key, of := uint64(0), 0
		err = t.rows("SELECT "+traceColumns+", k.key FROM trace_keys AS k CROSS JOIN traces AS t ON t.row = k.row WHERE k.key BETWEEN ? AND ? ORDER BY k.key, k.rank, k.report",
			[]any{int64(from), int64(to)}, func(stmt *sqlite.Stmt) error {
				if k := uint64(stmt.ColumnInt64(6)); k != key {
					key, of = k, 0
				}
				if of++; n > 0 && of > n {
					return errEnough
				}
				out = append(out, scanTrace(stmt))
				return nil
			})
		if !errors.Is(err, errEnough) {
			return out, err
		}
		from = key + 1
	}
	return out, nil
}

func (t *tx) PutTrace(tr record.Trace) error {
	if err := t.DropTrace(tr.Report); err != nil {
		return err
	}
	row, err := t.row(tr.Report)
	if err != nil {
		return fmt.Errorf("trace of %s: %w", tr.Report, err)
	}
	tree, err := t.tree(tr.Block)
	if err != nil {
		return err
	}
	keys := make([]byte, 0, 8*len(tr.Keys))
	for _, k := range tr.Keys {
		keys = binary.LittleEndian.AppendUint64(keys, k)
		if err := t.exec("INSERT INTO trace_keys (key, rank, report, row) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", int64(k), int64(tr.Rank), string(tr.Report), row); err != nil {
			return err
		}
	}
	return t.exec("INSERT INTO traces (row, report, parent, block, tree, rank, keys, data) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
		row, string(tr.Report), string(tr.Parent), string(tr.Block), tree, int64(tr.Rank), keys, blob(tr.Data))
}

// tree is the row of the report that a block is named after, nil where it has no name yet.
func (t *tx) tree(block record.ID) (any, error) {
	if block == "" {
		return nil, nil
	}
	row, err := t.row(block)
	if err != nil {
		return nil, fmt.Errorf("block %s: %w", block, err)
	}
	return row, nil
}

func (t *tx) LinkTrace(tr record.Trace) error {
	row, err := t.row(tr.Report)
	if err == nil {
		var tree any
		if tree, err = t.tree(tr.Block); err == nil {
			return t.exec("UPDATE traces SET parent = ?, block = ?, tree = ?, data = ? WHERE row = ?", string(tr.Parent), string(tr.Block), tree, blob(tr.Data), row)
		}
	}
	return fmt.Errorf("trace of %s: %w", tr.Report, err)
}

func (t *tx) DropTrace(report record.ID) error {
	had, err := t.Trace(report)
	if err != nil || had.Report == "" {
		return err
	}
	for _, k := range had.Keys {
		if err := t.exec("DELETE FROM trace_keys WHERE key = ? AND rank = ? AND report = ?", int64(k), int64(had.Rank), string(report)); err != nil {
			return err
		}
	}
	row, err := t.row(report)
	if err != nil {
		return err
	}
	return t.exec("DELETE FROM traces WHERE row = ?", row)
}

func (t *tx) AddTallies(tallies []record.Tally) error {
	for _, y := range tallies {
		err := t.exec("INSERT INTO tallies (actor, field, value, day, n) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET n = n + excluded.n",
			string(y.Actor), y.Field, y.Value, int64(y.Day), y.N)
		if err == nil && y.N < 0 {
			err = t.exec("DELETE FROM tallies WHERE actor = ? AND field = ? AND value = ? AND day = ? AND n = 0", string(y.Actor), y.Field, y.Value, int64(y.Day))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) Tallies(actor record.ActorID) (out []record.Tally, err error) {
	err = t.rows("SELECT field, value, day, n FROM tallies WHERE actor = ?1 AND day IN (0, (SELECT max(day) FROM tallies WHERE actor = ?1))", []any{string(actor)}, func(stmt *sqlite.Stmt) error {
		out = append(out, record.Tally{Actor: actor, Field: stmt.ColumnText(0), Value: stmt.ColumnText(1), Day: date.Day(stmt.ColumnInt32(2)), N: stmt.ColumnInt(3)})
		return nil
	})
	slices.SortFunc(out, record.Tally.Compare)
	return out, err
}
