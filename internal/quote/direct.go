package quote

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"chancery/internal/doc"
	"chancery/internal/lexicon"
	"chancery/internal/text"
)

// readMarked attributes the passages between marks, in text order, so that a passage can take over the speaker of the
// one before it.
func (r *reader) readMarked() {
	var last speaker // who spoke in the passage before
	lastBlock := int32(-2)
	lastOpen := false
	for i := 0; i < len(r.marked); i++ {
		first := r.d.TokenAt(r.marked[i].inner.Start)
		if first >= int32(len(r.d.Tokens)) || !r.isNews(r.d.SentenceAt(first)) {
			continue
		}
		r.marked[i] = r.trimOpen(r.marked[i])
		p := r.marked[i]
		content := p.inner
		a := r.attribute(p, content)
		whole := r.isWhole(p, content)
		if a.speaker.span.IsEmpty() && !a.unsaid {
			a = r.introduced(p, a)
		}
		if a.speaker.span.IsEmpty() && whole {
			near := !last.span.IsEmpty() && (p.block == lastBlock || p.block <= lastBlock+2 && (lastOpen || r.standsAlone(p)))
			a = r.carried(i, last, near, a)
		}
		if a.speaker.span.IsEmpty() && !(whole && r.longEnough(content)) {
			continue
		}
		q := doc.Quote{Span: p.outer, Content: content, Kind: doc.Mixed, Rule: a.rule}
		if whole {
			q.Kind = doc.Direct
		}
		if a.rule == "" {
			q.Rule = "quote/no-speaker"
		}
		if whole && i+1 < len(r.marked) && r.isSplit(p, r.marked[i+1], a) {
			q.More = append(q.More, r.marked[i+1].inner)
			i++
		}
		r.add(q, a.speaker, a.cue)
		if !a.speaker.span.IsEmpty() && whole {
			last, lastBlock, lastOpen = a.speaker, r.marked[i].block, p.open
		}
	}
}

// carried is the attribution of passage i that has no cue of its own: to the one who speaks in the passages that go on
// with it, in the sentence before, in the passage before (last, where near) or in the sentence after.
func (r *reader) carried(i int, last speaker, near bool, a attribution) attribution {
	p := r.marked[i]
	if sp, ok := r.goesOnTo(i); ok {
		return attribution{speaker: sp, rule: "quote/goes-on"}
	}
	if sp, ok := r.subjectBefore(p); ok {
		return attribution{speaker: sp, rule: "quote/lead-in"}
	}
	if near {
		return attribution{speaker: last, rule: "quote/goes-on"}
	}
	if sp, ok := r.leadIn(p); ok {
		return attribution{speaker: sp, rule: "quote/lead-in"}
	}
	if sp, ok := r.follows(p); ok {
		return attribution{speaker: sp, rule: "quote/follows"}
	}
	return a
}

// maxParts is how many paragraphs of one speech are followed to the one that tells who speaks.
const maxParts = 12

// goesOnTo is who is said to speak in a later paragraph of the same speech: a passage that nothing closes at the end of
// its paragraph goes on in the next.
func (r *reader) goesOnTo(i int) (speaker, bool) {
	for n := 0; n < maxParts && r.marked[i].open && i+1 < len(r.marked); n++ {
		if next := r.marked[i+1]; next.block > r.marked[i].block+2 || next.outer.Start > r.blockStart(next.block)+2 {
			return speaker{}, false
		}
		i++
		if a := r.attribute(r.marked[i], r.marked[i].inner); !a.speaker.span.IsEmpty() {
			return a.speaker, true
		}
	}
	return speaker{}, false
}

// subjectBefore is whom the sentence before a passage, in its paragraph, is about: "She hesitated. "An apology ..."".
func (r *reader) subjectBefore(p passage) (speaker, bool) {
	i := r.sentenceOf(p.outer.Start) - 1
	if i < 0 || !r.sameBlock(i, i+1) || r.isQuoted(i) {
		return speaker{}, false
	}
	if sp, ok := r.lastSpeaker(i); ok {
		return sp, true
	}
	return r.subjectOf(i)
}

// subjectOf is the person, else the body or state, that is the subject of sentence i.
func (r *reader) subjectOf(i int) (speaker, bool) {
	s := r.d.Sentences[i]
	for t := s.First; t < s.Last; t++ {
		tok := &r.d.Tokens[t]
		if (tok.Rel != doc.Nsubj && tok.Rel != doc.NsubjPass) || tok.Head == doc.None || r.d.Tokens[tok.Head].Head != doc.None || r.inMarks(t) {
			continue
		}
		sp, ok := r.named(t)
		return sp, ok && sp.actor != doc.None
	}
	if m := r.mentionFrom(s.First); m != doc.None && r.isPerson(m) && !r.inMarks(s.First) {
		return r.fromMention(m), true
	}
	return speaker{}, false
}

