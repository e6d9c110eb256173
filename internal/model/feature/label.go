package feature

// Label appends the features of the arc from h to d to out. The children of both that s has so far are seen.
func (c *Tagged) Label(out []uint64, s *State, h, d int32) []uint64 {
	vh, vd := c.at(h), c.at(d)
	dir := flag(h < d)
	dist := bucket(max(h-d, d-h))<<1 | dir
	around := func(i int32) view {
		if i < 0 || int(i) >= s.N {
			return c.at(NoWord)
		}
		return c.at(i)
	}
	rel := func(i int32) uint32 {
		if i == NoWord {
			return 0
		}
		return uint32(s.Rel[i])
	}
	l, l2, r := s.LC[d], s.LC2[d], s.RC[d]
	vl, vl2, vr := c.at(l), c.at(l2), c.at(r)
	hl, hr, hr2 := s.LC[h], s.RC[h], s.RC2[h]
	if hr == d {
		hr = hr2
	}
	if hl == d {
		hl = s.LC2[h]
	}
	vhl, vhr := c.at(hl), c.at(hr)
	hset, dset := fold64(s.LSet[h]), fold64(s.LSet[d])
	hh := int32(NoWord)
	if int(h) < s.N {
		hh = s.Head[h]
	}
	up := d < int32(s.N) && c.Words[d].Upper
	hup := h < int32(s.N) && c.Words[h].Upper
	caps := flag(up)<<1 | flag(hup)
	prev, next := around(d-1), around(d+1)
	hprev, hnext := around(h-1), around(h+1)
	return append(out,
		Mix(201, vd.w, dir, 0), Mix(202, vd.t, dir, 0), Mix(203, vh.w, dir, 0), Mix(204, vh.t, dir, 0),
		Mix(205, vd.t, vh.t, dir), Mix(206, vd.w, vh.w, dir), Mix(207, vd.w, vh.t, dir), Mix(208, vd.t, vh.w, dir), Mix(209, vd.t, vh.t, dist),
		Mix(210, vl.w, vd.t, vh.t), Mix(211, vl.w, vh.w, dir), Mix(212, vl.t, vd.t, Pair(vh.t, dir)), Mix(213, vl.t, rel(l), vd.t),
		Mix(214, vl2.w, vd.t, vh.t), Mix(215, vr.w, vd.t, vh.t), Mix(216, vr.t, rel(r), Pair(vd.t, vh.t)),
		Mix(217, rel(hl), vd.t, Pair(vh.t, dir)), Mix(218, rel(hr), vd.t, Pair(vh.t, dir)), Mix(219, vhl.w, vd.t, vh.t), Mix(220, vhr.t, vd.t, Pair(vh.t, dir)),
		Mix(221, hset, vd.t, Pair(vh.t, dir)), Mix(222, dset, vd.t, Pair(vh.t, dir)), Mix(223, fold64(s.RSet[h]), vd.t, Pair(vh.t, dir)), Mix(224, fold64(s.RSet[d]), vd.t, Pair(vh.t, dir)),
		Mix(225, prev.t, vd.t, Pair(vh.t, dir)), Mix(226, next.t, vd.t, Pair(vh.t, dir)), Mix(227, hprev.t, vd.t, Pair(vh.t, dir)), Mix(228, hnext.t, vd.t, Pair(vh.t, dir)),
		Mix(229, prev.w, vd.t, dir), Mix(230, next.w, vd.t, dir), Mix(231, hprev.w, vd.t, Pair(vh.t, dir)), Mix(232, hnext.w, vd.t, Pair(vh.t, dir)),
		Mix(233, caps, vd.t, Pair(vh.t, dist)), Mix(234, c.at(hh).t, vd.t, Pair(vh.t, dir)), Mix(235, rel(h), vd.t, Pair(vh.t, dir)), Mix(236, vd.w, dist, rel(hl)),
		Mix(237, vh.w, dset, dir), Mix(238, vh.w, vl.w, vd.t), Mix(239, vd.w, vl.w, vh.t), Mix(240, prev.w, vd.t, next.t), Mix(241, vh.w, rel(hr), Pair(vd.t, dir)),
		Mix(242, uint32(s.NR[h])<<4|uint32(s.NL[h]), vd.t, Pair(vh.t, dir)), Mix(243, vd.p, vh.p, dir), Mix(244, vd.w, vh.p, dir), Mix(245, vd.p, vh.w, dir), Mix(246, 0, 0, 0),
	)
}
