package sqlite

import (
	"encoding/json"
	"fmt"
	"strings"

	"chancery/internal/record"
	"chancery/internal/store"
	"zombiezen.com/go/sqlite"
)

// A condition gathers the WHERE of a query and its arguments.
type condition struct {
	parts []string
	args  []any
}

func (c *condition) add(sql string, args ...any) {
	c.parts = append(c.parts, sql)
	c.args = append(c.args, args...)
}

// in adds that a column is one of values, which may be more than a statement takes arguments.
func (c *condition) in(sql string, values []string) {
	b, err := json.Marshal(values)
	if err != nil {
		panic(err) // strings have a form in JSON
	}
	c.add(fmt.Sprintf(sql, "(SELECT value FROM json_each(?))"), string(b))
}

func (c *condition) where() string {
	if len(c.parts) == 0 {
		return ""
	}
	return " WHERE " + strings.Join(c.parts, " AND ")
}

func limit(n int) string {
	if n <= 0 {
		return ""
	}
	return fmt.Sprintf(" LIMIT %d", n)
}

func (t *tx) EventIDs(prefix string, n int) ([]record.ID, error) {
	var out []record.ID
	err := t.rows("SELECT id FROM events WHERE id >= ?1 AND id < ?1 || char(0x10ffff) ORDER BY id"+limit(n), []any{prefix}, func(stmt *sqlite.Stmt) error {
		out = append(out, record.ID(stmt.ColumnText(0)))
		return nil
	})
	return out, err
}

func (t *tx) Search(q []store.Term, n int) ([]store.Hit, error) {
	var out []store.Hit
	query := "SELECT a.id, " + fmt.Sprintf(metaColumns, "r") + fmt.Sprintf(", snippet(words, 3, '%s', '%s', '…', 24)", store.HitStart, store.HitEnd) +
		" FROM words JOIN readings AS r ON r.seq = words.rowid JOIN articles AS a ON a.seq = r.seq" +
		" WHERE words MATCH ? ORDER BY round(bm25(words, 4.0, 1.0, 1.0, 1.0), 6), a.id" + limit(n)
	err := t.rows(query, []any{match(q)}, func(stmt *sqlite.Stmt) error {
		out = append(out, store.Hit{Article: scanMeta(stmt), Snippet: stmt.ColumnText(metaCount)})
		return nil
	})
	return out, err
}

// match writes terms in the language of FTS5. NOT takes away from all that stands before it, so it comes last.
func match(q []store.Term) string {
	var all, not []string
	for _, t := range q {
		s := `"` + strings.ReplaceAll(t.Words, `"`, `""`) + `"`
		if t.Prefix {
			s += " *"
		}
		if t.Field != "" {
			s = t.Field + " : " + s
		}
		switch {
		case t.Not:
			not = append(not, s)
		case t.Or && len(all) > 0:
			all[len(all)-1] += " OR " + s
		default:
			all = append(all, s)
		}
	}
	s := "(" + strings.Join(all, ") AND (") + ")"
	for _, n := range not {
		s = "(" + s + ") NOT " + n
	}
	return s
}
