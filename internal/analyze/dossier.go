// Package analyze knows what a set of events says when it is read together: the dossier of a pair or a triad.
//
// It is pure: it is given events and quotes, and neither looks them up nor asks what day it is.
//
//	all := analyze.Timeline(outlines)
//	d := analyze.MakeDossier(actors, all, events, quotes, day)
//	d.Meetings.ByFormat // [{video 3} {in-person 1}]
package analyze

import (
	"cmp"
	"slices"

	"chancery/internal/date"
	"chancery/internal/plover"
	"chancery/internal/record"
)

// A Dossier is all that passes between two or three actors. Events are listed once, in order of date; the sections
// name them by their ids, in the same order.
type Dossier struct {
	Actors      []record.Actor `json:"actors"`
	AsOf        date.Day       `json:"as_of"`  // of the newest article of the record; zero where none has a date
	Total       int            `json:"total"`  // events between them, of which the last are listed
	Events      []record.Event `json:"events"` // the timeline
	Meetings    Meetings       `json:"meetings"`
	Agreements  []record.ID    `json:"agreements"`  // AGREE SUPPORT CONCEDE COOPERATE AID
	Disputes    []record.ID    `json:"disputes"`    // REQUEST ACCUSE REJECT THREATEN PROTEST
	Sanctions   []record.ID    `json:"sanctions"`   // SANCTION
	Military    []record.ID    `json:"military"`    // MOBILIZE COERCE ASSAULT RETREAT
	Planned     []record.ID    `json:"planned"`     // of any kind, with status planned or postponed, that may still take place
	Unconfirmed []record.ID    `json:"unconfirmed"` // of any kind, planned for a day that is over, of which no article says what became
	Conflicts   []record.ID    `json:"conflicts"`   // of any kind, with a field on which articles disagree
	Statements  []record.Quote `json:"statements"`  // of one of the actors about another
	Years       []Year         `json:"years"`       // those in which something took place, in order
	Sources     []Source       `json:"sources"`     // the articles of what is listed, in the order in which it names them
}

// A Source is an article that a dossier rests on.
type Source struct {
	ID        record.ID  `json:"id"`
	URL       string     `json:"url"`
	Outlet    string     `json:"outlet"`
	Title     string     `json:"title"`
	Published date.Range `json:"published"`
}

// A Year is what took place in a year, by the four classes of PLOVER. What has no date, or goes on from one year to
// another, is in none.
type Year struct {
	Year                int     `json:"year"`
	VerbalCooperation   int     `json:"verbal_cooperation"`
	MaterialCooperation int     `json:"material_cooperation"`
	VerbalConflict      int     `json:"verbal_conflict"`
	MaterialConflict    int     `json:"material_conflict"`
	Score               float64 `json:"score"` // mean of the PLOVER scores
}

// Events is how many events the year has.
func (y *Year) Events() int {
	return y.VerbalCooperation + y.MaterialCooperation + y.VerbalConflict + y.MaterialConflict
}

// Meetings is the events of kind CONSULT. Counts are of those that took place or go on, listed or not.
type Meetings struct {
	Events   []record.ID `json:"events"`
	Held     int         `json:"held"`
	ByFormat []Count     `json:"by_format"` // the most frequent first; "" where it is not told
	ByPlace  []Count     `json:"by_place"`
	Claimed  []Claimed   `json:"claimed"` // what articles say about how often they met
}

// Claimed is how often, as an article says, the actors of a dossier have met.
type Claimed struct {
	Times   string    `json:"times"` // "40 times"
	Words   string    `json:"words"` // as written
	Article record.ID `json:"article"`
}

