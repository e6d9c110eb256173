package page

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"chancery"
	"chancery/internal/record"
)

// A doubtQueue is what waits of the newest events beside single events: pairs that may be one, and actors whom the register does
// not know.
type doubtQueue struct{ ID, Label, Question string }

var doubtQueues = []doubtQueue{
	{chancery.ReviewJoin, "One or two", "Two events that too little joins. Are they one?"},
	{chancery.ReviewActor, "New actors", "The register does not know this actor. Is it one, by this name?"},
}

// A doubtItem is one thing of a doubtQueue.
type doubtItem struct {
	chancery.Review
	Question string
	Sides    []*eventPage // of a pair both events, else the one in which the actor takes part
	Waiting  int          // things of the queue behind this one
	Removal  string       // of an actor: the parties that stay on its side, as a correction takes them; "" where nobody would
	Side     string       // of an actor: the field of its side
}

// tellingShown is how many sentences of an event the review shows.
const tellingShown = 5

// Telling is the sentences that tell the event, those of copies left out.
func (p *eventPage) Telling() []passage {
	var out []passage
	for i := range p.Fields {
		if p.Fields[i].Name != "kind" {
			continue
		}
		for _, v := range p.Fields[i].Values {
			for _, ps := range v.Passages {
				if !ps.Copy && len(out) < tellingShown {
					out = append(out, ps)
				}
			}
		}
	}
	return out
}

// reviewDoubts shows the first thing of a queue that is not decided. The address says how many are passed over.
func (d *Desk) reviewDoubts(ctx context.Context, p *reviewPage, q doubtQueue, after string) error {
	list, err := d.rec.Review(ctx, 0, q.ID)
	if err != nil {
		return err
	}
	skip := 0
	if after != "" {
		if skip, err = strconv.Atoi(after); err != nil || skip < 0 {
			return badValue("after", after, "it is a number from 0")
		}
	}
	if skip >= len(list) {
		return nil
	}
	it := &doubtItem{Review: list[skip], Question: q.Question, Waiting: len(list) - skip - 1}
	for _, id := range it.Events {
		side, err := d.loadEvent(ctx, string(id))
		if err != nil {
			return err
		}
		it.Sides = append(it.Sides, side)
	}
	if it.Actor != "" {
		it.remove(&it.Sides[0].Event)
	}
	if it.Waiting > 0 {
		p.Skip = "/review?" + url.Values{"queue": {q.ID}, "after": {strconv.Itoa(skip + 1)}}.Encode()
	}
	p.Doubt = it
	return nil
}

// remove finds who else is on the side of the actor.
func (it *doubtItem) remove(e *chancery.Event) {
	for _, side := range []struct {
		field   string
		parties []record.Party
	}{{"actors", e.Actors}, {"recipients", e.Recipients}} {
		rest := slices.DeleteFunc(slices.Clone(side.parties), func(p record.Party) bool { return p.Actor == it.Actor })
		if len(rest) < len(side.parties) {
			it.Side, it.Removal = side.field, names(rest)
			return
		}
	}
}

// Answers are the buttons for the thing.
func (it *doubtItem) Answers() []answer {
	if it.Actor == "" {
		return []answer{
			{Key: "y", Label: "Yes, one event", Action: "merge", Reason: "reviewed: one event"},
			{Key: "n", Label: "No, different events", Action: "distinct", Reason: "reviewed: different events"},
			{Key: "h", Label: "Not enough known", Action: "unsure", Reason: "reviewed: too little is known"},
		}
	}
	out := []answer{{Key: "y", Label: "Yes, an actor", Action: "known", Reason: "reviewed: an actor"}}
	if it.Removal != "" {
		out = append(out, answer{Key: "n", Label: "No, take it out", Action: "correct", Field: it.Side, Value: it.Removal, Reason: "reviewed: no actor"})
	} else {
		out = append(out, answer{Key: "n", Label: "No, and no such event", Action: "reject", Reason: "reviewed: no actor"})
	}
	return append(out, answer{Key: "h", Label: "Not enough known", Action: "unsure", Reason: "reviewed: too little is known"})
}

// doubtRuling fills in what a ruling about a pair or an actor has from its form.
func doubtRuling(r *http.Request, ru *chancery.Ruling) {
	for _, other := range r.PostForm["other"] {
		if other = eventOf(other); other != "" {
			ru.Events = append(ru.Events, other)
		}
	}
	ru.Actor = strings.TrimSpace(r.PostForm.Get("actor"))
}
