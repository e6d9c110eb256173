package export

import (
	"bufio"
	"cmp"
	"io"
	"slices"
	"strconv"
	"strings"

	"chancery/internal/doc"
	"chancery/internal/text"
)

// CoNLLU writes the tokens, tags and trees of a document in CoNLL-U. Each sentence has the comments sent_id and text, each
// word start_char and end_char in MISC: byte offsets into the text of the article, as everywhere in Chancery. A word that
// goes on with the one before it is written as part of a multiword token.
func CoNLLU(w io.Writer, d *doc.Document) error {
	b := bufio.NewWriter(w)
	b.WriteString("# newdoc id = " + oneLine(d.Meta.ID) + "\n")
	for _, m := range [][2]string{{"title", d.Meta.Title}, {"outlet", d.Meta.Outlet}, {"published", d.Meta.Published.String()}} {
		if m[1] != "" {
			b.WriteString("# meta::" + m[0] + " = " + oneLine(m[1]) + "\n")
		}
	}
	block := int32(doc.None)
	for i := range d.Sentences {
		s := &d.Sentences[i]
		if s.Len() == 0 {
			continue
		}
		if s.Block != block {
			b.WriteString("# newpar\n")
			block = s.Block
		}
		b.WriteString("# sent_id = " + oneLine(d.Meta.ID) + "-" + strconv.Itoa(i+1) + "\n")
		b.WriteString("# text = " + oneLine(d.Text(s.Range)) + "\n")
		writeWords(b, d, s.Range)
		b.WriteByte('\n')
	}
	return b.Flush()
}

func writeWords(b *bufio.Writer, d *doc.Document, s doc.Range) {
	hasTree := d.Has(doc.Syntax)
	for i := s.First; i < s.Last; i++ {
		t := &d.Tokens[i]
		if !t.Joined {
			if last := joined(d, i, s.Last); last > i {
				n := i - s.First + 1
				all := text.Span{Start: t.Start, End: d.Tokens[last].End}
				row(b, strconv.Itoa(int(n))+"-"+strconv.Itoa(int(n+last-i)), d.Slice(all), "_", "_", "_", "_", "_", misc(d, all, s.Last, last))
			}
		}
		head, rel := "_", "_"
		if hasTree {
			head, rel = strconv.Itoa(int(t.Head-s.First+1)), t.Rel.String()
			if t.Head == doc.None || !s.Contains(t.Head) {
				head = "0"
			}
		}
		row(b, strconv.Itoa(int(i-s.First+1)), d.Slice(t.Span), t.Lemma, t.UPOS.String(), t.Feats, head, rel, misc(d, t.Span, s.Last, i))
	}
}

// joined is the last word of the multiword token that word i begins.
func joined(d *doc.Document, i, last int32) int32 {
	for i+1 < last && d.Tokens[i+1].Joined {
		i++
	}
	return i
}

func row(b *bufio.Writer, id, form, lemma, upos, feats, head, rel, misc string) {
	for i, s := range [...]string{id, form, lemma, upos, "_", feats, head, rel, "_", misc} {
		if i > 0 {
			b.WriteByte('\t')
		}
		if s = oneLine(s); s == "" {
			s = "_"
		}
		b.WriteString(s)
	}
	b.WriteByte('\n')
}

// misc is the place of a word, and whether the next one follows without a space. last is its last token.
func misc(d *doc.Document, sp text.Span, end, last int32) string {
	s := "start_char=" + strconv.Itoa(int(sp.Start)) + "|end_char=" + strconv.Itoa(int(sp.End))
	if last+1 < end && d.Tokens[last+1].Start == sp.End {
		return "SpaceAfter=No|" + s
	}
	return s
}

func oneLine(s string) string {
	if !strings.ContainsAny(s, "\t\n\r\u0085\u2028\u2029") {
		return s
	}
	return strings.Join(strings.Fields(s), " ")
}

// ReadCoNLLU reads texts that bring their own tokens and sentences: one document for each "# newdoc", or one in all. The text
// is put together from the forms and SpaceAfter; a paragraph is a line of it. Lemmas, tags and trees are not kept.
// The error names the line that is wrong.
func ReadCoNLLU(r io.Reader) ([]*doc.Document, error) {
	p := conlluReader{}
	sc := bufio.NewScanner(r)
	sc.Buffer(make([]byte, 1<<16), 1<<26)
	for sc.Scan() {
		p.line++
		if err := p.add(strings.TrimRight(sc.Text(), "\r")); err != nil {
			return nil, err
		}
	}
	if err := sc.Err(); err != nil {
		return nil, lineError(p.line+1, err.Error())
	}
	if err := p.endDocument(); err != nil {
		return nil, err
	}
	return p.docs, nil
}

type lineErr struct {
	line int
	what string
}

func (e *lineErr) Error() string { return "line " + strconv.Itoa(e.line) + ": " + e.what }

func lineError(line int, what string) error { return &lineErr{line, what} }

// conlluReader is the state of reading one file.
type conlluReader struct {
	docs      []*doc.Document
	line      int
	id        string
	text      strings.Builder
	tokens    []doc.Token
	sentences []doc.Sentence
	blocks    []doc.Block
	first     int32 // first token of the sentence at hand
	space     bool  // before the next token
	newPar    bool
	wide      int // last word of the multiword token at hand, 0 for none
	words     []string
	form      string
	noSpace   bool
}

