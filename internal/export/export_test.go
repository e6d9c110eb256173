package export

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chancery/internal/date"
	"chancery/internal/doc"
	"chancery/internal/plover"
	"chancery/internal/record"
	"chancery/internal/text"
)

func day(s string) date.Day {
	d, err := date.ParseDay(s)
	if err != nil {
		panic(err)
	}
	return d
}

const told = "In Lima, Ana Ruiz (left) received Issa Ba. They agreed on fish."

func event() record.Event {
	e := record.Event{
		ID: "e1",
		Facts: record.Facts{
			Kind: plover.Consult, Mode: plover.Visit, Format: plover.InPerson, Status: plover.Occurred, Contexts: []string{"diplomatic"},
			Actors:     []record.Party{{Actor: "TCD/issa-ba", Name: "Issa Ba", Country: "TCD", Sector: "GOV", Role: plover.Visitor}},
			Recipients: []record.Party{{Actor: "PER/ana-ruiz", Name: "Ana Ruiz", Country: "PER", Office: "President", Role: plover.Host}},
			Date:       date.MakeRange(day("2019-05-03"), date.Stated), Place: record.Place{Name: "Lima", Country: "PER", Lat: -12.05, Lon: -77.05, Grain: "city"},
			Topics: []string{"fish"}, Summary: "Issa Ba visits Ana Ruiz",
		},
		Scores: record.Scores{Plover: 4, Goldstein: 1.9}, Sources: record.Sources{Articles: 2, Independent: 1, Outlets: []string{"A", "B"}},
		FirstReported: day("2019-05-04"), LastReported: day("2019-05-05"), Conflicts: []record.Field{record.FieldDate},
	}
	add := func(f record.Field, value, words string) {
		i := strings.Index(told, words)
		e.Claims = append(e.Claims, record.Claim{Field: f, Value: value, Stance: "supports", Article: "art", Start: uint32(i), End: uint32(i + len(words)), Words: words})
	}
	add(record.FieldKind, "CONSULT", "In Lima, Ana Ruiz (left) received Issa Ba.")
	add(record.FieldStatus, "occurred", "received")
	add(record.FieldActors, "TCD/issa-ba", "Issa Ba")
	return e
}