// Count takes what articles say about how often the actors met from the claims of the events listed.
func (d *Dossier) Count() {
	for i := range d.Events {
		for _, c := range d.Events[i].Claims {
			if c.Field == record.FieldCount {
				d.Meetings.Claimed = append(d.Meetings.Claimed, Claimed{Times: c.Value, Words: c.Words, Article: c.Article})
			}
		}
	}
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

// Timeline is events in order of date, those without one last, each once.
func Timeline(events []record.Outline) []record.Outline {
	out := slices.Clone(events)
	slices.SortFunc(out, func(a, b record.Outline) int {
		return cmp.Or(cmp.Compare(dayOf(a.From, a.To), dayOf(b.From, b.To)), cmp.Compare(a.ID, b.ID))
	})
	return slices.CompactFunc(out, func(a, b record.Outline) bool { return a.ID == b.ID })
}

// dayOf is the day by which a date stands in order: what has none comes last.
func dayOf(from, to date.Day) date.Day {
	return cmp.Or(from, to, date.MaxDay+1)
}

// MakeDossier counts the events of a timeline, and sorts those of them that are to be listed, and quotes, into the sections of a
// dossier. These may come in any order; asOf is the day of the newest article.
func MakeDossier(actors []record.Actor, all []record.Outline, events []record.Event, quotes []record.Quote, asOf date.Day) Dossier {
	d := Dossier{
		Actors: actors, AsOf: asOf, Total: len(all), Events: append([]record.Event{}, events...), Statements: statements(quotes), Sources: []Source{}, Years: []Year{},
		Agreements: []record.ID{}, Disputes: []record.ID{}, Sanctions: []record.ID{}, Military: []record.ID{}, Planned: []record.ID{}, Unconfirmed: []record.ID{},
		Conflicts: []record.ID{}, Meetings: Meetings{Events: []record.ID{}, Claimed: []Claimed{}},
	}
	slices.SortFunc(d.Events, func(a, b record.Event) int {
		return cmp.Or(cmp.Compare(dayOf(a.Date.From, a.Date.To), dayOf(b.Date.From, b.Date.To)), cmp.Compare(a.ID, b.ID))
	})
	d.count(all)
	for i := range d.Events {
		d.list(&d.Events[i])
	}
	return d
}

// list enters an event into the sections.
func (d *Dossier) list(e *record.Event) {
	if s := d.section(e.Kind); s != nil {
		*s = append(*s, e.ID)
	}
	switch {
	case e.Status == plover.Planned && d.AsOf != 0 && e.Date.To != 0 && e.Date.To < d.AsOf:
		d.Unconfirmed = append(d.Unconfirmed, e.ID)
	case e.Status == plover.Planned || e.Status == plover.Postponed:
		d.Planned = append(d.Planned, e.ID)
	}
	if len(e.Conflicts) > 0 {
		d.Conflicts = append(d.Conflicts, e.ID)
	}
}

// count counts the meetings and years of a timeline.
func (d *Dossier) count(all []record.Outline) {
	formats, places := map[string]int{}, map[string]int{}
	for i := range all {
		e := &all[i]
		if e.Status != plover.Occurred && e.Status != plover.Ongoing {
			continue
		}
		d.countYear(e)
		if e.Kind != plover.Consult {
			continue
		}
		d.Meetings.Held++
		formats[e.Format.String()]++
		if e.Format != plover.Video && e.Format != plover.PhoneCall && e.Format != plover.Letter {
			places[e.Place]++
		}
	}
	for i := range d.Years {
		d.Years[i].Score /= float64(d.Years[i].Events())
	}
	d.Meetings.ByFormat, d.Meetings.ByPlace = counts(formats), counts(places)
}

// countYear adds an event to its year. Events come in order of their days.
func (d *Dossier) countYear(e *record.Outline) {
	from, to := e.From, e.To
	if from == 0 || to == 0 || from.Year() != to.Year() || e.Kind == plover.NoKind {
		return
	}
	if n := len(d.Years); n == 0 || d.Years[n-1].Year != from.Year() {
		d.Years = append(d.Years, Year{Year: from.Year()})
	}
	y := &d.Years[len(d.Years)-1]
	*[...]*int{
		plover.VerbalCooperation: &y.VerbalCooperation, plover.MaterialCooperation: &y.MaterialCooperation,
		plover.VerbalConflict: &y.VerbalConflict, plover.MaterialConflict: &y.MaterialConflict,
	}[e.Kind.Quad()]++
	y.Score += e.Plover
}

// Cite makes the list of sources; found gives the metadata of articles by their ids.
func (d *Dossier) Cite(found func([]record.ID) ([]record.Article, error)) error {
	var ids []record.ID
	seen := map[record.ID]bool{}
	cite := func(id record.ID) {
		if id != "" && !seen[id] {
			seen[id] = true
			ids = append(ids, id)
		}
	}
	for i := range d.Events {
		for _, cl := range d.Events[i].Claims {
			cite(cl.Article)
		}
	}
	for i := range d.Statements {
		cite(d.Statements[i].Article)
	}
	articles, err := found(ids)
	for i := range articles {
		a := &articles[i]
		d.Sources = append(d.Sources, Source{ID: a.ID, URL: a.URL, Outlet: a.Outlet, Title: a.Title, Published: a.Published})
	}
	return err
}

// section is the list that events of a kind stand in.
func (d *Dossier) section(k plover.Kind) *[]record.ID {
	switch k {
	case plover.Consult:
		return &d.Meetings.Events
	case plover.Agree, plover.Support, plover.Concede, plover.Cooperate, plover.Aid:
		return &d.Agreements
	case plover.Request, plover.Accuse, plover.Reject, plover.Threaten, plover.Protest:
		return &d.Disputes
	case plover.Sanction:
		return &d.Sanctions
	case plover.Mobilize, plover.Coerce, plover.Assault, plover.Retreat:
		return &d.Military
	}
	return nil
}

// statements is the quotes in order of publication, those without a date last, each once.
func statements(quotes []record.Quote) []record.Quote {
	out := append([]record.Quote{}, quotes...)
	slices.SortFunc(out, func(a, b record.Quote) int {
		return cmp.Or(cmp.Compare(uint32(a.Published.From-1), uint32(b.Published.From-1)),
			cmp.Compare(a.Article, b.Article), cmp.Compare(a.Start, b.Start), cmp.Compare(a.ID, b.ID))
	})
	return slices.CompactFunc(out, func(a, b record.Quote) bool { return a.ID == b.ID })
}

// counts is the most frequent first; of equals by name, the unnamed last.
func counts(n map[string]int) []Count {
	out := []Count{}
	for name, k := range n {
		out = append(out, Count{name, k})
	}
	slices.SortFunc(out, func(a, b Count) int {
		if (a.Name == "") != (b.Name == "") {
			return cmp.Compare(len(b.Name), len(a.Name))
		}
		return cmp.Or(-cmp.Compare(a.Count, b.Count), cmp.Compare(a.Name, b.Name))
	})
	return out
}
