package lexicon

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Names are compared by atoms: what is left of a name between spaces, hyphens and apostrophes when accents and
// full stops are taken away. "Côte d'Ivoire", "Cote d’Ivoire" and the tokens "Cote" "d'" "Ivoire" are the same
// three atoms, "U.S." and "US" the same one, "Moon Jae-in" and "Moon Jae In" differ in case alone.

// maxKey bounds the bytes of a name that is looked up; no name in the register is longer.
const maxKey = 120

// caseRule says how exactly a text must keep to the case of a form. Text in capitals alone meets every rule.
type caseRule uint8

const (
	exactCase caseRule = iota // "US" is not "us"
	nameCase                  // begins with a capital: "Kim Jong-un", "KIM Jong Un"
	anyCase                   // "Foreign Ministry", "foreign ministry"
)

// A trie holds the forms of names by their atoms in upper case.
type trie struct {
	atoms map[string]int32 // atom in upper case -> number
	next  map[uint64]int32 // node<<32 | atom -> node
	heads []int32          // by node: 1 + the index of its first form, 0 for none
	forms []form
	slab  []Entry // where entries are, most of them one by one
}

type form struct {
	key     string // atoms in their own case, joined by a space
	entries []Entry
	next    int32 // 1 + the index of the next form of the node
	rule    caseRule
}

// add puts one form in. A form met again gets the further entry, unless it has it.
func (t *trie) add(name string, rule caseRule, e Entry) bool {
	if t.next == nil {
		*t = trie{atoms: make(map[string]int32, 1<<13), next: make(map[uint64]int32, 1<<14), heads: make([]int32, 1, 1<<14)}
	}
	var w walk
	for atom, rest := w.next(name); len(atom) > 0; atom, rest = w.next(rest) {
		id, ok := t.atoms[string(atom)]
		if !ok {
			id = int32(len(t.atoms))
			t.atoms[string(atom)] = id
		}
		step := uint64(w.node)<<32 | uint64(id)
		node, ok := t.next[step]
		if !ok {
			node = int32(len(t.heads))
			t.heads = append(t.heads, 0)
			t.next[step] = node
		}
		w.node = node
	}
	if w.node == 0 || w.bad {
		return false
	}
	for i := t.heads[w.node]; i != 0; i = t.forms[i-1].next {
		if f := &t.forms[i-1]; f.key == string(w.key[:w.n]) {
			f.rule = max(f.rule, rule)
			if !slices.ContainsFunc(f.entries, func(had Entry) bool { return had.Kind == e.Kind && had.ID == e.ID }) {
				f.entries = append(f.entries, e)
			}
			return true
		}
	}
	if len(t.slab) == cap(t.slab) {
		t.slab = make([]Entry, 0, 1<<8)
	}
	n := len(t.slab)
	t.slab = append(t.slab, e)
	t.forms = append(t.forms, form{string(w.key[:w.n]), t.slab[n : n+1 : n+1], t.heads[w.node], rule})
	t.heads[w.node] = int32(len(t.forms))
	return true
}

// keyOf is the atoms of a name in their own case: what two spellings of one form share.
func keyOf(name string) string {
	var w walk
	for atom, rest := w.next(name); len(atom) > 0; atom, rest = w.next(rest) {
	}
	return string(w.key[:w.n])
}

// A walk is the state of looking one name up.
type walk struct {
	node  int32
	n     int
	bad   bool
	lower bool // a lower-case letter was seen
	key   [maxKey]byte
	upper [maxKey]byte
}

// next is the first atom of s in upper case, valid until the next call, and what follows it; an empty atom ends s. The
// atom is appended to the key in its own case.
func (w *walk) next(s string) (atom []byte, rest string) {
	atom = w.upper[:0]
	for len(s) > 0 {
		c, size := rune(s[0]), 1
		if c >= utf8.RuneSelf {
			c, size = utf8.DecodeRuneInString(s)
		}
		if isAlone(c) && len(atom) > 0 {
			return atom, s
		}
		s = s[size:]
		switch {
		case isAlone(c):
			return w.put(atom, c), s
		case isJoint(c):
			if len(atom) > 0 {
				return atom, s
			}
		case c == '.' || c >= utf8.RuneSelf && unicode.Is(unicode.Mn, c):
		default:
			if atom = w.put(atom, c); w.bad {
				return nil, ""
			}
		}
	}
	return atom, ""
}

