package page_test

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"chancery"
	"chancery/internal/serve/page"
)

// now is the clock of the desk in tests.
func now() time.Time { return time.Date(2018, 8, 1, 9, 30, 0, 0, time.UTC) }

var dir string

func TestMain(m *testing.M) {
	var err error
	if dir, err = os.MkdirTemp("", "desk"); err != nil {
		panic(err)
	}
	code := m.Run()
	os.RemoveAll(dir)
	os.Exit(code)
}

// corpus is the record of two cases of the corpus. Tests that judge take a copy.
var corpus = sync.OnceValues(func() (string, error) {
	path := filepath.Join(dir, "corpus.db")
	rec, err := chancery.Open(context.Background(), path, chancery.Options{Now: now})
	if err != nil {
		return "", err
	}
	defer rec.Close()
	_, err = rec.Read(context.Background(), []string{"../../../corpus/su24-crisis-2016", "../../../corpus/horn-peace-2018"}, chancery.ReadOptions{})
	return path, err
})

// A client asks a desk as a browser does.
type client struct {
	t   *testing.T
	rec *chancery.Record
	mux *http.ServeMux
	jar map[string]*http.Cookie
}

func newClient(t *testing.T, editor string) *client {
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
	rec, err := chancery.Open(t.Context(), own, chancery.Options{Now: now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { rec.Close() })
	return clientOf(t, rec, editor)
}

func clientOf(t *testing.T, rec *chancery.Record, editor string) *client {
	t.Helper()
	desk, err := page.New(rec, page.Options{
		Now: now, Log: slog.New(slog.NewTextHandler(t.Output(), nil)), Version: "test",
		Token:  func(*http.Request) string { return "the-token" },
		Editor: func(*http.Request) string { return editor },
		User:   func(*http.Request) string { return "" },
		Sign:   func(_ *http.Request, u url.URL) string { return u.String() },
	})
	if err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	desk.Register(mux)
	return &client{t, rec, mux, map[string]*http.Cookie{}}
}

func (c *client) do(r *http.Request) *httptest.ResponseRecorder {
	for _, ck := range c.jar {
		r.AddCookie(ck)
	}
	w := httptest.NewRecorder()
	c.mux.ServeHTTP(w, r)
	for _, ck := range w.Result().Cookies() {
		c.jar[ck.Name] = ck
	}
	return w
}

func (c *client) get(path string) (int, string) {
	w := c.do(httptest.NewRequest(http.MethodGet, path, nil))
	return w.Code, strings.ReplaceAll(w.Body.String(), "&#43;", "+")
}

// page is the body of a page that must be there.
func (c *client) page(path string) string {
	c.t.Helper()
	code, body := c.get(path)
	if code != http.StatusOK {
		c.t.Fatalf("%s: status %d\n%s", path, code, body)
	}
	return body
}

// post sends a form and gives the status and where it leads.
func (c *client) post(path string, form url.Values) (int, string) {
	c.t.Helper()
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := c.do(r)
	return w.Code, w.Header().Get("Location")
}

// event is the id of the only event that a query of the record finds first.
func (c *client) event(q chancery.EventQuery) chancery.ID {
	c.t.Helper()
	list, err := c.rec.Events(c.t.Context(), q)
	if err != nil || len(list) == 0 {
		c.t.Fatalf("%+v: %v, %d events", q, err, len(list))
	}
	return list[0].ID
}

func (c *client) conflict() chancery.ID {
	return c.event(chancery.EventQuery{Actor: "Turkey", With: "Russia", Conflict: true})
}

// Each page has the key facts of the record, in words.
func TestPagesTellTheRecord(t *testing.T) {
	c := newClient(t, "analyst")
	event := c.conflict()
	detail, err := c.rec.Event(t.Context(), string(event))
	if err != nil {
		t.Fatal(err)
	}
	article := detail.Articles[0].ID
	for path, want := range map[string][]string{
		"/":                                    {"Today", "Latest in the record", "Upcoming", "Articles disagree", "≠ place", "Busiest pairs", "Russia", "Turkey"},
		"/?day=2015-11-25":                     {"As of", "2015-11-25", "the last day of the record"},
		"/search":                              {"How to ask", "NEAR/8"},
		"/search?q=pair:RUS-TUR":               {"Saint Petersburg", "pair:RUS-TUR", "Year", "2016", "/feeds/search.atom?q=pair%3ARUS-TUR", "Preview"},
		"/search?q=Su-24":                      {"<mark>", "Articles"},
		"/event/" + string(event):              {"Recep Tayyip Erdogan visits Vladimir Putin", "Saint Petersburg", "Moscow", "1 against", "<mark>Moscow</mark>", "BibTeX", "@misc{", "Why these reports are one event"},
		"/event/" + string(event) + "/preview": {"Saint Petersburg"},
		"/article/" + string(article):          {`id="s1"`, "m-names", "m-acts", "Events it tells", `href="/actor/vladimir-putin"`},
		"/article/" + string(article) + "?event=" + string(event): {"Evidence for", `id="e1"`, "1 of 2", "next article"},
		"/actor/RUS":                               {"Russia", "In office", "With whom", "Meeting", "<svg"},
		"/actor/vladimir-putin":                    {"Vladimir Putin", "President", "Offices", "Lately said"},
		"/pair/RUS-TUR":                            {"Timeline", "Meetings", "By format", "Russia on Turkey", "Articles disagree"},
		"/pair/RUS-TUR?kind=CONSULT":               {`aria-current="true"`, "Show all"},
		"/triad/ERI-ETH-DJI":                       {"Eritrea and Ethiopia", "triad"},
		"/quotes":                                  {"November 2015", "stab in the back"},
		"/quotes?by=vladimir-putin":                {"Quotes of Vladimir Putin"},
		"/quotes?by=RUS&about=TUR":                 {"Quotes of Russia about Turkey", "/pair/RUS-TUR"},
		"/stories?least=1":                         {"Turkey shoots down Russian warplane near Syrian border"},
		"/review":                                  {"Did it happen as it is told here?", `data-key="y"`, `data-key="n"`},
		"/review?queue=unconfirmed":                {"Planned, not confirmed"},
		"/status":                                  {"Articles", "What changed the events", "read"},
		"/event/" + string(event) + "/field/place": {`id="field-place" open`},
	} {
		body := c.page(path)
		for _, s := range want {
			if !strings.Contains(body, s) {
				t.Errorf("%s lacks %q", path, s)
			}
		}
	}
}

// An event says of each of its reports why it is part of it, as the record has it.
func TestEventSaysWhyItsReportsAreOne(t *testing.T) {
	c := newClient(t, "analyst")
	events, err := c.rec.Events(t.Context(), chancery.EventQuery{MinSources: 2, Limit: 5})
	if err != nil || len(events) == 0 {
		t.Fatalf("%d events of two sources, %v", len(events), err)
	}
	joined := 0
	for i := range events {
		detail, err := c.rec.Event(t.Context(), string(events[i].ID))
		if err != nil {
			t.Fatal(err)
		}
		body := c.page("/event/" + string(events[i].ID))
		for _, j := range detail.Joined {
			joined++
			if !strings.Contains(body, strings.Join(j.Reasons, ", ")) || !strings.Contains(body, fmt.Sprintf("strength %d", j.Strength)) {
				t.Errorf("%s does not say %v", events[i].ID, j)
			}
		}
	}
	if joined == 0 {
		t.Error("nothing was joined: the test tests nothing")
	}
}

// An article names those that have the same text, the first before its copies.
func TestArticleNamesItsCopies(t *testing.T) {
	c := newClient(t, "")
	list, err := c.rec.ArticlePage(t.Context(), chancery.ArticleQuery{Limit: 1}, "")
	if err != nil || len(list.Articles) == 0 {
		t.Fatal(err)
	}
	l, err := c.rec.Layers(t.Context(), list.Articles[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	again := filepath.Join(t.TempDir(), "again.txt")
	if err := os.WriteFile(again, []byte(l.Article.Text+"\n\nThis was taken over from an agency.\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := c.rec.Read(t.Context(), []string{again}, chancery.ReadOptions{}); err != nil {
		t.Fatal(err)
	}
	stories, err := c.rec.Stories(t.Context(), chancery.StoryQuery{})
	if err != nil {
		t.Fatal(err)
	}
	groups := 0
	for i := range stories {
		for _, group := range stories[i].Copies {
			groups++
			body := c.page("/article/" + string(group[len(group)-1]))
			if !strings.Contains(body, "The same text") || !strings.Contains(body, `href="/article/`+string(group[0])) || !strings.Contains(body, ">first<") {
				t.Errorf("%s does not lead to %s", group[len(group)-1], group[0])
			}
		}
	}
	if groups == 0 {
		t.Error("the record has no copies: the test tests nothing")
	}
}

// Pairs that may be one and new actors are asked about one by one; what is answered is not asked again, until it is undone.
func TestReviewOfDoubts(t *testing.T) {
	c := newClient(t, "analyst")
	news := filepath.Join(t.TempDir(), "visit.txt")
	text := "A visit to Oslo\n\nJuly 30, 2018\n\nOSLO - Norwegian Deputy Foreign Minister Lars Fjeld met Ugandan Deputy Foreign Minister Amina Okello in Oslo on Monday.\n"
	if err := os.WriteFile(news, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := c.rec.Read(t.Context(), []string{news}, chancery.ReadOptions{}); err != nil {
		t.Fatal(err)
	}
	for queue, answers := range map[string][]string{chancery.ReviewJoin: {"distinct", "unsure", "merge"}, chancery.ReviewActor: {"known", "unsure"}} {
		at := "/review?queue=" + queue
		list, err := c.rec.Review(t.Context(), 0, queue)
		if err != nil || len(list) == 0 {
			t.Fatalf("%s: %d wait, %v", queue, len(list), err)
		}
		first := list[0]
		body := c.page(at)
		for _, id := range first.Events {
			if !strings.Contains(body, "/event/"+string(id)) {
				t.Errorf("%s does not show %s", at, id)
			}
		}
		for _, want := range append(first.Reasons, "<blockquote", `data-key="y"`, `data-key="n"`, `data-key="h"`) {
			if !strings.Contains(body, want) {
				t.Errorf("%s lacks %q", at, want)
			}
		}
		for _, action := range answers {
			form := url.Values{"event": {string(first.Events[0])}, "actor": {string(first.Actor)}, "action": {action}, "default-reason": {"reviewed"}, "here": {at}}
			if len(first.Events) > 1 {
				form.Set("other", string(first.Events[1]))
			}
			code, to := c.post("/review", form)
			if code != http.StatusSeeOther || !strings.Contains(to, "done=") || !strings.Contains(to, "queue="+queue) {
				t.Fatalf("%s: %d %s", action, code, to)
			}
			rest, err := c.rec.Review(t.Context(), 0, queue)
			if err != nil || fmt.Sprint(rest) == fmt.Sprint(list) {
				t.Errorf("%s: still asked, %v", action, err)
			}
			undo := regexp.MustCompile(`/judgment/\d+/undo`).FindString(c.page(to))
			if code, _ := c.post(undo, url.Values{"here": {at}}); code != http.StatusSeeOther {
				t.Fatalf("undo of %s: %d", action, code)
			}
			if again, err := c.rec.Review(t.Context(), 0, queue); err != nil || fmt.Sprint(again) != fmt.Sprint(list) {
				t.Errorf("%s: the undo did not bring it back, %v", action, err)
			}
		}
	}
}

func TestAddressesThatLeadElsewhere(t *testing.T) {
	c := newClient(t, "analyst")
	for path, want := range map[string]struct {
		code int
		to   string
	}{
		"/actor/Putin":                               {301, "/actor/vladimir-putin"},
		"/actor/Vladimir%20Putin?kind=AID":           {301, "/actor/vladimir-putin?kind=AID"},
		"/pair/Russia-Turkey":                        {301, "/pair/RUS-TUR"},
		"/pair/putin~erdogan":                        {301, "/pair/vladimir-putin~recep-tayyip-erdogan"},
		"/pair?actor=Russia&actor=Turkey":            {303, "/pair/RUS-TUR"},
		"/pair?actor=Russia&actor=Turkey&actor=NATO": {303, "/triad/RUS-TUR-NATO"},
		"/event/nothing":                             {404, ""},
		"/article/nothing":                           {404, ""},
		"/actor/Nobody%20Known":                      {404, ""},
		"/nothing":                                   {404, ""},
		"/pair/RUS":                                  {400, ""},
		"/pair/RUS-RUS":                              {400, ""},
		"/pair?actor=Russia":                         {400, ""},
		"/quotes?from=yesterday":                     {400, ""},
		"/actor/RUS?kind=dance":                      {400, ""},
		"/actor/RUS?after=xyz":                       {400, ""},
		"/?day=soon":                                 {400, ""},
		"/search?q=kind%3Adance":                     {422, ""},
		"/search?q=%28%28%28":                        {422, ""},
		"/?%zz":                                      {400, ""},
	} {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		u, err := url.Parse(path)
		if err != nil {
			t.Fatal(err)
		}
		r.URL = u
		w := c.do(r)
		if w.Code != want.code || w.Header().Get("Location") != want.to {
			t.Errorf("%s: %d %q, want %d %q", path, w.Code, w.Header().Get("Location"), want.code, want.to)
		}
	}
}

// An analyst rejects an event, takes it back, corrects a field, merges two events and splits them again.
func TestJudging(t *testing.T) {
	c := newClient(t, "A. Analyst")
	event := c.conflict()
	at := "/event/" + string(event)
	judge := func(form url.Values) string {
		t.Helper()
		code, to := c.post(at+"/judge", form)
		if code != http.StatusSeeOther {
			t.Fatalf("%v: status %d", form, code)
		}
		return to
	}
	to := judge(url.Values{"action": {"reject"}, "reason": {"a <b>test</b>"}})
	body := c.page(to)
	for _, s := range []string{"is kept: rejected", "a &lt;b&gt;test&lt;/b&gt;", "A. Analyst", "status-denied"} {
		if !strings.Contains(body, s) {
			t.Errorf("after rejecting, the page lacks %q", s)
		}
	}
	if code, to := c.post("/judgment/1/undo", url.Values{"here": {at}}); code != 303 || to != at {
		t.Errorf("undo: %d %s", code, to)
	}
	if body := c.page(at); strings.Contains(body, `status-denied">rejected`) || !strings.Contains(body, "undone") {
		t.Error("after the undo, the event is rejected still")
	}
	judge(url.Values{"action": {"correct"}, "field": {"place"}, "value": {"Moscow"}, "reason": {"seen there"}})
	if body := c.page(at); !strings.Contains(body, "corrected place to Moscow") || !strings.Contains(body, ">corrected</span>") {
		t.Error("the corrected place is not shown")
	}
	other := c.event(chancery.EventQuery{Actor: "Turkey", With: "Russia", Status: 3, Kind: 2})
	if other == event {
		other = c.event(chancery.EventQuery{Actor: "Ethiopia"})
	}
	to = judge(url.Values{"action": {"merge"}, "other-id": {"http://localhost:8080/event/" + string(other) + "?x=1#y"}, "reason": {"the same"}})
	merged := c.page(to)
	if !strings.Contains(merged, "is kept: merged") {
		t.Error("the merge is not told")
	}
	for _, id := range []chancery.ID{event, other} {
		code, body := c.get("/event/" + string(id))
		if code != 200 && code != http.StatusMovedPermanently {
			t.Errorf("after the merge, %s: %d %s", id, code, body)
		}
	}
}

func TestJudgingNeedsAnEditorAndAReason(t *testing.T) {
	reader, editor := newClient(t, ""), newClient(t, "analyst")
	at := "/event/" + string(reader.conflict())
	for _, path := range []string{at + "/judge", "/judgment/1/undo", "/review", "/searches"} {
		form := url.Values{"action": {"accept"}, "reason": {"x"}, "event": {string(reader.conflict())}, "name": {"x"}, "q": {"x"}}
		if code, _ := reader.post(path, form); code != http.StatusForbidden {
			t.Errorf("%s by a reader: %d", path, code)
		}
	}
	if body := reader.page(at); strings.Contains(body, `value="accept"`) || strings.Contains(body, "/judge") {
		t.Error("a reader is offered to judge")
	}
	for _, c := range []struct {
		form url.Values
		want int
	}{
		{url.Values{"action": {"accept"}}, 400},
		{url.Values{"action": {"accept"}, "reason": {"  "}}, 400},
		{url.Values{"action": {"dance"}, "reason": {"x"}}, 400},
		{url.Values{"action": {"correct"}, "field": {"date"}, "value": {"soon"}, "reason": {"x"}}, 422},
		{url.Values{"action": {"merge"}, "reason": {"x"}}, 422},
		{url.Values{"action": {"split"}, "reason": {"x"}}, 422},
		{url.Values{"action": {"merge"}, "other": {"nothing"}, "reason": {"x"}}, 404},
	} {
		if code, _ := editor.post(at+"/judge", c.form); code != c.want {
			t.Errorf("%v: status %d, want %d", c.form, code, c.want)
		}
	}
}

// The review shows one item, an answer leads to the next one, and undo brings it back.
func TestReviewGoesOnAndBack(t *testing.T) {
	c := newClient(t, "analyst")
	first := c.page("/review")
	id := between(first, `name="event" value="`, `"`)
	title := between(first, `card-title"><a href="`, `"`)
	code, to := c.post("/review", url.Values{"event": {id}, "action": {"accept"}, "default-reason": {"reviewed"}, "here": {"/review?queue=conflicts"}})
	if code != http.StatusSeeOther || !strings.HasPrefix(to, "/review?") || !strings.Contains(to, "queue=conflicts") {
		t.Fatalf("an answer leads to %d %s", code, to)
	}
	second := c.page(to)
	if strings.Contains(second, title) {
		t.Error("the item that was answered comes again")
	}
	if !strings.Contains(second, "Undo") || !strings.Contains(second, "1 judgment stands") {
		t.Error("the answer is not told, or cannot be undone")
	}
	c.post("/judgment/1/undo", url.Values{"here": {"/review"}})
	if !strings.Contains(c.page("/review"), title) {
		t.Error("what was undone does not come again")
	}
}

func between(s, from, to string) string {
	_, rest, _ := strings.Cut(s, from)
	in, _, _ := strings.Cut(rest, to)
	return in
}

func TestSavedSearches(t *testing.T) {
	c := newClient(t, "analyst")
	code, to := c.post("/searches", url.Values{"name": {"Jets & <b>"}, "q": {"pair:RUS-TUR  kind:assault"}, "here": {"/search?q=pair%3ARUS-TUR"}})
	if code != http.StatusSeeOther || to != "/search?q=pair%3ARUS-TUR" {
		t.Fatalf("%d %s", code, to)
	}
	if body := c.page("/search"); !strings.Contains(body, "Jets &amp; &lt;b&gt;") || !strings.Contains(body, "/search?q=pair%3ARUS-TUR+kind%3AASSAULT") {
		t.Error("the search is not listed")
	}
	if !strings.Contains(c.page("/search?q=kind:ASSAULT+pair:RUS-TUR"), "Jets") {
		t.Error("the search is not listed beside its results")
	}
	for _, form := range []url.Values{{"name": {""}, "q": {"x"}}, {"name": {"x"}, "q": {"kind:dance"}}} {
		if code, _ := c.post("/searches", form); code != http.StatusBadRequest {
			t.Errorf("%v: status %d", form, code)
		}
	}
	c.post("/searches", url.Values{"drop": {"Jets & <b>"}, "here": {"/"}})
	if strings.Contains(c.page("/search"), "Jets") {
		t.Error("a forgotten search is listed")
	}
}

// A second visit, long after the first, is told what is new since then and no more.
func TestNewSinceTheLastVisit(t *testing.T) {
	c := newClient(t, "analyst")
	if body := c.page("/"); !strings.Contains(body, "Latest in the record") || !strings.Contains(body, `class="ev ev-news"`) {
		t.Error("a first visit is told nothing")
	}
	before := now().Add(-2 * time.Hour).Unix()
	c.jar["visits"] = &http.Cookie{Name: "visits", Value: fmt.Sprintf("%d.%d", before-86400, now().Add(time.Hour).Unix())}
	c.jar["visits"].Value = fmt.Sprintf("%d.%d", now().Add(-24*time.Hour).Unix(), before)
	if body := c.page("/"); !strings.Contains(body, "New since your last visit") || !strings.Contains(body, `class="ev ev-news"`) {
		t.Error("what came after the last visit is not told")
	}
	c.jar["visits"] = &http.Cookie{Name: "visits", Value: fmt.Sprintf("%d.%d", now().Add(time.Second).Unix(), now().Add(time.Second).Unix())}
	if body := c.page("/"); strings.Contains(body, `class="ev ev-news"`) {
		t.Error("what was there on the last visit is told as new")
	}
	for _, bad := range []string{"", "x", "1", "9.1", "-1.-1", "99999999999999999999.1"} {
		c.jar["visits"] = &http.Cookie{Name: "visits", Value: bad}
		c.page("/")
	}
}

func TestSettings(t *testing.T) {
	c := newClient(t, "analyst")
	if body := c.page("/"); strings.Contains(body, "data-theme") {
		t.Error("a theme without a choice")
	}
	if code, to := c.post("/settings", url.Values{"theme": {"dark"}, "here": {"/quotes?by=RUS"}}); code != 303 || to != "/quotes?by=RUS" {
		t.Errorf("%d %s", code, to)
	}
	c.post("/settings", url.Values{"density": {"compact"}})
	if body := c.page("/"); !strings.Contains(body, `data-theme="dark"`) || !strings.Contains(body, `data-density="compact"`) {
		t.Error("the settings are not kept")
	}
	for _, away := range []string{"https://evil.example/", "//evil.example", `/\evil.example`, "evil", "/\tevil", "javascript:alert(1)"} {
		if _, to := c.post("/settings", url.Values{"theme": {"x"}, "here": {away}}); to != "/" {
			t.Errorf("%q leads to %q", away, to)
		}
	}
}

func TestPagesAreNotSentTwice(t *testing.T) {
	c := newClient(t, "analyst")
	w := c.do(httptest.NewRequest(http.MethodGet, "/status", nil))
	r := httptest.NewRequest(http.MethodGet, "/status", nil)
	r.Header.Set("If-None-Match", w.Header().Get("ETag"))
	if w := c.do(r); w.Code != http.StatusNotModified || w.Body.Len() > 0 {
		t.Errorf("status %d", w.Code)
	}
}
