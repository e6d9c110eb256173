package chancery

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"chancery/internal/date"
	"chancery/internal/plover"
	"chancery/internal/store"
)

func read3(t *testing.T) *Record {
	t.Helper()
	r := newRecord(t)
	mustRead(t, r, write(t, talks...), ReadOptions{})
	return r
}

func TestResolve(t *testing.T) {
	r := read3(t)
	for name, want := range map[string]ActorID{
		"FRA": "FRA", "fra": "FRA", "France": "FRA", "france": "FRA", "French": "FRA", "Paris": "FRA",
		"emmanuel-macron": "emmanuel-macron", "Emmanuel Macron": "emmanuel-macron", "emmanuel  macron": "emmanuel-macron", "Macron": "emmanuel-macron",
		"President Emmanuel Macron": "emmanuel-macron", "macron": "emmanuel-macron",
		"Japan": "JPN", "NATO": "NATO", "nato": "NATO", // known to the register alone
	} {
		a, err := r.Resolve(context.Background(), name)
		if err != nil || a.ID != want {
			t.Errorf("%q is %q, want %q (%v)", name, a.ID, want, err)
		}
	}
}

func TestUnknownNameSuggests(t *testing.T) {
	r := read3(t)
	for name, want := range map[string]string{"Emanuel Makron": "Emmanuel Macron", "Frence": "France", "macrn": "Emmanuel Macron"} {
		_, err := r.Resolve(context.Background(), name)
		var unknown *UnknownActorError
		if !errors.As(err, &unknown) || !slices.Contains(unknown.Suggestions, want) || !strings.Contains(err.Error(), "did you mean") {
			t.Errorf("%q: %v, want %s to be suggested", name, err, want)
		}
	}
	_, err := r.Resolve(context.Background(), "Turky")
	var unknown *UnknownActorError
	if !errors.As(err, &unknown) || len(unknown.Suggestions) == 0 || unknown.Suggestions[0] != "Turkey" {
		t.Errorf("error %v, want the nearest name first", err)
	}
	_, err = r.Resolve(context.Background(), "zzzzzzzz")
	if !errors.As(err, &unknown) || len(unknown.Suggestions) != 0 {
		t.Errorf("error %v", err)
	}
	if _, err := r.Resolve(context.Background(), ""); err == nil {
		t.Error("no name is somebody")
	}
}

func TestEvents(t *testing.T) {
	r := read3(t)
	for _, c := range []struct {
		name string
		q    EventQuery
		want int
	}{
		{"all", EventQuery{}, 3},
		{"state", EventQuery{Actor: "France"}, 3},
		{"person", EventQuery{Actor: "macron"}, 2},
		{"two", EventQuery{Actor: "France", With: "Germany"}, 1},
		{"kind", EventQuery{Kind: plover.Sanction}, 1},
		{"from", EventQuery{From: date.MakeDay(2023, 7, 10), To: date.MakeDay(2023, 8, 1)}, 1},
		{"sources", EventQuery{MinSources: 2}, 1},
		{"limit", EventQuery{Limit: 2}, 2},
		{"place", EventQuery{Place: "India"}, 0},
	} {
		events, err := r.Events(context.Background(), c.q)
		if err != nil || len(events) != c.want {
			t.Errorf("%s: %d events, want %d (%v)", c.name, len(events), c.want, err)
		}
		for _, e := range events {
			if len(e.Claims) < 2 || e.Claims[0].Words == "" {
				t.Errorf("%s: event %s has no words", c.name, e.ID)
			}
		}
	}
	if _, err := r.Events(context.Background(), EventQuery{Actor: "Nobody At All"}); err == nil {
		t.Error("an unknown actor has events")
	}
}

func TestEventDetail(t *testing.T) {
	ctx := context.Background()
	r := read3(t)
	events, err := r.Events(ctx, EventQuery{MinSources: 2})
	if err != nil || len(events) != 1 {
		t.Fatal(events, err)
	}
	id := string(events[0].ID)
	for _, given := range []string{id, id[:len(id)-3]} {
		d, err := r.Event(ctx, given)
		if err != nil || string(d.Event.ID) != id || len(d.Reports) != 2 || len(d.Articles) != 2 {
			t.Fatalf("%s: %+v, %v", given, d, err)
		}
		if d.Articles[0].Title != "A visit announced" || d.Articles[1].Outlet != "Morning Wire" || len(d.Event.Claims) != 4 {
			t.Errorf("articles %+v", d.Articles)
		}
	}
	for _, given := range []string{"", "nothing"} {
		if _, err := r.Event(ctx, given); !errors.Is(err, ErrNotFound) {
			t.Errorf("%q: %v", given, err)
		}
	}
	if _, err := r.Event(ctx, "2023"); err == nil || errors.Is(err, ErrNotFound) || !strings.Contains(err.Error(), id) {
		t.Errorf("an id that is not whole: %v", err)
	}
}

