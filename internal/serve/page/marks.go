package page

import (
	"cmp"
	"fmt"
	"html/template"
	"slices"
	"strings"

	"chancery"
)

// A layer is a kind of mark that a reader can turn on and off.
type layer struct{ ID, Label, Hint string }

// textLayers are the layers of an article, in the order of the legend.
var textLayers = []layer{
	{"names", "Names", "who is meant, by name, title or pronoun"},
	{"times", "Times", "when, as it was worked out"},
	{"quotes", "Quotes", "words of somebody"},
	{"acts", "Acts", "sentences that tell an event"},
}

// A mark is a stretch of an article that means something. Marks may nest and overlap in any way.
type mark struct {
	start, end uint32
	layer      string
	to         string // where it leads
	label      string
	id         string // anchor, on its first piece
}

// A tag is an element around a stretch of text.
type tag struct {
	id    string
	class string
	to    string // where it leads, within the desk
	label string
	again bool // goes on with a mark that an overlap has cut: no stop for the keyboard
}

// paragraphs lays marks over a text. Sentences become anchors. Marks that lead somewhere become links, and because links
// cannot hold one another, every stretch links where the smallest mark around it leads; the wider ones, of quotes and acts,
// are elements around them, with a link of their own at their end.
func paragraphs(text string, sentences []chancery.Span, marks []mark) template.HTML {
	l := &weaver{text: text}
	for i, s := range sentences {
		l.wide = append(l.wide, span{s.Start, s.End, tag{id: fmt.Sprintf("s%d", i+1), class: "s"}, 0})
	}
	for _, m := range marks {
		t := tag{id: m.id, class: "m m-" + m.layer, to: m.to, label: m.label}
		switch m.layer {
		case "quotes", "acts", "evidence":
			l.wide = append(l.wide, span{m.start, m.end, t, 1})
		default:
			l.narrow = append(l.narrow, span{m.start, m.end, t, 2})
		}
	}
	return l.weave()
}

// A span is a tag with its bytes.
type span struct {
	start, end uint32
	tag        tag
	rank       int // of spans that begin and end together the lower holds the higher
}

// A weaver writes a text with spans upon it as nested elements.
type weaver struct {
	text         string
	wide, narrow []span // as they are given; narrow then as flatten cuts them
	open         []span // elements of wide at this place, outermost first
	next, link   int    // the first of wide and narrow that are still to come
	at           uint32
	out          strings.Builder
}

func (l *weaver) weave() template.HTML {
	order := func(a, b span) int {
		return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(b.end, a.end), cmp.Compare(a.rank, b.rank))
	}
	slices.SortStableFunc(l.wide, order)
	slices.SortStableFunc(l.narrow, order)
	l.narrow = flatten(l.narrow)
	for start := 0; start < len(l.text); {
		end := start
		for end < len(l.text) && l.text[end] != '\n' {
			end++
		}
		if strings.TrimSpace(l.text[start:end]) != "" {
			l.line(uint32(start), uint32(end))
		}
		start = end + 1
	}
	return template.HTML(l.out.String())
}

// flatten cuts spans so that none overlaps another: where several hold a stretch, the shortest has it.
func flatten(spans []span) []span {
	var out []span
	var open []span // that hold the present place, the shortest last
	at := uint32(0)
	emit := func(to uint32) {
		if len(open) > 0 && at < to {
			s := open[len(open)-1]
			if s.tag.again = s.start != at; s.tag.again {
				s.tag.id = ""
			}
			s.start, s.end = at, to
			out = append(out, s)
		}
		at = max(at, to)
	}
	closeUpTo := func(to uint32) {
		for len(open) > 0 {
			next := open[0].end
			for _, s := range open {
				next = min(next, s.end)
			}
			if next > to {
				return
			}
			emit(next)
			open = slices.DeleteFunc(open, func(s span) bool { return s.end <= next })
		}
	}
	for _, s := range spans {
		if s.start >= s.end {
			continue
		}
		closeUpTo(s.start)
		emit(s.start)
		at = s.start
		open = append(open, s)
		slices.SortStableFunc(open, func(a, b span) int { return cmp.Compare(b.end-b.start, a.end-a.start) })
	}
	closeUpTo(^uint32(0))
	return out
}

