package browser

import (
	"strings"
	"testing"

	"chancery"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

const item = `[data-testid="review-item"] h2 a`

// Who reviews keeps his hands on the keys: yes, undo, no, undo, not enough known.
func TestReviewByKeys(t *testing.T) {
	rec, base := serveDesk(t)
	tb := newTab(t, base)
	tb.open("/review")
	tb.needScripts()
	first := tb.text(item)
	if first == "" {
		t.Fatal("nothing waits for review")
	}
	event := value[string](tb, `document.querySelector('`+item+`').pathname.split("/").pop()`)
	for key, verdict := range map[string]string{"y": "accept", "n": "reject"} {
		tb.press(key)
		tb.until(`document.querySelector(".notice [data-key=u]")`)
		if got := verdictOf(t, rec, event); got != verdict {
			t.Errorf("after %s the event is %q, want %q", key, got, verdict)
		}
		if tb.text(item) == first {
			t.Errorf("after %s the same event is asked about again", key)
		}
		tb.press("u")
		tb.until(`!document.querySelector(".notice") && document.querySelector('` + item + `')`)
		if got := verdictOf(t, rec, event); got != "" {
			t.Errorf("after undo the event is %q", got)
		}
		if got := tb.text(item); got != first {
			t.Errorf("after undo %q is asked about, not %q", got, first)
		}
	}
	tb.press("h")
	tb.until(`new URLSearchParams(location.search).has("after")`)
	if got := tb.text(item); got == first {
		t.Error("h goes on to the same event")
	}
	if got := verdictOf(t, rec, event); got != "" {
		t.Errorf("h judges: %q", got)
	}
	for _, what := range tb.heard() {
		t.Error(what)
	}
}

// verdictOf is what the record holds of an event: "", accept or reject. A rejected event is among the refused ones.
func verdictOf(t *testing.T, rec *chancery.Record, event string) string {
	t.Helper()
	all, err := rec.Judgments(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	verdict := ""
	for _, j := range all {
		if j.Outcome.State == "holds" && j.Undoes == 0 && string(j.Outcome.Event) == event {
			verdict = string(j.Action)
		}
	}
	return verdict
}

func TestKeys(t *testing.T) {
	_, base := serveDesk(t)
	tb := newTab(t, base)
	tb.open("/search?q=pair:RUS-TUR")
	tb.needScripts()
	const at = `[...document.querySelectorAll("[data-id]")].filter((e) => e.offsetParent && e.matches("main li")).findIndex((e) => e.classList.contains("is-at"))`
	from := value[int](tb, at)
	tb.press("j", "j", "j", "k")
	if got := value[int](tb, at); got != from+2 {
		t.Errorf("j j j k leads from entry %d to %d", from, got)
	}
	tb.until(`document.querySelector("#preview .preview")?.dataset.id === document.querySelector(".is-at").dataset.id`)
	if !tb.is(`new URLSearchParams(location.search).get("sel") === document.querySelector(".is-at").dataset.id`) {
		t.Error("the entry that is chosen does not stand in the address")
	}
	want := value[string](tb, `new URL(document.querySelector(".is-at a[data-open]").href).pathname`)
	tb.press("o")
	tb.until(`location.pathname === "` + want + `"`)

	tb.press("/")
	tb.until(`document.activeElement.id === "q"`)
	tb.press("j", "?")
	if got := value[string](tb, `document.getElementById("q").value`); got != "j?" {
		t.Errorf("keys are not left to who writes: %q", got)
	}
	tb.do(chromedp.KeyEvent(kb.Escape))
	tb.until(`document.activeElement.id !== "q"`)

	tb.press("?")
	tb.until(`document.querySelector("dialog#keys[open]")`)
	tb.press("g", "s") // nothing happens behind the dialog
	tb.do(chromedp.KeyEvent(kb.Escape))
	tb.until(`!document.querySelector("dialog[open]")`)
	for _, way := range [][2]string{{"s", "/search"}, {"q", "/quotes"}, {"n", "/stories"}, {"r", "/review"}, {"u", "/status"}, {"t", "/"}} {
		tb.press("g", way[0])
		tb.until(`location.pathname === "` + way[1] + `"`)
	}

	tb.click(".menu summary")
	tb.click(`.menu button[name=keys][value=off]`)
	tb.until(`document.documentElement.dataset.keys === "off"`)
	tb.press("?", "g", "s")
	if tb.is(`document.querySelector("dialog[open]") || location.pathname !== "/"`) {
		t.Error("keys that are turned off still work")
	}
	for _, what := range tb.heard() {
		t.Error(what)
	}
}

// brightness of the page behind the text, from 0 to 255.
const brightness = `(() => { const [r, g, b] = getComputedStyle(document.body).backgroundColor.match(/[\d.]+/g).map(Number); return (r + g + b) / 3; })()`

func TestDark(t *testing.T) {
	_, base := serveDesk(t)
	tb := newTab(t, base)
	look := func(when string, dark bool) {
		t.Helper()
		if b := value[float64](tb, brightness); dark && b > 60 || !dark && b < 200 {
			t.Errorf("%s the page has brightness %.0f", when, b)
		}
	}
	for _, system := range []string{"dark", "light"} {
		tb.prefer(system)
		tb.open("/")
		look("on a "+system+" system", system == "dark")
		for _, chosen := range []string{"dark", "light", ""} {
			tb.click(".menu summary")
			tb.click(`.menu button[name=theme][value="` + chosen + `"]`)
			tb.until(`(document.documentElement.dataset.theme ?? "") === "` + chosen + `" && !document.querySelector(".menu").open`)
			tb.open("/quotes")
			look("on a "+system+" system, chosen "+chosen, chosen == "dark" || chosen == "" && system == "dark")
		}
	}
}

// Without scripts every page is read, and every form works.
func TestWithoutScripts(t *testing.T) {
	rec, base := serveDesk(t)
	tb := newTab(t, base)
	tb.withoutScripts()
	for _, p := range places(t, rec) {
		if got := tb.open(p.path); got != p.status {
			t.Errorf("%s: status %d, want %d", p.name, got, p.status)
		}
		if words := value[int](tb, `document.querySelector("main").innerText.split(/\s+/).length`); words < 8 {
			t.Errorf("%s: %d words", p.name, words)
		}
	}
	if tb.press("?"); tb.is(`document.querySelector("dialog[open]")`) {
		t.Fatal("scripts run")
	}

	tb.open("/")
	tb.do(chromedp.SendKeys(chromedp.CSS("#q"), "pair:RUS-TUR"+kb.Enter))
	tb.until(`location.pathname === "/search" && document.querySelector(".hits li")`)
	tb.click(".search-facets li a")
	tb.until(`document.querySelectorAll(".chips li").length > 1`)
	tb.do(chromedp.SendKeys(chromedp.CSS(".save input[name=name]"), "the two"+kb.Enter))
	tb.until(`document.querySelector(".saved")?.textContent.includes("the two")`)

	tb.open("/review")
	first := tb.text(item)
	tb.click(`.answers button[data-key=y]`)
	tb.until(`document.querySelector(".notice button")`)
	if tb.text(item) == first {
		t.Error("the review does not go on")
	}
	tb.click(`.notice button`)
	tb.until(`!document.querySelector(".notice")`)
	if got := tb.text(item); got != first {
		t.Errorf("after undo %q is asked about, not %q", got, first)
	}

	event := firstEvent(t, rec, chancery.EventQuery{Actor: "Turkey", With: "Russia", Conflict: true})
	tb.open("/event/" + string(event))
	tb.do(chromedp.SendKeys(chromedp.CSS("#judge + form input[name=reason]"), "seen in two archives"))
	tb.click(`#judge + form button[value=accept]`)
	tb.until(`document.querySelector(".notice")?.textContent.includes("seen in two archives")`)
	if got := verdictOf(t, rec, string(event)); got != "accept" {
		t.Errorf("the event is %q", got)
	}
}

// The marks of an article lead to what they mean, and back to the words.
func TestMarksLeadToTheirEvent(t *testing.T) {
	rec, base := serveDesk(t)
	tb := newTab(t, base)
	var path string
	for _, p := range places(t, rec) {
		if p.name == "article-evidence" {
			path = p.path
		}
	}
	tb.open(path)
	event := value[string](tb, `new URL(document.querySelector(".evidence-bar a").href).pathname`)
	if !tb.is(`[...document.querySelectorAll(".text a.lead-acts")].some((a) => a.pathname === "` + event + `")`) {
		t.Error("no mark in the text leads to the event")
	}
	to := value[string](tb, `document.querySelector(".text a.lead-acts").pathname`)
	tb.click(".text a.lead-acts")
	tb.until(`location.pathname === "` + to + `"`)
	if title := tb.text("h1"); title == "" || !strings.HasPrefix(to, "/event/") {
		t.Errorf("the mark leads to %s, %q", to, title)
	}

	tb.open(path)
	tb.click(".text a.m-names")
	tb.until(`location.pathname.startsWith("/actor/")`)

	tb.open(path)
	off := `getComputedStyle(document.querySelector(".text .lead-acts")).display === "none"`
	if tb.is(off) {
		t.Error("acts are not marked")
	}
	tb.click(`label[for=layer-acts]`)
	tb.until(off)

	tb.open(path)
	tb.needScripts()
	tb.press("n")
	tb.until(`location.hash === "#" + document.querySelector(".text .m-evidence").id`)
	tb.click(`label[for=layer-names]`)
	tb.until(`new URLSearchParams(location.search).get("layers") === "times,quotes,acts"`)
}
