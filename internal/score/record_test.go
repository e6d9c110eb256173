package score

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chancery/internal/date"
	"chancery/internal/doc"
	"chancery/internal/plover"
	"chancery/internal/record"
	"chancery/internal/text"
)

// The case of these tests: two articles on a visit, a call and a threat, of which every count is known.
const (
	articleA = "Amadou Ba visited Lima on 3 May 2019. He spoke with Rosa Paz. Chad may expel Peru's envoy."
	articleB = "Rosa Paz received Amadou Ba in Lima. On 5 May they spoke by phone. \"We are friends,\" Ba said."
	goldAB   = `{"name": "visit", "articles": [
  {"file": "a.txt", "published": "2019-05-06", "outlet": "A", "give_date": true},
  {"file": "b.txt", "published": "2019-05-06", "outlet": "B", "give_date": false}],
 "events": [
  {"id": "visit", "kind": "CONSULT", "mode": "visit", "format": "in-person", "actors": ["TCD:Amadou Ba"], "recipients": ["PER:Rosa Paz"],
   "status": "occurred", "from": "2019-05-03", "to": "2019-05-03", "place": "Lima", "place_country": "PER", "core": true,
   "articles": ["a.txt", "b.txt"], "conflicts": {"date": ["3 May", "4 May"]},
   "evidence": {"a.txt": "visited Lima", "b.txt": "received Amadou Ba"}},
  {"id": "call", "kind": "CONSULT", "also_kinds": ["AGREE"], "mode": "phone", "actors": ["TCD:Amadou Ba", "PER:Rosa Paz"], "recipients": [],
   "status": "occurred", "from": "2019-05-05", "to": "2019-05-05", "core": true, "articles": ["b.txt"], "evidence": {"b.txt": "spoke by phone"}},
  {"id": "aid", "kind": "AID", "actors": ["ORG:Red Cross"], "recipients": ["TCD"], "status": "planned", "articles": ["b.txt"]}],
 "forbidden": [{"kind": "SANCTION", "parties": ["TCD", "PER"], "status": "occurred", "words": "may expel", "why": "only a possibility"}],
 "quotes": [{"article": "b.txt", "speaker": "TCD:Amadou Ba", "kind": "direct", "words": "We are friends"}],
 "times": [{"article": "a.txt", "text": "3 May 2019", "value": "2019-05-03"}, {"article": "b.txt", "text": "5 May", "value": "2019-05-05"}],
 "mentions": [{"article": "a.txt", "context": "He spoke with", "text": "He", "actor": "TCD:Amadou Ba"}],
 "copies": [["a.txt", "b.txt"]]}`
)

func makeCase(t *testing.T) *Case {
	t.Helper()
	c, err := ReadCase([]byte(goldAB))
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Check(map[string]string{"a.txt": articleA, "b.txt": articleB}); err != nil {
		t.Fatal(err)
	}
	return c
}

var (
	ba  = record.Party{Actor: "TCD/amadou-ba", Name: "Amadou Ba", Country: "TCD"}
	paz = record.Party{Actor: "PER/rosa-paz", Name: "Rosa Paz", Country: "PER"}
	tcd = record.Party{Actor: "TCD", Name: "Chad", Country: "TCD"}
	per = record.Party{Actor: "PER", Name: "Peru", Country: "PER"}
)

func day(s string) date.Range {
	d, err := date.ParseDay(s)
	if err != nil {
		panic(err)
	}
	return date.MakeRange(d, date.Stated)
}

// claim rests on the words where they first stand in an article.
func claim(article, words string) record.Claim {
	src := map[string]string{"A": articleA, "B": articleB}[article]
	i := strings.Index(src, words)
	if i < 0 {
		panic(words + " is not in the article")
	}
	return record.Claim{Field: record.FieldKind, Article: record.ID(article), Start: uint32(i), End: uint32(i + len(words)), Words: words, Rule: "act/test"}
}

func visit() record.Event {
	e := record.Event{ID: "v", Facts: record.Facts{
		Kind: plover.Consult, Mode: plover.Visit, Format: plover.InPerson, Status: plover.Occurred,
		Actors: []record.Party{ba}, Recipients: []record.Party{paz}, Date: day("2019-05-03"), Place: record.Place{Name: "Lima", Country: "PER"},
	}}
	e.Sources.Articles = 2
	e.Claims = []record.Claim{claim("A", "Amadou Ba visited Lima on 3 May 2019."), claim("B", "Rosa Paz received Amadou Ba in Lima.")}
	e.Conflicts = []record.Field{record.FieldDate}
	return e
}

func call() record.Event {
	e := record.Event{ID: "c", Facts: record.Facts{
		Kind: plover.Consult, Mode: plover.Phone, Status: plover.Occurred, Actors: []record.Party{ba, paz}, Date: day("2019-05-05"),
	}}
	e.Sources.Articles = 1
	e.Claims = []record.Claim{claim("B", "On 5 May they spoke by phone.")}
	return e
}

