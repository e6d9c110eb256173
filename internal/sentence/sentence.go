// Package sentence knows where sentences begin and end: after a full stop that is none of an abbreviation, with the closing
// quotation marks and brackets behind it, and at the end of a block or paragraph.
//
// It does not know grammar: a fragment or a headline is a sentence. A sentence longer than MaxLen words is cut where a
// clause ends.
//
//	sentence.Annotate(d, lex) // "“No,” he said. “Why?” Putin asked." -> two sentences
package sentence

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"chancery/internal/doc"
	"chancery/internal/lexicon"
)

// MaxLen is the number of words of the longest sentence.
const MaxLen = 400

// Annotate fills d.Sentences. It needs tokens. A sentence never crosses the end of a block.
func Annotate(d *doc.Document, lex *lexicon.Lexicon) {
	if !d.Has(doc.Tokens) {
		return
	}
	s := splitter{d: d, sp: lex.Spelling, src: d.String()}
	n := int32(len(d.Tokens))
	first := int32(0)
	for b, blk := range d.Blocks {
		last := first
		for last < n && d.Tokens[last].Start < blk.End {
			last++
		}
		s.block(first, last, int32(b))
		first = last
	}
	s.block(first, n, 0)
	d.Sentences = s.out
	d.Mark(doc.Sentences)
}

// A splitter is the state of one pass over a document.
type splitter struct {
	d   *doc.Document
	sp  *lexicon.Spelling
	src string
	out []doc.Sentence
}

// block splits the words [first, last) of block b.
func (s *splitter) block(first, last, b int32) {
	for i := first; i < last; {
		end := s.end(i, last)
		for end-i > MaxLen {
			cut := s.cut(i)
			s.out = append(s.out, doc.Sentence{Range: doc.Range{First: i, Last: cut}, Block: b})
			i = cut
		}
		s.out = append(s.out, doc.Sentence{Range: doc.Range{First: i, Last: end}, Block: b})
		i = end
	}
}

// cut is where the overlong sentence that begins at i is cut: after the last semicolon, else comma, of its second half.
func (s *splitter) cut(i int32) int32 {
	for _, mark := range []string{";", ","} {
		for j := i + MaxLen; j > i+MaxLen/2; j-- {
			if s.word(j-1) == mark {
				return j
			}
		}
	}
	j := i + MaxLen
	for j > i+1 && s.d.Tokens[j].Joined {
		j--
	}
	return j
}

// end is the index after the last word of the sentence that begins at i.
func (s *splitter) end(i, last int32) int32 {
	if k := s.dateLine(i, last); k > i {
		return k
	}
	for j := i; j < last; j++ {
		if j+1 < last && s.isParagraphEnd(j) {
			return j + 1
		}
		if !s.isTerminal(j) {
			continue
		}
		k := s.closing(j+1, last)
		if k >= last {
			return last
		}
		if s.breaks(j, k, i) {
			return k
		}
	}
	return last
}

// word is the text of token i.
func (s *splitter) word(i int32) string {
	sp := s.d.Tokens[i].Span
	return s.src[sp.Start:sp.End]
}

// gap is the text between token i-1 and token i.
func (s *splitter) gap(i int32) string {
	return s.src[s.d.Tokens[i-1].End:s.d.Tokens[i].Start]
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

// breaks reports whether the sentence that begins at first ends with the terminal token j, its closing marks before k.
func (s *splitter) breaks(j, k, first int32) bool {
	w := s.word(j)
	next := s.word(k)
	touching := s.gap(k) == ""
	upper := s.opens(k)
	switch {
	case w == ".":
		return s.afterStop(j, k, upper, touching)
	case strings.HasSuffix(w, "...") || w == ".." || strings.HasSuffix(w, "…"):
		return upper && !touching && j > first
	case strings.Trim(w, "!?。！？") == "":
		if k > j+1 { // within quotes or brackets
			return upper && !touching && !s.isSpeech(k)
		}
		return (upper || startsWord(next) && (w != "!" || !s.isName(j-1))) && !(touching && next == "-")
	case strings.Trim(w, ".") != "": // the stop belongs to an abbreviation
		return !touching && s.afterAbbreviation(j, k)
	}
	return upper && !touching
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
	if w := s.word(i); len(w) < 3 || strings.ToUpper(w) != w || !startsWord(w) {
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
func (s *splitter) afterAbbreviation(j, k int32) bool {
	w := s.word(j)
	stem := strings.TrimSuffix(w, ".")
	switch s.sp.Abbreviations[stem] {
	case lexicon.TitleAbbr, lexicon.NumberAbbr, lexicon.MonthAbbr:
		return false
	}
	if stem != strings.ToLower(stem) && s.sp.Abbreviations[stem[:1]+strings.ToLower(stem[1:])] == lexicon.TitleAbbr {
		return false
	}
	next := s.word(k)
	if k > j+1 { // a closing mark stands between
		return s.opens(k)
	}
	for steps := 0; steps < 2 && strings.Contains("\"“‘'([", next) && k+1 < int32(len(s.d.Tokens)); steps++ {
		k++
		next = s.word(k)
	}
	if utf8.RuneCountInString(stem) == 1 && s.sp.Abbreviations[stem] == lexicon.NoAbbr {
		return false // an initial
	}
	return s.sp.Starters[next]
}
