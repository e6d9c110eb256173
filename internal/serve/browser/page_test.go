package browser

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// needScripts skips where the scripts of the desk were not bundled.
func (tb *tab) needScripts() {
	tb.t.Helper()
	if !tb.is(`document.querySelector("script[type=module]")`) {
		tb.t.Skip("the scripts of the desk were not bundled: make web")
	}
}

// No page says anything on the console, breaks the policy of its contents, or is wider than a narrow screen.
func TestEveryPage(t *testing.T) {
	rec, base := serveDesk(t)
	tb := newTab(t, base)
	for _, p := range places(t, rec) {
		if got := tb.open(p.path); got != p.status {
			t.Errorf("%s: status %d, want %d", p.name, got, p.status)
		}
		if p.name == "network" {
			tb.until(`!document.getElementById("network") || document.querySelector("#network canvas")`)
		}
		for _, what := range tb.heard() {
			if p.status != 200 && strings.Contains(what, fmt.Sprint("status of ", p.status)) {
				continue // the browser says so of the page itself
			}
			t.Errorf("%s: %s", p.name, what)
		}
		if title := tb.text("h1"); title == "" {
			t.Errorf("%s: no heading", p.name)
		}
		for _, width := range []int64{320, 390, 768} {
			tb.do(chromedp.EmulateViewport(width, 800))
			if wide := value[[]string](tb, overhanging); len(wide) > 0 {
				t.Errorf("%s is wider than a screen of %d points: %v", p.name, width, wide)
			}
		}
		tb.do(chromedp.EmulateViewport(1200, 900))
	}
}

// overhanging names what makes a page scroll sideways; what scrolls within itself does not.
const overhanging = `(() => {
	const wide = document.documentElement.clientWidth;
	if (document.documentElement.scrollWidth <= wide) return [];
	const scrolls = (el) => { for (let p = el.parentElement; p; p = p.parentElement) if (/auto|scroll|hidden/.test(getComputedStyle(p).overflowX)) return true; return false; };
	return ["scrolls to " + document.documentElement.scrollWidth, ...[...document.body.querySelectorAll("*")].filter((el) => el.getBoundingClientRect().right > wide + 1 && !scrolls(el))
		.slice(0, 6).map((el) => el.tagName + "." + el.getAttribute("class") + " to " + Math.round(el.getBoundingClientRect().right))];
})()`

// axe finds nothing serious on any page, by day and by night.
func TestAccessibility(t *testing.T) {
	axe, err := os.ReadFile("../../../web/node_modules/axe-core/axe.min.js")
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("axe-core is not there: make web")
	} else if err != nil {
		t.Fatal(err)
	}
	rec, base := serveDesk(t)
	tb := newTab(t, base)
	for _, p := range places(t, rec) {
		tb.open(p.path)
		value[bool](tb, string(axe)+"; true")
		tb.prefer("light")
		report(t, p.name, tb, `{}`)
		tb.prefer("dark")
		report(t, p.name+" in the dark", tb, `{runOnly: ["color-contrast", "link-in-text-block"]}`)
	}
}

// A finding is a rule that a page breaks.
type finding struct {
	ID, Impact, Help string
	Nodes            []struct {
		HTML           string
		FailureSummary string
	}
}

func report(t *testing.T, name string, tb *tab, options string) {
	t.Helper()
	out := value[string](tb, `axe.run(document, Object.assign({resultTypes: ["violations"]}, `+options+`)).then((r) => JSON.stringify(r.violations))`)
	var found []finding
	if err := json.Unmarshal([]byte(out), &found); err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		if f.Impact != "serious" && f.Impact != "critical" {
			t.Logf("%s: %s: %s, %d places", name, f.Impact, f.Help, len(f.Nodes))
			continue
		}
		for i, n := range f.Nodes {
			if f.ID == "label-content-name-mismatch" && strings.Contains(n.HTML, `class="mark"`) {
				continue // axe takes the title of a part of a drawing, which is shown beside the pointer alone, for words on the page
			}
			if i < 3 {
				t.Errorf("%s: %s: %s (%s)\n%s\n%s", name, f.Impact, f.Help, f.ID, cut(n.HTML), n.FailureSummary)
			}
		}
	}
}
