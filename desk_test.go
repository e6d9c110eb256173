package chancery

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"chancery/internal/plover"
	"github.com/google/go-cmp/cmp"
)

// deskTexts tell of plans before and after their days, of visits that took place in three months, and of a conflict.
var deskTexts = []string{
	"title Plans\ndate 2024-03-01\nCONSULT planned 2024-04-20 FRA IND\nCONSULT planned 2024-03-05 DEU JPN\nCONSULT planned 2024-05-01 FRA DEU\n",
	"title January\ndate 2024-01-20\nCONSULT occurred 2024-01-15 FRA IND\nACCUSE occurred 2024-01-16 FRA RUS\n",
	"title March\ndate 2024-03-20\nCONSULT occurred 2024-03-15 FRA IND\nSANCTION occurred 2024-03-16 FRA IND\nCONSULT occurred 2024-03-10 DEU USA\n",
	"title April\ndate 2024-04-02\nsays emmanuel-macron IND we shall come\nsays emmanuel-macron IND and stay\n",
}

func readDesk(t *testing.T) *Record {
	t.Helper()
	r := newRecord(t)
	mustRead(t, r, write(t, deskTexts...), ReadOptions{})
	return r
}

// days lists the dates of the events of all pages of a list.
func days(t *testing.T, list func(q EventQuery, after string) (EventPage, error), q EventQuery) (out []string) {
	t.Helper()
	for after := ""; ; {
		page, err := list(q, after)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range page.Events {
			out = append(out, e.Date.String())
		}
		if after = page.Next; after == "" {
			return out
		}
	}
}

