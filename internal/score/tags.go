package score

import (
	"fmt"
	"slices"
	"strings"
)

// TreeCounts is what CoNLL 2018 counts of a treebank against its gold. Words are aligned by the characters they cover.
type TreeCounts struct {
	Tokens    Counts `json:"tokens"`
	Sentences Counts `json:"sentences"`
	Words     Counts `json:"words"`
	UPOS      Counts `json:"upos"`
	UFeats    Counts `json:"ufeats"` // the universal features only, as CoNLL 2018 has it
	Lemmas    Counts `json:"lemmas"`
	UAS       Counts `json:"uas"`
	LAS       Counts `json:"las"`  // relations without subtypes, as CoNLL 2018 has it
	ELAS      Counts `json:"elas"` // relations with subtypes
}

// Trees counts how far the words, tags and trees of a system agree with the gold. Both must be of the same text: an error names the
// first characters that differ; white space does not count.
func Trees(gold, system *Treebank) (TreeCounts, error) {
	var c TreeCounts
	g, s := layOut(gold), layOut(system)
	if i := firstDifference(g.chars, s.chars); i >= 0 {
		return c, fmt.Errorf("texts differ after %d characters: gold %q, system %q", i, excerpt(g.chars, i), excerpt(s.chars, i))
	}
	c.Tokens = common(g.tokens, s.tokens)
	c.Sentences = common(g.sentences, s.sentences)
	pairs, back := align(g, s)
	c.Words = matches(len(pairs), len(g.words), len(s.words))
	var n struct{ upos, feats, lemma, uas, las, elas int }
	for _, p := range pairs {
		gw, sw := &g.words[p[0]], &s.words[p[1]]
		n.upos += b2i(gw.UPOS == sw.UPOS)
		n.feats += b2i(universal(gw.Feats) == universal(sw.Feats))
		n.lemma += b2i(gw.Lemma == sw.Lemma || gw.Lemma == "_")
		if !sameHead(gw.head, sw.head, back) {
			continue
		}
		n.uas++
		n.las += b2i(base(gw.Rel) == base(sw.Rel))
		n.elas += b2i(gw.Rel == sw.Rel)
	}
	for _, m := range []struct {
		to *Counts
		n  int
	}{{&c.UPOS, n.upos}, {&c.UFeats, n.feats}, {&c.Lemmas, n.lemma}, {&c.UAS, n.uas}, {&c.LAS, n.las}, {&c.ELAS, n.elas}} {
		*m.to = matches(m.n, len(g.words), len(s.words))
	}
	return c, nil
}

func matches(tp, gold, system int) Counts { return Counts{TP: tp, FP: system - tp, FN: gold - tp} }

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// universalFeats are the features that CoNLL 2018 counts: those of the first page of Universal Dependencies, not what a treebank adds.
var universalFeats = map[string]bool{
	"PronType": true, "NumType": true, "Poss": true, "Reflex": true, "Foreign": true, "Abbr": true, "Gender": true, "Animacy": true, "Number": true, "Case": true, "Definite": true,
	"Degree": true, "VerbForm": true, "Mood": true, "Tense": true, "Aspect": true, "Voice": true, "Evident": true, "Polarity": true, "Person": true, "Polite": true,
}

// universal is the universal features among feats, in the order of the alphabet.
func universal(feats string) string {
	var kept []string
	for f := range strings.SplitSeq(feats, "|") {
		if name, _, _ := strings.Cut(f, "="); universalFeats[name] {
			kept = append(kept, f)
		}
	}
	slices.Sort(kept)
	return strings.Join(kept, "|")
}

// base is a relation without its subtype.
func base(rel string) string {
	b, _, _ := strings.Cut(rel, ":")
	return b
}

// sameHead reports whether the head of a system word is that of its gold word; back leads from system words to gold words.
func sameHead(gold, system int, back map[int]int) bool {
	if gold < 0 || system < 0 {
		return gold == system
	}
	g, ok := back[system]
	return ok && g == gold
}

// A layout is a treebank as spans of its characters, white space left out.
type layout struct {
	chars             []rune
	words             []laidWord
	tokens, sentences []charSpan
}

type charSpan struct{ start, end int }

// A laidWord is a word with the token that it is written in, and its head as an index into all words, -1 for a root.
type laidWord struct {
	*TreeWord
	charSpan
	multi bool // part of a multiword token, whose span it has
	head  int
}

