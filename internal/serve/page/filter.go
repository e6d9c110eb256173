package page

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"

	"chancery"
	"chancery/internal/date"
	"chancery/internal/plover"
	"chancery/internal/query"
)

// A filter is what an address asks of a list of events: kind, status, from, to, conflict, sources, order and the cursor.
type filter struct {
	path   string
	values url.Values
}

func filterOf(r *http.Request) filter { return filter{r.URL.Path, r.URL.Query()} }

// badValue says that a parameter of an address is wrong.
func badValue(name, value, hint string) error {
	return &badRequest{fmt.Sprintf("%s=%s is not understood", name, cut(value, 40)), hint}
}

// query is what the filter asks for, in addition to what q asks for.
func (f filter) query(q chancery.EventQuery) (chancery.EventQuery, error) {
	var err error
	if s := f.values.Get("kind"); s != "" {
		if q.Kind, err = plover.ParseKind(s); err != nil {
			return q, badValue("kind", s, "kinds are AGREE, CONSULT, SANCTION and so on")
		}
	}
	if s := f.values.Get("status"); s != "" {
		if q.Status, err = plover.ParseStatus(s); err != nil {
			return q, badValue("status", s, "statuses are planned, ongoing, occurred, cancelled, postponed, denied, hypothetical")
		}
	}
	if q.From, q.To, err = f.period(); err != nil {
		return q, err
	}
	if s := f.values.Get("sources"); s != "" {
		if q.MinSources, err = strconv.Atoi(s); err != nil || q.MinSources < 0 || q.MinSources > 1e6 {
			return q, badValue("sources", s, "it is the least number of independent sources")
		}
	}
	q.Conflict = f.values.Get("conflict") == "yes"
	q.Place = cut(f.values.Get("place"), 100)
	q.NewestFirst = f.values.Get("order") != "oldest"
	return q, nil
}

// period reads from and to: a day, a month or a year each.
func (f filter) period() (from, to date.Day, err error) {
	if s := f.values.Get("from"); s != "" {
		first, _, ok := query.Period(s)
		if !ok {
			return 0, 0, badValue("from", s, "write 2021, 2021-06 or 2021-06-28")
		}
		from = first
	}
	if s := f.values.Get("to"); s != "" {
		_, last, ok := query.Period(s)
		if !ok {
			return 0, 0, badValue("to", s, "write 2021, 2021-06 or 2021-06-28")
		}
		to = last
	}
	return from, to, nil
}

// with is the address with a parameter set, "" to take it away; the list then begins anew.
func (f filter) with(pairs ...string) string {
	v := url.Values{}
	for k, list := range f.values {
		v[k] = list
	}
	v.Del("after")
	v.Del("done")
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] == "" {
			v.Del(pairs[i])
		} else {
			v.Set(pairs[i], pairs[i+1])
		}
	}
	if len(v) == 0 {
		return f.path
	}
	return f.path + "?" + v.Encode()
}

// With is with, for templates.
func (f filter) With(name, value string) string { return f.with(name, value) }

// after is the address of the part behind a cursor.
func (f filter) after(cursor string) string {
	if cursor == "" {
		return ""
	}
	return f.with("after", cursor)
}

// Get is a parameter of the address.
func (f filter) Get(name string) string { return f.values.Get(name) }

// Has reports whether the address narrows the list down.
func (f filter) Has() bool {
	for _, k := range []string{"kind", "status", "from", "to", "conflict", "sources", "place"} {
		if f.values.Get(k) != "" {
			return true
		}
	}
	return false
}

// Without is the address that does not narrow the list down.
func (f filter) Without() string {
	return f.with("kind", "", "status", "", "from", "", "to", "", "conflict", "", "sources", "", "place", "")
}

// A facet is a way to narrow a list down, or to widen it again where it is on.
type facet struct {
	Label string
	Kind  plover.Kind // of a facet of kinds
	Count int
	To    string
	On    bool
}

// facets are the kinds, statuses and years of some events as ways to narrow their list down.
func (f filter) facets(c *chancery.Counts) (kinds, statuses, years []facet) {
	one := func(param string, t chancery.Tally, label string) facet {
		fc := facet{Label: label, Count: t.Events, On: f.Get(param) == t.Name, To: f.with(param, t.Name)}
		if fc.On {
			fc.To = f.with(param, "")
		}
		return fc
	}
	for _, t := range c.Kinds {
		k, _ := plover.ParseKind(t.Name)
		fc := one("kind", t, kindName(k))
		fc.Kind = k
		kinds = append(kinds, fc)
	}
	for _, t := range c.Statuses {
		statuses = append(statuses, one("status", t, t.Name))
	}
	for _, t := range c.Years {
		if t.Name == "" {
			continue
		}
		fc := facet{Label: t.Name, Count: t.Events, On: f.Get("from") == t.Name && f.Get("to") == t.Name, To: f.with("from", t.Name, "to", t.Name)}
		if fc.On {
			fc.To = f.with("from", "", "to", "")
		}
		years = append(years, fc)
	}
	return kinds, statuses, years
}
