package export

import (
	"fmt"
	"io"

	"chancery/internal/record"
)

// A Writer writes events in one format. What it has written is whole after Flush.
type Writer interface {
	Write(*record.Event) error
	Flush() error
}

// A Source is where a format finds what an event itself does not say.
type Source struct {
	Version string                                  // of the data set
	Article func(record.ID) (*record.Article, bool) // an article with its text
	Country func(code string) string                // the English name of a state, "" if unknown
}

// A format is what is known of a format.
type format struct {
	name, mime, extension string
	make                  func(io.Writer, Source) Writer
}

var formats = []format{
	{"csv", "text/csv; charset=utf-8", "csv", func(w io.Writer, _ Source) Writer { return NewCSV(w) }},
	{"jsonl", "application/jsonl", "jsonl", func(w io.Writer, _ Source) Writer { return jsonLines{w} }},
	{"plover", "application/jsonl", "plover.jsonl", func(w io.Writer, src Source) Writer {
		p := NewPlover(w)
		p.Version, p.Article, p.Country = src.Version, src.Article, src.Country
		return p
	}},
	{"ics", "text/calendar; charset=utf-8", "ics", func(w io.Writer, _ Source) Writer { return NewCalendar(w) }},
	{"geojson", "application/geo+json", "geojson", func(w io.Writer, _ Source) Writer { return NewGeoJSON(w) }},
	{"graphml", "application/graphml+xml", "graphml", func(w io.Writer, _ Source) Writer { return NewGraphML(w) }},
	{"annotations", AnnotationType, "annotations.jsonl", func(w io.Writer, src Source) Writer { return NewAnnotations(w, src.Article) }},
}

// Formats are the names of the formats of events.
func Formats() []string {
	out := make([]string, len(formats))
	for i := range formats {
		out[i] = formats[i].name
	}
	return out
}

// FileType is the media type of a format and the ending of its files.
func FileType(name string) (mime, extension string, ok bool) {
	for _, f := range formats {
		if f.name == name {
			return f.mime, f.extension, true
		}
	}
	return "", "", false
}

// NewWriter writes events to w in a format.
func NewWriter(name string, w io.Writer, src Source) (Writer, error) {
	for _, f := range formats {
		if f.name == name {
			return f.make(w, src), nil
		}
	}
	return nil, fmt.Errorf("no format %q", name)
}

// Skipped is how many events a writer has left out, and what they lack.
func Skipped(w Writer) (n int, lack string) {
	switch w := w.(type) {
	case *Plover:
		return w.Skipped, "any date"
	case *Calendar:
		return w.Skipped, "a date to a month or better"
	case *GeoJSON:
		return w.Skipped, "coordinates"
	}
	return 0, ""
}

// jsonLines writes events as the command line prints them.
type jsonLines struct{ w io.Writer }

func (j jsonLines) Write(e *record.Event) error { return line(j.w, e) }
func (j jsonLines) Flush() error                { return nil }
