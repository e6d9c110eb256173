package resolve

import (
	"encoding/binary"
	"errors"
	"hash/fnv"
	"slices"

	"chancery/internal/date"
	"chancery/internal/plover"
	"chancery/internal/record"
)

// A node is a report in the forest: what comparing it takes, and where it stands.
type node struct {
	item
	trace record.Trace

	inferred bool // its date is not told, but taken from others
	ownDay   bool // its article tells the day
	yearless string
	isScene  bool // a meeting at which something was done whose day its article does not tell

	parent link // of all reports that it is compared with, the one it fits best
	scene  link // the same of the meetings whose articles tell the time

	block record.ID // that of the parent, where this has been found
}

// A link is a report that another one fits, and how well.
type link struct {
	to   record.ID
	rank uint64
	fit  int
}

// isBetter reports whether another link goes before: by its fit, then by how well the report is known.
func (l link) isBetter(o link) bool {
	switch {
	case o.to == "":
		return false
	case l.to == "" || o.fit != l.fit:
		return l.to == "" || o.fit > l.fit
	}
	return precedes(o.rank, o.to, l.rank, l.to)
}

// precedes orders reports: of what is known better first; the ids decide between equals.
func precedes(rank uint64, id record.ID, otherRank uint64, other record.ID) bool {
	return rank < otherRank || rank == otherRank && id < other
}

// isTold reports whether the time is told by its own article, within ten days.
func (n *node) isTold() bool { return n.grasp == exact && !n.inferred }

// setRank works out the order in which reports become events. A time that is told goes before one that is taken from
// others, so that what is taken has no part in what it is taken from.
func (n *node) setRank() {
	it := &n.item
	inferred := uint64(0)
	if n.inferred {
		inferred = 1
	}
	it.rank = uint64(it.grasp)
	for _, f := range []struct{ value, bits uint64 }{
		{inferred, 1},
		{uint64(min(it.hi-it.lo, 1<<12-1)), 12},
		{uint64(3 - it.r.Date.Basis), 2},
		{uint64(15 - min(it.named(), 15)), 4},
		{uint64(7 - it.told()), 3},
		{uint64(uint32(it.pub-1)) & (1<<23 - 1), 23},
	} {
		it.rank = it.rank<<f.bits | f.value
	}
}

// form is the first byte of the data of a trace; a trace of another form is computed anew.
const form = 1

// errForm says that a trace was written by another version of the program.
var errForm = errors.New("a trace is of another form: rebuild the record")

// encode writes what comparing takes into the data of the trace.
func (n *node) encode() {
	b := make([]byte, 0, 160)
	num := func(v uint64) { b = binary.AppendUvarint(b, v) }
	str := func(s string) {
		num(uint64(len(s)))
		b = append(b, s...)
	}
	flag := func(v bool) {
		if v {
			b = append(b, 1)
		} else {
			b = append(b, 0)
		}
	}
	r := n.r
	b = append(b, form, byte(r.Kind), byte(r.Mode), byte(r.Format), byte(r.Status), byte(r.Date.Grain), byte(r.Date.Basis))
	for _, v := range []bool{r.Main, n.inferred, n.ownDay, n.isScene} {
		flag(v)
	}
	for _, v := range []int{int(r.Date.From), int(r.Date.To), int(n.pub), n.twin, len(n.units)} {
		num(uint64(v))
	}
	for _, u := range n.units {
		str(u.key)
		flag(u.actor)
		flag(u.target)
		num(uint64(len(u.people)))
		for _, p := range u.people {
			str(p)
		}
	}
	for _, s := range []string{r.Place.Name, r.Place.Country, r.Place.Grain, n.yearless} {
		str(s)
	}
	num(uint64(len(n.words)))
	for _, w := range n.words {
		b = binary.LittleEndian.AppendUint32(b, w)
	}
	n.trace.Data = b
	n.trace.Rank = n.rank
	n.trace.Parent = n.parent.to
	n.links()
}

// links appends where the node hangs, which changes more often than the rest: it stands at the end.
func (n *node) links() {
	b := n.trace.Data
	size := len(b)
	for _, l := range []link{n.parent, n.scene} {
		b = binary.AppendUvarint(b, uint64(len(l.to)))
		b = append(b, l.to...)
		b = binary.AppendUvarint(b, l.rank)
		b = binary.AppendUvarint(b, uint64(max(l.fit, 0)))
	}
	n.trace.Data = binary.LittleEndian.AppendUint16(b, uint16(len(b)-size))
}

