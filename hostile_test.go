package chancery_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"chancery/internal/doc"
	"chancery/internal/layout"
	"chancery/internal/model"
	"chancery/internal/read"
	"chancery/internal/record"
	"chancery/internal/report"
	"chancery/internal/sentence"
	"chancery/internal/text"
	"chancery/internal/token"
)

// A shape is a text of about n bytes that is hard in one way.
type shape struct {
	name string
	make func(n int) string
}

// fill repeats s to about n bytes; "%d" in it is the number of the repetition.
func fill(n int, s string) string {
	var b strings.Builder
	for i := 0; b.Len() < n; i++ {
		if strings.Contains(s, "%d") {
			fmt.Fprintf(&b, s, i)
		} else {
			b.WriteString(s)
		}
	}
	return b.String()
}

// spell writes a number in letters, so that names can be told apart: 0 is "Ba", 27 is "Baba".
func spell(i int) string {
	s := ""
	for {
		s += string("bcdfghklmnprstvz"[i%16]) + string("aeiou"[i/16%5])
		if i /= 80; i == 0 {
			return strings.ToUpper(s[:1]) + s[1:]
		}
	}
}

func fillNames(n int, format string) string {
	var b strings.Builder
	for i := 0; b.Len() < n; i++ {
		fmt.Fprintf(&b, format, spell(i), spell(i*7+3))
	}
	return b.String()
}

const plain = "The foreign minister of Chad met his Peruvian counterpart in Lima on Monday and said they would sign a treaty next week. "

var shapes = []shape{
	{"one line", func(n int) string { return fill(n, plain) }},
	{"one sentence", func(n int) string {
		return fill(n, "the minister of Chad met the envoy of Peru in Lima on Monday and ")
	}},
	{"commas", func(n int) string { return fill(n, "Chad, Peru, Russia and China, ") }},
	{"short lines", func(n int) string { return fill(n, "Chad met Peru %d\n") }},
	{"one word lines", func(n int) string { return fill(n, "said\n") }},
	{"blank lines", func(n int) string { return "Talks\n" + strings.Repeat("\n", n) + plain }},
	{"spaces", func(n int) string { return "Talks" + strings.Repeat(" ", n) + plain }},
	{"one word", func(n int) string { return strings.Repeat("a", n) }},
	{"one capital word", func(n int) string { return strings.Repeat("A", n) }},
	{"one hyphened word", func(n int) string { return fill(n, "pro-") }},
	{"dotted word", func(n int) string { return fill(n, "U.S.") }},
	{"digits", func(n int) string { return strings.Repeat("1", n) }},
	{"digits and commas", func(n int) string { return strings.Repeat("1,", n/2) }},
	{"apostrophes", func(n int) string { return strings.Repeat("'s", n/2) }},
	{"quotation marks", func(n int) string { return strings.Repeat(`"`, n) }},
	{"opening marks", func(n int) string { return strings.Repeat("“", n/3) }},
	{"single marks", func(n int) string { return strings.Repeat("' ", n/2) }},
	{"quoted words", func(n int) string { return fill(n, `"peace" `) }},
	{"quotes", func(n int) string { return fill(n, "\"We want peace,\" he said. ") }},
	{"open quotes", func(n int) string { return fill(n, "“We want peace, he said.\n") }},
	{"opening marks and words", func(n int) string { return fill(n, "“we want peace ") }},
	{"quotes of one block", func(n int) string { return fill(n, "“We” want “peace”, said ") }},
	{"names", func(n int) string { return fillNames(n, "%s %s, ") }},
	{"names in sentences", func(n int) string { return fillNames(n, "President %s %s met him on Monday. ") }},
	{"surnames in sentences", func(n int) string { return fillNames(n, "Mr %s praised Minister %s. ") }},
	{"one name", func(n int) string { return fill(n, "Putin ") }},
	{"pronouns", func(n int) string { return fill(n, "He met him and they told them. ") }},
	{"groups", func(n int) string { return fill(n, "The two sides met and both leaders agreed. ") }},
	{"dates", func(n int) string { return fill(n, "on June 3, 2014, ") }},
	{"dates in sentences", func(n int) string { return fill(n, "They met on June 3, 2014. ") }},
	{"years", func(n int) string { return fill(n, "2014 ") }},
	{"relative dates", func(n int) string { return fill(n, "two days after the week before last Monday ") }},
	{"number words", func(n int) string { return fill(n, "two hundred and ") }},
	{"date lines", func(n int) string { return fill(n, "June 3, 2014\n") }},
	{"places", func(n int) string { return fill(n, "in Paris, France, in London, Ontario, ") }},
	{"acts", func(n int) string { return fill(n, "China met Russia. ") }},
	{"acts of one sentence", func(n int) string { return fill(n, "China met Russia and ") }},
	{"acts of many", func(n int) string { return fillNames(n, "%s met %s in China. ") }},
	{"nested clauses", func(n int) string { return fill(n, "he said that ") }},
	{"brackets", func(n int) string { return strings.Repeat("(", n/2) + strings.Repeat(")", n/2) }},
	{"bracketed words", func(n int) string { return fill(n/2, "(Chad ") + fill(n/2, ") ") }},
	{"emoji", func(n int) string {
		return strings.Repeat("\U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f1eb\U0001f1f7", n/28)
	}},
	{"zero width", func(n int) string { return "Ch" + strings.Repeat("\u200b\u2060", n/6) + "ad met Peru." }},
	{"right to left", func(n int) string {
		return fill(n, "التقى الوزير الروسي \u202eنظيره\u202c في موسكو. ")
	}},
	{"han", func(n int) string { return strings.Repeat("外交部长会见了俄罗斯总统", n/36) }},
	{"accents", func(n int) string { return "e" + strings.Repeat("\u0301", n/2) }},
	{"full stops", func(n int) string { return strings.Repeat(". ", n/2) }},
	{"dots", func(n int) string { return strings.Repeat(".", n) }},
	{"dashes", func(n int) string { return strings.Repeat("- ", n/2) }},
	{"slashes", func(n int) string { return strings.Repeat("/a", n/2) }},
	{"addresses", func(n int) string { return "http://" + strings.Repeat("a.", n/2) }},
	{"ats", func(n int) string { return strings.Repeat("a@", n/2) }},
	{"capitals", func(n int) string { return fill(n, "THE PRESIDENT OF CHAD MET THE PRESIDENT OF PERU ") }},
	{"tags", func(n int) string { return fill(n, "<p>Chad met Peru.</p>\n") }},
	{"script lines", func(n int) string { return fill(n, "function f() { return %d; }\n") }},
}

