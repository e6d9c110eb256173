package when

import (
	"strings"

	"chancery/internal/doc"
	"chancery/internal/lexicon"
)

const (
	timeless = lexicon.NoTense
	past     = lexicon.PastTense
	present  = lexicon.PresentTense
	future   = lexicon.FutureTense
	open     = lexicon.OpenTense
	promise  = lexicon.PromiseTense
)

// isAhead reports whether a day of the week in such a clause lies ahead: "begins on Thursday" is told of what is to come.
func isAhead(t lexicon.Tense) bool { return t == future || t == present }

// tense is that of the clause in which a match stands.
func (r *reader) tense(m *match) lexicon.Tense {
	if r.followsPast(m.first) || r.leadsPast(m) {
		return past
	}
	if r.isPutOff(m.first) {
		return future
	}
	if r.d.Has(doc.Syntax) {
		if t := r.treeTense(m); t != timeless {
			return t
		}
	}
	return r.wordTense(m)
}

// followsPast reports whether a past verb stands right before the time that begins at atom i, whatever it speaks of:
// "pledged on Monday to leave". Participles after a form of "to be" are left to the others.
func (r *reader) followsPast(i int32) bool {
	for i--; i > 0 && !r.atoms[i+1].fresh && r.isAdverb(i); i-- {
	}
	if i <= 0 || r.atoms[i+1].fresh || r.atoms[i].fresh {
		return false
	}
	if t := r.wordAt(i); t != past && t != promise && t != open || r.cal.Tense(strings.ToLower(r.d.Slice(r.atoms[i].Span))) == timeless && r.atoms[i].Len() < 5 {
		return false
	}
	if r.d.Has(doc.Syntax) && r.d.Tokens[r.atoms[i].tok].UPOS != doc.VERB {
		return false
	}
	if r.d.Has(doc.Syntax) && hasFeat(r.d.Tokens[r.atoms[i].tok].Feats, "VerbForm=Part") {
		return false
	}
	switch strings.ToLower(r.d.Slice(r.atoms[i-1].Span)) {
	case "be", "been", "being", "is", "are", "was", "were", "to", "not", "due", "will", "would":
		return false
	}
	return true
}

// leadsPast reports whether a finite past verb stands right behind a time and who did it before: "Canada on Friday threatened to".
func (r *reader) leadsPast(m *match) bool {
	if !r.d.Has(doc.Syntax) || m.first < 2 || int(m.last) >= len(r.atoms) || r.atoms[m.last].fresh || r.atoms[m.first].fresh || r.atoms[m.first-1].fresh {
		return false
	}
	if strings.ToLower(r.d.Slice(r.atoms[m.first-1].Span)) != "on" {
		return false
	}
	v, who := &r.d.Tokens[r.atoms[m.last].tok], &r.d.Tokens[r.atoms[m.first-2].tok]
	return v.UPOS == doc.VERB && hasFeat(v.Feats, "VerbForm=Fin") && hasFeat(v.Feats, "Tense=Past") && (who.UPOS == doc.PROPN || who.UPOS == doc.NOUN || who.UPOS == doc.PRON)
}

// isPutOff reports whether the time that begins at atom i is that to which something is put off: "delayed until March 3".
func (r *reader) isPutOff(i int32) bool {
	if i < 2 || r.atoms[i].fresh {
		return false
	}
	switch strings.ToLower(r.d.Slice(r.atoms[i-1].Span)) {
	case "until", "till", "to":
	default:
		return false
	}
	for k := i - 2; k >= 0 && i-k <= maxPutOff && !r.atoms[k+1].fresh; k-- {
		switch strings.ToLower(r.d.Slice(r.atoms[k].Span)) {
		case "postponed", "rescheduled", "deferred", "adjourned", "delayed":
			return true
		case "off", "back":
			switch strings.ToLower(r.d.Slice(r.atoms[max(k-1, 0)].Span)) {
			case "put", "pushed":
				return true
			}
		}
	}
	return false
}

