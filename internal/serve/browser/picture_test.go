package browser

import (
	"bytes"
	"cmp"
	"context"
	"flag"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/chromedp/chromedp"
)

var pictures = flag.String("screenshots", "", "take the pictures of the manual and write them into this folder")

// The size of what is kept: the pictures are part of the project and must stay small.
const (
	mostBytes = 80 << 10 // of a picture
	allBytes  = 1 << 20
	colours   = 56
)

// A shot is a picture of a page: of the size that a reader's screen has, by day unless it is dark.
type shot struct {
	name, page string
	scheme     string
	wide, high int64
	scale      float64
	before     func(*tab) // what the reader has done
	untilItHas string     // a selector that must be there
}

var shots = []shot{
	{name: "today", page: "today", high: 950},
	{name: "search", page: "search", high: 950, before: func(tb *tab) { tb.press("j", "j") }, untilItHas: "#preview .preview"},
	{name: "event", page: "event", high: 1000},
	{name: "article", page: "article-evidence", high: 1000},
	{name: "actor", page: "person", high: 1000},
	{name: "pair", page: "pair", high: 1000},
	{name: "network", page: "network", high: 900, scheme: "dark", untilItHas: "#network canvas"},
	{name: "quotes", page: "quotes", high: 800},
	{name: "stories", page: "stories", high: 800},
	{name: "review", page: "review", high: 850, scheme: "dark"},
	{name: "status", page: "status", high: 800},
	{name: "today-dark", page: "today", high: 800, scheme: "dark"},
	{name: "event-narrow", page: "event", wide: 390, high: 844, scale: 1},
}

func TestScreenshots(t *testing.T) {
	if *pictures == "" {
		t.Skip("pictures are taken with -screenshots alone")
	}
	to, err := filepath.Abs(*pictures)
	if err != nil {
		t.Fatal(err)
	}
	record, err := corpus()
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(filepath.Dir(record)) // the pictures show the name of the record
	rec, base := serveRecord(t, filepath.Base(record))
	tb := newTab(t, base)
	tb.open("/")
	if !tb.is(`document.querySelector("script[type=module]")`) {
		t.Fatal("the scripts of the desk were not bundled: make web")
	}
	path := map[string]string{}
	for _, p := range places(t, rec) {
		path[p.name] = p.path
	}
	sum := 0
	for _, s := range shots {
		body := s.take(t, tb, path[s.page])
		if len(body) > mostBytes {
			t.Errorf("%s: %d bytes, at most %d are kept", s.name, len(body), mostBytes)
		}
		sum += len(body)
		if err := os.WriteFile(filepath.Join(to, s.name+".png"), body, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if sum > allBytes {
		t.Errorf("%d bytes together, at most %d are kept", sum, allBytes)
	}
	t.Logf("%d pictures, %d bytes", len(shots), sum)
}

func (s *shot) take(t *testing.T, tb *tab, path string) []byte {
	t.Helper()
	tb.do(chromedp.EmulateViewport(cmp.Or(s.wide, 1250), s.high, chromedp.EmulateScale(cmp.Or(s.scale, .8))))
	tb.prefer(cmp.Or(s.scheme, "light"))
	tb.open(path)
	if s.before != nil {
		s.before(tb)
	}
	if s.untilItHas != "" {
		tb.until(`document.querySelector("` + s.untilItHas + `")`)
	}
	value[bool](tb, `new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))`)
	var body []byte
	err := tb.call(func(ctx context.Context) error {
		var err error
		body, err = chromedp.Run(ctx, chromedp.CaptureScreenshot())
		return err
	})
	if err != nil {
		t.Fatalf("%s: %v", s.name, err)
	}
	img, err := png.Decode(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, fewColours(img)); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// fewColours paints a picture with few of its colours: each next one is that which much of the picture has and which is far
// from those taken already. Pages are flat: without dithering they stay so, and small.
func fewColours(img image.Image) *image.Paletted {
	b := img.Bounds()
	type sum struct{ n, r, g, b int }
	near := map[[3]uint8]*sum{}
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			c := color.RGBAModel.Convert(img.At(x, y)).(color.RGBA)
			key := [3]uint8{c.R >> 4, c.G >> 4, c.B >> 4}
			s := near[key]
			if s == nil {
				s = &sum{}
				near[key] = s
			}
			s.n, s.r, s.g, s.b = s.n+1, s.r+int(c.R), s.g+int(c.G), s.b+int(c.B)
		}
	}
	var means []color.RGBA
	var weights []float64
	for _, k := range slices.SortedFunc(maps.Keys(near), func(a, c [3]uint8) int { return slices.Compare(a[:], c[:]) }) {
		s := near[k]
		means = append(means, color.RGBA{uint8(s.r / s.n), uint8(s.g / s.n), uint8(s.b / s.n), 255})
		weights = append(weights, math.Sqrt(float64(s.n)))
	}
	far := slices.Repeat([]float64{math.MaxFloat32}, len(means)) // from the nearest colour that is taken, squared
	var palette color.Palette
	for range min(colours, len(means)) {
		best := 0
		for i := range means {
			if weights[i]*far[i] > weights[best]*far[best] {
				best = i
			}
		}
		palette = append(palette, means[best])
		for i, c := range means {
			r, g, b := float64(c.R)-float64(means[best].R), float64(c.G)-float64(means[best].G), float64(c.B)-float64(means[best].B)
			far[i] = min(far[i], r*r+g*g+b*b)
		}
	}
	out := image.NewPaletted(image.Rect(0, 0, b.Dx(), b.Dy()), palette)
	draw.Draw(out, out.Bounds(), img, b.Min, draw.Src)
	return out
}
