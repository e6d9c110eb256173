package quote

import (
	"strings"

	"chancery/internal/doc"
	"chancery/internal/lexicon"
)

// A cue is a verb or a phrase such as "according to" that attributes words.
type cue struct {
	token  int32
	words  doc.Range
	class  lexicon.CueClass
	phrase bool    // "according to": the speaker stands behind it, and the rest of the sentence is his
	asked  bool    // whether who and known are filled
	who    speaker // by it
	known  bool    // whether there is one
}

// cuesIn lists the cues of sentence i that stand outside of all marks. The list belongs to the reader.
func (r *reader) cuesIn(i int) []cue {
	if r.told[i] != nil {
		return r.told[i]
	}
	out := []cue{}
	s := r.d.Sentences[i]
	for t := s.First; t < s.Last; t++ {
		c, ok := r.cueAt(t)
		if ok && !r.covered(r.d.Tokens[t].Span) {
			out = append(out, c)
		}
	}
	r.told[i] = out
	return out
}

// speakerBy is speakerOf, asked once: many passages of a sentence may ask for the same cue.
func (r *reader) speakerBy(c *cue) (speaker, bool) {
	if !c.asked {
		c.who, c.known = r.speakerOf(*c)
		c.asked = true
	}
	return c.who, c.known
}

// cueAt reads token t as a cue.
func (r *reader) cueAt(t int32) (cue, bool) {
	if n := r.phraseAt(t); n > 0 {
		return cue{token: t, words: doc.Range{First: t, Last: t + n}, class: lexicon.CueSay, phrase: true}, true
	}
	tok := &r.d.Tokens[t]
	if tok.UPOS != doc.VERB && !r.isMistaken(t) {
		return cue{}, false
	}
	if tok.Lemma == "put" && t+1 < int32(len(r.d.Tokens)) && r.d.Word(t+1) == "it" { // "as she put it"
		return cue{token: t, words: doc.Range{First: t, Last: t + 2}, class: lexicon.CueSay}, true
	}
	class := r.lex.Cues.Verb(tok.Lemma)
	if class == lexicon.NoCue { // lemmas are guessed: "shouted" may have "shoute"
		if stem, ok := strings.CutSuffix(r.d.Word(t), "ed"); ok {
			if class = r.lex.Cues.Verb(stem); class == lexicon.NoCue {
				class = r.lex.Cues.Verb(stem + "e")
			}
		}
	}
	return cue{token: t, words: doc.Range{First: t, Last: t + 1}, class: class}, class != lexicon.NoCue
}

// isMistaken reports whether token t is a past tense taken for an adjective: it has a subject and no copula.
func (r *reader) isMistaken(t int32) bool {
	return r.d.Tokens[t].UPOS == doc.ADJ && strings.HasSuffix(r.d.Word(t), "ed") && r.child(t, doc.Nsubj) != doc.None && r.child(t, doc.Cop) == doc.None
}

// phraseAt is the number of words of a phrase before a speaker that begins at token t, 0 if none does.
func (r *reader) phraseAt(t int32) int32 {
	word := r.d.Word(t)
	if c := word[0] | 0x20; c < 'a' || c > 'z' || len(word) > maxFirst {
		return 0
	}
	for _, words := range r.lex.Cues.Phrases(strings.ToLower(word)) {
		n := int32(len(words))
		if t+n > int32(len(r.d.Tokens)) {
			continue
		}
		k := int32(1)
		for k < n && strings.EqualFold(r.d.Word(t+k), words[k]) {
			k++
		}
		if k == n {
			return n
		}
	}
	return 0
}

// maxFirst is the length of the longest word that begins a phrase before a speaker, in bytes.
const maxFirst = len("according")

// isPassive reports whether token t is the participle of a passive clause: its subject does not speak.
func (r *reader) isPassive(t int32) bool {
	return r.child(t, doc.NsubjPass, doc.AuxPass) != doc.None
}
