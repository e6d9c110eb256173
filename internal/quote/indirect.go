package quote

import (
	"strings"

	"chancery/internal/doc"
	"chancery/internal/lexicon"
	"chancery/internal/text"
)

// readIndirect finds speech that is told in a clause: "said that ...", "..., he said", "according to her, ...".
func (r *reader) readIndirect() {
	for i := range r.d.Sentences {
		if !r.isNews(i) {
			continue
		}
		s := r.d.Sentences[i]
		for t := s.First; t < s.Last; t++ {
			c, ok := r.cueAt(t)
			if !ok || c.class == lexicon.CueQuote || c.class == lexicon.CueGo || r.inMarks(t) {
				continue
			}
			if content, rule := r.clauseOf(c, s.Range); !content.IsEmpty() {
				r.addIndirect(c, content, rule)
			}
		}
	}
}

// addIndirect keeps an indirect quote, unless a passage between marks is already most of it.
func (r *reader) addIndirect(c cue, content text.Span, rule string) {
	quoted := 0
	for i := r.markedFrom(content.Start); i < len(r.marked) && r.marked[i].outer.Start < content.End; i++ {
		if p := r.marked[i].inner; p.Overlaps(content) {
			quoted += int(min(p.End, content.End) - max(p.Start, content.Start))
		}
	}
	if 2*quoted > content.Len() || len(strings.Fields(r.d.Slice(content))) < 3 {
		return
	}
	sp, ok := r.speakerOf(c)
	if !ok {
		return
	}
	if !c.phrase && r.d.TokenAt(sp.span.Start) >= r.d.TokenAt(content.Start) && content.Contains(sp.span) {
		return
	}
	r.add(doc.Quote{Content: content, Kind: doc.Indirect, Rule: rule}, sp, c.words)
}

// clauseOf is the clause that a cue reports, without its "that"; empty where it reports none.
func (r *reader) clauseOf(c cue, s doc.Range) (text.Span, string) {
	if c.phrase {
		return r.accordingClause(c, s)
	}
	if r.isUnsaid(c.token) {
		return text.Span{}, ""
	}
	for t := s.First; t < s.Last; t++ {
		tok := &r.d.Tokens[t]
		if tok.Head != c.token || tok.Rel != doc.Ccomp {
			continue
		}
		if t < c.token {
			return r.before(c, s), "quote/clause-before"
		}
		if c.class == lexicon.CueSay || c.class == lexicon.CueTell || r.hasMark(t) {
			return r.after2(c, r.reported(c, t, s), s), "quote/clause"
		}
	}
	if first := r.toldFrom(c, s); first != doc.None {
		return r.after2(c, doc.Range{First: first, Last: r.toldTo(c, first, s)}, s), "quote/clause"
	}
	if content := r.closing(c, s); !content.IsEmpty() {
		return content, "quote/clause-before"
	}
	tok := &r.d.Tokens[c.token]
	if tok.Rel == doc.Parataxis && tok.Head != doc.None && tok.Head < c.token && (c.class == lexicon.CueSay || c.class == lexicon.CueTell) {
		return r.before(c, s), "quote/clause-before"
	}
	return text.Span{}, ""
}

// reported is the stretch of the clause t that a cue reports, together with those that the tree ties to the cue beside it
// without a stop between.
func (r *reader) reported(c cue, t int32, s doc.Range) doc.Range {
	out := r.subtree(t, s)
	for i := t + 1; i < s.Last; i++ {
		tok := &r.d.Tokens[i]
		if tok.Head != c.token || tok.Rel != doc.Ccomp {
			continue
		}
		next := r.subtree(i, s)
		if next.First > out.Last || next.First == out.Last && r.d.Tokens[next.First].UPOS == doc.PUNCT {
			break
		}
		out.First, out.Last = min(out.First, next.First), max(out.Last, next.Last)
	}
	return out
}

// closing is the clause before a cue with which its sentence closes: "Talks will go on, a senior official said on Monday". It
// has a subject and a finite verb of its own and is not joined to the cue by a word.
func (r *reader) closing(c cue, s doc.Range) text.Span {
	tok := &r.d.Tokens[s.First]
	if c.class != lexicon.CueSay && c.class != lexicon.CueTell || tok.Feat("VerbForm") == "Part" || strings.HasSuffix(r.d.Word(c.token), "ing") || s.Last-c.token > 2*maxTold {
		return text.Span{}
	}
	switch tok.UPOS {
	case doc.SCONJ, doc.ADP, doc.VERB, doc.CCONJ:
		return text.Span{}
	}
	content := r.before(c, s)
	if content.IsEmpty() {
		return content
	}
	subject, verb := false, false
	for k := s.First; k < c.token && r.d.Tokens[k].Start < content.End; k++ {
		tok := &r.d.Tokens[k]
		if o, ok := r.cueAt(k); ok && o.class == c.class {
			return text.Span{} // it reports what another one says
		}
		if r.isRelative(k) && !verb || tok.UPOS == doc.SCONJ && !verb {
			return text.Span{}
		}
		subject = subject || tok.Rel == doc.Nsubj || tok.Rel == doc.NsubjPass || tok.Rel == doc.Expl
		verb = verb || (tok.UPOS == doc.VERB || tok.UPOS == doc.AUX) && (tok.Feat("VerbForm") == "Fin" || tok.UPOS == doc.AUX)
	}
	if !subject || !verb || r.covered(content) {
		return text.Span{}
	}
	return content
}

