package score_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chancery/internal/date"
	"chancery/internal/doc"
	"chancery/internal/lexicon"
	"chancery/internal/score"
	"chancery/internal/text"
	"chancery/internal/token"
	"chancery/internal/when"
)

var (
	update = flag.Bool("update", false, "rewrite golden files")
	list   = flag.Bool("faults", false, "print each time that is missed, added or valued otherwise")
)

// shared is a folder of development data; the test is skipped where it is absent.
func shared(t testing.TB, path string) string {
	t.Helper()
	dir := filepath.Join("..", "..", "..", "shared", path)
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("no development data at %s", dir)
	}
	return dir
}

type timeReader func(string, io.Reader) (score.TimeGold, error)

// readTimes reads the gold of a folder.
func readTimes(t testing.TB, pattern string, read timeReader) []score.TimeGold {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("no files %s: %v", pattern, err)
	}
	var out []score.TimeGold
	for _, file := range files {
		f, err := os.Open(file)
		if err != nil {
			t.Fatal(err)
		}
		g, err := read(filepath.Base(file), f)
		f.Close()
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, g)
	}
	return out
}

func annotateTimes(t testing.TB, lex *lexicon.Lexicon, g score.TimeGold) *doc.Document {
	t.Helper()
	src, err := text.NewSource(g.Text)
	if err != nil {
		t.Fatal(err)
	}
	d := &doc.Document{Source: src}
	if g.Published != 0 {
		d.Meta.Published = date.MakeRange(g.Published, date.Stated)
	}
	token.Annotate(d, lex)
	when.Annotate(d, lex)
	return d
}

func TestTimesOfDevelopmentData(t *testing.T) {
	dir := shared(t, "data/timex")
	lex, err := lexicon.Load()
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]score.TimeCounts{}
	for name, golds := range map[string][]score.TimeGold{
		"wikiwars": readTimes(t, filepath.Join(dir, "wikiwars/tml/*.tml"), score.ReadTimeML),
		"meantime": readTimes(t, filepath.Join(dir, "meantime-airbus/*.xml"), score.ReadMeantime),
	} {
		var sum score.TimeCounts
		for _, g := range golds {
			d := annotateTimes(t, lex, g)
			found := score.TimesOf(d)
			sum.Add(score.CompareTimes(g.Times, found))
			if *list {
				listTimes(g, d)
			}
		}
		got[name] = sum
		t.Logf("%s: strict %.3f relaxed %.3f (P %.3f R %.3f) value %.3f, values right %.3f", name,
			sum.Strict.F1(), sum.Relaxed.F1(), sum.Relaxed.Precision(), sum.Relaxed.Recall(), sum.Value.F1(), sum.ValueAccuracy())
	}
	golden(t, "testdata/times.json", got)
}

// golden compares a value with a file.
func golden(t *testing.T, file string, got any) {
	t.Helper()
	b, err := json.MarshalIndent(got, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	b = append(b, '\n')
	if *update {
		if err := os.WriteFile(file, b, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(b)); diff != "" {
		t.Errorf("counts differ from %s (-want +got), rewrite with -update:\n%s", file, diff)
	}
}

func listTimes(g score.TimeGold, d *doc.Document) {
	for _, w := range g.Times {
		state, value := "miss", ""
		for _, tm := range d.Times {
			if tm.Overlaps(w.Span) {
				state, value = "part", d.Slice(tm.Span)+" "+tm.Value+" "+tm.Rule
				if tm.Span == w.Span {
					state = "same"
				}
				if !score.SameTimeValue(tm.Value, w.Value) {
					state += "-value"
				}
				break
			}
		}
		if state != "same" {
			fmt.Printf("%s\t%s\t[%s %s]\t%s\t%s\n", state, g.Name, g.Text[w.Start:w.End], w.Value, value, around(g.Text, w.Span))
		}
	}
	for _, tm := range d.Times {
		hit := false
		for _, w := range g.Times {
			hit = hit || w.Overlaps(tm.Span)
		}
		if !hit {
			fmt.Printf("extra\t%s\t[%s %s %s]\t\t%s\n", g.Name, d.Slice(tm.Span), tm.Value, tm.Rule, around(g.Text, tm.Span))
		}
	}
}

func around(s string, sp text.Span) string {
	return strings.ReplaceAll(s[max(int(sp.Start)-40, 0):min(int(sp.End)+40, len(s))], "\n", " ")
}

func TestReadTimeML(t *testing.T) {
	g, err := score.ReadTimeML("a.tml", strings.NewReader(`<?xml version="1.0"?><TimeML><DCT><TIMEX3 tid="t0" type="DATE" value="2013-03-22">22 March</TIMEX3></DCT>
<TEXT>On <TIMEX3 tid="t1" type="DATE" value="2013-03-21">Thursday</TIMEX3> A &amp; B <EVENT eid="e1">met</EVENT>.</TEXT></TimeML>`))
	if err != nil {
		t.Fatal(err)
	}
	want := score.TimeGold{
		Name: "a.tml", Text: "On Thursday A & B met.", Published: date.MakeDay(2013, 3, 22),
		Times: []score.Timex{{Span: text.Span{Start: 3, End: 11}, Type: "DATE", Value: "2013-03-21"}},
	}
	if diff := cmp.Diff(want, g); diff != "" {
		t.Error(diff)
	}
	if _, err := score.ReadTimeML("b", strings.NewReader("no tags")); err == nil {
		t.Error("a file without TEXT is read without error")
	}
}

func TestReadMeantime(t *testing.T) {
	g, err := score.ReadMeantime("a.xml", strings.NewReader(`<Document doc_name="a"><token t_id="1" sentence="0">Talks</token>
<token t_id="2" sentence="1">June</token><token t_id="3" sentence="1">13</token><token t_id="4" sentence="1">,</token><token t_id="5" sentence="1">2005</token>
<token t_id="6" sentence="6">today</token>
<Markables><TIMEX3 type="DATE" value="2005-06-13" functionInDocument="CREATION_TIME"><token_anchor t_id="2"/><token_anchor t_id="5"/></TIMEX3>
<TIMEX3 type="DATE" value="2005-06-13" functionInDocument="NONE"><token_anchor t_id="6"/></TIMEX3></Markables></Document>`))
	if err != nil {
		t.Fatal(err)
	}
	want := score.TimeGold{
		Name: "a", Text: "Talks\n\nJune 13, 2005", Published: date.MakeDay(2005, 6, 13),
		Times: []score.Timex{{Span: text.Span{Start: 7, End: 20}, Type: "DATE", Value: "2005-06-13"}},
	}
	if diff := cmp.Diff(want, g); diff != "" {
		t.Error(diff)
	}
}

func TestCompareTimes(t *testing.T) {
	tx := func(start, end uint32, value string) score.Timex {
		return score.Timex{Span: text.Span{Start: start, End: end}, Value: value}
	}
	got := score.CompareTimes(
		[]score.Timex{tx(0, 5, "2020"), tx(10, 15, "2021"), tx(20, 25, "2022"), tx(30, 35, "2023")},
		[]score.Timex{tx(0, 5, "2020"), tx(12, 15, "2021"), tx(20, 25, "1999"), tx(40, 45, "2024")})
	want := score.TimeCounts{
		Strict: score.Counts{TP: 2, FP: 2, FN: 2}, Relaxed: score.Counts{TP: 3, FP: 1, FN: 1}, Value: score.Counts{TP: 2, FP: 2, FN: 2},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
