package export

import (
	"cmp"
	"io"
	"strings"
	"unicode/utf8"

	"chancery/internal/date"
	"chancery/internal/plover"
	"chancery/internal/record"
)

// A Calendar writes events as iCalendar (RFC 5545): the id of an event is its UID, so that a calendar that is fetched again
// replaces what it had. Planned events are tentative; those that were called off, put off or denied are cancelled.
//
// Days are whole days without a time zone, as articles tell them. An event whose days are not told to a month or better
// is left out (Skipped): it would fill a year.
type Calendar struct {
	w       io.Writer
	Title   string                 // of the calendar; "" for none
	Link    func(id string) string // the page of an event; nil for none
	Skipped int
	begun   bool
}

// NewCalendar writes to w.
func NewCalendar(w io.Writer) *Calendar { return &Calendar{w: w} }

// maxDays is how many days an event may take in a calendar: those of a month.
const maxDays = 31

// Write adds an event.
func (c *Calendar) Write(e *record.Event) error {
	if d := e.Date.Days(); d == 0 || d > maxDays {
		c.Skipped++
		return nil
	}
	if err := c.begin(); err != nil {
		return err
	}
	stamp := dateTime(cmp.Or(e.LastReported, e.Date.To))
	var b lines
	b.add("BEGIN", "VEVENT")
	b.add("UID", escapeText(string(e.ID)))
	b.add("DTSTAMP", stamp)
	b.add("LAST-MODIFIED", stamp)
	b.add("DTSTART;VALUE=DATE", basicDate(e.Date.From))
	b.add("DTEND;VALUE=DATE", basicDate(e.Date.To+1)) // the day after
	b.add("SUMMARY", escapeText(c.summary(e)))
	b.add("STATUS", calendarStatus(e.Status))
	b.add("TRANSP", "TRANSPARENT")
	b.add("CATEGORIES", e.Kind.String())
	if e.Place.IsKnown() {
		b.add("LOCATION", escapeText(e.Place.Name))
	}
	if e.Place.Lat != 0 || e.Place.Lon != 0 {
		b.add("GEO", number(e.Place.Lat)+";"+number(e.Place.Lon))
	}
	if words := Words(e); words != "" {
		b.add("DESCRIPTION", escapeText(words+"\n"+strings.Join(e.Sources.Outlets, ", ")))
	}
	if c.Link != nil {
		b.add("URL", c.Link(string(e.ID)))
	}
	b.add("END", "VEVENT")
	_, err := io.WriteString(c.w, b.String())
	return err
}

// summary says that the day itself is not told where it is not: calendars show the days of a month as if it were all of
// them.
func (c *Calendar) summary(e *record.Event) string {
	if e.Date.Grain > date.GrainDay && !e.Date.IsDay() {
		return e.Summary + " (day not told)"
	}
	return e.Summary
}

func calendarStatus(s plover.Status) string {
	switch s {
	case plover.Occurred, plover.Ongoing:
		return "CONFIRMED"
	case plover.Cancelled, plover.Postponed, plover.Denied:
		return "CANCELLED"
	}
	return "TENTATIVE"
}

func (c *Calendar) begin() error {
	if c.begun {
		return nil
	}
	c.begun = true
	var b lines
	b.add("BEGIN", "VCALENDAR")
	b.add("VERSION", "2.0")
	b.add("PRODID", "-//Chancery//Chancery//EN")
	b.add("CALSCALE", "GREGORIAN")
	if c.Title != "" {
		b.add("NAME", escapeText(c.Title))
		b.add("X-WR-CALNAME", escapeText(c.Title))
	}
	_, err := io.WriteString(c.w, b.String())
	return err
}

// Flush ends the calendar; without an event it is an empty one.
func (c *Calendar) Flush() error {
	if err := c.begin(); err != nil {
		return err
	}
	_, err := io.WriteString(c.w, "END:VCALENDAR\r\n")
	return err
}

func basicDate(d date.Day) string { return strings.ReplaceAll(d.String(), "-", "") }

func dateTime(d date.Day) string { return basicDate(d) + "T000000Z" }

// escapeText writes a value of the type TEXT; control characters are left out.
func escapeText(s string) string {
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(strings.ToValidUTF8(s, "\uFFFD"))
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\\' || r == ';' || r == ',':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r < ' ' && r != '\t' || r == 0x7f:
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// lines are content lines, folded so that none is longer than 75 bytes, and no letter is cut in two.
type lines struct{ strings.Builder }

func (b *lines) add(name, value string) {
	const longest = 75
	left := longest
	for rest := name + ":" + value; rest != ""; {
		_, size := utf8.DecodeRuneInString(rest)
		if size > left {
			b.WriteString("\r\n ")
			left = longest - 1
		}
		b.WriteString(rest[:size])
		rest, left = rest[size:], left-size
	}
	b.WriteString("\r\n")
}
