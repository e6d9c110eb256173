package export

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"chancery/internal/date"
	"chancery/internal/plover"
	"chancery/internal/record"
)

// visit is an event with something in every field that formats write.
func visit(id string, change func(*record.Event)) *record.Event {
	e := &record.Event{
		ID: record.ID(id),
		Facts: record.Facts{
			Kind: plover.Consult, Mode: plover.Visit, Status: plover.Occurred, Date: date.MakeRange(date.MakeDay(2021, 6, 28), date.Stated),
			Actors:     []record.Party{{Actor: "xi-jinping", Name: "Xi Jinping", Country: "CHN", Role: plover.Visitor}},
			Recipients: []record.Party{{Actor: "vladimir-putin", Name: "Vladimir Putin", Country: "RUS", Role: plover.Host}},
			Place:      record.Place{Name: "Moscow", Country: "RUS", Lat: 55.75, Lon: 37.62, Grain: "city"},
			Summary:    "Xi Jinping visits Vladimir Putin in Moscow, 28 June 2021",
		},
		Sources: record.Sources{Articles: 3, Independent: 2, Outlets: []string{"A", "B"}}, Scores: record.Scores{Plover: 4},
		FirstReported: date.MakeDay(2021, 6, 28), LastReported: date.MakeDay(2021, 6, 30),
		Claims: []record.Claim{{Field: record.FieldKind, Value: "CONSULT", Stance: "supports", Article: "a", Start: 0, End: 9, Words: "Xi came."}},
	}
	if change != nil {
		change(e)
	}
	return e
}

