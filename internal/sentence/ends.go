package sentence

import (
	_ "embed"
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"sync"
)

const (
	weightBits = 16
	classBits  = 14
	classTries = 8
)

// modelMagic begins the file of a model; its last character is the version.
const modelMagic = "CHENDS1\n"

// weightOne is a weight of 1, odds of e to 1.
const weightOne = 512

// Weights is how many weights a model has.
const Weights = 1 << weightBits

// The classes of words that the model asks for by name; others are whatever package train numbers.
const (
	FiniteVerb = 30
	FiniteAux  = 31
	maxClass   = 31
)

// A Model weighs what is seen of a gap. It is safe for concurrent use.
type Model struct {
	weights []int16
	margin  [verdicts]int32 // by verdict: how much more than nothing the weights must say for an end
	classes []uint16        // a table of words: 11 bits of the hash and the class
}

//go:embed ends.bin
var endsFile []byte

var defaultModel = sync.OnceValue(func() *Model {
	m, err := ReadModel(endsFile)
	if err != nil {
		panic(err) // the file is part of the program, and a test reads it
	}
	return m
})

// Ends reports whether a sentence ends at the gap.
func (m *Model) Ends(g *Gap) bool { return m.Score(g) > m.margin[g.Rules] }

// Score is what the weights say of a gap: more than 0 for an end.
func (m *Model) Score(g *Gap) int32 {
	sum := int32(0)
	w := m.weights[:Weights]
	for _, f := range g.Features {
		sum += int32(w[f])
	}
	return sum
}

// class is what is known of a word by the hash of its form, 0 for nothing.
func (m *Model) class(form uint32) uint8 {
	slot := form >> (32 - classBits)
	print := uint16(form) &^ maxClass
	for range classTries {
		e := m.classes[slot]
		if e == 0 {
			return 0
		}
		if e&^maxClass == print {
			return uint8(e & maxClass)
		}
		slot = (slot + 1) & (1<<classBits - 1)
	}
	return 0
}

// MakeModel makes a model of the classes of words, 1 to 31 by the form of the word. Its weights are 0.
func MakeModel(classes map[uint32]uint8) (*Model, error) {
	m := &Model{weights: make([]int16, Weights), classes: make([]uint16, 1<<classBits)}
	if len(classes) > 3<<classBits/4 {
		return nil, fmt.Errorf("%d words, want at most %d", len(classes), 3<<classBits/4)
	}
	for _, form := range slices.Sorted(maps.Keys(classes)) {
		if c := classes[form]; c > 0 && c <= maxClass {
			m.setClass(form, c)
		}
	}
	return m, nil
}

// Form is the number of a word, folded: small letters, figures as 0, plain quotation marks.
func Form(word string) uint32 {
	form, _ := hashWord(word)
	return form
}

// setClass keeps the class of a word. A word that finds no free place near its own goes without.
func (m *Model) setClass(form uint32, class uint8) {
	slot := form >> (32 - classBits)
	for range classTries {
		if m.classes[slot] == 0 {
			m.classes[slot] = uint16(form)&^maxClass | uint16(class)
			return
		}
		slot = (slot + 1) & (1<<classBits - 1)
	}
}

// WithWeights is the model with weights, rounded so that the largest fits, and the margins of the verdicts in the same unit: 1 for
// odds of e to 1.
func (m *Model) WithWeights(weights []float64, margin func(Verdict) float64) *Model {
	out := &Model{weights: make([]int16, Weights), classes: m.classes}
	for i, w := range weights {
		out.weights[i] = int16(max(-math.MaxInt16, min(math.MaxInt16, math.Round(w*weightOne))))
	}
	for v := range out.margin {
		out.margin[v] = int32(math.Round(margin(Verdict(v)) * weightOne))
	}
	return out
}

// Append appends the bytes of a model to b; ReadModel reads them.
func (m *Model) Append(b []byte) []byte {
	b = append(b, modelMagic...)
	for _, v := range m.margin {
		b = binary.LittleEndian.AppendUint32(b, uint32(v))
	}
	for _, c := range m.classes {
		b = binary.LittleEndian.AppendUint16(b, c)
	}
	for _, w := range m.weights {
		b = binary.LittleEndian.AppendUint16(b, uint16(w))
	}
	return b
}

// ReadModel reads a model.
func ReadModel(b []byte) (*Model, error) {
	m := &Model{weights: make([]int16, Weights), classes: make([]uint16, 1<<classBits)}
	if len(b) != len(modelMagic)+4*len(m.margin)+2*len(m.classes)+2*len(m.weights) || string(b[:len(modelMagic)]) != modelMagic {
		return nil, errors.New("sentence: not a model of this version")
	}
	b = b[len(modelMagic):]
	for i := range m.margin {
		m.margin[i] = int32(binary.LittleEndian.Uint32(b[4*i:]))
	}
	b = b[4*len(m.margin):]
	for i := range m.classes {
		m.classes[i] = binary.LittleEndian.Uint16(b[2*i:])
	}
	b = b[2*len(m.classes):]
	for i := range m.weights {
		m.weights[i] = int16(binary.LittleEndian.Uint16(b[2*i:]))
	}
	return m, nil
}
