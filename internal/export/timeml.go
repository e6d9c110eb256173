package export

import (
	"bufio"
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"chancery/internal/date"
	"chancery/internal/doc"
	"chancery/internal/plover"
	"chancery/internal/text"
)

// TimeML writes the times and acts of a document as TimeML: TIMEX3 and EVENT tags within the text, an instance for each
// event, and a link from it to the time that it was read with. Characters that XML cannot hold become U+FFFD.
func TimeML(w io.Writer, d *doc.Document) error {
	b := bufio.NewWriter(w)
	b.WriteString(xml.Header)
	b.WriteString("<TimeML xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:noNamespaceSchemaLocation=\"http://timeml.org/timeMLdocs/TimeML_1.2.1.xsd\">\n\n")
	element(b, "DOCID", d.Meta.ID)
	if pub := d.Meta.Published; pub.IsKnown() {
		fmt.Fprintf(b, "\n<DCT><TIMEX3 tid=\"t0\" type=\"DATE\" value=\"%s\" temporalFunction=\"false\" functionInDocument=\"CREATION_TIME\">%s</TIMEX3></DCT>\n\n",
			timexValue(pub), pub.From)
	}
	if d.Meta.Title != "" {
		element(b, "TITLE", d.Meta.Title)
	}
	marks := makeMarks(d)
	b.WriteString("\n<TEXT>")
	at := uint32(0)
	for _, i := range spansInOrder(marks, func(m *mark) text.Span { return m.Span }) {
		m := &marks[i]
		escape(b, d.Slice(text.Span{Start: at, End: m.Start}))
		b.WriteString(m.open)
		escape(b, d.Slice(m.Span))
		b.WriteString(m.close)
		at = m.End
		marks[i].written = true
	}
	escape(b, d.Slice(text.Span{Start: at, End: uint32(d.Len())}))
	b.WriteString("</TEXT>\n\n")
	writeInstances(b, d, marks)
	b.WriteString("\n</TimeML>\n")
	return b.Flush()
}

// A mark is a tag in the text. The times come first, then the acts, each at the index of its layer.
type mark struct {
	text.Span
	open, close string
	written     bool // where two overlap, the first stands
}

func makeMarks(d *doc.Document) []mark {
	marks := make([]mark, 0, len(d.Times)+len(d.Acts))
	for i := range d.Times {
		t := &d.Times[i]
		marks = append(marks, mark{Span: t.Span, close: "</TIMEX3>",
			open: fmt.Sprintf(`<TIMEX3 tid="t%d" type="%s" value="%s">`, i+1, t.Type, escaped(t.Value))})
	}
	for i := range d.Acts {
		marks = append(marks, mark{Span: d.Tokens[d.Acts[i].Trigger].Span, close: "</EVENT>",
			open: fmt.Sprintf(`<EVENT eid="e%d" class="%s">`, i+1, class(d.Acts[i].Kind))})
	}
	return marks
}

// class is the TimeML class of a kind: what is said about other events is an action that has them for its object.
func class(k plover.Kind) string {
	switch k {
	case plover.Agree, plover.Request, plover.Reject, plover.Threaten, plover.Accuse:
		return "I_ACTION"
	}
	return "OCCURRENCE"
}

func writeInstances(b *bufio.Writer, d *doc.Document, marks []mark) {
	links := 0
	var after strings.Builder
	for i := range d.Acts {
		a := &d.Acts[i]
		if !marks[len(d.Times)+i].written {
			continue
		}
		polarity, modality := "POS", ""
		switch a.Status {
		case plover.Denied, plover.Cancelled:
			polarity = "NEG"
		case plover.Hypothetical:
			modality = ` modality="may"`
		}
		fmt.Fprintf(b, "<MAKEINSTANCE eventID=\"e%d\" eiid=\"ei%d\" tense=\"%s\" aspect=\"NONE\" pos=\"%s\" polarity=\"%s\"%s/>\n",
			i+1, i+1, tense(a.Status), pos(d.Tokens[a.Trigger].UPOS), polarity, modality)
		if a.Time != doc.None && marks[a.Time].written {
			links++
			fmt.Fprintf(&after, "<TLINK lid=\"l%d\" eventInstanceID=\"ei%d\" relatedToTime=\"t%d\" relType=\"IS_INCLUDED\"/>\n", links, i+1, a.Time+1)
		}
	}
	b.WriteString(after.String())
}

func tense(s plover.Status) string {
	switch s {
	case plover.Occurred:
		return "PAST"
	case plover.Ongoing:
		return "PRESENT"
	case plover.Planned, plover.Postponed:
		return "FUTURE"
	}
	return "NONE"
}

func pos(p doc.UPOS) string {
	switch p {
	case doc.VERB, doc.AUX:
		return "VERB"
	case doc.NOUN, doc.PROPN:
		return "NOUN"
	case doc.ADJ:
		return "ADJECTIVE"
	case doc.ADP:
		return "PREPOSITION"
	}
	return "OTHER"
}

// timexValue is the day, month or year of a date of publication.
func timexValue(r date.Range) string {
	s := r.From.String()
	if s == "" {
		s = r.To.String()
	}
	switch {
	case r.Grain == date.GrainMonth:
		return s[:7]
	case r.Grain == date.GrainYear:
		return s[:4]
	}
	return s
}

func element(b *bufio.Writer, name, s string) {
	b.WriteString("<" + name + ">")
	escape(b, s)
	b.WriteString("</" + name + ">\n")
}

var xmlEscaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")

// escape writes s as character data. Line ends and tabs stay as they are, so that the text keeps its shape.
func escape(b *bufio.Writer, s string) { b.WriteString(escaped(s)) }

func escaped(s string) string {
	return xmlEscaper.Replace(strings.Map(func(r rune) rune {
		switch {
		case r == '\t', r == '\n', r >= 0x20 && r <= 0xd7ff, r >= 0xe000 && r <= 0xfffd, r >= 0x10000:
			return r
		}
		return '\uFFFD'
	}, s))
}
