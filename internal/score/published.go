package score

import (
	"strings"

	"chancery/internal/date"
	"chancery/internal/doc"
)

// A PublishedVerdict says how the day found for an article compares with the true one.
type PublishedVerdict uint8

// The verdicts. The first three count as found.
const (
	SameDay PublishedVerdict = iota
	Within                   // an interval that holds the day
	Near                     // a day, or an interval, that misses it by no more than a week
	TooWide                  // an interval of more than maxWidth days
	WrongDay
	NoDay
)

var verdictNames = [...]string{"same day", "within", "near", "too wide", "wrong", "none"}

func (v PublishedVerdict) String() string { return verdictNames[v] }

// IsFound reports whether a reader is served by the day.
func (v PublishedVerdict) IsFound() bool { return v <= Near }

const (
	maxWidth = 400 // days of an interval that still tells something
	nearDays = 7
)

// JudgePublished compares the interval found with the true day of publication.
func JudgePublished(truth date.Day, found date.Range) PublishedVerdict {
	switch {
	case found.From == 0 || found.To == 0:
		return NoDay
	case found.Days() > maxWidth:
		return TooWide
	case found.IsDay() && found.From == truth:
		return SameDay
	case found.From <= truth && truth <= found.To:
		return Within
	case found.From-nearDays <= truth && truth <= found.To+nearDays:
		return Near
	}
	return WrongDay
}

// PublishedCounts measures the days of publication of articles to which none was given.
type PublishedCounts struct {
	Articles int `json:"articles"`
	Same     int `json:"same"`
	Within   int `json:"within"`
	Near     int `json:"near"`
	Wide     int `json:"wide"`
	Wrong    int `json:"wrong"`
	None     int `json:"none"`
	Days     int `json:"days"` // of all intervals found, those of one day left out
}

// Add counts one article.
func (c *PublishedCounts) Add(v PublishedVerdict, found date.Range) {
	c.Articles++
	*[...]*int{&c.Same, &c.Within, &c.Near, &c.Wide, &c.Wrong, &c.None}[v]++
	if v.IsFound() && !found.IsDay() {
		c.Days += found.Days()
	}
}

// Found is the share of articles whose day was found.
func (c PublishedCounts) Found() Share {
	return Share{Right: c.Same + c.Within + c.Near, Of: c.Articles}
}

// HideDay is the text of d with every full date blanked out that tells the day, so that it has to be worked out from the
// rest. Lengths and lines stay as they are. It needs the times.
func HideDay(d *doc.Document, day date.Day) string {
	var b strings.Builder
	at := uint32(0)
	for _, t := range d.Times {
		if t.When.Basis != date.Stated || !t.When.IsDay() || t.When.From != day {
			continue
		}
		b.WriteString(d.String()[at:t.Start])
		b.WriteString(strings.Repeat(" ", t.Len()))
		at = t.End
	}
	b.WriteString(d.String()[at:])
	return b.String()
}
