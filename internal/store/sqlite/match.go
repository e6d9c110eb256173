package sqlite

import (
	"fmt"
	"strings"
	"unicode"

	"chancery/internal/query"
)

// A textTable is a full-text table and the columns in which fields are looked for.
type textTable struct {
	name    string
	columns map[query.Field]string // "" is all
}

var (
	articleText = textTable{"words", map[query.Field]string{"": "", query.Title: "title", query.Byline: "byline", query.Body: "text", query.Outlet: "outlet"}}
	eventText   = textTable{"event_words", map[query.Field]string{"": "", query.Body: "words"}}
)

// match writes a node in the language of FTS5, if all of it is about words that the table has and it says what is to be
// found rather than what is not.
func (tt *textTable) match(n query.Node) (string, bool) {
	switch n := n.(type) {
	case query.Text:
		return tt.column(n.Field, phrase(n))
	case query.Near:
		list := make([]string, len(n.Texts))
		for i := range n.Texts {
			list[i] = phrase(n.Texts[i])
		}
		return tt.column(n.Texts[0].Field, fmt.Sprintf("NEAR(%s, %d)", strings.Join(list, " "), n.Within))
	case query.Cond:
		if n.Field != query.Outlet {
			return "", false
		}
		return tt.column(n.Field, quote(n.Value))
	case query.Or:
		return tt.join(n, " OR ")
	case query.And:
		return tt.matchAll(n)
	}
	return "", false
}

func (tt *textTable) column(f query.Field, s string) (string, bool) {
	c, ok := tt.columns[f]
	if c != "" {
		s = c + " : " + s
	}
	return s, ok
}

func (tt *textTable) join(list []query.Node, op string) (string, bool) {
	parts := make([]string, len(list))
	for i, n := range list {
		s, ok := tt.match(n)
		if !ok {
			return "", false
		}
		parts[i] = "(" + s + ")"
	}
	return strings.Join(parts, op), len(parts) > 0
}

// matchAll puts what is negated behind the rest, from which FTS5 takes it away.
func (tt *textTable) matchAll(n query.And) (string, bool) {
	var must, mustNot []query.Node
	for _, m := range n {
		if not, ok := m.(query.Not); ok {
			mustNot = append(mustNot, not.Node)
		} else {
			must = append(must, m)
		}
	}
	s, ok := tt.join(must, " AND ")
	if !ok || len(mustNot) == 0 {
		return s, ok
	}
	without, ok := tt.join(mustNot, " OR ")
	return "(" + s + ") NOT (" + without + ")", ok
}

// phrase writes words that follow one another.
func phrase(n query.Text) string {
	if n.Prefix {
		return quote(n.Words) + " *"
	}
	return quote(n.Words)
}

func quote(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }

// plainWords is the letters and digits of s in lower case, parted by single spaces.
func plainWords(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.M, r) }), " ")
}
