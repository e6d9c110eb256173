package sqlite

import (
	"encoding/json"
	"fmt"
	"strings"

	"chancery/internal/query"
	"chancery/internal/store"
	"zombiezen.com/go/sqlite"
)

// all joins conditions that must all hold. Those at the top can drive the search.
func (f *eventFinder) all(list []query.Node, top bool) (clause, error) {
	out := clause{}
	parts := []string{}
	if !f.rejected && top {
		parts = append(parts, "f.standing")
	}
	words, list := splitWords(&eventText, list)
	if words != "" {
		c, err := f.words(words, top)
		if err != nil {
			return never, err
		}
		parts, out.args = append(parts, c.sql), append(out.args, c.args...)
	}
	for _, n := range list {
		c, err := f.node(n, top)
		if err != nil || c.sql == never.sql {
			return never, err
		}
		parts, out.args = append(parts, c.sql), append(out.args, c.args...)
	}
	if len(parts) == 0 {
		parts = []string{"1"}
	}
	out.sql = strings.Join(parts, " AND ")
	return out, nil
}

// splitWords takes the conditions on words out of a list, as one.
func splitWords(tt *textTable, list []query.Node) (words string, others []query.Node) {
	var texts query.And
	for _, n := range list {
		m := n
		if not, ok := n.(query.Not); ok {
			m = not.Node
		}
		if _, ok := tt.match(m); ok {
			texts = append(texts, n)
		} else {
			others = append(others, n)
		}
	}
	if words, ok := tt.match(texts); ok {
		return words, others
	}
	return "", list
}

func (f *eventFinder) node(n query.Node, top bool) (clause, error) {
	if words, ok := eventText.match(n); ok {
		return f.words(words, top)
	}
	switch n := n.(type) {
	case query.And:
		c, err := f.all(n, false)
		return clause{"(" + c.sql + ")", c.args}, err
	case query.Or:
		return either(n, f.node)
	case query.Not:
		c, err := f.node(n.Node, false)
		return clause{"NOT (" + c.sql + ")", c.args}, err
	case query.Cond:
		return f.cond(n, top)
	case query.Text, query.Near: // of a field that articles alone have
		words, _ := articleText.match(n)
		return clause{"f.seq IN (SELECT event FROM told WHERE article IN (SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid DESC LIMIT ?))", []any{words, store.MaxRanked}}, nil
	}
	return never, fmt.Errorf("a condition of unknown form: %T", n)
}

// either is the condition that one of a list of conditions holds.
func either(list query.Or, node func(query.Node, bool) (clause, error)) (out clause, err error) {
	parts := make([]string, len(list))
	for i, n := range list {
		c, err := node(n, false)
		if err != nil {
			return never, err
		}
		parts[i] = "(" + c.sql + ")"
		out.args = append(out.args, c.args...)
	}
	out.sql = "(" + strings.Join(parts, " OR ") + ")"
	return out, nil
}

// words is the condition that the text of an event meets an expression.
func (f *eventFinder) words(match string, top bool) (clause, error) {
	few := listed
	if top {
		few = fewEvents
	}
	n, err := f.t.countMatches("event_words", match, few+1)
	if err != nil {
		return never, err
	}
	set := clause{"SELECT rowid FROM event_words WHERE event_words MATCH ?", []any{match}}
	switch {
	case n > few && top:
		f.must = match
		return clause{sql: "1"}, nil
	case n > few:
		f.wordy = true
		return clause{"EXISTS (SELECT 1 FROM event_words WHERE event_words MATCH ? AND event_words.rowid = " + place + ".seq)", set.args}, nil
	case top:
		f.drivers = append(f.drivers, driver{size: n})
	}
	return clause{place + ".seq IN (" + set.sql + ")", set.args}, nil
}

// countMatches is how many rows of a full-text table meet an expression, at most so many.
func (t *tx) countMatches(table, match string, most int) (n int, err error) {
	err = t.rows(fmt.Sprintf("SELECT count(*) FROM (SELECT 1 FROM %[1]s WHERE %[1]s MATCH ? LIMIT ?)", table), []any{match, most}, func(stmt *sqlite.Stmt) error {
		n = stmt.ColumnInt(0)
		return nil
	})
	return n, err
}

