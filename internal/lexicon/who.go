package lexicon

import (
	"fmt"
	"strings"
)

// Who is the words that show what a name or a noun phrase means, beside the register: given names, forms of address,
// particles, words that tell the kind of a name, nouns that stand for an actor. It is immutable.
type Who struct {
	given      map[string]Gender // by key
	women      map[string]bool   // by key of a full name
	particles  map[string]bool   // true: may begin a last name
	honorifics map[string]Honorific
	kinds      map[string]KindWord
	nouns      map[string]Noun
	common     map[string]bool     // true: never a name by its shape
	heads      map[string]bool     // last words of the titles that stand before names
	alike      map[string][]string // by sound: ids of persons of the register
	classes    map[string]WordClass
	described  map[string]map[string]bool // by description: states and organisations
}

// A Gender is that of a person as far as words tell it.
type Gender uint8

// The genders.
const (
	UnknownGender Gender = iota
	Male
	Female
)

var genders = map[string]Gender{"m": Male, "f": Female, "u": UnknownGender}

// An Honorific is a form of address, a rank, a title of nobility or church.
type Honorific struct {
	Gender Gender
	Sector string // PLOVER sector, or ""
}

// A KindWord is a word that tells the kind of the name that ends or begins with it.
type KindWord struct {
	Kind        string // as doc.NameKind writes it: "ORG"
	Last, First bool
	Sector      string // PLOVER sector, or ""
}

// A NounClass is what a common noun can stand for.
type NounClass uint8

// The classes.
const (
	NounPerson NounClass = iota + 1
	NounState
	NounOrg
	NounAny   // states, or persons where no states are near
	NounArmed // armed groups
	NounSide  // two who stand against each other: states, armed groups
)

var nounClasses = map[string]NounClass{"person": NounPerson, "state": NounState, "org": NounOrg, "any": NounAny, "armed": NounArmed, "side": NounSide}

// A WordClass is a set of classes of words; data/who/classes.tsv says what each means.
type WordClass uint32

// The classes.
const (
	PlaceBefore WordClass = 1 << iota
	ActsBefore
	Motion
	Attitude
	PlaceNoun
	PlaceHyphen
	ActsHyphen
	Opening
	Modifier
	Adjective
	Rule
	Speech
	Someone
	SomeMan
	SomeWoman
	BodyNoun
	Invite
	Answer
	Impersonal
)

var whoClasses = map[string]WordClass{
	"place-before": PlaceBefore, "acts-before": ActsBefore, "motion": Motion, "attitude": Attitude, "place-noun": PlaceNoun,
	"place-hyphen": PlaceHyphen, "acts-hyphen": ActsHyphen, "opening": Opening, "modifier": Modifier, "adjective": Adjective,
	"rule": Rule, "speech": Speech, "someone": Someone, "some-man": SomeMan, "some-woman": SomeWoman,
	"body-noun": BodyNoun, "invite": Invite, "answer": Answer, "impersonal": Impersonal,
}

// A Noun is a common noun that can stand for an actor.
type Noun struct {
	Class  NounClass
	Plural bool
	Agent  bool // with a nationality it stands for the state: "Chinese officials"
	// PluralOnly says that only the plural refers back: "the two economies", but not "the economy".
	PluralOnly bool
	Pair       bool // the plural with the article alone means two: "the neighbours"
	// Kinds are those of the organisations that it means, as the register sorts them; empty: any.
	Kinds []string
}

const whoDir = "data/who/"

func loadWho(lex *Lexicon) error {
	w := &Who{
		given: map[string]Gender{}, women: map[string]bool{}, particles: map[string]bool{}, honorifics: map[string]Honorific{},
		kinds: map[string]KindWord{}, nouns: map[string]Noun{}, common: map[string]bool{}, heads: map[string]bool{}, alike: map[string][]string{}, classes: map[string]WordClass{},
		described: map[string]map[string]bool{},
	}
	for _, table := range []struct {
		file string
		min  int
		add  func(row) error
	}{
		{"given.tsv", 3, w.addGiven},
		{"women.tsv", 1, w.addWoman},
		{"particle.tsv", 2, w.addParticle},
		{"honorific.tsv", 3, w.addHonorific},
		{"kinds.tsv", 4, w.addKind},
		{"nouns.tsv", 4, w.addNoun},
		{"common.tsv", 2, w.addCommon},
		{"classes.tsv", 2, w.addClass},
		{"descriptions.tsv", 2, w.addDescription},
	} {
		all, err := rows(data, whoDir+table.file, table.min)
		if err != nil {
			return err
		}
		for _, r := range all {
			if err := table.add(r); err != nil {
				return r.errorf("%w", err)
			}
		}
	}
	w.addTitles(lex.Register)
	for _, p := range lex.Register.Persons {
		key := sound(Key(p.Name))
		w.alike[key] = append(w.alike[key], p.ID)
	}
	lex.Who = w
	return nil
}

