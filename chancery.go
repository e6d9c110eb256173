// Package chancery is the Go API of Chancery: it opens a record, reads articles into it and asks it.
//
// A Record is one file. It holds articles as they were read and what follows from them: reports, quotes, actors and
// events. The same articles and judgments give the same record, whatever the order in which they came and the number of workers.
//
//	rec, err := chancery.Open(ctx, "chancery.db", chancery.Options{})
//	res, err := rec.Read(ctx, []string{"reports/"}, chancery.ReadOptions{})
//	dossier, err := rec.Between(ctx, "Xi Jinping", "Vladimir Putin")
package chancery

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"time"

	"chancery/internal/analyze"
	"chancery/internal/date"
	"chancery/internal/lexicon"
	"chancery/internal/plover"
	"chancery/internal/read"
	"chancery/internal/record"
	"chancery/internal/resolve"
	"chancery/internal/store"
	"chancery/internal/store/sqlite"
)

// The shapes of the record, under names that a program outside of this module can use.
type (
	Article = record.Article
	Actor   = record.Actor
	Report  = record.Report
	Claim   = record.Claim
	Event   = record.Event
	Quote   = record.Quote
	ID      = record.ID
	ActorID = record.ActorID
	Dossier = analyze.Dossier
	Day     = date.Day

	Meetings = analyze.Meetings
	Count    = analyze.Count

	Judgment = record.Judgment
	Outcome  = record.Outcome
	Step     = store.Step
	Change   = store.Change

	FieldChange = store.FieldChange
	Join        = resolve.Join
)

// A Record is an open record. It is safe for concurrent use.
type Record struct {
	st       store.Store
	reader   func() (Reader, error)
	register func() (*lexicon.Register, error)
	lexicon  func() (*lexicon.Lexicon, error)
	now      func() time.Time
	program  string
	seen     seenArticles
	fresh    freshReadings
	told     shelf
}

// A Reader reads articles. It is safe for concurrent use.
type Reader interface {
	Read(record.Article) (*read.Reading, error)
}

// Options say how to open a record.
type Options struct {
	ReadOnly bool          // the record must exist and is not changed
	Wait     time.Duration // how long to wait for another program that writes; 0 is ten seconds
	Register string        // a file with actors of one's own, which win over those of the program; "" for none
	MaxBytes int64         // the file does not grow beyond; 0 is no bound

	// Now is the clock by which judgments and history are dated, nil for that of the machine. Nothing else depends on it.
	Now     func() time.Time
	Program string // the version that the history names

	// Reader reads articles in place of the program's own, nil for that. It is there for measurements and tests.
	Reader Reader
}

// Open opens the record of a path; it makes one where there is none, unless opt.ReadOnly. The error says why a file is
// not a record, is written by a newer program or cannot be written.
func Open(ctx context.Context, path string, opt Options) (*Record, error) {
	lex, err := lexiconOf(opt.Register)
	if err != nil {
		return nil, err
	}
	st, err := sqlite.Open(ctx, path, sqlite.Options{ReadOnly: opt.ReadOnly, Wait: opt.Wait, MaxBytes: opt.MaxBytes})
	if err != nil {
		return nil, err
	}
	r := &Record{st: st, lexicon: lex, now: opt.Now, program: opt.Program}
	if r.now == nil {
		r.now = time.Now
	}
	r.register = func() (*lexicon.Register, error) {
		lex, err := r.lexicon()
		if err != nil {
			return nil, err
		}
		return lex.Register, nil
	}
	r.reader = sync.OnceValues(func() (Reader, error) {
		if opt.Reader != nil {
			return opt.Reader, nil
		}
		lex, err := r.lexicon()
		if err != nil {
			return nil, err
		}
		return read.NewWith(lex)
	})
	if !opt.ReadOnly {
		if err := r.settleIfNeeded(ctx); err != nil {
			st.Close()
			return nil, err
		}
	}
	return r, nil
}

// Close ends the use of the record.
func (r *Record) Close() error { return r.st.Close() }

// ReadOptions say how articles are read. What they give of an article holds where the article itself does not say it.
type ReadOptions struct {
	Workers     int            // 0: as many as there are processors
	Published   date.Day       // of articles that have no date
	Outlet, URL string         // of articles that do not name theirs
	Progress    func(Progress) // called now and then, never by two goroutines at a time; may be nil
}

// Progress is how far long work has come.
type Progress struct {
	Done    int    // articles that are through, whatever became of them
	Refused int    // of these
	Bytes   int64  // of text that is through
	Path    string // the last article
}

// A ReadResult says what reading has done.
type ReadResult struct {
	Read    int       `json:"read"`    // articles new to the record
	Known   int       `json:"known"`   // articles that it had
	New     []Event   `json:"new"`     // events that it did not have
	Changed []Event   `json:"changed"` // events that it had, with other values, more reports or another id
	Gone    []ID      `json:"gone"`    // ids that are no longer in use: they lead to the events that have their reports
	Refused []Refusal `json:"refused"` // in the order of the input
}

// A Refusal is an article that could not be read.
type Refusal struct {
	Path   string `json:"path"`
	Reason string `json:"reason"`
}

