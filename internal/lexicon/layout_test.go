package lexicon

import (
	"strings"
	"testing"
)

func TestLayoutLoads(t *testing.T) {
	lex := &Lexicon{}
	if err := loadLayout(lex); err != nil {
		t.Fatal(err)
	}
	l := lex.Layout
	if l.Dates["sept"] != "month" || l.Dates["gmt"] != "zone" || !l.Menu["home"] || !l.Titles["BREAKING"] || !l.Roles["correspondent"] {
		t.Error("a word class is missing")
	}
	if o := l.Outlets["afp"]; o.Name != "Agence France-Presse" || !o.Agency {
		t.Errorf("AFP = %+v", o)
	}
	if len(l.Code) < 20 || len(l.Lines) < 50 {
		t.Errorf("%d marks of code, %d first words of lines", len(l.Code), len(l.Lines))
	}
}

func TestLinePatternErrors(t *testing.T) {
	for _, c := range []struct{ why, row string }{
		{"unknown kind", "menu\tany\t3\tread more\tRead more"},
		{"unknown place", "furniture\tmiddle\t3\tread more\tRead more"},
		{"no number", "furniture\tany\tx\tread more\tRead more"},
		{"three stars", "furniture\tany\t9\t* a * b *\ta b"},
		{"no example", "furniture\tany\t3\tread more\t"},
	} {
		if _, err := parseLinePattern(row{file: "x.tsv", line: 7, cols: strings.Split(c.row, "\t")}); err == nil {
			t.Errorf("%s: want an error", c.why)
		}
	}
}
