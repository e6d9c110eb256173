package model

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"chancery/internal/model/feature"
)

// A lemmatizer turns forms into lemmas by rules: an exception for a word, else the rule of the longest known ending.
type lemmatizer struct {
	scripts []Script
	rules   map[uint32]uint16
}

// A Script makes a lemma of a form: in lower case or as it is, without its last characters, with others behind.
type Script struct {
	Lower bool
	Strip int // characters
	Add   string
}

// MakeScript is the script that makes lemma of form.
func MakeScript(form, lemma string) Script {
	s := Script{Lower: lemma == strings.ToLower(lemma)}
	if s.Lower {
		form = strings.ToLower(form)
	}
	n := 0
	for n < len(form) && n < len(lemma) && form[n] == lemma[n] {
		n++
	}
	for n > 0 && (n < len(form) && !utf8.RuneStart(form[n]) || n < len(lemma) && !utf8.RuneStart(lemma[n])) {
		n--
	}
	s.Strip, s.Add = utf8.RuneCountInString(form[n:]), lemma[n:]
	return s
}

// Apply makes the lemma of a form.
func (s Script) Apply(form string) string {
	if s.Lower {
		form = strings.ToLower(form)
	}
	for range s.Strip {
		_, n := utf8.DecodeLastRuneInString(form)
		form = form[:len(form)-n]
	}
	if s.Add == "" {
		return form
	}
	return form + s.Add
}

// LemmaKey is the rule that a word with a fine tag follows by its last k characters, k from 0 to 4; 5 is the whole word. It is 0 where
// the word is too short.
func LemmaKey(w *feature.Word, fine uint32, k int) uint32 {
	switch {
	case k == 5:
		return uint32(feature.Mix(406, w.Low, fine, 0)) | 1
	case k == 0:
		return uint32(feature.Mix(400, fine, 0, 0)) | 1
	case w.Suf[k-1] == 0:
		return 0
	}
	return uint32(feature.Mix(400+uint64(k), w.Suf[k-1], fine, 0)) | 1
}

func (l *lemmatizer) lemma(form string, w *feature.Word, fine uint32) string {
	for k := 5; k >= 0; k-- {
		key := LemmaKey(w, fine, k)
		if key == 0 {
			continue
		}
		if id, ok := l.rules[key]; ok {
			if lemma := l.scripts[id].Apply(form); lemma != "" {
				return lemma
			}
		}
	}
	return form
}

// AppendLemmas appends scripts and the rules that use them, by their index, to b.
func AppendLemmas(b []byte, scripts []Script, rules map[uint32]uint16) []byte {
	b = AppendUint(b, uint32(len(scripts)))
	for _, s := range scripts {
		lower := uint32(0)
		if s.Lower {
			lower = 1
		}
		b = AppendUint(b, lower|uint32(s.Strip)<<1)
		b = AppendString(b, s.Add)
	}
	type rule struct {
		key uint32
		id  uint16
	}
	sorted := make([]rule, 0, len(rules))
	for k, id := range rules {
		sorted = append(sorted, rule{k, id})
	}
	slices.SortFunc(sorted, func(x, y rule) int { return cmp.Compare(x.key, y.key) })
	b = AppendUint(b, uint32(len(sorted)))
	for _, r := range sorted {
		b = AppendUint(b, r.key)
		b = append(b, byte(r.id), byte(r.id>>8))
	}
	return b
}

func (l *lemmatizer) read(r *reader) {
	for range r.uint() {
		n := r.uint()
		l.scripts = append(l.scripts, Script{Lower: n&1 != 0, Strip: int(n >> 1), Add: r.str()})
		if r.err != nil {
			return
		}
	}
	n := int(r.uint())
	l.rules = make(map[uint32]uint16, min(n, 1<<20))
	for range n {
		key := r.uint()
		id := r.bytes(2)
		if r.err != nil {
			return
		}
		l.rules[key] = uint16(id[0]) | uint16(id[1])<<8
		if int(l.rules[key]) >= len(l.scripts) {
			r.fail()
			return
		}
	}
}
