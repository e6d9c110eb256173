package lexicon

import (
	"strconv"
	"strings"
)

// A Gazetteer is the places of the world: states, first-level regions, cities of 50,000 people and more, capitals, the
// halls and villas where diplomacy is done, seas, straits and contested lands. It is immutable.
//
// It knows which places bear a name, not which of them a text means.
type Gazetteer struct {
	spots     []Spot
	bearers   []bearer
	byName    map[string]int32 // index of the first bearer, by name in capitals without accents
	regions   map[string]int32 // "USA.TX"
	countries map[string]int32
	capitals  map[string]string // by alpha-3
	prefixes  map[string]bool
	suffixes  map[string]bool // true: of a region
}

// A bearer is a place that has a name, and the next one that has it: the most prominent comes first.
type bearer struct{ spot, next int32 }

// A SpotKind is a kind of place.
type SpotKind uint8

// The kinds, the most prominent first where several places bear one name.
const (
	Country SpotKind = iota
	City
	Venue
	Area   // seas, islands, contested lands, parts of the world: what areas.tsv says
	Region // first-level region of a state
)

// A Spot is a place.
type Spot struct {
	Name       string // to show
	Country    string // ISO 3166 alpha-3; "" where it lies in none or in several
	Region     string // code of the first-level region of a city: "TX"
	City       string // in which a venue stands
	Grain      string // "country", "city", "venue", "town", "region", "sea", "strait", "island", ...
	Kind       SpotKind
	Capital    bool
	Noted      bool // a city of cities-names.tsv, or a town of venues.tsv: known beyond its state
	Lat, Lon   float32
	Population int32 // of a city, or of the cities of a region, in thousands
}

// Lookup is the places that bear a name, the most prominent first: the state, then capitals, then cities by people.
// Accents, case, hyphens, apostrophes, and "the" before it do not count. The caller must not change what the pointers show.
func (g *Gazetteer) Lookup(name string) []*Spot {
	var buf [maxKey]byte
	key := spotKey(buf[:0], name)
	if len(key) == 0 {
		return nil
	}
	i, ok := g.byName[string(key)]
	if !ok {
		return nil
	}
	var out []*Spot
	for ; i >= 0; i = g.bearers[i].next {
		out = append(out, &g.spots[g.bearers[i].spot])
	}
	return out
}

// Has reports whether a place bears the name. It allocates nothing.
func (g *Gazetteer) Has(name string) bool {
	var buf [maxKey]byte
	_, ok := g.byName[string(spotKey(buf[:0], name))]
	return ok
}

// IsPrefix reports whether a word before the name of a place tells a part of it: "southern", "Greater", "downtown".
func (g *Gazetteer) IsPrefix(word string) bool {
	_, ok := g.prefixes[strings.ToLower(word)]
	return ok
}

// IsSuffix reports whether a word behind the name of a place leaves it that place: "Oblast", "city", "Valley". region tells
// whether the region rather than its city bears the name then.
func (g *Gazetteer) IsSuffix(word string) (is, region bool) {
	region, is = g.suffixes[strings.ToLower(word)]
	return is, region
}

// CountryOf is the place of a state, nil where it has none.
func (g *Gazetteer) CountryOf(iso3 string) *Spot {
	if i, ok := g.countries[iso3]; ok {
		return &g.spots[i]
	}
	return nil
}

// RegionOf is the first-level region in which a city lies, nil where it is not known.
func (g *Gazetteer) RegionOf(s *Spot) *Spot {
	if i, ok := g.regions[s.Country+"."+s.Region]; ok && s.Region != "" {
		return &g.spots[i]
	}
	return nil
}

// spotKey appends a name in capitals, without accents, apostrophes, full stops and a leading "the", its atoms parted by spaces.
func spotKey(key []byte, name string) []byte {
	var w walk
	if len(name) > maxKey-2 {
		return nil
	}
	for atom, rest := w.next(name); len(atom) > 0; atom, rest = w.next(rest) {
		if string(atom) == "," {
			continue
		}
		if len(key) > 0 {
			key = append(key, ' ')
		}
		key = append(key, atom...)
		if string(key) == "THE" && rest != "" {
			key = key[:0]
		}
	}
	if w.bad {
		return nil
	}
	return key
}

