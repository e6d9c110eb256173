package chart

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// A canvas is a drawing under way. What is drawn is moved to within its edges.
type canvas struct {
	b    []byte
	w, h float64
}

// newCanvas begins a drawing of a kind. linked says that its marks carry links, so that it is no mere picture.
func newCanvas(kind string, w, h float64, hd Head, linked bool) *canvas {
	c := &canvas{b: make([]byte, 0, 4096), w: w, h: h}
	role := "img"
	if linked {
		role = "group"
	}
	c.raw(`<svg xmlns="http://www.w3.org/2000/svg" class="chart chart-`, kind, `" role="`, role, `" viewBox="0 0 `, c.num(w, w), " ", c.num(h, h), `"`)
	c.attr("aria-label", hd.Title)
	c.raw("><title>")
	c.chars(hd.Title)
	c.raw("</title>")
	if hd.Desc != "" {
		c.raw("<desc>")
		c.chars(hd.Desc)
		c.raw("</desc>")
	}
	return c
}

func (c *canvas) bytes() []byte {
	c.raw("</svg>\n")
	return c.b
}

func (c *canvas) raw(parts ...string) {
	for _, s := range parts {
		c.b = append(c.b, s...)
	}
}

// num writes a place, at most so far from the origin, with one decimal.
func (c *canvas) num(v, most float64) string {
	v = min(max(finite(v), 0), most)
	return strings.TrimSuffix(strconv.FormatFloat(v, 'f', 1, 64), ".0")
}

func (c *canvas) x(v float64) string { return c.num(v, c.w) }
func (c *canvas) y(v float64) string { return c.num(v, c.h) }

// chars writes text: what means something in XML is escaped, what XML cannot hold is left out.
func (c *canvas) chars(s string) {
	for _, r := range s {
		switch {
		case r == '&':
			c.raw("&amp;")
		case r == '<':
			c.raw("&lt;")
		case r == '>':
			c.raw("&gt;")
		case r == '"':
			c.raw("&quot;")
		case r == '\n', r == '\t', r == '\r':
			c.raw(" ")
		case r < ' ', r == utf8.RuneError, r >= 0x7f && r <= 0x9f, r == 0xfffe, r == 0xffff, 0x202a <= r && r <= 0x202e:
		default:
			c.b = utf8.AppendRune(c.b, r)
		}
	}
}

func (c *canvas) attr(name, value string) {
	c.raw(" ", name, `="`)
	c.chars(value)
	c.raw(`"`)
}

func (c *canvas) rect(class string, x, y, w, h float64) {
	x, y = min(max(finite(x), 0), c.w), min(max(finite(y), 0), c.h)
	c.raw(`<rect class="`, class, `" x="`, c.x(x), `" y="`, c.y(y), `" width="`, c.num(w, c.w-x), `" height="`, c.num(h, c.h-y), `"/>`)
}

func (c *canvas) line(class string, x1, y1, x2, y2 float64) {
	c.raw(`<line class="`, class, `" x1="`, c.x(x1), `" y1="`, c.y(y1), `" x2="`, c.x(x2), `" y2="`, c.y(y2), `"/>`)
}

// circle keeps all of a circle within the edges.
func (c *canvas) circle(class string, x, y, r float64) {
	r = min(max(finite(r), 0), c.w/2, c.h/2)
	x, y = min(max(finite(x), r), c.w-r), min(max(finite(y), r), c.h-r)
	c.raw(`<circle class="`, class, `" cx="`, c.x(x), `" cy="`, c.y(y), `" r="`, c.num(r, c.w), `"/>`)
}

// polyline draws a line through points, x and y in turn.
func (c *canvas) polyline(class string, points []float64) {
	if len(points) < 4 {
		return
	}
	c.raw(`<polyline class="`, class, `" points="`)
	c.points(points)
	c.raw(`"/>`)
}

func (c *canvas) polygon(class string, points []float64) {
	c.raw(`<polygon class="`, class, `" points="`)
	c.points(points)
	c.raw(`"/>`)
}

func (c *canvas) points(points []float64) {
	for i := 0; i+1 < len(points); i += 2 {
		if i > 0 {
			c.raw(" ")
		}
		c.raw(c.x(points[i]), ",", c.y(points[i+1]))
	}
}

