package chancery

import (
	"context"
	"slices"
	"strings"
	"testing"

	"chancery/internal/plover"
	"chancery/internal/record"
	"github.com/google/go-cmp/cmp"
)

// What is too weak to be joined is listed with its reasons, and what is joined says why.
func TestReview(t *testing.T) {
	ctx := context.Background()
	r := newRecord(t)
	mustRead(t, r, write(t, world(400)...), ReadOptions{})
	list, err := r.Review(ctx, 1000)
	if err != nil {
		t.Fatal(err)
	}
	ids := map[ID]bool{}
	for _, e := range allEvents(t, r) {
		ids[e.ID] = true
	}
	strength := 1 << 30
	for _, v := range list {
		if len(v.Events) == 0 || slices.ContainsFunc(v.Events, func(id ID) bool { return !ids[id] }) {
			t.Errorf("%+v is about what is not there", v)
		}
		if v.What == ReviewJoin && (len(v.Events) != 2 || v.Events[0] == v.Events[1] || len(v.Reasons) == 0 || v.Strength > strength) {
			t.Errorf("%+v is no pair with reasons, or out of order", v)
		}
		if v.What == ReviewJoin {
			strength = v.Strength
		}
	}
	joined := 0
	for _, e := range allEvents(t, r) {
		d, err := r.Event(ctx, string(e.ID))
		if err != nil {
			t.Fatal(err)
		}
		if len(d.Joined) != len(e.Reports)-1 {
			t.Fatalf("%s: %d reasons for %d reports", e.ID, len(d.Joined), len(e.Reports))
		}
		for _, j := range d.Joined {
			joined++
			if !slices.Contains(e.Reports, j.With) || j.Strength <= 0 || len(j.Reasons) == 0 || strings.Contains(strings.Join(j.Reasons, " "), "%!") {
				t.Errorf("%s: %+v", e.ID, j)
			}
		}
	}
	if joined == 0 {
		t.Error("nothing was joined: the test tests nothing")
	}
}

// What an analyst has decided of two events, or of an actor, is not asked again, until it is undone.
func TestReviewRemembersWhatWasDecided(t *testing.T) {
	ctx := context.Background()
	r := newRecord(t)
	strangers := "title A visit\ndate 2023-08-03\nCONSULT occurred 2023-08-02 NOR:NOR/lars-fjeld UGA:UGA/amina-okello\n"
	mustRead(t, r, write(t, append(world(400), strangers)...), ReadOptions{})
	for _, c := range []struct {
		what    string
		actions []record.Action
	}{{ReviewJoin, []record.Action{Distinct, Unsure}}, {ReviewActor, []record.Action{Known, Unsure}}} {
		list, err := r.Review(ctx, 1000, c.what)
		if err != nil || len(list) == 0 {
			t.Fatalf("%s: %d to review, %v", c.what, len(list), err)
		}
		for _, action := range c.actions {
			ru := Ruling{Action: action, Actor: string(list[0].Actor)}
			for _, id := range list[0].Events {
				ru.Events = append(ru.Events, string(id))
			}
			res := mustJudge(t, r, ru)
			rest, err := r.Review(ctx, 1000, c.what)
			if err != nil || len(rest) != len(list)-1 || !cmp.Equal(rest, list[1:]) {
				t.Errorf("%s: %d after %d, %v", action, len(rest), len(list), err)
			}
			mustJudge(t, r, Ruling{Action: Undo, Number: res.Judgments[0].Number})
			if again, err := r.Review(ctx, 1000, c.what); err != nil || !cmp.Equal(again, list) {
				t.Errorf("%s: not asked again after the undo, %v", action, err)
			}
		}
	}
	noDifferences(t, r)
}

// Events that an analyst has found different stay apart when nothing else parts them.
func TestDistinctKeepsApart(t *testing.T) {
	r := newRecord(t)
	mustRead(t, r, write(t, talks...), ReadOptions{})
	e := eventOfKind(t, r, plover.Consult)
	res := mustJudge(t, r, Ruling{Action: Split, Events: []string{string(e.ID)}, Reports: []string{string(e.Reports[1])}})
	parts := []string{string(eventOfReport(t, r, e.Reports[0])), string(eventOfReport(t, r, e.Reports[1]))}
	mustJudge(t, r, Ruling{Action: Distinct, Events: parts})
	mustJudge(t, r, Ruling{Action: Undo, Number: res.Judgments[0].Number})
	if a, b := eventOfReport(t, r, e.Reports[0]), eventOfReport(t, r, e.Reports[1]); a == b {
		t.Errorf("%s and %s are one again", parts[0], parts[1])
	}
	noDifferences(t, r)
	mustJudge(t, r, Ruling{Action: Undo})
	if a, b := eventOfReport(t, r, e.Reports[0]), eventOfReport(t, r, e.Reports[1]); a != b {
		t.Error("they are not one when it is undone: the test tests nothing")
	}
}

func eventOfReport(t *testing.T, r *Record, report ID) ID {
	t.Helper()
	for _, e := range allEvents(t, r) {
		if slices.Contains(e.Reports, report) {
			return e.ID
		}
	}
	t.Fatalf("no event has report %s", report)
	return ""
}
