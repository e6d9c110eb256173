package layout

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"chancery/internal/doc"
	"chancery/internal/lexicon"
)

// maxWords is the length of the longest line that a pattern may describe; longer lines are always text.
const maxWords = 64

// A word is one word of a line in lower case, without the punctuation around it.
type word struct {
	text  string
	colon bool // a colon stands after it
}

// wordsOf appends the words of s to buf; ok is false where s has more than maxWords.
func wordsOf(s string, buf []word) (out []word, ok bool) {
	for f := range strings.FieldsSeq(s) {
		if len(buf) == maxWords {
			return buf, false
		}
		if rest, found := strings.CutPrefix(f, "©"); found {
			if buf = append(buf, word{text: "©"}); rest == "" {
				continue
			}
			f = rest
		}
		f = strings.TrimLeftFunc(f, isMark)
		end := strings.TrimRightFunc(f, isMark)
		if end == "" {
			continue
		}
		buf = append(buf, word{strings.ReplaceAll(strings.ToLower(end), "’", "'"), strings.HasPrefix(f[len(end):], ":")})
	}
	return buf, true
}

// isMark reports whether r is no part of a word.
func isMark(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '@' && r != '#' && r != '©'
}

// matches reports whether the pattern describes exactly these words.
func matches(pat []lexicon.PatternWord, ws []word) bool {
	for len(pat) > 0 {
		p := pat[0]
		switch {
		case p.Wild == '*':
			for i := 0; i <= len(ws); i++ {
				if matches(pat[1:], ws[i:]) {
					return true
				}
			}
			return false
		case p.Optional && matches(pat[1:], ws):
			return true
		case len(ws) == 0 || !fits(p, ws[0]):
			return false
		}
		pat, ws = pat[1:], ws[1:]
	}
	return len(ws) == 0
}

func fits(p lexicon.PatternWord, w word) bool {
	if p.Colon && !w.colon {
		return false
	}
	switch p.Wild {
	case '~':
		return true
	case '#':
		return isNumber(w.text)
	}
	return slices.Contains(p.Forms, w.text)
}

// isNumber reports whether s is a count: "3", "1,204", "2.3k".
func isNumber(s string) bool {
	s = strings.TrimRight(s, "km+")
	return s != "" && strings.Trim(s, "0123456789.,") == "" && s[0] >= '0' && s[0] <= '9'
}

// A zone is where a line stands.
type zone uint8

const (
	inside zone = iota // between the first and the last paragraph of the body
	head
	tail
)

// patternOf is the pattern that describes a line in the zone, nil for none.
func (p *page) patternOf(s string, z zone) *lexicon.LinePattern {
	if len(s) > 8*maxWords {
		return nil
	}
	ws, ok := wordsOf(s, p.words[:0])
	p.words = ws[:0]
	if !ok || len(ws) == 0 {
		return nil
	}
	isNews := endsStop(s) && slices.ContainsFunc(ws, func(w word) bool { return p.lex.News[w.text] })
	for _, key := range [2]string{ws[0].text, ""} {
		for _, pat := range p.lex.Lines[key] {
			if len(ws) > pat.Max || !z.allows(pat.Where) || isNews && kindOf(pat) == doc.Furniture || pat.Kind == "links" && strings.HasSuffix(s, ".") {
				continue
			}
			if matches(pat.Words, ws) {
				return pat
			}
		}
	}
	return nil
}

func (z zone) allows(where string) bool {
	switch where {
	case "edge":
		return z != inside
	case "tail":
		return z == tail
	}
	return true
}

// kindOf is the kind of block that a pattern gives.
func kindOf(pat *lexicon.LinePattern) doc.BlockKind {
	switch pat.Kind {
	case "byline":
		return doc.Byline
	case "caption":
		return doc.Caption
	}
	return doc.Furniture
}

// isMenu reports whether s is two or more section names or buttons, or one alone (a section label).
func (p *page) isMenu(s string) bool {
	if len(s) > 200 {
		return false
	}
	ws, ok := wordsOf(s, p.words[:0])
	p.words = ws[:0]
	if !ok || len(ws) == 0 {
		return false
	}
	known := 0
	for _, w := range ws {
		if p.lex.Menu[w.text] {
			known++
		}
	}
	return known == len(ws) || len(ws) >= 6 && known*5 >= len(ws)*4
}

// isCode reports whether s is a remain of a script, a style sheet or markup.
func (p *page) isCode(s string) bool {
	if len(s) > 4000 {
		return false
	}
	marks := strings.Count(s, "{") + strings.Count(s, "}") + strings.Count(s, ";") + strings.Count(s, "=") + strings.Count(s, "()")
	if strings.HasPrefix(s, "!--") || strings.HasPrefix(s, "-->") || marks >= 4 && marks*12 > len(s) {
		return true
	}
	if strings.Trim(s, "{}();[]<>,") == "" {
		return s != ""
	}
	for _, c := range p.lex.Code {
		if strings.Contains(s, c) {
			return !endsSentence(s) || strings.HasSuffix(s, "!") || marks >= 2
		}
	}
	return false
}

// isOrnament reports whether s is a rule, a row of stars, a bare address or hashtags.
func isOrnament(s string) bool {
	if strings.IndexFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) < 0 {
		return true
	}
	if len(s) > 400 {
		return false
	}
	n := 0
	for f := range strings.FieldsSeq(s) {
		n++
		isLink := strings.HasPrefix(f, "http://") || strings.HasPrefix(f, "https://") || strings.HasPrefix(f, "www.")
		isTag := len(f) > 1 && (f[0] == '#' || f[0] == '@') && !unicode.IsDigit(rune(f[1]))
		isMail := strings.Count(f, "@") == 1 && strings.Contains(f[strings.Index(f, "@"):], ".")
		if !isLink && !isTag && !isMail {
			return false
		}
	}
	return n > 0
}

// endsSentence reports whether s ends as a sentence ends, marks of quotation aside. An ellipsis is no end.
func endsSentence(s string) bool {
	s = strings.TrimRight(s, "\"'”’»)] \u00a0")
	if strings.HasSuffix(s, "...") || strings.HasSuffix(s, "…") {
		return false
	}
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".!?。！？", r)
}

// endsStop is endsSentence with a full stop only: headlines end with "?" and "!" too.
func endsStop(s string) bool {
	return endsSentence(s) && !strings.HasSuffix(strings.TrimRight(s, "\"'”’»)] \u00a0"), "?") && !strings.HasSuffix(strings.TrimRight(s, "\"'”’»)] \u00a0"), "!")
}

// countWords counts the words of s up to max.
func countWords(s string, max int) int {
	n := 0
	for range strings.FieldsSeq(s) {
		if n++; n >= max {
			break
		}
	}
	return n
}

// startsUpper reports whether s begins, marks aside, with an upper-case letter, a digit, or a script without case.
func startsUpper(s string) bool {
	s = strings.TrimLeft(s, "\"'“‘«([ \u00a0-–—")
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsDigit(r) || unicode.IsLetter(r) && !unicode.IsLower(r)
}

// isCapital reports whether s begins with an upper-case letter.
func isCapital(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}

// isAllCaps reports whether s has letters and all of them are upper case.
func isAllCaps(s string) bool {
	letters := 0
	for _, r := range s {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsUpper(r) {
			letters++
		}
	}
	return letters > 0
}
