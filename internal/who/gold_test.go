package who_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"chancery/internal/doc"
)

const shared = "../../../shared"

// TestGoldMentions counts how many mentions of the sample reports have the right actor.
func TestGoldMentions(t *testing.T) {
	b, err := os.ReadFile(filepath.Join(shared, "gold/seeds.json"))
	if err != nil {
		t.Skip("no gold of the sample reports: ", err)
	}
	var gold struct {
		Articles []struct{ File, Published string }
		Mentions []struct{ Article, Context, Text, Actor string }
	}
	if err := json.Unmarshal(b, &gold); err != nil {
		t.Fatal(err)
	}
	docs := map[string]*doc.Document{}
	for _, a := range gold.Articles {
		text, err := os.ReadFile(filepath.Join(shared, "seeds", a.File))
		if err != nil {
			t.Skip("no sample reports: ", err)
		}
		docs[a.File] = parse(t, string(text), a.Published, true)
	}
	right := 0
	for _, m := range gold.Mentions {
		d := docs[m.Article]
		at := strings.Index(d.String(), m.Context) + regexp.MustCompile(`\b` + regexp.QuoteMeta(m.Text) + `\b`).FindStringIndex(m.Context)[0]
		_, name, _ := strings.Cut(m.Actor, ":")
		got := "nobody"
		for _, found := range d.Mentions {
			if int(found.Start) == at && d.Slice(found.Span) == m.Text {
				got = d.Actors[found.Actor].Name
				break
			}
		}
		if got == name {
			right++
		} else {
			t.Logf("%s: %q in %q means %s, want %s", m.Article, m.Text, m.Context, got, name)
		}
	}
	t.Logf("%d of %d mentions right", right, len(gold.Mentions))
	if right < len(gold.Mentions) {
		t.Errorf("%d of %d mentions right, want all", right, len(gold.Mentions))
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
