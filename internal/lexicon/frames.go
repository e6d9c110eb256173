package lexicon

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"chancery/internal/plover"
)

// A Frame is one way in which English tells one kind of act: the word that tells it, what must and must not stand with
// it, and where its parties stand. The format is explained in data/frames/README.
type Frame struct {
	ID            string // "CONSULT.meet"
	Kind          plover.Kind
	Mode          plover.Mode
	Format        plover.Format
	Status        plover.Status // of an act that the frame itself calls off or puts off; else NoStatus
	Contexts      []string
	Class         FrameClass
	Lemmas        []string // of the trigger
	Needs         []Need
	Actors        Slots
	Recipients    Slots
	ActorRole     plover.Role
	RecipientRole plover.Role
	Flags         FrameFlags
	Examples      []Example
	Where         string // file:line
}

// A FrameClass is the part of speech of a trigger.
type FrameClass uint8

// The classes.
const (
	VerbFrame FrameClass = iota
	NounFrame
	AdjFrame
	numFrameClasses
)

var frameClasses = map[string]FrameClass{"v": VerbFrame, "n": NounFrame, "a": AdjFrame}

// FrameFlags say how a frame deals with other acts and with missing parties.
type FrameFlags uint16

// The flags, as README explains them.
const (
	Yield  FrameFlags = 1 << iota // gives way to an act told by its complement
	Absorb                        // acts in its complement are its content and not acts of their own
	Lone                          // one party is enough
	NeedsRecipient
	Pair    // two parties are needed, on any side
	Factual // told in the present tense it is told of now
	Negated // only where the trigger is negated
	Dated   // only with a date: else it is spoken of as something known
	Placed  // the name of a place stands for its state: "opened an embassy in Lima"
	Uttered // the saying is the act: "will retaliate" has been said
)

var frameFlags = map[string]FrameFlags{
	"yield": Yield, "absorb": Absorb, "lone": Lone, "need": NeedsRecipient, "pair": Pair, "factual": Factual, "negated": Negated, "uttered": Uttered, "dated": Dated, "placed": Placed,
}

// Has reports whether all flags of g are set.
func (f FrameFlags) Has(g FrameFlags) bool { return f&g == g }

// A SlotKind is a place beside the trigger.
type SlotKind uint8

// The kinds of slots.
const (
	NoSlot     SlotKind = iota
	SlotSubj            // who does it: the subject, of a passive the agent
	SlotObj             // the object, of a passive the subject
	SlotIobj            // the indirect object
	SlotPrep            // a phrase with a preposition
	SlotPoss            // a possessive
	SlotMod             // an adjective, or a noun, before the noun
	SlotComp            // the subject of the clause that is its complement
	SlotXcomp           // an infinitive or participle that is its complement
	SlotXobj            // the object of that infinitive
	SlotCcomp           // a clause that is its complement
	SlotAux             // an auxiliary verb
	SlotCaux            // an auxiliary verb of the complement
	SlotPrt             // a particle: "off" in "call off"
	SlotGov             // the subject of the verb above a noun: "began a visit"
	SlotWithin          // the first actor named within the complement
	SlotTop             // the surface subject, of a passive too
	SlotNear            // a word of the same sentence, wherever the tree has it
)

var slotKinds = map[string]SlotKind{
	"subj": SlotSubj, "obj": SlotObj, "iobj": SlotIobj, "poss": SlotPoss, "mod": SlotMod, "comp": SlotComp, "xcomp": SlotXcomp,
	"xobj": SlotXobj, "ccomp": SlotCcomp, "aux": SlotAux, "caux": SlotCaux, "prt": SlotPrt, "gov": SlotGov, "within": SlotWithin, "top": SlotTop,
	"near": SlotNear,
}

var framePreps = strings.Fields(`with to on against from between in at of by for over into among towards toward upon about as under
	after around off through across near behind out amid alongside onto before via outside that along until`)

