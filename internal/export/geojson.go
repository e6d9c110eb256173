package export

import (
	"bytes"
	"encoding/json"
	"io"

	"chancery/internal/date"
	"chancery/internal/record"
)

// A GeoJSON writes events as a FeatureCollection (RFC 7946) of points. The grain of the place says how fine the point is:
// that of a country lies somewhere in it. Events without coordinates are left out (Skipped).
type GeoJSON struct {
	w       io.Writer
	Skipped int
	n       int
}

// NewGeoJSON writes to w.
func NewGeoJSON(w io.Writer) *GeoJSON { return &GeoJSON{w: w} }

type feature struct {
	Type       string     `json:"type"`
	ID         record.ID  `json:"id"`
	Geometry   point      `json:"geometry"`
	Properties properties `json:"properties"`
}

type point struct {
	Type        string     `json:"type"`
	Coordinates [2]float64 `json:"coordinates"` // longitude, latitude
}

type properties struct {
	Summary   string         `json:"summary"`
	Kind      string         `json:"kind"`
	Mode      string         `json:"mode"`
	Status    string         `json:"status"`
	Date      date.Range     `json:"date"`
	Actors    []string       `json:"actors"`
	Recipient []string       `json:"recipients"`
	Place     string         `json:"place"`
	Country   string         `json:"country"`
	Grain     string         `json:"grain"`
	Articles  int            `json:"articles"`
	Sources   int            `json:"independent_articles"`
	Conflicts []record.Field `json:"conflicts"`
	Words     string         `json:"words"`
}

// Write adds an event.
func (g *GeoJSON) Write(e *record.Event) error {
	if e.Place.Lat == 0 && e.Place.Lon == 0 {
		g.Skipped++
		return nil
	}
	f := feature{Type: "Feature", ID: e.ID, Geometry: point{"Point", [2]float64{e.Place.Lon, e.Place.Lat}}, Properties: properties{
		Summary: e.Summary, Kind: e.Kind.String(), Mode: e.Mode.String(), Status: e.Status.String(), Date: e.Date, Actors: actorIDs(e.Actors), Recipient: actorIDs(e.Recipients),
		Place: e.Place.Name, Country: e.Place.Country, Grain: e.Place.Grain, Articles: e.Sources.Articles, Sources: e.Sources.Independent, Conflicts: e.Conflicts, Words: Words(e),
	}}
	var b bytes.Buffer
	if err := line(&b, &f); err != nil {
		return err
	}
	before := ",\n"
	if g.n == 0 {
		before = `{"type":"FeatureCollection","features":[` + "\n"
	}
	g.n++
	_, err := io.WriteString(g.w, before+string(bytes.TrimSpace(b.Bytes())))
	return err
}

// Flush ends the collection; without an event it is an empty one.
func (g *GeoJSON) Flush() error {
	end := "\n]}\n"
	if g.n == 0 {
		b, err := json.Marshal(map[string]any{"type": "FeatureCollection", "features": []feature{}})
		if err != nil {
			return err
		}
		end = string(b) + "\n"
	}
	_, err := io.WriteString(g.w, end)
	return err
}

func actorIDs(parties []record.Party) []string {
	out := make([]string, len(parties))
	for i := range parties {
		out[i] = string(parties[i].Actor)
	}
	return out
}
