package api

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"chancery/internal/export"
	"chancery/internal/serve/auth"
)

type eventList struct {
	Items []struct {
		ID     string
		Kind   string
		Status string
		Claims []json.RawMessage
	}
	Next string
}

func (l *eventList) ids() (out []string) {
	for _, e := range l.Items {
		out = append(out, e.ID)
	}
	return out
}

func TestPagesAreTheWholeList(t *testing.T) {
	c := newClient(t, auth.Reader)
	for _, target := range []string{
		"/api/v1/events?rejected=true", "/api/v1/events?newest=true", "/api/v1/events?actor=RUS&with=TUR", "/api/v1/articles?x", "/api/v1/articles?newest=true", "/api/v1/actors?x",
		"/api/v1/quotes?x", "/api/v1/quotes?newest=true", "/api/v1/stories?x", "/api/v1/judgments?x",
	} {
		target = strings.TrimSuffix(target, "?x")
		join := "?"
		if strings.Contains(target, "?") {
			join = "&"
		}
		var whole struct{ Items []json.RawMessage }
		c.get(target+join+"limit=200", &whole)
		var got []json.RawMessage
		next := ""
		for range 100 {
			var page struct {
				Items []json.RawMessage
				Next  string
			}
			c.get(target+join+"limit=3&cursor="+next, &page)
			got = append(got, page.Items...)
			if len(page.Items) > 3 {
				t.Errorf("%s: a page of %d", target, len(page.Items))
			}
			if next = page.Next; next == "" {
				break
			}
		}
		if len(whole.Items) < 3 || !slices.EqualFunc(whole.Items, got, func(a, b json.RawMessage) bool { return bytes.Equal(a, b) }) {
			t.Errorf("%s: %d items in pages, %d at once", target, len(got), len(whole.Items))
		}
	}
}

func TestFiltersAreThoseOfTheCommandLine(t *testing.T) {
	c := newClient(t, auth.Reader)
	for query, want := range map[string]int{
		"": 30, "actor=Turkey": 20, "with=Turkey": 20, "actor=ISR&with=TUR": 1, "kind=SANCTION": 2, "status=planned": 3, "from=2016-08": 3, "to=2015-11-24": 8,
		"from=2015-11-25&to=2015-11-25": 2, "place=Istanbul": 1, "place=FRA": 1, "conflict=true": 1, "min-sources=2": 3,
	} {
		var got eventList
		c.get("/api/v1/events?limit=200&"+query, &got)
		if len(got.Items) != want {
			t.Errorf("%s: %d events, want %d: %v", query, len(got.Items), want, got.ids())
		}
	}
	var got eventList
	c.get("/api/v1/events?kind=SANCTION&claims=true", &got)
	if len(got.Items[0].Claims) == 0 {
		t.Error("no claims, though asked for")
	}
}

func TestAnEventOfAnotherIDIsElsewhere(t *testing.T) {
	c := newClient(t, auth.Reader)
	const now = "/api/v1/events/2016-08-09-agree-RUS-TUR-turkstream-b38eb5b2"
	for target, want := range map[string]struct {
		status int
		to     string
	}{
		"/api/v1/events/2016-08-09-agree-RUS-TUR-bfa3":             {301, now},
		"/api/v1/events/2016-08-09-agree-RUS-TUR-bfa3/claims":      {301, now + "/claims"},
		"/api/v1/events/2016-08-09-agree-RUS-TUR-bfa3/annotations": {301, now + "/annotations"},
		"/api/v1/events/2016-08-09-agree":                          {302, now},
		"/api/v1/events/2016-08-09-nothing":                        {404, ""},
	} {
		w := c.do("GET", target, "")
		if w.Code != want.status || w.Header().Get("Location") != want.to {
			t.Errorf("%s: %d to %q", target, w.Code, w.Header().Get("Location"))
		}
	}
	c.fails("GET", "/api/v1/events/2016-08-09", "", 422, "several begin so")
}

