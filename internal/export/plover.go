package export

import (
	"io"
	"slices"
	"strings"

	"chancery/internal/date"
	"chancery/internal/plover"
	"chancery/internal/record"
)

// A Plover writes events in the JSON lines of PLOVER 2.0.
//
// PLOVER codes what is said rather than what the act is: a meeting to come is an AGREE, one called off a REJECT.
// These rules are applied here, and the auxiliary modes future, historical, hypothetical and negation are added. A date
// is required: an event without one has that of its first report and says so in its comment. An event that has not even
// that is left out (Skipped).
type Plover struct {
	w       io.Writer
	Version string                                  // of the data set
	Article func(record.ID) (*record.Article, bool) // for the citation
	Country func(code string) string                // the English name of a state, "" if unknown
	Skipped int
}

// NewPlover writes to w.
func NewPlover(w io.Writer) *Plover { return &Plover{w: w} }

type ploverEvent struct {
	ID         record.ID       `json:"id"`
	HasEvent   bool            `json:"has_event"`
	Date       date.Day        `json:"date"`
	EndDate    string          `json:"enddate,omitempty"`
	Actor      []ploverActor   `json:"actor"`
	Recipient  []ploverActor   `json:"recipient,omitempty"`
	Event      []string        `json:"event"`
	EventLoc   *ploverPlace    `json:"event_loc,omitempty"`
	EventText  []string        `json:"event_text,omitempty"`
	QuadCode   int             `json:"quad_code"`
	EventScale float64         `json:"event_scale"`
	Mode       []string        `json:"mode,omitempty"`
	Context    []string        `json:"context,omitempty"`
	Link       string          `json:"link,omitempty"`
	Text       string          `json:"text,omitempty"`
	TextInfo   *ploverText     `json:"text_info,omitempty"`
	CiteInfo   *ploverCitation `json:"cite_info,omitempty"`
	Coder      string          `json:"coder"`
	Comment    string          `json:"comment,omitempty"`
}

type ploverActor struct {
	RawText     string `json:"raw_text,omitempty"`
	EntityName  string `json:"entity_name"`
	Code        string `json:"code,omitempty"` // ISO 3166 alpha-3, or the class of a party without a state
	CountryName string `json:"country_name,omitempty"`
	SectorCode  string `json:"sector_code,omitempty"`
	Office      string `json:"office,omitempty"`
}

type ploverPlace struct {
	Name      string   `json:"name"`
	Latitude  *float64 `json:"latitude,omitempty"`
	Longitude *float64 `json:"longitude,omitempty"`
	CC3       string   `json:"cc3,omitempty"`
}

type ploverText struct {
	Start int `json:"start"` // code points from the start of the article
	End   int `json:"end"`
}

type ploverCitation struct {
	Citation    string `json:"citation"`
	URL         string `json:"url,omitempty"`
	Title       string `json:"title,omitempty"`
	Language    string `json:"language,omitempty"`
	Publication string `json:"publication,omitempty"`
	Coder       string `json:"coder"`
	Codebook    string `json:"codebook"`
	Version     string `json:"version,omitempty"`
}

// Write adds an event.
func (p *Plover) Write(e *record.Event) error {
	out := ploverEvent{ID: e.ID, HasEvent: true, Date: e.Date.From, Context: e.Contexts, Coder: "chancery"}
	var notes []string
	switch {
	case e.Date.IsKnown():
		if out.Date == 0 {
			out.Date = e.Date.To
		}
		if e.Date.To > out.Date {
			out.EndDate = e.Date.To.String()
		}
	case e.FirstReported != 0:
		out.Date = e.FirstReported
		notes = append(notes, "no date is told: that of the first report")
	default:
		p.Skipped++
		return nil
	}
	kind, mode := ploverKind(e)
	out.Event = []string{kind.String()}
	out.QuadCode = int(kind.Quad())
	out.EventScale = kind.Score(mode)
	if mode != plover.NoMode {
		out.Mode = append(out.Mode, mode.String())
	}
	out.Mode = append(out.Mode, auxiliary(e)...)
	if kind != e.Kind {
		notes = append(notes, e.Status.String()+" "+e.Kind.String())
	} else if e.Status == plover.Cancelled || e.Status == plover.Postponed {
		notes = append(notes, e.Status.String())
	}
	if len(e.Conflicts) > 0 {
		notes = append(notes, "articles disagree on "+list(e.Conflicts, func(f *record.Field) string { return string(*f) }))
	}
	out.Comment = strings.Join(notes, "; ")
	out.Actor, out.Recipient = p.actors(e, e.Actors), p.actors(e, e.Recipients)
	out.EventLoc = makePloverPlace(e.Place)
	p.cite(&out, e)
	return line(p.w, &out)
}

