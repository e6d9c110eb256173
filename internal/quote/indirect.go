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
			return r.after2(c, r.subtree(t, s), s), "quote/clause"
		}
	}
	tok := &r.d.Tokens[c.token]
	if tok.Rel == doc.Parataxis && tok.Head != doc.None && tok.Head < c.token && (c.class == lexicon.CueSay || c.class == lexicon.CueTell) {
		return r.before(c, s), "quote/clause-before"
	}
	return text.Span{}, ""
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
	for rg.Last > rg.First && r.d.Tokens[rg.Last-1].UPOS == doc.PUNCT {
		rg.Last--
	}
	if rg.Last <= rg.First {
		return text.Span{}
	}
	return r.d.Span(rg)
}

// before is the clause that stands before its cue: from the beginning of the sentence to the comma before the speaker.
func (r *reader) before(c cue, s doc.Range) text.Span {
	last := c.token
	for last > s.First && r.d.Word(last-1) != "," {
		last--
	}
	if last == s.First {
		return text.Span{}
	}
	return r.trimEnd(doc.Range{First: s.First, Last: last})
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