func (p *conlluReader) add(line string) error {
	switch {
	case line == "":
		return p.endSentence()
	case strings.HasPrefix(line, "#"):
		key, value, _ := strings.Cut(strings.TrimSpace(line[1:]), "=")
		switch key = strings.TrimSpace(key); {
		case key == "newdoc id" || key == "newdoc":
			if err := p.endDocument(); err != nil {
				return err
			}
			p.id = strings.TrimSpace(value)
		case key == "newpar" || key == "newpar id":
			p.newPar = true
		}
		return nil
	}
	cols := strings.Split(line, "\t")
	if len(cols) != 10 {
		return lineError(p.line, strconv.Itoa(len(cols))+" columns, want 10")
	}
	if cols[1] == "" {
		return lineError(p.line, "empty form")
	}
	if strings.Contains(cols[0], ".") { // an empty node of the enhanced graph
		return nil
	}
	noSpace := strings.Contains("|"+cols[9]+"|", "|SpaceAfter=No|")
	if from, to, ok := strings.Cut(cols[0], "-"); ok {
		a, err1 := strconv.Atoi(from)
		b, err2 := strconv.Atoi(to)
		if err1 != nil || err2 != nil || b <= a || p.wide > 0 {
			return lineError(p.line, "bad range "+cols[0])
		}
		p.wide, p.form, p.noSpace, p.words = b, cols[1], noSpace, nil
		return nil
	}
	n, err := strconv.Atoi(cols[0])
	if err != nil || n != len(p.tokens)-int(p.first)+len(p.words)+1 {
		return lineError(p.line, "word "+strconv.Quote(cols[0])+" is out of order")
	}
	if p.wide == 0 {
		p.write(cols[1], []string{cols[1]}, noSpace)
		return nil
	}
	p.words = append(p.words, cols[1])
	if n == p.wide {
		p.write(p.form, p.words, p.noSpace)
		p.wide, p.words = 0, nil
	}
	return nil
}

// write adds a token of the text and the words that it is made of.
func (p *conlluReader) write(form string, words []string, noSpace bool) {
	switch {
	case p.newPar && p.text.Len() > 0:
		p.text.WriteByte('\n')
		p.endBlock()
	case p.space && p.text.Len() > 0:
		p.text.WriteByte(' ')
	}
	p.newPar, p.space = false, !noSpace
	start := p.text.Len()
	p.text.WriteString(form)
	for i, sp := range split(form, words) {
		p.tokens = append(p.tokens, doc.Token{Span: text.MakeSpan(start+sp[0], start+sp[1]), Head: doc.None, Joined: i > 0})
	}
}

// split cuts a form into as many parts as it has words: where the words stand, if they make up the form; else one letter
// for each word after the first. A form with fewer letters than words has as many parts as letters.
func split(form string, words []string) [][2]int {
	if strings.Join(words, "") == form {
		out, at := make([][2]int, len(words)), 0
		for i, w := range words {
			out[i] = [2]int{at, at + len(w)}
			at += len(w)
		}
		return out
	}
	var starts []int
	for i := range form {
		starts = append(starts, i)
	}
	n := min(len(words), len(starts))
	starts = append([]int{0}, starts[len(starts)-n+1:]...)
	out := make([][2]int, n)
	for i := range starts {
		end := len(form)
		if i+1 < n {
			end = starts[i+1]
		}
		out[i] = [2]int{starts[i], end}
	}
	return out
}

func (p *conlluReader) endSentence() error {
	if p.wide > 0 {
		return lineError(p.line, "a multiword token is not complete")
	}
	if last := int32(len(p.tokens)); last > p.first {
		p.sentences = append(p.sentences, doc.Sentence{Range: doc.Range{First: p.first, Last: last}, Block: int32(len(p.blocks))})
		p.first = last
	}
	return nil
}

// endBlock closes the paragraph at the line end just written.
func (p *conlluReader) endBlock() {
	end := uint32(p.text.Len())
	p.blocks = append(p.blocks, doc.Block{Span: text.Span{Start: p.blockStart(), End: end}, Kind: doc.Body})
}

func (p *conlluReader) blockStart() uint32 {
	if len(p.blocks) == 0 {
		return 0
	}
	return p.blocks[len(p.blocks)-1].End
}

func (p *conlluReader) endDocument() error {
	if err := p.endSentence(); err != nil {
		return err
	}
	if len(p.tokens) > 0 {
		p.endBlock()
		src, err := text.NewSource(p.text.String())
		if err != nil {
			return lineError(p.line, err.Error())
		}
		d := &doc.Document{Source: src, Meta: doc.Meta{ID: p.id}, Tokens: p.tokens, Sentences: p.sentences, Blocks: p.blocks}
		d.Mark(doc.Blocks | doc.Tokens | doc.Sentences)
		p.docs = append(p.docs, d)
	}
	*p = conlluReader{docs: p.docs, line: p.line}
	return nil
}

// spansInOrder is the spans of a list sorted, those that overlap an earlier one left out.
func spansInOrder[T any](list []T, span func(*T) text.Span) []int {
	order := make([]int, len(list))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(span(&list[a]).Start, span(&list[b]).Start) })
	out, end := order[:0], uint32(0)
	for _, i := range order {
		if sp := span(&list[i]); sp.Start >= end && !sp.IsEmpty() {
			out, end = append(out, i), sp.End
		}
	}
	return out
}
