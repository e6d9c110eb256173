package report_test

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"chancery/internal/read"
	"chancery/internal/record"
	"chancery/internal/report"
	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the reports in testdata")

var reader = sync.OnceValues(read.New)

func readText(t *testing.T, text string) []record.Report {
	t.Helper()
	r, err := reader()
	if err != nil {
		t.Fatal(err)
	}
	reading, err := r.Read(record.Article{Text: text})
	if err != nil {
		t.Fatal(err)
	}
	return reading.Reports
}

// dump is the reports as lines for human eyes: "CONSULT visit | a > b | occurred | 2019-08-13 resolved | Mombasa".
func dump(reports []record.Report) string {
	var b strings.Builder
	number := map[record.ID]int{}
	for i, r := range reports {
		number[r.ID] = i + 1
	}
	for _, r := range reports {
		line := fmt.Sprintf("%s %s | %s > %s | %s", r.Kind, r.Mode, sides(r.Actors), sides(r.Recipients), r.Status)
		if r.Date.IsKnown() {
			line += fmt.Sprintf(" | %s %s", r.Date, r.Date.Basis)
		} else {
			line += " |"
		}
		line += " | " + r.Place.Name
		if r.Within != "" {
			line += fmt.Sprintf(" | within %d", number[r.Within])
		}
		for _, c := range r.Claims {
			if c.Field == record.FieldDate && strings.HasPrefix(c.Value, "XXXX") {
				line += " | " + c.Value
			}
		}
		b.WriteString(strings.TrimRight(strings.Join(strings.Fields(line), " "), " |") + "\n")
	}
	return b.String()
}

func sides(ps []record.Party) string {
	ids := make([]string, len(ps))
	for i, p := range ps {
		ids[i] = string(p.Actor)
	}
	return strings.Join(ids, " + ")
}

// TestJoin reads short articles and compares what they are found to tell.
func TestJoin(t *testing.T) {
	const file = "testdata/join.txt"
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	parts := strings.Split(string(b), "\n== ")
	out := []string{parts[0]}
	for _, p := range parts[1:] {
		name, rest, _ := strings.Cut(p, "\n")
		text, want, _ := strings.Cut(rest, "\n--")
		got := dump(readText(t, text))
		out = append(out, strings.TrimRight(name+"\n"+text+"\n--\n"+got, "\n"))
		if diff := cmp.Diff(strings.TrimSpace(want), strings.TrimSpace(got)); diff != "" && !*update {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	if *update {
		if err := os.WriteFile(file, []byte(strings.Join(out, "\n== ")+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// TestActsAreThoseOfTheReports holds Acts against the claims of Make: each report has a claim of its kind for the sentence of each of its acts.
func TestActsAreThoseOfTheReports(t *testing.T) {
	r, err := reader()
	if err != nil {
		t.Fatal(err)
	}
	reading, err := r.Read(record.Article{Text: "French President Emmanuel Macron met Chadian President Mahamat Deby in Paris on 3 May 2022. " +
		"Russia accused Britain of lies. Macron met Deby for two hours. It rained. They signed an agreement."})
	if err != nil {
		t.Fatal(err)
	}
	d, acts := reading.Doc, report.Acts(reading.Doc)
	if len(acts) != len(reading.Reports) || len(acts) < 2 {
		t.Fatalf("acts of %d reports, of %d", len(acts), len(reading.Reports))
	}
	joined := false
	for i, list := range acts {
		joined = joined || len(list) > 1
		for _, k := range list {
			sp := d.Span(d.Sentences[d.Acts[k].Sentence].Range)
			if !slices.ContainsFunc(reading.Reports[i].Claims, func(c record.Claim) bool {
				return c.Field == record.FieldKind && c.Start == sp.Start && c.Rule == d.Acts[k].Rule
			}) {
				t.Errorf("report %d has no claim for %q", i, d.Slice(sp))
			}
		}
	}
	if !joined {
		t.Error("no report joins two acts")
	}
}
