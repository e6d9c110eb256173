package copies

import (
	"bytes"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite golden files")

// A tally is decisions of one kind: right and wrong.
type tally struct{ tp, fp, fn, tn int }

// pairs makes pairs of texts, copies and not, and counts the decisions of IsCopy by kind.
func pairs(t *testing.T, rounds int) (map[string]*tally, []string) {
	news, cases := sources(t)
	g := newGenerator(1, news)
	out := map[string]*tally{}
	var order, wrong []string
	count := func(kind string, isCopy bool, a, b string) {
		k := out[kind]
		if k == nil {
			k = &tally{}
			out[kind] = k
			order = append(order, kind)
		}
		x, y := Make(a), Make(b)
		got := x.IsCopy(y)
		if got != y.IsCopy(x) {
			t.Fatalf("%s: not symmetric", kind)
		}
		switch {
		case got && isCopy:
			k.tp++
		case got:
			k.fp++
		case isCopy:
			k.fn++
		default:
			k.tn++
		}
		if got != isCopy && len(wrong) < 6 {
			wrong = append(wrong, fmt.Sprintf("%s: share %d\n--- a\n%s\n--- b\n%s", kind, shared(prepare(x), prepare(y)), a, b))
		}
	}
	join := func(p []string) string { return strings.Join(p, "\n\n") }
	for range rounds {
		for i, n := range news {
			for _, k := range copyKinds {
				count("copy "+k.name, true, join(n), join(k.make(g, n)))
			}
			other := news[(i+1+g.rng.IntN(len(news)-1))%len(news)]
			share := 0.1 + 0.3*g.rng.Float64()
			count("not: update with background", false, join(n), join(g.updated(n, other, share)))
			third := news[(i+1+g.rng.IntN(len(news)-1))%len(news)]
			if &third[0] != &other[0] {
				count("not: same background", false, join(g.updated(n, other, share)), join(g.updated(n, third, share)))
				count("not: same furniture", false, join(g.wrap(other, 0.3)), join(g.wrap(third, 0.3)))
			}
		}
		for range len(news) {
			for _, b := range g.meetings() {
				count("not: one meeting in a few lines", false, b[0], b[1])
			}
			texts := g.told()
			for i := range texts {
				for k := range i {
					count("not: one event told twice", false, texts[i], texts[k])
					count("not: brief of one event", false, texts[i], join(g.brief(strings.Split(texts[k], "\n\n"))))
					count("not: briefs of one event", false, join(g.brief(strings.Split(texts[i], "\n\n"))), join(g.brief(strings.Split(texts[k], "\n\n"))))
				}
			}
		}
	}
	for i := range news {
		for k := range i {
			if cases[i] == cases[k] && cases[i] != "other" {
				count("not: reports of one case", false, join(news[i]), join(news[k]))
			}
		}
	}
	if testing.Verbose() {
		for _, w := range wrong {
			t.Log(w)
		}
	}
	return out, order
}

func TestAccuracyOnGeneratedEdits(t *testing.T) {
	counts, order := pairs(t, 4)
	var b bytes.Buffer
	var sum tally
	fmt.Fprintf(&b, "# Pairs of texts, by what was done: copies found (tp) and missed (fn); others taken for copies (fp) and not (tn).\n")
	for _, kind := range order {
		k := counts[kind]
		fmt.Fprintf(&b, "%-30s tp %4d fn %3d fp %3d tn %4d\n", kind, k.tp, k.fn, k.fp, k.tn)
		sum.tp, sum.fp, sum.fn, sum.tn = sum.tp+k.tp, sum.fp+k.fp, sum.fn+k.fn, sum.tn+k.tn
	}
	fmt.Fprintf(&b, "%-30s tp %4d fn %3d fp %3d tn %4d\n", "all", sum.tp, sum.fn, sum.fp, sum.tn)
	precision, recall := 100*float64(sum.tp)/float64(sum.tp+sum.fp), 100*float64(sum.tp)/float64(sum.tp+sum.fn)
	fmt.Fprintf(&b, "precision %.2f recall %.2f\n", precision, recall)
	if precision < 99 || recall < 95 {
		t.Errorf("precision %.2f, recall %.2f: 99 and 95 are wanted", precision, recall)
	}
	golden(t, "testdata/pairs.golden", b.Bytes())
}

func golden(t *testing.T, file string, got []byte) {
	t.Helper()
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), string(got)); d != "" {
		t.Errorf("%s (-want +got):\n%s", file, d)
	}
}

