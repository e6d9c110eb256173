package syntax

import (
	"testing"

	"chancery/internal/doc"
)

func TestSurnames(t *testing.T) {
	for _, c := range []struct {
		text string
		upos doc.UPOS
	}{
		{"May spoke with him by telephone on Tuesday.", doc.PROPN},
		{"May also broke off the talks.", doc.PROPN},
		{"May had given them until Tuesday.", doc.PROPN},
		{"May the better side win.", doc.AUX},
		{"They may leave on Tuesday.", doc.AUX},
	} {
		d := parse(t, c.text)
		for i := range d.Tokens {
			if w := d.Word(int32(i)); (w == "May" || w == "may") && d.Tokens[i].UPOS != c.upos {
				t.Errorf("%s: %s is %v, want %v", c.text, w, d.Tokens[i].UPOS, c.upos)
			}
			if d.Tokens[i].Lemma == standIn {
				t.Errorf("%s: the stand-in is left as a lemma", c.text)
			}
		}
	}
}
