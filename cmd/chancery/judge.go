package main

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"chancery"
	"chancery/internal/export"
)

type judgeCmd struct {
	Accept  acceptCmd  `cmd:"" help:"Confirm events."`
	Reject  rejectCmd  `cmd:"" help:"Say that events are none; they are shown only on request."`
	Correct correctCmd `cmd:"" help:"Give a field of an event another value."`
	Merge   mergeCmd   `cmd:"" help:"Say that several events are one."`
	Split   splitCmd   `cmd:"" help:"Say that some reports of an event are about another one."`
	Undo    undoCmd    `cmd:"" help:"Take a judgment back."`
	List    listCmd    `cmd:"" help:"List all judgments, and what has become of each."`
}

func (*judgeCmd) Help() string {
	return `A judgment is kept for ever, with who made it, when and why. Articles, sentences and claims stay as they are: judgments are replayed over them whenever events are computed, also when articles are read again by another version of the program. A judgment knows its event by the sentences that told it, not by its id. Where these are no longer found it is listed as lost, and waits until they are found again.

Examples:

    chancery judge accept 2021-06-28-consult-CHN-RUS-3f9a --reason "confirmed by both ministries"
    chancery judge correct 2021-06-28-consult status=occurred --reason "seen on television"
    chancery judge undo last --reason "wrong event"
    chancery judge list
`
}

// why is who judges and for what reason.
type why struct {
	Reason string `required:"" placeholder:"TEXT" help:"Why; it is kept with the judgment."`
	By     string `placeholder:"NAME" env:"CHANCERY_BY,USER,LOGNAME,USERNAME" help:"Who judges; by default the name under which you are logged in."`
}

// judge makes a ruling and prints what it has done.
func (w *why) judge(a *app, ru chancery.Ruling) error {
	ru.By, ru.Reason = w.By, w.Reason
	rec, err := a.existing()
	if err != nil {
		return err
	}
	defer rec.Close()
	res, err := rec.Judge(a.ctx, ru)
	var bad *chancery.RulingError
	if errors.As(err, &bad) {
		return withHint(usageError{err}, "%s", bad.Hint)
	}
	if err != nil {
		return err
	}
	if a.cli.JSON {
		return export.JSON(a.out, res)
	}
	for i := range res.Judgments {
		j := &res.Judgments[i]
		a.out.printf("judgment %s\n", clean(joinNonEmpty(" ", fmt.Sprint(j.Number)+":", judgmentLine(j), string(j.Outcome.Event))))
		if j.Outcome.Note != "" {
			a.out.printf("  %s\n", a.out.in(yellow, clean(j.Outcome.Note)))
		}
	}
	for _, part := range []struct {
		head   string
		events []chancery.Event
	}{{"New", res.New}, {"Changed", res.Changed}} {
		if len(part.events) > 0 {
			a.out.heading("%s (%d)", part.head, len(part.events))
			a.out.events(part.events)
		}
	}
	for _, id := range res.Gone {
		a.out.printf("%s is no event of its own any more\n", id)
	}
	return nil
}

// judgmentLine is what a judgment says, without its event.
func judgmentLine(j *chancery.JudgmentState) string {
	switch {
	case j.Undoes != 0:
		return fmt.Sprintf("undo %d", j.Undoes)
	case j.Correction != nil:
		return fmt.Sprintf("correct %s=%s", j.Correction.Field, j.Correction.Value)
	}
	return string(j.Action)
}

type acceptCmd struct {
	Events []string `arg:"" name:"event" help:"Ids, or as much of their beginning as no other event has."`
	why
}

func (*acceptCmd) Help() string {
	return `Says that an event took place as it is told. Its fields still change when articles tell more.

Examples:

    chancery judge accept 2021-06-28-consult-CHN-RUS-3f9a --reason "confirmed by both ministries"
    chancery judge accept 2021-06-28-consult 2021-06-29-agree --by "A. Analyst" --reason "checked"
`
}

func (c *acceptCmd) Run(a *app) error {
	return c.judge(a, chancery.Ruling{Action: chancery.Accept, Events: c.Events})
}

type rejectCmd struct {
	Events []string `arg:"" name:"event" help:"Ids, or as much of their beginning as no other event has."`
	why
}

func (*rejectCmd) Help() string {
	return `Says that an event is none: misread, or never happened. It stays in the record with its reports, and is shown by chancery events --rejected and chancery event ID only.

Examples:

    chancery judge reject 2021-06-28-assault-FRA-DEU-09c1 --reason "a football match"
    chancery events --rejected
`
}

func (c *rejectCmd) Run(a *app) error {
	return c.judge(a, chancery.Ruling{Action: chancery.Reject, Events: c.Events})
}

type correctCmd struct {
	Event string   `arg:"" help:"The id, or as much of its beginning as no other event has."`
	Set   []string `arg:"" name:"field=value" help:"status, date, place, kind, mode, format, actors, recipients or role, and the right value."`
	why
}

func (*correctCmd) Help() string {
	return `The value wins over what articles say; their claims stay, and those that it cannot go with are marked. The id stays. Names of actors are divided by semicolons and are all of that side; an empty value means none.

Examples:

    chancery judge correct 2021-06-28-consult status=cancelled --reason "called off that evening"
    chancery judge correct 2021-06-28-consult date=2021-06-29 "place=Geneva, CHE" --reason "minutes"
    chancery judge correct 2021-06-28-accuse actors=Ukraine recipients=Russia --reason "swapped"
    chancery judge correct 2021-06-28-consult "role=Vladimir Putin:visitor" --reason "he came"
    chancery judge correct 2021-06-28-agree kind=CONSULT mode=visit --reason "nothing was signed"
`
}

