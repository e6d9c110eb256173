package layout

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"chancery/internal/lexicon"
)

// dated is what a run of date words says.
type dated struct {
	end                                   int  // byte after the last date word
	all                                   int  // the same, with the fillers after it
	label, month, day, year, clock, zone_ bool // which parts it has
	numeric                               bool // a full date in digits: 2021-05-29, 29.05.2021
	ago                                   bool // "2 hours ago"
	filler                                bool // began with a filler word
	words                                 int
}

// isDate reports whether the run is enough to date a page or a section of it.
func (t dated) isDate() bool {
	return t.numeric || t.month && (t.day || t.year) || t.clock || t.ago
}

// isFull reports whether year, month and day are told.
func (t dated) isFull() bool { return t.numeric || t.month && t.day && t.year }

// scanDate reads the longest run of date words and their separators at the start of s.
func scanDate(lex *lexicon.Layout, s string) dated {
	var t dated
	count, unit := false, false // "2", "2 hours" before "ago"
	for i := 0; i < len(s) && t.words < 20; {
		r, size := utf8.DecodeRuneInString(s[i:])
		if unicode.IsSpace(r) || strings.ContainsRune(",|·•-–—/()[].:;@+", r) {
			i += size
			continue
		}
		end := i + dateWord(s[i:])
		if end == i {
			break
		}
		w := s[i:end]
		number := isDigit(w[0])
		class := ""
		if number {
			class = numberClass(lex, w, t)
		} else {
			class = lex.Dates[strings.TrimSuffix(strings.ToLower(w), ".")]
		}
		if strings.EqualFold(w, "ago") && unit {
			class = "ago"
		}
		next := t
		switch class {
		case "month":
			next.month = true
		case "label":
			next.label = true
		case "zone":
			next.zone_ = true
		case "filler":
			next.filler = t.filler || t.words == 0
		case "day":
			next.day = true
		case "year":
			next.year = true
		case "clock":
			next.clock = true
		case "numeric":
			next.numeric = true
		case "ago":
			next.ago = true
		case "weekday", "ampm", "unit":
		default:
			return t
		}
		if unit = class == "unit"; unit && !count {
			return t // "days" alone is a word of the text
		}
		count = class == "day"
		next.words++
		if next.all = end; class != "filler" {
			next.end = end
		}
		i, t = end, next
	}
	return t
}

// dateWord is the length of the word or number at the start of s: letters with inner stops ("a.m."), or digits with
// the marks that dates and clocks have.
func dateWord(s string) int {
	if s == "" {
		return 0
	}
	n := 0
	if isDigit(s[0]) {
		for n < len(s) && (isDigit(s[n]) || strings.IndexByte(":./-+", s[n]) >= 0 || isLetter(s[n])) {
			n++
		}
		return len(strings.TrimRight(s[:n], ":./-+"))
	}
	for n < len(s) {
		r, size := utf8.DecodeRuneInString(s[n:])
		if !unicode.IsLetter(r) && !(r == '.' && n > 0 && n+1 < len(s) && isLetter(s[n+1])) {
			break
		}
		n += size
	}
	if n > 0 && n <= 4 && n < len(s) && s[n] == '.' {
		n++ // "Sept.", "a.m."
	}
	return n
}

func isDigit(b byte) bool  { return b >= '0' && b <= '9' }
func isLetter(b byte) bool { return b|0x20 >= 'a' && b|0x20 <= 'z' }

// numberClass says what a word that begins with a digit is in a date: day, year, clock, numeric, or "". t is what the
// date says before it.
func numberClass(lex *lexicon.Layout, w string, t dated) string {
	digits := 0
	for digits < len(w) && isDigit(w[digits]) {
		digits++
	}
	rest := strings.ToLower(w[digits:])
	switch {
	case rest == "" && digits == 4 && (strings.HasPrefix(w, "19") || strings.HasPrefix(w, "20")):
		return "year"
	case rest == "" && digits <= 2 && w <= "31" || rest == "" && digits == 1, rest == "st", rest == "nd", rest == "rd", rest == "th":
		return "day"
	case isShape(w, "9-9-9"), isShape(w, "9/9/9"), isShape(w, "9.9.9"), isStamp(w):
		return "numeric"
	case isShape(w, "9-9") && digits <= 2:
		return "day" // "16-17"
	case isClock(w, lex), t.month && t.year && isShape(w, "9.9") && len(w) <= 5:
		return "clock"
	case rest == "h" || rest == "m" || rest == "d":
		return "day" // "2h ago"
	}
	return ""
}

// isShape reports whether w has the shape, in which 9 stands for one to four digits.
func isShape(w, shape string) bool {
	for i := 0; i < len(shape); i++ {
		if shape[i] != '9' {
			if w == "" || w[0] != shape[i] {
				return false
			}
			w = w[1:]
			continue
		}
		n := 0
		for n < len(w) && n < 4 && isDigit(w[n]) {
			n++
		}
		if n == 0 {
			return false
		}
		w = w[n:]
	}
	return w == ""
}

// isStamp reports whether w is an ISO 8601 date with a clock: 2024-05-14T10:32:00Z.
func isStamp(w string) bool {
	return len(w) > 11 && isShape(w[:10], "9-9-9") && (w[10] == 'T' || w[10] == 't') && isDigit(w[11])
}

// isClock reports whether w is a time of day: 10:32, 10:32:05, 10.30am, 9am, 1432GMT.
func isClock(w string, lex *lexicon.Layout) bool {
	num := strings.TrimRightFunc(w, func(r rune) bool { return !unicode.IsDigit(r) })
	suffix := strings.ToLower(strings.TrimSuffix(w[len(num):], "."))
	class := lex.Dates[suffix]
	if suffix != "" && class != "ampm" && class != "zone" {
		return false
	}
	if isShape(num, "9:9") || isShape(num, "9:9:9") {
		return true
	}
	return suffix != "" && (isShape(num, "9.9") || isShape(num, "9"))
}
