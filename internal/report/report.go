// Package report knows what an article tells: it joins the acts of a Document that are about one happening into one
// record.Report with a claim for each field, and carries actors and quotes over into the shapes of the record.
//
// It does not find acts, people or dates (the annotators do), and it knows one article only: reports of several
// articles are joined by package resolve.
//
//	reports := report.Make(d)
package report

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"chancery/internal/doc"
	"chancery/internal/plover"
	"chancery/internal/record"
	"chancery/internal/text"
)

// Make is the reports of a document, in the order of the first word that tells each. It needs the layers
// Sentences, Actors and Acts.
func Make(d *doc.Document) []record.Report {
	if !d.Has(doc.Sentences | doc.Actors | doc.Acts) {
		return nil
	}
	groups := join(d)
	setScenes(d, groups)
	narrate(d, groups)
	setScenes(d, groups) // once more, for the days are known now
	lead, at := leadEnd(d), desk(d)
	out := make([]record.Report, 0, len(groups))
	for i := range groups {
		out = append(out, makeReport(d, groups, i, lead, at))
	}
	addCounts(d, groups, out)
	return out
}

// makeReport computes the fields of a group of acts and writes a claim for each value told. What is told in a block
// before lead is a main thing of the article, which is written at the place at.
func makeReport(d *doc.Document, groups []group, n int, lead, at int32) record.Report {
	g := &groups[n]
	r := record.Report{
		ID:      reportID(d, n),
		Article: record.ID(d.Meta.ID),
		Main:    d.Sentences[d.Acts[g.acts[0]].Sentence].Block < lead,
	}
	r.Kind = g.kind
	r.Mode = g.mode
	r.Place = g.place(d)
	if g.scene != doc.None {
		r.Within = reportID(d, int(g.scene))
		if o := &groups[g.scene]; !r.Place.IsKnown() && !o.isRemote() {
			r.Place = o.place(d) // no claim: the words tell the place of the meeting only
		}
	}
	if !r.Place.IsKnown() && g.isAtDesk(d, at) {
		r.Place = makePlace(&d.Places[at]) // no claim: the words tell where the article was written only
	}
	r.Format = g.formatAt(r.Place)
	r.Contexts = g.contexts(d)
	r.Status = g.status(d)
	r.Actors, r.Recipients = g.parties(d)
	receive(&r)
	r.Date = g.date(d, r.Status)
	r.Topics = g.topics(d)
	r.Claims = claims(d, g)
	r.Teller, r.Relayed = teller(d, g)
	return r
}

// teller is the outlet that tells what g is about, and whether the article has it from there. What the article tells in its
// own name anywhere is its own.
func teller(d *doc.Document, g *group) (outlet string, relayed bool) {
	for i, a := range g.acts {
		credit := d.CreditOf(d.Acts[a].Sentence)
		if credit == "" || i > 0 && credit != outlet {
			return d.Meta.Teller, false
		}
		outlet = credit
	}
	return outlet, outlet != ""
}

func reportID(d *doc.Document, n int) record.ID {
	return record.ID(d.Meta.ID + "." + strconv.Itoa(n+1))
}

// leadEnd is the block at which title, deck and the first two paragraphs end.
func leadEnd(d *doc.Document) int32 {
	bodies := 0
	for i := range d.Blocks {
		if d.Blocks[i].Kind != doc.Body {
			continue
		}
		if bodies++; bodies == 2 {
			return int32(i) + 1
		}
	}
	return int32(max(len(d.Blocks), 1))
}

func (g *group) contexts(d *doc.Document) []string {
	out := []string{}
	for _, a := range g.acts {
		for _, c := range d.Acts[a].Contexts {
			if !slices.Contains(out, c) {
				out = append(out, c)
			}
		}
	}
	slices.Sort(out)
	return out
}

// maxTopics bounds the list of topics of one report; an article that lists more is a programme, not a topic.
const maxTopics = 8

func (g *group) topics(d *doc.Document) []string {
	out := []string{}
	for _, a := range g.acts {
		for _, sp := range d.Acts[a].Topics {
			if s := d.Slice(sp); len(out) < maxTopics && !slices.Contains(out, s) {
				out = append(out, s)
			}
		}
	}
	return out
}

// place is the finest place told, the first of equals.
func (g *group) place(d *doc.Document) record.Place {
	best, rank := doc.None, -1
	for _, a := range g.acts {
		if p := d.Acts[a].Place; p != doc.None && placeRank(d.Places[p].Grain) > rank {
			best, rank = int(p), placeRank(d.Places[p].Grain)
		}
	}
	if best == doc.None {
		return record.Place{}
	}
	return makePlace(&d.Places[best])
}

// makePlace is a place as the record has it: of a hall its town, while the hall stays in the claim.
func makePlace(at *doc.Place) record.Place {
	p := *at
	if p.City != "" {
		p.Canon, p.Grain = p.City, "city"
	}
	return record.Place{Name: p.Canon, Country: p.Country, Lat: p.Lat, Lon: p.Lon, Grain: p.Grain}
}

