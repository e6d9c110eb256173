// Package credit knows when an article says that it has from another outlet what it tells: a date line or a byline with the
// name of an agency, "Xinhua reported", "according to a Reuters report", "officials told the Harbour Post", a line that names
// the source. Five papers that credit one agency are one source.
//
// An official statement is no outlet: what a ministry says, each paper can have heard for itself. Pictures and helpers
// ("additional reporting by") credit no text. It reads the layers Blocks, Tokens and Sentences, and tags where there are any.
//
//	credit.Annotate(d, lex) // fills d.Credits
package credit

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"chancery/internal/doc"
	"chancery/internal/lexicon"
	"chancery/internal/text"
)

// Annotate fills the layer Credits, and Meta.Teller.
func Annotate(d *doc.Document, lex *lexicon.Lexicon) {
	if !d.Has(doc.Blocks | doc.Tokens | doc.Sentences) {
		return
	}
	f := finder{d: d, lex: &lex.Credit, own: lex.Credit.OutletName(d.Meta.Outlet)}
	d.Meta.Teller = f.own
	f.sentences()
	if whole, ok := f.whole(); ok {
		whole.Sentence = doc.None
		f.credits = append([]doc.Credit{whole}, f.credits...)
	}
	d.Credits = f.credits
	d.Mark(doc.Credits)
}

// A finder is the state of one article.
type finder struct {
	d       *doc.Document
	lex     *lexicon.Credit
	own     string // the outlet of the article
	credits []doc.Credit
}

// sentences finds the credits of single sentences.
func (f *finder) sentences() {
	for i := range f.d.Sentences {
		s := &f.d.Sentences[i]
		if !f.d.Blocks[s.Block].Kind.IsNews() {
			continue
		}
		if c, ok := f.inSentence(s.Range); ok && c.Outlet != f.own {
			c.Sentence = int32(i)
			f.credits = append(f.credits, c)
		}
	}
}

// inSentence is the first credit of a sentence.
func (f *finder) inSentence(r doc.Range) (doc.Credit, bool) {
	for i := r.First; i < r.Last; i++ {
		if j := f.before(i, r.Last); j > i {
			if n, ok := f.nameAfter(j, r.Last); ok {
				return f.make(n, "credit/before"), true
			}
		}
		if !f.isCapital(i) {
			continue
		}
		if n := f.name(i, r); n.Len() > 0 && f.isTold(n, r) {
			return f.make(n, "credit/verb"), true
		}
	}
	return doc.Credit{}, false
}

func (f *finder) make(n doc.Range, rule string) doc.Credit {
	sp := f.d.Span(n)
	return doc.Credit{Span: sp, Outlet: f.lex.OutletName(oneSpace(f.d.Slice(sp))), Rule: rule}
}

// longestPhrase is the most words of a phrase before a name.
const longestPhrase = 3

// before is the token after the phrase that begins at token i, i where none does.
func (f *finder) before(i, end int32) int32 {
	if !f.lex.Begins[f.lower(i, i+1)] {
		return i
	}
	for n := min(longestPhrase, end-i); n > 0; n-- {
		if f.lex.Before[f.lower(i, i+n)] {
			return i + n
		}
	}
	return i
}

// reach is how many words may stand between a phrase and a name, or a name and a verb.
const reach = 8

// nameAfter is the name of an outlet that follows at token i or after words that may stand before it.
func (f *finder) nameAfter(i, end int32) (doc.Range, bool) {
	for k := i; k < min(i+reach, end); k++ {
		if f.isCapital(k) {
			if n := f.nameAt(k, end, k > i && f.isPaperNoun(k-1)); n.Len() > 0 {
				return n, true
			}
		}
		if !f.isBetween(k, end) {
			break
		}
	}
	return doc.Range{}, false
}

// isBetween reports whether token k may stand before the name of an outlet: a word of the list, an adjective, a state with
// its possessive.
func (f *finder) isBetween(k, end int32) bool {
	if f.lex.Between[f.lower(k, k+1)] || f.d.Tokens[k].UPOS == doc.ADJ {
		return true
	}
	if k+1 < end && f.isCapital(k) && (f.isPaperNoun(k+1) || f.d.Word(k+1) == "news" || strings.HasPrefix(f.d.Word(k+1), "state")) {
		return true
	}
	for n := int32(0); n < 3 && k+n+1 < end && f.isCapital(k+n); n++ {
		if w := f.d.Word(k + n + 1); w == "'s" || w == "’s" {
			return true
		}
	}
	return false
}

// name is the name of an outlet at token i, none where it goes on a longer name.
func (f *finder) name(i int32, r doc.Range) doc.Range {
	noun := false
	if i > r.First {
		p := i - 1
		if f.isCapital(p) && f.d.Tokens[p].UPOS != doc.ADJ && !f.lex.Between[f.lower(p, p+1)] {
			return doc.Range{}
		}
		noun = f.isPaperNoun(p)
	}
	return f.nameAt(i, r.Last, noun)
}

// longestName is the most words in the name of an outlet.
const longestName = 6

