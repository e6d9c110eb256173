package sqlite

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"chancery/internal/date"
	"chancery/internal/query"
	"chancery/internal/record"
	"chancery/internal/store"
	"zombiezen.com/go/sqlite"
)

// Finding events goes along the events of one mark, in their order, and looks up the other conditions for each; or, where
// a condition leaves few, along these. The bounds keep it fast whatever is asked.
const (
	fewEvents = 4000  // so many are taken all at once and sorted
	listed    = 30000 // so many without some words are listed before the search
	maxWalk   = 6000  // steps along a mark, before an answer that says that there may be more
	textWalk  = 300   // the same where words are looked up at each step, which takes longer
	firstWalk = 500   // steps before it is looked up, for all of them, which have the words; then twice as many, and so on
	countWalk = 4000  // so many of these are made for counting alone
)

// An eventFinder makes the SQL of one query: conditions on f, a row of found. Every value is bound.
type eventFinder struct {
	t        *tx
	names    *store.Names
	must     string // words that are too frequent to be listed, in the language of the full-text table
	wordy    bool   // words are looked up event by event
	rejected bool
	drivers  []driver
}

// A clause is a condition in SQL with its arguments. place stands in it for the alias of what has the day and the number of
// an event: where a search goes along a mark these are at hand before the row of found.
type clause struct {
	sql  string
	args []any
}

const place = "{place}"

func (c *clause) on(alias string) string { return strings.ReplaceAll(c.sql, place, alias) }

var never = clause{sql: "0"}

// A driver is what a search goes along: a mark, or a set of events that a condition leaves.
type driver struct {
	mark int64  // 0 where set is used
	set  clause // a query of numbers of events; none where the conditions have it
	size int
}

// FindEvents implements store.Reader.
func (t *tx) FindEvents(q store.FindQuery) (store.FoundEvents, error) {
	f := &eventFinder{t: t, names: &q.Names, rejected: q.Rejected}
	rows, more, err := f.find(q)
	if err != nil {
		return store.FoundEvents{}, err
	}
	out := store.FoundEvents{Counted: min(len(rows), store.MaxCounted), More: more != ""}
	if q.Facets {
		if out.Facets, err = t.facets(rows[:out.Counted]); err != nil {
			return out, err
		}
	}
	switch page := rows[:min(len(rows), max(q.Limit, 0))]; {
	case len(page) < len(rows) && len(page) > 0:
		out.Next, rows = page[len(page)-1].cursor(), page
	case len(page) == len(rows):
		out.Next = more
	default:
		rows = page
	}
	out.Hits, err = t.eventHits(f.snippetMatch(q.Query), rows)
	return out, err
}

// A foundRow is a row of found.
type foundRow struct {
	seq   int64
	event string
	day   date.Day
	marks []byte
}

func (r *foundRow) cursor() string { return fmt.Sprintf("%d.%d", r.day, r.seq) }

func parseCursor(s string) (day, seq int64, err error) {
	a, b, ok := strings.Cut(s, ".")
	day, err1 := strconv.ParseInt(a, 10, 32)
	seq, err2 := strconv.ParseInt(b, 10, 64)
	if !ok || err1 != nil || err2 != nil {
		return 0, 0, fmt.Errorf("%q is no place in a list", s)
	}
	return day, seq, nil
}

// find is the rows that meet a query, in order, and the cursor from which there may be more.
func (f *eventFinder) find(q store.FindQuery) (rows []foundRow, more string, err error) {
	where, err := f.all(q.Query.Conditions(), true)
	if err != nil || where.sql == never.sql {
		return nil, "", err
	}
	shown := q.Limit + 1
	most := shown
	if q.Facets {
		most = max(most, store.MaxCounted+1)
	}
	d, err := f.driver()
	if err != nil || d.size == 0 {
		return nil, "", err
	}
	parts, err := foundParts(&q)
	if err != nil {
		return nil, "", err
	}
	for i := range parts {
		found, end, err := f.along(&d, &where, &parts[i], shown-len(rows), most-len(rows))
		if rows = append(rows, found...); err != nil || end != "" {
			return rows, end, err
		}
	}
	return rows, "", nil
}

// along is at most so many rows of a stretch, of which only the first are shown, and the cursor from which there may be more.
func (f *eventFinder) along(d *driver, where *clause, s *stretch, shown, most int) (rows []foundRow, end string, err error) {
	steps, atOnce := maxWalk, most
	switch {
	case f.wordy:
		steps = textWalk
	case f.must != "":
		steps, atOnce = firstWalk, 0
	}
	for walked := steps; ; walked += steps {
		sql, args, end, err := f.selectRows(d, where, s, steps, atOnce)
		if err != nil {
			return nil, "", err
		}
		found, err := f.t.foundRows(sql, args)
		if err == nil && f.must != "" {
			found, err = f.withWords(found)
		}
		if err != nil {
			return nil, "", err
		}
		rows = append(rows, found...)
		if len(rows) >= most {
			return rows[:most], rows[most-1].cursor(), nil
		}
		if end == "" || walked == maxWalk || walked >= countWalk && len(rows) >= shown || f.wordy || f.must == "" {
			return rows, end, nil
		}
		if s.day, s.tie, err = parseCursor(end); err != nil {
			return nil, "", err
		}
		s.behind = true
		steps = min(2*steps, maxWalk-walked)
	}
}

