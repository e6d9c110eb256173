package sqlite

import (
	"slices"
	"strings"

	"chancery/internal/date"
	"chancery/internal/record"
	"chancery/internal/store"
	"zombiezen.com/go/sqlite"
)

// A walk goes along one index in its order: a day and, among equal ones, the ties. It takes as many steps as it yields
// rows, and those that its conditions leave out.
//
// What has no day comes last, whichever way the walk goes, so it is walked in parts, each a range of the index.
type walk struct {
	columns string // what is wanted of each row
	table   string // with the index, where the planner might take another one
	day     string // the column of days
	ties    []string
	where   condition
	newest  bool // backwards
	parts   []part
	limit   int // 0 is none
}

// A part is a range of days, both included.
type part struct {
	table    string // in place of that of the walk
	extra    string // a condition, "" for none
	from, to date.Day
}

// undated is the part without a day.
var undated = part{}

// dated is the part of the days from to to, 0 for no bound.
func dated(from, to date.Day) part {
	p := part{from: max(from, 1), to: to}
	if to == 0 {
		p.to = date.MaxDay
	}
	return p
}

// each calls f for the rows of the walk that come behind a place in it: a day, and values of the ties; all of them where
// ties is nil.
func (t *tx) each(w *walk, day date.Day, ties []any, f func(*sqlite.Stmt) error) error {
	left := w.limit
	for i := range w.parts {
		p := &w.parts[i]
		query, args := w.sql(p, day, ties)
		if query == "" {
			continue
		}
		n := 0
		if err := t.rows(query+limit(left), args, func(stmt *sqlite.Stmt) error { n++; return f(stmt) }); err != nil {
			return err
		}
		if w.limit > 0 {
			if left -= n; left <= 0 {
				break
			}
		}
	}
	return nil
}

// sql is the query of one part, "" where all of it comes before the place. There is one bound at either end, the
// narrowest: of two the planner may take the wrong one.
func (w *walk) sql(p *part, day date.Day, ties []any) (string, []any) {
	c := condition{parts: slices.Clone(w.where.parts), args: slices.Clone(w.where.args)}
	if p.extra != "" {
		c.add(p.extra)
	}
	from, to, behind := p.from, p.to, false
	switch {
	case ties == nil:
	case *p == undated:
		behind = day == 0
	case day == 0 || !w.newest && day > to || w.newest && day < from:
		return "", nil
	case day >= from && day <= to:
		behind = true
	}
	op, direction := " > ", ""
	if w.newest {
		op, direction = " < ", " DESC"
	}
	switch {
	case *p == undated:
		c.add(w.day + " = 0")
	case !behind:
		c.add(w.day+" BETWEEN ? AND ?", int64(from), int64(to))
	case w.newest:
		c.add(w.day+" >= ?", int64(from))
	default:
		c.add(w.day+" <= ?", int64(to))
	}
	keys := append([]string{w.day}, w.ties...)
	if behind {
		marks := strings.TrimSuffix(strings.Repeat("?, ", len(keys)), ", ")
		c.add("("+strings.Join(keys, ", ")+")"+op+"("+marks+")", append([]any{int64(day)}, ties...)...)
	}
	table := w.table
	if p.table != "" {
		table = p.table
	}
	return "SELECT " + w.columns + " FROM " + table + c.where() + " ORDER BY " + strings.Join(keys, direction+", ") + direction, c.args
}

// ListArticles implements store.Reader.
func (t *tx) ListArticles(q store.ArticleQuery) ([]record.Article, error) {
	w := walk{columns: "article", table: "readings INDEXED BY readings_by_date", day: "published_from", ties: []string{"article"}, newest: q.Newest, limit: q.Limit}
	if q.Outlet != "" {
		w.table = "readings INDEXED BY readings_by_outlet"
		w.where.add("outlet = ?", q.Outlet)
	}
	w.parts = publishedParts(q.From, q.To)
	var day date.Day
	var ties []any
	if q.After != nil {
		day, ties = q.After.Published, []any{string(q.After.ID)}
	}
	w.columns = "article, " + strings.ReplaceAll(metaColumns, "%[1]s.", "")
	var out []record.Article
	err := t.each(&w, day, ties, func(stmt *sqlite.Stmt) error { out = append(out, scanMeta(stmt)); return nil })
	return out, err
}

// publishedParts are the parts of what was published from one day to another, 0 for no bound.
func publishedParts(from, to date.Day) []part {
	if from != 0 || to != 0 {
		return []part{dated(from, to)}
	}
	return []part{dated(0, 0), undated}
}

// Newest implements store.Reader.
func (t *tx) Newest() (day date.Day, err error) {
	err = t.rows("SELECT max(published_from) FROM readings", nil, func(stmt *sqlite.Stmt) error {
		day = date.Day(stmt.ColumnInt32(0))
		return nil
	})
	return day, err
}