// formatAt is how people met: as told, or in person where they are told to visit or to have met at a place.
func (g *group) formatAt(p record.Place) plover.Format {
	if g.format == plover.NoFormat && g.kind == plover.Consult && (g.mode == plover.Visit || p.IsKnown() && g.mode != plover.Phone) {
		return plover.InPerson
	}
	return g.format
}

func placeRank(grain string) int {
	switch grain {
	case "city":
		return 3
	case "venue":
		return 2
	case "region":
		return 1
	}
	return 0
}

// claims writes down every value that the acts of g give to a field, each with its words. The kind has the whole
// sentence for its words: it is the sentence behind the report.
func claims(d *doc.Document, g *group) []record.Claim {
	var out []record.Claim
	add := func(a *doc.Act, f record.Field, value string, sp text.Span, rule string) {
		c := record.Claim{
			Field: f, Value: value, Stance: "supports", Article: record.ID(d.Meta.ID),
			Start: sp.Start, End: sp.End, Words: d.Slice(sp), Rule: rule,
		}
		if a.Asserter != doc.None {
			c.Asserter = record.ActorID(d.Actors[a.Asserter].ID)
		}
		out = append(out, c)
	}
	for _, i := range g.acts {
		a := &d.Acts[i]
		add(a, record.FieldKind, a.Kind.String(), d.Span(d.Sentences[a.Sentence].Range), a.Rule)
		status := d.Tokens[a.Trigger].Span
		if a.StatusBy.Len() > 0 {
			status = d.Span(a.StatusBy)
		}
		if a.Status != plover.NoStatus {
			add(a, record.FieldStatus, a.Status.String(), status, a.Rule)
		}
		if a.Format != plover.NoFormat {
			add(a, record.FieldFormat, a.Format.String(), d.Span(a.Tokens), a.Rule)
		}
		for _, p := range a.Parties {
			m := d.Mentions[p.Mention]
			field := record.FieldActors
			if p.Recipient {
				field = record.FieldRecipients
			}
			add(a, field, d.Actors[p.Actor].ID, m.Span, m.Rule)
			if p.Role == plover.Visitor || p.Role == plover.Host {
				rule := a.Rule
				if a.ByPlace {
					rule = "act/place"
				}
				add(a, record.FieldRole, d.Actors[p.Actor].ID+":"+p.Role.String(), m.Span, rule)
			}
		}
		if a.Time != doc.None {
			t := d.Times[a.Time]
			add(a, record.FieldDate, a.When.String(), t.Span, t.Rule)
		} else if t := yearless(d, a); t != nil {
			add(a, record.FieldDate, t.Value, t.Span, t.Rule)
		}
		if a.Place != doc.None {
			p := d.Places[a.Place]
			value := p.Canon
			if p.City != "" {
				value = p.City
			}
			add(a, record.FieldPlace, value, d.Span(d.Names[p.Name].Range), "place/"+p.Grain)
		}
		for _, sp := range a.Topics {
			add(a, record.FieldTopic, d.Slice(sp), sp, a.Rule)
		}
		for _, n := range a.Numbers {
			add(a, record.FieldNumber, n.Value, n.Span, "act/number")
		}
	}
	slices.SortStableFunc(out, func(a, b record.Claim) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End)) })
	return unique(out)
}

// yearless is the time of an act that tells a day of a year which the article does not tell ("XXXX-11-15"), or nil.
func yearless(d *doc.Document, a *doc.Act) *doc.Time {
	if d.Meta.Published.IsDay() {
		return nil
	}
	for _, t := range timesNear(d, d.Sentences[a.Sentence], a.Trigger) {
		if v := governor(d, t); strings.HasPrefix(t.Value, "XXXX-") && v != doc.None && (isAbove(d, v, a.Trigger) || isAbove(d, a.Trigger, v)) {
			return t
		}
	}
	return nil
}

// unique drops claims that stand twice in a list sorted by span.
func unique(claims []record.Claim) []record.Claim {
	out := claims[:0]
	first := 0 // of those that share the span of the last
	for _, c := range claims {
		if len(out) > 0 && (out[len(out)-1].Start != c.Start || out[len(out)-1].End != c.End) {
			first = len(out)
		}
		if !slices.Contains(out[first:], c) {
			out = append(out, c)
		}
	}
	return out
}

// Acts is the acts that each report of Make joins: for report i, indices into d.Acts, ascending. Acts without a party or
// a status stand in none.
func Acts(d *doc.Document) [][]int {
	if !d.Has(doc.Sentences | doc.Actors | doc.Acts) {
		return nil
	}
	groups := join(d)
	out := make([][]int, len(groups))
	for i := range groups {
		out[i] = groups[i].acts
	}
	return out
}
