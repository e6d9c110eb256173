package ingest

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// mainText is the paragraphs of the article in a page, in order: headings, captions and list items are paragraphs of
// their own. It changes the tree. What is beside the article is pruned; then the element is taken that names itself as
// the article and holds most of the prose, or else the one whose paragraphs are the most and the longest.
func mainText(root *html.Node) []string {
	size := map[*html.Node]sizes{}
	measure(root, false, size)
	prune(root, false, size, size[root].mass)
	clear(size)
	measure(root, false, size)
	deck := deckOf(root)
	main := namedMain(root, size)
	if main == nil {
		main = densest(root, size)
	}
	w := &writer{size: size}
	w.walk(main, false)
	w.flush()
	for len(w.paras) > 0 && w.paras[len(w.paras)-1].heading {
		w.paras = w.paras[:len(w.paras)-1] // the heading of something that was pruned
	}
	out := make([]string, 0, len(w.paras)+1)
	for _, p := range w.paras {
		out = append(out, p.text)
	}
	if deck != "" && !slices.Contains(out[:min(len(out), 6)], deck) {
		out = append([]string{deck}, out...)
	}
	return out
}

// deckOf is the line under the headline, where an element names itself so; it often stands outside of the body.
func deckOf(root *html.Node) string {
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && classKind(n) == "deck" {
			if s := textOf(n, 600); len(s) >= prose/2 && len(s) < 500 {
				return s
			}
		}
	}
	return ""
}

// namedMain is the element that names itself as the body of the article and holds at least half of the prose; the
// more a name says the earlier it is asked. Nil for none.
func namedMain(root *html.Node, size map[*html.Node]sizes) *html.Node {
	var best [4]*html.Node
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		level := -1
		switch {
		case strings.Contains(attr(n, "itemprop"), "articleBody"):
			level = 0
		case classKind(n) == "main":
			level = 1
		case n.DataAtom == atom.Article || attr(n, "role") == "article":
			level = 2
		case n.DataAtom == atom.Main || attr(n, "role") == "main":
			level = 3
		}
		if level >= 0 && (best[level] == nil || size[n].mass > size[best[level]].mass) {
			best[level] = n
		}
	}
	for _, n := range best {
		if n != nil && size[n].mass > 0 && size[n].mass*2 >= size[root].mass {
			return n
		}
	}
	return nil
}

// densest is the element whose paragraphs are the most and the longest. A paragraph counts for its parent, by half for
// the parent of that and by a quarter for the next; then the choice widens as long as that adds much prose and few links.
func densest(root *html.Node, size map[*html.Node]sizes) *html.Node {
	score := map[*html.Node]float64{}
	best := root
	for n := range root.Descendants() {
		if n.Type != html.ElementNode || !holdsProse(n, size[n]) {
			continue
		}
		s := 1 + min(float64(size[n].text)/100, 4)
		up := n.Parent
		for _, share := range [...]float64{1, 0.5, 0.25} {
			if up == nil || up.Type != html.ElementNode {
				break
			}
			score[up] += s * share
			if e := size[up]; best == root || score[up]*(1-linkShare(e)) > score[best]*(1-linkShare(size[best])) {
				best = up
			}
			up = up.Parent
		}
	}
	for up := best.Parent; up != nil && up.Type == html.ElementNode && up.DataAtom != atom.Html; up = up.Parent {
		more := sizes{text: size[up].text - size[best].text, link: size[up].link - size[best].link, mass: size[up].mass - size[best].mass}
		if more.mass*5 >= size[best].mass*2 && linkShare(more) < 0.3 {
			best = up
		}
	}
	return best
}

func linkShare(e sizes) float64 {
	if e.text == 0 {
		return 0
	}
	return float64(e.link) / float64(e.text)
}

// holdsProse reports whether n is a paragraph, or another element with a run of prose of its own.
func holdsProse(n *html.Node, e sizes) bool {
	if linkShare(e) > 0.5 {
		return false
	}
	switch n.DataAtom {
	case atom.P, atom.Pre, atom.Blockquote:
		return e.text >= 25
	case atom.Div, atom.Td, atom.Section, atom.Article:
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.Type == html.TextNode && len(strings.TrimSpace(c.Data)) >= 2*prose {
				return true
			}
		}
	}
	return false
}

