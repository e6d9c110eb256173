package model

import (
	"slices"
	"strings"

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
		if nd := &s.Nodes[i]; nd.Rel == doc.Cop && outer(s, int32(i)) {
			v = 3 // "what I know is": its subject is a clause
		}
		for range 4 { // an auxiliary has the subject of its head, a conjunct that of the first
			if v == 0 {
				v = subject[at]
			}
			if v != 0 {
				break
			}
			if r := s.Nodes[at].Rel; r != doc.Aux && r != doc.AuxPass && r != doc.Cop && r != doc.Conj || s.Nodes[at].Head < 0 {
				break
			}
			at = s.Nodes[at].Head
		}
		if v == 0 {
			v = 3 // third person singular
			if i == 0 && s.Nodes[i].UPOS == doc.VERB {
				v = 1 // "Thank you"
			}
		}
		if v == 3 && isPlural(strings.ToLower(s.Words[i]), t.feats) {
			v = 6
		}
		s.Nodes[i].Feats = t.agree[(v-1)/3][(v-1)%3]
	}
}

// outer reports whether a copula stands in front of a clause that is its predicate, with a subject of its own.
func outer(s *Sentence, cop int32) bool {
	head := s.Nodes[cop].Head
	for j := cop - 1; j >= 0 && j >= cop-30; j-- {
		if nd := &s.Nodes[j]; nd.Head == head && nd.Rel == doc.NsubjOuter {
			return true
		}
	}
	return false
}

// isPlural reports whether a finite form is none of the third person singular: "suffer", "are". Past forms but "were" tell nothing.
func isPlural(form, feats string) bool {
	switch form {
	case "are", "were", "'re", "’re", "re", "aren", "weren":
		return true
	case "was", "is", "'s", "’s", "has", "does", "am", "'m", "’m", "can", "could", "will", "would", "may", "might", "shall", "should", "must", "s", "m":
		return false
	}
	return strings.Contains(feats, "Tense=Pres") && !strings.HasSuffix(form, "s")
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
