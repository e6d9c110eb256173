package sqlite

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"chancery/internal/date"
	"chancery/internal/plover"
	"chancery/internal/record"
	"chancery/internal/store"
	"zombiezen.com/go/sqlite"
)

// PutEvent implements store.Writer. Of an event that is there only what is different now is written.
func (t *tx) PutEvent(e record.Event) error {
	had, err := t.event(e.ID)
	if err != nil {
		return err
	}
	claims := e.Claims
	e.Claims = nil
	from, to := bounds(e.Date)
	query := "INSERT INTO events (json, kind, status, date_from, date_to, place, country, sources, conflicts, verdict, id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
	if had != nil {
		query = "UPDATE events SET json = ?, kind = ?, status = ?, date_from = ?, date_to = ?, place = ?, country = ?, sources = ?, conflicts = ?, verdict = ? WHERE id = ?"
	}
	js, err := json.Marshal(&e)
	if err != nil {
		return err
	}
	err = t.exec(query, string(js), e.Kind.String(), e.Status.String(), from, to, e.Place.Name, e.Place.Country, e.Sources.Independent, len(e.Conflicts), verdict(&e), string(e.ID))
	if err != nil {
		return err
	}
	if err := t.index(had, &e); err != nil {
		return err
	}
	seq, err := t.indexEvent(&e, claims)
	if err != nil {
		return err
	}
	return t.putEventReports(had, &e, seq)
}

// DropEvent implements store.Writer.
func (t *tx) DropEvent(id record.ID) error {
	e, err := t.event(id)
	if err != nil || e == nil {
		return err
	}
	seq, err := t.unindexEvent(id)
	if err != nil {
		return err
	}
	return errors.Join(t.index(e, nil), t.putEventReports(e, nil, seq), t.exec("DELETE FROM events WHERE id = ?", string(id)))
}

// event is an event as it is kept, nil where there is none.
func (t *tx) event(id record.ID) (*record.Event, error) {
	had, err := list[record.Event](t, "SELECT json FROM events WHERE id = ?", string(id))
	if err != nil || len(had) == 0 {
		return nil, err
	}
	return &had[0], nil
}

// putEventReports says of the reports of an event that they are its own, and no more of those that it had.
func (t *tx) putEventReports(had, e *record.Event, seq int64) error {
	var before, now []record.ID
	if had != nil {
		before = had.Reports
	}
	if e != nil {
		now = e.Reports
	}
	for _, id := range now {
		row, err := t.row(id)
		if err == nil {
			err = t.exec("INSERT INTO event_reports (row, event) VALUES (?1, ?2) ON CONFLICT (row) DO UPDATE SET event = ?2 WHERE event <> ?2", row, seq)
		}
		if err != nil && err != store.ErrNotFound {
			return err
		}
	}
	for _, id := range before {
		if slices.Contains(now, id) {
			continue
		}
		row, err := t.row(id)
		if err == nil {
			err = t.exec("DELETE FROM event_reports WHERE row = ? AND event = ?", row, seq)
		}
		if err != nil && err != store.ErrNotFound {
			return err
		}
	}
	return nil
}

// index brings the tables that follow from an event from what it was to what it is; either may be nil. What stands there is a
// function of the event: where that changes, a migration has to fill the tables anew.
func (t *tx) index(was, is *record.Event) error {
	before, now := indexRows(was), indexRows(is)
	for _, p := range before.parties {
		if !slices.Contains(now.parties, p) {
			if err := t.exec("DELETE FROM event_parties WHERE party = ? AND day = ? AND event = ?", p.key, p.day, p.event); err != nil {
				return err
			}
		}
	}
	for _, p := range now.parties {
		if !slices.Contains(before.parties, p) {
			if err := t.putParty(&p, is); err != nil {
				return err
			}
		}
	}
	for _, p := range before.pairs {
		if !slices.Contains(now.pairs, p) {
			if err := t.exec("DELETE FROM event_pairs WHERE a = ? AND b = ? AND day = ? AND event = ?", p.a, p.b, p.day, p.event); err != nil {
				return err
			}
		}
	}
	for _, p := range now.pairs {
		if !slices.Contains(before.pairs, p) {
			if err := t.putPair(&p, is); err != nil {
				return err
			}
		}
	}
	return t.count(was, is)
}

// A partyRow is a row of event_parties, what stands beside the key in one string.
type partyRow struct {
	key, event string
	day        int64
	rest       string
}

// A pairRow is a row of event_pairs, what stands beside the key in one string.
type pairRow struct {
	a, b, event string
	day, itself int64
	rest        string
}

type indexed struct {
	parties []partyRow
	pairs   []pairRow
}

// indexRows are the rows of an event in event_parties and event_pairs.
func indexRows(e *record.Event) (rows indexed) {
	if e == nil {
		return rows
	}
	keys, day := partyKeys(e), int64(dayOf(e.Date))
	rest := fmt.Sprint(e.Kind, e.Status, e.Place.Country, e.Date.From, e.Date.To, e.Sources.Independent, len(e.Conflicts), verdict(e))
	for _, k := range keys {
		rows.parties = append(rows.parties, partyRow{k, string(e.ID), day, rest})
	}
	rest = fmt.Sprint(e.Kind, e.Status, e.Format, e.Date.From, e.Date.To, e.Place.Name, e.Scores.Plover, verdict(e))
	for _, p := range everyTwo(keys) {
		itself := int64(0)
		if isItself(e, p[0]) {
			itself = itselfA
		}
		if isItself(e, p[1]) {
			itself |= itselfB
		}
		rows.pairs = append(rows.pairs, pairRow{p[0], p[1], string(e.ID), day, itself, rest})
	}
	return rows
}

