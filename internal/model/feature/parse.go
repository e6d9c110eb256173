package feature

// An Action is a step of the arc-eager parser.
type Action uint8

// The actions.
const (
	Shift  Action = iota // push the next word
	Reduce               // pop a word that has its head
	Left                 // the next word becomes the head of the top of the stack, which is popped
	Right                // the top of the stack becomes the head of the next word, which is pushed
	NumActions
)

// NoWord is the index of no word.
const NoWord = -1

// A State is a state of the parser: a stack, a buffer that begins at Next, and the arcs made so far. The root stands behind the last
// word, at index N.
type State struct {
	N     int
	Next  int
	Stack []int32
	Head  []int32 // N+1 long; NoWord where there is none yet
	Rel   []uint8
	// The outermost children on both sides and the ones beside them, and how many there are.
	LC, LC2, RC, RC2 []int32
	NL, NR           []uint8
	LSet, RSet       []uint64 // bit sets of the relations of the children
}

// Reset makes s the first state for a sentence of n words.
func (s *State) Reset(n int) {
	s.N, s.Next, s.Stack = n, 0, s.Stack[:0]
	s.Head = resize(s.Head, n+1, NoWord)
	s.LC, s.LC2 = resize(s.LC, n+1, NoWord), resize(s.LC2, n+1, NoWord)
	s.RC, s.RC2 = resize(s.RC, n+1, NoWord), resize(s.RC2, n+1, NoWord)
	s.Rel, s.NL, s.NR = resize(s.Rel, n+1, 0), resize(s.NL, n+1, 0), resize(s.NR, n+1, 0)
	s.LSet, s.RSet = resize(s.LSet, n+1, 0), resize(s.RSet, n+1, 0)
}

func resize[T any](s []T, n int, v T) []T {
	if cap(s) < n {
		s = make([]T, n, n+n/2)
	}
	s = s[:n]
	for i := range s {
		s[i] = v
	}
	return s
}

// Top is the word on top of the stack, NoWord if it is empty.
func (s *State) Top() int32 {
	if len(s.Stack) == 0 {
		return NoWord
	}
	return s.Stack[len(s.Stack)-1]
}

// IsDone reports whether the sentence is parsed: only the root is left.
func (s *State) IsDone() bool { return s.Next == s.N && len(s.Stack) == 0 }

// Can reports whether an action is possible.
func (s *State) Can(a Action) bool {
	top := s.Top()
	switch a {
	case Shift:
		return s.Next < s.N
	case Right:
		return top != NoWord && s.Next < s.N
	case Reduce:
		return top != NoWord && s.Head[top] != NoWord
	}
	return top != NoWord && s.Head[top] == NoWord
}

// Do takes a step. Left and Right make an arc whose relation is set by SetRel.
func (s *State) Do(a Action) {
	switch a {
	case Shift:
		s.Stack = append(s.Stack, int32(s.Next))
		s.Next++
	case Reduce:
		s.Stack = s.Stack[:len(s.Stack)-1]
	case Left:
		d, h := s.Top(), int32(s.Next)
		s.Stack = s.Stack[:len(s.Stack)-1]
		s.Head[d] = h
		s.LC2[h], s.LC[h] = s.LC[h], d // later ones stand farther to the left
		s.NL[h] = min(s.NL[h]+1, 7)
	case Right:
		h, d := s.Top(), int32(s.Next)
		s.Head[d] = h
		s.RC2[h], s.RC[h] = s.RC[h], d
		s.NR[h] = min(s.NR[h]+1, 7)
		s.Stack = append(s.Stack, d)
		s.Next++
	}
}

// SetRel sets the relation of word d to its head.
func (s *State) SetRel(d int32, rel uint8) {
	s.Rel[d] = rel
	if h := s.Head[d]; d < h {
		s.LSet[h] |= 1 << (rel & 63)
	} else {
		s.RSet[h] |= 1 << (rel & 63)
	}
}

// Tagged is a sentence as the parser sees it: the words, their fine tags (UPOS with what matters of the features) and coarse ones.
type Tagged struct {
	Words  []Word
	Fine   []uint32
	Coarse []uint8
}

// view is what is seen of one word in a state.
type view struct{ w, t, p uint32 }

func (c *Tagged) at(i int32) view {
	if i == NoWord {
		return view{2, 2, 40}
	}
	if int(i) >= len(c.Words) {
		return view{3, 3, 41}
	}
	return view{c.Words[i].Low, c.Fine[i], uint32(c.Coarse[i])}
}

