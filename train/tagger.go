package main

import (
	"math/rand/v2"

	"chancery/internal/model"
	"chancery/internal/model/feature"
)

// A tagger is a tagger under training.
type tagger struct {
	ts    *tagSet
	dict  *model.Candidates
	open  []uint16
	p     *perceptron
	ctx   feature.TagContext
	feats []uint64
	score [256]int32
}

func newTagger(samples []*sample, ts *tagSet) (*tagger, []model.DictEntry) {
	entries := dictionary(samples, ts, 4)
	return &tagger{ts: ts, dict: model.NewCandidates(entries), open: openTags(samples, ts), p: newPerceptron()}, entries
}

// train goes over the samples the given number of times.
func (t *tagger) train(samples []*sample, epochs int, rng *rand.Rand) {
	order := make([]*sample, len(samples))
	copy(order, samples)
	seen := newCounter()
	for _, s := range samples {
		t.count(s, seen)
	}
	t.p.only(seen, 170_000)
	for range epochs {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, s := range order {
			t.run(s, true)
		}
	}
	t.p.average()
}

// count counts the features of a sentence with the right tags.
func (t *tagger) count(s *sample, seen *counter) {
	tags := t.run(s, false)
	for i := range s.tags {
		tags[i] = t.ts.index[s.tags[i]]
	}
	t.ctx.Tags = tags
	for i := range s.words {
		t.feats = t.ctx.Tag(t.feats[:0], i)
		seen.add(t.feats)
	}
}

// run tags a sentence and learns from the mistakes if learn is set.
func (t *tagger) run(s *sample, learn bool) []uint16 {
	t.ctx.Words, t.ctx.Class, t.ctx.Tags = s.words, t.ctx.Class[:0], nil
	for i := range s.words {
		t.ctx.Class = append(t.ctx.Class, t.dict.Class(&s.words[i]))
	}
	tags := make([]uint16, 0, len(s.words))
	for i := range s.words {
		candidates := t.dict.Of(&s.words[i])
		if candidates == nil {
			candidates = t.open
		}
		best := candidates[0]
		if len(candidates) > 1 || learn {
			t.ctx.Tags = tags
			t.feats = t.ctx.Tag(t.feats[:0], i)
		}
		if len(candidates) > 1 {
			clear(t.score[:])
			t.p.addAll(t.score[:], t.feats)
			for _, c := range candidates[1:] {
				if t.score[c] > t.score[best] {
					best = c
				}
			}
			if learn {
				t.p.step++
				if gold := t.ts.index[s.tags[i]]; gold != best && contains(candidates, gold) {
					t.p.update(t.feats, uint8(gold), 1)
					t.p.update(t.feats, uint8(best), -1)
				}
			}
		}
		tags = append(tags, best)
	}
	return tags
}

func contains(tags []uint16, t uint16) bool {
	for _, c := range tags {
		if c == t {
			return true
		}
	}
	return false
}

// jackknife gives each sample the tags of a tagger that was trained without it.
func jackknife(samples []*sample, ts *tagSet, folds, epochs int, rng *rand.Rand) {
	for k := range folds {
		var rest []*sample
		for i, s := range samples {
			if i/100%folds != k {
				rest = append(rest, s)
			}
		}
		t, _ := newTagger(rest, ts)
		t.train(rest, epochs, rng)
		for i, s := range samples {
			if i/100%folds == k {
				s.guess = t.run(s, false)
			}
		}
	}
}
