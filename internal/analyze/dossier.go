// Package analyze knows what a set of events says when it is read together: the dossier of a pair or a triad.
//
// It is pure: it is given events and quotes, and neither looks them up nor asks what day it is.
//
//	d := analyze.MakeDossier(actors, events, quotes)
//	d.Meetings.ByFormat // [{video 3} {in-person 1}]
package analyze

import (
	"chancery/internal/record"
)

// A Dossier is all that passes between two or three actors. Events are listed once, in order of date; the sections
// name them by their ids, in the same order.
type Dossier struct {
	Actors     []record.Actor `json:"actors"`
	Events     []record.Event `json:"events"` // the timeline
	Meetings   Meetings       `json:"meetings"`
	Agreements []record.ID    `json:"agreements"` // AGREE SUPPORT CONCEDE COOPERATE AID
	Disputes   []record.ID    `json:"disputes"`   // REQUEST ACCUSE REJECT THREATEN PROTEST
	Sanctions  []record.ID    `json:"sanctions"`  // SANCTION
	Military   []record.ID    `json:"military"`   // MOBILIZE COERCE ASSAULT RETREAT
	Planned    []record.ID    `json:"planned"`    // of any kind, with status planned or postponed
	Conflicts  []record.ID    `json:"conflicts"`  // of any kind, with a field on which articles disagree
	Statements []record.Quote `json:"statements"` // of one of the actors about another
}

// Meetings is the events of kind CONSULT. Counts are of those that took place or go on.
type Meetings struct {
	Events   []record.ID `json:"events"`
	Held     int         `json:"held"`
	ByFormat []Count     `json:"by_format"` // the most frequent first; "" where it is not told
	ByPlace  []Count     `json:"by_place"`
}

// A Count is how many events have a name in common.
type Count struct {
	Name  string `json:"name"`
	Count int    `json:"count"`
}

// Select is the events of a section.
func (d *Dossier) Select(ids []record.ID) []record.Event {
	out := make([]record.Event, 0, len(ids))
	next := 0
	for _, id := range ids {
		for ; next < len(d.Events) && d.Events[next].ID != id; next++ {
		}
		if next < len(d.Events) {
			out = append(out, d.Events[next])
		}
	}
	return out
}
