package act

import (
	"slices"
	"strings"

	"chancery/internal/doc"
	"chancery/internal/lexicon"
	"chancery/internal/plover"
)

// A match is a frame found at a word, with its parties.
type match struct {
	frame      *lexicon.Frame
	trigger    int32
	nouns      []int32 // words that the frame asked for; phrases may hang on them as well as on the trigger
	told       []int32 // those of them that are part of what tells the act: "talks" in "hold talks"
	actors     []party
	recipients []party
	hosts      []doc.ActParty // who host or mediate the talks of others
	status     plover.Status
	by         doc.Range
	isVisit    bool // one side came to the other
	isOpen     bool // the other side is not named where the act is told
	isEllipsis bool // nor is what is done to it: "he refused"
	isEcho     bool // what it is done to is told just before: "Mauritania broke them off"
	dropped    bool
}

// matches finds a frame for each word of the document that can tell an act.
func (r *reader) matches() []*match {
	var out []*match
	for i := range r.d.Tokens {
		if m := r.matchAt(int32(i)); m != nil {
			out = append(out, m)
		}
	}
	return out
}

// matchAt is the first frame that fits token i: those that ask for more come first, those whose other side is not named last.
func (r *reader) matchAt(i int32) *match {
	if r.isSubjectClause(i) {
		return nil
	}
	classes := r.classes(i)
	for _, class := range classes {
		for _, f := range r.lex.Frames.Of(class, r.triggerLemma(class, i)) {
			if m := r.try(f, i, false); m != nil {
				return m
			}
		}
	}
	return r.openAt(i, classes)
}

// isSubjectClause reports whether a gerund is what a sentence speaks of, and tells of nobody's act: "said isolating Qatar would
// harm the region", where the tree may take it for a complement and its object for a subject.
func (r *reader) isSubjectClause(v int32) bool {
	t := r.tok(v)
	if t.UPOS != doc.VERB || t.Head < 0 || !strings.HasSuffix(r.form(v), "ing") || r.kid(v, doc.Nsubj, doc.Aux, doc.NmodPoss) != doc.None {
		return false
	}
	if t.Rel == doc.Csubj {
		return true
	}
	if t.Rel != doc.Xcomp {
		return false
	}
	for _, k := range r.kidsOf(t.Head) {
		if k > v && r.tok(k).Rel == doc.Ccomp && r.kid(k, doc.Aux) != doc.None {
			s := r.subject(k)
			return s > v && s-v <= 4 && r.nounAfter(v, false) >= s
		}
	}
	return false
}

// openAt is the first frame that fits token i without its other side; a word that may blame or break off is then taken to
// blame: "denounced the accord".
func (r *reader) openAt(i int32, classes []lexicon.FrameClass) *match {
	var first *match
	for _, class := range classes {
		for _, f := range r.lex.Frames.Of(class, r.triggerLemma(class, i)) {
			if first != nil && f.Kind != plover.Accuse {
				continue
			}
			if m := r.try(f, i, true); m != nil && (first == nil || first.frame.Kind == plover.Reject) {
				first = m
			}
		}
	}
	return first
}

var (
	asVerb      = []lexicon.FrameClass{lexicon.VerbFrame}
	asNoun      = []lexicon.FrameClass{lexicon.NounFrame}
	asAdjective = []lexicon.FrameClass{lexicon.AdjFrame, lexicon.VerbFrame}
	asEither    = []lexicon.FrameClass{lexicon.VerbFrame, lexicon.NounFrame}
)

// classes is the classes of frame that token i can be the trigger of. What is tagged as a noun but stands where a verb
// does may be a verb: so in headlines.
func (r *reader) classes(i int32) []lexicon.FrameClass {
	switch t := r.tok(i); t.UPOS {
	case doc.VERB:
		if r.isHeadNoun(i) {
			return asNoun
		}
		if t.Rel == doc.Amod && isPastParticiple(t) && !r.isMisread(i) {
			return nil // "the detained sailors"
		}
		return asVerb
	case doc.AUX:
		if t.Rel == doc.Cop || t.Rel == doc.Root {
			return asVerb
		}
	case doc.NOUN, doc.PROPN:
		if t.Rel == doc.Root && r.kid(i, doc.Nsubj, doc.NsubjPass) != doc.None && r.kid(i, doc.Cop, doc.Case) == doc.None || r.isMisread(i) {
			return asEither
		}
		return asNoun
	case doc.ADJ:
		return asAdjective
	}
	return nil
}

