package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"chancery/internal/score"
)

var update = flag.Bool("update", false, "rewrite golden files")

func TestMain(m *testing.M) {
	if os.Getenv(taskVariable) != "" {
		main()
		return
	}
	os.Exit(m.Run())
}

// start is a bencher for tests, with the text and the gold of testdata.
func start(t *testing.T, opt options) (*bencher, *material) {
	t.Helper()
	opt.Text, opt.Gold, opt.Seconds = filepath.Join("testdata", "text.txt"), filepath.Join("testdata", "gold.conllu"), 0.001
	b, err := newBencher(&opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(b.dir) })
	m, err := load(&opt)
	if err != nil {
		t.Fatal(err)
	}
	return b, m
}

func TestEngineIsMeasured(t *testing.T) {
	t.Parallel()
	b, m := start(t, options{})
	s, err := b.measureEngine(t.Context(), m)
	if err != nil {
		t.Fatal(err)
	}
	if s.One.Rate <= 0 || s.All.Rate <= 0 || s.One.Rounds < 3 || s.All.Rounds < 3 || s.Load <= 0 || s.One.Share <= 0 {
		t.Errorf("not measured: %+v", s)
	}
	if runtime.GOOS == "linux" && (s.One.Memory < 5e6 || s.All.Memory < 5e6) {
		t.Errorf("memory %d and %d", s.One.Memory, s.All.Memory)
	}
	if sum(m.words) != 25 {
		t.Errorf("%d words", sum(m.words))
	}
	res := &result{Systems: []system{*s}}
	if err := b.scoreAll(res); err != nil {
		t.Fatal(err)
	}
	if c := res.Systems[0].Accuracy; c == nil || c.Words != (score.Counts{TP: 9}) || c.LAS.TP < 5 {
		t.Errorf("accuracy %+v, %s", c, res.Systems[0].Reason)
	}
}

// findPython is the program itself that the name python3 leads to, empty for none: on some systems the name is that of a
// slow script, or there is nothing behind it.
var findPython = sync.OnceValue(func() string {
	out, _ := exec.Command("python3", "-c", "import sys; assert sys.version_info >= (3, 8); print(sys.executable)").Output()
	return strings.TrimSpace(string(out))
})

func python(t *testing.T) string {
	t.Helper()
	if findPython() == "" {
		t.Skip("no python3")
	}
	return findPython()
}