// told is the data of a trace without its links.
func dataOf(t *record.Trace) []byte {
	if n := len(t.Data); n >= 2 {
		return t.Data[:max(n-2-int(binary.LittleEndian.Uint16(t.Data[n-2:])), 0)]
	}
	return nil
}

// relink writes the links anew.
func (n *node) relink() {
	n.trace.Data = slices.Clone(dataOf(&n.trace))
	n.trace.Parent = n.parent.to
	n.links()
}

// A decoder reads what encode writes. After the end it reads zeros.
type decoder struct {
	b   []byte
	all string // the same bytes: what is cut from it takes no memory of its own
	bad bool
}

func (d *decoder) num() uint64 {
	v, n := binary.Uvarint(d.b)
	if n <= 0 {
		d.bad, d.b = true, nil
		return 0
	}
	d.b = d.b[n:]
	return v
}

func (d *decoder) bytes(n uint64) []byte {
	if n > uint64(len(d.b)) {
		d.bad, d.b = true, nil
		return nil
	}
	out := d.b[:n]
	d.b = d.b[n:]
	return out
}

func (d *decoder) byte() byte {
	if b := d.bytes(1); len(b) == 1 {
		return b[0]
	}
	return 0
}

func (d *decoder) flag() bool { return d.byte() != 0 }
func (d *decoder) str() string {
	n := len(d.bytes(d.num()))
	end := len(d.all) - len(d.b)
	return d.all[end-n : end]
}

// maxMade is for how many parties there is room from the start, whatever a trace says.
const maxMade = 64

// decode makes the node of a trace.
func decode(t *record.Trace) (*node, error) {
	d := decoder{b: t.Data, all: string(t.Data)}
	if d.byte() != form {
		return nil, errForm
	}
	made := &struct {
		node
		report  record.Report
		article Article
	}{}
	n, r := &made.node, &made.report
	n.trace = *t
	r.ID, r.Article, made.article.ID = t.Report, t.Article, t.Article
	n.r, n.art = r, &made.article
	r.Kind, r.Mode, r.Format, r.Status = plover.Kind(d.byte()), plover.Mode(d.byte()), plover.Format(d.byte()), plover.Status(d.byte())
	r.Date.Grain, r.Date.Basis = date.Grain(d.byte()), date.Basis(d.byte())
	r.Main, n.inferred, n.ownDay, n.isScene = d.flag(), d.flag(), d.flag(), d.flag()
	r.Date.From, r.Date.To = date.Day(d.num()), date.Day(d.num())
	n.pub, n.twin = date.Day(d.num()), int(d.num())
	units := min(d.num(), uint64(len(d.b)))
	n.units = make([]unit, 0, min(units, maxMade))
	for range units {
		u := unit{key: d.str(), actor: d.flag(), target: d.flag()}
		for range min(d.num(), uint64(len(d.b))) {
			u.people = append(u.people, d.str())
		}
		n.units = append(n.units, u)
	}
	r.Place.Name, r.Place.Country, r.Place.Grain, n.yearless = d.str(), d.str(), d.str(), d.str()
	words := d.bytes(4 * min(d.num(), uint64(len(d.b))))
	n.words = make([]uint32, len(words)/4)
	for i := range n.words {
		n.words[i] = binary.LittleEndian.Uint32(words[4*i:])
	}
	for _, l := range []*link{&n.parent, &n.scene} {
		l.to, l.rank, l.fit = record.ID(d.str()), d.num(), int(d.num())
	}
	if d.bad {
		return nil, errForm
	}
	n.setTime()
	n.rank = t.Rank
	return n, nil
}

// The classes of keys. A key is the class, a hash of who takes part and of the family of the kind, and a time.
const (
	byDay      uint64 = iota + 1 // of what is told within ten days: each day
	byCell                       // of what is told less exactly: each stretch of cellDays
	byWeek                       // of what is dated by its publication: the week of that
	byNothing                    // of what has no time
	byCalendar                   // of what has a day without a year: month and day
)

const (
	cellDays = 64
	weekDays = 7
	timeBits = 22 // of a key
	hashBits = 38
)

func makeKey(class uint64, hash uint64, time date.Day) uint64 {
	return (class<<hashBits|hash>>(64-hashBits))<<timeBits | uint64(time)&(1<<timeBits-1)
}

// family is the quad of a kind; cooperation is told as verbal and as material.
func family(k plover.Kind) plover.Quad {
	if q := k.Quad(); q != plover.MaterialCooperation {
		return q
	}
	return plover.VerbalCooperation
}

var families = []plover.Quad{plover.NoQuad, plover.VerbalCooperation, plover.VerbalConflict, plover.MaterialConflict}

// maxSides bounds by how many of its parties a large company is found.
const maxSides = 8

