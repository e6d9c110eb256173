package score

import (
	"cmp"
	"math"
	"slices"
)

// A Mean is precision, recall and F1 of a measure that counts fractions, 0 to 1.
type Mean struct {
	Precision float64 `json:"precision"`
	Recall    float64 `json:"recall"`
	F1        float64 `json:"f1"`
}

// Coreference is how well mentions were grouped: the link measure MUC (Vilain et al. 1995), B-cubed (Bagga and Baldwin
// 1998), CEAFe (Luo 2005, with the similarity phi4), and the mean of the three F1, as in the CoNLL-2012 shared task.
type Coreference struct {
	Mentions int     `json:"mentions"` // of the gold
	Found    int     `json:"found"`    // of them, those that the response has
	Chains   int     `json:"chains"`
	Clusters int     `json:"clusters"` // of the response
	MUC      Mean    `json:"muc"`
	B3       Mean    `json:"b3"`
	CEAFe    Mean    `json:"ceafe"`
	CoNLL    float64 `json:"conll_f1"`
}

// Corefer compares two groupings of mentions: chain[i] is the name of the gold chain of mention i, cluster[i] that of its
// cluster in the response, and "" stands where a side does not have the mention. What the response misses lowers recall,
// what only the response has lowers precision.
//
// MUC looks at links only: singletons neither raise nor lower it.
func Corefer(chain, cluster []string) Coreference {
	p := makePartitions(chain, cluster)
	c := Coreference{Mentions: sum(p.chains), Chains: len(p.chains), Clusters: len(p.clusters)}
	for _, m := range p.shared {
		c.Found += m.n
	}
	c.MUC, c.B3, c.CEAFe = p.muc(), p.b3(), p.ceafe()
	c.CoNLL = (c.MUC.F1 + c.B3.F1 + c.CEAFe.F1) / 3
	return c
}

// CoreferFound is Corefer over the mentions that both sides have.
func CoreferFound(chain, cluster []string) Coreference {
	var a, b []string
	for i, name := range cluster {
		if name != "" && chain[i] != "" {
			a, b = append(a, chain[i]), append(b, name)
		}
	}
	return Corefer(a, b)
}

// partitions are two partitions of mentions as the sizes of their sets, numbered by first mention, and of what each two
// share.
type partitions struct {
	chains   []int // mentions of each chain
	clusters []int
	shared   []meeting
}

// A meeting is a chain and a cluster that have mentions in common, and how many.
type meeting struct{ chain, cluster, n int }

func makePartitions(chain, cluster []string) *partitions {
	p := &partitions{}
	chains, clusters, shared := map[string]int{}, map[string]int{}, map[[2]int]int{}
	number := func(of map[string]int, sizes *[]int, name string) int {
		if name == "" {
			return -1
		}
		n, known := of[name]
		if !known {
			n = len(*sizes)
			of[name], *sizes = n, append(*sizes, 0)
		}
		(*sizes)[n]++
		return n
	}
	for i := range chain {
		a, b := number(chains, &p.chains, chain[i]), number(clusters, &p.clusters, cluster[i])
		if a >= 0 && b >= 0 {
			shared[[2]int{a, b}]++
		}
	}
	for k, n := range shared {
		p.shared = append(p.shared, meeting{k[0], k[1], n})
	}
	slices.SortFunc(p.shared, func(a, b meeting) int {
		return cmp.Or(cmp.Compare(a.chain, b.chain), cmp.Compare(a.cluster, b.cluster))
	})
	return p
}

// muc counts, of the links that hold each set together, those that the other side has too. A mention that is missing
// stands alone on the other side.
func (p *partitions) muc() Mean {
	links := func(sizes []int) float64 { return float64(sum(sizes) - len(sizes)) }
	both := 0
	for _, m := range p.shared {
		both += m.n - 1
	}
	return makeMean(float64(both), links(p.clusters), float64(both), links(p.chains))
}

// b3 is, for each mention, the share of its set that is right.
func (p *partitions) b3() Mean {
	var precision, recall float64
	for _, m := range p.shared {
		n := float64(m.n)
		precision += n * n / float64(p.clusters[m.cluster])
		recall += n * n / float64(p.chains[m.chain])
	}
	return makeMean(precision, float64(sum(p.clusters)), recall, float64(sum(p.chains)))
}

// ceafe pairs chains with clusters one to one so that their similarity is as great as possible.
func (p *partitions) ceafe() Mean {
	const one = 1 << 24 // the likeness 1, for assign
	weights := make([][]int, len(p.clusters))
	for j := range weights {
		weights[j] = make([]int, len(p.chains))
	}
	likeness := func(i, j, both int) float64 { return 2 * float64(both) / float64(p.chains[i]+p.clusters[j]) }
	shared := map[[2]int]int{}
	for _, m := range p.shared {
		shared[[2]int{m.cluster, m.chain}] = m.n
		weights[m.cluster][m.chain] = int(math.Round(one * likeness(m.chain, m.cluster, m.n)))
	}
	like := 0.0
	for j, i := range assign(weights) {
		if i >= 0 {
			like += likeness(i, j, shared[[2]int{j, i}])
		}
	}
	return makeMean(like, float64(len(p.clusters)), like, float64(len(p.chains)))
}

func sum(list []int) (n int) {
	for _, v := range list {
		n += v
	}
	return n
}

// makeMean is a measure of two shares; one of nothing is 0.
func makeMean(right, found, met, gold float64) Mean {
	var m Mean
	if found > 0 {
		m.Precision = right / found
	}
	if gold > 0 {
		m.Recall = met / gold
	}
	if m.Precision+m.Recall > 0 {
		m.F1 = 2 * m.Precision * m.Recall / (m.Precision + m.Recall)
	}
	return m
}