func (w *Who) addGiven(r row) error {
	g, ok := genders[r.col(0)]
	if !ok {
		return fmt.Errorf("%q is no gender", r.col(0))
	}
	for name := range strings.FieldsSeq(r.col(2)) {
		key := Key(name)
		if had, ok := w.given[key]; ok && had != g {
			w.given[key] = UnknownGender
			continue
		}
		w.given[key] = g
	}
	return nil
}

func (w *Who) addWoman(r row) error {
	for _, name := range r.list(0) {
		w.women[Key(name)] = true
	}
	return nil
}

func (w *Who) addParticle(r row) error {
	switch r.col(1) {
	case "in", "start":
		w.particles[r.col(0)] = r.col(1) == "start"
		return nil
	}
	return fmt.Errorf("%q: want in or start", r.col(1))
}

func (w *Who) addHonorific(r row) error {
	g, ok := genders[r.col(1)]
	if !ok {
		return fmt.Errorf("%q is no gender", r.col(1))
	}
	h := Honorific{Gender: g}
	if s := r.col(2); s != "-" {
		if err := isSector(s); err != nil {
			return err
		}
		h.Sector = s
	}
	w.honorifics[Key(r.col(0))] = h
	return nil
}

func (w *Who) addKind(r row) error {
	k := KindWord{Kind: r.col(1), Last: r.col(2) != "first", First: r.col(2) != "last"}
	switch r.col(2) {
	case "first", "last", "both":
	default:
		return fmt.Errorf("%q: want last, first or both", r.col(2))
	}
	if s := r.col(3); s != "-" {
		if err := isSector(s); err != nil {
			return err
		}
		k.Sector = s
	}
	if _, ok := w.kinds[Key(r.col(0))]; ok {
		return fmt.Errorf("%q is there twice", r.col(0))
	}
	w.kinds[Key(r.col(0))] = k
	return nil
}

func (w *Who) addNoun(r row) error {
	class, ok := nounClasses[r.col(2)]
	if !ok {
		return fmt.Errorf("%q is no class", r.col(2))
	}
	agent := r.col(3) == "agent"
	kinds := r.list(4)
	w.nouns[r.col(0)] = Noun{Class: class, Agent: agent, PluralOnly: r.col(3) == "plural" || r.col(3) == "pair", Kinds: kinds}
	if p := r.col(1); p != "-" && p != r.col(0) {
		w.nouns[p] = Noun{Class: class, Plural: true, Agent: agent, Pair: r.col(3) == "pair", Kinds: kinds}
	}
	return nil
}

func (w *Who) addDescription(r row) error {
	fits := map[string]bool{}
	for id := range strings.FieldsSeq(r.col(1)) {
		fits[id] = true
	}
	for _, d := range r.list(0) {
		if w.described[d] != nil {
			return fmt.Errorf("%q is there twice", d)
		}
		w.described[d] = fits
	}
	return nil
}

func (w *Who) addCommon(r row) error {
	if c := r.col(0); c != "never" && c != "start" {
		return fmt.Errorf("%q: want never or start", c)
	}
	for word := range strings.FieldsSeq(r.col(1)) {
		w.common[word] = w.common[word] || r.col(0) == "never"
	}
	return nil
}

func (w *Who) addClass(r row) error {
	class, ok := whoClasses[r.col(0)]
	if !ok {
		return fmt.Errorf("%q is no class", r.col(0))
	}
	for word := range strings.FieldsSeq(r.col(1)) {
		w.classes[word] |= class
	}
	return nil
}

// addTitles notes the last words of the titles of the register, which is loaded before.
func (w *Who) addTitles(reg *Register) {
	for _, t := range reg.Titles {
		for _, name := range append([]string{t.Name}, t.Variants...) {
			if words := strings.Fields(name); t.Before && len(words) > 0 {
				w.heads[strings.ToLower(words[len(words)-1])] = true
			}
		}
	}
}

