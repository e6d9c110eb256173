// Package store knows what a record keeps and how it is asked for, whatever keeps it: the interface that every driver
// implements (sqlite is one) and package storetest examines.
//
// It does not know how events come about. What a record keeps is of two kinds: articles and judgments, which are never
// lost, and what follows from them, which can be computed anew.
//
//	err := st.Update(ctx, func(w store.Writer) error { return w.PutArticle(a) })
package store

import (
	"context"
	"errors"

	"chancery/internal/date"
	"chancery/internal/plover"
	"chancery/internal/record"
)

// ErrNotFound says that the record has nothing of an id; ErrNewer that a newer program has written it; ErrOlder that an
// older one has, and it is only to be read; ErrNotRecord that the file is something else; ErrBusy that another program
// would not stop writing; ErrReadOnly that it cannot be written; ErrNoRecord that there is none; ErrFull that there is no
// room for more; ErrDamaged that the file is not what was written.
var (
	ErrNotFound  = errors.New("not in the record")
	ErrNewer     = errors.New("the record was written by a newer version of the program")
	ErrOlder     = errors.New("the record was written by an older version of the program")
	ErrNotRecord = errors.New("not a record")
	ErrBusy      = errors.New("another program is writing to the record")
	ErrReadOnly  = errors.New("the record cannot be written")
	ErrNoRecord  = errors.New("there is no record")
	ErrFull      = errors.New("the disk is full")
	ErrDamaged   = errors.New("the file is damaged")
)

// A Store keeps one record. It is safe for concurrent use, also by several programs.
type Store interface {
	// View calls f with the record as it is at one moment; what others write meanwhile is not seen.
	View(ctx context.Context, f func(Reader) error) error
	// Update calls f and keeps all that it puts, or nothing where f or the store fails. One Update runs at a time; others
	// wait, and fail with ErrBusy when they have waited too long.
	Update(ctx context.Context, f func(Writer) error) error
	// Info says where the record is and how much it holds.
	Info(ctx context.Context) (Info, error)
	Close() error
}

// Info says what a store holds.
type Info struct {
	Path                             string
	Schema                           int // version of its tables
	Articles, Events, Quotes, Actors int
}

// A Reading is what reading found in one article, as it is kept. The id of a report is that of its article, a dot and its number,
// from 1; that of a quote has a q before the number.
type Reading struct {
	Article record.Article // with the metadata that reading found, and without the text
	Sketch  []byte         // of the text, for finding copies
	Actors  []record.Actor
	Quotes  []record.Quote
	Reports []record.Report
}

// A Told is an article as stories are made of it.
type Told struct {
	ID        record.ID
	Title     string
	Published date.Range
	Sketch    []byte
	Events    []record.ID // those of its main reports, each once, in order
}

