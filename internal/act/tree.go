package act

import (
	"strings"

	"chancery/internal/doc"
	"chancery/internal/lexicon"
)

// A reader is the state of reading the acts of one document.
type reader struct {
	d        *doc.Document
	lex      *lexicon.Lexicon
	first    []int32 // kids of token i are kids[first[i]:first[i+1]], in text order
	kids     []int32
	headed   []int32 // the first mention whose head is the token, or None
	covering []int32 // the shortest mention that covers the token, or None
	states   map[string]int32
	extra    []doc.Mention   // implied by places; their index goes on from those of the document
	extraAt  map[int32]int32 // by place

	ownMentions, ownActors int // those that the document came with
}

func newReader(d *doc.Document, lex *lexicon.Lexicon) *reader {
	r := &reader{d: d, lex: lex, ownMentions: len(d.Mentions), ownActors: len(d.Actors), extraAt: map[int32]int32{}}
	r.indexKids()
	r.indexMentions()
	return r
}

func (r *reader) indexKids() {
	n := len(r.d.Tokens)
	r.first = make([]int32, n+1)
	for i := range r.d.Tokens {
		if h := r.d.Tokens[i].Head; h >= 0 && int(h) < n {
			r.first[h+1]++
		}
	}
	for i := range n {
		r.first[i+1] += r.first[i]
	}
	r.kids = make([]int32, r.first[n])
	next := append([]int32(nil), r.first[:n]...)
	for i := range r.d.Tokens {
		if h := r.d.Tokens[i].Head; h >= 0 && int(h) < n {
			r.kids[next[h]] = int32(i)
			next[h]++
		}
	}
}

func (r *reader) indexMentions() {
	n := len(r.d.Tokens)
	r.headed, r.covering = make([]int32, n), make([]int32, n)
	for i := range n {
		r.headed[i], r.covering[i] = doc.None, doc.None
	}
	r.states = map[string]int32{}
	for i := range r.d.Actors {
		if a := &r.d.Actors[i]; a.Kind == doc.State {
			r.states[a.Country] = int32(i)
		}
	}
	for i := range r.d.Mentions {
		m := &r.d.Mentions[i]
		if m.Actor < 0 || int(m.Actor) >= len(r.d.Actors) {
			continue
		}
		if m.Head >= 0 && int(m.Head) < n && (r.headed[m.Head] == doc.None || r.width(r.headed[m.Head]) > m.Tokens.Len()) {
			r.headed[m.Head] = int32(i)
		}
		for t := max(m.Tokens.First, 0); t < m.Tokens.Last && int(t) < n; t++ {
			if c := r.covering[t]; c == doc.None || r.width(c) > m.Tokens.Len() {
				r.covering[t] = int32(i)
			}
		}
	}
}

func (r *reader) width(m int32) int { return r.d.Mentions[m].Tokens.Len() }

func (r *reader) tok(i int32) *doc.Token { return &r.d.Tokens[i] }

func (r *reader) kidsOf(i int32) []int32 { return r.kids[r.first[i]:r.first[i+1]] }

// lemma is the lemma of token i in lower case.
func (r *reader) lemma(i int32) string { return lower(r.d.Tokens[i].Lemma) }

// form is the word as written, in lower case.
func (r *reader) form(i int32) string { return lower(r.d.Word(i)) }

// lower is strings.ToLower that does not allocate for what is in lower case.
func lower(s string) string {
	for i := range len(s) {
		if c := s[i]; 'A' <= c && c <= 'Z' || c >= 0x80 {
			return strings.ToLower(s)
		}
	}
	return s
}

// kid is the first kid of i with one of the relations, or None.
func (r *reader) kid(i int32, rels ...doc.Rel) int32 {
	for _, k := range r.kidsOf(i) {
		for _, rel := range rels {
			if r.tok(k).Rel == rel {
				return k
			}
		}
	}
	return doc.None
}

// maxDepth bounds every climb and descent in a tree: no real sentence is deeper, and a hostile one must not cost more.
const maxDepth = 24

// conjuncts is h and what is coordinated with it.
func (r *reader) conjuncts(h int32) []int32 {
	out := []int32{h}
	for i := 0; i < len(out) && len(out) < 40; i++ {
		for _, k := range r.kidsOf(out[i]) {
			if t := r.tok(k); t.Rel == doc.Conj && k > out[i] && (t.UPOS != doc.VERB || r.tok(h).UPOS == doc.VERB) || r.isListed(k, out[i]) || r.isSecondOffice(k, out[i]) {
				out = append(out, k)
			} else if c := r.besideName(k, out[i]); c != doc.None {
				out = append(out, c)
			}
		}
	}
	return out
}

// besideName is who is listed with the name k that the tree hangs on its title h: "Khurshid" in "Secretary of State John Kerry and
// Minister Salman Khurshid"; None if nobody is.
func (r *reader) besideName(k, h int32) int32 {
	if rel := r.tok(k).Rel; k < h || rel != doc.Appos && rel != doc.Flat || r.covering[k] == doc.None || r.covering[k] != r.covering[h] {
		return doc.None
	}
	c := r.kid(k, doc.Conj)
	if c < k || r.covering[c] == doc.None || r.covering[c] == r.covering[k] {
		return doc.None
	}
	return c
}

