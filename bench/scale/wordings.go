package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"maps"
	"slices"

	"chancery/bench/news"
	"chancery/internal/plover"
	"chancery/internal/read"
)

type wordingsCmd struct {
	made
	All bool `help:"Also the wordings that are read."`
}

// A wordingCount is how often a wording was read as what it tells.
type wordingCount struct {
	happening, wording string
	all                int
	found              int // an act of the kind, between both states, rests on the lead
	status             int // of those found
	missed             string
}

// Run reads the articles that are no copies and lists the wordings of leads by how often they are missed, each with a lead that was.
func (c *wordingsCmd) Run(_ context.Context, out io.Writer) error {
	g, err := c.generator()
	if err != nil {
		return err
	}
	reader, err := read.New()
	if err != nil {
		return err
	}
	counts := map[string]*wordingCount{}
	var total wordingCount
	for a := range g.Articles() {
		if a.CopyOf != "" {
			continue
		}
		reading, err := reader.Read(a.Article)
		if err != nil {
			return err
		}
		key := a.Happening.Wording() + "\t" + a.Wording
		n := counts[key]
		if n == nil {
			n = &wordingCount{happening: a.Happening.Wording(), wording: a.Wording}
			counts[key] = n
		}
		found, status := leadIsRead(&a, reading)
		for _, n := range []*wordingCount{n, &total} {
			n.all++
			n.found += found
			n.status += status
		}
		if found == 0 {
			n.missed = a.Text[a.Lead.Start:a.Lead.End]
		}
	}
	fmt.Fprintf(out, "leads read %.1f %% (%d of %d), with their status %.1f %%; %d wordings\n",
		100*float64(total.found)/float64(total.all), total.found, total.all, 100*float64(total.status)/float64(total.all), len(counts))
	list := slices.SortedFunc(maps.Values(counts), func(x, y *wordingCount) int {
		return cmp.Or(cmp.Compare(x.found*y.all, y.found*x.all), cmp.Compare(x.happening, y.happening), cmp.Compare(x.wording, y.wording))
	})
	for _, n := range list {
		if c.All || n.status < n.all {
			fmt.Fprintf(out, "%3d/%-3d status %-3d %-14s %s\n", n.found, n.all, n.status, n.happening, n.wording)
			if n.missed != "" {
				fmt.Fprintf(out, "%20s %s\n", "", n.missed)
			}
		}
	}
	return nil
}

// leadIsRead is 1 where a report of the happening rests on the lead, and 1 where it has its status.
func leadIsRead(a *news.Article, r *read.Reading) (found, status int) {
	for i := range r.Reports {
		rep := &r.Reports[i]
		if rep.Kind != a.Happening.Kind || !hasSides(&rep.Facts, a.Happening) {
			continue
		}
		for _, cl := range rep.Claims {
			if int(cl.Start) >= a.Lead.Start && int(cl.Start) < a.Lead.End {
				found = 1
				if sameStatus(rep.Status, a.Status) {
					status = 1
				}
			}
		}
	}
	return found, status
}

// sameStatus reports whether a status is the true one: what goes on has begun.
func sameStatus(found, true plover.Status) bool {
	return found == true || found == plover.Ongoing && true == plover.Occurred
}
