package chancery

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"chancery/internal/date"
	"chancery/internal/plover"
	"chancery/internal/store"
)

// Month is a month of a year.
type Month = date.Month

// What is below answers what an analyst asks every day. All of it is read from indexes and counts that are kept as events
// come and go: it costs a few milliseconds, however large the record. Events come without their claims.

// defaultPage is how many entries a page has where no limit is given.
const defaultPage = 50

// ErrCursor says that a cursor is none of those that pages give.
var ErrCursor = errors.New("the cursor is not one that a page gave")

// An EventPage is a part of a list of events. Next leads to the part behind it; "" is the end.
type EventPage struct {
	Events []Event `json:"events"`
	Next   string  `json:"next,omitempty"`
}

// EventPage is the first q.Limit events (0: 50) that meet a query behind the cursor after, "" for the beginning.
func (r *Record) EventPage(ctx context.Context, q EventQuery, after string) (EventPage, error) {
	return r.eventPage(ctx, q, after, nil)
}

// eventPage lets change refine the query within the view.
func (r *Record) eventPage(ctx context.Context, q EventQuery, after string, change func(store.Reader, *store.EventQuery) error) (EventPage, error) {
	page := EventPage{Events: []Event{}}
	err := r.st.View(ctx, func(s store.Reader) error {
		sq, err := r.storeQuery(s, q)
		if err != nil {
			return err
		}
		if sq.After, err = eventCursor(after); err != nil {
			return err
		}
		if change != nil {
			if err := change(s, &sq); err != nil {
				return err
			}
		}
		most := sq.Limit
		if most <= 0 {
			most = defaultPage
		}
		sq.Limit = most + 1
		return s.EachEvent(sq, func(e Event) error {
			if len(page.Events) < most {
				page.Events = append(page.Events, e)
				return nil
			}
			at := store.PositionOf(&page.Events[most-1])
			page.Next = makeCursor(at.Day, at.ID)
			return nil
		})
	})
	return page, err
}

// makeCursor packs the place of an entry in a list.
func makeCursor(place ...any) string {
	b, err := json.Marshal(place)
	if err != nil {
		panic(err) // days, ids and numbers have a form in JSON
	}
	return base64.RawURLEncoding.EncodeToString(b)
}

// readCursor unpacks what makeCursor has packed into place.
func readCursor(s string, place ...any) error {
	b, err := base64.RawURLEncoding.DecodeString(s)
	var values []json.RawMessage
	if err == nil {
		err = json.Unmarshal(b, &values)
	}
	if err != nil || len(values) != len(place) {
		return fmt.Errorf("%w: %q", ErrCursor, s)
	}
	for i, v := range values {
		if json.Unmarshal(v, place[i]) != nil {
			return fmt.Errorf("%w: %q", ErrCursor, s)
		}
	}
	return nil
}

func eventCursor(s string) (*store.EventPosition, error) {
	if s == "" {
		return nil, nil
	}
	var at store.EventPosition
	return &at, readCursor(s, &at.Day, &at.ID)
}

// Newest is the last day on which an article of the record was published, 0 where none has a date. It is the day from
// which the record looks forward and back; no clock is asked.
func (r *Record) Newest(ctx context.Context) (day Day, err error) {
	err = r.st.View(ctx, func(s store.Reader) error { day, err = s.Newest(); return err })
	return day, err
}

// Upcoming is the planned events of which the date is not over on the day of the newest article, the next first. q may
// narrow it down.
func (r *Record) Upcoming(ctx context.Context, q EventQuery, after string) (EventPage, error) {
	q.Status, q.NewestFirst = plover.Planned, false
	return r.eventPage(ctx, q, after, func(s store.Reader, sq *store.EventQuery) error {
		day, err := s.Newest()
		sq.From = max(sq.From, day)
		return err
	})
}

// Unconfirmed is the planned events of which the date is over on the day of the newest article, and no article says that
// they took place or did not, the last first. q may narrow it down.
func (r *Record) Unconfirmed(ctx context.Context, q EventQuery, after string) (EventPage, error) {
	q.Status, q.NewestFirst = plover.Planned, true
	return r.eventPage(ctx, q, after, func(s store.Reader, sq *store.EventQuery) error {
		day, err := s.Newest()
		sq.Ended = max(day, 1)
		return err
	})
}

// Conflicts is the events on which articles disagree, the last first. q may narrow it down.
func (r *Record) Conflicts(ctx context.Context, q EventQuery, after string) (EventPage, error) {
	q.Conflict, q.NewestFirst = true, true
	return r.eventPage(ctx, q, after, nil)
}

// A News is an event that is new, or changed, since a time.
type News struct {
	Event  Event  `json:"event"`
	Change Change `json:"change"` // the last one
	At     string `json:"at"`     // RFC 3339, in UTC
}