// maxTold is how many words stand between a cue and the clause that it reports: an addressee, a day, an occasion.
const maxTold = 14

// toldFrom is where a reported clause begins that the tree does not tie to its cue: behind "that", or with the subject that
// follows the cue and a day. None if there is none.
func (r *reader) toldFrom(c cue, s doc.Range) int32 {
	if c.class != lexicon.CueSay && c.class != lexicon.CueTell || r.isPassive(c.token) {
		return doc.None
	}
	day := r.dayAt(c.words.Last, s)
	for k := c.words.Last; k < min(s.Last, c.words.Last+maxTold); k++ {
		tok := &r.d.Tokens[k]
		if tok.UPOS == doc.PUNCT || r.inMarks(k) {
			return doc.None
		}
		switch {
		case strings.EqualFold(r.d.Word(k), "that") && tok.UPOS != doc.DET:
			return k + 1
		case k >= day && (tok.Rel == doc.Nsubj || tok.Rel == doc.NsubjPass || tok.Rel == doc.Expl) && tok.Head > k && !r.isRelative(k):
			if left := r.phrase(k).First; left == day {
				return left
			}
			return doc.None
		case tok.UPOS == doc.VERB || tok.UPOS == doc.AUX || r.isRelative(k):
			return doc.None
		}
	}
	return doc.None
}

