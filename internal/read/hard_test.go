package read

import (
	"bufio"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chancery/internal/doc"
	"chancery/internal/record"
)

var update = flag.Bool("update", false, "rewrite the golden counts of the hard sentences")

// TestHardSentences reads the sentences of testdata/hard, one file for each phenomenon of the language of news, counts
// the facts that the trees and names meet and compares the counts with counts.txt. With -v it prints what is not met.
//
// The facts, each of which takes words divided by ", ":
//
//	nsubj(met, Lavrov)   Lavrov hangs on met as its subject: any relation, head first
//	root(met)            met is the root of its sentence
//	upos(visits, NOUN)   the part of speech of visits
//	lemma(met, meet)     the lemma of met
//	feat(met, Tense=Past)
//	tokens(do n't)       these tokens stand somewhere in this order
//	sentences(2)         the text has two sentences
//	name(PER, Hua Bo)    the text names Hua Bo, a person, and the name has just these words
//	noname(the court)    no name is just these words
//
// A word is the first token of its form, word#2 the second. Where more than one answer is right, "|" stands between
// them, in a relation or in a word.
func TestHardSentences(t *testing.T) {
	r, err := New()
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("testdata/hard/*.tsv")
	if err != nil || len(files) == 0 {
		t.Fatalf("no hard sentences: %v", err)
	}
	var got strings.Builder
	got.WriteString("# Facts of the hard sentences that are met, of how many, by file and then by kind of fact. Written by go test -update.\n")
	kinds := map[string]*count{}
	var sum count
	for _, file := range files {
		var all count
		for _, row := range hardRows(t, file) {
			reading, err := r.Read(record.Article{Text: row.text})
			if err != nil {
				t.Fatalf("%s: %v", row.at, err)
			}
			for _, f := range row.facts {
				found, met := f.check(reading.Doc)
				for _, c := range []*count{&all, &sum, countOf(kinds, f.group())} {
					c.add(met)
				}
				if !met {
					t.Logf("%s: %s: found %s in %q", row.at, f.text, found, row.text)
				}
			}
		}
		fmt.Fprintf(&got, "%s\t%d\t%d\n", strings.TrimSuffix(filepath.Base(file), ".tsv"), all.met, all.of)
	}
	for _, k := range []string{"tokens", "sentences", "upos", "lemma", "feat", "relation", "name"} {
		fmt.Fprintf(&got, "%s()\t%d\t%d\n", k, countOf(kinds, k).met, countOf(kinds, k).of)
	}
	fmt.Fprintf(&got, "all\t%d\t%d\n", sum.met, sum.of)
	checkCounts(t, "testdata/hard/counts.txt", got.String())
}

// checkCounts compares the counts with the golden file, or rewrites it.
func checkCounts(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("the counts differ from %s (better or worse; -update writes them anew):\n%s", file, diff)
	}
}

type count struct{ met, of int }

func (c *count) add(met bool) {
	c.of++
	if met {
		c.met++
	}
}

func countOf(m map[string]*count, k string) *count {
	if m[k] == nil {
		m[k] = new(count)
	}
	return m[k]
}

// A hardRow is one sentence, or a few, and what must hold of it.
type hardRow struct {
	at    string // file and line
	text  string
	facts []fact
}

func hardRows(t *testing.T, file string) []hardRow {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var rows []hardRow
	sc := bufio.NewScanner(f)
	for n := 1; sc.Scan(); n++ {
		if line := sc.Text(); line != "" && line[0] != '#' {
			row := hardRow{at: fmt.Sprintf("%s:%d", filepath.Base(file), n)}
			text, facts, ok := strings.Cut(line, "\t")
			if !ok {
				t.Fatalf("%s: no tab", row.at)
			}
			row.text = strings.ReplaceAll(text, `\n`, "\n")
			for _, s := range strings.Split(facts, "; ") {
				f, err := parseFact(s)
				if err != nil {
					t.Fatalf("%s: %v", row.at, err)
				}
				row.facts = append(row.facts, f)
			}
			rows = append(rows, row)
		}
	}
	if err := sc.Err(); err != nil {
		t.Fatal(err)
	}
	return rows
}

// A fact is one line of what must hold: its name and what stands between its brackets.
type fact struct {
	text string
	name string   // "tokens", "name", ..., or a relation, or several divided by "|"
	args []string // two for a relation: head, dependent
}

func parseFact(s string) (fact, error) {
	name, rest, ok := strings.Cut(s, "(")
	rest, closed := strings.CutSuffix(rest, ")")
	if !ok || !closed || rest == "" {
		return fact{}, fmt.Errorf("%q is no fact", s)
	}
	f := fact{text: s, name: name}
	want := 2
	switch name {
	case "tokens", "noname", "sentences", "root":
		want, f.args = 1, []string{rest}
	case "name", "upos", "lemma", "feat":
		f.args = strings.SplitN(rest, ", ", 2)
	default:
		f.args = strings.Split(rest, ", ")
		for rel := range strings.SplitSeq(name, "|") {
			if doc.ParseRel(rel) == doc.NoRel {
				return fact{}, fmt.Errorf("%q: no relation %s", s, rel)
			}
		}
	}
	if len(f.args) != want {
		return fact{}, fmt.Errorf("%q takes %d words", s, want)
	}
	return f, f.validate()
}

