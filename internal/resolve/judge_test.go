package resolve

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"chancery/internal/date"
	"chancery/internal/plover"
	"chancery/internal/record"
	"github.com/google/go-cmp/cmp"
)

// atBytes is a report of article a1 that stands in bytes start to end.
func atBytes(id string, kind plover.Kind, start, end uint32, parties ...string) record.Report {
	r := record.Report{ID: record.ID(id), Article: "a1"}
	r.Kind, r.Status = kind, plover.Occurred
	for _, p := range parties {
		r.Actors = append(r.Actors, record.Party{Actor: record.ActorID(p), Country: p})
	}
	r.Claims = []record.Claim{{Field: record.FieldKind, Value: kind.String(), Article: "a1", Start: start, End: end}}
	return r
}

func TestFindAnchor(t *testing.T) {
	was := atBytes("a1.3", plover.Consult, 100, 180, "FRA", "IND")
	a := MakeAnchor(&was)
	elsewhere := atBytes("a1.3", plover.Consult, 100, 180, "FRA", "IND")
	elsewhere.Article = "a2"
	dated := atBytes("a1.8", plover.Consult, 100, 180, "FRA", "IND")
	dated.Date = date.MakeRange(date.MakeDay(2023, 7, 13), date.Stated)
	for _, c := range []struct {
		name string
		now  []record.Report
		want string
	}{
		{"as before", []record.Report{was}, "a1.3"},
		{"another number", []record.Report{atBytes("a1.3", plover.Accuse, 300, 350, "FRA", "IND"), atBytes("a1.7", plover.Consult, 100, 180, "FRA", "IND")}, "a1.7"},
		{"sentences cut otherwise", []record.Report{atBytes("a1.1", plover.Consult, 60, 140, "FRA", "IND")}, "a1.1"},
		{"the next sentence", []record.Report{atBytes("a1.3", plover.Consult, 180, 240, "FRA", "IND")}, ""},
		{"another kind, the same parties", []record.Report{atBytes("a1.1", plover.Agree, 100, 180, "FRA", "IND")}, "a1.1"},
		{"another kind and other parties", []record.Report{atBytes("a1.1", plover.Agree, 100, 180, "FRA", "IND", "DEU")}, ""},
		{"a party more", []record.Report{atBytes("a1.1", plover.Consult, 100, 180, "DEU", "FRA", "IND")}, "a1.1"},
		{"none of the parties", []record.Report{atBytes("a1.3", plover.Consult, 100, 180, "BRA", "DEU")}, ""},
		{"the kind before the parties", []record.Report{atBytes("a1.1", plover.Agree, 100, 180, "FRA", "IND"), atBytes("a1.2", plover.Consult, 100, 180, "FRA")}, "a1.2"},
		{"the parties of two acts in one sentence", []record.Report{atBytes("a1.1", plover.Consult, 100, 180, "FRA", "DEU"), atBytes("a1.2", plover.Consult, 100, 180, "FRA", "IND")}, "a1.2"},
		{"the date", []record.Report{dated, atBytes("a1.9", plover.Consult, 100, 180, "FRA", "IND")}, "a1.9"},
		{"the id where all is equal", []record.Report{atBytes("a1.2", plover.Consult, 100, 180, "FRA", "IND"), was}, "a1.3"},
		{"another article", []record.Report{elsewhere}, ""},
		{"nothing", nil, ""},
	} {
		var list []*record.Report
		for i := range c.now {
			list = append(list, &c.now[i])
		}
		got := ""
		if r := FindAnchor(&a, list); r != nil {
			got = string(r.ID)
		}
		if got != c.want {
			t.Errorf("%s: found %q, want %q", c.name, got, c.want)
		}
	}
}

func TestUndoneBy(t *testing.T) {
	undo := func(n, of int64) record.Judgment { return record.Judgment{Number: n, Action: record.Undo, Undoes: of} }
	accept := func(n int64) record.Judgment { return record.Judgment{Number: n, Action: record.Accept} }
	for _, c := range []struct {
		judgments []record.Judgment
		want      map[int64]int64
	}{
		{[]record.Judgment{accept(1)}, map[int64]int64{}},
		{[]record.Judgment{accept(1), undo(2, 1)}, map[int64]int64{1: 2}},
		{[]record.Judgment{accept(1), undo(2, 1), undo(3, 2)}, map[int64]int64{2: 3}},
		{[]record.Judgment{accept(1), undo(2, 1), undo(3, 2), undo(4, 3)}, map[int64]int64{1: 2, 3: 4}},
	} {
		if diff := cmp.Diff(c.want, undoneBy(c.judgments)); diff != "" {
			t.Error(diff)
		}
	}
}

// A split sends what came later where it fits better.
func TestSplitDividesWhatComesLater(t *testing.T) {
	report := func(article, words string) record.Report {
		r := atBytes(article+".1", plover.Consult, 0, 50, "FRA", "IND")
		r.Article, r.Main = record.ID(article), true
		r.Date = date.MakeRange(date.MakeDay(2023, 7, 13), date.Stated)
		r.Claims[0].Article, r.Claims[0].Words = r.Article, words
		return r
	}
	reports := []record.Report{
		report("a1", "submarines frigates torpedoes shipyards"), report("a2", "vaccines hospitals medicines laboratories"),
		report("a3", "submarines frigates torpedoes dockyards"), report("a4", "vaccines hospitals medicines pharmacies"),
	}
	split := record.Judgment{Number: 1, Action: record.Split, Subjects: []record.Subject{
		{Event: "whole", Reports: []record.Anchor{MakeAnchor(&reports[0])}}, {Reports: []record.Anchor{MakeAnchor(&reports[1])}},
	}}
	if events := Events(reports, nil); len(events) != 1 {
		t.Fatalf("%d events without the split, want 1", len(events))
	}
	want := ""
	rng := rand.New(rand.NewPCG(1, 1))
	for range 20 {
		rng.Shuffle(len(reports), func(i, j int) { reports[i], reports[j] = reports[j], reports[i] })
		events, outcomes := Judged(reports, nil, []record.Judgment{split})
		var parts []string
		for _, e := range events {
			parts = append(parts, fmt.Sprint(e.Reports))
		}
		got := fmt.Sprintln(strings.Join(parts, " "), outcomes[0].State, outcomes[0].Event)
		if want == "" {
			want = got
			if !strings.Contains(got, "[a1.1 a3.1]") || !strings.Contains(got, "[a2.1 a4.1]") {
				t.Errorf("split into %s", got)
			}
		}
		if got != want {
			t.Errorf("another order gives %s, not %s", got, want)
		}
	}
}