func (t *tx) foundRows(sql string, args []any) (rows []foundRow, err error) {
	err = t.rows(sql, args, func(stmt *sqlite.Stmt) error {
		rows = append(rows, foundRow{stmt.ColumnInt64(0), stmt.ColumnText(1), date.Day(stmt.ColumnInt32(2)), columnBytes(stmt, 3)})
		return nil
	})
	return rows, err
}

// withWords leaves the rows that have the words that are wanted.
func (f *eventFinder) withWords(rows []foundRow) ([]foundRow, error) {
	if len(rows) == 0 {
		return nil, nil
	}
	numbers := make([]int64, len(rows))
	for i := range rows {
		numbers[i] = rows[i].seq
	}
	list, err := json.Marshal(numbers)
	if err != nil {
		return nil, err
	}
	has := map[int64]bool{}
	err = f.t.rows("SELECT rowid FROM event_words WHERE event_words MATCH ? AND rowid BETWEEN ? AND ? AND +rowid IN (SELECT value FROM json_each(?))",
		[]any{f.must, slices.Min(numbers), slices.Max(numbers), string(list)}, func(stmt *sqlite.Stmt) error {
			has[stmt.ColumnInt64(0)] = true
			return nil
		})
	return slices.DeleteFunc(rows, func(r foundRow) bool { return !has[r.seq] }), err
}

// driver is the smallest of what the search can go along.
func (f *eventFinder) driver() (driver, error) {
	id, n, err := f.t.mark("")
	best := driver{mark: id, size: n}
	for _, d := range f.drivers {
		if d.size < best.size && (d.mark != 0 || d.size <= fewEvents) {
			best = d
		}
	}
	return best, err
}

// A stretch is a range of days, in the order of a search, and the place in it behind which the search goes on.
type stretch struct {
	oldest   bool
	from, to date.Day // both included
	key      string   // what follows the day in the order
	behind   bool
	day, tie any
}

// foundParts are the stretches of days that a query asks for: those that its conditions on time leave and, unless there
// are such, what has no date, which comes last either way.
func foundParts(q *store.FindQuery) ([]stretch, error) {
	dated := stretch{oldest: q.Oldest, key: "seq", from: 1, to: date.MaxDay}
	undated := stretch{oldest: q.Oldest, key: "seq"}
	timed := false
	for _, n := range q.Query.Conditions() {
		switch n, _ := n.(query.Cond); n.Field {
		case query.From:
			dated.from, timed = max(dated.from, n.Day()-yearLong), true
		case query.To:
			dated.to, timed = min(dated.to, n.Day()), true
		}
	}
	parts := []stretch{dated, undated}
	if timed {
		parts = parts[:1]
	}
	if q.After == "" {
		return parts, nil
	}
	day, tie, err := parseCursor(q.After)
	if day == 0 {
		parts = parts[1:]
	}
	if len(parts) > 0 {
		parts[0].behind, parts[0].day, parts[0].tie = true, day, tie
	}
	return parts, err
}

// where adds the bounds of a stretch: one at either end, for of two the planner may take the wrong one.
func (s *stretch) where(c *condition, alias string) {
	day, place := alias+".day", "("+alias+".day, "+alias+"."+s.key+")"
	switch {
	case !s.behind:
		c.add(day+" BETWEEN ? AND ?", int64(s.from), int64(s.to))
	case s.oldest:
		c.add(place+" > (?, ?) AND "+day+" <= ?", s.day, s.tie, int64(s.to))
	default:
		c.add(place+" < (?, ?) AND "+day+" >= ?", s.day, s.tie, int64(s.from))
	}
}

func (s *stretch) order(alias string) string {
	if s.oldest {
		return fmt.Sprintf(" ORDER BY %[1]s.day, %[1]s.%[2]s", alias, s.key)
	}
	return fmt.Sprintf(" ORDER BY %[1]s.day DESC, %[1]s.%[2]s DESC", alias, s.key)
}