func TestETags(t *testing.T) {
	c := newClient(t, auth.Editor)
	const target = "/api/v1/events/2015-11-28-sanction-RUS-TUR-ab2893d7"
	first := c.do("GET", target, "")
	tag := first.Header().Get("ETag")
	if tag == "" || first.Header().Get("Cache-Control") != "private, no-cache" {
		t.Fatalf("%v", first.Header())
	}
	for _, match := range []string{tag, "W/" + tag, `"x", ` + tag, "*"} {
		if w := c.do("GET", target, "", "If-None-Match", match); w.Code != http.StatusNotModified || w.Body.Len() > 0 || w.Header().Get("ETag") != tag {
			t.Errorf("%s: %d with %d bytes", match, w.Code, w.Body.Len())
		}
	}
	if w := c.do("GET", target, "", "If-None-Match", `"x"`); w.Code != 200 {
		t.Errorf("another tag: %d", w.Code)
	}
	if w := c.do("GET", "/api/v1/events/none", "", "If-None-Match", "*"); w.Code != 404 {
		t.Errorf("what is not there: %d", w.Code)
	}
	if w := c.do("POST", "/api/v1/judgments", `{"action":"accept","events":["2015-11-28-sanction-RUS-TUR-ab2893d7"],"reason":"seen"}`); w.Code != 201 {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	if w := c.do("GET", target, "", "If-None-Match", tag); w.Code != 200 || w.Header().Get("ETag") == tag {
		t.Errorf("after a judgment: %d", w.Code)
	}
}

func TestJudging(t *testing.T) {
	const accept = `{"action":"accept","events":["2015-11-28-sanction-RUS-TUR-ab2893d7"],"reason":"seen"}`
	reader := newClient(t, auth.Reader)
	reader.fails("POST", "/api/v1/judgments", accept, 403, "only an editor")
	reader.fails("POST", "/api/v1/judgments", "{", 403, "only an editor") // before what is sent is looked at
	reader.fails("POST", "/api/v1/articles", `{"text":"x"}`, 403, "only an editor")
	newClient(t, auth.Nobody).fails("POST", "/api/v1/judgments", accept, 403, "only an editor")
	closed := &client{t, Handler(fixture(t), Options{ReadOnly: true}), auth.Editor}
	closed.fails("POST", "/api/v1/judgments", accept, 403, "only read here")

	c := newClient(t, auth.Editor)
	for body, want := range map[string]string{
		`{"action":"accept","events":["2015-11-28-sanction-RUS-TUR-ab2893d7"]}`:                                   "reason",
		`{"action":"accept","events":["2015-11-28-sanction-RUS-TUR-ab2893d7"],"reason":" "}`:                      "needs a reason",
		`{"action":"invent","events":["x"],"reason":"x"}`:                                                         "body.action",
		`{"action":"accept","reason":"x"}`:                                                                        "no event to accept",
		`{"action":"merge","events":["2015-11-28-sanction-RUS-TUR-ab2893d7"],"reason":"x"}`:                       "two different events",
		`{"action":"correct","events":["2015-11-28-sanction-RUS-TUR-ab2893d7"],"set":["id=1"],"reason":"x"}`:      "not a field",
		`{"action":"undo","number":99,"reason":"x"}`:                                                              "no judgment 99",
		`{"action":"accept","events":["2015-11-28-sanction-RUS-TUR-ab2893d7"],"reason":"x","by":"somebody else"}`: "unexpected property",
		`{"action":"accept","events":"2015-11-28-sanction-RUS-TUR-ab2893d7","reason":"x"}`:                        "expected array",
	} {
		c.fails("POST", "/api/v1/judgments", body, 422, want)
	}
	c.fails("POST", "/api/v1/judgments", `{"action":"accept","events":["none"],"reason":"x"}`, 404, "not in the record")

	post := func(body string) (out struct {
		Judgments []struct {
			Number int
			By, At string
		}
	}) {
		t.Helper()
		w := c.do("POST", "/api/v1/judgments", body)
		if w.Code != 201 || json.Unmarshal(w.Body.Bytes(), &out) != nil || len(out.Judgments) != 1 {
			t.Fatalf("%s: %d %s", body, w.Code, w.Body)
		}
		return out
	}
	if j := post(accept).Judgments[0]; j.By != "A. Analyst" || j.At == "" || j.Number != 5 {
		t.Errorf("judged: %+v", j)
	}
	post(`{"action":"correct","events":["2015-11-28-sanction-RUS-TUR-ab2893d7"],"set":["status=cancelled"],"reason":"lifted"}`)
	var d struct {
		Event struct{ Status string }
	}
	c.get("/api/v1/events/2015-11-28-sanction-RUS-TUR-ab2893d7", &d)
	if d.Event.Status != "cancelled" {
		t.Errorf("the correction is not seen: %+v", d)
	}
	post(`{"action":"undo","reason":"a slip"}`)
	c.get("/api/v1/events/2015-11-28-sanction-RUS-TUR-ab2893d7", &d)
	if d.Event.Status != "occurred" {
		t.Errorf("the undo is not seen: %+v", d)
	}
}

func TestReadingAnArticle(t *testing.T) {
	c := newClient(t, auth.Editor)
	const body = `{"outlet":"Example Wire","published":"2023-07-13","title":"Macron hosts Modi","text":"PARIS - French President Emmanuel Macron met Indian Prime Minister Narendra Modi in Paris on Thursday.\n\nThe two leaders signed an agreement."}`
	var read struct {
		ID    string
		Known bool
		New   []string
	}
	w := c.do("POST", "/api/v1/articles", body)
	if err := json.Unmarshal(w.Body.Bytes(), &read); w.Code != 201 || err != nil || read.Known || len(read.New) == 0 {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	var reading struct {
		Names   []json.RawMessage
		Reports []json.RawMessage
	}
	c.get("/api/v1/articles/"+read.ID+"/reading", &reading)
	if len(reading.Names) == 0 || len(reading.Reports) == 0 {
		t.Errorf("reading: %+v", reading)
	}
	var d struct{ Event struct{ Kind string } }
	c.get("/api/v1/events/"+read.New[0], &d)
	w = c.do("POST", "/api/v1/articles", body)
	if err := json.Unmarshal(w.Body.Bytes(), &read); w.Code != 201 || err != nil || !read.Known || len(read.New) != 0 {
		t.Errorf("again: %d %s", w.Code, w.Body)
	}
	for body, want := range map[string]string{
		`{"text":""}`: "body.text", `{"text":"  \n "}`: "nothing to read", `{}`: "text", `{"text":"x","published":"yesterday"}`: "no date", `{"text":"x","more":1}`: "unexpected property",
	} {
		c.fails("POST", "/api/v1/articles", body, 422, want)
	}
}

// What an annotation quotes stands in the article where it says, in code points.
func TestAnnotationsPointAtTheirWords(t *testing.T) {
	c := newClient(t, auth.Editor)
	const text = "ZÜRICH – “Señor” 🦊 Emmanuel Macron met Narendra Modi in Zürich on 13 July 2023. 🦊 They agreed."
	sent, _ := json.Marshal(map[string]string{"text": text, "published": "2023-07-14", "url": "https://example.org/a?b=c"})
	var read struct{ ID string }
	if w := c.do("POST", "/api/v1/articles", string(sent)); w.Code != 201 || json.Unmarshal(w.Body.Bytes(), &read) != nil {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	var page struct {
		Context string `json:"@context"`
		Type    string
		Items   []export.Annotation
	}
	w := c.get("/api/v1/articles/"+read.ID+"/annotations", &page)
	if w.Header().Get("Content-Type") != export.AnnotationType || page.Context != "http://www.w3.org/ns/anno.jsonld" || page.Type != "AnnotationPage" || len(page.Items) < 4 {
		t.Fatalf("%v %s", w.Header(), w.Body)
	}
	runes := []rune(text)
	seen := map[string]bool{}
	for _, an := range page.Items {
		quote, place := an.Target.Selector[0], an.Target.Selector[1]
		if got := string(runes[*place.Start:*place.End]); got != quote.Exact || quote.Exact == "" {
			t.Errorf("%s: %q at %d-%d, which is %q", an.ID, quote.Exact, *place.Start, *place.End, got)
		}
		if !strings.Contains(text, quote.Prefix+quote.Exact+quote.Suffix) || utf8.RuneCountInString(quote.Prefix) > 32 || utf8.RuneCountInString(quote.Suffix) > 32 {
			t.Errorf("%s: %q %q %q", an.ID, quote.Prefix, quote.Exact, quote.Suffix)
		}
		if an.Target.Source != "https://example.org/a?b=c" || an.Target.State.Cached != "/api/v1/articles/"+read.ID || seen[an.ID] {
			t.Errorf("%s: %+v", an.ID, an.Target)
		}
		seen[an.ID] = true
	}
}

func TestExportsAndFeeds(t *testing.T) {
	c := newClient(t, auth.Reader)
	for target, want := range map[string]string{
		"/api/v1/export/csv?kind=SANCTION": "id,kind,mode", "/api/v1/export/jsonl?kind=SANCTION": `{"id":"`, "/api/v1/export/plover?kind=SANCTION": `"event":["SANCTION"]`,
		"/api/v1/export/ics": "BEGIN:VCALENDAR", "/api/v1/export/geojson": `"FeatureCollection"`, "/api/v1/export/graphml": "<graphml", "/api/v1/export/annotations": `"TextQuoteSelector"`,
		"/feeds/events.atom?status=planned": "<feed", "/feeds/events.json?title=Plans": `"title":"Plans"`, "/feeds/events.ics?actor=TUR&limit=5": "UID:2016-08-09",
	} {
		w := c.do("GET", target, "")
		mime := w.Header().Get("Content-Type")
		if w.Code != 200 || !strings.Contains(w.Body.String(), want) || mime == "application/json" || strings.Contains(mime, "html") {
			t.Errorf("%s: %d %s %.300s", target, w.Code, mime, w.Body)
		}
	}
	w := c.do("GET", "/api/v1/export/csv", "")
	if rows, err := csv.NewReader(w.Body).ReadAll(); err != nil || len(rows) != 31 || !strings.Contains(w.Header().Get("Content-Disposition"), `"events.csv"`) {
		t.Errorf("%d rows, %v, %v", len(rows), err, w.Header())
	}
	c.fails("GET", "/api/v1/export/xls", "", 422, "path.format")
	c.fails("GET", "/api/v1/export/csv?actor=Nobody+Atall", "", 404, "nobody is known")
	c.fails("GET", "/feeds/events.atom?actor=Nobody+Atall", "", 404, "nobody is known")
	c.fails("GET", "/feeds/events.rss", "", 404, "nothing at this address")
}

func TestActorsWithASlash(t *testing.T) {
	c := newClient(t, auth.Reader)
	var all struct{ Items []struct{ ID string } }
	c.get("/api/v1/actors?limit=200", &all)
	for _, a := range all.Items {
		var p struct{ Actor struct{ ID string } }
		c.get("/api/v1/actors/"+url.PathEscape(a.ID), &p)
		if p.Actor.ID != a.ID {
			t.Errorf("%s leads to %s", a.ID, p.Actor.ID)
		}
	}
	c.fails("GET", "/api/v1/actors/Nobody%20Atall", "", 404, "nobody is known")
	c.fails("GET", "/api/v1/pairs/RUS/Russia", "", 422, "different actors")
}
