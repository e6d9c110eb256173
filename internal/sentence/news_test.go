package sentence

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"chancery/internal/doc"
	"chancery/internal/lexicon"
	"chancery/internal/text"
)

// Each line is a paragraph of a report, "|" stands where a sentence ends within it.
var news = []string{
	// Abbreviations, titles, initials.
	"Gen. Lloyd Austin called Adm. Rob Bauer.| Lt. Col. Ann Reyes took notes.",
	"Mrs. Sandu, Mr. Recean and Ms. Popescu signed.| Prof. Ion spoke.",
	"President John F. Kennedy met Nikita S. Khrushchev in Vienna.| They disagreed.",
	"The U.S. Secretary of State and the U.K. Foreign Secretary spoke.| No date was set.",
	"Aid from the U.S. is expected.| Aid from the E.U. has arrived.",
	"She flew home from the U.S.| Her deputy stayed behind.",
	"The plane landed at 7:40 a.m. on Tuesday and left at 5 p.m. the next day.",
	"The talks began at 9 a.m. Friday and ended at noon.",
	"Sen. Marco Rubio, R-Fla., and Rep. Ro Khanna, D-Calif., asked for papers.",
	"A senator (D-Mass.) said so.| His office did not.",
	"Art. 5 of the treaty and No. 3 on the list were named.| Para. 2 was not.",
	"St. Petersburg hosted the forum.| Mt. Lebanon did not.",
	"Huawei Technologies Co. Ltd. denied it.| So did Gazprom Neft Inc.| They will appeal.",
	"He named missiles, drones, etc. as examples.",
	"The visit runs from Jan. 4 to Feb. 2, officials said.| On Mar. 3 it ends.",
	"J.D. Vance met J. B. Pritzker.| It was brief.",
	"Dr. Tedros Adhanom Ghebreyesus spoke to Sen. Chris Coons.",
	"The Rev. Al Green and the Hon. Mary Ash attended.",
	"Washington vs. Beijing was the theme.",
	"Kim Jong Un met Moon Jae In.| Xi Jinping met Lee Hsien Loong and Nguyen Phu Trong.",
	// Quotes.
	"“We will not yield,” Zelensky said.| “We never did.”",
	"“Is there a deal?” a reporter asked.| “Not yet!” Lavrov replied.",
	"“It is over.| We go home,” he said.",
	"\"We have a deal.\"| The minister smiled.| \"A good one.\"",
	"\"Will you go?\" Fidan asked.| He nodded.",
	"‘This is war.’| Nobody answered.",
	"He said: “We are ready.”| She said nothing.",
	"Macron told reporters: “Europe must act.| It must act now.”",
	"Asked about “red lines”, Peskov said there were none.",
	"He called it “a mistake (a grave one).”| The envoy agreed.",
	"“No comment.”| That was all he said.",
	"“Stop!” she cried.| “Enough!”",
	"The treaty — “a relic,” in his words — lapsed.",
	"\"Hide!\" the guard shouted.| Then came the blast.",
	// Numbers and marks.
	"Exports grew 4.2 percent to $1.75 billion.| Imports fell 0.3 percent.",
	"It cost SGD1.75 billion, or 2.4 percent of output.",
	"The deal of 2015 was signed in Vienna.| 2018 saw its end.",
	"Two ships sank.| 14 sailors died.| Three were saved.",
	"He paused ... and went on.| Then he stopped...| Nobody clapped.",
	"Yes... no... perhaps, he said.",
	"Who fired first?| Why?| Nobody knows.",
	"The question is: who pays?",
	"There is one problem: Russia has a veto.",
	"Three points were agreed: trade, transit and a hot line.",
	"The ministers met; they did not shake hands.",
	"The envoys (there were nine) left at dawn.| (Two came back.)| The rest did not.",
	"Talks failed [see page 4].| New ones are planned.",
	"The rate was 1.5.| It is 2.0 now.",
	"It is on www.un.org, Reuters.com and in report.pdf as well.",
	"T.Y. Hilton and W.E.B. Griffin flew to D.C. with C.J. Cregg.",
	"The envoy left at 4 p.m.| Police closed the road.",
	"Yahoo! and Jeopardy! are brands.",
	// Missing spaces.
	"The talks ended in Oslo.|The parties will meet again.",
	"The envoy left Doha.|“We failed,” he said.",
	"It was a success!|Everybody went home.",
	// Date lines.
	"KYIV (Reuters) - |Two drones hit the port.| Nobody was hurt.",
	"ADDIS ABABA, Nov. 2 (Xinhua) -- |The parties signed.",
	"PARIS — |France recalled its envoy.",
	"GENEVA/VIENNA (AP) — |The talks resumed.",
	// Headlines, captions, signatures: the line is all.
	"Xi, Putin Hail Ties in Beijing as War Drags On",
	"Minister Resigns Over Leak; Party Divided",
	"LIVE: Trump and Kim Meet in Hanoi",
	"UN CHIEF WARNS OF WAR",
	"THE MINISTER RESIGNED.| NO SUCCESSOR WAS NAMED.",
	"Leaders of the G7 pose for a picture in Hiroshima, Japan, on May 20, 2023",
	"Reporting by Ana Lima in Brasilia; Editing by Tom Hart",
	"By Maria Souza and Peter O'Neill",
	"Photo: Ministry of Foreign Affairs of Japan",
	// Lower case and attribution.
	"the meeting ended late.| the envoys left.",
	"Iran rejects talks, says Khamenei.| U.S. Treasury widens sanctions.",
	"The EU's Borrell and Turkey's Cavusoglu met in Skopje, North Macedonia, on Thursday on the sidelines of the OSCE Ministerial Council.",
	"Foreign Minister Sheikh Mohammed bin Abdulrahman Al Thani met Prime Minister Anwaar ul Haq Kakar.",
	"Prime Minister Narendra Modi Thursday inaugurated the port.| Defence Minister Rajnath Singh Friday denied it.",
	"The state news agency KCNA said the missile, a Hwasong-18, flew 1,002 km.",
}

