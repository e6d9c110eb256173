package chancery

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"chancery/internal/plover"
	"chancery/internal/read"
	"chancery/internal/record"
	"chancery/internal/store"
	"github.com/google/go-cmp/cmp"
)

// noon is the clock of these tests.
func noon() time.Time { return time.Date(2024, 5, 15, 12, 0, 0, 0, time.UTC) }

func mustJudge(t *testing.T, r *Record, ru Ruling) JudgeResult {
	t.Helper()
	if ru.By == "" {
		ru.By = "tester"
	}
	if ru.Reason == "" {
		ru.Reason = "a reason"
	}
	res, err := r.Judge(context.Background(), ru)
	if err != nil {
		t.Fatalf("%s %v: %v", ru.Action, ru.Events, err)
	}
	return res
}

// allEvents is all events, with those that were rejected.
func allEvents(t *testing.T, r *Record) []Event {
	t.Helper()
	events, err := r.Events(context.Background(), EventQuery{Rejected: true})
	if err != nil {
		t.Fatal(err)
	}
	return events
}

// eventOfKind is the only event of a kind.
func eventOfKind(t *testing.T, r *Record, kind plover.Kind) Event {
	t.Helper()
	var found []Event
	for _, e := range allEvents(t, r) {
		if e.Kind == kind {
			found = append(found, e)
		}
	}
	if len(found) != 1 {
		t.Fatalf("%d events of kind %s, want 1", len(found), kind)
	}
	return found[0]
}

