package main

import (
	"strings"
	"unicode"

	"chancery/internal/model"
)

// lemmaRules learns how lemmas are made: for each fine tag the rule of each ending by the majority of the different words that have
// it, as far as it differs from that of the shorter ending, and exceptions for single words.
func lemmaRules(samples []*sample) ([]model.Script, map[uint32]uint16) {
	var scripts []model.Script
	index := map[model.Script]uint16{}
	type word struct {
		keys model.FormKeys
		fine uint32
	}
	votes := map[word]map[uint16]int{}
	for _, s := range samples {
		for i, lemma := range s.lemmas {
			if lemma == "_" || strings.ContainsFunc(s.forms[i], unicode.IsDigit) {
				continue
			}
			sc := model.MakeScript(s.forms[i], lemma)
			id, ok := index[sc]
			if !ok {
				id = uint16(len(scripts))
				index[sc] = id
				scripts = append(scripts, sc)
			}
			w := word{model.MakeFormKeys(s.forms[i]), s.fine[i]}
			if votes[w] == nil {
				votes[w] = map[uint16]int{}
			}
			votes[w][id]++
		}
	}
	types := map[uint32]map[uint16]int{} // by rule: how many words follow each script
	for w, v := range votes {
		for k := range 5 {
			if key := model.LemmaKey(&w.keys, w.fine, k); key != 0 {
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
		if id := majority(v); id != byEnding(rules, &w.keys, w.fine) {
			rules[model.LemmaKey(&w.keys, w.fine, 5)] = id
		}
	}
	return scripts, rules
}

// byEnding is the script that the rules of endings give, 0xffff if there is none.
func byEnding(rules map[uint32]uint16, keys *model.FormKeys, fine uint32) uint16 {
	for k := 4; k >= 0; k-- {
		if key := model.LemmaKey(keys, fine, k); key != 0 {
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