// maxIntro is how many tokens before a colon may name a speaker.
const maxIntro = 24

// introduced is the attribution of a passage to who is named right before it with a colon ("The minister: "..."") or
// right behind it with a dash (""..." - the minister").
func (r *reader) introduced(p passage, a attribution) attribution {
	t := r.d.TokenAt(p.outer.Start)
	if p.unopened || t >= int32(len(r.d.Tokens)) {
		return a
	}
	start := r.d.TokenAt(r.blockStart(p.block))
	if t > start && r.d.Word(t-1) == ":" {
		if sp, ok := r.speakerIn(r.headOf(start, t-1)); ok {
			return attribution{speaker: sp, rule: "quote/colon"}
		}
		if sp, ok := r.subjectOf(r.d.SentenceAt(t - 1)); ok && r.d.Actors[sp.actor].Kind == doc.Person {
			return attribution{speaker: sp, rule: "quote/colon"}
		}
	}
	t = r.d.TokenAt(p.outer.End)
	if t+1 < int32(len(r.d.Tokens)) && isDash(r.d.Word(t)) && r.d.Tokens[t].Start >= p.outer.End && r.inBlock(t+1, p.block) {
		last := t + 1
		for last < min(int32(len(r.d.Tokens)), t+maxIntro) && r.inBlock(last, p.block) && r.d.Tokens[last].UPOS != doc.VERB {
			last++
		}
		if sp, ok := r.speakerIn(doc.Range{First: t + 1, Last: last}); ok {
			return attribution{speaker: sp, rule: "quote/dash"}
		}
	}
	return a
}

func isDash(s string) bool { return s == "-" || s == "–" || s == "—" || s == "--" }

func (r *reader) inBlock(t, b int32) bool { return r.d.Sentences[r.d.SentenceAt(t)].Block == b }

// headOf is the words before the colon at token end, from the last stop or mark; empty where they are a clause of their
// own that says nothing of speech.
func (r *reader) headOf(start, end int32) doc.Range {
	out := doc.Range{First: end, Last: end}
	for out.First > max(start, end-maxIntro) {
		switch tok := &r.d.Tokens[out.First-1]; {
		case tok.UPOS == doc.PUNCT && tok.Len() == 1 && strings.ContainsAny(r.d.Word(out.First-1), ".!?;:"), r.covered(tok.Span):
			return out
		case tok.UPOS == doc.VERB && tok.Feat("VerbForm") == "Fin" && r.lex.Cues.Verb(tok.Lemma) == lexicon.NoCue:
			return doc.Range{}
		}
		out.First--
	}
	return out
}

// speakerIn is the first person named within a range of tokens, else the speaker that a noun in it describes.
func (r *reader) speakerIn(words doc.Range) (speaker, bool) {
	i, j := r.mentionsIn(words)
	for ; i < j; i++ {
		if m := &r.d.Mentions[i]; r.isPerson(int32(i)) && m.Kind != doc.ByPronoun && (r.canSpeak(m) || r.d.Tokens[m.Head].Rel == doc.NmodPoss) {
			return r.fromMention(int32(i)), true
		}
	}
	for t := words.First; t < words.Last; t++ {
		tok := &r.d.Tokens[t]
		if tok.UPOS != doc.NOUN && tok.UPOS != doc.PROPN || tok.Rel == doc.Compound || tok.Rel == doc.NmodPoss || r.child(t, doc.Case) != doc.None {
			continue
		}
		if sp, ok := r.named(t); ok && sp.actor != doc.None {
			return sp, true
		}
	}
	return speaker{}, false
}

// An attribution says whose words they are and by which cue.
type attribution struct {
	speaker speaker
	cue     doc.Range
	rule    string
	unsaid  bool // a cue stands beside the words, but what it has for its subject does not speak
}

