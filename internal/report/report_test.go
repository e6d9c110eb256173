package report_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"

	"chancery/internal/read"
	"chancery/internal/record"
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
