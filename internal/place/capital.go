package place

import (
	"strings"

	"chancery/internal/doc"
	"chancery/internal/lexicon"
)

// capital reads a state or its adjective as its capital, where that is what the words around say: "the Ghanaian capital",
// "France's capital", "the capital of Peru".
func (r *reader) capital(i int32) (doc.Place, bool) {
	n := &r.d.Names[i]
	if r.of[i] == nil || r.lex.Register == nil || !r.isBesideCapital(n) {
		return doc.Place{}, false
	}
	st := r.lex.Register.State(r.stateOf(i))
	if st == nil || st.Capital == "" {
		return doc.Place{}, false
	}
	for _, s := range r.lex.Gazetteer.Lookup(st.Capital) {
		if s.Kind == lexicon.City && s.Country == st.ISO3 {
			return doc.Place{Name: i, Canon: s.Name, Country: s.Country, Lat: degrees(s.Lat), Lon: degrees(s.Lon), Grain: s.Grain}, true
		}
	}
	return doc.Place{}, false
}

// stateOf is the state that a name or an adjective names.
func (r *reader) stateOf(i int32) string {
	if s := r.of[i].state; s != "" {
		return s
	}
	for _, e := range r.lex.Register.Lookup(r.d.Text(r.d.Names[i].Range)) {
		if e.Kind == lexicon.EntryAdjective {
			return e.ID
		}
	}
	return ""
}

// isBesideCapital reports whether the noun "capital" stands with a name, and means the town: not "capital markets".
func (r *reader) isBesideCapital(n *doc.Name) bool {
	k := n.Last
	if k < int32(len(r.d.Tokens)) && r.isMark(k) {
		k++
	}
	if k < int32(len(r.d.Tokens)) && r.d.Word(k) == "capital" {
		return k+1 >= int32(len(r.d.Tokens)) || r.d.Tokens[k+1].UPOS != doc.NOUN || r.d.Word(k+1) == "city" || r.d.Word(k+1) == "yesterday"
	}
	k = n.First - 1
	if k > 1 && strings.EqualFold(r.d.Word(k), "the") {
		k--
	}
	return k > 1 && r.d.Word(k) == "of" && r.d.Word(k-1) == "capital"
}

// isMark reports whether token k is the mark of a possessive.
func (r *reader) isMark(k int32) bool {
	w := r.d.Word(k)
	return w == "'s" || w == "’s"
}
