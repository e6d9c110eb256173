package model

import (
	"testing"

	"chancery/internal/doc"
)

func node(head int32, rel doc.Rel, pos doc.UPOS) Node { return Node{Head: head, Rel: rel, UPOS: pos} }

// TestRepairs holds what settling mends in trees that contradict themselves.
func TestRepairs(t *testing.T) {
	// "between Lee and Kim", where "and" stands below Kim and Kim beside Lee
	s := &Sentence{Words: []string{"talks", "between", "Lee", "and", "Kim"}, Nodes: []Node{
		node(-1, doc.Root, doc.NOUN), node(2, doc.Case, doc.ADP), node(0, doc.Nmod, doc.PROPN), node(4, doc.CC, doc.CCONJ), node(0, doc.Appos, doc.PROPN),
	}}
	joinConjuncts(s)
	if n := s.Nodes[4]; n.Head != 2 || n.Rel != doc.Conj {
		t.Errorf("Kim hangs on %d as %v", n.Head, n.Rel)
	}
	// "sent Chad a team"
	s = &Sentence{Words: []string{"sent", "Chad", "a", "team"}, Nodes: []Node{
		node(-1, doc.Root, doc.VERB), node(0, doc.Obj, doc.PROPN), node(3, doc.Det, doc.DET), node(0, doc.Obj, doc.NOUN),
	}}
	partObjects(s)
	if s.Nodes[1].Rel != doc.Iobj || s.Nodes[3].Rel != doc.Obj {
		t.Errorf("sent %v %v", s.Nodes[1].Rel, s.Nodes[3].Rel)
	}
	// "left after Lee spoke"
	s = &Sentence{Words: []string{"left", "after", "Lee", "spoke"}, Nodes: []Node{
		node(-1, doc.Root, doc.VERB), node(2, doc.Case, doc.ADP), node(0, doc.Obl, doc.PROPN), node(0, doc.Parataxis, doc.VERB),
	}}
	raiseClauses(s)
	if s.Nodes[2].Head != 3 || s.Nodes[2].Rel != doc.Nsubj || s.Nodes[3].Rel != doc.Advcl || s.Nodes[1].Rel != doc.MarkRel {
		t.Errorf("Lee hangs on %d as %v", s.Nodes[2].Head, s.Nodes[2].Rel)
	}
	// "met with visiting President Lee on Monday"
	s = &Sentence{Words: []string{"met", "with", "visiting", "President", "Lee", "on", "Monday"}, Nodes: []Node{
		node(-1, doc.Root, doc.VERB), node(2, doc.MarkRel, doc.SCONJ), node(0, doc.Advcl, doc.VERB), node(4, doc.NmodDesc, doc.PROPN), node(2, doc.Obj, doc.PROPN),
		node(6, doc.Case, doc.ADP), node(2, doc.Obl, doc.PROPN),
	}}
	bindVisitors(s)
	if s.Nodes[4].Head != 0 || s.Nodes[4].Rel != doc.Obl || s.Nodes[2].Head != 4 || s.Nodes[2].Rel != doc.Amod || s.Nodes[1].Head != 4 || s.Nodes[6].Head != 0 {
		t.Errorf("Lee hangs on %d as %v", s.Nodes[4].Head, s.Nodes[4].Rel)
	}
	// "talks planned for Monday have been postponed"
	s = &Sentence{Words: []string{"talks", "planned", "for", "Monday", "have", "been", "postponed"}, Nodes: []Node{
		node(1, doc.Nsubj, doc.NOUN), {Head: -1, Rel: doc.Root, UPOS: doc.VERB, Lemma: "plan", Feats: "Tense=Past|VerbForm=Fin"}, node(3, doc.Case, doc.ADP), node(1, doc.Obl, doc.PROPN),
		node(6, doc.Aux, doc.AUX), node(6, doc.AuxPass, doc.AUX), {Head: 1, Rel: doc.Ccomp, UPOS: doc.VERB, Lemma: "postpone", Feats: "Tense=Past|VerbForm=Part|Voice=Pass"},
	}}
	foldReduced(s)
	if s.Nodes[6].Rel != doc.Root || s.Nodes[6].Head != -1 || s.Nodes[0].Head != 6 || s.Nodes[0].Rel != doc.NsubjPass || s.Nodes[1].Head != 0 || s.Nodes[1].Rel != doc.Acl {
		t.Errorf("talks hang on %d as %v", s.Nodes[0].Head, s.Nodes[0].Rel)
	}
	// "He began visiting President Lee" is left alone
	s = &Sentence{Words: []string{"He", "began", "visiting", "President", "Lee"}, Nodes: []Node{
		node(1, doc.Nsubj, doc.PRON), {Head: -1, Rel: doc.Root, UPOS: doc.VERB, Lemma: "begin"}, node(1, doc.Xcomp, doc.VERB), node(4, doc.NmodDesc, doc.PROPN), node(2, doc.Obj, doc.PROPN),
	}}
	bindVisitors(s)
	if s.Nodes[4].Head != 2 {
		t.Errorf("Lee hangs on %d", s.Nodes[4].Head)
	}
}

func TestSilentE(t *testing.T) {
	for _, c := range [][3]string{{"invited", "invit", "invite"}, {"inciting", "incit", "incite"}, {"visited", "visit", "visit"}, {"unit", "unit", "unit"}} {
		if got := withSilentE(c[0], c[1]); got != c[2] {
			t.Errorf("%s: %s, want %s", c[0], got, c[2])
		}
	}
}
