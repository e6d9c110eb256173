package ingest

import (
	"encoding/json"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"chancery/internal/date"
)

// pageMeta is what a page says of itself beside its text.
type pageMeta struct {
	title, outlet, byline, url, language string
	published                            date.Day
	body                                 string // of JSON-LD
}

// keys of meta elements in lower case, the ones that say it best first.
var (
	titleKeys  = []string{"og:title", "twitter:title", "headline", "dc.title", "parsely-title", "sailthru.title"}
	outletKeys = []string{"og:site_name", "article:publisher_name", "dc.publisher", "publisher", "application-name", "cre"}
	bylineKeys = []string{"author", "article:author", "parsely-author", "dc.creator", "dcterms.creator", "byl", "sailthru.author"}
	dateKeys   = []string{"article:published_time", "datepublished", "og:published_time", "date", "pubdate", "publishdate", "publish-date", "publish_date",
		"publication_date", "dc.date", "dc.date.issued", "dcterms.date", "dcterms.created", "dcterms.issued", "parsely-pub-date", "sailthru.date",
		"article.published", "article:published", "originalpublicationdate", "datecreated", "created", "pdate", "ptime", "article_date_original", "cxenseparse:recs:publishtime"}
	languageKeys = []string{"content-language", "language", "dc.language", "og:locale"}
)

// found is what one pass over a page gathers.
type found struct {
	meta                       map[string]string
	canonical, lang            string
	titleTag, h1, time, author string
	ld                         []string
	timeRank                   int
	times                      int
}

// readMeta reads head, JSON-LD and the marked places of a page: what the head says first, then JSON-LD, then the page itself.
func readMeta(root *html.Node) *pageMeta {
	f := &found{meta: map[string]string{}}
	for n := range root.Descendants() {
		if n.Type == html.ElementNode {
			f.element(n)
		}
	}
	m := &pageMeta{outlet: f.first(outletKeys), language: f.lang}
	var ld ldArticle
	for _, s := range f.ld {
		ld.read(s)
	}
	m.outlet = firstOf(m.outlet, ld.publisher)
	m.title = f.title(m.outlet, ld.headline)
	m.byline = cleanByline(firstOf(ld.authors(), f.byline(), f.author))
	m.language = firstOf(m.language, f.first(languageKeys), ld.language)
	m.language = strings.ReplaceAll(m.language, "_", "-")
	m.url = firstOf(pageURL(f.canonical), pageURL(f.meta["og:url"]), pageURL(ld.url))
	m.body = ld.body
	m.published = f.published(ld.published)
	return m
}

func firstOf(list ...string) string {
	for _, s := range list {
		if s != "" {
			return s
		}
	}
	return ""
}

func (f *found) first(keys []string) string {
	for _, k := range keys {
		if v := f.meta[k]; v != "" {
			return v
		}
	}
	return ""
}

// maxTimes is how many time elements of a page are looked at.
const maxTimes = 100

// element takes what one element tells.
func (f *found) element(n *html.Node) {
	switch n.DataAtom {
	case atom.Html:
		f.lang = oneLine(attr(n, "lang"))
	case atom.Meta:
		val := oneLine(attr(n, "content"))
		for _, k := range [...]string{"property", "name", "itemprop", "http-equiv"} {
			if key := strings.ToLower(attr(n, k)); key != "" && val != "" && f.meta[key] == "" {
				f.meta[key] = val
			}
		}
	case atom.Link:
		if strings.EqualFold(attr(n, "rel"), "canonical") && f.canonical == "" {
			f.canonical = attr(n, "href")
		}
	case atom.Title:
		if f.titleTag == "" && n.Namespace == "" {
			f.titleTag = textOf(n, 500)
		}
	case atom.H1:
		if f.h1 == "" {
			f.h1 = textOf(n, 500)
		}
	case atom.Time:
		if f.times++; f.times <= maxTimes {
			f.timeElement(n)
		}
	case atom.Script:
		if strings.Contains(strings.ToLower(attr(n, "type")), "ld+json") && n.FirstChild != nil && len(n.FirstChild.Data) <= 1<<20 && len(f.ld) < 20 {
			f.ld = append(f.ld, n.FirstChild.Data)
		}
	}
	if f.author == "" && (attr(n, "rel") == "author" || attr(n, "itemprop") == "author" || hasClass(n, "byline") || hasClass(n, "author")) {
		if s := textOf(n, 200); len(s) < 120 {
			f.author = s
		}
	}
}

func hasClass(n *html.Node, class string) bool {
	for w := range strings.FieldsSeq(attr(n, "class")) {
		if strings.EqualFold(w, class) {
			return true
		}
	}
	return false
}

// timeElement keeps the time that most likely is that of publication: one marked so, then one in an article, then any.
func (f *found) timeElement(n *html.Node) {
	stamp := firstOf(attr(n, "datetime"), textOf(n, 100))
	rank := 1
	switch {
	case attr(n, "itemprop") == "datePublished" || hasAttr(n, "pubdate"):
		rank = 3
	case isWithin(n, atom.Article, atom.Main):
		rank = 2
	}
	if _, ok := stampDay(stamp); ok && rank > f.timeRank {
		f.time, f.timeRank = stamp, rank
	}
}

// textOf is the text of n up to about max bytes, on one line.
func textOf(n *html.Node, max int) string {
	var out strings.Builder
	space := false
	for c := range n.Descendants() {
		if c.Type == html.TextNode && !isUnread(c.Parent) {
			space = appendText(&out, c.Data, space)
		} else if c.Type == html.ElementNode {
			space = space || isBlock(c.DataAtom) || c.DataAtom == atom.Br
		}
		if out.Len() >= max {
			break
		}
	}
	return strings.TrimSpace(out.String())
}

