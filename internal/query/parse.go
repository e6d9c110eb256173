package query

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// An Error says where a query is wrong, and what would be right.
type Error struct {
	Query   string
	At, End int    // bytes of the query that are wrong
	What    string // without a full stop
	Hint    string
}

func (e *Error) Error() string {
	if at := e.Query[e.At:e.End]; at != "" {
		return fmt.Sprintf("at %d, %q: %s", e.Column(), at, e.What)
	}
	return e.What
}

// Column is the number, from 1, of the first character that is wrong.
func (e *Error) Column() int { return utf8.RuneCountInString(e.Query[:e.At]) + 1 }

// A token is a piece of a query.
type token struct {
	kind    tokenKind
	at, end int
	field   Field
	op      Op
	value   string
	prefix  bool
	near    int
}

type tokenKind uint8

const (
	endToken tokenKind = iota
	openToken
	closeToken
	andToken
	orToken
	notToken
	nearToken
	termToken // a word, a phrase or a condition
)

// A parser is the state of one parse.
type parser struct {
	src   string
	pos   int
	tok   token
	depth int
	terms int
}

// Parse reads a query. The error is an *Error.
func Parse(s string) (Query, error) {
	if len(s) > MaxLength {
		return Query{}, &Error{Query: s, What: fmt.Sprintf("a query of %d bytes is too long", len(s)), Hint: fmt.Sprintf("%d are the most", MaxLength)}
	}
	if !utf8.ValidString(s) {
		return Query{}, &Error{Query: s, What: "the query is not UTF-8", Hint: "write it in UTF-8"}
	}
	p := &parser{src: s}
	if err := p.next(); err != nil {
		return Query{}, err
	}
	root, err := p.sequence()
	if err == nil && p.tok.kind == closeToken {
		err = p.wrong(p.tok, "there is no parenthesis that this one closes", "take it away, or put it in quotation marks")
	}
	if err != nil {
		return Query{}, err
	}
	return Query{root}, nil
}

func (p *parser) wrong(t token, what, hint string) error {
	return &Error{Query: p.src, At: t.at, End: t.end, What: what, Hint: hint}
}

// sequence reads conditions that must all hold, up to a closing parenthesis or the end.
func (p *parser) sequence() (Node, error) {
	var list []Node
	for p.tok.kind != endToken && p.tok.kind != closeToken {
		if p.tok.kind == andToken {
			and := p.tok
			if err := p.next(); err != nil {
				return nil, err
			}
			if len(list) == 0 || p.tok.kind == endToken || p.tok.kind == closeToken || p.tok.kind == andToken {
				return nil, p.oneSided(and)
			}
		}
		n, err := p.alternatives()
		if err != nil {
			return nil, err
		}
		list = append(list, n)
	}
	return all(list), nil
}

func (p *parser) oneSided(t token) error {
	word := p.src[t.at:t.end]
	return p.wrong(t, word+" needs a condition on either side", fmt.Sprintf("a %s b; the word itself is written in quotation marks: %q", word, word))
}

// alternatives reads conditions parted by OR.
func (p *parser) alternatives() (Node, error) {
	if p.tok.kind == orToken {
		return nil, p.oneSided(p.tok)
	}
	first, err := p.negation()
	if err != nil {
		return nil, err
	}
	list := []Node{first}
	for p.tok.kind == orToken {
		or := p.tok
		if err := p.next(); err != nil {
			return nil, err
		}
		if k := p.tok.kind; k == endToken || k == closeToken || k == orToken || k == andToken {
			return nil, p.oneSided(or)
		}
		n, err := p.negation()
		if err != nil {
			return nil, err
		}
		list = append(list, n)
	}
	return anyOf(list), nil
}

// negation reads NOT and minus before a condition.
func (p *parser) negation() (Node, error) {
	t := p.tok
	if t.kind != notToken {
		return p.primary()
	}
	if err := p.enter(t); err != nil {
		return nil, err
	}
	defer p.leave()
	if err := p.next(); err != nil {
		return nil, err
	}
	if k := p.tok.kind; k != termToken && k != openToken && k != notToken {
		return nil, p.wrong(t, "nothing is negated here", `put a condition behind it: NOT football, -kind:CONSULT, or write "NOT"`)
	}
	n, err := p.negation()
	return not(n), err
}

func (p *parser) enter(t token) error {
	if p.depth++; p.depth > MaxDepth {
		return p.wrong(t, "too many parentheses and negations within one another", fmt.Sprintf("%d are the most", MaxDepth))
	}
	return nil
}

