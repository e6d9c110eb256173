package chancery

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"chancery/internal/lexicon"
	"chancery/internal/store"
)

// A directory is who is known besides the register: the actors of a record, of one reading, or nobody.
type directory interface {
	Actor(id ActorID) (Actor, error)
	ActorsNamed(name string) ([]Actor, error)
	EachActor(f func(Actor) error) error
}

// Who is the profile of the actor of a name, with the last so many events and quotes, the oldest of these first; limit 0 is
// all of them.
func (r *Record) Who(ctx context.Context, name string, limit int) (Profile, error) {
	p := Profile{Offices: []Term{}, Events: []Event{}, Quotes: []Quote{}}
	err := r.st.View(ctx, func(s store.Reader) (err error) {
		if p.Actor, err = r.resolve(s, name); err != nil {
			return err
		}
		reg, err := r.register()
		if err != nil {
			return err
		}
		p.fill(reg)
		if err := p.fillEvents(s, limit); err != nil {
			return err
		}
		return p.fillQuotes(s, limit)
	})
	return p, err
}

// oneMore is a limit by which it shows that there is more; 0 stays no limit.
func oneMore(limit int) int {
	if limit <= 0 {
		return 0
	}
	return limit + 1
}

func (p *Profile) fillEvents(s store.Reader, limit int) error {
	q := store.EventQuery{Parties: [][]string{{string(p.Actor.ID)}}, Standing: true, Newest: limit > 0, Limit: oneMore(limit)}
	err := s.EachEvent(q, func(e Event) error {
		if limit > 0 && len(p.Events) == limit {
			p.MoreEvents = true
			return nil
		}
		err := fillClaims(s, &e)
		p.Events = append(p.Events, e)
		return err
	})
	if limit > 0 {
		lastDays(p.Events, func(e *Event) bool { return e.Date.IsKnown() })
	}
	return err
}

func (p *Profile) fillQuotes(s store.Reader, limit int) error {
	ids, err := voices(s, p.Actor)
	if err != nil {
		return err
	}
	p.Quotes, err = s.Quotes(store.QuoteQuery{Speakers: ids, Newest: limit > 0, Limit: oneMore(limit)})
	if limit > 0 {
		if len(p.Quotes) > limit {
			p.Quotes, p.MoreQuotes = p.Quotes[:limit], true
		}
		lastDays(p.Quotes, func(q *Quote) bool { return q.Published.From != 0 })
	}
	return err
}

// lastDays turns a list with the newest first about, but for what has no date, which is last in either order.
func lastDays[T any](list []T, isDated func(*T) bool) {
	n := 0
	for n < len(list) && isDated(&list[n]) {
		n++
	}
	slices.Reverse(list[:n])
	slices.Reverse(list[n:])
}

// Resolve is the actor that a name or id means: of the record, else of the register. The error is an *UnknownActorError.
func (r *Record) Resolve(ctx context.Context, name string) (a Actor, err error) {
	err = r.st.View(ctx, func(s store.Reader) error {
		a, err = r.resolve(s, name)
		return err
	})
	return a, err
}

// resolve looks a name up: as an id; as a name that articles or the register have; as a last name, of those whom the
// record knows and then by prominence.
func (r *Record) resolve(s directory, name string) (Actor, error) {
	reg, err := r.register()
	if err != nil {
		return Actor{}, err
	}
	return lookUp(s, reg, name)
}

func lookUp(s directory, reg *lexicon.Register, name string) (Actor, error) {
	name = strings.Join(strings.Fields(name), " ")
	for _, find := range []func(directory, *lexicon.Register, string) (Actor, error){byID, byRegister, byName, byLastName} {
		a, err := find(s, reg, name)
		if !errors.Is(err, ErrNotFound) {
			return a, err
		}
	}
	suggestions, err := suggest(s, reg, name)
	if err != nil {
		return Actor{}, err
	}
	return Actor{}, &UnknownActorError{Name: name, Suggestions: suggestions}
}

// byID takes a name for an id, in any case.
func byID(s directory, reg *lexicon.Register, name string) (Actor, error) {
	for _, id := range []string{name, strings.ToUpper(name), strings.ToLower(name)} {
		a, err := s.Actor(ActorID(id))
		if !errors.Is(err, ErrNotFound) {
			return a, err
		}
		if a, ok := registered(reg, id); ok {
			return a, nil
		}
	}
	return Actor{}, ErrNotFound
}

// registered is the actor of an id in the register.
func registered(reg *lexicon.Register, id string) (Actor, bool) {
	if st := reg.State(id); st != nil {
		return Actor{ID: ActorID(id), Name: st.Name, Kind: "state", Country: st.ISO3, Sector: "GOV"}, true
	}
	if o := reg.Org(id); o != nil {
		return Actor{ID: ActorID(id), Name: o.Name, Kind: "organisation", Country: o.Country, Sector: o.Sector}, true
	}
	if p := reg.Person(id); p != nil {
		return Actor{ID: ActorID(id), Name: p.Name, Kind: "person", Country: p.Country}, true
	}
	if b := reg.Body(id); b != nil && b.Country != "" {
		return Actor{ID: ActorID(id), Name: b.Name, Kind: "organisation", Country: b.Country, Sector: b.Sector}, true
	}
	return Actor{}, false
}

