package feed

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"strings"
	"testing"
	"time"

	"chancery/internal/date"
	"chancery/internal/plover"
	"chancery/internal/record"
)

func events() []record.Event {
	return []record.Event{
		{
			ID: "2021-06-28-consult-CHN-RUS-3f9a",
			Facts: record.Facts{
				Kind: plover.Consult, Status: plover.Occurred, Date: date.MakeRange(date.MakeDay(2021, 6, 28), date.Stated), Place: record.Place{Name: "Moscow"},
				Summary: "Xi Jinping & Vladimir Putin <meet>",
			},
			Sources: record.Sources{Articles: 3, Independent: 2, Outlets: []string{"A", "B"}}, Conflicts: []record.Field{"place"},
			FirstReported: date.MakeDay(2021, 6, 28), LastReported: date.MakeDay(2021, 6, 30),
			Claims: []record.Claim{{Field: record.FieldKind, Words: "Xi met\nPutin."}},
		},
		{ID: "undated", Facts: record.Facts{Kind: plover.Agree, Status: plover.Planned, Summary: "\x00\x1b]]> \"quoted\" 🦊"}},
	}
}

func makeFeed() *Feed {
	return &Feed{Title: "Meetings <1>", Self: "https://desk.example/feeds/events.atom?a=1&b=2", Home: "https://desk.example/", Events: events()}
}

func TestAtom(t *testing.T) {
	var b bytes.Buffer
	if err := makeFeed().WriteAtom(&b); err != nil {
		t.Fatal(err)
	}
	var f atomFeed
	if err := xml.Unmarshal(b.Bytes(), &f); err != nil {
		t.Fatalf("%v: %s", err, b.String())
	}
	// What RFC 4287 demands: of the feed id, title, updated and author; of an entry id, title and updated.
	if f.ID != "https://desk.example/feeds/events.atom?a=1&b=2" || f.Title != "Meetings <1>" || f.Updated != "2021-06-30T00:00:00Z" || f.Author.Name == "" || len(f.Entries) != 2 {
		t.Errorf("%+v", f)
	}
	if f.Links[0].Rel != "self" || f.Links[0].Href != f.ID || f.Links[1].Rel != "alternate" {
		t.Errorf("%+v", f.Links)
	}
	e := f.Entries[0]
	if e.ID != "urn:chancery:event:2021-06-28-consult-CHN-RUS-3f9a" || e.Title != "Xi Jinping & Vladimir Putin <meet>" || e.Published != "2021-06-28T00:00:00Z" || e.Updated != "2021-06-30T00:00:00Z" ||
		e.Link.Href != "https://desk.example/event/2021-06-28-consult-CHN-RUS-3f9a" || e.Content.Type != "text" {
		t.Errorf("%+v", e)
	}
	for _, want := range []string{"CONSULT, occurred, 28 June 2021, Moscow", "“Xi met Putin.”", "Told by A, B (2 independent)", "Articles disagree on place"} {
		if !strings.Contains(e.Content.Text, want) {
			t.Errorf("no %q in %q", want, e.Content.Text)
		}
	}
	if u := f.Entries[1]; u.Published != "" || u.Updated != "1970-01-01T00:00:00Z" || !strings.Contains(u.Title, `"quoted" 🦊`) {
		t.Errorf("%+v", u)
	}
}

func TestJSONFeed(t *testing.T) {
	var b bytes.Buffer
	if err := makeFeed().WriteJSON(&b); err != nil {
		t.Fatal(err)
	}
	var f jsonFeed
	dec := json.NewDecoder(&b)
	dec.DisallowUnknownFields()
	if err := dec.Decode(&f); err != nil {
		t.Fatal(err)
	}
	if f.Version != "https://jsonfeed.org/version/1.1" || f.Title == "" || f.Home == "" || f.Self == "" || len(f.Items) != 2 {
		t.Errorf("%+v", f)
	}
	for _, it := range f.Items {
		if _, err := time.Parse(time.RFC3339, it.Modified); err != nil || it.ID == "" || it.URL == "" || it.Text == "" || len(it.Tags) != 2 {
			t.Errorf("%+v: %v", it, err)
		}
	}
}

func TestAnEmptyFeedIsOne(t *testing.T) {
	f := &Feed{Title: "x", Self: "https://x/", Home: "https://x/"}
	var a, j bytes.Buffer
	if f.WriteAtom(&a) != nil || f.WriteJSON(&j) != nil || xml.Unmarshal(a.Bytes(), new(atomFeed)) != nil || !strings.Contains(j.String(), `"items":[]`) {
		t.Errorf("%s %s", a.String(), j.String())
	}
}

// Feeds are asked for again and again: the same events give the same bytes.
func TestFeedsAskNoClock(t *testing.T) {
	var a, b bytes.Buffer
	if makeFeed().WriteAtom(&a) != nil || makeFeed().WriteAtom(&b) != nil || a.String() != b.String() {
		t.Error("two feeds of the same events differ")
	}
}
