// Package token knows where the words of an English text begin and end: it splits the blocks of a document into the
// syntactic words of Universal Dependencies, as the treebanks EWT and GUM 2.16 do.
//
// Clitics are words ("do" + "n't", "China" + "'s"), a hyphen divides words ("two" + "-" + "day") unless a prefix stands
// before it ("mid-August"), numbers, dates, addresses and emoticons are one word each. Words and the gaps between them
// give the text back; a gap has only white space and invisible marks of direction and control. It does not know
// sentences or what a word is.
//
//	token.Annotate(d, lex) // "Xi doesn't." -> "Xi" "does" "n't" "."
package token

import (
	"chancery/internal/doc"
	"chancery/internal/lexicon"
	"chancery/internal/text"
)

// Annotate fills d.Tokens. A word never crosses the end of a block; without blocks the whole text is one.
func Annotate(d *doc.Document, lex *lexicon.Lexicon) {
	src := d.String()
	s := scanner{src: src, sp: lex.Spelling, tokens: make([]doc.Token, 0, len(src)/5+1)}
	if len(d.Blocks) == 0 {
		s.block(0, len(src))
	}
	for _, b := range d.Blocks {
		s.block(int(b.Start), int(b.End))
	}
	d.Tokens = s.tokens
	d.Mark(doc.Tokens)
}

// A scanner is the state of one pass over a text.
type scanner struct {
	src    string
	sp     *lexicon.Spelling
	tokens []doc.Token
	buf    []byte // scratch for folded words
	from   int    // where the block begins
	to     int    // and where it ends
	quoted bool   // a single quotation mark is open
}

// block splits src[start:end] at white space.
func (s *scanner) block(start, end int) {
	s.from, s.to, s.quoted = start, end, false
	for i := start; i < end; {
		if n := gapLen(s.src[i:end]); n > 0 {
			i += n
			continue
		}
		j := i
		for j < end && gapLen(s.src[j:end]) == 0 {
			j += runeLen(s.src[j:end])
		}
		s.chunk(i, j)
		i = j
	}
}

// add appends the word src[start:end] and returns its end.
func (s *scanner) add(start, end int, joined bool) int {
	s.tokens = append(s.tokens, doc.Token{Span: text.MakeSpan(start, end), Head: doc.None, Joined: joined})
	return end
}

// chunk splits src[start:end], which has no white space.
func (s *scanner) chunk(start, end int) {
	opening := true // only opening marks so far: an address may begin
	for i := start; i < end; {
		rest := s.src[i:end]
		if n := urlLen(rest); n > 0 {
			i = s.add(i, i+n, false)
			continue
		}
		if opening {
			if n := s.addressLen(rest); n > 0 {
				i = s.add(i, i+n, false)
				opening = false
				continue
			}
		}
		c := classOf(rest)
		opening = opening && c != letter && c != digit
		switch {
		case i == start && emoticonLen(rest) > 0:
			i = s.add(i, i+emoticonLen(rest), false)
		case c == digit || (c == plus || c == dot && i == start) && digitAt(rest, 1):
			i = s.add(i, i+s.numberLen(rest), false)
		case c == letter:
			i = s.word(i, end)
		case c == apostrophe:
			i = s.apostrophe(i, start, end)
		default:
			i = s.add(i, i+symbolLen(rest), false)
		}
	}
}