// outcomes is what has become of the judgments: "1 holds EVENT: note".
func outcomes(t *testing.T, r *Record) []string {
	t.Helper()
	list, err := r.Judgments(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, j := range list {
		out = append(out, fmt.Sprintf("%d %s %s: %s", j.Number, j.Outcome.State, j.Outcome.Event, j.Outcome.Note))
	}
	return out
}

// judgedDump is everything that a record shows, rejected events and the fate of judgments included.
func judgedDump(t *testing.T, r *Record) string {
	t.Helper()
	b, err := json.MarshalIndent(map[string]any{"events": allEvents(t, r), "judgments": outcomes(t, r)}, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return dump(t, r) + string(b)
}

func noDifferences(t *testing.T, r *Record) {
	t.Helper()
	if diffs, err := r.Check(context.Background(), RebuildOptions{}); err != nil || len(diffs) > 0 {
		t.Errorf("check: %v %v", diffs, err)
	}
}

func TestVerdicts(t *testing.T) {
	ctx := context.Background()
	r := newRecord(t)
	mustRead(t, r, write(t, talks...), ReadOptions{})
	sanction := eventOfKind(t, r, plover.Sanction)
	res := mustJudge(t, r, Ruling{Action: Reject, Events: []string{string(sanction.ID)}, Reason: "misread"})
	if len(res.Judgments) != 1 || len(res.Changed) != 1 || res.Changed[0].Judged.Verdict != Reject {
		t.Fatalf("%+v", res)
	}
	shown, err := r.Events(ctx, EventQuery{})
	if err != nil || len(shown) != 2 || len(allEvents(t, r)) != 3 {
		t.Errorf("%d events shown of %d, %v", len(shown), len(allEvents(t, r)), err)
	}
	dossier, err := r.Between(ctx, "FRA", "RUS")
	if err != nil || strings.Contains(fmt.Sprintf("%+v", dossier), string(sanction.ID)) {
		t.Errorf("a rejected event in the dossier: %v", err)
	}
	mustJudge(t, r, Ruling{Action: Accept, Events: []string{string(sanction.ID)}})
	want := []string{"1 superseded " + string(sanction.ID) + ": superseded by 2", "2 holds " + string(sanction.ID) + ": "}
	if diff := cmp.Diff(want, outcomes(t, r)); diff != "" {
		t.Error(diff)
	}
	mustJudge(t, r, Ruling{Action: Undo})
	if e := eventOfKind(t, r, plover.Sanction); !e.IsRejected() {
		t.Error("the first verdict does not stand again")
	}
	mustJudge(t, r, Ruling{Action: Undo, Number: 3})
	if e := eventOfKind(t, r, plover.Sanction); e.IsRejected() || e.Judged.Verdict != Accept {
		t.Error("to undo the undo did not accept again")
	}
	noDifferences(t, r)
}

func TestRulingsThatMakeNoSense(t *testing.T) {
	r := newRecord(t)
	mustRead(t, r, write(t, talks...), ReadOptions{})
	e := eventOfKind(t, r, plover.Consult)
	before := judgedDump(t, r)
	id := string(e.ID)
	for _, c := range []struct {
		ru   Ruling
		says string
	}{
		{Ruling{Action: Accept, Events: []string{id}, Reason: " "}, "needs a reason"},
		{Ruling{Action: Accept, Events: []string{id}, By: " "}, "nobody is said to judge"},
		{Ruling{Action: Accept}, "no event to accept"},
		{Ruling{Action: "praise", Events: []string{id}}, "no action"},
		{Ruling{Action: Merge, Events: []string{id, id}}, "two different events"},
		{Ruling{Action: Distinct, Events: []string{id}}, "two events"},
		{Ruling{Action: Unsure, Events: []string{id, id}}, "two events"},
		{Ruling{Action: Known, Events: []string{id}}, "of an actor"},
		{Ruling{Action: Distinct, Events: []string{id}, Actor: "FRA"}, "takes one event"},
		{Ruling{Action: Known, Events: []string{id}, Actor: "PRK"}, "takes no part"},
		{Ruling{Action: Split, Events: []string{id}}, "some of its reports"},
		{Ruling{Action: Split, Events: []string{id}, Reports: []string{"nothing"}}, "names no report"},
		{Ruling{Action: Split, Events: []string{id}, Reports: []string{string(e.Reports[0]), string(e.Reports[1])}}, "would stay"},
		{Ruling{Action: Undo}, "no judgment to undo"},
		{Ruling{Action: Undo, Number: 7}, "no judgment 7"},
		{Ruling{Action: Correct, Events: []string{id}}, "FIELD=VALUE"},
		{Ruling{Action: Correct, Events: []string{id}, Set: []string{"status"}}, "not FIELD=VALUE"},
		{Ruling{Action: Correct, Events: []string{id}, Set: []string{"status=occurred", "mode=aerial"}}, "not a mode of CONSULT"},
		{Ruling{Action: Correct, Events: []string{id}, Set: []string{"kind=MEET"}}, "not a kind"},
		{Ruling{Action: Correct, Events: []string{id}, Set: []string{"date=2023-07-14/2023-07-13"}}, "not a date"},
		{Ruling{Action: Correct, Events: []string{id}, Set: []string{"role=FRA"}}, "not NAME:ROLE"},
		{Ruling{Action: Correct, Events: []string{id}, Set: []string{"role=olaf-scholz:visitor"}}, "is no party"},
	} {
		if c.ru.By == "" {
			c.ru.By = "tester"
		}
		if c.ru.Reason == "" {
			c.ru.Reason = "a reason"
		}
		_, err := r.Judge(context.Background(), c.ru)
		var bad *RulingError
		if !errors.As(err, &bad) || !strings.Contains(err.Error(), c.says) || bad.Hint == "" {
			t.Errorf("%+v: %v", c.ru, err)
		}
	}
	if _, err := r.Judge(context.Background(), Ruling{Action: Reject, Events: []string{id, "1999"}, By: "x", Reason: "x"}); !errors.Is(err, ErrNotFound) {
		t.Error(err)
	}
	if diff := cmp.Diff(before, judgedDump(t, r)); diff != "" {
		t.Errorf("a ruling that was refused changed the record: %s", diff)
	}
}

func TestCorrections(t *testing.T) {
	r := newRecord(t)
	mustRead(t, r, write(t, talks...), ReadOptions{})
	e := eventOfKind(t, r, plover.Consult)
	mustJudge(t, r, Ruling{Action: Correct, Events: []string{string(e.ID)}, Set: []string{
		"status=cancelled", "date=2023-08", "place=Geneva, Switzerland", "kind=SANCTION", "mode=expel",
		"actors=FRA; olaf-scholz", "recipients=Narendra Modi", "role=narendra-modi:host",
	}})
	var got Event
	for _, x := range allEvents(t, r) {
		if x.ID == e.ID {
			got = x
		}
	}
	if got.Kind != plover.Sanction || got.Mode != plover.Expel || got.Status != plover.Cancelled || got.Date.String() != "2023-08-01/2023-08-31" || got.Place.Country != "CHE" || got.Place.Lat == 0 {
		t.Errorf("%+v", got.Facts)
	}
	if len(got.Actors) != 2 || got.Actors[1].Actor != "olaf-scholz" || len(got.Recipients) != 1 || got.Recipients[0].Role != plover.Host {
		t.Errorf("parties %+v > %+v", got.Actors, got.Recipients)
	}
	if got.Scores.Plover != plover.Sanction.Score(plover.Expel) || len(got.Claims) != len(e.Claims) || len(got.Judged.Corrected) != 8 {
		t.Errorf("scores %v, %d claims of %d, %+v", got.Scores, len(got.Claims), len(e.Claims), got.Judged)
	}
	for _, c := range got.Claims {
		if (c.Field == record.FieldKind || c.Field == record.FieldDate) && c.Stance != "contradicts" {
			t.Errorf("claim %+v goes with %s %s", c, got.Kind, got.Date)
		}
	}
	detail, err := r.Event(context.Background(), string(e.ID))
	if err != nil || len(detail.Judgments) != 8 {
		t.Errorf("%d judgments shown with the event, %v", len(detail.Judgments), err)
	}
	if diff := cmp.Diff(got.Claims, detail.Event.Claims); diff != "" {
		t.Error(diff)
	}
	mustJudge(t, r, Ruling{Action: Correct, Events: []string{string(e.ID)}, Set: []string{"status=occurred"}})
	if o := outcomes(t, r); !strings.HasPrefix(o[0], "1 superseded") || !strings.HasPrefix(o[8], "9 holds") {
		t.Errorf("%q", o)
	}
	noDifferences(t, r)
}

func TestMergeAndSplit(t *testing.T) {
	ctx := context.Background()
	r := newRecord(t)
	mustRead(t, r, write(t, talks...), ReadOptions{})
	consult, sanction := eventOfKind(t, r, plover.Consult), eventOfKind(t, r, plover.Sanction)
	res := mustJudge(t, r, Ruling{Action: Merge, Events: []string{string(consult.ID), string(sanction.ID)}})
	if len(res.Gone) != 1 || len(allEvents(t, r)) != 2 {
		t.Fatalf("%+v", res)
	}
	for _, id := range []ID{consult.ID, sanction.ID} {
		d, err := r.Event(ctx, string(id))
		if err != nil || len(d.Reports) != 3 {
			t.Errorf("%s leads to %s with %d reports, %v", id, d.Event.ID, len(d.Reports), err)
		}
	}
	whole, err := r.Event(ctx, string(sanction.ID))
	if err != nil {
		t.Fatal(err)
	}
	mustJudge(t, r, Ruling{Action: Split, Events: []string{string(whole.Event.ID)}, Reports: []string{string(sanction.Reports[0])}})
	noDifferences(t, r)
	if got := eventOfKind(t, r, plover.Sanction); got.ID != sanction.ID || len(got.Reports) != 1 || got.Judged == nil {
		t.Errorf("split off: %+v", got)
	}
	mustJudge(t, r, Ruling{Action: Undo})
	mustJudge(t, r, Ruling{Action: Undo})
	if diff := cmp.Diff([]ID{consult.ID, sanction.ID}, []ID{eventOfKind(t, r, plover.Consult).ID, eventOfKind(t, r, plover.Sanction).ID}); diff != "" {
		t.Error(diff)
	}
}

// A revised reader is a later version of the scripted one: it numbers reports otherwise, and misses those of one kind.
type revised struct{ misses plover.Kind }

func (v revised) Read(a record.Article) (*read.Reading, error) {
	r, err := scripted{}.Read(a)
	if err != nil {
		return nil, err
	}
	r.Reports = slices.DeleteFunc(r.Reports, func(rep record.Report) bool { return rep.Kind == v.misses })
	slices.Reverse(r.Reports)
	for i := range r.Reports {
		r.Reports[i].ID = record.ID(fmt.Sprintf("%s.%d", a.ID, i+1))
	}
	return r, nil
}

// reopen opens a record with another version of the reader and rebuilds it.
func reopen(t *testing.T, path string, rd Reader) *Record {
	t.Helper()
	r, err := Open(context.Background(), path, Options{Reader: rd, Now: noon})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close() })
	if _, err := r.Rebuild(context.Background(), RebuildOptions{}); err != nil {
		t.Fatal(err)
	}
	noDifferences(t, r)
	return r
}