// line writes one line of the text as a paragraph. What is open at its end goes on in the next one.
func (l *weaver) line(from, to uint32) {
	l.out.WriteString(`<p dir="auto">`)
	l.at = from
	carried := l.open
	l.open = nil
	for _, s := range carried {
		if s.end > from {
			l.push(s)
		}
	}
	for ; l.next < len(l.wide) && l.wide[l.next].start < to; l.next++ {
		if s := l.wide[l.next]; s.start < s.end {
			l.closeUpTo(s.start)
			l.write(s.start)
			l.push(s)
		}
	}
	l.closeUpTo(to)
	l.write(to)
	for range l.open {
		l.out.WriteString("</span>")
	}
	l.out.WriteString("</p>\n")
}

// push opens an element; one that goes on after it was cut has no anchor again.
func (l *weaver) push(s span) {
	t := s.tag
	if s.start < l.at {
		t.id = ""
	}
	l.open = append(l.open, s)
	t.to = ""
	l.begin("span", &t)
}

// closeUpTo closes the elements that end at pos or before. Those within them that go on are closed and opened anew.
func (l *weaver) closeUpTo(pos uint32) {
	for len(l.open) > 0 {
		first := 0
		for i := range l.open {
			if l.open[i].end < l.open[first].end {
				first = i
			}
		}
		end := l.open[first].end
		if end > pos {
			return
		}
		l.write(end)
		inner := slices.Clone(l.open[first:])
		l.open = l.open[:first]
		for _, s := range slices.Backward(inner) {
			if s.end <= end {
				l.lead(&s.tag)
			}
			l.out.WriteString("</span>")
		}
		for _, s := range inner {
			if s.end > end {
				l.push(s)
			}
		}
	}
}

// write writes the text up to end, with its links.
func (l *weaver) write(end uint32) {
	for l.at < end {
		for l.link < len(l.narrow) && l.narrow[l.link].end <= l.at {
			l.link++
		}
		if l.link == len(l.narrow) || l.narrow[l.link].start >= end {
			l.escape(l.text[l.at:end])
			l.at = end
			return
		}
		s := l.narrow[l.link]
		if s.start > l.at {
			l.escape(l.text[l.at:s.start])
			l.at = s.start
		}
		t, name, stop := s.tag, "a", min(end, s.end)
		if s.start < l.at {
			t.id, t.again = "", true
		}
		if t.to == "" || t.again && strings.TrimSpace(l.text[l.at:stop]) == "" { // no link is a space
			t.to, name = "", "span"
		}
		l.begin(name, &t)
		l.escape(l.text[l.at:stop])
		l.out.WriteString("</" + name + ">")
		l.at = stop
	}
}

// lead writes the link of a wide mark, which stands at its end.
func (l *weaver) lead(t *tag) {
	if t.to == "" {
		return
	}
	l.begin("a", &tag{class: strings.Replace(t.class, "m m-", "lead lead-", 1), to: t.to, label: t.label})
	l.out.WriteString("</a>")
}

// begin writes the start of an element. All that is not of this package is escaped.
func (l *weaver) begin(name string, t *tag) {
	l.out.WriteString("<" + name)
	for _, a := range [...]struct{ name, value string }{{"id", t.id}, {"class", t.class}, {"href", t.to}, {"title", clean(t.label)}} {
		if a.value != "" {
			l.out.WriteString(" " + a.name + `="` + template.HTMLEscapeString(a.value) + `"`)
		}
	}
	switch {
	case name == "a" && t.again:
		l.out.WriteString(` tabindex="-1"`)
	case strings.HasPrefix(t.class, "lead"):
		l.out.WriteString(` aria-label="` + template.HTMLEscapeString(clean(t.label)) + `"`)
	}
	l.out.WriteString(">")
}

func (l *weaver) escape(s string) { l.out.WriteString(template.HTMLEscapeString(printable(s))) }
