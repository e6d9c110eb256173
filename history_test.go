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

	"chancery/internal/date"
	"chancery/internal/plover"
	"chancery/internal/read"
	"chancery/internal/record"
	"chancery/internal/store"
	"github.com/google/go-cmp/cmp"
)

func readLog(t *testing.T, r *Record, q LogQuery) []string {
	t.Helper()
	var out []string
	for e, err := range r.Log(context.Background(), q) {
		if err != nil {
			t.Fatal(err)
		}
		line := fmt.Sprintf("%s %s %s", e.Cause, e.What, e.Summary)
		for _, f := range e.Fields {
			line += fmt.Sprintf(" | %s %s > %s", f.Field, f.Before, f.After)
		}
		out = append(out, line)
	}
	return out
}

func TestLog(t *testing.T) {
	clock := noon()
	r := openRecord(t, filepath.Join(t.TempDir(), "r.db"), Options{Now: func() time.Time { return clock }, Program: "test"})
	paths := write(t, talks...)
	mustRead(t, r, paths[1:2], ReadOptions{})
	clock = clock.AddDate(0, 0, 1)
	mustRead(t, r, paths[:1], ReadOptions{})
	mustRead(t, r, paths, ReadOptions{}) // of which only the third is new
	mustJudge(t, r, Ruling{Action: Reject, Events: []string{string(eventOfKind(t, r, plover.Agree).ID)}})
	all := readLog(t, r, LogQuery{})
	if len(all) != 5 || !strings.HasPrefix(all[0], "read added") || !strings.Contains(all[2], `status "planned" > "occurred"`) || !strings.HasPrefix(all[4], "judge changed") {
		t.Fatalf("%q", all)
	}
	if got := readLog(t, r, LogQuery{Since: noonDay() + 1}); len(got) != 3 {
		t.Errorf("since the next day: %q", got)
	}
	if got := readLog(t, r, LogQuery{Newest: true, Limit: 1}); len(got) != 1 || got[0] != all[4] {
		t.Errorf("newest: %q", got)
	}
	consult := eventOfKind(t, r, plover.Consult)
	if got := readLog(t, r, LogQuery{Event: string(consult.ID)}); len(got) != 2 {
		t.Errorf("of an event: %q", got)
	}
	articles, err := r.Articles(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []int{2, 1, 1} { // the later article joined the first of the two events
		if got := readLog(t, r, LogQuery{Article: string(articles[i].ID)[:10]}); len(got) != want {
			t.Errorf("article %d: %q", i, got)
		}
	}
	for range r.Log(context.Background(), LogQuery{}) {
		break
	}
}

func noonDay() Day {
	t := noon()
	return date.MakeDay(t.Year(), int(t.Month()), t.Day())
}

// An otherwise reader takes sanctions for coercion.
type otherwise struct{}

func (otherwise) Read(a record.Article) (*read.Reading, error) {
	r, err := scripted{}.Read(a)
	if err != nil {
		return nil, err
	}
	for i := range r.Reports {
		if rep := &r.Reports[i]; rep.Kind == plover.Sanction {
			rep.Kind = plover.Coerce
		}
	}
	return r, nil
}

func TestAnOldIDLeadsToTheEvent(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "r.db")
	r := openRecord(t, path, Options{Now: noon})
	paths := write(t, talks...)
	mustRead(t, r, paths[:1], ReadOptions{})
	old := eventOfKind(t, r, plover.Consult).ID
	res := mustRead(t, r, paths[1:], ReadOptions{}) // an article that was published earlier gives the event its id
	now := eventOfKind(t, r, plover.Consult).ID
	if len(res.New) != 2 || len(res.Changed) != 1 || res.Changed[0].ID != now || !slices.Equal(res.Gone, []ID{old}) {
		t.Errorf("%d new, changed %v, gone %v", len(res.New), res.Changed, res.Gone)
	}
	if log := readLog(t, r, LogQuery{Event: string(now)}); len(log) != 1 || !strings.HasPrefix(log[0], "read changed") {
		t.Errorf("%q", log)
	}
	if now == old {
		t.Fatal("the id has not changed: the test tests nothing")
	}
	for _, id := range []ID{old, now} {
		if d, err := r.Event(ctx, string(id)); err != nil || d.Event.ID != now {
			t.Errorf("%s leads to %s, %v", id, d.Event.ID, err)
		}
	}
	if _, err := r.Event(ctx, "2023-07-13-consult-FRA-IND-none"); !errors.Is(err, ErrNotFound) {
		t.Error(err)
	}
	r.Close()
	r = reopen(t, path, revised{misses: plover.Sanction}) // other ids of reports
	if d, err := r.Event(ctx, string(old)); err != nil || d.Event.ID != now {
		t.Errorf("after a rebuild %s leads to %s, %v", old, d.Event.ID, err)
	}
}

