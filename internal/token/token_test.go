package token

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chancery/internal/doc"
	"chancery/internal/lexicon"
	"chancery/internal/text"
)

// split returns the words of s, those that go on with a multiword token with "+" before them.
func split(t testing.TB, s string) []string {
	t.Helper()
	sp, err := lexicon.LoadSpelling()
	if err != nil {
		t.Fatal(err)
	}
	lex := &lexicon.Lexicon{Spelling: sp}
	src, err := text.NewSource(s)
	if err != nil {
		t.Fatal(err)
	}
	d := &doc.Document{Source: src}
	Annotate(d, lex)
	var words []string
	for i, tok := range d.Tokens {
		w := d.Word(int32(i))
		if tok.Joined {
			w = "+" + w
		}
		words = append(words, w)
	}
	return words
}

// Each case is a phenomenon: the text, and its words with a space between them.
var golden = []struct{ name, text, want string }{
	{"clitics", "We don't; it's China's, they'll've.", "We do +n't ; it +'s China +'s , they +'ll +'ve ."},
	{"curly apostrophes", "We don’t; it’s Poland’s.", "We do +n’t ; it +’s Poland +’s ."},
	{"contractions", "Cannot? I'm gonna, didnt", "Can +not ? I +'m gon +na , did +nt"},
	{"plural possessive", "the ministers' talks", "the ministers +' talks"},
	{"single quotes", "the 'old friends' said", "the ' old friends ' said"},
	{"apostrophe within", "O'Neill, Sha'ban, o'clock", "O'Neill , Sha'ban , o'clock"},
	{"decades", "the '90s and 1990s", "the '90s and 1990s"},
	{"hyphens", "a two-day, US-led visit", "a two - day , US - led visit"},
	{"prefixes within", "daughter-in-law, commander-in-chief", "daughter - in - law , commander - in - chief"},
	{"files and groups", "report.pdf and alt.animals.dog but end.the", "report.pdf and alt.animals.dog but end . the"},
	{"prefixes", "non-aligned, mid-August, pro-EU, Anti-war", "non-aligned , mid-August , pro-EU , Anti-war"},
	{"acronyms", "U.S.-China ties in the U.S. and U.K.", "U.S. - China ties in the U.S. and U.K."},
	{"acronym possessive", "the U.S.'s role", "the U.S. +'s role"},
	{"titles", "Gen. Mark Milley met Mr. Park.", "Gen. Mark Milley met Mr. Park ."},
	{"initials", "William J. Burns and J.K. Rowling", "William J. Burns and J.K. Rowling"},
	{"no initial", "This is plan B. The other failed.", "This is plan B . The other failed ."},
	{"months", "on Jan. 5, and Sun. 6; the Sun. He sat.", "on Jan. 5 , and Sun. 6 ; the Sun . He sat ."},
	{"number sign", "No. 10 says no. Yes", "No. 10 says no . Yes"},
	{"degree", "a Ph.D. in law", "a Ph.D. in law"},
	{"money", "$2.3 billion, US$10, €5bn, £3m", "$ 2.3 billion , US$ 10 , € 5 bn , £ 3 m"},
	{"percent", "up 10% or 3.5%", "up 10 % or 3.5 %"},
	{"dates", "16/05/2024, 2021-06-28, May 16-17, 2016-2018", "16/05/2024 , 2021-06-28 , May 16 - 17 , 2016 - 2018"},
	{"clock", "at 10:30am, 5 p.m. and 7pm.", "at 10:30 am , 5 p.m. and 7 pm ."},
	{"ordinals", "the 19th-century 2nd", "the 19th - century 2nd"},
	{"addresses", "See https://www.un.org/a?b=1, mail a.b@un.org. (reuters.com)", "See https://www.un.org/a?b=1 , mail a.b@un.org . ( reuters.com )"},
	{"missing space", "in November.Biden administration", "in November . Biden administration"},
	{"missing space after quote", "said.”The", "said . ” The"},
	{"ellipses", "Well... no… yes....", "Well ... no … yes ...."},
	{"emoji", "Hi 👍🏽👨‍👩‍👧🇫🇷!", "Hi 👍🏽 👨‍👩‍👧 🇫🇷 !"},
	{"emoticons", "thanks :) bye", "thanks :) bye"},
	{"slash", "and/or w/o AFP/Getty", "and / or w/o AFP / Getty"},
	{"ampersand", "AT&T and P&L & co", "AT&T and P&L & co"},
	{"dashes", "Xi—and Putin--met – again", "Xi — and Putin -- met – again"},
	{"quotes", `"No," he said. “Yes,” ''so''`, `" No , " he said . “ Yes , ” '' so ''`},
	{"brackets", "(CPC) [their]", "( CPC ) [ their ]"},
	{"other scripts", "Си Цзиньпин met 习近平 and عباس.", "Си Цзиньпин met 习近平 and عباس ."},
	{"invisible", "a\u200bb \ufeffc\u00add", "a b c\u00add"},
}

func TestWords(t *testing.T) {
	for _, c := range golden {
		if diff := cmp.Diff(strings.Fields(c.want), split(t, c.text)); diff != "" {
			t.Errorf("%s: %q (-want +got):\n%s", c.name, c.text, diff)
		}
	}
}