func TestCSV(t *testing.T) {
	e := event()
	e.Summary = "=HYPERLINK(\"x\")\nnext"
	e.Actors = append(e.Actors, record.Party{Name: "B, the \"second\""})
	var b bytes.Buffer
	w := NewCSV(&b)
	if err := w.Write(&e); err != nil {
		t.Fatal(err)
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil || len(rows) != 2 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	got := map[string]string{}
	for i, head := range rows[0] {
		got[head] = rows[1][i]
	}
	for head, want := range map[string]string{
		"kind": "CONSULT", "actors": `Issa Ba; B, the "second"`, "actor_countries": "TCD; ", "latitude": "-12.05", "goldstein_score": "1.9",
		"summary": `'=HYPERLINK("x") next`, "date_from": "2019-05-03", "date_basis": "stated", "independent_articles": "1", "conflicts": "date",
		"words": "In Lima, Ana Ruiz (left) received Issa Ba.",
	} {
		if got[head] != want {
			t.Errorf("%s is %q, want %q", head, got[head], want)
		}
	}
}

func TestCSVWithoutEventsHasItsHead(t *testing.T) {
	var b bytes.Buffer
	if err := NewCSV(&b).Flush(); err != nil || !strings.HasPrefix(b.String(), "id,kind,") {
		t.Errorf("%q, %v", b.String(), err)
	}
}

func TestCellsAreNoFormulas(t *testing.T) {
	for in, want := range map[string]string{
		"=1+1": "'=1+1", "+49": "'+49", "-2": "'-2", "@SUM(A1)": "'@SUM(A1)", " =1": "' =1", "\t=1": "'\t=1", "\r=1": "' =1", "＝1": "'＝1",
		"": "", "plain": "plain", "a=b": "a=b", "“-”": "“-”", "line\r\nend": "line end",
	} {
		if got := cell(in); got != want {
			t.Errorf("cell(%q) is %q, want %q", in, got, want)
		}
	}
}

func writePlover(t *testing.T, e record.Event) (out map[string]any, skipped int) {
	t.Helper()
	var b bytes.Buffer
	w := NewPlover(&b)
	w.Article = func(record.ID) (*record.Article, bool) {
		return &record.Article{Text: told, Title: "Visit", URL: "https://example.org/1", Language: "en"}, true
	}
	w.Country = func(code string) string { return map[string]string{"TCD": "Chad"}[code] }
	if err := w.Write(&e); err != nil {
		t.Fatal(err)
	}
	if b.Len() > 0 {
		if err := json.Unmarshal(b.Bytes(), &out); err != nil {
			t.Fatal(err)
		}
	}
	return out, w.Skipped
}

func TestPlover(t *testing.T) {
	got, _ := writePlover(t, event())
	want := map[string]any{
		"id": "e1", "has_event": true, "date": "2019-05-03", "event": []any{"CONSULT"}, "mode": []any{"visit"}, "context": []any{"diplomatic"},
		"actor":     []any{map[string]any{"raw_text": "Issa Ba", "entity_name": "Issa Ba", "code": "TCD", "country_name": "Chad", "sector_code": "GOV"}},
		"recipient": []any{map[string]any{"entity_name": "Ana Ruiz", "code": "PER", "office": "President"}},
		"event_loc": map[string]any{"name": "Lima", "latitude": -12.05, "longitude": -77.05, "cc3": "PER"}, "event_text": []any{"received"},
		"quad_code": 1.0, "event_scale": 4.0, "text": "In Lima, Ana Ruiz (left) received Issa Ba.", "text_info": map[string]any{"start": 0.0, "end": 42.0},
		"cite_info": map[string]any{"citation": "art", "url": "https://example.org/1", "title": "Visit", "language": "en", "coder": "chancery", "codebook": "plover-2.0"},
		"coder":     "chancery", "comment": "articles disagree on date",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func TestPloverRules(t *testing.T) {
	tests := []struct {
		name   string
		change func(*record.Event)
		event  string
		mode   []any
		date   string
	}{
		{"a meeting to come is agreed", func(e *record.Event) { e.Status = plover.Planned }, "AGREE", []any{"future"}, "2019-05-03"},
		{"one put off too", func(e *record.Event) { e.Status = plover.Postponed }, "AGREE", []any{"future"}, "2019-05-03"},
		{"one called off is refused", func(e *record.Event) { e.Status = plover.Cancelled }, "REJECT", []any{"meet"}, "2019-05-03"},
		{"aid to come is agreed", func(e *record.Event) { e.Kind, e.Mode, e.Status = plover.Aid, plover.NoMode, plover.Planned }, "AGREE", []any{"future"}, "2019-05-03"},
		{"a threat to come stays one", func(e *record.Event) {
			e.Kind, e.Mode, e.Status = plover.Threaten, plover.Violence, plover.Planned
		}, "THREATEN", []any{"violence", "future"}, "2019-05-03"},
		{"what may be", func(e *record.Event) { e.Status = plover.Hypothetical }, "CONSULT", []any{"visit", "hypothetical"}, "2019-05-03"},
		{"what is denied", func(e *record.Event) { e.Status = plover.Denied }, "CONSULT", []any{"visit", "negation"}, "2019-05-03"},
		{"history", func(e *record.Event) { e.Date = date.MakeRange(day("2010-01-01"), date.Stated) }, "CONSULT", []any{"visit", "historical"}, "2010-01-01"},
		{"no date", func(e *record.Event) { e.Date = date.Range{} }, "CONSULT", []any{"visit"}, "2019-05-04"},
		{"open at the start", func(e *record.Event) { e.Date.From = 0 }, "CONSULT", []any{"visit"}, "2019-05-03"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			e := event()
			tt.change(&e)
			got, _ := writePlover(t, e)
			want := map[string]any{"event": []any{tt.event}, "mode": tt.mode, "date": tt.date}
			if d := cmp.Diff(want, map[string]any{"event": got["event"], "mode": got["mode"], "date": got["date"]}); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
	e := event()
	e.Date, e.FirstReported = date.Range{}, 0
	if out, skipped := writePlover(t, e); out != nil || skipped != 1 {
		t.Errorf("an event without any date gives %v, %d skipped", out, skipped)
	}
}

// sample is a document of two sentences in two paragraphs, with a multiword token, a time and an act.
func sample(t *testing.T) *doc.Document {
	t.Helper()
	const s = "Ba doesn't agree.\nHe left <Lima> on Monday."
	src, err := text.NewSource(s)
	if err != nil {
		t.Fatal(err)
	}
	d := &doc.Document{Source: src, Meta: doc.Meta{ID: "art", Title: "A & B", Published: date.MakeRange(day("2019-05-04"), date.Stated)}}
	at := 0
	for _, w := range strings.Fields("Ba does n't agree . He left <Lima> on Monday .") {
		i := at + strings.Index(s[at:], w)
		at = i + len(w)
		d.Tokens = append(d.Tokens, doc.Token{Span: text.MakeSpan(i, at), Lemma: strings.ToLower(w), UPOS: doc.X, Head: doc.None, Rel: doc.Root, Joined: w == "n't"})
	}
	d.Tokens[0].Head, d.Tokens[0].Rel, d.Tokens[6].UPOS = 3, doc.Nsubj, doc.VERB
	d.Sentences = []doc.Sentence{{Range: doc.Range{First: 0, Last: 5}}, {Range: doc.Range{First: 5, Last: 11}, Block: 1}}
	d.Times = []doc.Time{{Span: d.Tokens[9].Span, Type: doc.Date, Value: "2019-04-29"}}
	d.Acts = []doc.Act{{Trigger: 6, Kind: plover.Retreat, Status: plover.Occurred}}
	d.Mark(doc.Tokens | doc.Sentences | doc.Syntax)
	return d
}

func TestCoNLLU(t *testing.T) {
	var b bytes.Buffer
	if err := CoNLLU(&b, sample(t)); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"# newdoc id = art\n", "# newpar\n# sent_id = art-1\n# text = Ba doesn't agree.\n1\tBa\tba\tX\t_\t_\t4\tnsubj\t_\tstart_char=0|end_char=2\n",
		"2-3\tdoesn't\t_\t_\t_\t_\t_\t_\t_\tstart_char=3|end_char=10\n2\tdoes\t", "5\t.\t.\tX\t_\t_\t0\troot\t_\tstart_char=16|end_char=17\n\n# newpar\n# sent_id = art-2\n",
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("lacks %q in\n%s", want, b.String())
		}
	}
	docs, err := ReadCoNLLU(&b)
	if err != nil || len(docs) != 1 {
		t.Fatalf("%d documents, %v", len(docs), err)
	}
	back, d := docs[0], sample(t)
	if back.String() != d.String() {
		t.Errorf("text came back as %q", back)
	}
	if diff := cmp.Diff(words(d), words(back)); diff != "" {
		t.Errorf("words (-gone +back):\n%s", diff)
	}
	if diff := cmp.Diff(d.Sentences, back.Sentences); diff != "" {
		t.Errorf("sentences (-gone +back):\n%s", diff)
	}
}

func words(d *doc.Document) []string {
	var out []string
	for i := range d.Tokens {
		s := d.Word(int32(i))
		if d.Tokens[i].Joined {
			s = "+" + s
		}
		out = append(out, s)
	}
	return out
}

func TestReadCoNLLU(t *testing.T) {
	const cols = "\t_\t_\t_\t_\t_\t_\t_\t"
	good := "# newdoc id = a\n1-2\tim" + cols + "SpaceAfter=No\n1\tI" + cols + "_\n2\tam" + cols + "_\n3\t!" + cols + "_\n\n# newdoc id = b\n1\tNo" + cols + "_\n"
	docs, err := ReadCoNLLU(strings.NewReader(good))
	if err != nil || len(docs) != 2 {
		t.Fatalf("%d documents, %v", len(docs), err)
	}
	if got := strings.Join(words(docs[0]), " "); docs[0].String() != "im!" || got != "i +m !" {
		t.Errorf("%q cut into %q", docs[0], got)
	}
	for _, tt := range []struct{ in, want string }{
		{"1\tA\n", "line 1: 2 columns, want 10"},
		{"1\tA" + cols + "_\n3\tB" + cols + "_\n", `line 2: word "3" is out of order`},
		{"2-1\tA" + cols + "_\n", "line 1: bad range 2-1"},
		{"1-2\tA" + cols + "_\n1\tA" + cols + "_\n\n", "line 3: a multiword token is not complete"},
		{"1\t" + cols + "_\n", "line 1: empty form"},
	} {
		if _, err := ReadCoNLLU(strings.NewReader(tt.in)); err == nil || err.Error() != tt.want {
			t.Errorf("%q: error %v, want %s", tt.in, err, tt.want)
		}
	}
}

// FuzzReadCoNLLU holds that whatever is read has sound spans and comes back the same when written and read again.
func FuzzReadCoNLLU(f *testing.F) {
	const cols = "\t_\t_\t_\t_\t_\t_\t_\t"
	f.Add("1-2\tim" + cols + "_\n1\tI" + cols + "_\n2\tam" + cols + "_\n\n# newpar\n1\té" + cols + "SpaceAfter=No\n")
	f.Add("1-3\té" + cols + "_\n1\ta" + cols + "_\n2\tb" + cols + "_\n3\tc" + cols + "_\n")
	f.Fuzz(func(t *testing.T, s string) {
		docs, err := ReadCoNLLU(strings.NewReader(s))
		if err != nil {
			return
		}
		for _, d := range docs {
			end := uint32(0)
			for i := range d.Tokens {
				tok := &d.Tokens[i]
				if tok.Start < end || tok.IsEmpty() || int(tok.End) > d.Len() {
					t.Fatalf("token %d at %v in a text of %d bytes", i, tok.Span, d.Len())
				}
				end = tok.End
			}
			if last := d.Sentences[len(d.Sentences)-1].Last; int(last) != len(d.Tokens) {
				t.Fatalf("sentences end at %d of %d tokens", last, len(d.Tokens))
			}
			if last := d.Blocks[len(d.Blocks)-1].End; int(last) != d.Len() {
				t.Fatalf("blocks end at %d of %d bytes", last, d.Len())
			}
		}
	})
}

func TestTimeML(t *testing.T) {
	var b bytes.Buffer
	if err := TimeML(&b, sample(t)); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"<TITLE>A &amp; B</TITLE>", `value="2019-05-04" temporalFunction="false" functionInDocument="CREATION_TIME">`,
		`<EVENT eid="e1" class="OCCURRENCE">left</EVENT> &lt;Lima&gt; on <TIMEX3 tid="t1" type="DATE" value="2019-04-29">Monday</TIMEX3>.</TEXT>`,
		`<MAKEINSTANCE eventID="e1" eiid="ei1" tense="PAST" aspect="NONE" pos="VERB" polarity="POS"/>`, `<TLINK lid="l1" eventInstanceID="ei1" relatedToTime="t1"`,
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("lacks %q in\n%s", want, b.String())
		}
	}
	for dec := xml.NewDecoder(&b); ; {
		if _, err := dec.Token(); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
	}
}

func TestXMLHoldsNoControlCharacters(t *testing.T) {
	if got := escaped("a\x00b\x1b<\u0085\ufffe\tc"); got != "a\uFFFDb\uFFFD&lt;\u0085\uFFFD\tc" {
		t.Errorf("%q", got)
	}
}

func TestListsAreNeverNull(t *testing.T) {
	var b bytes.Buffer
	if err := JSON(&b, struct{ Events []record.Event }{[]record.Event{{ID: "e"}}}); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(b.String(), "null") {
		t.Error(b.String())
	}
}
