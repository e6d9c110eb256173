package browser

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"chancery"
	"chancery/internal/serve"
)

// now is the clock of the desk: a day within the record, so that something is planned.
func now() time.Time { return time.Date(2018, 5, 20, 9, 30, 0, 0, time.UTC) }

var (
	chromium context.Context
	dir      string
)

func TestMain(m *testing.M) { os.Exit(run(m)) }

func run(m *testing.M) int {
	flag.Parse()
	if testing.Short() {
		fmt.Println("no browser is started with -short")
		return 0
	}
	var end func()
	var err error
	if chromium, end, err = startBrowser(); err != nil {
		fmt.Println(err)
		if errors.Is(err, errNoBrowser) {
			return 0
		}
		return 1
	}
	defer end()
	if dir, err = os.MkdirTemp("", "browser"); err != nil {
		fmt.Println(err)
		return 1
	}
	defer os.RemoveAll(dir)
	return m.Run()
}

// cases are the crises of the corpus that the pages show.
var cases = []string{"su24-crisis-2016", "horn-peace-2018", "iran-deal-2015", "gulf-rift-2017", "salisbury-2018", "singapore-summit-2018"}

var corpus = sync.OnceValues(func() (string, error) {
	path := filepath.Join(dir, "corpus.db")
	rec, err := chancery.Open(context.Background(), path, chancery.Options{Now: now})
	if err != nil {
		return "", err
	}
	defer rec.Close()
	var in []string
	for _, c := range cases {
		in = append(in, filepath.Join("../../../corpus", c))
	}
	_, err = rec.Read(context.Background(), in, chancery.ReadOptions{})
	return path, err
})

// serveDesk serves a copy of the record of the corpus, in which analyst may judge.
func serveDesk(t *testing.T) (*chancery.Record, string) {
	t.Helper()
	path, err := corpus()
	if err != nil {
		t.Fatal(err)
	}
	body, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	own := filepath.Join(t.TempDir(), "record.db")
	if err := os.WriteFile(own, body, 0o600); err != nil {
		t.Fatal(err)
	}
	return serveRecord(t, own)
}

func serveRecord(t *testing.T, path string) (*chancery.Record, string) {
	t.Helper()
	rec, err := chancery.Open(t.Context(), path, chancery.Options{Now: now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { rec.Close() })
	h, err := serve.Handler(rec, serve.Options{Editor: "analyst", Now: now})
	if err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(h)
	t.Cleanup(srv.Close)
	return rec, srv.URL
}

// A place is a page of the desk with a name of its own.
type place struct {
	name, path string
	status     int64
}

// places are pages of every kind, with something on them.
func places(t *testing.T, rec *chancery.Record) []place {
	t.Helper()
	conflict := firstEvent(t, rec, chancery.EventQuery{Actor: "Turkey", With: "Russia", Conflict: true})
	detail, err := rec.Event(t.Context(), string(conflict))
	if err != nil {
		t.Fatal(err)
	}
	event, article := "/event/"+string(conflict), "/article/"+string(detail.Articles[0].ID)
	return []place{
		{"today", "/", 200},
		{"today-then", "/?day=2015-12-02", 200},
		{"search", "/search?q=pair:RUS-TUR", 200},
		{"search-words", "/search?q=sanctions+OR+visit", 200},
		{"search-wrong", "/search?q=sources:many", 422},
		{"search-how", "/search", 200},
		{"event", event, 200},
		{"event-field", event + "/field/place", 200},
		{"article", article, 200},
		{"article-evidence", article + "?event=" + string(conflict), 200},
		{"actor", "/actor/RUS", 200},
		{"person", "/actor/vladimir-putin", 200},
		{"pair", "/pair/RUS-TUR", 200},
		{"pair-kind", "/pair/RUS-TUR?kind=CONSULT", 200},
		{"triad", "/triad/ERI-ETH-DJI", 200},
		{"network", "/network?actor=RUS", 200},
		{"quotes", "/quotes", 200},
		{"quotes-by", "/quotes?by=RUS&about=TUR", 200},
		{"stories", "/stories?least=1", 200},
		{"review", "/review", 200},
		{"review-plans", "/review?queue=unconfirmed", 200},
		{"status", "/status", 200},
		{"nothing", "/nothing", 404},
	}
}

func firstEvent(t *testing.T, rec *chancery.Record, q chancery.EventQuery) chancery.ID {
	t.Helper()
	q.Limit = 1
	list, err := rec.Events(t.Context(), q)
	if err != nil || len(list) == 0 {
		t.Fatalf("no event %+v: %v", q, err)
	}
	return list[0].ID
}
