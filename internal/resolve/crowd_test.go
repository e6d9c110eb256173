package resolve

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"chancery/internal/date"
	"chancery/internal/plover"
	"chancery/internal/record"
)

// oneEvent is n reports of one summit, each of an article of its own, in the order of publication.
func oneEvent(rng *rand.Rand, n int) ([]record.Report, []Article) {
	day := date.MakeDay(2021, 6, 16)
	reports, articles := make([]record.Report, n), make([]Article, n)
	words := func(n int) string {
		var b strings.Builder
		for range n {
			fmt.Fprintf(&b, "w%d ", rng.IntN(20_000))
		}
		return b.String()
	}
	for i := range n {
		id := record.ID(fmt.Sprintf("%016x", rng.Uint64()))
		articles[i] = Article{ID: id, Outlet: fmt.Sprintf("outlet %d", i%300), Published: date.MakeRange(day+date.Day(i*20/n), date.Stated), Sketch: MakeSketch(words(150))}
		r := &reports[i]
		*r = record.Report{ID: id + ".1", Article: id, Main: i%3 > 0}
		r.Kind, r.Mode, r.Format, r.Status = plover.Consult, plover.ThirdParty, plover.InPerson, plover.Occurred
		r.Actors = []record.Party{party("USA:joe-biden"), party("RUS:vladimir-putin")}
		r.Date = date.MakeRange(day, date.Stated)
		r.Place = record.Place{Name: "Geneva", Country: "CHE", Grain: "city"}
		for _, f := range []record.Field{record.FieldKind, record.FieldDate, record.FieldPlace, record.FieldActors, record.FieldActors} {
			r.Claims = append(r.Claims, record.Claim{Field: f, Value: "Geneva", Article: id, Words: "The presidents met in Geneva and spoke about " + words(9)})
		}
	}
	return reports, articles
}

// BenchmarkCrowd shows what a report costs of which there are many, in the order in which they come, and what their event costs
// once they are there.
func BenchmarkCrowd(b *testing.B) {
	for _, n := range []int{500, 5000} {
		reports, articles := oneEvent(rand.New(rand.NewPCG(1, 1)), n)
		byArticle, byID := map[record.ID][]record.Report{}, map[record.ID]*Article{}
		for i := range reports {
			byArticle[articles[i].ID] = reports[i : i+1]
			byID[articles[i].ID] = &articles[i]
		}
		each := func(b *testing.B) {
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n)/1000, "µs/report")
		}
		orders := map[string][]int{"oldest": nil, "newest": nil, "any": rand.New(rand.NewPCG(2, 2)).Perm(n)}
		for i := range n {
			orders["oldest"] = append(orders["oldest"], i)
			orders["newest"] = append(orders["newest"], n-1-i)
		}
		var block Block
		for _, order := range []string{"oldest", "newest", "any"} {
			b.Run(fmt.Sprintf("%s/%d", order, n), func(b *testing.B) {
				for b.Loop() {
					f := NewForest(NewMemory(), func(id record.ID) ([]record.Report, *Article, error) { return byArticle[id], byID[id], nil })
					for _, i := range orders[order] {
						if err := f.Put(articles[i].ID); err != nil {
							b.Fatal(err)
						}
					}
					trees, err := f.Blocks()
					if err != nil || len(trees) != 1 {
						b.Fatal(len(trees), err)
					}
					block.Traces = trees[0]
				}
				each(b)
			})
		}
		b.Run(fmt.Sprintf("event/%d", n), func(b *testing.B) {
			block.Reports = nil
			for _, t := range block.Traces {
				block.Reports = append(block.Reports, byArticle[t.Article][0])
			}
			for b.Loop() {
				events, _, err := Resolve([]Block{block}, byID, nil)
				if err != nil || len(events) != 1 || !slices.Contains(events[0].Sources.Outlets, "outlet 1") {
					b.Fatal(len(events), err)
				}
			}
			each(b)
		})
	}
}
