package model

import (
	"cmp"
	"slices"

	"chancery/internal/model/feature"
)

// A dictionary knows the tags that frequent words were seen with.
type dictionary struct {
	entries map[uint32][]uint16
}

// candidates is the tags that a word may have; nil if it is not known. A known word with a capital is looked up as such first, for
// it may be a name then.
func (d *dictionary) candidates(w *feature.Word) []uint16 {
	if w.Upper {
		if c := d.entries[w.Form]; c != nil {
			return c
		}
	}
	return d.entries[w.Low]
}

// class is what the dictionary says of a word as one number; of a word that it does not know, its ending and capital.
func (d *dictionary) class(w *feature.Word) uint32 {
	c := d.candidates(w)
	if c == nil {
		h := w.Suf[1]
		if w.Upper {
			h = 77
		}
		if w.Digit {
			h = 78
		}
		return h
	}
	h := uint32(7)
	for _, t := range c {
		h = (h ^ uint32(t)) * 0x01000193
	}
	return h
}

// A DictEntry is a word and the tags that it was seen with, the most frequent first.
type DictEntry struct {
	Word uint32
	Tags []uint16
}

// AppendDict appends a dictionary to b.
func AppendDict(b []byte, entries []DictEntry) []byte {
	slices.SortFunc(entries, func(x, y DictEntry) int { return cmp.Compare(x.Word, y.Word) })
	b = AppendUint(b, uint32(len(entries)))
	for _, e := range entries {
		b = AppendUint(b, e.Word)
		b = append(b, byte(len(e.Tags)))
		for _, t := range e.Tags {
			b = append(b, byte(t))
		}
	}
	return b
}

func (d *dictionary) read(r *reader) {
	n := int(r.uint())
	d.entries = make(map[uint32][]uint16, min(n, 1<<20))
	for range n {
		word := r.uint()
		count := r.bytes(1)
		if r.err != nil {
			return
		}
		ids := r.bytes(int(count[0]))
		tags := make([]uint16, len(ids))
		for i := range ids {
			tags[i] = uint16(ids[i])
		}
		d.entries[word] = tags
	}
}

// Candidates looks a word up as a model with these entries does, and Class gives its class: for training.
type Candidates struct{ dict dictionary }

// NewCandidates makes a dictionary of entries.
func NewCandidates(entries []DictEntry) *Candidates {
	c := &Candidates{dictionary{make(map[uint32][]uint16, len(entries))}}
	for _, e := range entries {
		c.dict.entries[e.Word] = e.Tags
	}
	return c
}

// Of is the tags that a word may have, nil if it is not known.
func (c *Candidates) Of(w *feature.Word) []uint16 { return c.dict.candidates(w) }

// Class is the ambiguity class of a word.
func (c *Candidates) Class(w *feature.Word) uint32 { return c.dict.class(w) }