// write is what a writer makes of events.
func write(t *testing.T, name string, events ...*record.Event) (string, Writer) {
	t.Helper()
	var b bytes.Buffer
	w, err := NewWriter(name, &b, Source{Article: func(record.ID) (*record.Article, bool) { return nil, false }, Country: func(string) string { return "" }})
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range events {
		if err := w.Write(e); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	return b.String(), w
}

// property is one content line of a calendar, unfolded.
type property struct{ name, params, value string }

// parseCalendar reads a calendar as RFC 5545 has it, and fails on what it forbids.
func parseCalendar(t *testing.T, s string) (components [][]property) {
	t.Helper()
	if !strings.HasSuffix(s, "\r\n") || !utf8.ValidString(s) {
		t.Errorf("no end of line, or no UTF-8")
	}
	var lines []string
	for _, l := range strings.Split(strings.TrimSuffix(s, "\r\n"), "\r\n") {
		if len(l) > 75 || strings.ContainsAny(l, "\r\n") || !utf8.ValidString(l) {
			t.Errorf("%d bytes: %q", len(l), l)
		}
		if rest, folded := strings.CutPrefix(l, " "); folded {
			lines[len(lines)-1] += rest
		} else {
			lines = append(lines, l)
		}
	}
	if lines[0] != "BEGIN:VCALENDAR" || lines[1] != "VERSION:2.0" || lines[len(lines)-1] != "END:VCALENDAR" {
		t.Errorf("%q", lines)
	}
	depth := 0
	for _, l := range lines {
		head, value, ok := strings.Cut(l, ":")
		name, params, _ := strings.Cut(head, ";")
		if !ok || strings.ToUpper(name) != name {
			t.Errorf("no property: %q", l)
		}
		switch {
		case l == "BEGIN:VEVENT":
			components = append(components, nil)
			depth++
		case l == "END:VEVENT":
			depth--
		case depth == 1:
			components[len(components)-1] = append(components[len(components)-1], property{name, params, value})
		}
	}
	if depth != 0 {
		t.Errorf("not closed")
	}
	return components
}

func valueOf(list []property, name string) string {
	i := slices.IndexFunc(list, func(p property) bool { return p.name == name })
	if i < 0 {
		return ""
	}
	return strings.NewReplacer(`\n`, "\n", `\,`, ",", `\;`, ";", `\\`, `\`).Replace(list[i].value)
}

func TestCalendar(t *testing.T) {
	day := func(y, m, d int) date.Day { return date.MakeDay(y, m, d) }
	for _, c := range []struct {
		change     func(*record.Event)
		start, end string
		status     string
		summary    string
	}{
		{nil, "20210628", "20210629", "CONFIRMED", "Xi Jinping visits Vladimir Putin in Moscow, 28 June 2021"},
		{func(e *record.Event) { e.Status = plover.Planned }, "20210628", "20210629", "TENTATIVE", ""},
		{func(e *record.Event) { e.Status = plover.Hypothetical }, "20210628", "20210629", "TENTATIVE", ""},
		{func(e *record.Event) { e.Status = plover.Ongoing }, "20210628", "20210629", "CONFIRMED", ""},
		{func(e *record.Event) { e.Status = plover.Cancelled }, "20210628", "20210629", "CANCELLED", ""},
		{func(e *record.Event) { e.Status = plover.Postponed }, "20210628", "20210629", "CANCELLED", ""},
		{func(e *record.Event) { e.Status = plover.Denied }, "20210628", "20210629", "CANCELLED", ""},
		{func(e *record.Event) { e.Date.To = day(2021, 6, 30) }, "20210628", "20210701", "CONFIRMED", ""},
		{func(e *record.Event) { e.Date = date.MakeRange(day(2020, 2, 29), date.Stated) }, "20200229", "20200301", "CONFIRMED", ""},
		{func(e *record.Event) { e.Date = date.MakeRange(day(2020, 12, 31), date.Stated) }, "20201231", "20210101", "CONFIRMED", ""},
		{func(e *record.Event) {
			e.Date = date.Range{From: day(2021, 7, 1), To: day(2021, 7, 31), Grain: date.GrainMonth, Basis: date.Stated}
			e.Summary = "Visit"
		}, "20210701", "20210801", "CONFIRMED", "Visit (day not told)"},
		{func(e *record.Event) {
			e.Date = date.Range{From: day(2021, 1, 1), To: day(2021, 12, 31), Grain: date.GrainYear}
		}, "", "", "", ""},
		{func(e *record.Event) { e.Date = date.Range{} }, "", "", "", ""},
		{func(e *record.Event) { e.Date = date.Range{From: day(2021, 1, 1)} }, "", "", "", ""},
	} {
		out, w := write(t, "ics", visit("2021-06-28-consult-CHN-RUS-3f9a", c.change))
		got := parseCalendar(t, out)
		if c.start == "" {
			if n, lack := Skipped(w); len(got) != 0 || n != 1 || lack == "" {
				t.Errorf("%d events, %d left out", len(got), n)
			}
			continue
		}
		if len(got) != 1 {
			t.Fatalf("%d events", len(got))
		}
		for name, want := range map[string]string{
			"UID": "2021-06-28-consult-CHN-RUS-3f9a", "DTSTART": c.start, "DTEND": c.end, "STATUS": c.status, "DTSTAMP": "20210630T000000Z", "LOCATION": "Moscow", "GEO": "55.75;37.62",
			"DESCRIPTION": "Xi came.\nA, B",
		} {
			if v := valueOf(got[0], name); v != want {
				t.Errorf("%s: %q, want %q", name, v, want)
			}
		}
		if c.summary != "" && valueOf(got[0], "SUMMARY") != c.summary {
			t.Errorf("summary %q", valueOf(got[0], "SUMMARY"))
		}
		if i := slices.IndexFunc(got[0], func(p property) bool { return p.name == "DTSTART" }); got[0][i].params != "VALUE=DATE" {
			t.Errorf("DTSTART;%s", got[0][i].params)
		}
	}
}

// hostile are texts that a format must not take for anything else.
var hostile = []string{
	"\r\nEND:VEVENT\r\nBEGIN:VEVENT", "a;b,c\\d\\n", "\x00\x01\x1f\x7f", "\xff\xfe broken", "]]>", "</title><script>alert(1)</script>", `"}],"x":[{"`, "\u2028\u2029", strings.Repeat("é", 200), strings.Repeat("🦊", 60), "",
	"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1", "|calc", "%0A=1", "\r\n=1",
}

func everywhere(s string) *record.Event {
	return visit("id", func(e *record.Event) {
		e.ID, e.Summary, e.Place.Name, e.Place.Country = record.ID(s), s, s, s
		e.Actors[0].Name, e.Actors[0].Actor, e.Recipients[0].Name = s, record.ActorID(s+"a"), s
		e.Sources.Outlets, e.Topics, e.Claims[0].Words = []string{s}, []string{s}, s
	})
}

func TestHostileTextsStayTexts(t *testing.T) {
	for _, s := range hostile {
		cal, _ := write(t, "ics", everywhere(s))
		if got := parseCalendar(t, cal); len(got) != 1 {
			t.Errorf("%q: %d events in the calendar", s, len(got))
		}
		geo, _ := write(t, "geojson", everywhere(s), everywhere(s))
		var c struct {
			Features []struct{ Properties map[string]any }
		}
		if err := json.Unmarshal([]byte(geo), &c); err != nil || len(c.Features) != 2 {
			t.Errorf("%q: %v in %s", s, err, geo)
		}
		net, _ := write(t, "graphml", everywhere(s))
		var g graphML
		if err := xml.Unmarshal([]byte(net), &g); err != nil || len(g.Graph.Nodes) != 2 || len(g.Graph.Edges) != 1 {
			t.Errorf("%q: %v in %s", s, err, net)
		}
		table, _ := write(t, "csv", everywhere(s))
		rows, err := csv.NewReader(strings.NewReader(table)).ReadAll()
		if err != nil || len(rows) != 2 {
			t.Fatalf("%q: %v", s, err)
		}
		for i, v := range rows[1] {
			if v = strings.TrimLeft(v, " \t\u3000"); v != "" && strings.ContainsAny(v[:1], "=+-@|%\t\r\n") && rows[0][i] != "plover_score" && rows[0][i] != "goldstein_score" {
				t.Errorf("%q: column %s begins a formula: %q", s, rows[0][i], v)
			}
		}
	}
}

func FuzzCalendarText(f *testing.F) {
	for _, s := range hostile {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		out, _ := write(t, "ics", visit("x", func(e *record.Event) { e.Summary = s }))
		got := parseCalendar(t, out)
		if len(got) != 1 || valueOf(got[0], "UID") != "x" {
			t.Errorf("%q: %q", s, out)
		}
	})
}

func TestGeoJSONNeverInventsAPlace(t *testing.T) {
	out, w := write(t, "geojson", visit("a", nil), visit("b", func(e *record.Event) { e.Place.Lat, e.Place.Lon = 0, 0 }), visit("c", func(e *record.Event) { e.Place = record.Place{} }))
	var c struct {
		Type     string
		Features []struct {
			ID       string
			Geometry struct {
				Type        string
				Coordinates []float64
			}
			Properties struct{ Grain, Country string }
		}
	}
	if err := json.Unmarshal([]byte(out), &c); err != nil {
		t.Fatal(err)
	}
	if n, _ := Skipped(w); n != 2 || c.Type != "FeatureCollection" || len(c.Features) != 1 {
		t.Fatalf("%d left out: %s", n, out)
	}
	if f := c.Features[0]; f.ID != "a" || !slices.Equal(f.Geometry.Coordinates, []float64{37.62, 55.75}) || f.Properties.Grain != "city" || f.Properties.Country != "RUS" {
		t.Errorf("%+v", f)
	}
}

func TestGraphMLAddsUp(t *testing.T) {
	events := []*record.Event{
		visit("a", nil),
		visit("b", func(e *record.Event) {
			e.Date = date.MakeRange(date.MakeDay(2023, 3, 21), date.Stated)
			e.Sources.Independent = 5
			e.Scores.Plover = 1
		}),
		visit("c", func(e *record.Event) { e.Kind = plover.Agree }),
		visit("d", func(e *record.Event) { e.Status = plover.Planned }),
		visit("e", func(e *record.Event) { e.Status = plover.Denied }),
		visit("f", func(e *record.Event) { // one side
			e.Actors, e.Recipients = append(e.Actors, e.Recipients...), nil
			e.Actors = append(e.Actors, record.Party{Actor: "NATO", Name: "NATO"})
		}),
	}
	out, _ := write(t, "graphml", events...)
	var g graphML
	if err := xml.Unmarshal([]byte(out), &g); err != nil {
		t.Fatal(err)
	}
	edges := map[string]map[string]string{}
	for _, e := range g.Graph.Edges {
		data := map[string]string{}
		for _, d := range e.Data {
			data[d.Key] = d.Value
		}
		edges[e.Source+" "+e.Target+" "+data["kind"]] = data
	}
	if len(g.Graph.Nodes) != 3 || len(edges) != 5 {
		t.Errorf("%d nodes, edges %v", len(g.Graph.Nodes), edges)
	}
	both := edges["xi-jinping vladimir-putin CONSULT"]
	if both["events"] != "2" || both["sources"] != "7" || both["first"] != "2021-06-28" || both["last"] != "2023-03-21" || both["score"] != "2.50" {
		t.Errorf("%v", both)
	}
	if edges["vladimir-putin xi-jinping CONSULT"]["events"] != "1" || edges["NATO xi-jinping CONSULT"]["events"] != "1" {
		t.Errorf("%v", edges)
	}
	for range 10 {
		rand.Shuffle(len(events), func(i, j int) { events[i], events[j] = events[j], events[i] })
		if again, _ := write(t, "graphml", events...); again != out {
			t.Fatal("another order of events gives another graph")
		}
	}
}

func TestEveryFormatIsWholeWithoutAnEvent(t *testing.T) {
	for _, name := range Formats() {
		out, _ := write(t, name)
		mime, ending, ok := FileType(name)
		if !ok || mime == "" || ending == "" {
			t.Errorf("%s: %q %q", name, mime, ending)
		}
		switch name {
		case "ics":
			parseCalendar(t, out)
		case "geojson":
			if !json.Valid([]byte(out)) {
				t.Errorf("%s: %s", name, out)
			}
		case "graphml":
			if err := xml.Unmarshal([]byte(out), new(graphML)); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
	if _, err := NewWriter("xls", nil, Source{}); err == nil {
		t.Error("a format that is none")
	}
}
