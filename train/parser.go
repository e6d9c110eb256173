package main

import (
	"strings"

	"chancery/internal/doc"
	"chancery/internal/model"
	"chancery/internal/model/feature"
)

// A parser is a parser under training: one perceptron for the steps, one for the relations.
type parser struct {
	fine    []uint32 // by tag
	coarse  []uint8
	actions *perceptron
	labels  *perceptron
	pairs   map[uint32]uint64
	state   feature.State
	ctx     feature.Tagged
	feats   []uint64
	arc     []uint64
	score   [256]int32
	kids    [][]int32 // gold dependents of each word
	rels    []uint8
}

func newParser(samples []*sample, ts *tagSet) *parser {
	p := &parser{actions: newPerceptron(), labels: newPerceptron(), pairs: map[uint32]uint64{}}
	for _, name := range ts.names {
		pos, feats, _ := strings.Cut(name, " ")
		p.fine = append(p.fine, feature.HashString(model.FineTag(pos, feats)))
		p.coarse = append(p.coarse, uint8(doc.ParseUPOS(pos)))
	}
	count := map[uint64]int{}
	for _, s := range samples {
		for d, h := range s.heads {
			if int(h) == len(s.heads) {
				continue
			}
			for _, tags := range [2]func(int) uint8{
				func(i int) uint8 { return p.coarse[ts.index[s.tags[i]]] },
				func(i int) uint8 { return p.coarse[s.guess[i]] },
			} {
				key := model.PairKey(tags(int(h)), tags(d), int(h) < d)
				count[uint64(key)<<8|uint64(doc.ParseRel(s.rels[d]))]++
			}
		}
	}
	for k, n := range count {
		if n >= 4 {
			p.pairs[uint32(k>>8)] |= 1 << (k & 63)
		}
	}
	return p
}

// prepare sets the parser to the beginning of a sentence.
func (p *parser) prepare(s *sample) {
	n := len(s.heads)
	p.ctx.Words, p.ctx.Fine, p.ctx.Coarse = s.words, p.ctx.Fine[:0], p.ctx.Coarse[:0]
	for _, t := range s.guess {
		p.ctx.Fine = append(p.ctx.Fine, p.fine[t])
		p.ctx.Coarse = append(p.ctx.Coarse, p.coarse[t])
	}
	p.state.Reset(n)
	for len(p.kids) <= n {
		p.kids = append(p.kids, nil)
	}
	for i := range n + 1 {
		p.kids[i] = p.kids[i][:0]
	}
	p.rels = p.rels[:0]
	for d, h := range s.heads {
		p.kids[h] = append(p.kids[h], int32(d))
		p.rels = append(p.rels, uint8(doc.ParseRel(s.rels[d])))
	}
}

// cost is how many gold arcs an action makes impossible.
func (p *parser) cost(s *sample, a feature.Action) int {
	st := &p.state
	b, top := int32(st.Next), st.Top()
	n := 0
	switch a {
	case feature.Shift:
		for _, k := range st.Stack {
			if s.heads[b] == k || st.Head[k] == feature.NoWord && s.heads[k] == b {
				n++
			}
		}
	case feature.Right:
		if h := s.heads[b]; h != top {
			if h > b {
				n++
			}
			for _, k := range st.Stack {
				if k == h {
					n++
				}
			}
		}
		for _, k := range st.Stack {
			if st.Head[k] == feature.NoWord && s.heads[k] == b {
				n++
			}
		}
	case feature.Reduce:
		for _, d := range p.kids[top] {
			if d >= b {
				n++
			}
		}
	case feature.Left:
		if h := s.heads[top]; h != b && h > b {
			n++
		}
		for _, d := range p.kids[top] {
			if d >= b {
				n++
			}
		}
	}
	return n
}

// relation guesses the relation of d to its head among those seen between two such words, and learns from the guess if the arc is right.
func (p *parser) relation(s *sample, st *feature.State, d int32, learn bool) uint8 {
	h := st.Head[d]
	if int(h) == st.N {
		return uint8(doc.Root)
	}
	p.arc = p.ctx.Label(p.arc[:0], st, h, d)
	scores := p.score[:doc.NumRels]
	clear(scores)
	p.labels.addAll(scores, p.arc)
	allowed := p.pairs[model.PairKey(p.ctx.Coarse[h], p.ctx.Coarse[d], h < d)]
	best := doc.NoRel
	for r := doc.NoRel + 2; int(r) < doc.NumRels; r++ {
		if allowed != 0 && allowed>>r&1 == 0 {
			continue
		}
		if best == doc.NoRel || scores[r] > scores[best] {
			best = r
		}
	}
	if learn {
		p.labels.step++
		if gold := p.rels[d]; s.heads[d] == h && gold != uint8(best) && gold > 1 && allowed>>gold&1 == 1 {
			p.labels.update(p.arc, gold, 1)
			p.labels.update(p.arc, uint8(best), -1)
		}
	}
	return uint8(best)
}