// put appends c without its marks to the key, after a space where an atom begins, and in upper case to the atom.
func (w *walk) put(atom []byte, c rune) []byte {
	var buf [utf8.UTFMax]byte
	plain := buf[:0]
	if f := fold(c); f != "" {
		plain = append(plain, f...)
	} else {
		plain = utf8.AppendRune(plain, c)
	}
	if w.n+1+len(plain) > maxKey {
		w.bad = true
		return nil
	}
	if len(atom) == 0 && w.n > 0 {
		w.key[w.n] = ' '
		w.n++
	}
	w.n += copy(w.key[w.n:], plain)
	w.lower = w.lower || unicode.IsLower(c)
	for _, b := range plain {
		if 'a' <= b && b <= 'z' {
			b -= 'a' - 'A'
		}
		atom = append(atom, b)
	}
	return atom
}

// isAlone reports whether c is an atom by itself: tokens may or may not hold it ("OPEC+", "RFE/RL").
func isAlone(c rune) bool {
	switch c {
	case ',', '/', '+', '&', '(', ')', ':', ';', '"', '!', '?':
		return true
	}
	return false
}

// isJoint reports whether c parts two atoms: space, hyphen, apostrophe.
func isJoint(c rune) bool {
	switch c {
	case ' ', '\u00a0', '\t', '\n', '-', '\u2010', '\u2011', '\u2012', '\u2013', '\'', '\u2018', '\u2019', '\u02bb', '\u02bc', '`', '\u00b4':
		return true
	}
	return false
}

// fold is the plain letters that English text writes for a letter with a mark, "" for any other.
func fold(c rune) string {
	if c < utf8.RuneSelf {
		return ""
	}
	return folds()[c]
}

var folds = sync.OnceValue(func() map[rune]string {
	m := map[rune]string{}
	for plain, marked := range map[string]string{
		"a": "àáâãäåāăąǎạảấầẩẫậắằẳẵặə", "c": "çćĉċč", "d": "ďđð", "e": "èéêëēĕėęěẹẻẽếềểễệ", "g": "ĝğġģ", "h": "ĥħḥ",
		"i": "ìíîïĩīĭįıỉị", "j": "ĵ", "k": "ķ", "l": "ĺļľŀł", "n": "ñńņňŋ", "o": "òóôõöøōŏőơọỏốồổỗộớờởỡợ", "r": "ŕŗř",
		"s": "śŝşšșṣ", "t": "ţťŧțṭ", "u": "ùúûüũūŭůűųưụủứừửữự", "w": "ŵ", "y": "ýÿŷỳỵỷỹ", "z": "źżžẓ",
		"ae": "æ", "oe": "œ", "ss": "ß", "th": "þ",
	} {
		for _, c := range marked {
			m[c] = plain
			m[unicode.ToUpper(c)] = strings.ToUpper(plain[:1]) + plain[1:]
		}
	}
	m['İ'] = "I"
	return m
})

// step goes on with the atoms of one word. It reports false where no name goes on so.
func (t *trie) step(w *walk, word string) bool {
	before := w.n
	for atom, rest := w.next(word); len(atom) > 0; atom, rest = w.next(rest) {
		id, ok := t.atoms[string(atom)]
		if !ok {
			return false
		}
		node, ok := t.next[uint64(w.node)<<32|uint64(id)]
		if !ok {
			return false
		}
		w.node = node
	}
	return !w.bad && (w.n > before || isJointWord(word))
}

// isJointWord reports whether a word is a hyphen or an apostrophe and no more, as tokens of "al-Sisi" may be.
func isJointWord(word string) bool {
	c, size := utf8.DecodeRuneInString(word)
	return size == len(word) && size > 0 && isJoint(c)
}

