package news

import (
	"strings"
	"testing"

	"chancery/internal/plover"
	"chancery/internal/record"
)

func makeNews(t *testing.T, opt Options) []Article {
	t.Helper()
	g, err := New(opt)
	if err != nil {
		t.Fatal(err)
	}
	var out []Article
	for a := range g.Articles() {
		out = append(out, a)
	}
	return out
}

func TestTheSameSeedGivesTheSameNews(t *testing.T) {
	a, b, other := makeNews(t, Options{Seed: 7, Articles: 400}), makeNews(t, Options{Seed: 7, Articles: 600}), makeNews(t, Options{Seed: 8, Articles: 400})
	same := 0
	for i := range a {
		if a[i].ID != b[i].ID || a[i].Title != b[i].Title || a[i].Happening.Number != b[i].Happening.Number {
			t.Fatalf("article %d is not the same", i)
		}
		if a[i].Text == other[i].Text {
			same++
		}
	}
	if same > 0 {
		t.Errorf("%d articles of another seed are the same", same)
	}
}

func TestTruth(t *testing.T) {
	list := makeNews(t, Options{Seed: 1, Articles: 5000})
	if len(list) != 5000 {
		t.Fatalf("%d articles", len(list))
	}
	ids := map[record.ID]*Article{}
	kinds := map[plover.Kind]int{}
	templates := map[string]int{}
	n := map[string]int{}
	words := 0
	for i := range list {
		a := &list[i]
		if ids[a.ID] != nil {
			t.Fatalf("article %d has the id of another one", i)
		}
		if i > 0 && a.Published.From < list[i-1].Published.From {
			t.Fatalf("article %d is older than the one before", i)
		}
		if strings.ContainsAny(a.Text+a.Title, "{}") {
			t.Errorf("article %d has a hole: %s\n%s", i, a.Title, a.Text)
		}
		lead := a.Text[a.Lead.Start:a.Lead.End]
		for _, s := range a.Happening.Sides {
			name := s.State.Name
			if s.Person != nil {
				name = s.Person.Name
			}
			if !strings.Contains(lead, name) && !strings.Contains(lead, s.State.Adjectives[0]) && !strings.Contains(lead, s.State.Name) {
				t.Errorf("article %d does not name %s: %s", i, name, lead)
			}
		}
		for _, q := range a.Quotes {
			if s := a.Text[q.Start:q.End]; !strings.Contains(s, "said") && !strings.Contains(s, "told") {
				t.Errorf("article %d: no speech: %s", i, s)
			}
		}
		if a.CopyOf != "" {
			n["copy"]++
			from := ids[a.CopyOf]
			if from == nil || from.Happening != a.Happening || from.Text[from.Lead.Start:from.Lead.End] != lead {
				t.Errorf("article %d is no copy of %s", i, a.CopyOf)
			}
		}
		if a.Credit != "" {
			n["credit"]++
		}
		n["wrong "+a.Wrong]++
		n[a.Status.String()]++
		kinds[a.Happening.Kind]++
		templates[a.Happening.template.name]++
		words += len(strings.Fields(a.Text))
		ids[a.ID] = a
	}
	if len(kinds) != len(plover.Kinds) || len(templates) < 40 {
		t.Errorf("%d kinds in %d templates", len(kinds), len(templates))
	}
	for _, what := range []string{"copy", "credit", "wrong date", "wrong place", "planned", "occurred", "cancelled", "postponed"} {
		if n[what] == 0 {
			t.Errorf("nothing is %s", what)
		}
	}
	if mean := words / len(list); mean < 150 || mean > 400 {
		t.Errorf("%d words an article", mean)
	}
	t.Log(n, words/len(list))
}
