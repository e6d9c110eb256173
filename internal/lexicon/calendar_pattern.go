package lexicon

import (
	"io/fs"
	"slices"
	"strings"
)

// A StepOp is what a step of a rule asks for.
type StepOp uint8

// The steps. A rule is a small program: Word, Class and Number read on, Split tries step A and then step B, Jump goes on
// at A, Ahead and NotAhead look at the next word without reading it, Match ends.
const (
	StepWord   StepOp = iota // one of Words
	StepClass                // a word of class A
	StepNumber               // a number of kind A
	StepSplit
	StepJump
	StepAhead    // the next word is of Words or of the classes in Mask
	StepNotAhead // it is not
	StepMatch
)

// A TimeStep is one step of a rule.
type TimeStep struct {
	Op    StepOp
	Touch bool  // no space before
	Key   int8  // under which the value is kept, NoTimeKey for none
	A, B  int32 // class, kind of number, or targets
	Words []int32
	Mask  uint64
}

// A TimeContext is what must, or must not, stand before a time. The zero value asks for nothing.
type TimeContext struct {
	Asked bool
	Not   bool
	Words []int32
	Mask  uint64
}

// Holds reports whether a word stands in the context; nil is a word that the calendar does not have, or none.
func (x *TimeContext) Holds(w *TimeWord) bool {
	return !x.Asked || x.Not != (w != nil && (w.Classes&x.Mask != 0 || slices.Contains(x.Words, w.ID)))
}

// TimeKeys are the names under which rules keep what they read; a key is the index of its name.
var timeKeys = [...]string{
	"year", "month", "day", "weekday", "n", "unit", "season", "part", "shift", "mod", "hour", "minute", "second",
	"ampm", "zone", "month2", "day2", "year2", "ord", "decade", "approx", "way", "number", "ref",
}

// NumTimeKeys is the number of keys.
const NumTimeKeys = len(timeKeys)

// NoTimeKey is the key of what is not kept.
const NoTimeKey int8 = -1

// TimeKey is the key of a name, NoTimeKey if there is none.
func TimeKey(name string) int8 { return int8(slices.Index(timeKeys[:], name)) }

// The kinds of numbers that rules ask for.
const (
	NumberAny      = iota // "n": a quantity, in figures or words: "two and a half", "several"
	NumberOrdinal         // "ord": "21st", "first"
	NumberDay             // 1 to 31
	NumberMonth           // 1 to 12 in figures
	NumberYear            // 1000 to 2199, four digits
	NumberModern          // 1900 to 2099, four digits
	NumberTwo             // two digits
	NumberHour            // 0 to 24
	NumberMinute          // two digits, to 59
	NumberMilitary        // four digits that are a time of day
	NumberQuarter         // 1 to 4
	NumberSmall           // one to four digits
	NumberDecade          // four digits that end in 0
)

var numberKinds = [...]string{"n", "ord", "day", "mon", "year", "modern", "two", "hour", "minute", "hhmm", "quarter", "small", "decade"}

// patterns compiles the rules of a calendar.
type patterns struct {
	cal  *Calendar
	defs map[string]string
}

// readRules reads a file of rules. A row is "def NAME PATTERN", or "NAME READING PATTERN [FIXED]", or an example of the
// rule above: "+ TEXT VALUE" with the words read in brackets, "- TEXT".
func (p *patterns) readRules(fsys fs.FS, file string) error {
	table, err := rows(fsys, file, 2)
	if err != nil {
		return err
	}
	c := p.cal
	for _, r := range table {
		switch r.col(0) {
		case "def":
			p.defs[r.col(1)] = r.col(2)
		case "+", "-":
			if len(c.Rules) == 0 {
				return r.errorf("an example before any rule")
			}
			rule := &c.Rules[len(c.Rules)-1]
			rule.Examples = append(rule.Examples, TimeExample{Text: r.col(1), Value: r.col(2), Line: r.line})
		default:
			rule := TimeRule{Name: r.col(0), ID: "when/" + r.col(0), Reading: r.col(1), Fixed: r.col(3), from: r}
			if err := p.compile(&rule, r.col(2)); err != nil {
				return err
			}
			c.Rules = append(c.Rules, rule)
		}
	}
	return nil
}

