package score

import (
	"math"
	"strings"
	"testing"
)

// split makes one name of each letter; a dot is a mention that the side does not have.
func split(s string) []string {
	out := strings.Split(s, "")
	for i := range out {
		if out[i] == "." {
			out[i] = ""
		}
	}
	return out
}

func TestCorefer(t *testing.T) {
	for _, tt := range []struct {
		name, chain, cluster string
		muc, b3, ceafe       [2]float64 // precision, recall
	}{
		// The mentions of Bagga and Baldwin 1998, with the responses (a) to (d) of Luo 2005.
		{"two of three joined", "aaaaabbccccc", "xxxxxyyyyyyy", [2]float64{0.9, 1}, [2]float64{16. / 21, 1}, [2]float64{11. / 12, 11. / 18}},
		{"the long ones joined", "aaaaabbccccc", "xxxxxyyxxxxx", [2]float64{0.9, 1}, [2]float64{7. / 12, 1}, [2]float64{5. / 6, 5. / 9}},
		{"all joined", "aaaaabbccccc", "xxxxxxxxxxxx", [2]float64{9. / 11, 1}, [2]float64{54. / 144, 1}, [2]float64{10. / 17, 10. / 51}},
		{"all apart", "aaaaabbccccc", "123456789ABC", [2]float64{0, 0}, [2]float64{1, 0.25}, [2]float64{1. / 9, 4. / 9}},
		// Vilain et al. 1995: a chain in two parts lacks one link of three.
		{"a chain in parts", "aaaa", "xxyy", [2]float64{1, 2. / 3}, [2]float64{1, 0.5}, [2]float64{1. / 3, 2. / 3}},
		// Pradhan et al. 2014: {a b c} {d e f g} against {a b} {c d} {f g h i}.
		{"missing and too many", "1112222..", "xxyy.zzzz", [2]float64{0.4, 0.4}, [2]float64{0.5, 5. / 12}, [2]float64{1.3 / 3, 0.65}},
		{"right", "aabc", "xxyz", [2]float64{1, 1}, [2]float64{1, 1}, [2]float64{1, 1}},
		{"nothing found", "aab", "...", [2]float64{}, [2]float64{}, [2]float64{}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := Corefer(split(tt.chain), split(tt.cluster))
			f := 0.0
			for _, m := range []struct {
				name string
				got  Mean
				want [2]float64
			}{{"MUC", c.MUC, tt.muc}, {"B3", c.B3, tt.b3}, {"CEAFe", c.CEAFe, tt.ceafe}} {
				if math.Abs(m.got.Precision-m.want[0]) > 1e-9 || math.Abs(m.got.Recall-m.want[1]) > 1e-9 {
					t.Errorf("%s is %+v, want %.4f", m.name, m.got, m.want)
				}
				if p, r := m.want[0], m.want[1]; p+r > 0 {
					f += 2 * p * r / (p + r) / 3
				}
			}
			if math.Abs(c.CoNLL-f) > 1e-9 {
				t.Errorf("CoNLL F1 is %.4f, want %.4f", c.CoNLL, f)
			}
		})
	}
}

// TestCoreferAsPublished holds F1 against table 1 of Luo 2005 and the worked example of Pradhan et al. 2014.
func TestCoreferAsPublished(t *testing.T) {
	for _, tt := range []struct {
		chain, cluster string
		muc, b3, ceafe float64
	}{
		{"aaaaabbccccc", "xxxxxyyyyyyy", 0.947, 0.865, 0.733},
		{"aaaaabbccccc", "xxxxxyyxxxxx", 0.947, 0.737, 0.667},
		{"aaaaabbccccc", "xxxxxxxxxxxx", 0.900, 0.545, 0.294},
		{"aaaaabbccccc", "123456789ABC", 0, 0.400, 0.178},
		{"1112222..", "xxyy.zzzz", 0.40, 0.455, 0.52},
	} {
		c := Corefer(split(tt.chain), split(tt.cluster))
		for i, d := range []float64{c.MUC.F1 - tt.muc, c.B3.F1 - tt.b3, c.CEAFe.F1 - tt.ceafe} {
			if math.Abs(d) > 0.0006 {
				t.Errorf("%s as %s: measure %d of %+v", tt.chain, tt.cluster, i, c)
			}
		}
	}
}

func TestCoreferFoundLeavesOutTheRest(t *testing.T) {
	c := CoreferFound(split("aaabb."), split("xx.y.z"))
	if c.Mentions != 3 || c.Found != 3 || c.Chains != 2 || c.Clusters != 2 || c.CoNLL != 1 {
		t.Errorf("%+v", c)
	}
	all := Corefer(split("aaabb."), split("xx.y.z"))
	if all.Mentions != 5 || all.Found != 3 || all.Chains != 2 || all.Clusters != 3 {
		t.Errorf("%+v", all)
	}
}
