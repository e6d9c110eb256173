package chancery

import (
	"math"
	"slices"
	"strings"

	"chancery/internal/date"
	"chancery/internal/plover"
	"chancery/internal/record"
	"chancery/internal/store"
)

// correctable are the fields that a correction can name.
const correctable = "status, date, place, kind, mode, format, actors, recipients, role"

// ruleCorrections makes a judgment of each FIELD=VALUE.
func (r *Record) ruleCorrections(s store.Reader, ru Ruling) ([]Judgment, error) {
	if len(ru.Events) != 1 || len(ru.Set) == 0 {
		return nil, badRuling("fields are "+correctable, "to correct takes one event and FIELD=VALUE")
	}
	sub, e, err := subjectOf(s, ru.Events[0])
	if err != nil {
		return nil, err
	}
	var out []Judgment
	for _, set := range ru.Set {
		name, value, ok := strings.Cut(set, "=")
		if !ok {
			return nil, badRuling("write it as status=occurred", "%q is not FIELD=VALUE", set)
		}
		field := record.Field(strings.ToLower(strings.TrimSpace(name)))
		c, err := r.correction(s, &e, field, strings.TrimSpace(value))
		if err != nil {
			return nil, err
		}
		out = append(out, Judgment{Action: Correct, Subjects: []record.Subject{sub}, Correction: &c})
	}
	return out, nil
}

// correction reads a value. What it says of e is kept there, so that the next one is read against it.
func (r *Record) correction(s store.Reader, e *Event, field record.Field, value string) (record.Correction, error) {
	c := record.Correction{Field: field}
	var err error
	switch field {
	case record.FieldKind:
		c.Value = strings.ToUpper(value)
		if e.Kind, err = plover.ParseKind(c.Value); err != nil || e.Kind == plover.NoKind {
			return c, badRuling("kinds are AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT", "%q is not a kind of act", value)
		}
	case record.FieldMode:
		c.Value = strings.ToLower(value)
		if e.Mode, err = plover.ParseMode(c.Value); err != nil || !e.Kind.HasMode(e.Mode) {
			return c, badRuling("kind=KIND before it corrects the kind; mode= takes the mode away", "%q is not a mode of %s", value, e.Kind)
		}
	case record.FieldFormat:
		c.Value = strings.ToLower(value)
		if e.Format, err = plover.ParseFormat(c.Value); err != nil {
			return c, badRuling("formats are in-person, video, phone, letter", "%q is not a format", value)
		}
	case record.FieldStatus:
		c.Value = strings.ToLower(value)
		if e.Status, err = plover.ParseStatus(c.Value); err != nil || e.Status == plover.NoStatus {
			return c, badRuling("statuses are planned, ongoing, occurred, cancelled, postponed, denied, hypothetical", "%q is not a status", value)
		}
	case record.FieldDate:
		d, ok := parseDates(value)
		if !ok {
			return c, badRuling("write a day, a month or a year as 2021-06-28, 2021-06, 2021, or two days as 2021-06-28/2021-06-30", "%q is not a date", value)
		}
		c.Date, c.Value = &d, d.String()
	case record.FieldPlace:
		return r.correctPlace(c, value)
	case record.FieldActors, record.FieldRecipients:
		return r.correctSide(s, e, c, value)
	case record.FieldRole:
		return r.correctRole(s, e, c, value)
	default:
		return c, badRuling("fields are "+correctable, "%q is not a field that can be corrected", field)
	}
	return c, nil
}

// parseDates reads a day, month or year, or two of them with a slash. What an analyst says counts as stated.
func parseDates(s string) (date.Range, bool) {
	first, last, isRange := strings.Cut(s, "/")
	from, ok := parseDate(first)
	if !isRange || !ok {
		return from, ok
	}
	to, ok := parseDate(last)
	if !ok || to.To < from.From {
		return date.Range{}, false
	}
	return date.Range{From: from.From, To: to.To, Grain: max(from.Grain, to.Grain), Basis: date.Stated}, true
}

