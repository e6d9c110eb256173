package lexicon

import (
	"testing"

	"chancery/internal/plover"
)

func TestFramesAndActsLoad(t *testing.T) {
	lex := &Lexicon{}
	if err := loadFrames(lex); err != nil {
		t.Fatal(err)
	}
	if err := loadActs(lex); err != nil {
		t.Fatal(err)
	}
	kinds := map[plover.Kind]int{}
	for _, f := range lex.Frames.All {
		kinds[f.Kind]++
		if len(f.Actors) == 0 && len(f.Recipients) == 0 {
			t.Errorf("%s: %s has no slot for a party", f.Where, f.ID)
		}
	}
	for _, k := range plover.Kinds {
		if kinds[k] == 0 {
			t.Errorf("no frame tells %s", k)
		}
	}
	if len(lex.Frames.All) < 300 {
		t.Errorf("%d frames", len(lex.Frames.All))
	}
}

func TestFrameExampleMarks(t *testing.T) {
	e, err := makeExample("[a Emmanuel Macron] will visit [r Chad]. {planned}")
	if err != nil {
		t.Fatal(err)
	}
	if e.Text != "Emmanuel Macron will visit Chad." || len(e.Actors) != 1 || e.Recipients[0] != "Chad" || e.Status != plover.Planned {
		t.Errorf("%+v", e)
	}
	for _, bad := range []string{"[x Chad] spoke.", "[a Chad spoke.", "Chad spoke. {perhaps}"} {
		if _, err := makeExample(bad); err == nil {
			t.Errorf("%q is taken", bad)
		}
	}
}

func TestFrameOrder(t *testing.T) {
	lex := &Lexicon{}
	if err := loadFrames(lex); err != nil {
		t.Fatal(err)
	}
	for lemma, list := range lex.Frames.byLemma[VerbFrame] {
		for i := 1; i < len(list); i++ {
			if list[i-1].weight() < list[i].weight() {
				t.Errorf("%s: %s asks for less than %s and stands before it", lemma, list[i-1].ID, list[i].ID)
			}
		}
	}
}