// TestOthers runs others.py with stand-ins of the other systems, which have their interfaces.
func TestOthers(t *testing.T) {
	t.Parallel()
	const model = "testdata/text.txt"
	counts := func(tp, fp, fn int) score.Counts { return score.Counts{TP: tp, FP: fp, FN: fn} }
	for _, c := range []struct {
		name, folder string
		key          string
		opt          options
		want         system
	}{
		{name: "stanza", folder: "present", key: "stanza", opt: options{StanzaPackage: "default"},
			want: system{Version: "0.1", Model: "en default", Status: measured, Scored: allMeasures, Accuracy: &score.TreeCounts{
				Tokens: counts(8, 0, 0), Sentences: counts(2, 0, 0), Words: counts(9, 0, 0), UPOS: counts(3, 6, 6), UFeats: counts(9, 0, 0),
				Lemmas: counts(5, 4, 4), UAS: counts(2, 7, 7), LAS: counts(0, 9, 9), ELAS: counts(0, 9, 9)}}},
		{name: "spacy", folder: "present", key: "spacy", opt: options{SpacyModel: "small"},
			want: system{Version: "0.2", Model: "en_small 3", Status: measured, Scored: []string{"tokens", "sentences", "words", "upos"}}},
		{name: "udpipe", folder: "present", key: "udpipe", opt: options{UdpipeModel: model},
			want: system{Version: "0.3", Model: "text.txt", Status: measured,
				Reason: `not scored: texts differ after 1 characters: gold "enyacannotwait.Norwa", system "ENYACANNOTWAIT.NORWA"`}},
		{name: "no model of stanza", folder: "present", key: "stanza", opt: options{StanzaPackage: "missing"},
			want: system{Status: noModel, Reason: "Resources file not found"}},
		{name: "no model of spacy", folder: "present", key: "spacy", opt: options{SpacyModel: "missing"},
			want: system{Status: noModel, Reason: "[E050] Can't find model 'missing'"}},
		{name: "no model of udpipe", folder: "present", key: "udpipe",
			want: system{Status: noModel, Reason: "name its file with --udpipe-model"}},
		{name: "no file of udpipe", folder: "present", key: "udpipe", opt: options{UdpipeModel: "nowhere"},
			want: system{Status: noModel, Reason: "there is no file nowhere"}},
		{name: "broken", folder: "present", key: "stanza", opt: options{StanzaPackage: "broken"},
			want: system{Status: failed, Reason: "RuntimeError: weights of another version"}},
		{name: "absent stanza", folder: "absent", key: "stanza", want: system{Status: notInstalled, Reason: "no module stanza"}},
		{name: "absent spacy", folder: "absent", key: "spacy", want: system{Status: notInstalled, Reason: "no module spacy"}},
		{name: "absent udpipe", folder: "absent", key: "udpipe", want: system{Status: notInstalled, Reason: "no module ufal.udpipe"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			c.opt.Python = python(t)
			b, m := start(t, c.opt)
			m.words = []int{25}
			folder, err := filepath.Abs(filepath.Join("testdata", c.folder))
			if err != nil {
				t.Fatal(err)
			}
			b.env = append(b.env, "PYTHONPATH="+folder)
			got := b.other(t, c.key, m)
			if got.Status == measured && (got.One.Rate <= 0 || got.All.Rate <= 0 || got.One.Rounds < 3 || got.Load <= 0) {
				t.Errorf("not measured: %+v", got)
			}
			if c.want.Accuracy == nil && c.key == "spacy" && got.Accuracy != nil {
				// its words are one fewer: "cannot" is one
				if a := got.Accuracy; a.Words != counts(7, 1, 2) || a.Sentences != counts(2, 0, 0) || a.UPOS != counts(3, 5, 6) {
					t.Errorf("accuracy %+v", a)
				}
				got.Accuracy = nil
			}
			for field, pair := range map[string][2]any{
				"status": {c.want.Status, got.Status}, "reason": {c.want.Reason, got.Reason}, "version": {c.want.Version, got.Version},
				"model": {c.want.Model, got.Model}, "accuracy": {c.want.Accuracy, got.Accuracy}, "scored": {c.want.Scored, got.Scored},
			} {
				if diff := cmp.Diff(pair[0], pair[1]); diff != "" {
					t.Errorf("%s (-want +got):\n%s", field, diff)
				}
			}
		})
	}
}

// other measures and scores the system with this key.
func (b *bencher) other(t *testing.T, key string, m *material) *system {
	t.Helper()
	all := others(b.opt)
	s, err := b.measureOther(t.Context(), all[slices.IndexFunc(all, func(o other) bool { return o.key == key })], m)
	if err != nil {
		t.Fatal(err)
	}
	res := &result{Systems: []system{*s}}
	if err := b.scoreAll(res); err != nil {
		t.Fatal(err)
	}
	return &res.Systems[0]
}

func TestNoPython(t *testing.T) {
	b, m := start(t, options{Python: "no-such-python"})
	if s := b.other(t, "spacy", m); s.Status != notInstalled || s.Reason != "no program no-such-python" {
		t.Errorf("%s: %s", s.Status, s.Reason)
	}
}

