package chancery

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"chancery/internal/record"
	"chancery/internal/resolve"
	"chancery/internal/store"
)

// The actions of judgments.
const (
	Accept  = record.Accept
	Reject  = record.Reject
	Correct = record.Correct
	Merge   = record.Merge
	Split   = record.Split
	Undo    = record.Undo

	Distinct = record.Distinct
	Unsure   = record.Unsure
	Known    = record.Known
)

// Lost is the state of a judgment of which nothing is found any more.
const Lost = record.Lost

// A Ruling is what an analyst decides.
type Ruling struct {
	Action  record.Action
	Events  []string // ids; accept and reject take several, merge two or more, distinct two, unsure two or one, known, correct and split one
	Reports []string // of a split: ids of reports, or of articles of which all reports in the event go
	Set     []string // of a correction: FIELD=VALUE
	Actor   string   // of known, and of unsure about one event: the id of a party
	Number  int64    // of the judgment to undo; 0 is the last one that is not undone
	By      string
	Reason  string
}

// A RulingError says what is wrong with a ruling, and what to do about it.
type RulingError struct{ What, Hint string }

func (e *RulingError) Error() string { return e.What }

func badRuling(hint, format string, args ...any) error {
	return &RulingError{fmt.Sprintf(format, args...), hint}
}

// A JudgmentState is a judgment and what has become of it.
type JudgmentState struct {
	Judgment
	Outcome Outcome `json:"outcome"`
}

// A JudgeResult says what a ruling has done.
type JudgeResult struct {
	Judgments []JudgmentState `json:"judgments"` // one for each event that was accepted or rejected, each field that was corrected
	New       []Event         `json:"new"`
	Changed   []Event         `json:"changed"`
	Gone      []ID            `json:"gone"`
}

// Judge keeps a ruling for ever and applies it. It is replayed whenever events are computed; what no longer applies is
// kept and listed, and applies again when what it is about is found again. The error is a *RulingError where the ruling
// makes no sense, and nothing is kept then.
func (r *Record) Judge(ctx context.Context, ru Ruling) (JudgeResult, error) {
	res := JudgeResult{Judgments: []JudgmentState{}}
	if strings.TrimSpace(ru.By) == "" {
		return res, badRuling("--by NAME tells it", "nobody is said to judge")
	}
	if strings.TrimSpace(ru.Reason) == "" {
		return res, badRuling("--reason TEXT tells it", "a judgment needs a reason")
	}
	ch := noChanges()
	err := r.st.Update(ctx, func(s store.Writer) error {
		list, err := r.rule(s, ru)
		if err != nil {
			return err
		}
		var numbers []int64
		for i := range list {
			n, err := r.putJudgment(s, &list[i], ru)
			if err != nil {
				return err
			}
			numbers = append(numbers, n)
		}
		st, err := r.settling(s)
		if err != nil {
			return err
		}
		for _, n := range numbers {
			st.touched[n] = true
		}
		if err := r.finish(st, causeJudge, nil, &ch); err != nil {
			return err
		}
		all, err := states(s)
		for _, j := range all {
			if slices.Contains(numbers, j.Number) {
				res.Judgments = append(res.Judgments, j)
			}
		}
		return err
	})
	res.New, res.Changed, res.Gone = ch.new, ch.changed, ch.gone
	return res, err
}

// body is what of a judgment is kept as JSON.
type body struct {
	Subjects   []record.Subject   `json:"subjects,omitempty"`
	Correction *record.Correction `json:"correction,omitempty"`
	Actor      ActorID            `json:"actor,omitempty"`
}

func (r *Record) putJudgment(s store.Writer, j *Judgment, ru Ruling) (int64, error) {
	b, err := json.Marshal(body{j.Subjects, j.Correction, j.Actor})
	if err != nil {
		return 0, err
	}
	row := store.Judgment{At: r.timestamp(), By: strings.TrimSpace(ru.By), Action: string(j.Action), Value: string(b), Reason: strings.TrimSpace(ru.Reason)}
	if len(j.Subjects) > 0 {
		row.Target = string(j.Subjects[0].Event)
	}
	if j.Undoes != 0 {
		row.Target = strconv.FormatInt(j.Undoes, 10)
	}
	return s.PutJudgment(row)
}