func loadGazetteer(lex *Lexicon) (err error) {
	lex.Gazetteer, err = LoadGazetteer()
	return err
}

// LoadGazetteer reads the gazetteer alone.
func LoadGazetteer() (*Gazetteer, error) {
	g := &Gazetteer{
		spots: make([]Spot, 0, 16000), bearers: make([]bearer, 0, 17000), byName: make(map[string]int32, 17000),
		regions: make(map[string]int32, 2500), countries: make(map[string]int32, 300), capitals: make(map[string]string, 300),
	}
	shown, err := readCityNames("data/place/cities-names.tsv")
	if err != nil {
		return nil, err
	}
	if g.prefixes, err = readWords("data/place/prefixes.tsv"); err != nil {
		return nil, err
	}
	if g.suffixes, err = readWords("data/place/suffixes.tsv"); err != nil {
		return nil, err
	}
	for _, read := range []struct {
		file string
		add  func(*row) error
	}{
		{"countries.tsv", g.addCountry},
		{"cities.tsv", func(r *row) error { return g.addCity(r, shown) }},
		{"venues.tsv", g.addVenue},
		{"areas.tsv", g.addArea},
		{"regions.tsv", g.addRegion},
	} {
		if err := eachRow("data/place/"+read.file, 4, read.add); err != nil {
			return nil, err
		}
	}
	for k, n := range shown {
		if !n.used {
			return nil, n.from.errorf("no city %q", k)
		}
	}
	return g, nil
}

// readWords reads words, and whether something stands beside them in the second column.
func readWords(file string) (map[string]bool, error) {
	table, err := rows(data, file, 1)
	out := make(map[string]bool, len(table))
	for _, r := range table {
		out[r.col(0)] = r.col(1) != ""
	}
	return out, err
}

// eachRow hands on the rows of an embedded table one by one; a row holds until the next. It is for tables too long to be
// kept as rows.
func eachRow(file string, least int, add func(*row) error) error {
	b, err := data.ReadFile(file)
	if err != nil {
		return err
	}
	r := row{file: file, cols: make([]string, 0, 8)}
	for line := range strings.Lines(string(b)) {
		r.line++
		line = strings.TrimRight(line, "\r\n")
		if line == "" || line[0] == '#' {
			continue
		}
		r.cols = r.cols[:0]
		for more := true; more; {
			var col string
			col, line, more = strings.Cut(line, "\t")
			r.cols = append(r.cols, col)
		}
		if len(r.cols) < least {
			return r.errorf("%d columns, want at least %d", len(r.cols), least)
		}
		if err := add(&r); err != nil {
			return err
		}
	}
	return nil
}

// A cityName is the English names of a city.
type cityName struct {
	names []string // the first is shown
	from  row
	used  bool
}

func readCityNames(file string) (map[string]*cityName, error) {
	table, err := rows(data, file, 3)
	if err != nil {
		return nil, err
	}
	out := make(map[string]*cityName, len(table))
	for _, r := range table {
		out[r.col(0)+"\t"+r.col(1)] = &cityName{names: append([]string{r.col(2), r.col(0)}, r.list(3)...), from: r}
	}
	return out, nil
}

// put adds a place under its names. Of one kind in one region only the first bears a name: the largest city.
func (g *Gazetteer) put(s Spot, names ...string) int32 {
	n := int32(len(g.spots))
	g.spots = append(g.spots, s)
	var buf [maxKey]byte
	for _, name := range names {
		if key := spotKey(buf[:0], name); len(key) > 0 {
			g.bear(key, n)
		}
	}
	return n
}

