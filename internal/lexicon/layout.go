package lexicon

import (
	"slices"
	"strconv"
	"strings"
)

// Layout is what a page says beside its news, and how it dates and signs it.
type Layout struct {
	Lines   map[string][]*LinePattern // by each word with which a pattern can begin; "" holds those that begin with a wildcard
	Dates   map[string]string         // lower-case word -> month, weekday, zone, label, filler, ampm, unit
	Outlets map[string]Outlet         // lower-case form -> outlet
	Menu    map[string]bool           // lower-case words of menus and section labels
	Code    []string                  // what only scripts and style sheets contain
	News    map[string]bool           // lower-case words of reports
	Papers  map[string]bool           // lower-case words in the names of outlets
	Roles   map[string]bool           // lower-case words for those who write
	Titles  map[string]bool           // upper-case words that stand before a colon or dash and name no place
}

// An Outlet is somebody who publishes news.
type Outlet struct {
	Name   string
	Agency bool // its name stands in date lines and picture credits of others
}

// A LinePattern is a whole line of a page in words: lower case, without punctuation but a colon at the end of a word.
type LinePattern struct {
	Kind     string // furniture, links, byline, caption
	Where    string // any; edge: before or after the body; tail: after it
	Max      int    // most words of a line that can match
	Words    []PatternWord
	Examples []string // lines that match
	Counter  []string // lines that must not
	At       string   // file:line
}

// A PatternWord is one place of a LinePattern.
type PatternWord struct {
	Forms    []string // the words that may stand here; nil for a wildcard
	Colon    bool     // a colon must stand after it
	Wild     byte     // '*' any words or none, '~' any one word, '#' any number; 0 for Forms
	Optional bool
}

func loadLayout(lex *Lexicon) error {
	l := &lex.Layout
	if err := l.loadLines("data/layout/lines.tsv"); err != nil {
		return err
	}
	dates, err := wordClasses("data/layout/dates.tsv", "month", "weekday", "zone", "label", "filler", "ampm", "unit")
	if err != nil {
		return err
	}
	l.Dates = dates
	if err := l.loadOutlets("data/layout/outlets.tsv"); err != nil {
		return err
	}
	if err := l.loadWords("data/layout/words.tsv"); err != nil {
		return err
	}
	code, err := rows(data, "data/layout/code.tsv", 1)
	for _, r := range code {
		l.Code = append(l.Code, r.col(0))
	}
	return err
}

func (l *Layout) loadWords(file string) error {
	rs, err := rows(data, file, 2)
	if err != nil {
		return err
	}
	sets := map[string]*map[string]bool{"menu": &l.Menu, "news": &l.News, "paper": &l.Papers, "role": &l.Roles, "title": &l.Titles}
	for _, set := range sets {
		*set = map[string]bool{}
	}
	for _, r := range rs {
		set, ok := sets[r.col(0)]
		if !ok {
			return r.errorf("class %q is none of menu, news, paper, role, title", r.col(0))
		}
		for w := range strings.FieldsSeq(r.col(1)) {
			if r.col(0) == "title" {
				w = strings.ToUpper(w)
			}
			(*set)[w] = true
		}
	}
	return nil
}

// wordClasses reads a table of class and words; a word has one class.
func wordClasses(file string, classes ...string) (map[string]string, error) {
	rs, err := rows(data, file, 2)
	if err != nil {
		return nil, err
	}
	out := map[string]string{}
	for _, r := range rs {
		if !slices.Contains(classes, r.col(0)) {
			return nil, r.errorf("class %q is not one of %q", r.col(0), classes)
		}
		for _, w := range strings.Fields(r.col(1)) {
			if old, ok := out[w]; ok {
				return nil, r.errorf("%q is already a %s", w, old)
			}
			out[w] = r.col(0)
		}
	}
	return out, nil
}

func (l *Layout) loadOutlets(file string) error {
	rs, err := rows(data, file, 2)
	if err != nil {
		return err
	}
	l.Outlets = map[string]Outlet{}
	for _, r := range rs {
		if r.col(0) != "agency" && r.col(0) != "outlet" {
			return r.errorf("%q is neither agency nor outlet", r.col(0))
		}
		o := Outlet{Name: r.col(1), Agency: r.col(0) == "agency"}
		for _, form := range append(r.list(2), r.col(1)) {
			l.Outlets[strings.ToLower(form)] = o
		}
	}
	return nil
}

func (l *Layout) loadLines(file string) error {
	rs, err := rows(data, file, 5)
	if err != nil {
		return err
	}
	l.Lines = map[string][]*LinePattern{}
	for _, r := range rs {
		p, err := parseLinePattern(r)
		if err != nil {
			return err
		}
		for _, w := range p.first() {
			l.Lines[w] = append(l.Lines[w], p)
		}
	}
	return nil
}

func parseLinePattern(r row) (*LinePattern, error) {
	p := &LinePattern{Kind: r.col(0), Where: r.col(1), Examples: r.list(4), Counter: r.list(5), At: r.file + ":" + strconv.Itoa(r.line)}
	if !slices.Contains([]string{"furniture", "links", "byline", "caption"}, p.Kind) {
		return nil, r.errorf("kind %q is unknown", p.Kind)
	}
	if !slices.Contains([]string{"any", "edge", "tail"}, p.Where) {
		return nil, r.errorf("place %q is none of any, edge, tail", p.Where)
	}
	var err error
	if p.Max, err = strconv.Atoi(r.col(2)); err != nil || p.Max < 1 {
		return nil, r.errorf("%q is no number of words", r.col(2))
	}
	stars := 0
	for _, f := range strings.Fields(r.col(3)) {
		var w PatternWord
		f, w.Colon = strings.CutSuffix(f, ":")
		f, w.Optional = strings.CutSuffix(f, "?")
		switch f {
		case "*", "~", "#":
			w.Wild = f[0]
		default:
			if w.Forms = strings.Split(f, "|"); strings.ContainsAny(f, "*~#?:") {
				return nil, r.errorf("%q is no word: a mark stands for a whole place", f)
			}
		}
		if w.Wild == '*' {
			stars++
		}
		p.Words = append(p.Words, w)
	}
	if stars > 2 {
		return nil, r.errorf("more than two * in one pattern")
	}
	if len(p.Examples) == 0 {
		return nil, r.errorf("a pattern needs an example")
	}
	return p, nil
}

// first is the words with which a match can begin, or "" where any can.
func (p *LinePattern) first() []string {
	var out []string
	for _, w := range p.Words {
		if w.Wild != 0 {
			return []string{""}
		}
		out = append(out, w.Forms...)
		if !w.Optional {
			return out
		}
	}
	return []string{""}
}