// A parrot gives a sentence the syntax that it was given before: sentences are parsed one by one, so that their number
// alone tells what that costs, and a test of what comes after need not wait for it.
type parrot struct {
	model *model.Model
	heard map[string][]model.Node
}

func (p *parrot) annotate(d *doc.Document) {
	for _, sent := range d.Sentences {
		s := model.Sentence{}
		for i := sent.First; i < sent.Last; i++ {
			s.Words = append(s.Words, d.Word(i))
		}
		key := strings.Join(s.Words, " ")
		if p.heard[key] == nil {
			p.model.Analyze(&s)
			p.heard[key] = s.Nodes
		}
		for k, nd := range p.heard[key] {
			tok := &d.Tokens[sent.First+int32(k)]
			tok.Lemma, tok.Feats, tok.UPOS, tok.Rel, tok.Tag, tok.Head = nd.Lemma, nd.Feats, nd.UPOS, nd.Rel, nd.Name, doc.None
			if nd.Head != model.NoHead {
				tok.Head = sent.First + nd.Head
			}
		}
	}
	d.Mark(doc.Syntax)
}

// readShape reads a text as Reader.Read does and says how long that took, but for the parsing of sentences.
func readShape(t *testing.T, r *read.Reader, p *parrot, s string) time.Duration {
	t.Helper()
	src, err := text.NewSource(s)
	if err != nil {
		t.Fatal(err)
	}
	d := &doc.Document{Source: src}
	begin := time.Now()
	layout.Annotate(d, r.Lexicon())
	token.Annotate(d, r.Lexicon())
	sentence.Annotate(d, r.Lexicon())
	took := time.Since(begin)
	p.annotate(d)
	begin = time.Now()
	r.Annotate(d)
	report.Actors(d)
	report.Quotes(d)
	report.Make(d)
	return took + time.Since(begin)
}

// TestCostIsLinear holds that to read a text takes about as long as to read one of a quarter of its length four times; a
// step that costs the square takes four times as long. Of several runs the shortest counts, for other programs may have
// had the processor.
func TestCostIsLinear(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long")
	}
	const (
		size   = 50_000
		factor = 2
		floor  = 30 * time.Millisecond // below it the clock says little
	)
	r := newReader(t)
	m, err := model.Default()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range shapes {
		t.Run(s.name, func(t *testing.T) {
			p := &parrot{m, map[string][]model.Node{}}
			short, long := s.make(size), s.make(4*size)
			parts, whole := time.Hour, time.Hour
			for range 8 {
				runtime.GC()
				whole = min(whole, readShape(t, r, p, long))
				runtime.GC()
				four := time.Duration(0)
				for range 4 {
					four += readShape(t, r, p, short)
				}
				if parts = min(parts, four); whole < max(floor, time.Duration(factor*float64(parts))) {
					return
				}
			}
			t.Errorf("%d bytes take %v, %d bytes four times %v", len(long), whole, len(short), parts)
		})
	}
}

// TestShapesAreRead reads each shape whole: no panic, all spans within the text, and the claims say what stands there.
func TestShapesAreRead(t *testing.T) {
	r := newReader(t)
	for _, s := range shapes {
		for _, n := range []int{1, 60, 1500} {
			checkReading(t, r, s.name, s.make(n))
		}
	}
}

// checkReading reads a text and holds that what was found lies in it.
func checkReading(t *testing.T, r *read.Reader, name, s string) {
	t.Helper()
	got, err := r.Read(record.Article{Text: s})
	if err != nil {
		t.Errorf("%s: %v", name, err)
		return
	}
	check := func(what string, start, end uint32, words string) {
		if start > end || int(end) > len(s) || s[start:end] != words {
			t.Errorf("%s: %s %d to %d is not %q", name, what, start, end, words)
		}
	}
	for _, rep := range got.Reports {
		if len(rep.Claims) == 0 {
			t.Errorf("%s: a report without a claim: %+v", name, rep)
		}
		for _, c := range rep.Claims {
			check("claim", c.Start, c.End, c.Words)
		}
	}
	for _, q := range got.Quotes {
		check("quote", q.Start, q.End, s[q.Start:q.End])
		if !strings.HasPrefix(q.Words, s[q.Start:q.End]) {
			t.Errorf("%s: quote %q does not begin with %q", name, q.Words, s[q.Start:q.End])
		}
	}
}

func FuzzRead(f *testing.F) {
	r := newReader(f)
	for _, s := range shapes {
		f.Add(s.make(300))
	}
	f.Add("LIMA, May 3, 2019 (Example Wire) - \"We will sign,\" President Ana Ruiz told Issa Ba of Chad on Friday.\n\nShe had said in 2018 that they would not meet.\n")
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) || len(s) > 5000 {
			t.Skip()
		}
		checkReading(t, r, "fuzz", s)
	})
}
