// Package chart knows how values are drawn: bars by month, timelines, relations, networks and maps, as SVG.
//
// It does not know what the values mean or where they come from: it is given numbers, names and links, and gives bytes. The
// same values give the same bytes. Colours and type are those of the page: a drawing names classes alone, and Style says
// how they look by custom properties (--ink, --line, --meet, --near, --apart, --force ...). No mark is told apart by its
// colour alone, and each says in words what it is.
//
//	svg := chart.Spark(chart.Sparkline{Head: chart.Head{Title: "Events of a month"}, Values: []int{1, 4, 2}})
package chart

import (
	_ "embed"
	"fmt"
	"math"
	"strconv"

	"chancery/internal/date"
)

// Style is the style sheet of all drawings.
//
//go:embed chart.css
var Style string

// Head is what a drawing says of itself to those who do not see it.
type Head struct {
	Title string
	Desc  string // "" for none
}

// A Tone is one of the four groups into which acts fall.
type Tone uint8

// The tones, in the order in which they are stacked.
const (
	NoTone Tone = iota
	Meet        // talks and visits
	Near        // agreement and help
	Apart       // disputes and sanctions
	Force       // military and other force
)

// Tones is the number of tones, NoTone counted.
const Tones = 5

var toneNames = [Tones]string{"other", "meet", "near", "apart", "force"}

// toneWords are said in legends and of marks.
var toneWords = [Tones]string{"other", "talks", "accord", "dispute", "force"}

func (t Tone) String() string {
	if t >= Tones {
		t = NoTone
	}
	return toneNames[t]
}

func (t Tone) words() string {
	if t >= Tones {
		t = NoTone
	}
	return toneWords[t]
}

// A scale maps values from lo to hi on places from a to b.
type scale struct{ lo, hi, a, b float64 }

func (s scale) at(v float64) float64 {
	if s.hi <= s.lo {
		return s.a
	}
	return s.a + (min(max(v, s.lo), s.hi)-s.lo)/(s.hi-s.lo)*(s.b-s.a)
}

func (s scale) day(d date.Day) float64 { return s.at(float64(d)) }

// niceStep is the least of 1, 2, 5, 10, 20 ... that parts a range in at most n steps.
func niceStep(most float64, n int) float64 {
	if most <= 0 || math.IsInf(most, 0) || math.IsNaN(most) {
		return 1
	}
	for step := 1.0; ; step *= 10 {
		for _, m := range []float64{1, 2, 5} {
			if most/(step*m) <= float64(n) {
				return step * m
			}
		}
	}
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return strconv.Itoa(n) + " " + what + "s"
}

// signed writes a score.
func signed(v float64) string { return fmt.Sprintf("%+.1f", finite(v)) }

// finite is v, or 0 where it is no number.
func finite(v float64) float64 {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return 0
	}
	return v
}
