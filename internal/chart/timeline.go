package chart

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"chancery/internal/date"
)

// A TimelineItem is something that happened at a date, which may be known to a day or only to a month or year.
type TimelineItem struct {
	Date  date.Range // one that is not known is left out
	Lane  int        // in which of the lanes it stands; another is the first
	Tone  Tone
	Open  bool // it has not happened (yet): planned, cancelled, denied
	Label string
	Title string // what the mark says in full; "" is the label
	Link  string
}

// A TimelineChart is ranges of days as bars in lanes, below a strip that shows how dense they lie.
type TimelineChart struct {
	Head
	Lanes []string // names; none is one lane without a name
	Items []TimelineItem
	Link  func(from, to date.Day) string // of a part of the strip; nil for none
	Most  int                            // items drawn, the last; 0 is 120
}

const (
	timelineWidth = 720.0
	rowHeight     = 19.0
	stripHeight   = 34.0
	stripParts    = 72
	maxRows       = 60 // in one lane
)

// A placed item has its bar and its row.
type placed struct {
	*TimelineItem
	from, to float64 // of the bar
	row      int
	labelAt  float64
	anchor   string
	label    string
}

// Timeline draws a TimelineChart.
func Timeline(t TimelineChart) []byte {
	items, hidden := t.items()
	lanes := t.Lanes
	if len(lanes) == 0 {
		lanes = []string{""}
	}
	if len(items) == 0 {
		c := newCanvas("timeline", timelineWidth, 60, t.Head, false)
		c.text("label", timelineWidth/2, 32, atMiddle, "no dated events")
		return c.bytes()
	}
	const left, right = 8.0, timelineWidth - 8
	x := daysOf(items, left, right)
	var all [][]placed
	rows, height := make([]int, len(lanes)), stripHeight+26
	for l, name := range lanes {
		list, n := place(items, l, len(lanes), x)
		all, rows[l] = append(all, list), n
		height += float64(n)*rowHeight + 8
		if name != "" {
			height += 18
		}
	}
	if hidden > 0 {
		height += 18
	}
	c := newCanvas("timeline", timelineWidth, height, t.Head, true)
	c.strip(&t, items, x)
	y := stripHeight + 24
	c.timeAxis(x, stripHeight+14, y, height)
	for l, name := range lanes {
		if name != "" {
			c.text("lane", left, y+13, atStart, clip(name, right-left))
			y += 18
		}
		for i := range all[l] {
			c.item(&all[l][i], y)
		}
		y += float64(rows[l])*rowHeight + 8
		if l+1 < len(lanes) {
			c.line("grid", left, y-4, right, y-4)
		}
	}
	if hidden > 0 {
		c.text("note", left, height-6, atStart, fmt.Sprintf("showing %d of %d, the last", len(items), len(items)+hidden))
	}
	return c.bytes()
}

// items are those drawn, in order of date, and how many are not.
func (t *TimelineChart) items() (out []TimelineItem, hidden int) {
	for _, it := range t.Items {
		if it.Date.From == 0 {
			it.Date.From = it.Date.To
		}
		if it.Date.To < it.Date.From {
			it.Date.To = it.Date.From
		}
		if it.Date.From > 0 && it.Date.To <= date.MaxDay {
			out = append(out, it)
		}
	}
	slices.SortStableFunc(out, func(a, b TimelineItem) int {
		return cmp.Or(cmp.Compare(a.Date.From, b.Date.From), cmp.Compare(a.Date.To, b.Date.To))
	})
	most := t.Most
	if most <= 0 {
		most = 120
	}
	if hidden = len(out) - most; hidden > 0 {
		return out[hidden:], hidden
	}
	return out, 0
}

// daysOf is the scale of the days of items, with some room at either end.
func daysOf(items []TimelineItem, a, b float64) scale {
	lo, hi := items[0].Date.From, items[0].Date.To
	for i := range items {
		hi = max(hi, items[i].Date.To)
	}
	room := max((hi-lo)/50, 3)
	return scale{float64(lo - room), float64(hi + room + 1), a, b}
}

