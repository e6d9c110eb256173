package act_test

import (
	"bufio"
	"os"
	"slices"
	"strings"
	"testing"

	"chancery/internal/doc"
	"chancery/internal/plover"
	"chancery/internal/read"
	"chancery/internal/text"
)

// A statusCase is a sentence and the status of the act that it tells.
type statusCase struct {
	phenomenon, sentence string
	title                bool
	kind                 plover.Kind
	status               plover.Status // NoStatus: no act of the kind, or one that is only thought of or denied
}

func statusCases(t *testing.T) []statusCase {
	t.Helper()
	f, err := os.Open("testdata/status.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []statusCase
	phenomenon := ""
	sc := bufio.NewScanner(f)
	for n := 1; sc.Scan(); n++ {
		line := strings.TrimSpace(sc.Text())
		if line == "" || line[0] == '#' {
			continue
		}
		if head, ok := strings.CutPrefix(line, "== "); ok {
			phenomenon = head
			continue
		}
		cols := strings.Split(line, " | ")
		if len(cols) != 3 {
			t.Fatalf("status.txt:%d: want kind, status, sentence", n)
		}
		c := statusCase{phenomenon: phenomenon, sentence: cols[2]}
		cols[0], c.title = strings.CutPrefix(cols[0], "title ")
		if c.kind, err = plover.ParseKind(cols[0]); err != nil {
			t.Fatalf("status.txt:%d: %v", n, err)
		}
		if cols[1] != "none" {
			if c.status, err = plover.ParseStatus(cols[1]); err != nil {
				t.Fatalf("status.txt:%d: %v", n, err)
			}
		}
		out = append(out, c)
	}
	return out
}

func (c *statusCase) fault(t *testing.T, rd *read.Reader) string {
	t.Helper()
	src, err := text.NewSource(c.sentence)
	if err != nil {
		t.Fatal(err)
	}
	block := doc.Block{Span: src.All()}
	if c.title {
		block.Kind = doc.Title
	}
	d := &doc.Document{Source: src, Meta: doc.Meta{Published: published}, Blocks: []doc.Block{block}}
	d.Mark(doc.Blocks)
	rd.Annotate(d)
	var told []string
	for i := range d.Acts {
		a := &d.Acts[i]
		told = append(told, describe(d, a)+" by “"+d.Text(a.StatusBy)+"”")
		if a.Kind != c.kind {
			continue
		}
		switch {
		case c.status == plover.NoStatus && a.Status != plover.Hypothetical && a.Status != plover.Denied:
			return told[len(told)-1]
		case c.status == a.Status:
			return ""
		}
	}
	if c.status == plover.NoStatus {
		return ""
	}
	if told == nil {
		return "no act"
	}
	return strings.Join(told, "; ")
}

// maxMisjudged is how many sentences may be misread: the trees are those of the trained model, which errs.
const maxMisjudged = 3

// TestStatus executes testdata/status.txt: at least three sentences for each way in which English tells whether a thing
// happened.
func TestStatus(t *testing.T) {
	rd := load(t)
	cases := statusCases(t)
	wrong := 0
	var seen []string
	for i := range cases {
		c := &cases[i]
		seen = append(seen, c.phenomenon)
		if why := c.fault(t, rd); why != "" {
			wrong++
			t.Logf("%s: %s\n\twant %v %v, got %s", c.phenomenon, c.sentence, c.kind, c.status, why)
		}
	}
	t.Logf("%d of %d right", len(cases)-wrong, len(cases))
	if wrong > maxMisjudged {
		t.Errorf("%d of %d sentences are misjudged", wrong, len(cases))
	}
	for _, p := range slices.Compact(slices.Clone(seen)) {
		n := 0
		for _, s := range seen {
			if s == p {
				n++
			}
		}
		if n < 3 {
			t.Errorf("%s has %d sentences, want 3", p, n)
		}
	}
}
