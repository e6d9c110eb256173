package token

import (
	"unicode"
	"unicode/utf8"

	"chancery/internal/lexicon"
)

// fold is s in lower case with straight apostrophes, valid until the next call. Only ASCII letters are changed: no word of
// the lists has others.
func (s *scanner) fold(str string) []byte {
	b := s.buf[:0]
	for i := 0; i < len(str); i++ {
		switch c := str[i]; {
		case 'A' <= c && c <= 'Z':
			b = append(b, c|0x20)
		case c == 0xe2 && i+2 < len(str) && str[i+1] == 0x80 && str[i+2] == 0x99: // ’
			b = append(b, '\'')
			i += 2
		default:
			b = append(b, c)
		}
	}
	s.buf = b
	return b
}

// wordMax bounds the words that are looked up in lists.
const wordMax = 32

// word adds the words of the run of letters that begins at i and returns where it ends.
func (s *scanner) word(i, end int) int {
	j := i
	stem := i // where the part since the last dot or hyphen begins
	for j < end {
		rest := s.src[j:end]
		switch classOf(rest) {
		case letter, digit:
			j += runeLen(rest)
			continue
		case apostrophe:
			n := runeLen(rest)
			if classOf(rest[n:]) == letter {
				j += n
				continue
			}
		case hyphen:
			n := runeLen(rest)
			if stem == i && j-i <= wordMax && !(i > s.from && s.src[i-1] == '-') && s.sp.Prefixes[string(s.fold(s.src[i:j]))] && classOf(rest[n:]) != symbol && classOf(rest[n:]) != hyphen {
				j += n
				stem = j
				continue
			}
		case dot:
			if n := s.dotLen(i, stem, j, end); n > 0 {
				j += n
				stem = j
				if s.goesOn(i, j, end) {
					continue
				}
			}
		default:
			if n := s.innerLen(i, j, end); n > 0 {
				j += n
				if rest[0] != '$' {
					continue
				}
			}
		}
		break
	}
	s.split(i, j)
	return j
}

// innerLen is the length of a mark at j that stands within a word: "AT&T", "w/o", "first_name", "US$".
func (s *scanner) innerLen(i, j, end int) int {
	next := s.src[j+1 : end]
	switch s.src[j] {
	case '&':
		if j-i <= 2 && upperAt(s.src, j-1) && upperAt(next, 0) {
			return 1
		}
	case '/':
		if j-i == 1 && classOf(next) == letter && (len(next) == 1 || len(next) <= 4 && classOf(next[1:]) == letter && !upperAt(next, 0)) {
			return 1
		}
	case '_', '@':
		if c := classOf(next); c == letter || c == digit {
			return 1
		}
	case '$':
		if j-i <= 3 && upperAt(s.src, j-1) && digitAt(next, 0) {
			return 1
		}
	}
	return 0
}

// dotLen is 1 if the full stop at j belongs to the word that begins at i, the part before the stop at stem; else 0.
func (s *scanner) dotLen(i, stem, j, end int) int {
	word, next := s.src[i:j], s.src[j+1:end]
	if len(word) > wordMax {
		return 0
	}
	_, size := utf8.DecodeRuneInString(s.src[stem:])
	single := stem+size == j && classOf(s.src[stem:]) == letter
	if stem > i && s.src[stem-1] == '.' && single { // "U.S", "e.g"
		return 1
	}
	if classOf(next) == letter {
		return s.innerDot(word, next, single)
	}
	switch s.abbreviation(word) {
	case lexicon.PlainAbbr:
		return 1
	case lexicon.TitleAbbr:
		if c := s.after(j + 1); c != symbol {
			return 1
		}
	case lexicon.NumberAbbr:
		if s.after(j+1) == digit {
			return 1
		}
	case lexicon.MonthAbbr:
		if s.after(j+1) == digit || s.afterNumber() || next != "" && next[0] == ',' {
			return 1
		}
	default:
		if single && stem == i && s.isInitial(i, j+1) {
			return 1
		}
	}
	return 0
}