// Key is the form by which names are compared: capitals without accents, its atoms parted by single spaces; "" for
// what is too long to be a name.
func Key(s string) string {
	if len(s) > 2*maxKey {
		return ""
	}
	var w walk
	return shortKey(&w, s)
}

// Given is the gender that a given name tells; ok reports whether it is one at all.
func (w *Who) Given(name string) (g Gender, ok bool) {
	g, ok = w.given[Key(name)]
	return g, ok
}

// IsWoman reports whether a known person of this full name is a woman whose given name does not tell it.
func (w *Who) IsWoman(name string) bool { return w.women[Key(name)] }

// Particle reports whether a word in lower case stands within names, and whether it may begin a last name.
func (w *Who) Particle(word string) (start, ok bool) {
	start, ok = w.particles[word]
	return start, ok
}

// Honorific is the form of address that words are.
func (w *Who) Honorific(words string) (Honorific, bool) {
	h, ok := w.honorifics[Key(words)]
	return h, ok
}

// Kind is what a word tells of the kind of a name.
func (w *Who) Kind(word string) (KindWord, bool) {
	k, ok := w.kinds[Key(word)]
	return k, ok
}

// Is reports whether a word in lower case is of a class.
func (w *Who) Is(class WordClass, word string) bool { return w.classes[word]&class != 0 }

// Described is the states and organisations that a description in lower case fits: "west african", "kingdom"; nil for
// what is none. The caller must not change it.
func (w *Who) Described(words string) map[string]bool { return w.described[words] }

// Noun is what a common noun in lower case, singular or plural, can stand for.
func (w *Who) Noun(noun string) (Noun, bool) {
	n, ok := w.nouns[noun]
	return n, ok
}

// IsCommon reports whether a word in lower case is most often no name even if a sentence begins with it.
func (w *Who) IsCommon(word string) bool {
	_, ok := w.common[word]
	return ok
}

// IsNever reports whether a word in lower case is written large by custom, so that a capital tells nothing: "monday".
func (w *Who) IsNever(word string) bool { return w.common[word] }

// IsTitleHead reports whether a word in lower case is the last of a title that stands before names: "minister".
func (w *Who) IsTitleHead(word string) bool { return w.heads[word] }

// Alike is the ids of the persons of the register whose full name sounds like another one, as the spellings of one name
// in other scripts do: "Volodymyr Zelenskiy", "Alexander Lukashenka". The caller must not change it.
func (w *Who) Alike(name string) []string {
	key := Key(name)
	if strings.IndexByte(key, ' ') < 0 || len(key) < 9 {
		return nil // too short to be told apart by its sound
	}
	return w.alike[sound(key)]
}

// sounds is what the ways to write a sound in Latin letters are brought to, the longest first.
var sounds = strings.NewReplacer(
	"SCHTSCH", "S", "SHCH", "S", "TSCH", "C", "DSCH", "J", "SCH", "S", "TCH", "C", "DZH", "J", "KH", "H", "GH", "G", "SH", "S", "ZH", "J", "CH", "C",
	"TS", "C", "TZ", "C", "DJ", "J", "PH", "F", "TH", "T", "CK", "K", "OU", "U", "OO", "U", "EE", "I", "YY", "I", "IY", "I", "II", "I", "IJ", "I", "YI", "I", "EY", "I", "EI", "I",
	"AY", "AI", "IA", "A", "YA", "A", "YU", "U", "IU", "U", "IO", "O", "YO", "O", "YE", "E", "IE", "E", "KS", "X", "Q", "K", "W", "V", "Y", "I", "AA", "A",
)

// sound is a name as it is heard: doubled letters, the ways of transliteration and the Arabic article fall together.
func sound(key string) string {
	var b strings.Builder
	for word := range strings.FieldsSeq(key) {
		if word == "AL" || word == "EL" || word == "AN" || word == "AS" || word == "AD" {
			continue
		}
		word = sounds.Replace(word)
		last := byte(0)
		for i := range len(word) {
			c := word[i]
			if c != last && (c != 'H' || i == 0) {
				b.WriteByte(c)
			}
			last = c
		}
		b.WriteByte(' ')
	}
	return strings.TrimRight(b.String(), " ")
}
