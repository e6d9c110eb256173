package quote

import (
	"strings"

	"chancery/internal/doc"
	"chancery/internal/lexicon"
	"chancery/internal/text"
)

// findVenues notes for each quote to whom and where its words were said, as the words with its cue tell: "told NBC", "in an
// interview with Xinhua", "wrote on X".
func (r *reader) findVenues() {
	for i := range r.d.Quotes {
		q := &r.d.Quotes[i]
		if q.Cue.IsEmpty() {
			continue
		}
		cue := r.verbIn(q.Cue)
		if cue == doc.None {
			continue
		}
		q.Addressee, q.Venue = r.addressee(cue, q), r.venue(cue, q)
	}
}

// verbIn is the verb of a cue, or None.
func (r *reader) verbIn(cue text.Span) int32 {
	for t := r.d.TokenAt(cue.Start); int(t) < len(r.d.Tokens) && r.d.Tokens[t].Start < cue.End; t++ {
		if r.d.Tokens[t].UPOS == doc.VERB {
			return t
		}
	}
	return doc.None
}

// addressee is who is spoken to: the object of a cue such as "told", or whom "to" names with another one.
func (r *reader) addressee(cue int32, q *doc.Quote) text.Span {
	tells := r.lex.Cues.Verb(r.d.Tokens[cue].Lemma) == lexicon.CueTell
	s := r.d.Sentences[r.d.SentenceAt(cue)]
	for t := cue + 1; t < s.Last; t++ {
		tok := &r.d.Tokens[t]
		if tok.Head != cue || r.inMarks(t) {
			continue
		}
		switch c := r.child(t, doc.Case); {
		case tells && (tok.Rel == doc.Obj || tok.Rel == doc.Iobj) && c == doc.None:
		case tok.Rel == doc.Obl && c != doc.None && strings.EqualFold(r.d.Word(c), "to") && !r.lex.Cues.IsVenue(strings.ToLower(tok.Lemma)):
		default:
			continue
		}
		if sp := r.d.Span(r.phrase(t)); !q.Content.Overlaps(sp) && q.Speaker != sp {
			return sp
		}
	}
	return text.Span{}
}

// maxVenue is how many words behind its noun belong to a venue: "an interview with the state broadcaster Rossiya".
const maxVenue = 8

// venue is the phrase with the cue that tells where the words were said or written, without its preposition.
func (r *reader) venue(cue int32, q *doc.Quote) text.Span {
	s := r.d.Sentences[r.d.SentenceAt(cue)]
	for t := s.First; t < s.Last; t++ {
		tok := &r.d.Tokens[t]
		if tok.UPOS != doc.NOUN && tok.UPOS != doc.PROPN && tok.UPOS != doc.SYM && tok.UPOS != doc.X || !r.lex.Cues.IsVenue(strings.ToLower(tok.Lemma)) || r.inMarks(t) {
			continue
		}
		words := r.phrase(t)
		if words.First == s.First || !r.isWith(t, cue) {
			continue
		}
		switch strings.ToLower(r.d.Word(words.First - 1)) {
		case "in", "at", "on", "during", "via", "to", "through":
		default:
			continue
		}
		if k := words.Last; int(k)+1 < int(s.Last) && strings.EqualFold(r.d.Word(k), "with") {
			words.Last = r.outletEnd(k+1, s.Range)
		}
		if sp := r.d.Span(words); !q.Content.Overlaps(sp) && q.Speaker != sp {
			return sp
		}
	}
	return text.Span{}
}

// outletEnd is where the phrase ends that names whom an interview was given to.
func (r *reader) outletEnd(t int32, s doc.Range) int32 {
	k := t
	for k < s.Last && k < t+maxVenue {
		switch r.d.Tokens[k].UPOS {
		case doc.NOUN, doc.PROPN, doc.ADJ, doc.DET, doc.PART, doc.NUM, doc.SYM:
			if r.isDay(k) {
				return k
			}
			k++
			continue
		}
		break
	}
	return k
}

// isDay reports whether token k begins a time expression.
func (r *reader) isDay(k int32) bool { return r.dayAt(k, r.d.Sentences[r.d.SentenceAt(k)].Range) > k }

// isWith reports whether token t hangs on the cue, directly or by way of other nouns.
func (r *reader) isWith(t, cue int32) bool {
	for range 4 {
		h := r.d.Tokens[t].Head
		if h == cue {
			return true
		}
		if h == doc.None || r.d.Tokens[h].UPOS == doc.VERB {
			return false
		}
		t = h
	}
	return false
}