func TestJudgmentsOutliveAnotherVersion(t *testing.T) {
	path := filepath.Join(t.TempDir(), "r.db")
	r := openRecord(t, path, Options{Now: noon})
	mustRead(t, r, write(t, talks...), ReadOptions{})
	consult, sanction, agree := eventOfKind(t, r, plover.Consult), eventOfKind(t, r, plover.Sanction), eventOfKind(t, r, plover.Agree)
	mustJudge(t, r, Ruling{Action: Reject, Events: []string{string(sanction.ID)}})
	mustJudge(t, r, Ruling{Action: Correct, Events: []string{string(agree.ID)}, Set: []string{"status=occurred"}})
	mustJudge(t, r, Ruling{Action: Split, Events: []string{string(consult.ID)}, Reports: []string{string(consult.Reports[0])}})
	before := judgedDump(t, r)
	r.Close()

	r = reopen(t, path, revised{})
	if e := eventOfKind(t, r, plover.Sanction); !e.IsRejected() {
		t.Error("the sanction is no longer rejected")
	}
	if e := eventOfKind(t, r, plover.Agree); e.Status != plover.Occurred {
		t.Error("the treaty is no longer corrected")
	}
	if n := len(allEvents(t, r)); n != 4 {
		t.Errorf("%d events, want 4", n)
	}
	r.Close()

	r = reopen(t, path, revised{misses: plover.Sanction})
	want := "1 lost : no report is found any more of " + string(sanction.ID)
	if o := outcomes(t, r); o[0] != want || !strings.HasPrefix(o[1], "2 holds") || !strings.HasPrefix(o[2], "3 holds") {
		t.Errorf("%q, want %q first", o, want)
	}
	r.Close()

	r = reopen(t, path, scripted{})
	if diff := cmp.Diff(before, judgedDump(t, r)); diff != "" {
		t.Errorf("back at the first version: %s", diff)
	}
}