// maxPutOff is how many words before a time what puts it off stands.
const maxPutOff = 8

// isAdverb reports whether a small word may stand between a verb and its time.
func (r *reader) isAdverb(i int32) bool {
	switch strings.ToLower(r.d.Slice(r.atoms[i].Span)) {
	case "on", "in", "late", "early", "earlier", "later", "the", "again", "there", "here":
		return true
	}
	return false
}

// reach is how many atoms away a word still tells the tense.
const reach = 25

// wordTense reads the tense from the nearest word that tells one, rather before the time than behind it.
func (r *reader) wordTense(m *match) lexicon.Tense {
	left, right := timeless, timeless
	var before, behind int32 = 99, 99
	for i := m.first - 1; i >= 0 && m.first-i < reach && !r.atoms[i+1].fresh && !r.ends(i); i-- {
		if left = r.wordAt(i); left != timeless {
			before = m.first - i
			break
		}
	}
	for i := m.last; int(i) < len(r.atoms) && i-m.last < reach && !r.atoms[i].fresh && !r.ends(i); i++ {
		if right = r.wordAt(i); right != timeless {
			behind = i - m.last
			break
		}
	}
	if right == promise {
		right = past
	}
	if left == promise {
		left = future
	}
	if left == open {
		left = past
	}
	if right == open {
		right = past
	}
	if before <= behind+4 {
		return left
	}
	return right
}

// ends reports whether atom i ends a sentence.
func (r *reader) ends(i int32) bool {
	switch r.d.Slice(r.atoms[i].Span) {
	case "!", "?", ";":
		return true
	case ".":
		return int(i+1) < len(r.atoms) && !r.atoms[i+1].touch && r.atoms[i+1].upper && (i == 0 || r.atoms[i-1].Len() > 1)
	}
	return false
}

// wordAt is the tense that atom i tells, alone or with the one behind it.
func (r *reader) wordAt(i int32) lexicon.Tense {
	a := &r.atoms[i]
	if a.digits > 0 || a.Len() < 2 || a.upper && a.word != nil && a.word.Value(r.classes.month) != nil { // "May"
		return timeless
	}
	s := strings.ToLower(r.d.Slice(a.Span))
	if int(i+1) < len(r.atoms) && a.Len() < 8 && r.atoms[i+1].Len() < 10 {
		if t := r.cal.Tense(s + " " + r.d.Slice(r.atoms[i+1].Span)); t != timeless {
			return t
		}
	}
	if t := r.cal.Tense(s); t != timeless {
		return t
	}
	if len(s) > 4 && strings.HasSuffix(s, "ed") && !a.upper {
		return past
	}
	return timeless
}

// maxClimb bounds the way from a time to the verb of its clause.
const maxClimb = 12

// treeTense reads the tense from the verb that governs a time in the tree.
func (r *reader) treeTense(m *match) lexicon.Tense {
	d := r.d
	for i, n := r.atoms[m.first].tok, 0; n < maxClimb; n++ {
		if t := r.nounTense(i); t != timeless {
			return t
		}
		p, copula := d.Tokens[i].UPOS, r.hasCopula(i)
		if p == doc.VERB && r.isOpen(i) {
			return future
		}
		if p == doc.VERB || p == doc.AUX || copula {
			// "The meeting is on Thursday" tells when; "the one signed on Thursday is the first" does not.
			t := r.verbTense(i)
			if t == promise {
				if t = future; n > 0 && r.atoms[m.first].tok < i && d.Tokens[r.atoms[m.first].tok].Head == i || !r.promisesMore(i) {
					t = past // "on Monday he pledged ...", "threatened Greece on Wednesday"
				}
			}
			if t != timeless && (t != present || !copula || n == 0) {
				return t
			}
		}
		head := d.Tokens[i].Head
		if head == doc.None || head == i {
			break
		}
		i = head
	}
	return timeless
}

