package who

import (
	"strings"

	"chancery/internal/doc"
	"chancery/internal/lexicon"
)

// Evidence is what the words around a name say of its bearer.
type evidence struct {
	country string   // ISO 3166 alpha-3
	org     string   // id of an organisation of the register that he serves
	roles   []string // roles of offices that the title can denote
	office  string   // the title as written
	sector  string   // PLOVER sector
	gender  lexicon.Gender
	former  bool
	foreign bool // the country comes from where he works, not from a title of state
}

// with fills the gaps of ev from o.
func (ev evidence) with(o evidence) evidence {
	if ev.country == "" {
		ev.country, ev.foreign = o.country, o.foreign
	}
	if ev.org == "" {
		ev.org = o.org
	}
	if len(ev.roles) == 0 {
		ev.roles = o.roles
	}
	if ev.office == "" {
		ev.office, ev.sector = o.office, o.sector
	}
	if ev.sector == "" {
		ev.sector = o.sector
	}
	if ev.gender == lexicon.UnknownGender {
		ev.gender = o.gender
	}
	return ev
}

// evidenceOf reads the title before a name and the apposition behind it.
func (r *reader) evidenceOf(name doc.Range) evidence {
	sent := r.d.Sentences[min(r.d.SentenceAt(name.First), len(r.d.Sentences)-1)]
	ev := r.before(sent.Range, name.First)
	return ev.with(r.after(sent.Range, name.Last))
}

// before reads the words before a name from right to left: "former" "Chinese" "Foreign Ministry" "spokeswoman" NAME.
func (r *reader) before(sent doc.Range, first int32) (ev evidence) {
	k := first - 1
	if k > sent.First && r.d.Word(k) == "," && r.opensApposition(k-1) {
		defer func() {
			for k > sent.First && isDeterminer(r.d.Word(k)) {
				k--
			}
			if at := r.nameEndingAt(k - 1); k > sent.First && r.d.Word(k) == "," && at != doc.None && r.d.Names[at].Kind == doc.PER {
				ev = evidence{} // "Kim, the North's envoy, Trump says": the title is the other's
			}
		}()
	}
	beside := k // right before the name, or before what goes with it
	for k >= sent.First && k > first-16 {
		if at := r.nameAt[k]; at != doc.None {
			if !r.takeName(&ev, at) || k == first-1 && r.d.Names[at].Kind != doc.NORP {
				return ev // "in China Xi Jinping": a place that ends before a name says nothing of it
			}
			k = r.d.Names[at].First - 1
			continue
		}
		w := r.d.Word(k)
		if n := r.phraseBefore(&ev, sent, k); n > 0 {
			if _, ok := r.lex.Who.Honorific(w); ok && k == beside {
				beside = k - n
			}
			k -= n
			continue
		}
		if w == "," && k == beside && k > sent.First && r.opensApposition(k-1) {
			k-- // "Nigeria's president, Bola Tinubu"
			beside = k
			continue
		}
		if w == "," && k == first-1 {
			return r.ofBody(sent, first)
		}
		if h, ok := r.lex.Who.Honorific(w); ok {
			ev = ev.with(evidence{gender: h.Gender, sector: h.Sector})
			k--
			beside = k // "the Kenyan president, Mr. William Ruto"
			continue
		}
		if k == beside && isCounterpart(w) {
			ev = ev.with(evidence{sector: "GOV"})
			k--
			continue
		}
		if !r.isModifier(&ev, strings.ToLower(w), k == first-1) {
			if ev.office == "" || w[0] < 'A' || w[0] > 'Z' || len(w) < 4 || k == sent.First && r.lex.Who.IsCommon(strings.ToLower(w)) || r.lex.Who.IsNever(strings.ToLower(w)) {
				return ev
			}
			ev.office = w + " " + ev.office // "Infrastructure Minister"
		}
		k--
	}
	return ev
}

// opensApposition reports whether token k, before a comma, ends a title or is a counterpart, of whom the name behind the comma is.
func (r *reader) opensApposition(k int32) bool { return r.inTitle(k) || isCounterpart(r.d.Word(k)) }

// isCounterpart reports whether a word means who holds the same office in the country that is named before it.
func isCounterpart(w string) bool { return strings.EqualFold(w, "counterpart") }

