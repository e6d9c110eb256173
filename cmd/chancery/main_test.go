package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/testscript"

	"chancery"
	"chancery/internal/date"
	"chancery/internal/plover"
	"chancery/internal/record"
)

var update = flag.Bool("update", false, "rewrite golden files")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"chancery": main})
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{Dir: "testdata/script", UpdateScripts: *update})
}

// start runs the program in this process.
func start(t *testing.T, args ...string) (out, errs string, code int) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	code = run(context.Background(), args, system{strings.NewReader(""), &stdout, &stderr, func(string) string { return "" }})
	return stdout.String(), stderr.String(), code
}

func TestEveryCommandHasHelpWithExamples(t *testing.T) {
	parser, err := newParser(&commands{}, system{})
	if err != nil {
		t.Fatal(err)
	}
	var walk func(n *kong.Node, path []string)
	walk = func(n *kong.Node, path []string) {
		for _, c := range children(n) {
			walk(c, append(path[:len(path):len(path)], c.Name))
		}
		if n.Type != kong.CommandNode {
			return
		}
		out, errs, code := start(t, append(path, "--help")...)
		if code != exitDone || errs != "" {
			t.Errorf("%v --help: exit code %d, %s", path, code, errs)
		}
		if _, examples, ok := strings.Cut(out, "Examples:"); !ok || !strings.Contains(examples, "chancery "+path[0]) {
			t.Errorf("%v --help has no example", path)
		}
		for line := range strings.Lines(out) {
			if width(line) > 101 {
				t.Errorf("%v --help is %d columns wide: %s", path, width(line), line)
			}
		}
	}
	walk(parser.Model.Node, nil)
}

func TestCompletionKnowsEveryCommandAndFlag(t *testing.T) {
	parser, err := newParser(&commands{}, system{})
	if err != nil {
		t.Fatal(err)
	}
	for _, shell := range []string{"bash", "zsh", "fish"} {
		out, errs, code := start(t, "completion", shell)
		if code != exitDone || errs != "" {
			t.Fatalf("%s: %d %s", shell, code, errs)
		}
		for _, c := range children(parser.Model.Node) {
			if !strings.Contains(out, c.Name) {
				t.Errorf("%s does not offer %s", shell, c.Name)
			}
			for _, f := range flags(c) {
				if !strings.Contains(out, "--"+f.Name) && !strings.Contains(out, "-l "+f.Name) {
					t.Errorf("%s does not offer %s --%s", shell, c.Name, f.Name)
				}
			}
		}
	}
}

func TestARecordThatCannotBeUsedHasAHint(t *testing.T) {
	for err, want := range map[error]string{
		chancery.ErrNewer: "newer one", chancery.ErrOlder: "writable", chancery.ErrBusy: "has ended", chancery.ErrReadOnly: "who may write",
		chancery.ErrFull: "free some space", chancery.ErrDamaged: "chancery check",
	} {
		var b bytes.Buffer
		complain(&b, fmt.Errorf("x.db: %w", err))
		if !strings.Contains(b.String(), "hint: ") || !strings.Contains(b.String(), want) {
			t.Errorf("%v: %s", err, b.String())
		}
	}
}

// A record says its version in bytes 60 to 63 of the file.
func TestARecordOfANewerVersionIsLeftAlone(t *testing.T) {
	file := filepath.Join(t.TempDir(), "test.db")
	if _, errs, code := start(t, "read", "--record", file, articles(t)); code != exitDone {
		t.Fatal(errs)
	}
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	b[62] = 3
	if err := os.WriteFile(file, b, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"check"}, {"events"}, {"rebuild"}, {"judge", "undo", "last", "--by", "x", "--reason", "x"}, {"read", articles(t)}} {
		out, errs, code := start(t, append(args, "--record", file)...)
		if code != exitFailed || out != "" || !strings.Contains(errs, "written by a newer version") || !strings.Contains(errs, "hint: use the version") {
			t.Errorf("%v: exit code %d, %s%s", args, code, out, errs)
		}
	}
	if after, err := os.ReadFile(file); err != nil || !bytes.Equal(b, after) {
		t.Error("the file has changed", err)
	}
}

func onDay(s string) date.Range {
	d, err := date.ParseDay(s)
	if err != nil {
		panic(err)
	}
	return date.MakeRange(d, date.Stated)
}

// table is a few events as the record would give them.
func sampleEvents() []record.Event {
	claim := func(words string) []record.Claim {
		return []record.Claim{{Field: record.FieldKind, Stance: "supports", Words: words}}
	}
	visit := record.Event{ID: "2019-05-03-consult-PER-TCD", Claims: claim("Issa Ba arrived in Lima on Friday for a visit of two days, the first by a leader of his country, and was received by Ana Ruiz.")}
	visit.Kind, visit.Mode, visit.Status, visit.Date = plover.Consult, plover.Visit, plover.Occurred, onDay("2019-05-03")
	visit.Actors, visit.Recipients = []record.Party{{Name: "Issa Ba"}}, []record.Party{{Name: "Ana Ruiz"}}
	visit.Place.Name, visit.Sources = "Lima", record.Sources{Articles: 3, Independent: 2}
	visit.Conflicts = []record.Field{record.FieldDate, record.FieldPlace}
	call := record.Event{ID: "2019-06-consult-CHN-TCD", Claims: claim("李 and Ba\x1b[31m may speak\n by\u202e phone.")}
	call.Kind, call.Format, call.Status, call.Date = plover.Consult, plover.PhoneCall, plover.Hypothetical, date.Range{From: onDay("2019-06-01").From, To: onDay("2019-06-30").To}
	call.Actors = []record.Party{{Name: "李四光李四光李四光李四光李四光李四光李四光李四光李四光李四光"}, {Name: "Issa Ba"}}
	call.Sources.Articles = 1
	return []record.Event{visit, call}
}

