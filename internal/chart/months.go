package chart

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"chancery/internal/date"
)

// A Sparkline is a small line without axes, for the cell of a table.
type Sparkline struct {
	Head
	Values []int
	Link   string
}

// Spark draws a Sparkline.
func Spark(s Sparkline) []byte {
	const w, h, edge = 120.0, 26.0, 3.0
	c := newCanvas("spark", w, h, s.Head, s.Link != "")
	most := 1
	for _, v := range s.Values {
		most = max(most, v)
	}
	x, y := scale{0, float64(max(len(s.Values)-1, 1)), edge, w - edge}, scale{0, float64(most), h - edge, edge}
	var points []float64
	for i, v := range s.Values {
		points = append(points, x.at(float64(i)), y.at(float64(max(v, 0))))
	}
	c.mark(s.Link, s.Title, func() {
		c.rect("hit", 0, 0, w, h)
		c.line("axis", edge, h-edge, w-edge, h-edge)
		if n := len(points); n > 2 {
			c.polygon("area", append(slices.Clone(points), points[n-2], h-edge, points[0], h-edge))
			c.polyline("spark", points)
		}
		if n := len(points); n > 0 {
			c.circle("dot", points[n-2], points[n-1], 2.2)
		}
	})
	return c.bytes()
}

// A MonthBar is what happened in one month: so many events of each tone.
type MonthBar struct {
	Month  date.Month
	Events [Tones]int
}

// BarChart is events by month, stacked by tone. Months may be missing and in any order. Where there are more than ten years,
// bars are of years.
type BarChart struct {
	Head
	Months []MonthBar
	Link   func(from, to date.Day) string // of what a bar counts; nil for none
}

const maxMonthBars = 120

// A bar is one of the drawing, from a first month to a last.
type bar struct {
	from, to date.Month
	events   [Tones]int
	total    int
}

// Bars draws a BarChart.
func Bars(b BarChart) []byte {
	const w, h, left, right, top, bottom = 720.0, 190.0, 34.0, 6.0, 26.0, 22.0
	c := newCanvas("bars", w, h, b.Head, b.Link != nil)
	bars, has, most := makeBars(b.Months)
	if len(bars) == 0 {
		c.text("label", w/2, h/2, atMiddle, "no dated events")
		return c.bytes()
	}
	y := scale{0, float64(most), h - bottom, top}
	c.legend(left, 11, has)
	step := niceStep(float64(most), 4)
	for v := 0.0; v <= float64(most); v += step {
		c.line("grid", left, y.at(v), w-right, y.at(v))
		c.text("tick", left-5, y.at(v)+3.5, atEnd, fmt.Sprint(int(v)))
	}
	wide := (w - left - right) / float64(len(bars))
	gap := min(wide*.18, 3)
	broad := min(wide-gap, 26)
	for i := range bars {
		x := left + float64(i)*wide + (wide-broad)/2
		if bars[i].total > 0 {
			c.bar(&bars[i], b.Link, x, broad, y)
		}
	}
	c.line("axis", left, h-bottom, w-right, h-bottom)
	c.barLabels(bars, left, wide, h)
	return c.bytes()
}

// makeBars fills the gaps between months, and joins them to years where they are many.
func makeBars(months []MonthBar) (bars []bar, has [Tones]bool, most int) {
	var first, last date.Month
	for _, m := range months {
		if m.Month < 12 || m.Month > lastMonth {
			continue
		}
		if first == 0 || m.Month < first {
			first = m.Month
		}
		last = max(last, m.Month)
	}
	if first == 0 {
		return nil, has, 0
	}
	size := date.Month(1)
	if last-first >= maxMonthBars {
		size, first = 12, first/12*12
	}
	for (last-first)/size >= 2*maxMonthBars {
		size, first = size*10, first/(size*10)*(size*10)
	}
	for m := first; m <= last; m += size {
		bars = append(bars, bar{from: m, to: m + size - 1})
	}
	for _, m := range months {
		if m.Month < first || m.Month > last {
			continue
		}
		br := &bars[(m.Month-first)/size]
		for t, n := range m.Events {
			n = min(max(n, 0), 1<<30)
			br.events[t] += n
			br.total += n
			has[t] = has[t] || n > 0
		}
		most = max(most, br.total)
	}
	return bars, has, max(most, 1)
}

// lastMonth is December 9999.
const lastMonth = date.Month(9999*12 + 11)

func (b *bar) words() string {
	var parts []string
	for t, n := range b.events {
		if n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, Tone(t).words()))
		}
	}
	return date.Range{From: b.from.First(), To: b.to.Last()}.English() + ": " + plural(b.total, "event") + " (" + strings.Join(parts, ", ") + ")"
}

func (c *canvas) bar(b *bar, link func(from, to date.Day) string, x, broad float64, y scale) {
	href := ""
	if link != nil {
		href = link(b.from.First(), b.to.Last())
	}
	c.mark(href, b.words(), func() {
		c.rect("hit", x, y.b, broad, y.a-y.b)
		at := 0
		for t, n := range b.events {
			if n == 0 {
				continue
			}
			upper, lower := y.at(float64(at+n)), y.at(float64(at))
			c.rect("fill-"+Tone(t).String(), x, upper, broad, max(lower-upper-.6, .6))
			at += n
		}
	})
}

// barLabels names years below the bars and, where there is room, months.
func (c *canvas) barLabels(bars []bar, left, wide, h float64) {
	free := 0.0
	for i := range bars {
		label := barLabel(&bars[i], i == 0, wide)
		if i == 0 && bars[0].from == bars[0].to && float64((12-int(bars[0].from)%12)%12)*wide < textWidth(label)+6 && int(bars[0].from)%12 != 0 {
			continue // the first January comes soon
		}
		x, half := left+(float64(i)+.5)*wide, textWidth(label)/2
		if label == "" || x-half < free || x+half > c.w {
			continue
		}
		c.text("tick", x, h-7, atMiddle, label)
		free = x + half + 6
	}
}

func barLabel(b *bar, first bool, wide float64) string {
	year, month := int(b.from)/12, int(b.from)%12
	name := time.Month(month + 1).String()[:3]
	switch {
	case b.to > b.from:
		return fmt.Sprint(year)
	case first && month != 0, month == 0 && wide > 34:
		return fmt.Sprint(name, " ", year)
	case month == 0:
		return fmt.Sprint(year)
	case wide > 26, month%3 == 0 && wide > 9:
		return name
	}
	return ""
}