func aid() record.Event {
	e := record.Event{ID: "z", Facts: record.Facts{
		Kind: plover.Aid, Status: plover.Planned, Actors: []record.Party{{Actor: "Red-Cross", Name: "the Red Cross"}}, Recipients: []record.Party{tcd},
	}}
	e.Sources.Articles = 1
	return e
}

func docs(t *testing.T) []FoundArticle {
	t.Helper()
	make := func(s string) *doc.Document {
		src, err := text.NewSource(s)
		if err != nil {
			t.Fatal(err)
		}
		return &doc.Document{Source: src, Actors: []doc.Actor{{ID: "TCD/amadou-ba", Name: "Amadou Ba", Country: "TCD", Kind: doc.Person}}}
	}
	span := func(d *doc.Document, words string) text.Span {
		i := strings.Index(d.String(), words)
		return text.MakeSpan(i, i+len(words))
	}
	a, b := make(articleA), make(articleB)
	a.Times = []doc.Time{{Span: span(a, "3 May 2019"), Value: "2019-05-03"}}
	b.Times = []doc.Time{{Span: span(b, "5 May"), Value: "2019-05-05"}}
	a.Mentions = []doc.Mention{{Span: span(a, "He")}}
	b.Quotes = []doc.Quote{{Content: span(b, "We are friends,"), SpeakerName: "Ba"}}
	return []FoundArticle{{"a.txt", "A", a}, {"b.txt", "B", b}}
}

// perfect is what a record that is right in all gives.
func perfect() Measures {
	return Measures{
		Core: Share{2, 2}, All: Share{3, 3}, Precision: Share{3, 3}, Forbidden: Share{0, 1},
		Kind: Share{3, 3}, Mode: Share{2, 2}, Format: Share{1, 1}, Status: Share{3, 3}, Date: Share{2, 2}, Place: Share{1, 1},
		Roles: Share{3, 3}, Persons: Share{4, 4}, Sources: Share{3, 3}, Conflicts: Counts{TP: 1},
		Quotes: Share{1, 1}, Content: Share{1, 1}, Times: Share{2, 2}, Mentions: Share{1, 1}, Copies: Counts{TP: 1},
	}
}

