package record

import (
	"chancery/internal/date"
	"chancery/internal/plover"
)

// An Action is what a judgment does.
type Action string

// The actions of judgments.
const (
	Accept  Action = "accept"  // the event took place as it is told
	Reject  Action = "reject"  // it is no event; it is kept but not shown
	Correct Action = "correct" // a field has another value than the accepted one
	Merge   Action = "merge"   // several events are one
	Split   Action = "split"   // some reports of an event are another event
	Undo    Action = "undo"    // an earlier judgment no longer holds

	Distinct Action = "distinct" // two events are not one, whatever is read later
	Unsure   Action = "unsure"   // too little is known to say whether two events are one, or what an actor is
	Known    Action = "known"    // an actor whom the register does not know is one
)

// A Judgment is an analyst's decision about what is in the record: kept for ever, and replayed whenever events are
// computed. It knows its events by their evidence, for ids may change when articles are read by another version.
type Judgment struct {
	Number     int64       `json:"number"`
	At         string      `json:"at"` // RFC 3339
	By         string      `json:"by"`
	Action     Action      `json:"action"`
	Subjects   []Subject   `json:"subjects,omitempty"` // merge, distinct, unsure: the events; split: what stays, and what goes; else the event
	Correction *Correction `json:"correction,omitempty"`
	Actor      ActorID     `json:"actor,omitempty"` // known, and unsure about an actor: who takes part in the event
	Undoes     int64       `json:"undoes,omitempty"`
	Reason     string      `json:"reason"`
}

// A Subject is an event as it was when it was judged.
type Subject struct {
	Event   ID       `json:"event,omitempty"` // its id then
	Reports []Anchor `json:"reports"`         // in the order of the event
}

// An Anchor is what a report is found again by after its article was read anew: the article and the bytes that tell the
// act, which never change, and what was read there.
type Anchor struct {
	Article ID            `json:"article"`
	Start   uint32        `json:"start"` // of the sentence; both zero where the report has none
	End     uint32        `json:"end"`
	Report  ID            `json:"report"`
	Kind    plover.Kind   `json:"kind"`
	Status  plover.Status `json:"status"`
	Date    string        `json:"date"`
	Parties []string      `json:"parties"` // states, organisations and stateless persons, sorted
}

// A Correction is a value that an analyst gives to a field of an event. It wins over all claims, which stay as they are.
type Correction struct {
	Field    Field       `json:"field"`
	Value    string      `json:"value"`              // as a claim has it; parties by their ids, separated by "; "
	Date     *date.Range `json:"date,omitempty"`     // of a date
	Place    *Place      `json:"place,omitempty"`    // of a place
	Parties  []Party     `json:"parties,omitempty"`  // of actors and recipients: all of that side
	Judgment int64       `json:"judgment,omitempty"` // the number of the one that gave it, in an event
}

// Further fields that can be corrected; of the mode there is no claim.
const (
	FieldMode Field = "mode"
	FieldRole Field = "role" // of one party: "xi-jinping:visitor"; claimed of who visits and who is visited
)

// Judged is what judgments have made of an event.
type Judged struct {
	Verdict   Action       `json:"verdict,omitempty"`   // accept or reject
	Corrected []Correction `json:"corrected,omitempty"` // in order of the field
	Judgments []int64      `json:"judgments"`           // all that hold for the event, in their order
}

// IsRejected reports whether an analyst has found that the event is none.
func (e *Event) IsRejected() bool { return e.Judged != nil && e.Judged.Verdict == Reject }

// Corrects reports whether an analyst has given the value of a field. A nil Judged corrects nothing.
func (j *Judged) Corrects(f Field) bool {
	if j == nil {
		return false
	}
	for i := range j.Corrected {
		if j.Corrected[i].Field == f {
			return true
		}
	}
	return false
}

// An Outcome is what has become of a judgment when it was last replayed.
type Outcome struct {
	Number int64        `json:"number"`
	State  OutcomeState `json:"state"`
	Event  ID           `json:"event,omitempty"` // the event that it is about now; of a split, the one of its own
	Note   string       `json:"note,omitempty"`  // what an analyst should know of it, in words
}

// An OutcomeState says whether a judgment has an effect.
type OutcomeState string

// The states of judgments.
const (
	Holds      OutcomeState = "holds"
	Superseded OutcomeState = "superseded" // a later judgment of the same event says otherwise
	Undone     OutcomeState = "undone"
	Lost       OutcomeState = "lost" // what it is about is no longer found: it waits until it is found again
)
