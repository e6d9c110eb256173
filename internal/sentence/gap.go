package sentence

import (
	"unicode/utf8"

	"chancery/internal/doc"
)

// A Gap is a place between two words where a sentence may end, as the model sees it.
type Gap struct {
	Word     int32    // the word before it
	Rules    Verdict  // what the rules say
	Features []uint16 // indices of weights
}

// A view is what is seen of a block at one place.
type view struct {
	model       *Model
	words       [16]seen // by index modulo 16: some words before and behind the place
	first, last int32    // the block
	upTo        int32    // words seen
	read        int32    // words whose marks count in quoted and depth
	quoted      bool
	depth       uint8
	begin       int32 // the sentence under way
	finite      uint8 // finite verbs in it
	small       uint8 // words in small letters in it
	titled      uint8 // capitalised words in it, but its first, that are mostly function words: a headline
	nextMark    int32 // the next word that is a mark, or last
	headline    bool
	tail        shape // of the block: that of its last word that is no closing mark
	unmarked    bool  // the sentence before ended without a mark
}

// open begins a block.
func (s *splitter) open(first, last int32, kind doc.BlockKind) {
	v := &s.view
	*v = view{model: v.model, first: first, last: last, upTo: first, read: first, begin: first, nextMark: first - 1,
		headline: kind == doc.Title || kind == doc.Deck || kind == doc.Heading}
	for i := last - 1; i >= max(first, last-4); i-- {
		v.tail = shapeOf(s.word(i))
		if v.tail != closeQuote && v.tail != plainQuote && v.tail != closeBracket {
			break
		}
	}
}

// begin begins a sentence at word i.
func (s *splitter) begin(i int32) {
	v := &s.view
	v.unmarked = false
	if i > v.first {
		sh := s.seenAt(i - 1).shape
		v.unmarked = !isMark(sh)
	}
	v.begin, v.finite, v.small, v.titled = i, 0, 0, 0
}

func isMark(sh shape) bool {
	return sh == stop || sh == dots || sh == mark || sh == closeQuote || sh == plainQuote || sh == closeBracket
}

// look sees all words up to i.
func (s *splitter) look(i int32) {
	v := &s.view
	for ; v.upTo <= i && v.upTo < v.last; v.upTo++ {
		w := &v.words[v.upTo&15]
		text := s.word(v.upTo)
		w.form, w.ending = hashWord(text)
		w.shape = shapeOf(text)
		w.class = v.model.class(w.form)
		w.length = uint8(min(utf8.RuneCountInString(text), 4))
		w.apart = v.upTo == v.first || s.d.Tokens[v.upTo-1].End < s.d.Tokens[v.upTo].Start
	}
}

var nothing seen

// seenAt is word i of the block, nothing beyond.
func (s *splitter) seenAt(i int32) *seen {
	if i < s.view.first || i >= s.view.last {
		return &nothing
	}
	s.look(i)
	return &s.view.words[i&15]
}

// ends reports whether a sentence ends after word j.
func (s *splitter) ends(j int32, rules Verdict) bool {
	v := &s.view
	s.look(j + 3)
	s.count(j)
	left, right := &v.words[j&15], &v.words[(j+1)&15]
	if !right.apart && (s.d.Tokens[j+1].Joined || left.shape < shortened || left.shape == sign) {
		return false
	}
	if end, sure := s.sure(j, rules, left, right); sure {
		return end
	}
	if rules == NoMark {
		switch {
		case v.headline:
			return false
		case left.shape == colon || left.shape == semicolon || left.shape == dash:
			rules = AfterColon
		case !isMark(v.tail):
			rules = Loose
		}
	}
	s.at.Word, s.at.Rules = j, rules
	s.features(j, rules)
	return s.decide(&s.at)
}

// count reads the marks and verbs up to word j.
func (s *splitter) count(j int32) {
	v := &s.view
	for ; v.read <= j; v.read++ {
		w := s.seenAt(v.read)
		switch w.shape {
		case openQuote:
			v.quoted = true
		case closeQuote:
			v.quoted = false
		case plainQuote:
			v.quoted = !v.quoted
		case openBracket:
			v.depth = min(v.depth+1, 3)
		case closeBracket:
			v.depth = max(v.depth, 1) - 1
		}
		switch {
		case w.shape == small:
			v.small = min(v.small+1, 3)
		case w.shape == capital && w.length > 1 && v.read > v.begin && isFunction(w.class):
			v.titled = min(v.titled+1, 3)
		}
		if w.class == FiniteVerb || w.class == FiniteAux {
			v.finite = min(v.finite+1, 3)
		}
	}
	for v.nextMark <= j {
		v.nextMark++
		for v.nextMark < v.last && !s.isTerminal(v.nextMark) {
			v.nextMark++
		}
	}
}

