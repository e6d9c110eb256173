package storetest

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"chancery/internal/date"
	"chancery/internal/plover"
	"chancery/internal/record"
	"chancery/internal/store"
)

// randomEvent is one of few parties, kinds and days, so that many have something in common.
func randomEvent(rng *rand.Rand, n int) record.Event {
	names := []string{"FRA", "IND", "DEU", "emmanuel-macron", "NATO"}
	rng.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
	e := event(fmt.Sprintf("e%03d", n), 0, 0, names[:1+rng.IntN(3)]...)
	for i := range e.Actors {
		if e.Actors[i].Actor == "emmanuel-macron" {
			e.Actors[i].Country = "FRA"
		}
	}
	from := day(1, 1) + date.Day(rng.IntN(500))
	switch rng.IntN(6) {
	case 0:
	case 1:
		e.Date.To = from
	case 2:
		e.Date.From = from
	case 3:
		e.Date.From, e.Date.To = from, from+date.Day(rng.IntN(300))
	default:
		e.Date.From, e.Date.To = from, from
	}
	e.Kind = []plover.Kind{plover.Consult, plover.Accuse, plover.Sanction}[rng.IntN(3)]
	e.Status = []plover.Status{plover.Planned, plover.Occurred, plover.Denied}[rng.IntN(3)]
	e.Scores.Plover = float64(rng.IntN(40)-20) / 2
	e.Sources.Independent = 1 + rng.IntN(6)
	e.Place.Name, e.Place.Country = []string{"Paris", "Delhi", ""}[rng.IntN(3)], []string{"FRA", "IND", ""}[rng.IntN(3)]
	if rng.IntN(5) == 0 {
		e.Conflicts = []record.Field{record.FieldDate}
	}
	if rng.IntN(8) == 0 {
		e.Judged = &record.Judged{Verdict: record.Reject, Judgments: []int64{1}}
	}
	return e
}

