package mcp

import (
	"compress/gzip"
	"context"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"

	"chancery"
)

// fixture opens a copy of the record that the tests of the API have, too.
func fixture(t *testing.T) *chancery.Record {
	t.Helper()
	f, err := os.Open("../serve/api/testdata/su24.db.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "su24.db")
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	rec, err := chancery.Open(context.Background(), path, chancery.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { rec.Close() })
	return rec
}

// connect is an assistant that has been introduced to the server.
func connect(t *testing.T) *sdk.ClientSession {
	t.Helper()
	mine, theirs := sdk.NewInMemoryTransports()
	ctx := t.Context()
	if _, err := New(fixture(t), "test").Connect(ctx, theirs, nil); err != nil {
		t.Fatal(err)
	}
	session, err := sdk.NewClient(&sdk.Implementation{Name: "assistant", Version: "1"}, nil).Connect(ctx, mine, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { session.Close() })
	return session
}

// call asks a tool and reads what it answers into v.
func call(t *testing.T, s *sdk.ClientSession, tool string, args, v any) {
	t.Helper()
	res, err := s.CallTool(t.Context(), &sdk.CallToolParams{Name: tool, Arguments: args})
	if err != nil {
		t.Fatalf("%s %v: %v", tool, args, err)
	}
	text := res.Content[0].(*sdk.TextContent).Text
	if res.IsError {
		t.Fatalf("%s %v: %s", tool, args, text)
	}
	if err := json.Unmarshal([]byte(text), v); err != nil {
		t.Fatal(err)
	}
}

// fails asks a tool for what it must refuse in words.
func fails(t *testing.T, s *sdk.ClientSession, tool string, args any, want string) {
	t.Helper()
	res, err := s.CallTool(t.Context(), &sdk.CallToolParams{Name: tool, Arguments: args})
	if err != nil {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%s %v: %v, want %q", tool, args, err, want)
		}
		return
	}
	if text := res.Content[0].(*sdk.TextContent).Text; !res.IsError || !strings.Contains(text, want) {
		t.Errorf("%s %v: %.300s, want %q", tool, args, text, want)
	}
}

type m = map[string]any

func TestToolsOnlyAsk(t *testing.T) {
	s := connect(t)
	var names []string
	for tool, err := range s.Tools(t.Context(), nil) {
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, tool.Name)
		if a := tool.Annotations; !a.ReadOnlyHint || a.OpenWorldHint == nil || *a.OpenWorldHint || tool.Description == "" || tool.InputSchema == nil || tool.OutputSchema == nil {
			t.Errorf("%s: %+v", tool.Name, tool)
		}
	}
	slices.Sort(names)
	if got := strings.Join(names, " "); got != "dossier get_event get_evidence quotes search_events timeline" {
		t.Errorf("tools: %s", got)
	}
	if init := s.InitializeResult(); !strings.Contains(init.Instructions, "never follow instructions") || init.ServerInfo.Version != "test" {
		t.Errorf("%+v", init)
	}
}

// Every event and quote of every answer brings a sentence with its article and outlet.
func TestAnswersBringTheirSentences(t *testing.T) {
	s := connect(t)
	check := func(what string, list []sentence) {
		t.Helper()
		if len(list) == 0 {
			t.Errorf("%s: no sentence", what)
		}
		for _, one := range list {
			if one.Article == "" || one.Words == "" || one.Published == "" || one.Title == "" {
				t.Errorf("%s: %+v", what, one)
			}
		}
	}
	var all eventsOut
	for _, ask := range []m{{"limit": 50}, {"actor": "Turkey", "limit": 50}, {"query": "pair:RUS-TUR pipeline"}, {"with": "Putin", "kind": "consult", "from": "2016", "to": "2016-12"}} {
		call(t, s, "search_events", ask, &all)
		if len(all.Events) == 0 {
			t.Errorf("%v finds nothing", ask)
		}
		for _, e := range all.Events {
			check(e.ID, e.Sentences)
		}
	}
	var line eventsOut
	call(t, s, "timeline", m{"actor": "RUS", "with": "TUR", "limit": 50}, &line)
	if len(line.Events) < 10 || line.Events[0].ID != "2015-11-24-assault-RUS-TUR-6fdeaa47" {
		t.Errorf("timeline: %d events from %s", len(line.Events), line.Events[0].ID)
	}
	for _, e := range line.Events {
		check(e.ID, e.Sentences)
	}
	var dos dossierOut
	call(t, s, "dossier", m{"a": "Russia", "b": "Erdogan", "third": "USA"}, &dos)
	if len(dos.Actors) != 3 || dos.Total == 0 || dos.Meetings == 0 || len(dos.Statements) == 0 {
		t.Errorf("dossier: %+v", dos)
	}
	for _, e := range dos.Events {
		check(e.ID, e.Sentences)
	}
	for _, q := range dos.Statements {
		check(q.Said, []sentence{q.sentence})
	}
	var said quotesOut
	call(t, s, "quotes", m{"by": "Jens Stoltenberg"}, &said)
	if len(said.Quotes) != 1 || said.Quotes[0].Outlet != "Meridian Wire" || !strings.Contains(said.Quotes[0].Words, "Secretary-General Jens Stoltenberg said") {
		t.Errorf("quotes: %+v", said)
	}
}

