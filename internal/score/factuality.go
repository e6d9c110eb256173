package score

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// A Predicate is a word of a treebank that tells something, and what people say to whether it happened.
type Predicate struct {
	Split    string
	Sentence string // sent_id
	Token    int    // from 1
	Form     string
	Balance  int // the sum of their confidences, 0 to 4 each, of those who say that it did not as negative
}

// Happened is what the judgments amount to; not ok where they are even or nobody could tell.
func (p *Predicate) Happened() (happened, ok bool) { return p.Balance > 0, p.Balance != 0 }

// factualityColumns is the header of a table of predicates.
const factualityColumns = "split\tsent_id\ttoken\tform\tlemma\tuds_sentence\tuds_token\tjudgments"

// ReadFactuality reads a table of predicates with their judgments, such as "true:4 false:2 na:". A judgment "na", that
// the question has no answer, weighs nothing. Predicates that have no place in the treebank are left out.
func ReadFactuality(r io.Reader) ([]Predicate, error) {
	var out []Predicate
	sc := bufio.NewScanner(r)
	for n := 1; sc.Scan(); n++ {
		line := sc.Text()
		if n == 1 {
			if line != factualityColumns {
				return nil, fmt.Errorf("factuality line 1: the columns are not those of a table of predicates")
			}
			continue
		}
		cols := strings.Split(line, "\t")
		if len(cols) != strings.Count(factualityColumns, "\t")+1 {
			return nil, fmt.Errorf("factuality line %d: %d columns", n, len(cols))
		}
		if cols[1] == "" {
			continue
		}
		p := Predicate{Split: cols[0], Sentence: cols[1], Form: cols[3]}
		var err error
		if p.Token, err = strconv.Atoi(cols[2]); err != nil || p.Token < 1 {
			return nil, fmt.Errorf("factuality line %d: token %q", n, cols[2])
		}
		if p.Balance, err = balance(cols[7]); err != nil {
			return nil, fmt.Errorf("factuality line %d: %w", n, err)
		}
		out = append(out, p)
	}
	return out, sc.Err()
}

func balance(judgments string) (int, error) {
	sum := 0
	for j := range strings.FieldsSeq(judgments) {
		answer, confidence, _ := strings.Cut(j, ":")
		if answer == "na" {
			continue
		}
		n, err := strconv.Atoi(confidence)
		if err != nil || n < 0 || n > 4 {
			return 0, fmt.Errorf("confidence %q", confidence)
		}
		switch answer {
		case "true":
			sum += n
		case "false":
			sum -= n
		default:
			return 0, fmt.Errorf("answer %q", answer)
		}
	}
	return sum, nil
}
