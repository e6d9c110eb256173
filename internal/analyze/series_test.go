package analyze

import (
	"testing"

	"chancery/internal/date"
	"chancery/internal/plover"
	"chancery/internal/record"
	"github.com/google/go-cmp/cmp"
)

func seriesEvent(kind plover.Kind, from, to date.Day, place record.Place) record.Event {
	e := record.Event{Scores: record.Scores{Plover: kind.Score(plover.NoMode), Goldstein: kind.Goldstein(plover.NoMode)}}
	e.Kind, e.Status, e.Place = kind, plover.Occurred, place
	e.Date = date.Range{From: from, To: to}
	return e
}

func TestByMonth(t *testing.T) {
	d := func(m, day int) date.Day { return date.MakeDay(2021, m, day) }
	planned := seriesEvent(plover.Aid, d(6, 1), d(6, 1), record.Place{})
	planned.Status = plover.Planned
	months, undated := ByMonth([]record.Event{
		seriesEvent(plover.Consult, d(6, 28), d(6, 28), record.Place{}), seriesEvent(plover.Aid, d(6, 1), d(6, 30), record.Place{}), seriesEvent(plover.Assault, d(2, 3), d(2, 3), record.Place{}), planned,
		seriesEvent(plover.Aid, d(1, 1), d(12, 31), record.Place{}), seriesEvent(plover.Aid, 0, 0, record.Place{}), seriesEvent(plover.Aid, d(3, 1), 0, record.Place{}),
	})
	want := []Month{
		{Month: date.MonthOf(d(2, 1)), Events: 1, Plover: -9, Goldstein: -9, Kinds: map[plover.Kind]int{plover.Assault: 1}},
		{Month: date.MonthOf(d(6, 1)), Events: 2, Plover: 6.25, Goldstein: 4, Kinds: map[plover.Kind]int{plover.Consult: 1, plover.Aid: 1}},
	}
	if diff := cmp.Diff(want, months); diff != "" || undated != 3 {
		t.Errorf("%d undated; %s", undated, diff)
	}
}

func TestByPlace(t *testing.T) {
	paris := record.Place{Name: "Paris", Country: "FRA", Lat: 48.86, Lon: 2.35, Grain: "city"}
	bare := paris
	bare.Lat, bare.Lon = 0, 0
	india := record.Place{Name: "India", Country: "IND", Lat: 20, Lon: 77, Grain: "country"}
	texas := record.Place{Name: "Paris", Country: "USA", Lat: 33.66, Lon: -95.55, Grain: "city"}
	e := func(p record.Place) record.Event { return seriesEvent(plover.Consult, 1, 1, p) }
	got := ByPlace([]record.Event{e(india), e(bare), e(paris), e(texas), e(record.Place{})})
	one := func(p record.Place, n int) Spot {
		return Spot{Place: p, Events: n, Kinds: map[plover.Kind]int{plover.Consult: n}}
	}
	if diff := cmp.Diff([]Spot{one(paris, 2), one(india, 1), one(texas, 1)}, got); diff != "" {
		t.Error(diff)
	}
	if !got[0].HasPoint() || got[1].HasPoint() {
		t.Error("a country has a point, or Paris has none")
	}
}