func parseDate(s string) (date.Range, bool) {
	switch len(s) {
	case len("2021"):
		d, err := date.ParseDay(s + "-01-01")
		return date.Range{From: d, To: d.AddMonths(12) - 1, Grain: date.GrainYear, Basis: date.Stated}, err == nil && d != 0
	case len("2021-06"):
		d, err := date.ParseDay(s + "-01")
		return date.Range{From: d, To: d.AddMonths(1) - 1, Grain: date.GrainMonth, Basis: date.Stated}, err == nil && d != 0
	}
	d, err := date.ParseDay(s)
	return date.MakeRange(d, date.Stated), err == nil && d != 0
}

// correctPlace reads "Geneva", "Geneva, CHE", "Geneva, Switzerland" or "Switzerland". What the gazetteer does not know is
// taken as it is written.
func (r *Record) correctPlace(c record.Correction, value string) (record.Correction, error) {
	lex, err := r.lexicon()
	if err != nil {
		return c, err
	}
	name, country, inCountry := value, "", false
	if i := strings.LastIndexByte(value, ','); i >= 0 {
		if st := stateNamed(lex.Register, strings.TrimSpace(value[i+1:])); st != nil {
			name, country, inCountry = strings.TrimSpace(value[:i]), st.ISO3, true
		}
	}
	if name == "" {
		return c, badRuling("place=Geneva, or place='Geneva, Switzerland'", "no place is named")
	}
	p := record.Place{Name: name, Country: country}
	for _, spot := range lex.Gazetteer.Lookup(name) {
		if !inCountry || spot.Country == country {
			p = record.Place{Name: spot.Name, Country: spot.Country, Lat: degrees(spot.Lat), Lon: degrees(spot.Lon), Grain: spot.Grain}
			break
		}
	}
	c.Place, c.Value = &p, p.Name
	return c, nil
}

// degrees has four decimals, about ten metres.
func degrees(x float32) float64 { return math.Round(float64(x)*1e4) / 1e4 }

// correctSide reads names or ids of all parties of one side, with semicolons between them.
func (r *Record) correctSide(s store.Reader, e *Event, c record.Correction, value string) (record.Correction, error) {
	var ids []string
	for _, name := range strings.Split(value, ";") {
		if name = strings.TrimSpace(name); name == "" {
			continue
		}
		p, err := r.partyNamed(s, e, name)
		if err != nil {
			return c, err
		}
		ids = append(ids, string(p.Actor))
		c.Parties = append(c.Parties, p)
	}
	c.Value = strings.Join(ids, "; ")
	if c.Field == record.FieldActors {
		e.Actors = append([]record.Party{}, c.Parties...)
	} else {
		e.Recipients = append([]record.Party{}, c.Parties...)
	}
	return c, nil
}

// partyNamed is a party of the event, else an actor of the record or the register.
func (r *Record) partyNamed(s store.Reader, e *Event, name string) (record.Party, error) {
	for _, p := range e.Parties() {
		if string(p.Actor) == name || strings.EqualFold(p.Name, name) {
			p.Role = plover.NoRole
			return p, nil
		}
	}
	a, err := r.resolve(s, name)
	if err != nil {
		return record.Party{}, err
	}
	return record.Party{Actor: a.ID, Name: a.Name, Country: a.Country, Sector: a.Sector}, nil
}

// correctRole reads NAME:ROLE.
func (r *Record) correctRole(s store.Reader, e *Event, c record.Correction, value string) (record.Correction, error) {
	const hint = "write it as role='Xi Jinping:visitor'; roles are host, visitor, participant, sender, target, mediator"
	i := strings.LastIndexByte(value, ':')
	if i < 0 {
		return c, badRuling(hint, "%q is not NAME:ROLE", value)
	}
	role, err := plover.ParseRole(strings.ToLower(strings.TrimSpace(value[i+1:])))
	if err != nil || role == plover.NoRole {
		return c, badRuling(hint, "%q is not a role", strings.TrimSpace(value[i+1:]))
	}
	p, err := r.partyNamed(s, e, strings.TrimSpace(value[:i]))
	if err != nil {
		return c, err
	}
	if !slices.ContainsFunc(e.Parties(), func(q record.Party) bool { return q.Actor == p.Actor }) {
		return c, badRuling("actors=NAMES and recipients=NAMES say who takes part", "%s is no party of event %s", p.Name, e.ID)
	}
	c.Value = string(p.Actor) + ":" + role.String()
	return c, nil
}
