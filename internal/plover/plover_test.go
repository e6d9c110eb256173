package plover

import (
	"encoding/json"
	"testing"
)

func TestNamesComeBack(t *testing.T) {
	for _, k := range Kinds {
		if back, err := ParseKind(k.String()); err != nil || back != k {
			t.Errorf("kind %v came back as %v, %v", k, back, err)
		}
		if k.Quad() == NoQuad {
			t.Errorf("kind %v has no quad", k)
		}
	}
	for i := range modeNames {
		if back, err := ParseMode(Mode(i).String()); err != nil || back != Mode(i) {
			t.Errorf("mode %d came back as %v, %v", i, back, err)
		}
	}
	if Unconventional.String() != "unconventional" || Letter.String() != "letter" || Hypothetical.String() != "hypothetical" || Mediator.String() != "mediator" {
		t.Error("a table of names is out of step with its constants")
	}
	var s struct{ Status Status }
	if err := json.Unmarshal([]byte(`{"Status":"held"}`), &s); err == nil {
		t.Error("an unknown status must be refused")
	}
}

func TestEveryModeBelongsToAKind(t *testing.T) {
	for m := NoMode + 1; int(m) < len(modeNames); m++ {
		found := false
		for _, k := range Kinds {
			found = found || k.HasMode(m)
		}
		if !found {
			t.Errorf("no kind has the mode %v", m)
		}
	}
	if Consult.Score(Visit) != 4 || Consult.Score(Troops) != 2.5 || Consult.HasMode(Troops) {
		t.Error("score of a mode is wrong")
	}
}