// judgments is all judgments of a record.
func judgments(s store.Reader) ([]Judgment, error) {
	rows, err := s.Judgments()
	if err != nil {
		return nil, err
	}
	out := make([]Judgment, 0, len(rows))
	for _, row := range rows {
		j := Judgment{Number: row.Number, At: row.At, By: row.By, Action: record.Action(row.Action), Reason: row.Reason}
		var b body
		if err := json.Unmarshal([]byte(row.Value), &b); err != nil {
			return nil, fmt.Errorf("judgment %d: %w", row.Number, err)
		}
		j.Subjects, j.Correction, j.Actor = b.Subjects, b.Correction, b.Actor
		if j.Action == Undo {
			if j.Undoes, err = strconv.ParseInt(row.Target, 10, 64); err != nil {
				return nil, fmt.Errorf("judgment %d: %w", row.Number, err)
			}
		}
		out = append(out, j)
	}
	return out, nil
}

// metaOutcomes is what became of the judgments when events were last computed, as JSON.
const metaOutcomes = "outcomes"

// allOutcomes is what has become of all judgments: those that were computed, and the others as they were.
func (st *settlement) allOutcomes(before []Outcome) []Outcome {
	had := map[int64]Outcome{}
	for _, o := range before {
		had[o.Number] = o
	}
	var out []Outcome
	for i := range st.judgments {
		n := st.judgments[i].Number
		o, ok := st.outcomes[n]
		if !ok {
			o, ok = had[n]
		}
		if ok {
			out = append(out, o)
		}
	}
	return out
}

func (st *settling) putOutcomes() error {
	before, err := storedOutcomes(st.w)
	if err != nil || len(st.judgments) == 0 {
		return err
	}
	all := st.allOutcomes(before)
	if slices.Equal(all, before) {
		return nil
	}
	now, err := json.Marshal(all)
	if err != nil {
		return err
	}
	return st.w.SetMeta(metaOutcomes, string(now))
}

func storedOutcomes(s store.Reader) ([]Outcome, error) {
	text, err := s.Meta(metaOutcomes)
	if err != nil || text == "" {
		return nil, err
	}
	var out []Outcome
	err = json.Unmarshal([]byte(text), &out)
	return out, err
}

// Judgments lists all judgments in the order in which they were made.
func (r *Record) Judgments(ctx context.Context) (list []JudgmentState, err error) {
	err = r.st.View(ctx, func(s store.Reader) error {
		list, err = states(s)
		return err
	})
	return list, err
}

func states(s store.Reader) ([]JudgmentState, error) {
	list, err := judgments(s)
	if err != nil {
		return nil, err
	}
	outcomes, err := storedOutcomes(s)
	if err != nil {
		return nil, err
	}
	byNumber := map[int64]Outcome{}
	for _, o := range outcomes {
		byNumber[o.Number] = o
	}
	out := make([]JudgmentState, 0, len(list))
	for _, j := range list {
		o, ok := byNumber[j.Number]
		if !ok {
			o = Outcome{Number: j.Number, State: record.Holds}
		}
		out = append(out, JudgmentState{j, o})
	}
	return out, nil
}

// judgmentsOf is the judgments that are about an event, and those that were made of the id.
func judgmentsOf(s store.Reader, event ID) ([]JudgmentState, error) {
	all, err := states(s)
	return slices.DeleteFunc(all, func(j JudgmentState) bool {
		return j.Outcome.Event != event && !slices.ContainsFunc(j.Subjects, func(sub record.Subject) bool { return sub.Event == event })
	}), err
}

// rule makes the judgments of a ruling; nothing is kept yet.
func (r *Record) rule(s store.Reader, ru Ruling) ([]Judgment, error) {
	switch ru.Action {
	case Accept, Reject:
		return ruleVerdicts(s, ru)
	case Correct:
		return r.ruleCorrections(s, ru)
	case Merge:
		return ruleMerge(s, ru)
	case Split:
		return ruleSplit(s, ru)
	case Distinct, Unsure, Known:
		return ruleDoubt(s, ru)
	case Undo:
		return ruleUndo(s, ru)
	}
	return nil, badRuling("actions are accept, reject, correct, merge, split, distinct, unsure, known, undo", "%q is no action", ru.Action)
}