// readNamed reads named.tsv: days that have a name. Each is a rule of its own: NAME, then MM-DD, YYYY-MM-DD or easter+N.
func (p *patterns) readNamed(fsys fs.FS, file string) error {
	table, err := rows(fsys, file, 2)
	if err != nil {
		return err
	}
	for _, r := range table {
		if r.col(0) == "+" || r.col(0) == "-" {
			rule := &p.cal.Rules[len(p.cal.Rules)-1]
			rule.Examples = append(rule.Examples, TimeExample{Text: r.col(1), Value: r.col(2), Line: r.line})
			continue
		}
		rule := TimeRule{Name: "named", ID: "when/named", Reading: "named", Fixed: r.col(1), from: r}
		if err := p.compile(&rule, r.col(0)); err != nil {
			return err
		}
		p.cal.Rules = append(p.cal.Rules, rule)
	}
	return nil
}

// compile turns a pattern into steps. The grammar stands at the head of dates.tsv.
func (p *patterns) compile(rule *TimeRule, pattern string) error {
	c := compiler{patterns: p, rule: rule}
	toks, err := c.expand(pattern, 0)
	if err != nil {
		return err
	}
	if len(toks) > 0 && strings.HasPrefix(toks[0], "<") {
		x := &rule.Before
		x.Asked = true
		word := toks[0][1:]
		x.Not = strings.HasPrefix(word, "!")
		if x.Words, x.Mask, err = c.context(strings.TrimPrefix(word, "!")); err != nil {
			return err
		}
		toks = toks[1:]
	}
	rest, err := c.alternatives(toks)
	if err != nil {
		return err
	}
	if len(rest) > 0 {
		return rule.from.errorf("pattern: %q is left over", rest[0])
	}
	c.emit(TimeStep{Op: StepMatch})
	return nil
}

// A compiler is the state of one compilation.
type compiler struct {
	*patterns
	rule *TimeRule
}

func (c *compiler) emit(s TimeStep) int {
	c.rule.Steps = append(c.rule.Steps, s)
	return len(c.rule.Steps) - 1
}

var brackets = strings.NewReplacer("(", " ( ", ")?", " )? ", ")", " ) ")

// expand splits a pattern at spaces and brackets and puts the definitions in.
func (c *compiler) expand(pattern string, depth int) ([]string, error) {
	if depth > 8 {
		return nil, c.rule.from.errorf("pattern: definitions too deep")
	}
	var out []string
	for _, t := range strings.Fields(brackets.Replace(pattern)) {
		name, isDef := strings.CutPrefix(t, "@")
		if !isDef {
			out = append(out, t)
			continue
		}
		name, optional := strings.CutSuffix(name, "?")
		def, ok := c.defs[name]
		if !ok {
			return nil, c.rule.from.errorf("pattern: no definition %q", name)
		}
		in, err := c.expand(def, depth+1)
		if err != nil {
			return nil, err
		}
		out = append(out, "(")
		out = append(out, in...)
		if optional {
			out = append(out, ")?")
		} else {
			out = append(out, ")")
		}
	}
	return out, nil
}

// alternatives compiles "a / b / c" up to a closing bracket, which it leaves.
func (c *compiler) alternatives(toks []string) ([]string, error) {
	var ends []int
	for {
		split := c.emit(TimeStep{Op: StepSplit, A: int32(len(c.rule.Steps)) + 1})
		rest, err := c.sequence(toks)
		if err != nil {
			return nil, err
		}
		toks = rest
		if len(toks) == 0 || toks[0] != "/" {
			c.rule.Steps[split] = TimeStep{Op: StepJump, A: int32(split) + 1}
			break
		}
		ends = append(ends, c.emit(TimeStep{Op: StepJump}))
		c.rule.Steps[split].B = int32(len(c.rule.Steps))
		toks = toks[1:]
	}
	for _, e := range ends {
		c.rule.Steps[e].A = int32(len(c.rule.Steps))
	}
	return toks, nil
}

// sequence compiles items up to "/", a closing bracket or the end.
func (c *compiler) sequence(toks []string) ([]string, error) {
	for len(toks) > 0 {
		t := toks[0]
		switch {
		case t == "/" || strings.HasPrefix(t, ")"):
			return toks, nil
		case t == "(":
			split := c.emit(TimeStep{Op: StepSplit, A: int32(len(c.rule.Steps)) + 1})
			rest, err := c.alternatives(toks[1:])
			if err != nil {
				return nil, err
			}
			if len(rest) == 0 {
				return nil, c.rule.from.errorf("pattern: a bracket is not closed")
			}
			c.optional(split, rest[0] == ")?")
			toks = rest[1:]
		default:
			item, optional := strings.CutSuffix(t, "?")
			split := c.emit(TimeStep{Op: StepSplit, A: int32(len(c.rule.Steps)) + 1})
			if err := c.item(item); err != nil {
				return nil, err
			}
			c.optional(split, optional)
			toks = toks[1:]
		}
	}
	return nil, nil
}

