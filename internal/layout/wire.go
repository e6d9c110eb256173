package layout

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxPrefix is how far into a paragraph its date line can reach, in bytes.
const maxPrefix = 160

// datePrefix is the length of a date that stands before the text of a line, with the marks after it; 0 for none:
// "date 2021-05-29 Ministers met", "14:32 GMT – The talks begin", "May 16, 2024: Ministers met".
func (p *page) datePrefix(s string) int {
	t := scanDate(p.lex, s[:min(len(s), maxPrefix)])
	if !t.isDate() || t.filler && !t.label || t.end >= len(s) {
		return 0
	}
	rest := strings.TrimLeftFunc(s[t.end:], unicode.IsSpace)
	text := strings.TrimLeft(rest, ",|·•-–—/)].: \u00a0")
	marked := isBreak(s[t.end:])
	switch {
	case t.label && (t.isFull() || t.ago), t.numeric, t.clock && t.zone_, t.clock && t.isFull(): // plain enough without a mark
	case !marked:
		return 0
	}
	least := 2
	if t.label && t.numeric {
		least = 1 // "date 2021-05-29 WORLD"
	}
	if countWords(text, 2) < least || !startsUpper(text) || rest != text && strings.HasPrefix(rest, ",") && !t.label {
		return 0
	}
	return len(s) - len(text)
}

// isBreak reports whether s begins with a mark that sets apart what stands before it: a dash, a colon, a bar, a bracket.
func isBreak(s string) bool {
	t := strings.TrimLeft(s, " \u00a0)].")
	spaced := len(t) < len(s)
	switch {
	case strings.HasPrefix(t, "--"), strings.HasPrefix(t, "—"), strings.HasPrefix(t, "–"), strings.HasPrefix(t, "|"), strings.HasPrefix(t, ": "):
		return true
	case strings.HasPrefix(t, "- "):
		return spaced
	}
	return strings.HasPrefix(strings.TrimLeft(s, " "), ")") || strings.HasPrefix(strings.TrimLeft(s, " "), "]")
}

// A wire is the date line before the first sentence of an agency's report.
type wire struct {
	end    int    // byte where the text begins
	agency string // as written, or ""
	dated  bool
	plain  bool // a place in capitals and nothing else: trusted only at the head of a text
}

// scanWire reads a date line at the start of s: "BEIJING, May 16 (Xinhua) -- ", "MOSCOW, June 28. /TASS/. ",
// "GENEVA (AP) — ", "New Delhi: " (in capitals), "(Reuters) - ". ok is false where there is none.
func (p *page) scanWire(s string) (w wire, ok bool) {
	head := s[:min(len(s), maxPrefix)]
	for head != "" && len(head) < len(s) && !utf8.ValidString(head) {
		head = head[:len(head)-1]
	}
	places, letters, caps, first := 0, 0, true, ""
	for i := 0; i < len(head); {
		c := head[i]
		rest := head[i:]
		switch {
		case c == '.' && w.dated && places > 0 && i >= 4 && head[i-4] != ' ' && strings.HasPrefix(rest, ". ") && isCapital(rest[2:]):
			w.end = i + 2 // "Tehran, July 14, Example News Agency. The president"
			if j := strings.LastIndexByte(head[:i], ','); w.agency == "" && j > 0 && p.isOutlet(head[j+1:i]) {
				w.agency = strings.TrimSpace(head[j+1 : i])
			}
			ok = p.isWire(&w, s, places, caps, letters, first, c)
			return w, ok && (w.agency != "" || places <= 3)
		case c == ' ' || c == ',' || c == '.' && i > 0:
			i++
		case strings.HasPrefix(rest, "\u00a0"):
			i += len("\u00a0")
		case c == '(' || c == '[' || c == '/' && (i == 0 || strings.IndexByte(" ./", head[i-1]) >= 0):
			inner, after, found := strings.Cut(rest[1:], map[byte]string{'(': ")", '[': "]", '/': "/"}[c])
			if !found || len(inner) > 60 {
				return w, false
			}
			i = len(head) - len(after)
			if t := scanDate(p.lex, inner); t.isDate() {
				w.dated = true
			} else if c != '[' || p.isAgency(inner) {
				if w.agency != "" || !p.isAgency(inner) && (c == '/' || !isName(inner, 5)) {
					return w, false
				}
				w.agency = inner
			}
			// "GENEVA (AP) The talks", "MOSCOW, June 28. /TASS/. The talks": a known agency needs no dash.
			if text := strings.TrimLeft(after, ". \u00a0"); c != '[' && p.isAgency(inner) && !isBreak(after) && startsUpper(text) && isCapital(text) {
				w.end = len(head) - len(text)
				ok = p.isWire(&w, s, places, caps, letters, first, 0)
				return w, ok
			}
		case isBreak(head[max(i-1, 0):]) || c == ':':
			text := strings.TrimLeft(rest, "-–—:| \u00a0")
			w.end = len(head) - len(text)
			ok = p.isWire(&w, s, places, caps, letters, first, c)
			return w, ok
		default:
			if t := scanDate(p.lex, rest); t.isDate() && !t.label && !t.filler {
				w.dated = true
				i += t.end
				continue
			}
			n := placeWord(rest)
			word := rest[:n]
			if n == 0 || !isCapital(word) && !isLinker(word) {
				return w, false
			}
			if places++; places > 8 {
				return w, false
			}
			if letters += len(word); first == "" {
				first = word
			}
			if w.agency == "" && !w.dated && places <= 2 && !strings.Contains(head[:i], ",") && !isAllCaps(word) {
				caps = false
			}
			i += n
		}
	}
	return w, false
}

