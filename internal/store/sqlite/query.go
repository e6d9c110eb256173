package sqlite

import (
	"encoding/json"
	"fmt"
	"strings"

	"chancery/internal/plover"
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

func (t *tx) EachEvent(q store.EventQuery, f func(record.Event) error) error {
	if q.IDs != nil && len(q.IDs) == 0 {
		return nil
	}
	c := eventCondition(q)
	order := " ORDER BY date_from = 0 AND date_to = 0, iif(date_from = 0, date_to, date_from), id"
	if q.Newest {
		order = " ORDER BY iif(date_to = 0, date_from, date_to) DESC, id"
	}
	return t.rows("SELECT json FROM events"+c.where()+order+limit(q.Limit), c.args, func(stmt *sqlite.Stmt) error {
		e, err := decode[record.Event](stmt, 0)
		if err != nil {
			return err
		}
		return f(e)
	})
}

func eventCondition(q store.EventQuery) (c condition) {
	if len(q.IDs) > 0 {
		ids := make([]string, len(q.IDs))
		for i, id := range q.IDs {
			ids[i] = string(id)
		}
		c.in("id IN %s", ids)
	}
	for _, parties := range q.Parties {
		c.in("id IN (SELECT event FROM event_parties WHERE party IN %s)", parties)
	}
	if q.Kind != plover.NoKind {
		c.add("kind = ?", q.Kind.String())
	}
	if q.Status != plover.NoStatus {
		c.add("status = ?", q.Status.String())
	}
	if q.Place != "" {
		c.add("place = ?", q.Place)
	}
	if q.Country != "" {
		c.add("country = ?", q.Country)
	}
	if q.From != 0 {
		c.add("date_from > 0 AND (date_to >= ? OR date_to = 0)", int64(q.From))
	}
	if q.To != 0 {
		c.add("(date_from > 0 OR date_to > 0) AND date_from <= ?", int64(q.To))
	}
	if q.Conflict {
		c.add("conflicts > 0")
	}
	if q.MinSources > 0 {
		c.add("sources >= ?", q.MinSources)
	}
	if q.Standing {
		c.add("verdict <> 'reject'")
	}
	return c
}

func (t *tx) EventIDs(prefix string, n int) ([]record.ID, error) {
	var out []record.ID
	err := t.rows("SELECT id FROM events WHERE id >= ?1 AND id < ?1 || char(0x10ffff) ORDER BY id"+limit(n), []any{prefix}, func(stmt *sqlite.Stmt) error {
		out = append(out, record.ID(stmt.ColumnText(0)))
		return nil
	})
	return out, err
}

func (t *tx) Quotes(q store.QuoteQuery) ([]record.Quote, error) {
	var c condition
	if len(q.Speakers) > 0 {
		c.in("speaker IN %s", q.Speakers)
	}
	if len(q.About) > 0 {
		c.in("id IN (SELECT quote FROM quotes_about WHERE actor IN %s)", q.About)
	}
	if q.Article != "" {
		c.add("article = ?", string(q.Article))
	}
	if q.From != 0 {
		c.add("published >= ?", int64(q.From))
	}
	if q.To != 0 {
		c.add("published > 0 AND published <= ?", int64(q.To))
	}
	return list[record.Quote](t, "SELECT json FROM quotes"+c.where()+" ORDER BY published = 0, published, article, start, id"+limit(q.Limit), c.args...)
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