func TestDiff(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	a, b := openRecord(t, filepath.Join(dir, "a.db"), Options{}), openRecord(t, filepath.Join(dir, "b.db"), Options{})
	paths := write(t, append(talks, "title Alone\noutlet Evening Post\ndate 2023-10-01\nACCUSE occurred 2023-09-30 BRA DEU\n")...)
	mustRead(t, a, paths[:3], ReadOptions{})
	mustRead(t, b, paths[1:], ReadOptions{})
	diff := func(a, b *Record) []string {
		out := []string{}
		err := Diff(ctx, a, b, func(ch RecordChange) error {
			line := ch.What + " " + ch.Change + " " + ch.Summary
			for _, f := range ch.Fields {
				line += " " + f.Field
			}
			out = append(out, line)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	got := diff(a, b)
	if len(got) != 4 || got[0] != "article removed Talks in Paris" || got[1] != "article added Alone" || !strings.HasPrefix(got[2], "event changed ") || !strings.Contains(got[2], " status") || !strings.HasPrefix(got[3], "event added ") {
		t.Errorf("%q", got)
	}
	if got := diff(a, a); len(got) != 0 {
		t.Errorf("with itself: %q", got)
	}
}

func TestDiffOfTwoVersions(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	paths := write(t, talks...)
	a := openRecord(t, filepath.Join(dir, "a.db"), Options{})
	mustRead(t, a, paths, ReadOptions{})
	b, err := Open(ctx, filepath.Join(dir, "b.db"), Options{Reader: otherwise{}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	mustRead(t, b, paths, ReadOptions{})
	var got []RecordChange
	if err := Diff(ctx, a, b, func(ch RecordChange) error { got = append(got, ch); return nil }); err != nil {
		t.Fatal(err)
	}
	was, now := eventOfKind(t, a, plover.Sanction).ID, eventOfKind(t, b, plover.Coerce).ID
	if len(got) != 1 || got[0].Change != "changed" || got[0].Was != was || got[0].ID != now {
		t.Fatalf("%+v", got)
	}
	if diff := cmp.Diff("kind", got[0].Fields[0].Field); diff != "" {
		t.Error(diff)
	}
}

func isWhole(t *testing.T, r *Record) {
	t.Helper()
	if problems, err := r.Verify(context.Background()); err != nil || len(problems) > 0 {
		t.Errorf("%d problems, the first %v; %v", len(problems), problems[:min(len(problems), 3)], err)
	}
}

func TestVerify(t *testing.T) {
	ctx := context.Background()
	r := newRecord(t)
	mustRead(t, r, write(t, talks...), ReadOptions{})
	mustJudge(t, r, Ruling{Action: Accept, Events: []string{string(eventOfKind(t, r, plover.Agree).ID)}})
	isWhole(t, r)
	sanction := eventOfKind(t, r, plover.Sanction)
	err := r.st.Update(ctx, func(s store.Writer) error {
		rd, err := s.Reading(sanction.Claims[0].Article)
		if err != nil {
			return err
		}
		rd.Reports[0].Claims[0].Words = "other words"
		rd.Reports[0].Claims[1].End = 1 << 20
		rd.Reports[0].Within = "nowhere"
		rd.Article.Outlet = "the reading may differ"
		extra := sanction
		extra.ID = "extra"
		lost := sanction
		lost.Reports = []ID{"none.1"}
		lost.Related = nil
		_, err2 := s.PutJudgment(store.Judgment{At: "2024-05-15T12:00:00Z", By: "x", Action: "undo", Target: "44", Value: "{}", Reason: "x"})
		return errors.Join(err2, s.PutReading(rd), s.Settled(rd.Article.ID), s.PutEvent(extra), s.PutEvent(lost), s.DropActor("RUS"),
			s.PutArticle(Article{ID: "0123456789abcdef", Text: "never read"}))
	})
	if err != nil {
		t.Fatal(err)
	}
	problems, err := r.Verify(ctx)
	if err != nil {
		t.Fatal(err)
	}
	text := ""
	for _, p := range problems {
		text += p.What + ": " + p.How + "\n"
	}
	for _, want := range []string{
		`the words "other words" do not stand in bytes`, "of a text of", "is within nowhere", "has report none.1, which is not there",
		"RUS, who is not among the actors", "undoes 44, which is not there", "article 0123456789abcdef: has no reading",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("problems lack %q:\n%s", want, text)
		}
	}
}

func TestVerifyTellsOfABrokenOffReadingOnce(t *testing.T) {
	r := newRecord(t)
	a := Article{ID: record.MakeArticleID("", "", talks[0]), Text: talks[0]}
	reading, err := readArticle(scripted{}, a)
	if err != nil {
		t.Fatal(err)
	}
	err = r.st.Update(context.Background(), func(s store.Writer) error {
		_, err := putAll(s, []outcome{{article: a, reading: reading}})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	problems, err := r.Verify(context.Background())
	if err != nil || len(problems) != 1 || !strings.Contains(problems[0].How, "broken off") {
		t.Errorf("%v %v", problems, err)
	}
}

func TestNoRoomLeavesAWholeRecord(t *testing.T) {
	ctx := context.Background()
	paths := write(t, world(600)...)
	whole := newRecord(t)
	mustRead(t, whole, paths, ReadOptions{})
	path := filepath.Join(t.TempDir(), "r.db")
	r := openRecord(t, path, Options{MaxBytes: 600 << 10})
	res, err := r.Read(ctx, paths, ReadOptions{})
	if !errors.Is(err, ErrFull) || res.Read == 0 || res.Read == len(paths) {
		t.Fatalf("read %d, %v", res.Read, err)
	}
	info, err := r.Info(ctx)
	if err != nil || info.Articles != res.Read {
		t.Errorf("%d articles, %d said to be read, %v", info.Articles, res.Read, err)
	}
	r.Close()
	r = openRecord(t, path, Options{}) // there is room again
	isWhole(t, r)
	mustRead(t, r, paths, ReadOptions{})
	if diff := cmp.Diff(dump(t, whole), dump(t, r)); diff != "" {
		t.Error(diff)
	}
}