// isWire weighs what scanWire has found; mark is the byte that ends it, 0 where an agency ends it.
func (p *page) isWire(w *wire, s string, places int, caps bool, letters int, first string, mark byte) bool {
	text := s[w.end:]
	if w.end == 0 || countWords(text, 3) < 3 || !startsUpper(text) {
		return false
	}
	switch {
	case w.agency != "" && p.isAgency(w.agency):
		return true
	case places == 0:
		return false
	case w.agency != "":
		return caps || w.dated
	case w.dated:
		return mark != ':' || caps
	}
	if !caps || letters < 4 || p.lex.Titles[strings.TrimRight(first, ":")] || places > 4 {
		return false
	}
	w.plain = true
	return isSolid(s) && !strings.Contains(s[:w.end], " :") // a headline may begin with a label in capitals
}

// placeWord is the length of the word of a place name at the start of s: letters, with "'", "-" and "/" between them.
func placeWord(s string) int {
	n := 0
	for n < len(s) {
		r, size := utf8.DecodeRuneInString(s[n:])
		inner := n > 0 && (r == '\'' || r == '’' || r == '-' || r == '/' || r == '.')
		if !unicode.IsLetter(r) && !unicode.IsMark(r) {
			next, _ := utf8.DecodeRuneInString(s[n+size:])
			if !inner || !unicode.IsLetter(next) {
				break
			}
		}
		n += size
	}
	return n
}

// isLinker reports whether w links the parts of names: "Rio de Janeiro", "Trinidad and Tobago".
func isLinker(w string) bool {
	switch strings.ToLower(w) {
	case "de", "da", "do", "del", "la", "le", "el", "al", "of", "and", "the", "in", "on", "van", "von", "der", "den", "bin", "ibn", "for", "y", "e", "du", "des", "di":
		return true
	}
	return false
}

// isName reports whether s is at most max words, all capitalised but linkers.
func isName(s string, max int) bool {
	n := 0
	for w := range strings.FieldsSeq(s) {
		w = strings.Trim(w, ",.()'’&/-|")
		if w == "" {
			continue
		}
		if n++; n > max || !isCapital(w) && (n == 1 || !isLinker(w)) {
			return false
		}
	}
	return n > 0
}

// isAgency reports whether s names a known outlet or the one of the article, alone or with another ("Xinhua/AP").
func (p *page) isAgency(s string) bool {
	s = strings.TrimSpace(s)
	if _, ok := p.lex.Outlets[strings.ToLower(s)]; ok {
		return true
	}
	if p.meta.Outlet != "" && strings.EqualFold(s, p.meta.Outlet) {
		return true
	}
	first, _, found := strings.Cut(s, "/")
	if !found {
		first, _, found = strings.Cut(s, " - ")
	}
	if _, ok := p.lex.Outlets[strings.ToLower(strings.TrimSpace(first))]; ok && found {
		return true
	}
	return false
}

// outletName is the name to show of an outlet as it stands in a text.
func (p *page) outletName(s string) string {
	s = strings.TrimSpace(s)
	if o, ok := p.lex.Outlets[strings.ToLower(s)]; ok {
		return o.Name
	}
	first, _, _ := strings.Cut(s, "/")
	if o, ok := p.lex.Outlets[strings.ToLower(strings.TrimSpace(first))]; ok {
		return o.Name
	}
	return s
}
