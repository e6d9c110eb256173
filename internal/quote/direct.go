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
		if a.speaker.span.IsEmpty() && whole {
			near := p.block == lastBlock || p.block <= lastBlock+2 && (lastOpen || r.standsAlone(p))
			if near && !last.span.IsEmpty() {
				a = attribution{speaker: last, rule: "quote/goes-on"}
			} else if sp, ok := r.leadIn(p); ok {
				a = attribution{speaker: sp, rule: "quote/lead-in"}
			} else if sp, ok := r.follows(p); ok {
				a = attribution{speaker: sp, rule: "quote/follows"}
			}
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

// An attribution says whose words they are and by which cue.
type attribution struct {
	speaker speaker
	cue     doc.Range
	rule    string
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
			if c.class == lexicon.CueGo && dist > 4 {
				continue
			}
			if dist >= bestDist {
				continue
			}
			if sp, ok := r.speakerBy(c); ok {
				best, bestDist = attribution{speaker: sp, cue: c.words, rule: ruleOf(*c, tokFirst)}, dist
			}
		}
	}
	return best
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
	if r.d.Tokens[c.token].Rel != doc.AclRelcl {
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
	closed := strings.ContainsRune(".,!?…", end)
	if unicode.IsUpper(first) || first == '…' || unicode.IsDigit(first) {
		return words >= 2 && (opens || closed && words >= 5) || opens && closed
	}
	return opens && closed && words >= 6 || words >= 12 && r.hasFiniteVerb(content) && opens
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
