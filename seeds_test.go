package chancery

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"chancery/internal/date"
	"chancery/internal/record"
)

// goldCase is what this test takes from the gold of the sample reports.
type goldCase struct {
	Articles []struct {
		File      string `json:"file"`
		Published string `json:"published"`
		GiveDate  bool   `json:"give_date"`
	} `json:"articles"`
	Events []struct {
		ID       string   `json:"id"`
		Articles []string `json:"articles"`
	} `json:"events"`
}

// toldOnce names, of the happenings that several sample reports tell, what the events must be: kind, day, and the reports by
// the beginning of their names. The visit of 2023 is told by one of its two reports in a sentence that has the names change places.
var toldOnce = map[string]struct {
	kinds []string
	day   string
}{
	"xi-putin-2021-06-28":           {[]string{"CONSULT"}, "2021-06-28"},
	"biden-putin-2021-06-16":        {[]string{"CONSULT"}, "2021-06-16"},
	"nuclear-launch-2021-05-19":     {[]string{"COOPERATE", "CONSULT", "SUPPORT"}, "2021-05-19"},
	"us-sanctions-russia-2021-04":   {[]string{"SANCTION"}, "2021-04-01"},
	"putin-visits-china-2024-05-16": {[]string{"CONSULT"}, "2024-05-16"},
	"xi-visits-moscow-2023-03":      {[]string{"CONSULT"}, "2023-01-01"},
}

// What several of the sample reports tell is one event, with all of its reports; and the only conflict is about who visits
// whom.
func TestSampleReportsTellOneEvent(t *testing.T) {
	b, err := os.ReadFile("../shared/gold/seeds.json")
	if err != nil {
		t.Skip("the gold of the sample reports is not there: ", err)
	}
	var gold goldCase
	if err := json.Unmarshal(b, &gold); err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	r, err := Open(ctx, filepath.Join(t.TempDir(), "r.db"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	file := map[ID]string{}
	for _, a := range gold.Articles {
		opt := ReadOptions{}
		if a.GiveDate {
			if opt.Published, err = date.ParseDay(a.Published); err != nil {
				t.Fatal(err)
			}
		}
		before := len(file)
		res, err := r.Read(ctx, []string{filepath.Join("../shared/seeds", a.File)}, opt)
		if err != nil || res.Read != 1 {
			t.Skipf("%s is not there: %v", a.File, err)
		}
		refs, err := r.Articles(ctx)
		if err != nil {
			t.Fatal(err)
		}
		for _, ref := range refs {
			if _, known := file[ref.ID]; !known {
				file[ref.ID] = a.File
			}
		}
		if len(file) != before+1 {
			t.Fatalf("%d articles", len(file))
		}
	}
	events := allEvents(t, r)
	for _, g := range gold.Events {
		want, ok := toldOnce[g.ID]
		if !ok {
			continue
		}
		found := 0
		for i := range events {
			e := &events[i]
			if !slices.Contains(want.kinds, e.Kind.String()) || e.Date.From.String() != want.day || e.Mode.String() == "expel" {
				continue
			}
			var files []string
			for _, c := range e.Claims {
				if f := file[c.Article]; !slices.Contains(files, f) {
					files = append(files, f)
				}
			}
			slices.Sort(files)
			if slices.Equal(files, g.Articles) {
				found++
			} else if len(files) > 1 || slices.Contains(g.Articles, files[0]) && g.ID != "nuclear-launch-2021-05-19" {
				t.Errorf("%s: %s is told by %v, want %v", g.ID, e.ID, files, g.Articles)
			}
		}
		if found != 1 {
			t.Errorf("%s: %d events, want one", g.ID, found)
		}
	}
	for i := range events {
		e := &events[i]
		visit := e.Kind.String() == "CONSULT" && e.Date.From.String() == "2024-05-16"
		if visit != slices.Contains(e.Conflicts, record.FieldActors) || !visit && len(e.Conflicts) > 0 {
			t.Errorf("%s: conflicts %v", e.ID, e.Conflicts)
		}
	}
}
