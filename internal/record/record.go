// Package record knows what is kept: articles, and the actors, reports, events, claims and quotes found in them.
//
// It does not know how they are found (package read), joined (package resolve) or stored (package store). The JSON forms
// of these types are the formats that users see; schema/ describes each.
package record

import (
	"crypto/sha256"
	"encoding/hex"

	"chancery/internal/date"
	"chancery/internal/plover"
)

// An ID names an article, a report, an event or a quote: readable ASCII, stable, and a function of what it names.
type ID string

// An ActorID names an actor: "CHN", "NATO", "xi-jinping", "CHN/zhu-feng", "CHN.president".
type ActorID string

// An Article is one published text with its metadata. What is not given is the zero value, and stays so: what reading
// finds out (a date line, an outlet) belongs to the Reading.
type Article struct {
	ID        ID         `json:"id"`
	URL       string     `json:"url"`
	Outlet    string     `json:"outlet"`
	Title     string     `json:"title"`
	Byline    string     `json:"byline,omitempty"`
	Published date.Range `json:"published"`
	Language  string     `json:"language"`
	Text      string     `json:"text"`
}

// MakeArticleID is the id of an article: 16 hexadecimal digits of a SHA-256 over URL, outlet and text. The same text
// at two addresses is two articles; reading one file twice is one.
func MakeArticleID(url, outlet, text string) ID {
	h := sha256.New()
	for _, s := range []string{url, outlet, text} {
		h.Write([]byte(s))
		h.Write([]byte{0})
	}
	return ID(hex.EncodeToString(h.Sum(nil)[:8]))
}

// An Actor is a person, a state, an organisation or an office.
type Actor struct {
	ID      ActorID  `json:"id"`
	Name    string   `json:"name"`
	Kind    string   `json:"kind"` // person, state, organisation, office
	Country string   `json:"country,omitempty"`
	Sector  string   `json:"sector,omitempty"`
	Office  string   `json:"office,omitempty"`
	Names   []string `json:"names,omitempty"` // other names under which articles mention it, sorted
}

// A Party is an actor in an event.
type Party struct {
	Actor   ActorID     `json:"actor"`
	Name    string      `json:"name"`
	Country string      `json:"country,omitempty"`
	Sector  string      `json:"sector,omitempty"`
	Office  string      `json:"office,omitempty"`
	Role    plover.Role `json:"role"`
}

// A Place is where an event takes place. Lat and Lon are degrees, both zero where unknown.
type Place struct {
	Name    string  `json:"name"`
	Country string  `json:"country,omitempty"` // ISO 3166 alpha-3
	Lat     float64 `json:"lat,omitempty"`
	Lon     float64 `json:"lon,omitempty"`
	Grain   string  `json:"grain,omitempty"` // venue, city, region, country
}

// IsKnown reports whether a place is named.
func (p Place) IsKnown() bool { return p.Name != "" }

// Facts are the fields that a report gives to an event, and that an event has from its reports.
type Facts struct {
	Kind       plover.Kind   `json:"kind"`
	Mode       plover.Mode   `json:"mode"`
	Format     plover.Format `json:"format"`
	Contexts   []string      `json:"contexts"`
	Status     plover.Status `json:"status"`
	Actors     []Party       `json:"actors"`
	Recipients []Party       `json:"recipients"`
	Date       date.Range    `json:"date"`
	Place      Place         `json:"place"`
	Topics     []string      `json:"topics"`
	Summary    string        `json:"summary"`
}

// Parties is the actors and then the recipients.
func (f *Facts) Parties() []Party {
	return append(f.Actors[:len(f.Actors):len(f.Actors)], f.Recipients...)
}

// A Report is what one article says about one event. Claims are in the order of their spans.
type Report struct {
	ID      ID      `json:"id"`
	Article ID      `json:"article"`
	Main    bool    `json:"main"` // told in title or lead: what the article is about
	Facts           // summary and computed fields
	Claims  []Claim `json:"claims"`
	Within  ID      `json:"within,omitempty"`  // the report, of the same article, of the meeting at which it was done
	Teller  string  `json:"teller,omitempty"`  // the outlet that tells it, the same name for all its forms: the one credited, else the article's own
	Relayed bool    `json:"relayed,omitempty"` // the article credits the teller with it
}

// A Field names a field of an event.
type Field string