// abbreviation looks a word up; titles and months may be all in capitals.
func (s *scanner) abbreviation(word string) lexicon.AbbrKind {
	kind := s.sp.Abbreviations[word]
	if kind != lexicon.NoAbbr || len(word) < 2 || len(word) > 5 || !upperAt(word, 0) || !upperAt(word, 1) {
		return kind
	}
	b := s.fold(word)
	b[0] = word[0]
	if kind = s.sp.Abbreviations[string(b)]; kind == lexicon.TitleAbbr || kind == lexicon.MonthAbbr {
		return kind
	}
	return lexicon.NoAbbr
}

// innerDot is 1 if a full stop with a letter after it stands within a word.
func (s *scanner) innerDot(word, next string, single bool) int {
	if single { // "U.S.", but "e.verything" is a slip
		_, n := utf8.DecodeRuneInString(next)
		if n < len(next) && next[n] == '.' || upperAt(word, 0) && upperAt(next, 0) {
			return 1
		}
	}
	if upperAt(next, 0) && s.sp.Abbreviations[word+"."+next[:1]] != lexicon.NoAbbr { // "Ph.D."
		return 1
	}
	n := 0
	for n < len(next) && n <= wordMax && next[n] < utf8.RuneSelf && asciiClass[next[n]] == letter {
		n++
	}
	switch {
	case n > wordMax:
	case !upperAt(next, 0) && !upperAt(word, len(word)-1): // "alt.animals", but "end.the" is a slip
		s.buf = append(append(s.buf[:0], next[0]&^0x20), next[1:max(n, 1)]...)
		if !s.sp.Starters[string(s.buf)] {
			return 1
		}
	case n >= 2 && n <= 4 && s.sp.Domains[string(s.fold(next[:n]))] && (!upperAt(next, 0) || upperAt(next, 1)): // "TEXT.htm", "DATA.XLS"
		return 1
	}
	return 0
}

// goesOn reports whether a word goes on after a full stop that belongs to it: "U." before "S.", but not "J." before "Smith".
func (s *scanner) goesOn(i, j, end int) bool {
	rest := s.src[j:end]
	if classOf(rest) != letter {
		return false
	}
	_, n := utf8.DecodeRuneInString(rest)
	return classOf(rest[n:]) != letter || classOf(s.src[i+1:]) == letter
}

// after is the class of the first character at or after j in the block that stands in no gap; symbol where the block ends.
func (s *scanner) after(j int) class {
	for k := 0; j < s.to && k < 4; k++ {
		n := gapLen(s.src[j:s.to])
		if n == 0 {
			return classOf(s.src[j:s.to])
		}
		j += n
	}
	return symbol
}

// afterNumber reports whether the word before is a number.
func (s *scanner) afterNumber() bool {
	if len(s.tokens) == 0 {
		return false
	}
	last := s.tokens[len(s.tokens)-1]
	return int(last.Start) >= s.from && digitAt(s.src, int(last.Start))
}

// isInitial reports whether the letter at i with a full stop, that ends at j, is an initial ("Vladimir V. Putin") or abbreviates a
// word before a number ("p. 10"), and does not end a sentence ("Plan B. The ...").
func (s *scanner) isInitial(i, j int) bool {
	if !upperAt(s.src, i) {
		return s.after(j) == digit && (s.src[i] == 'p' || s.src[i] == 'c' || s.src[i] == 'v')
	}
	k := j
	for k < s.to && k < j+4 && gapLen(s.src[k:s.to]) > 0 {
		k += gapLen(s.src[k:s.to])
	}
	if s.src[i] == 'I' && k < s.to && len(s.tokens) > 0 && !s.capitalBefore() {
		return false
	}
	if !upperAt(s.src[:s.to], k) {
		return false
	}
	e := k
	for e < s.to && e-k <= wordMax && classOf(s.src[e:s.to]) == letter {
		e += runeLen(s.src[e:s.to])
	}
	return e == k+1 || !s.sp.Starters[s.src[k:e]]
}

