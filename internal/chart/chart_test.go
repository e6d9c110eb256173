package chart

import (
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"chancery/internal/date"
	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden drawings anew")

func month(y, m int) date.Month { return date.MonthOf(date.MakeDay(y, m, 1)) }

func day(y, m, d int) date.Day { return date.MakeDay(y, m, d) }

func daysLink(from, to date.Day) string {
	return "/search?q=from:" + from.String() + "+to:" + to.String()
}

// drawings are one of each kind, by name.
func drawings() map[string]string {
	random := rand.New(rand.NewPCG(1, 2))
	var months []MonthBar
	var relation []RelationMonth
	for m := month(2013, 9); m <= month(2017, 6); m++ {
		b := MonthBar{Month: m}
		for t := Meet; t <= Force; t++ {
			b.Events[t] = max(random.IntN(9)-int(t), 0)
		}
		months = append(months, b)
		if n := random.IntN(12); n > 2 && (m < month(2015, 12) || m > month(2016, 4)) {
			relation = append(relation, RelationMonth{Month: m, Events: n, Plover: 4*math.Sin(float64(m)/5) + 2*random.Float64(), Goldstein: 2 * math.Sin(float64(m)/5)})
		}
	}
	range_ := func(a, b date.Day, g date.Grain) date.Range {
		return date.Range{From: a, To: b, Grain: g, Basis: date.Stated}
	}
	d := date.GrainDay
	timeline := TimelineChart{
		Head: Head{Title: "France and India, 2023"}, Lanes: []string{"Talks", "Agreements and disputes"}, Link: daysLink,
		Items: []TimelineItem{
			{Date: range_(day(2023, 7, 13), day(2023, 7, 14), d), Tone: Meet, Label: "Modi visits Paris", Title: "Narendra Modi visits Paris for the national day", Link: "/e/1"},
			{Date: range_(day(2023, 9, 8), day(2023, 9, 10), d), Tone: Meet, Label: "Summit of the G20 in New Delhi", Link: "/e/2"},
			{Date: range_(day(2023, 5, 20), day(2023, 5, 20), d), Tone: Meet, Label: "Macron and Modi meet at Hiroshima", Link: "/e/3"},
			{Date: range_(day(2023, 5, 1), day(2023, 5, 31), date.GrainMonth), Tone: Meet, Label: "Foreign ministers speak by phone", Link: "/e/4"},
			{Date: range_(day(2024, 1, 1), day(2024, 1, 31), date.GrainMonth), Tone: Meet, Open: true, Label: "Macron is to visit New Delhi", Link: "/e/5"},
			{Date: range_(day(2023, 7, 13), day(2023, 7, 13), d), Lane: 1, Tone: Near, Label: "Agreement on submarines", Link: "/e/6"},
			{Date: range_(day(2023, 10, 1), day(2023, 12, 31), date.GrainSeason), Lane: 1, Tone: Apart, Label: "Dispute over <steel> & \"duties\"", Link: "/e/7"},
			{Date: date.Range{}, Label: "undated"},
		},
	}
	ego := EgoChart{Head: Head{Title: "With whom France has to do"}, Name: "France", All: 212, Ties: []Tie{{0, 1, 30}, {2, 5, 9}}}
	for i, n := range strings.Fields("Germany India Russia China Italy Ukraine Algeria Mali Turkey Japan Niger Israel Lebanon") {
		ego.Partners = append(ego.Partners, Partner{Name: n, Link: "/a/" + n, Edge: "/pair/FRA-" + n, Events: 260 / (i + 1), Sources: 90 / (i + 1), Score: 6 - float64(i*5%13)})
	}
	return map[string]string{
		"spark":    string(Spark(Sparkline{Head: Head{Title: "Events by month, Russia and Turkey"}, Values: []int{3, 1, 0, 2, 9, 14, 6, 4, 2, 2, 5, 3}, Link: "/pair/RUS-TUR"})),
		"bars":     string(Bars(BarChart{Head: Head{Title: "Events by month", Desc: "Stacked by talks, accord, dispute and force."}, Months: months, Link: daysLink})),
		"timeline": string(Timeline(timeline)),
		"relation": string(Relation(RelationChart{Head: Head{Title: "The relation over time"}, Months: relation, Goldstein: true, Link: daysLink})),
		"ego":      string(Ego(ego)),
		"ranking": string(Ranking(RankingChart{Head: Head{Title: "Meetings by place"}, Most: 4, Ranks: []Rank{
			{Name: "Paris", Count: 14, Link: "/p/paris"}, {Name: "New Delhi", Count: 9}, {Name: "", Count: 5}, {Name: "Villa Pamphili, Rome, Italy", Count: 3}, {Name: "Bonn", Count: 1},
		}})),
		"world": string(World(MapChart{Head: Head{Title: "Places"}, Points: []MapPoint{
			{Name: "Paris", Lat: 48.86, Lon: 2.35, Count: 60, Link: "/p/paris"}, {Name: "New Delhi", Lat: 28.61, Lon: 77.21, Count: 33}, {Name: "Washington", Lat: 38.9, Lon: -77.04, Count: 80},
			{Name: "Brussels", Lat: 50.85, Lon: 4.35, Count: 20, Tone: Near}, {Name: "Wellington", Lat: -41.29, Lon: 174.78, Count: 2}, {Name: "Brasília", Lat: -15.79, Lon: -47.88, Count: 9, Tone: Apart},
			{Name: "Kyiv", Lat: 50.45, Lon: 30.52, Count: 22, Tone: Force}, {Name: "Tokyo", Lat: 35.69, Lon: 139.69, Count: 12}, {Name: "nowhere", Lat: math.NaN(), Lon: 500, Count: 3},
		}, Countries: []MapCountry{{"RUS", "Russia", 40, "/a/RUS"}, {"CHN", "China", 12, ""}, {"BRA", "Brazil", 1, ""}, {"XKX", "Kosovo", 3, ""}}})),
	}
}

// TestGolden compares drawings with those of testdata. That of the world is cut where the outlines stand.
func TestGolden(t *testing.T) {
	for name, got := range drawings() {
		check(t, []byte(got))
		if name == "world" {
			a, b := strings.Index(got, `<g class="land"`), strings.LastIndex(got, `</g><`)
			got = got[:a] + got[b:]
		}
		file := filepath.Join("testdata", name+".svg")
		if *update {
			if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestSameValuesSameBytes(t *testing.T) {
	if diff := cmp.Diff(drawings(), drawings()); diff != "" {
		t.Error(diff)
	}
}

func TestTheMapIsSmall(t *testing.T) {
	if n := len(outlines); n > 150<<10 {
		t.Errorf("outlines of %d bytes", n)
	}
	if n := len(World(MapChart{})); n > 80<<10 || n < 20<<10 {
		t.Errorf("a map of %d bytes", n)
	}
	codes := map[string]bool{}
	for _, o := range world() {
		codes[o.code] = true
	}
	for _, code := range strings.Fields("FRA CHN USA IND RUS TUR XKX PRK NOR") {
		if !codes[code] {
			t.Errorf("no outline of %s", code)
		}
	}
}

func TestProject(t *testing.T) {
	for _, c := range []struct{ lat, lon, x, y float64 }{{0, 0, 360, 174}, {0, 180, 720, 174}, {84, 0, 360, 0}, {-58, 0, 360, 315}} {
		x, y := project(c.lat, c.lon)
		if math.Abs(x-c.x) > 1 || math.Abs(y-c.y) > 3 {
			t.Errorf("%v, %v: %.1f, %.1f, want %v, %v", c.lat, c.lon, x, y, c.x, c.y)
		}
	}
}

func TestOnlySafeLinks(t *testing.T) {
	for link, safe := range map[string]bool{
		"/e/1": true, "?q=a&b": true, "#s1": true, "https://example.org/": true, "javascript:alert(1)": false, "//evil.example": false, `/\evil.example`: false, "data:text/html,x": false, "": false,
	} {
		got := string(Spark(Sparkline{Head: Head{Title: "x"}, Values: []int{1}, Link: link}))
		if strings.Contains(got, "<a ") != safe {
			t.Errorf("%q: %s", link, got)
		}
	}
}

// check wants well-formed XML without styles and scripts, and all marks within the view.
func check(t *testing.T, svg []byte) {
	t.Helper()
	dec := xml.NewDecoder(strings.NewReader(string(svg)))
	var w, h float64
	depth, titles := 0, 0
	for {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("%v in %s", err, svg)
		}
		switch el := tok.(type) {
		case xml.EndElement:
			depth--
		case xml.StartElement:
			depth++
			at := map[string]float64{}
			for _, a := range el.Attr {
				name := a.Name.Local
				if name == "style" || strings.HasPrefix(name, "on") {
					t.Fatalf("attribute %s", name)
				}
				if name == "viewBox" {
					f := strings.Fields(a.Value)
					w, _ = strconv.ParseFloat(f[2], 64)
					h, _ = strconv.ParseFloat(f[3], 64)
				}
				if v, err := strconv.ParseFloat(a.Value, 64); err == nil {
					at[name] = v
				}
				if strings.Contains(a.Value, "NaN") || strings.Contains(a.Value, "Inf") {
					if name != "aria-label" && name != "href" {
						t.Fatalf("%s=%q", name, a.Value)
					}
				}
				if name == "points" {
					for _, p := range strings.Fields(a.Value) {
						xs, ys, _ := strings.Cut(p, ",")
						px, err1 := strconv.ParseFloat(xs, 64)
						py, err2 := strconv.ParseFloat(ys, 64)
						inView(t, errors.Join(err1, err2) == nil, px, py, w, h)
					}
				}
			}
			switch el.Name.Local {
			case "title":
				titles++
			case "script", "style", "foreignObject", "image", "use":
				t.Fatalf("element %s", el.Name.Local)
			case "rect":
				inView(t, at["width"] >= 0 && at["height"] >= 0, at["x"]+at["width"], at["y"]+at["height"], w, h)
				inView(t, true, at["x"], at["y"], w, h)
			case "circle":
				inView(t, at["r"] >= 0, at["cx"]-at["r"], at["cy"]-at["r"], w, h)
				inView(t, true, at["cx"]+at["r"], at["cy"]+at["r"], w, h)
			case "line":
				inView(t, true, at["x1"], at["y1"], w, h)
				inView(t, true, at["x2"], at["y2"], w, h)
			case "text":
				inView(t, true, at["x"], at["y"], w, h)
			}
		}
	}
	if depth != 0 || titles == 0 || w <= 0 || h <= 0 {
		t.Fatalf("depth %d, %d titles, view %vx%v", depth, titles, w, h)
	}
}

func inView(t *testing.T, ok bool, x, y, w, h float64) {
	t.Helper()
	const tolerance = .21 // two numbers of one decimal
	if !ok || !(x >= -tolerance && x <= w+tolerance && y >= -tolerance && y <= h+tolerance) {
		t.Fatalf("%v, %v is out of %vx%v", x, y, w, h)
	}
}

// Whatever is drawn is well formed and within the view.
func FuzzDraw(f *testing.F) {
	f.Add("a <b> & \"c\"", []byte{1, 2, 3, 200, 0, 9, 255, 17}, 3.5, int64(738000))
	f.Add("\x00\xff\u202e習近平", []byte{}, math.NaN(), int64(-5))
	f.Add("x", []byte{255, 255, 255, 255, 255, 255, 255, 255}, math.Inf(-1), int64(3652059))
	f.Fuzz(func(t *testing.T, s string, b []byte, v float64, n int64) {
		if len(b) > 300 || len(s) > 300 {
			return
		}
		at := func(i int) int {
			if len(b) == 0 {
				return int(n % 7)
			}
			return int(b[i%len(b)]) - 20
		}
		start := date.Day(n % int64(date.MaxDay+1000))
		hd := Head{Title: s, Desc: s}
		link := func(from, to date.Day) string { return "/" + s + from.String() + to.String() }
		var months []MonthBar
		var relation []RelationMonth
		var items []TimelineItem
		var values []int
		var partners []Partner
		var ranks []Rank
		var points []MapPoint
		var countries []MapCountry
		for i := range b {
			values = append(values, at(i)*int(n%1000))
			m := date.MonthOf(max(start, 0)) + date.Month(at(i)*at(i+1))
			months = append(months, MonthBar{Month: m, Events: [Tones]int{at(i), at(i + 1), at(i + 2), int(n), 0}})
			relation = append(relation, RelationMonth{Month: m, Plover: v * float64(at(i)), Goldstein: v, Events: at(i + 1)})
			items = append(items, TimelineItem{
				Date: date.Range{From: start + date.Day(at(i)*at(i+1)), To: start + date.Day(at(i+2)*at(i+3)), Grain: date.Grain(b[i] % 7)}, Lane: at(i) % 4, Tone: Tone(b[i]), Open: b[i]%2 == 0,
				Label: s, Title: fmt.Sprint(at(i)), Link: s,
			})
			partners = append(partners, Partner{Name: s + fmt.Sprint(i), Link: s, Edge: "/" + s, Events: at(i), Sources: at(i + 1), Score: v * float64(at(i))})
			ranks = append(ranks, Rank{Name: s, Count: at(i), Link: s, Tone: Tone(b[i])})
			points = append(points, MapPoint{Name: s, Lat: v + float64(at(i)), Lon: float64(at(i+1)) * 1.1, Count: at(i + 2), Tone: Tone(b[i]), Link: s})
			countries = append(countries, MapCountry{Code: []string{"FRA", "", s, "RUS"}[i%4], Name: s, Count: at(i) * int(n%9), Link: s})
		}
		var lanes []string
		if n%2 == 0 {
			lanes = []string{s, "", "c"}
		}
		for _, svg := range [][]byte{
			Spark(Sparkline{hd, values, s}),
			Bars(BarChart{hd, months, link}),
			Timeline(TimelineChart{Head: hd, Lanes: lanes, Items: items, Link: link, Most: int(n % 50)}),
			Relation(RelationChart{hd, relation, n%2 == 0, link}),
			Ego(EgoChart{Head: hd, Name: s, Partners: partners, Ties: []Tie{{0, 1, at(1)}, {at(2), at(3), 5}}, Most: int(n % 40), All: at(0)}),
			Ranking(RankingChart{hd, ranks, int(n % 20)}),
			World(MapChart{hd, points, countries}),
		} {
			check(t, svg)
		}
	})
}

func TestTicksAreFew(t *testing.T) {
	for days := 1; days < 900000; days += 1 + days/7 {
		lo := date.MakeDay(1990, 5, 17)
		ticks := timeTicks(lo, min(lo+date.Day(days), date.MaxDay))
		if len(ticks) > 30 || days > 3 && len(ticks) < 1 {
			t.Errorf("%d days: %d ticks", days, len(ticks))
		}
		if !slices.IsSortedFunc(ticks, func(a, b tick) int { return int(a.day - b.day) }) {
			t.Errorf("%d days: ticks out of order: %v", days, ticks)
		}
	}
}