// pile is many texts in one heap: originals, copies of them and of copies, and what only looks like copies.
func pile(t testing.TB, seed uint64, n int) []made {
	news, _ := sources(t)
	g := newGenerator(seed, news)
	var out []made
	for family := 0; len(out) < n; family++ {
		// An original of its own: paragraphs of one report, reworded so far that nothing of it is left in its place.
		p := g.reword(g.news[g.rng.IntN(len(g.news))], 0.8)
		out = append(out, made{"original", strings.Join(p, "\n\n"), family})
		kinds := copyKinds
		isUpdated := g.rng.IntN(3) == 0
		if isUpdated { // a brief could be the very paragraph that the update carries
			kinds = slices.DeleteFunc(slices.Clone(kinds), func(k copyKind) bool { return strings.HasPrefix(k.name, "a brief") })
		}
		for range g.rng.IntN(4) {
			k := kinds[g.rng.IntN(len(kinds))]
			out = append(out, made{k.name, strings.Join(k.make(g, p), "\n\n"), family})
		}
		if isUpdated {
			fresh := g.reword(g.news[g.rng.IntN(len(g.news))], 0.8)
			family++
			out = append(out, made{"update", strings.Join(g.updated(p, fresh, 0.3), "\n\n"), family})
		}
	}
	return out
}

func TestFindInAPile(t *testing.T) {
	texts := pile(t, 3, 3000)
	sketches := make([]Sketch, len(texts))
	for i := range texts {
		sketches[i] = Make(texts[i].text)
	}
	of := Groups(Articles.Find(sketches))
	var k tally
	first := map[int]int{}
	for i, m := range texts {
		root, had := first[m.family]
		if !had {
			first[m.family], root = i, i
		}
		switch {
		case of[i] == i && root == i:
			k.tn++
		case of[i] == root:
			k.tp++
		case of[i] == i:
			k.fn++
		default:
			k.fp++
		}
	}
	precision, recall := 100*float64(k.tp)/float64(k.tp+k.fp), 100*float64(k.tp)/float64(k.tp+k.fn)
	got := fmt.Sprintf("# %d texts in one heap: copies led back to their original (tp), left alone (fn), led to another (fp).\ntp %d fn %d fp %d tn %d\nprecision %.2f recall %.2f\n",
		len(texts), k.tp, k.fn, k.fp, k.tn, precision, recall)
	if precision < 99 || recall < 95 {
		t.Error(got)
	}
	golden(t, "testdata/pile.golden", []byte(got))
}

func TestFindIsAFunctionOfTheTexts(t *testing.T) {
	texts := pile(t, 9, 200)
	sketches := make([]Sketch, len(texts))
	for i := range texts {
		sketches[i] = Make(texts[i].text)
	}
	want := Articles.Find(sketches)
	for range 3 {
		if d := cmp.Diff(want, Articles.Find(sketches)); d != "" {
			t.Fatal(d)
		}
	}
	for i, k := range want {
		if k > i || k != i && !sketches[i].IsCopy(sketches[k]) {
			t.Errorf("text %d is a copy of %d, which it does not repeat", i, k)
		}
	}
}

func TestEqualTextsAreAllCopies(t *testing.T) {
	news, _ := sources(t)
	sk := Make(strings.Join(news[0], "\n"))
	sketches := slices.Repeat([]Sketch{sk}, 300)
	for i, k := range Groups(Articles.Find(sketches)) {
		if k != 0 {
			t.Fatalf("text %d goes back to %d", i, k)
		}
	}
}

func TestNothingIsNoCopy(t *testing.T) {
	for _, s := range []string{"", " ", "two words", "...", "\x80\xff", "Ministers met in Vienna."} {
		if Make(s).IsCopy(Make(s)) {
			t.Errorf("%q is a copy of itself", s)
		}
	}
}

func TestPunctuationAndCaseDoNotMatter(t *testing.T) {
	a := "“China’s president Xi Jinping will visit Moscow,” the ministry's spokeswoman said — without a date. He last came in 2019."
	b := "\"CHINA'S PRESIDENT, XI JINPING, WILL VISIT MOSCOW\", the Ministry’s spokeswoman said - without a date.\nHe last came in 2019"
	var x, y []uint16
	for _, w := range Make(a) {
		if w != 0 {
			x = append(x, w)
		}
	}
	for _, w := range Make(b) {
		if w != 0 {
			y = append(y, w)
		}
	}
	if d := cmp.Diff(x, y); d != "" {
		t.Error(d)
	}
}