func TestScoreRecord(t *testing.T) {
	tests := []struct {
		name   string
		change func(f *Found)
		want   func(m *Measures)
		faults string // what they are about, in order
	}{
		{"all right", func(f *Found) {}, func(m *Measures) {}, ""},
		{"nothing found", func(f *Found) { f.Events, f.Copies = nil, nil }, func(m *Measures) {
			*m = Measures{Core: Share{0, 2}, All: Share{0, 3}, Forbidden: Share{0, 1}, Quotes: m.Quotes, Content: m.Content,
				Times: m.Times, Mentions: m.Mentions, Copies: Counts{FN: 1}}
		}, "miss miss miss copy"},
		{"a day beside the range still matches", func(f *Found) { f.Events[0].Date = day("2019-05-04") }, func(m *Measures) {
			m.Date = Share{1, 2}
		}, "date"},
		{"two days beside it do not", func(f *Found) { f.Events[1].Date = day("2019-05-07") }, func(m *Measures) {
			m.Core, m.All, m.Precision = Share{1, 2}, Share{2, 3}, Share{2, 3}
			m.Kind, m.Mode, m.Status, m.Date, m.Roles, m.Persons, m.Sources = Share{2, 2}, Share{1, 1}, Share{2, 2}, Share{1, 1}, Share{2, 2}, Share{2, 2}, Share{2, 2}
		}, "miss false"},
		{"no date is no match, and counted", func(f *Found) { f.Events[1].Date = date.Range{} }, func(m *Measures) {
			m.Core, m.All, m.Precision, m.Undated = Share{1, 2}, Share{2, 3}, Share{2, 3}, 1
			m.Kind, m.Mode, m.Status, m.Date, m.Roles, m.Persons, m.Sources = Share{2, 2}, Share{1, 1}, Share{2, 2}, Share{1, 1}, Share{2, 2}, Share{2, 2}, Share{2, 2}
		}, "miss false"},
		{"gold without a date takes any", func(f *Found) { f.Events[2].Date = day("2001-01-01") }, func(m *Measures) {}, ""},
		{"a kind that can be defended", func(f *Found) { f.Events[1].Kind = plover.Agree }, func(m *Measures) {}, ""},
		{"another kind of the quad matches", func(f *Found) { f.Events[0].Kind = plover.Support }, func(m *Measures) { m.Kind = Share{2, 3} }, "kind"},
		{"a kind of another quad does not", func(f *Found) { f.Events[2].Kind = plover.Accuse }, func(m *Measures) {
			m.All, m.Precision, m.Kind, m.Status, m.Roles, m.Sources = Share{2, 3}, Share{2, 3}, Share{2, 2}, Share{2, 2}, Share{2, 2}, Share{2, 2}
		}, "miss false"},
		{"told twice", func(f *Found) {
			again := visit()
			again.ID, again.Actors, again.Recipients = "w", []record.Party{tcd}, []record.Party{per}
			f.Events = append(f.Events, again)
		}, func(m *Measures) { m.Precision, m.Duplicates = Share{3, 4}, 1 }, "duplicate"},
		{"a denial that matches nothing is not false", func(f *Found) {
			f.Events = append(f.Events, record.Event{ID: "d", Facts: record.Facts{Kind: plover.Assault, Status: plover.Denied, Actors: []record.Party{per}}})
		}, func(m *Measures) {}, ""},
		{"sides swapped", func(f *Found) {
			f.Events[0].Actors, f.Events[0].Recipients = f.Events[0].Recipients, f.Events[0].Actors
		}, func(m *Measures) { m.Roles = Share{2, 3} }, "roles"},
		{"the state for the person", func(f *Found) { f.Events[0].Actors = []record.Party{tcd} }, func(m *Measures) { m.Persons = Share{3, 4} }, "person"},
		{"what is forbidden", func(f *Found) {
			f.Events = append(f.Events, record.Event{ID: "s", Facts: record.Facts{Kind: plover.Sanction, Status: plover.Occurred,
				Actors: []record.Party{tcd}, Recipients: []record.Party{per}}, Claims: []record.Claim{claim("A", "Chad may expel Peru's envoy.")}})
		}, func(m *Measures) { m.Precision, m.Forbidden = Share{3, 4}, Share{1, 1} }, "false forbidden"},
		{"the like in other words is not forbidden", func(f *Found) {
			f.Events = append(f.Events, record.Event{ID: "s", Facts: record.Facts{Kind: plover.Sanction, Status: plover.Occurred,
				Actors: []record.Party{tcd}, Recipients: []record.Party{per}}, Claims: []record.Claim{claim("A", "He spoke with Rosa Paz.")}})
		}, func(m *Measures) { m.Precision = Share{3, 4} }, "false"},
		{"fields", func(f *Found) {
			e := &f.Events[0]
			e.Mode, e.Format, e.Status, e.Place.Name, e.Sources.Articles, e.Conflicts = plover.NoMode, plover.Video, plover.Planned, "Cusco", 1, []record.Field{record.FieldPlace}
		}, func(m *Measures) {
			m.Mode, m.Format, m.Status, m.Place, m.Sources, m.Conflicts = Share{1, 2}, Share{0, 1}, Share{2, 3}, Share{0, 1}, Share{2, 3}, Counts{FN: 1, FP: 1}
		}, "status mode format place sources conflict conflict"},
		{"quote of another", func(f *Found) {
			d := f.Articles[1].Doc
			d.Actors = append(d.Actors, doc.Actor{ID: "rosa-paz", Name: "Rosa Paz", Country: "PER", Kind: doc.Person})
			d.Quotes[0].SpeakerActor, d.Quotes[0].SpeakerName = 1, "Paz"
		}, func(m *Measures) { m.Quotes = Share{0, 1} }, "quote"},
		{"half of a quote", func(f *Found) { f.Articles[1].Doc.Quotes[0].Content.End -= 9 }, func(m *Measures) {
			m.Quotes, m.Content = Share{0, 1}, Share{0, 1}
		}, "quote"},
		{"layers", func(f *Found) {
			f.Articles[0].Doc.Times[0].Value = "2019-05"
			f.Articles[0].Doc.Mentions[0].Start++
			f.Copies = [][]record.ID{}
		}, func(m *Measures) { m.Times, m.Copies = Share{1, 2}, Counts{FN: 1} }, "time copy"},
		{"an article that was not read", func(f *Found) { f.Articles[1].Doc = nil }, func(m *Measures) {
			m.Quotes, m.Content, m.Times = Share{0, 1}, Share{0, 1}, Share{1, 2}
		}, "quote time"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := &Found{Articles: docs(t), Events: []record.Event{visit(), call(), aid()}, Copies: [][]record.ID{{"A", "B"}}}
			tt.change(f)
			want := perfect()
			tt.want(&want)
			got := ScoreRecord(makeCase(t), f)
			if d := cmp.Diff(want, got.Measures); d != "" {
				t.Errorf("measures (-want +got):\n%s", d)
			}
			var what []string
			for _, f := range got.Faults {
				what = append(what, f.What)
			}
			if s := strings.Join(what, " "); s != tt.faults {
				t.Errorf("faults %q, want %q:\n%+v", s, tt.faults, got.Faults)
			}
		})
	}
}

