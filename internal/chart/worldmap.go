package chart

import (
	"cmp"
	_ "embed"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"
)

//go:embed data/outlines.tsv
var outlines string

// A MapPoint is a place where something happened.
type MapPoint struct {
	Name     string
	Lat, Lon float64 // degrees
	Count    int
	Tone     Tone
	Link     string
}

// A MapCountry is what happened in a country at places that are not known more exactly.
type MapCountry struct {
	Code  string // ISO 3166 alpha-3
	Name  string
	Count int
	Link  string
}

// A MapChart is places on a map of the world. What is known to the country alone has no point: the country is shaded.
type MapChart struct {
	Head
	Points    []MapPoint
	Countries []MapCountry
}

// The size of the map in the Equal Earth projection, cut at 84 degrees north and 58 south.
const (
	mapWidth  = 720.0
	mapHeight = 315.0
	north     = 84.0
	south     = -58.0
)

// fine is by how much the steps of outlines are finer than the drawing.
const fine = 2

// An outline is a country and its path.
type outline struct{ code, path string }

// World draws a MapChart.
func World(m MapChart) []byte {
	c := newCanvas("world", mapWidth, mapHeight, m.Head, true)
	shade := map[string]*MapCountry{}
	most := 1
	for i := range m.Countries {
		if k := &m.Countries[i]; k.Count > 0 && len(k.Code) == 3 && shade[k.Code] == nil {
			shade[k.Code] = k
			most = max(most, k.Count)
		}
	}
	c.raw(`<g class="land" transform="scale(`, strconv.FormatFloat(1.0/fine, 'g', -1, 64), `)">`)
	for _, o := range world() {
		k := shade[o.code]
		if k == nil {
			c.raw(`<path d="`, o.path, `"/>`)
			continue
		}
		class := 1 + int(3.99*math.Log1p(float64(k.Count))/math.Log1p(float64(most)))
		c.mark(k.Link, fmt.Sprintf("%s: %s, the place not told more exactly", k.Name, plural(k.Count, "event")), func() {
			c.raw(`<path class="shade-`, strconv.Itoa(min(class, 4)), `" d="`, o.path, `"/>`)
		})
	}
	c.raw("</g>")
	points := slices.Clone(m.Points)
	slices.SortStableFunc(points, func(a, b MapPoint) int {
		return cmp.Or(-cmp.Compare(a.Count, b.Count), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Lat, b.Lat), cmp.Compare(a.Lon, b.Lon))
	})
	c.mapPoints(points)
	return c.bytes()
}

// mapLabels is how many places are named on a map, if their names do not meet.
const mapLabels = 12

// mapPoints draws the greatest first, so that the smaller lie above them, and then names.
func (c *canvas) mapPoints(points []MapPoint) {
	type box struct{ x1, y1, x2, y2 float64 }
	var taken []box
	free := func(b box) bool {
		return b.x1 > 0 && b.x2 < c.w && b.y1 > 0 && b.y2 < c.h && !slices.ContainsFunc(taken, func(t box) bool { return b.x1 < t.x2 && t.x1 < b.x2 && b.y1 < t.y2 && t.y1 < b.y2 })
	}
	type label struct {
		x, y   float64
		anchor string
		name   string
	}
	var labels []label
	for i := range points {
		p := &points[i]
		if !(math.Abs(p.Lat) <= 90 && math.Abs(p.Lon) <= 180) || p.Count <= 0 {
			continue
		}
		x, y := project(p.Lat, p.Lon)
		r := root(p.Count, 2.4, 1.1, 16)
		c.mark(p.Link, p.Name+": "+plural(p.Count, "event"), func() { c.circle("place score-"+cmp.Or(p.Tone, Meet).String(), x, y, r) })
		if len(labels) < mapLabels {
			name := clip(p.Name, 140)
			w := textWidth(name)
			if b := (box{x + r + 2, y - 7, x + r + 4 + w, y + 6}); free(b) {
				labels, taken = append(labels, label{x + r + 3, y + 4, atStart, name}), append(taken, b)
			} else if b := (box{x - r - 4 - w, y - 7, x - r - 2, y + 6}); free(b) {
				labels, taken = append(labels, label{x - r - 3, y + 4, atEnd, name}), append(taken, b)
			}
		}
		taken = append(taken, box{x - r/2, y - r/2, x + r/2, y + r/2})
	}
	for _, l := range labels {
		c.text("label halo", l.x, l.y, l.anchor, l.name)
	}
}

// project is where a place lies on the map, by the Equal Earth projection (Savric, Patterson and Jenny 2018).
func project(lat, lon float64) (x, y float64) {
	px, py := equalEarth(lat, lon)
	wide, _ := equalEarth(0, 180)
	_, top := equalEarth(north, 0)
	_, low := equalEarth(south, 0)
	return mapWidth/2 + px/wide*mapWidth/2, (top - py) / (top - low) * mapHeight
}

func equalEarth(lat, lon float64) (x, y float64) {
	const a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
	t := math.Asin(math.Sqrt(3) / 2 * math.Sin(lat*math.Pi/180))
	t2 := t * t
	t6 := t2 * t2 * t2
	x = 2 * math.Sqrt(3) * lon * math.Pi / 180 * math.Cos(t) / (3 * (a1 + 3*a2*t2 + t6*(7*a3+9*a4*t2)))
	return x, t * (a1 + a2*t2 + t6*(a3+a4*t2))
}

// world is the outlines as paths, which are the same for all maps.
var world = sync.OnceValue(func() []outline {
	var out []outline
	for line := range strings.Lines(outlines) {
		code, rings, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !strings.Contains(line, "\t") || strings.HasPrefix(line, "#") {
			continue
		}
		if !ok { // a region without a code
			code, rings = "", code
		}
		var b strings.Builder
		for ring := range strings.SplitSeq(rings, ";") {
			writeRing(&b, ring)
		}
		out = append(out, outline{code, b.String()})
	}
	return out
})

// writeRing projects a ring and writes it as steps between whole numbers.
func writeRing(b *strings.Builder, ring string) {
	lon, lat := 0, 0
	lastX, lastY := 0, 0
	for i, step := range strings.Fields(ring) {
		dx, dy, _ := strings.Cut(step, ",")
		sx, err1 := strconv.Atoi(dx)
		sy, err2 := strconv.Atoi(dy)
		if err1 != nil || err2 != nil {
			panic("outlines.tsv: " + step) // it is embedded
		}
		lon, lat = lon+sx, lat+sy
		px, py := project(float64(lat)/10, float64(lon)/10)
		x, y := int(math.Round(px*fine)), int(math.Round(py*fine))
		switch {
		case i == 0:
			fmt.Fprintf(b, "M%d %dl", x, y)
		case x == lastX && y == lastY:
			continue
		default:
			b.WriteString(strconv.Itoa(x - lastX))
			if y >= lastY {
				b.WriteByte(' ')
			}
			b.WriteString(strconv.Itoa(y-lastY) + " ")
		}
		lastX, lastY = x, y
	}
	b.WriteByte('z')
}
