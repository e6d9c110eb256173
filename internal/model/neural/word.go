package neural

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"chancery/internal/model/kernel"
)

// train/neural/words.py sees words in the same way, character by character.
const (
	buckets    = 16384
	shapes     = 9
	maxPieces  = 8
	maxChars   = 100
	prefixes   = 3
	suffixes   = 4
	hashOffset = 2166136261
	hashPrime  = 16777619
)

// embed writes the vectors of the words to s.x and their scales to s.xScale: one for each form, and to s.row which is whose.
func (n *Network) embed(s *Scratch, sentences [][]string) {
	width := n.size.input
	s.vector = resize(s.vector, width)
	s.x, s.xScale, s.row = s.x[:0], s.xScale[:0], s.row[:0]
	if s.forms == nil {
		s.forms = make(map[string]int32)
	}
	for _, words := range sentences {
		for _, w := range words {
			row, ok := s.forms[w]
			if !ok {
				row = int32(len(s.forms))
				s.forms[w] = row
				n.wordVector(s, w)
				factor, scale := scaleFor(kernel.Size(s.vector), byteBits)
				s.x = slices.Grow(s.x, width)[:len(s.x)+width]
				kernel.RoundBytes(s.x[len(s.x)-width:], s.vector, factor)
				s.xScale = append(s.xScale, scale)
			}
			s.row = append(s.row, row)
		}
	}
	clear(s.forms) // so that the text is not kept
}

// wordVector writes the vector of one word to s.vector.
func (n *Network) wordVector(s *Scratch, form string) {
	v := s.vector
	clear(v)
	var at [len(n.vectors)][]float32 // the parts of the vector
	for i := range n.vectors {
		at[i], v = v[:n.vectors[i].width], v[n.vectors[i].width:]
	}
	s.buf = fold(s.buf[:0], form)
	n.vectors[3].add(at[3], shapeOf(s.buf))
	n.addPieces(s, at[0])
	s.buf = plainFigures(s.buf)
	n.vectors[2].add(at[2], hash("w", s.buf))
	s.lower = lower(s.lower[:0], s.buf)
	n.vectors[1].add(at[1], int(n.known[string(s.lower)]))
	var ids [prefixes + suffixes]int
	for _, id := range affixes(ids[:0], s.lower) {
		n.vectors[2].add(at[2], id)
	}
}

// add adds a vector of the table to sum.
func (t *table) add(sum []float32, row int) {
	kernel.Add(sum, t.data[row*t.width:(row+1)*t.width], t.scale[row])
}

// fold appends a word to b with plain quotation marks, dashes and dots.
func fold(b []byte, word string) []byte {
	for _, r := range word {
		switch r {
		case '’', '‘', '`', '´':
			r = '\''
		case '“', '”', '„', '«', '»':
			r = '"'
		case '–', '—', '‐', '‑', '−':
			r = '-'
		case '…':
			r = '.'
		}
		b = utf8.AppendRune(b, r)
	}
	return b
}

// plainFigures writes all figures of a word as 0.
func plainFigures(b []byte) []byte {
	for i, c := range b {
		if '1' <= c && c <= '9' {
			b[i] = '0'
		}
	}
	return b
}

// lower appends a text in small letters.
func lower(out, b []byte) []byte {
	for i, c := range b {
		if c >= utf8.RuneSelf {
			for b = b[i:]; len(b) > 0; {
				r, size := utf8.DecodeRune(b)
				b, out = b[size:], utf8.AppendRune(out, unicode.ToLower(r))
			}
			return out
		}
		if 'A' <= c && c <= 'Z' {
			c |= 0x20
		}
		out = append(out, c)
	}
	return out
}

// shapeOf is the shape of a word: capitals, figures, or neither.
func shapeOf(word []byte) int {
	uppers, lowers, digits, chars := 0, 0, 0, 0
	first := false
	for b := word; len(b) > 0; chars++ {
		r, size := utf8.DecodeRune(b)
		b = b[size:]
		switch {
		case unicode.IsUpper(r):
			uppers++
			first = first || chars == 0
		case unicode.IsLower(r):
			lowers++
		case '0' <= r && r <= '9':
			digits++
		}
	}
	switch {
	case uppers > 1 && lowers == 0:
		return 1
	case first && uppers == 1 && lowers > 0:
		return 2
	case first:
		return 3
	case uppers > 0:
		return 4
	case digits == chars:
		return 5
	case digits > 0:
		return 6
	case lowers > 0:
		return 7
	}
	return 8
}