// A Reader asks a record. It is valid during the call that it was given to, for one goroutine. A function that is given
// to one of its methods may call its other methods.
type Reader interface {
	// Meta is a setting of the record, "" where it has none.
	Meta(key string) (string, error)

	HasArticle(id record.ID) (bool, error)
	// Article is an article as it was put, or ErrNotFound.
	Article(id record.ID) (record.Article, error)
	// EachArticle is all articles as they were put, in order of id.
	EachArticle(f func(record.Article) error) error

	// Found is the metadata that reading found of articles, in the order of ids; what is missing is left out.
	Found(ids []record.ID) ([]record.Article, error)
	// Reading is the reading of an article, or ErrNotFound.
	Reading(article record.ID) (Reading, error)
	// EachReading is all readings, in order of the id of the article.
	EachReading(f func(Reading) error) error
	// ListArticles is the metadata of the readings that meet a query, in order of publication (unknown last), then id.
	ListArticles(q ArticleQuery) ([]record.Article, error)
	// EachTold is what stories are made of, for the articles published from one day to another, both 0 being those without a
	// day; in no order.
	EachTold(from, to date.Day, f func(Told) error) error
	// Newest is the last day on which an article of the record was published, 0 where none has a date.
	Newest() (date.Day, error)

	// Reports are the reports of ids, in their order; ErrNotFound where one is missing.
	Reports(ids []record.ID) ([]record.Report, error)

	// EachEvent is the events that meet a query; claims are not kept with them.
	EachEvent(q EventQuery, f func(record.Event) error) error
	// CountEvents is how many events meet a query, but not more than most (0: no bound); its Limit and After do not count.
	CountEvents(q EventQuery, most int) (int, error)
	// Counts is kept counted, in order of month, kind and status; what would be 0 is left out.
	Counts(q CountQuery) ([]Count, error)
	// Dyads are the n (0: all) between whom most took place in the months from to to, the most first, then by A and B.
	Dyads(from, to date.Month, n int) ([]Dyad, error)
	// Partners are the n (0: all) with whom most took place of one party, the most first, then by B; A is the party.
	Partners(of string, n int) ([]Dyad, error)
	// Facets counts the events that meet a query by what they have; not more than most of them (0: all), the first in its
	// order.
	Facets(q EventQuery, most int) (Facets, error)
	// Shared is the outlines of the events of two parties, without those that an analyst has rejected, in order of day
	// (unknown first), then id.
	Shared(q SharedQuery) ([]record.Outline, error)
	// EventIDs is the ids that begin with prefix, at most n, in order.
	EventIDs(prefix string, n int) ([]record.ID, error)

	// Quotes are the quotes that meet a query, in order of publication (unknown last), then article and place in it.
	Quotes(q QuoteQuery) ([]record.Quote, error)

	// Actor is the actor of an id, or ErrNotFound.
	Actor(id record.ActorID) (record.Actor, error)
	// ActorsNamed are the actors that have a name, whatever its case, in order of id.
	ActorsNamed(name string) ([]record.Actor, error)
	// ActorsOf are the ids of the actors of a country, and of its offices and ministries (COUNTRY.name), in order.
	ActorsOf(country string) ([]record.ActorID, error)
	// EachActor is all actors in order of id.
	EachActor(f func(record.Actor) error) error

	// FindEvents finds events by the search language, in order of day and, on one day, in that in which the record came to
	// know them. It bounds its work: an answer may have fewer events than were asked for, and a place from which to go on.
	FindEvents(q FindQuery) (FoundEvents, error)
	// Neighbours counts who else takes part in the events of a party: in the last of them, at most so many. Events that an
	// analyst has rejected do not count.
	Neighbours(of string, most int) (Neighbours, error)
	// FindArticles finds articles by the search language: those with words the best first, others the newest first.
	// Conditions that are about events, side by side, hold for an article that tells one event for which they all hold.
	FindArticles(q FindQuery) (FoundArticles, error)

	// Judgments are all judgments in the order in which they were put.
	Judgments() ([]Judgment, error)

	// EachChange is the history of the events.
	EachChange(q ChangeQuery, f func(Step, Change) error) error

	// Pending is the articles that have a reading which is not settled yet, at most n (0: all), in order of id.
	Pending(n int) ([]record.ID, error)
	IsPending(article record.ID) (bool, error)
	// ReportsOf is the reports of an article in their order, none where it has no reading; Sketch the sketch of its text.
	ReportsOf(article record.ID) ([]record.Report, error)
	Sketch(article record.ID) ([]byte, error)
	// EventsOf is, of each report, the event that was put with it last; "" for none.
	EventsOf(reports []record.ID) ([]record.ID, error)
	// Trace is the trace of a report, the zero Trace where there is none; TracesOf those of an article and TracesIn those of a
	// block, in order of the report.
	Trace(report record.ID) (record.Trace, error)
	TracesOf(article record.ID) ([]record.Trace, error)
	TracesIn(block record.ID) ([]record.Trace, error)
	// Near is the traces under each key from one to another, in order of the key, then rank and report; of each key at most n
	// (0: all).
	Near(from, to uint64, n int) ([]record.Trace, error)
	// Tallies is what articles say of an actor, in order of field, value and day: what has no day, and what has the last one.
	Tallies(actor record.ActorID) ([]record.Tally, error)

	// Verify calls f for everything that is wrong with how the record is kept: the file, its indexes, rows of nothing. What
	// the record says is not its matter.
	Verify(f func(what, how string) error) error
}

// A Writer is a Reader that puts. What it puts is seen by its own methods at once and by others when Update has ended.
type Writer interface {
	Reader
	SetMeta(key, value string) error
	// PutArticle keeps an article as it is. One that is there stays as it was, but for a date of publication, which one
	// that had none takes over.
	PutArticle(a record.Article) error
	// PutReading keeps what was found in an article that is there, in place of an earlier reading of it. The article is then
	// pending until it is Settled.
	PutReading(r Reading) error
	// PutEvent keeps an event, in place of one with its id; its claims are left out. Its reports are of articles that are there.
	PutEvent(e record.Event) error
	DropEvent(id record.ID) error
	// PutActor keeps an actor, in place of one with its id.
	PutActor(a record.Actor) error
	DropActor(id record.ActorID) error
	// PutJudgment keeps a judgment for ever, and gives it its number.
	PutJudgment(j Judgment) (int64, error)
	Settled(article record.ID) error
	// Unsettle makes all articles that have a reading pending, and drops all traces and tallies.
	Unsettle() error
	// PutTrace keeps a trace, in place of one of its report, whose article is there; LinkTrace changes Parent, Block and Data of one that is there.
	PutTrace(record.Trace) error
	LinkTrace(record.Trace) error
	DropTrace(report record.ID) error
	// AddTallies adds numbers to those that are there.
	AddTallies([]record.Tally) error
	// PutStep adds a step to the history, and gives it its number.
	PutStep(s Step, changes []Change) (int64, error)
}

