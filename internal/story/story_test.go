package story

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"chancery/internal/copies"
	"chancery/internal/date"
	"chancery/internal/record"
	"chancery/internal/score"
	"github.com/google/go-cmp/cmp"
)

func on(day string) date.Range {
	d, err := date.ParseDay(day)
	if err != nil {
		panic(err)
	}
	return date.MakeRange(d, date.Stated)
}

func article(id, day, text string, events ...record.ID) Article {
	a := Article{ID: record.ID(id), Sketch: copies.Make(text), Events: events}
	if day != "" {
		a.Published = on(day)
	}
	return a
}

const (
	dam1 = "Engineers found cracks in the Vespera dam on Monday and told villages in the valley to leave. The reservoir will be emptied by half, the water authority of Karelland said, and turbines stand still."
	dam2 = "Thousands left their homes below the Vespera dam after cracks appeared in its wall. The water authority began to empty the reservoir. Farmers in the valley of Karelland fear for the harvest."
	vote = "Voters in Tamburia chose a new parliament on Sunday. The Reform League of Ana Ruiz won most seats, but fell short of a majority, and must look for partners among the smaller parties."
	more = "The Reform League won the election in Tamburia without a majority. Its leader Ana Ruiz invited the smaller parties in parliament to talks about a coalition. Turnout was the highest in years."
)

// form is a text in which two names alone differ from others.
func form(a, b string) string {
	return "The foreign ministers of " + a + " and " + b + " spoke by telephone on Monday. They exchanged views about questions of common interest and agreed to remain in contact, the ministry said in a statement that it published on its website. They expressed their satisfaction with the development of relations and wished one another success in the work that lies ahead."
}

func ids(stories []Story) string {
	var out []string
	for _, s := range stories {
		var list []string
		for _, a := range s.Articles {
			list = append(list, string(a))
		}
		out = append(out, strings.Join(list, "+"))
	}
	return strings.Join(out, " ")
}

