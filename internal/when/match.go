package when

import (
	"slices"

	"chancery/internal/lexicon"
)

// The keys under which rules keep what they read.
var (
	keyYear, keyMonth, keyDay    = lexicon.TimeKey("year"), lexicon.TimeKey("month"), lexicon.TimeKey("day")
	keyWeekday, keyN, keyUnit    = lexicon.TimeKey("weekday"), lexicon.TimeKey("n"), lexicon.TimeKey("unit")
	keySeason, keyPart, keyShift = lexicon.TimeKey("season"), lexicon.TimeKey("part"), lexicon.TimeKey("shift")
	keyMod, keyHour, keyMinute   = lexicon.TimeKey("mod"), lexicon.TimeKey("hour"), lexicon.TimeKey("minute")
	keyAMPM, keyZone             = lexicon.TimeKey("ampm"), lexicon.TimeKey("zone")
	keyYear2, keyMonth2, keyDay2 = lexicon.TimeKey("year2"), lexicon.TimeKey("month2"), lexicon.TimeKey("day2")
	keyOrd, keyApprox, keyWay    = lexicon.TimeKey("ord"), lexicon.TimeKey("approx"), lexicon.TimeKey("way")
	keyNumber, keyRef            = lexicon.TimeKey("number"), lexicon.TimeKey("ref")
)

// A capture is what a rule kept under a key.
type capture struct {
	set bool
	at  int32 // the atom
	num float64
	val *lexicon.TimeValue // of a word of a class
}

// A match is a rule that read the atoms [first, last).
type match struct {
	rule        *lexicon.TimeRule
	first, last int32
	cap         [lexicon.NumTimeKeys]capture
}

func (m *match) has(key int8) bool { return m.cap[key].set }

// num is the number kept under a key, or the value of the word.
func (m *match) num(key int8) int {
	c := &m.cap[key]
	if c.val != nil {
		return int(c.val.Num)
	}
	return int(c.num)
}

// text is the value of the word kept under a key, or "".
func (m *match) text(key int8) string {
	if v := m.cap[key].val; v != nil {
		return v.Text
	}
	return ""
}

// find reads the atoms from left to right; where several rules fit, the one that reads most wins.
func (r *reader) find() {
	for i := int32(0); i < int32(len(r.atoms)); {
		best := r.longest(i)
		if best == nil {
			i++
			continue
		}
		r.found = append(r.found, *best)
		i = best.last
	}
}

func (r *reader) longest(i int32) *match {
	a := &r.atoms[i]
	var best *match
	if a.digits > 0 {
		best = r.try(r.cal.NumberStarts(), i, best)
	}
	if a.word != nil {
		best = r.try(a.word.Starts, i, best)
	}
	return best
}

// try runs rules at atom i and returns what reads most, best if none reads more.
func (r *reader) try(rules []int32, i int32, best *match) *match {
	for _, n := range rules {
		rule := &r.cal.Rules[n]
		if !rule.Before.Holds(r.before(i)) {
			continue
		}
		m := matcher{reader: r, match: match{rule: rule, first: i}}
		if m.run(0, i) && m.last > i && (best == nil || m.last > best.last) && r.isTime(&m.match) {
			best = &m.match
		}
	}
	return best
}

// before is the word before atom i within its block.
func (r *reader) before(i int32) *lexicon.TimeWord {
	if i == 0 || r.atoms[i].fresh {
		return nil
	}
	return r.atoms[i-1].word
}

// A matcher runs the steps of one rule.
type matcher struct {
	*reader
	match
}

// run goes on at step pc and atom i. Rules have no loops, so that the work is bounded by the rule.
func (m *matcher) run(pc, i int32) bool {
	for {
		s := &m.rule.Steps[pc]
		switch s.Op {
		case lexicon.StepMatch:
			m.last = i
			return true
		case lexicon.StepJump:
			pc = s.A
			continue
		case lexicon.StepSplit:
			saved := m.cap
			if m.run(s.A, i) {
				return true
			}
			m.cap = saved
			pc = s.B
			continue
		case lexicon.StepAhead, lexicon.StepNotAhead:
			if m.ahead(s, i) != (s.Op == lexicon.StepAhead) {
				return false
			}
		default:
			next, ok := m.step(s, i)
			if !ok {
				return false
			}
			i = next
		}
		pc++
	}
}

// ahead reports whether the word at i, still of this block, is one of those that the step names.
func (m *matcher) ahead(s *lexicon.TimeStep, i int32) bool {
	if int(i) >= len(m.atoms) || m.atoms[i].fresh {
		return false
	}
	w := m.atoms[i].word
	return w != nil && (w.Classes&s.Mask != 0 || slices.Contains(s.Words, w.ID))
}

// step reads a word, a class or a number at i.
func (m *matcher) step(s *lexicon.TimeStep, i int32) (next int32, ok bool) {
	if int(i) >= len(m.atoms) {
		return 0, false
	}
	a := &m.atoms[i]
	if i > m.first && (a.fresh || s.Touch && !a.touch) {
		return 0, false
	}
	c := capture{set: true, at: i}
	switch s.Op {
	case lexicon.StepNumber:
		if c.num, next, ok = m.number(int(s.A), i); !ok {
			return 0, false
		}
	case lexicon.StepClass:
		if a.word == nil || a.word.Classes&(1<<s.A) == 0 {
			return 0, false
		}
		c.val = a.word.Value(uint8(s.A))
		if c.val.Upper && !a.upper || c.val.Lower && a.upper {
			return 0, false
		}
		next = i + 1
	default:
		if a.word == nil || a.word.Classes&s.Mask == 0 && !slices.Contains(s.Words, a.word.ID) {
			return 0, false
		}
		next = i + 1
	}
	if s.Key != lexicon.NoTimeKey {
		m.cap[s.Key] = c
	}
	return next, true
}