// validate finds what can never be met.
func (f fact) validate() error {
	ok := true
	switch f.name {
	case "sentences":
		_, err := strconv.Atoi(f.args[0])
		ok = err == nil
	case "upos":
		ok = doc.ParseUPOS(f.args[1]) != doc.NoPOS
	case "name":
		for kind := range strings.SplitSeq(f.args[0], "|") {
			ok = ok && doc.ParseNameKind(kind) != doc.NoName
		}
	}
	if !ok {
		return fmt.Errorf("%q says what nothing can be", f.text)
	}
	return nil
}

// group is the kind of fact under which it is counted.
func (f fact) group() string {
	switch f.name {
	case "tokens", "sentences", "upos", "lemma", "feat", "name":
		return f.name
	case "noname":
		return "name"
	}
	return "relation"
}

// check reports whether the fact holds, and what is there in its place.
func (f fact) check(d *doc.Document) (found string, met bool) {
	switch f.name {
	case "tokens":
		return words(d), hasTokens(d, strings.Fields(f.args[0]))
	case "sentences":
		found = strconv.Itoa(len(d.Sentences))
		return found, found == f.args[0]
	case "name":
		return f.checkName(d)
	case "noname":
		return f.args[0], !slices.ContainsFunc(d.Names, func(n doc.Name) bool { return flatten(d.Text(n.Range)) == f.args[0] })
	}
	last := f.args[len(f.args)-1]
	if f.name == "upos" || f.name == "lemma" || f.name == "feat" {
		last = f.args[0]
	}
	at := lookUp(d, last)
	if len(at) == 0 {
		return "no token " + last + " in " + words(d), false
	}
	for _, i := range at {
		if met = f.checkToken(d, i); met {
			break
		}
	}
	return describe(d, at[0]), met
}

// checkToken checks a fact of one token: of its head and relation, its tag or its form.
func (f fact) checkToken(d *doc.Document, i int32) bool {
	tok := &d.Tokens[i]
	switch f.name {
	case "root":
		return tok.Head == doc.None
	case "upos":
		return tok.UPOS.String() == f.args[1]
	case "lemma":
		return tok.Lemma == f.args[1]
	case "feat":
		name, value, _ := strings.Cut(f.args[1], "=")
		return tok.Feat(name) == value
	}
	return slices.Contains(strings.Split(f.name, "|"), tok.Rel.String()) && slices.Contains(lookUp(d, f.args[0]), tok.Head)
}

func (f fact) checkName(d *doc.Document) (found string, met bool) {
	kinds, texts := strings.Split(f.args[0], "|"), strings.Split(f.args[1], "|")
	var all []string
	for _, n := range d.Names {
		text := flatten(d.Text(n.Range))
		met = met || slices.Contains(kinds, n.Kind.String()) && slices.Contains(texts, text)
		all = append(all, n.Kind.String()+" "+text)
	}
	return "[" + strings.Join(all, ", ") + "]", met
}

// lookUp is the tokens that a word of a fact may mean, one for each of its forms that is there.
func lookUp(d *doc.Document, word string) []int32 {
	var at []int32
	for form := range strings.SplitSeq(word, "|") {
		nth := 1
		if cut := strings.LastIndexByte(form, '#'); cut > 0 {
			if n, err := strconv.Atoi(form[cut+1:]); err == nil {
				form, nth = form[:cut], n
			}
		}
		for i := range d.Tokens {
			if d.Word(int32(i)) == form {
				if nth--; nth == 0 {
					at = append(at, int32(i))
				}
			}
		}
	}
	return at
}

func hasTokens(d *doc.Document, want []string) bool {
	for i := 0; i+len(want) <= len(d.Tokens); i++ {
		n := 0
		for n < len(want) && d.Word(int32(i+n)) == want[n] {
			n++
		}
		if n == len(want) {
			return true
		}
	}
	return false
}

// describe is a token as the program reads it: "met VERB meet root(met)".
func describe(d *doc.Document, i int32) string {
	tok := &d.Tokens[i]
	head := ""
	if tok.Head != doc.None {
		head = d.Word(tok.Head) + ", "
	}
	return fmt.Sprintf("%s(%s%s) %s %s %s", tok.Rel, head, d.Word(i), tok.UPOS, tok.Lemma, tok.Feats)
}

func words(d *doc.Document) string {
	all := make([]string, len(d.Tokens))
	for i := range d.Tokens {
		all[i] = d.Word(int32(i))
	}
	return strings.Join(all, " ")
}

// flatten gives a name in one line.
func flatten(s string) string { return strings.Join(strings.Fields(s), " ") }