// A NewsPage is a part of what is new. Next leads to what is older; "" is the end.
type NewsPage struct {
	News []News `json:"news"`
	Next string `json:"next,omitempty"`
}

// scanned is how many changes are looked at for a page, for each entry that it may have.
const scanned = 8

// Recent is the events that were added or changed since a time (RFC 3339 in UTC, or the beginning of one; "" for ever), what
// was last to change first, each event once in a page. limit 0 is 50; after is the cursor of the page before.
func (r *Record) Recent(ctx context.Context, since string, limit int, after string) (NewsPage, error) {
	page := NewsPage{News: []News{}}
	if limit <= 0 {
		limit = defaultPage
	}
	q := store.ChangeQuery{Since: since, Newest: true, Limit: limit * scanned}
	if after != "" {
		if err := readCursor(after, &q.After); err != nil {
			return page, err
		}
	}
	seen := map[ID]bool{}
	looked, last := 0, int64(0)
	err := r.st.View(ctx, func(s store.Reader) error {
		err := s.EachChange(q, func(step store.Step, ch store.Change) error {
			if len(page.News) == limit {
				return errStop
			}
			looked, last = looked+1, ch.Seq
			if seen[ch.Event] || ch.What == "removed" {
				return nil
			}
			seen[ch.Event] = true
			return s.EachEvent(store.EventQuery{IDs: []ID{ch.Event}, Standing: true}, func(e Event) error {
				page.News = append(page.News, News{Event: e, Change: ch, At: step.At})
				return nil
			})
		})
		if errors.Is(err, errStop) {
			looked, err = q.Limit, nil
		}
		return err
	})
	if looked == q.Limit {
		page.Next = makeCursor(last)
	}
	return page, err
}

// A DyadActivity is how much took place between two states, or organisations that belong to none.
type DyadActivity struct {
	A      Actor        `json:"a"`
	B      Actor        `json:"b"`
	Events int          `json:"events"`
	Score  float64      `json:"score"`  // mean of the PLOVER scores
	Months []MonthCount `json:"months"` // each month asked for, also without an event
}

// A MonthCount is what took place in a month.
type MonthCount struct {
	Month  Month       `json:"month"`
	Events int         `json:"events"`
	Score  float64     `json:"score"` // mean of the PLOVER scores, 0 without an event
	Kinds  []KindCount `json:"kinds,omitempty"`
}

// A KindCount is how many events are of a kind.
type KindCount struct {
	Kind   plover.Kind `json:"kind"`
	Events int         `json:"events"`
}

// BusiestDyads are the n dyads between whom most took place in the last months up to that of the newest article, the
// most first, with their counts by month.
func (r *Record) BusiestDyads(ctx context.Context, n, months int) ([]DyadActivity, error) {
	out := []DyadActivity{}
	err := r.st.View(ctx, func(s store.Reader) error {
		day, err := s.Newest()
		if err != nil || day == 0 {
			return err
		}
		to := date.MonthOf(day)
		from := to - Month(max(months, 1)) + 1
		dyads, err := s.Dyads(from, to, n)
		if err != nil {
			return err
		}
		for _, d := range dyads {
			counts, err := s.Counts(store.CountQuery{A: d.A, B: d.B, From: from, To: to})
			if err != nil {
				return err
			}
			act := DyadActivity{Events: d.Events, Score: d.Score / float64(d.Events), Months: series(counts, from, to)}
			if act.A, err = r.actor(s, d.A); err != nil {
				return err
			}
			if act.B, err = r.actor(s, d.B); err != nil {
				return err
			}
			out = append(out, act)
		}
		return nil
	})
	return out, err
}

// actor is the actor of an id: of the record, else of the register, else one that has only its id.
func (r *Record) actor(s store.Reader, id string) (Actor, error) {
	a, err := s.Actor(ActorID(id))
	if !errors.Is(err, ErrNotFound) {
		return a, err
	}
	reg, err := r.register()
	if err != nil {
		return a, err
	}
	if a, ok := registered(reg, id); ok {
		return a, nil
	}
	return Actor{ID: ActorID(id), Name: id}, nil
}

// Series is what took place with one actor, or between two, month by month from the first in which something did to the
// last, without gaps, at most 1,200. Events without a month, and those that go on for more than 31 days, are not in it.
func (r *Record) Series(ctx context.Context, names ...string) ([]MonthCount, error) {
	out := []MonthCount{}
	err := r.st.View(ctx, func(s store.Reader) error {
		q, err := r.countQuery(s, names)
		if err != nil {
			return err
		}
		q.From = 1
		counts, err := s.Counts(q)
		counts = slices.DeleteFunc(counts, func(c store.Count) bool { return !tookPlace(c.Status) })
		if err != nil || len(counts) == 0 {
			return err
		}
		to := counts[len(counts)-1].Month
		out = series(counts, max(counts[0].Month, to-maxMonths+1), to)
		return nil
	})
	return out, err
}

