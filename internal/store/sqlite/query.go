package sqlite

import (
	"encoding/json"
	"fmt"
	"strings"

	"chancery/internal/record"
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
