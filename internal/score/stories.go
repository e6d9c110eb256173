package score

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// A StoryGold is the story to which an article belongs: the article is a file, or a text of its own.
type StoryGold struct {
	Story string
	File  string
	Title string
	Text  string
}

// ReadStories reads gold of stories: columns of story and file, separated by a tab, lines that begin with # being comments;
// or one JSON object a line with doc_id, subtopic, title and text, as ECB+ is given.
func ReadStories(r io.Reader) ([]StoryGold, error) {
	var out []StoryGold
	sc := bufio.NewScanner(r)
	sc.Buffer(nil, 16<<20)
	for n := 1; sc.Scan(); n++ {
		line := strings.TrimSpace(sc.Text())
		if line == "" || line[0] == '#' {
			continue
		}
		if line[0] == '{' {
			var d struct{ Subtopic, Title, Text string }
			if err := json.Unmarshal([]byte(line), &d); err != nil || d.Subtopic == "" {
				return nil, fmt.Errorf("line %d: no object with subtopic, title and text: %w", n, err)
			}
			out = append(out, StoryGold{Story: d.Subtopic, Title: d.Title, Text: d.Text})
			continue
		}
		story, file, ok := strings.Cut(line, "\t")
		if !ok || story == "" || file == "" {
			return nil, fmt.Errorf("line %d: want a story and a file, with a tab between", n)
		}
		out = append(out, StoryGold{Story: story, File: strings.TrimSpace(file)})
	}
	return out, sc.Err()
}

// A Grouping is how well articles were grouped: of each article, the share of its group that is of its story (B-cubed
// precision), and the share of its story that is in its group (recall); and pairs of articles.
type Grouping struct {
	Articles  int     `json:"articles"`
	Gold      int     `json:"gold_groups"`
	Found     int     `json:"groups"`
	Precision float64 `json:"b3_precision"`
	Recall    float64 `json:"b3_recall"`
	F1        float64 `json:"b3_f1"`
	Pairs     Counts  `json:"pairs"`
}

// BCubed compares two groupings of the same articles, each the name of the group of article i.
func BCubed(gold, found []string) Grouping {
	type cell struct{ gold, found string }
	inGold, inFound, inBoth := map[string]int{}, map[string]int{}, map[cell]int{}
	for i := range gold {
		inGold[gold[i]]++
		inFound[found[i]]++
		inBoth[cell{gold[i], found[i]}]++
	}
	g := Grouping{Articles: len(gold), Gold: len(inGold), Found: len(inFound)}
	for i := range gold {
		both := float64(inBoth[cell{gold[i], found[i]}])
		g.Precision += both / float64(inFound[found[i]])
		g.Recall += both / float64(inGold[gold[i]])
	}
	if len(gold) > 0 {
		g.Precision /= float64(len(gold))
		g.Recall /= float64(len(gold))
	}
	if g.Precision+g.Recall > 0 {
		g.F1 = 2 * g.Precision * g.Recall / (g.Precision + g.Recall)
	}
	pairs := func(n int) int { return n * (n - 1) / 2 }
	for _, n := range inBoth {
		g.Pairs.TP += pairs(n)
	}
	for _, n := range inFound {
		g.Pairs.FP += pairs(n)
	}
	for _, n := range inGold {
		g.Pairs.FN += pairs(n)
	}
	g.Pairs.FP -= g.Pairs.TP
	g.Pairs.FN -= g.Pairs.TP
	return g
}
