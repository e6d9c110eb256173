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

// receive makes guests and hosts of those who met in the country of one of the sides. Who is told to be the guest of a country is no host of
// it; where the place is not told, who met a guest of another country is taken for his host.
func receive(r *record.Report) {
	if r.Kind != plover.Consult || r.Mode == plover.Multilateral || r.Mode == plover.ThirdParty || r.Mode == plover.Phone {
		return
	}
	all := slices.Concat(r.Actors, r.Recipients)
	home := homeOf(r, all)
	if home == "" {
		return
	}
	var guests, hosts []record.Party
	for _, p := range all {
		switch {
		case p.Country == "" || p.Role == plover.Mediator || p.Country == home && p.Role == plover.Visitor || p.Country != home && p.Role == plover.Host:
			return
		case p.Country == home:
			p.Role = plover.Host
			hosts = append(hosts, p)
		default:
			p.Role = plover.Visitor
			guests = append(guests, p)
		}
	}
	if len(hosts) > 0 && (isOneState(guests) || r.Mode == plover.Visit && len(guests) > 0) {
		r.Actors, r.Recipients, r.Mode = guests, withoutState(hosts), plover.Visit
	}
}

// homeOf is the country in which some parties met as guests and hosts, "" where that is not told.
func homeOf(r *record.Report, all []record.Party) string {
	if r.Place.Country != "" || r.Mode != plover.Visit {
		return r.Place.Country
	}
	var rest []record.Party
	for _, p := range all {
		if p.Role != plover.Visitor {
			rest = append(rest, p)
		}
	}
	if len(rest) == len(all) || !isOneState(rest) {
		return ""
	}
	return rest[0].Country
}

// withoutState drops the state beside the persons who speak for it.
func withoutState(hosts []record.Party) []record.Party {
	isState := func(p record.Party) bool { return string(p.Actor) == p.Country }
	if !slices.ContainsFunc(hosts, func(p record.Party) bool { return !isState(p) }) {
		return hosts
	}
	return slices.DeleteFunc(hosts, isState)
}

func isOneState(ps []record.Party) bool {
	return len(ps) > 0 && !slices.ContainsFunc(ps, func(p record.Party) bool { return p.Country != ps[0].Country })
}