// bear makes the last place a bearer of a name, before those that are less prominent.
func (g *Gazetteer) bear(key []byte, n int32) {
	s := &g.spots[n]
	first, ok := g.byName[string(key)]
	if !ok {
		first = -1
	}
	before := int32(-1)
	for i := first; i >= 0; i = g.bearers[i].next {
		o := &g.spots[g.bearers[i].spot]
		if o == s || o.Kind == s.Kind && o.Country == s.Country && (s.Kind != City || o.Region == s.Region) {
			return
		}
		if o.Weight() >= s.Weight() {
			before = i
		}
	}
	b := bearer{spot: n, next: first}
	if before >= 0 {
		b.next = g.bearers[before].next
		g.bearers[before].next = int32(len(g.bearers))
	} else {
		g.byName[string(key)] = int32(len(g.bearers))
	}
	g.bearers = append(g.bearers, b)
}

// locate reads latitude and longitude from columns i and i+1.
func (s *Spot) locate(r *row, i int) error {
	lat, err1 := strconv.ParseFloat(r.col(i), 32)
	lon, err2 := strconv.ParseFloat(r.col(i+1), 32)
	if err1 != nil || err2 != nil || lat < -90 || lat > 90 || lon < -180 || lon > 180 {
		return r.errorf("latitude %q, longitude %q", r.col(i), r.col(i+1))
	}
	s.Lat, s.Lon = float32(lat), float32(lon)
	return nil
}

func (g *Gazetteer) addCountry(r *row) error {
	s := Spot{Name: strings.TrimSpace(r.col(0)), Country: r.col(1), Grain: "country", Kind: Country}
	if err := s.locate(r, 2); err != nil {
		return err
	}
	g.countries[s.Country] = g.put(s, s.Name)
	g.capitals[s.Country] = r.col(4)
	return nil
}

func (g *Gazetteer) addCity(r *row, shown map[string]*cityName) error {
	people, err := strconv.Atoi(r.col(5))
	if err != nil {
		return r.errorf("people %q", r.col(5))
	}
	s := Spot{Name: r.col(0), Country: r.col(1), Region: r.col(2), Grain: "city", Kind: City, Population: int32(people)}
	s.Capital = g.capitals[s.Country] == s.Name
	if err := s.locate(r, 3); err != nil {
		return err
	}
	if n := shown[s.Name+"\t"+s.Country]; n != nil && !n.used {
		n.used = true
		s.Name, s.Noted = n.names[0], true
		g.put(s, n.names...)
		return nil
	}
	g.put(s, s.Name)
	return nil
}

// townPeople is how many thousands of people a town that is known for talks counts as.
const townPeople = 30

func (g *Gazetteer) addVenue(r *row) error {
	s := Spot{Grain: r.col(1), Country: r.col(2), Kind: Venue, City: r.col(5)}
	if s.Grain == "city" || s.Grain == "town" {
		s.Kind, s.Population, s.Noted = City, townPeople, true
	}
	return g.addNamed(s, r)
}

func (g *Gazetteer) addArea(r *row) error {
	return g.addNamed(Spot{Grain: r.col(1), Country: r.col(2), Kind: Area}, r)
}

func (g *Gazetteer) addNamed(s Spot, r *row) error {
	names := r.list(0)
	if len(names) == 0 {
		return r.errorf("no name")
	}
	s.Name = names[0]
	if err := s.locate(r, 3); err != nil {
		return err
	}
	g.put(s, names...)
	return nil
}

func (g *Gazetteer) addRegion(r *row) error {
	people, err := strconv.Atoi(r.col(5))
	if err != nil {
		return r.errorf("people %q", r.col(5))
	}
	s := Spot{Name: r.col(0), Country: r.col(1), Region: r.col(2), Grain: "region", Kind: Region, Population: int32(people)}
	if err := s.locate(r, 3); err != nil {
		return err
	}
	g.regions[s.Country+"."+s.Region] = g.put(s, s.Name)
	return nil
}

// Weight is how prominent a place is, in thousands of people that a city of its prominence would have.
func (s *Spot) Weight() int {
	switch {
	case s.Kind == Country:
		return 1e6
	case s.Kind == Area:
		return 500e3
	case s.Capital:
		return 100e3 + int(s.Population)
	case s.Kind == Venue:
		return 2000
	case s.Kind == Region:
		return 60 // most often named after its city, which is then meant
	}
	return int(s.Population)
}
