// Outlines writes the outlines of states that maps are drawn with, from the TopoJSON of Natural Earth at 1:110 million in
// the package world-atlas:
//
//	npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz package/countries-110m.json
//	go -C tools run ./outlines < package/countries-110m.json > internal/chart/data/outlines.tsv
//
// Each line is the ISO 3166 alpha-3 code, empty where there is none, and the rings, parted by semicolons: longitude and
// latitude of the first point in tenths of a degree, then the steps from point to point.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"log"
	"math"
	"os"
	"slices"
	"sort"
	"strconv"
	"strings"

	"golang.org/x/text/language"
)

// A topology is what is needed of a TopoJSON file.
type topology struct {
	Transform struct{ Scale, Translate [2]float64 }
	Arcs      [][][2]float64
	Objects   struct {
		Countries struct {
			Geometries []struct {
				Type       string
				ID         string
				Arcs       json.RawMessage
				Properties struct{ Name string }
			}
		}
	}
}

func main() {
	log.SetFlags(0)
	var t topology
	if err := json.NewDecoder(bufio.NewReader(os.Stdin)).Decode(&t); err != nil {
		log.Fatalf("read TopoJSON: %v", err)
	}
	var lines []string
	for _, g := range t.Objects.Countries.Geometries {
		code := iso3(g.ID, g.Properties.Name)
		if code == "ATA" {
			continue // maps end at 60 degrees south
		}
		var polygons [][][]int
		var err error
		if g.Type == "Polygon" {
			polygons = make([][][]int, 1)
			err = json.Unmarshal(g.Arcs, &polygons[0])
		} else {
			err = json.Unmarshal(g.Arcs, &polygons)
		}
		if err != nil {
			log.Fatalf("%s: %v", g.Properties.Name, err)
		}
		var rings []string
		for _, p := range polygons {
			for _, arcs := range p {
				for _, ring := range cut(t.ring(arcs)) {
					if s := write(ring); s != "" {
						rings = append(rings, s)
					}
				}
			}
		}
		lines = append(lines, code+"\t"+strings.Join(rings, ";"))
	}
	sort.Strings(lines)
	fmt.Println("# Natural Earth 1:110m, version 4.1.0, public domain; written by tools/outlines. Code, rings in tenths of a degree.")
	fmt.Println(strings.Join(lines, "\n"))
}

// iso3 is the alpha-3 code of a numeric one.
func iso3(id, name string) string {
	if name == "Kosovo" {
		return "XKX"
	}
	n, err := strconv.Atoi(id)
	if err != nil {
		return ""
	}
	r, err := language.EncodeM49(n)
	if err != nil {
		return ""
	}
	return r.ISO3()
}

// A point is longitude and latitude in tenths of a degree.
type point [2]int

// ring joins the points of arcs, one behind the other.
func (t *topology) ring(arcs []int) (points []point) {
	for _, a := range arcs {
		arc := a
		if a < 0 {
			arc = ^a
		}
		list := t.decode(t.Arcs[arc])
		if a < 0 {
			slices.Reverse(list)
		}
		points = append(points, list...)
	}
	return slices.Compact(points)
}

// cut parts a ring that goes on behind the meridian of 180 degrees.
func cut(ring []point) [][]point {
	turned := slices.Clone(ring)
	beyond := false
	for i := 1; i < len(turned); i++ {
		for turned[i][0]-turned[i-1][0] > 1800 {
			turned[i][0] -= 3600
		}
		for turned[i][0]-turned[i-1][0] < -1800 {
			turned[i][0] += 3600
		}
		beyond = beyond || turned[i][0] > 1800 || turned[i][0] < -1800
	}
	if !beyond {
		return [][]point{ring}
	}
	var out [][]point
	for _, shift := range []int{-3600, 0, 3600} {
		part := make([]point, len(turned))
		for i, p := range turned {
			part[i] = point{p[0] + shift, p[1]}
		}
		out = append(out, clip(clip(part, 1800, 1), -1800, -1))
	}
	return out
}

// clip leaves what of a ring lies on one side of a meridian: west of it for side 1, east for -1.
func clip(ring []point, edge, side int) (out []point) {
	for i, p := range ring {
		q := ring[(i+len(ring)-1)%len(ring)]
		inP, inQ := p[0]*side <= edge*side, q[0]*side <= edge*side
		if inP != inQ {
			out = append(out, point{edge, q[1] + (p[1]-q[1])*(edge-q[0])/(p[0]-q[0])})
		}
		if inP {
			out = append(out, p)
		}
	}
	return slices.Compact(out)
}

// write gives a ring its form; "" where so little is left that nothing would be seen.
func write(ring []point) string {
	if len(ring) < 4 {
		return ""
	}
	var b strings.Builder
	last := point{}
	for i, p := range ring {
		if i > 0 {
			b.WriteByte(' ')
		}
		fmt.Fprintf(&b, "%d,%d", p[0]-last[0], p[1]-last[1])
		last = p
	}
	return b.String()
}

// decode gives the points of an arc in tenths of a degree.
func (t *topology) decode(arc [][2]float64) []point {
	var x, y float64
	out := make([]point, len(arc))
	for i, d := range arc {
		x, y = x+d[0], y+d[1]
		out[i] = point{
			int(math.Round((x*t.Transform.Scale[0] + t.Transform.Translate[0]) * 10)),
			int(math.Round((y*t.Transform.Scale[1] + t.Transform.Translate[1]) * 10)),
		}
	}
	return out
}
