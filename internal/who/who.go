// Package who knows whom an article speaks of, and in which words: persons, states, organisations and offices, by name,
// title, adjective, metonym, noun or pronoun.
//
// It reads the names, the register of actors with their terms of office, and the syntax where it is known. It does not
// know what the actors do. What is not sure stays without a mention: a wrong actor costs more than a missing one.
//
//	"Vladimir Putin met the Chinese leader. He praised Beijing."
//	-> vladimir-putin: "Vladimir Putin", "He"; xi-jinping: "the Chinese leader"; CHN: "Chinese", "Beijing"
package who

import (
	"cmp"
	"slices"
	"strings"

	"chancery/internal/date"
	"chancery/internal/doc"
	"chancery/internal/lexicon"
)

// Annotate fills d.Actors, in order of first mention, and d.Mentions. It needs tokens, sentences and names; with syntax
// it is better.
func Annotate(d *doc.Document, lex *lexicon.Lexicon) {
	if !d.Has(doc.Tokens | doc.Sentences | doc.Names) {
		return
	}
	r := newReader(d, lex)
	r.persons()
	for s := range d.Sentences {
		if r.isRead(s) {
			r.sentence(s)
		}
	}
	r.finish()
	d.Mark(doc.Actors)
}

// A reader is the state of one article.
type reader struct {
	d      *doc.Document
	lex    *lexicon.Lexicon
	reg    *lexicon.Register
	day    date.Day // of the article, 0 where it cannot be told
	parsed bool

	nameAt  []int32           // by token: the name that holds it, or None
	quoted  []bool            // by token: within quotation marks
	phrase  []phrase          // by token: the title or body of the register that begins there
	places  []int32           // by name: the place it was read as, or None
	firstAt map[int32]int32   // by actor of a person: where the article first names him in full
	lastAt  map[int32]int32   // by actor of a person: where he was last named in full, while last names are resolved
	alias   map[string]int32  // by key: short names that the article itself introduces
	namer   namer             // persons by their names
	parts   map[string]string // by key of the last words of a name of three words or more: the key of the whole
	actors  []actor           // in the order found
	byID    map[string]int32
	people  []int32             // the first maxPeople persons among the actors
	first   map[string][]string // by organisation: the role of its most prominent office
	leaders map[string]int32    // by country: who of those at its head is named in the article

	mentions []doc.Mention
	trail    []trace           // mentions of persons, states and organisations in text order, for what refers back
	groups   []group           // plurals, in text order
	resolved []int32           // by name: the actor of a person, or None
	nameRule []string          // by name: why that actor
	spoken   map[string]int    // countries that the article names; nil until asked for
	weighed  map[string]int    // scratch of usualCountry
	within   map[string]bool   // words of names that do not open a sentence; nil until asked for
	bodies   map[string]string // by role of a body: the one country whose body the article speaks of, "" where several
}

// An actor is what is known of an actor while reading.
type actor struct {
	doc.Actor
	gender  lexicon.Gender
	roles   []string // roles that the article gives to a person whom the register does not know
	count   int      // mentions so far
	state   int32    // actor of the person's or body's country, None until needed
	variety string   // of an organisation: as the register sorts it
}

// A phrase is the longest entry of the register at a token that is a title or a body.
type phrase struct {
	n     int32
	title *lexicon.Title
	body  *lexicon.Body
	weak  bool
}

func newReader(d *doc.Document, lex *lexicon.Lexicon) *reader {
	n := len(d.Tokens)
	r := &reader{
		d: d, lex: lex, reg: lex.Register, parsed: d.Has(doc.Syntax),
		nameAt: fill(n), quoted: make([]bool, n), phrase: make([]phrase, n), places: fill(len(d.Names)),
		firstAt: map[int32]int32{}, lastAt: map[int32]int32{}, alias: map[string]int32{}, byID: map[string]int32{}, first: map[string][]string{}, resolved: fill(len(d.Names)), nameRule: make([]string, len(d.Names)), namer: newNamer(), parts: map[string]string{}, weighed: map[string]int{},
	}
	for i, name := range d.Names {
		for t := name.First; t < name.Last; t++ {
			r.nameAt[t] = int32(i)
		}
	}
	for i, p := range d.Places {
		if p.Name >= 0 && int(p.Name) < len(r.places) {
			r.places[p.Name] = int32(i)
		}
	}
	r.markQuotes()
	r.markPhrases()
	r.day = dayOf(d)
	return r
}

// fill is n times None.
func fill(n int) []int32 {
	s := make([]int32, n)
	for i := range s {
		s[i] = doc.None
	}
	return s
}

// kindOf is the kind of the block of sentence s.
func (r *reader) kindOf(s int) doc.BlockKind {
	if b := r.d.Sentences[s].Block; b >= 0 && int(b) < len(r.d.Blocks) {
		return r.d.Blocks[b].Kind
	}
	return doc.Body
}

// isRead reports whether the sentence is news, which alone gives mentions.
func (r *reader) isRead(s int) bool { return r.kindOf(s).IsNews() }

