package quote_test

import (
	"bufio"
	"os"
	"regexp"
	"strings"
	"sync"
	"testing"

	"chancery/internal/date"
	"chancery/internal/doc"
	"chancery/internal/read"
	"chancery/internal/record"
)

var reader = sync.OnceValues(read.New)

// An example is an article and what must be found in it.
type example struct {
	name, published, text string
	wants                 []want
}

// A want is a quote that must be found, as testdata/speech.txt says.
type want struct{ kind, speaker, words string }

var heading = regexp.MustCompile(`^== (.*) \((\d{4}-\d\d-\d\d)\)$`)

// examples reads the file of practice.
func examples(t *testing.T, file string) []example {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []example
	told := false // past the line of two hyphens
	sc := bufio.NewScanner(f)
	for n := 1; sc.Scan(); n++ {
		line := sc.Text()
		if m := heading.FindStringSubmatch(line); m != nil {
			out = append(out, example{name: m[1], published: m[2]})
			told = false
			continue
		}
		switch {
		case len(out) == 0:
		case line == "--":
			told = true
		case !told:
			out[len(out)-1].text += line + "\n"
		case line != "":
			col := strings.SplitN(line, " | ", 3)
			if len(col) != 3 {
				t.Fatalf("%s:%d: want three columns", file, n)
			}
			ex := &out[len(out)-1]
			if !strings.Contains(ex.text, col[2]) {
				t.Fatalf("%s:%d: the article does not say %q", file, n, col[2])
			}
			ex.wants = append(ex.wants, want{col[0], strings.TrimSpace(col[1]), col[2]})
		}
	}
	if err := sc.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

// practice is the examples of all files.
func practice(t *testing.T) []example {
	var out []example
	for _, file := range []string{"speech.txt", "more.txt", "third.txt"} {
		out = append(out, examples(t, "testdata/"+file)...)
	}
	return out
}

func parse(t *testing.T, text, published string) *doc.Document {
	t.Helper()
	r, err := reader()
	if err != nil {
		t.Fatal(err)
	}
	day, err := date.ParseDay(published)
	if err != nil {
		t.Fatal(err)
	}
	reading, err := r.Read(record.Article{Text: text, Published: date.MakeRange(day, date.Stated)})
	if err != nil {
		t.Fatal(err)
	}
	return reading.Doc
}

// floor is how many of the examples must be right. What fails is logged: it is left to names, to who is who and to the
// trees, all of which are learnt or listed elsewhere.
const floor = 303

func TestSpeech(t *testing.T) {
	right, all := 0, 0
	for _, ex := range practice(t) {
		d := parse(t, ex.text, ex.published)
		for _, w := range ex.wants {
			all++
			if fault := faultOf(d, w); fault != "" {
				t.Logf("%s: %s | %s | %s: %s", ex.name, w.kind, w.speaker, w.words, fault)
				continue
			}
			right++
		}
	}
	t.Logf("%d of %d right", right, all)
	if right < floor {
		t.Errorf("%d of %d right, want at least %d", right, all, floor)
	}
}

// check reports what Annotate promises of all quotes and a document breaks.
func check(t *testing.T, d *doc.Document) {
	t.Helper()
	for i := range d.Quotes {
		q := &d.Quotes[i]
		if q.Content.IsEmpty() || int(q.Span.End) > d.Len() || !q.Span.Contains(q.Content) {
			t.Errorf("quote %d: span %v, content %v", i, q.Span, q.Content)
			continue
		}
		if q.SpeakerActor != doc.None && (q.Speaker.IsEmpty() || q.SpeakerName == "") {
			t.Errorf("%q: an actor without words or name", d.Slice(q.Content))
		}
		for _, sp := range q.More {
			if !q.Span.Contains(sp) || sp.Overlaps(q.Content) {
				t.Errorf("%q: further part %v", d.Slice(q.Content), sp)
			}
		}
		if b := d.Sentences[d.SentenceAt(d.TokenAt(q.Content.Start))].Block; !d.Blocks[b].Kind.IsNews() {
			t.Errorf("%q: quoted from a block that is %v", d.Slice(q.Content), d.Blocks[b].Kind)
		}
		if i == 0 {
			continue
		}
		p := &d.Quotes[i-1]
		if p.Content.Compare(q.Content) > 0 {
			t.Errorf("%q stands behind %q", d.Slice(p.Content), d.Slice(q.Content))
		}
		if p.Content == q.Content && p.SpeakerActor == q.SpeakerActor && p.SpeakerName == q.SpeakerName {
			t.Errorf("%q: kept twice", d.Slice(q.Content))
		}
	}
}

func TestEveryQuoteIsSound(t *testing.T) {
	for _, ex := range practice(t) {
		check(t, parse(t, ex.text, ex.published))
		unmarked := strings.NewReplacer(`"`, "", "“", "", "”", "").Replace(ex.text)
		check(t, parse(t, unmarked, ex.published))
		check(t, parse(t, strings.Join(strings.Fields(ex.text), " "), ex.published))
		check(t, parse(t, strings.ReplaceAll(ex.text, `,"`, ","), ex.published))
	}
}

func TestPartsOfOneQuote(t *testing.T) {
	d := parse(t, "\"The border,\" Ilir Meta told reporters, \"is open and will stay open.\"\n", "2018-05-02")
	if len(d.Quotes) != 1 || len(d.Quotes[0].More) != 1 {
		t.Fatalf("got %d quotes, want one with two parts", len(d.Quotes))
	}
	q := &d.Quotes[0]
	if got := d.Slice(q.Content) + " | " + d.Slice(q.More[0]); got != "The border, | is open and will stay open." {
		t.Errorf("parts: %s", got)
	}
	if q.SpeakerName != "Ilir Meta" {
		t.Errorf("speaker %q", q.SpeakerName)
	}
}

// faultOf says what is wrong with the quote that holds the words of w, "" if nothing.
func faultOf(d *doc.Document, w want) string {
	at := uint32(strings.Index(d.String(), w.words))
	end := at + uint32(len(w.words))
	var found []*doc.Quote
	for i := range d.Quotes {
		q := &d.Quotes[i]
		for _, sp := range append([]doc.Block{{Span: q.Content}}, moreOf(q)...) {
			if sp.Start <= at && end <= sp.End+1 {
				found = append(found, q)
				break
			}
		}
	}
	if w.kind == "none" {
		if len(found) > 0 {
			return "is a quote of " + speakerOf(d, found[0]) + " by " + found[0].Rule
		}
		return ""
	}
	got := "no quote"
	for _, q := range found {
		if isRight(d, q, w) {
			return ""
		}
		got = q.Kind.String() + " | " + speakerOf(d, q) + " by " + q.Rule
	}
	return got
}

func moreOf(q *doc.Quote) []doc.Block {
	var out []doc.Block
	for _, sp := range q.More {
		out = append(out, doc.Block{Span: sp})
	}
	return out
}

func isRight(d *doc.Document, q *doc.Quote, w want) bool {
	if w.kind != "any" && q.Kind.String() != w.kind {
		return false
	}
	if w.speaker == "-" {
		return q.Speaker.IsEmpty()
	}
	if q.SpeakerName == w.speaker {
		return true
	}
	if q.SpeakerActor == doc.None {
		return false
	}
	a := &d.Actors[q.SpeakerActor]
	return a.ID == w.speaker || a.Name == w.speaker || a.Kind == doc.Office && a.Country == w.speaker
}

func speakerOf(d *doc.Document, q *doc.Quote) string {
	if q.SpeakerActor == doc.None {
		return "“" + q.SpeakerName + "” (no actor)"
	}
	return "“" + q.SpeakerName + "” (" + d.Actors[q.SpeakerActor].ID + ")"
}
