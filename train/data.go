package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"chancery/internal/model"
	"chancery/internal/model/feature"
	"chancery/internal/score"
)

// A sample is one sentence to learn from.
type sample struct {
	forms  []string
	words  []feature.Word
	tags   []string // part of speech and features, joined by a space
	lemmas []string
	heads  []int32 // the root has len(forms)
	rels   []string
	guess  []uint16 // tags that a tagger gives that has not seen the sentence
}

// readTrees reads treebanks.
func readTrees(dir string, files ...string) ([]*sample, error) {
	var out []*sample
	for _, file := range files {
		f, err := os.Open(filepath.Join(dir, file))
		if err != nil {
			return nil, fmt.Errorf("read trees: %w", err)
		}
		bank, err := score.ReadCoNLLU(f)
		f.Close()
		if err != nil {
			return nil, fmt.Errorf("read trees %s: %w", file, err)
		}
		for i := range bank.Sentences {
			out = append(out, makeSample(&bank.Sentences[i]))
		}
	}
	return out, nil
}

func makeSample(s *score.TreeSentence) *sample {
	out := &sample{}
	for _, w := range s.Words {
		head := int32(w.Head) - 1
		if head < 0 {
			head = int32(len(s.Words))
		}
		out.forms = append(out.forms, w.Form)
		out.tags = append(out.tags, w.UPOS+" "+reduceFeats(w.UPOS, w.Form, w.Feats))
		out.lemmas = append(out.lemmas, w.Lemma)
		out.heads = append(out.heads, head)
		out.rels = append(out.rels, w.Rel)
	}
	out.words = feature.Words(nil, out.forms)
	return out
}

// reduceFeats leaves out what cannot be seen from a word and its neighbours: the person and number of finite verbs, which follow from
// the subject (package model adds them again), slips, and what only one of the treebanks marks.
func reduceFeats(upos, form, feats string) string {
	if feats == "_" {
		return ""
	}
	verb := upos == "VERB" || upos == "AUX"
	finite := verb && strings.Contains(feats, "Mood=Ind")
	third := strings.Contains(feats, "Number=Sing") && strings.Contains(feats, "Person=3") && strings.Contains(feats, "Tense=Pres") && !strings.HasSuffix(strings.ToLower(form), "re")
	var keep []string
	for f := range strings.SplitSeq(feats, "|") {
		name, _, _ := strings.Cut(f, "=")
		switch {
		case name == "Typo", name == "ExtPos", name == "Style", name == "CorrectForm":
		case (name == "Number" || name == "Person") && finite && !third:
		case name == "Person" && verb && !finite:
		case name == "Number" && upos == "PRON" && strings.Contains(feats, "Person=2"):
		default:
			keep = append(keep, f)
		}
	}
	return strings.Join(keep, "|")
}

// A tagSet numbers the tags that are frequent enough.
type tagSet struct {
	names []string
	index map[string]uint16
}

// minTag is how often a tag must be seen; a rarer one becomes the most frequent of its part of speech.
const minTag = 12

func makeTagSet(samples []*sample) *tagSet {
	count := map[string]int{}
	best := map[string]string{}
	for _, s := range samples {
		for _, t := range s.tags {
			count[t]++
		}
	}
	for _, t := range sortedKeys(count) {
		pos, _, _ := strings.Cut(t, " ")
		if b, ok := best[pos]; !ok || count[t] > count[b] {
			best[pos] = t
		}
	}
	ts := &tagSet{index: map[string]uint16{}}
	for _, t := range sortedKeys(count) {
		pos, _, _ := strings.Cut(t, " ")
		if count[t] >= minTag || best[pos] == t {
			ts.index[t] = uint16(len(ts.names))
			ts.names = append(ts.names, t)
		}
	}
	for _, t := range sortedKeys(count) {
		if _, ok := ts.index[t]; !ok {
			pos, _, _ := strings.Cut(t, " ")
			ts.index[t] = ts.index[best[pos]]
		}
	}
	return ts
}

// dictionary counts the tags of frequent words. A word that was seen least times or more has the tags that make up at least one in
// 400 of its places; capitalised forms within a sentence have an entry of their own.
func dictionary(samples []*sample, ts *tagSet, least int) []model.DictEntry {
	counts := map[uint32]map[uint16]int{}
	add := func(word uint32, tag uint16) {
		if counts[word] == nil {
			counts[word] = map[uint16]int{}
		}
		counts[word][tag]++
	}
	for _, s := range samples {
		for i := range s.words {
			w, tag := &s.words[i], ts.index[s.tags[i]]
			add(w.Low, tag)
			if w.Upper {
				add(w.Form, tag)
			}
		}
	}
	propn := ts.index["PROPN Number=Sing"]
	upper := map[uint32]bool{}
	for _, s := range samples {
		for i := range s.words {
			if s.words[i].Upper {
				upper[s.words[i].Form] = true
			}
		}
	}
	var out []model.DictEntry
	for _, word := range sortedKeys(counts) {
		total := 0
		for _, n := range counts[word] {
			total += n
		}
		if total < least {
			continue
		}
		e := model.DictEntry{Word: word}
		for _, tag := range sortedKeys(counts[word]) {
			if 400*counts[word][tag] >= total {
				e.Tags = append(e.Tags, tag)
			}
		}
		if upper[word] && counts[word][propn] == 0 && total < 50 {
			e.Tags = append(e.Tags, propn)
		}
		top := 0
		for i, tag := range e.Tags {
			if counts[word][tag] > counts[word][e.Tags[top]] {
				top = i
			}
		}
		e.Tags[0], e.Tags[top] = e.Tags[top], e.Tags[0]
		out = append(out, e)
	}
	return out
}

// openTags is the tags that words have that were seen once or twice.
func openTags(samples []*sample, ts *tagSet) []uint16 {
	count := map[uint32]int{}
	for _, s := range samples {
		for i := range s.words {
			count[s.words[i].Low]++
		}
	}
	seen := map[uint16]int{}
	for _, s := range samples {
		for i := range s.words {
			if count[s.words[i].Low] <= 2 {
				seen[ts.index[s.tags[i]]]++
			}
		}
	}
	var out []uint16
	for _, t := range sortedKeys(seen) {
		if seen[t] >= 8 {
			out = append(out, t)
		}
	}
	return out
}
