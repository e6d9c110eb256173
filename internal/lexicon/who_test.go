package lexicon

import "testing"

func TestWhoWords(t *testing.T) {
	lex, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	w := lex.Who
	for _, c := range []struct {
		name string
		want Gender
		ok   bool
	}{
		{"Emmanuel", Male, true}, {"Ursula", Female, true}, {"Recep", Male, true}, {"Jordan", UnknownGender, true}, {"Ursula-X", 0, false}, {"Ministry", 0, false},
	} {
		if got, ok := w.Given(c.name); got != c.want || ok != c.ok {
			t.Errorf("Given(%q) = %d %v", c.name, got, ok)
		}
	}
	if h, ok := w.Honorific("Gen"); !ok || h.Sector != "MIL" {
		t.Error("Gen is a rank")
	}
	if h, ok := w.Honorific("Mrs."); !ok || h.Gender != Female {
		t.Error("Mrs. is a form of address of women")
	}
	if start, ok := w.Particle("bin"); !start || !ok {
		t.Error("bin may begin a last name")
	}
	if k, ok := w.Kind("University"); !ok || k.Kind != "ORG" || !k.First || !k.Last || k.Sector != "EDU" {
		t.Errorf("University: %v", k)
	}
	if n, ok := w.Noun("countries"); !ok || !n.Plural || n.Class != NounState {
		t.Errorf("countries: %v", n)
	}
	if !w.IsCommon("analysts") || w.IsCommon("ankara") {
		t.Error("common words are not told from names")
	}
	if !w.IsWoman("Hua Chunying") || w.IsWoman("Xi Jinping") {
		t.Error("women are not told")
	}
}