// isHeadNoun reports whether a headline begins with a noun that the tree takes for a command: "Protest against Peru in Quito".
func (r *reader) isHeadNoun(i int32) bool {
	s := &r.d.Sentences[r.d.SentenceAt(i)]
	if i != s.First || s.Block < 0 || int(s.Block) >= len(r.d.Blocks) || r.d.Blocks[s.Block].Kind == doc.Body || r.kid(i, doc.Nsubj, doc.Obj, doc.Xcomp) != doc.None {
		return false
	}
	return len(r.lex.Frames.Of(lexicon.NounFrame, r.form(i))) > 0
}

// triggerLemma is the lemma by which frames are looked up. Of a verb that no frame knows by its lemma the form is tried:
// lemmatizers err on rare verbs.
func (r *reader) triggerLemma(class lexicon.FrameClass, i int32) string {
	lemma := r.lemma(i)
	if class != lexicon.VerbFrame {
		return lemma
	}
	if r.tok(i).UPOS == doc.VERB && len(r.lex.Frames.Of(class, lemma)) > 0 {
		return lemma
	}
	if in, ok := r.lex.Frames.Verb(r.form(i)); ok {
		return in.Lemma
	}
	return lemma
}

// isMisread reports whether token i is a finite verb that the tree has as a modifier or a noun: a past form right after
// an actor ("Hezbollah fired rockets", where "fired" hangs on "rockets"). A "by" behind it makes a participle of it.
func (r *reader) isMisread(i int32) bool {
	t := r.tok(i)
	switch t.Rel {
	case doc.Amod, doc.Discourse, doc.Compound, doc.Acl, doc.Appos, doc.Flat, doc.Dep, doc.NmodUnmarked, doc.NmodDesc, doc.Root, doc.Nmod:
	default:
		if t.Head < 0 || t.Head > i || r.covering[t.Head] == doc.None {
			return false
		}
	}
	in, ok := r.lex.Frames.Verb(r.form(i))
	if !ok || !in.Past && (t.UPOS != doc.VERB || t.Rel != doc.Compound || t.Feat("VerbForm") == "Ger") || r.kid(i, doc.Nsubj, doc.NsubjPass, doc.Det, doc.Case, doc.Aux, doc.AuxPass) != doc.None {
		return false
	}
	s := r.sentence(i)
	before := i - 1
	for before >= s.First && r.tok(before).UPOS == doc.ADV {
		before--
	}
	if before < s.First || i+1 >= s.Last || r.form(i+1) == "by" {
		return false
	}
	if r.covering[before] == doc.None {
		return t.Rel == doc.Acl && t.Head == before && r.isAgency(before) && r.parties(before) != nil && r.tok(before).Rel == doc.Root
	}
	m := &r.d.Mentions[r.covering[before]]
	if t.Rel == doc.Amod && (m.Kind == doc.ByAdjective || t.Head < i) {
		return false
	}
	return m.Tokens.First == s.First || r.tok(m.Tokens.First-1).UPOS != doc.ADP
}

// try fits one frame at token i, or is nil. With open, the other side need not be named.
func (r *reader) try(f *lexicon.Frame, i int32, open bool) *match {
	m := &match{frame: f, trigger: i, isOpen: open}
	if f.Flags.Has(lexicon.Negated) && !r.isNegated(i) {
		return nil
	}
	for _, n := range f.Needs {
		if !r.meets(m, n) {
			return nil
		}
	}
	r.fill(m)
	if r.isEnough(m) && !m.isEllipsis {
		m.isOpen = false
		return m
	}
	if open && r.isOpen(m) {
		return m
	}
	return nil
}

// meets reports whether a need holds, and takes the words that meet it into the match.
func (r *reader) meets(m *match, n lexicon.Need) bool {
	found := false
	for _, alt := range n.Any {
		for _, h := range r.heads(m, alt.Slot) {
			for _, w := range [...]int32{h, r.inner(h), r.titleOf(h)} {
				if w == doc.None || !r.isWord(m, w, alt.Words) {
					continue
				}
				if n.Not {
					return false
				}
				found = true
				r.take(m, alt, h, w)
			}
		}
		if !found && alt.Slot.Kind == lexicon.SlotObj && !alt.Words.Any && m.frame.Class == lexicon.VerbFrame && !r.isPassive(m.trigger) {
			if h := r.nounAfter(m.trigger, needsParticle(m.frame)); h != doc.None && r.isWord(m, h, alt.Words) {
				if n.Not {
					return false
				}
				found = true
				r.take(m, alt, h, h)
			}
		}
	}
	if !found && !n.Not && m.isOpen && m.frame.Kind == plover.Reject && n.Any[0].Slot.Kind == lexicon.SlotXcomp && n.Any[0].Words.Any && r.isElliptic(m.trigger) {
		m.isEllipsis = true
		return true
	}
	if !found && !n.Not && r.isEcho(m, n) {
		m.isEcho = true
		return true
	}
	return found != n.Not
}

