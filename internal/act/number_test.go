package act_test

import (
	"slices"
	"testing"
)

// TestNumbers: what an act counts becomes a number with its unit; its parties, days and shares do not.
func TestNumbers(t *testing.T) {
	rd := load(t)
	for _, tt := range []struct {
		sentence string
		want     []string
	}{
		{"Poland expelled 10 Russian diplomats on Tuesday.", []string{"10 diplomats"}},
		{"Germany delivered twenty-one tanks and two dozen howitzers to Ukraine.", []string{"21 tanks", "24 howitzers"}},
		{"Britain imposed sanctions on 12 Belarusian officials and three companies.", []string{"12 officials", "3 companies"}},
		{"China agreed to lend Pakistan $4bn.", []string{"4000000000 USD"}},
		{"Japan pledged 40 million euros in aid to Moldova.", []string{"40000000 EUR"}},
		{"The European Union approved a 35 billion euro loan to Ukraine.", []string{"35000000000 EUR"}},
		{"North Korea deployed 5,000 troops along the border with South Korea.", []string{"5000 troops"}},
		{"Xi Jinping and Vladimir Putin have held more than 40 meetings.", []string{"40 meetings"}},
		{"Ten ministers of Chad and Niger signed five agreements.", []string{"5 agreements"}},
		{"Turkey released 1,200 prisoners to Syria.", []string{"1200 prisoners"}},
		{"Emmanuel Macron met Olaf Scholz in Berlin for two days.", nil},
		{"Canada sent troops to Latvia at 3 pm on 5 May.", nil},
	} {
		d := annotate(t, rd, tt.sentence)
		var got []string
		for i := range d.Acts {
			for _, n := range d.Acts[i].Numbers {
				got = append(got, n.Value)
			}
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s\n\tgot %q, want %q", tt.sentence, got, tt.want)
		}
	}
}
