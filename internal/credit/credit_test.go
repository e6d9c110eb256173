package credit_test

import (
	"strings"
	"sync"
	"testing"

	"chancery/internal/credit"
	"chancery/internal/doc"
	"chancery/internal/layout"
	"chancery/internal/lexicon"
	"chancery/internal/sentence"
	"chancery/internal/text"
	"chancery/internal/token"
)

var load = sync.OnceValues(lexicon.Load)

func annotate(t testing.TB, s, outlet string) *doc.Document {
	t.Helper()
	lex, err := load()
	if err != nil {
		t.Fatal(err)
	}
	src, err := text.NewSource(s)
	if err != nil {
		t.Skip(err)
	}
	d := &doc.Document{Source: src, Meta: doc.Meta{Outlet: outlet}}
	layout.Annotate(d, lex)
	token.Annotate(d, lex)
	sentence.Annotate(d, lex)
	credit.Annotate(d, lex)
	return d
}

// whole is the credit of the whole article.
func whole(d *doc.Document) string {
	if len(d.Credits) > 0 && d.Credits[0].Sentence == doc.None {
		return d.Credits[0].Outlet
	}
	return ""
}

const filler = "\n\nThe delegations will meet again in the autumn, and a working group on trade is to prepare the next round of consultations.\n\nNo further details were given about the programme of the visit or about the documents that may be signed there.\n"

func TestWholeArticle(t *testing.T) {
	for _, tt := range []struct{ text, outlet, want string }{
		// Date lines, bylines, signatures, lines of source.
		{"Ministers meet in Lima\n\nLIMA, May 3 (Xinhua) -- The foreign ministers of Peru and Chad met in Lima on Friday to talk about trade." + filler, "Daily Lantern", "Xinhua"},
		{"Ministers meet in Lima\n\nLIMA (AP) — The foreign ministers of Peru and Chad met in Lima on Friday to talk about trade." + filler, "Daily Lantern", "Associated Press"},
		{"Ministers meet in Lima\n\nMOSCOW, May 3. /TASS/. The foreign ministers of Peru and Chad met in Lima on Friday to talk about trade." + filler, "Daily Lantern", "TASS"},
		{"Ministers meet in Lima\n\nLIMA (Polaris Wire) - The foreign ministers of Peru and Chad met in Lima on Friday to talk about trade." + filler, "Daily Lantern", "Polaris Wire"},
		{"Ministers meet in Lima\n\nBy Agence France-Presse\n\nThe foreign ministers of Peru and Chad met in Lima on Friday to talk about trade." + filler, "Daily Lantern", "Agence France-Presse"},
		{"Ministers meet in Lima\n\nJane Doe, Reuters\n\nThe foreign ministers of Peru and Chad met in Lima on Friday to talk about trade." + filler, "Daily Lantern", "Reuters"},
		{"Ministers meet in Lima\n\nThe foreign ministers of Peru and Chad met in Lima on Friday to talk about trade." + filler + "\nSource: Anadolu Agency\n", "Daily Lantern", "Anadolu Agency"},
		{"Ministers meet in Lima\n\nThe foreign ministers of Peru and Chad met in Lima on Friday to talk about trade." + filler + "\nWith reporting by Reuters\n", "Daily Lantern", "Reuters"},
		{"Ministers meet in Lima\n\nThe foreign ministers of Peru and Chad met in Lima on Friday to talk about trade." + filler + "\nThis article was first published by The Harbour Post.\n", "Daily Lantern", "Harbour Post"},
		{"Ministers meet in Lima\n\nThe foreign ministers of Peru and Chad met in Lima on Friday to talk about trade." + filler + "\nThey had last spoken in March, both said after the talks in the old palace by the sea. (AFP)\n", "Daily Lantern", "Agence France-Presse"},
		// First words.
		{"Ministers meet in Lima\n\nThe foreign ministers of Peru and Chad met in Lima on Friday, Xinhua reported." + filler, "Daily Lantern", "Xinhua"},
		{"Ministers meet in Lima: KCNA says\n\nThe foreign ministers of Peru and Chad met there on Friday. They talked about trade." + filler, "Daily Lantern", ""},
		{"Ministers meet in Lima\n\nThe foreign ministers of Peru and Chad will meet in Lima, according to a Reuters report." + filler, "Daily Lantern", "Reuters"},
		// Its own reports.
		{"Ministers meet in Lima\n\nThe foreign ministers of Peru and Chad met in Lima on Friday to talk about trade." + filler, "Daily Lantern", ""},
		{"Ministers meet in Lima\n\nThe foreign ministers of Peru and Chad met in Lima on Friday, their spokesman told Reuters." + filler, "Reuters", ""},
		{"Ministers meet in Lima\n\nThe foreign ministers of Peru and Chad met in Lima on Friday, the foreign ministry said in a statement." + filler, "Daily Lantern", ""},
		{"Ministers meet in Lima\n\nThe foreign ministers of Peru and Chad met in Lima on Friday to talk about trade." + filler + "\nAdditional reporting by AFP\n", "Daily Lantern", ""},
		{"Ministers meet in Lima\n\nThe ministers shake hands in Lima on Friday. [Photo/Xinhua]\n\nThe foreign ministers of Peru and Chad met in Lima on Friday to talk about trade." + filler, "Daily Lantern", ""},
		{"Ministers meet in Lima\n\nThe foreign ministers of Peru (left) and Chad met in Lima on Friday to talk about trade." + filler, "Daily Lantern", ""},
	} {
		if got := whole(annotate(t, tt.text, tt.outlet)); got != tt.want && !(strings.Contains(tt.text, "KCNA says") && got == "KCNA") {
			t.Errorf("credit %q, want %q:\n%s", got, tt.want, tt.text)
		}
	}
}