// attribute finds the cue of a passage in the sentences it touches: of several the nearest, and of two as near the one
// before it.
func (r *reader) attribute(p passage, content text.Span) attribution {
	first, last := r.sentenceOf(content.Start), r.sentenceOf(content.End-1)
	tokFirst, tokLast := r.d.TokenAt(p.outer.Start), r.d.TokenAt(content.End-1)
	best, bestDist := attribution{}, 1<<30
	sentences := []int{first}
	if last != first {
		sentences = append(sentences, last)
	}
	if after := r.sentenceOf(min(p.outer.End, uint32(r.d.Len()))); after != last && r.sameBlock(after, last) && r.startsLower(after) {
		sentences = append(sentences, after)
	}
	for _, s := range sentences {
		cs := r.cuesIn(s)
		for k := range cs {
			c := &cs[k]
			dist := 0
			if c.token < tokFirst {
				dist = int(tokFirst - c.token)
			} else {
				dist = int(c.token-tokLast) + 1
			}
			if !c.phrase && r.isOtherClause(*c, tokFirst, tokLast) {
				dist += 12
			}
			if c.token > tokLast && r.isNextClause(c.token, tokLast) || c.token > tokLast && r.afterColon(tokFirst) {
				dist += 15
			}
			if c.class == lexicon.CueGo && dist > 4 {
				continue
			}
			if dist >= bestDist {
				continue
			}
			if sp, ok := r.speakerBy(c); ok {
				best, bestDist = attribution{speaker: sp, cue: c.words, rule: ruleOf(*c, tokFirst)}, dist
			} else if dist <= maxIntro && best.speaker.span.IsEmpty() {
				best.unsaid = true
			}
		}
	}
	return best
}

// isNextClause reports whether the cue t begins a clause that is joined to the one with the passage that ends at token
// last: "called it a "farce" and warned that".
func (r *reader) isNextClause(t, last int32) bool {
	for k := t - 1; k > last; k-- {
		switch r.d.Tokens[k].UPOS {
		case doc.AUX, doc.ADV:
		case doc.CCONJ:
			return true
		default:
			return false
		}
	}
	return false
}

// afterColon reports whether a colon stands before the passage that begins at token first.
func (r *reader) afterColon(first int32) bool {
	return first > 0 && r.d.Word(first-1) == ":"
}

func ruleOf(c cue, first int32) string {
	switch {
	case c.phrase:
		return "quote/according-to"
	case c.token < first:
		return "quote/cue-before"
	}
	return "quote/cue-after"
}

// isOtherClause reports whether the cue hangs in a clause that the passage is no part of: a relative clause beside it.
func (r *reader) isOtherClause(c cue, first, last int32) bool {
	if r.d.Tokens[c.token].Rel != doc.AclRelcl || r.afterColon(first) && c.token == first-2 {
		return false
	}
	if subj := r.child(c.token, doc.Nsubj); subj != doc.None && !r.isRelative(subj) {
		return false
	}
	for t := first; t <= last; t++ {
		if r.d.Tokens[t].Head == c.token {
			return false
		}
	}
	return true
}

func (r *reader) sameBlock(i, j int) bool { return r.d.Sentences[i].Block == r.d.Sentences[j].Block }

func (r *reader) startsLower(i int) bool {
	c, _ := utf8.DecodeRuneInString(r.d.Word(r.d.Sentences[i].First))
	return unicode.IsLower(c)
}

// trimOpen shortens a passage that no mark closes: it ends before the first sentence that itself reports speech.
func (r *reader) trimOpen(p passage) passage {
	if !p.open {
		return p
	}
	first, last := r.sentenceOf(p.inner.Start), r.sentenceOf(p.inner.End-1)
	for i := first + 1; i <= last; i++ {
		if r.reportsSpeech(i) {
			p.inner.End = r.d.Tokens[r.d.Sentences[i].First-1].End
			p.outer.End = p.inner.End
			clear(r.told[i : last+1]) // their cues stand outside of marks now
			break
		}
	}
	return p
}

// reportsSpeech reports whether a named person is the subject of a cue in sentence i.
func (r *reader) reportsSpeech(i int) bool {
	s := r.d.Sentences[i]
	for t := s.First; t < s.Last; t++ {
		c, ok := r.cueAt(t)
		if !ok || c.class == lexicon.CueGo || c.class == lexicon.CueUrge {
			continue
		}
		if subj := r.child(t, doc.Nsubj); subj != doc.None {
			m := r.mentionOf(subj)
			if m != doc.None && r.d.Actors[r.d.Mentions[m].Actor].Kind == doc.Person && r.d.Mentions[m].Kind != doc.ByPronoun {
				return true
			}
		}
	}
	return false
}

