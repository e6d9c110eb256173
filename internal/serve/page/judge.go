package page

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"chancery"
	"chancery/internal/record"
)

// errForbidden says that somebody who may only read wants to judge.
var errForbidden = errors.New("only an editor may judge")

// ruling is what a form decides. The fields are those of the forms on the page of an event and in the review.
func (d *Desk) ruling(r *http.Request, event string) (chancery.Ruling, error) {
	f := r.PostForm
	ru := chancery.Ruling{
		Action: record.Action(f.Get("action")), Events: []string{event}, Reports: f["report"], By: d.opt.Editor(r), Reason: strings.TrimSpace(f.Get("reason")),
	}
	if ru.By == "" {
		return ru, errForbidden
	}
	switch ru.Action {
	case chancery.Accept, chancery.Reject, chancery.Split:
	case chancery.Distinct, chancery.Unsure, chancery.Known:
		doubtRuling(r, &ru)
	case chancery.Correct:
		ru.Set = []string{f.Get("field") + "=" + f.Get("value")}
	case chancery.Merge:
		for _, other := range append(f["other"], f.Get("other-id")) {
			if other = eventOf(other); other != "" {
				ru.Events = append(ru.Events, other)
			}
		}
	default:
		return ru, &badRequest{"the form names no action", ""}
	}
	if ru.Reason == "" {
		return ru, &badRequest{"a judgment needs a reason", "go back and say in a few words why"}
	}
	return ru, nil
}

// eventOf is the id in what somebody pasted: an id, or the address of an event's page.
func eventOf(s string) string {
	s = strings.TrimSpace(s)
	if _, after, ok := strings.Cut(s, "/event/"); ok {
		s = after
		if u, err := url.PathUnescape(strings.FieldsFunc(s, func(r rune) bool { return r == '/' || r == '?' || r == '#' })[0]); err == nil {
			s = u
		}
	}
	return s
}

// judgeEvent keeps the ruling of a form and goes to the event as it is then.
func (d *Desk) judgeEvent(r *http.Request) (view, error) {
	ru, err := d.ruling(r, r.PathValue("id"))
	if err != nil {
		return view{}, err
	}
	res, err := d.rec.Judge(r.Context(), ru)
	if err != nil {
		return view{}, err
	}
	return view{to: d.afterJudging(r, ru.Events[0], &res), status: http.StatusSeeOther}, nil
}

// afterJudging is where a form leads: to the address that it names, or to the event of the judgment.
func (d *Desk) afterJudging(r *http.Request, event string, res *chancery.JudgeResult) string {
	to, number := eventURL(chancery.ID(event)), int64(0)
	for _, j := range res.Judgments {
		number = max(number, j.Number)
		if j.Outcome.Event != "" && j.Action != chancery.Split {
			to = eventURL(j.Outcome.Event)
		}
	}
	if here := r.PostForm.Get("here"); here != "" {
		to = back(here)
	}
	u, err := url.Parse(to)
	if err != nil {
		return "/"
	}
	q := u.Query()
	q.Set("done", strconv.FormatInt(number, 10))
	u.RawQuery = q.Encode()
	return u.String()
}

// undo takes a judgment back.
func (d *Desk) undo(r *http.Request) (view, error) {
	n, err := strconv.ParseInt(r.PathValue("number"), 10, 64)
	if err != nil || n <= 0 {
		return view{}, chancery.ErrNotFound
	}
	by := d.opt.Editor(r)
	if by == "" {
		return view{}, errForbidden
	}
	reason := cmp.Or(strings.TrimSpace(r.PostForm.Get("reason")), "taken back")
	if _, err := d.rec.Judge(r.Context(), chancery.Ruling{Action: chancery.Undo, Number: n, By: by, Reason: reason}); err != nil {
		return view{}, err
	}
	return view{to: back(r.PostForm.Get("here")), status: http.StatusSeeOther}, nil
}

// done is the judgment that has just been made, for the line that says so and lets it be undone; nil for none.
func (d *Desk) done(r *http.Request) (*chancery.JudgmentState, error) {
	n, err := strconv.ParseInt(r.FormValue("done"), 10, 64)
	if err != nil || n <= 0 {
		return nil, nil
	}
	all, err := d.rec.Judgments(r.Context())
	for i := range all {
		if all[i].Number == n && all[i].Outcome.State == record.Holds {
			return &all[i], nil
		}
	}
	return nil, err
}

// judgmentLine says what a judgment decides.
func judgmentLine(j chancery.JudgmentState) string {
	switch {
	case j.Undoes != 0:
		return fmt.Sprintf("undid judgment %d", j.Undoes)
	case j.Correction != nil:
		return fmt.Sprintf("corrected %s to %s", j.Correction.Field, cmp.Or(clean(j.Correction.Value), "nothing"))
	}
	return map[record.Action]string{
		chancery.Accept: "accepted", chancery.Reject: "rejected", chancery.Merge: "merged", chancery.Split: "split",
		chancery.Distinct: "two different events", chancery.Unsure: "too little is known", chancery.Known: "an actor",
	}[j.Action]
}

// nearDays is how far the dates of events may lie apart that a page offers to merge; nearShown how many it offers.
const (
	nearDays  = 30
	nearShown = 6
)

// near is other events between the same parties at about the same time: those that may be the same one.
func (d *Desk) near(ctx context.Context, e *chancery.Event) ([]chancery.Event, error) {
	parties := e.Parties()
	if len(parties) == 0 || !e.Date.IsKnown() {
		return nil, nil
	}
	q := chancery.EventQuery{Actor: string(parties[0].Actor), Limit: nearShown + 1}
	if len(parties) > 1 {
		q.With = string(parties[len(parties)-1].Actor)
	}
	q.From, q.To = max(e.Date.From, 1)-nearDays, e.Date.To+nearDays
	if e.Date.From == 0 {
		q.From = 0
	}
	if e.Date.To == 0 {
		q.To = 0
	}
	list, err := d.rec.Events(ctx, q)
	var unknown *chancery.UnknownActorError
	if errors.As(err, &unknown) {
		return nil, nil
	}
	list = slices.DeleteFunc(list, func(o chancery.Event) bool { return o.ID == e.ID })
	return list[:min(len(list), nearShown)], err
}
