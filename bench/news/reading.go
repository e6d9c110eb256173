package news

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"

	"chancery/internal/date"
	"chancery/internal/plover"
	"chancery/internal/read"
	"chancery/internal/record"
)

// A Noise says in how many of a thousand readings something is missed or read wrongly.
type Noise struct {
	NoDate, NoPlace, OnlyState, NoAct, Invented int
}

// UsualNoise is about what the program's own reader misses in the plain sentences of this package.
var UsualNoise = Noise{NoDate: 40, NoPlace: 80, OnlyState: 60, NoAct: 30, Invented: 20}

// A Reader gives readings of made-up articles from what is known of them, so that what comes after reading can be measured
// without it. It knows the articles that Expect was given and forgets each when it has read it, unless it Keeps them. It is
// safe for concurrent use.
type Reader struct {
	Noise Noise
	Seed  uint64
	Keeps bool // articles may be read again

	mu       sync.Mutex
	expected map[record.ID]*Article
}

// Expect tells the reader what an article says. Its text is not kept: it is given again with the article.
func (r *Reader) Expect(a *Article) {
	said := *a
	said.Article = record.Article{}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.expected == nil {
		r.expected = map[record.ID]*Article{}
	}
	r.expected[a.ID] = &said
}

// Read gives the reading of an article that is expected.
func (r *Reader) Read(given record.Article) (*read.Reading, error) {
	r.mu.Lock()
	said := r.expected[given.ID]
	if !r.Keeps {
		delete(r.expected, given.ID)
	}
	r.mu.Unlock()
	if said == nil {
		return nil, fmt.Errorf("article %s is not expected", given.ID)
	}
	a := *said
	a.Article = given
	return MakeReading(&a, r.Noise, rand.New(rand.NewPCG(r.Seed, uint64(a.Number)))), nil
}

// MakeReading is what a reader would find in an article, but for noise.
func MakeReading(a *Article, noise Noise, rng *rand.Rand) *read.Reading {
	found := &read.Reading{Article: a.Article}
	for i := range a.Happening.Sides {
		found.Actors = append(found.Actors, a.Happening.Sides[i].actors()...)
	}
	if !chance(rng, noise.NoAct) {
		found.Reports = append(found.Reports, a.report(noise, rng))
	}
	if chance(rng, noise.Invented) {
		found.Reports = append(found.Reports, a.invented(len(found.Reports)+1))
	}
	for i, q := range a.Quotes {
		found.Quotes = append(found.Quotes, a.quote(i, q))
	}
	return found
}

func chance(rng *rand.Rand, perMille int) bool { return rng.IntN(1000) < perMille }

// actors are the person, if there is one, and the state.
func (s *Side) actors() []record.Actor {
	st := s.State
	out := []record.Actor{{ID: record.ActorID(st.ISO3), Name: st.Name, Kind: "state", Country: st.ISO3, Sector: "GOV", Names: []string{st.Adjectives[0]}}}
	if p := s.Person; p != nil {
		out = append(out, record.Actor{
			ID: record.ActorID(p.ID), Name: p.Name, Kind: "person", Country: st.ISO3, Sector: "GOV", Office: s.Office, Names: []string{s.Office + " " + p.Name, lastName(p.Name, p.Shorts)},
		})
	}
	return out
}

// party is the side in an act.
func (s *Side) party(role plover.Role, onlyState bool) record.Party {
	if s.Person == nil || onlyState {
		return record.Party{Actor: record.ActorID(s.State.ISO3), Name: s.State.Name, Country: s.State.ISO3, Sector: "GOV", Role: role}
	}
	return record.Party{Actor: record.ActorID(s.Person.ID), Name: s.Person.Name, Country: s.State.ISO3, Sector: "GOV", Office: s.Office, Role: role}
}

// Facts are the fields of a happening as they truly are.
func (h *Happening) Facts() record.Facts { return h.facts(h.Status, h.Day, h.Place, h.Country, false) }

