package resolve

import (
	"strings"

	"chancery/internal/copies"
	"chancery/internal/record"
)

// countSources fills Sources and the source of each item. An item is of the source of its article, or of the outlet that
// the article credits with it; and of one source are
//   - articles that repeat one text,
//   - what is credited to one outlet, and the first report of that outlet itself,
//   - items told in the same words, as a paragraph of background that several papers carry.
//
// Which official is quoted has no part in it: each paper can have heard the official for itself.
func (a *assembly) countSources() {
	c := sources{items: a.items, tellers: map[string]int{}, articles: map[record.ID]int{}}
	c.list()
	c.joinCopies()
	c.joinTellers()
	c.joinPassages()
	a.source = c.number()

	src := &a.event.Sources
	src.Articles, src.Independent, src.ByReport = len(c.texts), c.independent(a.source), a.source
	src.Outlets = []string{}
	for _, art := range c.texts {
		if art.Outlet != "" {
			src.Outlets = insertSorted(src.Outlets, art.Outlet)
		}
	}
}

// sources joins the sources of an event. Sources are numbers: first the articles, then the outlets that are credited.
type sources struct {
	items    []*item // in the order of publication
	texts    []*Article
	articles map[record.ID]int // number of an article
	tellers  map[string]int    // number of an outlet that is credited
	of       []int             // by item
	parent   []int             // by source; that of a joined one is smaller
}

// list gives each item its source.
func (c *sources) list() {
	for _, it := range c.items {
		if _, known := c.articles[it.r.Article]; !known {
			c.articles[it.r.Article] = len(c.texts)
			c.texts = append(c.texts, it.art)
		}
	}
	n := len(c.texts)
	c.of = make([]int, len(c.items))
	for i, it := range c.items {
		c.of[i] = c.articles[it.r.Article]
		if it.r.Relayed {
			key := tellerKey(it.r.Teller)
			if _, known := c.tellers[key]; !known {
				c.tellers[key] = n
				n++
			}
			c.of[i] = c.tellers[key]
		}
	}
	c.parent = make([]int, n)
	for i := range c.parent {
		c.parent[i] = i
	}
}

func tellerKey(name string) string { return strings.ToLower(name) }

func (c *sources) root(s int) int {
	for c.parent[s] != s {
		c.parent[s] = c.parent[c.parent[s]]
		s = c.parent[s]
	}
	return s
}

func (c *sources) join(s, t int) {
	s, t = c.root(s), c.root(t)
	c.parent[max(s, t)] = min(s, t)
}

// joinCopies joins articles that repeat one text. Where one of them names its source for all it tells and the other is
// silent, the other has it from there, too.
func (c *sources) joinCopies() {
	if len(c.texts) < 2 {
		return
	}
	sketches := make([]Sketch, len(c.texts))
	for i, art := range c.texts {
		sketches[i] = art.Sketch
	}
	credits := c.credits()
	for i, k := range copies.Groups(copies.Articles.Find(sketches)) {
		if k == i {
			continue
		}
		c.join(i, k)
		for _, n := range [...]int{i, k} {
			if credits[n] >= 0 && credits[i+k-n] < 0 {
				c.join(n, credits[n])
			}
		}
	}
}

// credits is, of each article, the outlet that it credits with all its items, -1 where there is none.
func (c *sources) credits() []int {
	out := make([]int, len(c.texts))
	seen := make([]bool, len(c.texts))
	for i, it := range c.items {
		n := c.articles[it.r.Article]
		credit := -1
		if it.r.Relayed {
			credit = c.of[i]
		}
		if !seen[n] {
			out[n], seen[n] = credit, true
		} else if out[n] != credit {
			out[n] = -1
		}
	}
	return out
}

// joinTellers joins what is credited to an outlet with the first report of its own.
func (c *sources) joinTellers() {
	done := map[string]bool{}
	for i, it := range c.items {
		key := tellerKey(it.r.Teller)
		if it.r.Relayed || key == "" || done[key] {
			continue
		}
		done[key] = true
		if t, credited := c.tellers[key]; credited {
			c.join(c.of[i], t)
		}
	}
}

// joinPassages joins items that are told in the same words.
func (c *sources) joinPassages() {
	if len(c.texts) < 2 {
		return
	}
	sketches := make([]Sketch, len(c.items))
	for i, it := range c.items {
		sketches[i] = copies.Make(ownWords(it.r))
	}
	for i, k := range copies.Passages.Find(sketches) {
		if k != i {
			c.join(c.of[i], c.of[k])
		}
	}
}

// ownWords is the sentences that tell a report, without the words in quotation marks, which many can quote.
func ownWords(r *record.Report) string {
	var b strings.Builder
	for i := range r.Claims {
		c := &r.Claims[i]
		if c.Field != record.FieldKind {
			continue
		}
		quoted := false
		for _, r := range c.Words {
			switch {
			case r == '"' || r == '“' || r == '”':
				quoted = !quoted
			case !quoted:
				b.WriteRune(r)
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// number numbers the sources of the items from 1, in their order.
func (c *sources) number() []int {
	numbers := map[int]int{}
	out := make([]int, len(c.items))
	for i := range c.items {
		s := c.root(c.of[i])
		if numbers[s] == 0 {
			numbers[s] = len(numbers) + 1
		}
		out[i] = numbers[s]
	}
	return out
}

// independent counts the sources of the articles: that of what an article tells in its own name, else the first it credits.
func (c *sources) independent(of []int) int {
	best := make([]int, len(c.texts))
	for i, it := range c.items {
		n := c.articles[it.r.Article]
		if best[n] == 0 || !it.r.Relayed && c.items[best[n]-1].r.Relayed {
			best[n] = i + 1
		}
	}
	seen := map[int]bool{}
	for _, i := range best {
		seen[of[i-1]] = true
	}
	return len(seen)
}
