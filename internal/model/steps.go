package model

import (
	"encoding/binary"
	"math/bits"
	"slices"

	"chancery/internal/model/feature"
)

// A stepTable holds the weights of the steps of the parser: slots of six bytes, four weights and 16 bits that tell the feature from
// others. A feature stands in the first free slot from its own on.
type stepTable struct {
	size int
	data []byte // the slots, and two bytes more
}

const slotBytes = 6

// home is the slot that feature f has among n.
func home(f uint64, n int) int {
	hi, _ := bits.Mul64(f<<16, uint64(n))
	return int(hi)
}

// slot is what stands in slot i: the weights in the lower 32 bits, then the mark of the feature.
func (t *stepTable) slot(i int) uint64 {
	return binary.LittleEndian.Uint64(t.data[slotBytes*i:]) & (1<<48 - 1)
}

// addAll adds to scores what the features say of each step. The slots are fetched first, all together, because the memory is what one
// waits for.
func (t *stepTable) addAll(scores *[feature.NumActions]int32, feats []uint64) {
	var fetched [128]uint64
	for len(feats) > 0 {
		n := min(len(feats), len(fetched))
		for k, f := range feats[:n] {
			fetched[k] = t.slot(home(f, t.size))
		}
		for k, f := range feats[:n] {
			slot := fetched[k]
			if slot == 0 {
				continue
			}
			mark := f >> 48
			for i := home(f, t.size); slot != 0 && slot>>32 != mark; slot = t.slot(i) {
				if i++; i == t.size {
					i = 0
				}
			}
			if slot == 0 {
				continue
			}
			scores[0] += int32(expand[uint8(slot)])
			scores[1] += int32(expand[uint8(slot>>8)])
			scores[2] += int32(expand[uint8(slot>>16)])
			scores[3] += int32(expand[uint8(slot>>24)])
		}
		feats = feats[n:]
	}
}

// AppendSteps appends the weights of the steps to b. They are sorted in place.
func AppendSteps(b []byte, ws []Weight) []byte {
	slices.SortFunc(ws, compareWeights)
	var rows []uint64 // feature, then weights
	for i, w := range ws {
		if i == 0 || w.Feature != ws[i-1].Feature {
			rows = append(rows, w.Feature, 0)
		}
		rows[len(rows)-1] |= uint64(uint8(w.Value)) << (8 * w.Label)
	}
	slots := make([]uint64, len(rows)/2*8/7+1)
	for r := 0; r < len(rows); r += 2 {
		i := home(rows[r], len(slots))
		for slots[i] != 0 {
			i = (i + 1) % len(slots)
		}
		slots[i] = rows[r]>>48<<32 | rows[r+1]
	}
	b = AppendUint(b, uint32(len(slots)))
	for _, s := range slots {
		b = AppendUint(b, uint32(s))
		b = append(b, byte(s>>32), byte(s>>40))
	}
	return b
}

func (t *stepTable) read(r *reader) {
	t.size = int(r.uint())
	t.data = append([]byte(r.bytes(slotBytes*t.size)), 0, 0)
	free := false
	for i := 0; r.err == nil && i < t.size && !free; i++ {
		free = t.slot(i) == 0
	}
	if !free {
		r.fail() // a search would not end
	}
}