// ofBody reads a noun for somebody to whom a name is apposed and the body of a state that he serves: "The deputy head of the
// Canadian mission, NAME". The office is told, its roles are not: the head of a mission heads no state.
func (r *reader) ofBody(sent doc.Range, first int32) (ev evidence) {
	if !r.parsed || r.d.Tokens[first].Rel != doc.Appos {
		return ev
	}
	h := r.d.Tokens[first].Head
	for h > sent.First && h > first-10 && r.d.Tokens[h].Rel == doc.Nmod {
		h = r.d.Tokens[h].Head
	}
	if h == doc.None || h < sent.First || h > first-4 || h < first-10 || r.d.Word(h+1) != "of" || !r.inTitle(h) && !r.lex.Who.Is(lexicon.Someone, r.d.Word(h)) {
		return ev
	}
	if !r.lex.Who.Is(lexicon.BodyNoun, strings.ToLower(r.d.Word(first-2))) {
		return ev
	}
	for k := h + 2; k < first-2; k++ {
		if at := r.nameAt[k]; at != doc.None {
			if r.d.Names[at].Kind == doc.PER || ev.country != "" {
				return evidence{}
			}
			ev.country = r.countryOf(at)
		}
	}
	if ev.country == "" {
		return evidence{}
	}
	ev.office = r.d.Text(doc.Range{First: h, Last: first - 1})
	return ev
}

// takeName takes a country or an organisation from a name beside a title. It reports false for the name of a person.
func (r *reader) takeName(ev *evidence, at int32) bool {
	if r.d.Names[at].Kind == doc.PER {
		return false
	}
	text := r.d.Text(r.d.Names[at].Range)
	for _, e := range r.reg.Lookup(text) {
		if e.Kind == lexicon.EntryOrg {
			if ev.org == "" {
				ev.org = e.ID
			}
			if o := r.reg.Org(e.ID); o != nil && ev.sector == "" {
				ev.sector = o.Sector
			}
		}
	}
	if c := r.countryOf(at); c != "" && ev.country == "" {
		ev.country = c
	}
	if ev.sector == "" || ev.sector == "UNK" {
		if last, ok := r.lex.Who.Kind(r.d.Word(r.d.Names[at].Last - 1)); ok && last.Sector != "" {
			ev.sector = last.Sector
		} else if first, ok := r.lex.Who.Kind(r.d.Word(r.d.Names[at].First)); ok && first.Sector != "" {
			ev.sector = first.Sector
		}
	}
	return true
}

// phraseBefore takes the longest title or body of the register that ends with token k; n is the number of its tokens.
func (r *reader) phraseBefore(ev *evidence, sent doc.Range, k int32) (n int32) {
	for i := max(sent.First, k-6); i <= k; i++ {
		ph := r.phrase[i]
		if ph.n != k-i+1 || ph.title == nil && ph.body == nil {
			continue
		}
		if ph.title != nil {
			r.takeTitle(ev, ph.title, r.d.Text(doc.Range{First: i, Last: k + 1}))
		}
		return ph.n
	}
	return 0
}

// takeTitle takes the roles, sector and gender of a title.
func (r *reader) takeTitle(ev *evidence, t *lexicon.Title, words string) {
	if len(ev.roles) == 0 {
		ev.roles = t.Roles
	}
	if ev.office == "" {
		ev.office = words
		if t.Sector != "UNK" {
			ev.sector = t.Sector
		}
	}
	if len(t.Countries) == 1 && ev.country == "" && r.reg.State(t.Countries[0]) != nil {
		ev.country = t.Countries[0]
	}
	switch lower := strings.ToLower(words); {
	case strings.HasSuffix(lower, "woman"), lower == "queen", lower == "princess", lower == "first lady":
		ev.gender = lexicon.Female
	case strings.HasSuffix(lower, "man") && lower != "ombudsman" && lower != "chairman", lower == "king", lower == "prince", lower == "crown prince", lower == "emir", lower == "sultan", lower == "pope":
		ev.gender = lexicon.Male
	}
}

// isModifier reports whether a word may stand among those of a title.
func (r *reader) isModifier(ev *evidence, w string, beside bool) bool {
	switch w {
	case "former", "ex", "ousted", "late", "then":
		ev.former = true
		return true
	case "'s", "’s":
		return !beside
	case "-":
		return true
	case "of":
		return ev.country != "" && len(ev.roles) == 0
	case "the":
		return ev.country != "" && len(ev.roles) == 0
	}
	return r.lex.Who.Is(lexicon.Modifier, w)
}

