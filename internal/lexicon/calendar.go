package lexicon

import (
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"chancery/internal/date"
)

// A Calendar is the words of time expressions and the rules that put them together. It is immutable.
//
// It knows how English writes times, not when they are: package when resolves what a rule has read.
type Calendar struct {
	Rules []TimeRule

	words   map[string]*TimeWord
	numeric []int32 // rules that can begin with a number
	classes []string
	tenses  map[string]Tense
	events  []DatedEvent
}

// A DatedEvent is an event of the world whose name in a text tells that the text was not written before it.
type DatedEvent struct {
	Day      date.Day
	Lead     int // days before it on which the words can occur
	words    [][]string
	Examples []TimeExample // texts that tell of it, with Value "+", or do not, with "-"
	from     row
}

// Where is the file and line of the event.
func (e *DatedEvent) Where() string { return fmt.Sprintf("%s:%d", e.from.file, e.from.line) }

// Find looks for the words of the event in a text in small letters: the place of those of its first group, -1 where the
// text does not tell of it.
func (e *DatedEvent) Find(lower string) (at, size int) {
	at = -1
	for i, group := range e.words {
		found := false
		for _, w := range group {
			if k := indexWord(lower, w); k >= 0 {
				found = true
				if i == 0 {
					at, size = k, len(w)
				}
				break
			}
		}
		if !found {
			return -1, 0
		}
	}
	return at, size
}

// indexWord is the first place where words stand that are no part of longer ones, or -1.
func indexWord(s, words string) int {
	for from := 0; ; {
		i := strings.Index(s[from:], words)
		if i < 0 {
			return -1
		}
		i += from
		end := i + len(words)
		if (i == 0 || !isLower(s[i-1])) && (end == len(s) || !isLower(s[end])) {
			return i
		}
		from = i + 1
	}
}

func isLower(c byte) bool { return 'a' <= c && c <= 'z' || c >= 0x80 }

// Events are the known events by which an article can be dated, in order of their days but for some.
func (c *Calendar) Events() []DatedEvent { return c.events }

// A Tense is the side of the present on which a clause lies.
type Tense uint8

// The sides. The zero value is none.
const (
	NoTense Tense = iota
	PastTense
	PresentTense
	FutureTense
	OpenTense    // of a verb that is past and of which an infinitive lies ahead: "agreed to"
	PromiseTense // of a verb that is past itself and speaks of the future: "pledged"
)

var tenseNames = map[string]Tense{"past": PastTense, "present": PresentTense, "future": FutureTense, "open": OpenTense, "promise": PromiseTense}

// Tense is the tense that a word, or a pair of words with a space between, tells; NoTense for most.
func (c *Calendar) Tense(lower string) Tense { return c.tenses[lower] }

// A TimeRule is one way to write a time.
type TimeRule struct {
	Name     string // "weekday"
	ID       string // "when/weekday"
	Reading  string // what to make of it: the name of a reading of package when
	Fixed    string // an argument of the reading: "PAST_REF", "12-25"
	Steps    []TimeStep
	Before   TimeContext   // the word before
	Short    bool          // can read a single word that no word of the calendar follows
	Examples []TimeExample // beside the rule in its file; a test runs them
	from     row
}

// Where is the file and line of the rule.
func (r *TimeRule) Where() string { return fmt.Sprintf("%s:%d", r.from.file, r.from.line) }

// A TimeExample is a text with the words that the rule reads in brackets and the TIMEX3 value they have on Wednesday,
// 15 May 2024; or a text without brackets in which the rule reads nothing.
type TimeExample struct {
	Text  string
	Value string
	Line  int
}

// A TimeWord is a word of the calendar: a month, a unit, or a function word that a rule names.
type TimeWord struct {
	ID      int32
	Classes uint64 // bit i: the word is of class i
	Values  []TimeValue
	Starts  []int32 // the rules that can begin with it, in order
}

// Value is the value that the word has in a class, or nil.
func (w *TimeWord) Value(class uint8) *TimeValue {
	for i := range w.Values {
		if w.Values[i].Class == class {
			return &w.Values[i]
		}
	}
	return nil
}

// A TimeValue is what a word means in one class.
type TimeValue struct {
	Class uint8
	Upper bool // holds for the capitalised form only: "March"
	Lower bool // holds for the small form only: "daily"
	Num   int32
	Text  string
}

// Word is the calendar's entry of a lower-case word or punctuation mark, nil if it has none.
func (c *Calendar) Word(lower []byte) *TimeWord { return c.words[string(lower)] }

// NumberStarts are the rules that can begin with a number.
func (c *Calendar) NumberStarts() []int32 { return c.numeric }

// Class is the index of a class of words, false if no file has it.
func (c *Calendar) Class(name string) (uint8, bool) {
	for i, n := range c.classes {
		if n == name {
			return uint8(i), true
		}
	}
	return 0, false
}

