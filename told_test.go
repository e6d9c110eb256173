package chancery

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"chancery/internal/date"
	"chancery/internal/record"
	"github.com/google/go-cmp/cmp"
)

// A toldCase is a case of testdata/told.txt.
type toldCase struct {
	name     string
	articles []toldArticle
	more     []string // what else must be so: event, field and value
}

// A toldArticle is one article of a case; marks are the words of each event in it.
type toldArticle struct {
	published date.Day
	outlet    string
	text      string
	marks     []toldMark
}

type toldMark struct {
	event string
	at    uint32
}

var toldWords = regexp.MustCompile(`\{([a-z])\|([^}]*)\}`)

// readTold reads the cases, and the words that are marked out of their texts.
func readTold(t *testing.T, file string) []toldCase {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var cases []toldCase
	_, rest, _ := strings.Cut(string(b), "\n\n")
	for n, line := range strings.Split(rest, "\n") {
		mark, value, _ := strings.Cut(line, " ")
		switch {
		case line == "":
		case mark == "#":
			cases = append(cases, toldCase{name: value})
		case len(cases) == 0:
			t.Fatalf("%s: line %d stands before the first case", file, n+1)
		case mark == "@":
			c := &cases[len(cases)-1]
			day, outlet, _ := strings.Cut(value, " ")
			published, err := date.ParseDay(day)
			if err != nil {
				t.Fatal(err)
			}
			c.articles = append(c.articles, toldArticle{published: published, outlet: outlet})
		case mark == "=":
			c := &cases[len(cases)-1]
			c.more = append(c.more, value)
		default:
			c := &cases[len(cases)-1]
			c.articles[len(c.articles)-1].add(line)
		}
	}
	return cases
}

// add takes a line of text, and the marks out of it.
func (a *toldArticle) add(line string) {
	last := 0
	for _, m := range toldWords.FindAllStringSubmatchIndex(line, -1) {
		a.text += line[last:m[0]]
		a.marks = append(a.marks, toldMark{line[m[2]:m[3]], uint32(len(a.text))})
		a.text += line[m[4]:m[5]]
		last = m[1]
	}
	a.text += line[last:] + "\n"
}

// readCase reads the articles of a case into a record, in the order given, and gives its events.
func readCase(t *testing.T, c *toldCase, order []int) (events []Event, ids []ID) {
	t.Helper()
	ctx := context.Background()
	r, err := Open(ctx, filepath.Join(t.TempDir(), fmt.Sprint(order, ".db")), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	ids = make([]ID, len(c.articles))
	for _, i := range order {
		a := &c.articles[i]
		res, read, err := r.ReadFrom(ctx, strings.NewReader(a.text), ReadOptions{Published: a.published, Outlet: a.outlet})
		if err != nil || len(read) != 1 || len(res.Refused) > 0 {
			t.Fatal(read, res.Refused, err)
		}
		ids[i] = read[0]
	}
	return allEvents(t, r), ids
}

// faults is what is wrong with the events of a case: sentences of one event in several or in none, those of two in one,
// and fields with other values.
func (c *toldCase) faults(events []Event, ids []ID) []string {
	var out []string
	may := map[string][]int{} // by letter: the events that all its sentences tell
	for i, a := range c.articles {
		for _, m := range a.marks {
			found := eventsAt(events, ids[i], m.at)
			had, known := may[m.event]
			if known {
				had = slices.DeleteFunc(had, func(n int) bool { return !slices.Contains(found, n) })
			} else {
				had = found
			}
			if len(found) == 0 {
				out = append(out, fmt.Sprintf("%s is not found in article %d", m.event, i+1))
			} else if len(had) == 0 {
				out = append(out, fmt.Sprintf("%s is another event in article %d", m.event, i+1))
			}
			may[m.event] = had
		}
	}
	if len(out) > 0 {
		return out
	}
	of := map[string]int{}
	if letters := slices.Sorted(maps.Keys(may)); !assign(letters, may, of) {
		return []string{fmt.Sprintf("%s are one event", strings.Join(letters, " and "))}
	}
	return c.moreFaults(events, of)
}

// assign gives each letter an event of its own out of those that it may be.
func assign(letters []string, may map[string][]int, of map[string]int) bool {
	if len(letters) == 0 {
		return true
	}
	for _, n := range may[letters[0]] {
		taken := false
		for _, m := range of {
			taken = taken || m == n
		}
		if taken {
			continue
		}
		of[letters[0]] = n
		if assign(letters[1:], may, of) {
			return true
		}
		delete(of, letters[0])
	}
	return false
}

// eventsAt is the numbers of the events that a sentence tells.
func eventsAt(events []Event, article ID, at uint32) []int {
	var out []int
	for i := range events {
		if slices.ContainsFunc(events[i].Claims, func(c record.Claim) bool {
			return c.Field == record.FieldKind && c.Article == article && c.Start <= at && at < c.End
		}) {
			out = append(out, i)
		}
	}
	return out
}

// moreFaults is the fields of which the values are others than a case says.
func (c *toldCase) moreFaults(events []Event, of map[string]int) []string {
	var out []string
	disputed := map[string]string{}
	for _, more := range c.more {
		f := strings.Fields(more)
		e := &events[of[f[0]]]
		got := ""
		switch f[1] {
		case "status":
			got = e.Status.String()
		case "date":
			got = e.Date.String()
		case "place":
			got = e.Place.Name
		case "conflicts":
			disputed[f[0]] = f[2]
			continue
		default:
			to := events[of[f[2]]].ID
			if !slices.ContainsFunc(e.Related, func(r record.Relation) bool { return r.Relation == f[1] && r.ID == to }) {
				out = append(out, fmt.Sprintf("not: %s", more))
			}
			continue
		}
		if got != f[2] {
			out = append(out, fmt.Sprintf("%s %s: %s, want %s", f[0], f[1], got, f[2]))
		}
	}
	for letter, n := range of {
		var fields []string
		for _, f := range events[n].Conflicts {
			fields = append(fields, string(f))
		}
		if got := strings.Join(fields, ","); got != disputed[letter] {
			out = append(out, fmt.Sprintf("%s conflicts: %s, want %s", letter, got, disputed[letter]))
		}
	}
	slices.Sort(out)
	return out
}

// What several articles tell in their own words is one event, what only looks like it another one; in every order of reading.
func TestToldAgain(t *testing.T) {
	rnd := rand.New(rand.NewPCG(7, 1))
	for _, c := range readTold(t, "testdata/told.txt") {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			events, ids := readCase(t, &c, seq(len(c.articles)))
			for _, f := range c.faults(events, ids) {
				t.Error(f)
			}
			shuffled, _ := readCase(t, &c, rnd.Perm(len(c.articles)))
			if diff := cmp.Diff(events, shuffled); diff != "" {
				t.Error("another order: ", diff)
			}
			if t.Failed() {
				for i := range events {
					t.Logf("%s %s %v %s", events[i].ID, events[i].Status, events[i].Conflicts, events[i].Summary)
				}
			}
		})
	}
}

// seq is 0, 1 and so on, n numbers.
func seq(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}
