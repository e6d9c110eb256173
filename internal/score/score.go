// Package score knows gold data and how a reading or a record is measured against it.
//
// Everything is counted in one primitive, Counts; the formats of gold are read in a file of their own each. It knows no
// way to make a reading: what is measured is handed to it.
//
//	c := score.Counts{TP: 8, FP: 1, FN: 2}
//	fmt.Println(c.Precision(), c.Recall(), c.F1())
package score

// Counts is what was found and right (TP), found and wrong (FP), and not found (FN).
type Counts struct {
	TP int `json:"tp"`
	FP int `json:"fp"`
	FN int `json:"fn"`
}

// Add adds o to c.
func (c *Counts) Add(o Counts) { c.TP += o.TP; c.FP += o.FP; c.FN += o.FN }

// Precision is TP of all found, 0 to 1; 0 where nothing was found.
func (c Counts) Precision() float64 { return ratio(c.TP, c.TP+c.FP) }

// Recall is TP of all in the gold, 0 to 1; 0 where the gold has nothing.
func (c Counts) Recall() float64 { return ratio(c.TP, c.TP+c.FN) }

// F1 is the harmonic mean of precision and recall.
func (c Counts) F1() float64 { return ratio(2*c.TP, 2*c.TP+c.FP+c.FN) }

func ratio(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}
