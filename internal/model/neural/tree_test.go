package neural

import (
	"math"
	"math/rand/v2"
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