// Flush is there so that all writers of events are alike; everything has been written.
func (p *Plover) Flush() error { return nil }

// ploverKind is the kind and mode under which PLOVER has an event: "any future CONSULT, SUPPORT, COOPERATE, AID" is an
// AGREE, and a cancelled meeting a REJECT of the mode meet.
func ploverKind(e *record.Event) (plover.Kind, plover.Mode) {
	kind, mode := e.Kind, e.Mode
	switch e.Kind {
	case plover.Consult, plover.Support, plover.Cooperate, plover.Aid:
		switch {
		case e.Status == plover.Planned || e.Status == plover.Postponed:
			kind = plover.Agree
		case e.Status == plover.Cancelled && e.Kind == plover.Consult:
			kind, mode = plover.Reject, plover.Meet
		case e.Status == plover.Cancelled && e.Kind == plover.Aid:
			kind, mode = plover.Reject, plover.Assist
		case e.Status == plover.Cancelled:
			kind = plover.Reject
		}
	}
	if !kind.HasMode(mode) {
		mode = plover.NoMode
	}
	return kind, mode
}

// historicalDays is how long before the first report an event must have ended to count as history.
const historicalDays = 365

func auxiliary(e *record.Event) []string {
	switch e.Status {
	case plover.Planned, plover.Postponed:
		return []string{"future"}
	case plover.Hypothetical:
		return []string{"hypothetical"}
	case plover.Denied:
		return []string{"negation"}
	case plover.Cancelled:
		if k, _ := ploverKind(e); k != plover.Reject {
			return []string{"negation"}
		}
	}
	if e.Date.To != 0 && e.FirstReported != 0 && e.FirstReported-e.Date.To > historicalDays {
		return []string{"historical"}
	}
	return nil
}

func (p *Plover) actors(e *record.Event, parties []record.Party) []ploverActor {
	out := make([]ploverActor, 0, len(parties))
	for i := range parties {
		q := &parties[i]
		a := ploverActor{RawText: rawText(e, q.Actor), EntityName: q.Name, Code: q.Country, SectorCode: q.Sector, Office: q.Office}
		if q.Country == "" && (q.Sector == "IGO" || q.Sector == "NGO") {
			a.Code, a.SectorCode = q.Sector, ""
		}
		if p.Country != nil && q.Country != "" {
			a.CountryName = p.Country(q.Country)
		}
		out = append(out, a)
	}
	return out
}

// rawText is the words by which the first claim for a party names it.
func rawText(e *record.Event, id record.ActorID) string {
	for i := range e.Claims {
		cl := &e.Claims[i]
		if (cl.Field == record.FieldActors || cl.Field == record.FieldRecipients) && cl.Value == string(id) {
			return cl.Words
		}
	}
	return ""
}

func makePloverPlace(pl record.Place) *ploverPlace {
	if !pl.IsKnown() {
		return nil
	}
	out := &ploverPlace{Name: pl.Name, CC3: pl.Country}
	if pl.Lat != 0 || pl.Lon != 0 {
		out.Latitude, out.Longitude = &pl.Lat, &pl.Lon
	}
	return out
}

// cite fills in the sentence that tells the event, and the article it stands in.
func (p *Plover) cite(out *ploverEvent, e *record.Event) {
	i := slices.IndexFunc(e.Claims, func(cl record.Claim) bool { return cl.Field == record.FieldKind && cl.Stance != "contradicts" })
	if i < 0 {
		return
	}
	cl := &e.Claims[i]
	out.Text = cl.Words
	out.EventText = triggers(e, cl)
	out.CiteInfo = &ploverCitation{Citation: string(cl.Article), Coder: "chancery", Codebook: "plover-2.0", Version: p.Version}
	if p.Article == nil {
		return
	}
	a, ok := p.Article(cl.Article)
	if !ok {
		return
	}
	c := out.CiteInfo
	c.URL, c.Title, c.Language, c.Publication = a.URL, a.Title, a.Language, a.Outlet
	if int(cl.End) <= len(a.Text) && cl.Start <= cl.End {
		start := len([]rune(a.Text[:cl.Start]))
		out.TextInfo = &ploverText{Start: start, End: start + len([]rune(a.Text[cl.Start:cl.End]))}
	}
}

// triggers is the words within the sentence of cl that decide status and format: what the event was read from.
func triggers(e *record.Event, cl *record.Claim) []string {
	var out []string
	for i := range e.Claims {
		o := &e.Claims[i]
		if (o.Field == record.FieldStatus || o.Field == record.FieldFormat) && o.Article == cl.Article &&
			cl.Start <= o.Start && o.End <= cl.End && !slices.Contains(out, o.Words) {
			out = append(out, o.Words)
		}
	}
	return out
}