func TestWho(t *testing.T) {
	p, err := read3(t).Who(context.Background(), "Macron", 0)
	if err != nil {
		t.Fatal(err)
	}
	if p.Actor.Name != "Emmanuel Macron" || !slices.Equal(p.Actor.Names, []string{"President Emmanuel Macron"}) || len(p.Events) != 2 || len(p.Quotes) != 1 {
		t.Errorf("%+v", p)
	}
	if !slices.ContainsFunc(p.Offices, func(o Term) bool {
		return o.Office == "FRA.president" && o.Title == "President" && o.From.Year() == 2017
	}) {
		t.Errorf("offices %+v", p.Offices)
	}
}

func TestWhoListsTheLast(t *testing.T) {
	r := readDesk(t)
	all, err1 := r.Who(context.Background(), "France", 0)
	last, err2 := r.Who(context.Background(), "France", 2)
	n := len(all.Events)
	if err1 != nil || err2 != nil || n < 4 || all.MoreEvents || !last.MoreEvents || len(last.Events) != 2 || last.Events[0].ID != all.Events[n-2].ID || last.Events[1].ID != all.Events[n-1].ID {
		t.Errorf("the last two of %d: %+v, %v %v", n, last.Events, err1, err2)
	}
	who, err := r.Who(context.Background(), "Emmanuel Macron", 1)
	if err != nil || len(who.Quotes) != 1 || !who.MoreQuotes || who.Quotes[0].Words != "and stay" {
		t.Errorf("the last quote: %+v, %v", who.Quotes, err)
	}
}

func TestBetween(t *testing.T) {
	ctx := context.Background()
	r := read3(t)
	for _, c := range []struct {
		names                        []string
		events, meetings, statements int
	}{
		{[]string{"France", "India"}, 1, 1, 2},
		{[]string{"Macron", "Modi"}, 1, 1, 0},
		{[]string{"Macron", "India"}, 1, 1, 1},
		{[]string{"France", "Russia"}, 1, 0, 0},
		{[]string{"France", "India", "Germany"}, 2, 1, 2},
		{[]string{"Macron", "Russia"}, 0, 0, 0}, // the state acts, but not he
	} {
		d, err := r.Between(ctx, c.names...)
		if err != nil {
			t.Fatalf("%v: %v", c.names, err)
		}
		if len(d.Events) != c.events || d.Meetings.Held != c.meetings || len(d.Statements) != c.statements {
			t.Errorf("%v: %d events, %d meetings, %d statements; want %+v", c.names, len(d.Events), d.Meetings.Held, len(d.Statements), c)
		}
	}
	if m, err := r.Meetings(ctx, "India", "France"); err != nil || m.Held != 1 || len(m.ByFormat) != 1 || len(m.ByPlace) != 1 || m.ByPlace[0].Count != 1 {
		t.Errorf("meetings %+v, %v", m, err)
	}
	for _, names := range [][]string{{"France"}, {"France", "fra"}, {"France", "xyzzy"}, {"a", "b", "c", "d"}} {
		if _, err := r.Between(ctx, names...); err == nil {
			t.Errorf("%v has a dossier", names)
		}
	}
}

func TestQuotesOf(t *testing.T) {
	r := read3(t)
	for _, c := range []struct {
		q    QuoteQuery
		want int
	}{
		{QuoteQuery{}, 2}, {QuoteQuery{By: "Macron"}, 1}, {QuoteQuery{By: "France"}, 1}, {QuoteQuery{About: "France"}, 1},
		{QuoteQuery{By: "Macron", About: "France"}, 0}, {QuoteQuery{From: date.MakeDay(2023, 8, 1)}, 1}, {QuoteQuery{Limit: 1}, 1},
	} {
		quotes, err := r.Quotes(context.Background(), c.q)
		if err != nil || len(quotes) != c.want {
			t.Errorf("%+v: %d quotes, want %d (%v)", c.q, len(quotes), c.want, err)
		}
	}
}

func TestSearch(t *testing.T) {
	r := read3(t)
	for query, want := range map[string]int{"submarines": 1, "title:treaty": 1, `outlet:"morning wire"`: 2, "submarines treaty": 0, "submarines OR treaty": 2} {
		hits, err := r.Search(context.Background(), query, 10)
		if err != nil || len(hits) != want {
			t.Errorf("%s: %d hits, want %d (%v)", query, len(hits), want, err)
		}
	}
	hits, err := r.Search(context.Background(), "submarines", 10)
	if err != nil || !strings.Contains(hits[0].Snippet, string(HitStart)+"submarines"+string(HitEnd)) || hits[0].Article.Title != "Talks in Paris" {
		t.Errorf("%+v, %v", hits, err)
	}
	if string(HitStart) != store.HitStart || string(HitEnd) != store.HitEnd {
		t.Error("the marks of a hit differ from those of the store")
	}
}

func TestEachEventStops(t *testing.T) {
	r := read3(t)
	n := 0
	for _, err := range r.EachEvent(context.Background(), EventQuery{}) {
		if err != nil {
			t.Fatal(err)
		}
		n++
		break
	}
	if n != 1 {
		t.Errorf("%d events after a break", n)
	}
}

func TestOpenErrorsAreClear(t *testing.T) {
	path := filepath.Join(t.TempDir(), "none.db")
	if _, err := Open(context.Background(), path, Options{ReadOnly: true}); !errors.Is(err, store.ErrNoRecord) {
		t.Errorf("error %v", err)
	}
}