// selectRows is the query of so many steps of a stretch and at most so many rows, 0 for all, and the cursor at which its walk
// ends, "" where it ends with the last event.
func (f *eventFinder) selectRows(d *driver, where *clause, s *stretch, steps, most int) (sql string, args []any, end string, err error) {
	var c condition
	const columns = "SELECT f.seq, f.event, f.day, f.marks FROM "
	if d.mark == 0 {
		s.where(&c, "f")
		if d.set.sql != "" {
			c.add("f.seq IN ("+d.set.sql+")", d.set.args...)
		}
		c.add(where.on("f"), where.args...)
		return columns + "found AS f" + c.where() + s.order("f") + limit(most), c.args, "", nil
	}
	c.add("m.mark = ?", d.mark)
	s.where(&c, "m")
	walk := "SELECT m.day AS day, m.seq AS seq FROM marked AS m" + c.where() + s.order("m")
	if d.size > steps {
		err = f.t.rows(walk+fmt.Sprintf(" LIMIT 1 OFFSET %d", steps-1), c.args, func(stmt *sqlite.Stmt) error {
			end = fmt.Sprintf("%d.%d", stmt.ColumnInt64(0), stmt.ColumnInt64(1))
			return nil
		})
	}
	sql = columns + "(" + walk + limit(steps) + ") AS m CROSS JOIN found AS f ON f.seq = m.seq WHERE " + where.on("m") + limit(most)
	return sql, append(c.args, where.args...), end, err
}

// maxFacetValues is how many values of a field are told.
const maxFacetValues = 25

var facetFields = []struct {
	field  query.Field
	prefix string
}{{query.Kind, markKind}, {query.Status, markStatus}, {query.Country, markState}, {query.Outlet, markOutlet}, {query.From, markYear}}

// facets counts the marks of events.
func (t *tx) facets(rows []foundRow) ([]store.Facet, error) {
	count := map[int64]int{}
	var ids []int64
	for i := range rows {
		ids = unpackMarks(rows[i].marks, ids[:0])
		for _, id := range ids {
			count[id]++
		}
	}
	out := make([]store.Facet, len(facetFields))
	for i, ff := range facetFields {
		out[i] = store.Facet{Field: ff.field, Values: []store.FacetValue{}}
	}
	err := t.marksNamed(count, func(id int64, mark string) {
		for i, ff := range facetFields {
			if value, ok := strings.CutPrefix(mark, ff.prefix); ok {
				out[i].Values = append(out[i].Values, store.FacetValue{Value: value, Count: count[id]})
			}
		}
	})
	for i := range out {
		sortFacet(&out[i])
	}
	return out, err
}

// sortFacet puts the most frequent values first and leaves out the rest; years are in order, and the last stay.
func sortFacet(f *store.Facet) {
	slices.SortFunc(f.Values, func(a, b store.FacetValue) int {
		if f.Field == query.From {
			return cmp.Compare(a.Value, b.Value)
		}
		return cmp.Or(-cmp.Compare(a.Count, b.Count), cmp.Compare(a.Value, b.Value))
	})
	f.Others = max(len(f.Values)-maxFacetValues, 0)
	if f.Field == query.From {
		f.Values = f.Values[f.Others:]
	} else {
		f.Values = f.Values[:len(f.Values)-f.Others]
	}
}

// marksNamed calls f for the marks of some numbers, in order of these.
func (t *tx) marksNamed(ids map[int64]int, f func(id int64, mark string)) error {
	list := make([]int64, 0, len(ids))
	for id := range ids {
		list = append(list, id)
	}
	slices.Sort(list)
	for _, id := range list {
		err := t.rows("SELECT mark FROM marks WHERE id = ?", []any{id}, func(stmt *sqlite.Stmt) error { f(id, stmt.ColumnText(0)); return nil })
		if err != nil {
			return err
		}
	}
	return nil
}

// snippetMatch is what is shown of events that meet a query: all words that must be there, "" where there are none.
func (f *eventFinder) snippetMatch(q query.Query) string {
	words, _ := splitWords(&eventText, q.Conditions())
	return words
}

// eventHits are the events of rows, with a passage of each that meets an expression; without one, the first that tells it.
func (t *tx) eventHits(match string, rows []foundRow) ([]store.EventHit, error) {
	numbers := make([]int64, len(rows))
	for i := range rows {
		numbers[i] = rows[i].seq
	}
	passages, err := t.snippets(&eventPassage, match, numbers)
	if err != nil {
		return nil, err
	}
	hits := make([]store.EventHit, 0, len(rows))
	for i := range rows {
		found, err := list[record.Event](t, "SELECT json FROM events WHERE id = ?", rows[i].event)
		if err != nil {
			return nil, err
		}
		if len(found) == 0 {
			continue
		}
		h := store.EventHit{Event: found[0], Snippet: oneLine(passages[rows[i].seq])}
		if match == "" {
			err = t.rows("SELECT words FROM event_words WHERE rowid = ?", []any{rows[i].seq}, func(stmt *sqlite.Stmt) error {
				h.Snippet, _, _ = strings.Cut(stmt.ColumnText(0), "\n")
				return nil
			})
		}
		if err != nil {
			return nil, err
		}
		hits = append(hits, h)
	}
	return hits, nil
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
