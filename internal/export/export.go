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
	"reflect"
)

// FormatVersion is the version of the formats: the first number rises when a reader of the old form could fail.
const FormatVersion = "1.0"

// line writes v as JSON on one line. Letters are written as they are: <, > and & are no danger outside of web pages.
// A list is never null: one that is nil is written as an empty one.
func line(w io.Writer, v any) error {
	c := reflect.New(reflect.TypeOf(v)).Elem()
	c.Set(reflect.ValueOf(v))
	fill(c)
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(c.Interface()); err != nil {
		return err
	}
	_, err := w.Write(b.Bytes())
	return err
}

// fill gives every list of v that is nil an empty one.
func fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			fill(v.Elem())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i))
		}
	case reflect.Slice:
		if v.IsNil() && v.CanSet() {
			v.Set(reflect.MakeSlice(v.Type(), 0, 0))
		}
		switch v.Type().Elem().Kind() {
		case reflect.Struct, reflect.Pointer:
			for i := range v.Len() {
				fill(v.Index(i))
			}
		}
	}
}

// JSON writes a value of the record as JSON on one line: an event, a quote, a dossier.
func JSON(w io.Writer, v any) error { return line(w, v) }
