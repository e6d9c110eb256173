package model

import (
	"slices"

	"chancery/internal/doc"
	"chancery/internal/model/feature"
)

// BeamWidth is how many states are kept at each step; two more, as in training, gain 0.1 points and cost a quarter of the speed.
const BeamWidth = 6

// A beam is the best states after so many steps. Every way to parse n words takes 2n steps.
type beam struct {
	states [BeamWidth]feature.State
	scores [BeamWidth]int32
	size   int
}

// A candidate is a step from one state of the beam.
type candidate struct {
	score  int32
	from   uint8
	action feature.Action
}

// parse builds the tree.
func (m *Model) parse(sc *scratch) {
	ctx := feature.Tagged{Words: sc.words, Fine: sc.fine, Coarse: sc.coarse}
	cur, next := &sc.beams[0], &sc.beams[1]
	cur.states[0].Reset(len(sc.words))
	cur.scores[0], cur.size = 0, 1
	for range 2 * len(sc.words) {
		var best [BeamWidth + 1]candidate
		n := 0
		sc.arcs = sc.arcs[:0]
		var kernels [BeamWidth]uint64
		var scored [BeamWidth][feature.NumActions]int32
		for i := range cur.size {
			st := &cur.states[i]
			kernels[i] = st.Kernel()
			if same := slices.Index(kernels[:i], kernels[i]); same >= 0 {
				scored[i] = scored[same]
			} else {
				sc.feats = ctx.Parse(sc.feats[:0], st)
				m.parser.addAll(&scored[i], sc.feats)
			}
			scores := &scored[i]
			for a := range feature.NumActions {
				if st.Can(a) {
					n = insert(&best, n, candidate{cur.scores[i] + scores[a], uint8(i), a})
				}
			}
		}
		for k, c := range best[:n] {
			st := &next.states[k]
			st.Copy(&cur.states[c.from])
			m.step(sc, &ctx, st, c.action)
			next.scores[k] = c.score
		}
		next.size = n
		cur, next = next, cur
	}
	sc.state = &cur.states[0]
	m.oneRoot(sc)
}

// insert keeps the best candidates sorted, of equals the earlier first; n is how many there are.
func insert(best *[BeamWidth + 1]candidate, n int, c candidate) int {
	i := n
	for i > 0 && best[i-1].score < c.score {
		best[i] = best[i-1]
		i--
	}
	best[i] = c
	return min(n+1, BeamWidth)
}

// step takes a step and gives the arc that it makes its relation.
func (m *Model) step(sc *scratch, ctx *feature.Tagged, st *feature.State, a feature.Action) {
	d := st.Top()
	if a == feature.Right {
		d = int32(st.Next)
	}
	st.Do(a)
	if a == feature.Left || a == feature.Right {
		st.SetRel(d, m.label(sc, ctx, st, st.Head[d], d))
	}
}

// label chooses the relation of d to its head h among those that were seen between two such words.
func (m *Model) label(sc *scratch, ctx *feature.Tagged, st *feature.State, h, d int32) uint8 {
	if int(h) == len(sc.words) {
		return uint8(doc.Root)
	}
	kernel := st.ArcKernel(h, d)
	for _, a := range sc.arcs {
		if a.kernel == kernel {
			return a.rel
		}
	}
	sc.feats = ctx.Label(sc.feats[:0], st, h, d)
	scores := sc.scores[:doc.NumRels]
	clear(scores)
	m.labels.addAll(scores, sc.feats)
	allowed, known := m.pairs[PairKey(sc.coarse[h], sc.coarse[d], h < d)]
	best := doc.NoRel
	for r := doc.NoRel + 2; int(r) < doc.NumRels; r++ {
		if known && allowed>>r&1 == 0 {
			continue
		}
		if best == doc.NoRel || scores[r] > scores[best] {
			best = r
		}
	}
	sc.arcs = append(sc.arcs, arc{kernel, uint8(best)})
	return uint8(best)
}

// An arc is the relation that was chosen for the arcs of one kernel in this step.
type arc struct {
	kernel uint64
	rel    uint8
}

// PairKey is the key of the relations between a head and a dependent of two parts of speech.
func PairKey(head, dep uint8, right bool) uint32 {
	k := uint32(head)<<8 | uint32(dep)
	if right {
		k |= 1 << 16
	}
	return k
}

// oneRoot makes the first of several words without a head the root, and the others its dependents; a verb or noun comes before marks.
func (m *Model) oneRoot(sc *scratch) {
	n := int32(len(sc.words))
	s := sc.state
	root, rank := int32(feature.NoWord), 99
	for i := range n {
		if s.Head[i] != n && s.Head[i] != feature.NoWord {
			continue
		}
		if r := rootRank(doc.UPOS(sc.coarse[i])); r < rank {
			root, rank = i, r
		}
	}
	for i := range n {
		if i == root || s.Head[i] != n && s.Head[i] != feature.NoWord {
			continue
		}
		s.Head[i] = root
		rel := doc.Parataxis
		if sc.coarse[i] == uint8(doc.PUNCT) {
			rel = doc.Punct
		}
		s.Rel[i] = uint8(rel)
	}
	s.Head[root], s.Rel[root] = NoHead, uint8(doc.Root)
}

func rootRank(p doc.UPOS) int {
	switch p {
	case doc.PUNCT:
		return 3
	case doc.SYM, doc.DET, doc.ADP, doc.CCONJ, doc.SCONJ, doc.PART:
		return 2
	}
	return 1
}

// agree gives finite verbs the number and person of their subjects.
func (m *Model) agree(sc *scratch, s *Sentence) {
	subject := sc.fine[:0] // by verb: 0 none, else 1 + 3*number + person-1
	for range s.Nodes {
		subject = append(subject, 0)
	}
	for i := range s.Nodes {
		nd := &s.Nodes[i]
		if (nd.Rel == doc.Nsubj || nd.Rel == doc.NsubjPass || nd.Rel == doc.Expl) && nd.Head >= 0 && (subject[nd.Head] == 0 || nd.Rel != doc.Expl) {
			subject[nd.Head] = 1 + agreement(s, int32(i))
		}
	}
	for i := range s.Nodes {
		t := &m.tags[sc.tags[i]]
		if t.agree[0][0] == "" {
			continue
		}
		at, v := int32(i), uint32(0)
		for range 4 { // an auxiliary has the subject of its head, a conjunct that of the first
			if v = subject[at]; v != 0 {
				break
			}
			if r := s.Nodes[at].Rel; r != doc.Aux && r != doc.AuxPass && r != doc.Cop && r != doc.Conj || s.Nodes[at].Head < 0 {
				break
			}
			at = s.Nodes[at].Head
		}
		if v == 0 {
			v = 3 // third person singular
		}
		s.Nodes[i].Feats = t.agree[(v-1)/3][(v-1)%3]
	}
}

// agreement is 3*number + person - 1 of a subject.
func agreement(s *Sentence, i int32) uint32 {
	nd := &s.Nodes[i]
	tok := doc.Token{Feats: nd.Feats}
	person := uint32(2)
	switch tok.Feat("Person") {
	case "1":
		person = 0
	case "2":
		return 1
	}
	if tok.Feat("Number") == "Plur" || tok.Feat("Number") == "Ptan" {
		return 3 + person
	}
	for j := i + 1; int(j) < len(s.Nodes) && j < i+30; j++ {
		if s.Nodes[j].Head == i && s.Nodes[j].Rel == doc.Conj {
			return 3 + person
		}
	}
	return person
}
