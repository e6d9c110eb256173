package act_test

import (
	"strings"
	"sync"
	"testing"

	"chancery/internal/date"
	"chancery/internal/doc"
	"chancery/internal/lexicon"
	"chancery/internal/plover"
	"chancery/internal/read"
	"chancery/internal/text"
)

var reader = sync.OnceValues(read.New)

func load(t testing.TB) *read.Reader {
	t.Helper()
	rd, err := reader()
	if err != nil {
		t.Fatal(err)
	}
	return rd
}

// published is the date of every example.
var published = date.MakeRange(date.MakeDay(2024, 10, 17), date.Stated)

// annotate reads a sentence as a paragraph of a report.
func annotate(t testing.TB, rd *read.Reader, s string) *doc.Document {
	t.Helper()
	src, err := text.NewSource(s)
	if err != nil {
		t.Fatalf("%q: %v", s, err)
	}
	d := &doc.Document{Source: src, Meta: doc.Meta{Published: published}, Blocks: []doc.Block{{Span: src.All()}}}
	d.Mark(doc.Blocks)
	rd.Annotate(d)
	return d
}

// TestFrameExamples executes the sentences that stand with the frames. The trees are those of the trained model, which
// errs: a few sentences in a hundred may be misread before the test fails. All that are misread are logged.
func TestFrameExamples(t *testing.T) {
	rd := load(t)
	good, bad := 0, 0
	for _, f := range rd.Lexicon().Frames.All {
		for _, e := range f.Examples {
			if why := misread(annotate(t, rd, e.Text), f, e); why != "" {
				bad++
				t.Logf("%s: %s: %s\n\t%s", e.Where, f.ID, e.Text, why)
			} else {
				good++
			}
		}
	}
	t.Logf("%d of %d examples", good, good+bad)
	if bad*100 > 5*(good+bad) {
		t.Errorf("%d of %d examples are misread", bad, good+bad)
	}
}

// misread says what is wrong with the acts of an example, "" where nothing is.
func misread(d *doc.Document, f *lexicon.Frame, e lexicon.Example) string {
	var told []string
	for i := range d.Acts {
		a := &d.Acts[i]
		told = append(told, describe(d, a))
		switch {
		case e.Not && a.Kind == f.Kind && a.Status != plover.Hypothetical && a.Status != plover.Denied:
			return "is read as " + describe(d, a)
		case e.Not || a.Kind != f.Kind:
		case !isSide(d, a, false, e.Actors) || !isSide(d, a, true, e.Recipients):
		case e.Status != plover.NoStatus && e.Status != a.Status:
		case f.Mode != plover.NoMode && a.Mode != f.Mode && a.Frame == f.ID && a.Kind != plover.Consult:
		default:
			return ""
		}
	}
	switch {
	case e.Not:
		return ""
	case told == nil:
		return "no act; mentioned are" + mentioned(d)
	}
	return strings.Join(told, "\n\t")
}

// isSide reports whether the parties on one side of an act are those named, no more and no fewer.
func isSide(d *doc.Document, a *doc.Act, recipient bool, names []string) bool {
	n := 0
	for _, p := range a.Parties {
		if p.Recipient != recipient {
			continue
		}
		n++
		found := false
		for _, name := range names {
			found = found || isNamed(d, p, name)
		}
		if !found {
			return false
		}
	}
	return n == len(names)
}

// isNamed reports whether a party is who the words name: by the mention, or by another mention within them.
func isNamed(d *doc.Document, p doc.ActParty, name string) bool {
	at := strings.Index(d.String(), name)
	if at < 0 {
		return false
	}
	sp := text.MakeSpan(at, at+len(name))
	if d.Mentions[p.Mention].Overlaps(sp) {
		return true
	}
	for _, m := range d.Mentions {
		if m.Overlaps(sp) && (m.Actor == p.Actor || d.Actors[m.Actor].Country == d.Actors[p.Actor].Country && d.Actors[p.Actor].Kind == doc.State) {
			return true
		}
	}
	return false
}

func mentioned(d *doc.Document) string {
	out := ""
	for _, m := range d.Mentions {
		out += " " + d.Actors[m.Actor].ID
	}
	return out
}

func describe(d *doc.Document, a *doc.Act) string {
	var b strings.Builder
	b.WriteString(a.Frame + " " + a.Status.String())
	for _, p := range a.Parties {
		side := " a:"
		if p.Recipient {
			side = " r:"
		}
		b.WriteString(side + d.Actors[p.Actor].ID)
	}
	return b.String()
}