// What event_pairs says of who is a party itself.
const (
	itselfA = 1
	itselfB = 2
)

// isItself reports whether a party of an event is that of a key, or an office or ministry of it.
func isItself(e *record.Event, key string) bool {
	return slices.ContainsFunc(e.Parties(), func(p record.Party) bool {
		id, _, _ := strings.Cut(string(p.Actor), ".")
		return id == key || string(p.Actor) == key
	})
}

func (t *tx) putParty(p *partyRow, e *record.Event) error {
	from, to := bounds(e.Date)
	return t.exec(`INSERT INTO event_parties (party, day, event, kind, status, country, date_from, date_to, sources, conflicts, verdict)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		p.key, p.day, p.event, e.Kind.String(), e.Status.String(), e.Place.Country, from, to, e.Sources.Independent, len(e.Conflicts), verdict(e))
}

func (t *tx) putPair(p *pairRow, e *record.Event) error {
	from, to := bounds(e.Date)
	return t.exec(`INSERT INTO event_pairs (a, b, day, event, kind, status, format, date_from, date_to, place, score, itself, verdict)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
		p.a, p.b, p.day, p.event, e.Kind.String(), e.Status.String(), e.Format.String(), from, to, e.Place.Name, tenths(e.Scores.Plover), p.itself, verdict(e))
}

// tenths is a score as tables have it.
func tenths(score float64) int64 { return int64(math.Round(score * 10)) }

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

// A sum is a row of one of the tables that count, and what an event adds to it.
type sum struct {
	table *sums
	key   sumKey
	n     int64
	score int64
}

// sums is a table that counts, by the columns of its key.
type sums struct {
	add, drop string // its statements
}

func newSums(name, columns string) *sums {
	marks := strings.Repeat(", ?", strings.Count(columns, ",")+1)
	return &sums{
		add:  "INSERT INTO " + name + " (events, score, " + columns + ") VALUES (?, ?" + marks + ") ON CONFLICT DO UPDATE SET events = events + excluded.events, score = score + excluded.score",
		drop: "DELETE FROM " + name + " WHERE (" + columns + ") = (" + marks[2:] + ") AND events = 0",
	}
}

var (
	countSums   = newSums("counts", "a, b, month, kind, status")
	dyadSums    = newSums("dyads", "month, a, b")
	partnerSums = newSums("partners", "a, b")
)

// A sumKey is the key of any of them; what a table does not have is zero.
type sumKey struct {
	a, b         string
	month        int64
	kind, status string
}

func (s *sum) args() []any {
	switch k := s.key; s.table {
	case countSums:
		return []any{k.a, k.b, k.month, k.kind, k.status}
	case dyadSums:
		return []any{k.month, k.a, k.b}
	default:
		return []any{k.a, k.b}
	}
}

// sumsOf is what an event adds to the tables that count.
func sumsOf(e *record.Event) (out []sum) {
	if e == nil || e.IsRejected() {
		return nil
	}
	keys := partyKeys(e)
	pairs := everyTwo(keys)
	month, score := int64(monthOf(e.Date)), tenths(e.Scores.Plover)
	for _, p := range counted(keys, pairs) {
		out = append(out, sum{countSums, sumKey{p[0], p[1], month, e.Kind.String(), e.Status.String()}, 1, score})
	}
	if !tookPlace(e) {
		return out
	}
	for _, p := range everyTwo(sides(e)) {
		out = append(out, sum{dyadSums, sumKey{a: p[0], b: p[1], month: month}, 1, score})
	}
	for _, p := range pairs {
		out = append(out, sum{partnerSums, sumKey{a: p[0], b: p[1]}, 1, score}, sum{partnerSums, sumKey{a: p[1], b: p[0]}, 1, score})
	}
	return out
}

// count takes what an event was out of the counts and adds what it is. A row is there only while it counts something.
func (t *tx) count(was, is *record.Event) error {
	before, now := sumsOf(was), sumsOf(is)
	for i := range before {
		s := &before[i]
		if slices.Contains(now, *s) {
			continue
		}
		if err := errors.Join(t.exec(s.table.add, append([]any{-s.n, -s.score}, s.args()...)...), t.exec(s.table.drop, s.args()...)); err != nil {
			return err
		}
	}
	for i := range now {
		s := &now[i]
		if slices.Contains(before, *s) {
			continue
		}
		if err := t.exec(s.table.add, append([]any{s.n, s.score}, s.args()...)...); err != nil {
			return err
		}
	}
	return nil
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
		return t.index(nil, &e)
	})
}

// fillPairs fills the table of pairs.
func fillPairs(t *tx) error {
	return t.rows("SELECT json FROM events", nil, func(stmt *sqlite.Stmt) error {
		e, err := decode[record.Event](stmt, 0)
		if err != nil {
			return err
		}
		for _, p := range indexRows(&e).pairs {
			if err := t.putPair(&p, &e); err != nil {
				return err
			}
		}
		return nil
	})
}

// fillEventReports says of all reports which event they are of.
func fillEventReports(t *tx) error {
	return t.rows("SELECT e.json, f.seq FROM events AS e JOIN found AS f ON f.event = e.id", nil, func(stmt *sqlite.Stmt) error {
		e, err := decode[record.Event](stmt, 0)
		if err != nil {
			return err
		}
		return t.putEventReports(nil, &e, stmt.ColumnInt64(1))
	})
}