const maxClasses = 64

// LoadCalendar reads the calendar alone.
func LoadCalendar() (*Calendar, error) { return readCalendar(data, "data/when/") }

func loadCalendar(lex *Lexicon) (err error) {
	lex.Calendar, err = LoadCalendar()
	return err
}

func readCalendar(fsys fs.FS, dir string) (*Calendar, error) {
	c := &Calendar{words: map[string]*TimeWord{}}
	if err := c.readWords(fsys, dir+"words.tsv"); err != nil {
		return nil, err
	}
	p := patterns{cal: c, defs: map[string]string{}}
	for _, file := range []string{"dates.tsv", "relative.tsv", "spans.tsv"} {
		if err := p.readRules(fsys, dir+file); err != nil {
			return nil, err
		}
	}
	if err := p.readNamed(fsys, dir+"named.tsv"); err != nil {
		return nil, err
	}
	c.index()
	if err := c.readEvents(fsys, dir+"events.tsv"); err != nil {
		return nil, err
	}
	return c, c.readTenses(fsys, dir+"tense.tsv")
}

// readEvents reads events.tsv: day, lead, words, and examples on the lines below.
func (c *Calendar) readEvents(fsys fs.FS, file string) error {
	table, err := rows(fsys, file, 2)
	if err != nil {
		return err
	}
	for _, r := range table {
		if sign := r.col(0); sign == "+" || sign == "-" {
			if len(c.events) == 0 {
				return r.errorf("an example before any event")
			}
			e := &c.events[len(c.events)-1]
			e.Examples = append(e.Examples, TimeExample{Text: r.col(1), Value: sign, Line: r.line})
			continue
		}
		day, err := date.ParseDay(r.col(0))
		if err != nil {
			return r.errorf("%w", err)
		}
		lead, err := strconv.Atoi(r.col(1))
		if err != nil {
			return r.errorf("lead %q: %w", r.col(1), err)
		}
		e := DatedEvent{Day: day, Lead: lead, from: r}
		for group := range strings.SplitSeq(r.col(2), " + ") {
			e.words = append(e.words, strings.Split(group, "|"))
		}
		if e.words[0][0] == "" {
			return r.errorf("an event without words")
		}
		c.events = append(c.events, e)
	}
	return nil
}

func (c *Calendar) readTenses(fsys fs.FS, file string) error {
	table, err := rows(fsys, file, 2)
	if err != nil {
		return err
	}
	c.tenses = map[string]Tense{}
	for _, r := range table {
		t, ok := tenseNames[r.col(0)]
		if !ok {
			return r.errorf("tense %q: want past, present, future, open or promise", r.col(0))
		}
		for _, w := range r.list(1) {
			c.tenses[w] = t
		}
	}
	return nil
}

// readWords reads words.tsv: class, value, forms, and "upper" or "lower" where only that form counts.
func (c *Calendar) readWords(fsys fs.FS, file string) error {
	table, err := rows(fsys, file, 3)
	if err != nil {
		return err
	}
	for _, r := range table {
		class, ok := c.Class(r.col(0))
		if !ok {
			if len(c.classes) == maxClasses {
				return r.errorf("more than %d classes", maxClasses)
			}
			class = uint8(len(c.classes))
			c.classes = append(c.classes, r.col(0))
		}
		v := TimeValue{Class: class, Text: r.col(1)}
		if n, err := strconv.Atoi(v.Text); err == nil {
			v.Num = int32(n)
		}
		switch flag := r.col(3); flag {
		case "":
		case "upper":
			v.Upper = true
		case "lower":
			v.Lower = true
		default:
			return r.errorf("flag %q: want upper or lower", flag)
		}
		for _, form := range strings.Fields(r.col(2)) {
			w := c.word(form)
			if w.Classes&(1<<class) != 0 {
				return r.errorf("%q is twice in class %s", form, r.col(0))
			}
			w.Classes |= 1 << class
			w.Values = append(w.Values, v)
		}
	}
	return nil
}

// word is the entry of a form, made if it is new.
func (c *Calendar) word(form string) *TimeWord {
	w := c.words[form]
	if w == nil {
		w = &TimeWord{ID: int32(len(c.words))}
		c.words[form] = w
	}
	return w
}

// index notes for each word, and for numbers, the rules that can begin with it.
func (c *Calendar) index() {
	byID := make([]*TimeWord, len(c.words))
	for _, w := range c.words {
		byID[w.ID] = w
	}
	for i := range c.Rules {
		c.Rules[i].Short = c.Rules[i].isShort()
		words, mask, numeric := c.Rules[i].first()
		for _, w := range byID {
			if w.Classes&mask != 0 || slices.Contains(words, w.ID) {
				w.Starts = append(w.Starts, int32(i))
			}
		}
		if numeric {
			c.numeric = append(c.numeric, int32(i))
		}
	}
}
