package lexicon

import "testing"

func TestOutletNames(t *testing.T) {
	lex, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	for in, want := range map[string]string{
		"AFP": "Agence France-Presse", "Agence France Presse": "Agence France-Presse", "Xinhua News Agency": "Xinhua", "the BBC": "BBC", "Tasnim news agency": "Tasnim",
		"The Harbour Post": "Harbour Post", "Harbour Post": "Harbour Post", "CNN.com": "CNN", "New York Times": "The New York Times", "": "", "The": "The",
	} {
		if got := lex.Credit.OutletName(in); got != want {
			t.Errorf("%q is %q, want %q", in, got, want)
		}
	}
	if name, ok := lex.Credit.Outlets["getty images"]; ok {
		t.Errorf("%s tells news", name)
	}
}
