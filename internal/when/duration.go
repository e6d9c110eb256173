package when

import (
	"fmt"
	"strconv"
	"strings"

	"chancery/internal/date"
	"chancery/internal/doc"
)

// period is the ISO 8601 duration of n units: "P2D", "PT48H", "PXM", "P2.5Y".
func period(n float64, unit string) string {
	if rest, ok := strings.CutPrefix(unit, "X"); ok {
		n, unit = vague, rest
	}
	if unit == "2W" {
		unit = "W"
		if n != vague {
			n *= 2
		}
	}
	if unit == "N" {
		unit = "D"
	}
	amount := "X"
	if n != vague {
		amount = strconv.FormatFloat(n, 'f', -1, 64)
	}
	if rest, ok := strings.CutPrefix(unit, "T"); ok {
		return "PT" + amount + rest
	}
	return "P" + amount + unit
}

func (r *reader) readDuration(m *match) (moment, bool) {
	n, unit := r.count(m), r.unit(m)
	switch {
	case unit == "":
		return moment{}, false
	case m.rule.Fixed == "0.5":
		n = 0.5
	case m.has(keyApprox) && r.is(m.cap[keyApprox].at, "half"):
		n = 1.5
	case !m.has(keyN) && !m.has(keyNumber) && r.isPlural(m):
		n = vague
	}
	return moment{typ: doc.Duration, value: period(n, unit)}, true
}

// isPlural reports whether the unit of a match is written in the plural.
func (r *reader) isPlural(m *match) bool {
	return r.atoms[m.cap[keyUnit].at].word.Value(r.classes.unitn) != nil
}

func (r *reader) readSet(m *match) (moment, bool) {
	n, unit := r.count(m), r.unit(m)
	if m.rule.Name == "set-times" || n == vague {
		n = 1
	}
	if r.is(m.first+1, "other") || r.is(m.first+1, "second") {
		n = 2
	}
	return moment{typ: doc.Set, value: period(n, unit)}, unit != ""
}

func (r *reader) readSetWeekday(m *match) (moment, bool) {
	return moment{typ: doc.Set, value: fmt.Sprintf("XXXX-WXX-%d", m.num(keyWeekday))}, true
}

// readClock reads a time of day; dateClocks gives it its day.
func (r *reader) readClock(m *match) (moment, bool) {
	h, minute := m.num(keyHour), 0
	if m.has(keyMinute) {
		minute = m.num(keyMinute)
	}
	if m.rule.Name == "clock-military" {
		h, minute = h/100, h%100
	}
	if m.has(keyAMPM) {
		if h < 1 || h > 12 {
			return moment{}, false
		}
		if h %= 12; m.num(keyAMPM) == 12 {
			h += 12
		}
	}
	if h > 24 || h < 0 || minute > 59 || h == 24 && minute > 0 {
		return moment{}, false
	}
	zone := m.text(keyZone)
	if m.has(keyN) && zone == "Z" { // "(GMT+3)"
		sign := "+"
		if !r.is(m.cap[keyN].at-1, "+") {
			sign = "-"
		}
		zone = fmt.Sprintf("%s%02d", sign, m.num(keyN))
	}
	return moment{typ: clockType, value: fmt.Sprintf("T%02d:%02d%s", h, minute, zone)}, true
}

// dateClocks gives times of day the day that is told beside them, else the one told last in the same sentence, else that
// of publication.
func (r *reader) dateClocks(times []doc.Time) {
	for i := range times {
		t := &times[i]
		if t.Type != clockType || !strings.HasPrefix(t.Value, "T") {
			continue
		}
		var day date.Range
		if i > 0 && isDay(&times[i-1]) && r.near(times[i-1].End, t.Start, 60) {
			day = times[i-1].When
		}
		if i+1 < len(times) && isDay(&times[i+1]) && r.near(t.End, times[i+1].Start, 24) {
			day = times[i+1].When
		}
		if !day.IsKnown() {
			if now, ok := r.now(); ok {
				day = date.MakeRange(now, min(r.basis(), date.Inferred))
			}
		}
		t.When = day
		if day.IsKnown() {
			t.Value = day.From.String() + t.Value
		} else {
			t.Value = "XXXX-XX-XX" + t.Value
		}
	}
}

func isDay(t *doc.Time) bool { return t.When.IsDay() && t.Type <= clockType }

// near reports whether two places lie in one sentence with at most n bytes between them.
func (r *reader) near(from, to uint32, n uint32) bool {
	if to < from || to-from > n {
		return false
	}
	gap := r.d.Slice(spanOf(from, to))
	return !strings.Contains(gap, ". ") && !strings.Contains(gap, "\n\n")
}
