package name_test

import (
	"strings"
	"testing"

	"chancery/internal/doc"
	"chancery/internal/lexicon"
	"chancery/internal/name"
	"chancery/internal/sentence"
	"chancery/internal/text"
	"chancery/internal/token"

	"github.com/google/go-cmp/cmp"
)

var lex = func() *lexicon.Lexicon {
	lex, err := lexicon.Load()
	if err != nil {
		panic(err)
	}
	return lex
}()

// parse makes a document of lines: "# " begins a title, every other line is a paragraph.
func parse(t testing.TB, s string) *doc.Document {
	t.Helper()
	src, err := text.NewSource(s)
	if err != nil {
		t.Fatal(err)
	}
	d := &doc.Document{Source: src}
	off := 0
	for line := range strings.Lines(s) {
		kind := doc.Body
		if strings.HasPrefix(line, "# ") {
			kind = doc.Title
		}
		d.Blocks = append(d.Blocks, doc.Block{Span: text.MakeSpan(off, off+len(line)), Kind: kind})
		off += len(line)
	}
	d.Mark(doc.Blocks)
	token.Annotate(d, lex)
	sentence.Annotate(d, lex)
	return d
}

// show writes the names of a document as "Xi Jinping/PER; China/GPE".
func show(d *doc.Document) string {
	var out []string
	for _, n := range d.Names {
		out = append(out, d.Text(n.Range)+"/"+n.Kind.String())
	}
	return strings.Join(out, "; ")
}

func TestNames(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Chinese Foreign Ministry spokeswoman Hua Chunying said so.", "Chinese Foreign Ministry/ORG; Hua Chunying/PER"},
		{"Egyptian President Abdel Fattah el-Sisi arrived in Khartoum.", "Egyptian/NORP; Abdel Fattah el-Sisi/PER; Khartoum/GPE"},
		{"Luiz Inácio Lula da Silva met Nguyễn Phú Trọng.", "Luiz Inácio Lula da Silva/PER; Nguyễn Phú Trọng/PER"},
		{"The head of the WTO, Ngozi Okonjo-Iweala, agreed.", "WTO/ORG; Ngozi Okonjo-Iweala/PER"},
		{"Analysts at Nanyang Technological University disagree.", "Nanyang Technological University/ORG"},
		{"A summit of the Organization for Security and Co-operation in Europe opened on Monday.", "Organization for Security and Co-operation in Europe/ORG"},
		{"Ursula von der Leyen flew to Kyiv.", "Ursula von der Leyen/PER; Kyiv/GPE"},
		{"Crown Prince Mohammed bin Salman received Mr. Blinken.", "Mohammed bin Salman/PER; Blinken/PER"},
		{"Taiwan's president, Tsai Ing-wen, thanked the U.S.-backed rebels.", "Taiwan/GPE; Tsai Ing-wen/PER; U.S./GPE"},
		{"China-Russia relations are warm.", "China/GPE; Russia/GPE"},
		{"The Russian-Chinese rapprochement goes on.", "Russian/NORP; Chinese/NORP"},
		{"In May, Theresa May resigned.", "Theresa May/PER"},
		{"Meanwhile, Chad Wolf spoke about Chad.", "Chad Wolf/PER; Chad/GPE"},
		{"Agriculture Minister Tjaša Novak resigned on Friday.", "Tjaša Novak/PER"},
		{"U.S. Secretary of State Antony Blinken and his wife left.", "U.S./GPE; Antony Blinken/PER"},
		{"Talks on the Black Sea failed.", "Black Sea/LOC"},
		{"He spoke at the University of International Relations in Beijing.", "University of International Relations/ORG; Beijing/GPE"},
		{"The economist Joseph E. Stiglitz and Jean-Luc Mélenchon agreed.", "Joseph E. Stiglitz/PER; Jean-Luc Mélenchon/PER"},
		{"Ferdinand \"Bongbong\" Marcos Jr. won.", "Ferdinand \"Bongbong\" Marcos Jr./PER"},
		{"Analysts doubt it. Officials do not.", ""},
		{"# Putin Arrives in Beijing for Talks With Xi\nVladimir Putin met Xi Jinping.", "Putin/PER; Beijing/GPE; Xi/PER; Vladimir Putin/PER; Xi Jinping/PER"},
		{"# MACRON MEETS MODI IN PARIS\nEmmanuel Macron met Narendra Modi.", "MACRON/PER; MODI/PER; PARIS/GPE; Emmanuel Macron/PER; Narendra Modi/PER"},
	} {
		d := parse(t, c.text)
		name.Annotate(d, lex)
		if diff := cmp.Diff(c.want, show(d)); diff != "" {
			t.Errorf("%s\n%s", c.text, diff)
		}
	}
}