func TestScoreDoesNotHangOnOrder(t *testing.T) {
	c := makeCase(t)
	again := visit()
	again.ID = "w"
	events := []record.Event{visit(), again, call(), aid()}
	want := ScoreRecord(c, &Found{Articles: docs(t), Events: events})
	events[0], events[1], events[2], events[3] = events[3], events[2], events[1], events[0]
	if d := cmp.Diff(want, ScoreRecord(c, &Found{Articles: docs(t), Events: events})); d != "" {
		t.Error(d)
	}
}

func TestMissNamesTheNearest(t *testing.T) {
	c := makeCase(t)
	late := call()
	late.Date = day("2019-05-08")
	got := ScoreRecord(c, &Found{Articles: docs(t), Events: []record.Event{late}})
	for _, f := range got.Faults {
		if f.What == "miss" && f.Gold == "call" {
			if f.Event != "c" || f.Nearest != "date 2019-05-08 is not within 2019-05-05" {
				t.Errorf("nearest is %q: %q", f.Event, f.Nearest)
			}
			return
		}
	}
	t.Error("the call is not among the misses")
}

func TestAssignIsTheBest(t *testing.T) {
	tests := []struct {
		weights [][]int
		want    []int
	}{
		{nil, nil},
		{[][]int{{}, {}}, []int{-1, -1}},
		{[][]int{{0, 0}}, []int{-1}},
		{[][]int{{5, 4}, {5, 0}}, []int{1, 0}},                     // the second row has no other
		{[][]int{{14, 6}, {6, 0}}, []int{0, -1}},                   // one good match outweighs two poor ones
		{[][]int{{9, 8, 7}, {8, 5, 1}, {7, 3, 0}}, []int{2, 1, 0}}, // 7+5+7 against 9+5+0
		{[][]int{{1}, {3}, {2}}, []int{-1, 0, -1}},
	}
	for _, tt := range tests {
		if d := cmp.Diff(tt.want, assign(tt.weights)); d != "" {
			t.Errorf("assign(%v): %s", tt.weights, d)
		}
	}
}

// FuzzAssign holds the method against trying all assignments.
func FuzzAssign(f *testing.F) {
	f.Add([]byte{3, 1, 2, 3, 4, 5, 6, 7, 8, 9})
	f.Add([]byte{2, 0, 0, 255, 255})
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) == 0 {
			return
		}
		m := 1 + int(b[0])%4
		b = b[1:]
		var w [][]int
		for len(b) >= m && len(w) < 5 {
			row := make([]int, m)
			for j := range row {
				row[j] = int(b[j])
			}
			w, b = append(w, row), b[m:]
		}
		got, used := 0, map[int]bool{}
		for i, j := range assign(w) {
			if j < 0 {
				continue
			}
			if used[j] {
				t.Fatalf("column %d twice", j)
			}
			used[j] = true
			got += w[i][j]
		}
		if want := best(w, 0, 0); got != want {
			t.Errorf("%v: sum %d, want %d", w, got, want)
		}
	})
}

func best(w [][]int, i, used int) int {
	if i == len(w) {
		return 0
	}
	most := best(w, i+1, used)
	for j, v := range w[i] {
		if used&(1<<j) == 0 {
			most = max(most, v+best(w, i+1, used|1<<j))
		}
	}
	return most
}

func TestSameName(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want bool
	}{
		{"Xi Jinping", "Xi", true}, {"Kim Jong Un", "Kim Jong-un", true}, {"Recep Tayyip Erdoğan", "Erdogan", true},
		{"Volodymyr Zelensky", "Volodymyr Zelenskyy", true}, {"George Bush", "Kate Bush", false}, {"", "Xi", false}, {"Li Keqiang", "Li Qiang", false},
	} {
		if got := sameName(tt.a, tt.b); got != tt.want {
			t.Errorf("sameName(%q, %q) is %v", tt.a, tt.b, got)
		}
	}
}

func TestReadCaseRefuses(t *testing.T) {
	for _, tt := range []struct{ old, new, want string }{
		{`"kind": "AID"`, `"kind": "HELP"`, "not a kind"},
		{`"id": "aid"`, `"id": "call"`, "told twice"},
		{`"core": true`, `"cor": true`, "unknown field"},
		{`"articles": ["b.txt"]`, `"articles": ["c.txt"]`, "not among the articles"},
		{`"from": "2019-05-05"`, `"from": "2019-05-32"`, "no such day"},
		{`"from": "2019-05-05"`, `"from": "2019-05-06"`, "ends before"},
	} {
		_, err := ReadCase([]byte(strings.Replace(goldAB, tt.old, tt.new, 1)))
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("with %s: error %v, want one with %q", tt.new, err, tt.want)
		}
	}
}
