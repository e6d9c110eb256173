package store

import (
	"fmt"
	"strings"
	"unicode"
)

// A Term is one condition of a full-text query. Terms are joined by AND, but for those with Or.
type Term struct {
	Field  string // title, outlet, byline, text; "" is any
	Words  string // one word, or several that must follow one another
	Prefix bool   // the last word may go on
	Not    bool
	Or     bool // joined to the term before by OR, which binds closer than AND
}

// searchFields lists the fields that a query may name.
var searchFields = []string{"title", "outlet", "byline", "text"}

// ParseQuery reads a full-text query: words, "phrases in quotation marks", prefix*, field:word, -word or NOT word, and OR
// between two. Other punctuation parts words. The error says what a query lacks.
func ParseQuery(s string) ([]Term, error) {
	var terms []Term
	or, not := false, false
	for s = strings.TrimSpace(s); s != ""; s = strings.TrimSpace(s) {
		raw, field, rest := nextTerm(s)
		s = rest
		if field == "" {
			switch raw {
			case "AND":
				continue
			case "OR":
				or = len(terms) > 0
				continue
			case "NOT":
				not = true
				continue
			}
		}
		t := Term{Field: field, Or: or, Not: not, Prefix: strings.HasSuffix(raw, "*")}
		if strings.HasPrefix(raw, "-") && len(raw) > 1 {
			t.Not = true
		}
		t.Words = strings.Join(strings.FieldsFunc(raw, func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) && !unicode.Is(unicode.M, c) }), " ")
		if t.Words != "" {
			terms = append(terms, t)
		}
		or, not = false, false
	}
	for _, t := range terms {
		if !t.Not {
			return terms, nil
		}
	}
	return nil, fmt.Errorf("search: give at least one word to look for")
}

// nextTerm cuts one term from s: its field, and its words with the marks around them.
func nextTerm(s string) (raw, field, rest string) {
	for _, f := range searchFields {
		if len(s) > len(f) && strings.EqualFold(s[:len(f)], f) && s[len(f)] == ':' {
			field, s = f, strings.TrimLeft(s[len(f)+1:], " ")
			break
		}
	}
	start := 0
	if strings.HasPrefix(s, "-\"") {
		start = 1
	}
	if strings.HasPrefix(s[start:], "\"") {
		if end := strings.IndexByte(s[start+1:], '"'); end >= 0 {
			end += start + 2
			if strings.HasPrefix(s[end:], "*") {
				end++
			}
			return s[:end], field, s[end:]
		}
	}
	if i := strings.IndexFunc(s, unicode.IsSpace); i >= 0 {
		return s[:i], field, s[i:]
	}
	return s, field, ""
}
