package act_test

import (
	"strings"
	"testing"
)

// TestOpen holds which acts stand though their other side is not named where they are told, and who it is then.
func TestOpen(t *testing.T) {
	rd := load(t)
	for _, c := range []struct{ text, has, hasNot string }{
		{"Spain is expected to impose sanctions on the smugglers next week.", "SANCTION", ""},
		{"Norway demanded that Iceland apologise. Iceland refused.", "REJECT", ""},
		{"Norway sent a ship to Iceland. Iceland refused.", "", "REJECT"},
		{"Peru shelled Chile on Monday. Japan condemned the attack.", "ACCUSE", ""},
		{"President Emmanuel Macron urged allies to send more tents.", "REQUEST", ""},
		{"President Emmanuel Macron is due in Kampala on Friday.", "CONSULT", "occurred"},
		{"Jordan cut its ties with Qatar on Tuesday. Mauritania broke them off on Friday.", "SANCTION.break-off occurred a:MRT r:QAT", ""},
		{"Jordan praised Qatar on Tuesday. Mauritania broke them off on Friday.", "", "SANCTION"},
		{"Kenya accused Somalia of violating the truce.", "ACCUSE", "REJECT"},
		{"No meeting between Kenya and Somalia is planned.", "", "planned"},
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
