package score

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// tree makes a CoNLL-U text of lines "form upos head rel", "form" with "~" where no space follows; a line "a+b" is a multiword token
// of the words after it.
func tree(lines ...string) string {
	var sb strings.Builder
	n := 0
	row := func(id, form, pos, head, rel string) {
		misc := "_"
		if f, ok := strings.CutSuffix(form, "~"); ok {
			form, misc = f, "SpaceAfter=No"
		}
		sb.WriteString(strings.Join([]string{id, form, strings.ToLower(form), pos, "_", "_", head, rel, "_", misc}, "\t") + "\n")
	}
	for _, l := range lines {
		f := strings.Fields(l)
		switch len(f) {
		case 0:
			n = 0
			sb.WriteString("\n")
		case 1:
			row(itoa(n+1)+"-"+itoa(n+2), f[0], "_", "_", "_")
		default:
			n++
			row(itoa(n), f[0], f[1], f[2], f[3])
		}
	}
	return sb.String() + "\n"
}

func itoa(n int) string { return string(rune('0' + n)) }

func bank(t *testing.T, lines ...string) *Treebank {
	t.Helper()
	b, err := ReadCoNLLU(strings.NewReader(tree(lines...)))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

var xi = []string{"Xi PROPN 3 nsubj", "don't", "do AUX 3 aux", "n't PART 0 root", "go~ VERB 3 xcomp", ". PUNCT 3 punct"}

func TestCoNLLUComesBack(t *testing.T) {
	in := tree(append(append([]string{}, xi...), "", "Yes INTJ 0 root")...)
	b, err := ReadCoNLLU(strings.NewReader(in))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := b.Raw(), "Xi don't go. Yes "; got != want {
		t.Errorf("Raw = %q, want %q", got, want)
	}
	var sb strings.Builder
	if err := WriteCoNLLU(&sb, b); err != nil {
		t.Fatal(err)
	}
	again, err := ReadCoNLLU(strings.NewReader(sb.String()))
	if err != nil {
		t.Fatal(err)
	}
	for i := range again.Sentences {
		again.Sentences[i].ID, again.Sentences[i].Text = "", ""
	}
	if diff := cmp.Diff(b, again); diff != "" {
		t.Error(diff)
	}
}

func TestCoNLLUNamesTheLine(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"1\ta\tb\n", "conllu line 1: 3 columns, want 10"},
		{"# x\n2\ta\ta\tX\t_\t_\t0\troot\t_\t_\n", `conllu line 2: word "2" after word 0`},
		{"1\ta\ta\tX\t_\t_\tx\troot\t_\t_\n", `conllu line 1: head "x"`},
		{"2-3\ta\ta\tX\t_\t_\t0\troot\t_\t_\n", `conllu line 1: range "2-3" after word 0`},
	} {
		if _, err := ReadCoNLLU(strings.NewReader(c.in)); err == nil || err.Error() != c.want {
			t.Errorf("%q: error %v, want %s", c.in, err, c.want)
		}
	}
}

func TestTreesCount(t *testing.T) {
	gold := bank(t, xi...)
	same, err := Trees(gold, bank(t, xi...))
	if err != nil || same.LAS != (Counts{TP: 5}) || same.Sentences != (Counts{TP: 1}) || same.Tokens != (Counts{TP: 4}) {
		t.Errorf("a treebank against itself: %+v, %v", same, err)
	}
	for _, c := range []struct {
		name                          string
		system                        []string
		tokens, words, upos, uas, las Counts
	}{
		{"wrong tag and relation", []string{"Xi NOUN 3 obj", "don't", "do AUX 3 aux", "n't PART 0 root", "go~ VERB 3 xcomp", ". PUNCT 3 punct"},
			Counts{4, 0, 0}, Counts{5, 0, 0}, Counts{4, 1, 1}, Counts{5, 0, 0}, Counts{4, 1, 1}},
		{"wrong head", []string{"Xi PROPN 2 nsubj", "don't", "do AUX 3 aux", "n't PART 0 root", "go~ VERB 3 xcomp", ". PUNCT 3 punct"},
			Counts{4, 0, 0}, Counts{5, 0, 0}, Counts{5, 0, 0}, Counts{4, 1, 1}, Counts{4, 1, 1}},
		{"stop not divided", []string{"Xi PROPN 3 nsubj", "don't", "do AUX 3 aux", "n't PART 0 root", "go. VERB 3 xcomp"},
			Counts{2, 1, 2}, Counts{3, 1, 2}, Counts{3, 1, 2}, Counts{3, 1, 2}, Counts{3, 1, 2}},
		{"multiword token not divided", []string{"Xi PROPN 2 nsubj", "don't PART 0 root", "go~ VERB 2 xcomp", ". PUNCT 2 punct"},
			Counts{4, 0, 0}, Counts{3, 1, 2}, Counts{3, 1, 2}, Counts{0, 4, 5}, Counts{0, 4, 5}},
	} {
		got, err := Trees(gold, bank(t, c.system...))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]Counts{c.tokens, c.words, c.upos, c.uas, c.las}, []Counts{got.Tokens, got.Words, got.UPOS, got.UAS, got.LAS}); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

func TestTreesRefuseOtherText(t *testing.T) {
	_, err := Trees(bank(t, "Xi X 0 root", "went X 1 dep"), bank(t, "Xi X 0 root", "goes X 1 dep"))
	if want := `texts differ after 2 characters: gold "went", system "goes"`; err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
}

func TestUniversalFeatures(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"_", ""},
		{"ExtPos=ADP|Typo=Yes", ""},
		{"Number=Sing|ExtPos=ADP|Case=Nom", "Case=Nom|Number=Sing"},
		{"NumForm=Digit|NumType=Card", "NumType=Card"},
	} {
		if got := universal(c.in); got != c.want {
			t.Errorf("universal(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}
