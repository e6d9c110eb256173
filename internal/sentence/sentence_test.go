package sentence

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chancery/internal/doc"
	"chancery/internal/lexicon"
	"chancery/internal/text"
	"chancery/internal/token"
)

// annotate reads s as a document with the given blocks.
func annotate(t testing.TB, s string, blocks ...doc.Block) *doc.Document {
	t.Helper()
	sp, err := lexicon.LoadSpelling()
	if err != nil {
		t.Fatal(err)
	}
	src, err := text.NewSource(s)
	if err != nil {
		t.Skip("not a text")
	}
	d := &doc.Document{Source: src, Blocks: blocks}
	lex := &lexicon.Lexicon{Spelling: sp}
	token.Annotate(d, lex)
	Annotate(d, lex)
	return d
}

// Each case is a phenomenon; "|" stands where a sentence ends within the text.
var golden = []struct{ name, text string }{
	{"plain", "The two met on Monday.| They will meet again.| Why?| Nobody knows!"},
	{"titles", "Mr. Park met Gen. Milley and Sen. Lee.| Dr. Ali left."},
	{"initials", "William J. Burns met Sergei V. Lavrov.| He left."},
	{"acronym within", "The U.S. Senate voted.| A U.S. official agreed."},
	{"acronym at the end", "He flew to the U.S.| The trip was short.| It left Washington, D.C.| He was there at 5 p.m.| They talked."},
	{"months and numbers", "On Jan. 5 and Sept. 6 he said No. 10 was right.| No.| He did not."},
	{"company", "Acme Inc. said so.| He works for Acme Inc.| But she does not."},
	{"closing quotes", "“We agreed.”| He left.| \"It is done.\"| She stayed."},
	{"quote goes on", "“We agreed,” he said.| “It is over!” he said.| “Is it?” she asked.| “Why?” Macron asked.| “Why?” the French president asked."},
	{"question then sentence", "“Are you sure?”| Modi did not answer."},
	{"brackets", "(They met in May.)| It was cold (and wet.)."},
	{"ellipses", "Well... he said no.| He paused…| Then he left."},
	{"decimals", "It grew 3.5 percent.| It cost $2.3 million."},
	{"missing space", "It ended in November.| Biden left.|Macron stayed."},
	{"paragraphs", "A headline without stop|\n\nThe text begins.|\n\nIt ends"},
	{"list", "1. Trade.|\n2. Security."},
	{"web", "See www.un.org for more.| It is at reuters.com.| Go."},
	{"lower case after stop", "they met. |then they left."},
	{"date line", "OSLO (AFP) - |The talks ended.| They may go on."},
	{"date line with a date", "BEIJING, May 16 — |The leaders met."},
	{"no date line", "NATO - a military alliance - met on Monday."},
	{"title in capitals", "ARGUMENT OF GEN. MARY PARK. |GOOD MORNING."},
	{"small letters", "are you sure? |who knows. |nobody does! |really"},
	{"mark of a name", "Yahoo! is older."},
	{"single quotes", "‘We agreed.’| He left.| 'Old friends' met."},
}

func TestSentences(t *testing.T) {
	for _, c := range golden {
		var want []string
		for part := range strings.SplitSeq(c.text, "|") {
			want = append(want, strings.TrimSpace(part))
		}
		d := annotate(t, strings.ReplaceAll(c.text, "|", ""))
		var got []string
		for _, s := range d.Sentences {
			got = append(got, d.Text(s.Range))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

func TestNeverAcrossBlocks(t *testing.T) {
	d := annotate(t, "A headline\nThe text.", doc.Block{Span: text.MakeSpan(0, 11), Kind: doc.Title}, doc.Block{Span: text.MakeSpan(11, 20)})
	if len(d.Sentences) != 2 || d.Sentences[0].Block != 0 || d.Sentences[1].Block != 1 {
		t.Errorf("sentences = %v", d.Sentences)
	}
}

func TestOverlongIsCut(t *testing.T) {
	d := annotate(t, strings.Repeat("one two three, ", 4000))
	for _, s := range d.Sentences {
		if s.Len() > MaxLen || s.Len() == 0 {
			t.Fatalf("a sentence has %d words", s.Len())
		}
		if s.Last < int32(len(d.Tokens)) && d.Word(s.Last-1) != "," {
			t.Fatalf("cut after %q", d.Word(s.Last-1))
		}
	}
}

// FuzzSentences holds that sentences cover the words without gap or overlap, whatever the text.
func FuzzSentences(f *testing.F) {
	for _, c := range golden {
		f.Add(c.text)
	}
	for _, s := range hostile {
		f.Add(strings.ToValidUTF8(s[:min(len(s), 60)], ""))
	}
	f.Add("a. . .\u200f” ” ”)))...!?\u2029 x\n- y")
	f.Fuzz(func(t *testing.T, s string) {
		d := annotate(t, s)
		checkCover(t, d)
	})
}

func BenchmarkSentences(b *testing.B) {
	var sb strings.Builder
	for _, c := range golden {
		sb.WriteString(strings.ReplaceAll(c.text, "|", ""))
		sb.WriteString("\n")
	}
	d := annotate(b, strings.Repeat(sb.String(), 50))
	sp, _ := lexicon.LoadSpelling()
	lex := &lexicon.Lexicon{Spelling: sp}
	b.ReportAllocs()
	for b.Loop() {
		Annotate(d, lex)
	}
	b.ReportMetric(float64(len(d.Tokens))*float64(b.N)/b.Elapsed().Seconds(), "words/s")
}