func (p *parser) leave() { p.depth-- }

// primary reads a condition, words that are near to one another, or a parenthesis.
func (p *parser) primary() (Node, error) {
	t := p.tok
	switch t.kind {
	case openToken:
		return p.parenthesis()
	case nearToken:
		return nil, p.oneSided(t)
	}
	n, err := p.term()
	if err != nil || p.tok.kind != nearToken {
		return n, err
	}
	return p.near(n, t)
}

func (p *parser) parenthesis() (Node, error) {
	open := p.tok
	if err := p.enter(open); err != nil {
		return nil, err
	}
	defer p.leave()
	if err := p.next(); err != nil {
		return nil, err
	}
	n, err := p.sequence()
	switch {
	case err != nil:
		return nil, err
	case p.tok.kind != closeToken:
		return nil, p.wrong(open, "the parenthesis is not closed", "put ) where it ends")
	case n == nil:
		return nil, p.wrong(token{at: open.at, end: p.tok.end}, "there is nothing in the parentheses", "take them away")
	}
	err = p.next()
	if err == nil && p.tok.kind == nearToken {
		err = p.wrong(p.tok, "NEAR stands between words and phrases alone", `"state visit" NEAR/5 Paris`)
	}
	return n, err
}

// near reads what follows the first words of a NEAR, which are those of the token t.
func (p *parser) near(n Node, t token) (Node, error) {
	const hint = `"state visit" NEAR/5 Paris: words or phrases of one field, and one number`
	out := Near{Within: p.tok.near}
	for {
		text, ok := n.(Text)
		if !ok || len(out.Texts) > 0 && text.Field != out.Texts[0].Field {
			return nil, p.wrong(t, "this cannot be near to something", hint)
		}
		out.Texts = append(out.Texts, text)
		if p.tok.kind != nearToken {
			return out, nil
		}
		near := p.tok
		if near.near != out.Within {
			return nil, p.wrong(near, "a second NEAR with another number", hint)
		}
		if err := p.next(); err != nil {
			return nil, err
		}
		if t = p.tok; t.kind != termToken {
			return nil, p.oneSided(near)
		}
		var err error
		if n, err = p.term(); err != nil {
			return nil, err
		}
	}
}

// term makes a node of a termToken and goes on.
func (p *parser) term() (Node, error) {
	t := p.tok
	if p.terms++; p.terms > MaxTerms {
		return nil, p.wrong(t, "too many conditions", fmt.Sprintf("%d are the most", MaxTerms))
	}
	var n Node
	if check := forms[t.field]; check != nil {
		value, wrong, hint := check(t.value)
		if wrong != "" {
			return nil, p.wrong(t, wrong, hint)
		}
		n = Cond{t.field, t.op, value}
	} else if t.value == "" {
		return nil, p.wrong(t, "there are no words behind the colon", "title:summit, or title:\"joint statement\"")
	} else {
		n = Text{t.field, t.value, t.prefix}
	}
	return n, p.next()
}

// next reads the next token.
func (p *parser) next() error {
	for {
		rest := strings.TrimLeftFunc(p.src[p.pos:], unicode.IsSpace)
		p.pos = len(p.src) - len(rest)
		if rest == "" {
			p.tok = token{at: p.pos, end: p.pos}
			return nil
		}
		p.tok = token{at: p.pos}
		empty, err := p.scan(rest)
		p.tok.end = p.pos
		if err != nil || !empty {
			return err
		}
	}
}

// scan reads a token from the beginning of rest, which is what is left. empty says that it was punctuation alone.
func (p *parser) scan(rest string) (empty bool, err error) {
	switch rest[0] {
	case '(':
		p.tok.kind, p.pos = openToken, p.pos+1
		return false, nil
	case ')':
		p.tok.kind, p.pos = closeToken, p.pos+1
		return false, nil
	}
	if len(rest) > 1 && rest[0] == '-' && !strings.ContainsAny(rest[1:2], "-) \t\n") {
		p.tok.kind, p.pos = notToken, p.pos+1
		return false, nil
	}
	if p.operator(rest) {
		return false, p.checkNear()
	}
	p.tok.kind = termToken
	if err := p.field(rest); err != nil {
		return false, err
	}
	raw, quoted, err := p.value()
	if err != nil {
		return false, err
	}
	if forms[p.tok.field] != nil {
		if !quoted && p.tok.field == Sources {
			raw = p.comparison(raw)
		}
		p.tok.value = raw
		return false, nil
	}
	p.tok.value = words(raw)
	p.tok.prefix = p.tok.prefix || !quoted && strings.HasSuffix(raw, "*")
	return p.tok.value == "" && p.tok.field == "", nil
}

