package who

import (
	"strings"

	"chancery/internal/date"
	"chancery/internal/doc"
	"chancery/internal/lexicon"
)

// maxPeople bounds the persons that are asked whether they bear a title, so that a very long text costs no more a word
// than a short one.
const maxPeople = 256

// intern is the index of the actor of an id, made by fill if it is new.
func (r *reader) intern(id string, fill func() actor) int32 {
	if a, ok := r.byID[id]; ok {
		return a
	}
	a := fill()
	a.ID, a.state = id, doc.None
	r.actors = append(r.actors, a)
	r.byID[id] = int32(len(r.actors) - 1)
	if a.Kind == doc.Person && len(r.people) < maxPeople {
		r.people = append(r.people, r.byID[id])
	}
	return r.byID[id]
}

// state is the actor of a state, None for a code that the register lacks.
func (r *reader) state(iso3 string) int32 {
	st := r.reg.State(iso3)
	if st == nil {
		return doc.None
	}
	return r.intern(iso3, func() actor {
		return actor{Actor: doc.Actor{Name: st.Name, Kind: doc.State, Country: iso3, Sector: "GOV", Known: true}}
	})
}

// org is the actor of an organisation of the register.
func (r *reader) org(id string) int32 {
	o := r.reg.Org(id)
	if o == nil {
		return doc.None
	}
	return r.intern(id, func() actor {
		return actor{Actor: doc.Actor{Name: o.Name, Kind: doc.Organisation, Country: o.Country, Sector: o.Sector, Known: true}, variety: o.Kind}
	})
}

// body is the actor of a part of a state: "CHN.foreign-ministry". The register may know the role in general only.
func (r *reader) body(country, role string) int32 {
	if role == "government" {
		return r.stateOrOrg(country) // a state and its government are one actor
	}
	b := r.reg.BodyOf(country, role)
	known := b != nil
	if !known {
		if b = r.reg.Body(role); b == nil {
			return doc.None
		}
	}
	return r.intern(country+"."+role, func() actor {
		name := b.Name
		if b.Country == "" || b.Country == "-" {
			name = r.adjective(country) + " " + strings.ToLower(b.Name)
		}
		return actor{Actor: doc.Actor{Name: name, Kind: doc.Office, Country: country, Sector: b.Sector, Known: known}}
	})
}

// office is the actor of a post whose holder is not known.
func (r *reader) office(country, role string) int32 {
	title := r.reg.TitleOf(country, role)
	if title == "" || r.reg.State(country) == nil && r.reg.Org(country) == nil {
		return doc.None
	}
	return r.intern(country+"."+role, func() actor {
		a := actor{Actor: doc.Actor{Name: r.adjective(country) + " " + title, Kind: doc.Office, Sector: "GOV", Office: title}}
		if r.reg.State(country) != nil {
			a.Country = country
		}
		if o := r.reg.Office(country + "." + role); o != nil {
			a.Sector = o.Sector
		}
		return a
	})
}

// adjective is the adjective of a state, or the name of what has none.
func (r *reader) adjective(country string) string {
	if st := r.reg.State(country); st != nil {
		if len(st.Adjectives) > 0 {
			return st.Adjectives[0]
		}
		return st.Name
	}
	if o := r.reg.Org(country); o != nil {
		return o.Name
	}
	return country
}

// person is the actor of a person of the register.
func (r *reader) person(p *lexicon.Person) int32 {
	return r.intern(p.ID, func() actor {
		a := actor{Actor: doc.Actor{Name: p.Name, Kind: doc.Person, Known: true}, gender: r.genderOf(p.Name)}
		if a.gender == lexicon.UnknownGender {
			a.gender = lexicon.Male // women whose given name does not tell it are listed
		}
		if r.reg.State(p.Country) != nil {
			a.Country = p.Country
		}
		if o := r.officeOf(p.ID); o != nil {
			a.Office, a.Sector = o.Title, o.Sector
			if r.reg.State(o.Country) == nil && r.reg.Org(o.Country) != nil { // who serves an organisation speaks for no state
				a.Country, a.Office = "", o.Country+" "+o.Title
			}
		} else if t, ok := r.reg.FormerOfficeOf(p.ID, r.lookUpDay(p.ID)); ok && r.reg.Office(t.Office) != nil {
			a.Sector = "ELI"
		}
		return a
	})
}

// officeOf is the office of a person at the date of the article, or nil.
func (r *reader) officeOf(person string) *lexicon.Office {
	if t, ok := r.reg.OfficeOf(person, r.lookUpDay(person)); ok {
		return r.reg.Office(t.Office)
	}
	return nil
}

// lookUpDay is the day of the article; where it is not known, one in the person's last term.
func (r *reader) lookUpDay(person string) date.Day {
	if r.day != 0 {
		return r.day
	}
	var last date.Day
	for _, t := range r.reg.TermsOf(person) {
		last = max(last, t.From, t.To, t.AsOf)
	}
	return last
}

// genderOf is what a full name tells of the gender of its bearer.
func (r *reader) genderOf(name string) lexicon.Gender {
	if r.lex.Who.IsWoman(name) {
		return lexicon.Female
	}
	first, _, _ := strings.Cut(name, " ")
	if g, ok := r.lex.Who.Given(first); ok && g != lexicon.UnknownGender {
		return g
	}
	head, _, ok := strings.Cut(first, "-")
	if ok {
		if g, ok := r.lex.Who.Given(head); ok {
			return g
		}
	}
	return lexicon.UnknownGender
}

// slug is the readable ASCII form of a name: "zhu-feng".
func slug(name string) string {
	var b strings.Builder
	for _, c := range strings.ToLower(lexicon.Key(name)) {
		switch {
		case 'a' <= c && c <= 'z' || '0' <= c && c <= '9':
			b.WriteRune(c)
		case c == ' ' && b.Len() > 0:
			b.WriteByte('-')
		}
	}
	return strings.Trim(b.String(), "-")
}

// holds reports whether a person of the register holds (or, where the day is unknown, ever held) one of the roles in a
// country; rank is that of the office.
func (r *reader) holds(person, country string, roles []string) (rank int, ok bool) {
	for _, t := range r.reg.TermsOf(person) {
		if r.day != 0 && !t.Covers(r.day) {
			continue
		}
		o := r.reg.Office(t.Office)
		if o == nil || country != "" && o.Country != country {
			continue
		}
		for _, role := range roles {
			if o.Role == role && (!ok || o.Rank < rank) {
				rank, ok = o.Rank, true
			}
		}
	}
	return rank, ok
}

// held reports whether a person has held one of the roles in a country and left it.
func (r *reader) held(person, country string, roles []string) bool {
	for _, t := range r.reg.TermsOf(person) {
		o := r.reg.Office(t.Office)
		if o == nil || country != "" && o.Country != country || r.day == 0 || t.To == 0 || t.To > r.day {
			continue
		}
		for _, role := range roles {
			if o.Role == role {
				return true
			}
		}
	}
	return false
}
