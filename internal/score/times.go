package score

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"chancery/internal/date"
	"chancery/internal/doc"
	"chancery/internal/text"
)

// A Timex is a time expression of a gold annotation or of a system, with its place in the text and its TIMEX3 value.
type Timex struct {
	text.Span
	Type  string
	Value string
}

// A TimeGold is one annotated text.
type TimeGold struct {
	Name      string
	Text      string
	Published date.Day // the document's creation time; zero where it has none
	Times     []Timex  // in text order, without that of publication unless it stands in the text
}

// TimeCounts measures times as TempEval-3 does. Strict counts equal extents, Relaxed those that overlap, Value those
// that overlap and have the same value; each time is matched at most once.
type TimeCounts struct {
	Strict  Counts `json:"strict"`
	Relaxed Counts `json:"relaxed"`
	Value   Counts `json:"value"`
}

// Add adds o to c.
func (c *TimeCounts) Add(o TimeCounts) {
	c.Strict.Add(o.Strict)
	c.Relaxed.Add(o.Relaxed)
	c.Value.Add(o.Value)
}

// ValueAccuracy is the share of right values among the times that were found at least in part.
func (c TimeCounts) ValueAccuracy() float64 { return ratio(c.Value.TP, c.Relaxed.TP) }

// CompareTimes counts how far the times found are those of the gold. Both must be sorted and free of overlap.
func CompareTimes(gold, found []Timex) TimeCounts {
	var c TimeCounts
	used := make([]bool, len(found))
	from := 0
	for _, g := range gold {
		for from < len(found) && found[from].End <= g.Start {
			from++
		}
		best := -1
		for i := from; i < len(found) && found[i].Start < g.End; i++ {
			if !used[i] && (best < 0 || found[i].Span == g.Span) {
				best = i
			}
		}
		if best < 0 {
			continue
		}
		used[best] = true
		c.Relaxed.TP++
		if found[best].Span == g.Span {
			c.Strict.TP++
		}
		if SameTimeValue(g.Value, found[best].Value) {
			c.Value.TP++
		}
	}
	for _, k := range []*Counts{&c.Strict, &c.Relaxed, &c.Value} {
		k.FP, k.FN = len(found)-k.TP, len(gold)-k.TP
	}
	return c
}

// SameTimeValue reports whether two TIMEX3 values are the same. Seconds of a time of day and the letter case do not count.
func SameTimeValue(a, b string) bool {
	norm := func(s string) string {
		s = strings.ToUpper(strings.TrimSpace(s))
		if i := strings.IndexByte(s, 'T'); i == len("2006-01-02") {
			s = strings.TrimSuffix(s, ":00Z")
		}
		return s
	}
	return norm(a) == norm(b)
}

var (
	timexTag  = regexp.MustCompile(`<(/?)TIMEX3([^>]*)>`)
	attribute = regexp.MustCompile(`(\w+)="([^"]*)"`)
	anyTag    = regexp.MustCompile(`<[^>]*>`)
)

// ReadTimeML reads one TimeML document: the text between TEXT tags and the TIMEX3 in it. Other tags are left out.
func ReadTimeML(name string, rd io.Reader) (TimeGold, error) {
	b, err := io.ReadAll(rd)
	if err != nil {
		return TimeGold{}, fmt.Errorf("read gold %s: %w", name, err)
	}
	s := string(b)
	g := TimeGold{Name: name}
	head, rest, ok := strings.Cut(s, "<TEXT>")
	if !ok {
		return TimeGold{}, fmt.Errorf("read gold %s: no TEXT", name)
	}
	body, _, _ := strings.Cut(rest, "</TEXT>")
	if m := timexTag.FindStringSubmatch(head); m != nil {
		g.Published = dayOf(attributes(m[2])["value"])
	}
	var out strings.Builder
	var open []Timex
	for body != "" {
		at := anyTag.FindStringIndex(body)
		if at == nil {
			out.WriteString(unescape(body))
			break
		}
		out.WriteString(unescape(body[:at[0]]))
		if m := timexTag.FindStringSubmatch(body[at[0]:at[1]]); m != nil {
			switch {
			case m[1] == "":
				a := attributes(m[2])
				open = append(open, Timex{Span: text.MakeSpan(out.Len(), 0), Type: a["type"], Value: a["value"]})
			case len(open) > 0:
				t := open[len(open)-1]
				t.End = uint32(out.Len())
				open = open[:len(open)-1]
				g.Times = append(g.Times, t)
			}
		}
		body = body[at[1]:]
	}
	g.Text = out.String()
	sortTimes(&g)
	return g, nil
}

