// Package query knows the language in which a record is searched, as a tree: words, phrases and conditions on fields,
// joined by AND, OR, NOT and parentheses.
//
// It does not know who "Macron" is, which records there are or how they are searched: a value of a field stands as it
// was written, checked for its form alone.
//
//	q, err := query.Parse(`actor:Macron with:IND kind:consult "joint statement" from:2023`)
//	q.String() // actor:Macron with:IND kind:CONSULT "joint statement" from:2023
//
// Conditions side by side must all hold; AND may stand between them. OR binds closer: a b OR c is a AND (b OR c). A minus
// or NOT in front negates one condition. A NEAR/5 B wants at most five words between the two.
package query

import (
	"slices"
	"strconv"
	"strings"
)

// A Query is a parsed query. The zero Query asks for everything.
type Query struct{ Root Node }

// A Node is one of And, Or, Not, Text, Near and Cond.
type Node interface {
	// write appends the canonical form; within says that it stands beside others, so that what binds looser is put in
	// parentheses.
	write(b *strings.Builder, within bool)
}

// And holds where all of two or more hold, none of which is an And.
type And []Node

// Or holds where one of two or more holds, none of which is an Or.
type Or []Node

// Not holds where Node, which is no Not, does not.
type Not struct{ Node Node }

// A Text is words to be found as they follow one another.
type Text struct {
	Field  Field  // Title, Byline, Body, or "" for any
	Words  string // letters and digits, parted by single spaces
	Prefix bool   // the last word may go on
}

// A Near is two or more Texts of one field that must be found with at most Within words between the first and the last.
type Near struct {
	Texts  []Text
	Within int
}

// A Cond is a condition on a field that is no text.
type Cond struct {
	Field Field
	Op    Op
	Value string // in canonical form: codes as they are published, dates as 2021, 2021-06 or 2021-06-28
}

// An Op compares a number. All fields but Sources have Is alone.
type Op string

// The comparisons.
const (
	Is      Op = ""
	Over    Op = ">"
	AtLeast Op = ">="
	Under   Op = "<"
	AtMost  Op = "<="
)

// The limits of a query. What goes beyond is an error.
const (
	MaxLength = 2000 // bytes
	MaxDepth  = 20   // parentheses and negations within one another
	MaxTerms  = 100  // words, phrases and conditions
	MaxNear   = 100
)

// IsAll reports whether a query has no condition.
func (q Query) IsAll() bool { return q.Root == nil }

// String is the canonical form, which Parse reads as the same query; "" for everything.
func (q Query) String() string {
	if q.Root == nil {
		return ""
	}
	var b strings.Builder
	q.Root.write(&b, false)
	return b.String()
}

func (n And) write(b *strings.Builder, within bool) { writeList(b, n, " ", within) }
func (n Or) write(b *strings.Builder, within bool)  { writeList(b, n, " OR ", within) }

func writeList(b *strings.Builder, list []Node, sep string, within bool) {
	if within {
		b.WriteByte('(')
	}
	for i, n := range list {
		if i > 0 {
			b.WriteString(sep)
		}
		n.write(b, true)
	}
	if within {
		b.WriteByte(')')
	}
}

func (n Not) write(b *strings.Builder, _ bool) {
	b.WriteByte('-')
	n.Node.write(b, true)
}

func (n Text) write(b *strings.Builder, _ bool) {
	if n.Field != "" {
		b.WriteString(string(n.Field) + ":")
	}
	if strings.Contains(n.Words, " ") || isKeyword(n.Words) {
		b.WriteString(`"` + n.Words + `"`)
	} else {
		b.WriteString(n.Words)
	}
	if n.Prefix {
		b.WriteByte('*')
	}
}

func (n Near) write(b *strings.Builder, within bool) {
	list := make([]Node, len(n.Texts))
	for i := range n.Texts {
		list[i] = n.Texts[i]
	}
	writeList(b, list, " NEAR/"+strconv.Itoa(n.Within)+" ", within)
}

func (n Cond) write(b *strings.Builder, _ bool) {
	b.WriteString(string(n.Field) + ":" + string(n.Op))
	if strings.ContainsFunc(n.Value, func(r rune) bool { return !isPlain(r) }) {
		b.WriteString(`"` + n.Value + `"`)
	} else {
		b.WriteString(n.Value)
	}
}

func isKeyword(s string) bool { return s == "AND" || s == "OR" || s == "NOT" || s == "NEAR" }

// Conditions are the parts of a query that must all hold, in their order: what a page lists as its active filters.
func (q Query) Conditions() []Node {
	switch n := q.Root.(type) {
	case nil:
		return nil
	case And:
		return slices.Clone(n)
	}
	return []Node{q.Root}
}

// With is the query with one more condition, or itself where it has that.
func (q Query) With(n Node) Query {
	if q.Has(n) {
		return q
	}
	return conjunction(append(q.Conditions(), n))
}

// Has reports whether a condition is among those that must hold.
func (q Query) Has(n Node) bool {
	return slices.ContainsFunc(q.Conditions(), func(m Node) bool { return same(m, n) })
}

// Without is the query without a condition.
func (q Query) Without(n Node) Query {
	return conjunction(slices.DeleteFunc(q.Conditions(), func(m Node) bool { return same(m, n) }))
}

// Only is the query with a condition in place of all others on its field.
func (q Query) Only(c Cond) Query {
	return q.WithoutField(c.Field).With(c)
}

// WithoutField is the query without the conditions on a field that must hold, plain or negated.
func (q Query) WithoutField(f Field) Query {
	return conjunction(slices.DeleteFunc(q.Conditions(), func(m Node) bool {
		if not, ok := m.(Not); ok {
			m = not.Node
		}
		c, ok := m.(Cond)
		return ok && c.Field == f
	}))
}

// conjunction makes a query of conditions that must all hold.
func conjunction(list []Node) Query { return Query{all(list)} }

func same(a, b Node) bool { return Query{a}.String() == Query{b}.String() }

// Each calls f for every Text and Cond of a query, those of a Near too, in their order.
func (q Query) Each(f func(Node)) {
	if q.Root != nil {
		each(q.Root, f)
	}
}

func each(n Node, f func(Node)) {
	switch n := n.(type) {
	case And:
		for _, m := range n {
			each(m, f)
		}
	case Or:
		for _, m := range n {
			each(m, f)
		}
	case Not:
		each(n.Node, f)
	case Near:
		for _, t := range n.Texts {
			f(t)
		}
	default:
		f(n)
	}
}

// all, anyOf and not make a node of others in the canonical form; all and anyOf of nothing are nil.
func all(list []Node) Node {
	var out And
	for _, n := range list {
		if and, ok := n.(And); ok {
			out = append(out, and...)
		} else if n != nil {
			out = append(out, n)
		}
	}
	switch len(out) {
	case 0:
		return nil
	case 1:
		return out[0]
	}
	return out
}

func anyOf(list []Node) Node {
	var out Or
	for _, n := range list {
		if or, ok := n.(Or); ok {
			out = append(out, or...)
		} else if n != nil {
			out = append(out, n)
		}
	}
	switch len(out) {
	case 0:
		return nil
	case 1:
		return out[0]
	}
	return out
}

func not(n Node) Node {
	switch n := n.(type) {
	case nil:
		return nil
	case Not:
		return n.Node
	}
	return Not{n}
}