// A paragraph is one paragraph that was written.
type paragraph struct {
	text    string
	heading bool
}

// writer is the state of writing the text of an element.
type writer struct {
	size  map[*html.Node]sizes
	paras []paragraph
	cur   strings.Builder
	link  int  // bytes of cur that are in links
	space bool // a space is open before the next word
	kind  atom.Atom
}

// walk writes the text of n and all below it.
func (w *writer) walk(n *html.Node, inLink bool) {
	switch n.Type {
	case html.TextNode:
		before := w.cur.Len()
		w.space = appendText(&w.cur, n.Data, w.space)
		if inLink {
			w.link += w.cur.Len() - before
		}
		return
	case html.ElementNode, html.DocumentNode:
	default:
		return
	}
	if e := w.size[n]; (n.DataAtom == atom.Ul || n.DataAtom == atom.Ol || n.DataAtom == atom.Table) && linkShare(e) > 0.6 && e.mass < 200 {
		return // a list of links
	}
	switch {
	case n.DataAtom == atom.Br:
		if isBreakPair(n) {
			w.flush()
		} else {
			w.space = true
		}
		return
	case isSmallCell(n, w.size[n]):
		w.space = true
	case isBlock(n.DataAtom), isCell(n):
		w.flush()
		w.kind = n.DataAtom
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.walk(c, inLink || n.DataAtom == atom.A)
	}
	if isBlock(n.DataAtom) || isCell(n) && !isSmallCell(n, w.size[n]) {
		w.kind = n.DataAtom
		w.flush()
	}
}

func isCell(n *html.Node) bool { return n.DataAtom == atom.Td || n.DataAtom == atom.Th }

// isSmallCell reports whether n is a cell of a table of data, whose row is one paragraph; other cells are columns of a page.
func isSmallCell(n *html.Node, e sizes) bool { return isCell(n) && e.text < prose }

// isBreakPair reports whether a br ends a paragraph: another follows it, or it stands between runs of prose.
func isBreakPair(n *html.Node) bool {
	next := n.NextSibling
	for next != nil && next.Type == html.TextNode && strings.TrimSpace(next.Data) == "" {
		next = next.NextSibling
	}
	if next == nil || next.DataAtom == atom.Br {
		return true
	}
	prev := n.PrevSibling
	for prev != nil && prev.Type == html.TextNode && strings.TrimSpace(prev.Data) == "" {
		prev = prev.PrevSibling
	}
	if prev == nil || prev.DataAtom == atom.Br {
		return true
	}
	if prev.Type == html.TextNode && next.Type == html.TextNode {
		s := strings.TrimSpace(prev.Data)
		return strings.HasSuffix(s, ".") || strings.HasSuffix(s, ".”") || strings.HasSuffix(s, `."`)
	}
	return false
}

// flush ends the paragraph. One that is nearly all link is a pointer to another page and is dropped.
func (w *writer) flush() {
	s := strings.TrimSpace(w.cur.String())
	link := w.link
	w.cur.Reset()
	w.link, w.space = 0, false
	if s == "" {
		return
	}
	heading := isHeading(w.kind)
	if !heading && link*5 > len(s)*4 && len(s) < 200 {
		return
	}
	w.paras = append(w.paras, paragraph{s, heading})
}

func isHeading(a atom.Atom) bool {
	switch a {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return true
	}
	return false
}

func isBlock(a atom.Atom) bool {
	switch a {
	case atom.P, atom.Div, atom.Section, atom.Article, atom.Header, atom.Footer, atom.Aside, atom.Main, atom.Nav, atom.Ul, atom.Ol, atom.Li,
		atom.Dl, atom.Dt, atom.Dd, atom.Blockquote, atom.Pre, atom.Table, atom.Tr, atom.Figure, atom.Figcaption, atom.Hr, atom.Form,
		atom.Fieldset, atom.Details, atom.Summary, atom.Address, atom.Center, atom.Body:
		return true
	}
	return isHeading(a)
}
