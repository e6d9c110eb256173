package ingest

import (
	"context"
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestPages reads testdata/page/*.html; the article found in each stands in the .golden file beside it.
func TestPages(t *testing.T) {
	files, _ := filepath.Glob("testdata/page/*.html")
	if len(files) < 6 {
		t.Fatalf("%d pages", len(files))
	}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		var got strings.Builder
		for art, err := range Parse(f, "", b, Options{}) {
			if err != nil {
				t.Fatalf("%s: %v", f, err)
			}
			fmt.Fprintf(&got, "title: %s\noutlet: %s\nbyline: %s\npublished: %s\nurl: %s\nlanguage: %s\n\n%s", art.Title, art.Outlet, art.Byline, art.Published, art.URL, art.Language, art.Text)
		}
		golden := strings.TrimSuffix(f, ".html") + ".golden"
		if *update {
			if err := os.WriteFile(golden, []byte(got.String()), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got.String()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", f, diff)
		}
	}
}

// TestHostilePages reads pages made to cost time or stack; each must end within seconds, with or without an article.
func TestHostilePages(t *testing.T) {
	const size = 1 << 18
	fill := func(s string) string { return strings.Repeat(s, size/len(s)) }
	prose := "<p>The ministers of both states met in the capital of the third on Monday.</p>"
	for name, s := range map[string]string{
		"deep div": fill("<div>") + prose, "deep b": fill("<b>") + prose, "deep table": fill("<table><tr><td>") + prose, "open links": fill("<a href=x>") + prose, "mixed": fill("<b><i><p>") + prose,
		"attributes": "<p " + fill("a=b ") + ">" + prose, "class": `<div class="` + fill("nav main ") + `">` + prose, "comment": "<!--" + fill("-") + prose, "times": fill("<time>a") + prose,
		"json": `<script type="application/ld+json">` + fill("[") + `</script>` + prose, "entities": "<p>" + fill("&amp;") + "</p>", "one p": "<p>" + fill("The ministers met. "), "paragraphs": fill(prose),
		"headers": strings.Repeat("<div>", 400) + fill("<header>a</header>") + prose, "tags": fill("<"), "select": fill("<select><option>"), "svg": fill("<svg><desc>") + prose,
	} {
		start := time.Now()
		for art, err := range Parse("a.html", "", []byte("<!doctype html><html><body>"+s), Options{}) {
			if err == nil && art.Text == "" {
				t.Errorf("%s: an article without text", name)
			}
		}
		if took := time.Since(start); took > 30*time.Second {
			t.Errorf("%s took %v", name, took)
		} else if took > time.Second {
			t.Logf("%s took %v", name, took)
		}
	}
	for art, err := range Parse("a.html", "", []byte(strings.Repeat("<div>", 3000)+prose), Options{}) {
		if err != nil || !strings.Contains(art.Text, "ministers of both states") {
			t.Errorf("a page nested too deeply = %q, %v", art.Text, err)
		}
	}
}

func TestFetch(t *testing.T) {
	page := "<html><head><title>Ministers meet in Oslo</title>%s</head><body><p>The ministers of both states met in the capital of Norway on Monday and spoke about fish.</p></body></html>"
	mux := http.NewServeMux()
	mux.HandleFunc("/a", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintf(w, page, "") })
	mux.HandleFunc("/elsewhere", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprintf(w, page, `<link rel="canonical" href="https://other.example/b">`)
	})
	mux.HandleFunc("/latin", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/plain; charset=iso-8859-1")
		w.Write([]byte("The ministers met in Besan\xe7on."))
	})
	mux.HandleFunc("/json", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.Write([]byte(`[{"text":"One"},{"text":"Two"}]`))
	})
	mux.HandleFunc("/gone", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusGone) })
	mux.HandleFunc("/secret", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusForbidden) })
	mux.HandleFunc("/moved", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/a", http.StatusFound) })
	mux.HandleFunc("/loop", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/loop", http.StatusFound) })
	mux.HandleFunc("/file", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "file:///etc/hostname", http.StatusFound)
	})
	mux.HandleFunc("/big", func(w http.ResponseWriter, _ *http.Request) {
		for range 100 {
			w.Write(make([]byte, 1000))
		}
	})
	mux.HandleFunc("/image", func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00")) })
	mux.HandleFunc("/slow", func(w http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	srv := httptest.NewServer(mux)
	defer srv.Close()
	opt := Options{MaxBytes: 50_000, URL: "https://given.example/"}
	for _, c := range []struct{ path, url, text, err string }{
		{"/a", srv.URL + "/a", "Ministers meet in Oslo\n\nThe ministers", ""}, {"/moved", srv.URL + "/a", "Ministers meet", ""}, {"/elsewhere", srv.URL + "/elsewhere", "Ministers meet", ""},
		{"/latin", srv.URL + "/latin", "The ministers met in Besançon.", ""}, {"/json", srv.URL + "/json", "One", ""},
		{"/gone", "", "", "410 Gone (check the address)"}, {"/secret", "", "", "403 Forbidden (the site does not let"}, {"/loop", "", "", "redirected more than 10 times"},
		{"/file", "", "", `address of kind "file"`}, {"/big", "", "", "over the limit"}, {"/image", "", "", "image/png"},
	} {
		items := collect(opt, srv.URL+c.path)
		it := items[0]
		switch {
		case c.err == "" && (it.Err != nil || it.Article.URL != c.url || !strings.HasPrefix(it.Article.Text, c.text)):
			t.Errorf("%s = %+v", c.path, it)
		case c.err != "" && (it.Err == nil || !strings.Contains(it.Err.Error(), c.err) || !strings.HasPrefix(it.Err.Error(), srv.URL+c.path+": ")):
			t.Errorf("%s: %v, want %q", c.path, it.Err, c.err)
		}
	}
	opt.Client = &http.Client{Timeout: 50 * time.Millisecond}
	if it := collect(opt, srv.URL+"/slow")[0]; it.Err == nil || !strings.Contains(it.Err.Error(), "no answer in time") {
		t.Errorf("slow = %v", it.Err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	for it := range Items(ctx, []string{srv.URL + "/slow", srv.URL + "/a"}, Options{}) {
		t.Errorf("item after the end of the context: %+v", it)
	}
}

func BenchmarkPage(b *testing.B) {
	page, err := os.ReadFile("testdata/page/jsonld.html")
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(page)))
	b.ReportAllocs()
	for b.Loop() {
		for _, err := range Parse("a.html", "", page, Options{}) {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
}
