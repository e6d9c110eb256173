package quote

import (
	"cmp"
	"slices"
	"strings"

	"chancery/internal/doc"
	"chancery/internal/lexicon"
	"chancery/internal/text"
)

// readLostMarks reads texts that have lost their quotation marks: a paragraph that ends in ", he said" is his words from
// its beginning, and a paragraph in the first person belongs to the one who speaks in the next, or spoke in the last.
func (r *reader) readLostMarks() {
	if len(r.marked) > 0 || len(r.d.Blocks) == 0 || !r.hasFirstPerson() {
		return
	}
	var last speaker
	pending := []int{}
	for b := range r.d.Blocks {
		if r.d.Blocks[b].Kind != doc.Body {
			continue
		}
		from, to := int(r.first[b]), int(r.first[b+1])
		if from >= to {
			continue
		}
		if sp, content, c, ok := r.saidAtEnd(from, to); ok {
			for _, p := range pending {
				r.addLost(r.blockContent(p), sp, doc.Range{})
			}
			pending = pending[:0]
			r.addLost(content, sp, c.words)
			last = sp
			continue
		}
		if r.inFirstPerson(from, to) {
			pending = append(pending, b)
			continue
		}
		for _, p := range pending {
			r.addLost(r.blockContent(p), last, doc.Range{})
		}
		pending = pending[:0]
		last = speaker{}
		if sp, ok := r.lastSpeaker(to - 1); ok {
			last = sp
		}
	}
	for _, p := range pending {
		r.addLost(r.blockContent(p), last, doc.Range{})
	}
	r.dropWithinLost()
}

// addLost keeps a quote whose marks are lost.
func (r *reader) addLost(content text.Span, sp speaker, cueWords doc.Range) {
	if content.IsEmpty() || sp.span.IsEmpty() {
		return
	}
	r.lost = append(r.lost, content)
	r.add(doc.Quote{Content: content, Kind: doc.Direct, Rule: "quote/lost-marks"}, sp, cueWords)
}

// dropWithinLost drops the indirect quotes that were read in those whose marks are lost.
func (r *reader) dropWithinLost() {
	slices.SortFunc(r.lost, text.Span.Compare)
	r.d.Quotes = slices.DeleteFunc(r.d.Quotes, func(q doc.Quote) bool {
		i, _ := slices.BinarySearchFunc(r.lost, q.Content.Start, func(sp text.Span, off uint32) int { return cmp.Compare(sp.End, off+1) })
		return q.Kind == doc.Indirect && i < len(r.lost) && r.lost[i].Overlaps(q.Content)
	})
}

func (r *reader) blockContent(b int) text.Span {
	from, to := r.first[b], r.first[b+1]
	return r.d.Span(doc.Range{First: r.d.Sentences[from].First, Last: r.d.Sentences[to-1].Last})
}

// saidAtEnd reads a paragraph of sentences from to to whose last ends with a cue and whose others have none of their own.
// Before the paragraph counts as spoken, something in it must be speech: the present tense or the first person.
func (r *reader) saidAtEnd(from, to int) (speaker, text.Span, cue, bool) {
	s := r.d.Sentences[to-1]
	cs := r.cuesIn(to - 1)
	for k := len(cs) - 1; k >= 0; k-- {
		c := cs[k]
		if c.phrase || c.class != lexicon.CueSay && c.class != lexicon.CueTell {
			continue
		}
		content := r.before(c, s.Range)
		if content.IsEmpty() || s.Last-c.token > 14 || !r.isSpoken(content) {
			return speaker{}, text.Span{}, cue{}, false
		}
		sp, ok := r.speakerOf(c)
		if !ok || content.Contains(sp.span) {
			return speaker{}, text.Span{}, cue{}, false
		}
		start := from
		for i := to - 2; i >= from; i-- {
			if len(r.reporting(i)) > 0 {
				start = i + 1
				break
			}
		}
		content.Start = r.d.Tokens[r.d.Sentences[start].First].Start
		return sp, content, c, true
	}
	return speaker{}, text.Span{}, cue{}, false
}

// reporting lists the cues of a sentence that report speech of a named subject.
func (r *reader) reporting(i int) []cue {
	var out []cue
	for _, c := range r.cuesIn(i) {
		if c.phrase || (c.class == lexicon.CueSay || c.class == lexicon.CueTell) && r.child(c.token, doc.Nsubj) != doc.None && r.child(c.token, doc.Ccomp) != doc.None {
			out = append(out, c)
		}
	}
	return out
}

// isSpoken reports whether a stretch reads as words in the mouth of somebody: its verbs are in the present or future,
// where telling them indirectly would put them in the past.
func (r *reader) isSpoken(sp text.Span) bool {
	for t := r.d.TokenAt(sp.Start); t < int32(len(r.d.Tokens)) && r.d.Tokens[t].Start < sp.End; t++ {
		tok := &r.d.Tokens[t]
		if tok.Feat("Tense") == "Pres" && tok.Feat("VerbForm") == "Fin" || tok.Lemma == "will" && tok.UPOS == doc.AUX || isFirstPerson(tok) {
			return true
		}
	}
	return false
}

// isFirstPerson reports whether a word is "I" or "my"; "we" is also said by papers of themselves.
func isFirstPerson(tok *doc.Token) bool {
	return tok.UPOS == doc.PRON && tok.Feat("Person") == "1" && tok.Feat("Number") == "Sing"
}

// hasFirstPerson reports whether anybody in the article speaks of himself: without it, words before "he said" are as likely
// told indirectly.
func (r *reader) hasFirstPerson() bool {
	for i := range r.d.Tokens {
		if isFirstPerson(&r.d.Tokens[i]) {
			return true
		}
	}
	return false
}

// inFirstPerson reports whether a paragraph is spoken in the first person and has no cue of its own.
func (r *reader) inFirstPerson(from, to int) bool {
	found := false
	for i := from; i < to; i++ {
		if len(r.reporting(i)) > 0 {
			return false
		}
		s := r.d.Sentences[i]
		for t := s.First; t < s.Last; t++ {
			if isFirstPerson(&r.d.Tokens[t]) || strings.EqualFold(r.d.Word(t), "I") {
				found = true
			}
		}
	}
	return found
}
