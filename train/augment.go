package main

import (
	"math/rand/v2"
	"strings"
	"unicode"

	"chancery/internal/model/feature"
)

// augment makes changed copies of some sentences, so that headlines and careless texts are read as well: all in capitals, in the
// capitals of titles, in small letters, and without the last mark.
func augment(samples []*sample, rng *rand.Rand) []*sample {
	var out []*sample
	for _, s := range samples {
		switch rng.IntN(50) {
		case 0:
			out = append(out, s.changed(func(_ int, f, _ string) string { return strings.ToUpper(f) }))
		case 1, 2:
			out = append(out, s.changed(titleCase))
		case 3:
			out = append(out, s.changed(func(_ int, f, _ string) string { return strings.ToLower(f) }))
		case 4, 5, 6:
			if c := s.withoutStop(); c != nil {
				out = append(out, c)
			}
		}
	}
	return out
}

// titleCase is a word as it stands in a title: capitalised, if it is none of the small words.
func titleCase(i int, form, tag string) string {
	pos, _, _ := strings.Cut(tag, " ")
	if i > 0 && (pos == "ADP" || pos == "DET" || pos == "CCONJ" || pos == "PART") {
		return form
	}
	r := []rune(form)
	r[0] = unicode.ToUpper(r[0])
	return string(r)
}

func (s *sample) changed(change func(i int, form, tag string) string) *sample {
	c := *s
	c.forms = make([]string, len(s.forms))
	for i, f := range s.forms {
		c.forms[i] = change(i, f, s.tags[i])
	}
	c.words = feature.Words(nil, c.forms)
	c.lemmas = nil
	return &c
}

// withoutStop is the sentence without its last mark; nil if it has none or something depends on it.
func (s *sample) withoutStop() *sample {
	n := len(s.forms) - 1
	if n < 2 || !strings.HasPrefix(s.tags[n], "PUNCT") || int(s.heads[n]) == n+1 {
		return nil
	}
	c := *s
	c.forms, c.words, c.tags, c.lemmas, c.rels = s.forms[:n], s.words[:n], s.tags[:n], s.lemmas[:n], s.rels[:n]
	c.heads = make([]int32, n)
	for i, h := range s.heads[:n] {
		switch {
		case int(h) == n:
			return nil
		case int(h) == n+1:
			h = int32(n)
		}
		c.heads[i] = h
	}
	return &c
}
