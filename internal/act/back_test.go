package act_test

import (
	"strings"
	"testing"
)

// TestBack holds who is the other side of an act that speaks of one told before.
func TestBack(t *testing.T) {
	rd := load(t)
	for _, c := range []struct{ text, has, hasNot string }{
		{"Peru and Chile reached an accord in Lima on Monday. Spain welcomed the accord.", "a:ESP r:PER r:CHL", ""},
		{"Peru expelled two diplomats of Chile on Monday. Spain backed the expulsions.", "a:ESP r:PER", ""},
		{"North Korea fired a missile on Monday. Japan condemned the launch.", "a:JPN r:PRK", ""},
		{"UN Secretary-General Antonio Guterres met ministers. Peru shelled Chile on Monday. Antonio Guterres condemned the attack.", "a:antonio-guterres r:PER", ""},
		{"Peru accused Chile of spying. Spain called for restraint.", "a:ESP r:PER r:CHL", ""},
		{"Peru rejected a plan by Chile. Chile demanded that the talks go on.", "a:CHL r:PER", ""},
		{"Peru rejected a plan by Chile. Spain demanded that its own citizens leave.", "", "a:ESP r:PER"},
		{"Peru and Chile held talks in Madrid on Monday at the invitation of Spain.", "a:PER a:CHL r:ESP", ""},
		{"Peru and Chile held talks at the invitation of Chile.", "", "r:CHL"},
		{"Had Peru accused Chile of spying, Spain would have called for restraint.", "", "occurred"},
		{"Germany, France and Poland expelled four diplomats of Iran. At Peru's request ministers met Chile in Lima.", "SANCTION", ""},
		{"Peru and Chile reached an accord. Spain welcomed the end of the football season.", "", "a:ESP r:PER"},
	} {
		d := annotate(t, rd, c.text)
		var told strings.Builder
		for i := range d.Acts {
			told.WriteString(describe(d, &d.Acts[i]) + "\n")
		}
		if got := told.String(); !strings.Contains(got, c.has) || c.hasNot != "" && strings.Contains(got, c.hasNot) {
			t.Errorf("%s: want %q and not %q, got\n%s", c.text, c.has, c.hasNot, got)
		}
	}
}