// judgeAtRandom makes n rulings about events that the record has.
func judgeAtRandom(t *testing.T, r *Record, rng *rand.Rand, n int) {
	t.Helper()
	for range n {
		events := allEvents(t, r)
		pick := func() Event { return events[rng.IntN(len(events))] }
		ru := Ruling{Events: []string{string(pick().ID)}, By: "tester", Reason: "a reason"}
		switch ru.Action = []record.Action{Accept, Reject, Correct, Correct, Merge, Merge, Split, Split, Undo}[rng.IntN(9)]; ru.Action {
		case Correct:
			ru.Set = []string{[]string{"status=denied", "status=occurred", "date=2023-07-20", "place=Geneva", "actors=BRA", "kind=AGREE"}[rng.IntN(6)]}
		case Merge:
			ru.Events = append(ru.Events, string(pick().ID))
		case Split:
			e := pick()
			for range 50 {
				if len(e.Reports) > 1 {
					break
				}
				e = pick()
			}
			ru.Events = []string{string(e.ID)}
			for _, id := range e.Reports[:len(e.Reports)/2] {
				ru.Reports = append(ru.Reports, string(id))
			}
		}
		var bad *RulingError
		if _, err := r.Judge(context.Background(), ru); err != nil && !errors.As(err, &bad) {
			t.Fatalf("%+v: %v", ru, err)
		}
	}
}

// giveJudgments puts the judgments of one record into another.
func giveJudgments(t *testing.T, from, to *Record) {
	t.Helper()
	var rows []store.Judgment
	err := from.st.View(context.Background(), func(s store.Reader) (err error) { rows, err = s.Judgments(); return err })
	err2 := to.st.Update(context.Background(), func(s store.Writer) error {
		for _, row := range rows {
			if _, err := s.PutJudgment(row); err != nil {
				return err
			}
		}
		return s.SetMeta(metaUnsettled, "1")
	})
	err3 := to.settle(context.Background(), &gathering{})
	if err := errors.Join(err, err2, err3); err != nil {
		t.Fatal(err)
	}
}

func TestJudgmentsAndAnyOrderOfReadingGiveTheSameRecord(t *testing.T) {
	rounds := 6
	if testing.Short() {
		rounds = 2
	}
	for seed := range uint64(rounds) {
		rng := rand.New(rand.NewPCG(seed, 77))
		paths := write(t, world(120)...)
		rng.Shuffle(len(paths), func(i, j int) { paths[i], paths[j] = paths[j], paths[i] })
		a := openRecord(t, filepath.Join(t.TempDir(), "a.db"), Options{Now: noon})
		for part := range slices.Chunk(paths, 25) {
			mustRead(t, a, part, ReadOptions{})
			judgeAtRandom(t, a, rng, 5)
		}
		want := judgedDump(t, a)
		if !strings.Contains(want, `"judged"`) {
			t.Fatal("no judgment has an effect")
		}
		noDifferences(t, a)

		b := openRecord(t, filepath.Join(t.TempDir(), "b.db"), Options{Now: noon})
		rng.Shuffle(len(paths), func(i, j int) { paths[i], paths[j] = paths[j], paths[i] })
		mustRead(t, b, paths[:50], ReadOptions{Workers: 3})
		giveJudgments(t, a, b)
		mustRead(t, b, paths[50:], ReadOptions{Workers: 3})
		if diff := cmp.Diff(want, judgedDump(t, b)); diff != "" {
			t.Fatalf("seed %d, another order: %s", seed, diff)
		}
		if _, err := b.Rebuild(context.Background(), RebuildOptions{}); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, judgedDump(t, b)); diff != "" {
			t.Fatalf("seed %d, rebuilt: %s", seed, diff)
		}
		isWhole(t, a)
	}
}
