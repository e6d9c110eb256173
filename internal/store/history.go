package store

import (
	"encoding/json"

	"chancery/internal/record"
)

// A Step is one computation of the events that changed some of them.
type Step struct {
	Number  int64  `json:"number"`
	At      string `json:"at"` // RFC 3339, in UTC, so that times compare as strings
	Program string `json:"program"`
	Cause   string `json:"cause"` // read, judge, rebuild
}

// A Change is what one step did to one event.
type Change struct {
	Seq      int64         `json:"-"` // place in the history
	Event    record.ID     `json:"event"`
	What     string        `json:"what"`               // added, changed, removed
	Was      record.ID     `json:"was,omitempty"`      // of what was changed: its id before, where that was another one
	Into     record.ID     `json:"into,omitempty"`     // of what was removed: the event that now has most of its reports
	Summary  string        `json:"summary"`            // of the event, after the change if it is still there
	Articles []record.ID   `json:"articles,omitempty"` // those of the reports that it gained or lost, sorted
	Fields   []FieldChange `json:"fields,omitempty"`   // of what was changed, in order of the field
}

// A FieldChange is a field before and after a change, in JSON.
type FieldChange struct {
	Field  string          `json:"field"`
	Before json.RawMessage `json:"before"`
	After  json.RawMessage `json:"after"`
}

// A ChangeQuery asks for changes; what is zero is no condition.
type ChangeQuery struct {
	Event   record.ID
	Article record.ID
	Since   string // RFC 3339 in UTC, or the beginning of one
	Before  string // the same: only changes of earlier times
	Newest  bool   // the newest first, else the oldest
	After   int64  // the place of a change: only those that come behind it, in the order asked for
	Limit   int
}
