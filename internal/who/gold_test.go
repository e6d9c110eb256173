package who_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"chancery/internal/doc"
	"chancery/internal/lexicon"
)

const (
	shared = "../../../shared"
	corpus = "../../corpus"
)

// A goldCase is what a case of gold says of mentions.
type goldCase struct {
	Articles []struct{ File, Published string }
	Mentions []goldMention
}

type goldMention struct{ Article, Context, Text, Actor string }

// score counts the mentions of a case that have the right actor and tells of each that has not.
func score(t *testing.T, gold, articles string) (right, all int) {
	b, err := os.ReadFile(gold)
	if err != nil {
		t.Skip("no gold: ", err)
	}
	var c goldCase
	if err := json.Unmarshal(b, &c); err != nil {
		t.Fatal(err)
	}
	docs := map[string]*doc.Document{}
	for _, a := range c.Articles {
		text, err := os.ReadFile(filepath.Join(articles, a.File))
		if err != nil {
			t.Skip("no articles: ", err)
		}
		docs[a.File] = parse(t, string(text), a.Published, true)
	}
	for _, m := range c.Mentions {
		d := docs[m.Article]
		at := strings.Index(d.String(), m.Context)
		in := regexp.MustCompile(`(^|\W)` + regexp.QuoteMeta(m.Text) + `($|\W)`).FindStringIndex(m.Context)
		if at < 0 || in == nil {
			t.Fatalf("%s: %q is not in %q", m.Article, m.Text, m.Context)
		}
		start := at + in[0] + strings.Index(m.Context[in[0]:], m.Text)
		if got := meant(d, start, m); got == "" {
			right++
		} else {
			t.Logf("%s: %q in %q means %s, want %s", m.Article, m.Text, m.Context, got, m.Actor)
		}
	}
	return right, len(c.Mentions)
}

// meant is "" if one of the actors of the mention at start is the right one, else who they are.
func meant(d *doc.Document, start int, m goldMention) string {
	country, name, _ := strings.Cut(m.Actor, ":")
	var got []string
	for _, found := range d.Mentions {
		if int(found.Start) != start || int(found.End) != start+len(m.Text) {
			continue
		}
		a := d.Actors[found.Actor]
		if name == "" && a.ID == country || country == "ORG" && a.ID == name || name != "" && lexicon.Key(a.Name) == lexicon.Key(name) {
			return ""
		}
		got = append(got, a.ID)
	}
	return "[" + strings.Join(got, " ") + "]"
}

func TestGoldMentions(t *testing.T) {
	right, all := score(t, filepath.Join(shared, "gold/seeds.json"), filepath.Join(shared, "seeds"))
	t.Logf("%d of %d mentions right", right, all)
	if right < all {
		t.Errorf("%d of %d mentions right, want all", right, all)
	}
}

func TestCorpusMentions(t *testing.T) {
	cases, err := filepath.Glob(filepath.Join(corpus, "*", "gold.json"))
	if err != nil || len(cases) == 0 {
		t.Skip("no corpus")
	}
	right, all := 0, 0
	for _, c := range cases {
		r, n := score(t, c, filepath.Dir(c))
		right, all = right+r, all+n
	}
	t.Logf("%d of %d mentions right", right, all)
	if right*100 < all*88 {
		t.Errorf("%d of %d mentions right, want 88 %%", right, all)
	}
}

func BenchmarkAnnotate(b *testing.B) {
	text, err := os.ReadFile(filepath.Join(shared, "seeds/002_ca958aeba329599c.txt"))
	if err != nil {
		b.Skip("no sample reports: ", err)
	}
	d := parse(b, string(text), "2021-05-29", true)
	words := len(d.Tokens)
	for b.Loop() {
		again(d)
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/float64(words)*1000, "µs/1000words")
}
