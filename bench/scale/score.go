package main

import (
	"context"
	"fmt"
	"io"
	"maps"
	"slices"

	"chancery"
	"chancery/bench/news"
)

// truth is which article tells which happening.
type truth struct {
	happening map[chancery.ID]*news.Happening // by article
}

func (t *truth) add(a *news.Article) {
	t.happening[a.ID] = a.Happening
}

// A verdict is how well a record tells the happenings.
type verdict struct {
	happenings int
	found      int // of which the record has an event
	extra      int // events of one happening beyond the first
	events     int // that tell a happening
	mixed      int // events that tell several
	status     int // of the happenings found, in the largest event of which the status is the true one
	day        int // likewise the day
	others     int // events that tell none: background, or a kind or parties that are not those of the happening

	made, missed map[string]int // happenings by wording
}

// score compares the record with the truth. A report is of the happening of its article if its kind is that of the happening
// and it names a party of both states.
func (f *feed) score(ctx context.Context, out io.Writer) error {
	v, err := judge(ctx, f.rec, f.truth.happening)
	if err != nil {
		return err
	}
	of := func(n, all int) string {
		return fmt.Sprintf("%.2f %% (%d of %d)", 100*float64(n)/float64(max(all, 1)), n, all)
	}
	for _, l := range [][2]string{
		{"happenings found", of(v.found, v.happenings)}, {"duplicates", of(v.extra, v.found)}, {"wrongly joined", of(v.mixed, v.events)},
		{"status right", of(v.status, v.found)}, {"day right", of(v.day, v.found)}, {"other events", fmt.Sprint(v.others)},
	} {
		fmt.Fprintf(out, "%-18s %s\n", l[0], l[1])
	}
	for _, name := range slices.Sorted(maps.Keys(v.missed)) {
		if n := v.missed[name]; 10*n > v.made[name] {
			fmt.Fprintf(out, "  missed: %-16s %s\n", name, of(n, v.made[name]))
		}
	}
	return nil
}

func judge(ctx context.Context, rec *chancery.Record, happening map[chancery.ID]*news.Happening) (verdict, error) {
	var v verdict
	all := map[*news.Happening]bool{}
	for _, h := range happening {
		all[h] = true
	}
	v.happenings, v.made, v.missed = len(all), map[string]int{}, map[string]int{}
	best := map[*news.Happening]chancery.Event{}
	size := map[*news.Happening]int{}
	for e, err := range rec.EachEvent(ctx, chancery.EventQuery{}) {
		if err != nil {
			return v, err
		}
		tells := map[*news.Happening]int{}
		for _, cl := range e.Claims {
			if h := happening[cl.Article]; h != nil && h.Kind == e.Kind && hasSides(&e, h) {
				tells[h]++
			}
		}
		if len(tells) == 0 {
			v.others++
			continue
		}
		v.events++
		if len(tells) > 1 {
			v.mixed++
		}
		for h, n := range tells {
			if size[h] > 0 {
				v.extra++
			}
			if n > size[h] {
				size[h] = n
				e.Claims = nil
				best[h] = e
			}
		}
	}
	v.found = len(best)
	for h := range all {
		v.made[h.Wording()]++
		if size[h] == 0 {
			v.missed[h.Wording()]++
		}
	}
	for h, e := range best {
		if e.Status == h.Status {
			v.status++
		}
		if e.Date.From == h.Day && e.Date.To == h.Day {
			v.day++
		}
	}
	return v, nil
}

// hasSides reports whether an event has a party of both states.
func hasSides(e *chancery.Event, h *news.Happening) bool {
	parties := e.Parties()
	for _, s := range h.Sides {
		found := false
		for _, p := range parties {
			found = found || p.Country == s.State.ISO3
		}
		if !found {
			return false
		}
	}
	return true
}

// median is the middle of some numbers, which it sorts.
func median(list []float64) float64 {
	slices.Sort(list)
	return list[len(list)/2]
}
