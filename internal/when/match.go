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
	at  int32 // the atom
	num float32
	val *lexicon.TimeValue // of a word of a class
}

// A match is a rule that read the atoms [first, last).
type match struct {
	rule        *lexicon.TimeRule
	first, last int32
	kept        uint32 // bit k: something is kept under key k
	cap         [lexicon.NumTimeKeys]capture
}

func (m *match) has(key int8) bool { return m.kept&(1<<key) != 0 }

// num is the number kept under a key, or the value of the word; 0 where nothing is kept.
func (m *match) num(key int8) int {
	c := &m.cap[key]
	switch {
	case !m.has(key):
		return 0
	case c.val != nil:
		return int(c.val.Num)
	}
	return int(c.num)
}

// text is the value of the word kept under a key, or "".
func (m *match) text(key int8) string {
	if v := m.cap[key].val; v != nil && m.has(key) {
		return v.Text
	}
	return ""
}

// find reads the atoms from left to right; where several rules fit, the one that reads most wins.
func (r *reader) find() {
	m := matcher{reader: r}
	for i := int32(0); i < int32(len(r.atoms)); {
		a := &r.atoms[i]
		if a.word == nil && a.digits == 0 {
			i++
			continue
		}
		m.best.last = i
		if a.digits > 0 {
			m.try(r.cal.NumberStarts(), i)
		}
		if a.word != nil {
			m.try(a.word.Starts, i)
		}
		if m.best.last == i {
			i++
			continue
		}
		r.found = append(r.found, m.best)
		i = m.best.last
	}
}

// A matcher runs the steps of rules.
type matcher struct {
	*reader
	match
	trail []undo // what to put back on the way to another branch
	best  match
}

// An undo is what was kept under a key before.
type undo struct {
	key  int8
	kept uint32
	old  capture
}

// try runs rules at atom i; one that reads more than the best so far becomes the best.
func (m *matcher) try(rules []int32, i int32) {
	alone := int(i+1) >= len(m.atoms) || m.atoms[i+1].fresh || m.atoms[i+1].word == nil && m.atoms[i+1].digits == 0
	before := m.before(i)
	for _, n := range rules {
		rule := &m.cal.Rules[n]
		if alone && !rule.Short || !rule.Before.Holds(before) {
			continue
		}
		m.rule, m.first, m.kept, m.trail = rule, i, 0, m.trail[:0]
		if m.run(0, i) && m.last > m.best.last && m.isTime(&m.match) {
			m.best = m.match
		}
	}
}

// before is the word before atom i within its block.
func (r *reader) before(i int32) *lexicon.TimeWord {
	if i == 0 || r.atoms[i].fresh {
		return nil
	}
	return r.atoms[i-1].word
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
			mark := len(m.trail)
			if m.run(s.A, i) {
				return true
			}
			for ; len(m.trail) > mark; m.trail = m.trail[:len(m.trail)-1] {
				u := &m.trail[len(m.trail)-1]
				m.cap[u.key], m.kept = u.old, u.kept
			}
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
	c := capture{at: i}
	switch s.Op {
	case lexicon.StepNumber:
		n, end, ok := m.number(int(s.A), i)
		if !ok {
			return 0, false
		}
		c.num, next = float32(n), end
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
		m.trail = append(m.trail, undo{s.Key, m.kept, m.cap[s.Key]})
		m.cap[s.Key] = c
		m.kept |= 1 << s.Key
	}
	return next, true
}
