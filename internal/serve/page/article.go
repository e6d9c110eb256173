package page

import (
	"cmp"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"chancery"
)

// articlePage is one article with what was found in it.
type articlePage struct {
	chancery.Article
	Text     template.HTML
	Layers   []layerBox
	Short    bool
	Told     []toldEvent
	Quotes   []chancery.Quote
	Evidence *evidence
	Copies   []storyArticle // that have the same text, this one too, the first before its copies; empty where there are none
}

// A layerBox is an entry of the legend.
type layerBox struct {
	layer
	On    bool
	Count int
}

// A toldEvent is an event that an article tells, with the sentence that does.
type toldEvent struct {
	chancery.Report
	Event    chancery.ID
	Sentence int
}

// evidence leads through the passages of an article that give values of one event, and to the event's other articles.
type evidence struct {
	Event          chancery.Event
	Passages       []evidencePassage
	Previous, Next *chancery.ArticleRef
	Number, Of     int // of the articles of the event
}

// An evidencePassage is one of them: the fields that it gives values of, and its anchor.
type evidencePassage struct {
	Anchor string
	Fields string
	Words  string
}

func (d *Desk) article(r *http.Request) (view, error) {
	ctx := r.Context()
	l, err := d.rec.Layers(ctx, chancery.ID(r.PathValue("id")))
	if err != nil {
		return view{}, err
	}
	p := &articlePage{Article: l.Article, Short: l.Short, Quotes: l.Quotes}
	var around *chancery.EventDetail
	if id := r.FormValue("event"); id != "" {
		detail, err := d.rec.Event(ctx, id)
		if err != nil {
			return view{}, err
		}
		around = &detail
	}
	marks := marksOf(&l)
	if around != nil {
		p.Evidence = newEvidence(around, l.Article.ID)
		marks = append(marks, p.Evidence.marks(around, l.Article.ID)...)
	}
	if p.Copies, err = d.copiesOf(ctx, l.Article.ID); err != nil {
		return view{}, err
	}
	p.Layers = boxes(r.Form, marks)
	p.Told = told(&l)
	p.Text = paragraphs(l.Article.Text, l.Sentences, marks)
	return view{template: "article", title: cmp.Or(clean(p.Title), "Article "+string(p.ID)), section: "articles", data: p}, nil
}

// marksOf is all that the layers of an article mark.
func marksOf(l *chancery.Layers) []mark {
	var out []mark
	for _, m := range l.Marks {
		k := mark{start: m.Start, end: m.End, layer: "names", label: m.Label}
		switch {
		case m.Kind == "time":
			k.layer = "times"
		case m.Actor != "":
			k.to = actorURL(m.Actor)
		}
		out = append(out, k)
	}
	for i := range l.Quotes {
		q := &l.Quotes[i]
		k := mark{start: q.Start, end: q.End, layer: "quotes", label: "Words of " + cmp.Or(q.Name, "somebody who is not named")}
		if q.Speaker != "" {
			k.to = "/quotes?" + url.Values{"by": {string(q.Speaker)}}.Encode()
		}
		out = append(out, k)
	}
	for i := range l.Reports {
		rep := &l.Reports[i]
		for _, sp := range actSpans(rep) {
			k := mark{start: sp.Start, end: sp.End, layer: "acts", label: rep.Summary}
			if l.Events[i] != "" {
				k.to = eventURL(l.Events[i])
			}
			out = append(out, k)
		}
	}
	return out
}

// actSpans is where a report tells its act: the evidence of its kind.
func actSpans(rep *chancery.Report) []chancery.Span {
	var out []chancery.Span
	for i := range rep.Claims {
		c := &rep.Claims[i]
		sp := chancery.Span{Start: c.Start, End: c.End}
		if c.Field == "kind" && !slices.Contains(out, sp) {
			out = append(out, sp)
		}
	}
	return out
}

// boxes is the legend. The address names the layers that are on; where it names none, all are.
func boxes(form url.Values, marks []mark) []layerBox {
	n := map[string]int{}
	for _, m := range marks {
		n[m.layer]++
	}
	on := strings.Split(form.Get("layers"), ",")
	var out []layerBox
	for _, l := range textLayers {
		out = append(out, layerBox{l, !form.Has("layers") || slices.Contains(on, l.ID), n[l.ID]})
	}
	return out
}

// told is the events that an article tells, in the order of the text.
func told(l *chancery.Layers) []toldEvent {
	var out []toldEvent
	for i := range l.Reports {
		t := toldEvent{Report: l.Reports[i], Event: l.Events[i]}
		if spans := actSpans(&t.Report); len(spans) > 0 {
			t.Sentence = sentenceAt(l.Sentences, spans[0].Start)
		}
		out = append(out, t)
	}
	return out
}

// sentenceAt is the number, from 1, of the sentence at a byte; 0 where there is none.
func sentenceAt(sentences []chancery.Span, at uint32) int {
	i, _ := slices.BinarySearchFunc(sentences, at, func(s chancery.Span, at uint32) int {
		if s.End <= at {
			return -1
		}
		return 1
	})
	if i == len(sentences) || sentences[i].Start > at {
		return 0
	}
	return i + 1
}

func newEvidence(d *chancery.EventDetail, article chancery.ID) *evidence {
	ev := &evidence{Event: d.Event, Of: len(d.Articles)}
	for i := range d.Articles {
		if d.Articles[i].ID != article {
			continue
		}
		ev.Number = i + 1
		if i > 0 {
			ev.Previous = &d.Articles[i-1]
		}
		if i+1 < len(d.Articles) {
			ev.Next = &d.Articles[i+1]
		}
	}
	return ev
}

// marks is the passages of an article that give values of the event, each once whatever it gives.
func (ev *evidence) marks(d *chancery.EventDetail, article chancery.ID) []mark {
	var out []mark
	at := map[chancery.Span]int{}
	for i := range d.Event.Claims {
		c := &d.Event.Claims[i]
		if c.Article != article || c.Field == "kind" {
			continue
		}
		sp := chancery.Span{Start: c.Start, End: c.End}
		k, ok := at[sp]
		if !ok {
			k = len(out)
			at[sp] = k
			id := fmt.Sprintf("e%d", k+1)
			out = append(out, mark{start: c.Start, end: c.End, layer: "evidence", id: id})
			ev.Passages = append(ev.Passages, evidencePassage{Anchor: id, Words: c.Words})
		}
		if p := &ev.Passages[k]; !strings.Contains(p.Fields, string(c.Field)) {
			if p.Fields != "" {
				p.Fields += ", "
			}
			p.Fields += string(c.Field)
			out[k].label = p.Fields + " of this event"
		}
	}
	return out
}