// An EventQuery asks for events; what is zero is no condition.
type EventQuery struct {
	Actor       string // a name or id, on either side; a state stands also for its people
	With        string // a second one, in the same event
	Kind        plover.Kind
	Status      plover.Status
	Place       string   // name of the place, or ISO code or name of its country
	From, To    date.Day // the event may have happened within
	Conflict    bool     // only events on which articles disagree
	MinSources  int      // independent sources, at least
	Rejected    bool     // also events that an analyst has rejected
	Limit       int      // 0: all
	NewestFirst bool     // else the oldest first; without a date last
}

// An EventDetail is one event with what it rests on.
type EventDetail struct {
	Event    Event        `json:"event"`
	Reports  []Report     `json:"reports"`  // in order of publication
	Articles []ArticleRef `json:"articles"` // those of the reports, in the same order, each once

	Judgments []JudgmentState `json:"judgments,omitempty"` // all that are or were about it
	Joined    []Join          `json:"joined,omitempty"`    // why its reports are one
}

// An ArticleRef names an article without its text, with the metadata that reading found.
type ArticleRef struct {
	ID        ID         `json:"id"`
	URL       string     `json:"url"`
	Outlet    string     `json:"outlet"`
	Title     string     `json:"title"`
	Byline    string     `json:"byline,omitempty"`
	Published date.Range `json:"published"`
}

// A Profile is what the record and the register know of an actor.
type Profile struct {
	Actor    Actor        `json:"actor"` // with all names that articles use
	Spelled  []string     `json:"spelled,omitempty"`
	Offices  []Term       `json:"offices"`
	Holders  []Term       `json:"holders,omitempty"`   // of the offices of a state or organisation: the last known
	Members  []Membership `json:"members,omitempty"`   // of an organisation
	MemberOf []Membership `json:"member_of,omitempty"` // of a state or organisation
	Events   []Event      `json:"events"`
	Quotes   []Quote      `json:"quotes"`

	MoreEvents bool `json:"more_events,omitempty"` // there are earlier ones
	MoreQuotes bool `json:"more_quotes,omitempty"`
}

// A Term is a time in an office. To is zero where its end is not known; AsOf is then the day on which it is known to
// have run still.
type Term struct {
	Office  string   `json:"office"` // "CHN.president"
	Title   string   `json:"title"`  // "President"
	Country string   `json:"country"`
	Person  string   `json:"person,omitempty"` // the name of the holder, where it is not the one asked for
	From    date.Day `json:"from"`
	To      date.Day `json:"to"`
	AsOf    date.Day `json:"as_of,omitempty"`
}

// A Membership is a time in which a state or organisation belonged to another; a bound that is not known is zero.
type Membership struct {
	ID   ActorID  `json:"id"`
	Name string   `json:"name"`
	From date.Day `json:"from"`
	To   date.Day `json:"to"`
}

// An UnknownActorError says that a name means nobody, and who comes near.
type UnknownActorError struct {
	Name        string
	Suggestions []string
}

func (e *UnknownActorError) Error() string {
	if len(e.Suggestions) == 0 {
		return fmt.Sprintf("nobody is known as %q", e.Name)
	}
	return fmt.Sprintf("nobody is known as %q; did you mean %s?", e.Name, strings.Join(e.Suggestions, ", "))
}

// A QuoteQuery asks for quotes; what is zero is no condition.
type QuoteQuery struct {
	By       string // name or id of the speaker
	About    string // name or id of someone the words mention
	From, To date.Day
	Limit    int

	NewestFirst bool // else the oldest first; without a date of publication last
}

// A Hit is an article that a search has found. The words that met the query stand in the snippet between the runes
// HitStart and HitEnd.
type Hit struct {
	Article ArticleRef `json:"article"`
	Snippet string     `json:"snippet"`
}

// HitStart and HitEnd mark what was found in a snippet.
const (
	HitStart = '\u2068'
	HitEnd   = '\u2069'
)

// RebuildOptions say how a record is computed anew.
type RebuildOptions struct {
	Workers  int
	Progress func(Progress)
}

// A Difference is one place where the record is not what its articles give.
type Difference struct {
	What string `json:"what"` // "event 2021-06-28-consult-CHN-RUS-3f9a"
	How  string `json:"how"`  // "status: planned in the record, occurred from its articles"
}

// Info says what a record holds.
type Info struct {
	Path     string `json:"path"`
	Schema   int    `json:"schema"` // version of the tables
	Articles int    `json:"articles"`
	Events   int    `json:"events"`
	Quotes   int    `json:"quotes"`
	Actors   int    `json:"actors"`
}

// Info counts what the record holds.
func (r *Record) Info(ctx context.Context) (Info, error) {
	info, err := r.st.Info(ctx)
	return Info(info), err
}

// SchemaVersion is the version of the tables that this program writes.
func SchemaVersion() int { return sqlite.Schema }

// The errors of a record, which those of opening and writing it wrap. ErrNotFound says that the record has nothing of an
// id.
var (
	ErrNotFound  = store.ErrNotFound
	ErrNewer     = store.ErrNewer
	ErrOlder     = store.ErrOlder
	ErrNotRecord = store.ErrNotRecord
	ErrBusy      = store.ErrBusy
	ErrReadOnly  = store.ErrReadOnly
	ErrFull      = store.ErrFull
	ErrDamaged   = store.ErrDamaged
)

// timestamp is the present time as it is kept: RFC 3339 in UTC.
func (r *Record) timestamp() string { return r.now().UTC().Format(time.RFC3339) }