// preference orders what a name can mean where somebody asks for an actor.
var preference = []lexicon.EntryKind{
	lexicon.EntryState, lexicon.EntryPerson, lexicon.EntryOrg, lexicon.EntryBody, lexicon.EntryMetonym, lexicon.EntryCapital, lexicon.EntryDemonym, lexicon.EntryAdjective,
}

// byRegister takes a name for one of the register, as it is written or in capitals, which meets every rule of case.
func byRegister(s directory, reg *lexicon.Register, name string) (Actor, error) {
	entries := slices.Concat(reg.Lookup(name), reg.Lookup(strings.ToUpper(name)))
	for _, kind := range preference {
		for _, e := range entries {
			if e.Kind != kind {
				continue
			}
			id := e.ID
			if kind == lexicon.EntryMetonym {
				id = cmp.Or(e.Country, id)
			}
			if a, err := byID(s, reg, id); !errors.Is(err, ErrNotFound) {
				return a, err
			}
		}
	}
	return Actor{}, ErrNotFound
}

// byName takes a name for one that articles use. Of several bearers the first in order stands.
func byName(s directory, _ *lexicon.Register, name string) (Actor, error) {
	found, err := s.ActorsNamed(name)
	if err != nil {
		return Actor{}, err
	}
	if len(found) == 0 {
		return Actor{}, ErrNotFound
	}
	return found[0], nil
}

// byLastName takes a name for the last name of a person.
func byLastName(s directory, reg *lexicon.Register, name string) (Actor, error) {
	persons := reg.PersonsNamed(name)
	for _, p := range persons {
		a, err := s.Actor(ActorID(p.ID))
		if !errors.Is(err, ErrNotFound) {
			return a, err
		}
	}
	var found Actor
	err := s.EachActor(func(a Actor) error {
		if _, last, ok := cutLast(a.Name); ok && found.ID == "" && a.Kind == "person" && strings.EqualFold(last, name) {
			found = a
		}
		return nil
	})
	switch {
	case err != nil || found.ID != "":
		return found, err
	case len(persons) > 0:
		a, _ := registered(reg, persons[0].ID)
		return a, nil
	}
	return Actor{}, ErrNotFound
}

// cutLast parts the last word of a name from the rest.
func cutLast(name string) (rest, last string, ok bool) {
	i := strings.LastIndexByte(name, ' ')
	if i < 0 {
		return "", name, false
	}
	return name[:i], name[i+1:], true
}

// stateNamed is the state of a name or code, or nil.
func stateNamed(reg *lexicon.Register, name string) *lexicon.State {
	if st := reg.State(strings.ToUpper(name)); st != nil {
		return st
	}
	for _, e := range slices.Concat(reg.Lookup(name), reg.Lookup(strings.ToUpper(name))) {
		if e.Kind == lexicon.EntryState {
			return reg.State(e.ID)
		}
	}
	return nil
}

const (
	maxSuggestions = 5
	maxDistance    = 2 // letters wrong, in a name of six or more; in a shorter one it is one
)

// suggest is the names that come near to one that is not known, the nearest first.
func suggest(s directory, reg *lexicon.Register, name string) ([]string, error) {
	near := map[string]int{}
	want := strings.ToLower(name)
	look := func(n string) {
		if d, ok := nearness(want, strings.ToLower(n)); ok {
			near[n] = d
		}
	}
	for _, p := range reg.Persons {
		look(p.Name)
	}
	for _, st := range reg.States {
		look(st.Name)
	}
	for _, o := range reg.Orgs {
		look(o.Name)
	}
	err := s.EachActor(func(a Actor) error { look(a.Name); return nil })
	names := sortedKeys(near)
	slices.SortStableFunc(names, func(a, b string) int { return near[a] - near[b] })
	return names[:min(len(names), maxSuggestions)], err
}

// nearness is how far a name is from what was asked for, and whether it is near at all: by the number of letters that
// are wrong in all of it or, which counts half a letter more, in one of its words; or because it begins so.
func nearness(want, name string) (int, bool) {
	limit := maxDistance
	if utf8.RuneCountInString(want) < 6 {
		limit = 1
	}
	far := 2 * (limit + 1)
	best := 2 * distance(want, name, limit)
	for _, n := range strings.Fields(name) {
		best = min(best, 2*distance(want, n, limit)+1)
	}
	if best >= far && len(want) > 2 && strings.HasPrefix(name, want) {
		best = far - 1
	}
	return best, best < far
}

// distance is the number of letters to put in, take out or change to make a into b; limit+1 for more than limit.
func distance(a, b string, limit int) int {
	x, y := []rune(a), []rune(b)
	if len(x)-len(y) > limit || len(y)-len(x) > limit {
		return limit + 1
	}
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := range x {
		diagonal := row[0]
		row[0] = i + 1
		for j := range y {
			cost := diagonal
			if x[i] != y[j] {
				cost = 1 + min(diagonal, row[j], row[j+1])
			}
			diagonal, row[j+1] = row[j+1], cost
		}
	}
	return min(row[len(y)], limit+1)
}
