package lexicon

import "strings"

// An Inflection is what a form of a verb is: its lemma, and whether it can be a finite past.
type Inflection struct {
	Lemma string
	Past  bool // "agreed", "met"
	Base  bool // "agree"
}

// loadForms makes the forms of all verbs that are triggers, so that a verb is known by its form where a tagger or a
// lemmatizer erred.
func (f *Frames) loadForms() error {
	rs, err := rows(data, "data/act/irregular.tsv", 3)
	if err != nil {
		return err
	}
	irregular := map[string]row{}
	for _, r := range rs {
		irregular[r.col(0)] = r
	}
	f.forms = map[string]Inflection{}
	for lemma := range f.byLemma[VerbFrame] {
		f.addForm(lemma, Inflection{Lemma: lemma, Base: true})
		f.addForm(withS(lemma), Inflection{Lemma: lemma})
		f.addForm(withEnding(lemma, "ing"), Inflection{Lemma: lemma})
		r, ok := irregular[lemma]
		if !ok {
			f.addForm(withEnding(lemma, "ed"), Inflection{Lemma: lemma, Past: true})
			continue
		}
		for _, form := range r.list(1) {
			f.addForm(form, Inflection{Lemma: lemma, Past: true, Base: form == lemma})
		}
		for _, form := range r.list(2) {
			f.addForm(form, Inflection{Lemma: lemma})
		}
	}
	return nil
}

// addForm keeps a form; one that belongs to two verbs ("found", "left") is the past of the shorter lemma.
func (f *Frames) addForm(form string, in Inflection) {
	had, ok := f.forms[form]
	if !ok || had.Lemma != in.Lemma && (len(in.Lemma) < len(had.Lemma) || len(in.Lemma) == len(had.Lemma) && in.Lemma < had.Lemma) || had.Lemma == in.Lemma && in.Past {
		f.forms[form] = in
	}
}

// Verb is what a form in lower case is as a form of a verb that is a trigger.
func (f *Frames) Verb(form string) (Inflection, bool) {
	in, ok := f.forms[form]
	return in, ok
}

func withS(lemma string) string {
	switch {
	case strings.HasSuffix(lemma, "s"), strings.HasSuffix(lemma, "sh"), strings.HasSuffix(lemma, "ch"), strings.HasSuffix(lemma, "x"), strings.HasSuffix(lemma, "z"), strings.HasSuffix(lemma, "o"):
		return lemma + "es"
	case endsInConsonantY(lemma):
		return lemma[:len(lemma)-1] + "ies"
	}
	return lemma + "s"
}

// withEnding adds "ed" or "ing" by the rules of English spelling, British where it doubles a consonant.
func withEnding(lemma, ending string) string {
	n := len(lemma)
	switch {
	case strings.HasSuffix(lemma, "ee") && ending == "ing":
		return lemma + ending
	case strings.HasSuffix(lemma, "e"):
		return lemma[:n-1] + ending
	case endsInConsonantY(lemma) && ending == "ed":
		return lemma[:n-1] + "ied"
	case doubles(lemma):
		return lemma + lemma[n-1:] + ending
	}
	return lemma + ending
}

func endsInConsonantY(s string) bool {
	return len(s) > 2 && strings.HasSuffix(s, "y") && !isVowel(s[len(s)-2])
}

// doubles reports whether the last consonant is doubled: "stopped", "expelled", "permitted", not "visited".
func doubles(s string) bool {
	n := len(s)
	if n < 3 || isVowel(s[n-1]) || !isVowel(s[n-2]) || isVowel(s[n-3]) || strings.ContainsRune("wxyh", rune(s[n-1])) {
		return false
	}
	syllables := 0
	for i := range n {
		if isVowel(s[i]) && (i == 0 || !isVowel(s[i-1])) {
			syllables++
		}
	}
	switch {
	case syllables == 1:
		return true
	case s[n-1] == 'l':
		return true
	}
	for _, end := range []string{"mit", "fer", "pel", "cur", "bar", "ban", "ship", "nap", "gin", "tap", "jam"} {
		if strings.HasSuffix(s, end) && !strings.HasSuffix(s, "offer") && !strings.HasSuffix(s, "suffer") {
			return true
		}
	}
	return false
}

func isVowel(c byte) bool { return strings.IndexByte("aeiou", c) >= 0 }