// operator reads AND, OR, NOT and NEAR/5.
func (p *parser) operator(rest string) bool {
	word := rest
	if i := strings.IndexFunc(rest, func(r rune) bool { return unicode.IsSpace(r) || r == '(' || r == ')' }); i >= 0 {
		word = rest[:i]
	}
	switch {
	case word == "AND":
		p.tok.kind = andToken
	case word == "OR":
		p.tok.kind = orToken
	case word == "NOT":
		p.tok.kind = notToken
	case word == "NEAR":
		p.tok.kind, p.tok.near = nearToken, 10
	case strings.HasPrefix(word, "NEAR/"):
		p.tok.kind = nearToken
		n, err := strconv.Atoi(word[len("NEAR/"):])
		if err != nil || n < 1 {
			n = -1
		}
		p.tok.near = n
	default:
		return false
	}
	p.pos += len(word)
	return true
}

func (p *parser) checkNear() error {
	t := p.tok
	t.end = p.pos
	if t.kind == nearToken && (t.near < 1 || t.near > MaxNear) {
		return p.wrong(t, "this is no distance", fmt.Sprintf("write NEAR/5; %d is the most", MaxNear))
	}
	return nil
}

// field reads a name and a colon, where a value follows.
func (p *parser) field(rest string) error {
	n := 0
	for n < len(rest) && (rest[n]|0x20 >= 'a' && rest[n]|0x20 <= 'z') {
		n++
	}
	if n == 0 || n == len(rest) || rest[n] != ':' {
		return nil
	}
	name, after := strings.ToLower(rest[:n]), rest[n+1:]
	if isField(name) {
		p.tok.field = Field(name)
		p.pos += n + 1 + len(after) - len(strings.TrimLeft(after, " "))
		return nil
	}
	if after == "" || strings.HasPrefix(after, "//") || strings.IndexFunc(after, unicode.IsSpace) == 0 {
		return nil // an address, or a word before a colon
	}
	hint := "fields are " + joinFields() + `; a text with a colon is written in quotation marks`
	if f := nearest(name); f != "" {
		hint = fmt.Sprintf("did you mean %s: ? A text with a colon is written in quotation marks", f)
	}
	return p.wrong(token{at: p.pos, end: p.pos + n + 1}, fmt.Sprintf("there is no field %s", name), hint)
}

func joinFields() string {
	var list []string
	for _, f := range Fields() {
		list = append(list, string(f))
	}
	return strings.Join(list, ", ")
}

// quotes are the marks that open and those that close a phrase; typographic ones come with text that was copied.
const quotes = "\"“”„«»"

// value reads what stands between quotation marks, or up to a space or parenthesis.
func (p *parser) value() (raw string, quoted bool, err error) {
	rest := p.src[p.pos:]
	if r, size := utf8.DecodeRuneInString(rest); rest != "" && strings.ContainsRune(quotes, r) {
		end := strings.IndexAny(rest[size:], quotes)
		if end < 0 {
			return "", false, p.wrong(token{at: p.pos, end: p.pos + size}, "the quotation mark is not closed", "put another one where the phrase ends")
		}
		raw = rest[size : size+end]
		_, last := utf8.DecodeRuneInString(rest[size+end:])
		p.pos += size + end + last
		if strings.HasPrefix(p.src[p.pos:], "*") && words(raw) != "" {
			p.tok.prefix = true
			p.pos++
		}
		return raw, true, nil
	}
	end := strings.IndexFunc(rest, func(r rune) bool {
		return unicode.IsSpace(r) || r == '(' || r == ')' || strings.ContainsRune(quotes, r)
	})
	if end < 0 {
		end = len(rest)
	}
	p.pos += end
	return rest[:end], false, nil
}

// comparison takes the comparison from before a number.
func (p *parser) comparison(raw string) string {
	for _, op := range []Op{AtLeast, AtMost, Over, Under} {
		if rest, ok := strings.CutPrefix(raw, string(op)); ok {
			p.tok.op = op
			return rest
		}
	}
	return strings.TrimPrefix(raw, "=")
}

// words is the letters and digits of s, parted by single spaces.
func words(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return !isLetter(r) }), " ")
}

func isLetter(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r)
}

// isPlain reports whether a value may hold r without quotation marks.
func isPlain(r rune) bool { return isLetter(r) || strings.ContainsRune("-_./'&+", r) }
