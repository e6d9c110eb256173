package report

import (
	"slices"
	"strconv"

	"chancery/internal/doc"
	"chancery/internal/record"
	"chancery/internal/text"
)

// Actors is everyone a document mentions, in order of first mention, with the names it uses for each.
func Actors(d *doc.Document) []record.Actor {
	out := make([]record.Actor, len(d.Actors))
	for i := range d.Actors {
		a := &d.Actors[i]
		out[i] = record.Actor{
			ID: record.ActorID(a.ID), Name: a.Name, Kind: a.Kind.String(), Country: a.Country, Sector: a.Sector, Office: a.Office,
		}
	}
	for _, m := range d.Mentions {
		if m.Kind != doc.ByName {
			continue
		}
		a := &out[m.Actor]
		if s := d.Slice(m.Span); s != a.Name && !slices.Contains(a.Names, s) {
			a.Names = append(a.Names, s)
		}
	}
	for i := range out {
		slices.Sort(out[i].Names)
	}
	return out
}

// Quotes is the quotes of a document. A quote is about everyone whom its content mentions, but for the speaker.
func Quotes(d *doc.Document) []record.Quote {
	out := make([]record.Quote, 0, len(d.Quotes))
	for i := range d.Quotes {
		q := &d.Quotes[i]
		r := record.Quote{
			ID:      record.ID(d.Meta.ID + ".q" + strconv.Itoa(i+1)),
			Article: record.ID(d.Meta.ID), Kind: q.Kind.String(),
			Words: d.Slice(q.Content), Start: q.Content.Start, End: q.Content.End,
			Sentence: d.Slice(q.Span), Cue: d.Slice(q.Cue), Name: q.SpeakerName,
			Addressee: d.Slice(q.Addressee), Venue: d.Slice(q.Venue),
			About: about(d, q), Published: d.Meta.Published, Rule: q.Rule,
		}
		for _, sp := range q.More {
			r.Words += " " + d.Slice(sp)
		}
		if q.SpeakerActor != doc.None {
			r.Speaker = record.ActorID(d.Actors[q.SpeakerActor].ID)
			if r.Name == "" {
				r.Name = d.Actors[q.SpeakerActor].Name
			}
		}
		out = append(out, r)
	}
	return out
}

func about(d *doc.Document, q *doc.Quote) []record.ActorID {
	out := []record.ActorID{}
	seen := map[record.ActorID]bool{}
	for _, sp := range append([]text.Span{q.Content}, q.More...) {
		i, _ := slices.BinarySearchFunc(d.Mentions, sp.Start, func(m doc.Mention, start uint32) int { return int(int64(m.Start) - int64(start)) })
		for ; i < len(d.Mentions) && d.Mentions[i].Start < sp.End; i++ {
			a := d.Mentions[i].Actor
			if id := record.ActorID(d.Actors[a].ID); a != q.SpeakerActor && !seen[id] {
				seen[id] = true
				out = append(out, id)
			}
		}
	}
	return out
}