func TestListsOfTheDesk(t *testing.T) {
	r := readDesk(t)
	ctx := context.Background()
	with := func(f func(context.Context, EventQuery, string) (EventPage, error)) func(EventQuery, string) (EventPage, error) {
		return func(q EventQuery, after string) (EventPage, error) { return f(ctx, q, after) }
	}
	for _, c := range []struct {
		name string
		got  []string
		want []string
	}{
		{"upcoming", days(t, with(r.Upcoming), EventQuery{Limit: 1}), []string{"2024-04-20", "2024-05-01"}},
		{"upcoming of one", days(t, with(r.Upcoming), EventQuery{Actor: "DEU"}), []string{"2024-05-01"}},
		{"unconfirmed", days(t, with(r.Unconfirmed), EventQuery{}), []string{"2024-03-05"}},
		{"conflicts", days(t, with(r.Conflicts), EventQuery{}), nil},
		{"page", days(t, with(r.EventPage), EventQuery{Actor: "IND", Limit: 2}), []string{"2024-01-15", "2024-03-15", "2024-03-16", "2024-04-20"}},
		{"page, newest", days(t, with(r.EventPage), EventQuery{Actor: "FRA", With: "IND", NewestFirst: true, Limit: 3}), []string{"2024-04-20", "2024-03-16", "2024-03-15", "2024-01-15"}},
	} {
		if diff := cmp.Diff(c.want, c.got); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
	if _, err := r.Upcoming(ctx, EventQuery{}, "no cursor"); !errors.Is(err, ErrCursor) {
		t.Errorf("error %v, want ErrCursor", err)
	}
	if day, err := r.Newest(ctx); err != nil || day.String() != "2024-04-02" {
		t.Errorf("newest %v, %v", day, err)
	}
}

func TestBusiestDyads(t *testing.T) {
	r := readDesk(t)
	list, err := r.BusiestDyads(context.Background(), 10, 4)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, d := range list {
		line := fmt.Sprintf("%s-%s %d:", d.A.Name, d.B.Name, d.Events)
		for _, m := range d.Months {
			line += fmt.Sprintf(" %v=%d", m.Month, m.Events)
		}
		got = append(got, line)
	}
	want := []string{
		"FRA-IND 3: 2024-01=1 2024-02=0 2024-03=2 2024-04=0",
		"DEU-USA 1: 2024-01=0 2024-02=0 2024-03=1 2024-04=0",
		"FRA-RUS 1: 2024-01=1 2024-02=0 2024-03=0 2024-04=0",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if list, err := r.BusiestDyads(context.Background(), 1, 3); err != nil || len(list) != 1 || list[0].Events != 2 {
		t.Errorf("one of three months: %+v, %v", list, err)
	}
}

func TestSeriesAndCounts(t *testing.T) {
	r := readDesk(t)
	ctx := context.Background()
	months, err := r.Series(ctx, "India", "France")
	if err != nil || len(months) != 3 || months[1].Events != 0 || months[2].Events != 2 {
		t.Fatalf("series %+v, %v", months, err)
	}
	mean := (plover.Consult.Score(plover.NoMode) + plover.Sanction.Score(plover.NoMode)) / 2
	if months[2].Score != mean || len(months[2].Kinds) != 2 {
		t.Errorf("March: %+v, want a mean of %v", months[2], mean)
	}
	for _, c := range []struct {
		q    EventQuery
		want string
	}{
		{EventQuery{}, "8 CONSULT=6 ACCUSE=1 SANCTION=1 occurred=5 planned=3"},
		{EventQuery{Actor: "IND"}, "4 CONSULT=3 SANCTION=1 occurred=3 planned=1"},
		{EventQuery{Kind: plover.Sanction}, "1 SANCTION=1 occurred=1"},
	} {
		n, err := r.Counts(ctx, c.q)
		if err != nil {
			t.Fatal(err)
		}
		parts := []string{fmt.Sprint(n.Events)}
		for _, x := range slices.Concat(n.Kinds, n.Statuses) {
			parts = append(parts, fmt.Sprintf("%s=%d", x.Name, x.Events))
		}
		if got := strings.Join(parts, " "); got != c.want {
			t.Errorf("%+v: %s, want %s", c.q, got, c.want)
		}
	}
	partners, err := r.Partners(ctx, "France", 1)
	if err != nil || len(partners) != 1 || partners[0].Actor.ID != "IND" || partners[0].Events != 3 {
		t.Errorf("partners %+v, %v", partners, err)
	}
}

func TestRecent(t *testing.T) {
	clock := noon()
	r := openRecord(t, filepath.Join(t.TempDir(), "r.db"), Options{Now: func() time.Time { return clock }})
	paths := write(t, deskTexts...)
	mustRead(t, r, paths[:2], ReadOptions{})
	clock = clock.AddDate(0, 0, 1)
	mustRead(t, r, paths, ReadOptions{})
	seen := func(since string, limit int) (out []string) {
		for after := ""; ; {
			page, err := r.Recent(context.Background(), since, limit, after)
			if err != nil {
				t.Fatal(err)
			}
			for _, n := range page.News {
				out = append(out, n.Change.What+" "+n.Event.Date.String())
			}
			if after = page.Next; after == "" {
				return out
			}
		}
	}
	if got := seen("", 50); len(got) != 8 {
		t.Errorf("all: %q", got)
	}
	if got := seen("", 2); len(got) != 8 {
		t.Errorf("all in pages: %q", got)
	}
	got := seen(clock.UTC().Format(time.RFC3339), 2)
	slices.Sort(got)
	if diff := cmp.Diff([]string{"added 2024-03-10", "added 2024-03-15", "added 2024-03-16"}, got); diff != "" {
		t.Error(diff)
	}
	if got := seen("2999", 2); len(got) != 0 {
		t.Errorf("of the future: %q", got)
	}
}

func TestPagesOfArticlesAndQuotes(t *testing.T) {
	r := readDesk(t)
	ctx := context.Background()
	var titles, words []string
	for after := ""; ; {
		page, err := r.ArticlePage(ctx, ArticleQuery{NewestFirst: true, Limit: 3}, after)
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range page.Articles {
			titles = append(titles, a.Title)
		}
		if after = page.Next; after == "" {
			break
		}
	}
	if diff := cmp.Diff([]string{"April", "March", "Plans", "January"}, titles); diff != "" {
		t.Error(diff)
	}
	for after := ""; ; {
		page, err := r.QuotePage(ctx, QuoteQuery{By: "Emmanuel Macron", Limit: 1}, after)
		if err != nil {
			t.Fatal(err)
		}
		for _, q := range page.Quotes {
			words = append(words, q.Words)
		}
		if after = page.Next; after == "" {
			break
		}
	}
	if diff := cmp.Diff([]string{"we shall come", "and stay"}, words); diff != "" {
		t.Error(diff)
	}
}
