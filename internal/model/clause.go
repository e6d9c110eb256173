package model

import (
	"slices"
	"strings"

	"chancery/internal/doc"
)

// complete makes complements of the clauses that follow their verb with the one mark "that". Of a thousand such clauses in EWT and
// GUM one is an adverbial, but the network takes more for one when other words stand between.
func (m *Model) complete(sc *scratch, s *Sentence) {
	const that, other = 1, 2
	marks := slices.Grow(sc.marks[:0], len(s.Nodes))[:len(s.Nodes)]
	sc.marks = marks
	clear(marks)
	for i := range s.Nodes {
		nd := &s.Nodes[i]
		if nd.Rel != doc.MarkRel {
			continue
		}
		clause := &s.Nodes[nd.Head]
		if marks[nd.Head] == 0 && clause.Head >= 0 && int(clause.Head) < i && strings.EqualFold(s.Words[i], "that") {
			marks[nd.Head] = that
		} else {
			marks[nd.Head] = other
		}
	}
	for i := range s.Nodes {
		if nd := &s.Nodes[i]; nd.Rel == doc.Advcl && marks[i] == that && s.Nodes[nd.Head].UPOS == doc.VERB {
			nd.Rel = doc.Ccomp
		}
	}
}
