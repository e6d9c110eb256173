package model

import (
	"slices"

	"chancery/internal/doc"
)

// agree gives finite verbs the number and person of their subjects.
func (m *Model) agree(sc *scratch, s *Sentence, tags []uint16) {
	subject := slices.Grow(sc.subject[:0], len(s.Nodes))[:len(s.Nodes)] // by verb: 0 none, else 1 + 3*number + person-1
	sc.subject = subject
	clear(subject)
	for i := range s.Nodes {
		nd := &s.Nodes[i]
		if (nd.Rel == doc.Nsubj || nd.Rel == doc.NsubjPass || nd.Rel == doc.Expl) && nd.Head >= 0 && (subject[nd.Head] == 0 || nd.Rel != doc.Expl) {
			subject[nd.Head] = 1 + agreement(s, int32(i))
		}
	}
	for i := range s.Nodes {
		t := &m.tags[tags[i]]
		if t.agree[0][0] == "" {
			continue
		}
		at, v := int32(i), uint8(0)
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
func agreement(s *Sentence, i int32) uint8 {
	nd := &s.Nodes[i]
	tok := doc.Token{Feats: nd.Feats}
	person := uint8(2)
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