// maxMonths bounds a series: one wrong date of the Middle Ages must not make it thousands of months long.
const maxMonths = 1200

func (r *Record) countQuery(s store.Reader, names []string) (q store.CountQuery, err error) {
	if len(names) > 2 {
		return q, errors.New("counts are of one actor or two")
	}
	for i, name := range names {
		a, err := r.resolve(s, name)
		if err != nil {
			return q, err
		}
		*[]*string{&q.A, &q.B}[i] = string(a.ID)
	}
	return q, nil
}

func tookPlace(s plover.Status) bool { return s == plover.Occurred || s == plover.Ongoing }

// series adds up what took place, month by month.
func series(counts []store.Count, from, to Month) []MonthCount {
	out := make([]MonthCount, 0, to-from+1)
	for m := from; m <= to; m++ {
		out = append(out, MonthCount{Month: m})
	}
	for _, c := range counts {
		if c.Month < from || c.Month > to || !tookPlace(c.Status) {
			continue
		}
		m := &out[c.Month-from]
		m.Events += c.Events
		m.Score += c.Score
		i := slices.IndexFunc(m.Kinds, func(k KindCount) bool { return k.Kind == c.Kind })
		if i < 0 {
			i, m.Kinds = len(m.Kinds), append(m.Kinds, KindCount{Kind: c.Kind})
		}
		m.Kinds[i].Events += c.Events
	}
	for i := range out {
		if out[i].Events > 0 {
			out[i].Score /= float64(out[i].Events)
		}
	}
	return out
}

// A Tally is how many events have something in common.
type Tally struct {
	Name   string `json:"name"` // "" where it is not known
	Events int    `json:"events"`
}

// Counts are facets of some events, the most frequent first.
type Counts struct {
	Events    int     `json:"events"`
	More      bool    `json:"more"` // there are more: only the first in the order of the query were counted
	Kinds     []Tally `json:"kinds"`
	Statuses  []Tally `json:"statuses"`
	Countries []Tally `json:"countries"` // ISO codes of the places; left out where the counts of the whole record serve
	Years     []Tally `json:"years"`
}

// maxCounted is how many events are counted one by one, and of more than fewCounted what is kept counted is taken.
const (
	maxCounted = 10_000
	fewCounted = 1000
)

// Counts counts the events that meet a query, by kind, status, country of the place and year. All events of the record, of
// one actor and of two are kept counted, but for the countries; of any other query the first 10,000 are counted.
func (r *Record) Counts(ctx context.Context, q EventQuery) (Counts, error) {
	var out Counts
	err := r.st.View(ctx, func(s store.Reader) error {
		sq, err := r.storeQuery(s, q)
		if err != nil {
			return err
		}
		if isKeptCounted(&sq) {
			if out, err = keptCounts(s, &sq); err != nil || out.Events > fewCounted {
				return err
			}
		}
		f, err := s.Facets(sq, maxCounted)
		if err != nil {
			return err
		}
		n := f.Events
		if n == maxCounted {
			n, err = s.CountEvents(sq, maxCounted+1)
		}
		out = Counts{
			Events: f.Events, More: n > maxCounted, Kinds: tallies(f.Kinds, plover.Kind.String), Statuses: tallies(f.Statuses, plover.Status.String),
			Countries: tallies(f.Countries, strings.Clone), Years: tallies(f.Years, yearName),
		}
		return err
	})
	return out, err
}

// isKeptCounted reports whether a query names nothing but actors.
func isKeptCounted(q *store.EventQuery) bool {
	return len(q.Parties) <= 2 && q.Standing && q.Kind == plover.NoKind && q.Status == plover.NoStatus && q.Place == "" && q.Country == "" &&
		q.From == 0 && q.To == 0 && q.Ended == 0 && !q.Conflict && q.MinSources == 0
}

func keptCounts(s store.Reader, q *store.EventQuery) (Counts, error) {
	var cq store.CountQuery
	if len(q.Parties) > 0 {
		cq.A = q.Parties[0][0]
	}
	if len(q.Parties) > 1 {
		cq.B = q.Parties[1][0]
	}
	counts, err := s.Counts(cq)
	kinds, statuses, years, n := map[plover.Kind]int{}, map[plover.Status]int{}, map[int]int{}, 0
	for _, c := range counts {
		n += c.Events
		kinds[c.Kind] += c.Events
		statuses[c.Status] += c.Events
		years[c.Month.First().Year()] += c.Events
	}
	return Counts{
		Events: n, Kinds: tallies(kinds, plover.Kind.String), Statuses: tallies(statuses, plover.Status.String), Countries: []Tally{}, Years: tallies(years, yearName),
	}, err
}

