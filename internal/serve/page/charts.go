package page

import (
	"context"
	"fmt"
	"html/template"

	"chancery"
	"chancery/internal/chart"
	"chancery/internal/date"
	"chancery/internal/plover"
)

// Drawings are made by package chart, which escapes what it is given; each has a table or a list beside it that says the
// same.

// tones are the tones of a drawing by those of the pages.
var tones = map[string]chart.Tone{"meet": chart.Meet, "near": chart.Near, "apart": chart.Apart, "force": chart.Force}

func toneOf(k plover.Kind) chart.Tone { return tones[tone(k)] }

// svg marks a drawing as one.
func svg(b []byte) template.HTML { return template.HTML(b) }

// spark is the line of a pair in the table of the busiest.
func spark(a chancery.DyadActivity) template.HTML {
	s := chart.Sparkline{Head: chart.Head{Title: clean(a.A.Name) + " and " + clean(a.B.Name) + ": events of a month"}}
	for _, m := range a.Months {
		s.Values = append(s.Values, m.Events)
	}
	return svg(chart.Spark(s))
}

// between makes the links of a part of a drawing: the list of what happened from one day to another.
func (f filter) between(from, to date.Day) string {
	return f.with("from", from.String(), "to", to.String())
}

// drawnMonths is how many months a drawing needs to say anything.
const drawnMonths = 3

// bars draws how much happened month by month.
func (f filter) bars(series []chancery.MonthCount, title string) template.HTML {
	if len(series) < drawnMonths {
		return ""
	}
	b := chart.BarChart{Head: chart.Head{Title: title}, Link: f.between}
	for _, m := range series {
		bar := chart.MonthBar{Month: m.Month}
		for _, k := range m.Kinds {
			bar.Events[toneOf(k.Kind)] += k.Events
		}
		b.Months = append(b.Months, bar)
	}
	return svg(chart.Bars(b))
}

// relation draws the scores between two actors over time.
func (f filter) relation(series []chancery.MonthCount, a, b string) template.HTML {
	if len(series) < drawnMonths {
		return ""
	}
	r := chart.RelationChart{
		Head: chart.Head{Title: "Relation of " + clean(a) + " and " + clean(b), Desc: "Mean PLOVER score of the events of each month, from −10 (force) to 10 (cooperation)."},
		Link: f.between,
	}
	for _, m := range series {
		r.Months = append(r.Months, chart.RelationMonth{Month: m.Month, Plover: m.Score, Events: m.Events})
	}
	return svg(chart.Relation(r))
}

// ego draws an actor among those with whom it has to do.
func ego(a chancery.Actor, partners []chancery.Partner) template.HTML {
	if len(partners) < 2 {
		return ""
	}
	e := chart.EgoChart{Head: chart.Head{Title: "Actors with whom " + clean(a.Name) + " has to do"}, Name: clean(a.Name)}
	for _, p := range partners {
		e.Partners = append(e.Partners, chart.Partner{
			Name: clean(p.Actor.Name), Link: actorURL(p.Actor.ID), Edge: pairURL(a.ID, p.Actor.ID), Events: p.Events, Score: p.Score,
		})
	}
	return svg(chart.Ego(e))
}

// scanned is how many events, the newest, a map and a chart of the timeline are made of.
const scanned = 300

// A drawn is the drawings of a list of events: its timeline and the places on a map, and the places in words.
type drawn struct {
	Timeline template.HTML
	Map      template.HTML
	Places   []placeCount
	OnlyLast bool // of more than were drawn
}

// A placeCount is a place and how many events took place there.
type placeCount struct {
	Name, Country string
	Events        int
}

// draw makes the drawings of the events that a filter leaves.
func (d *Desk) draw(ctx context.Context, f filter, q chancery.EventQuery, title string) (drawn, error) {
	var out drawn
	q, err := f.query(q)
	if err != nil {
		return out, err
	}
	q.Limit, q.NewestFirst = scanned, true
	page, err := d.rec.EventPage(ctx, q, "")
	if err != nil || len(page.Events) < drawnMonths {
		return out, err
	}
	out.OnlyLast = page.Next != ""
	t := chart.TimelineChart{Head: chart.Head{Title: "Timeline: " + title}, Lanes: []string{"Meetings", "Together", "Apart", "Force"}, Link: f.between}
	for i := range page.Events {
		e := &page.Events[i]
		k := toneOf(e.Kind)
		t.Items = append(t.Items, chart.TimelineItem{
			Date: e.Date, Lane: int(k) - 1, Tone: k, Open: e.Status != plover.Occurred && e.Status != plover.Ongoing,
			Label: kindName(e.Kind), Title: clean(e.Summary), Link: eventURL(e.ID),
		})
	}
	out.Timeline = svg(chart.Timeline(t))
	out.Map, out.Places = f.atlas(page.Events, title)
	return out, nil
}

// atlas draws the places of events that took place.
func (f filter) atlas(events []chancery.Event, title string) (template.HTML, []placeCount) {
	m := chart.MapChart{Head: chart.Head{Title: "Places: " + title}}
	type key struct{ name, country string }
	points, countries, at := map[key]int{}, map[string]int{}, map[key]int{}
	var places []placeCount
	for i := range events {
		e := &events[i]
		p := e.Place
		if !p.IsKnown() || e.Status != plover.Occurred && e.Status != plover.Ongoing {
			continue
		}
		k := key{p.Name, p.Country}
		if _, ok := at[k]; !ok {
			at[k] = len(places)
			places = append(places, placeCount{Name: p.Name, Country: p.Country})
		}
		places[at[k]].Events++
		link := f.with("place", p.Name)
		switch {
		case p.Grain == "country" && p.Country != "":
			if _, ok := countries[p.Country]; !ok {
				countries[p.Country] = len(m.Countries)
				m.Countries = append(m.Countries, chart.MapCountry{Code: p.Country, Name: clean(p.Name), Link: link})
			}
			m.Countries[countries[p.Country]].Count++
		case p.Lat != 0 || p.Lon != 0:
			if _, ok := points[k]; !ok {
				points[k] = len(m.Points)
				m.Points = append(m.Points, chart.MapPoint{Name: clean(p.Name), Lat: p.Lat, Lon: p.Lon, Tone: toneOf(e.Kind), Link: link})
			}
			m.Points[points[k]].Count++
		}
	}
	if len(m.Points)+len(m.Countries) == 0 {
		return "", places
	}
	return svg(chart.World(m)), places
}

// monthLabel is a month in a table.
func monthLabel(m chancery.Month) string { return monthName(fmt.Sprint(m)) }
