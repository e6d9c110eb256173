package main

import (
	"math/rand/v2"

	"chancery/internal/model/feature"
)

// beamWidth is how many states are kept at each step of training.
const beamWidth = 8

// A path is a state of the beam and the steps that led to it.
type path struct {
	state feature.State
	score int64
	steps []feature.Action
}

// A beamParser learns the steps so that the right tree as a whole scores best (Zhang and Clark 2008), updating where the best wrong path
// is farthest ahead of the right one (Huang, Fayong and Guo 2012).
type beamParser struct {
	*parser
	cur, next []*path
	gold      path
}

func (p *beamParser) train(samples []*sample, epochs int, rng *rand.Rand, report func(epoch int, right float64)) {
	for range beamWidth {
		p.cur, p.next = append(p.cur, &path{}), append(p.next, &path{})
	}
	steps, arcs := newCounter(), newCounter()
	for _, s := range samples {
		p.count(s, steps, arcs)
	}
	p.actions.only(steps, 600_000)
	p.labels.only(arcs, 150_000)
	order := make([]*sample, len(samples))
	copy(order, samples)
	for e := range epochs {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		right := 0
		for _, s := range order {
			if len(s.forms) > 120 {
				continue
			}
			if p.learnSentence(s) {
				right++
			}
		}
		report(e, float64(right)/float64(len(order)))
	}
	p.actions.average()
	p.labels.average()
}

// count counts the features of the states and arcs that lead to the right tree.
func (p *beamParser) count(s *sample, steps, arcs *counter) {
	p.prepare(s)
	st := &p.state
	for !st.IsDone() {
		p.feats = p.ctx.Parse(p.feats[:0], st)
		steps.add(p.feats)
		best, least := feature.NumActions, 0
		for _, a := range []feature.Action{feature.Left, feature.Right, feature.Reduce, feature.Shift} {
			if !st.Can(a) {
				continue
			}
			if c := p.cost(s, a); best == feature.NumActions || c < least {
				best, least = a, c
			}
		}
		d := st.Top()
		if best == feature.Right {
			d = int32(st.Next)
		}
		st.Do(best)
		if best == feature.Left || best == feature.Right {
			if h := st.Head[d]; int(h) < st.N {
				p.arc = p.ctx.Label(p.arc[:0], st, h, d)
				arcs.add(p.arc)
			}
			st.SetRel(d, p.rels[d])
		}
	}
}

// scoresOf is what the features of a state say of each step.
func (p *beamParser) scoresOf(st *feature.State) [feature.NumActions]int64 {
	p.feats = p.ctx.Parse(p.feats[:0], st)
	scores := p.score[:feature.NumActions]
	clear(scores)
	p.actions.addAll(scores, p.feats)
	return [feature.NumActions]int64{int64(scores[0]), int64(scores[1]), int64(scores[2]), int64(scores[3])}
}

// learnSentence parses a sentence and learns from it. It reports whether the best tree was right.
func (p *beamParser) learnSentence(s *sample) bool {
	p.prepare(s)
	n := len(s.heads)
	p.cur[0].state.Reset(n)
	p.cur[0].score, p.cur[0].steps = 0, p.cur[0].steps[:0]
	size := 1
	p.gold.state.Reset(n)
	p.gold.score, p.gold.steps = 0, p.gold.steps[:0]
	onGold := 0 // index of the right path in the beam, -1 once it has fallen out
	p.actions.step++
	var worst int64
	var wrong []feature.Action
	wrongUpTo := 0
	for range 2 * n {
		var best [beamWidth + 1]candidate
		k := 0
		for i := range size {
			st := &p.cur[i].state
			scores := p.scoresOf(st)
			for a := range feature.NumActions {
				if st.Can(a) {
					k = insert(&best, k, candidate{p.cur[i].score + scores[a], i, a})
				}
			}
		}
		goldStep := p.goldStep(s)
		stillGold := -1
		for j, c := range best[:k] {
			to, from := p.next[j], p.cur[c.from]
			to.state.Copy(&from.state)
			to.steps = append(append(to.steps[:0], from.steps...), c.action)
			to.score = c.score
			p.take(s, &to.state, c.action, false)
			if c.from == onGold && c.action == goldStep {
				stillGold = j
			}
		}
		p.take(s, &p.gold.state, goldStep, true)
		p.gold.steps = append(p.gold.steps, goldStep)
		onGold, size = stillGold, k
		p.cur, p.next = p.next, p.cur
		if onGold != 0 {
			if ahead := p.cur[0].score - p.gold.score; ahead >= worst && (onGold < 0 || len(p.gold.steps) == 2*n) {
				worst, wrongUpTo = ahead, len(p.gold.steps)
				wrong = append(wrong[:0], p.cur[0].steps...)
			}
		}
	}
	if wrongUpTo == 0 {
		return onGold == 0
	}
	same := 0
	for same < wrongUpTo && wrong[same] == p.gold.steps[same] {
		same++
	}
	p.replay(s, p.gold.steps[:wrongUpTo], same, 1)
	p.replay(s, wrong, same, -1)
	return false
}

// goldStep is the step from the right state that leads to the right tree, the best by the weights if there are several, and adds its
// score.
func (p *beamParser) goldStep(s *sample) feature.Action {
	own := p.state
	p.state = p.gold.state
	defer func() { p.state = own }()
	scores := p.scoresOf(&p.gold.state)
	best, least := feature.NumActions, 0
	for a := range feature.NumActions {
		if !p.gold.state.Can(a) {
			continue
		}
		c := p.cost(s, a)
		if best == feature.NumActions || c < least || c == least && scores[a] > scores[best] {
			best, least = a, c
		}
	}
	p.gold.score += scores[best]
	return best
}

// take takes a step and guesses the relation of its arc; on the right path it learns from the guess.
func (p *beamParser) take(s *sample, st *feature.State, a feature.Action, learn bool) {
	d := st.Top()
	if a == feature.Right {
		d = int32(st.Next)
	}
	st.Do(a)
	if a == feature.Left || a == feature.Right {
		st.SetRel(d, p.relation(s, st, d, learn))
	}
}

// replay adds v to the weights of the steps of a path, but for the first ones.
func (p *beamParser) replay(s *sample, steps []feature.Action, first int, v int32) {
	st := &p.next[0].state
	st.Reset(len(s.heads))
	for i, a := range steps {
		if i >= first {
			p.feats = p.ctx.Parse(p.feats[:0], st)
			p.actions.update(p.feats, uint8(a), v)
		}
		p.take(s, st, a, false)
	}
}

type candidate struct {
	score  int64
	from   int
	action feature.Action
}

// insert keeps the best candidates sorted, of equals the earlier first; n is how many there are.
func insert(best *[beamWidth + 1]candidate, n int, c candidate) int {
	i := n
	for i > 0 && best[i-1].score < c.score {
		best[i] = best[i-1]
		i--
	}
	best[i] = c
	return min(n+1, beamWidth)
}
