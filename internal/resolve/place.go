package resolve

import (
	"strings"

	"chancery/internal/record"
)

// A placeRelation is what two known places are to one another.
type placeRelation uint8

const (
	placeFits placeRelation = iota // one may lie in the other
	placeSame
	placeOther
)

// comparePlaces compares two known places. Two cities of different names differ, and so do places in different
// countries; a region or a venue may be in the other place as long as the countries do not differ.
func comparePlaces(p, q *record.Place) placeRelation {
	switch {
	case strings.EqualFold(p.Name, q.Name) && (p.Country == q.Country || p.Country == "" || q.Country == ""):
		return placeSame
	case p.Country != "" && q.Country != "" && p.Country != q.Country:
		return placeOther
	case p.Grain == "city" && q.Grain == "city":
		return placeOther
	}
	return placeFits
}

// placeRank orders grains: the city first, for it is what a record is asked for; then what is finer or coarser.
func placeRank(grain string) int {
	switch grain {
	case "city":
		return 4
	case "venue":
		return 3
	case "region":
		return 2
	case "country":
		return 1
	}
	return 0
}