// title is the headline without the name of the site.
func (f *found) title(outlet, ldHeadline string) string {
	og := cutSite(firstOf(f.first(titleKeys), oneLine(ldHeadline)), outlet)
	tag := cutSite(f.titleTag, outlet)
	switch {
	case f.h1 != "" && (hasWords(og, f.h1) || hasWords(f.titleTag, f.h1) || og == "" && tag == ""):
		return f.h1
	case og != "":
		return og
	case tag != "":
		return tag
	}
	return f.h1
}

// hasWords reports whether s begins with t, which is long enough not to be the name of the site.
func hasWords(s, t string) bool {
	s, t = strings.ToLower(oneLine(s)), strings.ToLower(oneLine(t))
	return len(t) >= 15 && strings.HasPrefix(s, t)
}

// cutSite takes the name of the site off the end of a title.
func cutSite(title, outlet string) string {
	for _, mark := range [...]string{" | ", " - ", " – ", " — ", " :: ", " • "} {
		front, site, ok := cutLast(title, mark)
		if ok && outlet != "" && (strings.EqualFold(site, outlet) || strings.Contains(strings.ToLower(site), strings.ToLower(outlet))) {
			return cutSite(front, outlet)
		}
		if ok && outlet == "" && mark == " | " && len(front) >= 15 {
			return front
		}
	}
	return title
}

func cutLast(s, mark string) (front, back string, ok bool) {
	i := strings.LastIndex(s, mark)
	if i < 0 {
		return s, "", false
	}
	return strings.TrimSpace(s[:i]), strings.TrimSpace(s[i+len(mark):]), true
}

// byline is the first author that the head names and that is no address.
func (f *found) byline() string {
	for _, k := range bylineKeys {
		if v := f.meta[k]; v != "" && !strings.Contains(v, "://") && len(v) < 200 {
			return v
		}
	}
	return ""
}

func cleanByline(s string) string {
	s = oneLine(s)
	if len(s) > 3 && strings.EqualFold(s[:3], "by ") {
		s = s[3:]
	}
	return strings.Trim(s, " ,|")
}

// published is the first day of publication that reads as one: a page may say 0000-00-00 in one place and the day in another.
func (f *found) published(ld string) date.Day {
	try := []string{ld}
	for _, k := range dateKeys {
		try = append(try, f.meta[k])
	}
	for _, s := range append(try, f.time) {
		if d, ok := stampDay(s); ok {
			return d
		}
	}
	return 0
}

// ldArticle is what JSON-LD says of the article.
type ldArticle struct {
	headline, published, publisher, language, url, body string
	names                                               []string
}

func (a *ldArticle) authors() string { return strings.Join(a.names, ", ") }

// read takes the first article of one script; what is no JSON is passed over.
func (a *ldArticle) read(s string) {
	var v any
	if json.Unmarshal([]byte(s), &v) != nil {
		clean := strings.Map(func(r rune) rune {
			if r < 0x20 {
				return ' '
			}
			return r
		}, strings.TrimRight(strings.TrimSpace(s), ";"))
		if json.Unmarshal([]byte(clean), &v) != nil {
			return
		}
	}
	a.value(v, 0)
}

// value looks for an article in v, in lists and graphs too, to a small depth.
func (a *ldArticle) value(v any, depth int) {
	if depth > 5 || a.headline != "" {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			a.value(e, depth+1)
		}
	case map[string]any:
		if isArticleType(v["@type"]) {
			a.take(v)
			return
		}
		for _, k := range [...]string{"@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item"} {
			a.value(v[k], depth+1)
		}
	}
}

func isArticleType(v any) bool {
	switch v := v.(type) {
	case string:
		return strings.HasSuffix(v, "Article") || strings.HasSuffix(v, "BlogPosting") || v == "Report"
	case []any:
		for _, e := range v {
			if s, ok := e.(string); ok && isArticleType(s) {
				return true
			}
		}
	}
	return false
}

func (a *ldArticle) take(v map[string]any) {
	a.headline = html.UnescapeString(ldString(v["headline"], "name"))
	if a.headline == "" {
		a.headline = html.UnescapeString(ldString(v["name"], "name"))
	}
	a.published = firstOf(ldString(v["datePublished"], "@value"), ldString(v["dateCreated"], "@value"))
	a.publisher = html.UnescapeString(oneLine(ldString(v["publisher"], "name")))
	a.language = oneLine(ldString(v["inLanguage"], "alternateName"))
	a.url = firstOf(ldString(v["url"], "@id"), ldString(v["mainEntityOfPage"], "@id"))
	a.body = html.UnescapeString(ldString(v["articleBody"], "@value"))
	authors, ok := v["author"].([]any)
	if !ok {
		authors = []any{v["author"]}
	}
	for _, e := range authors[:min(len(authors), 20)] {
		if s := oneLine(html.UnescapeString(ldString(e, "name"))); s != "" && !strings.Contains(s, "://") && s != a.publisher {
			a.names = append(a.names, s)
		}
	}
}

// ldString is a value that is a string, or an object or a list whose first has it under key.
func ldString(v any, key string) string {
	switch v := v.(type) {
	case string:
		return strings.TrimSpace(v)
	case map[string]any:
		s, _ := v[key].(string)
		return strings.TrimSpace(s)
	case []any:
		if len(v) > 0 {
			if _, nested := v[0].([]any); !nested {
				return ldString(v[0], key)
			}
		}
	}
	return ""
}
