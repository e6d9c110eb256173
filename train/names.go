package main

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"

	"chancery/internal/doc"
	"chancery/internal/model/feature"
)

// nameTags is the tags of the tagger of names by number.
var nameTags = func() []doc.NameTag {
	tags := []doc.NameTag{0}
	for _, k := range []doc.NameKind{doc.PER, doc.ORG, doc.GPE, doc.MISC} {
		tags = append(tags, doc.MakeNameTag(k, true), doc.MakeNameTag(k, false))
	}
	return tags
}()

// nameKinds is the kinds of the data as ours.
var nameKinds = map[string]doc.NameKind{
	"PER": doc.PER, "person": doc.PER, "ORG": doc.ORG, "group": doc.ORG, "corporation": doc.ORG, "LOC": doc.GPE, "location": doc.GPE,
	"MISC": doc.MISC, "product": doc.MISC, "creative-work": doc.MISC,
}

// A nameSample is a sentence with names.
type nameSample struct {
	words  []feature.Word
	coarse []uint8
	gold   []uint8
	misc   bool // names of the kind MISC are marked
}

// A namer is a tagger of names under training.
type namer struct {
	p     *perceptron
	ctx   feature.NameContext
	feats []uint64
	score [16]int32
}

func trainNames(dir string, t *tagger, p *parser, epochs int, rng *rand.Rand) (*namer, error) {
	var samples []*nameSample
	for _, f := range []struct {
		file   string
		column int
		misc   bool
	}{{"wikigold.conll", 1, true}, {"gum-free-train.iob2", 2, false}, {"wnut17-train.conll", 1, true}} {
		s, err := readNames(filepath.Join(dir, f.file), f.column, f.misc, t, p)
		if err != nil {
			return nil, err
		}
		samples = append(samples, s...)
	}
	n := &namer{p: newPerceptron()}
	seen := newCounter()
	for _, s := range samples {
		n.ctx.Words, n.ctx.Coarse, n.ctx.Names = s.words, s.coarse, s.gold
		for i := range s.words {
			n.feats = n.ctx.Name(n.feats[:0], i)
			seen.add(n.feats)
		}
	}
	n.p.only(seen, 300_000)
	for range 2 * epochs {
		rng.Shuffle(len(samples), func(i, j int) { samples[i], samples[j] = samples[j], samples[i] })
		for _, s := range samples {
			n.learn(s)
		}
	}
	n.p.average()
	return n, nil
}

// readNames reads a file with a token a line, its tag in a column.
func readNames(file string, column int, misc bool, t *tagger, p *parser) ([]*nameSample, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, fmt.Errorf("read names: %w", err)
	}
	defer f.Close()
	var out []*nameSample
	var forms, tags []string
	flush := func() {
		if len(forms) > 0 {
			out = append(out, makeNameSample(forms, tags, misc, t, p))
		}
		forms, tags = nil, nil
	}
	sc := bufio.NewScanner(f)
	for sc.Scan() {
		line := sc.Text()
		if strings.HasPrefix(line, "# ") && column == 2 {
			continue
		}
		cols := strings.Fields(line)
		if len(cols) <= column {
			flush()
			continue
		}
		forms = append(forms, cols[column-1])
		tags = append(tags, cols[column])
	}
	flush()
	return out, sc.Err()
}

func makeNameSample(forms, tags []string, misc bool, t *tagger, p *parser) *nameSample {
	s := &nameSample{words: feature.Words(nil, forms), misc: misc}
	for _, tag := range t.run(&sample{words: s.words}, false) {
		s.coarse = append(s.coarse, p.coarse[tag])
	}
	prev := doc.NoName
	for _, tag := range tags {
		begin, kind, _ := strings.Cut(tag, "-")
		k := nameKinds[kind]
		s.gold = append(s.gold, nameIndex(doc.MakeNameTag(k, k != doc.NoName && (begin == "B" || k != prev))))
		prev = k
	}
	return s
}

func nameIndex(tag doc.NameTag) uint8 {
	for i, t := range nameTags {
		if t == tag {
			return uint8(i)
		}
	}
	return 0
}

func (n *namer) learn(s *nameSample) {
	n.ctx.Words, n.ctx.Coarse, n.ctx.Names = s.words, s.coarse, nil
	names := make([]uint8, 0, len(s.words))
	for i := range s.words {
		n.ctx.Names = names
		n.feats = n.ctx.Name(n.feats[:0], i)
		clear(n.score[:])
		n.p.addAll(n.score[:], n.feats)
		best := uint8(0)
		for t := range nameTags {
			if n.score[t] > n.score[best] {
				best = uint8(t)
			}
		}
		n.p.step++
		gold := s.gold[i]
		unmarked := !s.misc && gold == 0 && nameTags[best].Kind() == doc.MISC
		if gold != best && !unmarked {
			n.p.update(n.feats, gold, 1)
			n.p.update(n.feats, best, -1)
		}
		names = append(names, best)
	}
}
