package syntax

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chancery/internal/doc"
	"chancery/internal/lexicon"
	"chancery/internal/model"
	"chancery/internal/score"
	"chancery/internal/sentence"
	"chancery/internal/text"
	"chancery/internal/token"
)

var update = flag.Bool("update", false, "rewrite the golden counts")

// parse reads a text up to its trees.
func parse(t testing.TB, s string) *doc.Document {
	t.Helper()
	sp, err := lexicon.LoadSpelling()
	if err != nil {
		t.Fatal(err)
	}
	m, err := model.Default()
	if err != nil {
		t.Fatal(err)
	}
	src, err := text.NewSource(s)
	if err != nil {
		t.Skip("not a text")
	}
	d := &doc.Document{Source: src}
	lex := &lexicon.Lexicon{Spelling: sp}
	token.Annotate(d, lex)
	sentence.Annotate(d, lex)
	Annotate(d, m)
	return d
}

// arc is how the word stands to its head: "Xi <nsubj met".
func arc(d *doc.Document, word string) string {
	for i := range d.Tokens {
		if d.Word(int32(i)) == word {
			head := "-"
			if h := d.Tokens[i].Head; h != doc.None {
				head = d.Word(h)
			}
			return word + " <" + d.Tokens[i].Rel.String() + " " + head
		}
	}
	return word + " is missing"
}

// TestNewsTrees holds arcs that everything after this package builds upon, on plain sentences of the register of news.
func TestNewsTrees(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"French President Emmanuel Macron met German Chancellor Olaf Scholz in Berlin on Tuesday.",
			[]string{"Emmanuel <nsubj met", "Macron <flat Emmanuel", "met <root -", "Tuesday <obl met", "on <case Tuesday"}},
		{"Iran denied on Sunday that it had supplied drones to Russia.",
			[]string{"Iran <nsubj denied", "supplied <ccomp denied", "it <nsubj supplied", "drones <obj supplied", "had <aux supplied"}},
		{"The Philippines summoned the Chinese ambassador.",
			[]string{"Philippines <nsubj summoned", "ambassador <obj summoned", "Chinese <amod ambassador"}},
		{"Washington has warned Beijing against providing lethal weapons to Moscow.",
			[]string{"Washington <nsubj warned", "Beijing <iobj warned", "providing <advcl warned", "weapons <obj providing"}},
		{"The deal was signed by the two foreign ministers.",
			[]string{"deal <nsubj:pass signed", "was <aux:pass signed", "ministers <obl:agent signed", "two <nummod ministers"}},
		{"Brazil's president will not visit Chile, a spokesman said.",
			[]string{"Brazil <nmod:poss president", "president <nsubj visit", "Chile <obj visit", "not <advmod visit", "spokesman <nsubj said"}},
	} {
		d := parse(t, c.text)
		var got []string
		for _, w := range c.want {
			got = append(got, arc(d, w[:strings.Index(w, " ")]))
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.text, diff)
		}
	}
}

// FuzzTrees holds that there is a tree for every sentence, whatever the text.
func FuzzTrees(f *testing.F) {
	for _, s := range []string{
		"", ".", "Xi met Putin.", "((((", "a a a a a a a a", "\u202eשלום עולם", "👍 👍🏽 🇫🇷", "’s ’s n't", "THE U.S. AND CHINA TALK", "1 2 3, 4 5 6", "习近平会见普京。", strings.Repeat("the man who ", 60), strings.Repeat(", ", 300), strings.Repeat("very ", 500) + "good",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { checkTrees(t, parse(t, s)) })
}

func checkTrees(t *testing.T, d *doc.Document) {
	t.Helper()
	for _, sent := range d.Sentences {
		roots := 0
		for i := sent.First; i < sent.Last; i++ {
			tok := &d.Tokens[i]
			if (tok.Head == doc.None) != (tok.Rel == doc.Root) || tok.Rel == doc.NoRel || tok.UPOS == doc.NoPOS || tok.Lemma == "" {
				t.Fatalf("token %d %q: head %d, %v, %v, lemma %q", i, d.Word(i), tok.Head, tok.Rel, tok.UPOS, tok.Lemma)
			}
			if tok.Head == doc.None {
				roots++
				continue
			}
			if !sent.Contains(tok.Head) {
				t.Fatalf("token %d has its head %d outside of the sentence %v", i, tok.Head, sent)
			}
			steps := 0
			for h := i; h != doc.None; h = d.Tokens[h].Head {
				if steps++; steps > sent.Len() {
					t.Fatalf("token %d stands in a circle", i)
				}
			}
		}
		if roots != 1 {
			t.Fatalf("%d roots in %q", roots, d.Text(sent.Range))
		}
	}
}

func TestNeedsItsLayers(t *testing.T) {
	src, _ := text.NewSource("Xi met Putin.")
	d := &doc.Document{Source: src}
	m, err := model.Default()
	if err != nil {
		t.Fatal(err)
	}
	Annotate(d, m)
	if d.Has(doc.Syntax) {
		t.Error("marked without tokens")
	}
}

const shared = "../../../shared/data"

// TestGoldenCounts holds what is found of the development parts of the treebanks, from raw text, and of names. Better and worse both
// show as a difference.
func TestGoldenCounts(t *testing.T) {
	if _, err := os.Stat(shared); err != nil {
		t.Skip("no development data in " + shared)
	}
	got := map[string]any{}
	for name, file := range map[string]string{"ewt": "ud/ewt/en_ewt-ud-dev.conllu", "gum": "ud/gum/en_gum-free-dev.conllu"} {
		gold, err := score.ReadCoNLLU(open(t, file))
		if err != nil {
			t.Fatal(err)
		}
		d := parse(t, gold.Raw())
		checkTrees(t, d)
		if got[name], err = score.Trees(gold, score.TreesOf(d)); err != nil {
			t.Fatal(err)
		}
	}
	for name, file := range map[string]string{"ewt-names": "ner/uner-ewt-dev.iob2", "gum-names": "ner/gum-free-dev.iob2"} {
		gold, err := score.ReadNames(open(t, file))
		if err != nil {
			t.Fatal(err)
		}
		d := parse(t, gold.Raw())
		if got[name], err = score.Names(gold, d, score.TaggedNames(d)); err != nil {
			t.Fatal(err)
		}
	}
	b, err := json.MarshalIndent(got, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	golden := filepath.Join("testdata", "dev.json")
	if *update {
		if err := os.WriteFile(golden, append(b, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.TrimSpace(string(want)), string(b)); diff != "" {
		t.Errorf("counts changed; if this is meant, run with -update (-want +got):\n%s", diff)
	}
}

func open(t *testing.T, file string) *os.File {
	t.Helper()
	f, err := os.Open(filepath.Join(shared, filepath.FromSlash(file)))
	if err != nil {
		t.Skip(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}