// A Slot is a SlotKind and, for SlotPrep, its preposition.
type Slot struct {
	Kind SlotKind
	Prep string
}

// Slots is alternatives, the first that names an actor being meant; each is a union of slots.
type Slots [][]Slot

// A Need is words or a party that must, or with Not must not, stand in a slot: in one of several, where there are more.
type Need struct {
	Any []SlotWords
	Not bool
}

// SlotWords is words in a slot.
type SlotWords struct {
	Slot  Slot
	Words Words
}

// Words is a set of lemmas, or any word, or any actor.
type Words struct {
	Any    bool
	Party  bool // an actor
	Person bool // a person
	Body   bool // an organisation of states
	set    map[string]bool
}

// Has reports whether a lemma or form in lower case is in the set.
func (w Words) Has(s string) bool { return w.Any || w.set[s] }

// An Example is a sentence that a frame must read, or must not.
type Example struct {
	Text       string // without marks
	Actors     []string
	Recipients []string
	Status     plover.Status // NoStatus: not said
	Not        bool          // there must be no act of this kind
	Where      string
}

// Frames are all frames, found by class and lemma of their trigger. It is immutable.
type Frames struct {
	All     []*Frame
	byLemma [numFrameClasses]map[string][]*Frame
	classes map[string]map[string]bool
	forms   map[string]Inflection
}

// Of is the frames whose trigger has the class and the lemma, those with more needs first.
func (f *Frames) Of(class FrameClass, lemma string) []*Frame { return f.byLemma[class][lemma] }

// Class is the words of a named class of words; Has is false of every word where there is no such class.
func (f *Frames) Class(name string) Words { return Words{set: f.classes[name]} }

func loadFrames(lex *Lexicon) error {
	f := &Frames{}
	for i := range f.byLemma {
		f.byLemma[i] = map[string][]*Frame{}
	}
	if err := f.loadClasses(); err != nil {
		return err
	}
	files, err := fs.Glob(data, "data/frames/*.tsv")
	if err != nil {
		return fmt.Errorf("lexicon: %w", err)
	}
	slices.Sort(files)
	seen := map[string]bool{}
	for _, file := range files {
		rs, err := rows(data, file, 2)
		if err != nil {
			return err
		}
		for _, r := range rs {
			if err := f.addRow(r, seen); err != nil {
				return err
			}
		}
	}
	f.index()
	lex.Frames = f
	return f.loadForms()
}

// loadClasses reads the classes of words; a class may name classes that stand before it.
func (f *Frames) loadClasses() error {
	f.classes = map[string]map[string]bool{}
	rs, err := rows(data, "data/act/classes.tsv", 2)
	if err != nil {
		return err
	}
	for _, r := range rs {
		w, err := f.words(r.col(1))
		if err != nil {
			return r.errorf("%w", err)
		}
		if f.classes[r.col(0)] != nil {
			return r.errorf("class %q stands twice", r.col(0))
		}
		f.classes[r.col(0)] = w.set
	}
	return nil
}

func (f *Frames) addRow(r row, seen map[string]bool) error {
	switch id := r.col(0); id {
	case "+", "-":
		if len(f.All) == 0 {
			return r.errorf("an example without a frame")
		}
		e, err := makeExample(r.col(1))
		if err != nil {
			return r.errorf("%w", err)
		}
		e.Not, e.Where = id == "-", fmt.Sprintf("%s:%d", r.file, r.line)
		last := f.All[len(f.All)-1]
		last.Examples = append(last.Examples, e)
		return nil
	default:
		if seen[id] {
			return r.errorf("frame %q stands twice", id)
		}
		seen[id] = true
		fr, err := f.makeFrame(r)
		if err != nil {
			return r.errorf("%w", err)
		}
		f.All = append(f.All, fr)
		return nil
	}
}

