package act_test

import (
	"strings"
	"testing"

	"chancery/internal/date"
	"chancery/internal/doc"
	"chancery/internal/record"
)

// pages are paragraphs of other sections; each is long enough to tell what the article is about.
var pages = map[string]string{
	"sport": `The stadium was full an hour before the match. The coach had left two strikers on the bench and asked his midfielders to
run. The goalkeeper saved a penalty in the first half and the captain headed the only goal after a corner. The referee showed four yellow
cards. The champions have lost only one game this season, and their fans sang until midnight. The trophy will be handed over on Sunday
after the last match of the tournament, when the players meet their supporters. A defender left the pitch with a sore knee and will miss
the final.`,
	"business": `The company sold more phones than analysts expected, and its shares rose. Revenue grew in all regions; profit fell because
of the price of chips. The chief executive told investors that customers had waited for the new product. Two suppliers asked for more
money. The board will pay a dividend in June. A smaller rival, which lost its largest customer to the brand last year, cut the price of
its own device. Employees of the factory are to get a bonus, and the union accepted a new contract on wages. The stock has gained a
tenth since January.`,
	"diplomacy": `The foreign ministers and their delegations came to the capital on Monday. The president's spokesman spoke of a military
threat at the border, and the prime minister of security and peace. Diplomats of the two governments have argued over the treaty for
years; the embassy was closed after the war. The army said that its troops stood ready. International mediators asked the leaders for
restraint, and the United Nations offered help with the refugees. The ministry published the statement of the two presidents on the
territory. A ceasefire is in force, but soldiers of both nations were wounded.`,
	"mixed": `Rain kept many people at home, and a train was late because of snow on the line. The new bridge will cost more than had
been planned, and engineers say that the work will take years. Opinion polls show little interest in what happens abroad; prices and
hospitals are what people name first. The central bank kept its rate, as had been expected. Historians point to long ties of language and
trade, and older people recall times when hardly a letter passed between the capitals. Some saw a football match that night and heard of it
late. A researcher at an institute, who did not want to be named, called much of it theatre for voters at home. The opposition asked for a
debate. A former ambassador wrote that a good deal depends on the mood of the next months.`,
}

func TestGate(t *testing.T) {
	for _, tt := range []struct {
		page, words string
		want        int // acts: none, or some
	}{
		{"sport", "Denmark attacked Norway with long balls.", 0},
		{"sport", "Sweden refused to give up and threatened Denmark to the end.", 0},
		{"sport", "Brazil and Japan met in Osaka on Friday.", 0},
		{"sport", "Japanese Prime Minister Shinzo Abe met Australian Prime Minister Scott Morrison in Tokyo on Friday.", 1},
		{"business", "The Koreans accused Japan of copying the hinge.", 0},
		{"business", "Germany rejected the offer from France.", 0},
		{"business", "China imposed sanctions on Lithuania on Friday, and the foreign ministry in Vilnius summoned the Chinese ambassador.", 1},
		{"mixed", "Denmark shelled villages in Norway on Friday.", 1},
		{"mixed", "Germany on Friday rejected the offer from France.", 1},
		{"mixed", "The company in Denmark rejected the offer.", 0},
		{"diplomacy", "Denmark attacked Norway on Friday.", 1},
		{"diplomacy", "Germany rejected the offer from France.", 1},
		{"diplomacy", "The coach, Peter Ostrander, refused to leave the hotel.", 0},
		{"diplomacy", "The owner of the shop, Jane Ostrander, travelled to Lima.", 0},
	} {
		d := readText(t, "Thursday, 12 March 2020\n\n"+strings.ReplaceAll(pages[tt.page], "\n", " ")+"\n\n"+tt.words+"\n")
		n := 0
		for _, a := range d.Acts {
			if strings.Contains(tt.words, d.Text(d.Sentences[a.Sentence].Range)) {
				n++
			}
		}
		if n > 0 != (tt.want > 0) {
			t.Errorf("%s: %q: %d acts: %s", tt.page, tt.words, n, rulesOf(d))
		}
	}
}

// TestGateJudgesByParts reads a page that holds two articles: what the one is about says nothing of the other.
func TestGateJudgesByParts(t *testing.T) {
	sport := strings.Repeat(strings.ReplaceAll(pages["sport"], "\n", " ")+"\n\n", 12)
	news := strings.Repeat(strings.ReplaceAll(pages["diplomacy"], "\n", " ")+"\n\n", 12)
	d := readText(t, sport+"Denmark attacked Norway.\n\n"+sport+news+"Chad attacked Sudan.\n\n"+news)
	var at []string
	for _, a := range d.Acts {
		at = append(at, d.Text(d.Sentences[a.Sentence].Range))
	}
	all := strings.Join(at, " ")
	if strings.Contains(all, "Denmark") || !strings.Contains(all, "Chad attacked Sudan.") {
		t.Errorf("acts in %q", at)
	}
}

func readText(t *testing.T, s string) *doc.Document {
	t.Helper()
	rd, err := reader()
	if err != nil {
		t.Fatal(err)
	}
	r, err := rd.Read(record.Article{Text: s, Published: date.MakeRange(date.MakeDay(2020, 3, 12), date.Stated)})
	if err != nil {
		t.Fatal(err)
	}
	return r.Doc
}

func rulesOf(d *doc.Document) string {
	var out []string
	for _, a := range d.Acts {
		out = append(out, a.Rule)
	}
	return strings.Join(out, " ")
}
