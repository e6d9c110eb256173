package export

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"

	"chancery/internal/record"
)

// A CSV writes events as comma-separated values with a head, one event a line, lists joined by "; ".
//
// Cells of text that a spreadsheet would run as a formula get an apostrophe in front: the words come from the open web.
type CSV struct {
	w      *csv.Writer
	headed bool
}

// NewCSV writes to w.
func NewCSV(w io.Writer) *CSV { return &CSV{w: csv.NewWriter(w)} }

var csvColumns = [...]string{
	"id", "kind", "mode", "format", "status", "date_from", "date_to", "date_grain", "date_basis",
	"actors", "actor_ids", "actor_countries", "recipients", "recipient_ids", "recipient_countries",
	"place", "place_country", "latitude", "longitude", "topics", "contexts", "summary", "plover_score", "goldstein_score",
	"articles", "independent_articles", "outlets", "first_reported", "last_reported", "conflicts", "words",
}

// Write adds an event. The words are the sentence that tells it, of the first claim for its kind.
func (c *CSV) Write(e *record.Event) error {
	if err := c.head(); err != nil {
		return err
	}
	lat, lon := "", ""
	if e.Place.Lat != 0 || e.Place.Lon != 0 {
		lat, lon = number(e.Place.Lat), number(e.Place.Lon)
	}
	return c.w.Write([]string{
		cell(string(e.ID)), e.Kind.String(), e.Mode.String(), e.Format.String(), e.Status.String(),
		e.Date.From.String(), e.Date.To.String(), e.Date.Grain.String(), e.Date.Basis.String(),
		cell(list(e.Actors, name)), cell(list(e.Actors, actor)), cell(list(e.Actors, country)),
		cell(list(e.Recipients, name)), cell(list(e.Recipients, actor)), cell(list(e.Recipients, country)),
		cell(e.Place.Name), cell(e.Place.Country), lat, lon, cell(strings.Join(e.Topics, "; ")), strings.Join(e.Contexts, "; "),
		cell(e.Summary), number(e.Scores.Plover), number(e.Scores.Goldstein),
		strconv.Itoa(e.Sources.Articles), strconv.Itoa(e.Sources.Independent), cell(strings.Join(e.Sources.Outlets, "; ")),
		e.FirstReported.String(), e.LastReported.String(), list(e.Conflicts, func(f *record.Field) string { return string(*f) }),
		cell(Words(e)),
	})
}

func (c *CSV) head() error {
	if c.headed {
		return nil
	}
	c.headed = true
	return c.w.Write(csvColumns[:])
}

// Flush writes what is left; without an event it writes the head alone.
func (c *CSV) Flush() error {
	if err := c.head(); err != nil {
		return err
	}
	c.w.Flush()
	return c.w.Error()
}

// cell makes a text harmless in a spreadsheet: what begins like a formula, also in the wide letters of East Asian
// keyboards or after white space, gets an apostrophe in front; line ends become spaces.
func cell(s string) string {
	s = strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ", "\x00", "").Replace(s)
	if t := strings.TrimLeft(s, " \t\u00a0\u3000"); t != "" && strings.ContainsRune("=+-@＝＋－＠|%", []rune(t)[0]) || strings.HasPrefix(s, "\t") {
		return "'" + s
	}
	return s
}

func number(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }

func list[T any](items []T, of func(*T) string) string {
	parts := make([]string, len(items))
	for i := range items {
		parts[i] = of(&items[i])
	}
	return strings.Join(parts, "; ")
}

func name(p *record.Party) string    { return p.Name }
func actor(p *record.Party) string   { return string(p.Actor) }
func country(p *record.Party) string { return p.Country }

// Words is the sentence that tells an event: of the claims for its kind the first that supports it.
func Words(e *record.Event) string {
	words := ""
	for i := range e.Claims {
		cl := &e.Claims[i]
		if cl.Field != record.FieldKind {
			continue
		}
		if s := strings.Join(strings.Fields(cl.Words), " "); cl.Stance != "contradicts" {
			return s
		} else if words == "" {
			words = s
		}
	}
	return words
}
