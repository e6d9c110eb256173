package sqlite

import (
	"errors"
	"math"
	"slices"
	"strings"

	"chancery/internal/date"
	"chancery/internal/plover"
	"chancery/internal/record"
	"chancery/internal/store"
	"zombiezen.com/go/sqlite"
)

// PutEvent implements store.Writer.
func (t *tx) PutEvent(e record.Event) error {
	if err := t.dropEvent(e.ID); err != nil {
		return err
	}
	e.Claims = nil
	from, to := bounds(e.Date)
	err := t.putJSON("INSERT INTO events (id, kind, status, date_from, date_to, place, country, sources, conflicts, verdict, json) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", &e,
		string(e.ID), e.Kind.String(), e.Status.String(), from, to, e.Place.Name, e.Place.Country, e.Sources.Independent, len(e.Conflicts), verdict(&e))
	if err != nil {
		return err
	}
	return errors.Join(t.index(&e, false), t.indexEvent(&e), t.putEventReports(&e))
}

// DropEvent implements store.Writer.
func (t *tx) DropEvent(id record.ID) error {
	return errors.Join(t.unindexEvent(id), t.dropEvent(id))
}

// dropEvent leaves the event where it is found: it keeps its number when it is put anew.
func (t *tx) dropEvent(id record.ID) error {
	had, err := list[record.Event](t, "SELECT json FROM events WHERE id = ?", string(id))
	if err != nil || len(had) == 0 {
		return err
	}
	return errors.Join(t.index(&had[0], true), t.exec("DELETE FROM event_reports WHERE event = ?", string(id)), t.exec("DELETE FROM events WHERE id = ?", string(id)))
}

// index puts an event into the tables that follow from it, or takes it out of them. What stands there is a function of the
// event: where that changes, a migration has to fill the tables anew.
func (t *tx) index(e *record.Event, out bool) error {
	keys, day := partyKeys(e), int64(dayOf(e.Date))
	put, pair := t.putParty, "INSERT INTO event_pairs (a, b, day, event) VALUES (?, ?, ?, ?)"
	if out {
		put, pair = t.dropParty, "DELETE FROM event_pairs WHERE a = ? AND b = ? AND day = ? AND event = ?"
	}
	for _, key := range keys {
		if err := put(e, key, day); err != nil {
			return err
		}
	}
	pairs := everyTwo(keys)
	for _, p := range pairs {
		if err := t.exec(pair, p[0], p[1], day, string(e.ID)); err != nil {
			return err
		}
	}
	if e.IsRejected() {
		return nil
	}
	return t.count(e, keys, pairs, out)
}

