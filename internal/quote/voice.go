package quote

import (
	"strings"

	"chancery/internal/doc"
	"chancery/internal/lexicon"
	"chancery/internal/text"
)

// isThirdPerson reports whether a token is "he" or "she".
func (r *reader) isThirdPerson(t int32) bool {
	tok := &r.d.Tokens[t]
	return tok.UPOS == doc.PRON && (strings.EqualFold(r.d.Word(t), "he") || strings.EqualFold(r.d.Word(t), "she"))
}

// subjectWithin is whom "he" or "she" at token t means where a person is named as a subject before it in its sentence ("Biden
// said in a statement in which he also condemned"), or where nobody is known for it, in the sentence before. The mention m
// of the pronoun, if there is one, counts more.
func (r *reader) subjectWithin(t, m int32) (speaker, bool) {
	i := r.d.SentenceAt(t)
	for k := t - 1; k >= r.d.Sentences[i].First; k-- {
		if r.d.Tokens[k].Rel != doc.Nsubj || r.inMarks(k) {
			continue
		}
		p := r.mentionOf(k)
		if p == doc.None || !r.isPerson(p) || r.d.Mentions[p].Kind == doc.ByPronoun || !r.agrees(r.d.Mentions[p].Actor, t) {
			continue
		}
		if m != doc.None {
			p = m
		}
		sp := r.fromMention(p)
		return speaker{span: r.d.Tokens[t].Span, actor: sp.actor, name: sp.name}, true
	}
	if m != doc.None || i == 0 || !r.sameBlock(i-1, i) || r.isQuoted(i-1) {
		return speaker{}, false
	}
	s := r.d.Sentences[i-1]
	if p := r.mentionFrom(s.First); p != doc.None && r.isPerson(p) && r.agrees(r.d.Mentions[p].Actor, t) {
		sp := r.fromMention(p)
		return speaker{span: r.d.Tokens[t].Span, actor: sp.actor, name: sp.name}, true
	}
	for k := s.First; k < s.Last; k++ {
		if tok := &r.d.Tokens[k]; tok.Rel == doc.Nsubj && tok.UPOS == doc.PROPN && tok.Head != doc.None && r.d.Tokens[tok.Head].Head == doc.None && !r.inMarks(k) {
			sp, ok := r.named(k)
			if !ok || sp.actor != doc.None && (r.d.Actors[sp.actor].Kind != doc.Person || !r.agrees(sp.actor, t)) {
				return speaker{}, false
			}
			return speaker{span: r.d.Tokens[t].Span, actor: sp.actor, name: sp.name}, true
		}
	}
	return speaker{}, false
}

// voiceBefore is the person who spoke last before "he" or "she" at token t: in the sentence before, or with any in the two
// paragraphs before. One who goes on speaking is called "he" though others were named in what he said.
func (r *reader) voiceBefore(t int32, any bool) (speaker, bool) {
	i := r.d.SentenceAt(t)
	block := r.d.Sentences[i].Block
	for k := i - 1; k >= 0 && k >= i-12; k-- {
		b := r.d.Sentences[k].Block
		if k < i-1 && !any && b == block || b < block-4 {
			return speaker{}, false
		}
		if v := r.voices[k]; !v.span.IsEmpty() {
			if r.agrees(v.actor, t) {
				return v, true
			}
			if !any {
				return speaker{}, false
			}
		}
		if r.isNews(k) && !any && !r.isQuoted(k) {
			return speaker{}, false
		}
	}
	return speaker{}, false
}

// voiceOf is the person who spoke last, where the mention m, headed by t, is of a state and its words mean one man or woman
// whom the article has named: "the Jordanian diplomat added".
func (r *reader) voiceOf(m, t int32) (speaker, bool) {
	mention := &r.d.Mentions[m]
	state := &r.d.Actors[mention.Actor]
	if state.Kind == doc.Person || !r.isTitle(t) || r.d.Tokens[t].Feat("Number") == "Plur" || !strings.EqualFold(r.d.Word(r.phrase(t).First), "the") {
		return speaker{}, false
	}
	i := r.d.SentenceAt(t)
	for k := i - 1; k >= 0 && k >= i-3; k-- {
		if v := r.voices[k]; !v.span.IsEmpty() {
			country := r.d.Actors[v.actor].Country
			return speaker{span: mention.Span, actor: v.actor, name: v.name}, country == "" || country == state.Country || country == state.ID
		}
	}
	return speaker{}, false
}

