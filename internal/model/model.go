// Package model knows the trained weights and the arithmetic that runs them: given the words of one sentence it says of each word
// its part of speech, features, lemma, head and relation, and whether it belongs to a name.
//
// All sums are of integers, so that every machine gives the same result. It does not know texts: words come from package token,
// sentences from package sentence. How the weights were made stands in train/README.md.
//
//	m, err := model.Default()
//	s := model.Sentence{Words: []string{"Xi", "met", "Putin", "."}}
//	m.Analyze(&s)
//	fmt.Println(s.Nodes[0].UPOS, s.Nodes[0].Head) // PROPN 1
package model

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"

	"chancery/internal/doc"
	"chancery/internal/model/feature"
)

//go:embed weights.bin
var weights string

// Default is the model that is embedded in the program, loaded at the first call.
var Default = sync.OnceValues(func() (*Model, error) { return Load(weights) })

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
	tags   []tagInfo
	rels   []doc.Rel
	names  []doc.NameTag
	dict   dictionary
	open   []uint16 // tags that an unknown word may have
	tagger table
	parser stepTable
	labels table
	namer  table
	pairs  map[uint32]uint64 // relations that were seen between two parts of speech
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

// Load reads a model as train writes it.
func Load(data string) (*Model, error) {
	r := reader{data: data}
	if r.str() != Magic {
		return nil, fmt.Errorf("model: not a model of version %q", Magic)
	}
	m := &Model{}
	for range r.uint() {
		m.tags = append(m.tags, makeTag(r.str()))
	}
	for range r.uint() {
		m.rels = append(m.rels, doc.ParseRel(r.str()))
	}
	for range r.uint() {
		m.names = append(m.names, doc.NameTag(r.uint()))
	}
	for range r.uint() {
		m.open = append(m.open, uint16(r.uint()))
	}
	m.dict.read(&r)
	m.pairs = map[uint32]uint64{}
	for range r.uint() {
		key := r.uint()
		m.pairs[key] = uint64(r.uint()) | uint64(r.uint())<<32
	}
	m.lemmas.read(&r)
	m.tagger.read(&r)
	m.parser.read(&r)
	m.labels.read(&r)
	m.namer.read(&r)
	if r.err != nil {
		return nil, fmt.Errorf("model: %w", r.err)
	}
	m.pool.New = func() any { return &scratch{} }
	return m, nil
}

// makeTag reads a tag: part of speech and features, joined by a space.
func makeTag(s string) tagInfo {
	pos, feats, _ := strings.Cut(s, " ")
	t := tagInfo{upos: doc.ParseUPOS(pos), feats: feats, fine: feature.HashString(FineTag(pos, feats))}
	if strings.Contains(feats, "Mood=Ind") && !strings.Contains(feats, "Person=") {
		for n, number := range []string{"Sing", "Plur"} {
			for p := range 3 {
				t.agree[n][p] = strings.Replace(feats, "Mood=Ind", fmt.Sprintf("Mood=Ind|Number=%s|Person=%d", number, p+1), 1)
			}
		}
	}
	return t
}

// FineTag is the part of a tag that matters to the parser: the part of speech with the features that tell how a word is used.
func FineTag(upos, feats string) string {
	var keep string
	switch upos {
	case "VERB", "AUX":
		keep = "VerbForm Mood Voice Tense"
		if strings.Contains(feats, "VerbForm=Fin") {
			keep = "VerbForm Mood"
		}
	case "NOUN", "PROPN":
		keep = "Number"
	case "PRON":
		keep = "PronType Poss Case"
	case "DET", "ADV":
		keep = "PronType Degree"
	case "ADJ":
		keep = "Degree NumType"
	case "PART":
		keep = "Polarity"
	}
	out := upos
	for f := range strings.SplitSeq(feats, "|") {
		if name, _, _ := strings.Cut(f, "="); name != "" && strings.Contains(" "+keep+" ", " "+name+" ") {
			out += "|" + f
		}
	}
	return out
}

// Analyze fills s.Nodes. It does not keep s. It is safe for concurrent use with different sentences.
func (m *Model) Analyze(s *Sentence) {
	n := len(s.Words)
	if cap(s.Nodes) < n {
		s.Nodes = make([]Node, n, n+n/2)
	}
	s.Nodes = s.Nodes[:n]
	if n == 0 {
		return
	}
	sc := m.pool.Get().(*scratch)
	defer m.pool.Put(sc)
	sc.words = feature.Words(sc.words, s.Words)
	m.tag(sc)
	m.parse(sc)
	m.findNames(sc)
	for i := range s.Nodes {
		t := &m.tags[sc.tags[i]]
		s.Nodes[i] = Node{UPOS: t.upos, Feats: t.feats, Head: sc.state.Head[i], Rel: doc.Rel(sc.state.Rel[i]), Name: m.nameTag(sc, i)}
		s.Nodes[i].Lemma = m.lemmas.lemma(s.Words[i], &sc.words[i], t.fine)
	}
	m.agree(sc, s)
}

// scratch is what the work on one sentence needs; it is used again for the next.
type scratch struct {
	words  []feature.Word
	class  []uint32
	tags   []uint16
	names  []uint8
	fine   []uint32
	coarse []uint8
	feats  []uint64
	scores [256]int32
	beams  [2]beam
	arcs   []arc
	state  *feature.State // the tree, in one of the beams
}

// tag chooses the tags of the words one after the other.
func (m *Model) tag(sc *scratch) {
	n := len(sc.words)
	sc.class, sc.tags, sc.fine, sc.coarse = sc.class[:0], sc.tags[:0], sc.fine[:0], sc.coarse[:0]
	for i := range sc.words {
		sc.class = append(sc.class, m.dict.class(&sc.words[i]))
	}
	ctx := feature.TagContext{Words: sc.words, Class: sc.class}
	scores := sc.scores[:len(m.tags)]
	for i := range n {
		candidates := m.dict.candidates(&sc.words[i])
		if candidates == nil {
			candidates = m.open
		}
		best := candidates[0]
		if len(candidates) > 1 {
			ctx.Tags = sc.tags
			sc.feats = ctx.Tag(sc.feats[:0], i)
			clear(scores)
			m.tagger.addAll(scores, sc.feats)
			for _, t := range candidates[1:] {
				if scores[t] > scores[best] {
					best = t
				}
			}
		}
		sc.tags = append(sc.tags, best)
		sc.fine = append(sc.fine, m.tags[best].fine)
		sc.coarse = append(sc.coarse, uint8(m.tags[best].upos))
	}
}

// findNames chooses the name tags of the words one after the other.
func (m *Model) findNames(sc *scratch) {
	ctx := feature.NameContext{Words: sc.words, Coarse: sc.coarse}
	sc.names = sc.names[:0]
	scores := sc.scores[:len(m.names)]
	for i := range sc.words {
		ctx.Names = sc.names
		sc.feats = ctx.Name(sc.feats[:0], i)
		clear(scores)
		m.namer.addAll(scores, sc.feats)
		best := 0
		for t := range scores {
			if scores[t] > scores[best] {
				best = t
			}
		}
		sc.names = append(sc.names, uint8(best))
	}
}

// nameTag is the tag of word i: one that goes on with a name of another kind begins its own.
func (m *Model) nameTag(sc *scratch, i int) doc.NameTag {
	tag := m.names[sc.names[i]]
	if k := tag.Kind(); k != doc.NoName && (i == 0 || m.names[sc.names[i-1]].Kind() != k) {
		return doc.MakeNameTag(k, true)
	}
	return tag
}
