package score

import (
	"strings"
	"testing"
)

const (
	ecbGold = `[
  {"doc_id": "1_2", "sent_id": 0, "tokens_number": [2], "coref_chain": "ACT1"},
  {"doc_id": "1_1", "sent_id": 3, "tokens_number": [1, 3], "coref_chain": "ACT1"},
  {"doc_id": "1_2", "sent_id": 4, "tokens_number": [0], "coref_chain": "ACT2"}]`
	ecbTokens = "1_1\t0\t0\tTalks\t-\n1_1\t3\t0\tThey\t-\n1_1\t3\t1\theld\tACT1\n1_1\t3\t2\t``\tACT1\n1_1\t3\t3\ttalks\tACT1\n" +
		"1_2\t0\t0\tMr.\t-\n1_2\t0\t1\tBa\t-\n1_2\t0\t2\tvisited\tACT1\n1_2\t0\t3\t-Łódź\t-\n\n1_2\t4\t0\tUnseen\tACT2\n"
	ecbTexts = `{"doc_id": "1_1", "title": "Talks.", "text": "Talks were to come. They held \"talks\"."}
{"doc_id": "1_2", "title": "A day", "text": "Mr . Ba visited - Łódź."}
`
)

func TestReadECB(t *testing.T) {
	docs, err := ReadECB(strings.NewReader(ecbGold), strings.NewReader(ecbTokens), strings.NewReader(ecbTexts))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, d := range docs {
		for _, m := range d.Mentions {
			line := d.ID + " " + m.Chain
			for _, sp := range m.Spans {
				line += " " + d.Text[sp.Start:sp.End]
			}
			got = append(got, line)
		}
	}
	if s := strings.Join(got, "; "); s != "1_2 ACT1 visited; 1_2 ACT2; 1_1 ACT1 held talks" {
		t.Errorf("read %s", s)
	}
	if docs[1].Text != "Talks.\n\nTalks were to come. They held \"talks\"." {
		t.Errorf("text %q", docs[1].Text)
	}
	if sp := docs[1].Mentions[0].Spans[0]; sp.Start != 33 {
		t.Errorf("held is at %v", sp)
	}
}

func TestReadECBRefuses(t *testing.T) {
	for _, tt := range []struct{ gold, tokens, texts, want string }{
		{"{", ecbTokens, ecbTexts, "mentions"},
		{`[{"doc_id": "1_1", "coref_chain": "A"}]`, ecbTokens, ecbTexts, "tokens_number"},
		{ecbGold, "1_1\t0\t0\n", ecbTexts, "line 1"},
		{ecbGold, "1_1\tx\t0\tTalks\n", ecbTexts, "line 1"},
		{ecbGold, "1_1\t0\t1\tTalks\n", ecbTexts, "want 0"},
		{ecbGold, ecbTokens, `{"doc_id": "1_1"}`, "no text of 1_2"},
		{ecbGold, ecbTokens, `{"title": "1_1"}`, "no doc_id"},
		{ecbGold, ecbTokens, `[`, "texts: line 1"},
	} {
		_, err := ReadECB(strings.NewReader(tt.gold), strings.NewReader(tt.tokens), strings.NewReader(tt.texts))
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("error %v, want one with %q", err, tt.want)
		}
	}
}
