package doc

import (
	"testing"

	"chancery/internal/text"
)

func TestNamesOfCodesComeBack(t *testing.T) {
	for i := range NumUPOS {
		if got := ParseUPOS(UPOS(i).String()); got != UPOS(i) {
			t.Errorf("part of speech %d came back as %d", i, got)
		}
	}
	for i := range NumRels {
		if got := ParseRel(Rel(i).String()); got != Rel(i) {
			t.Errorf("relation %d came back as %d", i, got)
		}
	}
	if VERB.String() != "VERB" || X.String() != "X" || Xcomp.String() != "xcomp" || MarkRel.String() != "mark" || OblUnmarked.String() != "obl:unmarked" {
		t.Error("a table of names is out of step with its constants")
	}
	if tag := MakeNameTag(GPE, true); tag.Kind() != GPE || !tag.Begins() || NameTag(0).Kind() != NoName {
		t.Error("name tags do not come back")
	}
}

func TestFeat(t *testing.T) {
	tok := Token{Feats: "Mood=Ind|Number=Sing|Tense=Past"}
	for name, want := range map[string]string{"Mood": "Ind", "Number": "Sing", "Tense": "Past", "Num": "", "Case": ""} {
		if got := tok.Feat(name); got != want {
			t.Errorf("Feat(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestLookUpByPlace(t *testing.T) {
	src, _ := text.NewSource("Xi met Putin. He left.")
	d := &Document{Source: src}
	for _, sp := range [][2]int{{0, 2}, {3, 6}, {7, 12}, {12, 13}, {14, 16}, {17, 21}, {21, 22}} {
		d.Tokens = append(d.Tokens, Token{Span: text.MakeSpan(sp[0], sp[1])})
	}
	d.Sentences = []Sentence{{Range: Range{0, 4}}, {Range: Range{4, 7}}}
	if d.SentenceAt(3) != 0 || d.SentenceAt(4) != 1 {
		t.Error("SentenceAt is wrong")
	}
	if d.TokenAt(6) != 2 || d.TokenAt(22) != 7 || d.Text(d.Sentences[1].Range) != "He left." {
		t.Error("TokenAt or Text is wrong")
	}
	d.Mark(Tokens | Sentences)
	if d.Has(Names) || !d.Has(Tokens) || d.Has(Tokens|Names) {
		t.Error("layers that were not looked for must differ from those that were")
	}
}