// isWhole reports whether a passage is words in full: a clause that stands by itself, not a fragment woven into the
// sentence around it.
func (r *reader) isWhole(p passage, content text.Span) bool {
	s := strings.TrimSpace(r.d.Slice(content))
	words := len(strings.Fields(s))
	before := strings.TrimRightFunc(r.d.String()[:p.outer.Start], unicode.IsSpace)
	c, size := utf8.DecodeLastRuneInString(before)
	opens := size == 0 || strings.ContainsRune(".!?:,;”\"", c) || p.outer.Start == r.blockStart(p.block) || c == '\n'
	first, _ := utf8.DecodeRuneInString(s)
	end, _ := utf8.DecodeLastRuneInString(s)
	closed := strings.ContainsRune(".,!?…", end) || r.commaFollows(p) && words >= 4 && r.hasFiniteVerb(content)
	if unicode.IsUpper(first) || first == '…' || unicode.IsDigit(first) {
		return words >= 2 && (opens || closed && words >= 5) || opens && closed
	}
	return opens && closed && words >= 5 || words >= 12 && r.hasFiniteVerb(content) && opens
}

// commaFollows reports whether a comma stands behind the closing mark, as British and translated texts have it.
func (r *reader) commaFollows(p passage) bool {
	return strings.HasPrefix(r.d.String()[p.outer.End:], ",")
}

func (r *reader) blockStart(b int32) uint32 {
	if int(b) >= len(r.d.Blocks) {
		return 0
	}
	return r.d.Blocks[b].Start
}

// hasFiniteVerb reports whether a finite verb stands in sp.
func (r *reader) hasFiniteVerb(sp text.Span) bool {
	for t := r.d.TokenAt(sp.Start); t < int32(len(r.d.Tokens)) && r.d.Tokens[t].Start < sp.End; t++ {
		if r.d.Tokens[t].Feat("VerbForm") == "Fin" {
			return true
		}
	}
	return false
}

// longEnough reports whether a passage without any speaker is kept all the same: a full sentence of some length.
func (r *reader) longEnough(sp text.Span) bool {
	return len(strings.Fields(r.d.Slice(sp))) >= 5 && r.hasFiniteVerb(sp)
}

// standsAlone reports whether a passage fills its paragraph.
func (r *reader) standsAlone(p passage) bool {
	if int(p.block) >= len(r.d.Blocks) {
		return false
	}
	return r.d.Blocks[p.block].Len()-p.outer.Len() <= 4
}

// leadIn is the speaker of the sentence before a passage that begins a paragraph or follows a colon: "he added one more
// thing. "..."".
func (r *reader) leadIn(p passage) (speaker, bool) {
	i := r.sentenceOf(p.inner.Start)
	if i == 0 || !r.isNews(i-1) {
		return speaker{}, false
	}
	prev := r.d.Sentences[i-1]
	if !r.sameBlock(i, i-1) && r.d.Word(prev.Last-1) != ":" && !r.standsAlone(p) {
		return speaker{}, false
	}
	return r.lastSpeaker(i - 1)
}

// follows is the speaker of the sentence after a passage, where that goes on to report what he said.
func (r *reader) follows(p passage) (speaker, bool) {
	i := r.sentenceOf(p.inner.End - 1)
	if i+1 >= len(r.d.Sentences) || !r.sameBlock(i, i+1) {
		return speaker{}, false
	}
	return r.lastSpeaker(i + 1)
}

// lastSpeaker is the speaker of the last cue of a sentence whose speaker is known to be somebody.
func (r *reader) lastSpeaker(i int) (speaker, bool) {
	cs := r.cuesIn(i)
	for k := len(cs) - 1; k >= 0; k-- {
		if cs[k].class == lexicon.CueCall || cs[k].class == lexicon.CueGo {
			continue
		}
		if sp, ok := r.speakerBy(&cs[k]); ok && (sp.actor != doc.None || sp.name != "") {
			return sp, true
		}
	}
	return speaker{}, false
}

// isSplit reports whether two passages are the parts of one quote with the cue between them: "..., he said, "...".
func (r *reader) isSplit(p, next passage, a attribution) bool {
	if p.block != next.block || a.cue.Len() == 0 {
		return false
	}
	between := text.Span{Start: p.outer.End, End: next.outer.Start}
	if between.Start >= between.End || between.Len() > 80 || !between.Contains(r.d.Span(a.cue)) {
		return false
	}
	s := strings.TrimRightFunc(r.d.Slice(between), unicode.IsSpace)
	c, _ := utf8.DecodeRuneInString(r.d.Slice(next.inner))
	return strings.HasSuffix(s, ",") && unicode.IsLower(c)
}