// The fields that claims are about.
const (
	FieldKind       Field = "kind"
	FieldStatus     Field = "status"
	FieldActors     Field = "actors"
	FieldRecipients Field = "recipients"
	FieldDate       Field = "date"
	FieldPlace      Field = "place"
	FieldFormat     Field = "format"
	FieldTopic      Field = "topic"
	FieldNumber     Field = "number"
	FieldCount      Field = "count" // how often, as an article says, the parties have done the like: "40 times"
)

// A Claim is one value that one article gives to one field of one event: never edited, only superseded. Value is the
// actor id of a party, the String of a date.Range, the name of a place, or the name of a code.
type Claim struct {
	Field    Field   `json:"field"`
	Value    string  `json:"value"`
	Stance   string  `json:"stance"` // supports, contradicts (the accepted value)
	Article  ID      `json:"article"`
	Asserter ActorID `json:"asserter"` // who says so in the article; "" is the article itself
	Start    uint32  `json:"start"`    // byte offsets into the text of the article
	End      uint32  `json:"end"`
	Words    string  `json:"words"`
	Rule     string  `json:"rule"`
	Source   int     `json:"source,omitempty"` // of an event's claims: the number, from 1, of the independent source; copies of one text have the same
}

// Scores are the numbers that event data users expect of an event.
type Scores struct {
	Plover    float64 `json:"plover"`
	Goldstein float64 `json:"goldstein"`
}

// Sources counts who tells an event.
type Sources struct {
	Articles    int      `json:"articles"`
	Independent int      `json:"independent"`         // articles that neither repeat one another nor are credited to one another or to one outlet
	Outlets     []string `json:"outlets"`             // sorted
	ByReport    []int    `json:"by_report,omitempty"` // the number, from 1, of the independent source of each report, in their order
}

// A Relation ties an event to another.
type Relation struct {
	ID       ID     `json:"id"`
	Relation string `json:"relation"` // announced_by, part_of, follows, cancels, reschedules
	Why      string `json:"why,omitempty"`
	Article  ID     `json:"article,omitempty"` // the first that tells both
}

// An Event is the happening that several reports are about; its fields are computed from their claims.
type Event struct {
	ID            ID         `json:"id"`
	Facts                    // accepted values
	Scores        Scores     `json:"scores"`
	Sources       Sources    `json:"sources"`
	FirstReported date.Day   `json:"first_reported"`
	LastReported  date.Day   `json:"last_reported"`
	Conflicts     []Field    `json:"conflicts"` // fields of which two values cannot both be true
	Reports       []ID       `json:"reports"`
	Claims        []Claim    `json:"claims"`
	Related       []Relation `json:"related"`
	Judged        *Judged    `json:"judged,omitempty"` // nil where no judgment is about it

	// Unconfirmed is not kept: it says that the event was planned for a time before the newest article of the record, and no
	// article tells that it took place.
	Unconfirmed bool `json:"unconfirmed,omitempty"`
}

// An Outline is what of an event is counted where many are.
type Outline struct {
	ID       ID
	Kind     plover.Kind
	Status   plover.Status
	Format   plover.Format
	From, To date.Day
	Place    string
	Plover   float64 // score
}

// Outline is that of an event.
func (e *Event) Outline() Outline {
	return Outline{ID: e.ID, Kind: e.Kind, Status: e.Status, Format: e.Format, From: e.Date.From, To: e.Date.To, Place: e.Place.Name, Plover: e.Scores.Plover}
}

// A Quote is words attributed to a speaker in one article.
type Quote struct {
	ID        ID         `json:"id"`
	Article   ID         `json:"article"`
	Kind      string     `json:"kind"` // direct, indirect, mixed
	Words     string     `json:"words"`
	Start     uint32     `json:"start"` // of the content
	End       uint32     `json:"end"`
	Sentence  string     `json:"sentence"` // the whole as it stands in the article, cue and speaker included
	Cue       string     `json:"cue"`
	Speaker   ActorID    `json:"speaker"`
	Name      string     `json:"name"`                // the speaker as the article names him
	Addressee string     `json:"addressee,omitempty"` // to whom, as the article says: "NBC"
	Venue     string     `json:"venue,omitempty"`     // where it was said or written: "an interview with Xinhua", "X"
	About     []ActorID  `json:"about"`
	Published date.Range `json:"published"`
	Rule      string     `json:"rule"`
}

// Confirm sets Unconfirmed, newest being the day of the newest article of the record.
func (e *Event) Confirm(newest date.Day) {
	last := max(e.Date.From, e.Date.To)
	e.Unconfirmed = e.Status == plover.Planned && last != 0 && last < newest
}
