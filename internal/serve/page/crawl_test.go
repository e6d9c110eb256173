package page_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"chancery"
)

// hostileArticles tell real acts, so that what they carry comes to every page: in names, titles, outlets, addresses and
// quotes.
func hostileArticles() []map[string]string {
	const (
		script = `<script>alert(1)</script>`
		attr   = `" onmouseover="alert(2)" x="`
		quote  = `'><img src=x onerror=alert(3)>`
		rlo    = "\u202egnp.exe\u202c\u2066\u2067"
		tag    = "\U000e0041\U000e0042\u200f\u0007\u001b[31m"
	)
	long := strings.Repeat("Wolfeschlegelstein", 400)
	article := func(title, outlet, address, text string) map[string]string {
		return map[string]string{"title": title, "outlet": outlet, "url": address, "published": "2018-06-12", "text": text}
	}
	body := func(who, place, said string) string {
		return "MOSCOW, June 12, 2018 - Russian President Vladimir Putin met " + who + " President Emmanuel Macron in " + place + " on Tuesday.\n\n" +
			"\"" + said + "\", Putin said after the talks. Germany accused Russia of " + said + " on Monday.\n\n" +
			"Foreign Minister Sergei " + said + " of Russia will visit Berlin on 20 June 2018."
	}
	return []map[string]string{
		article(script+" Putin meets Macron", "The "+script+" Post", "javascript:alert(4)", body("French", "Paris", script)),
		article("Putin"+attr+" meets", "Post"+attr, "https://example.org/\"onclick=\"alert(5)", body("French", "Geneva "+attr, attr)),
		article(quote, quote, "data:text/html,"+script, body("French", "Sochi"+quote, quote)),
		article(rlo+tag+"Title", "Outlet"+rlo, "https://user:secret@evil.example/", body("French"+rlo, "Paris"+rlo, rlo+"never"+tag)),
		article(long, long, "https://example.org/"+long, body("French", "Paris", long)),
		article("{{.Token}} ${alert(6)} <!-- -->", "]]><!--", "vbscript:x", body("French", "Vienna --><svg onload=alert(7)>", "{{template}} </textarea></title></style></script>")),
		article("", "", "", body("French", "", "\x00\xff"+"ok")),
		article("\u0645\u0631\u062d\u0628\u0627 Putin", "\u05e9\u05dc\u05d5\u05dd", "https://example.org/a b", body("French", "Paris", "\u0645\u0631\u062d\u0628\u0627 (\u05e9\u05dc\u05d5\u05dd)")),
	}
}