func (f *Frames) makeFrame(r row) (*Frame, error) {
	if len(r.cols) < 5 {
		return nil, fmt.Errorf("%d columns, want id, trigger, actors, recipients, marks and an example", len(r.cols))
	}
	kind, _, ok := strings.Cut(r.col(0), ".")
	if !ok {
		return nil, fmt.Errorf("id %q: want KIND.name", r.col(0))
	}
	fr := &Frame{ID: r.col(0), Where: fmt.Sprintf("%s:%d", r.file, r.line)}
	var err error
	if fr.Kind, err = plover.ParseKind(kind); err != nil {
		return nil, err
	}
	if err = f.trigger(fr, r.col(1)); err != nil {
		return nil, err
	}
	if fr.Actors, err = makeSlots(r.col(2)); err != nil {
		return nil, err
	}
	if fr.Recipients, err = makeSlots(r.col(3)); err != nil {
		return nil, err
	}
	fr.ActorRole, fr.RecipientRole = plover.Sender, plover.Target
	if err = fr.marks(r.col(4)); err != nil {
		return nil, err
	}
	if r.col(5) != "" {
		e, err := makeExample(r.col(5))
		if err != nil {
			return nil, err
		}
		e.Where = fr.Where
		fr.Examples = append(fr.Examples, e)
	}
	return fr, nil
}

// trigger reads "v:hold|have obj:@talks -with:press".
func (f *Frames) trigger(fr *Frame, s string) error {
	parts := strings.Fields(s)
	if len(parts) == 0 {
		return fmt.Errorf("no trigger")
	}
	class, lemmas, ok := strings.Cut(parts[0], ":")
	fr.Class, ok = frameClasses[class], ok && (class == "v" || class == "n" || class == "a")
	if !ok || lemmas == "" {
		return fmt.Errorf("trigger %q: want v:, n: or a: and a lemma", parts[0])
	}
	w, err := f.words(lemmas)
	if err != nil {
		return err
	}
	for l := range w.set {
		fr.Lemmas = append(fr.Lemmas, l)
	}
	slices.Sort(fr.Lemmas)
	for _, p := range parts[1:] {
		n, err := f.need(p)
		if err != nil {
			return err
		}
		fr.Needs = append(fr.Needs, n)
	}
	return nil
}

// need reads "obj:talks|@meeting", "-obj:deadline" or "by:phone|on:phone".
func (f *Frames) need(s string) (Need, error) {
	rest, not := strings.CutPrefix(s, "-")
	n := Need{Not: not}
	var name, words string
	flush := func() error {
		slot, err := makeSlot(name)
		if err != nil {
			return err
		}
		w, err := f.words(words)
		n.Any = append(n.Any, SlotWords{slot, w})
		return err
	}
	for part := range strings.SplitSeq(rest, "|") {
		slot, word, ok := strings.Cut(part, ":")
		switch {
		case ok && name != "":
			if err := flush(); err != nil {
				return n, err
			}
			name, words = slot, word
		case ok:
			name, words = slot, word
		case name == "":
			return n, fmt.Errorf("%q: want slot:words", s)
		default:
			words += "|" + part
		}
	}
	return n, flush()
}

// words reads "talks|@meeting", "*" or "PARTY".
func (f *Frames) words(s string) (Words, error) {
	w := Words{set: map[string]bool{}}
	for part := range strings.SplitSeq(s, "|") {
		switch part = strings.TrimSpace(part); {
		case part == "":
			return w, fmt.Errorf("%q: an empty word", s)
		case part == "*":
			w.Any = true
		case part == "PARTY":
			w.Party = true
		case part == "PERSON":
			w.Person = true
		case part == "BODY":
			w.Body = true
		case part[0] == '@':
			class, ok := f.classes[part[1:]]
			if !ok {
				return w, fmt.Errorf("class %q is not known", part)
			}
			for l := range class {
				w.set[l] = true
			}
		default:
			w.set[part] = true
		}
	}
	return w, nil
}

