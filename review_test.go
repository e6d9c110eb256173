package chancery

import (
	"context"
	"slices"
	"strings"
	"testing"
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
