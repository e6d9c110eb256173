package act

import (
	"slices"
	"strings"

	"chancery/internal/doc"
	"chancery/internal/lexicon"
	"chancery/internal/plover"
)

// choose drops what is no act of its own: words that another match took in, what stands in the content of a demand or a
// threat, and what is told in parts of a paper that are not about diplomacy.
func (r *reader) choose(ms []*match) []*match {
	for _, m := range ms {
		v := r.judge(m)
		m.status, m.by = v.status, v.by
	}
	for first := 0; first < len(ms); {
		s := r.d.SentenceAt(ms[first].trigger)
		last := first + 1
		for last < len(ms) && ms[last].trigger < r.d.Sentences[s].Last {
			last++
		}
		r.chooseIn(ms[first:last])
		first = last
	}
	out := slices.DeleteFunc(ms, func(m *match) bool { return m.dropped || r.isOutside(m) })
	if len(out) == 0 {
		return nil
	}
	g := r.makeGate()
	out = slices.DeleteFunc(out, func(m *match) bool { return r.isKeptOut(&g, m) })
	slices.SortFunc(out, byTrigger)
	r.closeOpen(out)
	for _, m := range out {
		r.addHosts(m)
	}
	return slices.DeleteFunc(out, func(m *match) bool { return m.dropped })
}

// chooseIn settles which matches of one sentence stand.
func (r *reader) chooseIn(ms []*match) {
	for _, m := range ms {
		for _, o := range ms {
			if o != m && !o.dropped && slices.Contains(m.told, o.trigger) {
				o.dropped = true
			}
		}
	}
	for _, m := range ms {
		if m.dropped || !m.frame.Flags.Has(lexicon.Yield) {
			continue
		}
		for _, o := range ms {
			if o != m && !o.dropped && givesWay(m, o) && r.isContent(o.trigger, m) {
				m.dropped = true
				if o.status == plover.Occurred || o.status == plover.NoStatus || o.status == plover.Ongoing {
					o.status, o.by = plover.Planned, doc.Range{First: m.trigger, Last: m.trigger + 1}
				}
				if len(o.actors) == 0 {
					o.actors = m.actors
				}
			}
		}
	}
	for _, m := range ms {
		if m.dropped || !m.frame.Flags.Has(lexicon.Absorb) && !m.frame.Flags.Has(lexicon.Yield) {
			continue
		}
		for _, o := range ms {
			switch {
			case o == m || o.dropped || !r.isContent(o.trigger, m):
			case m.isOpen && !o.isOpen && o.status != plover.Hypothetical:
				m.dropped = true // what is told in full says more
			default:
				o.dropped = true
			}
			if m.dropped {
				break
			}
		}
	}
}

// givesWay reports whether a promise m is told by the act o that is promised: a meeting, or aid.
func givesWay(m, o *match) bool {
	if m.status == plover.Denied || m.status == plover.Hypothetical {
		return false
	}
	return o.frame.Kind == plover.Consult || o.frame.Kind == plover.Aid
}

// isContent reports whether token i stands in what a match demands, refuses or threatens, and not in a clause of its own or
// a phrase of time beside it.
func (r *reader) isContent(i int32, m *match) bool {
	for range maxDepth {
		if i == m.trigger {
			return true
		}
		t := r.tok(i)
		if t.Head < 0 {
			return false
		}
		switch t.Rel {
		case doc.Xcomp, doc.Ccomp, doc.Obj, doc.Iobj, doc.Nmod, doc.Acl, doc.Amod, doc.Compound, doc.Csubj, doc.NsubjPass:
		case doc.Parataxis:
			if !r.isThatClause(i, t.Head) {
				return false
			}
		case doc.Nsubj:
			if t.Head == m.trigger {
				return false
			}
		case doc.Advcl:
			if t.Head == m.trigger && !r.hasTo(i) && !r.isCharge(i) || t.Feat("VerbForm") == "Fin" && t.Head != m.trigger && !r.hasTo(i) {
				return false
			}
		case doc.Conj:
			if t.Head == m.trigger {
				md, _ := r.mood(i)
				above, _ := r.mood(m.trigger)
				return md == bare && above != bare && !isPastParticiple(t) && t.Feat("VerbForm") != "Ger" // "demanded that they stop and lift"
			}
		case doc.Obl, doc.OblAgent:
			if p := r.preposition(i); r.isSetting(p) && p != "at" && p != "in" || r.occasion(i, t.Head) != t.Head || p == "at" && t.Head == m.trigger && r.lex.Frames.Class("encounter").Has(r.lemma(i)) {
				return false // "agreed at their meeting to": where it was agreed, and not what
			}
		default:
			return false
		}
		i = t.Head
	}
	return false
}

// isCharge reports whether a clause is what somebody is accused of or kept from: "of violating", "from entering".
func (r *reader) isCharge(v int32) bool {
	for _, k := range r.kidsOf(v) {
		if r.tok(k).Rel == doc.MarkRel {
			switch r.form(k) {
			case "of", "for", "from":
				return strings.HasSuffix(r.form(v), "ing")
			}
		}
	}
	return false
}

// isOutside reports whether a match stands in a block that is not news.
func (r *reader) isOutside(m *match) bool {
	s := &r.d.Sentences[r.d.SentenceAt(m.trigger)]
	return s.Block >= 0 && int(s.Block) < len(r.d.Blocks) && !r.d.Blocks[s.Block].Kind.IsNews()
}

// isElsewhere reports whether at least two words, and one in so many, are of the other sections of a newspaper.
func (r *reader) isElsewhere(rg doc.Range, oneIn int) bool {
	n := 0
	for i := rg.First; i < rg.Last; i++ {
		if t := r.tok(i); t.UPOS == doc.NOUN && r.lex.Acts.Section(r.lemma(i)) != "" {
			n++
		}
	}
	return n >= 2 && n*oneIn >= rg.Len()
}

// maxParagraph is how many sentences around an act are looked at for what the paragraph is about.
const maxParagraph = 8

// paragraph is the sentences around token i within its block.
func (r *reader) paragraph(i int32) doc.Range {
	at := r.d.SentenceAt(i)
	first, last := at, at
	for first > 0 && at-first < maxParagraph && r.d.Sentences[first-1].Block == r.d.Sentences[at].Block {
		first--
	}
	for last+1 < len(r.d.Sentences) && last-at < maxParagraph && r.d.Sentences[last+1].Block == r.d.Sentences[at].Block {
		last++
	}
	return doc.Range{First: r.d.Sentences[first].First, Last: r.d.Sentences[last].Last}
}
