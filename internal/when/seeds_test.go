package when_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"chancery/internal/date"
	"chancery/internal/doc"
	"chancery/internal/layout"
	"chancery/internal/lexicon"
	"chancery/internal/text"
	"chancery/internal/token"
	"chancery/internal/when"
)

// gold is the part of a case that tells of times.
type gold struct {
	Folder   string
	Articles []struct {
		File      string
		Published string
		GiveDate  bool `json:"give_date"`
	}
	Times []struct{ Article, Text, Value string }
}

// TestGoldOfSampleReports reads the sample reports and compares with the times of their gold. One in ten may be wrong: a
// careful reader knows more than the words say.
func TestGoldOfSampleReports(t *testing.T) {
	file := filepath.Join("..", "..", "..", "shared", "gold", "seeds.json")
	b, err := os.ReadFile(file)
	if err != nil {
		t.Skipf("no gold at %s", file)
	}
	var g gold
	if err := json.Unmarshal(b, &g); err != nil {
		t.Fatal(err)
	}
	lex, err := lexicon.Load()
	if err != nil {
		t.Fatal(err)
	}
	docs := map[string]*doc.Document{}
	for _, a := range g.Articles {
		b, err := os.ReadFile(filepath.Join(filepath.Dir(file), "..", "seeds", a.File))
		if err != nil {
			t.Fatal(err)
		}
		src, err := text.NewSource(string(b))
		if err != nil {
			t.Fatal(err)
		}
		d := &doc.Document{Source: src}
		published, err := date.ParseDay(a.Published)
		if err != nil {
			t.Fatal(err)
		}
		if a.GiveDate {
			d.Meta.Published = date.MakeRange(published, date.Stated)
		}
		layout.Annotate(d, lex)
		token.Annotate(d, lex)
		when.Annotate(d, lex)
		docs[a.File] = d
		if d.Meta.Published.From != published || !d.Meta.Published.IsDay() {
			t.Errorf("%s: published %v, want %v", a.File, d.Meta.Published, published)
		}
		t.Logf("%s: %s", a.File, dump(d))
	}
	right := 0
	for _, w := range g.Times {
		if values := valuesOf(docs[w.Article], w.Text); len(values) == 1 && values[0] == w.Value {
			right++
		} else {
			t.Logf("%s: %q is %v, want %s", w.Article, w.Text, values, w.Value)
		}
	}
	if 10*right < 9*len(g.Times) {
		t.Errorf("%d of %d times are right", right, len(g.Times))
	}
}

// valuesOf are the different values of the times that are a text or begin it.
func valuesOf(d *doc.Document, s string) []string {
	var out []string
	seen := map[string]bool{}
	for _, tm := range d.Times {
		words := d.Slice(tm.Span)
		if (words == s || len(words) < len(s) && s[:len(words)] == words && d.String()[tm.Start:int(tm.Start)+len(s)] == s) && !seen[tm.Value] {
			seen[tm.Value] = true
			out = append(out, tm.Value)
		}
	}
	return out
}
