package who

import (
	"strings"

	"chancery/internal/doc"
	"chancery/internal/lexicon"
)

// A nounPhrase is what stands before and behind the head words of a title, body or common noun.
type nounPhrase struct {
	tokens     doc.Range
	countries  []string // ISO 3166 or ids of organisations, in text order
	owner      int32    // actor that a possessive pronoun or a person's genitive means, or None
	owners     []int32  // all that a plural possessive means
	owned      bool     // has a possessive, resolved or not
	ruled      bool     // "the Biden administration"
	definite   bool
	indefinite bool
	former     bool
	other      bool              // "the other side", "a third country": somebody else
	two        bool              // "the two", "both"
	many       bool              // "three", "several", "most": not a pair
	count      int               // as far as a number says it
	mixed      bool              // "Turkish Cypriot": two nationalities that make a third
	fits       []map[string]bool // the descriptions before the head: "West African"
}

// nounPhrase reads outward from the head words.
func (r *reader) nounPhrase(s int, core doc.Range) nounPhrase {
	return r.describedPhrase(s, core, 0)
}

// describedPhrase is nounPhrase where the head stands for a state or an organisation, which words may describe.
func (r *reader) describedPhrase(s int, core doc.Range, class lexicon.NounClass) nounPhrase {
	np := nounPhrase{tokens: core, owner: doc.None}
	first := r.d.Sentences[s].First
	for k := core.First - 1; k >= first; {
		if class == lexicon.NounState || class == lexicon.NounOrg || class == lexicon.NounArmed {
			if fits, n := r.describe(first, k); n > 0 {
				np.fits = append(np.fits, fits)
				k -= n
				np.tokens.First = k + 1
				continue
			}
		}
		if at := r.nameAt[k]; at != doc.None {
			if !r.nameBefore(&np, at, k) {
				break
			}
			k = r.d.Names[at].First - 1
			np.tokens.First = k + 1
			continue
		}
		stop, taken := r.wordBefore(&np, k)
		if taken {
			np.tokens.First = k
		}
		if stop {
			break
		}
		k--
	}
	apposed := core.First > first && r.d.Word(core.First-1) == "," // "Lavrov, foreign minister of Russia"
	if np.indefinite || !np.definite && !np.owned && !np.two && len(np.countries) == 0 && !apposed {
		return np
	}
	r.behind(&np, s)
	return np
}

// nameBefore takes a name left of the head: a nationality, a country, an organisation, or a person's genitive. It
// reports false where the name is no part of the phrase.
func (r *reader) nameBefore(np *nounPhrase, at, k int32) bool {
	name := r.d.Names[at]
	genitive := r.isGenitive(name.Last)
	if a := r.resolved[at]; a != doc.None {
		if genitive && !np.owned {
			np.owner, np.owned, np.tokens.First = a, true, name.First
		} else if !genitive && name.Last == np.tokens.First && r.isRule(np.tokens.First) {
			np.owner, np.owned, np.ruled = a, true, true
			return true
		}
		return false
	}
	if np.definite || np.indefinite || np.owned && !genitive {
		return false
	}
	id := r.stateOrOrgOf(at)
	if id == "" {
		return false
	}
	if len(np.countries) > 0 && name.Last == np.tokens.First && r.nameAt[name.Last] != doc.None && !genitive {
		np.mixed = true
	}
	np.countries = append([]string{id}, np.countries...)
	np.owned = np.owned || genitive
	return true
}

// stateOrOrgOf is the organisation that a name is in the register, else the country that it belongs to, else "".
func (r *reader) stateOrOrgOf(at int32) string {
	for _, e := range r.reg.Lookup(r.d.Text(r.d.Names[at].Range)) {
		if o := r.reg.Org(e.ID); e.Kind == lexicon.EntryOrg && o != nil && (o.Country == "" || o.Kind != "media") {
			return e.ID
		}
	}
	return r.countryOf(at)
}

// isRule reports whether a word names a government after the one who leads it.
func (r *reader) isRule(i int32) bool {
	return r.lex.Who.Is(lexicon.Rule, strings.ToLower(r.d.Word(i)))
}