// optional completes a split that was put before something which may be left out.
func (c *compiler) optional(split int, is bool) {
	if is {
		c.rule.Steps[split].B = int32(len(c.rule.Steps))
		return
	}
	c.rule.Steps[split] = TimeStep{Op: StepJump, A: int32(split) + 1}
}

// item compiles words, a class, a number or a look ahead.
func (c *compiler) item(t string) (err error) {
	s := TimeStep{Key: NoTimeKey}
	if ahead, ok := strings.CutPrefix(t, ">"); ok {
		s.Op = StepAhead
		if ahead, ok = strings.CutPrefix(ahead, "!"); ok {
			s.Op = StepNotAhead
		}
		s.Words, s.Mask, err = c.context(ahead)
		c.emit(s)
		return err
	}
	if len(t) > 1 {
		t, s.Touch = strings.CutPrefix(t, "^")
	}
	name, key, hasKey := strings.Cut(t, "=")
	switch {
	case strings.HasPrefix(name, "%") && len(name) > 1 && !strings.Contains(name, "|"):
		class, ok := c.cal.Class(name[1:])
		if !ok {
			return c.rule.from.errorf("pattern: no class %q", name)
		}
		s.Op, s.A = StepClass, int32(class)
	case strings.HasPrefix(name, "#") && len(name) > 1:
		kind := slices.Index(numberKinds[:], name[1:])
		if kind < 0 {
			return c.rule.from.errorf("pattern: no kind of number %q", name)
		}
		s.Op, s.A = StepNumber, int32(kind)
	default:
		s.Op = StepWord
		if s.Words, s.Mask, err = c.context(name); err != nil {
			return err
		}
	}
	if !hasKey && s.Op != StepWord { // a class is kept under its own name, if that is a key
		key = name[1:]
	}
	s.Key = TimeKey(key)
	if hasKey && s.Key == NoTimeKey {
		return c.rule.from.errorf("pattern: no key %q", key)
	}
	c.emit(s)
	return nil
}

// context reads "word|word|%class".
func (c *compiler) context(list string) (words []int32, mask uint64, err error) {
	for w := range strings.SplitSeq(list, "|") {
		if w == "" {
			return nil, 0, c.rule.from.errorf("pattern: an empty word in %q", list)
		}
		name, isClass := strings.CutPrefix(w, "%")
		if !isClass {
			words = append(words, c.cal.word(w).ID)
			continue
		}
		class, ok := c.cal.Class(name)
		if !ok {
			return nil, 0, c.rule.from.errorf("pattern: no class %q", w)
		}
		mask |= 1 << class
	}
	return words, mask, nil
}

// isShort reports whether a rule can read a single word.
func (r *TimeRule) isShort() bool {
	var visit func(pc int32, read int) bool
	visit = func(pc int32, read int) bool {
		switch s := &r.Steps[pc]; s.Op {
		case StepSplit:
			return visit(s.A, read) || visit(s.B, read)
		case StepJump:
			return visit(s.A, read)
		case StepAhead:
			return false // needs a word of the calendar behind it
		case StepNotAhead:
			return visit(pc+1, read)
		case StepMatch:
			return read == 1
		}
		return read == 0 && visit(pc+1, 1)
	}
	return visit(0, 0)
}

// first is what a rule can begin with: words, the classes of mask, and whether a number in figures.
func (r *TimeRule) first() (words []int32, mask uint64, numeric bool) {
	seen := make([]bool, len(r.Steps))
	var visit func(pc int32)
	visit = func(pc int32) {
		if seen[pc] {
			return
		}
		seen[pc] = true
		switch s := &r.Steps[pc]; s.Op {
		case StepSplit:
			visit(s.A)
			visit(s.B)
		case StepJump:
			visit(s.A)
		case StepAhead, StepNotAhead:
			visit(pc + 1)
		case StepWord:
			words, mask = append(words, s.Words...), mask|s.Mask
		case StepClass:
			mask |= 1 << s.A
		case StepNumber:
			// Quantities and ordinals can also be written in words: classes 0 and 1 of words.tsv.
			numeric = true
			switch s.A {
			case NumberAny:
				mask |= 1
			case NumberOrdinal:
				mask |= 1 | 2
			}
		}
	}
	visit(0)
	return words, mask, numeric
}
