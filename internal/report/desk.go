package report

import (
	"slices"

	"chancery/internal/doc"
	"chancery/internal/plover"
	"chancery/internal/record"
)

// A report that is written in the capital of one of those who met tells most often of a meeting there: correspondents go
// where the guests are. The place of the date line is taken for such a meeting only where no other is told.

// desk is the town that stands in the date line or the byline of an article; None if there is none, or several.
func desk(d *doc.Document) int32 {
	found := int32(doc.None)
	for i := range d.Places {
		p := &d.Places[i]
		b := d.Sentences[d.SentenceAt(d.Names[p.Name].First)].Block
		if b < 0 || int(b) >= len(d.Blocks) || townOf(p) == "" {
			continue
		}
		if k := d.Blocks[b].Kind; k != doc.DateLine && k != doc.Byline {
			continue
		}
		if found != doc.None && townOf(&d.Places[found]) != townOf(p) {
			return doc.None
		}
		found = int32(i)
	}
	return found
}

// maxDesk is how many days before publication a meeting may lie to be where the article is written.
const maxDesk = 3

// isAtDesk reports whether the meeting g, of which no place is told, can be taken to have been where the article is written: in
// the country of one of two sides, a few days ago.
func (g *group) isAtDesk(d *doc.Document, at int32) bool {
	pub := d.Meta.Published
	if at == doc.None || g.kind != plover.Consult || g.isRemote() || g.mode == plover.Multilateral || g.mode == plover.ThirdParty {
		return false
	}
	if !pub.IsDay() || !g.when.IsDay() || g.when.From < pub.From-maxDesk || g.when.From > pub.To || g.status(d) != plover.Occurred {
		return false
	}
	home, away := 0, 0
	for _, p := range g.who {
		switch c := d.Actors[p.Actor].Country; {
		case c == "":
			return false
		case c == d.Places[at].Country && !isGuest(p.Role):
			home++
		case c == d.Places[at].Country:
			return false
		case p.Role == plover.Host:
			return false
		default:
			away++
		}
	}
	return home > 0 && away > 0
}

func isGuest(r plover.Role) bool { return r == plover.Visitor }

// receive makes guests and hosts of those who met in the country of one of the two sides, where nothing else is told.
func receive(r *record.Report) {
	if r.Kind != plover.Consult || r.Mode == plover.Multilateral || r.Mode == plover.ThirdParty || r.Mode == plover.Phone || len(r.Recipients) > 0 || r.Place.Country == "" {
		return
	}
	var guests, hosts []record.Party
	for _, p := range r.Actors {
		switch {
		case p.Country == "" || isSided(p.Role):
			return
		case p.Country == r.Place.Country:
			p.Role = plover.Host
			hosts = append(hosts, p)
		default:
			p.Role = plover.Visitor
			guests = append(guests, p)
		}
	}
	one := func(ps []record.Party) bool {
		return len(ps) > 0 && !slices.ContainsFunc(ps, func(p record.Party) bool { return p.Country != ps[0].Country })
	}
	if one(guests) && one(hosts) {
		r.Actors, r.Recipients, r.Mode = guests, hosts, plover.Visit
	}
}
