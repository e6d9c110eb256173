// Package sentence knows where sentences begin and end: after a full stop that is none of an abbreviation, with the closing
// quotation marks and brackets behind it, and at the end of a block or paragraph; and, where the words around leave little doubt,
// without any mark (a heading, a signature, an item of a list).
//
// Rules judge every mark, and a linear model weighs what they say with the words around it; it overrules them only by a margin.
// Blank lines, bullets and date lines are not its business. Its weights (ends.bin) are made of the training parts of UD English EWT
// (CC BY-SA 4.0) and of the free genres of GUM (annotation CC BY 4.0, texts CC BY, CC BY-SA 3.0 or public domain) by
//
//	go run ./train -ends internal/sentence/ends.bin
//
// Package sentence does not know grammar: a fragment or a headline is a sentence. A sentence longer than MaxLen words is cut
// where a clause ends. Cost is linear in the text, arithmetic is that of integers.
//
//	sentence.Annotate(d, lex) // "“No,” he said. “Why?” Putin asked." -> two sentences
package sentence

import (
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
	m := defaultModel()
	d.Sentences = split(d, lex.Spelling, m, m.Ends)
	d.Mark(doc.Sentences)
}

// Gaps walks through d as Annotate does and asks decide of each gap whether a sentence ends there. It is for training: m says
// what is known of words, its weights are not read. Nothing is kept; d needs tokens.
func Gaps(d *doc.Document, lex *lexicon.Lexicon, m *Model, decide func(*Gap) bool) []doc.Sentence {
	return split(d, lex.Spelling, m, decide)
}

func split(d *doc.Document, sp *lexicon.Spelling, m *Model, decide func(*Gap) bool) []doc.Sentence {
	s := splitter{d: d, sp: sp, src: d.String(), decide: decide, view: view{model: m}}
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
	return s.out
}

// A splitter is the state of one pass over a document.
type splitter struct {
	d      *doc.Document
	sp     *lexicon.Spelling
	src    string
	out    []doc.Sentence
	decide func(*Gap) bool
	view   view
	at     Gap
}

// block splits the words [first, last) of block b.
func (s *splitter) block(first, last, b int32) {
	if first == last {
		return
	}
	kind := doc.Body
	if int(b) < len(s.d.Blocks) {
		kind = s.d.Blocks[b].Kind
	}
	s.open(first, last, kind)
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
	s.begin(i)
	marked, verdict := int32(-1), NoMark // the last gap that the rules judge, and how
	for j := i; j+1 < last; j++ {
		if s.isParagraphEnd(j) {
			return j + 1
		}
		if s.isTerminal(j) {
			if k := s.closing(j+1, last); k < last {
				marked, verdict = k, s.judge(j, k, i)
			}
		}
		v := NoMark
		if marked == j+1 {
			v = verdict
		}
		if s.ends(j, v) {
			return j + 1
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