// sides is by whom a report is found. Two that can be one event share a side: two of two parties have both in common,
// and so on as company says; one that names a single party is also found by the country of its place.
func (it *item) sides() []string {
	u := it.units
	switch len(u) {
	case 0:
		return []string{""}
	case 1:
		out := []string{u[0].key}
		if c := it.r.Place.Country; c != "" && c != u[0].key {
			out = append(out, pairOf(u[0].key, c))
		}
		return out
	case 2:
		return []string{pairOf(u[0].key, u[1].key)}
	case 3:
		return []string{pairOf(u[0].key, u[1].key), pairOf(u[0].key, u[2].key), pairOf(u[1].key, u[2].key), u[0].key + "+", u[1].key + "+", u[2].key + "+"}
	}
	out := make([]string, 0, maxSides)
	for i := range u[:min(len(u), maxSides)] {
		out = append(out, u[i].key+"+")
	}
	return out
}

func pairOf(a, b string) string { return min(a, b) + "|" + max(a, b) }

func hashOf(side string, more ...byte) uint64 {
	h := fnv.New64a()
	h.Write([]byte(side))
	h.Write([]byte{0})
	h.Write(more)
	return h.Sum64()
}

// company is all parties as one string.
func (it *item) companyKey() string {
	s := ""
	for i := range it.units {
		s += it.units[i].key + "|"
	}
	return s
}

// A stretch is keys from one to another.
type stretch struct{ from, to uint64 }

// enters is the keys under which a node is found, sorted.
func (n *node) enters() []uint64 {
	var out []uint64
	if n.grasp == timeless {
		out = append(out, n.timelessKey())
	}
	for _, side := range n.sides() {
		h := hashOf(side, byte(family(n.r.Kind)))
		switch n.grasp {
		case exact:
			for d := n.lo; d <= n.hi; d++ {
				out = append(out, makeKey(byDay, h, d))
			}
		case vague:
			for c := n.lo / cellDays; c <= n.hi/cellDays; c++ {
				out = append(out, makeKey(byCell, h, c))
			}
		case guessed:
			out = append(out, makeKey(byWeek, h, n.pub/weekDays))
		}
		if n.yearless != "" {
			out = append(out, calendarKey(side, n.yearless))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func (n *node) timelessKey() uint64 {
	return makeKey(byNothing, hashOf(n.companyKey(), byte(n.r.Kind)), 0)
}

// calendarKey is the key of a side and a day such as "11-15".
func calendarKey(side, day string) uint64 { return makeKey(byCalendar, hashOf(side+"@"+day), 0) }

// looks is where the reports stand that a node may join.
func (n *node) looks() []stretch {
	if n.grasp == timeless {
		k := n.timelessKey()
		return []stretch{{k, k}}
	}
	var out []stretch
	for _, side := range n.sides() {
		h := hashOf(side, byte(family(n.r.Kind)))
		if n.grasp == exact {
			out = append(out, stretch{makeKey(byDay, h, n.lo-1), makeKey(byDay, h, n.hi+1)})
			continue
		}
		out = append(out, stretch{makeKey(byDay, h, n.lo), makeKey(byDay, h, n.hi)}, stretch{makeKey(byCell, h, n.lo/cellDays), makeKey(byCell, h, n.hi/cellDays)})
		if n.grasp == guessed {
			out = append(out, stretch{makeKey(byWeek, h, n.pub/weekDays-2), makeKey(byWeek, h, n.pub/weekDays+2)})
		}
	}
	return out
}

// lookers is where the reports stand that look at a key.
func lookers(key uint64) []stretch {
	class, hash := key>>(hashBits+timeBits), key>>timeBits<<(64-hashBits)
	at := date.Day(key & (1<<timeBits - 1))
	guesses := func(from, to date.Day) stretch {
		return stretch{makeKey(byWeek, hash, max(from-daysAhead-1, 0)/weekDays), makeKey(byWeek, hash, (to+daysBefore+1)/weekDays)}
	}
	switch class {
	case byDay:
		return []stretch{
			{makeKey(byDay, hash, at-1), makeKey(byDay, hash, at+1)}, {makeKey(byCell, hash, at/cellDays), makeKey(byCell, hash, at/cellDays)}, guesses(at, at),
		}
	case byCell:
		return []stretch{{key, key}, guesses(at*cellDays, (at+1)*cellDays-1)}
	case byWeek:
		return []stretch{{makeKey(byWeek, hash, max(at-2, 0)), makeKey(byWeek, hash, at+2)}}
	case byNothing:
		return []stretch{{key, key}}
	}
	return nil
}