func (h *Happening) facts(status plover.Status, day date.Day, place, country string, onlyState bool) record.Facts {
	f := record.Facts{Kind: h.Kind, Mode: h.Mode, Format: h.Format, Status: status, Contexts: []string{"diplomatic"}, Topics: []string{h.topic}, Recipients: []record.Party{}}
	a, b := &h.Sides[0], &h.Sides[1]
	switch {
	case h.Kind == plover.Consult && h.Mode == plover.Visit:
		f.Actors, f.Recipients = []record.Party{a.party(plover.Visitor, onlyState)}, []record.Party{b.party(plover.Host, onlyState)}
	case h.Kind == plover.Consult || h.Kind == plover.Agree || h.Kind == plover.Cooperate && h.template.place == "a":
		f.Actors = []record.Party{a.party(plover.Participant, onlyState), b.party(plover.Participant, onlyState)}
	default:
		f.Actors, f.Recipients = []record.Party{a.party(plover.Sender, onlyState)}, []record.Party{b.party(plover.Target, onlyState)}
	}
	if day != 0 {
		f.Date = date.MakeRange(day, date.Resolved)
	}
	if place != "" {
		f.Place = record.Place{Name: place, Country: country, Grain: "city"}
	}
	f.Summary = f.Summarize()
	return f
}

func (a *Article) report(noise Noise, rng *rand.Rand) record.Report {
	day, place, country := a.Day, a.Place, a.Happening.Country
	if a.Wrong == "place" {
		country = ""
	}
	if chance(rng, noise.NoDate) {
		day = 0
	}
	if chance(rng, noise.NoPlace) {
		place = ""
	}
	rep := record.Report{
		ID: record.ID(string(a.ID) + ".1"), Article: a.ID, Main: true, Facts: a.Happening.facts(a.Status, day, place, country, chance(rng, noise.OnlyState)),
		Teller: a.Outlet,
	}
	if a.Credit != "" {
		rep.Teller, rep.Relayed = a.Credit, true
	}
	for _, c := range []struct {
		field record.Field
		value string
	}{
		{record.FieldKind, rep.Kind.String()}, {record.FieldStatus, rep.Status.String()}, {record.FieldDate, rep.Date.String()}, {record.FieldPlace, rep.Place.Name},
	} {
		rep.Claims = a.claim(rep.Claims, c.field, c.value)
	}
	for _, p := range rep.Actors {
		rep.Claims = a.claim(rep.Claims, record.FieldActors, string(p.Actor))
	}
	for _, p := range rep.Recipients {
		rep.Claims = a.claim(rep.Claims, record.FieldRecipients, string(p.Actor))
	}
	return rep
}

// claim adds a claim that rests on the lead.
func (a *Article) claim(list []record.Claim, field record.Field, value string) []record.Claim {
	if value == "" {
		return list
	}
	return append(list, record.Claim{
		Field: field, Value: value, Stance: "supports", Article: a.ID, Start: uint32(a.Lead.Start), End: uint32(a.Lead.End), Words: a.Text[a.Lead.Start:a.Lead.End], Rule: "truth",
	})
}

// invented is an act that the article does not tell: the state of one side alone speaks of something.
func (a *Article) invented(n int) record.Report {
	side := &a.Happening.Sides[1]
	rep := record.Report{ID: record.ID(fmt.Sprintf("%s.%d", a.ID, n)), Article: a.ID, Teller: a.Outlet}
	rep.Kind, rep.Status, rep.Contexts, rep.Topics = plover.Request, plover.Occurred, []string{}, []string{}
	rep.Actors, rep.Recipients = []record.Party{side.party(plover.Sender, true)}, []record.Party{}
	rep.Summary = rep.Summarize()
	rep.Claims = a.claim(nil, record.FieldKind, rep.Kind.String())
	return rep
}

func (a *Article) quote(i int, q Speech) record.Quote {
	side, other := &a.Happening.Sides[q.Side], &a.Happening.Sides[1-q.Side]
	words := a.Text[q.Start:q.End]
	kind := "indirect"
	if open, end := strings.IndexByte(words, '"'), strings.LastIndexByte(words, '"'); open >= 0 && end > open {
		words, kind = words[open+1:end], "direct"
	}
	speaker := side.party(0, false)
	return record.Quote{
		ID: record.ID(fmt.Sprintf("%s.q%d", a.ID, i+1)), Article: a.ID, Kind: kind, Words: words, Start: uint32(q.Start), End: uint32(q.End), Sentence: a.Text[q.Start:q.End],
		Cue: "said", Speaker: speaker.Actor, Name: speaker.Name, About: []record.ActorID{record.ActorID(other.State.ISO3)}, Published: a.Published, Rule: "truth",
	}
}