// curve draws a line that leaves and arrives level; width is 1 to 9.
func (c *canvas) curve(class string, x1, y1, x2, y2 float64, width int) {
	mid := c.x((x1 + x2) / 2)
	c.raw(`<path class="`, class, ` w`, strconv.Itoa(min(max(width, 1), 9)), `" d="M`, c.x(x1), " ", c.y(y1), "C", mid, " ", c.y(y1), " ", mid, " ", c.y(y2), " ", c.x(x2), " ", c.y(y2), `"/>`)
}

// Anchors of text.
const (
	atStart  = ""
	atMiddle = "middle"
	atEnd    = "end"
)

func (c *canvas) text(class string, x, y float64, anchor, s string) {
	if s == "" {
		return
	}
	c.raw(`<text class="`, class, `" x="`, c.x(x), `" y="`, c.y(y), `"`)
	if anchor != "" {
		c.raw(` text-anchor="`, anchor, `"`)
	}
	c.raw(` dir="auto">`)
	c.chars(s)
	c.raw("</text>")
}

// counted writes a label and, on the side that is away from the anchor, a number.
func (c *canvas) counted(x, y float64, anchor, s, n string) {
	c.raw(`<text class="label" x="`, c.x(x), `" y="`, c.y(y), `"`)
	if anchor != "" {
		c.raw(` text-anchor="`, anchor, `"`)
	}
	c.raw(">")
	number := func() {
		c.raw(`<tspan class="count">`)
		c.chars(n)
		c.raw("</tspan>")
	}
	if anchor == atEnd {
		number()
		c.raw("\u2002")
		c.chars(s)
	} else {
		c.chars(s)
		c.raw("\u2002")
		number()
	}
	c.raw("</text>")
}

// mark draws something that says in words what it is, and leads somewhere.
func (c *canvas) mark(link, title string, draw func()) { c.marked(link, title, false, draw) }

// named is mark for what is drawn with words of its own: those are its name, and the title tells more. A label of other words would
// hide from who speaks to the page what he sees.
func (c *canvas) named(link, title string, draw func()) { c.marked(link, title, true, draw) }

func (c *canvas) marked(link, title string, worded bool, draw func()) {
	tag := "g"
	if isSafeLink(link) {
		tag = "a"
	}
	c.raw("<", tag, ` class="mark"`)
	if tag == "a" {
		c.attr("href", link)
		if !worded {
			c.attr("aria-label", title)
		}
	}
	c.raw(">")
	if title != "" {
		c.raw("<title>")
		c.chars(title)
		c.raw("</title>")
	}
	draw()
	c.raw("</", tag, ">")
}

// isSafeLink reports whether a link leads to a page: within the site, or by HTTP.
func isSafeLink(s string) bool {
	return strings.HasPrefix(s, "/") && !strings.HasPrefix(s, "//") && !strings.HasPrefix(s, `/\`) || strings.HasPrefix(s, "?") || strings.HasPrefix(s, "#") ||
		strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "http://")
}

// letter is how wide a letter is, on the whole, at the size of labels.
const letter = 6.4

// textWidth is about how wide a label is.
func textWidth(s string) float64 {
	n := 0.0
	for _, r := range s {
		switch {
		case r >= 0x1100 && r <= 0xffdc && (r <= 0x115f || r >= 0x2e80):
			n += 2
		default:
			n++
		}
	}
	return n * letter
}

// clip shortens a label to a width, with an ellipsis.
func clip(s string, w float64) string {
	if textWidth(s) <= w {
		return s
	}
	used := letter
	for i, r := range s {
		used += textWidth(string(r))
		if used > w {
			if i == 0 {
				return ""
			}
			return strings.TrimRight(s[:i], " ") + "…"
		}
	}
	return s
}

// legend writes the tones that are there, each with its form, and gives back where it ends.
func (c *canvas) legend(x, y float64, has [Tones]bool) float64 {
	for t := range Tones {
		if !has[t] {
			continue
		}
		tone := Tone(t)
		c.rect("fill-"+tone.String(), x, y-8, 9, 9)
		c.text("label", x+13, y, atStart, tone.words())
		x += 13 + textWidth(tone.words()) + 14
	}
	return x
}
