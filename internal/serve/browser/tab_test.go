package browser

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// patience is how long a page may take to show what is waited for, on a machine that has other things to do.
const patience = 30 * time.Second

// errNoBrowser is why the tests are skipped.
var errNoBrowser = errors.New("no Chromium was found: install one, or name it in CHANCERY_BROWSER")

func findBrowser() (string, error) {
	if name := os.Getenv("CHANCERY_BROWSER"); name != "" {
		return name, nil
	}
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", errNoBrowser
}

// startBrowser starts the one browser of all tests. Each tab is a browser of its own to the pages: cookies are not shared.
func startBrowser() (context.Context, func(), error) {
	path, err := findBrowser()
	if err != nil {
		return nil, nil, err
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.DisableGPU, chromedp.Flag("hide-scrollbars", true), chromedp.Flag("font-render-hinting", "none"))
	if os.Getuid() == 0 { // the sandbox refuses to run for root
		opts = append(opts, chromedp.NoSandbox)
	}
	alloc, stop := chromedp.NewExecAllocator(context.Background(), opts...)
	ctx, cancel := chromedp.NewContext(alloc)
	end := func() { cancel(); stop() }
	if err := chromedp.Do(ctx); err != nil {
		end()
		return nil, nil, fmt.Errorf("start %s: %w", path, err)
	}
	return ctx, end, nil
}

// A tab shows one page at a time, and hears what goes wrong on it.
type tab struct {
	t    *testing.T
	ctx  context.Context
	base string // address of the desk, without the last slash

	mu   sync.Mutex
	said []string // messages on the console, violations of the policy, exceptions
}

// newTab opens a tab with cookies of its own, 1200 by 900 points.
func newTab(t *testing.T, base string) *tab {
	t.Helper()
	tb := &tab{t: t, base: base}
	ctx, cancel := chromedp.NewContext(chromium, chromedp.WithNewBrowserContext(), chromedp.WithListener(tb.hear))
	t.Cleanup(cancel)
	tb.ctx = ctx
	if err := chromedp.Do(ctx); err != nil { // without a time limit, which would become that of the tab
		t.Fatal(err)
	}
	tb.do(chromedp.EmulateViewport(1200, 900))
	if err := tb.call(func(ctx context.Context) error { _, err := chromedp.Call(ctx, log.Enable, struct{}{}); return err }); err != nil {
		t.Fatal(err)
	}
	return tb
}

func (tb *tab) hear(ev any) {
	var what string
	switch ev := ev.(type) {
	case *runtime.EventConsoleAPICalled:
		what = string(ev.Type)
		for _, a := range ev.Args {
			what += " " + string(a.Value) + a.Description
		}
	case *runtime.EventExceptionThrown:
		what = "exception " + ev.ExceptionDetails.Text
		if e := ev.ExceptionDetails.Exception; e != nil {
			what += " " + e.Description
		}
	case *log.EventEntryAdded:
		what = fmt.Sprintf("%s %s: %s %s", ev.Entry.Source, ev.Entry.Level, ev.Entry.Text, ev.Entry.URL)
	default:
		return
	}
	tb.mu.Lock()
	defer tb.mu.Unlock()
	tb.said = append(tb.said, what)
}

// heard is what went wrong since it was last asked.
func (tb *tab) heard() []string {
	tb.mu.Lock()
	defer tb.mu.Unlock()
	said := tb.said
	tb.said = nil
	return said
}

func (tb *tab) call(f func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(tb.ctx, patience)
	defer cancel()
	return f(ctx)
}

func (tb *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	tb.t.Helper()
	if err := tb.call(func(ctx context.Context) error { return chromedp.Do(ctx, steps...) }); err != nil {
		tb.t.Fatal(err)
	}
}

// open shows a page and returns its status.
func (tb *tab) open(path string) int64 {
	tb.t.Helper()
	var status int64
	err := tb.call(func(ctx context.Context) error {
		res, err := chromedp.Run(ctx, chromedp.NavigateResponse(tb.base+path))
		if err == nil && res != nil {
			status = res.Status
		}
		return err
	})
	if err != nil {
		tb.t.Fatalf("%s: %v", path, err)
	}
	return status
}

// press presses keys of one letter one after another. As under a hand, a key that the page takes for itself writes nothing.
func (tb *tab) press(keys ...string) {
	tb.t.Helper()
	for _, k := range keys {
		err := tb.call(func(ctx context.Context) error {
			_, err := chromedp.Call(ctx, input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: "keyDown", Key: k, Text: k})
			if err == nil {
				_, err = chromedp.Call(ctx, input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: "keyUp", Key: k})
			}
			return err
		})
		if err != nil {
			tb.t.Fatal(err)
		}
	}
}

// click clicks the first element that a selector of CSS finds.
func (tb *tab) click(selector string) {
	tb.t.Helper()
	tb.do(chromedp.Click(chromedp.CSS(selector)))
}

// is says whether an expression holds on the page as it is.
func (tb *tab) is(expr string) bool {
	tb.t.Helper()
	return value[bool](tb, "Boolean("+expr+")")
}

// text is the text of the first element that a selector finds, "" for none.
func (tb *tab) text(selector string) string {
	tb.t.Helper()
	return strings.TrimSpace(value[string](tb, fmt.Sprintf("document.querySelector(%q)?.textContent ?? ''", selector)))
}

// until waits for an expression to hold, over pages that come and go.
func (tb *tab) until(expr string) {
	tb.t.Helper()
	var last error
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		var ok bool
		last = tb.call(func(ctx context.Context) error {
			var err error
			ok, err = chromedp.Run(ctx, chromedp.Evaluate[bool]("document.readyState === 'complete' && Boolean("+expr+")"))
			return err
		})
		if ok {
			return
		}
	}
	where := value[string](tb, "location.href")
	tb.t.Fatalf("on %s this never came true: %s (%v)", where, expr, last)
}

func value[T any](tb *tab, expr string) T {
	tb.t.Helper()
	var v T
	err := tb.call(func(ctx context.Context) error {
		var err error
		v, err = chromedp.Run(ctx, chromedp.Evaluate[T](expr, chromedp.EvalAwaitPromise))
		return err
	})
	if err != nil {
		tb.t.Fatalf("%s: %v", cut(expr), err)
	}
	return v
}

func cut(s string) string { return s[:min(len(s), 200)] }

// prefer makes the system of the reader a dark or a light one.
func (tb *tab) prefer(scheme string) {
	tb.t.Helper()
	err := tb.call(func(ctx context.Context) error {
		_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}})
		return err
	})
	if err != nil {
		tb.t.Fatal(err)
	}
}

// withoutScripts turns JavaScript off.
func (tb *tab) withoutScripts() {
	tb.t.Helper()
	err := tb.call(func(ctx context.Context) error {
		_, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
		return err
	})
	if err != nil {
		tb.t.Fatal(err)
	}
}
