package who_test

import (
	"bufio"
	"cmp"
	"encoding/json"
	"flag"
	"fmt"
	"hash/fnv"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"chancery/internal/doc"
)

var redraw = flag.Bool("redraw", false, "draw the sample of testdata/audit.tsv anew; verdicts of mentions that resolve as before are kept")

const (
	auditFile  = "testdata/audit.tsv"
	auditSize  = 300
	auditOther = 60 // of reports that are not about diplomacy
	maxWrong   = 0.05
)

// An audited is one mention that a person has judged.
type audited struct{ article, words, excerpt, actor, verdict string }

func (a audited) key() string { return a.article + "\t" + a.words + "\t" + a.excerpt + "\t" + a.actor }

// auditedArticles are the reports of which the sample is drawn: those of the corpus but for its test part, in order.
func auditedArticles(t *testing.T) (names []string, docs []*doc.Document) {
	cases, err := filepath.Glob(filepath.Join(corpus, "*", "gold.json"))
	if err != nil || len(cases) == 0 {
		t.Skip("no corpus")
	}
	for _, c := range cases {
		b, err := os.ReadFile(c)
		if err != nil {
			t.Fatal(err)
		}
		var gold goldCase
		if err := json.Unmarshal(b, &gold); err != nil {
			t.Fatal(err)
		}
		for _, a := range gold.Articles {
			if !strings.HasSuffix(a.File, ".txt") {
				continue
			}
			text, err := os.ReadFile(filepath.Join(filepath.Dir(c), a.File))
			if err != nil {
				t.Fatal(err)
			}
			names = append(names, filepath.Base(filepath.Dir(c))+"/"+a.File)
			docs = append(docs, parse(t, string(text), a.Published, true))
		}
	}
	others, err := filepath.Glob(filepath.Join(corpus, "other", "*.txt"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range others {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, "other/"+filepath.Base(file))
		docs = append(docs, parse(t, string(text), "", true))
	}
	return names, docs
}

// candidates are the mentions that may be judged, of every kind but the names and adjectives of states, which are seldom
// wrong and would fill the sample.
func candidates(article string, d *doc.Document) (out []audited) {
	for i := range d.Mentions {
		m := &d.Mentions[i]
		act := &d.Actors[m.Actor]
		if act.Kind == doc.State && (m.Kind == doc.ByName || m.Kind == doc.ByAdjective) {
			continue
		}
		out = append(out, audited{article, flat(d.Slice(m.Span)), excerpt(d, m), act.ID, "unclear"})
	}
	return out
}

// excerpt is the words around a mention, which stands in brackets; of what stands before it more is given.
func excerpt(d *doc.Document, m *doc.Mention) string {
	s := d.String()
	from, to := max(0, int(m.Start)-170), min(len(s), int(m.End)+60)
	for from > 0 && s[from] != ' ' {
		from--
	}
	for to < len(s) && s[to] != ' ' {
		to++
	}
	return flat(s[from:m.Start] + "[" + s[m.Start:m.End] + "]" + s[m.End:to])
}

func flat(s string) string { return strings.Join(strings.Fields(s), " ") }

// TestAudit holds that the sample of mentions still resolves as it did when it was judged, and that few are wrong. A
// mention that now resolves to another or to nobody is to be judged anew, with -redraw.
func TestAudit(t *testing.T) {
	names, docs := auditedArticles(t)
	var all []audited
	for i := range names {
		all = append(all, candidates(names[i], docs[i])...)
	}
	had := readAudit(t)
	if *redraw {
		writeAudit(t, all, had)
		return
	}
	now := map[string]int{}
	for _, a := range all {
		now[a.key()]++
	}
	count := map[string]int{}
	for _, a := range had {
		count[a.verdict]++
		if now[a.key()] == 0 {
			t.Errorf("%s: %q no longer means %s (%s) in %s", a.article, a.words, a.actor, a.verdict, a.excerpt)
		}
		if a.verdict == "wrong" {
			t.Logf("wrong: %s: %q means %s in %s", a.article, a.words, a.actor, a.excerpt)
		}
	}
	t.Logf("%d mentions of %d: %d right, %d wrong, %d unclear", len(had), len(all), count["right"], count["wrong"], count["unclear"])
	if float64(count["wrong"]) >= maxWrong*float64(len(had)) {
		t.Errorf("%d of %d are wrong, want fewer than %.0f %%", count["wrong"], len(had), 100*maxWrong)
	}
}

func readAudit(t *testing.T) (out []audited) {
	f, err := os.Open(auditFile)
	if os.IsNotExist(err) {
		return nil
	}
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	verdict := regexp.MustCompile(`^(right|wrong|unclear)$`)
	for sc, n := bufio.NewScanner(f), 1; sc.Scan(); n++ {
		cols := strings.Split(sc.Text(), "\t")
		if strings.HasPrefix(sc.Text(), "#") {
			continue
		}
		if len(cols) != 5 || !verdict.MatchString(cols[4]) {
			t.Fatalf("%s:%d: want article, words, excerpt, actor and right, wrong or unclear", auditFile, n)
		}
		out = append(out, audited{cols[0], cols[1], cols[2], cols[3], cols[4]})
	}
	return out
}

// draw is so many of a list: those whose place in their article has the lowest hash, so that a mention which is found or
// lost elsewhere changes nothing. They stay in order.
func draw(all []audited, size int) []audited {
	hash := func(a audited) uint64 {
		h := fnv.New64a()
		h.Write([]byte(a.article + a.excerpt))
		return h.Sum64()
	}
	lowest := slices.Clone(all)
	slices.SortStableFunc(lowest, func(a, b audited) int { return cmp.Compare(hash(a), hash(b)) })
	last := hash(lowest[min(size, len(lowest))-1])
	out := slices.DeleteFunc(slices.Clone(all), func(a audited) bool { return hash(a) > last })
	return out[:min(size, len(out))]
}

// writeAudit draws the sample and keeps the verdicts that were given.
func writeAudit(t *testing.T, all, had []audited) {
	verdicts := map[string]string{}
	for _, a := range had {
		verdicts[a.key()] = a.verdict
	}
	var b strings.Builder
	b.WriteString("# Mentions of the reports of the corpus, drawn by a hash of their place, with the verdict of a reader on the actor.\n# article\twords\twhere they stand\tactor\tright, wrong or unclear\n")
	main, other := slices.Clone(all), slices.Clone(all)
	isOther := func(a audited) bool { return strings.HasPrefix(a.article, "other/") }
	main = slices.DeleteFunc(main, isOther)
	other = slices.DeleteFunc(other, func(a audited) bool { return !isOther(a) })
	for _, a := range append(draw(main, auditSize-auditOther), draw(other, auditOther)...) {
		if v := verdicts[a.key()]; v != "" {
			a.verdict = v
		}
		fmt.Fprintf(&b, "%s\t%s\t%s\t%s\t%s\n", a.article, a.words, a.excerpt, a.actor, a.verdict)
	}
	if err := os.WriteFile(auditFile, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}