func yearName(y int) string {
	if y <= 0 {
		return ""
	}
	return strconv.Itoa(y)
}

// tallies is the most frequent first; of equals in order of the name.
func tallies[K comparable](n map[K]int, name func(K) string) []Tally {
	out := make([]Tally, 0, len(n))
	for k, events := range n {
		out = append(out, Tally{name(k), events})
	}
	slices.SortFunc(out, func(a, b Tally) int {
		if a.Events != b.Events {
			return b.Events - a.Events
		}
		return strings.Compare(a.Name, b.Name)
	})
	return out
}

// A Partner is an actor with whom something took place.
type Partner struct {
	Actor  Actor   `json:"actor"`
	Events int     `json:"events"`
	Score  float64 `json:"score"` // mean of the PLOVER scores
}

// Partners are the n (0: all) actors with whom most took place of one actor, the most first: states, organisations and
// persons, those of its own country, too.
func (r *Record) Partners(ctx context.Context, name string, n int) ([]Partner, error) {
	out := []Partner{}
	err := r.st.View(ctx, func(s store.Reader) error {
		a, err := r.resolve(s, name)
		if err != nil {
			return err
		}
		found, err := s.Partners(string(a.ID), n)
		if err != nil {
			return err
		}
		for _, d := range found {
			b, err := r.actor(s, d.B)
			if err != nil {
				return err
			}
			out = append(out, Partner{Actor: b, Events: d.Events, Score: d.Score / float64(d.Events)})
		}
		return nil
	})
	return out, err
}

// An ArticleQuery asks for articles; what is zero is no condition.
type ArticleQuery struct {
	Outlet      string // as reading found it
	From, To    Day    // of publication
	NewestFirst bool
	Limit       int // 0: 50
}

// An ArticlePage is a part of a list of articles. Next leads to the part behind it; "" is the end.
type ArticlePage struct {
	Articles []ArticleRef `json:"articles"`
	Next     string       `json:"next,omitempty"`
}

// ArticlePage is the articles that meet a query behind the cursor after, in order of publication, those without a date last.
func (r *Record) ArticlePage(ctx context.Context, q ArticleQuery, after string) (ArticlePage, error) {
	page := ArticlePage{Articles: []ArticleRef{}}
	at, err := eventCursor(after)
	if err != nil {
		return page, err
	}
	most := q.Limit
	if most <= 0 {
		most = defaultPage
	}
	sq := store.ArticleQuery{Outlet: q.Outlet, From: q.From, To: q.To, Newest: q.NewestFirst, Limit: most + 1}
	if at != nil {
		sq.After = &store.ArticlePosition{Published: at.Day, ID: at.ID}
	}
	err = r.st.View(ctx, func(s store.Reader) error {
		list, err := s.ListArticles(sq)
		if len(list) > most {
			last := &list[most-1]
			page.Next = makeCursor(last.Published.From, last.ID)
			list = list[:most]
		}
		page.Articles = makeRefs(list)
		return err
	})
	return page, err
}

// A QuotePage is a part of a list of quotes. Next leads to the part behind it; "" is the end.
type QuotePage struct {
	Quotes []Quote `json:"quotes"`
	Next   string  `json:"next,omitempty"`
}

// QuotePage is the first q.Limit quotes (0: 50) that meet a query behind the cursor after, in order of publication, those
// without a date last.
func (r *Record) QuotePage(ctx context.Context, q QuoteQuery, after string) (QuotePage, error) {
	page := QuotePage{Quotes: []Quote{}}
	at, err := quoteCursor(after)
	if err != nil {
		return page, err
	}
	most := q.Limit
	if most <= 0 {
		most = defaultPage
	}
	err = r.st.View(ctx, func(s store.Reader) error {
		sq, err := r.quoteQuery(s, q)
		if err != nil {
			return err
		}
		sq.Limit, sq.After = most+1, at
		list, err := s.Quotes(sq)
		if len(list) > most {
			p := store.PositionOfQuote(&list[most-1])
			page.Next = makeCursor(p.Published, p.Article, p.Start, p.ID)
			list = list[:most]
		}
		page.Quotes = nonNil(list)
		return err
	})
	return page, err
}

func quoteCursor(s string) (*store.QuotePosition, error) {
	if s == "" {
		return nil, nil
	}
	var at store.QuotePosition
	return &at, readCursor(s, &at.Published, &at.Article, &at.Start, &at.ID)
}
