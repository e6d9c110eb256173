package act

import (
	"slices"

	"chancery/internal/doc"
)

// A party is an actor where it is mentioned.
type party struct{ actor, mention int32 }

// mentionsAt is the mentions that a phrase with head h stands for: those of a plural are several. It is nil where h
// itself names nobody.
func (r *reader) mentionsAt(h int32) []party {
	m := r.headed[h]
	if m == doc.None {
		if m = r.covering[h]; m == doc.None {
			return nil
		}
	}
	if r.isTime(h) || r.isMinority(h) {
		return nil // "mid-August", taken for a name
	}
	span := r.d.Mentions[m].Span
	var out []party
	for i := int(m); i < len(r.d.Mentions) && r.d.Mentions[i].Span == span; i++ {
		out = append(out, party{r.d.Mentions[i].Actor, int32(i)})
	}
	for i := int(m) - 1; i >= 0 && r.d.Mentions[i].Span == span; i-- {
		out = append([]party{{r.d.Mentions[i].Actor, int32(i)}}, out...)
	}
	return out
}

// isMinority reports whether a people is named that lives in another state than its name says: "ethnic Albanians".
func (r *reader) isMinority(h int32) bool {
	k := r.kid(h, doc.Amod)
	return k != doc.None && r.form(k) == "ethnic" || h > 0 && r.form(h-1) == "ethnic" && r.covering[h] != doc.None && r.d.Mentions[r.covering[h]].Tokens.First == h
}

// parties is whom a phrase with head h names: the head itself, or for a common noun whom it belongs to ("Russian
// forces", "the army of Chad", "ten of its diplomats").
func (r *reader) parties(h int32) []party { return r.partiesIn(h, 0) }

func (r *reader) partiesIn(h int32, depth int) []party {
	if ps := r.mentionsAt(h); ps != nil {
		if depth > 0 && r.lex.Frames.Class("creed").Has(r.form(h)) {
			return nil // "a Christian missionary"
		}
		return r.withApposition(h, ps)
	}
	if depth > 3 {
		return nil
	}
	for _, k := range r.kidsOf(h) {
		if t := r.tok(k); t.Rel == doc.Appos || t.Rel == doc.Flat {
			if ps := r.mentionsAt(k); len(ps) == 1 && r.d.Actors[ps[0].actor].Kind == doc.Person {
				return ps // "the Russian president, Vladimir Putin"
			}
		}
	}
	for _, group := range [...]func(int32) bool{r.isNamedBy, r.isNation, r.isOwner, r.isSource} {
		var out []party
		for _, k := range r.kidsOf(h) {
			if group(k) {
				out = appendParties(out, r.partiesIn(k, depth+1))
				for _, c := range r.conjuncts(k)[1:] {
					out = appendParties(out, r.partiesIn(c, depth+1))
				}
			}
		}
		if out != nil {
			return out
		}
	}
	for _, k := range r.kidsOf(h) {
		if t := r.tok(k); t.Rel == doc.Appos || t.Rel == doc.Flat {
			if ps := r.partiesIn(k, depth+1); ps != nil {
				return ps
			}
		}
	}
	if ps := r.firedBy(h, depth); ps != nil {
		return ps
	}
	return r.sharedModifier(h, depth)
}

// firedBy is who fired the weapon at h, or from whose soil: "shells fired from Syria", "drones launched by Iran".
func (r *reader) firedBy(h int32, depth int) []party {
	if !r.lex.Frames.Class("weaponry").Has(r.lemma(h)) {
		return nil
	}
	for _, v := range r.kidsOf(h) {
		if r.tok(v).Rel != doc.Acl || !r.lex.Frames.Class("firing").Has(r.lemma(v)) {
			continue
		}
		for _, k := range r.kidsOf(v) {
			if p := r.preposition(k); p == "from" || p == "by" {
				if ps := r.partiesIn(k, depth+1); ps != nil {
					return ps
				}
			}
		}
	}
	return nil
}

// sharedModifier is whom the adjective of the first of two nouns names, for the second: "the Danish media and government".
func (r *reader) sharedModifier(h int32, depth int) []party {
	t := r.tok(h)
	if t.Rel != doc.Conj || t.Head < 0 || t.Head > h || t.UPOS != doc.NOUN || r.kid(h, doc.Det, doc.Amod, doc.NmodPoss) != doc.None || r.headed[t.Head] != doc.None {
		return nil
	}
	for _, k := range r.kidsOf(t.Head) {
		if r.tok(k).Rel == doc.Amod && k < t.Head {
			return r.partiesIn(k, depth+1)
		}
	}
	return nil
}

