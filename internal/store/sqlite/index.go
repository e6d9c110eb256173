package sqlite

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strings"

	"chancery/internal/date"
	"chancery/internal/record"
	"chancery/internal/store"
	"zombiezen.com/go/sqlite"
)

// The fields of marks.
const (
	markKind     = "kind="
	markMode     = "mode=" // and format
	markStatus   = "status="
	markParty    = "party="   // id or country
	markState    = "state="   // country of a party
	markPlace    = "place="   // in lower case
	markLand     = "land="    // country of the place
	markOutlet   = "outlet="  // as it is written
	markLang     = "lang="    // of an article
	markSpeaker  = "by="      // id of who says so in an article
	markYear     = "year="    // of the first day
	markConflict = "conflict" // articles disagree
)

// yearLong is how many days after its first an event may end, for finding it.
const yearLong = 365

// An entry is what stands of an event in the tables by which it is found.
type entry struct {
	seq   int64
	day   date.Day
	marks []int64
}

// indexEvent makes an event to be found by what it says and what its reports have of it, in place of what it was before, and
// gives its number. What is as it was is not written again. claims are those of its reports, nil where they are to be looked
// up.
func (t *tx) indexEvent(e *record.Event, claims []record.Claim) (seq int64, err error) {
	had, err := t.entry(e.ID)
	if err != nil {
		return 0, err
	}
	toldBy, err := t.toldBy(e.Reports, claims)
	if err != nil {
		return 0, err
	}
	ids, err := t.markIDs(eventMarks(e, toldBy))
	if err != nil {
		return 0, err
	}
	day, last := foundDays(e.Date)
	standing := 1
	if e.IsRejected() {
		standing = 0
	}
	args := []any{string(e.ID), int64(day), int64(last), e.Sources.Independent, standing, packMarks(ids)}
	if seq = had.seq; seq != 0 {
		err = t.exec("UPDATE found SET event = ?, day = ?, last = ?, sources = ?, standing = ?, marks = ? WHERE seq = ?", append(args, seq)...)
	} else {
		err = t.exec("INSERT INTO found (event, day, last, sources, standing, marks) VALUES (?, ?, ?, ?, ?, ?)", args...)
		seq = t.conn.LastInsertRowID()
	}
	if err != nil {
		return 0, err
	}
	return seq, errors.Join(t.setMarks(had, entry{seq, day, ids}), t.setTold(seq, toldBy), t.setWords(seq, e.Summary, eventNames(e), eventWords(toldBy)))
}

// unindexEvent is the reverse of indexEvent.
func (t *tx) unindexEvent(id record.ID) (seq int64, err error) {
	had, err := t.entry(id)
	if err != nil || had.seq == 0 {
		return 0, err
	}
	return had.seq, errors.Join(t.setMarks(had, entry{}), t.setTold(had.seq, nil), t.exec("DELETE FROM event_words WHERE rowid = ?", had.seq),
		t.exec("DELETE FROM found WHERE seq = ?", had.seq))
}

// entry is what stands of an event; its seq is 0 where there is nothing.
func (t *tx) entry(id record.ID) (had entry, err error) {
	err = t.rows("SELECT seq, day, marks FROM found WHERE event = ?", []any{string(id)}, func(stmt *sqlite.Stmt) error {
		had = entry{seq: stmt.ColumnInt64(0), day: date.Day(stmt.ColumnInt32(1)), marks: unpackMarks(columnBytes(stmt, 2), nil)}
		return nil
	})
	return had, err
}

// setMarks takes away the marks that an event had and has no more, and puts those that it has now.
func (t *tx) setMarks(had, now entry) error {
	kept := func(e *entry, id int64) bool {
		_, found := slices.BinarySearch(e.marks, id)
		return found && had.day == now.day
	}
	for _, id := range had.marks {
		if kept(&now, id) {
			continue
		}
		err := errors.Join(t.exec("DELETE FROM marked WHERE mark = ? AND day = ? AND seq = ?", id, int64(had.day), had.seq),
			t.exec("UPDATE marks SET events = events - 1 WHERE id = ?", id))
		if err != nil {
			return err
		}
	}
	for _, id := range now.marks {
		if kept(&had, id) {
			continue
		}
		err := errors.Join(t.exec("INSERT INTO marked (mark, day, seq) VALUES (?, ?, ?)", id, int64(now.day), now.seq),
			t.exec("UPDATE marks SET events = events + 1 WHERE id = ?", id))
		if err != nil {
			return err
		}
	}
	return nil
}

