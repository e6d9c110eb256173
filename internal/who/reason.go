package who

import (
	"fmt"
	"strings"

	"chancery/internal/date"
	"chancery/internal/doc"
	"chancery/internal/lexicon"
	"chancery/internal/text"
)

// A Reason is why words were read as an actor.
type Reason struct {
	Rule    string    // "who/title-holder"
	Why     string    // in plain words
	Because text.Span // the other words on which it rests; empty where it rests on the mention itself and the register
}

// why is a reason in words, by rule: {words} is the mention, {actor} whom it means, {other} the words on which it rests,
// {office} the office that he held and when.
var why = map[string]string{
	"full-name":          "the full name is in the register",
	"spelling":           "another spelling or order of a full name of the register, {actor}",
	"stranger":           "the register has nobody of this name; country and role are from the text",
	"last-name":          "stands for {actor}, whom the article names in full: “{other}”",
	"last-name-register": "a last name that one person of the register bears who fits: {office}",
	"title-name":         "part of the name of who holds the office beside it: {office}",
	"acronym":            "a short form that the article introduces: “{other}”",
	"state":              "the name of a state",
	"adjective":          "the adjective or people of a state",
	"compatriot":         "one of a nation: the last person of it that was named, “{other}”",
	"organisation":       "the name of an organisation",
	"body":               "a body of a state or organisation, by its name and the country beside it or spoken of",
	"metonym":            "a place or building that stands for a government",
	"capital":            "a capital that acts or is dealt with stands for its government",
	"title-holder":       "who bears this title there at the date of the article: {office}",
	"title-owner":        "who bears this title in the country of its owner at the date of the article: {office}",
	"title-country":      "a title of one country only, at the date of the article: {office}",
	"title-salient":      "the last before who bears this title: “{other}”",
	"title-apposition":   "stands beside the name that it describes: “{other}”",
	"title-pair":         "the two named last who bear this title: “{other}”",
	"title-plural":       "those who bear this title in the countries named: {office}",
	"title-three":        "the three named together before: “{other}”",
	"counterpart":        "who holds the same office in the other country: {office}",
	"noun-apposition":    "stands beside the name that it describes: “{other}”",
	"noun-again":         "the same noun meant this before: “{other}”",
	"noun":               "the only one near that fits the noun: “{other}”",
	"described-person":   "the person spoken of just before: “{other}”",
	"agent":              "people or forces of a state, who act for it",
	"own-state":          "the country of {other}",
	"host":               "the last before from that country: “{other}”",
	"pair":               "one of the two whom the article sets side by side: “{other}”",
	"three":              "one of the three named together: “{other}”",
	"former-latter":      "one of the two named together last: “{other}”",
	"latter":             "the one named last: “{other}”",
	"pronoun":            "the most salient person before of that gender: “{other}”",
	"pronoun-ahead":      "the subject that follows: “{other}”",
	"pronoun-it":         "the state or organisation that is the subject before: “{other}”",
	"pronoun-plural":     "those named together before: “{other}”",
}

// Explain is why mention i of d was read as its actor. It reads d as Annotate has left it.
func Explain(d *doc.Document, lex *lexicon.Lexicon, i int) Reason {
	m := &d.Mentions[i]
	rule := strings.TrimPrefix(m.Rule, "who/")
	reason := Reason{Rule: m.Rule, Because: restsOn(d, i, rule)}
	other := strings.Join(strings.Fields(d.Slice(reason.Because)), " ")
	words := why[rule]
	switch {
	case strings.Contains(words, "{office}"):
		office := tenure(d, lex.Register, m)
		if office == "" {
			office = d.Actors[m.Actor].Name
		}
		words = strings.ReplaceAll(words, "{office}", office)
	case strings.Contains(words, "{other}") && other == "":
		words, _, _ = strings.Cut(words, ": “{other}")
		other = d.Actors[m.Actor].Name
	}
	reason.Why = strings.NewReplacer("{words}", d.Slice(m.Span), "{actor}", d.Actors[m.Actor].Name, "{other}", other).Replace(words)
	return reason
}

// restsOn is the words that name the actor of mention i elsewhere: for a last name the full name, for what follows a
// name the next one, else the last before that is no pronoun.
func restsOn(d *doc.Document, i int, rule string) text.Span {
	m := &d.Mentions[i]
	var found text.Span
	switch rule {
	case "full-name", "spelling", "stranger", "state", "adjective", "organisation", "metonym", "capital", "agent", "body":
		return found
	case "pronoun-ahead", "title-apposition", "noun-apposition":
		for k := i + 1; k < len(d.Mentions) && k < i+8; k++ {
			if n := &d.Mentions[k]; n.Actor == m.Actor && n.Kind == doc.ByName {
				return n.Span
			}
		}
	case "last-name":
		for k := range d.Mentions {
			n := &d.Mentions[k]
			if n.Actor == m.Actor && (n.Rule == "who/full-name" || n.Rule == "who/spelling" || n.Rule == "who/stranger") && k != i {
				return n.Span
			}
		}
	case "own-state":
		for k := i - 1; k >= 0; k-- {
			if n := &d.Mentions[k]; d.Actors[n.Actor].Kind == doc.Person && d.Actors[n.Actor].Country == d.Actors[m.Actor].Country && n.Kind != doc.ByPronoun {
				return n.Span
			}
		}
	}
	for k := i - 1; k >= 0; k-- {
		if n := &d.Mentions[k]; n.Actor == m.Actor && n.Kind != doc.ByPronoun && n.Span != m.Span {
			return n.Span
		}
	}
	return found
}

// tenure is the most prominent office of a mention's actor at the date of the article, or the last before, with its dates.
func tenure(d *doc.Document, reg *lexicon.Register, m *doc.Mention) string {
	act := &d.Actors[m.Actor]
	if act.Kind != doc.Person {
		return act.Name
	}
	day := dayOf(d)
	t, ok := reg.OfficeOf(act.ID, day)
	held := ""
	if !ok {
		if t, ok = reg.FormerOfficeOf(act.ID, day); !ok {
			return ""
		}
		held = "formerly "
	}
	country, role, _ := strings.Cut(t.Office, ".")
	return fmt.Sprintf("%s, %s%s of %s, %s", act.Name, held, reg.TitleOf(country, role), nameOf(reg, country), span(t))
}

func nameOf(reg *lexicon.Register, country string) string {
	if st := reg.State(country); st != nil {
		return st.Name
	}
	if o := reg.Org(country); o != nil {
		return o.Name
	}
	return country
}

// span is the time of a term in words.
func span(t lexicon.Term) string {
	if t.To == 0 {
		return fmt.Sprintf("from %s, known to hold it on %s", date.Day(t.From), t.AsOf)
	}
	return fmt.Sprintf("%s to %s", t.From, t.To)
}