// Parse appends the features of a state to out.
func (c *Tagged) Parse(out []uint64, s *State) []uint64 {
	i0, i1 := s.Top(), int32(NoWord)
	if n := len(s.Stack); n > 1 {
		i1 = s.Stack[n-2]
	}
	j0 := int32(s.Next)
	j1, j2, j3 := min(j0+1, int32(s.N)+1), min(j0+2, int32(s.N)+1), min(j0+3, int32(s.N)+1)
	s0, s1, b0, b1, b2, b3 := c.at(i0), c.at(i1), c.at(j0), c.at(j1), c.at(j2), c.at(j3)
	before := c.at(j0 - 1)
	var h, h2, l, l2, r, r2, bl, bl2 int32 = NoWord, NoWord, NoWord, NoWord, NoWord, NoWord, s.LC[j0], s.LC2[j0]
	var s0rel, hrel, nl, nr, lset, rset uint32
	if i0 != NoWord {
		h, l, l2, r, r2 = s.Head[i0], s.LC[i0], s.LC2[i0], s.RC[i0], s.RC2[i0]
		s0rel, nl, nr = uint32(s.Rel[i0]), uint32(s.NL[i0]), uint32(s.NR[i0])
		lset, rset = fold64(s.LSet[i0]), fold64(s.RSet[i0])
		if h != NoWord {
			h2, hrel = s.Head[h], uint32(s.Rel[h])
		}
	}
	rel := func(i int32) uint32 {
		if i == NoWord {
			return 0
		}
		return uint32(s.Rel[i])
	}
	vh, vh2, vl, vl2, vr, vr2, vbl, vbl2 := c.at(h), c.at(h2), c.at(l), c.at(l2), c.at(r), c.at(r2), c.at(bl), c.at(bl2)
	dist := bucket(j0 - i0)
	if i0 == NoWord {
		dist = 9
	}
	headed := flag(h != NoWord)
	bnl, bset := uint32(s.NL[j0]), fold64(s.LSet[j0])
	st, bt := s0.t<<1|headed, b0.t
	return append(out,
		Mix(101, s0.w, st, 0), Mix(102, s0.w, headed, 0), Mix(103, st, s0rel, 0), Mix(104, b0.w, bt, 0), Mix(105, b0.w, 0, 0), Mix(106, bt, 0, 0),
		Mix(107, b1.w, b1.t, 0), Mix(108, b1.w, 0, 0), Mix(109, b1.t, 0, 0), Mix(110, b2.w, b2.t, 0), Mix(111, b2.w, 0, 0), Mix(112, b2.t, 0, 0),
		Mix(113, s0.w, s0.t, Pair(b0.w, bt)), Mix(114, s0.w, s0.t, b0.w), Mix(115, s0.w, b0.w, bt), Mix(116, s0.w, s0.t, bt), Mix(117, st, b0.w, bt),
		Mix(118, s0.w, b0.w, headed), Mix(119, st, bt, 0), Mix(120, bt, b1.t, 0),
		Mix(121, bt, b1.t, b2.t), Mix(122, st, bt, b1.t), Mix(123, vh.t, st, bt), Mix(124, st, vl.t, bt), Mix(125, st, vr.t, bt), Mix(126, st, bt, vbl.t),
		Mix(127, s0.w, dist, headed), Mix(128, st, dist, 0), Mix(129, b0.w, dist, 0), Mix(130, bt, dist, 0), Mix(131, s0.w, b0.w, dist), Mix(132, st, bt, dist),
		Mix(133, s0.w, nr, headed), Mix(134, st, nr, 0), Mix(135, s0.w, nl, headed), Mix(136, st, nl, 0), Mix(137, b0.w, bnl, 0), Mix(138, bt, bnl, 0),
		Mix(139, vh.w, vh.t, 0), Mix(140, vh.t, s0rel, 0), Mix(141, s0rel, bt, st), Mix(142, vl.w, vl.t, 0), Mix(143, vl.t, rel(l), 0),
		Mix(144, vr.w, vr.t, 0), Mix(145, vr.t, rel(r), bt), Mix(146, vbl.w, vbl.t, 0), Mix(147, vbl.t, rel(bl), 0),
		Mix(148, vh2.t, vh.t, hrel), Mix(149, vl2.t, rel(l2), 0), Mix(150, vr2.t, rel(r2), 0), Mix(151, vbl2.t, rel(bl2), 0),
		Mix(152, st, vl.t, vl2.t), Mix(153, st, vr.t, vr2.t), Mix(154, st, vh.t, vh2.t), Mix(155, bt, vbl.t, vbl2.t),
		Mix(156, s0.w, rset, 0), Mix(157, st, rset, 0), Mix(158, s0.w, lset, 0), Mix(159, st, lset, 0), Mix(160, b0.w, bset, 0), Mix(161, bt, bset, 0),
		Mix(162, s1.t, st, bt), Mix(163, s1.w, s0.w, b0.w), Mix(164, s1.t, bt, headed), Mix(165, s1.w, b0.w, 0), Mix(166, s1.t, st, 0),
		Mix(167, b3.t, b2.t, b1.t), Mix(168, before.t, bt, st), Mix(169, st, bt, Pair(rset, bset)), Mix(170, s0.p<<8|b0.p, b1.p<<8|b2.p, headed),
		Mix(171, s0.w, bt, b1.t), Mix(172, st, b0.w, b1.t), Mix(173, s0.p, Pair(b0.p, s1.p), Pair(vh.p, s0rel)), Mix(174, s0.w, vr.t, b0.w),
		Mix(175, vh.w, b0.w, bt), Mix(176, vh.t, bt, hrel), Mix(177, st, s0rel, Pair(bt, dist)), Mix(178, s0.w, b1.w, bt), Mix(179, s0.w, vbl.w, bt), Mix(180, st, vbl.w, bt),
	)
}

