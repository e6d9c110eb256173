// Package quote knows how news reports give the words of others: direct and mixed quotes between marks, indirect speech in
// clauses, and text that has lost its marks.
//
// It does not know who people are (package who does): a speaker is the mention that the cue has for its subject, or the
// one that the paragraph goes on with. A scare quote without a speaker is no quote.
//
//	quote.Annotate(d, lex)
//	d.Slice(d.Quotes[0].Content) // "This is a historic moment,"
package quote

import (
	"cmp"
	"slices"

	"chancery/internal/doc"
	"chancery/internal/lexicon"
	"chancery/internal/text"
)

// Annotate fills d.Quotes in the order of their contents. It needs Blocks, Tokens, Sentences, Syntax, Names and Actors.
func Annotate(d *doc.Document, lex *lexicon.Lexicon) {
	d.Mark(doc.Quotes)
	if !d.Has(doc.Tokens|doc.Sentences|doc.Syntax|doc.Actors) || len(d.Sentences) == 0 {
		return
	}
	r := &reader{d: d, lex: lex, marked: markedPassages(d), told: make([][]cue, len(d.Sentences))}
	r.indexSentences()
	r.indexActors()
	r.fullNames()
	r.findVoices()
	r.readMarked()
	r.readIndirect()
	r.readLostMarks()
	slices.SortStableFunc(d.Quotes, func(a, b doc.Quote) int {
		return cmp.Or(a.Content.Compare(b.Content), cmp.Compare(a.Kind, b.Kind))
	})
	d.Quotes = slices.CompactFunc(d.Quotes, isRepeat)
	r.findVenues()
}

// isRepeat reports whether two quotes are the same words of the same speaker, found by two cues.
func isRepeat(a, b doc.Quote) bool {
	return a.Content == b.Content && (a.SpeakerActor == b.SpeakerActor && a.SpeakerName == b.SpeakerName || b.Speaker.IsEmpty())
}

// A reader is the state of reading one document.
type reader struct {
	d      *doc.Document
	lex    *lexicon.Lexicon
	marked []passage
	voices []speaker          // of each sentence the named person who is last said to speak in it
	told   [][]cue            // of each sentence the cues outside of marks; nil where they were not looked for
	lost   []text.Span        // contents of the quotes without marks
	first  []int32            // first[b] is the first sentence of block b; one more entry than there are blocks
	names  []string           // by actor: the name by which he is shown
	states map[string]int32   // by country
	people map[string][]int32 // by country: its persons, in the order of the actors
	groups map[string][]stand // by noun: for whom the speakers described by it stood, in text order
	noted  bool               // whether groups is complete
}

// indexSentences notes where each block's sentences begin.
func (r *reader) indexSentences() {
	n := max(len(r.d.Blocks), 1)
	r.first = make([]int32, n+1)
	b := 0
	for i, s := range r.d.Sentences {
		for b <= int(s.Block) && b < n {
			r.first[b] = int32(i)
			b++
		}
	}
	for ; b <= n; b++ {
		r.first[b] = int32(len(r.d.Sentences))
	}
}

// isNews reports whether sentence i belongs to the report and not to a remain of the page.
func (r *reader) isNews(i int) bool {
	b := int(r.d.Sentences[i].Block)
	return b >= len(r.d.Blocks) || r.d.Blocks[b].Kind.IsNews()
}

// add keeps a quote, with its speaker's name and the span of the whole.
func (r *reader) add(q doc.Quote, sp speaker, cue doc.Range) {
	q.SpeakerActor = doc.None
	if !sp.span.IsEmpty() {
		q.Speaker, q.SpeakerActor, q.SpeakerName = sp.span, sp.actor, sp.name
	}
	if cue.Len() > 0 {
		q.Cue = r.d.Span(cue)
	}
	q.Span = q.Span.Union(q.Content)
	for _, m := range q.More {
		q.Span = q.Span.Union(m)
	}
	first := r.sentenceOf(q.Span.Start)
	if !q.Cue.IsEmpty() && r.sentenceOf(q.Cue.Start) >= first-1 && r.sentenceOf(q.Cue.Start) <= r.sentenceOf(q.Span.End-1)+1 {
		q.Span = q.Span.Union(q.Cue)
		if !sp.span.IsEmpty() && r.sentenceOf(sp.span.Start) == r.sentenceOf(q.Cue.Start) {
			q.Span = q.Span.Union(sp.span)
		}
	}
	r.d.Quotes = append(r.d.Quotes, q)
}

// sentenceOf is the sentence at or after a byte offset.
func (r *reader) sentenceOf(off uint32) int {
	t := r.d.TokenAt(off)
	return min(r.d.SentenceAt(t), len(r.d.Sentences)-1)
}

// covered reports whether a marked passage overlaps sp.
func (r *reader) covered(sp text.Span) bool {
	i := r.markedFrom(sp.Start)
	return i < len(r.marked) && r.marked[i].outer.Overlaps(sp)
}

// markedFrom is the first marked passage that ends after a byte offset.
func (r *reader) markedFrom(off uint32) int {
	i, _ := slices.BinarySearchFunc(r.marked, off, func(p passage, off uint32) int { return cmp.Compare(p.outer.End, off+1) })
	return i
}