func TestSketchComesBack(t *testing.T) {
	news, _ := sources(t)
	for _, n := range news[:5] {
		sk := Make(strings.Join(n, "\n"))
		if d := cmp.Diff(sk, Of(sk.Bytes())); d != "" {
			t.Error(d)
		}
	}
	for _, b := range [][]byte{nil, {1}, {9, 9, 9, 9}, {2, 1, 5}} {
		if sk := Of(b); len(sk) != 0 {
			t.Errorf("%v is read as %v", b, sk)
		}
	}
}

func TestPassages(t *testing.T) {
	const a = "The two presidents last met in Geneva in June 2021, when they agreed to return their ambassadors and to begin consultations on strategic stability."
	for _, tt := range []struct {
		b    string
		want bool
	}{
		{a, true},
		{"The two presidents last met in Geneva in June 2021, when they agreed to return their ambassadors and begin consultations about strategic stability", true},
		{"Their last meeting was in Geneva in 2021: there both presidents decided that ambassadors would go back and that experts would talk about stability.", false},
		{"The two presidents last met in Helsinki in July 2018, when they spoke for two hours without advisers and then faced reporters.", false},
	} {
		of := Passages.Find([]Sketch{Make(a), Make(tt.b)})
		if got := of[1] == 0; got != tt.want {
			t.Errorf("%v: %s", got, tt.b)
		}
	}
}

func FuzzMake(f *testing.F) {
	for _, s := range []string{"", "a b c.", "北京 meets 東京。", "\xff\xfe", strings.Repeat("word ", 9000)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		sk := Make(s)
		if sk.Words() > maxWords {
			t.Errorf("%d words", sk.Words())
		}
		if sk.IsCopy(sk) != (sk.Words() >= Articles.Words) {
			t.Errorf("%d words: a copy of itself: %v", sk.Words(), sk.IsCopy(sk))
		}
		if d := cmp.Diff([]uint16(sk), []uint16(Of(sk.Bytes()))); d != "" && len(sk) > 0 {
			t.Error(d)
		}
	})
}

// BenchmarkFind shows that the cost of an article does not grow with their number.
func BenchmarkFind(b *testing.B) {
	for _, n := range []int{1000, 10000} {
		texts := pile(b, uint64(n), n)
		sketches := make([]Sketch, len(texts))
		for i := range texts {
			sketches[i] = Make(texts[i].text)
		}
		rand.New(rand.NewPCG(1, 1)).Shuffle(len(sketches), func(i, k int) { sketches[i], sketches[k] = sketches[k], sketches[i] })
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for range b.N {
				Articles.Find(sketches)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(sketches)), "ns/article")
		})
	}
}

func BenchmarkMake(b *testing.B) {
	news, _ := sources(b)
	s := strings.Join(news[0], "\n")
	b.SetBytes(int64(len(s)))
	for range b.N {
		Make(s)
	}
}

// table is the length of the longest common subsequence, by the whole table.
func table(a, b []uint16) int {
	row := make([]int, len(a)+1)
	for _, w := range b {
		diagonal := 0
		for i, v := range a {
			above := row[i+1]
			if row[i+1] = max(above, row[i]); v == w {
				row[i+1] = diagonal + 1
			}
			diagonal = above
		}
	}
	return row[len(a)]
}

func TestInOrder(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 1))
	words := func(n, of int) []uint16 {
		list := make([]uint16, n)
		for i := range list {
			list[i] = uint16(1 + rng.IntN(of)*997)
		}
		return list
	}
	for range 20000 {
		of := 1 + rng.IntN(60)
		a, b := words(rng.IntN(maxPart+1), of), words(rng.IntN(80), of)
		if got, want := inOrder(a, b), table(a, b); got != want {
			t.Fatalf("%d, want %d: %v in %v", got, want, a, b)
		}
	}
}

func TestInPlace(t *testing.T) {
	rng := rand.New(rand.NewPCG(6, 1))
	for range 2000 {
		list := make([]uint32, rng.IntN(400))
		for i := range list {
			list[i] = rng.Uint32N(uint32(1 + rng.IntN(maxWords)))
		}
		want := slices.Clone(list)
		slices.Sort(want)
		want = slices.Compact(want)
		if got := inPlace(list); !slices.Equal(got, want) {
			t.Fatalf("%v, want %v", got, want)
		}
	}
}