// isListed reports whether k is an actor that goes on a list begun by h, though the tree has it as an apposition: "Egypt"
// in "Saudi Arabia, Egypt and Bahrain".
func (r *reader) isListed(k, h int32) bool {
	switch r.tok(k).Rel {
	case doc.NmodUnmarked, doc.Appos, doc.List, doc.Dep:
	default:
		return false
	}
	if k < h || r.headed[k] == doc.None || r.headed[h] == doc.None || r.kid(h, doc.Conj) == doc.None {
		return false
	}
	a, b := &r.d.Actors[r.d.Mentions[r.headed[k]].Actor], &r.d.Actors[r.d.Mentions[r.headed[h]].Actor]
	first := r.d.Mentions[r.headed[k]].Tokens.First
	for first > h+1 && r.tok(first-1).Rel == doc.Det {
		first--
	}
	return a.Kind == b.Kind && a.Kind == doc.State && r.form(first-1) == ","
}

// isSecondOffice reports whether k is an office that goes on a list begun by the person at h, though the tree takes it for an
// office of his: "leader" in "William Ruto and Ugandan leader Yoweri Museveni".
func (r *reader) isSecondOffice(k, h int32) bool {
	return r.tok(k).Rel == doc.NmodDesc && k > h && r.kid(k, doc.CC) != doc.None && r.kid(k, doc.Appos, doc.Flat) != doc.None
}

// isVerbal reports whether token i heads a clause: a verb, or a predicate with a copula or a subject.
func (r *reader) isVerbal(i int32) bool {
	t := r.tok(i)
	if t.UPOS == doc.VERB || t.UPOS == doc.AUX {
		return true
	}
	return r.kid(i, doc.Cop, doc.Nsubj, doc.NsubjPass) != doc.None
}

// sentence is the range of tokens of the sentence of token i.
func (r *reader) sentence(i int32) doc.Range { return r.d.Sentences[r.d.SentenceAt(i)].Range }

// subtree is the range from the first to the last token below h; clauses that hang on it are left out where bare is set.
func (r *reader) subtree(h int32, bare bool) doc.Range {
	lo, hi := h, h
	r.walk(h, 0, func(k int32) bool {
		switch r.tok(k).Rel {
		case doc.AclRelcl, doc.Acl, doc.Advcl, doc.Parataxis, doc.Appos, doc.Conj, doc.CC, doc.Punct:
			if bare {
				return false
			}
		}
		lo, hi = min(lo, k), max(hi, k)
		return true
	})
	return doc.Range{First: lo, Last: hi + 1}
}

// walk calls f for every token below h, in depth-first order; it does not go below those for which f is false.
func (r *reader) walk(h int32, depth int, f func(int32) bool) {
	if depth > maxDepth {
		return
	}
	for _, k := range r.kidsOf(h) {
		if f(k) {
			r.walk(k, depth+1, f)
		}
	}
}

// isBelow reports whether token i is h or below it.
func (r *reader) isBelow(i, h int32) bool {
	for range maxDepth * 2 {
		if i == h {
			return true
		}
		if i = r.tok(i).Head; i < 0 {
			return false
		}
	}
	return false
}

// preposition is the preposition of token i, "" if it has none: "against", and of "ahead of" the first word.
func (r *reader) preposition(i int32) string {
	for _, k := range r.kidsOf(i) {
		if t := r.tok(k); t.Rel == doc.Case && (t.UPOS == doc.ADP || t.UPOS == doc.SCONJ || t.UPOS == doc.PART && r.form(k) == "to" || t.UPOS == doc.ADV || t.UPOS == doc.VERB || t.UPOS == doc.ADJ || t.UPOS == doc.NOUN) {
			return r.form(k)
		}
	}
	return ""
}

// isOtherThanTo reports whether a preposition of two words that ends in "to" leads to nobody: "according to", "due to".
func (r *reader) isOtherThanTo(k int32) bool {
	switch r.form(k) {
	case "according", "due", "owing", "thanks", "contrary", "prior", "compared", "relative", "subject", "subsequent":
		return true
	}
	return false
}

// hasPreposition reports whether token i has the preposition, which may be the second of two ("out of").
func (r *reader) hasPreposition(i int32, prep string) bool {
	for _, k := range r.kidsOf(i) {
		if rel := r.tok(k).Rel; rel != doc.Case && (rel != doc.MarkRel || prep == "to") {
			continue
		}
		if r.form(k) == prep {
			return true
		}
		if r.isOtherThanTo(k) {
			continue
		}
		for _, kk := range r.kidsOf(k) {
			if r.tok(kk).Rel == doc.Fixed && r.form(kk) == prep {
				return true
			}
		}
	}
	return false
}
