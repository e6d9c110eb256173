package place

import "chancery/internal/lexicon"

// spokenOf is how many times better known a place counts whose state the article speaks of.
const spokenOf = 20

// choose is the place that a name means, nil if the gazetteer has none.
func (r *reader) choose(i int32, k *known) *lexicon.Spot {
	if len(k.spots) == 0 {
		return nil
	}
	if s := r.beside(i, k.spots); s != nil {
		return s
	}
	best, weight := k.spots[0], 0
	for _, s := range k.spots {
		w := s.Weight()
		if s.Kind != lexicon.Country && s.Country != "" && r.isSpokenOf(s.Country, k.state) {
			w *= spokenOf
		}
		if k.region && s.Kind == lexicon.Region {
			w *= 1000 // "Kharkiv Oblast" is the region, "Kharkiv" the city
		}
		if w > weight {
			best, weight = s, w
		}
	}
	if isObscure(best) && !k.region && !r.isSpokenOf(best.Country, "") {
		return nil
	}
	return best
}

// Cities and regions are known to all from so many thousands of people on.
const (
	knownCity   = 300
	knownRegion = 3000
)

// isObscure reports whether a place is so little known that an article which means it says where it lies.
func isObscure(s *lexicon.Spot) bool {
	switch s.Kind {
	case lexicon.Region:
		return s.Population < knownRegion
	case lexicon.City:
		return !s.Capital && !s.Noted && s.Population < knownCity
	}
	return false
}

// isSpokenOf reports whether the article speaks of a state, other than by the name that is read.
func (r *reader) isSpokenOf(iso3, but string) bool {
	if iso3 == but {
		return false
	}
	for _, c := range r.countries {
		if c == iso3 {
			return true
		}
	}
	return false
}

// beside is the place that lies in what is told beside it: "Paris, Texas", "Tripoli in Lebanon", "Atlanta, Georgia" (where
// Georgia is the region in which an Atlanta lies).
func (r *reader) beside(i int32, spots []*lexicon.Spot) *lexicon.Spot {
	if n := r.next(i); n != nil {
		for _, s := range spots {
			if s.Kind != lexicon.Country && r.isIn(s, n) {
				return s
			}
		}
	}
	if i > 0 && r.next(i-1) == r.of[i] && r.of[i] != nil {
		for _, s := range spots {
			if s.Kind != lexicon.Region {
				continue
			}
			for _, city := range r.of[i-1].spots {
				if city.Kind == lexicon.City && city.Country == s.Country && city.Region == s.Region {
					return s
				}
			}
		}
	}
	return nil
}

// regionBeside is the first-level region that stands behind a city after a comma though the gazetteer has no city of that
// name in it: a smaller town is meant, as in "Paris, Texas".
func (r *reader) regionBeside(i int32, city *lexicon.Spot) *lexicon.Spot {
	n := r.next(i)
	if n == nil || n.state != "" || len(n.spots) == 0 || n.spots[0].Kind != lexicon.Region || city == nil || city.Kind != lexicon.City {
		return nil
	}
	if region := n.spots[0]; r.d.Word(r.d.Names[i].Last) == "," && (city.Country != region.Country || city.Region != region.Region) {
		return region
	}
	return nil
}

// next is what is known of the name that follows name i after a comma or "in".
func (r *reader) next(i int32) *known {
	d := r.d
	if int(i+1) >= len(d.Names) || r.of[i] == nil || r.of[i+1] == nil {
		return nil
	}
	from, to := d.Names[i].Last, d.Names[i+1].First
	if to-from != 1 && to-from != 2 {
		return nil
	}
	switch d.Word(from) {
	case ",", "in":
		if to-from == 1 || d.Word(to-1) == "the" {
			return r.of[i+1]
		}
	}
	return nil
}

// isIn reports whether a place lies in the state or region that a name means.
func (r *reader) isIn(s *lexicon.Spot, k *known) bool {
	if k.state != "" && k.state == s.Country {
		return true
	}
	for _, o := range k.spots {
		switch o.Kind {
		case lexicon.Country:
			if o.Country == s.Country {
				return true
			}
		case lexicon.Region:
			if s.Kind == lexicon.City && o.Country == s.Country && o.Region == s.Region {
				return true
			}
		}
	}
	return false
}

// inherit gives a place that the gazetteer does not have the state and the degrees of the city told beside it: "Villa Aurora
// in Geneva", "the Hilton, Doha".
func (r *reader) inherit() {
	places := r.d.Places
	for i := range places {
		p := &places[i]
		if p.Country != "" || p.Lat != 0 || p.Lon != 0 || i+1 >= len(places) || r.next(p.Name) == nil {
			continue
		}
		if o := &places[i+1]; o.Name == p.Name+1 && o.Country != "" {
			p.Country, p.Lat, p.Lon = o.Country, o.Lat, o.Lon
		}
	}
}
