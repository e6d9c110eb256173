package when

import (
	"unicode"
	"unicode/utf8"

	"chancery/internal/doc"
)

// isTime looks at what the rules cannot see: names and parts of speech. "May" of "Theresa May" is no month, nor is a year
// one that counts a plural noun.
func (r *reader) isTime(m *match) bool {
	d := r.d
	if m.last-m.first <= 2 && len(d.Names) > 0 && r.inName(m) {
		return false
	}
	a := &r.atoms[m.first]
	if m.last-m.first > 1 {
		return true
	}
	switch m.rule.Name {
	case "date-m-doubt":
		if d.Has(doc.Syntax) {
			if pos := d.Tokens[a.tok].UPOS; pos == doc.AUX || pos == doc.VERB {
				return false
			}
		}
	case "date-m", "season":
		return !r.afterCapital(m.first)
	case "year-cue", "year-bare", "year-attribute":
		return r.standsAlone(m.first) && !r.countsNoun(m)
	case "year-comma":
		return r.standsAlone(m.first) && r.closes(m.last)
	}
	return true
}

// standsAlone reports whether a number is no part of something longer: "20.2007", "A2007", "2000km", "2000-strong". An
// opening mark may touch it, and a closing one, and another year beyond a dash.
func (r *reader) standsAlone(i int32) bool {
	if r.atoms[i].touch && i > 0 {
		switch c := r.d.Slice(r.atoms[i-1].Span); c {
		case "(", "[", "-", "–", "—", "“", "\"", "‘", "'", "/":
			if c == "-" && i > 1 && r.atoms[i-1].touch && r.atoms[i-2].digits == 0 && r.atoms[i-2].Len() == 1 {
				return false // "S-2000"
			}
		default:
			return false
		}
	}
	if int(i+1) >= len(r.atoms) || !r.atoms[i+1].touch {
		return true
	}
	next := &r.atoms[i+1]
	if c := r.d.Slice(next.Span); c == "-" || c == "." || c == ":" || c == "/" {
		return int(i+2) >= len(r.atoms) || !r.atoms[i+2].touch || c == "-" && !r.isCounted(i+2) ||
			c == "." && r.atoms[i+2].digits == 0 && !isLetter(r.d.Slice(r.atoms[i+2].Span))
	}
	return next.digits == 0 && !isLetter(r.d.Slice(next.Span))
}

// isCounted reports whether atom i makes a number before its hyphen a count: "2000-strong", "1500-kilometre".
func (r *reader) isCounted(i int32) bool {
	a := &r.atoms[i]
	return a.digits > 0 && a.digits != 4 || a.word != nil && a.word.Value(r.classes.hyphened) != nil
}

func isLetter(s string) bool {
	c, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(c)
}

// closes reports whether a clause or line ends before atom i.
func (r *reader) closes(i int32) bool {
	if int(i) >= len(r.atoms) || r.atoms[i].fresh {
		return true
	}
	switch r.d.Slice(r.atoms[i].Span) {
	case ",", ".", ")", ";":
		return true
	}
	return false
}

// inName reports whether the words lie within a longer name in which they are no time: a person, an organisation, a building.
func (r *reader) inName(m *match) bool {
	d := r.d
	first, last := r.atoms[m.first].tok, r.atoms[m.last-1].tok+1
	lo, hi := 0, len(d.Names)
	for lo < hi {
		if mid := (lo + hi) / 2; d.Names[mid].Last <= first {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo == len(d.Names) || d.Names[lo].First >= last {
		return false
	}
	switch n := d.Names[lo]; n.Kind {
	case doc.PER, doc.ORG, doc.FAC:
		return n.Len() > int(last-first)
	case doc.MISC:
		return n.Len() > int(last-first) && r.atoms[m.first].digits == 0
	}
	return false
}

// afterCapital reports whether a capitalised word that begins no sentence stands before atom i, and belongs to it: "Arab Spring".
func (r *reader) afterCapital(i int32) bool {
	if i == 0 || r.atoms[i].fresh || r.atoms[i].digits > 0 || !r.atoms[i].upper {
		return false
	}
	a := &r.atoms[i-1]
	return a.upper && a.word == nil && i > 1 && !r.atoms[i-1].fresh && !r.isStop(i-2)
}

// isStop reports whether atom i ends a sentence.
func (r *reader) isStop(i int32) bool {
	switch r.d.Slice(r.atoms[i].Span) {
	case ".", "!", "?", "”", "\"", ":", "“":
		return true
	}
	return false
}

// countsNoun reports whether a number that looks like a year counts the plural noun that follows.
func (r *reader) countsNoun(m *match) bool {
	d := r.d
	if !d.Has(doc.Syntax) || int(m.last) >= len(r.atoms) || r.atoms[m.last].fresh {
		return false
	}
	a, next := &r.atoms[m.first], &r.atoms[m.last]
	tok := &d.Tokens[a.tok]
	if tok.Rel != doc.Nummod || d.Tokens[next.tok].UPOS != doc.NOUN || tok.Head != next.tok {
		return false
	}
	if m.first == 0 {
		return false
	}
	before := d.Tokens[r.atoms[m.first-1].tok].UPOS
	return before != doc.DET && before != doc.ADJ && before != doc.PROPN && before != doc.PART && hasFeat(d.Tokens[next.tok].Feats, "Number=Plur")
}