// hash is the bucket of a kind of property and its text.
func hash(kind string, text []byte) int {
	h := uint32(hashOffset)
	for i := range len(kind) {
		h = (h ^ uint32(kind[i])) * hashPrime
	}
	for _, c := range text {
		h = (h ^ uint32(c)) * hashPrime
	}
	return int(h % buckets)
}

// affixes appends the buckets of the first characters of a word, and of its last.
func affixes(ids []int, word []byte) []int {
	end, begin := 0, len(word)
	for k := range prefixes {
		if end < len(word) {
			_, size := utf8.DecodeRune(word[end:])
			end += size
		}
		ids = append(ids, hash([...]string{"p1", "p2", "p3"}[k], word[:end]))
	}
	for k := range suffixes {
		if begin > 0 {
			_, size := utf8.DecodeLastRune(word[:begin])
			begin -= size
		}
		ids = append(ids, hash([...]string{"s1", "s2", "s3", "s4"}[k], word[begin:]))
	}
	return ids
}

// addPieces adds the mean of the vectors of the pieces of the word in s.buf.
func (n *Network) addPieces(s *Scratch, sum []float32) {
	s.pieces = n.split(s, s.pieces[:0], s.buf)
	for _, id := range s.pieces {
		n.vectors[0].add(sum, int(id))
	}
	if len(s.pieces) > 1 {
		share := 1 / float32(len(s.pieces))
		for i := range sum {
			sum[i] = float32(sum[i] * share)
		}
	}
}

// split appends the pieces of a word: small letters without accents, cut at marks, the longest piece first.
func (n *Network) split(s *Scratch, ids []int32, word []byte) []int32 {
	s.lower = lower(s.lower[:0], word)
	plain := s.lower
	if !isASCII(plain) {
		s.plain = norm.NFD.Append(s.plain[:0], plain...)
		plain = s.plain
	}
	part := append(s.part[:0], '#', '#')
	for len(plain) > 0 {
		r, size := utf8.DecodeRune(plain)
		char := plain[:size]
		plain = plain[size:]
		switch {
		case 'a' <= r && r <= 'z':
			part = append(part, char...)
		case unicode.In(r, unicode.Mn, unicode.Cc, unicode.Cf):
		case unicode.In(r, unicode.P, unicode.S, unicode.Z):
			ids = n.longest(ids, part)
			part = part[:2]
			if !unicode.Is(unicode.Z, r) {
				ids = n.longest(ids, append(part, char...))
			}
		default:
			part = append(part, char...)
		}
	}
	s.part = part
	ids = n.longest(ids, part)
	if len(ids) == 0 {
		return append(ids, 0)
	}
	return ids[:min(len(ids), maxPieces)]
}

func isASCII(b []byte) bool {
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// longest appends the pieces of a part, which stands after the mark of a continued word.
func (n *Network) longest(ids []int32, marked []byte) []int32 {
	const mark = 2
	if len(ids) >= maxPieces {
		return ids
	}
	if utf8.RuneCount(marked) > mark+maxChars {
		return append(ids, 0)
	}
	begin := len(ids)
	for at := mark; at < len(marked); {
		end := min(len(marked), at+n.longPiece)
		for ; end > at; end-- {
			if end < len(marked) && !utf8.RuneStart(marked[end]) {
				continue
			}
			var id int32
			var ok bool
			if at == mark {
				id, ok = n.pieces[string(marked[at:end])]
			} else {
				marked[at-2], marked[at-1] = '#', '#'
				id, ok = n.pieces[string(marked[at-mark:end])]
			}
			if ok {
				ids = append(ids, id)
				break
			}
		}
		if end == at {
			return append(ids[:begin], 0)
		}
		at = end
	}
	return ids
}
