package score

import (
	"strings"
	"testing"

	"chancery/internal/doc"
	"chancery/internal/plover"
	"chancery/internal/record"
	"chancery/internal/text"
)

func TestReadTrueActs(t *testing.T) {
	got, err := ReadTrueActs(strings.NewReader("# head\n\na.txt\tAGREE|CONSULT\tthey agreed\n"))
	if err != nil || len(got) != 1 || got[0].File != "a.txt" || len(got[0].Kinds) != 2 || got[0].Words != "they agreed" {
		t.Errorf("%+v, %v", got, err)
	}
	for _, bad := range []string{"a.txt\tAGREE", "#\na.txt\tNODDED\tthey nodded"} {
		if _, err := ReadTrueActs(strings.NewReader(bad)); err == nil || !strings.Contains(err.Error(), "line ") {
			t.Errorf("%q: error %v does not name the line", bad, err)
		}
	}
}

func TestGateCountsWhatGoldDoesNotName(t *testing.T) {
	src, err := text.NewSource("Chad met Peru. Chad beat Peru.")
	if err != nil {
		t.Fatal(err)
	}
	d := &doc.Document{Source: src}
	for at := 0; at < src.Len(); {
		end := at + strings.IndexAny(src.String()[at:]+" ", " .")
		d.Tokens = append(d.Tokens, doc.Token{Span: text.MakeSpan(at, end)})
		if at = end + 1; end < src.Len() && src.String()[end] == '.' {
			at++
		}
	}
	d.Sentences = []doc.Sentence{{Range: doc.Range{First: 0, Last: 3}}, {Range: doc.Range{First: 3, Last: 6}}}
	party := []doc.ActParty{{}}
	d.Acts = []doc.Act{{Sentence: 0, Kind: plover.Consult, Parties: party}, {Sentence: 1, Kind: plover.Assault, Parties: party}}
	event := func(k plover.Kind, sentence int) record.Event {
		sp := d.Span(d.Sentences[sentence].Range)
		return record.Event{Facts: record.Facts{Kind: k}, Claims: []record.Claim{{Field: record.FieldKind, Value: k.String(), Start: sp.Start, End: sp.End}}}
	}
	f := &Found{Articles: []FoundArticle{{File: "a.txt", Doc: d}}, Events: []record.Event{event(plover.Consult, 0), event(plover.Assault, 1)}}
	c, faults, err := Gate(f, []TrueAct{{File: "a.txt", Kinds: []plover.Kind{plover.Consult}, Words: "met Peru"}})
	if err != nil {
		t.Fatal(err)
	}
	if c.Events != 1 || c.Acts != 1 || c.With != 1 || c.Kept != (Share{1, 1}) || len(faults) != 1 || c.Kinds[0] != (KindCount{plover.Assault, 1}) {
		t.Errorf("%+v, faults %+v", c, faults)
	}
	if _, _, err := Gate(f, []TrueAct{{File: "a.txt", Words: "kissed Peru"}}); err == nil {
		t.Error("words that do not stand in the text are no error")
	}
	var sum GateCounts
	sum.Add(c)
	sum.Add(c)
	if sum.Articles != 2 || sum.Kinds[0].N != 2 || sum.PerArticle() != 1 {
		t.Errorf("%+v", sum)
	}
}
