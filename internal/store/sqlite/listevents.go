package sqlite

import (
	"errors"
	"slices"
	"strings"

	"chancery/internal/date"
	"chancery/internal/plover"
	"chancery/internal/record"
	"chancery/internal/store"
	"zombiezen.com/go/sqlite"
)

// EachEvent implements store.Reader. The index gives ids; the events are looked up by them.
func (t *tx) EachEvent(q store.EventQuery, f func(record.Event) error) error {
	return t.eachEventID(q, func(id string) error {
		found, err := list[record.Event](t, "SELECT json FROM events WHERE id = ?", id)
		if err != nil || len(found) == 0 {
			return err
		}
		return f(found[0])
	})
}

// CountEvents implements store.Reader.
func (t *tx) CountEvents(q store.EventQuery, most int) (n int, err error) {
	q.After, q.Limit = nil, most
	err = t.eachEventID(q, func(string) error { n++; return nil })
	return n, err
}

func (t *tx) eachEventID(q store.EventQuery, f func(string) error) error {
	if q.IDs != nil && len(q.IDs) == 0 {
		return nil
	}
	w := eventWalk(q)
	var day date.Day
	var ties []any
	if q.After != nil {
		day, ties = q.After.Day, []any{string(q.After.ID)}
	}
	return t.each(&w, day, ties, func(stmt *sqlite.Stmt) error { return f(stmt.ColumnText(0)) })
}

// Shared implements store.Reader: one walk along the rows of a pair.
func (t *tx) Shared(q store.SharedQuery) (out []record.Outline, err error) {
	a, b := min(q.A, q.B), max(q.A, q.B)
	c := condition{}
	c.add("a = ? AND b = ? AND verdict <> 'reject'", a, b)
	for _, key := range q.Itself {
		who := itselfA
		if key == b {
			who = itselfB
		}
		c.add("itself & ?", who)
	}
	if q.From != 0 {
		c.add("(date_to >= ? OR date_to = 0) AND day > 0", int64(q.From))
	}
	if q.To != 0 {
		c.add("date_from <= ? AND day > 0", int64(q.To))
	}
	err = t.rows("SELECT event, kind, status, format, date_from, date_to, place, score FROM event_pairs"+c.where()+" ORDER BY day, event", c.args, func(stmt *sqlite.Stmt) error {
		o := record.Outline{
			ID: record.ID(stmt.ColumnText(0)), From: date.Day(stmt.ColumnInt32(4)), To: date.Day(stmt.ColumnInt32(5)), Place: stmt.ColumnText(6), Plover: float64(stmt.ColumnInt64(7)) / 10,
		}
		var err1, err2, err3 error
		o.Kind, err1 = plover.ParseKind(stmt.ColumnText(1))
		o.Status, err2 = plover.ParseStatus(stmt.ColumnText(2))
		o.Format, err3 = plover.ParseFormat(stmt.ColumnText(3))
		out = append(out, o)
		return errors.Join(err1, err2, err3)
	})
	return out, err
}

// Facets implements store.Reader.
func (t *tx) Facets(q store.EventQuery, most int) (store.Facets, error) {
	out := store.Facets{Kinds: map[plover.Kind]int{}, Statuses: map[plover.Status]int{}, Countries: map[string]int{}, Years: map[int]int{}}
	q.Limit = most
	w := eventWalk(q)
	w.columns = "kind, status, country, " + w.day
	err := t.each(&w, 0, nil, func(stmt *sqlite.Stmt) error {
		kind, err1 := plover.ParseKind(stmt.ColumnText(0))
		status, err2 := plover.ParseStatus(stmt.ColumnText(1))
		out.Events++
		out.Kinds[kind]++
		out.Statuses[status]++
		out.Countries[stmt.ColumnText(2)]++
		year := 0
		if day := date.Day(stmt.ColumnInt32(3)); day != 0 {
			year = day.Year()
		}
		out.Years[year]++
		return errors.Join(err1, err2)
	})
	return out, err
}

// eventWalk chooses the index that leaves the least to look at, and puts the other conditions on its rows.
func eventWalk(q store.EventQuery) walk {
	w := walk{columns: "e.id", day: "e.day", ties: []string{"e.id"}, newest: q.Newest, limit: q.Limit}
	parties := w.choose(q)
	for _, keys := range parties {
		w.where.in("EXISTS (SELECT 1 FROM event_parties AS x WHERE x.party IN %s AND x.day = "+w.day+" AND x.event = "+w.ties[0]+")", keys)
	}
	w.filter(q)
	w.parts = eventParts(q, w.table == eventsBy("day") || w.table == eventsBy("kind") || w.table == eventsBy("status") || w.table == eventsBy("country"))
	return w
}

func eventsBy(what string) string { return "events AS e INDEXED BY events_by_" + what }

