package act

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"chancery/internal/doc"
	"chancery/internal/plover"
)

// numbers is how many of what a match is about: the counted nouns, and sums of money, among its own words and its objects, and
// those that hang on them ("a package of 10 tanks"). What counts the parties, days or times tells no number of the act.
func (r *reader) numbers(m *match) []doc.Number {
	var out []doc.Number
	for _, h := range r.countable(m) {
		if r.isTime(h) || r.isUnitOfTime(h) || m.frame.Kind == plover.Consult && r.isParty(m, h) {
			continue
		}
		n, ok := r.numberOf(h)
		if ok && !slices.Contains(out, n) && len(out) < maxNumbers {
			out = append(out, n)
		}
	}
	slices.SortFunc(out, func(a, b doc.Number) int { return a.Span.Compare(b.Span) })
	return out
}

// maxNumbers is how many numbers one act has at most.
const maxNumbers = 6

// countable is the nouns of a match that a number can count.
func (r *reader) countable(m *match) []int32 {
	var out []int32
	add := func(h int32) {
		for _, c := range r.conjuncts(h) {
			out = append(out, c)
			r.walk(c, maxDepth-4, func(k int32) bool {
				switch t := r.tok(k); t.Rel {
				case doc.Nmod, doc.Compound, doc.NmodDesc, doc.NmodUnmarked, doc.Conj:
					out = append(out, k)
					return true
				}
				return false
			})
		}
	}
	if r.tok(m.trigger).UPOS == doc.NOUN {
		add(m.trigger)
	}
	for _, h := range m.nouns {
		add(h)
	}
	for _, k := range r.kidsOf(m.trigger) {
		switch r.tok(k).Rel {
		case doc.Obj, doc.NsubjPass:
			add(k)
		case doc.Obl:
			switch r.preposition(k) {
			case "of", "with", "worth", "by", "for", "on", "against":
				add(k)
			}
		case doc.Xcomp: // "agreed to lend 4 billion dollars"
			if o := r.kid(k, doc.Obj); o != doc.None {
				add(o)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// numberOf is the number that stands with noun h, or the sum of money that h is: "10 Russian diplomats", "$2.3 billion", "40 million
// euros".
func (r *reader) numberOf(h int32) (doc.Number, bool) {
	s := r.sentence(h)
	money, isMoney := r.lex.Acts.Number(r.form(h))
	for _, k := range r.kidsOf(h) {
		if t := r.tok(k); t.Rel != doc.Nummod || t.UPOS != doc.NUM && t.UPOS != doc.NOUN {
			continue
		}
		words, v, ok := r.cardinal(k, s)
		if !ok {
			continue
		}
		unit := r.form(h)
		rg := doc.Range{First: min(words.First, h), Last: max(words.Last, h+1)}
		if isMoney && money.Currency != "" {
			unit = money.Currency
		} else if c, ok := r.lex.Acts.Number(r.form(words.Last)); ok && c.Currency != "" && words.Last < h { // "a 35 million euro loan"
			unit, rg.Last = c.Currency, words.Last+1
		} else if words.First > h || r.tok(h).UPOS != doc.NOUN || unit == "percent" || unit == "%" {
			continue
		}
		return doc.Number{Span: r.d.Span(rg), Value: v + " " + unit}, true
	}
	if r.tok(h).UPOS != doc.SYM && r.tok(h).UPOS != doc.NUM {
		return doc.Number{}, false
	}
	return r.sum(h, s)
}

// sum is the sum of money whose sign is token h or stands right before it.
func (r *reader) sum(h int32, s doc.Range) (doc.Number, bool) {
	for _, at := range [...]int32{h, h - 1} {
		if at < s.First || at+1 >= s.Last {
			continue
		}
		c, ok := r.lex.Acts.Number(r.form(at))
		if !ok || c.Currency == "" {
			continue
		}
		if words, v, ok := r.cardinal(at+1, s); ok {
			return doc.Number{Span: r.d.Span(doc.Range{First: at, Last: words.Last}), Value: v + " " + c.Currency}, true
		}
	}
	return doc.Number{}, false
}

// cardinal reads the number of which token k is a part, and its words: "2.3 billion", "twenty-one", "5,000".
func (r *reader) cardinal(k int32, s doc.Range) (doc.Range, string, bool) {
	first := k
	for first > s.First && (r.isNumeral(first-1) || r.isHyphen(first-1, s)) {
		first--
	}
	total, group, seen := 0.0, 0.0, false
	i := first
	for ; i < s.Last && (r.isNumeral(i) || r.isHyphen(i, s)); i++ {
		if r.form(i) == "-" {
			continue
		}
		for part := range strings.SplitSeq(r.form(i), "-") {
			if w, ok := r.lex.Acts.Number(part); ok && w.Times {
				if group == 0 {
					group = 1
				}
				group *= float64(w.Value)
				if w.Value >= 1000 {
					total, group = total+group, 0
				}
			} else if ok && w.Currency == "" {
				group += float64(w.Value)
			} else if v, err := strconv.ParseFloat(strings.ReplaceAll(part, ",", ""), 64); err == nil && seen == (group != 0 || total != 0) {
				group += v
			} else {
				return doc.Range{}, "", false
			}
			seen = true
		}
	}
	total += group
	if !seen || total <= 0 || total > 1e15 || i == k {
		return doc.Range{}, "", false
	}
	return doc.Range{First: first, Last: i}, strconv.FormatFloat(math.Round(total*100)/100, 'f', -1, 64), true
}

// isHyphen reports whether token i joins two words of one number.
func (r *reader) isHyphen(i int32, s doc.Range) bool {
	return r.form(i) == "-" && i > s.First && i+1 < s.Last && r.isNumeral(i-1) && r.isNumeral(i+1)
}

// isNumeral reports whether token i is a number or goes on with one, and is not the unit of money before it.
func (r *reader) isNumeral(i int32) bool {
	w := r.form(i)
	if n, ok := r.lex.Acts.Number(w); ok {
		return n.Currency == "" && (len(w) > 2 || i > 0)
	}
	if w == "" || (w[0] < '0' || w[0] > '9') {
		head, _, joined := strings.Cut(w, "-")
		n, ok := r.lex.Acts.Number(head)
		return joined && ok && n.Currency == ""
	}
	return strings.Trim(w, "0123456789.,") == ""
}
