package chart

import (
	"fmt"

	"chancery/internal/date"
)

// A RelationMonth is what passed between actors in one month: the means of the scores of its events, and their number.
type RelationMonth struct {
	Month     date.Month
	Plover    float64 // -10 to 10
	Goldstein float64 // likewise
	Events    int     // none: there is no score
}

// A RelationChart is scores over time. Months may be missing and in any order.
type RelationChart struct {
	Head
	Months    []RelationMonth
	Goldstein bool // draw these means, too
	Link      func(from, to date.Day) string
}

const (
	smooth = 2 // months on either side that count for the line, which is a mean by the number of events
	maxGap = 6 // months without an event after which the line stops
)

// Relation draws a RelationChart: a point for each month, as large as its events are many, and a line through means of
// five months, which stops where nothing happened for half a year.
func Relation(r RelationChart) []byte {
	const w, h, left, right, top, zone, bottom = 720.0, 260.0, 70.0, 8.0, 10.0, 190.0, 22.0
	c := newCanvas("relation", w, h, r.Head, r.Link != nil)
	months, most := r.months()
	if most == 0 {
		c.text("label", w/2, h/2, atMiddle, "no dated events")
		return c.bytes()
	}
	x := scale{0, float64(len(months)), left, w - right}
	y := scale{-10, 10, zone, top}
	for _, v := range []float64{-10, -5, 5, 10} {
		c.line("grid", left, y.at(v), w-right, y.at(v))
		c.text("tick", left-6, y.at(v)+3.5, atEnd, fmt.Sprintf("%+.0f", v))
	}
	c.line("zero", left, y.at(0), w-right, y.at(0))
	c.text("tick", left-6, y.at(0)+3.5, atEnd, "0")
	c.text("tick", 0, y.at(7.5)+3.5, atStart, "accord")
	c.text("tick", 0, y.at(-7.5)+3.5, atStart, "conflict")
	if r.Goldstein {
		c.means("mean second", months, x, y, func(m *RelationMonth) float64 { return m.Goldstein })
	}
	c.means("mean", months, x, y, func(m *RelationMonth) float64 { return m.Plover })
	count := scale{0, float64(most), h - bottom, zone + 14}
	for i := range months {
		if months[i].Events > 0 {
			c.relationMonth(&months[i], &r, x.at(float64(i)+.5), y, count, (w-left-right)/float64(len(months)))
		}
	}
	c.line("axis", left, h-bottom, w-right, h-bottom)
	c.text("tick", left-6, count.b+8, atEnd, fmt.Sprint(most))
	c.text("tick", 0, h-bottom, atStart, "events")
	bars := make([]bar, len(months))
	for i := range months {
		bars[i] = bar{from: months[i].Month, to: months[i].Month}
	}
	c.barLabels(bars, left, (w-left-right)/float64(len(months)), h)
	return c.bytes()
}

// maxRelation is how many months are drawn, the last.
const maxRelation = 600

// months fills the gaps, and gives the most events of a month.
func (r *RelationChart) months() (out []RelationMonth, most int) {
	var first, last date.Month
	for i := range r.Months {
		m := &r.Months[i]
		if m.Events <= 0 || m.Month < 12 || m.Month > lastMonth {
			continue
		}
		if first == 0 || m.Month < first {
			first = m.Month
		}
		last = max(last, m.Month)
	}
	if first == 0 {
		return nil, 0
	}
	first = max(first, last-maxRelation+1)
	for m := first; m <= last; m++ {
		out = append(out, RelationMonth{Month: m})
	}
	for _, m := range r.Months {
		if m.Events <= 0 || m.Month < first || m.Month > last {
			continue
		}
		o := &out[m.Month-first]
		n := float64(o.Events + m.Events)
		o.Plover = (finite(o.Plover)*float64(o.Events) + finite(m.Plover)*float64(m.Events)) / n
		o.Goldstein = (finite(o.Goldstein)*float64(o.Events) + finite(m.Goldstein)*float64(m.Events)) / n
		o.Events += m.Events
		most = max(most, o.Events)
	}
	return out, most
}

// means draws a line through the months that have events, each at the mean of those around it. It stops where nothing
// happened for long.
func (c *canvas) means(class string, months []RelationMonth, x, y scale, score func(*RelationMonth) float64) {
	var points []float64
	last := 0
	for i := range months {
		if months[i].Events == 0 {
			continue
		}
		if i-last > maxGap {
			c.polyline(class, points)
			points = points[:0]
		}
		last = i
		sum, n := 0.0, 0
		for j := max(i-smooth, 0); j <= min(i+smooth, len(months)-1); j++ {
			sum += score(&months[j]) * float64(months[j].Events)
			n += months[j].Events
		}
		points = append(points, x.at(float64(i)+.5), y.at(sum/float64(n)))
	}
	c.polyline(class, points)
}

func (c *canvas) relationMonth(m *RelationMonth, r *RelationChart, x float64, y, count scale, wide float64) {
	link := ""
	if r.Link != nil {
		link = r.Link(m.Month.First(), m.Month.Last())
	}
	title := date.Range{From: m.Month.First(), To: m.Month.Last()}.English() + ": " + plural(m.Events, "event") + ", PLOVER " + signed(m.Plover)
	if r.Goldstein {
		title += ", Goldstein " + signed(m.Goldstein)
	}
	broad := max(min(wide-1, 12), 1)
	c.mark(link, title, func() {
		c.rect("density", x-broad/2, count.at(float64(m.Events)), broad, count.a-count.at(float64(m.Events)))
		c.circle("score-"+toneOf(m.Plover).String(), x, y.at(m.Plover), root(m.Events, 2, 1.1, 9))
	})
}

// toneOf is the tone of a mean of scores.
func toneOf(score float64) Tone {
	switch {
	case score >= 4.5:
		return Near
	case score >= 0:
		return Meet
	case score > -5:
		return Apart
	}
	return Force
}