// isEcho reports whether a pronoun stands for the ties or measures that a need asks for.
func (r *reader) isEcho(m *match, n lexicon.Need) bool {
	if !m.isOpen || m.frame.Kind != plover.Sanction || n.Any[0].Slot.Kind != lexicon.SlotObj || n.Any[0].Words.Any || n.Any[0].Words.Party {
		return false
	}
	o := r.object(m.trigger)
	return o != doc.None && r.tok(o).UPOS == doc.PRON && (r.form(o) == "them" || r.form(o) == "it")
}

// titleOf is the word that says what the person named at h is: "ambassador" in "Chad's ambassador Idriss Saleh".
func (r *reader) titleOf(h int32) int32 {
	if r.tok(h).UPOS != doc.PROPN {
		return doc.None
	}
	return r.kid(h, doc.NmodDesc)
}

// needsParticle reports whether a frame asks for a particle after its verb.
func needsParticle(f *lexicon.Frame) bool {
	return slices.ContainsFunc(f.Needs, func(n lexicon.Need) bool { return !n.Not && n.Any[0].Slot.Kind == lexicon.SlotPrt })
}

// take keeps the words that met a need: phrases may hang on them, and they may be part of what tells the act.
func (r *reader) take(m *match, alt lexicon.SlotWords, h, w int32) {
	if !isPhrase(alt.Slot.Kind) {
		return
	}
	m.nouns = appendOnce(m.nouns, h, w, r.inner(w))
	if !alt.Words.Any && !alt.Words.Party && !r.isAgent(w) {
		m.told = appendOnce(m.told, h, w)
	}
}

// nearWords is how many words behind the trigger are near it.
const nearWords = 16

func isPhrase(k lexicon.SlotKind) bool {
	return k == lexicon.SlotObj || k == lexicon.SlotPrep || k == lexicon.SlotIobj
}

func appendOnce(to []int32, is ...int32) []int32 {
	for _, i := range is {
		if !slices.Contains(to, i) {
			to = append(to, i)
		}
	}
	return to
}

// isWord reports whether token i is one of a set of words, or names an actor where the set asks for one.
func (r *reader) isWord(m *match, i int32, w lexicon.Words) bool {
	switch {
	case w.Party && (r.mentionsAt(i) != nil || (r.isAgent(i) || r.lex.Frames.Class("people").Has(r.lemma(i))) && r.parties(i) != nil):
		return true
	case w.Party && m.isOpen && mayBeOpen(m.frame.Kind) && r.isSomebody(i):
		return true
	case w.Party && r.isEachOther(i):
		return true
	case w.Party && (m.frame.Mode == plover.Visit || m.frame.Flags.Has(lexicon.Placed)) && r.placeAt(i) != doc.None:
		return true
	case w.Person && r.names(i, func(a *doc.Actor) bool { return a.Kind == doc.Person }):
		return true
	case w.Body && r.names(i, func(a *doc.Actor) bool { return a.Sector == "IGO" }):
		return true
	}
	return w.Has(r.lemma(i)) || w.Has(r.form(i))
}

// isEachOther reports whether token i begins "each other" or "one another": then who acts are the other side too.
func (r *reader) isEachOther(i int32) bool {
	if int(i)+1 >= len(r.d.Tokens) {
		return false
	}
	switch r.form(i) {
	case "each":
		return r.form(i+1) == "other"
	case "one":
		return r.form(i+1) == "another"
	}
	return false
}

// names reports whether token i is a mention of an actor of some kind.
func (r *reader) names(i int32, is func(*doc.Actor) bool) bool {
	ps := r.mentionsAt(i)
	return ps != nil && is(&r.d.Actors[ps[0].actor])
}

// isAgent reports whether a common noun names persons or bodies that act for somebody: "forces", "ministry".
func (r *reader) isAgent(i int32) bool {
	agents, lemma := r.lex.Frames.Class("agent"), r.lemma(i)
	return agents.Has(lemma) || agents.Has(strings.TrimSuffix(lemma, "s"))
}

// isAgency reports whether a common noun acts for the state it belongs to: persons, bodies, weapons.
func (r *reader) isAgency(i int32) bool {
	return r.isAgent(i) || r.lex.Frames.Class("weaponry").Has(r.lemma(i))
}
