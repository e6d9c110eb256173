package model

import (
	"math"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chancery/internal/doc"
	"chancery/internal/model/feature"
)

func TestWeightsAreNearTheirBytes(t *testing.T) {
	for w := -1000.0; w <= 1000; w += 0.5 {
		got := float64(expand[uint8(Squeeze(w))])
		if allowed := max(0.5, (math.Abs(w)-FineMax)/coarse); math.Abs(got-w) > max(allowed, coarse/2) && math.Abs(w) < FineMax+31*coarse {
			t.Errorf("%v comes back as %v", w, got)
		}
		if math.Abs(w) <= FineMax && math.Abs(got-w) > 0.5 {
			t.Errorf("%v comes back as %v", w, got)
		}
	}
}

func TestTablesComeBack(t *testing.T) {
	want := map[uint64][feature.NumActions]int32{}
	var ws []Weight
	for i := range uint32(3000) {
		f := feature.Mix(7, i, 0, 0)
		row := [feature.NumActions]int32{}
		for label := range uint8(feature.NumActions) {
			if v := int8(i*7+uint32(label)*31) % 90; v != 0 && (i+uint32(label))%3 != 0 {
				ws = append(ws, Weight{f, label, v})
				row[label] = int32(v)
			}
		}
		want[f] = row
	}
	var steps stepTable
	steps.read(&reader{data: string(AppendSteps(nil, ws))})
	var tab table
	r := reader{data: string(AppendTable(nil, ws))}
	tab.read(&r)
	if r.err != nil || r.data != "" {
		t.Fatalf("error %v, %d bytes are left", r.err, len(r.data))
	}
	wrong := 0
	for f, row := range want {
		var a [feature.NumActions]int32
		b := make([]int32, feature.NumActions)
		steps.addAll(&a, []uint64{f})
		tab.addAll(b, []uint64{f})
		if a != row || [feature.NumActions]int32(b) != row {
			wrong++ // a feature may be taken for another one, in one of some thousand cases
		}
	}
	if wrong > 3 {
		t.Errorf("%d of %d features have other weights", wrong, len(want))
	}
	unknown := 0
	for i := range uint32(100_000) {
		var a [feature.NumActions]int32
		if steps.addAll(&a, []uint64{feature.Mix(8, i, 0, 0)}); a != [feature.NumActions]int32{} {
			unknown++
		}
	}
	if unknown > 60 {
		t.Errorf("%d of 100,000 unknown features have weights", unknown)
	}
}

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

func TestDamagedFileIsRefused(t *testing.T) {
	for _, n := range []int{0, 3, 20, 100, 10_000, len(weights) - 1} {
		if _, err := Load(weights[:n]); err == nil || !strings.HasPrefix(err.Error(), "model: ") {
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
