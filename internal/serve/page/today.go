package page

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"chancery"
	"chancery/internal/date"
	"chancery/internal/plover"
)

// listed is how many entries a list of the first page has.
const listed = 12

// todayPage is what an analyst should know before anything else.
type todayPage struct {
	Day         date.Day
	Given       bool     // the day stands in the address
	Last        date.Day // the newest publication, where it is long before Day
	Since       string   // when the last visit ended, in words; "" on a first one
	News        []news
	More        bool // there is more news than is listed
	Upcoming    []chancery.Event
	Unconfirmed []chancery.Event
	Conflicts   []chancery.Event
	Info        chancery.Info
}

// news is one event that is new or has changed.
type news struct {
	chancery.LogEntry
	Fields []string // that changed
}

func (d *Desk) today(r *http.Request) (view, error) {
	ctx := r.Context()
	p := todayPage{Day: dayOf(d.opt.Now())}
	if s := r.FormValue("day"); s != "" {
		given, err := date.ParseDay(s)
		if err != nil || given == 0 {
			return view{}, &badRequest{fmt.Sprintf("%q is not a day", cut(s, 20)), "write it as 2021-06-28"}
		}
		p.Day, p.Given = given, true
	}
	var err error
	if p.Info, err = d.rec.Info(ctx); err != nil {
		return view{}, err
	}
	for _, l := range []struct {
		to *[]chancery.Event
		q  chancery.EventQuery
	}{
		{&p.Upcoming, chancery.EventQuery{Status: plover.Planned, From: p.Day, Limit: listed}},
		{&p.Unconfirmed, chancery.EventQuery{Status: plover.Planned, To: p.Day - 1, NewestFirst: true, Limit: listed}},
		{&p.Conflicts, chancery.EventQuery{Conflict: true, NewestFirst: true, Limit: listed}},
	} {
		if *l.to, err = d.rec.Events(ctx, l.q); err != nil {
			return view{}, err
		}
	}
	if len(p.Upcoming) == 0 && !p.Given {
		if p.Last, err = d.lastReported(ctx); err != nil {
			return view{}, err
		}
	}
	cookie, err := d.news(r, &p)
	return view{template: "today", title: "Today", section: "today", data: &p, cookie: cookie}, err
}

func dayOf(t time.Time) date.Day {
	y, m, n := t.Date()
	return date.MakeDay(y, int(m), n)
}

// lastReported is the day on which the newest event was last reported.
func (d *Desk) lastReported(ctx context.Context) (date.Day, error) {
	var last date.Day
	events, err := d.rec.Events(ctx, chancery.EventQuery{NewestFirst: true, Limit: listed})
	for i := range events {
		last = max(last, events[i].LastReported)
	}
	return last, err
}

// visits say how much a browser has seen: steps up to Seen were there on the visit before this one, up to Now on this one.
type visits struct {
	Seen, Now int64
	At        time.Time // of the last look
}

// visitGap is how long nobody looks before the next look is another visit.
const visitGap = 30 * time.Minute

const visitsCookie = "visits"

func visitsOf(r *http.Request) (v visits, ok bool) {
	c, err := r.Cookie(visitsCookie)
	if err != nil {
		return v, false
	}
	parts := strings.Split(c.Value, ".")
	if len(parts) != 3 {
		return v, false
	}
	var n [3]int64
	for i, s := range parts {
		if n[i], err = strconv.ParseInt(s, 10, 64); err != nil {
			return v, false
		}
	}
	return visits{n[0], n[1], time.Unix(n[2], 0)}, true
}

// news fills in what is new since the last visit, and gives the cookie that remembers this one.
func (d *Desk) news(r *http.Request, p *todayPage) (*http.Cookie, error) {
	v, known := visitsOf(r)
	now := d.opt.Now()
	newest := v.Now
	if known && now.Sub(v.At) > visitGap {
		v.Seen = v.Now
	}
	if known {
		p.Since = v.At.UTC().Format("2 January, 15:04 UTC")
	}
	told := map[chancery.ID]bool{}
	for e, err := range d.rec.Log(r.Context(), chancery.LogQuery{Newest: true, Limit: 20 * listed}) {
		if err != nil {
			return nil, err
		}
		newest = max(newest, e.Number)
		if known && e.Number <= v.Seen {
			break
		}
		if told[e.Event] || e.What == "removed" {
			continue
		}
		if len(p.News) == 2*listed {
			p.More = true
			break
		}
		told[e.Event] = true
		n := news{LogEntry: e}
		for _, f := range e.Change.Fields {
			n.Fields = append(n.Fields, strings.ReplaceAll(f.Field, "_", " "))
		}
		p.News = append(p.News, n)
	}
	if !known {
		v.Seen = 0
	}
	return &http.Cookie{
		Name: visitsCookie, Value: fmt.Sprintf("%d.%d.%d", v.Seen, cmp.Or(newest, v.Now), now.Unix()), Path: "/", MaxAge: 400 * 24 * 3600,
		HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: d.opt.Secure,
	}, nil
}
