package page

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"chancery"
)

// networkPage is actors and what passes between them, as a table and as a drawing that can be explored.
type networkPage struct {
	Actor   *chancery.Actor // in the middle; nil for the whole record
	Edges   []networkEdge
	Nodes   []networkNode
	All     int // partners of the actor, or pairs, before the cap
	AllMany bool
	Top     int
	Least   int
	Data    string // address of the same as JSON
	Drawing template.HTML
}

// A networkNode is an actor.
type networkNode struct {
	ID     chancery.ActorID `json:"id"`
	Name   string           `json:"name"`
	Events int              `json:"events"`
	Centre bool             `json:"centre,omitempty"`
	Page   string           `json:"page"`
	Label  string           `json:"label"`
}

// A networkEdge is what passes between two.
type networkEdge struct {
	ID     string           `json:"id"`
	A      chancery.ActorID `json:"a"`
	B      chancery.ActorID `json:"b"`
	Events int              `json:"events"`
	Score  float64          `json:"score"`
	Page   string           `json:"page"`
	Label  string           `json:"label"`
	NameA  string           `json:"-"`
	NameB  string           `json:"-"`
}

// How many partners, or pairs, a network has: so many unless the address says otherwise, at most, and so many are counted.
const (
	networkTop     = 40
	networkMost    = 150
	networkCounted = 1000
	networkTies    = 60   // pairs of the record that are looked through for ties between partners
	networkMonths  = 1200 // of all times
)

func (d *Desk) network(r *http.Request) (view, error) {
	p, err := d.findNetwork(r.Context(), filterOf(r))
	if err != nil {
		return view{}, err
	}
	title := "Network"
	if p.Actor != nil {
		title += " of " + clean(p.Actor.Name)
	}
	return view{template: "network", title: title, section: "actors", data: p}, nil
}

// networkData is the nodes and edges of the page as JSON, for the script that draws them.
func (d *Desk) networkData(w http.ResponseWriter, r *http.Request) {
	p, err := d.findNetwork(r.Context(), filterOf(r))
	if err != nil {
		d.render(w, r, d.failure(r, err))
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "private, no-cache")
	json.NewEncoder(w).Encode(map[string]any{"nodes": p.Nodes, "edges": p.Edges}) // an error is of the connection
}

func (d *Desk) findNetwork(ctx context.Context, f filter) (*networkPage, error) {
	p := &networkPage{Top: networkTop, Least: 1}
	for _, n := range []struct {
		name string
		to   *int
		most int
	}{{"top", &p.Top, networkMost}, {"least", &p.Least, 1e6}} {
		if s := f.Get(n.name); s != "" {
			v, err := strconv.Atoi(s)
			if err != nil || v < 1 {
				return nil, badValue(n.name, s, "it is a number from 1")
			}
			*n.to = min(v, n.most)
		}
	}
	v := url.Values{"top": {strconv.Itoa(p.Top)}, "least": {strconv.Itoa(p.Least)}}
	var err error
	if name := f.Get("actor"); name != "" {
		v.Set("actor", name)
		err = d.around(ctx, p, name)
	} else {
		err = d.busiest(ctx, p)
	}
	p.Data = "/network.json?" + v.Encode()
	return p, err
}

// around is an actor, those with whom most took place, and what took place between them.
func (d *Desk) around(ctx context.Context, p *networkPage, name string) error {
	a, err := d.rec.Resolve(ctx, name)
	if err != nil {
		return err
	}
	p.Actor = &a
	partners, err := d.rec.Partners(ctx, string(a.ID), networkCounted+1)
	if err != nil {
		return err
	}
	partners = slices.DeleteFunc(partners, func(q chancery.Partner) bool { return q.Events < p.Least })
	p.All, p.AllMany = min(len(partners), networkCounted), len(partners) > networkCounted
	partners = partners[:min(len(partners), p.Top)]
	p.Drawing = ego(a, partners)
	total := 0
	for _, q := range partners {
		p.addEdge(a, q.Actor, q.Events, q.Score)
		total += q.Events
	}
	p.Nodes = append(p.Nodes, makeNode(a, total, true))
	known := map[chancery.ActorID]bool{}
	for _, q := range partners {
		known[q.Actor.ID] = true
		p.Nodes = append(p.Nodes, makeNode(q.Actor, q.Events, false))
	}
	dyads, err := d.busiestDyads(ctx, networkTies, networkMonths)
	for _, q := range dyads {
		if known[q.A.ID] && known[q.B.ID] && q.Events >= p.Least {
			p.addEdge(q.A, q.B, q.Events, q.Score)
		}
	}
	return err
}

// busiest is the pairs of the whole record between whom most took place.
func (d *Desk) busiest(ctx context.Context, p *networkPage) error {
	dyads, err := d.busiestDyads(ctx, p.Top+1, networkMonths)
	p.All, p.AllMany = min(len(dyads), p.Top), len(dyads) > p.Top
	events, actors := map[chancery.ActorID]int{}, map[chancery.ActorID]chancery.Actor{}
	for _, q := range dyads[:min(len(dyads), p.Top)] {
		if q.Events < p.Least {
			continue
		}
		p.addEdge(q.A, q.B, q.Events, q.Score)
		for _, a := range []chancery.Actor{q.A, q.B} {
			events[a.ID] += q.Events
			actors[a.ID] = a
		}
	}
	for id, a := range actors {
		p.Nodes = append(p.Nodes, makeNode(a, events[id], false))
	}
	slices.SortFunc(p.Nodes, func(a, b networkNode) int {
		return cmp.Or(cmp.Compare(b.Events, a.Events), cmp.Compare(a.ID, b.ID))
	})
	return err
}

func makeNode(a chancery.Actor, events int, centre bool) networkNode {
	name := clean(a.Name)
	return networkNode{ID: a.ID, Name: cut(name, 40), Events: events, Centre: centre, Page: actorURL(a.ID), Label: name + ": " + plural(events, "event", "events")}
}

func (p *networkPage) addEdge(a, b chancery.Actor, events int, score float64) {
	names := clean(a.Name) + " and " + clean(b.Name)
	p.Edges = append(p.Edges, networkEdge{
		ID: fmt.Sprintf("%s~%s", a.ID, b.ID), A: a.ID, B: b.ID, Events: events, Score: score, Page: pairURL(a.ID, b.ID),
		Label: names + ": " + plural(events, "event", "events"), NameA: a.Name, NameB: b.Name,
	})
}
