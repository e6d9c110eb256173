// Package doc knows the shapes of what is found in one article: a Document is a Source and layers upon it.
//
// Layers are flat slices in text order that refer to each other by index. The annotators fill them, each its own, in the
// order that package read gives; a layer that was not looked for differs from one in which nothing was found (Has).
// Package doc has no algorithms but access to what is there.
//
//	for _, s := range d.Sentences {
//		for i := s.First; i < s.Last; i++ {
//			fmt.Println(d.Slice(d.Tokens[i].Span), d.Tokens[i].UPOS)
//		}
//	}
package doc

import (
	"chancery/internal/date"
	"chancery/internal/plover"
	"chancery/internal/text"
)

// A Document is a Source and the layers found in it.
type Document struct {
	*text.Source
	Meta      Meta
	Blocks    []Block    // by layout: cover the text without gap or overlap
	Tokens    []Token    // by token and syntax
	Sentences []Sentence // by sentence: cover the tokens without gap or overlap
	Names     []Name     // by name: never overlap
	Times     []Time     // by when: never overlap
	Places    []Place    // by place
	Actors    []Actor    // by who: everyone the article speaks of, in order of first mention
	Mentions  []Mention  // by who: sorted by span, then actor; a plural has one entry for each actor
	Quotes    []Quote    // by quote: may nest
	Acts      []Act      // by act: in order of their triggers
	Counted   []Counted  // by act: how often something was done, in text order
	Credits   []Credit   // by credit: at most one for a sentence, in text order; first, where there is one, that for the whole
	has       Layers
}

// Meta is what is known of an article beside its text. A zero field is unknown.
type Meta struct {
	ID        string // a hash of the text and of what was given with it
	URL       string
	Outlet    string
	Teller    string // the outlet by the name that is the same for all its forms; by credit
	Title     string
	Byline    string
	Published date.Range // basis Stated: given with the article or by a date line; Inferred: worked out from the text
	Language  string     // BCP 47
	Region    string     // ISO 3166 alpha-3 of the outlet's country, for the order of day and month; often unknown
	Clues     []Clue     // what Published rests on where the text told it; empty where it was given
}

// A Clue is a passage that tells something of the day on which its article was published.
type Clue struct {
	text.Span
	Rule string     // "when/clue-date": the kind of clue
	When date.Range // the days that it speaks for; open at one side where it is a bound
}

// Layers is a set of layers.
type Layers uint16

// The layers, each named for its slice.
const (
	Blocks Layers = 1 << iota
	Tokens
	Sentences
	Syntax // lemmas, tags and trees in Tokens
	Names
	Times
	Places
	Actors // Actors and Mentions
	Quotes
	Acts
	Credits
)

// Has reports whether all layers of l have been looked for.
func (d *Document) Has(l Layers) bool { return d.has&l == l }

// Mark records that the layers of l have been looked for.
func (d *Document) Mark(l Layers) { d.has |= l }

// None is the index of nothing: no token, actor, mention, time or place.
const None = -1

// A Range is the half-open range [First, Last) of indices into d.Tokens.
type Range struct{ First, Last int32 }

// Len is the number of tokens.
func (r Range) Len() int { return int(r.Last - r.First) }

// Contains reports whether token i lies in r.
func (r Range) Contains(i int32) bool { return r.First <= i && i < r.Last }

// Overlaps reports whether the two share a token.
func (r Range) Overlaps(o Range) bool { return r.First < o.Last && o.First < r.Last }

// Span is the text from the first token of r to its last; empty for an empty range.
func (d *Document) Span(r Range) text.Span {
	if r.First >= r.Last {
		return text.Span{}
	}
	return text.Span{Start: d.Tokens[r.First].Start, End: d.Tokens[r.Last-1].End}
}

// Text is the source text of a range of tokens.
func (d *Document) Text(r Range) string { return d.Slice(d.Span(r)) }

// Word is the source text of token i.
func (d *Document) Word(i int32) string { return d.Slice(d.Tokens[i].Span) }

// A BlockKind says what a stretch of the page is.
type BlockKind uint8

// The kinds of blocks. Everything from Furniture on is a remain of the page and is not read as news.
const (
	Body      BlockKind = iota // a paragraph of the report
	Title                      // the headline
	Deck                       // the line under the headline
	Heading                    // a heading within the text
	DateLine                   // a line that is only date, place or time of publication
	Byline                     // a line that names the author
	Caption                    // the words beside a picture, and its credit
	Furniture                  // menus, cookie lines, "Read more", share lines, comment forms, scripts, source links
	Blank                      // white space between blocks
)