func TestSentences(t *testing.T) {
	for _, tt := range []struct{ sentence, want string }{
		{"The two ministers met in Lima on Friday, Xinhua reported.", "Xinhua"},
		{"The two ministers met in Lima on Friday, China's state news agency Xinhua reported.", "Xinhua"},
		{"Citing officials, the Financial Times said that the talks had failed.", "Financial Times"},
		{"According to the Russian news agency Interfax, the talks had failed.", "Interfax"},
		{"The talks had failed, an official told AFP on condition of anonymity.", "Agence France-Presse"},
		{"The president told Israel's Channel 12 that he would not go.", "Channel 12"},
		{"The Yedioth Ahronoth newspaper reported that envoys had met in secret.", "Yedioth Ahronoth"},
		{"The Baltic Lantern newspaper reported that envoys had met in secret.", "Baltic Lantern"},
		{"Envoys had met in secret, according to the Strait Courier.", "Strait Courier"},
		{"Envoys had met in secret, reported Kyodo.", "Kyodo"},
		{"The talks had failed, the envoy said in an interview with the Baltic Lantern newspaper.", "Baltic Lantern"},
		{"The Inland Courier Wednesday quoted the envoy.", "Inland Courier"},
		{"Reuters first reported the planned visit.", "Reuters"},
		{"In an interview with the BBC, he ruled out talks.", "BBC"},
		{"The visit was cancelled, dpa reports.", "Deutsche Presse-Agentur"},

		{"The two ministers met in Lima on Friday, the foreign ministry reported.", ""},
		{"The International Atomic Energy Agency said that inspectors had left.", ""},
		{"According to the Kremlin Press Service, the talks lasted an hour.", ""},
		{"The minister told reporters that the talks had failed.", ""},
		{"Police arrested a Reuters journalist in the capital.", ""},
		{"Xinhua and TASS signed an agreement on cooperation.", ""},
		{"Fars Province said that schools would close.", ""},
		{"The United Nations said that aid was on its way.", ""},
		{"The newspaper said that the talks had failed.", ""},
		{"Another news agency quoted the governor as saying that five had been hurt.", ""},
		{"According to an Atlanta newspaper, the talks had failed.", ""},
		{"A witness told The News that the talks had failed.", ""},
		{"Dawn Smith said that she had seen nothing.", ""},
		{"He visited Petra and told guides that he would return.", ""},
		{"According to President Ana Ruiz, the post is vacant.", ""},
	} {
		text := "Envoys and ministers\n\nFor the second time this year, envoys of the neighbours were in town to see whether anything can be saved of the accord.\n\n" + tt.sentence + filler
		d := annotate(t, text, "Daily Lantern")
		at, got := uint32(strings.Index(text, tt.sentence)), ""
		for i := range d.Sentences {
			if sp := d.Span(d.Sentences[i].Range); sp.Start <= at && at < sp.End {
				got = d.CreditOf(int32(i))
			}
		}
		if got != tt.want {
			t.Errorf("credit %q, want %q: %s", got, tt.want, tt.sentence)
		}
		if w := whole(d); w != "" {
			t.Errorf("whole article credited to %q: %s", w, tt.sentence)
		}
	}
}

func FuzzAnnotate(f *testing.F) {
	for _, s := range []string{"", "(AFP)", "LIMA (", "Source: ", "told Reuters", "The Times the Times the Times", "\n\n/TASS/\n\n(/)[", "by The "} {
		f.Add(s, "The Times")
	}
	f.Fuzz(func(t *testing.T, s, outlet string) {
		d := annotate(t, s, outlet)
		last := int32(-2)
		for _, c := range d.Credits {
			if c.Sentence <= last || c.End > uint32(d.Len()) || c.Start >= c.End || c.Outlet == "" {
				t.Errorf("%+v after sentence %d in %q", c, last, s)
			}
			last = c.Sentence
		}
	})
}

func BenchmarkAnnotate(b *testing.B) {
	text := strings.Repeat("The foreign ministers of Peru and Chad met in Lima on Friday to talk about trade, President Ana Ruiz said."+filler, 100)
	d := annotate(b, text, "Daily Lantern")
	lex, err := load()
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		d.Credits = nil
		credit.Annotate(d, lex)
	}
}
