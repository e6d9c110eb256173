package export

import (
	"cmp"
	"encoding/xml"
	"io"
	"maps"
	"slices"
	"strconv"

	"chancery/internal/date"
	"chancery/internal/plover"
	"chancery/internal/record"
)

// A GraphML writes who acts towards whom: the parties of events are nodes, and an edge leads from an actor to a recipient
// for each kind of act between them that took place or goes on. Between parties of one side, as of a meeting, the edge
// leads from the smaller id to the greater. What is only planned, called off or denied makes no edge.
//
// Nothing is written before Flush: an edge counts all its events.
type GraphML struct {
	w     io.Writer
	nodes map[record.ActorID]record.Party
	edges map[edgeKey]*edge
}

type edgeKey struct {
	from, to record.ActorID
	kind     plover.Kind
}

type edge struct {
	first, last     date.Day
	events, sources int
	score           float64
}

// NewGraphML writes to w.
func NewGraphML(w io.Writer) *GraphML {
	return &GraphML{w: w, nodes: map[record.ActorID]record.Party{}, edges: map[edgeKey]*edge{}}
}

// Write counts an event.
func (g *GraphML) Write(e *record.Event) error {
	if e.Status != plover.Occurred && e.Status != plover.Ongoing {
		return nil
	}
	if len(e.Recipients) == 0 {
		for i := range e.Actors {
			for j := range e.Actors[:i] {
				a, b := e.Actors[i], e.Actors[j]
				if a.Actor > b.Actor {
					a, b = b, a
				}
				g.add(e, a, b)
			}
		}
	}
	for _, a := range e.Actors {
		for _, b := range e.Recipients {
			g.add(e, a, b)
		}
	}
	return nil
}

func (g *GraphML) add(e *record.Event, a, b record.Party) {
	if a.Actor == b.Actor || a.Actor == "" || b.Actor == "" {
		return
	}
	g.see(a)
	g.see(b)
	key := edgeKey{a.Actor, b.Actor, e.Kind}
	x := g.edges[key]
	if x == nil {
		x = &edge{}
		g.edges[key] = x
	}
	x.events++
	x.sources += e.Sources.Independent
	x.score += e.Scores.Plover
	if from := cmp.Or(e.Date.From, e.Date.To); from != 0 && (x.first == 0 || from < x.first) {
		x.first = from
	}
	x.last = max(x.last, e.Date.To, e.Date.From)
}

// see keeps of an actor the same party, whatever the order of events: names and offices differ between them.
func (g *GraphML) see(p record.Party) {
	had, ok := g.nodes[p.Actor]
	if !ok || cmp.Or(cmp.Compare(p.Name, had.Name), cmp.Compare(p.Country, had.Country), cmp.Compare(p.Sector, had.Sector)) < 0 {
		g.nodes[p.Actor] = p
	}
}

type graphML struct {
	XMLName xml.Name   `xml:"http://graphml.graphdrawing.org/xmlns graphml"`
	Keys    []graphKey `xml:"key"`
	Graph   graph      `xml:"graph"`
}

type graphKey struct {
	ID   string `xml:"id,attr"`
	For  string `xml:"for,attr"`
	Name string `xml:"attr.name,attr"`
	Type string `xml:"attr.type,attr"`
}

type graph struct {
	ID      string      `xml:"id,attr"`
	Default string      `xml:"edgedefault,attr"`
	Nodes   []graphNode `xml:"node"`
	Edges   []graphEdge `xml:"edge"`
}

type graphNode struct {
	ID   string      `xml:"id,attr"`
	Data []graphData `xml:"data"`
}

type graphEdge struct {
	ID     string      `xml:"id,attr"`
	Source string      `xml:"source,attr"`
	Target string      `xml:"target,attr"`
	Data   []graphData `xml:"data"`
}

type graphData struct {
	Key   string `xml:"key,attr"`
	Value string `xml:",chardata"`
}

var graphKeys = []graphKey{
	{"name", "node", "name", "string"}, {"country", "node", "country", "string"}, {"sector", "node", "sector", "string"},
	{"kind", "edge", "kind", "string"}, {"first", "edge", "first", "string"}, {"last", "edge", "last", "string"},
	{"events", "edge", "events", "int"}, {"sources", "edge", "independent_articles", "int"}, {"score", "edge", "mean_plover_score", "double"},
}

// Flush writes the graph: nodes in order of id, edges in order of source, target and kind.
func (g *GraphML) Flush() error {
	out := graphML{Keys: graphKeys, Graph: graph{ID: "record", Default: "directed"}}
	for _, id := range slices.Sorted(maps.Keys(g.nodes)) {
		p := g.nodes[id]
		out.Graph.Nodes = append(out.Graph.Nodes, graphNode{string(id), present([]graphData{{"name", p.Name}, {"country", p.Country}, {"sector", p.Sector}})})
	}
	keys := slices.SortedFunc(maps.Keys(g.edges), func(a, b edgeKey) int {
		return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to), cmp.Compare(a.kind, b.kind))
	})
	for i, k := range keys {
		x := g.edges[k]
		out.Graph.Edges = append(out.Graph.Edges, graphEdge{ID: "e" + strconv.Itoa(i), Source: string(k.from), Target: string(k.to), Data: present([]graphData{
			{"kind", k.kind.String()}, {"first", x.first.String()}, {"last", x.last.String()}, {"events", strconv.Itoa(x.events)}, {"sources", strconv.Itoa(x.sources)},
			{"score", strconv.FormatFloat(x.score/float64(x.events), 'f', 2, 64)},
		})})
	}
	if _, err := io.WriteString(g.w, xml.Header); err != nil {
		return err
	}
	enc := xml.NewEncoder(g.w)
	enc.Indent("", " ")
	if err := enc.Encode(&out); err != nil {
		return err
	}
	_, err := io.WriteString(g.w, "\n")
	return err
}

// present leaves out what is not known.
func present(data []graphData) []graphData {
	return slices.DeleteFunc(data, func(d graphData) bool { return d.Value == "" })
}
