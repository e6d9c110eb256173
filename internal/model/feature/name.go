package feature

// A NameContext is what the tagger of names sees: words, coarse tags, and the name tags given so far.
type NameContext struct {
	Words  []Word
	Coarse []uint8
	Names  []uint8
}

// Name appends the features of word i to out. Name tags before i must be given.
func (c *NameContext) Name(out []uint64, i int) []uint64 {
	edgeWord := Word{Low: edge, Form: edge, Shape: edge}
	at := func(j int) (*Word, uint32) {
		if j < 0 || j >= len(c.Words) {
			return &edgeWord, 30
		}
		return &c.Words[j], uint32(c.Coarse[j])
	}
	w, p := at(i)
	l, lp := at(i - 1)
	l2, l2p := at(i - 2)
	r, rp := at(i + 1)
	r2, r2p := at(i + 2)
	n1, n2 := uint32(99), uint32(99)
	if i > 0 {
		n1 = uint32(c.Names[i-1])
	}
	if i > 1 {
		n2 = uint32(c.Names[i-2])
	}
	first := flag(i == 0)
	caps := flag(w.Upper) | flag(w.Caps)<<1 | flag(w.Digit)<<2 | first<<3 | flag(l.Upper)<<4 | flag(r.Upper)<<5 | flag(w.Alpha)<<6
	return append(out,
		Mix(301, 0, 0, 0), Mix(302, w.Low, 0, 0), Mix(303, w.Form, 0, 0), Mix(304, l.Low, 0, 0), Mix(305, r.Low, 0, 0), Mix(306, l2.Low, 0, 0), Mix(307, r2.Low, 0, 0),
		Mix(308, w.Suf[1], caps, 0), Mix(309, w.Suf[2], caps, 0), Mix(310, w.Suf[3], caps, 0), Mix(311, w.Pre[1], caps, 0), Mix(312, w.Pre[2], caps, 0), Mix(313, w.Pre[3], caps, 0),
		Mix(314, w.Shape, first, 0), Mix(315, caps, p, 0), Mix(316, n1, 0, 0), Mix(317, n1, n2, 0), Mix(318, n1, w.Low, 0), Mix(319, n1, p, caps), Mix(320, n1, r.Low, 0),
		Mix(321, p, lp, rp), Mix(322, lp, p, caps), Mix(323, p, rp, caps), Mix(324, l.Low, w.Low, 0), Mix(325, w.Low, r.Low, 0), Mix(326, l.Low, r.Low, caps),
		Mix(327, n1, l.Low, p), Mix(328, l.Shape, w.Shape, r.Shape), Mix(329, w.Shape, r.Shape, n1), Mix(330, l2p, lp, p), Mix(331, p, rp, r2p),
		Mix(332, l.Suf[2], p, caps), Mix(333, r.Suf[2], p, caps), Mix(334, n1, r.Shape, rp), Mix(335, l2.Low, l.Low, p), Mix(336, r.Low, r2.Low, p), Mix(337, l.Low, caps, p), Mix(338, r.Low, caps, p),
	)
}