func (r *reader) isGenitive(i int32) bool {
	if int(i) >= len(r.d.Tokens) {
		return false
	}
	w := r.d.Word(i)
	return w == "'s" || w == "’s" || w == "'" || w == "’"
}

// wordBefore takes one word left of the head. taken: it is part of the phrase; stop: nothing further left is.
func (r *reader) wordBefore(np *nounPhrase, k int32) (stop, taken bool) {
	switch w := strings.ToLower(r.d.Word(k)); w {
	case "the":
		np.definite = true
		return true, true
	case "this", "that", "these", "those":
		np.definite = true
		return true, true
	case "a", "an", "any", "some", "no", "every", "each", "another", "several", "many", "most", "few", "certain":
		np.indefinite = true
		return true, true
	case "his", "her", "its", "their", "our", "my", "your", "whose":
		np.owned, np.definite = true, true
		for i := len(r.mentions) - 1; i >= 0 && r.mentions[i].Tokens.First >= k; i-- {
			if r.mentions[i].Tokens == (doc.Range{First: k, Last: k + 1}) {
				np.owner = r.mentions[i].Actor
				np.owners = append(np.owners, np.owner)
			}
		}
		return true, true
	case "both", "two":
		np.two = true
		np.definite = np.definite || w == "both"
		return false, true
	case "three":
		np.many, np.count = true, 3
		return false, true
	case "four", "five", "six", "seven", "eight", "nine", "ten", "dozens", "multiple", "all":
		np.many = true
		return false, true
	case "former", "ex", "ousted", "late", "previous", "then":
		np.former = true
		return false, true
	case "other", "third", "next", "only":
		np.other = true
		return false, true
	case "'s", "’s", "'", "’":
		return false, k > 0 && r.nameAt[k-1] != doc.None
	case "-":
		ok := k > 0 && r.d.Tokens[k-1].End == r.d.Tokens[k].Start // "gas-rich"
		return !ok, ok
	case "and":
		ok := k > 0 && len(np.countries) == 1 && r.nameAt[k-1] != doc.None && r.countryOf(r.nameAt[k-1]) != ""
		return !ok, ok
	default:
		if r.isAdjectival(k, w) || r.isHyphenated(k+1) && r.d.Tokens[k].End == r.d.Tokens[k+1].Start {
			return false, true
		}
	}
	return true, false
}

// isAdjectival reports whether a word in small letters may stand between the article and the head.
func (r *reader) isAdjectival(k int32, w string) bool {
	if r.lex.Who.Is(lexicon.Adjective, w) {
		return true
	}
	if r.parsed {
		switch r.d.Tokens[k].UPOS {
		case doc.ADJ:
			return true
		case doc.VERB:
			return r.d.Tokens[k].Rel == doc.Amod
		case doc.ADV, doc.NOUN:
			return r.d.Tokens[k].Rel == doc.Amod || r.d.Tokens[k].Rel == doc.Compound && r.nameAt[k] == doc.None
		}
	}
	return false
}

// behind takes "of France", "of the United States and China", "in Moscow", "from both countries" right of the head.
func (r *reader) behind(np *nounPhrase, s int) {
	last := r.d.Sentences[s].Last
	k := np.tokens.Last
	if k+1 >= last || np.owned {
		return
	}
	if w := r.d.Word(k); w != "of" && (w != "from" && w != "in" && w != "for" || len(np.countries) > 0) {
		return
	}
	inOnly := r.d.Word(k) == "in"
	k++
	for k < last {
		if isDeterminer(r.d.Word(k)) {
			k++
			continue
		}
		at := r.nameAt[k]
		if at == doc.None || r.d.Names[at].Kind == doc.PER || r.isGenitive(r.d.Names[at].Last) {
			return // "the leader of South Korea's opposition"
		}
		id := r.stateOrOrgOf(at)
		if id == "" || inOnly && len(np.countries) > 0 {
			return
		}
		if !inOnly || np.definite {
			np.countries = append(np.countries, id)
		}
		np.tokens.Last = r.d.Names[at].Last
		k = np.tokens.Last
		if k+1 < last && (r.d.Word(k) == "and" || r.d.Word(k) == ",") && !inOnly && (r.nameAt[k+1] != doc.None || isDeterminer(r.d.Word(k+1))) {
			k++
			continue
		}
		return
	}
}