// isFunction reports whether words of a class are written small in mid-sentence.
func isFunction(class uint8) bool {
	switch doc.UPOS(class) {
	case doc.ADP, doc.CCONJ, doc.DET, doc.PART, doc.PRON, doc.SCONJ, doc.VERB, doc.AUX:
		return true
	}
	return class >= FiniteVerb
}

// distance is a number of words in steps.
func distance(n int32) uint32 {
	switch {
	case n < 5:
		return uint32(n)
	case n < 7:
		return 5
	case n < 10:
		return 6
	case n < 15:
		return 7
	case n < 25:
		return 8
	case n < 40:
		return 9
	}
	return 10
}

// features writes what is seen of the gap after word j.
func (s *splitter) features(j int32, rules Verdict) {
	v := &s.view
	l1, l2, l3 := s.seenAt(j), s.seenAt(j-1), s.seenAt(j-2)
	r1, r2, r3 := s.seenAt(j+1), s.seenAt(j+2), s.seenAt(j+3)
	first, second := &nothing, &nothing
	if j-v.begin < 12 {
		first = s.seenAt(v.begin)
		if j > v.begin {
			second = s.seenAt(v.begin + 1)
		}
	}
	f := featureList{s.at.Features[:0]}
	said := uint32(rules)<<1 | b2u(r1.apart)
	length := distance(j + 1 - v.begin)
	rest := distance(v.last - 1 - j)
	toMark := distance(v.nextMark - j)
	sl1, sl2, sl3 := uint32(l1.shape), uint32(l2.shape), uint32(l3.shape)
	sr1, sr2, sr3 := uint32(r1.shape), uint32(r2.shape), uint32(r3.shape)
	cl1, cl2, cr1, cr2 := uint32(l1.class), uint32(l2.class), uint32(r1.class), uint32(r2.class)
	state := b2u(v.quoted)<<2 | uint32(v.depth)
	start := sr1<<6 | said

	f.add(1, said, 0)
	f.add(2, start, 0)
	f.add(3, l1.form, said)
	f.add(4, r1.form, start)
	f.add(5, l1.form, r1.form)
	f.add(6, l1.form, sr1)
	f.add(7, r1.form^sr1<<7, sl1)
	f.add(8, l1.form, l2.form)
	f.add(9, r1.form^sr1<<7, r2.form)
	f.add(10, l2.form, start)
	f.add(11, r2.form, start)
	f.add(12, sl2<<24|sl1<<16|sr1<<8|sr2, b2u(l1.apart)<<2|b2u(r1.apart)<<1|b2u(r2.apart))
	f.add(13, sl1<<8|sr1, rest<<8|length)
	f.add(14, l1.ending, sl1<<16|start)
	f.add(15, r1.ending, sl1<<16|start)
	f.add(16, length<<8|uint32(v.finite), start)
	f.add(17, rest, start)
	f.add(18, uint32(v.tail)<<4|toMark, start)
	f.add(19, state, start)
	f.add(20, cl2<<24|cl1<<16|cr1<<8|cr2, start)
	f.add(21, cl1<<8|cr1, start)
	f.add(22, cr1<<8|cr2, start)
	f.add(23, cl2<<8|cl1, start)
	f.add(24, uint32(v.finite)<<8|cr1, start)
	f.add(25, toMark<<4|uint32(v.finite), start)
	f.add(26, first.form, length<<16|start)
	f.add(27, first.form, second.form^start)
	f.add(28, b2u(v.unmarked)<<4|length, start)
	f.add(29, uint32(first.shape)<<8|uint32(second.shape), length<<16|start)
	f.add(30, sl3<<24|sl2<<16|sl1<<8|sr1, said)
	f.add(31, sl1<<24|sr1<<16|sr2<<8|sr3, said)
	f.add(32, r1.form, cl1<<16|start)
	f.add(33, l1.form, cr1<<16|start)
	f.add(34, r3.form, start)
	f.add(35, l3.form, start)
	f.add(36, uint32(l1.length)<<4|uint32(r1.length), sl1<<16|start)
	f.add(37, uint32(v.tail)<<8|rest, sl1<<16|start)
	f.add(38, uint32(v.titled)<<8|uint32(v.small)<<4|uint32(v.finite), start)
	f.add(39, uint32(v.titled)<<8|uint32(v.small)<<4, cr1<<16|start)
	s.at.Features = f.at
}

func b2u(b bool) uint32 {
	if b {
		return 1
	}
	return 0
}

// A featureList hashes features to indices of weights.
type featureList struct{ at []uint16 }

func (f *featureList) add(kind, a, b uint32) {
	h := (a*0x9e3779b1 ^ a>>15) + kind*0x7feb352d
	h = (h ^ h>>16 ^ b*0x85ebca6b) * 0xc2b2ae35
	f.at = append(f.at, uint16((h^h>>15)>>(32-weightBits)))
}
