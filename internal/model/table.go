package model

import (
	"cmp"
	"encoding/binary"
	"errors"
	"math"
	"math/bits"
	"slices"
)

// Magic is how a file of weights begins.
const Magic = "chancery model 1"

// A table holds the weights of features. Features with the same low bits share a bucket; a bucket is a run of rows, and a row is
// 16 bits that tell its feature from the others, a count, and so many pairs of a label and its weight.
type table struct {
	start []uint32 // where each bucket begins in rows; one more for the end
	rows  string
}

// addAll adds to scores what the features say of each label. Where the buckets begin is fetched first, for all together, because the
// memory is what one waits for.
func (t *table) addAll(scores []int32, feats []uint64) {
	mask := uint64(len(t.start) - 2)
	var from, to [64]uint32
	for len(feats) > 0 {
		n := min(len(feats), len(from))
		for k, f := range feats[:n] {
			b := f & mask
			from[k], to[k] = t.start[b], t.start[b+1]
		}
		for k, f := range feats[:n] {
			addRow(scores, t.rows[from[k]:to[k]], byte(f>>48), byte(f>>56))
		}
		feats = feats[n:]
	}
}

// addRow adds the weights of the feature with the given mark, if it is in the bucket.
func addRow(scores []int32, row string, lo, hi byte) {
	for len(row) > 2 {
		n := 3 + 2*int(row[2])
		if row[0] == lo && row[1] == hi {
			for k := 3; k+1 < n && k+1 < len(row); k += 2 {
				scores[row[k]] += int32(expand[row[k+1]])
			}
			return
		}
		row = row[n:]
	}
}

// expand is the value of each byte of a weight: small ones as they are, large ones, which are rare, in steps of coarse.
var expand = func() (t [256]int16) {
	for b := range t {
		v := int16(int8(b))
		switch {
		case v > FineMax:
			v = FineMax + (v-FineMax)*coarse
		case v < -FineMax:
			v = -FineMax + (v+FineMax)*coarse
		}
		t[b] = v
	}
	return t
}()

// FineMax is the largest weight that is exact.
const (
	FineMax = 96
	coarse  = 32
)

// Squeeze is the byte of a weight, the nearest that there is.
func Squeeze(w float64) int8 {
	if a := math.Abs(w); a > FineMax {
		a = min(FineMax+math.Round((a-FineMax)/coarse), 127)
		return int8(math.Copysign(a, w))
	}
	return int8(math.Round(w))
}

// A Weight is one weight of a feature, as training hands it over.
type Weight struct {
	Feature uint64
	Label   uint8
	Value   int8
}

func compareWeights(x, y Weight) int {
	return cmp.Or(cmp.Compare(x.Feature, y.Feature), cmp.Compare(x.Label, y.Label))
}

// AppendTable appends a table of the weights to b. They are sorted in place.
func AppendTable(b []byte, ws []Weight) []byte {
	features := 0
	slices.SortFunc(ws, compareWeights)
	for i := range ws {
		if i == 0 || ws[i].Feature != ws[i-1].Feature {
			features++
		}
	}
	size := 1 << bits.Len(uint(max(features/2, 1)))
	buckets := make([][]byte, size)
	for i := 0; i < len(ws); {
		j := i
		for j < len(ws) && ws[j].Feature == ws[i].Feature {
			j++
		}
		f := ws[i].Feature
		row := append(buckets[f&uint64(size-1)], byte(f>>48), byte(f>>56), byte(j-i))
		for ; i < j; i++ {
			row = append(row, ws[i].Label, byte(ws[i].Value))
		}
		buckets[f&uint64(size-1)] = row
	}
	b = AppendUint(b, uint32(size))
	total := 0
	for _, row := range buckets {
		b = append(b, byte(len(row)), byte(len(row)>>8))
		total += len(row)
	}
	b = AppendUint(b, uint32(total))
	for _, row := range buckets {
		b = append(b, row...)
	}
	return b
}

func (t *table) read(r *reader) {
	size := int(r.uint())
	lens := r.bytes(2 * size)
	total := int(r.uint())
	t.rows = r.bytes(total)
	if r.err != nil || size&(size-1) != 0 || size == 0 {
		r.fail()
		return
	}
	t.start = make([]uint32, size+1)
	sum := uint32(0)
	for i := range size {
		sum += uint32(lens[2*i]) | uint32(lens[2*i+1])<<8
		t.start[i+1] = sum
	}
	if int(sum) != total {
		r.fail()
	}
}

// AppendUint appends a number to b.
func AppendUint(b []byte, n uint32) []byte { return binary.LittleEndian.AppendUint32(b, n) }

// AppendString appends a text to b.
func AppendString(b []byte, s string) []byte { return append(AppendUint(b, uint32(len(s))), s...) }

var errBroken = errors.New("file is damaged")

// A reader reads what the Append functions wrote. After the first mistake it gives zeros.
type reader struct {
	data string
	err  error
}

func (r *reader) fail() { r.err = errBroken }

func (r *reader) bytes(n int) string {
	if r.err != nil || n < 0 || n > len(r.data) {
		r.fail()
		return ""
	}
	s := r.data[:n]
	r.data = r.data[n:]
	return s
}

func (r *reader) uint() uint32 {
	s := r.bytes(4)
	if s == "" {
		return 0
	}
	return uint32(s[0]) | uint32(s[1])<<8 | uint32(s[2])<<16 | uint32(s[3])<<24
}

func (r *reader) str() string { return r.bytes(int(r.uint())) }
