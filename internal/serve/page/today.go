package page

import (
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
	Given       bool // the day stands in the address
	Newest      date.Day
	Since       string // when the last visit ended, in words; "" on a first one
	News        []chancery.News
	NewsMore    string
	Upcoming    []chancery.Event
	Unconfirmed []chancery.Event
	Conflicts   []chancery.Event
	Dyads       []chancery.DyadActivity
	Info        chancery.Info
}

const (
	newsShown   = 24
	dyadsShown  = 10
	dyadsMonths = 24
)

func (d *Desk) today(r *http.Request) (view, error) {
	ctx := r.Context()
	p := &todayPage{}
	var err error
	if p.Newest, err = d.rec.Newest(ctx); err != nil {
		return view{}, err
	}
	p.Day = p.Newest
	if s := r.FormValue("day"); s != "" {
		if p.Day, err = date.ParseDay(s); err != nil || p.Day == 0 {
			return view{}, badValue("day", s, "write it as 2021-06-28")
		}
		p.Given = true
	}
	if p.Info, err = d.rec.Info(ctx); err != nil {
		return view{}, err
	}
	if err = d.agenda(ctx, p); err != nil {
		return view{}, err
	}
	if p.Dyads, err = d.busiestDyads(ctx, dyadsShown, dyadsMonths); err != nil {
		return view{}, err
	}
	cookie, err := d.news(r, p)
	return view{template: "today", title: "Today", section: "today", data: p, cookie: cookie}, err
}

// agenda fills in what is to come, what should have come, and what articles disagree on, as of the day.
func (d *Desk) agenda(ctx context.Context, p *todayPage) error {
	for _, l := range []struct {
		to *[]chancery.Event
		q  chancery.EventQuery
		of func(context.Context, chancery.EventQuery, string) (chancery.EventPage, error)
	}{
		{&p.Upcoming, chancery.EventQuery{Status: plover.Planned, From: p.Day}, d.rec.EventPage},
		{&p.Unconfirmed, chancery.EventQuery{Status: plover.Planned, To: p.Day - 1, NewestFirst: true}, d.rec.EventPage},
		{&p.Conflicts, chancery.EventQuery{To: p.Day}, d.rec.Conflicts},
	} {
		if p.Day == 0 { // no article has a date
			l.q.To = 0
		}
		l.q.Limit = listed
		page, err := l.of(ctx, l.q, "")
		if err != nil {
			return err
		}
		*l.to = page.Events
	}
	return nil
}

// visits say what a browser has seen: all changes up to Seen, which is when the visit before this one ended.
type visits struct{ Seen, Last time.Time }

// visitGap is how long nobody looks before the next look is another visit.
const visitGap = 30 * time.Minute

const visitsCookie = "visits"

func visitsOf(r *http.Request) (v visits, ok bool) {
	c, err := r.Cookie(visitsCookie)
	if err != nil {
		return v, false
	}
	seen, last, _ := strings.Cut(c.Value, ".")
	a, err1 := strconv.ParseInt(seen, 10, 64)
	b, err2 := strconv.ParseInt(last, 10, 64)
	return visits{time.Unix(a, 0).UTC(), time.Unix(b, 0).UTC()}, err1 == nil && err2 == nil && a >= 0 && b >= a && b < 1<<40
}

// news fills in what is new since the last visit, and gives the cookie that remembers this one. A first visit sees the
// latest changes.
func (d *Desk) news(r *http.Request, p *todayPage) (*http.Cookie, error) {
	now := d.opt.Now().UTC()
	v, known := visitsOf(r)
	since := ""
	if known {
		if now.Sub(v.Last) > visitGap {
			v.Seen = v.Last
		}
	}
	if known && v.Seen.Unix() > 0 {
		since, p.Since = v.Seen.Format(time.RFC3339), v.Seen.Format("2 January, 15:04 UTC")
	}
	page, err := d.rec.Recent(r.Context(), since, newsShown, r.FormValue("after"))
	if err != nil {
		return nil, err
	}
	p.News = page.News
	p.NewsMore = filterOf(r).after(page.Next)
	return &http.Cookie{
		Name: visitsCookie, Value: fmt.Sprintf("%d.%d", max(v.Seen.Unix(), 0), now.Unix()), Path: "/", MaxAge: 400 * 24 * 3600,
		HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: d.opt.Secure,
	}, nil
}