// IsNews reports whether a block is read for acts and quotes.
func (k BlockKind) IsNews() bool { return k <= Heading }

var blockNames = [...]string{"body", "title", "deck", "heading", "dateline", "byline", "caption", "furniture", "blank"}

func (k BlockKind) String() string { return blockNames[k] }

// A Block is a stretch of the text, most often one line.
type Block struct {
	text.Span
	Kind BlockKind
}

// A Token is one syntactic word of Universal Dependencies. Of "don't" the words are "do" and "n't": two tokens that
// touch, the second with Joined set. Tokens and the gaps between them give the text back.
type Token struct {
	text.Span
	Lemma  string
	Feats  string // UD features as in CoNLL-U, "Number=Sing|Person=3", or ""
	Head   int32  // index of the head in d.Tokens, None for the root
	UPOS   UPOS
	Rel    Rel
	Joined bool // goes on with the multiword token of the word before
	Tag    NameTag
}

// A NameTag is what the model says of a word as part of a name, before package name has weighed it: inside or
// outside of a name of one kind, in the scheme BIO.
type NameTag uint8

// MakeNameTag is the tag of a word that begins (or else goes on with) a name of kind k.
func MakeNameTag(k NameKind, begins bool) NameTag {
	if begins {
		return NameTag(k)<<1 | 1
	}
	return NameTag(k) << 1
}

// Kind is the kind of name, NoName outside of all.
func (t NameTag) Kind() NameKind { return NameKind(t >> 1) }

// Begins reports whether a name begins here.
func (t NameTag) Begins() bool { return t&1 != 0 }

// A Sentence is a range of tokens within one block. Its tree has one root.
type Sentence struct {
	Range
	Block int32
}

