package lexicon

// A Gazetteer is the places of the world: cities, regions, venues, seas. It is immutable.
type Gazetteer struct {
}