// Pair joins two values to one.
func Pair(a, b uint32) uint32 { return (a*0x9e3779b1)>>3 ^ a ^ b*0x85ebca6b }

func fold64(x uint64) uint32 { return uint32(x) ^ uint32(x>>32)*0x9e3779b1 }

// bucket is a distance in words, large ones together.
func bucket(d int32) uint32 {
	switch {
	case d < 5:
		return uint32(max(d, 0))
	case d < 8:
		return 5
	case d < 12:
		return 6
	}
	return 7
}

// Copy makes s the same state as o.
func (s *State) Copy(o *State) {
	s.N, s.Next = o.N, o.Next
	s.Stack = append(s.Stack[:0], o.Stack...)
	s.Head = append(s.Head[:0], o.Head...)
	s.Rel = append(s.Rel[:0], o.Rel...)
	s.LC, s.LC2 = append(s.LC[:0], o.LC...), append(s.LC2[:0], o.LC2...)
	s.RC, s.RC2 = append(s.RC[:0], o.RC...), append(s.RC2[:0], o.RC2...)
	s.NL, s.NR = append(s.NL[:0], o.NL...), append(s.NR[:0], o.NR...)
	s.LSet, s.RSet = append(s.LSet[:0], o.LSet...), append(s.RSet[:0], o.RSet...)
}

// Kernel is a number that two states of one sentence share only if they have the same features.
func (s *State) Kernel() uint64 {
	i0, i1 := s.Top(), int32(NoWord)
	if n := len(s.Stack); n > 1 {
		i1 = s.Stack[n-2]
	}
	j := int32(s.Next)
	k := kernel(0).words(i0, i1).words(j, 0).child(s, s.LC[j]).child(s, s.LC2[j]).sets(s.LSet[j], uint64(s.NL[j]))
	if i0 == NoWord {
		return uint64(k)
	}
	k = k.child(s, s.LC[i0]).child(s, s.LC2[i0]).child(s, s.RC[i0]).child(s, s.RC2[i0]).child(s, i0)
	k = k.sets(s.LSet[i0], s.RSet[i0]).sets(uint64(s.NL[i0]), uint64(s.NR[i0]))
	if h := s.Head[i0]; h != NoWord {
		k = k.words(h, s.Head[h]).child(s, h)
	}
	return uint64(k)
}

// ArcKernel is the same for the features of the arc from h to d.
func (s *State) ArcKernel(h, d int32) uint64 {
	k := kernel(1).words(h, d).child(s, s.LC[d]).child(s, s.LC2[d]).child(s, s.RC[d]).child(s, s.LC[h]).child(s, s.LC2[h]).child(s, s.RC[h]).child(s, s.RC2[h])
	k = k.sets(s.LSet[h], s.RSet[h]).sets(s.LSet[d], s.RSet[d]).words(s.Head[h], int32(s.Rel[h]))
	return uint64(k.sets(uint64(s.NL[h]), uint64(s.NR[h])))
}

type kernel uint64

func (k kernel) sets(a, b uint64) kernel {
	h := uint64(k)*0x9e3779b97f4a7c15 + a
	h = (h ^ h>>31) * 0xbf58476d1ce4e5b9
	h = (h + b ^ h>>29) * 0x94d049bb133111eb
	return kernel(h ^ h>>32)
}

func (k kernel) words(a, b int32) kernel { return k.sets(uint64(uint32(a)), uint64(uint32(b))) }

func (k kernel) child(s *State, i int32) kernel {
	if i == NoWord {
		return k.words(i, 0)
	}
	return k.words(i, int32(s.Rel[i]))
}
