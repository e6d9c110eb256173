// Package place knows which place of the world a name means.
//
// It reads the names of states, regions, cities and buildings that an article has, and chooses among the places that bear
// the name by what stands beside it ("Paris, Texas"), by the states that the article speaks of, and by how well known the
// places are. It does not know names that package name has not found, nor what happened there.
//
//	place.Annotate(d, lex)
//	for _, p := range d.Places {
//		fmt.Println(p.Canon, p.Country, p.Lat, p.Lon) // "Geneva" CHE 46.2 6.1
//	}
package place

import (
	"strings"

	"chancery/internal/doc"
	"chancery/internal/lexicon"
)

// Annotate fills d.Places with a place for each name of kind GPE, LOC or FAC, and for names of other kinds that are those
// of a hall or palace and stand where a place is told. It needs the names.
func Annotate(d *doc.Document, lex *lexicon.Lexicon) {
	if d.Has(doc.Places) || !d.Has(doc.Names) {
		return
	}
	r := reader{d: d, lex: lex, names: make(map[string]*known, len(d.Names))}
	r.look()
	for i := range d.Names {
		if p, ok := r.place(int32(i)); ok {
			d.Places = append(d.Places, p)
		}
	}
	r.inherit()
	d.Mark(doc.Places)
}

// A reader is the state of one reading.
type reader struct {
	d         *doc.Document
	lex       *lexicon.Lexicon
	names     map[string]*known // by the words of a name
	of        []*known          // by name
	countries []string          // the states that the article speaks of
}

// known is what the lexicon says of the words of a name.
type known struct {
	state  string          // alpha-3 of the state that they name
	spots  []*lexicon.Spot // the places that bear the name, the most prominent first
	extra  bool            // the name is longer than that of its place: "Kharkiv Oblast", "Geneva airport"
	region bool            // and the words behind make it a region
}

// look finds what the lexicon has on each name, and which states the article speaks of.
func (r *reader) look() {
	d := r.d
	r.of = make([]*known, len(d.Names))
	for i := range d.Names {
		n := &d.Names[i]
		if n.Kind == doc.PER {
			continue
		}
		words := d.Text(n.Range)
		k := r.names[words]
		if k == nil {
			k = r.lookup(words, n.Kind)
			r.names[words] = k
		}
		r.of[i] = k
	}
}

// lookup asks the register for a state, and the gazetteer for places.
func (r *reader) lookup(words string, kind doc.NameKind) *known {
	k := &known{}
	if r.lex.Register != nil {
		for _, e := range r.lex.Register.Lookup(words) {
			switch e.Kind {
			case lexicon.EntryState:
				k.state = e.ID
				r.speaksOf(e.ID)
			case lexicon.EntryAdjective, lexicon.EntryDemonym, lexicon.EntryCapital:
				r.speaksOf(e.ID)
			}
		}
	}
	if kind == doc.NORP {
		return k
	}
	if k.spots = r.lex.Gazetteer.Lookup(words); len(k.spots) == 0 && kind != doc.ORG && kind != doc.MISC {
		k.spots, k.region = r.within(words, kind)
		k.extra = len(k.spots) > 0
	}
	if k.state == "" && len(k.spots) > 0 && k.spots[0].Kind == lexicon.Country {
		r.speaksOf(k.spots[0].Country)
	}
	return k
}

func (r *reader) speaksOf(iso3 string) {
	for _, c := range r.countries {
		if c == iso3 {
			return
		}
	}
	r.countries = append(r.countries, iso3)
}

// within is the places named by a part of a longer name: without the words before ("southern Lebanon", "Greater Manchester")
// or behind ("Kharkiv Oblast", "Nile Valley"; of a building any words: "Geneva Opera House"). region tells whether the words
// behind make it a region.
func (r *reader) within(words string, kind doc.NameKind) (spots []*lexicon.Spot, region bool) {
	parts := strings.Fields(words)
	if len(parts) < 2 || len(parts) > 8 {
		return nil, false
	}
	if spots := r.lex.Gazetteer.Lookup(strings.Join(parts[1:], " ")); len(spots) > 0 && r.lex.Gazetteer.IsPrefix(parts[0]) {
		return spots, false
	}
	for n := min(len(parts)-1, 3); n > 0; n-- {
		suffix, region := r.lex.Gazetteer.IsSuffix(parts[n])
		if !suffix && kind != doc.FAC {
			continue
		}
		if spots := r.lex.Gazetteer.Lookup(strings.Join(parts[:n], " ")); len(spots) > 0 {
			return spots, region
		}
	}
	return nil, false
}

// place reads one name as a place; false if it is none.
func (r *reader) place(i int32) (doc.Place, bool) {
	n, k := &r.d.Names[i], r.of[i]
	if p, ok := r.capital(i); ok {
		return p, true
	}
	switch n.Kind {
	case doc.GPE, doc.LOC, doc.FAC:
	case doc.ORG, doc.MISC:
		if k == nil || len(k.spots) == 0 || k.spots[0].Kind != lexicon.Venue || !r.isThere(n) {
			return doc.Place{}, false
		}
	default:
		return doc.Place{}, false
	}
	words := r.d.Text(n.Range)
	spot := r.choose(i, k)
	if region := r.regionBeside(i, spot); region != nil {
		return doc.Place{Name: i, Canon: words, Country: region.Country, Lat: degrees(region.Lat), Lon: degrees(region.Lon), Grain: "town"}, true
	}
	switch {
	case k.state != "" && (spot == nil || spot.Kind != lexicon.Region):
		return r.state(i, k.state, words), true
	case spot == nil:
		return doc.Place{Name: i, Canon: words, Grain: grainOf(n.Kind)}, true
	}
	p := doc.Place{Name: i, Canon: spot.Name, Country: spot.Country, Lat: degrees(spot.Lat), Lon: degrees(spot.Lon), Grain: spot.Grain, City: spot.City}
	if k.extra && n.Kind == doc.FAC {
		p.Canon, p.Grain = words, "venue"
	}
	return p, true
}

// degrees rounds to the four figures behind the point that the gazetteer has at most.
func degrees(f float32) float64 { return float64(int64(float64(f)*1e4+sign(f)*0.5)) / 1e4 }

func sign(f float32) float64 {
	if f < 0 {
		return -1
	}
	return 1
}

func (r *reader) state(i int32, iso3, words string) doc.Place {
	p := doc.Place{Name: i, Canon: words, Country: iso3, Grain: "country"}
	if s := r.lex.Register.State(iso3); s != nil {
		p.Canon = s.Name
	}
	if c := r.lex.Gazetteer.CountryOf(iso3); c != nil {
		p.Lat, p.Lon = degrees(c.Lat), degrees(c.Lon)
	}
	return p
}

func grainOf(k doc.NameKind) string {
	if k == doc.FAC {
		return "venue"
	}
	return ""
}

// isThere reports whether a name stands behind a word that tells a place.
func (r *reader) isThere(n *doc.Name) bool {
	for k := n.First - 1; k >= 0 && n.First-k <= 2; k-- {
		switch strings.ToLower(r.d.Word(k)) {
		case "the":
		case "at", "in", "inside", "outside", "near", "to", "from", "around":
			return true
		default:
			return false
		}
	}
	return false
}