func attributes(s string) map[string]string {
	out := map[string]string{}
	for _, m := range attribute.FindAllStringSubmatch(s, -1) {
		out[m[1]] = m[2]
	}
	return out
}

var entities = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&quot;", `"`, "&apos;", "'", "&amp;", "&")

func unescape(s string) string { return entities.Replace(s) }

// dayOf is the day of a value, of which a time of day may follow; none if it is no day.
func dayOf(value string) date.Day {
	if len(value) < 10 {
		return 0
	}
	d, err := date.ParseDay(value[:10])
	if err != nil {
		return 0
	}
	return d
}

// sortTimes orders the times and drops those within another: the outer one is what a reader marks.
func sortTimes(g *TimeGold) {
	slices.SortFunc(g.Times, func(a, b Timex) int { return a.Compare(b.Span) })
	end := uint32(0)
	g.Times = slices.DeleteFunc(g.Times, func(t Timex) bool {
		if t.Start < end {
			return true
		}
		end = t.End
		return false
	})
}

type meantimeXML struct {
	Name   string `xml:"doc_name,attr"`
	Tokens []struct {
		ID       string `xml:"t_id,attr"`
		Sentence int    `xml:"sentence,attr"`
		Text     string `xml:",chardata"`
	} `xml:"token"`
	Markables struct {
		Timexes []struct {
			Type     string `xml:"type,attr"`
			Value    string `xml:"value,attr"`
			Function string `xml:"functionInDocument,attr"`
			Anchors  []struct {
				ID string `xml:"t_id,attr"`
			} `xml:"token_anchor"`
		} `xml:"TIMEX3"`
	} `xml:"Markables"`
}

// lastAnnotated is the last sentence of a MEANTIME document that is annotated in full: title, date and four or five sentences.
const lastAnnotated = 5

// ReadMeantime reads one document of the MEANTIME corpus as far as it is annotated in full. Its text is set from the
// tokens, each sentence a paragraph.
func ReadMeantime(name string, rd io.Reader) (TimeGold, error) {
	var x meantimeXML
	if err := xml.NewDecoder(rd).Decode(&x); err != nil {
		return TimeGold{}, fmt.Errorf("read gold %s: %w", name, err)
	}
	if len(x.Tokens) == 0 {
		return TimeGold{}, fmt.Errorf("read gold %s: %w", name, errors.New("no tokens"))
	}
	g := TimeGold{Name: x.Name}
	spans := map[string]text.Span{}
	var out strings.Builder
	for i, tok := range x.Tokens {
		if tok.Sentence > lastAnnotated {
			break
		}
		if i > 0 {
			switch {
			case tok.Sentence != x.Tokens[i-1].Sentence:
				out.WriteString("\n\n")
			case !isTight(x.Tokens[i-1].Text, tok.Text):
				out.WriteByte(' ')
			}
		}
		start := out.Len()
		out.WriteString(tok.Text)
		spans[tok.ID] = text.MakeSpan(start, out.Len())
	}
	g.Text = out.String()
	for _, t := range x.Markables.Timexes {
		if t.Function == "CREATION_TIME" && g.Published == 0 {
			g.Published = dayOf(t.Value)
		}
		var sp text.Span
		for _, a := range t.Anchors {
			sp = sp.Union(spans[a.ID])
		}
		if !sp.IsEmpty() {
			g.Times = append(g.Times, Timex{Span: sp, Type: t.Type, Value: t.Value})
		}
	}
	sortTimes(&g)
	return g, nil
}

// isTight reports whether no space stands between two tokens in print.
func isTight(a, b string) bool {
	switch b {
	case ",", ".", ";", ":", ")", "?", "!", "'s", "’s":
		return true
	}
	r := []rune(b)
	return a == "(" || a == "$" || len(r) > 1 && r[0] == '\'' && unicode.IsLower(r[1])
}

// TimesOf are the times of a document in the form in which they are compared.
func TimesOf(d *doc.Document) []Timex {
	out := make([]Timex, len(d.Times))
	for i, t := range d.Times {
		out[i] = Timex{Span: t.Span, Type: t.Type.String(), Value: t.Value}
	}
	return out
}