// promisesMore reports whether a thing or a deed stands with verb i, which the time may belong to: "offered talks on Friday".
func (r *reader) promisesMore(i int32) bool {
	d := r.d
	s := d.Sentences[d.SentenceAt(i)]
	for k := i + 1; k < min(s.Last, i+40); k++ {
		if t := &d.Tokens[k]; t.Head == i && (t.Rel == doc.Obj && t.UPOS == doc.NOUN || t.Rel == doc.Xcomp || t.Rel == doc.Ccomp) {
			return true
		}
	}
	return false
}

// isOpen reports whether verb i is an infinitive of which another verb tells that it lies ahead: "agreed to meet".
func (r *reader) isOpen(i int32) bool {
	d := r.d
	head := d.Tokens[i].Head
	if i == 0 || head == doc.None || head >= i || d.Tokens[i].Rel != doc.Xcomp && d.Tokens[i].Rel != doc.Ccomp && d.Tokens[i].Rel != doc.Advcl {
		return false
	}
	if w := strings.ToLower(d.Word(i - 1)); w != "to" && (i < 2 || strings.ToLower(d.Word(i-2)) != "to") {
		return false
	}
	t := r.tokenTense(head)
	return t == open || t == promise
}

// nounTense is future for a noun with "upcoming" or the like beside it.
func (r *reader) nounTense(i int32) lexicon.Tense {
	d := r.d
	if d.Tokens[i].UPOS != doc.NOUN {
		return timeless
	}
	for k := max(i-3, 0); k < i; k++ {
		if d.Tokens[k].Head == i && d.Tokens[k].Rel == doc.Amod && r.cal.Tense(strings.ToLower(d.Word(k))) == future {
			return future
		}
	}
	return timeless
}

func (r *reader) hasCopula(i int32) bool {
	for k := max(i-6, 0); k < i; k++ {
		if r.d.Tokens[k].Head == i && r.d.Tokens[k].Rel == doc.Cop {
			return true
		}
	}
	return false
}

// verbTense is the tense of a verb with its auxiliaries; none for a bare infinitive or participle, of which the verb that
// governs it tells the tense.
func (r *reader) verbTense(i int32) lexicon.Tense {
	d := r.d
	out := timeless
	switch t := r.tokenTense(i); t {
	case future, promise:
		return t
	case past, open:
		out = past
	}
	for k := max(i-8, 0); k < i; k++ {
		tok := &d.Tokens[k]
		if tok.Head != i || tok.Rel != doc.Aux && tok.Rel != doc.AuxPass && tok.Rel != doc.Cop {
			continue
		}
		switch t := r.tokenTense(k); {
		case t == future:
			return future
		case t == open:
			out = past
		case t == past || out == timeless:
			out = t
		}
	}
	if out != timeless {
		return out
	}
	switch feats := d.Tokens[i].Feats; {
	case hasFeat(feats, "Tense=Past") && hasFeat(feats, "VerbForm=Fin"):
		return past
	case hasFeat(feats, "Tense=Pres") && hasFeat(feats, "VerbForm=Fin"):
		return present
	}
	return timeless
}

// tokenTense is the tense that token i tells, alone or with the one behind it.
func (r *reader) tokenTense(i int32) lexicon.Tense {
	d := r.d
	if d.Tokens[i].UPOS == doc.PROPN {
		return timeless
	}
	s := strings.ToLower(d.Word(i))
	if int(i+1) < len(d.Tokens) {
		if t := r.cal.Tense(s + " " + d.Word(i+1)); t != timeless {
			return t
		}
	}
	return r.cal.Tense(strings.TrimLeft(s, "'’"))
}

func hasFeat(feats, f string) bool {
	for s := range strings.SplitSeq(feats, "|") {
		if s == f {
			return true
		}
	}
	return false
}
