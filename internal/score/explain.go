package score

import (
	"slices"
	"strings"

	"chancery/internal/doc"
	"chancery/internal/plover"
	"chancery/internal/record"
)

// goldLine and eventLine put an event on one line in the same way, to be compared by eye:
// "CONSULT visit | FRA:Emmanuel Macron > IND | occurred | 2023-07-13/2023-07-14 | Paris".
func goldLine(g *GoldEvent) string {
	return line(kinds(g), g.Mode, g.Format, sides(goldParties(g.Actors), goldParties(g.Recipients)), g.Status, g.When().String(), g.Place)
}

func eventLine(e *record.Event) string {
	return line(e.Kind.String(), e.Mode, e.Format, sides(names(e.Actors), names(e.Recipients)), e.Status, e.Date.String(), e.Place.Name)
}

func line(kind string, m plover.Mode, f plover.Format, parties string, s plover.Status, date, place string) string {
	return joinNonEmpty(" | ", joinNonEmpty(" ", kind, m.String(), f.String()), parties, s.String(), date, place)
}

func joinNonEmpty(sep string, parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), sep)
}

func kinds(g *GoldEvent) string {
	out := g.Kind.String()
	for _, k := range g.AlsoKinds {
		out += "|" + k.String()
	}
	return out
}

func sides(actors, recipients []string) string {
	if len(recipients) == 0 {
		return strings.Join(actors, " + ")
	}
	return strings.Join(actors, " + ") + " > " + strings.Join(recipients, " + ")
}

func goldParties(list []GoldParty) []string {
	out := make([]string, len(list))
	for i, p := range list {
		out[i] = p.String()
	}
	return out
}

// names writes the parties of a record as gold does: "FRA:Emmanuel Macron", "FRA", "NATO".
func names(list []record.Party) []string {
	out := make([]string, len(list))
	for i, p := range list {
		switch {
		case p.Country == string(p.Actor) || p.Country == "":
			out[i] = string(p.Actor)
		default:
			out[i] = p.Country + ":" + p.Name
		}
	}
	return out
}

func join(list []string) string { return strings.Join(list, ", ") }

// values is the distinct values that the articles give to a field of an event, in the order of its claims.
func values(e *record.Event, f record.Field) []string {
	var out []string
	for i := range e.Claims {
		if cl := &e.Claims[i]; cl.Field == f && !slices.Contains(out, cl.Value) {
			out = append(out, cl.Value)
		}
	}
	return out
}

func (s *scorer) file(id record.ID) string {
	for _, a := range s.found.Articles {
		if a.ID == id {
			return a.File
		}
	}
	return string(id)
}

// files is the files that tell an event, in the order of the case.
func (s *scorer) files(e *record.Event) []string {
	var out []string
	for _, a := range s.found.Articles {
		if slices.ContainsFunc(e.Claims, func(cl record.Claim) bool { return cl.Article == a.ID }) {
			out = append(out, a.File)
		}
	}
	return out
}

// behind is the sentences that an event rests on. Below the last one of each article stands every other claim of that
// article, with its words and the rule that read them.
func (s *scorer) behind(e *record.Event) []Passage {
	var out []Passage
	last := map[record.ID]int{} // by article: its last passage
	for i := range e.Claims {
		cl := &e.Claims[i]
		if cl.Field != record.FieldKind {
			continue
		}
		p := Passage{File: s.file(cl.Article), Words: oneLine(cl.Words), Acts: []string{cl.Value + " by " + cl.Rule}}
		k := slices.IndexFunc(out, func(o Passage) bool { return o.File == p.File && o.Words == p.Words })
		if k < 0 {
			k, out = len(out), append(out, p)
		} else if !slices.Contains(out[k].Acts, p.Acts[0]) {
			out[k].Acts = append(out[k].Acts, p.Acts[0])
		}
		last[cl.Article] = k
	}
	for i := range e.Claims {
		cl := &e.Claims[i]
		k, ok := last[cl.Article]
		if cl.Field == record.FieldKind || !ok {
			continue
		}
		said := string(cl.Field) + " " + cl.Value + " “" + oneLine(cl.Words) + "” by " + cl.Rule
		if p := &out[k]; !slices.Contains(p.Acts, said) {
			p.Acts = append(p.Acts, said)
		}
	}
	return out
}

// told is the sentences that gold points to, with the acts read there.
func (s *scorer) told(g *GoldEvent) []Passage {
	var out []Passage
	for _, a := range s.found.Articles {
		words := g.Evidence[a.File]
		if words == "" {
			continue
		}
		if a.Doc == nil {
			out = append(out, Passage{File: a.File, Words: words, Acts: []string{"the article was not read"}})
			continue
		}
		places := find(a.ID, a.Doc.Source, words)
		if len(places) == 0 {
			out = append(out, Passage{File: a.File, Words: words, Acts: []string{"the words do not stand in the article"}})
		}
		out = append(out, passages(a.File, a.Doc, places)...)
	}
	return out
}

// passages is the sentences that hold the places, with the acts read in each.
func passages(file string, d *doc.Document, places []place) []Passage {
	var out []Passage
	for _, p := range places {
		sp := p.Span
		var acts []string
		if d.Has(doc.Sentences) {
			first, last := d.TokenAt(p.Start), d.TokenAt(p.End-1)
			for i := d.SentenceAt(first); i < len(d.Sentences) && d.Sentences[i].First <= last; i++ {
				sp = sp.Union(d.Span(d.Sentences[i].Range))
				acts = append(acts, actsIn(d, i)...)
			}
		}
		q := Passage{File: file, Words: oneLine(d.Slice(sp)), Acts: acts}
		if !slices.ContainsFunc(out, func(o Passage) bool { return o.Words == q.Words }) {
			out = append(out, q)
		}
	}
	return out
}

// actsIn is one line for each act of a sentence:
// `"met" act/CONSULT.meet: CONSULT visit | emmanuel-macron > IND | occurred | 2023-07-13`.
func actsIn(d *doc.Document, sentence int) []string {
	var out []string
	for i := range d.Acts {
		a := &d.Acts[i]
		if int(a.Sentence) != sentence {
			continue
		}
		var actors, recipients []string
		for _, p := range a.Parties {
			name := d.Actors[p.Actor].ID
			if p.Recipient {
				recipients = append(recipients, name)
			} else {
				actors = append(actors, name)
			}
		}
		where := ""
		if a.Place != doc.None {
			where = d.Places[a.Place].Canon
		}
		out = append(out, `"`+oneLine(d.Text(a.Tokens))+`" `+a.Rule+": "+
			line(a.Kind.String(), a.Mode, a.Format, sides(actors, recipients), a.Status, a.When.String(), where))
	}
	return out
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
