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
	width  int
	colour bool
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

func (p *printer) printf(format string, args ...any) { fmt.Fprintf(p, format, args...) }

// heading prints a title with a line of its own.
func (p *printer) heading(format string, args ...any) {
	p.printf("\n%s\n", p.in(bold, clip(fmt.Sprintf(format, args...), p.width)))
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

// A column of a table. Flex columns share what the others leave, by their weight.
type column struct {
	head  string
	flex  int
	style func(cell string) style
}

// A row is the cells of a line and, below it, the sentence behind it.
type row struct {
	cells    []string
	id       string // before the sentence
	evidence string
}

// table prints rows under a head. A column without flex is as wide as its widest cell; one in which every cell is empty
// is left out.
func (p *printer) table(cols []column, rows []row) {
	widths := p.widths(cols, rows)
	if len(rows) > 0 {
		p.line(cols, widths, nil, true)
	}
	for _, r := range rows {
		p.line(cols, widths, r.cells, false)
		if r.evidence == "" && r.id == "" {
			continue
		}
		left := 2
		p.printf("  ")
		if r.id != "" {
			p.printf("%s  ", p.in(dim, r.id))
			left += width(r.id) + 2
		}
		if r.evidence != "" {
			p.printf("“%s”", clip(clean(r.evidence), max(20, p.width-left-2)))
		}
		p.printf("\n")
	}
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

func (p *printer) widths(cols []column, rows []row) []int {
	widths, flex, left := make([]int, len(cols)), 0, p.width+2
	for i, c := range cols {
		used := false
		for _, r := range rows {
			widths[i] = max(widths[i], width(clean(r.cells[i])))
			used = used || r.cells[i] != ""
		}
		if !used {
			widths[i] = 0
			continue
		}
		widths[i] = max(widths[i], width(c.head))
		if c.flex > 0 {
			flex += c.flex
			left -= 2
		} else {
			left -= widths[i] + 2
		}
	}
	for i, c := range cols {
		if c.flex == 0 || widths[i] == 0 {
			continue
		}
		share := max(8, left*c.flex/flex)
		widths[i] = min(widths[i], share)
		left, flex = left-widths[i], flex-c.flex
	}
	return widths
}
