package when

import "chancery/internal/lexicon"

// vague is the value of a quantity that is not told: "several".
const vague = -1

// Classes 0 and 1 of the calendar.
const (
	numberClass  = 0
	ordinalClass = 1
)

// A bound is the range of a kind of number and how many figures it may have.
type bound struct {
	lo, hi     float64
	short, len uint8
}

var bounds = [...]bound{
	lexicon.NumberDay:      {1, 31, 1, 2},
	lexicon.NumberMonth:    {1, 12, 1, 2},
	lexicon.NumberYear:     {1000, 2199, 4, 4},
	lexicon.NumberModern:   {1900, 2099, 4, 4},
	lexicon.NumberTwo:      {0, 99, 2, 2},
	lexicon.NumberHour:     {0, 24, 1, 2},
	lexicon.NumberMinute:   {0, 59, 2, 2},
	lexicon.NumberMilitary: {0, 2359, 4, 4},
	lexicon.NumberQuarter:  {1, 4, 1, 1},
	lexicon.NumberSmall:    {1, 9999, 1, 4},
	lexicon.NumberDecade:   {1000, 2190, 4, 4},
}

// number reads a number of a kind at atom i.
func (r *reader) number(kind int, i int32) (n float64, next int32, ok bool) {
	switch kind {
	case lexicon.NumberAny:
		return r.quantity(i)
	case lexicon.NumberOrdinal:
		return r.ordinal(i)
	}
	a, b := &r.atoms[i], bounds[kind]
	if a.digits < b.short || a.digits > b.len || a.decimal || a.num < b.lo || a.num > b.hi {
		return 0, 0, false
	}
	if kind == lexicon.NumberDecade && int(a.num)%10 != 0 {
		return 0, 0, false
	}
	return a.num, i + 1, true
}

// word is the value of atom i as a word of numbers or ordinals.
func (r *reader) word(i int32, class uint8) (n float64, ok bool) {
	if int(i) >= len(r.atoms) || r.atoms[i].word == nil {
		return 0, false
	}
	v := r.atoms[i].word.Value(class)
	if v == nil {
		return 0, false
	}
	if v.Text == "0.5" {
		return 0.5, true
	}
	return float64(v.Num), true
}

// is reports whether atom i goes on from the one before and is the word s.
func (r *reader) is(i int32, s string) bool {
	return int(i) < len(r.atoms) && !r.atoms[i].fresh && r.d.Slice(r.atoms[i].Span) == s
}

// quantity reads "3", "2.5", "twenty-one", "two hundred", "a few", "a couple of", "two and a half", "several".
func (r *reader) quantity(i int32) (n float64, next int32, ok bool) {
	a := &r.atoms[i]
	if a.digits > 0 {
		n, next = a.num, i+1
	} else if n, next, ok = r.words(i); !ok {
		return 0, 0, false
	}
	for _, and := range [...][3]string{{"and", "a", "half"}, {"and", "half", ""}} {
		k := next
		for _, w := range and {
			if w == "" {
				continue
			}
			if r.is(k, "-") {
				k++
			}
			if !r.is(k, w) {
				k = -1
				break
			}
			k++
		}
		if k > 0 && n > 0 {
			return n + 0.5, k, true
		}
	}
	return n, next, true
}

// words reads a quantity in words.
func (r *reader) words(i int32) (n float64, next int32, ok bool) {
	n, ok = r.word(i, numberClass)
	if !ok || n == 0.5 {
		return 0, 0, false
	}
	next = i + 1
	if n == 0 { // "a few", "a dozen", "a hundred"
		if n, ok = r.word(next, numberClass); !ok || r.atoms[next].fresh {
			return 0, 0, false
		}
		if n != vague && n < 100 && !r.is(next, "couple") && !r.is(next, "dozen") {
			return 0, 0, false
		}
		next++
	}
	if n == 2 && r.is(next, "of") || n == vague && r.is(next, "more") {
		next++
	}
	if n >= 20 && n < 100 {
		if k := r.skipDash(next); k < int32(len(r.atoms)) {
			if one, ok := r.word(k, numberClass); ok && one >= 1 && one < 10 {
				n, next = n+one, k+1
			}
		}
	}
	for range 2 { // "two hundred thousand"
		times, ok := r.word(next, numberClass)
		if !ok || times != 100 && times != 1000 || n == vague {
			break
		}
		n, next = n*times, next+1
	}
	return n, next, true
}

// ordinal reads "3rd", "third", "twenty-first".
func (r *reader) ordinal(i int32) (n float64, next int32, ok bool) {
	a := &r.atoms[i]
	if a.digits > 0 {
		if int(i+1) < len(r.atoms) && r.atoms[i+1].touch && !a.decimal {
			switch r.d.Slice(r.atoms[i+1].Span) {
			case "st", "nd", "rd", "th":
				return a.num, i + 2, true
			}
		}
		return 0, 0, false
	}
	if n, ok := r.word(i, ordinalClass); ok {
		return n, i + 1, true
	}
	tens, ok := r.word(i, numberClass)
	if !ok || tens < 20 || tens > 90 {
		return 0, 0, false
	}
	k := r.skipDash(i + 1)
	one, ok := r.word(k, ordinalClass)
	if !ok || one > 9 {
		return 0, 0, false
	}
	return tens + one, k + 1, true
}

// skipDash is the atom after a hyphen at i that touches both sides, else i.
func (r *reader) skipDash(i int32) int32 {
	if int(i+1) < len(r.atoms) && r.atoms[i].touch && r.atoms[i+1].touch && r.is(i, "-") {
		return i + 1
	}
	return i
}