// agrees reports whether "he" or "she" at token t can mean an actor.
func (r *reader) agrees(actor, t int32) bool {
	g := lexicon.Male
	if strings.EqualFold(r.d.Word(t), "she") {
		g = lexicon.Female
	}
	own := r.genderOf(actor)
	return own == lexicon.UnknownGender || own == g
}

// genderOf is the gender of an actor as far as his name tells it. Women of the register whose given name does not tell it
// are listed, so the others are men.
func (r *reader) genderOf(actor int32) lexicon.Gender {
	a := &r.d.Actors[actor]
	if r.lex.Who.IsWoman(a.Name) {
		return lexicon.Female
	}
	words := strings.Fields(a.Name)
	if len(words) > 0 {
		if g, ok := r.lex.Who.Given(words[0]); ok && g != lexicon.UnknownGender {
			return g
		}
	}
	if a.Known {
		return lexicon.Male
	}
	return lexicon.UnknownGender
}

// isQuoted reports whether most of a sentence stands between marks.
func (r *reader) isQuoted(i int) bool {
	sp := r.d.Span(r.d.Sentences[i].Range)
	mid := (sp.Start + sp.End) / 2
	return r.covered(text.Span{Start: mid, End: mid + 1})
}

// findVoices notes for each sentence the person, named or described, who is the subject of its last cue.
func (r *reader) findVoices() {
	r.voices = make([]speaker, len(r.d.Sentences))
	for i := range r.d.Sentences {
		if !r.isNews(i) {
			continue
		}
		for _, c := range r.cuesIn(i) {
			if c.phrase && r.voices[i].span.IsEmpty() {
				if sp, ok := r.after(c.words.Last); ok && sp.actor != doc.None && r.d.Actors[sp.actor].Kind == doc.Person {
					r.voices[i] = sp
				}
			}
			if c.class == lexicon.CueGo || c.class == lexicon.CueUrge || c.phrase {
				continue
			}
			if subj := r.subject(c.token); subj != doc.None && r.d.Tokens[subj].Rel == doc.Nsubj && !r.isThirdPerson(subj) {
				if r.d.Tokens[subj].UPOS == doc.NOUN {
					r.named(subj) // notes for whom he stands
				}
				if m := r.mentionOf(subj); m != doc.None && r.isPerson(m) && r.d.Mentions[m].Kind != doc.ByPronoun {
					r.voices[i] = r.fromMention(m)
				} else if r.isTitle(subj) && r.d.Tokens[subj].Feat("Number") != "Plur" {
					if sp, ok := r.named(subj); ok && sp.actor != doc.None {
						r.voices[i] = sp
					}
				}
			}
		}
	}
	r.noted = true
}

// fullNames finds for each person the longest form of his name that the article uses.
func (r *reader) fullNames() {
	r.names = make([]string, len(r.d.Actors))
	longest := make([]int32, len(r.d.Actors)) // mention, by actor, counted from 1
	for i := range r.d.Mentions {
		m := &r.d.Mentions[i]
		if m.Kind != doc.ByName || m.Tokens.Len() > maxName {
			continue
		}
		if l := longest[m.Actor]; l == 0 || m.Len() > r.d.Mentions[l-1].Len() {
			longest[m.Actor] = int32(i) + 1
		}
	}
	for a := range r.names {
		r.names[a] = r.d.Actors[a].Name
		if l := longest[a]; l > 0 && r.d.Actors[a].Kind == doc.Person {
			name := strings.Join(strings.Fields(r.d.Slice(r.d.Mentions[l-1].Span)), " ")
			if strings.Contains(name, " ") || !strings.Contains(r.names[a], " ") {
				r.names[a] = name
			}
		}
	}
}

// maxName is the number of tokens of the longest form of a name that is taken for a full name.
const maxName = 7

// nameOf is the name by which a speaker is shown.
func (r *reader) nameOf(actor int32) string { return r.names[actor] }