// nameAt is the name of an outlet that begins at token i: a known one, or one that is recognised by its last word or by what
// stands beside it. noun says that "the newspaper" stands before it.
func (f *finder) nameAt(i, end int32, noun bool) doc.Range {
	for n := min(longestName, end-i); n > 0; n-- {
		r := doc.Range{First: i, Last: i + n}
		word := oneSpace(f.d.Text(r))
		if _, known := f.lex.Outlets[strings.ToLower(word)]; known && isSpelled(word) && !f.goesOn(r.Last, end) {
			return r
		}
	}
	last, first := i, i
	for last < end && last-i < longestName && f.isCapital(last) {
		w := f.lower(last, last+1)
		if f.lex.Official[w] {
			return doc.Range{}
		}
		if f.lex.Between[w] && !f.lex.Paper[w] {
			if last > first {
				break
			}
			first++ // "The"
		}
		last++
	}
	r := doc.Range{First: first, Last: last}
	if r.Len() == 0 {
		return doc.Range{}
	}
	paper := f.lex.Paper[f.lower(last-1, last)] || r.Len() > 2 && f.lex.Paper[f.lower(last-2, last)]
	if r.Len() > 1 && paper || noun || !isArticle(f.d.Word(first)) && f.isNamedPaper(r, end) {
		return r
	}
	return doc.Range{}
}

// isNamedPaper reports whether a noun for an outlet follows a name which it does not only describe, as in "the Russian news
// agency Interfax".
func (f *finder) isNamedPaper(r doc.Range, end int32) bool {
	k := r.Last
	if k < end && f.d.Word(k) == "news" {
		k++
	}
	if p := r.First - 1; p >= 0 && isArticle(f.d.Word(p)) {
		return false // "an Atlanta newspaper"
	}
	return r.Len() < 4 && k < end && f.isPaperNoun(k) && (k+1 >= end || !f.isCapital(k+1))
}

// goesOn reports whether a name goes on at token i: "Dawn Smith", "Trend Micro".
func (f *finder) goesOn(i, end int32) bool {
	return i < end && f.isCapital(i) && f.d.Tokens[i].Start == f.d.Tokens[i-1].End+1 && f.d.Tokens[i].UPOS != doc.ADJ && !f.lex.Between[f.lower(i, i+1)]
}

// isSpelled reports whether a known name is written as names are: short ones in capitals.
func isSpelled(s string) bool {
	if s == "dpa" {
		return true
	}
	c, _ := utf8.DecodeRuneInString(s)
	return (unicode.IsUpper(c) || unicode.IsDigit(c)) && (len(s) > 3 || s == strings.ToUpper(s) || s == "Kan" || s == "Yle")
}

// isPaperNoun reports whether token i is a noun for an outlet.
func (f *finder) isPaperNoun(i int32) bool {
	switch f.d.Word(i) {
	case "newspaper", "daily", "magazine", "broadcaster", "tabloid":
		return true
	case "agency", "website", "outlet", "channel", "portal", "site":
		return i > 0 && f.d.Word(i-1) == "news"
	}
	return false
}

func isArticle(w string) bool {
	switch w {
	case "a", "an", "A", "An", "Another", "another", "One", "one":
		return true
	}
	return false
}

// isTold reports whether a verb of telling follows a name, at once or after words that may stand between; or stands before
// it, at the end of a sentence: "the talks failed, reported Xinhua".
func (f *finder) isTold(n, r doc.Range) bool {
	for k := n.Last; k < min(n.Last+reach, r.Last); k++ {
		w := f.lower(k, k+1)
		if f.lex.Verb[w] {
			return true
		}
		if !f.lex.Between[w] {
			break
		}
	}
	if n.First < r.First+2 || !f.lex.Verb[f.lower(n.First-1, n.First)] || !strings.ContainsAny(f.d.Word(n.First-2), ",\"”’") {
		return false
	}
	return n.Last >= r.Last || strings.ContainsAny(f.d.Word(n.Last), ".,;")
}

// isCapital reports whether token i begins with a capital or is a known name in small letters.
func (f *finder) isCapital(i int32) bool {
	w := f.d.Word(i)
	c, _ := utf8.DecodeRuneInString(w)
	return unicode.IsUpper(c) || w == "dpa" || '0' <= c && c <= '9' && strings.IndexByte(w, '.') > 0
}

func (f *finder) lower(first, last int32) string {
	if first < 0 || last > int32(len(f.d.Tokens)) || first >= last {
		return ""
	}
	if last == first+1 {
		return strings.ToLower(f.d.Word(first))
	}
	return strings.ToLower(oneSpace(f.d.Text(doc.Range{First: first, Last: last})))
}

// oneSpace makes each run of space one blank.
func oneSpace(s string) string {
	if !strings.ContainsAny(s, "\n\t\r\u00a0") && !strings.Contains(s, "  ") {
		return s
	}
	return strings.Join(strings.Fields(strings.ReplaceAll(s, "\u00a0", " ")), " ")
}

func spanIn(block text.Span, from, to int) text.Span {
	return text.Span{Start: block.Start + uint32(from), End: block.Start + uint32(to)}
}