func makeSlot(name string) (Slot, error) {
	if k, ok := slotKinds[name]; ok {
		return Slot{Kind: k}, nil
	}
	if slices.Contains(framePreps, name) {
		return Slot{Kind: SlotPrep, Prep: name}, nil
	}
	return Slot{}, fmt.Errorf("%q is neither a slot nor a preposition", name)
}

// makeSlots reads "poss+mod/gov".
func makeSlots(s string) (Slots, error) {
	if s == "-" || s == "" {
		return nil, nil
	}
	var out Slots
	for alt := range strings.SplitSeq(s, "/") {
		var union []Slot
		for name := range strings.SplitSeq(alt, "+") {
			slot, err := makeSlot(name)
			if err != nil {
				return nil, err
			}
			union = append(union, slot)
		}
		out = append(out, union)
	}
	return out, nil
}

// marks reads "mode=visit ctx=military+economic yield".
func (fr *Frame) marks(s string) (err error) {
	for _, m := range strings.Fields(s) {
		key, value, ok := strings.Cut(m, "=")
		switch {
		case m == "-":
		case !ok:
			flag, known := frameFlags[m]
			if !known {
				return fmt.Errorf("mark %q is not known", m)
			}
			fr.Flags |= flag
		case key == "mode":
			if fr.Mode, err = plover.ParseMode(value); err == nil && !fr.Kind.HasMode(fr.Mode) {
				err = fmt.Errorf("%s has no mode %q", fr.Kind, value)
			}
		case key == "format":
			fr.Format, err = plover.ParseFormat(value)
		case key == "status":
			fr.Status, err = plover.ParseStatus(value)
		case key == "actor":
			fr.ActorRole, err = plover.ParseRole(value)
		case key == "recipient":
			fr.RecipientRole, err = plover.ParseRole(value)
		case key == "ctx":
			fr.Contexts = strings.Split(value, "+")
			for _, c := range fr.Contexts {
				if !plover.IsContext(c) {
					return fmt.Errorf("%q is not a context", c)
				}
			}
		default:
			return fmt.Errorf("mark %q is not known", m)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// makeExample reads "[a Macron] will visit [r Chad]. {planned}".
func makeExample(s string) (Example, error) {
	var e Example
	if open := strings.LastIndex(s, " {"); open >= 0 && strings.HasSuffix(s, "}") {
		st, err := plover.ParseStatus(s[open+2 : len(s)-1])
		if err != nil {
			return e, err
		}
		e.Status, s = st, s[:open]
	}
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(s, "[")
		b.WriteString(before)
		if !ok {
			break
		}
		words, after, closed := strings.Cut(rest, "]")
		side, name, named := strings.Cut(words, " ")
		switch {
		case !closed || !named:
			return e, fmt.Errorf("example %q: want [a name] or [r name]", s)
		case side == "a":
			e.Actors = append(e.Actors, name)
		case side == "r":
			e.Recipients = append(e.Recipients, name)
		default:
			return e, fmt.Errorf("example %q: %q is neither a nor r", s, side)
		}
		b.WriteString(name)
		s = after
	}
	e.Text = b.String()
	return e, nil
}

// index sorts the frames of each lemma: those that ask for more come first, then the order of the files decides.
func (f *Frames) index() {
	for _, fr := range f.All {
		for _, l := range fr.Lemmas {
			f.byLemma[fr.Class][l] = append(f.byLemma[fr.Class][l], fr)
		}
	}
	for _, m := range f.byLemma {
		for _, list := range m {
			slices.SortStableFunc(list, func(a, b *Frame) int { return b.weight() - a.weight() })
		}
	}
}

// weight is how much a frame asks for.
func (fr *Frame) weight() int {
	n := 0
	for _, need := range fr.Needs {
		switch {
		case need.Not:
		case need.Any[0].Words.Any:
			n++
		default:
			n += 2
		}
	}
	if fr.Flags.Has(Negated) {
		n += 5
	}
	return n
}
