package score_test

import (
	"os"
	"path/filepath"
	"testing"

	"chancery/internal/date"
	"chancery/internal/doc"
	"chancery/internal/read"
	"chancery/internal/score"
	"chancery/internal/text"
)

// published counts, over the articles of cases, how well the day is found in the text as it is, and where the day is
// blanked out.
func published(t *testing.T, r *read.Reader, files []string) (asIs, bare score.PublishedCounts) {
	t.Helper()
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		gold, err := score.ReadCase(b)
		if err != nil {
			t.Fatal(err)
		}
		for _, g := range gold.Articles {
			path := filepath.Join(filepath.Dir(file), gold.Folder, g.File)
			if filepath.Ext(path) != ".txt" { // a page has its date in its head
				continue
			}
			b, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			d := readUndated(t, r, string(b))
			found := d.Meta.Published
			asIs.Add(score.JudgePublished(g.Published, found), found)
			hidden := readUndated(t, r, score.HideDay(d, g.Published)).Meta.Published
			bare.Add(score.JudgePublished(g.Published, hidden), hidden)
			t.Logf("%s %s: %v, without it %v", g.Published, g.File, found, hidden)
		}
	}
	return asIs, bare
}

func readUndated(t *testing.T, r *read.Reader, s string) *doc.Document {
	t.Helper()
	src, err := text.NewSource(s)
	if err != nil {
		t.Fatal(err)
	}
	d := &doc.Document{Source: src}
	d.Mark(doc.Places | doc.Actors | doc.Quotes | doc.Acts)
	r.Annotate(d)
	return d
}

func TestPublishedOfUndatedArticles(t *testing.T) {
	r, err := read.New()
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]score.PublishedCounts{}
	corpus := filepath.Join("..", "..", "corpus")
	for name, pattern := range map[string]string{"corpus": filepath.Join(corpus, "*", "gold.json"), "corpus-test": filepath.Join(corpus, "test", "*", "gold.json")} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatalf("no cases at %s: %v", pattern, err)
		}
		got[name], got[name+"-bare"] = published(t, r, files)
	}
	golden(t, "testdata/published.json", got)

	file := filepath.Join(shared(t, "gold"), "seeds.json")
	clear(got)
	got["samples"], got["samples-bare"] = published(t, r, []string{file})
	golden(t, "testdata/published-samples.json", got)
}

func TestJudgePublished(t *testing.T) {
	day := date.MakeDay(2021, 6, 28)
	for _, c := range []struct {
		from, to date.Day
		want     score.PublishedVerdict
	}{
		{day, day, score.SameDay},
		{day - 30, day, score.Within},
		{day - 7, day - 7, score.Near},
		{day + 7, day + 60, score.Near},
		{day - 8, day - 8, score.WrongDay},
		{day - 200, day + 200, score.TooWide},
		{0, day, score.NoDay},
	} {
		if got := score.JudgePublished(day, date.Range{From: c.from, To: c.to}); got != c.want {
			t.Errorf("%v to %v is %v, want %v", c.from, c.to, got, c.want)
		}
	}
}