func TestEventsFitTheWidth(t *testing.T) {
	var all bytes.Buffer
	for _, w := range []int{60, 100, 160} {
		var b bytes.Buffer
		p := newPrinter(system{out: &b, getenv: func(string) string { return "" }}, false)
		p.width = w
		p.events(sampleEvents())
		p.Flush()
		for line := range strings.Lines(b.String()) {
			line = strings.TrimSuffix(line, "\n")
			if width(line) > w {
				t.Errorf("%d columns in a width of %d: %s", width(line), w, line)
			}
			if strings.ContainsAny(line, "\x1b\u202e") {
				t.Errorf("control characters in %q", line)
			}
		}
		all.WriteString(b.String() + "\n")
	}
	golden(t, "testdata/events.golden", all.Bytes())
}

func TestColoursOnlyWhereAllowed(t *testing.T) {
	var b bytes.Buffer
	p := newPrinter(system{out: &b, getenv: func(string) string { return "" }}, false)
	if p.colour {
		t.Error("colours in what is no terminal")
	}
	p.colour = true
	p.events(sampleEvents())
	p.Flush()
	if !strings.Contains(b.String(), "\x1b[32moccurred") {
		t.Errorf("no colours: %q", b.String())
	}
}

func golden(t *testing.T, file string, got []byte) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(string(got), "\n")); d != "" {
		t.Errorf("%s (-want +got):\n%s", file, d)
	}
}

func TestClip(t *testing.T) {
	for _, tt := range []struct {
		in   string
		n    int
		want string
	}{
		{"short", 5, "short"}, {"longer", 5, "long…"}, {"a bc", 3, "a…"}, {"李四光", 5, "李四…"}, {"李四光", 6, "李四光"}, {"x", 0, ""}, {"é", 1, "é"},
	} {
		if got := clip(tt.in, tt.n); got != tt.want {
			t.Errorf("clip(%q, %d) is %q, want %q", tt.in, tt.n, got, tt.want)
		}
	}
}

func TestShortDate(t *testing.T) {
	for _, tt := range []struct{ from, to, want string }{
		{"2021-06-28", "2021-06-28", "2021-06-28"}, {"2021-06-01", "2021-06-30", "2021-06"}, {"2021-01-01", "2021-12-31", "2021"},
		{"2021-06-28", "2021-06-30", "2021-06-28/30"}, {"2021-06-28", "2021-07-01", "2021-06-28/2021-07-01"}, {"2024-02-01", "2024-02-29", "2024-02"},
	} {
		if got := shortDate(date.Range{From: onDay(tt.from).From, To: onDay(tt.to).From}); got != tt.want {
			t.Errorf("%s to %s is %s, want %s", tt.from, tt.to, got, tt.want)
		}
	}
}

func TestSnippet(t *testing.T) {
	var b bytes.Buffer
	p := newPrinter(system{out: &b, getenv: func(string) string { return "" }}, false)
	p.snippet("on \u2068new\u2069 sanctions\n\x1b[0m")
	p.Flush()
	if got := b.String(); got != "  on [new] sanctions [0m\n" {
		t.Errorf("%q", got)
	}
}

func TestInOrder(t *testing.T) {
	items := make([]int, 100)
	for i := range items {
		items[i] = i
	}
	for _, workers := range []int{1, 2, 8} {
		next := 0
		for got := range inOrder(context.Background(), workers, func(yield func(int) bool) {
			for _, v := range items {
				if !yield(v) {
					return
				}
			}
		}, func(v int) int { return v * v }) {
			if got != next*next {
				t.Fatalf("%d workers: item %d is %d", workers, next, got)
			}
			if next++; next == 50 && workers == 2 {
				break
			}
		}
		if workers != 2 && next != len(items) {
			t.Errorf("%d workers: %d items", workers, next)
		}
	}
}

func TestPeriods(t *testing.T) {
	for _, tt := range []struct {
		in, from, to string
		ok           bool
	}{
		{"2021", "2021-01-01", "2021-12-31", true}, {"2024-02", "2024-02-01", "2024-02-29", true}, {"2021-06-28", "2021-06-28", "2021-06-28", true},
		{"2021-12", "2021-12-01", "2021-12-31", true}, {"2021-13", "", "", false}, {"0000", "", "", false}, {"yesterday", "", "", false}, {"", "", "", false},
	} {
		cli := &commands{}
		parser, err := newParser(cli, system{out: &bytes.Buffer{}, err: &bytes.Buffer{}})
		if err != nil {
			t.Fatal(err)
		}
		_, err = parser.Parse([]string{"events", "--from=" + tt.in})
		if (err == nil) != tt.ok {
			t.Errorf("%q: error %v", tt.in, err)
		} else if p := cli.Events.From; p.from.String() != tt.from || p.to.String() != tt.to {
			t.Errorf("%q is %s to %s", tt.in, p.from, p.to)
		}
	}
}
