// Package model knows what the trained weights say of a sentence: given its words, of each word its part of speech, features, lemma,
// head and relation, and whether it belongs to a name.
//
// The arithmetic is in packages neural and kernel; every machine gives the same result. It does not know texts: words come from
// package token, sentences from package sentence. How the weights were made stands in train/README.md.
//
//	m, err := model.Default()
//	s := model.Sentence{Words: []string{"Xi", "met", "Putin", "."}}
//	m.Analyze(&s)
//	fmt.Println(s.Nodes[0].UPOS, s.Nodes[0].Head) // PROPN 1
package model

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"

	"chancery/internal/doc"
	"chancery/internal/model/neural"
)

//go:embed lemmas.bin
var lemmas string

// Default is the model that is embedded in the program, loaded at the first call.
var Default = sync.OnceValues(func() (*Model, error) {
	net, err := neural.Default()
	if err != nil {
		return nil, fmt.Errorf("model: %w", err)
	}
	return New(net, lemmas)
})

// A Sentence is the words of one sentence and what the model says of them. It may be used again for the next one.
type Sentence struct {
	Words []string
	Nodes []Node // one for each word
}

// A Node is what the model says of one word.
type Node struct {
	Lemma string
	Feats string
	Head  int32 // index into Words; NoHead for the root, of which there is one
	UPOS  doc.UPOS
	Rel   doc.Rel
	Name  doc.NameTag // kinds PER, ORG, GPE (any place) and MISC
}

// NoHead is the head of the root.
const NoHead = -1

// A Model is trained weights. It never changes and is safe for concurrent use.
type Model struct {
	net    *neural.Network
	tags   []tagInfo
	rels   []doc.Rel
	names  []doc.NameTag
	lemmas lemmatizer
	pool   sync.Pool
}

// A tagInfo is one tag: a part of speech with its features.
type tagInfo struct {
	upos  doc.UPOS
	feats string
	fine  uint32
	agree [2][3]string // features with number (singular, plural) and person of the subject; empty for most tags
}

// New makes a model of a network and of the rules of lemmas as train writes them.
func New(net *neural.Network, lemmas string) (*Model, error) {
	m := &Model{net: net}
	for _, tag := range net.Tags {
		m.tags = append(m.tags, makeTag(tag))
	}
	for _, rel := range net.Rels {
		m.rels = append(m.rels, doc.ParseRel(rel))
	}
	for _, name := range net.Names {
		m.names = append(m.names, parseName(name))
	}
	var err error
	if m.lemmas, err = readLemmas(lemmas); err != nil {
		return nil, fmt.Errorf("model: %w", err)
	}
	m.pool.New = func() any { return &scratch{} }
	return m, nil
}

// makeTag reads a tag: part of speech and features, joined by a space.
func makeTag(s string) tagInfo {
	pos, feats, _ := strings.Cut(s, " ")
	t := tagInfo{upos: doc.ParseUPOS(pos), feats: feats, fine: HashTag(FineTag(pos, feats))}
	if strings.Contains(feats, "Mood=Ind") && !strings.Contains(feats, "Person=") {
		for n, number := range []string{"Sing", "Plur"} {
			for p := range 3 {
				t.agree[n][p] = strings.Replace(feats, "Mood=Ind", fmt.Sprintf("Mood=Ind|Number=%s|Person=%d", number, p+1), 1)
			}
		}
	}
	return t
}

// parseName reads a name tag such as B-PER. Places are taken for states until more is known.
func parseName(s string) doc.NameTag {
	place, kind, _ := strings.Cut(s, "-")
	if kind == "LOC" {
		kind = "GPE"
	}
	return doc.MakeNameTag(doc.ParseNameKind(kind), place == "B")
}

// scratch is what the work on some sentences needs; it is used again for the next ones.
type scratch struct {
	net     neural.Scratch
	parts   [][]string // of sentences that are too long for the network
	subject []uint8
	marks   []uint8
}

// Analyze fills the Nodes of the sentences. What it says of one does not depend on the others, but many together take less time, and more
// memory, than one after another. It keeps none of them. It is safe for concurrent use with different sentences.
func (m *Model) Analyze(sentences ...*Sentence) {
	sc := m.pool.Get().(*scratch)
	defer m.pool.Put(sc)
	sc.parts = sc.parts[:0]
	for _, s := range sentences {
		sc.parts = slices.AppendSeq(sc.parts, slices.Chunk(s.Words, neural.MaxWords))
	}
	m.net.Read(&sc.net, sc.parts...)
	clear(sc.parts)
	at := 0
	for _, s := range sentences {
		n := len(s.Words)
		s.Nodes = slices.Grow(s.Nodes[:0], n)[:n]
		for first := 0; first < n; first += neural.MaxWords {
			m.fill(sc, s, first, min(first+neural.MaxWords, n), at+first)
		}
		m.complete(sc, s)
		m.settle(s)
		m.agree(sc, s, sc.net.Tags[at:at+n])
		at += n
	}
}

// fill writes the nodes of the words that were read as one part of the sentence; what the network found begins at a place of its
// results. The root of a part that is not the first depends on that of the first.
func (m *Model) fill(sc *scratch, s *Sentence, first, last, at int) {
	names := sc.net.Names[at : at+last-first]
	for k := range names {
		i := first + k
		t := &m.tags[sc.net.Tags[at+k]]
		nd := &s.Nodes[i]
		*nd = Node{UPOS: t.upos, Feats: t.feats, Head: sc.net.Heads[at+k], Rel: m.rels[sc.net.Rels[at+k]], Name: m.nameTag(names, k)}
		nd.Lemma = m.lemmas.lemma(s.Words[i], t.fine)
		switch {
		case nd.Head != NoHead:
			nd.Head += int32(first)
		case first > 0:
			nd.Head, nd.Rel = s.root(), doc.Parataxis
		}
	}
}

// root is the root of the first part of the sentence.
func (s *Sentence) root() int32 {
	for i := range s.Nodes {
		if s.Nodes[i].Head == NoHead {
			return int32(i)
		}
	}
	return NoHead
}

// nameTag is the tag of word i: one that goes on with a name of another kind begins its own.
func (m *Model) nameTag(names []uint8, i int) doc.NameTag {
	tag := m.names[names[i]]
	if k := tag.Kind(); k != doc.NoName && (i == 0 || m.names[names[i-1]].Kind() != k) {
		return doc.MakeNameTag(k, true)
	}
	return tag
}
