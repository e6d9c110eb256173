package lexicon

import (
	"fmt"
	"strconv"
)

// A NumberWord is what a word tells of a number: its value, what it multiplies the number before it by, or a currency.
type NumberWord struct {
	Value    int64
	Times    bool   // "million"
	Currency string // ISO 4217, else ""
}

// Number is what a word, in lower case, tells of a number; not ok for words that tell nothing.
func (a *Acts) Number(word string) (NumberWord, bool) {
	n, ok := a.numbers[word]
	return n, ok
}

func (a *Acts) addNumber(r row) error {
	var n NumberWord
	switch class := r.col(1); class {
	case "c":
		n.Currency = r.col(0)
	case "n", "x":
		v, err := strconv.ParseInt(r.col(0), 10, 64)
		if err != nil || v < 1 {
			return fmt.Errorf("%q is no number", r.col(0))
		}
		n.Value, n.Times = v, class == "x"
	default:
		return fmt.Errorf("class %q is not known", class)
	}
	for _, w := range r.list(2) {
		if _, twice := a.numbers[w]; twice {
			return fmt.Errorf("%q stands twice", w)
		}
		a.numbers[w] = n
	}
	return nil
}
