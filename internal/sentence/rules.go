package sentence

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"chancery/internal/lexicon"
)

// A Verdict is what the rules say of a gap: the kind of mark before it, and whether a sentence ends there.
type Verdict uint8

// The verdicts. Ends is added to one that ends the sentence; where the rules see no mark they say nothing of three kinds of places.
const (
	NoMark Verdict = 2 * iota
	AfterStop
	AfterDots         // an ellipsis
	AfterMark         // a question or exclamation mark
	AfterQuote        // the same, with closing marks behind
	AfterTitle        // an abbreviation that never ends a sentence, an initial
	AfterAbbreviation // any other
	AfterOther        // a word that ends in a mark
	AfterColon        // or a semicolon or dash: the rules never end there
	Loose             // NoMark, in a block that ends without a mark itself
	verdicts

	Ends Verdict = 1
)

// sure is whether a sentence ends after word j where no learned weight has a say: not before a mark that goes on, nor between a title,
// an initial or "No." and the name or number behind it, but where a space is missing between a full stop and a capital.
func (s *splitter) sure(j int32, rules Verdict, left, right *seen) (end, sure bool) {
	if rules&Ends != 0 {
		return true, !right.apart && (left.shape == stop || left.shape == mark) && s.startsName(j, right.shape)
	}
	switch right.shape {
	case comma, semicolon, colon, closeQuote, closeBracket:
		return false, true
	case plainQuote:
		if s.view.quoted {
			return false, true
		}
	}
	switch {
	case rules == AfterTitle:
		return false, !right.apart || right.shape >= capital && right.shape <= number
	case rules == AfterAbbreviation:
		return false, right.shape == small || isTimeWord(s.word(j+1)) || right.shape == capital && s.isName(j) // "J.D. Vance"
	case rules == AfterMark: // "Yahoo! is"
		return false, right.shape == small
	case rules == AfterQuote: // “Why?” Putin asked
		return false, right.shape >= capital && right.shape <= capitals
	}
	switch left.shape {
	case openQuote, plainQuote, openBracket, bullet:
		return false, j == s.view.begin
	case dash: // of a list; "--" stands before a signature
		return false, j == s.view.begin && left.length == 1
	case closeQuote, closeBracket: // “... .” he said
		return false, rules == AfterStop && right.shape == small
	case slash:
		return false, true
	}
	return false, false
}

// startsName reports whether what touches the mark j, of the shape sh, begins a sentence and no ending of a file ("12.DOC").
func (s *splitter) startsName(j int32, sh shape) bool {
	switch sh {
	case capital, initial, openQuote, plainQuote:
		return true
	case capitals, mixed:
		return s.seenAt(j-1).shape != number && s.opens(j+1)
	}
	return false
}

// isTimeWord reports whether w goes on after "p.m.".
func isTimeWord(w string) bool {
	switch w {
	case "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "GMT", "UTC", "ET", "EST", "EDT", "PT", "CET", "Eastern", "Pacific":
		return true
	}
	return false
}

// isParagraphEnd reports whether a blank line, or a line that begins with a bullet, follows token j.
func (s *splitter) isParagraphEnd(j int32) bool {
	g := s.gap(j + 1)
	if len(g) < 1 || g == " " {
		return false
	}
	lines := strings.Count(g, "\n")
	if lines >= 2 || strings.ContainsRune(g, '\u2029') {
		return true
	}
	if lines == 1 {
		switch s.word(j + 1) {
		case "*", "•", "·", "-", "–", "—", "▪", "►", "●":
			return true
		}
	}
	return false
}

// isTerminal reports whether a sentence may end with token j.
func (s *splitter) isTerminal(j int32) bool {
	w := s.word(j)
	switch w[len(w)-1] {
	case '.', '!', '?':
		return true
	}
	return strings.HasSuffix(w, "…") || strings.HasSuffix(w, "。") || strings.HasSuffix(w, "！") || strings.HasSuffix(w, "？")
}

// closing is the index after the closing marks that touch the end of a sentence before k.
func (s *splitter) closing(k, last int32) int32 {
	for k < last && s.gap(k) == "" {
		switch s.word(k) {
		case "”", "’", "''", "’’", ")", "]", "»", "}":
			k++
			continue
		case "\"", "'":
			if k+1 == last || s.gap(k+1) != "" {
				k++
				continue
			}
		}
		break
	}
	return k
}

// judge is what the rules say of the gap before k; the sentence begins at first, j is its terminal token before the closing marks up to k.
func (s *splitter) judge(j, k, first int32) Verdict {
	kind, ends := s.breaks(j, k, first)
	if ends {
		kind |= Ends
	}
	return kind
}

// breaks reports whether the sentence that begins at first ends with the terminal token j, its closing marks before k, and what kind of
// token that is.
func (s *splitter) breaks(j, k, first int32) (Verdict, bool) {
	w := s.word(j)
	next := s.word(k)
	touching := s.gap(k) == ""
	upper := s.opens(k)
	switch {
	case w == ".":
		return AfterStop, s.afterStop(j, k, upper, touching)
	case strings.HasSuffix(w, "...") || w == ".." || strings.HasSuffix(w, "…"):
		return AfterDots, upper && !touching && j > first
	case strings.Trim(w, "!?。！？") == "":
		if k > j+1 { // within quotes or brackets
			return AfterQuote, upper && !touching && !s.isSpeech(k)
		}
		return AfterMark, (upper || startsWord(next) && (w != "!" || !s.isName(j-1))) && !(touching && next == "-")
	case strings.Trim(w, ".") != "": // the stop belongs to an abbreviation
		kind, ends := s.afterAbbreviation(j, k)
		return kind, ends && !touching
	}
	return AfterOther, upper && !touching
}