// A SharedQuery asks for the events of two parties: ids or countries, two different ones.
type SharedQuery struct {
	A, B     string
	Itself   []string // which of these must be a party itself, or by an office or ministry, rather than as the country of somebody
	From, To date.Day // may have happened within; 0 is no bound
}

// An EventQuery asks for events; what is zero is no condition.
type EventQuery struct {
	IDs        []record.ID
	Parties    [][]string // of each list, one must be the id or the country of a party
	Kind       plover.Kind
	Status     plover.Status
	Place      string // name of the place, whatever its case
	Country    string // of the place
	From, To   date.Day
	Conflict   bool
	MinSources int
	Standing   bool     // without those that an analyst has rejected
	Ended      date.Day // the last day on which it may have happened is before
	Limit      int
	Newest     bool           // the newest first, else the oldest, and of one day in order of id; events without a date last
	After      *EventPosition // only what comes behind, in the order asked for
}

// An EventPosition is the place of an event in a list.
type EventPosition struct {
	Day date.Day // the first of its date or, where only that is known, the last
	ID  record.ID
}

// PositionOf is the place of an event in lists.
func PositionOf(e *record.Event) EventPosition {
	if e.Date.From != 0 {
		return EventPosition{e.Date.From, e.ID}
	}
	return EventPosition{e.Date.To, e.ID}
}

// A CountQuery asks for counts: of two parties, of one where B is empty, of all events where both are.
type CountQuery struct {
	A, B     string
	From, To date.Month // 0 is no bound
}

// A Count is how many events there are of a kind and status in a month. Those without a date, and those that go on for
// more than 31 days, are in month 0. Events that an analyst has rejected are not counted.
type Count struct {
	Month  date.Month
	Kind   plover.Kind
	Status plover.Status
	Events int
	Score  float64 // PLOVER scores, added up
}

// Facets are how many of some events have a kind, a status, a country of the place ("" where it is not known) and a year
// (0 where they have no date).
type Facets struct {
	Events    int
	Kinds     map[plover.Kind]int
	Statuses  map[plover.Status]int
	Countries map[string]int
	Years     map[int]int
}

// A Dyad is what took place between two states, or organisations that belong to none; A comes before B.
type Dyad struct {
	A, B   string
	Events int
	Score  float64 // PLOVER scores, added up
}

// A QuoteQuery asks for quotes; what is zero is no condition.
type QuoteQuery struct {
	Speakers []string // ids
	About    []string // ids
	Article  record.ID
	From, To date.Day // of publication
	Limit    int
	Newest   bool           // the order turned about, but for quotes without a date, which are last in either
	After    *QuotePosition // only what comes behind, in the order asked for
}

// A QuotePosition is the place of a quote in a list.
type QuotePosition struct {
	Published date.Day // the first
	Article   record.ID
	Start     uint32
	ID        record.ID
}

// PositionOfQuote is the place of a quote in lists.
func PositionOfQuote(q *record.Quote) QuotePosition {
	return QuotePosition{q.Published.From, q.Article, q.Start, q.ID}
}

// An ArticleQuery asks for the metadata of articles; what is zero is no condition.
type ArticleQuery struct {
	Outlet   string   // as reading found it
	From, To date.Day // of publication
	Limit    int
	Newest   bool             // the order turned about, but for articles without a date, which are last in either
	After    *ArticlePosition // only what comes behind, in the order asked for
}

// An ArticlePosition is the place of an article in a list.
type ArticlePosition struct {
	Published date.Day // the first
	ID        record.ID
}

// A Hit is an article that a search has found: its metadata, and a part of its text with each word that was sought
// between HitStart and HitEnd.
type Hit struct {
	Article record.Article
	Snippet string
}

// HitStart and HitEnd are the runes around what was sought.
const (
	HitStart = "\u2068"
	HitEnd   = "\u2069"
)

// A Judgment is an analyst's decision about what is in the record.
type Judgment struct {
	Number int64
	At     string // time in RFC 3339
	By     string
	Action string // accept, reject, correct, merge, split, undo
	Target string // id of what it is about
	Value  string // JSON, as the action needs
	Reason string
}
