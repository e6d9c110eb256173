package act_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"chancery/internal/act"
	"chancery/internal/doc"
	"chancery/internal/text"
)

// words are what the random documents are made of: triggers, actors, prepositions, cues.
var words = strings.Fields(`Russia Ukraine Macron he they who met visited will imposed sanctions on with to talks of between and , if not
	the a agreed attack that Monday was refused by in Paris "`)

// randomDocument is a document with any words, tags and trees, right or absurd, but within its own bounds.
func randomDocument(rnd *rand.Rand) *doc.Document {
	n := 1 + rnd.IntN(30)
	var b strings.Builder
	d := &doc.Document{}
	for range n {
		w := words[rnd.IntN(len(words))]
		d.Tokens = append(d.Tokens, doc.Token{
			Span: text.MakeSpan(b.Len(), b.Len()+len(w)), Lemma: strings.ToLower(w),
			UPOS: doc.UPOS(rnd.IntN(doc.NumUPOS)), Rel: doc.Rel(rnd.IntN(doc.NumRels)), Head: int32(rnd.IntN(n+1)) - 1,
			Feats: []string{"", "VerbForm=Fin|Tense=Past", "VerbForm=Inf", "VerbForm=Part|Tense=Past", "VerbForm=Ger"}[rnd.IntN(5)],
		})
		b.WriteString(w + " ")
	}
	d.Source, _ = text.NewSource(b.String())
	d.Sentences = []doc.Sentence{{Range: doc.Range{Last: int32(n)}}}
	d.Blocks = []doc.Block{{Span: d.All()}}
	for i := range 3 {
		d.Actors = append(d.Actors, doc.Actor{ID: fmt.Sprint(i), Kind: doc.ActorKind(1 + rnd.IntN(4)), Country: []string{"RUS", "UKR", ""}[i], Sector: "GOV", Known: true})
	}
	for i := range n {
		if rnd.IntN(3) == 0 {
			rg := doc.Range{First: int32(i), Last: int32(min(n, i+1+rnd.IntN(2)))}
			d.Mentions = append(d.Mentions, doc.Mention{Span: d.Span(rg), Tokens: rg, Head: int32(i), Actor: int32(rnd.IntN(3))})
		}
	}
	d.Mark(doc.Blocks | doc.Tokens | doc.Sentences | doc.Syntax | doc.Actors)
	return d
}

// FuzzAnnotate holds what Annotate promises whatever the tree: it ends, indices are in bounds, acts stand in order, and the
// same document gives the same acts.
func FuzzAnnotate(f *testing.F) {
	for seed := range uint64(40) {
		f.Add(seed)
	}
	lex := load(f).Lexicon()
	f.Fuzz(func(t *testing.T, seed uint64) {
		d := randomDocument(rand.New(rand.NewPCG(seed, 1)))
		again := randomDocument(rand.New(rand.NewPCG(seed, 1)))
		act.Annotate(d, lex)
		act.Annotate(again, lex)
		if !reflect.DeepEqual(d.Acts, again.Acts) {
			t.Fatal("two readings differ")
		}
		for i := range d.Acts {
			a := &d.Acts[i]
			if i > 0 && d.Acts[i-1].Trigger > a.Trigger {
				t.Fatal("acts are not in order")
			}
			if a.Trigger < a.Tokens.First || a.Trigger >= a.Tokens.Last || int(a.Tokens.Last) > len(d.Tokens) {
				t.Fatalf("trigger %d outside %v", a.Trigger, a.Tokens)
			}
			if len(a.Parties) == 0 || a.Status == 0 || a.Kind == 0 {
				t.Fatalf("incomplete: %+v", a)
			}
			for _, p := range a.Parties {
				if int(p.Actor) >= len(d.Actors) || p.Mention < 0 || int(p.Mention) >= len(d.Mentions) {
					t.Fatalf("party %+v", p)
				}
			}
		}
	})
}

func TestNothingWithoutItsLayers(t *testing.T) {
	d := &doc.Document{}
	act.Annotate(d, load(t).Lexicon())
	if d.Has(doc.Acts) {
		t.Error("says that acts were looked for in a document without trees")
	}
}

// TestPlaceBecomesHost: a visit to a place that no mention names makes its state an actor, mentioned by the place.
func TestPlaceBecomesHost(t *testing.T) {
	d := annotate(t, load(t), "Emmanuel Macron arrived in Harbin on Thursday.")
	if len(d.Acts) != 1 || len(d.Acts[0].Parties) != 2 {
		t.Fatalf("%d acts", len(d.Acts))
	}
	host := d.Acts[0].Parties[1]
	if d.Actors[host.Actor].ID != "CHN" || d.Slice(d.Mentions[host.Mention].Span) != "Harbin" || !host.Recipient {
		t.Errorf("host %+v", host)
	}
	for i := 1; i < len(d.Mentions); i++ {
		if d.Mentions[i-1].Span.Compare(d.Mentions[i].Span) > 0 {
			t.Error("mentions are not in order")
		}
	}
}

func BenchmarkAnnotate(b *testing.B) {
	rd := load(b)
	var s strings.Builder
	for _, f := range rd.Lexicon().Frames.All {
		for _, e := range f.Examples {
			s.WriteString(e.Text + " ")
		}
	}
	d := annotate(b, rd, s.String())
	lex := rd.Lexicon()
	b.ReportAllocs()
	for b.Loop() {
		act.Annotate(d, lex)
	}
	b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N)/float64(len(d.Tokens))*1000, "ms/1000words")
}