// after reads the apposition behind a name: ", professor of international relations at Nanjing University,".
func (r *reader) after(sent doc.Range, last int32) (ev evidence) {
	if last >= sent.Last || r.d.Word(last) != "," && r.d.Word(last) != "(" && r.d.Word(last) != "–" && r.d.Word(last) != "—" {
		return ev
	}
	end := min(sent.Last, last+24)
	for k := last + 1; k < end; {
		if at := r.nameAt[k]; at != doc.None {
			if r.d.Names[at].Kind == doc.PER {
				return ev
			}
			r.takeName(&ev, at)
			if ev.office == "" || r.d.Names[at].Kind != doc.NORP {
				ev.foreign = ev.country != "" && len(ev.roles) == 0
			}
			k = r.d.Names[at].Last
			continue
		}
		if ph := r.phrase[k]; ph.n > 0 && ph.title != nil {
			if ev.office == "" {
				r.takeTitle(&ev, ph.title, r.d.Text(doc.Range{First: k, Last: k + ph.n}))
			}
			k += ph.n
			continue
		}
		if w := r.d.Word(k); !r.isAppositive(w, k == last+1) || r.isFinite(k) && r.d.Word(k-1) != "who" {
			return ev.unless(k <= last+2)
		}
		k++
	}
	return ev
}

// unless drops evidence from a stretch that proved to be no apposition.
func (ev evidence) unless(no bool) evidence {
	if no {
		return evidence{}
	}
	if ev.office == "" && !ev.foreign {
		return evidence{}
	}
	return ev
}

// isFinite reports whether token k is a verb that goes on with the sentence.
func (r *reader) isFinite(k int32) bool {
	tok := r.d.Tokens[k]
	return tok.UPOS == doc.AUX || tok.UPOS == doc.VERB && tok.Feat("VerbForm") == "Fin"
}

// isAppositive reports whether a word may go on with an apposition.
func (r *reader) isAppositive(w string, first bool) bool {
	switch w {
	case "said", "says", "told", "added", "also", "is", "was", "has", "had", "are", "were", "will", ",", ")", "and", "but", "when", "while", "as", ".", ";", ":", "“", "\"", "”", "–", "—":
		return false
	case "who":
		return first
	}
	return true
}

// countryOf is the country that a name which is no person's belongs to, "" where nothing tells it: by the register, by
// the place found for it, or by a word within it ("Russian Academy of Sciences").
func (r *reader) countryOf(at int32) string {
	name := r.d.Names[at]
	if c := r.entryCountry(r.d.Text(name.Range)); c != "" {
		return c
	}
	if p := r.places[at]; p != doc.None && r.d.Places[p].Country != "" {
		return r.d.Places[p].Country
	}
	if name.Kind == doc.GPE || name.Kind == doc.LOC {
		if spots := r.lex.Gazetteer.Lookup(r.d.Text(name.Range)); len(spots) > 0 && isTown(spots[0]) {
			return spots[0].Country
		}
	}
	if name.Len() == 1 {
		return ""
	}
	if c := r.entryCountry(r.d.Word(name.First)); c != "" {
		return c // "Russian Academy of Sciences"; but "Institute of Russian Studies"
	}
	for t := name.First + 1; t < name.Last; t++ {
		if r.d.Word(t) != "of" {
			continue
		}
		for _, e := range r.reg.Lookup(r.d.Text(doc.Range{First: t + 1, Last: name.Last})) {
			if e.Kind == lexicon.EntryState || e.Kind == lexicon.EntryCapital {
				return e.Country
			}
		}
	}
	if name.Kind == doc.ORG || name.Kind == doc.FAC { // "Nanjing University"
		for n := name.Last; n > name.First; n-- {
			if spots := r.lex.Gazetteer.Lookup(r.d.Text(doc.Range{First: name.First, Last: n})); len(spots) > 0 && isTown(spots[0]) {
				return spots[0].Country
			}
		}
	}
	return ""
}

// isTown reports whether a place is a country or a town so large that its name alone tells its country.
func isTown(s *lexicon.Spot) bool {
	return s.Kind == lexicon.Country || s.Kind == lexicon.City && (s.Capital || s.Population >= 100)
}

func (r *reader) entryCountry(text string) string {
	for _, e := range r.reg.Lookup(text) {
		if e.Country != "" && (!e.Weak || e.Kind == lexicon.EntryState && r.total(e.Country) > 0) && e.Kind != lexicon.EntryPerson && e.Kind != lexicon.EntryTitle && r.reg.State(e.Country) != nil {
			return e.Country
		}
	}
	return ""
}