func hostileRecord(t *testing.T) *chancery.Record {
	t.Helper()
	rec, err := chancery.Open(t.Context(), filepath.Join(t.TempDir(), "hostile.db"), chancery.Options{Now: now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { rec.Close() })
	var lines []byte
	for _, a := range hostileArticles() {
		b, err := json.Marshal(a)
		if err != nil {
			t.Fatal(err)
		}
		lines = append(append(lines, b...), '\n')
	}
	path := filepath.Join(t.TempDir(), "<img src=x>.jsonl")
	if err := os.WriteFile(path, lines, 0o600); err != nil {
		t.Fatal(err)
	}
	res, err := rec.Read(t.Context(), []string{path, filepath.Join(t.TempDir(), "<script>none</script>")}, chancery.ReadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if res.Read < 6 || len(res.New) < 4 || len(res.Refused) == 0 {
		t.Fatalf("%d articles, %d events, %d refused: they do not come to the pages", res.Read, len(res.New), len(res.Refused))
	}
	return rec
}

// Every page that can be reached from the first one is whole: nothing in it comes from an article but text, every link
// leads somewhere, and who uses a keyboard or a screen reader finds what he needs.
func TestEveryPageOfAHostileRecord(t *testing.T) {
	rec := hostileRecord(t)
	for _, number := range []string{"<script>alert(8)</script>", `" onfocus="x`} {
		if _, err := rec.Judge(t.Context(), chancery.Ruling{Action: chancery.Accept, Events: []string{firstEvent(t, rec)}, By: number, Reason: number}); err != nil {
			t.Fatal(err)
		}
	}
	crawl(t, clientOf(t, rec, "analyst"), 250)
}

func TestEveryPageOfTheCorpus(t *testing.T) {
	if testing.Short() {
		t.Skip("some hundred pages")
	}
	crawl(t, newClient(t, "analyst"), 400)
}

func TestEveryPageOfAnEmptyRecord(t *testing.T) {
	rec, err := chancery.Open(t.Context(), filepath.Join(t.TempDir(), "empty.db"), chancery.Options{Now: now})
	if err != nil {
		t.Fatal(err)
	}
	defer rec.Close()
	crawl(t, clientOf(t, rec, ""), 50)
}

func firstEvent(t *testing.T, rec *chancery.Record) string {
	t.Helper()
	list, err := rec.Events(t.Context(), chancery.EventQuery{Limit: 1})
	if err != nil || len(list) == 0 {
		t.Fatalf("no event: %v", err)
	}
	return string(list[0].ID)
}

// crawl asks for at most so many pages.
func crawl(t *testing.T, c *client, most int) {
	t.Helper()
	queue := []string{"/", "/search", "/search?q=Putin", "/quotes", "/stories?least=1", "/review", "/review?queue=unconfirmed", "/status", "/actor/RUS", "/pair/RUS-DEU", "/triad/RUS-DEU-FRA", "/nothing"}
	seen := map[string]bool{}
	kinds := map[string]int{}
	for len(queue) > 0 && most > 0 {
		at := queue[0]
		queue = queue[1:]
		kind := strings.SplitN(strings.TrimPrefix(at, "/"), "/", 2)[0]
		if seen[at] || kinds[kind] > most/6 {
			continue
		}
		seen[at] = true
		kinds[kind]++
		most--
		code, body := c.get(at)
		if code == http.StatusMovedPermanently || code == http.StatusSeeOther {
			continue
		}
		if want := map[bool]int{true: http.StatusNotFound, false: http.StatusOK}[at == "/nothing"]; code != want {
			t.Errorf("%s: status %d", at, code)
			continue
		}
		p := &checked{t: t, at: at, ids: map[string]bool{}}
		doc, err := html.Parse(strings.NewReader(body))
		if err != nil {
			t.Fatalf("%s: %v", at, err)
		}
		p.walk(doc)
		p.finish()
		for _, to := range p.links {
			if u, err := url.Parse(to); err == nil && !seen[u.RequestURI()] && !strings.HasPrefix(to, "/feeds/") && !strings.HasPrefix(to, "/static/") {
				queue = append(queue, u.RequestURI())
			}
		}
	}
	if len(seen) < 8 {
		t.Errorf("only %d pages were seen", len(seen))
	}
}

// checked is a page while it is looked through.
type checked struct {
	t       *testing.T
	at      string
	ids     map[string]bool
	targets []string // ids that something on the page points to
	links   []string
	h1, main,
	nav int
}

// elements are all that a page of the desk is made of.
var elements = strings.Fields(`html head meta title link script body a header nav ul ol li form label input kbd details summary fieldset legend button main
	footer p div span section article aside h1 h2 h3 h4 dl dt dd time mark blockquote cite q bdi table caption thead tbody tr th td pre code
	figure figcaption dialog select option s svg g path rect circle line text tspan title desc polyline polygon style use defs marker pattern`)

func (p *checked) errorf(format string, args ...any) {
	p.t.Helper()
	p.t.Errorf("%s: "+format, append([]any{p.at}, args...)...)
}

func (p *checked) walk(n *html.Node) {
	if n.Type == html.CommentNode && n.Data != "" {
		p.errorf("a comment: %s", n.Data)
	}
	if n.Type == html.TextNode {
		p.text(n)
	}
	if n.Type == html.ElementNode {
		p.element(n)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		p.walk(c)
	}
}

func (p *checked) text(n *html.Node) {
	for _, r := range n.Data {
		if r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 || r >= 0xe0000 && r < 0xe0080 || unicode.IsControl(r) && r != '\n' && r != '\t' {
			p.errorf("text that steers the display: %q", n.Data)
			return
		}
	}
}

func (p *checked) element(n *html.Node) {
	if !slices.Contains(elements, n.Data) || n.Data == "style" {
		p.errorf("an element %s", n.Data)
	}
	at := map[string]string{}
	for _, a := range n.Attr {
		at[a.Key] = a.Val
		if strings.HasPrefix(a.Key, "on") || a.Key == "style" || a.Key == "srcdoc" {
			p.errorf("<%s %s=%q>", n.Data, a.Key, a.Val)
		}
		switch a.Key {
		case "href", "src", "action", "formaction":
			p.address(n, a.Val, at["rel"])
		case "id":
			if p.ids[a.Val] {
				p.errorf("the id %q twice", a.Val)
			}
			p.ids[a.Val] = true
		case "for", "aria-labelledby", "aria-describedby":
			p.targets = append(p.targets, strings.Fields(a.Val)...)
		}
	}
	switch n.DataAtom {
	case atom.Script:
		if at["src"] == "" || n.FirstChild != nil {
			p.errorf("a script within the page")
		}
	case atom.H1:
		p.h1++
	case atom.Main:
		p.main++
	case atom.Nav:
		p.nav++
	case atom.Blockquote:
		if at["lang"] == "" || at["dir"] != "auto" {
			p.errorf("a quote without language or direction")
		}
	case atom.Input:
		if at["type"] != "hidden" && at["aria-label"] == "" && at["id"] == "" && !within(n, "label") {
			p.errorf("a field %q without a label", at["name"])
		}
	case atom.Th:
		if at["scope"] == "" {
			p.errorf("a head of a table without scope")
		}
	case atom.Form:
		if strings.EqualFold(at["method"], "post") && !hasToken(n) {
			p.errorf("a form to %s without a token", at["action"])
		}
	case atom.A, atom.Button:
		if within(n.Parent, "a") || n.DataAtom == atom.A && at["href"] == "" {
			p.errorf("a link within a link, or to nowhere")
		}
		if strings.TrimSpace(textOf(n)) == "" && at["aria-label"] == "" {
			p.errorf("a link or button without words: %v", n.Attr)
		}
	}
	if n.Data == "svg" && at["aria-hidden"] != "true" && at["role"] != "img" && at["role"] != "group" && at["role"] != "graphics-document" {
		p.errorf("a drawing without a role: %v", n.Attr)
	}
}

func (p *checked) address(n *html.Node, to, rel string) {
	u, err := url.Parse(to)
	if err != nil {
		p.errorf("the address %q: %v", to, err)
		return
	}
	switch {
	case u.Scheme == "http" || u.Scheme == "https":
		if n.DataAtom != atom.A || u.User != nil {
			p.errorf("<%s> to %s", n.Data, to)
		}
	case u.Scheme != "" || u.Host != "":
		p.errorf("<%s> to %s", n.Data, to)
	case strings.HasPrefix(to, "#"):
		p.targets = append(p.targets, u.Fragment)
	case !strings.HasPrefix(to, "/"):
		p.errorf("<%s> to %s, which depends on where the page stands", n.Data, to)
	case n.DataAtom == atom.A || n.Data == "a":
		p.links = append(p.links, to)
	}
}

func (p *checked) finish() {
	if p.main != 1 || p.h1 != 1 || p.nav < 1 {
		p.errorf("%d main, %d h1, %d nav", p.main, p.h1, p.nav)
	}
	for _, id := range p.targets {
		if !p.ids[id] {
			p.errorf("nothing has the id %q", id)
		}
	}
}

func within(n *html.Node, name string) bool {
	for ; n != nil; n = n.Parent {
		if n.Type == html.ElementNode && n.Data == name {
			return true
		}
	}
	return false
}

func hasToken(n *html.Node) bool {
	if n.Type == html.ElementNode && n.DataAtom == atom.Input {
		for _, a := range n.Attr {
			if a.Key == "name" && a.Val == "token" {
				return true
			}
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if hasToken(c) {
			return true
		}
	}
	return false
}

func textOf(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	var b strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		b.WriteString(textOf(c))
	}
	return b.String()
}