// capitalBefore reports whether the word before is capitalised.
func (s *scanner) capitalBefore() bool {
	last := s.tokens[len(s.tokens)-1]
	return int(last.Start) >= s.from && upperAt(s.src, int(last.Start))
}

// split adds the run src[i:j] and divides it at clitics and contractions.
func (s *scanner) split(i, j int) {
	if j-i <= wordMax {
		if parts := s.sp.Contractions[string(s.fold(s.src[i:j]))]; parts != nil {
			for k, n := range parts {
				if k > 0 && k == len(parts)-1 {
					n = j - i
				}
				s.add(i, min(i+n, j), k > 0)
				i += n
			}
			return
		}
	}
	cuts, end := [4]int{}, j
	n := 0
	for ; n < len(cuts); n++ {
		cut := s.clitic(i, end)
		if cut <= i {
			break
		}
		cuts[n], end = cut, cut
	}
	s.add(i, end, false)
	for n--; n >= 0; n-- {
		stop := j
		if n > 0 {
			stop = cuts[n-1]
		}
		s.add(cuts[n], stop, true)
	}
}

// clitic is where the clitic at the end of src[i:j] begins, or -1.
func (s *scanner) clitic(i, j int) int {
	for _, n := range [...]int{2, 3, 4, 5} { // "'s", "n't" or "’s", "’ll", "n’t"
		cut := j - n
		if cut <= i || !utf8.RuneStart(s.src[cut]) {
			continue
		}
		c := s.src[cut]
		if c != '\'' && c != 0xe2 && c|0x20 != 'n' {
			continue
		}
		if s.sp.Clitics[string(s.fold(s.src[cut:j]))] {
			return cut
		}
	}
	return -1
}

// apostrophe adds the word that begins with the apostrophe at i and returns its end: a clitic that touches the word before, "'90s",
// "'em", the possessive of a plural, or a quotation mark.
func (s *scanner) apostrophe(i, start, end int) int {
	size := runeLen(s.src[i:])
	j := i + size
	for j < end && (classOf(s.src[j:end]) == letter || classOf(s.src[j:end]) == digit) {
		j += runeLen(s.src[j:end])
	}
	run := s.src[i:j]
	if len(run) <= wordMax {
		folded := string(s.fold(run))
		switch {
		case s.sp.Clitics[folded]:
			return s.add(i, j, i > start)
		case i == start && s.sp.Contractions[folded] != nil:
			s.split(i, j)
			return j
		case i == start && (folded == "'em" || folded == "'til" || folded == "'cause" || folded == "'n"), isDecade(folded):
			return s.add(i, j, false)
		}
	}
	j = i + size
	if n := symbolLen(s.src[i:end]); n > size { // ''
		return s.add(i, i+n, false)
	}
	if i > start && !s.quoted && isPlural(s.src[start:i]) {
		return s.add(i, j, true)
	}
	s.quoted = i == start || !isWordEnd(s.src[start:i])
	return s.add(i, j, false)
}

// isDecade reports whether s is a year of two figures ("'72") or a decade ("'90s").
func isDecade(s string) bool {
	return (len(s) == 3 || len(s) == 4 && s[3] == 's') && digitAt(s, 1) && digitAt(s, 2)
}

// isPlural reports whether s ends like a plural, whose possessive is an apostrophe alone.
func isPlural(s string) bool {
	c := s[len(s)-1] | 0x20
	return c == 's' || c == 'z' || c == 'x'
}

// isWordEnd reports whether s ends with a letter, a figure or a mark that ends a phrase.
func isWordEnd(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '.' || r == ',' || r == '!' || r == '?'
}