// dayOf is the day for which offices are looked up: that of publication, else the latest full date that the
// text states.
func dayOf(d *doc.Document) date.Day {
	if p := d.Meta.Published; p.IsKnown() {
		return max(p.From, p.To)
	}
	var latest date.Day
	for _, t := range d.Times {
		if t.When.Basis == date.Stated && t.When.IsDay() {
			latest = max(latest, t.When.From)
		}
	}
	return latest
}

// markQuotes notes which tokens stand within quotation marks. A mark that is not closed in its block or the next
// holds to the end of its block.
func (r *reader) markQuotes() {
	block, open := int32(-1), false
	for _, s := range r.d.Sentences {
		if s.Block != block {
			block, open = s.Block, false
		}
		for i := s.First; i < s.Last; i++ {
			switch r.d.Word(i) {
			case "“", "``", "«", "„":
				open = true
			case "”", "''", "»":
				open = false
			case `"`:
				open = !open
			}
			r.quoted[i] = open
		}
	}
}

// markPhrases looks every title and body up once.
func (r *reader) markPhrases() {
	word := func(i int) string { return r.d.Word(int32(i)) }
	for _, s := range r.d.Sentences {
		for i := s.First; i < s.Last; i++ {
			if _, ok := pronouns[strings.ToLower(r.d.Word(i))]; ok {
				continue // "HE" is an ambassador, "he" is not
			}
			n, entries := r.reg.MatchFunc(word, int(i), int(s.Last))
			for _, e := range entries {
				switch e.Kind {
				case lexicon.EntryTitle:
					r.phrase[i] = phrase{n: int32(n), title: r.reg.Title(e.ID), weak: e.Weak, body: r.phrase[i].body}
				case lexicon.EntryBody:
					r.phrase[i] = phrase{n: int32(n), body: r.reg.Body(e.ID), weak: e.Weak, title: r.phrase[i].title}
				}
			}
		}
	}
}

// sentence finds the mentions of one sentence from left to right.
func (r *reader) sentence(s int) {
	sent := r.d.Sentences[s]
	for i := sent.First; i < sent.Last; {
		i = max(i+1, r.mention(s, i))
	}
}

// mention reads what begins at token i and returns the token after it.
func (r *reader) mention(s int, i int32) int32 {
	if at := r.nameAt[i]; at != doc.None {
		name := r.d.Names[at]
		if name.First == i {
			r.named(s, at)
		}
		if r.phrase[i].n <= name.Last-i {
			return i + 1
		}
	}
	if end := r.titled(s, i); end > i {
		return end
	}
	if end := r.bodied(s, i); end > i {
		return end
	}
	if end := r.common(s, i); end > i {
		return end
	}
	if end := r.unmarked(s, i); end > i {
		return end
	}
	return r.pronoun(s, i)
}

// add records that tokens mean an actor.
func (r *reader) add(s int, tokens doc.Range, head, actor int32, kind doc.MentionKind, rule string) {
	if actor == doc.None || tokens.Len() == 0 || tokens.Len() > doc.MaxMention {
		return
	}
	r.mentions = append(r.mentions, doc.Mention{
		Span: r.d.Span(tokens), Tokens: tokens, Head: head, Actor: actor, Kind: kind, Rule: "who/" + rule,
	})
	r.actors[actor].count++
	for k := len(r.trail) - 1; k >= 0 && r.trail[k].tokens.First >= tokens.First; k-- {
		r.trail[k].inner = tokens.Len() > r.trail[k].tokens.Len() // "Biden" in "the Biden administration"
	}
	t := trace{
		actor: actor, sentence: int32(s), block: r.d.Sentences[s].Block, tokens: tokens, head: head, kind: kind,
		quoted: r.quoted[tokens.First],
	}
	t.role = r.roleOf(t)
	r.trail = append(r.trail, t)
	r.coordinate()
}

// addAll records that tokens mean several actors together.
func (r *reader) addAll(s int, tokens doc.Range, head int32, actors []int32, kind doc.MentionKind, rule string) {
	for _, a := range actors {
		r.add(s, tokens, head, a, kind, rule)
		if n := len(r.trail); n > 0 && len(actors) > 1 {
			r.trail[n-1].plural = true
		}
	}
	if len(actors) > 1 && tokens.Len() <= doc.MaxMention {
		r.groups = append(r.groups, group{
			sentence: int32(s), block: r.d.Sentences[s].Block, head: head, first: tokens.First, actors: actors, role: r.trail[len(r.trail)-1].role,
		})
	}
}

// finish puts the actors in order of first mention and drops those that have none.
func (r *reader) finish() {
	slices.SortStableFunc(r.mentions, func(a, b doc.Mention) int {
		return cmp.Or(a.Span.Compare(b.Span), cmp.Compare(a.Actor, b.Actor))
	})
	order := fill(len(r.actors))
	for i := range r.mentions {
		m := &r.mentions[i]
		if order[m.Actor] == doc.None {
			order[m.Actor] = int32(len(r.d.Actors))
			r.d.Actors = append(r.d.Actors, r.actors[m.Actor].Actor)
		}
		m.Actor = order[m.Actor]
	}
	slices.SortStableFunc(r.mentions, func(a, b doc.Mention) int {
		return cmp.Or(a.Span.Compare(b.Span), cmp.Compare(a.Actor, b.Actor))
	})
	r.d.Mentions = r.mentions
}