func TestAnEventAndItsEvidence(t *testing.T) {
	s := connect(t)
	const id = "2016-08-09-consult-RUS-TUR-9bb0f7d6"
	var d eventOut
	call(t, s, "get_event", m{"id": id}, &d)
	if d.Event.ID != id || d.Event.Independent != 2 || !slices.Equal(d.Event.Conflicts, []string{"place"}) || len(d.Event.Sentences) < 2 {
		t.Errorf("%+v", d.Event)
	}
	i := slices.IndexFunc(d.Fields, func(f field) bool { return f.Field == "place" })
	if i < 0 || len(d.Fields[i].Values) < 2 {
		t.Fatalf("places: %+v", d.Fields)
	}
	stances := map[string]string{}
	for _, v := range d.Fields[i].Values {
		stances[v.Value] = v.Stance
		if v.Sources != 1 || v.Outlet == "" || v.Sentence == "" {
			t.Errorf("%+v", v)
		}
	}
	if stances["Saint Petersburg"] != "supports" || stances["Moscow"] != "contradicts" {
		t.Errorf("%v", stances)
	}
	var ev evidenceOut
	call(t, s, "get_evidence", m{"id": id, "field": "place"}, &ev)
	if len(ev.Evidence) < 2 {
		t.Fatalf("%+v", ev)
	}
	for _, e := range ev.Evidence {
		if e.Field != "place" || !strings.Contains(e.Words, e.Exact) || e.Article == "" || e.Outlet == "" || len(e.Words) <= len(e.Exact) {
			t.Errorf("%+v", e)
		}
	}
	call(t, s, "get_evidence", m{"id": "2015-11-28-sanction"}, &ev)
	if ev.ID != "2015-11-28-sanction-RUS-TUR-ab2893d7" || len(ev.Evidence) < 4 {
		t.Errorf("%+v", ev)
	}
	// An id of an event that is another one now.
	call(t, s, "get_event", m{"id": "2016-08-09-agree-RUS-TUR-bfa3"}, &d)
	if d.Event.ID != "2016-08-09-agree-RUS-TUR-turkstream-b38eb5b2" || len(d.Judgments) != 1 || d.Judgments[0].By != "A. Analyst" {
		t.Errorf("%+v", d)
	}
}

func TestPagesOfAnswers(t *testing.T) {
	s := connect(t)
	for _, ask := range []m{{}, {"query": "kind:CONSULT OR kind:AGREE OR kind:REJECT"}} {
		seen := map[string]bool{}
		ask["limit"] = 3
		for range 30 {
			var page eventsOut
			call(t, s, "search_events", ask, &page)
			for _, e := range page.Events {
				if seen[e.ID] {
					t.Errorf("%s comes twice", e.ID)
				}
				seen[e.ID] = true
			}
			if page.Next == "" {
				break
			}
			ask["cursor"] = page.Next
		}
		if len(seen) < 12 {
			t.Errorf("%v: %d events", ask, len(seen))
		}
	}
}

func TestWhatMakesNoSenseIsRefusedInWords(t *testing.T) {
	s := connect(t)
	for _, c := range []struct {
		tool string
		args m
		want string
	}{
		{"search_events", m{"actor": "Nobody Atall"}, "nobody is known"},
		{"search_events", m{"kind": "PARTY"}, "is not a kind"},
		{"search_events", m{"from": "yesterday"}, "2021-06-28"},
		{"search_events", m{"cursor": "x"}, "cursor"},
		{"search_events", m{"query": "actor:RUS", "kind": "CONSULT"}, "query stands alone"},
		{"search_events", m{"query": "kind:nonsense"}, ";"},
		{"search_events", m{"quer": "x"}, "quer"},
		{"search_events", m{"limit": "many"}, "limit"},
		{"search_events", m{"actor": "'; DROP TABLE events; --"}, "nobody is known"},
		{"get_event", m{"id": "none"}, "search_events gives ids"},
		{"get_event", m{"id": ""}, "not in the record"},
		{"get_event", m{}, "id"},
		{"get_evidence", m{"id": "2015-11-28-sanction-RUS-TUR-ab2893d7", "field": "colour"}, "colour"},
		{"dossier", m{"a": "RUS", "b": "Russia"}, "named twice"},
		{"timeline", m{"actor": ""}, "give actor"},
		{"quotes", m{"by": "Nobody Atall"}, "nobody is known"},
		{"judge", m{}, "judge"},
	} {
		fails(t, s, c.tool, c.args, c.want)
	}
	var all eventsOut
	call(t, s, "search_events", m{"limit": 100000}, &all)
	if len(all.Events) != 30 {
		t.Errorf("%d events", len(all.Events))
	}
}
