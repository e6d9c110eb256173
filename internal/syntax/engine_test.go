package syntax

import (
	"errors"
	"strings"
	"sync"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"chancery/internal/doc"
	"chancery/internal/layout"
	"chancery/internal/lexicon"
	"chancery/internal/model"
	"chancery/internal/name"
	"chancery/internal/sentence"
	"chancery/internal/text"
	"chancery/internal/token"
)

// An engine is what reads a text up to its names, in the order of package read.
type engine struct {
	lex   *lexicon.Lexicon
	model *model.Model
}

var loadEngine = sync.OnceValues(func() (engine, error) {
	lex, err := lexicon.Load()
	if err != nil {
		return engine{}, err
	}
	m, err := model.Default()
	return engine{lex, m}, err
})

func newEngine(tb testing.TB) engine {
	tb.Helper()
	e, err := loadEngine()
	if err != nil {
		tb.Fatal(err)
	}
	return e
}

// read reads a text, which must be valid.
func (e engine) read(tb testing.TB, s string) *doc.Document {
	tb.Helper()
	src, err := text.NewSource(s)
	if err != nil {
		tb.Fatal(err)
	}
	d := &doc.Document{Source: src}
	layout.Annotate(d, e.lex)
	token.Annotate(d, e.lex)
	sentence.Annotate(d, e.lex)
	Annotate(d, e.model)
	name.Annotate(d, e.lex)
	return d
}

// hostile are texts of about n bytes, each hard in one way.
var hostile = []struct {
	name string
	make func(n int) string
}{
	{"one sentence", func(n int) string { return fill(n, "the minister who met the envoy of Peru in Lima said that ") }},
	{"one sentence with commas", func(n int) string { return fill(n, "Chad, Peru and Russia; ") }},
	{"emoji", func(n int) string {
		return fill(n, "\U0001f468\u200d\U0001f469\u200d\U0001f467 met \U0001f1eb\U0001f1f7 👍🏽. ")
	}},
	{"right to left", func(n int) string {
		return fill(n, "التقى الوزير \u202eנשיא פגש\u202c في Moscow. ")
	}},
	{"zero width", func(n int) string { return fill(n, "\u200bXi\u200b met\ufeff Pu\u00adtin\u2060.\u200d ") }},
	{"control characters", func(n int) string { return fill(n, "Xi\x00 met\x01\x7f Putin\u0085\u009f.\x1b[0m\r\n\t\v\f") }},
	{"replaced bytes", func(n int) string { return fill(n, "Xi \ufffd\ufffe\U0010ffff met P\ufffdtin. ") }},
	{"empty lines", func(n int) string { return "Xi met Putin.\n" + strings.Repeat("\n", n) + "They talked.\n" }},
	{"blank lines", func(n int) string { return "Xi met Putin." + fill(n, " \t\u00a0\r\n") + "They talked." }},
	{"long word", func(n int) string { return "Xi met " + strings.Repeat("a", n) + "." }},
	{"long capital word", func(n int) string { return strings.Repeat("Ω", n/2) + " met Putin." }},
	{"long word of pieces", func(n int) string { return fill(n, "counter") }},
	{"long word of marks", func(n int) string { return fill(n, "a-b'c_") }},
	{"long figure", func(n int) string { return strings.Repeat("1,", n/2) }},
	{"apostrophes", func(n int) string { return fill(n, "don't can’t's 's n't ") }},
	{"accents", func(n int) string { return "e" + strings.Repeat("\u0301", n/2) + " met" }},
	{"full stops", func(n int) string { return strings.Repeat(". ", n/2) }},
	{"words of one letter", func(n int) string { return strings.Repeat("a ", n/2) }},
	{"han", func(n int) string { return strings.Repeat("外交部长会见了总统。", n/30) }},
	{"quotes", func(n int) string { return fill(n, "“‘\"'«»'") }},
	{"short lines", func(n int) string { return fill(n, "Chad\n\nPeru\n") }},
}

// fill repeats s to about n bytes.
func fill(n int, s string) string { return strings.Repeat(s, n/len(s)+1) }

func TestHostileTexts(t *testing.T) {
	e := newEngine(t)
	for _, h := range hostile {
		t.Run(h.name, func(t *testing.T) {
			for _, n := range []int{1, 50, 2000, 8000} {
				s := h.make(n)
				checkEngine(t, s, e.read(t, s))
			}
		})
	}
	t.Run("sizes", func(t *testing.T) {
		for name, s := range map[string]string{
			"nothing": "", "10,000 words": strings.Repeat("word and ", 5000), "2,000 empty lines": strings.Repeat("\n", 2000),
			"a word of 100,000 characters": strings.Repeat("é", 100_000), "hyphens": strings.Repeat("anti-", 20_000),
		} {
			d := e.read(t, s)
			checkEngine(t, s, d)
			if name == "10,000 words" && len(d.Tokens) != 10_000 {
				t.Errorf("%d of 10,000 words", len(d.Tokens))
			}
		}
	})
}