// dayAt is the token behind the day or occasion at token t, or t: "on Monday", "late Tuesday", "in a statement".
func (r *reader) dayAt(t int32, s doc.Range) int32 {
	k := t
	for k < min(s.Last, t+3) && (r.d.Tokens[k].UPOS == doc.ADP || r.d.Tokens[k].UPOS == doc.ADV) {
		k++
	}
	if k >= s.Last {
		return t
	}
	for n := k; n < min(s.Last, k+4) && k > t; n++ { // "in a written statement"
		if r.d.Tokens[n].UPOS == doc.NOUN {
			if r.lex.Cues.IsNoun(r.d.Tokens[n].Lemma) {
				return n + 1
			}
			break
		}
	}
	lo, hi := 0, len(r.d.Times)
	for lo < hi {
		if mid := (lo + hi) / 2; r.d.Times[mid].Tokens.Last <= k {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < len(r.d.Times) && r.d.Times[lo].Tokens.Contains(k) {
		return min(r.d.Times[lo].Tokens.Last, s.Last)
	}
	return t
}

// toldTo is where a reported clause from token first ends: with the sentence, or before the next cue that goes on from the
// same speaker (", adding that", "and warned").
func (r *reader) toldTo(c cue, first int32, s doc.Range) int32 {
	for k := first + 1; k+1 < s.Last; k++ {
		if r.inMarks(k) {
			continue
		}
		next := k + 1
		switch {
		case r.d.Word(k) == "," && strings.HasSuffix(r.d.Word(next), "ing"):
		case r.d.Tokens[k].UPOS == doc.CCONJ && r.d.Tokens[next].Head == c.token && r.d.Tokens[next].Rel == doc.Conj:
		case r.d.Word(k) == "," && r.phraseAt(next) > 0:
		default:
			continue
		}
		if _, ok := r.cueAt(next); ok {
			return k
		}
	}
	return s.Last
}

// isUnsaid reports whether a cue tells that something was not said: "did not say", "has not said whether".
func (r *reader) isUnsaid(t int32) bool {
	s := r.d.Sentences[r.d.SentenceAt(t)]
	for i := s.First; i < t; i++ {
		if tok := &r.d.Tokens[i]; tok.Head == t && (tok.Lemma == "not" || tok.Feat("Polarity") == "Neg" || tok.Lemma == "never") {
			return true
		}
	}
	return false
}

// hasMark reports whether a clause begins with "that".
func (r *reader) hasMark(t int32) bool {
	m := r.child(t, doc.MarkRel)
	return m != doc.None && strings.EqualFold(r.d.Word(m), "that")
}

// subtree is the stretch of tokens under t within s.
func (r *reader) subtree(t int32, s doc.Range) doc.Range {
	out := doc.Range{First: t, Last: t + 1}
	for i := s.First; i < s.Last; i++ {
		for h, n := i, 0; h != doc.None && n <= s.Len(); n++ {
			if h == t {
				out.First, out.Last = min(out.First, i), max(out.Last, i+1)
				break
			}
			h = r.d.Tokens[h].Head
		}
		if s.Len() > maxClimb && i > t+maxClimb {
			break
		}
	}
	return out
}

// maxClimb bounds the search below a head in sentences of extraordinary length.
const maxClimb = 400

// after2 trims a reported clause that follows its cue: no "that" before it, no stop or further attribution behind it.
func (r *reader) after2(c cue, rg doc.Range, s doc.Range) text.Span {
	rg.First = max(rg.First, c.words.Last)
	for rg.First < rg.Last {
		w := strings.ToLower(r.d.Word(rg.First))
		if w != "that" && r.d.Tokens[rg.First].UPOS != doc.PUNCT {
			break
		}
		rg.First++
	}
	return r.trimEnd(rg)
}

// trimEnd drops stops and closing marks at the end of a clause.
func (r *reader) trimEnd(rg doc.Range) text.Span {
	for rg.Last > rg.First && r.d.Tokens[rg.Last-1].UPOS == doc.PUNCT && !r.closes(rg.Last-1, rg.First) {
		rg.Last--
	}
	if rg.Last <= rg.First {
		return text.Span{}
	}
	return r.d.Span(rg)
}

// closes reports whether token t is the mark that closes a passage begun at token first or after.
func (r *reader) closes(t, first int32) bool {
	i := r.markedFrom(r.d.Tokens[t].Start)
	return i < len(r.marked) && r.marked[i].outer.End == r.d.Tokens[t].End && !r.marked[i].open && r.marked[i].outer.Start >= r.d.Tokens[first].Start
}

// before is the clause that stands before its cue: from the beginning of the sentence to the comma before the speaker, his
// title included ("..., the minister, Ali Bongo, said").
func (r *reader) before(c cue, s doc.Range) text.Span {
	last := c.token
	if r.isPrompt(s.First) {
		return text.Span{}
	}
	for last > s.First && r.d.Word(last-1) != "," {
		last--
	}
	if sp, ok := r.speakerOf(c); ok && sp.span.End <= r.d.Tokens[c.token].Start {
		at := r.d.TokenAt(sp.span.Start)
		for last > s.First && (at < last || r.isTitlePhrase(last-1, s)) {
			last--
			for last > s.First && r.d.Word(last-1) != "," {
				last--
			}
		}
	}
	if last == s.First {
		return text.Span{}
	}
	return r.trimEnd(doc.Range{First: s.First, Last: last})
}

// isPrompt reports whether a sentence begins with what its speaker was asked: "Asked whether he would go, he said".
func (r *reader) isPrompt(t int32) bool {
	tok := &r.d.Tokens[t]
	switch strings.ToLower(tok.Lemma) {
	case "ask", "press", "question", "quiz":
		return tok.UPOS == doc.VERB && strings.HasSuffix(strings.ToLower(r.d.Word(t)), "ed")
	}
	return false
}

// isTitlePhrase reports whether the words before the comma at token end, from the comma before them, are a title: "the Polish
// foreign minister".
func (r *reader) isTitlePhrase(end int32, s doc.Range) bool {
	k := end - 1
	for ; k > s.First && r.d.Word(k) != "," && end-k < maxTold; k-- {
		switch r.d.Tokens[k].UPOS {
		case doc.VERB, doc.AUX, doc.PRON:
			return false
		}
	}
	if r.d.Word(k) != "," || k+1 >= end {
		return false
	}
	for k++; k < end; k++ {
		if r.isTitle(k) && r.d.Tokens[k].UPOS != doc.VERB {
			return true
		}
	}
	return false
}

// accordingClause is what is said according to somebody: the rest of the sentence.
func (r *reader) accordingClause(c cue, s doc.Range) (text.Span, string) {
	if c.token-s.First > 2 {
		last := c.token
		return r.trimEnd(doc.Range{First: s.First, Last: last}), "quote/according-to"
	}
	sp, ok := r.after(c.words.Last)
	if !ok {
		return text.Span{}, ""
	}
	from := r.mainClause(r.d.TokenAt(sp.span.End-1)+1, s)
	if from >= s.Last {
		return text.Span{}, ""
	}
	return r.trimEnd(doc.Range{First: from, Last: s.Last}), "quote/according-to"
}

// mainClause is where the main clause begins after an opening phrase that ends before t: behind the last comma before
// the left edge of the root's subject.
func (r *reader) mainClause(t int32, s doc.Range) int32 {
	root := s.First
	for i := s.First; i < s.Last; i++ {
		if r.d.Tokens[i].Head == doc.None {
			root = i
		}
	}
	left := root
	if subj := r.child(root, doc.Nsubj, doc.NsubjPass, doc.Csubj, doc.Expl); subj != doc.None && subj > t {
		left = r.subtree(subj, s).First
	}
	comma := int32(doc.None)
	for i := t; i < min(left+1, s.Last); i++ {
		if r.d.Word(i) == "," {
			comma = i
		}
	}
	if comma == doc.None {
		for i := t; i < s.Last; i++ {
			if r.d.Word(i) == "," {
				return i + 1
			}
		}
		return s.Last
	}
	return comma + 1
}
