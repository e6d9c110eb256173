package resolve

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"chancery/internal/date"
	"chancery/internal/record"
	"github.com/google/go-cmp/cmp"
)

// crowd is invent with few parties, so that more reports stand under one key than are compared.
func crowd(rng *rand.Rand, n int) ([]record.Report, []Article) {
	reports, articles := invent(rng, n)
	for i := range reports {
		r := &reports[i]
		r.Actors, r.Recipients = []record.Party{party("AUT"), party("BEL")}, nil
		if rng.IntN(4) == 0 {
			r.Actors[0] = party("AUT:one-aut")
		}
		if rng.IntN(9) == 0 {
			r.Actors = append(r.Actors, party("CHE"))
		}
	}
	return reports, articles
}

// scenes gives some reports a meeting at which they were done, and some days no year.
func scenes(rng *rand.Rand, reports []record.Report, articles []Article) {
	byArticle := map[record.ID][]int{}
	for i := range reports {
		byArticle[reports[i].Article] = append(byArticle[reports[i].Article], i)
	}
	undated := map[record.ID]bool{}
	for _, a := range articles {
		undated[a.ID] = !a.Published.IsKnown()
	}
	for i := range reports {
		r := &reports[i]
		if others := byArticle[r.Article]; len(others) > 1 {
			if k := others[rng.IntN(len(others))]; k != i {
				r.Within = reports[k].ID
			}
		}
		if undated[r.Article] && rng.IntN(2) == 0 {
			r.Date = date.Range{}
			r.Claims = append(r.Claims, record.Claim{Field: record.FieldDate, Value: fmt.Sprintf("XXXX-%02d-%02d", 12, 20+rng.IntN(11))})
		}
	}
}

// A news is what articles tell at some time.
type news struct {
	reports  map[record.ID][]record.Report
	articles map[record.ID]*Article
	forest   *Forest
	index    *Memory
}

func newNews() *news {
	w := &news{reports: map[record.ID][]record.Report{}, articles: map[record.ID]*Article{}, index: NewMemory()}
	w.forest = NewForest(w.index, func(id record.ID) ([]record.Report, *Article, error) { return w.reports[id], w.articles[id], nil })
	return w
}

func (w *news) put(t *testing.T, id record.ID, reports []record.Report, art *Article) {
	t.Helper()
	slices.SortFunc(reports, func(a, b record.Report) int { return compareReports(&a, &b) })
	w.reports[id], w.articles[id] = reports, art
	if err := w.forest.Put(id); err != nil {
		t.Fatal(err)
	}
}

// traces is all traces in order.
func (w *news) traces(t *testing.T) []record.Trace {
	t.Helper()
	if _, err := w.forest.Blocks(); err != nil {
		t.Fatal(err)
	}
	return w.index.list(sortedIDs(w.index.traces))
}

// What has come, gone and come again in any order gives the forest that the same reports give when they come at once.
func TestForestIsAFunctionOfItsReports(t *testing.T) {
	for seed := range uint64(24) {
		rng := rand.New(rand.NewPCG(seed, 7))
		make := invent
		if seed%2 == 0 {
			make = crowd
		}
		reports, articles := make(rng, 260)
		scenes(rng, reports, articles)
		byArticle := map[record.ID][]record.Report{}
		for _, r := range reports {
			byArticle[r.Article] = append(byArticle[r.Article], r)
		}
		whole, steps := newNews(), newNews()
		if seed%2 == 0 {
			whole.forest.most, steps.forest.most = 3, 3
		}
		for i := range articles {
			id := articles[i].ID
			if byArticle[id] != nil {
				whole.put(t, id, byArticle[id], &articles[i])
			}
		}
		for range 500 {
			a := &articles[rng.IntN(len(articles))]
			switch told := byArticle[a.ID]; rng.IntN(4) {
			case 0:
				steps.put(t, a.ID, nil, nil)
			case 1:
				other := *a
				other.Published = date.Range{}
				steps.put(t, a.ID, slices.Clone(told[:rng.IntN(len(told)+1)]), &other)
			default:
				steps.put(t, a.ID, told, a)
			}
			if rng.IntN(50) == 0 {
				steps.traces(t)
			}
		}
		rng.Shuffle(len(articles), func(i, j int) { articles[i], articles[j] = articles[j], articles[i] })
		for i := range articles {
			id := articles[i].ID
			if byArticle[id] != nil {
				steps.put(t, id, byArticle[id], &articles[i])
			}
		}
		if diff := cmp.Diff(whole.traces(t), steps.traces(t)); diff != "" {
			t.Fatalf("seed %d: %s", seed, diff)
		}
		if len(whole.index.keys) != len(steps.index.keys) {
			t.Errorf("seed %d: %d keys, %d", seed, len(whole.index.keys), len(steps.index.keys))
		}
	}
}