// setTold says which articles tell an event.
func (t *tx) setTold(seq int64, toldBy []telling) error {
	left := map[int64]bool{}
	err := t.rows("SELECT article FROM told WHERE event = ?", []any{seq}, func(stmt *sqlite.Stmt) error { left[stmt.ColumnInt64(0)] = true; return nil })
	if err != nil {
		return err
	}
	had := maps.Clone(left)
	for i := range toldBy {
		article := toldBy[i].article
		delete(left, article)
		if had[article] {
			continue
		}
		had[article] = true
		if err := t.exec("INSERT INTO told (event, article) VALUES (?, ?)", seq, article); err != nil {
			return err
		}
	}
	for _, article := range slices.Sorted(maps.Keys(left)) {
		if err := t.exec("DELETE FROM told WHERE event = ? AND article = ?", seq, article); err != nil {
			return err
		}
	}
	return nil
}

// setWords puts the words by which an event is found.
func (t *tx) setWords(seq int64, words ...string) error {
	known, same := false, false
	err := t.rows("SELECT summary, names, words FROM event_words WHERE rowid = ?", []any{seq}, func(stmt *sqlite.Stmt) error {
		known, same = true, true
		for i, w := range words {
			same = same && stmt.ColumnText(i) == w
		}
		return nil
	})
	if err != nil || same {
		return err
	}
	if known {
		if err := t.exec("DELETE FROM event_words WHERE rowid = ?", seq); err != nil {
			return err
		}
	}
	return t.exec("INSERT INTO event_words (rowid, summary, names, words) VALUES (?, ?, ?, ?)", seq, words[0], words[1], words[2])
}

// A telling is what has to be known of a report of an event.
type telling struct {
	article  int64
	language string
	claims   []record.Claim // of the first one, those of all, where they were at hand
}