// afterStop reports whether a sentence ends with the full stop j; what follows begins at k.
func (s *splitter) afterStop(j, k int32, upper, touching bool) bool {
	next := s.word(k)
	if touching && k == j+1 && !upper { // "end.next" goes on with a word, "end.)" and "end.," do not
		r, _ := utf8.DecodeRuneInString(next)
		return unicode.IsLetter(r)
	}
	if k > j+1 && !upper { // “... .” he said
		return false
	}
	if !upper && j > 0 && s.isListNumber(j) {
		return false
	}
	if upper && s.isListNumber(j) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(next)
	return upper || unicode.IsLetter(r) || unicode.IsDigit(r)
}

// isName reports whether token i is capitalised: "Yahoo! is" goes on.
func (s *splitter) isName(i int32) bool {
	if i < 0 {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s.word(i))
	return unicode.IsUpper(r)
}

func startsWord(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return unicode.IsLetter(r)
}

// dateLineMax is how many words a date line before a sentence may have.
const dateLineMax = 16

// dateLine is the index after the dash of the date line that a sentence begins with, "TEHRAN (AFP) -" or "BEIJING, May 16 —"; i if it
// has none.
func (s *splitter) dateLine(i, last int32) int32 {
	if w := s.word(i); len(w) < 3 || strings.ContainsFunc(w, unicode.IsLower) || !startsWord(w) {
		return i
	}
	for k := i + 1; k < min(last-1, i+dateLineMax); k++ {
		switch w := s.word(k); w {
		case "-", "–", "—", "--":
			if w == "-" && (s.gap(k) == "" || s.gap(k+1) == "") || !s.opens(k+1) {
				return i
			}
			return k + 1
		case ",", "(", ")", "/", ".":
		default:
			r, _ := utf8.DecodeRuneInString(w)
			if !unicode.IsUpper(r) && !unicode.IsDigit(r) {
				return i
			}
		}
	}
	return i
}

// isListNumber reports whether the full stop j follows the number of a list item: "1." at the beginning of a line.
func (s *splitter) isListNumber(j int32) bool {
	if j == 0 || s.gap(j) != "" {
		return false
	}
	w := s.word(j - 1)
	if len(w) > 2 || w[0] < '0' || w[0] > '9' {
		return false
	}
	return j == 1 || strings.Contains(s.gap(j-1), "\n") || len(s.out) > 0 && s.out[len(s.out)-1].Last == j-1
}

// opens reports whether token k may begin a sentence: a capital, a figure, or an opening mark before one.
func (s *splitter) opens(k int32) bool {
	n := int32(len(s.d.Tokens))
	for steps := 0; k < n && steps < 3; steps++ {
		w := s.word(k)
		r, _ := utf8.DecodeRuneInString(w)
		switch {
		case unicode.IsUpper(r), unicode.IsTitle(r), unicode.IsDigit(r):
			return true
		case unicode.IsLetter(r):
			return !unicode.IsLower(r) // scripts without case
		case strings.ContainsRune("\"“‘'([«$€£¥#@", r) || w == "..." || w == "…" || w == "--" || w == "-" || w == "—" || w == "–":
			k++
		case strings.ContainsRune(",;:)]}”%/.!?", r):
			return false
		default:
			return true
		}
	}
	return false
}

// isSpeech reports whether a name and a verb of speech begin at k: “Why?” Putin asked.
func (s *splitter) isSpeech(k int32) bool {
	n := int32(len(s.d.Tokens))
	for end := min(k+6, n); k < end; k++ {
		w := s.word(k)
		if s.sp.Speech[w] {
			return true
		}
		r, _ := utf8.DecodeRuneInString(w)
		if !unicode.IsUpper(r) && w != "of" && w != "the" && w != "'s" && w != "’s" {
			return false
		}
	}
	return false
}

// afterAbbreviation reports whether a sentence ends with the abbreviation j: where a word that begins sentences follows, and
// where no name, number or lower case word goes on.
func (s *splitter) afterAbbreviation(j, k int32) (Verdict, bool) {
	stem := strings.TrimSuffix(s.word(j), ".")
	known := s.sp.Abbreviations[stem]
	switch known {
	case lexicon.TitleAbbr, lexicon.NumberAbbr, lexicon.MonthAbbr:
		return AfterTitle, false
	}
	if stem != strings.ToLower(stem) && s.sp.Abbreviations[stem[:1]+strings.ToLower(stem[1:])] == lexicon.TitleAbbr {
		return AfterTitle, false
	}
	next := s.word(k)
	if k > j+1 { // a closing mark stands between
		return AfterAbbreviation, s.opens(k)
	}
	for steps := 0; steps < 2 && strings.Contains("\"“‘'([", next) && k+1 < int32(len(s.d.Tokens)); steps++ {
		k++
		next = s.word(k)
	}
	if known == lexicon.NoAbbr && utf8.RuneCountInString(stem) == 1 {
		return AfterTitle, false // an initial
	}
	return AfterAbbreviation, s.sp.Starters[next]
}
