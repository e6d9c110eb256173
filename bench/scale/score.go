package main

import (
	"context"
	"fmt"
	"io"
	"maps"
	"slices"

	"chancery"
	"chancery/bench/news"
	"chancery/internal/record"
)

// truth is which article tells which happening.
type truth struct {
	happening map[chancery.ID]*news.Happening // by article
	earlier   map[chancery.ID]recalled
}

// recalled is what a stretch of an article tells of something earlier.
type recalled struct {
	news.Stretch
	happening *news.Happening
}

func newTruth() truth {
	return truth{map[chancery.ID]*news.Happening{}, map[chancery.ID]recalled{}}
}

func (t *truth) add(a *news.Article) {
	t.happening[a.ID] = a.Happening
	if a.Earlier != nil {
		t.earlier[a.ID] = recalled{a.Ago, a.Earlier}
	}
}

// of is the happening that a claim is about; nil where its article is none of the news.
func (t *truth) of(cl *chancery.Claim) *news.Happening {
	if r, ok := t.earlier[cl.Article]; ok && int(cl.Start) >= r.Start && int(cl.Start) < r.End {
		return r.happening
	}
	return t.happening[cl.Article]
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
	told         []string       // those that several events tell, or none
}

// score compares the record with the truth. A report is of the happening of its article if its kind is that of the happening
// and it names a party of both states.
func (f *feed) score(ctx context.Context, out io.Writer, show int) error {
	v, err := judge(ctx, f.rec, &f.truth)
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
	for _, s := range v.told[:min(show, len(v.told))] {
		fmt.Fprintln(out, s)
	}
	return nil
}

// tell is a happening and the events that tell it, in their words.
func tell(h *news.Happening, events []chancery.Event) string {
	f := h.Facts()
	s := fmt.Sprintf("%s: %s, %s", h.Wording(), f.Summarize(), h.Day)
	for i := range events {
		e := &events[i]
		s += fmt.Sprintf("\n    %s %s %s %s", e.Kind, e.Status, e.Date, e.Summary)
		for _, cl := range e.Claims {
			if cl.Field == record.FieldKind {
				s += fmt.Sprintf("\n        %s %q", cl.Article, cl.Words)
			}
		}
	}
	return s
}

func judge(ctx context.Context, rec *chancery.Record, told *truth) (verdict, error) {
	var v verdict
	all := map[*news.Happening]bool{}
	for _, h := range told.happening {
		all[h] = true
	}
	v.happenings, v.made, v.missed = len(all), map[string]int{}, map[string]int{}
	best := map[*news.Happening]chancery.Event{}
	size, by := map[*news.Happening]int{}, map[*news.Happening][]chancery.Event{}
	for e, err := range rec.EachEvent(ctx, chancery.EventQuery{}) {
		if err != nil {
			return v, err
		}
		tells := map[*news.Happening]int{}
		for i := range e.Claims {
			if h := told.of(&e.Claims[i]); h != nil && h.Kind == e.Kind && hasSides(&e.Facts, h) {
				tells[h]++
			}
		}
		if len(tells) > 1 {
			v.mixed++
		}
		for h := range tells {
			if !all[h] {
				delete(tells, h) // what is only recalled need not be found
			}
		}
		if len(tells) == 0 {
			v.others++
			continue
		}
		v.events++
		for h, n := range tells {
			by[h] = append(by[h], e)
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
		if len(by[h]) != 1 {
			v.told = append(v.told, tell(h, by[h]))
		}
	}
	slices.Sort(v.told)
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

// hasSides reports whether something has a party of both states.
func hasSides(f *record.Facts, h *news.Happening) bool {
	parties := f.Parties()
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