func TestNews(t *testing.T) {
	for _, c := range news {
		checkSplit(t, c, c)
	}
	// All of them as paragraphs of one text: what stands around must not matter.
	checkSplit(t, "all together", strings.ReplaceAll(strings.Join(news, "|\n\n"), "||", "|"))
}

func checkSplit(t *testing.T, name, c string) {
	t.Helper()
	var want []string
	for part := range strings.SplitSeq(c, "|") {
		want = append(want, strings.TrimSpace(part))
	}
	d := annotate(t, strings.ReplaceAll(c, "|", ""))
	var got []string
	for _, s := range d.Sentences {
		got = append(got, d.Text(s.Range))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}

// Lists, menus and letters have ends without any mark: what the model is for.
func TestEndsWithoutMarks(t *testing.T) {
	for _, c := range []string{
		"Please call me tomorrow.| Thanks| John",
		"- Trade|\n- Transit|\n- A hot line",
		"• The envoys met.|\n• No date was set",
		"See the attached file.| Regards,| Ann",
	} {
		checkSplit(t, c, c)
	}
}

// In a headline only marks end a sentence.
func TestHeadlineEndsAtMarks(t *testing.T) {
	const s = "Please call me tomorrow. Thanks John"
	for _, c := range []struct {
		kind doc.BlockKind
		want int
	}{{doc.Title, 2}, {doc.Body, 3}} {
		d := annotate(t, s, doc.Block{Span: text.MakeSpan(0, len(s)), Kind: c.kind})
		if len(d.Sentences) != c.want {
			t.Errorf("%v: %d sentences, want %d", c.kind, len(d.Sentences), c.want)
		}
	}
}

// hostile is text that no report has.
var hostile = map[string]string{
	"no end":         strings.Repeat("word ", 10000),
	"no end capital": strings.Repeat("Word ", 10000),
	"stops":          strings.Repeat(". ", 10000),
	"touching stops": strings.Repeat(".", 10000),
	"quotes":         strings.Repeat("\" ", 10000),
	"brackets":       strings.Repeat("(", 5000) + strings.Repeat(")", 5000),
	"stops in marks": strings.Repeat(".)”", 5000),
	"emoji":          strings.Repeat("👩‍👩‍👧 ok 🇺🇦! ", 2000),
	"right to left":  strings.Repeat("قال الرئيس. ", 2000) + strings.Repeat("שלום עולם? ", 2000),
	"chinese":        strings.Repeat("他说。", 3000),
	"zero width":     strings.Repeat("a\u200bb\u200d.\ufeff C\u200f ", 2000),
	"controls":       strings.Repeat("a\x00b.\x01 C\x1b[0m \x7f", 2000),
	"capitals":       strings.Repeat("THE ENVOY LEFT ", 3000),
	"lines":          strings.Repeat("a\n", 5000),
	"dashes":         strings.Repeat("A - ", 5000),
}

func TestHostileTexts(t *testing.T) {
	for name, s := range hostile {
		d := annotate(t, s)
		checkCover(t, d)
		if len(d.Tokens) == 0 {
			t.Errorf("%s: no words", name)
		}
	}
}

// checkCover checks that the sentences cover the words without gap or overlap, none longer than MaxLen.
func checkCover(t *testing.T, d *doc.Document) {
	t.Helper()
	next := int32(0)
	for _, s := range d.Sentences {
		if s.First != next || s.Last <= s.First || s.Len() > MaxLen {
			t.Fatalf("sentence %v after word %d", s, next)
		}
		next = s.Last
	}
	if next != int32(len(d.Tokens)) {
		t.Fatalf("words up to %d of %d", next, len(d.Tokens))
	}
}

// Sixty-four times the text may cost no more than 800 times the time: what is quadratic costs 4,096 times as much, and a busy machine
// takes its share of what is linear.
func TestCostIsLinear(t *testing.T) {
	sp, err := lexicon.LoadSpelling()
	if err != nil {
		t.Fatal(err)
	}
	lex := &lexicon.Lexicon{Spelling: sp}
	cost := func(s string) time.Duration {
		d := annotate(t, s)
		best := time.Hour
		for range 4 {
			start := time.Now()
			Annotate(d, lex)
			best = min(best, time.Since(start))
		}
		return best
	}
	for name, s := range hostile {
		small := strings.ToValidUTF8(s[:min(len(s), 1500)], "")
		if a, b := cost(small), cost(strings.Repeat(small, 64)); b > 800*a {
			t.Errorf("%s: %v, 64 times as much %v", name, a, b)
		}
	}
}

func TestNoAllocationPerWord(t *testing.T) {
	sp, err := lexicon.LoadSpelling()
	if err != nil {
		t.Fatal(err)
	}
	lex := &lexicon.Lexicon{Spelling: sp}
	d := annotate(t, strings.Repeat("The envoy of the state (a friend) left Doha at 5 p.m. on Friday.\n", 200))
	n := testing.AllocsPerRun(5, func() { Annotate(d, lex) })
	if limit := 40.0; n > limit {
		t.Errorf("%.0f allocations for %d words, want at most %.0f", n, len(d.Tokens), limit)
	}
}

func TestModelReadsBack(t *testing.T) {
	m, err := MakeModel(map[uint32]uint8{Form("the"): 6, Form("Said"): FiniteVerb})
	if err != nil {
		t.Fatal(err)
	}
	weights := make([]float64, Weights)
	weights[7], weights[9] = 1.5, -1e9
	m = m.WithWeights(weights, func(v Verdict) float64 { return float64(v) })
	back, err := ReadModel(m.Append(nil))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(fmt.Sprint(*m), fmt.Sprint(*back)); diff != "" {
		t.Error(diff)
	}
	if got := back.class(Form("said")); got != FiniteVerb {
		t.Errorf("class of said = %d", got)
	}
	if got := back.class(Form("unheard")); got != 0 {
		t.Errorf("class of an unknown word = %d", got)
	}
	if got := back.Score(&Gap{Features: []uint16{7, 7}}); got != 2*weightOne*3/2 {
		t.Errorf("score = %d", got)
	}
	b := m.Append(nil)
	for _, bad := range [][]byte{nil, b[:len(b)-1], append([]byte("X"), b[1:]...)} {
		if _, err := ReadModel(bad); err == nil {
			t.Errorf("%d bytes were read", len(bad))
		}
	}
}