// withApposition prefers the person in "the president, Xi Jinping" where the head names only an office or a state.
func (r *reader) withApposition(h int32, ps []party) []party {
	if len(ps) != 1 || r.d.Actors[ps[0].actor].Kind == doc.Person || r.d.Mentions[ps[0].mention].Kind == doc.ByName {
		return ps
	}
	if k := r.kid(h, doc.Appos, doc.Flat); k != doc.None {
		if as := r.mentionsAt(k); len(as) == 1 && r.d.Actors[as[0].actor].Kind == doc.Person {
			return as
		}
	}
	return ps
}

// isNamedBy: "al-Qaeda" in "bin Laden's al-Qaeda network", which is not the person's.
func (r *reader) isNamedBy(k int32) bool {
	if r.tok(k).Rel != doc.Compound || r.tok(k).Head < 0 {
		return false
	}
	owner := r.kid(r.tok(k).Head, doc.NmodPoss)
	return owner != doc.None && r.names(owner, func(a *doc.Actor) bool { return a.Kind == doc.Person }) &&
		r.names(k, func(a *doc.Actor) bool { return a.Kind == doc.Organisation && a.Known })
}

// isNation is isModifier, but that who backs or makes a thing is not who it belongs to: "Syrian-backed militias".
func (r *reader) isNation(k int32) bool {
	return r.isModifier(k) && !(r.tok(k).Rel == doc.Amod && r.lex.Frames.Class("proxy").Has(r.form(k)))
}

// isModifier: "Russian" in "Russian forces", "China" in "China's army" and "NATO" in "NATO troops".
func (r *reader) isModifier(k int32) bool {
	switch r.tok(k).Rel {
	case doc.Amod, doc.Compound, doc.NmodPoss, doc.NmodDesc, doc.NmodUnmarked, doc.Det:
		return true
	case doc.Nmod:
		return r.preposition(k) == ""
	}
	return false
}

func (r *reader) isOwner(k int32) bool { return r.tok(k).Rel == doc.Nmod && r.hasPreposition(k, "of") }

func (r *reader) isSource(k int32) bool {
	return r.tok(k).Rel == doc.Nmod && (r.hasPreposition(k, "from") || r.hasPreposition(k, "by") || r.hasPreposition(k, "in") || r.hasPreposition(k, "at") || r.hasPreposition(k, "for"))
}

// modifiers is whom the adjectives and nouns before a noun name: "Russian-Chinese talks", "the Biden-Putin summit".
func (r *reader) modifiers(n int32) []party {
	var out []party
	r.walk(n, 0, func(k int32) bool {
		t := r.tok(k)
		if k >= n || r.covering[k] != doc.None && r.covering[k] == r.covering[n] {
			return false // "United" in "the United States"
		}
		switch t.Rel {
		case doc.Amod, doc.Compound, doc.Conj, doc.Punct, doc.Nmod, doc.NmodDesc, doc.NmodUnmarked, doc.Flat, doc.Dep, doc.Obl, doc.OblUnmarked:
			if t.Rel == doc.Nmod && r.preposition(k) != "" {
				return false
			}
			out = appendParties(out, r.mentionsAt(k))
			return true
		}
		return false
	})
	return out
}

func appendParties(to, from []party) []party {
	for _, p := range from {
		if !slices.ContainsFunc(to, func(q party) bool { return q.actor == p.actor }) {
			to = append(to, p)
		}
	}
	return to
}

// all is the parties of several phrases.
func (r *reader) all(heads []int32) []party {
	var out []party
	for _, h := range heads {
		out = appendParties(out, r.parties(h))
	}
	return out
}

// agents is the parties of phrases that act: a common noun stands for the state before it only where it names persons,
// bodies or weapons that act for it ("Russian forces", not "Russian economists").
func (r *reader) agents(heads []int32) []party {
	var out []party
	for _, h := range heads {
		ps := r.mentionsAt(h)
		if ps == nil {
			if in := r.inner(h); in != h {
				ps = r.mentionsAt(in)
				h = in
			}
		}
		if ps == nil && !r.isAgency(h) {
			continue
		}
		found := r.parties(h)
		if found == nil && r.tok(h).Rel == doc.Obj && r.lex.Frames.Class("text").Has(r.lemma(h)) {
			found = r.all(r.gov(h, 0)) // "issued a statement that condemned"
		}
		out = appendParties(out, found)
	}
	return out
}

// isRelevant reports whether an actor matters to diplomacy of itself: a state and its offices, an organisation of
// states, a person in an office.
func (r *reader) isRelevant(actor int32) bool {
	a := &r.d.Actors[actor]
	switch a.Kind {
	case doc.State, doc.Office:
		return true
	case doc.Person:
		return a.Known || a.Office != "" || r.lex.Acts.IsPolitical(a.Sector)
	case doc.Organisation:
		return r.lex.Acts.IsPolitical(a.Sector)
	}
	return false
}
