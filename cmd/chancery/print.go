package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/term"
)

// A printer writes to stdout: text that fits the terminal, in colours where there is one.
type printer struct {
	*bufio.Writer
	width   int
	colour  bool
	started bool // something has been printed
}

// pipeWidth is the width of tables that go to a file or another program.
const pipeWidth = 100

func newPrinter(sys system, noColor bool) *printer {
	p := &printer{Writer: bufio.NewWriterSize(sys.out, 1<<16), width: pipeWidth}
	fd, ok := terminal(sys.out)
	if ok {
		if w, _, err := term.GetSize(fd); err == nil && w > 0 {
			p.width = w
		}
		p.colour = !noColor && sys.getenv("NO_COLOR") == "" && sys.getenv("TERM") != "dumb"
	}
	if n, err := strconv.Atoi(sys.getenv("COLUMNS")); err == nil && n > 0 && !ok {
		p.width = n
	}
	p.width = max(p.width, 40)
	return p
}

// terminal is the file descriptor of w if it is a terminal.
func terminal(w io.Writer) (int, bool) {
	f, ok := w.(*os.File)
	if !ok {
		return 0, false
	}
	fd := int(f.Fd())
	return fd, term.IsTerminal(fd)
}

// A style is how a text stands out on a terminal.
type style string

const (
	plain  style = ""
	bold   style = "1"
	dim    style = "2"
	red    style = "31"
	green  style = "32"
	yellow style = "33"
	cyan   style = "36"
)

// in gives s the style, on a terminal.
func (p *printer) in(st style, s string) string {
	if !p.colour || st == plain || s == "" {
		return s
	}
	return "\x1b[" + string(st) + "m" + s + "\x1b[0m"
}

func (p *printer) printf(format string, args ...any) {
	p.started = true
	fmt.Fprintf(p, format, args...)
}

// heading prints a title on a line of its own, after a blank one.
func (p *printer) heading(format string, args ...any) {
	if p.started {
		p.printf("\n")
	}
	p.printf("%s\n", p.in(bold, clip(fmt.Sprintf(format, args...), p.width)))
}

// width is the number of columns that s takes: letters of East Asia take two, marks on letters none.
func width(s string) int {
	n := 0
	for _, r := range s {
		n += runeWidth(r)
	}
	return n
}

func runeWidth(r rune) int {
	switch {
	case r < 0x300:
		return 1
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return 0
	case r >= 0x1100 && r <= 0x115f, r >= 0x2e80 && r <= 0xa4cf, r >= 0xac00 && r <= 0xd7a3, r >= 0xf900 && r <= 0xfaff,
		r >= 0xfe30 && r <= 0xfe6f, r >= 0xff00 && r <= 0xff60, r >= 0xffe0 && r <= 0xffe6, r >= 0x1f300 && r <= 0x1faff,
		r >= 0x20000 && r <= 0x3fffd:
		return 2
	}
	return 1
}

// clip shortens s to n columns, with an ellipsis where something is left out.
func clip(s string, n int) string {
	if width(s) <= n {
		return s
	}
	if n < 1 {
		return ""
	}
	used := 0
	for i, r := range s {
		if used += runeWidth(r); used > n-1 {
			return strings.TrimRight(s[:i], " ") + "…"
		}
	}
	return s
}

// pad fills s up to n columns.
func pad(s string, n int) string { return s + strings.Repeat(" ", max(0, n-width(s))) }

// wrap prints a text over as many lines as it needs, each with the indent.
func (p *printer) wrap(indent int, s string, st style) {
	space, line := strings.Repeat(" ", indent), ""
	flush := func() {
		if line != "" {
			p.printf("%s%s\n", space, p.in(st, line))
		}
		line = ""
	}
	for _, w := range strings.FieldsFunc(s, isUnprintable) {
		if line != "" && width(line)+1+width(w) > p.width-indent {
			flush()
		}
		if line != "" {
			line += " "
		}
		line += w
	}
	flush()
}

// A column of a table. Where a table is too wide, flex columns are cut first, those of less weight more.
type column struct {
	head  string
	flex  int
	style func(cell string) style
}

// A row is the cells of a line and, below it, the id, a warning and the sentence behind it.
type row struct {
	cells    []string
	id       string
	warning  string
	evidence string
}

// table prints rows under a head. A column in which every cell is empty is left out.
func (p *printer) table(cols []column, rows []row) {
	if len(rows) == 0 {
		return
	}
	widths := p.widths(cols, rows)
	p.line(cols, widths, nil, true)
	for i := range rows {
		p.line(cols, widths, rows[i].cells, false)
		p.below(&rows[i])
	}
}

// leastEvidence is the room that a sentence must have to stand behind an id; else it has a line of its own.
const leastEvidence = 30

func (p *printer) below(r *row) {
	left := p.width - 2
	var parts []string
	add := func(st style, s string) {
		if s != "" {
			s = clip(clean(s), p.width-2)
			parts = append(parts, p.in(st, s))
			left -= width(s) + 2
		}
	}
	add(dim, r.id)
	add(yellow, r.warning)
	if r.evidence != "" {
		if left < leastEvidence {
			p.printf("  %s\n", strings.Join(parts, "  "))
			parts, left = nil, p.width-2
		}
		parts = append(parts, quoted(r.evidence, left))
	}
	if len(parts) > 0 {
		p.printf("  %s\n", strings.Join(parts, "  "))
	}
}

// quoted is a sentence in quote marks, shortened to n columns; one that has such marks itself gets no others.
func quoted(s string, n int) string {
	if s = clean(s); strings.ContainsAny(s, "“”\"") {
		return clip(s, n)
	}
	return "“" + clip(s, n-2) + "”"
}

func (p *printer) line(cols []column, widths []int, cells []string, head bool) {
	var b strings.Builder
	for i, c := range cols {
		if widths[i] == 0 {
			continue
		}
		s, st := c.head, dim
		if !head {
			s, st = cells[i], plain
			if c.style != nil {
				st = c.style(s)
			}
		}
		s = clip(clean(s), widths[i])
		b.WriteString(p.in(st, s))
		b.WriteString(strings.Repeat(" ", widths[i]-width(s)+2))
	}
	p.printf("%s\n", strings.TrimRight(b.String(), " "))
}

const (
	leastFlex  = 12 // columns that a flex column keeps as long as others can give
	leastWidth = 4
)

// widths is how wide each column is: as its widest cell or, where that is too much together, less.
func (p *printer) widths(cols []column, rows []row) []int {
	widths, over := make([]int, len(cols)), -2-p.width
	for i := range cols {
		for _, r := range rows {
			widths[i] = max(widths[i], width(clean(r.cells[i])))
		}
		if widths[i] > 0 {
			widths[i] = max(widths[i], width(cols[i].head))
			over += widths[i] + 2
		}
	}
	for ; over > 0; over-- {
		i := widest(cols, widths)
		if widths[i] <= leastWidth {
			break
		}
		widths[i]--
	}
	return widths
}

// widest is the column to be cut: of the flex columns the widest for its weight, or of all where these have given
// what they can.
func widest(cols []column, widths []int) int {
	best := -1
	for i, c := range cols {
		if c.flex > 0 && widths[i] > leastFlex && (best < 0 || widths[i]*cols[best].flex > widths[best]*c.flex) {
			best = i
		}
	}
	if best >= 0 {
		return best
	}
	best = 0
	for i := range cols {
		if widths[i] > widths[best] {
			best = i
		}
	}
	return best
}