// A task that cannot be done is an error that says why, and a stopped one is that.
func TestEngineFails(t *testing.T) {
	t.Parallel()
	b, _ := start(t, options{})
	if _, err := b.engine(t.Context(), task{Gold: "x", CoNLLU: filepath.Join(b.dir, "no", "folder")}); err == nil || !strings.Contains(err.Error(), "folder") {
		t.Error(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := b.engine(ctx, task{}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestWeights(t *testing.T) {
	t.Parallel()
	root, err := projectRoot()
	if err != nil {
		t.Fatal(err)
	}
	if n, err := weights(t.Context(), root); err != nil || n < 1e5 {
		t.Error(n, err)
	}
}

func TestRounds(t *testing.T) {
	articles, words := []string{"a", "b", "c"}, []int{10, 20, 30}
	var read []string
	var took time.Duration
	rates, err := rounds(articles, words, 0.012, func(batch []string) error {
		start := time.Now()
		time.Sleep(time.Duration(len(batch)) * time.Millisecond)
		took += time.Since(start)
		read = append(read, batch...)
		return nil
	})
	if err != nil || len(rates) < 3 {
		t.Fatal(rates, err)
	}
	if took < 12*time.Millisecond {
		t.Errorf("only %v of 12 ms", took)
	}
	for i, a := range read[2:] {
		if a != articles[i%3] {
			t.Fatalf("article %d is %s: %v", i, a, read)
		}
	}
	for _, r := range rates {
		if r <= 0 || r > 30_000 {
			t.Errorf("%f words a second, where 30 take a millisecond", r)
		}
	}
	if _, err := rounds(articles, words, 1, func([]string) error { return os.ErrInvalid }); !errors.Is(err, os.ErrInvalid) {
		t.Error(err)
	}
}

func TestMedian(t *testing.T) {
	for _, c := range []struct {
		values []float64
		want   float64
	}{{nil, 0}, {[]float64{3}, 3}, {[]float64{9, 1, 2}, 2}, {[]float64{4, 1, 2, 100}, 3}} {
		if got := median(c.values); got != c.want {
			t.Errorf("median of %v is %g, want %g", c.values, got, c.want)
		}
	}
}

func TestCut(t *testing.T) {
	got := cut("\n\none two\nthree\r\n\r\nfour\n\n\n\nfive six seven eight\n\n nine\n\n \n", 4)
	want := []string{"one two\nthree\n\nfour", "five six seven eight", " nine"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if got := cut(" \n\n\n", 4); got != nil {
		t.Errorf("%q", got)
	}
}

func TestCorpus(t *testing.T) {
	m, err := load(&options{})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, a := range m.articles {
		n += len(strings.Fields(a))
	}
	if n < wordsOfCorpus || n > 2*wordsOfCorpus {
		t.Errorf("%d words", n)
	}
}

func TestEnvironment(t *testing.T) {
	env := []string{"PATH=/bin", "GOMAXPROCS=7", "OMP_NUM_THREADS=7"}
	one, all := environment(env, 1, "f"), environment(env, 0, "f")
	for _, v := range []string{"PATH=/bin", "GOMAXPROCS=1", "OMP_NUM_THREADS=1", taskVariable + "=f"} {
		if !slices.Contains(one, v) {
			t.Errorf("%s is missing in %v", v, one)
		}
	}
	for _, v := range all {
		if strings.HasPrefix(v, "GOMAXPROCS") || strings.HasPrefix(v, "OMP") {
			t.Errorf("%s is left", v)
		}
	}
}

func TestWrongUse(t *testing.T) {
	dir := t.TempDir()
	write := func(name, content string) string {
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return file
	}
	empty, latin, bad := write("empty.txt", " \n\n"), write("latin.txt", "caf\xe9"), write("bad.conllu", "1\tone\n")
	for _, c := range []struct {
		args []string
		code int
		want []string
	}{
		{[]string{"--text", "nowhere.txt"}, 1, []string{"bench: nowhere.txt: no such file"}},
		{[]string{"--text", dir}, 1, []string{"bench: " + dir + ": ", "directory"}},
		{[]string{"--text", empty}, 1, []string{empty + ": no words in it"}},
		{[]string{"--text", latin}, 1, []string{latin + ": not UTF-8"}},
		{[]string{"--gold", "nowhere.conllu"}, 1, []string{"bench: nowhere.conllu: no such file"}},
		{[]string{"--gold", bad}, 1, []string{bad + ": conllu line 1: 2 columns, want 10"}},
		{[]string{"--gold", empty}, 1, []string{empty}},
		{[]string{"--seconds", "0"}, 2, []string{"--seconds 0 is not a time", "hint: bench --help"}},
		{[]string{"--fast"}, 2, []string{"unknown flag --fast", "hint: bench --help"}},
		{[]string{"text.txt"}, 2, []string{"unexpected argument text.txt"}},
	} {
		var out, errs bytes.Buffer
		if code := run(t.Context(), c.args, &out, &errs); code != c.code || out.Len() > 0 {
			t.Errorf("%v: exit code %d, want %d; %s", c.args, code, c.code, &out)
		}
		for _, want := range c.want {
			if runtime.GOOS != "windows" && !strings.Contains(errs.String(), want) {
				t.Errorf("%v says %q, want %q", c.args, &errs, want)
			}
		}
	}
}

func TestHelpHasExamples(t *testing.T) {
	var out, errs bytes.Buffer
	if code := run(t.Context(), []string{"--help"}, &out, &errs); code != 0 || errs.Len() > 0 {
		t.Error(code, &errs)
	}
	for _, want := range []string{"Examples:", "go run ./bench --", "--udpipe-model=FILE"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is not in the help:\n%s", want, &out)
		}
	}
}

// sample is a result with a system of each status.
func sample() *result {
	r := &result{Gold: "gold.conllu"}
	r.Machine.OS, r.Machine.Arch, r.Machine.Processors, r.Machine.Go = "linux", "amd64", 2, "go1.26"
	r.Text.Name, r.Text.Articles, r.Text.Words = "corpus", 252, 60_321
	full := &score.TreeCounts{
		Tokens: score.Counts{TP: 99, FP: 1, FN: 1}, Sentences: score.Counts{TP: 1, FP: 1, FN: 1}, Words: score.Counts{TP: 100},
		UPOS: score.Counts{TP: 951, FP: 49, FN: 49}, LAS: score.Counts{TP: 2, FP: 1},
	}
	r.Systems = []system{
		{Name: "Chancery", Status: measured, Load: 0.0712, One: speed{22_742.3, 3, 58_400_000, 0.97}, All: speed{41_251, 4, 112_000_000, 1.9}, Accuracy: full, Scored: allMeasures},
		{Name: "Stanza", Status: noModel, Reason: "Resources file not found"},
		{Name: "spaCy", Version: "3.8", Model: "en_core_web_sm 3.8.0", Status: measured, Load: 1.9213, One: speed{9023, 3, 0, 0.8}, All: speed{878.2, 3, 0, 0.2},
			Accuracy: full, Scored: []string{"tokens", "upos"}, Note: "another scheme"},
		{Name: "UDPipe", Status: measured, One: speed{Rate: 1101, Share: 0.579}, Reason: "not scored: texts differ", Note: "a note"},
	}
	r.Start = startup{Version: 0.0071, Load: 0.0999, Weights: 0.0121, Size: 6_800_000, Reason: "go: not found"}
	return r
}

func TestTable(t *testing.T) {
	golden := filepath.Join("testdata", "table.txt")
	got := sample().table()
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Error(diff)
	}
}

func TestJSON(t *testing.T) {
	data, err := json.Marshal(sample())
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`"text":{"name":"corpus","articles":252,"words":60321}`, `"one_core":{"words_per_second":22742.3,"rounds":3,"memory_bytes":58400000,"processors":0.97}`,
		`"status":"no model","reason":"Resources file not found"`, `"scored":["tokens","upos"]`, `"weights_bytes":6800000`,
	} {
		if !bytes.Contains(data, []byte(want)) {
			t.Errorf("%s is not in %s", want, data)
		}
	}
}