// SentenceAt is the index of the sentence that holds token i.
func (d *Document) SentenceAt(i int32) int {
	lo, hi := 0, len(d.Sentences)
	for lo < hi {
		if mid := (lo + hi) / 2; d.Sentences[mid].Last <= i {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// TokenAt is the index of the first token that ends after the byte offset off; len(d.Tokens) if there is none.
func (d *Document) TokenAt(off uint32) int32 {
	lo, hi := 0, len(d.Tokens)
	for lo < hi {
		if mid := (lo + hi) / 2; d.Tokens[mid].End <= off {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return int32(lo)
}

// A NameKind is a kind of name.
type NameKind uint8

// The kinds. GPE is a state, region or city that can act; LOC another place; NORP a nation, religion or party as an
// adjective or people; FAC a building; MISC the rest (treaties, wars, ships, works).
const (
	NoName NameKind = iota
	PER
	ORG
	GPE
	LOC
	NORP
	FAC
	MISC
)

var nameKinds = [...]string{"", "PER", "ORG", "GPE", "LOC", "NORP", "FAC", "MISC"}

func (k NameKind) String() string { return nameKinds[k] }

// ParseNameKind is the reverse of String; NoName for what is no kind.
func ParseNameKind(s string) NameKind {
	for i, n := range nameKinds {
		if n == s {
			return NameKind(i)
		}
	}
	return NoName
}

// A Name is a proper name, without article, title or possessive: "Hua Chunying", "Foreign Ministry", "Russian".
type Name struct {
	Range
	Kind NameKind
}

// A TimeType is a TIMEX3 type.
type TimeType uint8

// The types.
const (
	Date TimeType = iota
	Clock
	Duration
	Set
)

var timeTypes = [...]string{"DATE", "TIME", "DURATION", "SET"}

func (t TimeType) String() string { return timeTypes[t] }

// A Time is a time expression without its preposition.
type Time struct {
	text.Span
	Tokens Range
	Type   TimeType
	Value  string     // TIMEX3 value: "2021-06-28", "2021-04", "P2D", "PRESENT_REF", "2021-W22"
	When   date.Range // what it covers; unknown for durations and sets; the whole for each end of "May 16-17"
	Rule   string     // "when/weekday"

	// Through is the whole stretch where this time is the first of two that bound one, "from Monday to Wednesday"; else unknown.
	Through date.Range
}

// A Place is a name read as a place of the world.
type Place struct {
	Name     int32 // index into d.Names
	Canon    string
	Country  string // ISO 3166 alpha-3, or "" where it is in none
	Lat, Lon float64
	Grain    string // "venue", "city", "region", "country", "sea", ...
	City     string // in which a venue stands, where that is known
}

// An ActorKind is what an actor is.
type ActorKind uint8

// The kinds of actors.
const (
	UnknownActor ActorKind = iota
	Person
	State
	Organisation
	Office // somebody known only by his office: CHN.foreign-ministry
)

var actorKinds = [...]string{"", "person", "state", "organisation", "office"}

func (k ActorKind) String() string { return actorKinds[k] }

// An Actor is somebody the article speaks of.
type Actor struct {
	ID      string // "xi-jinping", "CHN", "NATO", "CHN/zhu-feng", "CHN.foreign-ministry"
	Name    string // the name to show: "Xi Jinping"
	Kind    ActorKind
	Country string // ISO 3166 alpha-3; an organisation of states has none
	Sector  string // PLOVER sector
	Office  string // "President", at the time of the article
	Known   bool   // from the register; else local to what the article says
}

// A MentionKind says by what words an actor is mentioned.
type MentionKind uint8

// The kinds of mentions.
const (
	ByName      MentionKind = iota // "Xi Jinping", "Xi", "China", "NATO"
	ByTitle                        // "the Russian leader", "China's foreign ministry"
	ByPronoun                      // "he", "his", "they"
	ByAdjective                    // "Russian" in "Russian forces"
	ByMetonym                      // "Moscow", "the Kremlin"
	ByNoun                         // "the two sides", "the country"
)

var mentionKinds = [...]string{"name", "title", "pronoun", "adjective", "metonym", "noun"}

func (k MentionKind) String() string { return mentionKinds[k] }

// A Mention is a place where an actor is meant. Tokens is the smallest phrase that means it ("the Russian leader",
// "Hua Chunying"), Head its syntactic head.
type Mention struct {
	text.Span
	Tokens Range
	Head   int32
	Actor  int32 // index into d.Actors
	Kind   MentionKind
	Rule   string
}

// A QuoteKind says how words are given.
type QuoteKind uint8

// The kinds of quotes.
const (
	Direct QuoteKind = iota
	Indirect
	Mixed
)

var quoteKinds = [...]string{"direct", "indirect", "mixed"}

func (k QuoteKind) String() string { return quoteKinds[k] }

// A Quote is words that are attributed to a speaker.
type Quote struct {
	text.Span                // the whole: cue, speaker and content
	Content      text.Span   // the words; of a direct quote without its marks
	More         []text.Span // further parts of the content, where the cue stands within ("...", he said, "...")
	Cue          text.Span   // "said", "according to"; empty where there is none
	Speaker      text.Span   // the words that name the speaker, here or in an earlier sentence; empty where unknown
	SpeakerName  string      // as the article names him, in full where it does somewhere
	SpeakerActor int32       // index into d.Actors or None
	Addressee    text.Span   // to whom: "reporters", "NBC"; empty where that is not told
	Venue        text.Span   // where: "an interview with Xinhua", "X"; empty where that is not told
	Kind         QuoteKind
	Rule         string
}

// An Act is one act told by one clause: a frame that matched, with its parties.
type Act struct {
	Trigger  int32  // the token that tells it: "met", "talks"
	Tokens   Range  // the words that make up the trigger: "hold talks"
	Sentence int32  // index into d.Sentences
	Frame    string // id of the frame
	Kind     plover.Kind
	Mode     plover.Mode
	Format   plover.Format
	Status   plover.Status
	Contexts []string
	Parties  []ActParty
	Time     int32      // index into d.Times or None
	When     date.Range // of the act, from Time or from tense and context
	Place    int32      // index into d.Places or None
	Often    bool       // it was done several times: "visited twice"
	ByPlace  bool       // who is host and who visits follows from the place alone
	Topics   []text.Span
	Numbers  []Number
	Asserter int32  // actor who says so (index into d.Actors), None for the article itself
	StatusBy Range  // the words that decide the status: "will", "is expected to"
	Rule     string // "act/CONSULT.meet"
}

// A Number is how many of what an act is about: "10 diplomats", "2300000000 USD".
type Number struct {
	text.Span        // number and unit as written
	Value     string // digits, a space, and the unit: a noun in lower case or the ISO 4217 code of a currency
}

// Counted is how often, as the article says, parties have done something, of which no single time is told: "have met more than 40 times".
type Counted struct {
	Kind     plover.Kind
	Parties  []ActParty
	Sentence int32
	Number   // Value: "40 times"
}

// An ActParty is one party of an act.
type ActParty struct {
	Actor     int32 // index into d.Actors
	Mention   int32 // index into d.Mentions
	Recipient bool  // else on the actor's side
	Role      plover.Role
}
