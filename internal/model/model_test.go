package model

import (
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chancery/internal/doc"
	"chancery/internal/model/neural"
)

func TestScripts(t *testing.T) {
	for _, c := range []struct{ form, lemma, other, want string }{
		{"talks", "talk", "walks", "walk"}, {"Met", "meet", "Met", "meet"}, {"countries", "country", "Parties", "party"},
		{"Xi", "Xi", "Macron", "Macron"}, {"The", "the", "THE", "the"}, {"été", "étai", "épé", "épai"},
	} {
		s := MakeScript(c.form, c.lemma)
		if got := s.Apply(c.form); got != c.lemma {
			t.Errorf("%+v makes %q of %q", s, got, c.form)
		}
		if got := s.Apply(c.other); got != c.want {
			t.Errorf("%+v makes %q of %q, want %q", s, got, c.other, c.want)
		}
	}
}

func TestFineTag(t *testing.T) {
	for _, c := range []struct{ upos, feats, want string }{
		{"VERB", "Mood=Ind|Tense=Past|VerbForm=Fin", "VERB|Mood=Ind|VerbForm=Fin"},
		{"VERB", "Tense=Past|VerbForm=Part|Voice=Pass", "VERB|Tense=Past|VerbForm=Part|Voice=Pass"},
		{"NOUN", "Abbr=Yes|Number=Plur", "NOUN|Number=Plur"},
		{"PUNCT", "", "PUNCT"},
	} {
		if got := FineTag(c.upos, c.feats); got != c.want {
			t.Errorf("FineTag(%s, %s) = %s, want %s", c.upos, c.feats, got, c.want)
		}
	}
}

func TestLemmasComeBack(t *testing.T) {
	scripts := []Script{{Lower: true}, {Lower: true, Strip: 3, Add: "y"}, {Add: "é"}}
	rules := map[uint32]uint16{7: 0, 1 << 31: 2, 99: 1}
	l, err := readLemmas(string(AppendLemmas(nil, scripts, rules)))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(scripts, l.scripts) + cmp.Diff(rules, l.rules); diff != "" {
		t.Error(diff)
	}
}

func TestFormKeys(t *testing.T) {
	a, b, c := MakeFormKeys("Countries"), MakeFormKeys("parties"), MakeFormKeys("is")
	if a[3] != b[3] || a[5] == b[5] {
		t.Errorf("the same ending has the keys %v and %v", a, b)
	}
	if c[1] == 0 || c[2] != 0 || c[3] != 0 || c[4] != 0 {
		t.Errorf("a word of two characters has the keys %v", c)
	}
	if MakeFormKeys("G20") != MakeFormKeys("g77") {
		t.Error("figures matter")
	}
}

func TestDamagedFileIsRefused(t *testing.T) {
	net, err := neural.Default()
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range []int{0, 3, 20, 100, 10_000, len(lemmas) - 1} {
		if _, err := New(net, lemmas[:n]); err == nil || !strings.HasPrefix(err.Error(), "model: ") {
			t.Errorf("the first %d bytes: error %v", n, err)
		}
	}
}

var sentences = [][]string{
	{"Xi", "met", "Putin", "."},
	{"The", "two", "leaders", "were", "expected", "to", "discuss", "trade", ",", "officials", "said", "."},
	{"THE", "U.S.", "AND", "CHINA"},
	{"."},
	{"’s", "👍", "\u202e", ""},
}

// TestSameForAll holds that an answer does not depend on what was analysed before or at the same time.
func TestSameForAll(t *testing.T) {
	m, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	want := make([][]Node, len(sentences))
	for i, words := range sentences {
		s := Sentence{Words: words}
		m.Analyze(&s)
		want[i] = s.Nodes
	}
	var wg sync.WaitGroup
	for g := range 8 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			var s Sentence
			for k := range 40 {
				i := (k*7 + g) % len(sentences)
				s.Words = sentences[i]
				m.Analyze(&s)
				if diff := cmp.Diff(want[i], s.Nodes); diff != "" {
					t.Errorf("sentence %d: %s", i, diff)
				}
			}
		}()
	}
	wg.Wait()
}

func TestAgreement(t *testing.T) {
	m, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		words        string
		verb         int
		number, pers string
	}{
		{"He met them .", 1, "Sing", "3"},
		{"They met him .", 1, "Plur", "3"},
		{"We met him .", 1, "Plur", "1"},
		{"The ministers of France met him .", 4, "Plur", "3"},
	} {
		s := Sentence{Words: strings.Fields(c.words)}
		m.Analyze(&s)
		tok := doc.Token{Feats: s.Nodes[c.verb].Feats}
		if tok.Feat("Number") != c.number || tok.Feat("Person") != c.pers {
			t.Errorf("%s: %s, want number %s, person %s", c.words, tok.Feats, c.number, c.pers)
		}
	}
}

func TestClauses(t *testing.T) {
	m, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		words  string
		clause int
		want   doc.Rel
	}{
		{"Iran denied on Sunday that its forces had supplied the drones .", 8, doc.Ccomp},
		{"They left because the talks failed .", 5, doc.Advcl},
	} {
		s := Sentence{Words: strings.Fields(c.words)}
		m.Analyze(&s)
		if got := s.Nodes[c.clause].Rel; got != c.want {
			t.Errorf("%s: %v, want %v", c.words, got, c.want)
		}
	}
}

func TestOverlongSentence(t *testing.T) {
	m, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	s := Sentence{Words: strings.Fields(strings.Repeat("the man who said that ", 120))}
	m.Analyze(&s)
	roots := 0
	for i, nd := range s.Nodes {
		if nd.Head == NoHead {
			roots++
		} else if nd.Head == int32(i) || int(nd.Head) >= len(s.Nodes) {
			t.Fatalf("word %d has the head %d", i, nd.Head)
		}
	}
	if roots != 1 {
		t.Errorf("%d roots", roots)
	}
}

func BenchmarkAnalyze(b *testing.B) {
	m, err := Default()
	if err != nil {
		b.Fatal(err)
	}
	s := Sentence{Words: strings.Fields("French President Emmanuel Macron met with German Chancellor Olaf Scholz in Berlin on Tuesday , a spokesman for the government said .")}
	b.ReportAllocs()
	for b.Loop() {
		m.Analyze(&s)
	}
	b.ReportMetric(float64(len(s.Words))*float64(b.N)/b.Elapsed().Seconds(), "words/s")
}
