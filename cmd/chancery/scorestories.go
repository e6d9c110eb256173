package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"

	"chancery/internal/export"
	"chancery/internal/read"
	"chancery/internal/record"
	"chancery/internal/resolve"
	"chancery/internal/score"
	"chancery/internal/story"
)

type scoreStoriesCmd struct {
	Gold    string `required:"" placeholder:"FILE" help:"Columns of story and file, or objects with subtopic, title and text (ECB+)."`
	Verbose bool   `short:"v" help:"List the stories that are not as in the gold."`
}

func (*scoreStoriesCmd) Help() string {
	return `All articles of the gold are put together and grouped into stories. Files, named from the folder of the gold, are read in full, so that events and dates count; of texts in the gold itself the words alone do. Printed are B-cubed precision, recall and F1, and pairs of articles.

Examples:

    chancery score stories --gold corpus/stories.tsv -v
    chancery score stories --gold ecbplus/docs.jsonl
`
}

func (c *scoreStoriesCmd) Run(a *app) error {
	f, err := os.Open(c.Gold)
	if err != nil {
		return withHint(err, "--gold names a file of stories")
	}
	defer f.Close()
	gold, err := score.ReadStories(f)
	if err != nil {
		return fmt.Errorf("%s: %w", c.Gold, err)
	}
	articles, err := a.storyArticles(gold, filepath.Dir(c.Gold))
	if err != nil {
		return err
	}
	names := map[record.ID]string{}
	for _, s := range story.Tell(articles) {
		for _, id := range s.Articles {
			names[id] = string(s.ID)
		}
	}
	want, got := make([]string, len(gold)), make([]string, len(gold))
	for i := range gold {
		want[i], got[i] = gold[i].Story, names[articles[i].ID]
	}
	g := score.BCubed(want, got)
	if a.cli.JSON {
		return export.JSON(a.out, g)
	}
	if c.Verbose {
		a.out.storyFaults(gold, want, got)
	}
	a.out.printf("articles %d  stories %d of %d  b3 precision %.1f%% recall %.1f%% f1 %.1f%%  pairs %s\n",
		g.Articles, g.Found, g.Gold, 100*g.Precision, 100*g.Recall, 100*g.F1, counted(g.Pairs))
	return nil
}

// storyArticles makes the articles of gold: from the words of its texts, or by reading its files.
func (a *app) storyArticles(gold []score.StoryGold, folder string) ([]story.Article, error) {
	articles := make([]story.Article, len(gold))
	var readings []caseReading
	var r *read.Reader
	for i, g := range gold {
		articles[i].ID = record.ID(fmt.Sprintf("%06d", i))
		if g.File == "" {
			articles[i].Sketch = resolve.MakeSketch(g.Title + "\n" + g.Text)
			continue
		}
		if r == nil {
			var err error
			if r, err = read.New(); err != nil {
				return nil, err
			}
		}
		art, err := a.article(filepath.Join(folder, filepath.FromSlash(g.File)))
		if err != nil {
			return nil, err
		}
		art.ID = articles[i].ID
		rd, err := r.Read(art)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", g.File, err)
		}
		articles[i].Published, articles[i].Sketch = rd.Article.Published, resolve.MakeSketch(art.Text)
		readings = append(readings, caseReading{reading: rd})
	}
	events, _ := resolveCase(readings)
	eventOf := map[record.ID]record.ID{}
	for i := range events {
		for _, rep := range events[i].Reports {
			eventOf[rep] = events[i].ID
		}
	}
	for _, rd := range readings {
		n, err := strconv.Atoi(string(rd.reading.Article.ID))
		if err != nil {
			return nil, err
		}
		articles[n].Events = story.MainEvents(rd.reading.Reports, eventOf)
	}
	return articles, nil
}

// storyFaults lists articles that were put together and should not, or should have been.
func (p *printer) storyFaults(gold []score.StoryGold, want, got []string) {
	label := func(i int) string {
		if gold[i].File != "" {
			return gold[i].File
		}
		return strconv.Itoa(i+1) + " " + gold[i].Title
	}
	for _, side := range []struct {
		what           string
		groups, others []string
	}{{"parted", want, got}, {"joined", got, want}} {
		members := map[string][]int{}
		var order []string
		for i, name := range side.groups {
			if members[name] == nil {
				order = append(order, name)
			}
			members[name] = append(members[name], i)
		}
		for _, name := range order {
			list := members[name]
			if !slices.ContainsFunc(list, func(i int) bool { return side.others[i] != side.others[list[0]] }) {
				continue
			}
			p.printf("%s  %s\n", p.in(yellow, side.what), p.in(bold, clean(name)))
			for _, i := range list {
				p.printf("    %s  %s\n", p.in(dim, clean(side.others[i])), clean(label(i)))
			}
		}
	}
}
