package lexicon

import (
	"testing"

	"chancery/internal/date"
)

func TestMisspelt(t *testing.T) {
	r := register(t)
	day := func(s string) date.Day {
		d, err := date.ParseDay(s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	for _, c := range []struct {
		name, country string
		roles         []string
		day, want     string
	}{
		{"Dilma Roussef", "BRA", []string{"president"}, "2012-04-09", "dilma-rousseff"},
		{"George Panandreou", "GRC", nil, "2011-06-13", "george-papandreou"},
		{"Asif Zadari", "PAK", []string{"president"}, "2012-05-21", "asif-ali-zardari"},
		{"Asif Zadari", "PAK", []string{"foreign-minister"}, "2012-05-21", ""}, // another office
		{"Dilma Roussef", "BRA", []string{"president"}, "2019-04-09", ""},      // not in office
		{"Dilma Roussef", "ARG", nil, "2012-04-09", ""},                        // another country
		{"Angela Merk", "DEU", nil, "2012-04-09", ""},                          // too short
		{"Angela Berkel", "DEU", nil, "2012-04-09", ""},                        // another first letter
		{"Roussefff-x", "BRA", nil, "2012-04-09", ""},
		{"", "BRA", nil, "2012-04-09", ""},
	} {
		got := ""
		if p := r.Misspelt(c.name, c.country, c.roles, day(c.day)); p != nil {
			got = p.ID
		}
		if got != c.want {
			t.Errorf("%s of %s on %s: %q, want %q", c.name, c.country, c.day, got, c.want)
		}
	}
}

func TestSlips(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"ROUSSEF", "ROUSSEFF", true}, {"TALEBANI", "TALABANI", true}, {"YILDERIM", "YILDIRIM", true}, {"OBSANJO", "OBASANJO", true},
		{"SHEVERDNADZE", "SHEVARDNADZE", true}, {"MUSAVEN", "MUSEVENI", false}, {"SMITH", "SMITS", true}, {"SMITH", "SCHMIDT", false},
		{"ZADARI", "ZARDARI", true}, {"ZADRARI", "ZARDARI", true}, {"PUTIN", "PUTAN", true}, {"RICE", "RISE", false},
	} {
		if got := isSlip(c.a, c.b); got != c.want {
			t.Errorf("isSlip(%s, %s) = %v", c.a, c.b, got)
		}
	}
}