// found is the entries of the form that the walk has reached: one in the very case of the text before one in another, and
// of several in another case the one entered first, which is the last of the chain.
func (t *trie) found(w *walk) []Entry {
	var other []Entry
	for i := t.heads[w.node]; i != 0; i = t.forms[i-1].next {
		f := &t.forms[i-1]
		switch {
		case f.key == string(w.key[:w.n]):
			return f.entries
		case !w.lower, f.rule == anyCase, f.rule == nameCase && 'A' <= w.key[0] && w.key[0] <= 'Z':
			other = f.entries
		}
	}
	return other
}

// Lookup is what a name means, or nil. Any form of the register is found, with or without accents, in its own case or
// in capitals. The caller must not change the result.
func (r *Register) Lookup(name string) []Entry {
	var w walk
	if len(name) > 2*maxKey || !r.names.step(&w, name) || w.n == 0 {
		return nil
	}
	return r.names.found(&w)
}

// Match is the longest name that begins at word i: the number of its words and what it means; 0 and nil if none does.
// Words are tokens; it is the same whether "al-Sisi" is one token or three. It allocates nothing.
func (r *Register) Match(words []string, i int) (n int, entries []Entry) {
	return r.MatchFunc(func(k int) string { return words[k] }, i, len(words))
}

// MatchFunc is Match over the words word(i) to word(end-1).
func (r *Register) MatchFunc(word func(int) string, i, end int) (n int, entries []Entry) {
	var w walk
	for k := i; k < end; k++ {
		s := word(k)
		if k == i && isJointWord(s) || len(s) > 2*maxKey || !r.names.step(&w, s) {
			break
		}
		if w.n == 0 || isJointWord(s) {
			continue
		}
		if e := r.names.found(&w); e != nil {
			n, entries = k-i+1, e
		}
	}
	return n, entries
}

// PersonsNamed is who can be meant by a last name or short form alone ("Xi", "el-Sisi"), the most prominent first. The
// caller must not change the result.
func (r *Register) PersonsNamed(short string) []*Person {
	var w walk
	if len(short) > 2*maxKey {
		return nil
	}
	return r.surnames[shortKey(&w, short)]
}

// shortKey is the key of a last name: its atoms in upper case.
func shortKey(w *walk, s string) string {
	for atom, rest := w.next(s); len(atom) > 0; atom, rest = w.next(rest) {
	}
	for i, b := range w.key[:w.n] {
		if 'a' <= b && b <= 'z' {
			w.key[i] -= 'a' - 'A'
		}
	}
	return string(w.key[:w.n])
}

// PersonsIn is who may be meant by a longer name than the register has: one with the first name and the last name of
// the register and others between or behind ("Guillermo Lasso Mendoza", "Cleopas Sipho Dlamini"). It is a guess, to be
// made where Lookup finds nothing.
func (r *Register) PersonsIn(name string) []*Person {
	if len(name) > maxKey {
		return nil
	}
	given := atoms(name)
	if len(given) < 3 {
		return nil
	}
	var out []*Person
	for _, atom := range given[1:] {
		for _, p := range r.surnames[atom] {
			if p.isIn(given) && !slices.Contains(out, p) {
				out = append(out, p)
			}
		}
	}
	return out
}

// isIn reports whether a name of p begins as the given one does and all its atoms follow in order.
func (p *Person) isIn(given []string) bool {
	if isSubsequence(atoms(p.Name), given) {
		return true
	}
	for _, v := range p.Variants {
		if isSubsequence(atoms(v), given) {
			return true
		}
	}
	return false
}

func isSubsequence(short, long []string) bool {
	if len(short) < 2 || len(long) < len(short) || short[0] != long[0] {
		return false
	}
	for _, atom := range long {
		if len(short) > 0 && short[0] == atom {
			short = short[1:]
		}
	}
	return len(short) == 0
}

// atoms is the atoms of a name in upper case.
func atoms(name string) (out []string) {
	var w walk
	for atom, rest := w.next(name); len(atom) > 0; atom, rest = w.next(rest) {
		out = append(out, string(atom))
	}
	return out
}