// place finds a row for each item of a lane, so that neither bars nor labels meet.
func place(items []TimelineItem, lane, lanes int, x scale) (out []placed, rows int) {
	var ends []float64
	for i := range items {
		it := &items[i]
		if own := it.Lane; own != lane && (lane != 0 || own > 0 && own < lanes) {
			continue
		}
		p := placed{TimelineItem: it, from: x.day(it.Date.From), to: max(x.day(it.Date.To+1), x.day(it.Date.From)+5)}
		p.label = clip(it.Label, 230)
		width := textWidth(p.label) + 6
		begin, end := p.from, p.to+width
		p.labelAt = p.to + 5
		if end > x.b && p.from-width > x.a {
			begin, end, p.anchor, p.labelAt = p.from-width, p.to, atEnd, p.from-5
		} else if end > x.b {
			p.label = clip(it.Label, x.b-p.to-6)
		}
		p.row = slices.IndexFunc(ends, func(e float64) bool { return e+6 < begin })
		if p.row < 0 && len(ends) < maxRows {
			p.row, ends = len(ends), append(ends, 0)
		} else if p.row < 0 {
			p.row, p.label = len(ends)-1, ""
		}
		ends[p.row] = max(ends[p.row], end)
		out = append(out, p)
	}
	return out, max(len(ends), 1)
}

// item draws a bar: filled where the day is known, hatched by a dashed outline where only a longer time is.
func (c *canvas) item(p *placed, y float64) {
	title := p.Title
	if title == "" {
		title = p.Label
	}
	title = p.Date.English() + ": " + title
	class := "fill-" + p.Tone.String()
	if g := p.Date.Grain; g > date.GrainDay {
		class, title = "about about-"+p.Tone.String(), title+" (known to the "+g.String()+")"
	}
	if p.Open {
		class += " open"
	}
	top := y + float64(p.row)*rowHeight
	c.mark(p.Link, title, func() {
		c.rect(class, p.from, top+4, p.to-p.from, 9)
		c.text("label", p.labelAt, top+12, p.anchor, p.label)
	})
}

// strip draws how many items touch each part of the time.
func (c *canvas) strip(t *TimelineChart, items []TimelineItem, x scale) {
	var n [stripParts]int
	part := func(d date.Day) int {
		return min(max(int((float64(d)-x.lo)/(x.hi-x.lo)*stripParts), 0), stripParts-1)
	}
	most := 1
	for i := range items {
		for k := part(items[i].Date.From); k <= part(items[i].Date.To); k++ {
			n[k]++
			most = max(most, n[k])
		}
	}
	wide := (x.b - x.a) / stripParts
	for k, count := range n {
		if count == 0 {
			continue
		}
		from := date.Day(x.lo + (x.hi-x.lo)*float64(k)/stripParts)
		to := max(date.Day(x.lo+(x.hi-x.lo)*float64(k+1)/stripParts)-1, from)
		link := ""
		if t.Link != nil {
			link = t.Link(from, to)
		}
		high := float64(count) / float64(most) * (stripHeight - 4)
		c.mark(link, date.Range{From: from, To: to}.English()+": "+plural(count, "event"), func() {
			c.rect("density", x.a+float64(k)*wide+.5, stripHeight-high, wide-1, high)
		})
	}
	c.line("axis", x.a, stripHeight, x.b, stripHeight)
}

// timeAxis names years, months or days, as there is room, and draws a line down from each.
func (c *canvas) timeAxis(x scale, y, top, bottom float64) {
	free := 0.0
	for _, tk := range timeTicks(date.Day(x.lo), date.Day(x.hi)) {
		at, half := x.day(tk.day), textWidth(tk.label)/2
		c.line("grid", at, top, at, bottom-6)
		if mid := max(at, half+1); mid-half > free && mid+half < c.w {
			c.text("tick", mid, y, atMiddle, tk.label)
			free = mid + half + 4
		}
	}
}

type tick struct {
	day   date.Day
	label string
}

// timeTicks are some four to twelve days to be named between two.
func timeTicks(lo, hi date.Day) (out []tick) {
	days := int(hi - lo)
	add := func(d date.Day, label string) {
		if d > lo && d < hi {
			out = append(out, tick{d, label})
		}
	}
	year, month, _ := max(lo, 1).Date()
	switch {
	case days > 3*366:
		step := int(niceStep(float64(days)/365, 12))
		for y := year / step * step; y <= year+days/365+1 && y < 10000; y += step {
			add(date.MakeDay(max(y, 1), 1, 1), fmt.Sprint(y))
		}
	case days > 80:
		step := 1 + days/370*2
		for m := 0; m <= days/28+step; m++ {
			d := date.MakeDay(year, month+m, 1)
			if yy, mm, _ := max(d, 1).Date(); (mm-1)%step == 0 {
				label := time.Month(mm).String()[:3]
				if mm == 1 || len(out) == 0 {
					label += fmt.Sprint(" ", yy)
				}
				add(d, label)
			}
		}
	default:
		step := date.Day(max(days/10, 1))
		for d := lo + step; d < hi; d += step {
			_, mm, dd := max(d, 1).Date()
			add(d, fmt.Sprintf("%d %s", dd, time.Month(mm).String()[:3]))
		}
	}
	return out
}
