package resolve

import (
	"cmp"
	"slices"
	"strings"

	"chancery/internal/plover"
	"chancery/internal/record"
)

// amend gives an event what the judgments about it say: its verdict, and the values that win over the claims. The id
// stays, for it names what the reports tell.
func amend(e *record.Event, b *bunch) {
	if len(b.after) == 0 {
		return
	}
	e.Judged = &record.Judged{Judgments: []int64{}}
	for _, j := range b.after {
		e.Judged.Judgments = append(e.Judged.Judgments, j.Number)
		switch j.Action {
		case record.Accept, record.Reject:
			e.Judged.Verdict = j.Action
		case record.Correct:
			if j.Correction != nil {
				c := *j.Correction
				c.Judgment = j.Number
				e.Judged.Corrected = append(e.Judged.Corrected, c)
			}
		}
	}
	if len(e.Judged.Corrected) == 0 {
		return
	}
	slices.SortFunc(e.Judged.Corrected, func(x, y record.Correction) int {
		return cmp.Or(cmp.Compare(x.Field, y.Field), cmp.Compare(x.Judgment, y.Judgment))
	})
	for i := range e.Judged.Corrected {
		correct(e, &e.Judged.Corrected[i])
	}
	e.Summary = e.Summarize()
	e.Scores = record.Scores{Plover: e.Kind.Score(e.Mode), Goldstein: e.Kind.Goldstein(e.Mode)}
	e.Conflicts = slices.DeleteFunc(e.Conflicts, func(f record.Field) bool { return isCorrected(e, f) })
	e.Claims = claims(e, b.items)
}

// correct gives a field its value. A value that this version of the program does not know changes nothing.
func correct(e *record.Event, c *record.Correction) {
	switch c.Field {
	case record.FieldKind:
		if k, err := plover.ParseKind(c.Value); err == nil && k != plover.NoKind {
			e.Kind = k
			if !k.HasMode(e.Mode) {
				e.Mode = plover.NoMode
			}
		}
	case record.FieldMode:
		if m, err := plover.ParseMode(c.Value); err == nil && (m == plover.NoMode || e.Kind.HasMode(m)) {
			e.Mode = m
		}
	case record.FieldFormat:
		if f, err := plover.ParseFormat(c.Value); err == nil {
			e.Format = f
		}
	case record.FieldStatus:
		if s, err := plover.ParseStatus(c.Value); err == nil && s != plover.NoStatus {
			e.Status = s
		}
	case record.FieldDate:
		if c.Date != nil {
			e.Date = *c.Date
		}
	case record.FieldPlace:
		if c.Place != nil {
			e.Place = *c.Place
		}
	case record.FieldActors:
		e.Actors = replaceSide(e, e.Actors, c.Parties, plover.Sender)
	case record.FieldRecipients:
		e.Recipients = replaceSide(e, e.Recipients, c.Parties, plover.Target)
	case record.FieldRole:
		setRole(e, c.Value)
	}
}

// replaceSide is the parties of one side. One that was on this side keeps its role, and one that the event knew at all its
// office.
func replaceSide(e *record.Event, had, now []record.Party, role plover.Role) []record.Party {
	if isMutual(e.Kind) {
		role = plover.Participant
	}
	out := make([]record.Party, 0, len(now))
	for _, p := range now {
		is := func(q record.Party) bool { return q.Actor == p.Actor }
		if i := slices.IndexFunc(had, is); i >= 0 {
			p = had[i]
		} else {
			p.Role = role
			if known := e.Parties(); slices.ContainsFunc(known, is) {
				p.Office = known[slices.IndexFunc(known, is)].Office
			}
		}
		out = append(out, p)
	}
	return out
}

// cutRole parts the value of a correction of a role: "xi-jinping:visitor".
func cutRole(value string) (record.ActorID, string) {
	i := strings.LastIndexByte(value, ':')
	if i < 0 {
		return record.ActorID(value), ""
	}
	return record.ActorID(value[:i]), value[i+1:]
}

func setRole(e *record.Event, value string) {
	actor, name := cutRole(value)
	role, err := plover.ParseRole(name)
	if err != nil {
		return
	}
	for _, side := range []*[]record.Party{&e.Actors, &e.Recipients} {
		for i, p := range *side {
			if p.Actor == actor {
				*side = slices.Clone(*side)
				(*side)[i].Role = role
			}
		}
	}
}

// isCorrected reports whether an analyst has decided a field. Who takes part, and as what, is one question.
func isCorrected(e *record.Event, f record.Field) bool {
	if f == record.FieldActors || f == record.FieldRecipients {
		return e.Judged.Corrects(record.FieldActors) || e.Judged.Corrects(record.FieldRecipients) || e.Judged.Corrects(record.FieldRole)
	}
	return e.Judged.Corrects(f)
}