// TestInvalidText holds that what is not UTF-8, as half of a surrogate pair is not, does not become a text; and that the model reads such
// words all the same.
func TestInvalidText(t *testing.T) {
	e := newEngine(t)
	for _, s := range []string{"Xi \xed\xa0\x80 met", "Putin\xff", "\xc3", "\xed\xb0\x80\xed\xa0\x80"} {
		if _, err := text.NewSource(s); !errors.Is(err, text.ErrInvalid) {
			t.Errorf("%q: %v", s, err)
		}
		sent := model.Sentence{Words: []string{"Xi", s, "Putin", s + s}}
		e.model.Analyze(&sent)
		for i, nd := range sent.Nodes {
			if nd.Lemma == "" || nd.UPOS == doc.NoPOS || nd.Head == int32(i) {
				t.Errorf("%q: %+v", s, nd)
			}
		}
	}
}

func FuzzEngine(f *testing.F) {
	e := newEngine(f)
	for _, h := range hostile {
		f.Add(h.make(120))
	}
	f.Add("LIMA, May 3 (Wire) - \"We won't sign,\" Ana Ruiz told Issa Ba of Chad.\n\nThe U.S. can't; it’s gonna wait…")
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) || len(s) > 5000 {
			t.Skip("no text, or a long one")
		}
		checkEngine(t, s, e.read(t, s))
	})
}

// checkEngine holds what everything after the engine relies upon.
func checkEngine(t *testing.T, s string, d *doc.Document) {
	t.Helper()
	checkTokens(t, s, d)
	next := int32(0)
	for _, sent := range d.Sentences {
		if sent.First != next || sent.Last <= sent.First {
			t.Fatalf("a sentence %v follows token %d", sent, next)
		}
		next = sent.Last
	}
	if int(next) != len(d.Tokens) {
		t.Fatalf("sentences end at %d of %d tokens", next, len(d.Tokens))
	}
	checkTrees(t, d)
	next = 0
	for _, nm := range d.Names {
		if nm.First < next || nm.Last <= nm.First || int(nm.Last) > len(d.Tokens) || nm.Kind == doc.NoName {
			t.Fatalf("name %v after token %d of %d", nm, next, len(d.Tokens))
		}
		if next = nm.Last; !d.Sentences[d.SentenceAt(nm.First)].Contains(nm.Last - 1) {
			t.Fatalf("name %v is not within a sentence", nm)
		}
	}
}

// checkTokens holds that tokens and gaps give the source back, gaps have no letters or figures, and parts of a multiword token
// touch and are not parted by the end of a sentence.
func checkTokens(t *testing.T, s string, d *doc.Document) {
	t.Helper()
	var b strings.Builder
	pos, firsts := uint32(0), map[int32]bool{}
	for _, sent := range d.Sentences {
		firsts[sent.First] = true
	}
	for i := range d.Tokens {
		tok := &d.Tokens[i]
		if tok.Start < pos || tok.IsEmpty() || int(tok.End) > len(s) {
			t.Fatalf("token %d at %v after %d in %d bytes", i, tok.Span, pos, len(s))
		}
		gap, word := s[pos:tok.Start], d.Word(int32(i))
		if !utf8.ValidString(word) || strings.ContainsFunc(gap, isWritten) {
			t.Fatalf("token %d %q after the gap %q", i, word, gap)
		}
		if tok.Joined && (gap != "" || i == 0 || firsts[int32(i)]) {
			t.Fatalf("token %d %q goes on with a word over the gap %q", i, word, gap)
		}
		b.WriteString(gap + word)
		pos = tok.End
	}
	if rest := s[pos:]; strings.ContainsFunc(rest, isWritten) || b.String()+rest != s {
		t.Fatalf("tokens and gaps do not give the text back: %q at the end", rest)
	}
}

func isWritten(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }

// TestTogetherAsAlone holds that a sentence is read in the same way alone and within its article.
func TestTogetherAsAlone(t *testing.T) {
	e := newEngine(t)
	for _, s := range articles(t)[:8] {
		d := e.read(t, s)
		for _, sent := range d.Sentences {
			one := model.Sentence{}
			for i := sent.First; i < sent.Last; i++ {
				one.Words = append(one.Words, d.Word(i))
			}
			e.model.Analyze(&one)
			var got []model.Node
			for i := sent.First; i < sent.Last; i++ {
				tok := &d.Tokens[i]
				nd := model.Node{Lemma: tok.Lemma, Feats: tok.Feats, UPOS: tok.UPOS, Rel: tok.Rel, Name: tok.Tag, Head: model.NoHead}
				if tok.Head != doc.None {
					nd.Head = tok.Head - sent.First
				}
				got = append(got, nd)
			}
			if diff := cmp.Diff(one.Nodes, got); diff != "" {
				t.Fatalf("%q: (-alone +together)\n%s", d.Text(sent.Range), diff)
			}
		}
	}
}