// A block alone gives what it gives among all others: its reports hang as they did, and its events are the same.
func TestBlocksAreIndependent(t *testing.T) {
	several := 0
	for seed := range uint64(10) {
		reports, articles := invent(rand.New(rand.NewPCG(seed, 8)), 200)
		eventOf := map[record.ID]record.ID{}
		for _, e := range Events(reports, articles) {
			for _, r := range e.Reports {
				eventOf[r] = e.ID
			}
		}
		w := newNews()
		byID := map[record.ID]record.Report{}
		for _, r := range reports {
			byID[r.ID] = r
			w.reports[r.Article] = append(w.reports[r.Article], r)
		}
		for i := range articles {
			if told := w.reports[articles[i].ID]; told != nil {
				w.put(t, articles[i].ID, told, &articles[i])
			}
		}
		blocks, err := w.forest.Blocks()
		if err != nil {
			t.Fatal(err)
		}
		for _, b := range blocks {
			var own []record.Report
			for _, tr := range b {
				own = append(own, byID[tr.Report])
			}
			if len(own) > 1 {
				several++
			}
			for _, e := range Events(own, articles) {
				for _, r := range e.Reports {
					if twin := b[slices.IndexFunc(b, func(tr record.Trace) bool { return tr.Report == e.Reports[0] })]; isTwin(t, twin) {
						continue // its id says which of the like reports of its article it is
					}
					if eventOf[r] != e.ID {
						t.Fatalf("seed %d: %s is told by %s among all, by %s in its block alone", seed, r, eventOf[r], e.ID)
					}
				}
			}
		}
	}
	if several < 50 {
		t.Errorf("only %d blocks of more than one report: the test tests nothing", several)
	}
}

func isTwin(t *testing.T, tr record.Trace) bool {
	t.Helper()
	n, err := decode(&tr)
	if err != nil {
		t.Fatal(err)
	}
	return n.twin > 0
}

func TestTracesComeBack(t *testing.T) {
	reports, articles := invent(rand.New(rand.NewPCG(1, 9)), 50)
	for i := range reports {
		n := &node{item: makeItem(&reports[i], &articles[0])}
		n.trace.Report, n.trace.Article = reports[i].ID, reports[i].Article
		n.parent, n.scene = link{"x.1", 77, 12}, link{}
		n.setRank()
		n.trace.Keys = n.enters()
		n.encode()
		back, err := decode(&n.trace)
		if err != nil {
			t.Fatal(err)
		}
		if back.parent != n.parent || back.scene != n.scene || back.lo != n.lo || back.hi != n.hi || back.grasp != n.grasp || back.rank != n.rank ||
			!slices.Equal(back.enters(), n.enters()) || !slices.Equal(back.words, n.words) {
			t.Errorf("%+v\nbecame\n%+v", n, back)
		}
	}
	for _, b := range [][]byte{nil, {form}, {form + 1, 0, 0}, {form, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 255, 255, 255}} {
		if _, err := decode(&record.Trace{Data: b}); err == nil {
			t.Errorf("%v was read", b)
		}
	}
}

func FuzzDecode(f *testing.F) {
	reports, articles := invent(rand.New(rand.NewPCG(1, 9)), 5)
	for i := range reports {
		n := &node{item: makeItem(&reports[i], &articles[0])}
		n.encode()
		f.Add(n.trace.Data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		n, err := decode(&record.Trace{Data: data})
		if err == nil && (len(n.units) > len(data) || len(n.words) > len(data)) {
			t.Error("more than it holds")
		}
	})
}
