package score

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"

	"chancery/internal/doc"
)

// A Treebank is sentences with trees, gold or of a system, as a CoNLL-U file has them.
type Treebank struct{ Sentences []TreeSentence }

// A TreeSentence is one sentence: its comments that matter, and its words.
type TreeSentence struct {
	ID      string // sent_id
	Text    string // as the file has it
	Doc     bool   // a document begins here
	Par     bool   // a paragraph begins here
	Words   []TreeWord
	Surface []Surface // the tokens that are written, multiword ones undivided
}

// A TreeWord is one syntactic word.
type TreeWord struct {
	Form  string
	Lemma string
	UPOS  string
	XPOS  string
	Feats string
	Head  int // from 1; 0 for the root
	Rel   string
}

// A Surface is one written token and the words it stands for: Words[First:Last].
type Surface struct {
	Form        string
	First, Last int
	SpaceAfter  bool
}

// ReadCoNLLU reads a CoNLL-U file. Empty nodes and enhanced relations are skipped. An error names the line.
func ReadCoNLLU(r io.Reader) (*Treebank, error) {
	p := conlluParser{bank: &Treebank{}}
	sc := bufio.NewScanner(r)
	sc.Buffer(nil, 1<<24)
	for n := 1; sc.Scan(); n++ {
		if err := p.line(sc.Text()); err != nil {
			return nil, fmt.Errorf("conllu line %d: %w", n, err)
		}
	}
	if err := sc.Err(); err != nil {
		return nil, fmt.Errorf("conllu: %w", err)
	}
	p.flush()
	return p.bank, nil
}

type conlluParser struct {
	bank *Treebank
	cur  TreeSentence
	upTo int // last word of the multiword token under way
}

func (p *conlluParser) flush() {
	if len(p.cur.Words) > 0 {
		p.bank.Sentences = append(p.bank.Sentences, p.cur)
	}
	p.cur, p.upTo = TreeSentence{}, 0
}

func (p *conlluParser) line(line string) error {
	if line == "" {
		p.flush()
		return nil
	}
	if comment, ok := strings.CutPrefix(line, "#"); ok {
		p.comment(strings.TrimSpace(comment))
		return nil
	}
	cols := strings.Split(line, "\t")
	if len(cols) != 10 {
		return fmt.Errorf("%d columns, want 10", len(cols))
	}
	if strings.Contains(cols[0], ".") {
		return nil
	}
	space := !strings.Contains(cols[9], "SpaceAfter=No")
	n := len(p.cur.Words)
	if first, last, ok := strings.Cut(cols[0], "-"); ok {
		a, err1 := strconv.Atoi(first)
		b, err2 := strconv.Atoi(last)
		if err1 != nil || err2 != nil || a != n+1 || b <= a {
			return fmt.Errorf("range %q after word %d", cols[0], n)
		}
		p.upTo = b
		p.cur.Surface = append(p.cur.Surface, Surface{Form: cols[1], First: n, Last: b, SpaceAfter: space})
		return nil
	}
	if id, err := strconv.Atoi(cols[0]); err != nil || id != n+1 {
		return fmt.Errorf("word %q after word %d", cols[0], n)
	}
	head, err := strconv.Atoi(cols[6])
	if err != nil && cols[6] != "_" {
		return fmt.Errorf("head %q", cols[6])
	}
	p.cur.Words = append(p.cur.Words, TreeWord{cols[1], cols[2], cols[3], cols[4], cols[5], head, cols[7]})
	if n+1 > p.upTo {
		p.cur.Surface = append(p.cur.Surface, Surface{Form: cols[1], First: n, Last: n + 1, SpaceAfter: space})
	}
	return nil
}

func (p *conlluParser) comment(c string) {
	switch key, value, _ := strings.Cut(c, "="); strings.TrimSpace(key) {
	case "sent_id":
		p.cur.ID = strings.TrimSpace(value)
	case "text":
		p.cur.Text = strings.TrimSpace(value)
	case "newpar id", "newpar":
		p.cur.Par = true
	case "newdoc id", "newdoc":
		p.cur.Doc, p.cur.Par = true, true
	}
}

// Raw is the text of the treebank as it was before it was annotated: a space between sentences, a blank line between paragraphs.
func (b *Treebank) Raw() string {
	var sb strings.Builder
	for i, s := range b.Sentences {
		if s.Par && i > 0 {
			sb.WriteString("\n\n")
		}
		for _, sf := range s.Surface {
			sb.WriteString(sf.Form)
			if sf.SpaceAfter {
				sb.WriteByte(' ')
			}
		}
	}
	return sb.String()
}

// TreesOf is the treebank that the layers of d make. It needs tokens, sentences and syntax.
func TreesOf(d *doc.Document) *Treebank {
	b := &Treebank{}
	for _, sent := range d.Sentences {
		var s TreeSentence
		s.Text = d.Text(sent.Range)
		for i := sent.First; i < sent.Last; i++ {
			tok := &d.Tokens[i]
			w := TreeWord{Form: d.Word(i), Lemma: tok.Lemma, UPOS: tok.UPOS.String(), Feats: tok.Feats, Rel: tok.Rel.String()}
			if w.Feats == "" {
				w.Feats = "_"
			}
			if tok.Head != doc.None {
				w.Head = int(tok.Head-sent.First) + 1
			}
			n := len(s.Words)
			s.Words = append(s.Words, w)
			if tok.Joined && n > 0 {
				s.Surface[len(s.Surface)-1].Last++
				s.Surface[len(s.Surface)-1].Form += w.Form
				continue
			}
			s.Surface = append(s.Surface, Surface{Form: w.Form, First: n, Last: n + 1})
		}
		for k := range s.Surface {
			last := sent.First + int32(s.Surface[k].Last) - 1
			s.Surface[k].SpaceAfter = int(last)+1 < len(d.Tokens) && d.Tokens[last].End < d.Tokens[last+1].Start
		}
		b.Sentences = append(b.Sentences, s)
	}
	return b
}

// WriteCoNLLU writes a treebank as CoNLL-U.
func WriteCoNLLU(w io.Writer, b *Treebank) error {
	bw := bufio.NewWriter(w)
	for n, s := range b.Sentences {
		id := s.ID
		if id == "" {
			id = strconv.Itoa(n + 1)
		}
		fmt.Fprintf(bw, "# sent_id = %s\n# text = %s\n", id, strings.Join(strings.FieldsFunc(s.Text, unicode.IsSpace), " "))
		for _, sf := range s.Surface {
			misc := "_"
			if !sf.SpaceAfter {
				misc = "SpaceAfter=No"
			}
			if sf.Last-sf.First > 1 {
				fmt.Fprintf(bw, "%d-%d\t%s\t_\t_\t_\t_\t_\t_\t_\t%s\n", sf.First+1, sf.Last, sf.Form, misc)
				misc = "_"
			}
			for i := sf.First; i < sf.Last; i++ {
				t := s.Words[i]
				fmt.Fprintf(bw, "%d\t%s\t%s\t%s\t%s\t%s\t%d\t%s\t_\t%s\n", i+1, t.Form, blank(t.Lemma), blank(t.UPOS), blank(t.XPOS), blank(t.Feats), t.Head, blank(t.Rel), misc)
			}
		}
		bw.WriteByte('\n')
	}
	if err := bw.Flush(); err != nil {
		return fmt.Errorf("write conllu: %w", err)
	}
	return nil
}

func blank(s string) string {
	if s == "" {
		return "_"
	}
	return s
}