func layOut(b *Treebank) *layout {
	l := &layout{}
	for i := range b.Sentences {
		s := &b.Sentences[i]
		start, first := len(l.chars), len(l.words)
		for _, sf := range s.Surface {
			from := len(l.chars)
			l.chars = appendVisible(l.chars, sf.Form)
			sp := charSpan{from, len(l.chars)}
			l.tokens = append(l.tokens, sp)
			for k := sf.First; k < sf.Last; k++ {
				w := &s.Words[k]
				head := -1
				if w.Head > 0 {
					head = first + w.Head - 1
				}
				l.words = append(l.words, laidWord{w, sp, sf.Last-sf.First > 1, head})
			}
		}
		l.sentences = append(l.sentences, charSpan{start, len(l.chars)})
	}
	return l
}

// align pairs the words of gold and system: those outside of multiword tokens by their span, those within by their forms, as the
// longest common subsequence of the stretch that the overlapping tokens cover. back leads from system words to gold words.
func align(g, s *layout) (pairs [][2]int, back map[int]int) {
	back = make(map[int]int, len(g.words))
	add := func(i, j int) {
		pairs = append(pairs, [2]int{i, j})
		back[j] = i
	}
	for i, j := 0, 0; i < len(g.words) && j < len(s.words); {
		gw, sw := &g.words[i], &s.words[j]
		if !gw.multi && !sw.multi {
			switch {
			case gw.charSpan == sw.charSpan:
				add(i, j)
				i++
				j++
			case gw.start < sw.start || gw.start == sw.start && gw.end < sw.end:
				i++
			default:
				j++
			}
			continue
		}
		i, j = skipApart(g, s, i, j)
		gi, sj := stretch(g, s, i, j)
		for _, p := range commonForms(g.words[i:gi], s.words[j:sj]) {
			add(i+p[0], j+p[1])
		}
		i, j = gi, sj
	}
	return pairs, back
}

// skipApart leaves out words before a multiword token that do not overlap with it.
func skipApart(g, s *layout, i, j int) (int, int) {
	for i < len(g.words) && j < len(s.words) {
		switch {
		case g.words[i].end <= s.words[j].start:
			i++
		case s.words[j].end <= g.words[i].start:
			j++
		default:
			return i, j
		}
	}
	return i, j
}

// stretch is where the words end that overlap, through others, with multiword tokens from i and j on.
func stretch(g, s *layout, i, j int) (int, int) {
	if i >= len(g.words) || j >= len(s.words) {
		return i, j
	}
	end := max(g.words[i].end, s.words[j].end)
	for {
		switch {
		case i < len(g.words) && g.words[i].start < end:
			end = max(end, g.words[i].end)
			i++
		case j < len(s.words) && s.words[j].start < end:
			end = max(end, s.words[j].end)
			j++
		default:
			return i, j
		}
	}
}

// commonForms is the longest common subsequence of the forms of a and b, as pairs of indices.
func commonForms(a, b []laidWord) [][2]int {
	n := make([][]int, len(a)+1)
	for i := range n {
		n[i] = make([]int, len(b)+1)
	}
	same := func(i, j int) bool { return strings.EqualFold(a[i].Form, b[j].Form) }
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			n[i][j] = max(n[i+1][j], n[i][j+1])
			if same(i, j) {
				n[i][j] = max(n[i][j], n[i+1][j+1]+1)
			}
		}
	}
	var out [][2]int
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case same(i, j) && n[i][j] == n[i+1][j+1]+1:
			out = append(out, [2]int{i, j})
			i++
			j++
		case n[i][j] == n[i+1][j]:
			i++
		default:
			j++
		}
	}
	return out
}

// common counts the spans that both have; both are sorted.
func common(gold, system []charSpan) Counts {
	tp := 0
	for i, j := 0, 0; i < len(gold) && j < len(system); {
		switch {
		case gold[i] == system[j]:
			tp++
			i++
			j++
		case gold[i].start < system[j].start || gold[i].start == system[j].start && gold[i].end < system[j].end:
			i++
		default:
			j++
		}
	}
	return matches(tp, len(gold), len(system))
}

// firstDifference is the index of the first character that differs, -1 if there is none.
func firstDifference(a, b []rune) int {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return i
		}
	}
	if len(a) != len(b) {
		return min(len(a), len(b))
	}
	return -1
}

func excerpt(chars []rune, i int) string { return string(chars[i:min(len(chars), i+20)]) }
