package page

import (
	"context"
	"net/http"

	"chancery"
)

// statusPage is what the record holds, what was read lately and what was refused.
type statusPage struct {
	Info     chancery.Info
	Newest   chancery.Day
	Steps    []stepRow
	Refused  []chancery.RefusedOn
	Articles []chancery.ArticleRef
	Lost     []chancery.JudgmentState // judgments of which nothing is found any more
	Judged   int
}

// A stepRow is one computation of the events, and what it did.
type stepRow struct {
	chancery.Step
	Added, Changed, Removed int
	Open                    bool // it did more than is counted
}

const (
	changesCounted = 500
	stepsShown     = 30
	articlesShown  = 20
)

func (d *Desk) status(r *http.Request) (view, error) {
	ctx := r.Context()
	p := &statusPage{}
	var err error
	if p.Info, err = d.rec.Info(ctx); err != nil {
		return view{}, err
	}
	if p.Newest, err = d.rec.Newest(ctx); err != nil {
		return view{}, err
	}
	if p.Steps, err = d.steps(ctx); err != nil {
		return view{}, err
	}
	if p.Refused, err = d.rec.Refused(ctx); err != nil {
		return view{}, err
	}
	list, err := d.rec.ArticlePage(ctx, chancery.ArticleQuery{NewestFirst: true, Limit: articlesShown}, "")
	if err != nil {
		return view{}, err
	}
	p.Articles = list.Articles
	all, err := d.rec.Judgments(ctx)
	for _, j := range all {
		if j.Outcome.State == chancery.Lost {
			p.Lost = append(p.Lost, j)
		}
	}
	p.Judged = len(all)
	return view{template: "status", title: "Status", section: "status", data: p}, err
}

// steps are the last computations, the last first.
func (d *Desk) steps(ctx context.Context) ([]stepRow, error) {
	var out []stepRow
	n := 0
	for e, err := range d.rec.Log(ctx, chancery.LogQuery{Newest: true, Limit: changesCounted}) {
		if err != nil {
			return nil, err
		}
		if len(out) == 0 || out[len(out)-1].Number != e.Number {
			if len(out) == stepsShown {
				return out, nil
			}
			out = append(out, stepRow{Step: e.Step})
		}
		s := &out[len(out)-1]
		switch e.What {
		case "added":
			s.Added++
		case "changed":
			s.Changed++
		case "removed":
			s.Removed++
		}
		if n++; n == changesCounted {
			s.Open = true
		}
	}
	return out, nil
}