func (c *correctCmd) Run(a *app) error {
	return c.judge(a, chancery.Ruling{Action: chancery.Correct, Events: []string{c.Event}, Set: c.Set})
}

type mergeCmd struct {
	Events []string `arg:"" name:"event" help:"The ids of two or more events."`
	why
}

func (*mergeCmd) Help() string {
	return `All their reports are one event from now on. It has the id of the one that was told first; the other ids lead to it.

Examples:

    chancery judge merge 2021-06-28-consult 2021-06-29-consult --reason "one call, two time zones"
`
}

func (c *mergeCmd) Run(a *app) error {
	return c.judge(a, chancery.Ruling{Action: chancery.Merge, Events: c.Events})
}

type splitCmd struct {
	Event   string   `arg:"" help:"The id, or as much of its beginning as no other event has."`
	Reports []string `arg:"" name:"report" help:"Ids of the reports that go, or of the articles of which all go."`
	why
}

func (*splitCmd) Help() string {
	return `The reports become an event of their own. What is read later goes where it fits better. The ids of articles stand in chancery event ID, those of reports in chancery event ID --json.

Examples:

    chancery judge split 2021-06-28-consult 0f3a77c2b9d1e480 --reason "this is the call of July"
    chancery event 2021-06-28-consult-CHN-RUS-3f9a --json | jq -r .event.reports[]
`
}

func (c *splitCmd) Run(a *app) error {
	return c.judge(a, chancery.Ruling{Action: chancery.Split, Events: []string{c.Event}, Reports: c.Reports})
}

type undoCmd struct {
	Judgment string `arg:"" help:"The number of a judgment, or last."`
	why
}

func (*undoCmd) Help() string {
	return `The judgment no longer holds; both stay in the list. To undo an undo makes the judgment hold again. last is the last one that is neither an undo nor undone.

Examples:

    chancery judge undo last --reason "wrong event"
    chancery judge undo 17 --reason "the ministry corrected itself"
`
}

func (c *undoCmd) Run(a *app) error {
	ru := chancery.Ruling{Action: chancery.Undo}
	if c.Judgment != "last" {
		n, err := strconv.ParseInt(c.Judgment, 10, 64)
		if err != nil || n < 1 {
			return withHint(usagef("%q is not the number of a judgment", c.Judgment), "chancery judge list shows them; last is the last one")
		}
		ru.Number = n
	}
	return c.judge(a, ru)
}

type listCmd struct {
	Event string `placeholder:"ID" help:"Only those about this event."`
	Lost  bool   `help:"Only those that no longer apply."`
}

func (*listCmd) Help() string {
	return `Each judgment holds; or is superseded by a later one of the same event, or undone; or is lost: what it is about is no longer found. A lost one stays, and applies again when its sentences are found again. The note says what has changed since it was made.

Examples:

    chancery judge list
    chancery judge list --lost
    chancery judge list --event 2021-06-28-consult-CHN-RUS-3f9a --json
`
}

func (c *listCmd) Run(a *app) error {
	rec, err := a.open()
	if err != nil {
		return err
	}
	defer rec.Close()
	var list []chancery.JudgmentState
	if c.Event != "" {
		d, err := rec.Event(a.ctx, c.Event)
		if err != nil {
			return err
		}
		list = d.Judgments
	} else if list, err = rec.Judgments(a.ctx); err != nil {
		return err
	}
	var shown []chancery.JudgmentState
	for _, j := range list {
		if !c.Lost || j.Outcome.State == chancery.Lost {
			shown = append(shown, j)
		}
	}
	if a.cli.JSON {
		for i := range shown {
			if err := export.JSON(a.out, shown[i]); err != nil {
				return err
			}
		}
		return nil
	}
	a.out.judgments(shown)
	a.note("%s", count(len(shown), "judgment"))
	return nil
}

var judgmentColumns = []column{
	{head: "NO"}, {head: "WHEN"}, {head: "BY", flex: 1}, {head: "JUDGMENT", flex: 2},
	{head: "STATE", style: func(s string) style {
		switch s {
		case "holds":
			return green
		case "lost":
			return red
		}
		return dim
	}},
	{head: "REASON", flex: 4},
}

func (p *printer) judgments(list []chancery.JudgmentState) {
	rows := make([]row, len(list))
	for i := range list {
		j := &list[i]
		id := string(j.Outcome.Event)
		if id == "" && len(j.Subjects) > 0 {
			id = string(j.Subjects[0].Event)
		}
		rows[i] = row{
			cells: []string{fmt.Sprint(j.Number), shortTime(j.At), j.By, judgmentLine(j), string(j.Outcome.State), j.Reason},
			id:    id, warning: j.Outcome.Note,
		}
	}
	p.table(judgmentColumns, rows)
}

// shortTime is a time without seconds: "2021-06-28 09:05".
func shortTime(at string) string {
	if len(at) < len("2021-06-28T09:05") {
		return at
	}
	return strings.Replace(at[:16], "T", " ", 1)
}

// judged is what analysts have made of an event: "accepted; date corrected".
func judged(e *chancery.Event) string {
	if e.Judged == nil {
		return ""
	}
	var parts []string
	switch e.Judged.Verdict {
	case chancery.Accept:
		parts = append(parts, "accepted")
	case chancery.Reject:
		parts = append(parts, "rejected")
	}
	for _, c := range e.Judged.Corrected {
		parts = append(parts, string(c.Field)+" corrected")
	}
	return strings.Join(parts, "; ")
}