// choose sets the table, and gives back the parties that it does not take care of.
func (w *walk) choose(q store.EventQuery) [][]string {
	parties := slices.Clone(q.Parties)
	slices.SortStableFunc(parties, func(a, b []string) int { return len(a) - len(b) })
	switch {
	case len(q.IDs) > 0:
		ids := make([]string, len(q.IDs))
		for i, id := range q.IDs {
			ids[i] = string(id)
		}
		w.table = "events AS e"
		w.where.in("e.id IN %s", ids)
	case q.Place != "":
		w.table = eventsBy("place")
		w.where.add("place = ?", q.Place)
	case len(parties) > 1 && len(parties[1]) == 1:
		a, b := parties[0][0], parties[1][0]
		w.table, w.day, w.ties, w.columns = "(SELECT a, b, day, event FROM event_pairs) AS p CROSS JOIN events AS e ON e.id = p.event", "p.day", []string{"p.event"}, "p.event"
		if a != b {
			w.where.add("p.a = ? AND p.b = ?", min(a, b), max(a, b))
			return parties[2:]
		}
		fallthrough
	case len(parties) > 0 && len(parties[0]) == 1:
		w.table, w.day, w.ties, w.columns = "event_parties AS p", "p.day", []string{"p.event"}, "p.event"
		w.where.add("party = ?", parties[0][0])
		return parties[1:]
	case len(parties) > 1 && len(parties[0])*len(parties[1]) <= maxPairs:
		w.table = "events AS e"
		w.pairs(parties[0], parties[1])
		return parties[2:]
	case len(parties) > 0:
		w.table = "events AS e"
		w.where.in("e.id IN (SELECT event FROM event_parties WHERE party IN %s)", parties[0])
		return parties[1:]
	case q.Conflict:
		w.table = "events AS e INDEXED BY events_in_conflict"
	case q.Country != "":
		w.table = eventsBy("country")
	case q.Kind != plover.NoKind:
		w.table = eventsBy("kind")
	case q.Status != plover.NoStatus:
		w.table = eventsBy("status")
	case q.MinSources > 3:
		w.table = "events AS e INDEXED BY events_of_many"
		w.where.add("sources > 3")
	default:
		w.table = eventsBy("day")
	}
	return parties
}

// maxPairs is how many pairs are looked up one by one.
const maxPairs = 16

// pairs leaves the events of a party of each of two lists.
func (w *walk) pairs(as, bs []string) {
	var parts []string
	var args []any
	for _, a := range as {
		for _, b := range bs {
			if a == b {
				parts, args = append(parts, "SELECT event FROM event_parties WHERE party = ?"), append(args, a)
				continue
			}
			parts, args = append(parts, "SELECT event FROM event_pairs WHERE a = ? AND b = ?"), append(args, min(a, b), max(a, b))
		}
	}
	w.where.add("e.id IN ("+strings.Join(parts, " UNION ")+")", args...)
}

// filter adds the conditions that every table has columns for.
func (w *walk) filter(q store.EventQuery) {
	if q.Kind != plover.NoKind {
		w.where.add("kind = ?", q.Kind.String())
	}
	if q.Status != plover.NoStatus {
		w.where.add("status = ?", q.Status.String())
	}
	if q.Country != "" {
		w.where.add("country = ?", q.Country)
	}
	if q.From != 0 {
		w.where.add("(date_to >= ? OR date_to = 0)", int64(q.From))
	}
	if q.To != 0 {
		w.where.add("date_from <= ?", int64(q.To))
	}
	if q.Ended != 0 {
		w.where.add("date_to > 0 AND date_to < ?", int64(q.Ended))
	}
	if q.Conflict {
		w.where.add("conflicts > 0")
	}
	if q.MinSources > 0 {
		w.where.add("sources >= ?", q.MinSources)
	}
	if q.Standing {
		w.where.add("verdict <> 'reject'")
	}
}

// longest is how many days after its first an event may end and not be long, as the tables have it.
const longest = 92

// eventParts are the ranges of days in which events can meet a query, in the order that it asks for. What can have happened
// in a time though its day is before or after it is looked for in the index of long events, where all events are walked.
func eventParts(q store.EventQuery, all bool) []part {
	to := q.To
	if q.Ended != 0 && (to == 0 || to >= q.Ended) {
		to = q.Ended - 1
	}
	if q.From == 0 && to == 0 {
		return []part{dated(0, 0), undated}
	}
	begin := date.Day(0)
	table := ""
	if all {
		begin, table = max(q.From-longest, 0), "events AS e INDEXED BY events_long"
	}
	out := []part{dated(begin, to)}
	if begin > 1 {
		out = append([]part{{table: table, extra: "long", from: 1, to: begin - 1}}, out...)
	}
	if q.To != 0 {
		extra := "date_from = 0"
		if all {
			extra = "long AND date_from = 0"
		}
		out = append(out, part{table: table, extra: extra, from: to + 1, to: date.MaxDay})
	}
	if q.Newest {
		slices.Reverse(out)
	}
	return out
}