func (f *eventFinder) cond(n query.Cond, top bool) (clause, error) {
	switch n.Field {
	case query.From:
		return clause{"f.last >= ? AND f.day > 0", []any{int64(n.Day())}}, nil
	case query.To:
		return clause{"f.day BETWEEN 1 AND ?", []any{int64(n.Day())}}, nil
	case query.Sources:
		return clause{"f.sources " + comparison(n.Op) + " ?", []any{int64(n.Number())}}, nil
	case query.Pair:
		a, b := n.Pair()
		ca, err := f.marked(prefixed(markParty, f.names.Actors[a]), top)
		if err != nil {
			return never, err
		}
		cb, err := f.marked(prefixed(markParty, f.names.Actors[b]), top)
		if ca.sql == never.sql || cb.sql == never.sql {
			return never, err
		}
		return clause{"(" + ca.sql + " AND " + cb.sql + ")", append(ca.args, cb.args...)}, err
	case query.Conflict:
		c, err := f.marked([]string{markConflict}, top && n.Value == "yes")
		if n.Value == "no" {
			c.sql = "NOT (" + c.sql + ")"
		}
		return c, err
	}
	marks, err := f.marksOf(n)
	if err != nil {
		return never, err
	}
	return f.marked(marks, top)
}

func comparison(op query.Op) string {
	switch op {
	case query.Over, query.AtLeast, query.Under, query.AtMost:
		return string(op)
	}
	return "="
}

// marksOf is the marks one of which an event must have.
func (f *eventFinder) marksOf(n query.Cond) ([]string, error) {
	switch n.Field {
	case query.Actor, query.With:
		return prefixed(markParty, f.names.Actors[n.Value]), nil
	case query.By:
		return prefixed(markSpeaker, f.names.Speakers[n.Value]), nil
	case query.Country:
		if c := f.names.Countries[n.Value]; c != "" {
			return []string{markState + c}, nil
		}
		return nil, nil
	case query.Place:
		if c := f.names.Countries[n.Value]; c != "" {
			return []string{markLand + c, markPlace + strings.ToLower(n.Value)}, nil
		}
		return []string{markPlace + strings.ToLower(n.Value)}, nil
	case query.Outlet:
		return f.t.outletMarks(n.Value)
	case query.Kind:
		return []string{markKind + n.Value}, nil
	case query.Mode:
		return []string{markMode + n.Value}, nil
	case query.Status:
		return []string{markStatus + n.Value}, nil
	case query.Lang:
		return []string{markLang + n.Value}, nil
	}
	return nil, fmt.Errorf("events have no field %s", n.Field)
}

func prefixed(prefix string, values []string) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = prefix + v
	}
	return out
}

// maxOutlets is how many outlets the words of a condition can mean.
const maxOutlets = 200

// outletMarks are those of the outlets in whose names all words of s stand, one behind the other, in whatever case.
func (t *tx) outletMarks(s string) (out []string, err error) {
	want := " " + plainWords(s) + " "
	err = t.rows("SELECT mark FROM marks WHERE mark >= ?1 AND mark < ?1 || char(0x10ffff) ORDER BY events DESC", []any{markOutlet}, func(stmt *sqlite.Stmt) error {
		if m := stmt.ColumnText(0); len(out) < maxOutlets && strings.Contains(" "+plainWords(m[len(markOutlet):])+" ", want) {
			out = append(out, m)
		}
		return nil
	})
	return out, err
}

// marked is the condition that an event has one of some marks.
func (f *eventFinder) marked(marks []string, top bool) (clause, error) {
	var ids []int64
	size := 0
	for _, m := range marks {
		id, n, err := f.t.mark(m)
		if err != nil {
			return never, err
		}
		if n > 0 {
			ids = append(ids, id)
			size += n
		}
	}
	switch {
	case len(ids) == 0:
		return never, nil
	case len(ids) == 1:
		if top {
			f.drivers = append(f.drivers, driver{mark: ids[0], size: size})
		}
		return clause{"EXISTS (SELECT 1 FROM marked AS x WHERE x.mark = ? AND x.day = " + place + ".day AND x.seq = " + place + ".seq)", []any{ids[0]}}, nil
	}
	b, err := json.Marshal(ids)
	if err != nil {
		return never, err
	}
	if top {
		f.drivers = append(f.drivers, driver{set: clause{"SELECT seq FROM marked WHERE mark IN (SELECT value FROM json_each(?))", []any{string(b)}}, size: size})
	}
	return clause{"EXISTS (SELECT 1 FROM json_each(?) AS j CROSS JOIN marked AS x WHERE x.mark = j.value AND x.day = " + place + ".day AND x.seq = " + place + ".seq)", []any{string(b)}}, nil
}
