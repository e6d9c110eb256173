package model

import (
	"encoding/binary"
	"errors"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A lemmatizer turns forms into lemmas by rules: an exception for a word, else the rule of the longest known ending.
type lemmatizer struct {
	scripts []Script
	rules   map[uint32]uint16
}

// A Script makes a lemma of a form: in lower case or as it is, without its last characters, with others behind.
type Script struct {
	Lower bool
	Strip int // characters
	Add   string
}

// MakeScript is the script that makes lemma of form.
func MakeScript(form, lemma string) Script {
	if utf8.RuneCountInString(form) == 1 && strings.EqualFold(form, lemma) && form != strings.ToLower(form) && form == lemma {
		return Script{Lower: true, Strip: 1, Add: lemma} // "I" of "i" as well
	}
	s := Script{Lower: lemma == strings.ToLower(lemma)}
	if s.Lower {
		form = strings.ToLower(form)
	}
	n := 0
	for n < len(form) && n < len(lemma) && form[n] == lemma[n] {
		n++
	}
	for n > 0 && (n < len(form) && !utf8.RuneStart(form[n]) || n < len(lemma) && !utf8.RuneStart(lemma[n])) {
		n--
	}
	s.Strip, s.Add = utf8.RuneCountInString(form[n:]), lemma[n:]
	return s
}

// Apply makes the lemma of a form.
func (s Script) Apply(form string) string {
	if s.Lower {
		form = strings.ToLower(form)
	}
	for range s.Strip {
		_, n := utf8.DecodeLastRuneInString(form)
		form = form[:len(form)-n]
	}
	if s.Add == "" {
		return form
	}
	return form + s.Add
}

// FormKeys is what the rules see of a form: its last 0 to 4 characters, and all of them, each as a number. It is 0 where the form is not
// longer than so many characters. The form is folded: small letters, figures as 0.
type FormKeys [6]uint32

const (
	wholeForm = 5
	hashSeed  = 0x811c9dc5
	hashPrime = 0x01000193
)

// MakeFormKeys looks at a form.
func MakeFormKeys(form string) FormKeys {
	keys := FormKeys{0: 1}
	h := uint32(hashSeed)
	n := 0
	for at := len(form); at > 0; n++ {
		r, size := utf8.DecodeLastRuneInString(form[:at])
		at -= size
		if unicode.IsDigit(r) {
			r = '0'
		}
		h = (h ^ uint32(unicode.ToLower(r))) * hashPrime
		if k := n + 1; k < wholeForm && at > 0 {
			keys[k] = h
		}
	}
	keys[wholeForm] = h
	return keys
}

// LemmaKey is the rule that a word with a fine tag follows by one of its keys; 0 for none.
func LemmaKey(keys *FormKeys, fine uint32, k int) uint32 {
	if keys[k] == 0 {
		return 0
	}
	h := uint64(keys[k])<<32 | uint64(fine)
	h = (h ^ uint64(k)<<29 ^ h>>31) * 0xbf58476d1ce4e5b9
	h = (h ^ h>>29) * 0x94d049bb133111eb
	return uint32(h>>32) | 1
}

// HashTag is the number of a fine tag.
func HashTag(fine string) uint32 {
	h := uint32(hashSeed)
	for i := range len(fine) {
		h = (h ^ uint32(fine[i])) * hashPrime
	}
	return h
}

// FineTag is the part of a tag that matters to the parser: the part of speech with the features that tell how a word is used.
func FineTag(upos, feats string) string {
	var keep string
	switch upos {
	case "VERB", "AUX":
		keep = "VerbForm Mood Voice Tense"
		if strings.Contains(feats, "VerbForm=Fin") {
			keep = "VerbForm Mood"
		}
	case "NOUN", "PROPN":
		keep = "Number"
	case "PRON":
		keep = "PronType Poss Case"
	case "DET", "ADV":
		keep = "PronType Degree"
	case "ADJ":
		keep = "Degree NumType"
	case "PART":
		keep = "Polarity"
	}
	out := upos
	for f := range strings.SplitSeq(feats, "|") {
		if name, _, _ := strings.Cut(f, "="); name != "" && strings.Contains(" "+keep+" ", " "+name+" ") {
			out += "|" + f
		}
	}
	return out
}

func (l *lemmatizer) lemma(form string, fine uint32) string {
	keys := MakeFormKeys(form)
	for k := wholeForm; k >= 0; k-- {
		key := LemmaKey(&keys, fine, k)
		if id, ok := l.rules[key]; ok && key != 0 {
			if lemma := l.scripts[id].Apply(form); lemma != "" {
				return withSilentE(form, lemma)
			}
		}
	}
	return baseOf(strings.ToLower(form))
}

// withSilentE mends the verbs on -ite, whose forms look like those of "visit" and "limit": "invite" of "invited".
func withSilentE(form, lemma string) string {
	if strings.HasSuffix(form, "ed") || strings.HasSuffix(form, "ing") {
		switch lemma {
		case "invit", "incit", "excit", "unit", "reunit", "ignit", "recit", "expedit":
			return lemma + "e"
		}
	}
	return lemma
}

// LemmaMagic is how a file of rules begins.
const LemmaMagic = "chancery lemmas 1\n"

// AppendLemmas appends scripts and the rules that use them, by their index, to b.
func AppendLemmas(b []byte, scripts []Script, rules map[uint32]uint16) []byte {
	b = append(b, LemmaMagic...)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(scripts)))
	for _, s := range scripts {
		lower := byte(0)
		if s.Lower {
			lower = 1
		}
		b = append(b, lower, byte(s.Strip), byte(len(s.Add)))
		b = append(b, s.Add...)
	}
	b = binary.LittleEndian.AppendUint32(b, uint32(len(rules)))
	for _, key := range slices.Sorted(maps.Keys(rules)) {
		b = binary.LittleEndian.AppendUint32(b, key)
		b = binary.LittleEndian.AppendUint16(b, rules[key])
	}
	return b
}

var errLemmas = errors.New("the rules of lemmas are damaged")

// readLemmas is the reverse of AppendLemmas.
func readLemmas(data string) (l lemmatizer, err error) {
	bytes := func(n int) []byte {
		if err != nil || n > len(data) {
			err = errLemmas
			return make([]byte, min(n, 8))
		}
		b := []byte(data[:n])
		data = data[n:]
		return b
	}
	if string(bytes(len(LemmaMagic))) != LemmaMagic {
		return l, errLemmas
	}
	for range binary.LittleEndian.Uint32(bytes(4)) {
		head := bytes(3)
		l.scripts = append(l.scripts, Script{Lower: head[0] != 0, Strip: int(head[1]), Add: string(bytes(int(head[2])))})
		if err != nil {
			return l, err
		}
	}
	n := binary.LittleEndian.Uint32(bytes(4))
	l.rules = make(map[uint32]uint16, min(n, 1<<20))
	for range n {
		rule := bytes(6)
		id := binary.LittleEndian.Uint16(rule[4:])
		if err != nil || int(id) >= len(l.scripts) {
			return l, errLemmas
		}
		l.rules[binary.LittleEndian.Uint32(rule)] = id
	}
	return l, err
}
