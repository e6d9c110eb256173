package neural

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestBestTrees compares with all trees of small graphs, tried one by one.
func TestBestTrees(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	for range 3000 {
		n := 1 + rng.IntN(5)
		cols := n + 1 + rng.IntN(3)
		scores := make([]int32, n*cols)
		for i := range scores {
			scores[i] = int32(rng.IntN(200) - 100)
		}
		scale := make([]float32, n)
		for i := range scale {
			scale[i] = 1 / float32(int(1)<<rng.IntN(3))
		}
		var c chart
		heads := make([]int32, n)
		c.tree(heads, scores, cols, scale)
		if !c.isTree(heads) {
			t.Fatalf("%v is no tree", heads)
		}
		if got, want := treeScore(heads, scores, cols, scale), bestScore(&c, make([]int32, n), 0, scores, cols, scale); got != want {
			t.Fatalf("a tree of %v was found, the best has %v; scores %v", got, want, scores)
		}
	}
}

// TestLargeTrees holds that there is a tree over many words too, with circles within circles, and that its memory is used again.
func TestLargeTrees(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	var used chart
	for range 60 {
		n := 1 + rng.IntN(MaxWords)
		cols := n + 1
		scores, scale := make([]int32, n*cols), make([]float32, n)
		for i := range n {
			scale[i] = 1
			for j := range cols {
				scores[i*cols+j] = int32(rng.IntN(50))
				if (i^1)+1 == j || (i^3)+1 == j {
					scores[i*cols+j] += 40 // neighbours like each other
				}
			}
		}
		heads, again := make([]int32, n), make([]int32, n)
		used.tree(heads, scores, cols, scale)
		(&chart{}).tree(again, scores, cols, scale)
		if !used.isTree(heads) || !slices.Equal(heads, again) {
			t.Fatalf("%d words: %v, with new memory %v", n, heads, again)
		}
		if allocs := testing.AllocsPerRun(5, func() { used.tree(heads, scores, cols, scale) }); allocs > 0 {
			t.Fatalf("%d words: %v allocations", n, allocs)
		}
	}
}

func treeScore(heads, scores []int32, cols int, scale []float32) (sum float64) {
	for i, h := range heads {
		sum += float64(scores[i*cols+int(h)+1]) * float64(scale[i])
	}
	return sum
}

func bestScore(c *chart, heads []int32, i int, scores []int32, cols int, scale []float32) float64 {
	if i == len(heads) {
		if !c.isTree(heads) {
			return math.Inf(-1)
		}
		return treeScore(heads, scores, cols, scale)
	}
	best := math.Inf(-1)
	for h := -1; h < len(heads); h++ {
		heads[i] = int32(h)
		best = max(best, bestScore(c, heads, i+1, scores, cols, scale))
	}
	return best
}
