package record

import (
	"cmp"

	"chancery/internal/date"
)

// A Trace is what is kept of a report so that the reports it belongs with are found by an index, without reading others.
type Trace struct {
	Report  ID
	Article ID
	Parent  ID       // the report that it goes with best, of those whose time is known better; "" for none
	Block   ID       // the report to which its parents lead: the same for all reports that are resolved together; "" until then
	Rank    uint64   // the less, the better its time is known
	Keys    []uint64 // where it stands in the index, sorted; below 1<<63
	Data    []byte   // what it is compared by
}

// A Tally is how many articles say one thing of an actor.
type Tally struct {
	Actor ActorID
	Field string
	Value string
	Day   date.Day // of publication, where it matters
	N     int
}

// Compare orders tallies by actor, field, value and day.
func (t Tally) Compare(o Tally) int {
	return cmp.Or(cmp.Compare(t.Actor, o.Actor), cmp.Compare(t.Field, o.Field), cmp.Compare(t.Value, o.Value), cmp.Compare(t.Day, o.Day))
}