// subjectOf is an event as it is now.
func subjectOf(s store.Reader, id string) (record.Subject, Event, error) {
	full, err := eventID(s, id)
	if err != nil {
		return record.Subject{}, Event{}, err
	}
	var e Event
	if err := s.EachEvent(store.EventQuery{IDs: []ID{full}}, func(found Event) error { e = found; return nil }); err != nil {
		return record.Subject{}, e, err
	}
	reports, err := s.Reports(e.Reports)
	if err != nil {
		return record.Subject{}, e, err
	}
	sub := record.Subject{Event: full, Reports: make([]record.Anchor, len(reports))}
	for i := range reports {
		sub.Reports[i] = resolve.MakeAnchor(&reports[i])
	}
	return sub, e, nil
}

func ruleVerdicts(s store.Reader, ru Ruling) ([]Judgment, error) {
	if len(ru.Events) == 0 {
		return nil, badRuling("name one by its id", "no event to %s", ru.Action)
	}
	var out []Judgment
	for _, id := range ru.Events {
		sub, _, err := subjectOf(s, id)
		if err != nil {
			return nil, err
		}
		out = append(out, Judgment{Action: ru.Action, Subjects: []record.Subject{sub}})
	}
	return out, nil
}

func ruleMerge(s store.Reader, ru Ruling) ([]Judgment, error) {
	j := Judgment{Action: Merge}
	for _, id := range ru.Events {
		sub, _, err := subjectOf(s, id)
		if err != nil {
			return nil, err
		}
		if !slices.ContainsFunc(j.Subjects, func(had record.Subject) bool { return had.Event == sub.Event }) {
			j.Subjects = append(j.Subjects, sub)
		}
	}
	if len(j.Subjects) < 2 {
		return nil, badRuling("name two events that are one", "to merge takes two different events")
	}
	return []Judgment{j}, nil
}

func ruleSplit(s store.Reader, ru Ruling) ([]Judgment, error) {
	if len(ru.Events) != 1 || len(ru.Reports) == 0 {
		return nil, badRuling("name the event, and then the reports or articles that tell another one", "to split takes one event and some of its reports")
	}
	whole, e, err := subjectOf(s, ru.Events[0])
	if err != nil {
		return nil, err
	}
	hint := "its reports are " + joinIDs(e.Reports)
	going := map[ID]bool{}
	for _, id := range ru.Reports {
		if !addReports(going, whole.Reports, id) {
			return nil, badRuling(hint, "%s names no report of event %s, or several articles", id, whole.Event)
		}
	}
	stays, goes := record.Subject{Event: whole.Event}, record.Subject{}
	for _, a := range whole.Reports {
		if going[a.Report] {
			goes.Reports = append(goes.Reports, a)
		} else {
			stays.Reports = append(stays.Reports, a)
		}
	}
	if len(stays.Reports) == 0 {
		return nil, badRuling(hint, "no report of event %s would stay", whole.Event)
	}
	return []Judgment{{Action: Split, Subjects: []record.Subject{stays, goes}}}, nil
}

// addReports adds the reports that an id means: one report, or all of one article, whose id may be cut short. It reports
// whether there is just one such.
func addReports(to map[ID]bool, reports []record.Anchor, id string) bool {
	articles := map[ID]bool{}
	for _, a := range reports {
		if a.Report == ID(id) {
			to[a.Report] = true
			return true
		}
		if strings.HasPrefix(string(a.Article), id) && id != "" {
			articles[a.Article] = true
		}
	}
	for _, a := range reports {
		if len(articles) == 1 && articles[a.Article] {
			to[a.Report] = true
		}
	}
	return len(articles) == 1
}

func joinIDs(ids []ID) string {
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = string(id)
	}
	return strings.Join(names, ", ")
}

func ruleUndo(s store.Reader, ru Ruling) ([]Judgment, error) {
	all, err := states(s)
	if err != nil {
		return nil, err
	}
	for _, j := range slices.Backward(all) {
		switch {
		case ru.Number == 0 && (j.Action == Undo || j.Outcome.State == record.Undone), ru.Number != 0 && j.Number != ru.Number:
			continue
		case j.Outcome.State == record.Undone:
			return nil, badRuling("chancery judge list shows all", "judgment %d is %s", j.Number, j.Outcome.Note)
		}
		return []Judgment{{Action: Undo, Undoes: j.Number}}, nil
	}
	if ru.Number == 0 {
		return nil, badRuling("chancery judge list shows all", "there is no judgment to undo")
	}
	return nil, badRuling("chancery judge list shows all", "there is no judgment %d", ru.Number)
}

func ignoreNotFound(err error) error {
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	return err
}