func TestTell(t *testing.T) {
	for _, tt := range []struct {
		name     string
		articles []Article
		want     string
	}{
		{"nothing", nil, ""},
		{"two stories", []Article{article("a", "2021-03-01", dam1), article("b", "2021-03-01", vote), article("c", "2021-03-02", dam2), article("d", "2021-03-02", more)}, "a+c b+d"},
		{"the next year", []Article{article("a", "2021-03-01", dam1), article("b", "2022-03-01", dam2)}, "a b"},
		{"undated", []Article{article("a", "", dam1), article("b", "2022-03-01", dam2)}, "b a"},
		{"over the end of a week", []Article{article("a", "2021-03-07", dam1), article("b", "2021-03-08", dam2), article("c", "2021-03-08", vote)}, "a+b c"},
		{"for three weeks", []Article{article("a", "2021-03-07", dam1), article("b", "2021-03-10", dam1), article("c", "2021-03-15", dam1)}, "a+b c"},
		{"printed again a year later", []Article{article("a", "2021-03-01", dam1), article("b", "2022-03-01", dam1)}, "a b"},
		{"few words in common but the events", []Article{
			article("a", "2021-03-01", vote, "e1", "e2"), article("b", "2021-03-01", dam1), article("c", "2021-03-02", "Ana Ruiz is heading for power in Tamburia: her Reform League can choose its partners now, observers say.", "e1", "e2"),
		}, "a+c b"},
		{"one form for two events", []Article{
			article("a", "2021-03-01", form("Tamburia", "Karelland"), "e1"), article("b", "2021-03-01", form("Vespera", "Ostania"), "e2"),
			article("c", "2021-03-02", form("Tamburia", "Karelland"), "e1"), article("d", "2021-03-02", form("Vespera", "Ostania"), "e2"),
		}, "a+c b+d"},
		{"no words", []Article{article("a", "2021-03-01", ""), article("b", "2021-03-01", "...")}, "a b"},
	} {
		if got := ids(Tell(tt.articles)); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
}

func TestCopiesOfAStory(t *testing.T) {
	got := Tell([]Article{article("b", "2021-03-02", "LIVE. "+dam1), article("a", "2021-03-01", dam1), article("c", "2021-03-02", dam2), article("d", "2021-03-03", dam2)})
	want := []Story{{
		ID: "2021-03-01-a", Articles: []record.ID{"a", "b", "c", "d"}, Days: []date.Day{on("2021-03-01").From, on("2021-03-02").From, on("2021-03-02").From, on("2021-03-03").From},
		Copies: [][]record.ID{{"a", "b"}, {"c", "d"}}, From: on("2021-03-01").From, To: on("2021-03-03").From,
	}}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// heap is n articles of stories of one to five articles each, on the days of a year, with the story of each. Words are as
// frequent as in a language.
func heap(seed uint64, n int) ([]Article, []string) {
	rng := rand.New(rand.NewPCG(seed, 1))
	word := func(size int) string {
		f := rng.Float64()
		return fmt.Sprintf("w%dx", int(float64(size)*f*f*f))
	}
	var articles []Article
	var gold []string
	start := on("2021-01-01").From
	for s := 0; len(articles) < n; s++ {
		var names []string
		for range 12 {
			names = append(names, fmt.Sprintf("N%dx", rng.IntN(20000)))
		}
		day := start + date.Day(rng.IntN(max(n/40, 10)))
		for range 1 + rng.IntN(5) {
			var text strings.Builder
			for range 120 {
				w := word(4000)
				if rng.IntN(4) == 0 {
					w = names[rng.IntN(len(names))]
				}
				text.WriteString(w + " ")
			}
			articles = append(articles, Article{
				ID: record.ID(fmt.Sprintf("%08x", rng.Uint32())), Published: date.MakeRange(day+date.Day(rng.IntN(3)), date.Stated), Sketch: copies.Make(text.String()),
			})
			gold = append(gold, fmt.Sprint(s))
		}
	}
	return articles, gold
}

func grouped(articles []Article) []string {
	of := map[record.ID]string{}
	for _, s := range Tell(articles) {
		for _, a := range s.Articles {
			of[a] = string(s.ID)
		}
	}
	out := make([]string, len(articles))
	for i := range articles {
		out[i] = of[articles[i].ID]
	}
	return out
}

func TestSyntheticStories(t *testing.T) {
	articles, gold := heap(1, 3000)
	if g := score.BCubed(gold, grouped(articles)); g.F1 < 0.98 {
		t.Errorf("%+v", g)
	}
}

func TestStoriesDoNotDependOnOrder(t *testing.T) {
	articles, _ := heap(2, 400)
	want := Tell(articles)
	rng := rand.New(rand.NewPCG(2, 2))
	for range 5 {
		mixed := slices.Clone(articles)
		rng.Shuffle(len(mixed), func(i, k int) { mixed[i], mixed[k] = mixed[k], mixed[i] })
		if d := cmp.Diff(want, Tell(mixed)); d != "" {
			t.Fatal(d)
		}
	}
	n := 0
	for _, s := range want {
		n += len(s.Articles)
	}
	if n != len(articles) {
		t.Errorf("%d articles in stories of %d", n, len(articles))
	}
}

// The stories of a week are the same whether those of other weeks are told or not, in whatever order, and no more weeks are
// asked for than two before and one behind.
func TestStoriesOfAWeekAlone(t *testing.T) {
	articles, _ := heap(4, 3000)
	weeks := map[Week][]Article{}
	for _, a := range articles {
		w := WeekOf(a.Published.From)
		weeks[w] = append(weeks[w], a)
	}
	want := map[Week][]Story{}
	longer := 0
	for _, s := range Tell(articles) {
		w := WeekOf(s.From)
		want[w] = append(want[w], s)
		if WeekOf(s.To) != w {
			longer++
		}
	}
	if len(weeks) < 8 || longer == 0 {
		t.Fatalf("%d weeks, %d stories of two: the test tests nothing", len(weeks), longer)
	}
	var asked []Week
	load := func(w Week) ([]Article, error) { asked = append(asked, w); return slices.Clone(weeks[w]), nil }
	backwards := NewTeller(load)
	for _, w := range slices.Backward(slices.Sorted(maps.Keys(weeks))) {
		asked = nil
		alone, err := NewTeller(load).Stories(w)
		if err != nil || slices.Min(asked) < w-2 || slices.Max(asked) > w+1 {
			t.Fatal(asked, err)
		}
		if d := cmp.Diff(want[w], alone); d != "" {
			t.Errorf("week %d alone:\n%s", w, d)
		}
		again, _ := backwards.Stories(w)
		if d := cmp.Diff(want[w], again); d != "" {
			t.Errorf("week %d, from the last on:\n%s", w, d)
		}
	}
}

func TestWeekOf(t *testing.T) {
	for day, want := range map[string]string{"2021-03-01": "2021-03-01", "2021-03-07": "2021-03-01", "2021-03-08": "2021-03-08", "0001-01-01": "0001-01-01"} {
		w := WeekOf(on(day).From)
		from, to := w.Days()
		if from.String() != want || to != from+6 || from.Weekday() != 1 || WeekOf(from) != w || WeekOf(to) != w {
			t.Errorf("%s: week %d is from %v to %v", day, w, from, to)
		}
	}
	if WeekOf(0) != 0 {
		t.Error(WeekOf(0))
	}
}

func TestECB(t *testing.T) {
	f, err := os.Open("../../../shared/data/ecbplus/docs.jsonl")
	if err != nil {
		t.Skipf("the texts of ECB+ are not here: %v", err)
	}
	defer f.Close()
	gold, err := score.ReadStories(f)
	if err != nil {
		t.Fatal(err)
	}
	var articles []Article
	var want []string
	for i, g := range gold {
		articles = append(articles, article(fmt.Sprintf("%04d", i), "", g.Title+"\n"+g.Text))
		want = append(want, g.Story)
	}
	if g := score.BCubed(want, grouped(articles)); g.F1 < 0.85 {
		t.Errorf("subtopics of ECB+: %+v", g)
	}
}

func TestLog(t *testing.T) {
	for n, want := range map[uint64]int32{1: 0, 2: 16, 3: 24, 4: 32, 6: 40, 1024: 160, 1 << 40: 640} {
		if got := log(n); got != want {
			t.Errorf("log(%d) is %d, want %d", n, got, want)
		}
	}
	for _, n := range []uint64{0, 1, 2, 3, 4, 8, 9, 15, 16, 1<<62 - 1, 1 << 62} {
		if r := root(n); r*r > n || (r+1)*(r+1) <= n {
			t.Errorf("root of %d is %d", n, r)
		}
	}
}

// BenchmarkTell shows that the cost of an article does not grow with their number.
func BenchmarkTell(b *testing.B) {
	for _, n := range []int{1000, 10000} {
		articles, _ := heap(3, n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for range b.N {
				Tell(articles)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(articles)), "ns/article")
		})
	}
}
