package main

import (
	"math"
	"slices"

	"chancery/internal/model"
)

// A cell is the weight of one label of one feature, with what is needed for its average over all steps.
type cell struct {
	label uint8
	last  int32
	w     int32
	sum   int64
}

// A perceptron is weights under training: an open table of features, each with the cells of the labels that it has touched.
type perceptron struct {
	keys []uint64
	rows [][]cell
	used int
	step int32

	closed bool // no feature is added
}

func newPerceptron() *perceptron {
	const size = 1 << 18
	return &perceptron{keys: make([]uint64, size), rows: make([][]cell, size)}
}

// slot is where feature f is or would be.
func (p *perceptron) slot(f uint64) uint64 {
	mask := uint64(len(p.keys) - 1)
	i := f & mask
	for p.keys[i] != 0 && p.keys[i] != f {
		i = (i + 1) & mask
	}
	return i
}

// addAll adds to scores what the features say of each label.
func (p *perceptron) addAll(scores []int32, feats []uint64) {
	for _, f := range feats {
		row := p.rows[p.slot(f)]
		for i := range row {
			scores[row[i].label] += row[i].w
		}
	}
}

// update adds v to the weight of label for all features.
func (p *perceptron) update(feats []uint64, label uint8, v int32) {
	for _, f := range feats {
		i := p.slot(f)
		if p.keys[i] == 0 {
			if p.closed {
				continue
			}
			if 10*p.used > 6*len(p.keys) {
				p.grow()
				i = p.slot(f)
			}
			p.keys[i] = f
			p.used++
		}
		row := p.rows[i]
		k := 0
		for k < len(row) && row[k].label != label {
			k++
		}
		if k == len(row) {
			row = append(row, cell{label: label, last: p.step})
			p.rows[i] = row
		}
		c := &row[k]
		c.sum += int64(c.w) * int64(p.step-c.last)
		c.last = p.step
		c.w += v
	}
}

func (p *perceptron) grow() {
	keys, rows := p.keys, p.rows
	p.keys, p.rows = make([]uint64, 2*len(keys)), make([][]cell, 2*len(keys))
	for i, k := range keys {
		if k != 0 {
			at := p.slot(k)
			p.keys[at], p.rows[at] = k, rows[i]
		}
	}
}

// average makes the averaged weights the weights, in units of 1/1000. Training is over then.
func (p *perceptron) average() {
	for i, k := range p.keys {
		if k == 0 {
			continue
		}
		for j := range p.rows[i] {
			c := &p.rows[i][j]
			sum := c.sum + int64(c.w)*int64(p.step-c.last)
			c.w = int32(math.Round(1000 * float64(sum) / float64(max(p.step, 1))))
		}
	}
}

// quantise gives averaged weights as bytes: the largest that fit into so many bytes of a table, at a scale that is fine for all but one in 200.
func (p *perceptron) quantise(budget, perFeature, perWeight int) []model.Weight {
	least := 0.05
	for p.size(least, perFeature, perWeight) > budget {
		least *= 1.1
	}
	var kept []float64
	for i := range p.keys {
		for _, c := range p.rows[i] {
			if w := math.Abs(float64(c.w) / 1000); w >= least {
				kept = append(kept, w)
			}
		}
	}
	slices.Sort(kept)
	scale := model.FineMax / kept[len(kept)-1-len(kept)/200]
	var ws []model.Weight
	for i, k := range p.keys {
		for _, c := range p.rows[i] {
			if w := float64(c.w) / 1000; math.Abs(w) >= least {
				if q := model.Squeeze(w * scale); q != 0 {
					ws = append(ws, model.Weight{Feature: k, Label: c.label, Value: q})
				}
			}
		}
	}
	return ws
}

// size is about how many bytes a table takes of all weights that are not smaller than least.
func (p *perceptron) size(least float64, perFeature, perWeight int) int {
	n, min := 0, int32(1000*least)
	for i := range p.keys {
		m := 0
		for _, c := range p.rows[i] {
			if c.w >= min || c.w <= -min {
				m++
			}
		}
		if m > 0 {
			n += perWeight*m + perFeature
		}
	}
	return n
}
