package feature

// A TagContext is what the tagger sees: the words of a sentence, the ambiguity class of each (what the tag dictionary says of it, a hash)
// and the tags given so far.
type TagContext struct {
	Words []Word
	Class []uint32
	Tags  []uint16
}

// edge is the value of a word before the first or after the last.
const edge = 1

// Tag appends the features of word i to out. Tags before i must be given.
func (c *TagContext) Tag(out []uint64, i int) []uint64 {
	w := &c.Words[i]
	low := func(j int) uint32 {
		if j < 0 || j >= len(c.Words) {
			return edge
		}
		return c.Words[j].Low
	}
	class := func(j int) uint32 {
		if j < 0 || j >= len(c.Class) {
			return edge
		}
		return c.Class[j]
	}
	suf := func(j, k int) uint32 {
		if j < 0 || j >= len(c.Words) {
			return edge
		}
		return c.Words[j].Suf[k]
	}
	t1, t2 := uint32(0xffff), uint32(0xffff)
	if i > 0 {
		t1 = uint32(c.Tags[i-1])
	}
	if i > 1 {
		t2 = uint32(c.Tags[i-2])
	}
	first := flag(i == 0)
	caps := flag(w.Upper) | flag(w.Caps)<<1 | flag(w.Digit)<<2 | flag(w.Hyphen)<<3 | first<<4
	if i > 0 && c.Words[i-1].Upper {
		caps |= 1 << 5
	}
	if i+1 < len(c.Words) && c.Words[i+1].Upper {
		caps |= 1 << 6
	}
	wl, wr := low(i-1), low(i+1)
	cr := class(i + 1)
	return append(out,
		Mix(1, 0, 0, 0),
		Mix(2, w.Low, 0, 0),
		Mix(3, w.Form, first, 0),
		Mix(4, w.Suf[0], 0, 0), Mix(5, w.Suf[1], 0, 0), Mix(6, w.Suf[2], 0, 0), Mix(7, w.Suf[3], 0, 0),
		Mix(8, w.Pre[0], 0, 0), Mix(9, w.Pre[1], 0, 0), Mix(10, w.Pre[2], 0, 0), Mix(11, w.Pre[3], 0, 0),
		Mix(12, w.Shape, first, 0), Mix(13, caps, 0, 0), Mix(14, caps, w.Suf[2], 0),
		Mix(15, t1, 0, 0), Mix(16, t1, t2, 0), Mix(17, t1, w.Low, 0), Mix(18, t1, t2, w.Low),
		Mix(19, wl, 0, 0), Mix(20, wr, 0, 0), Mix(21, low(i-2), 0, 0), Mix(22, low(i+2), 0, 0),
		Mix(23, wl, w.Low, 0), Mix(24, w.Low, wr, 0), Mix(25, wl, wr, 0), Mix(26, t1, wr, 0),
		Mix(27, cr, 0, 0), Mix(28, t1, cr, 0), Mix(29, cr, class(i+2), 0), Mix(30, t1, cr, class(i+2)),
		Mix(31, w.Low, cr, 0), Mix(32, c.Class[i], t1, cr), Mix(33, c.Class[i], 0, 0),
		Mix(34, suf(i-1, 2), 0, 0), Mix(35, suf(i+1, 2), 0, 0), Mix(36, suf(i+1, 1), w.Suf[1], t1),
		Mix(37, w.Low, cr, class(i+2)), Mix(38, t1, w.Suf[2], cr), Mix(39, t1, caps, cr), Mix(40, wl, w.Suf[2], 0),
	)
}

func flag(b bool) uint32 {
	if b {
		return 1
	}
	return 0
}