func (t *tx) putParty(e *record.Event, key string, day int64) error {
	from, to := bounds(e.Date)
	return t.exec(`INSERT INTO event_parties (party, day, event, kind, status, country, date_from, date_to, sources, conflicts, verdict)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		key, day, string(e.ID), e.Kind.String(), e.Status.String(), e.Place.Country, from, to, e.Sources.Independent, len(e.Conflicts), verdict(e))
}

func (t *tx) dropParty(e *record.Event, key string, day int64) error {
	return t.exec("DELETE FROM event_parties WHERE party = ? AND day = ? AND event = ?", key, day, string(e.ID))
}

// dayOf is the day by which a date stands in order.
func dayOf(r date.Range) date.Day {
	if r.From != 0 {
		return r.From
	}
	return r.To
}

// maxPaired bounds the rows of an event: a summit of twenty states with a person each has 780 pairs. What has more ids and
// countries of parties is found by two of the first ones only.
const maxPaired = 64

// partyKeys are the ids and countries of the parties of an event, sorted, each once.
func partyKeys(e *record.Event) []string {
	var keys []string
	for _, p := range e.Parties() {
		keys = append(keys, string(p.Actor), p.Country)
	}
	return distinct(keys)
}

// sides are the countries of the parties, and the ids of those that have none.
func sides(e *record.Event) []string {
	var keys []string
	for _, p := range e.Parties() {
		if p.Country != "" {
			keys = append(keys, p.Country)
		} else {
			keys = append(keys, string(p.Actor))
		}
	}
	return distinct(keys)
}

// distinct sorts keys; the empty one is none.
func distinct(keys []string) []string {
	slices.Sort(keys)
	keys = slices.Compact(keys)
	if len(keys) > 0 && keys[0] == "" {
		keys = keys[1:]
	}
	return keys
}

func everyTwo(keys []string) [][2]string {
	keys = keys[:min(len(keys), maxPaired)]
	var out [][2]string
	for i := range keys {
		for _, b := range keys[i+1:] {
			out = append(out, [2]string{keys[i], b})
		}
	}
	return out
}

// longestCounted is how many days an event may take to be counted in the month in which it begins.
const longestCounted = 31

// monthOf is the month that an event counts in, 0 for none.
func monthOf(r date.Range) date.Month {
	if r.From != 0 && (r.To == 0 || int(r.To-r.From) >= longestCounted) {
		return 0
	}
	return date.MonthOf(dayOf(r))
}

// count adds an event to the counts, or takes it out of them.
func (t *tx) count(e *record.Event, keys []string, pairs [][2]string, out bool) error {
	month, kind, status := int64(monthOf(e.Date)), e.Kind.String(), e.Status.String()
	n, score := int64(1), int64(math.Round(e.Scores.Plover*10))
	if out {
		n, score = -n, -score
	}
	for _, p := range counted(keys, pairs) {
		if err := t.add(n, score, "counts", "a, b, month, kind, status", p[0], p[1], month, kind, status); err != nil {
			return err
		}
	}
	if !tookPlace(e) {
		return nil
	}
	for _, p := range everyTwo(sides(e)) {
		if err := t.add(n, score, "dyads", "month, a, b", month, p[0], p[1]); err != nil {
			return err
		}
	}
	for _, p := range pairs {
		if err := errors.Join(t.add(n, score, "partners", "a, b", p[0], p[1]), t.add(n, score, "partners", "a, b", p[1], p[0])); err != nil {
			return err
		}
	}
	return nil
}

// add adds to the row of a key, which is there only while it counts something.
func (t *tx) add(n, score int64, table, columns string, key ...any) error {
	marks := strings.Repeat(", ?", len(key))
	err := t.exec("INSERT INTO "+table+" (events, score, "+columns+") VALUES (?, ?"+marks+") ON CONFLICT DO UPDATE SET events = events + excluded.events, score = score + excluded.score",
		append([]any{n, score}, key...)...)
	if err != nil || n > 0 {
		return err
	}
	return t.exec("DELETE FROM "+table+" WHERE ("+columns+") = ("+marks[2:]+") AND events = 0", key...)
}

// counted are the parties and pairs that an event counts for: all, each, and every two.
func counted(keys []string, pairs [][2]string) [][2]string {
	of := append([][2]string{{}}, pairs...)
	for _, k := range keys {
		of = append(of, [2]string{k})
	}
	return of
}

func tookPlace(e *record.Event) bool {
	return e.Status == plover.Occurred || e.Status == plover.Ongoing
}

// A tally is how many rows, or events counted in them, events give.
type tally struct{ parties, pairs, counts, dyads, partners int64 }

func (n *tally) add(e *record.Event) {
	keys := partyKeys(e)
	pairs := everyTwo(keys)
	n.parties += int64(len(keys))
	n.pairs += int64(len(pairs))
	if e.IsRejected() {
		return
	}
	n.counts += int64(len(counted(keys, pairs)))
	if tookPlace(e) {
		n.dyads += int64(len(everyTwo(sides(e))))
		n.partners += 2 * int64(len(pairs))
	}
}

// Counts implements store.Reader.
func (t *tx) Counts(q store.CountQuery) ([]store.Count, error) {
	a, b := q.A, q.B
	if b != "" && b < a || a == "" {
		a, b = b, a
	}
	c := condition{}
	c.add("a = ? AND b = ?", a, b)
	if q.From != 0 {
		c.add("month >= ?", int64(q.From))
	}
	if q.To != 0 {
		c.add("month <= ?", int64(q.To))
	}
	out := []store.Count{}
	err := t.rows("SELECT month, kind, status, events, score FROM counts"+c.where()+" ORDER BY month, kind, status", c.args, func(stmt *sqlite.Stmt) error {
		n := store.Count{Month: date.Month(stmt.ColumnInt32(0)), Events: stmt.ColumnInt(3), Score: float64(stmt.ColumnInt64(4)) / 10}
		var err1, err2 error
		n.Kind, err1 = plover.ParseKind(stmt.ColumnText(1))
		n.Status, err2 = plover.ParseStatus(stmt.ColumnText(2))
		out = append(out, n)
		return errors.Join(err1, err2)
	})
	return out, err
}

// Dyads implements store.Reader.
func (t *tx) Dyads(from, to date.Month, n int) ([]store.Dyad, error) {
	out := []store.Dyad{}
	err := t.rows("SELECT a, b, sum(events), sum(score) FROM dyads WHERE month BETWEEN ? AND ? GROUP BY a, b ORDER BY sum(events) DESC, a, b"+limit(n),
		[]any{int64(from), int64(to)}, func(stmt *sqlite.Stmt) error {
			out = append(out, store.Dyad{A: stmt.ColumnText(0), B: stmt.ColumnText(1), Events: stmt.ColumnInt(2), Score: float64(stmt.ColumnInt64(3)) / 10})
			return nil
		})
	return out, err
}

// Partners implements store.Reader.
func (t *tx) Partners(of string, n int) ([]store.Dyad, error) {
	out := []store.Dyad{}
	err := t.rows("SELECT b, events, score FROM partners WHERE a = ? ORDER BY events DESC, b"+limit(n), []any{of}, func(stmt *sqlite.Stmt) error {
		out = append(out, store.Dyad{A: of, B: stmt.ColumnText(0), Events: stmt.ColumnInt(1), Score: float64(stmt.ColumnInt64(2)) / 10})
		return nil
	})
	return out, err
}

// fillDesk fills the tables that follow from the events, of a record that had none of them.
func fillDesk(t *tx) error {
	return t.rows("SELECT json FROM events", nil, func(stmt *sqlite.Stmt) error {
		e, err := decode[record.Event](stmt, 0)
		if err != nil {
			return err
		}
		return t.index(&e, false)
	})
}
