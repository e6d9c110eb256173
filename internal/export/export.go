// Package export knows the formats in which readings and records leave the program: JSON, CoNLL-U, TimeML, CSV and
// PLOVER. The formats of JSON are described in schema/.
//
// It does not know where events come from nor what a user asked for: it is handed values and writes them. It reads one
// format, CoNLL-U, for texts that bring their own tokens.
//
//	w := export.NewCSV(os.Stdout)
//	for _, e := range events {
//		w.Write(&e)
//	}
//	w.Flush()
package export

import (
	"bytes"
	"encoding/json"
	"io"

	"chancery/internal/record"
)

// line writes v as JSON on one line. Letters are written as they are: <, > and & are no danger outside of web pages.
func line(w io.Writer, v any) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return err
	}
	_, err := w.Write(b.Bytes())
	return err
}

// Event writes an event as JSON on one line, with empty lists where there is nothing: a list is never null.
func Event(w io.Writer, e *record.Event) error { return line(w, complete(*e)) }

// complete gives every list of an event that has none an empty one.
func complete(e record.Event) record.Event {
	fill(&e.Contexts)
	fill(&e.Actors)
	fill(&e.Recipients)
	fill(&e.Topics)
	fill(&e.Sources.Outlets)
	fill(&e.Conflicts)
	fill(&e.Reports)
	fill(&e.Claims)
	fill(&e.Related)
	return e
}

func fill[T any](list *[]T) {
	if *list == nil {
		*list = []T{}
	}
}

// Quote writes a quote as JSON on one line.
func Quote(w io.Writer, q *record.Quote) error {
	c := *q
	fill(&c.About)
	return line(w, &c)
}

// JSON writes any other value as JSON on one line.
func JSON(w io.Writer, v any) error { return line(w, v) }
