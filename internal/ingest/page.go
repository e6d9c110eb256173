package ingest

import (
	"fmt"
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"chancery/internal/date"
	"chancery/internal/record"
)

// parsePage reads the article of an HTML page. The text begins with the headline; paragraphs are set apart by an empty line.
func parsePage(s string) (record.Article, error) {
	root, err := parseTree(s)
	if err != nil {
		return flatPage(s)
	}
	m := readMeta(root)
	paras := mainText(bodyOf(root))
	if n := total(paras); n < 200 && len(m.body) > 2*n {
		paras = strings.Split(m.body, "\n")
	}
	return m.article(paras)
}

// parseTree is html.Parse with its limit of depth as an error.
func parseTree(s string) (root *html.Node, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("page: %v", r)
		}
	}()
	return html.ParseWithOptions(strings.NewReader(s), html.ParseOptionEnableScripting(false))
}

func total(paras []string) (n int) {
	for _, p := range paras {
		n += len(p)
	}
	return n
}

func bodyOf(root *html.Node) *html.Node {
	for n := range root.Descendants() {
		if n.DataAtom == atom.Body {
			return n
		}
	}
	return root
}

// article joins what the head of a page says with its paragraphs.
func (m *pageMeta) article(paras []string) (record.Article, error) {
	m.cutTitle(paras)
	for len(paras) > 0 && (sameLine(paras[0], m.title) || isBlank(paras[0])) {
		paras = paras[1:]
	}
	if total(paras) == 0 {
		return record.Article{}, refusal("the page may need a browser to show it", "no article text in the page")
	}
	if m.title != "" {
		paras = append([]string{m.title}, paras...)
	}
	art := record.Article{URL: m.url, Outlet: m.outlet, Title: m.title, Byline: m.byline, Language: m.language,
		Text: normalise(strings.Join(paras, "\n\n")) + "\n"}
	if m.published != 0 {
		art.Published = date.MakeRange(m.published, date.Stated)
	}
	return art, nil
}

// cutTitle takes the name of the site off the front of a title whose rest is an early line of the text.
func (m *pageMeta) cutTitle(paras []string) {
	for _, p := range paras[:min(len(paras), 4)] {
		site, found := strings.CutSuffix(m.title, p)
		name := strings.TrimRight(site, " |-–—:•")
		if found && len(p) >= 15 && name != "" && name != site {
			m.title = p
			m.outlet = firstOf(m.outlet, name)
			return
		}
	}
}

// sameLine reports whether two lines have the same words but for case and space.
func sameLine(a, b string) bool {
	return b != "" && strings.EqualFold(oneLine(a), oneLine(b))
}

// flatPage reads a page that is nested too deeply for a tree: its text without tags, with a break at each block.
func flatPage(s string) (record.Article, error) {
	z := html.NewTokenizer(strings.NewReader(s))
	z.SetMaxBuf(len(s) + 1)
	m := &pageMeta{}
	var paras []string
	var cur strings.Builder
	var inTitle, space bool
	unread := atom.Atom(0)
	flush := func() {
		if p := strings.TrimSpace(cur.String()); p != "" {
			paras = append(paras, p)
		}
		cur.Reset()
		space = false
	}
	for {
		switch z.Next() {
		case html.ErrorToken:
			flush()
			return m.article(paras)
		case html.TextToken:
			switch {
			case inTitle:
				m.title = oneLine(string(z.Text()))
			case unread == 0:
				space = appendText(&cur, string(z.Text()), space)
			}
		case html.StartTagToken:
			name, _ := z.TagName()
			tag := atom.Lookup(name)
			if inTitle = tag == atom.Title && m.title == ""; isBlock(tag) || tag == atom.Br {
				flush()
			}
			if unread == 0 && (tag == atom.Nav || tag == atom.Button || tag == atom.Script || tag == atom.Style) {
				unread = tag
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			tag := atom.Lookup(name)
			inTitle = false
			if tag == unread {
				unread = 0
			}
			if isBlock(tag) {
				flush()
			}
		}
	}
}

// pageURL is s as an absolute address of the web, or "".
func pageURL(s string) string {
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return u.String()
}
