// Package feed knows how lists of events are subscribed to as news: as Atom (RFC 4287) and as JSON Feed 1.1. Calendars
// are a format of package export.
//
// It does not know which events a list has. It asks no clock: an entry is of the day on which an article last told of its
// event, so that the same events give the same bytes.
//
//	f := feed.Feed{Title: "Meetings", Self: "https://desk.example/feeds/events.atom", Home: "https://desk.example/", Events: events}
//	err := f.WriteAtom(w)
package feed

import (
	"cmp"
	"encoding/json"
	"encoding/xml"
	"io"
	"strconv"
	"strings"
	"time"

	"chancery/internal/date"
	"chancery/internal/export"
	"chancery/internal/record"
)

// A Feed is a list of events with what a subscriber is told of it.
type Feed struct {
	Title  string
	Self   string // the address of the feed
	Home   string // the address of the pages, with / at its end
	Events []record.Event
}

// link is the page of an event.
func (f *Feed) link(e *record.Event) string { return f.Home + "event/" + string(e.ID) }

// urn names an event wherever it is served.
func urn(e *record.Event) string { return "urn:chancery:event:" + string(e.ID) }

// stamp is when an entry last changed: the day of the last article about the event, else that of the event itself.
func stamp(e *record.Event) time.Time {
	return midnight(cmp.Or(e.LastReported, e.Date.To, e.Date.From))
}

// midnight is the beginning of a day, 1970-01-01 for none.
func midnight(d date.Day) time.Time {
	if d == 0 {
		return time.Unix(0, 0).UTC()
	}
	y, m, day := d.Date()
	return time.Date(y, time.Month(m), day, 0, 0, 0, 0, time.UTC)
}

func (f *Feed) updated() time.Time {
	last := midnight(0)
	for i := range f.Events {
		if t := stamp(&f.Events[i]); t.After(last) {
			last = t
		}
	}
	return last
}

// text says in plain lines what is known of an event: when and where, its words, who tells it, on what articles disagree.
func text(e *record.Event) string {
	var lines []string
	facts := []string{e.Kind.String(), e.Status.String()}
	for _, s := range []string{e.Date.English(), e.Place.Name} {
		if s != "" {
			facts = append(facts, s)
		}
	}
	lines = append(lines, strings.Join(facts, ", "))
	if words := export.Words(e); words != "" {
		lines = append(lines, "“"+words+"”")
	}
	if len(e.Sources.Outlets) > 0 {
		lines = append(lines, "Told by "+strings.Join(e.Sources.Outlets, ", ")+" ("+strconv.Itoa(e.Sources.Independent)+" independent)")
	}
	if len(e.Conflicts) > 0 {
		fields := make([]string, len(e.Conflicts))
		for i, c := range e.Conflicts {
			fields[i] = string(c)
		}
		lines = append(lines, "Articles disagree on "+strings.Join(fields, ", "))
	}
	return strings.Join(lines, "\n")
}

type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Updated string      `xml:"updated"`
	Links   []atomLink  `xml:"link"`
	Author  atomAuthor  `xml:"author"`
	Entries []atomEntry `xml:"entry"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Href string `xml:"href,attr"`
	Type string `xml:"type,attr,omitempty"`
}

type atomAuthor struct {
	Name string `xml:"name"`
}

type atomEntry struct {
	ID         string         `xml:"id"`
	Title      string         `xml:"title"`
	Updated    string         `xml:"updated"`
	Published  string         `xml:"published,omitempty"`
	Link       atomLink       `xml:"link"`
	Categories []atomCategory `xml:"category"`
	Content    atomText       `xml:"content"`
}

type atomCategory struct {
	Term string `xml:"term,attr"`
}

type atomText struct {
	Type string `xml:"type,attr"`
	Text string `xml:",chardata"`
}

// WriteAtom writes the feed as Atom.
func (f *Feed) WriteAtom(w io.Writer) error {
	out := atomFeed{
		ID: f.Self, Title: f.Title, Updated: f.updated().Format(time.RFC3339), Author: atomAuthor{"Chancery"},
		Links: []atomLink{{"self", f.Self, "application/atom+xml"}, {"alternate", f.Home, "text/html"}},
	}
	for i := range f.Events {
		e := &f.Events[i]
		entry := atomEntry{
			ID: urn(e), Title: e.Summary, Updated: stamp(e).Format(time.RFC3339), Link: atomLink{"alternate", f.link(e), "text/html"},
			Categories: []atomCategory{{e.Kind.String()}, {e.Status.String()}}, Content: atomText{"text", text(e)},
		}
		if e.FirstReported != 0 {
			entry.Published = midnight(e.FirstReported).Format(time.RFC3339)
		}
		out.Entries = append(out.Entries, entry)
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	enc := xml.NewEncoder(w)
	enc.Indent("", " ")
	if err := enc.Encode(&out); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

type jsonFeed struct {
	Version string     `json:"version"`
	Title   string     `json:"title"`
	Home    string     `json:"home_page_url"`
	Self    string     `json:"feed_url"`
	Items   []jsonItem `json:"items"`
}

type jsonItem struct {
	ID        string   `json:"id"`
	URL       string   `json:"url"`
	Title     string   `json:"title"`
	Text      string   `json:"content_text"`
	Published string   `json:"date_published,omitempty"`
	Modified  string   `json:"date_modified"`
	Tags      []string `json:"tags"`
}

// WriteJSON writes the feed as JSON Feed 1.1.
func (f *Feed) WriteJSON(w io.Writer) error {
	out := jsonFeed{Version: "https://jsonfeed.org/version/1.1", Title: f.Title, Home: f.Home, Self: f.Self, Items: []jsonItem{}}
	for i := range f.Events {
		e := &f.Events[i]
		item := jsonItem{
			ID: urn(e), URL: f.link(e), Title: e.Summary, Text: text(e), Modified: stamp(e).Format(time.RFC3339), Tags: []string{e.Kind.String(), e.Status.String()},
		}
		if e.FirstReported != 0 {
			item.Published = midnight(e.FirstReported).Format(time.RFC3339)
		}
		out.Items = append(out.Items, item)
	}
	return json.NewEncoder(w).Encode(&out)
}
