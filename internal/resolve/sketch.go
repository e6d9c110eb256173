package resolve

import (
	"encoding/binary"
	"slices"
)

// A Sketch is a sample of the word triples of a text by which two texts can be compared: the smallest of the triples'
// hashes, sorted. Of a text with no more than sketchSize triples it holds all.
type Sketch []uint32

const (
	sketchSize = 128
	shingle    = 3 // words
)

// copyShare is the share of the triples of the shorter text that must stand in the other for the two to be copies.
// Independent reports of one event share names and titles, a tenth of their triples; a copy in which three words of
// ten are replaced here and there keeps a third, one that is cut keeps nearly all of the rest.
const copyShare = 0.4

// MakeSketch is the sketch of a text. Case, punctuation and space do not matter.
func MakeSketch(text string) Sketch {
	var sk Sketch
	var last [shingle]uint32
	n := 0
	for i := 0; i < len(text); {
		if !isWordByte(text[i]) {
			i++
			continue
		}
		h := uint32(2166136261) // FNV-1a
		for ; i < len(text) && isWordByte(text[i]); i++ {
			h = (h ^ uint32(lower(text[i]))) * 16777619
		}
		last[n%shingle] = h
		if n++; n < shingle {
			continue
		}
		s := uint32(0)
		for k := range shingle {
			s = mix(s ^ last[(n+k)%shingle])
		}
		sk = sk.insert(s)
	}
	return sk
}

// insert puts s in unless sk is full of smaller ones.
func (sk Sketch) insert(s uint32) Sketch {
	if len(sk) == sketchSize && s >= sk[sketchSize-1] {
		return sk
	}
	i, found := slices.BinarySearch(sk, s)
	if found {
		return sk
	}
	if len(sk) == sketchSize {
		sk = sk[:sketchSize-1]
	}
	return slices.Insert(sk, i, s)
}

func isWordByte(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c >= 0x80
}

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		c += 'a' - 'A'
	}
	return c
}

// mix spreads the bits of h (the finaliser of MurmurHash3), so that the smallest hashes are a fair sample.
func mix(h uint32) uint32 {
	h ^= h >> 16
	h *= 0x85ebca6b
	h ^= h >> 13
	h *= 0xc2b2ae35
	return h ^ h>>16
}

// size is the number of different triples of the text, estimated where the sketch does not hold all.
func (sk Sketch) size() float64 {
	if len(sk) < sketchSize {
		return float64(len(sk))
	}
	return (sketchSize - 1) * (1 << 32) / (float64(sk[sketchSize-1]) + 1)
}

// minSample is how few triples of the shorter text may be known of both texts for a judgment.
const minSample = 6

// IsCopy reports whether one of two texts repeats most of the other. Texts of a few words are no copies.
func (sk Sketch) IsCopy(o Sketch) bool {
	if sk.size() > o.size() {
		sk, o = o, sk
	}
	limit := min(sk.limit(), o.limit())
	sample, both := 0, 0
	for j := 0; sample < len(sk) && sk[sample] <= limit; sample++ {
		for j < len(o) && o[j] < sk[sample] {
			j++
		}
		if j < len(o) && o[j] == sk[sample] {
			both++
		}
	}
	return sample >= minSample && float64(both) >= copyShare*float64(sample)
}

// limit is the hash up to which sk holds all.
func (sk Sketch) limit() uint32 {
	if len(sk) < sketchSize {
		return 1<<32 - 1
	}
	return sk[sketchSize-1]
}

// Bytes is the sketch as bytes, to be kept.
func (sk Sketch) Bytes() []byte {
	b := make([]byte, 0, 4*len(sk))
	for _, s := range sk {
		b = binary.LittleEndian.AppendUint32(b, s)
	}
	return b
}

// SketchOf is the reverse of Bytes.
func SketchOf(b []byte) Sketch {
	sk := make(Sketch, 0, len(b)/4)
	for ; len(b) >= 4; b = b[4:] {
		sk = append(sk, binary.LittleEndian.Uint32(b))
	}
	return sk
}
