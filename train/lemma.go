package main

import (
	"strings"

	"chancery/internal/model"
	"chancery/internal/model/feature"
)

// lemmaRules learns how lemmas are made: for each fine tag the rule of each ending by the majority of the different words that have
// it, as far as it differs from that of the shorter ending, and exceptions for single words.
func lemmaRules(samples []*sample, ts *tagSet) ([]model.Script, map[uint32]uint16) {
	var scripts []model.Script
	index := map[model.Script]uint16{}
	type word struct {
		low, fine uint32
	}
	votes := map[word]map[uint16]int{}
	shapes := map[word]feature.Word{}
	for _, s := range samples {
		for i, lemma := range s.lemmas {
			if lemma == "_" || s.words[i].Digit {
				continue
			}
			sc := model.MakeScript(s.forms[i], lemma)
			id, ok := index[sc]
			if !ok {
				id = uint16(len(scripts))
				index[sc] = id
				scripts = append(scripts, sc)
			}
			pos, feats, _ := strings.Cut(ts.names[ts.index[s.tags[i]]], " ")
			w := word{s.words[i].Low, feature.HashString(model.FineTag(pos, feats))}
			if votes[w] == nil {
				votes[w] = map[uint16]int{}
			}
			votes[w][id]++
			shapes[w] = s.words[i]
		}
	}
	types := map[uint32]map[uint16]int{} // by rule: how many words follow each script
	for w, v := range votes {
		shape := shapes[w]
		for k := range 5 {
			if key := model.LemmaKey(&shape, w.fine, k); key != 0 {
				if types[key] == nil {
					types[key] = map[uint16]int{}
				}
				types[key][majority(v)]++
			}
		}
	}
	rules := map[uint32]uint16{}
	for key, v := range types {
		id := majority(v)
		total := 0
		for _, n := range v {
			total += n
		}
		if total >= 3 && 10*v[id] >= 6*total {
			rules[key] = id
		}
	}
	for w, v := range votes {
		shape := shapes[w]
		if id := majority(v); id != byEnding(rules, &shape, w.fine) {
			rules[model.LemmaKey(&shape, w.fine, 5)] = id
		}
	}
	return scripts, rules
}

// byEnding is the script that the rules of endings give, 0xffff if there is none.
func byEnding(rules map[uint32]uint16, w *feature.Word, fine uint32) uint16 {
	for k := 4; k >= 0; k-- {
		if key := model.LemmaKey(w, fine, k); key != 0 {
			if id, ok := rules[key]; ok {
				return id
			}
		}
	}
	return 0xffff
}

// majority is the script with the most votes, the first of equals.
func majority(v map[uint16]int) uint16 {
	var best uint16
	for i, id := range sortedKeys(v) {
		if i == 0 || v[id] > v[best] {
			best = id
		}
	}
	return best
}
