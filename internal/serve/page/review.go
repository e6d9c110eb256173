package page

import (
	"context"
	"fmt"
	"net/http"
	"net/url"

	"chancery"
)

// A queue is what waits for an analyst: events of one kind of doubt.
type queue struct {
	ID, Label string
	Question  string
	list      func(d *Desk, ctx context.Context, q chancery.EventQuery, after string) (chancery.EventPage, error)
	waits     func(*chancery.Event) bool // an event of the list has not been judged yet
	answers   []answer
}

// An answer is a button of the review: what it keeps, and its key.
type answer struct {
	Key, Label string
	Action     string
	Field      string
	Value      string
	Reason     string // unless another is given
}

var queues = []queue{
	{
		ID: "conflicts", Label: "Articles disagree", Question: "Articles disagree. Did it happen as it is told here?",
		list: func(d *Desk, ctx context.Context, q chancery.EventQuery, after string) (chancery.EventPage, error) {
			return d.rec.Conflicts(ctx, q, after)
		},
		waits: isUndecided,
		answers: []answer{
			{Key: "y", Label: "Yes, keep it", Action: "accept", Reason: "reviewed: the accepted values stand"},
			{Key: "n", Label: "No such event", Action: "reject", Reason: "reviewed: no such event"},
		},
	},
	{
		ID: "unconfirmed", Label: "Planned, not confirmed", Question: "It was planned, and its day has passed. Did it take place?",
		list: func(d *Desk, ctx context.Context, q chancery.EventQuery, after string) (chancery.EventPage, error) {
			return d.rec.Unconfirmed(ctx, q, after)
		},
		waits: isUndecided,
		answers: []answer{
			{Key: "y", Label: "Yes, it took place", Action: "correct", Field: "status", Value: "occurred", Reason: "reviewed: it took place"},
			{Key: "n", Label: "No, it did not", Action: "correct", Field: "status", Value: "cancelled", Reason: "reviewed: it did not take place"},
		},
	},
}

// isUndecided reports whether no judgment says what is true of an event; that it is not another one says nothing of it.
func isUndecided(e *chancery.Event) bool {
	return e.Judged == nil || e.Judged.Verdict == "" && len(e.Judged.Corrected) == 0
}

// reviewPage is one item of a queue.
type reviewPage struct {
	Queue  queue
	Queues []queueTab
	Event  *eventPage // nil where nothing waits
	Doubt  *doubtItem // instead of Event, in a queue of doubts
	Skip   string     // address of the next item
	First  string     // address of the first item, where some were skipped
	Passed int        // items that are judged, before this one
	Made   int        // judgments that stand, of all queues
	Done   *chancery.JudgmentState
}

// A queueTab is a way to another queue.
type queueTab struct {
	Label, To string
	Here      bool
}

// reviewLook is how many judged items of a queue are passed over in one go.
const reviewLook = 200

func (d *Desk) review(r *http.Request) (view, error) {
	ctx := r.Context()
	p := &reviewPage{Queue: queues[0]}
	for _, q := range queues {
		if q.ID == r.FormValue("queue") {
			p.Queue = q
		}
	}
	find := func(after string) error { return d.nextItem(ctx, p, after) }
	for _, q := range doubtQueues {
		if q.ID == r.FormValue("queue") {
			p.Queue = queue{ID: q.ID}
			find = func(after string) error { return d.reviewDoubts(ctx, p, q, after) }
		}
	}
	for _, q := range queues {
		p.Queues = append(p.Queues, queueTab{q.Label, "/review?queue=" + q.ID, q.ID == p.Queue.ID})
	}
	for _, q := range doubtQueues {
		p.Queues = append(p.Queues, queueTab{q.Label, "/review?queue=" + q.ID, q.ID == p.Queue.ID})
	}
	if err := find(r.FormValue("after")); err != nil {
		return view{}, err
	}
	if r.FormValue("after") != "" {
		p.First = "/review?queue=" + p.Queue.ID
	}
	all, err := d.rec.Judgments(ctx)
	if err != nil {
		return view{}, err
	}
	for i := range all {
		if all[i].Outcome.State == "holds" && all[i].Action != chancery.Undo {
			p.Made++
		}
	}
	p.Done, err = d.done(r)
	return view{template: "review", title: "Review", section: "review", data: p}, err
}

// nextItem finds the first item of a queue behind a cursor that has not been judged.
func (d *Desk) nextItem(ctx context.Context, p *reviewPage, after string) error {
	for range reviewLook {
		found, err := p.Queue.list(d, ctx, chancery.EventQuery{Limit: 1}, after)
		if err != nil || len(found.Events) == 0 {
			return err
		}
		e := &found.Events[0]
		after = found.Next
		if !p.Queue.waits(e) {
			p.Passed++
			if after == "" {
				return nil
			}
			continue
		}
		if after != "" {
			p.Skip = "/review?" + url.Values{"queue": {p.Queue.ID}, "after": {after}}.Encode()
		}
		p.Event, err = d.loadEvent(ctx, string(e.ID))
		return err
	}
	return nil
}

// Doubtful are the fields of the event that the question is about: those on which articles disagree, or those that tell
// when it was to be.
func (p *reviewPage) Doubtful() []fieldRow {
	var out []fieldRow
	for _, f := range p.Event.Fields {
		if f.Conflict || p.Queue.ID == "unconfirmed" && (f.Name == "status" || f.Name == "date") {
			out = append(out, f)
		}
	}
	return out
}

// Answers are the buttons of the queue.
func (q queue) Answers() []answer { return q.answers }

// judgeReview keeps an answer and goes on to the next item.
func (d *Desk) judgeReview(r *http.Request) (view, error) {
	if r.PostForm.Get("reason") == "" {
		r.PostForm.Set("reason", r.PostForm.Get("default-reason"))
	}
	ru, err := d.ruling(r, eventOf(r.PostForm.Get("event")))
	if err != nil {
		return view{}, err
	}
	res, err := d.rec.Judge(r.Context(), ru)
	if err != nil {
		return view{}, fmt.Errorf("review: %w", err)
	}
	return view{to: d.afterJudging(r, ru.Events[0], &res), status: http.StatusSeeOther}, nil
}
