package ingest

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

//go:embed classes.tsv
var classTable string

// classes is the table of classes.tsv: word -> drop, hide or main.
var classes = sync.OnceValue(func() map[string]string {
	out := map[string]string{}
	for line := range strings.Lines(classTable) {
		if kind, words, ok := strings.Cut(line, "\t"); ok && !strings.HasPrefix(line, "#") {
			for w := range strings.FieldsSeq(words) {
				out[w] = kind
			}
		}
	}
	return out
})

// sizes of an element and all below it, in bytes of text.
type sizes struct {
	text int  // all text
	link int  // of it in links
	mass int  // runs long enough for prose, outside links
	h1   bool // an h1 is in it
}

// prose is the length from which a run of text outside links counts as prose.
const prose = 40

// measure fills out with the sizes of n and of all elements below it.
func measure(n *html.Node, inLink bool, out map[*html.Node]sizes) sizes {
	var e sizes
	inLink = inLink || n.DataAtom == atom.A
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.Type {
		case html.TextNode:
			size := len(strings.TrimSpace(c.Data))
			e.text += size
			if inLink {
				e.link += size
			} else if size >= prose {
				e.mass += size
			}
		case html.ElementNode:
			if !isUnread(c) {
				ce := measure(c, inLink, out)
				e = sizes{e.text + ce.text, e.link + ce.link, e.mass + ce.mass, e.h1 || ce.h1 || c.DataAtom == atom.H1}
			}
		}
	}
	out[n] = e
	return e
}

// prune takes out of the tree what is surely beside the article. An element that holds much of the prose of the page
// stays, whatever its name says: pages wrap everything in a form, or in a class "with-sidebar".
func prune(n *html.Node, inArticle bool, size map[*html.Node]sizes, total int) {
	inArticle = inArticle || n.DataAtom == atom.Article || n.DataAtom == atom.Main
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		switch {
		case c.Type == html.CommentNode || isUnread(c):
			n.RemoveChild(c)
		case c.Type == html.ElementNode:
			if e := size[c]; e.mass*5 < total*2 && isBeside(c, inArticle, e.h1) {
				n.RemoveChild(c)
			} else {
				prune(c, inArticle, size, total)
			}
		}
		c = next
	}
}

// isUnread reports whether the text in an element is never shown as text.
func isUnread(n *html.Node) bool {
	if n.Type != html.ElementNode {
		return false
	}
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Svg, atom.Math, atom.Iframe, atom.Object, atom.Embed, atom.Canvas,
		atom.Audio, atom.Video, atom.Button, atom.Select, atom.Option, atom.Textarea, atom.Input, atom.Map, atom.Head, atom.Dialog, atom.Datalist:
		return true
	}
	return false
}

// isBeside reports whether an element names itself as something beside the article, or as hidden. What has the headline
// in it (h1) does not count as beside.
func isBeside(n *html.Node, inArticle, h1 bool) bool {
	switch n.DataAtom {
	case atom.Nav, atom.Aside, atom.Footer, atom.Menu, atom.Form:
		return true
	case atom.Html, atom.Body, atom.Main, atom.H1, atom.A, atom.B, atom.I, atom.Em, atom.Strong:
		return false
	case atom.Header:
		if !inArticle && !h1 {
			return true
		}
	}
	switch attr(n, "role") {
	case "navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alertdialog", "menu", "menubar", "tablist":
		return !h1
	}
	style := strings.ReplaceAll(strings.ToLower(attr(n, "style")), " ", "")
	if attr(n, "aria-hidden") == "true" || hasAttr(n, "hidden") || strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden") {
		return true
	}
	kind := classKind(n)
	return kind == "hide" || kind == "drop" && !h1
}

// classKind is what class and id of an element say: drop before hide before main.
func classKind(n *html.Node) string {
	found := ""
	for _, key := range [...]string{"class", "id"} {
		prev := ""
		for w := range classWords(attr(n, key)) {
			for _, k := range [...]string{classes()[w], classes()[prev+w]} {
				switch {
				case k == "drop":
					return k
				case k == "hide" || k != "" && found == "":
					found = k
				}
			}
			prev = w
		}
	}
	return found
}

// classWords are the words of a class attribute in lower case: "post-content articleBody" gives post, content, article, body.
func classWords(s string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		if len(s) > 400 {
			s = s[:400]
		}
		start := 0
		for i := 0; i <= len(s); i++ {
			isEnd := i == len(s) || !isWordByte(s[i])
			isHump := !isEnd && i > start && s[i] >= 'A' && s[i] <= 'Z' && s[i-1] >= 'a' && s[i-1] <= 'z'
			if !isEnd && !isHump {
				continue
			}
			if i > start && !yield(strings.ToLower(s[start:i])) {
				return
			}
			if start = i; isEnd {
				start++
			}
		}
	}
}

func isWordByte(b byte) bool { return b|0x20 >= 'a' && b|0x20 <= 'z' || isDigit(b) }

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func hasAttr(n *html.Node, key string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == key })
}

func isWithin(n *html.Node, tags ...atom.Atom) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		if slices.Contains(tags, p.DataAtom) {
			return true
		}
	}
	return false
}

// isHint reports whether r is a hint for the layout of a page and no part of its text.
func isHint(r rune) bool { return r == '\u00ad' || r == '\u200b' || r == '\u2060' || r == '\ufeff' }

// appendText appends s to out with its white space as single spaces; a space stands before it where one is open.
func appendText(out *strings.Builder, s string, space bool) (open bool) {
	for _, r := range s {
		switch {
		case r == ' ' || r == '\n' || r == '\t' || r == '\r' || r == '\f':
			space = true
		case isHint(r):
		default:
			if space && out.Len() > 0 {
				out.WriteByte(' ')
			}
			space = false
			if unicode.IsControl(r) {
				r = ' '
			}
			out.WriteRune(r)
		}
	}
	return space
}
