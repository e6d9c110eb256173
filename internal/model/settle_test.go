package model

import (
	"strings"
	"testing"

	"chancery/internal/doc"
)

func TestBaseOf(t *testing.T) {
	for form, want := range map[string]string{
		"provoking": "provoke", "banned": "ban", "carried": "carry", "bombed": "bomb", "settled": "settle", "challenged": "challenge",
		"accused": "accuse", "discussed": "discuss", "retiring": "retire", "wavering": "waver", "repeated": "repeat", "deploying": "deploy",
		"red": "red", "bring": "bring", "wed": "wed", "écrasing": "écrasing", "imposing": "impose", "visited": "visit", "patrolling": "patroll",
	} {
		if got := baseOf(form); got != want {
			t.Errorf("baseOf(%q) = %q, want %q", form, got, want)
		}
	}
}

func TestMakeScriptOfOneLetter(t *testing.T) {
	s := MakeScript("I", "I")
	for _, form := range []string{"I", "i"} {
		if got := s.Apply(form); got != "I" {
			t.Errorf("lemma of %q is %q, want I", form, got)
		}
	}
}

// What the relation of a word tells is right whatever its tag was.
func TestSettle(t *testing.T) {
	m, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		words, word string
		feat, want  string
		lemma       string
	}{
		{"They saw it .", "it", "Case", "Acc", "it"},
		{"It rained on the envoys .", "It", "Case", "Nom", "it"},
		{"Paris is considering a new treaty .", "considering", "VerbForm", "Part", "consider"},
		{"They stopped sending envoys .", "sending", "VerbForm", "Ger", "send"},
		{"The ministers visited New York .", "New", "Degree", "Pos", "New"},
		{"Kenya sent 5,000 tents .", "5,000", "NumType", "Card", "5000"},
		{"The states are neighbours .", "are", "Number", "Plur", "be"},
		{"The envoy and his aide suffer .", "suffer", "Number", "Plur", "suffer"},
	} {
		s := Sentence{Words: strings.Fields(c.words)}
		m.Analyze(&s)
		for i, w := range s.Words {
			if w != c.word {
				continue
			}
			tok := doc.Token{Feats: s.Nodes[i].Feats}
			if got := tok.Feat(c.feat); got != c.want || s.Nodes[i].Lemma != c.lemma {
				t.Errorf("%s: %s has %s=%s and lemma %s, want %s and %s", c.words, w, c.feat, got, s.Nodes[i].Lemma, c.want, c.lemma)
			}
		}
	}
}