// putRandom puts, changes and drops events, and gives those that are there in the end.
func putRandom(t *testing.T, st store.Store) map[record.ID]record.Event {
	t.Helper()
	rng := rand.New(rand.NewPCG(1, 2))
	there := map[record.ID]record.Event{}
	for range 20 {
		update(t, st, func(w store.Writer) error {
			for range 30 {
				e := randomEvent(rng, rng.IntN(150))
				if rng.IntN(4) == 0 {
					delete(there, e.ID)
					if err := w.DropEvent(e.ID); err != nil {
						return err
					}
					continue
				}
				there[e.ID] = e
				if err := w.PutEvent(e); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return there
}

func keysOf(e *record.Event) []string {
	keys := map[string]bool{}
	for _, p := range e.Parties() {
		keys[string(p.Actor)] = true
		keys[p.Country] = true
	}
	delete(keys, "")
	return slices.Sorted(maps.Keys(keys))
}

// meets says in the plainest way whether an event meets a query.
func meets(e *record.Event, q *store.EventQuery) bool {
	for _, keys := range q.Parties {
		if !slices.ContainsFunc(keysOf(e), func(k string) bool { return slices.Contains(keys, k) }) {
			return false
		}
	}
	from, to := e.Date.From, e.Date.To
	return (q.Kind == 0 || e.Kind == q.Kind) && (q.Status == 0 || e.Status == q.Status) && (q.Place == "" || e.Place.Name == q.Place) &&
		(q.Country == "" || e.Place.Country == q.Country) && (!q.Conflict || len(e.Conflicts) > 0) && e.Sources.Independent >= q.MinSources &&
		(!q.Standing || !e.IsRejected()) &&
		(q.From == 0 || e.Date.IsKnown() && (to == 0 || to >= q.From)) && (q.To == 0 || e.Date.IsKnown() && from <= q.To) && (q.Ended == 0 || to != 0 && to < q.Ended)
}

func testLists(t *testing.T, st store.Store) {
	there := putRandom(t, st)
	mid := day(8, 1)
	parties := [][][]string{nil, {{"FRA"}}, {{"FRA"}, {"IND"}}, {{"IND"}, {"emmanuel-macron"}, {"FRA"}}, {{"FRA", "emmanuel-macron"}, {"IND", "DEU"}}, {{"DEU"}, {"DEU"}}}
	for _, base := range []store.EventQuery{
		{}, {Kind: plover.Accuse}, {Status: plover.Planned}, {Place: "Paris"}, {Country: "IND"}, {Conflict: true}, {MinSources: 2}, {MinSources: 5}, {Standing: true},
		{From: mid}, {To: mid}, {From: mid, To: mid + 20}, {Ended: mid}, {Ended: mid, From: mid - 30}, {Kind: plover.Consult, Status: plover.Occurred, From: mid, Standing: true},
		{Place: "Delhi", MinSources: 4, Conflict: true},
	} {
		for _, p := range parties {
			for _, newest := range []bool{false, true} {
				q := base
				q.Parties, q.Newest = p, newest
				checkList(t, st, there, q)
			}
		}
	}
}

func checkList(t *testing.T, st store.Store, there map[record.ID]record.Event, q store.EventQuery) {
	t.Helper()
	var want []record.Event
	facets := store.Facets{Kinds: map[plover.Kind]int{}, Statuses: map[plover.Status]int{}, Countries: map[string]int{}, Years: map[int]int{}}
	for _, e := range there {
		if !meets(&e, &q) {
			continue
		}
		want = append(want, e)
		facets.Events++
		facets.Kinds[e.Kind]++
		facets.Statuses[e.Status]++
		facets.Countries[e.Place.Country]++
		if at := store.PositionOf(&e).Day; at == 0 {
			facets.Years[0]++
		} else {
			facets.Years[at.Year()]++
		}
	}
	slices.SortFunc(want, func(a, b record.Event) int {
		x, y := store.PositionOf(&a), store.PositionOf(&b)
		if (x.Day == 0) != (y.Day == 0) {
			return cmp.Compare(y.Day, x.Day)
		}
		c := cmp.Or(cmp.Compare(x.Day, y.Day), cmp.Compare(x.ID, y.ID))
		if q.Newest {
			return -c
		}
		return c
	})
	view(t, st, func(r store.Reader) error {
		var all, paged []record.Event
		err := r.EachEvent(q, func(e record.Event) error { all = append(all, e); return nil })
		for page := q; ; {
			page.Limit = 7
			n := len(paged)
			if err := r.EachEvent(page, func(e record.Event) error { paged = append(paged, e); return nil }); err != nil {
				return err
			}
			if len(paged) == n {
				break
			}
			at := store.PositionOf(&paged[len(paged)-1])
			page.After = &at
		}
		same(t, fmt.Sprintf("%+v", q), want, all)
		same(t, fmt.Sprintf("pages of %+v", q), want, paged)
		n, err2 := r.CountEvents(q, 0)
		most, err3 := r.CountEvents(q, 3)
		if n != len(want) || most != min(3, n) {
			t.Errorf("%+v: counted %d and %d, want %d", q, n, most, len(want))
		}
		got, err4 := r.Facets(q, 0)
		same(t, fmt.Sprintf("facets of %+v", q), facets, got)
		return errors.Join(err, err2, err3, err4)
	})
}

// testShared compares what two parties share with what all events say.
func testShared(t *testing.T, st store.Store) {
	there := putRandom(t, st)
	names := []string{"DEU", "FRA", "IND", "NATO", "emmanuel-macron"}
	for i, a := range names {
		for _, b := range names[i+1:] {
			for _, q := range []store.SharedQuery{
				{}, {Itself: []string{a}}, {Itself: []string{b}}, {Itself: []string{a, b}}, {From: day(8, 1)}, {To: day(8, 1)}, {From: day(5, 9), To: day(8, 1), Itself: []string{b}},
			} {
				q.A, q.B = b, a
				checkShared(t, st, there, q)
				q.A, q.B = a, b
				checkShared(t, st, there, q)
			}
		}
	}
}

func checkShared(t *testing.T, st store.Store, there map[record.ID]record.Event, q store.SharedQuery) {
	t.Helper()
	var want []record.Outline
	all := store.EventQuery{Parties: [][]string{{q.A}, {q.B}}, From: q.From, To: q.To, Standing: true}
	for _, e := range there {
		isItself := func(key string) bool {
			return slices.ContainsFunc(e.Parties(), func(p record.Party) bool { return string(p.Actor) == key })
		}
		if meets(&e, &all) && !slices.ContainsFunc(q.Itself, func(key string) bool { return !isItself(key) }) {
			want = append(want, e.Outline())
		}
	}
	slices.SortFunc(want, func(a, b record.Outline) int {
		return cmp.Or(cmp.Compare(cmp.Or(a.From, a.To), cmp.Or(b.From, b.To)), cmp.Compare(a.ID, b.ID))
	})
	view(t, st, func(r store.Reader) error {
		got, err := r.Shared(q)
		same(t, fmt.Sprintf("%+v", q), want, got)
		return err
	})
}

// counter is what a store keeps counted, by the keys of the rows.
type counter map[string]*store.Count

func (c counter) add(e *record.Event, key string, month date.Month) {
	key = fmt.Sprint(key, " ", month, " ", e.Kind, " ", e.Status)
	if c[key] == nil {
		c[key] = &store.Count{Month: month, Kind: e.Kind, Status: e.Status}
	}
	c[key].Events++
	c[key].Score += e.Scores.Plover
}

func testCounts(t *testing.T, st store.Store) {
	there := putRandom(t, st)
	want := counter{}
	partners := map[string]int{}
	for _, e := range there {
		if e.IsRejected() {
			continue
		}
		month := date.MonthOf(store.PositionOf(&e).Day)
		if e.Date.From != 0 && (e.Date.To == 0 || e.Date.To-e.Date.From >= 31) {
			month = 0
		}
		keys := keysOf(&e)
		want.add(&e, " ", month)
		for i, a := range keys {
			want.add(&e, a+" ", month)
			for _, b := range keys[i+1:] {
				want.add(&e, a+" "+b, month)
				if e.Status == plover.Occurred {
					partners[a+" "+b]++
					partners[b+" "+a]++
				}
			}
		}
	}
	view(t, st, func(r store.Reader) error {
		got := counter{}
		names := []string{"", "DEU", "FRA", "IND", "NATO", "emmanuel-macron"}
		for i, a := range names {
			for _, b := range names[min(i+1, len(names)):] {
				pair := [][2]string{{a, b}, {b, a}}
				if a == "" {
					pair = [][2]string{{b, ""}}
				}
				for _, p := range pair {
					list, err := r.Counts(store.CountQuery{A: p[0], B: p[1]})
					if err != nil {
						return err
					}
					key := a + " " + b
					if a == "" {
						key = b + " "
					}
					for _, n := range list {
						got[fmt.Sprint(key, " ", n.Month, " ", n.Kind, " ", n.Status)] = &n
					}
				}
			}
		}
		all, err := r.Counts(store.CountQuery{})
		for _, n := range all {
			got[fmt.Sprint(" ", " ", n.Month, " ", n.Kind, " ", n.Status)] = &n
		}
		same(t, "counts", want, got)
		some, err2 := r.Counts(store.CountQuery{A: "FRA", From: date.MonthOf(day(3, 1)), To: date.MonthOf(day(4, 1))})
		for _, n := range some {
			if n.Month.String() != "2023-03" && n.Month.String() != "2023-04" {
				t.Errorf("a count of %v, outside of what was asked", n.Month)
			}
		}
		if len(some) == 0 {
			t.Error("no counts of two months")
		}
		found := map[string]int{}
		for _, a := range names[1:] {
			list, err := r.Partners(a, 0)
			if err != nil {
				return err
			}
			for i, d := range list {
				found[a+" "+d.B] = d.Events
				if i > 0 && d.Events > list[i-1].Events {
					t.Errorf("partners of %s are not in order: %v", a, list)
				}
			}
		}
		same(t, "partners", partners, found)
		return errors.Join(err, err2)
	})
}

func testDyads(t *testing.T, st store.Store) {
	happened := func(id string, at date.Day, score float64, actors ...string) record.Event {
		e := event(id, at, at, actors...)
		e.Scores.Plover = score
		return e
	}
	planned := happened("p", day(3, 1), 9, "FRA", "IND")
	planned.Status = plover.Planned
	update(t, st, func(w store.Writer) error {
		return errors.Join(
			w.PutEvent(happened("a", day(3, 1), 2.5, "FRA", "IND")), w.PutEvent(happened("b", day(4, 1), -1, "IND", "FRA", "NATO")), w.PutEvent(planned),
			w.PutEvent(happened("c", day(5, 1), 4, "DEU", "FRA")), w.PutEvent(happened("d", day(5, 1), 4, "DEU", "NATO")), w.DropEvent("d"))
	})
	march, may := date.MonthOf(day(3, 1)), date.MonthOf(day(5, 1))
	view(t, st, func(r store.Reader) error {
		all, err := r.Dyads(march, may, 0)
		same(t, "dyads", []store.Dyad{{A: "FRA", B: "IND", Events: 2, Score: 1.5}, {A: "DEU", B: "FRA", Events: 1, Score: 4}, {A: "FRA", B: "NATO", Events: 1, Score: -1}, {A: "IND", B: "NATO", Events: 1, Score: -1}}, all)
		one, err2 := r.Dyads(may, may, 1)
		same(t, "dyads of May", []store.Dyad{{A: "DEU", B: "FRA", Events: 1, Score: 4}}, one)
		return errors.Join(err, err2)
	})
}

// testPages puts articles and quotes, some without a date, and wants every page of them in order.
func testPages(t *testing.T, st store.Store) {
	var articles []record.Article
	var quotes []record.Quote
	for n := 1; n <= 30; n++ {
		rd := reading(n)
		rd.Article.Outlet = []string{"Wire", "Post"}[n%2]
		if rd.Article.Published = date.MakeRange(day(7, n/3), date.Stated); n%7 == 0 {
			rd.Article.Published = date.Range{}
		}
		rd.Quotes = nil
		for i := range 2 {
			q := reading(n).Quotes[0]
			q.ID, q.Start, q.Published = record.ID(fmt.Sprintf("%04d.q%d", n, i+1)), uint32(100*(n%3)+i), rd.Article.Published
			q.Speaker, q.About = record.ActorID([]string{"x", "y", "z"}[(n+i)%3]), []record.ActorID{record.ActorID([]string{"FRA", "IND"}[i])}
			rd.Quotes = append(rd.Quotes, q)
		}
		update(t, st, func(w store.Writer) error { return errors.Join(w.PutArticle(article(n)), w.PutReading(rd)) })
		articles, quotes = append(articles, rd.Article), append(quotes, rd.Quotes...)
	}
	for _, newest := range []bool{false, true} {
		for _, q := range []store.ArticleQuery{{}, {Outlet: "Post"}, {From: day(7, 4)}, {Outlet: "Wire", From: day(7, 2), To: day(7, 5)}} {
			q.Newest = newest
			checkArticles(t, st, articles, q)
		}
		for _, q := range []store.QuoteQuery{
			{}, {Speakers: []string{"x"}}, {Speakers: []string{"z", "x"}}, {About: []string{"FRA"}}, {About: []string{"IND", "FRA"}}, {Speakers: []string{"x", "y"}, About: []string{"IND"}},
			{From: day(7, 4), Speakers: []string{"y", "z"}}, {To: day(7, 4), About: []string{"FRA"}}, {Article: "0003"}, {Article: "0003", Speakers: []string{"x"}},
		} {
			q.Newest = newest
			checkQuotes(t, st, quotes, q)
		}
	}
	view(t, st, func(r store.Reader) error {
		last, err := r.Newest()
		if last != day(7, 10) {
			t.Errorf("newest %v", last)
		}
		return err
	})
}

// inOrder compares days, those without one last, and then by what tells equals apart.
func inOrder(newest bool, a, b date.Day, ties int) int {
	if (a == 0) != (b == 0) {
		return cmp.Compare(b, a)
	}
	c := cmp.Or(cmp.Compare(a, b), ties)
	if newest {
		return -c
	}
	return c
}

func checkArticles(t *testing.T, st store.Store, all []record.Article, q store.ArticleQuery) {
	t.Helper()
	var want []record.Article
	for _, a := range all {
		p := a.Published.From
		if (q.Outlet == "" || a.Outlet == q.Outlet) && (q.From == 0 || p >= q.From) && (q.To == 0 || p != 0 && p <= q.To) {
			want = append(want, a)
		}
	}
	slices.SortFunc(want, func(a, b record.Article) int {
		return inOrder(q.Newest, a.Published.From, b.Published.From, cmp.Compare(a.ID, b.ID))
	})
	view(t, st, func(r store.Reader) error {
		got, err := r.ListArticles(q)
		same(t, fmt.Sprintf("%+v", q), want, got)
		var paged []record.Article
		for q.Limit = 4; ; {
			page, err := r.ListArticles(q)
			if err != nil || len(page) == 0 {
				break
			}
			paged = append(paged, page...)
			last := &page[len(page)-1]
			q.After = &store.ArticlePosition{Published: last.Published.From, ID: last.ID}
		}
		same(t, fmt.Sprintf("pages of %+v", q), want, paged)
		return err
	})
}

func checkQuotes(t *testing.T, st store.Store, all []record.Quote, q store.QuoteQuery) {
	t.Helper()
	var want []record.Quote
	for _, x := range all {
		p := x.Published.From
		if (len(q.Speakers) == 0 || slices.Contains(q.Speakers, string(x.Speaker))) && (len(q.About) == 0 || slices.Contains(q.About, string(x.About[0]))) &&
			(q.Article == "" || x.Article == q.Article) && (q.From == 0 || p >= q.From) && (q.To == 0 || p != 0 && p <= q.To) {
			want = append(want, x)
		}
	}
	slices.SortFunc(want, func(a, b record.Quote) int {
		return inOrder(q.Newest, a.Published.From, b.Published.From, cmp.Or(cmp.Compare(a.Article, b.Article), cmp.Compare(a.Start, b.Start), cmp.Compare(a.ID, b.ID)))
	})
	if want == nil {
		want = []record.Quote{}
	}
	view(t, st, func(r store.Reader) error {
		got, err := r.Quotes(q)
		same(t, fmt.Sprintf("%+v", q), want, got)
		paged := []record.Quote{}
		for q.Limit = 4; ; {
			page, err := r.Quotes(q)
			if err != nil || len(page) == 0 {
				break
			}
			paged = append(paged, page...)
			at := store.PositionOfQuote(&page[len(page)-1])
			q.After = &at
		}
		same(t, fmt.Sprintf("pages of %+v", q), want, paged)
		return err
	})
}

func testActorsOf(t *testing.T, st store.Store) {
	update(t, st, func(w store.Writer) error {
		return errors.Join(
			w.PutActor(record.Actor{ID: "FRA", Name: "France", Country: "FRA"}), w.PutActor(record.Actor{ID: "FRA.president", Name: "President of France"}),
			w.PutActor(record.Actor{ID: "emmanuel-macron", Name: "Emmanuel Macron", Country: "FRA"}), w.PutActor(record.Actor{ID: "FRANCIS", Name: "Francis", Country: "VAT"}))
	})
	view(t, st, func(r store.Reader) error {
		got, err := r.ActorsOf("FRA")
		same(t, "actors of France", []record.ActorID{"FRA", "FRA.president", "emmanuel-macron"}, got)
		return err
	})
}

func testTold(t *testing.T, st store.Store) {
	update(t, st, func(w store.Writer) error {
		for n, dated := range []bool{true, true, false} {
			a := article(n + 1)
			rd := store.Reading{Article: a, Sketch: []byte{1, 2, byte(n)}}
			rd.Article.Text = ""
			if !dated {
				rd.Article.Published = date.Range{}
			}
			for k, main := range []bool{true, false, true, true} {
				rd.Reports = append(rd.Reports, record.Report{ID: record.ID(fmt.Sprintf("%s.%d", a.ID, k+1)), Article: a.ID, Main: main})
			}
			if err := errors.Join(w.PutArticle(a), w.PutReading(rd)); err != nil {
				return err
			}
		}
		one, two, three := event("e-one", day(7, 1), day(7, 1), "CHN"), event("e-two", day(7, 1), day(7, 1), "RUS"), event("e-three", day(7, 1), day(7, 1), "IND")
		one.Reports, two.Reports, three.Reports = []record.ID{"0001.1", "0001.4", "0002.2"}, []record.ID{"0001.3", "0003.1"}, []record.ID{"0001.2"}
		return errors.Join(w.PutEvent(one), w.PutEvent(two), w.PutEvent(three))
	})
	view(t, st, func(r store.Reader) error {
		a, b, c := article(1), article(2), article(3)
		told := []store.Told{
			{ID: a.ID, Title: a.Title, Published: a.Published, Sketch: []byte{1, 2, 0}, Events: []record.ID{"e-one", "e-two"}},
			{ID: b.ID, Title: b.Title, Published: b.Published, Sketch: []byte{1, 2, 1}}, {ID: c.ID, Title: c.Title, Sketch: []byte{1, 2, 2}, Events: []record.ID{"e-two"}},
		}
		for _, q := range []struct {
			from, to date.Day
			want     []store.Told
		}{{day(7, 1), day(7, 9), told[:2]}, {day(7, 2), day(7, 2), told[1:2]}, {day(7, 3), day(7, 9), nil}, {0, 0, told[2:]}} {
			var got []store.Told
			if err := r.EachTold(q.from, q.to, func(a store.Told) error { got = append(got, a); return nil }); err != nil {
				return err
			}
			same(t, "told", q.want, got)
		}
		return nil
	})
}
