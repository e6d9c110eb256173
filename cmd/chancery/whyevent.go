package main

import (
	"strings"

	"chancery"
	"chancery/internal/export"
)

// why prints how each sentence that tells the event was read.
func (c *eventCmd) why(a *app, rec *chancery.Record) error {
	list, err := rec.WhyEvent(a.ctx, c.ID)
	if err != nil {
		return err
	}
	if a.cli.JSON {
		for i := range list {
			if err := export.JSON(a.out, list[i]); err != nil {
				return err
			}
		}
		return nil
	}
	article := chancery.ID("")
	for i := range list {
		t := &list[i]
		if t.Article.ID != article {
			article = t.Article.ID
			a.out.heading("%s", clean(firstNonEmpty(articleLine(&t.Article), string(article))))
		}
		a.out.telling(t)
	}
	a.note("%s", count(len(list), "sentence"))
	return nil
}

// telling prints one sentence and the chain behind each value.
func (p *printer) telling(t *chancery.Telling) {
	what := "told beside other things"
	if t.Main {
		what = "main report of the article"
	}
	p.printf("\n")
	p.wrap(2, "“"+clean(t.Sentence.Words)+"”", bold)
	p.printf("    %s\n", p.in(dim, clean(string(t.Report)+", "+what)))
	p.ground("kind", t.Kind+" by "+t.Frame.Value, &t.Frame)
	branches := make([]string, len(t.Tree))
	for i, b := range t.Tree {
		branches[i] = b.String()
	}
	p.chain("tree", strings.Join(branches, ", "), "")
	p.ground("status", t.Status.Value, &t.Status)
	for i := range t.Actors {
		p.party("actor", &t.Actors[i])
	}
	for i := range t.Towards {
		p.party("recipient", &t.Towards[i])
	}
	if t.Date != nil {
		p.ground("date", t.Date.Value, t.Date)
	}
	if t.Place != nil {
		p.ground("place", t.Place.Value, t.Place)
	}
	for i := range t.Numbers {
		p.ground("number", t.Numbers[i].Value, &t.Numbers[i])
	}
	for i := range t.Topics {
		p.ground("topic", t.Topics[i].Value, &t.Topics[i])
	}
	if t.Asserter != "" {
		p.chain("says so", string(t.Asserter), "")
	}
}

func (p *printer) party(name string, m *chancery.Mention) {
	p.chain(name, string(m.Actor)+" “"+m.Words+"”", m.Rule+": "+m.Why)
}

func (p *printer) ground(name, value string, g *chancery.Ground) {
	p.chain(name, value+" “"+g.Words.Words+"”", g.Rule+": "+g.Why)
}

// chain prints a value and, below it, the reason.
func (p *printer) chain(name, value, why string) {
	p.printf("    %s  ", p.in(dim, pad(name, 10)))
	p.printf("%s\n", clean(value))
	if why != "" {
		p.wrap(16, clean(why), dim)
	}
}
