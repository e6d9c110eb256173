package token

import (
	"strings"
	"testing"
	"unicode/utf8"

	"chancery/internal/doc"
	"chancery/internal/lexicon"
	"chancery/internal/text"
)

// FuzzTokens holds that words are in order, within bounds, on rune boundaries and not empty, that the gaps between them have nothing
// but what stands in no word, and that a word that goes on with another touches it.
func FuzzTokens(f *testing.F) {
	for _, c := range golden {
		f.Add(c.text)
	}
	for _, s := range []string{
		"", " ", "\x00\x01", "'", "''''", "’s’s’s", "n't", "-'-'-", "a.b.c.d.", "U.S.A.B", "1.2.3,4:5/6-7", "http://", "www.a", "a@b@c.com", "...---...", "🇫🇷🇫", "\u200d\u200d", "e\u0301'\u0301s",
		"\u202eabc\u202c", "$$$1", "US$", "+1+", ".5.", "cannot've", "can’t’ve", "ＡＢＣ　ＤＥＦ。", "((((http://x.y/z))))", "١٢٣", "a_b@c", "I.", "V. V. V.", "x.Y.z",
	} {
		f.Add(s)
	}
	sp, err := lexicon.LoadSpelling()
	if err != nil {
		f.Fatal(err)
	}
	lex := &lexicon.Lexicon{Spelling: sp}
	f.Fuzz(func(t *testing.T, s string) {
		src, err := text.NewSource(s)
		if err != nil {
			t.Skip("not a text")
		}
		d := &doc.Document{Source: src}
		Annotate(d, lex)
		checkGaps(t, d)
	})
}

func checkGaps(t *testing.T, d *doc.Document) {
	t.Helper()
	s, pos := d.String(), 0
	for i, tok := range d.Tokens {
		if int(tok.Start) < pos || tok.IsEmpty() || int(tok.End) > len(s) || !utf8.RuneStart(s[tok.Start]) || int(tok.End) < len(s) && !utf8.RuneStart(s[tok.End]) {
			t.Fatalf("%q: token %d has span %v after %d", s, i, tok.Span, pos)
		}
		if tok.Joined && int(tok.Start) != pos {
			t.Fatalf("%q: token %d goes on with a word that it does not touch", s, i)
		}
		checkGap(t, s[pos:tok.Start])
		pos = int(tok.End)
	}
	checkGap(t, s[pos:])
}

func checkGap(t *testing.T, gap string) {
	t.Helper()
	for _, r := range gap {
		if !isGap(r) {
			t.Fatalf("%q stands in no word", r)
		}
	}
}

func TestBlocksDivideWords(t *testing.T) {
	sp, err := lexicon.LoadSpelling()
	if err != nil {
		t.Fatal(err)
	}
	src, _ := text.NewSource("abcdef")
	d := &doc.Document{Source: src, Blocks: []doc.Block{{Span: text.MakeSpan(0, 3)}, {Span: text.MakeSpan(3, 6)}}}
	Annotate(d, &lexicon.Lexicon{Spelling: sp})
	if len(d.Tokens) != 2 || d.Word(0) != "abc" || d.Word(1) != "def" {
		t.Errorf("tokens = %v", d.Tokens)
	}
}

// hostile is what a tokenizer may take too long over: each is one long run without white space.
var hostile = []string{"a", "'", "-", ".", "a-", "a'", "a.", "1-", "1.", "U.", "(", "((a", "http://a", "www.a.", "a@", "a/", "_", "’", "🇫", "\u200d", "é", "$", "x.Y"}

// TestLongRuns holds that the time grows with the length of the text, not with its square.
func TestLongRuns(t *testing.T) {
	sp, err := lexicon.LoadSpelling()
	if err != nil {
		t.Fatal(err)
	}
	lex := &lexicon.Lexicon{Spelling: sp}
	for _, part := range hostile {
		src, _ := text.NewSource(strings.Repeat(part, 400_000/len(part)))
		d := &doc.Document{Source: src}
		Annotate(d, lex)
		checkGaps(t, d)
	}
}

func BenchmarkWords(b *testing.B) {
	sp, err := lexicon.LoadSpelling()
	if err != nil {
		b.Fatal(err)
	}
	lex := &lexicon.Lexicon{Spelling: sp}
	var sb strings.Builder
	for _, c := range golden {
		sb.WriteString(c.text + " The foreign minister of the country met his counterpart on Monday.\n")
	}
	src, _ := text.NewSource(strings.Repeat(sb.String(), 20))
	words := 0
	b.ReportAllocs()
	for b.Loop() {
		d := &doc.Document{Source: src}
		Annotate(d, lex)
		words += len(d.Tokens)
	}
	b.ReportMetric(float64(words)/b.Elapsed().Seconds(), "words/s")
}