func (t *tx) toldBy(reports []record.ID, claims []record.Claim) (out []telling, err error) {
	query := "SELECT d.seq, d.language, r.json FROM reports AS r JOIN readings AS d ON d.seq = r.row >> 20 WHERE r.row = ?"
	if len(claims) > 0 {
		query = "SELECT d.seq, d.language FROM reports AS r JOIN readings AS d ON d.seq = r.row >> 20 WHERE r.row = ?"
	}
	for _, id := range reports {
		row, err := t.row(id)
		if err == store.ErrNotFound {
			continue
		}
		if err != nil {
			return nil, err
		}
		err = t.rows(query, []any{row}, func(stmt *sqlite.Stmt) (err error) {
			tl := telling{article: stmt.ColumnInt64(0), language: stmt.ColumnText(1)}
			if len(claims) == 0 {
				var rp struct {
					Claims []record.Claim `json:"claims"`
				}
				err = json.Unmarshal(columnBytes(stmt, 2), &rp)
				tl.claims = rp.Claims
			}
			out = append(out, tl)
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	if len(out) > 0 && len(claims) > 0 {
		out[0].claims = claims
	}
	return out, nil
}

func columnBytes(stmt *sqlite.Stmt, col int) []byte {
	b := make([]byte, stmt.ColumnLen(col))
	stmt.ColumnBytes(col, b)
	return b
}

// foundDays are the first and the last day by which an event is found.
func foundDays(r date.Range) (day, last date.Day) {
	switch {
	case r.From == 0:
		return r.To, r.To
	case r.To == 0 || r.To > r.From+yearLong:
		return r.From, r.From + yearLong
	}
	return r.From, r.To
}

// eventMarks are the marks of an event, sorted, each once.
func eventMarks(e *record.Event, toldBy []telling) []string {
	marks := []string{"", markKind + e.Kind.String(), markStatus + e.Status.String()}
	add := func(field, value string) {
		if value != "" {
			marks = append(marks, field+value)
		}
	}
	add(markMode, e.Mode.String())
	add(markMode, e.Format.String())
	for _, p := range e.Parties() {
		add(markParty, string(p.Actor))
		add(markParty, p.Country)
		add(markState, p.Country)
	}
	add(markPlace, strings.ToLower(e.Place.Name))
	add(markLand, e.Place.Country)
	for _, o := range e.Sources.Outlets {
		add(markOutlet, o)
	}
	if len(e.Conflicts) > 0 {
		marks = append(marks, markConflict)
	}
	if day, _ := foundDays(e.Date); day != 0 {
		add(markYear, day.String()[:4])
	}
	for i := range toldBy {
		add(markLang, strings.ToLower(toldBy[i].language))
		for j := range toldBy[i].claims {
			add(markSpeaker, string(toldBy[i].claims[j].Asserter))
		}
	}
	slices.Sort(marks)
	return slices.Compact(marks)
}

// markIDs are the numbers of marks, in order; those that have none get one.
func (t *tx) markIDs(marks []string) ([]int64, error) {
	ids := make([]int64, 0, len(marks))
	for _, m := range marks {
		id, err := t.markID(m)
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids, nil
}

// rememberedMarks is of how many marks a transaction remembers the numbers, which never change.
const rememberedMarks = 20_000

func (t *tx) markID(m string) (int64, error) {
	if id := t.marks[m]; id != 0 {
		return id, nil
	}
	id, _, err := t.mark(m)
	if err == nil && id == 0 {
		err = t.exec("INSERT INTO marks (mark) VALUES (?)", m)
		id = t.conn.LastInsertRowID()
	}
	if err != nil {
		return 0, err
	}
	if t.marks == nil || len(t.marks) >= rememberedMarks {
		t.marks = map[string]int64{}
	}
	t.marks[m] = id
	return id, nil
}

// mark is the number of a mark, 0 where no event ever had it, and how many events have it.
func (t *tx) mark(m string) (id int64, events int, err error) {
	err = t.rows("SELECT id, events FROM marks WHERE mark = ?", []any{m}, func(stmt *sqlite.Stmt) error {
		id, events = stmt.ColumnInt64(0), stmt.ColumnInt(1)
		return nil
	})
	return id, events, err
}

func packMarks(ids []int64) []byte {
	var b []byte
	for _, id := range ids {
		b = binary.AppendUvarint(b, uint64(id))
	}
	return blob(b)
}

func unpackMarks(b []byte, ids []int64) []int64 {
	for len(b) > 0 {
		id, n := binary.Uvarint(b)
		if n <= 0 {
			break
		}
		ids = append(ids, int64(id))
		b = b[n:]
	}
	return ids
}

// eventNames is by what else an event is found in full text.
func eventNames(e *record.Event) string {
	var names []string
	for _, p := range e.Parties() {
		names = append(names, p.Name, p.Office)
	}
	names = append(names, e.Place.Name)
	names = append(names, e.Topics...)
	return strings.Join(slices.DeleteFunc(names, func(s string) bool { return s == "" }), "\n")
}

// maxEventWords is how many bytes of the sentences that tell an event are found in full text.
const maxEventWords = 8000

// eventWords is the sentences that tell an event, each once.
func eventWords(toldBy []telling) string {
	var b strings.Builder
	seen := map[string]bool{}
	for i := range toldBy {
		for j := range toldBy[i].claims {
			cl := &toldBy[i].claims[j]
			words := strings.Join(strings.Fields(cl.Words), " ")
			if cl.Field != record.FieldKind || seen[words] || b.Len()+len(words) > maxEventWords {
				continue
			}
			seen[words] = true
			if b.Len() > 0 {
				b.WriteByte('\n')
			}
			b.WriteString(words)
		}
	}
	return b.String()
}

// indexAllEvents is for records in which no event is to be found yet.
func indexAllEvents(t *tx) error {
	return t.rows("SELECT json FROM events ORDER BY date_from, id", nil, func(stmt *sqlite.Stmt) error {
		e, err := decode[record.Event](stmt, 0)
		if err != nil {
			return err
		}
		_, err = t.indexEvent(&e, nil)
		return err
	})
}

// indexEventsOf brings up to date what is found of the events of an article that has been read anew.
func (t *tx) indexEventsOf(article int64) error {
	events, err := list[record.Event](t, "SELECT e.json FROM told AS t JOIN found AS f ON f.seq = t.event JOIN events AS e ON e.id = f.event WHERE t.article = ?", article)
	if err != nil {
		return err
	}
	for i := range events {
		if _, err := t.indexEvent(&events[i], nil); err != nil {
			return err
		}
	}
	return nil
}
