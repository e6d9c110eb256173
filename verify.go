package chancery

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

	"chancery/internal/record"
	"chancery/internal/store"
)

// A Problem is something that is wrong with a record.
type Problem struct {
	What string `json:"what"` // "report 0f3a77c2b9d1e480.2"
	How  string `json:"how"`
}

// Verify looks for what is wrong with the record: the file and its indexes; articles whose text is not the one that was
// read; sentences that do not stand where they are said to; and whatever names something that is not there. It reads no
// article again: that is Check.
func (r *Record) Verify(ctx context.Context) ([]Problem, error) {
	v := &verifier{reports: map[ID]int{}, numbers: map[int64]bool{}}
	err := r.st.View(ctx, func(s store.Reader) error {
		if err := s.Verify(func(what, how string) error { v.add(what, "%s", how); return nil }); err != nil {
			return err
		}
		for _, check := range []func(store.Reader) error{v.state, v.judgments, v.readings, v.events} {
			if err := check(s); err != nil {
				return err
			}
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		return nil
	})
	return v.problems, err
}

// A verifier collects problems.
type verifier struct {
	problems []Problem
	reports  map[ID]int // of events that have a report
	numbers  map[int64]bool
	behind   bool // the events are not those of the readings yet
}

func (v *verifier) add(what, how string, args ...any) {
	v.problems = append(v.problems, Problem{what, fmt.Sprintf(how, args...)})
}

func (v *verifier) state(s store.Reader) error {
	behind, err := isBehind(s)
	if v.behind = behind; v.behind {
		v.add("events", "reading was broken off before they were computed: the next chancery read or rebuild does it")
	}
	return err
}

func (v *verifier) judgments(s store.Reader) error {
	list, err := judgments(s)
	if err != nil {
		v.add("judgments", "%v", err)
		return nil
	}
	for _, j := range list {
		what := fmt.Sprintf("judgment %d", j.Number)
		if j.Undoes != 0 && !v.numbers[j.Undoes] {
			v.add(what, "undoes %d, which is not there", j.Undoes)
		}
		v.numbers[j.Number] = true
		for _, sub := range j.Subjects {
			for _, a := range sub.Reports {
				had, err := s.HasArticle(a.Article)
				if err != nil {
					return err
				}
				if !had {
					v.add(what, "is about article %s, which is not there", a.Article)
				}
			}
		}
	}
	return nil
}

// readings goes through articles and what was found in each.
func (v *verifier) readings(s store.Reader) error {
	err := s.EachReading(func(rd store.Reading) error {
		a, err := s.Article(rd.Article.ID)
		if err != nil {
			return err
		}
		v.article(&a)
		v.reading(&a, &rd)
		return nil
	})
	if err != nil {
		return err
	}
	return s.EachArticle(func(a Article) error {
		found, err := s.Found([]ID{a.ID})
		if err == nil && len(found) == 0 {
			v.add("article "+string(a.ID), "has no reading: chancery rebuild reads it")
		}
		return err
	})
}

func (v *verifier) article(a *Article) {
	if id := record.MakeArticleID(a.URL, a.Outlet, a.Text); id != a.ID {
		v.add("article "+string(a.ID), "its text, outlet or address is not the one that was read: they give the id %s", id)
	}
	if !utf8.ValidString(a.Text) {
		v.add("article "+string(a.ID), "its text is not UTF-8")
	}
}

func (v *verifier) reading(a *Article, rd *store.Reading) {
	own := map[ID]bool{}
	for i := range rd.Reports {
		own[rd.Reports[i].ID] = true
	}
	for i := range rd.Reports {
		rep := &rd.Reports[i]
		what := "report " + string(rep.ID)
		v.reports[rep.ID] = 0
		if rep.Article != a.ID {
			v.add(what, "says that it is of article %s, and stands with %s", rep.Article, a.ID)
		}
		if rep.Within != "" && !own[rep.Within] {
			v.add(what, "is within %s, which is not there", rep.Within)
		}
		for k := range rep.Claims {
			c := &rep.Claims[k]
			v.span(what, fmt.Sprintf("claim %d (%s)", k+1, c.Field), a, c.Article, c.Start, c.End, c.Words)
		}
	}
	for i := range rd.Quotes {
		q := &rd.Quotes[i]
		v.span("quote "+string(q.ID), "it", a, q.Article, q.Start, q.End, "")
		if q.Sentence != "" && !strings.Contains(a.Text, q.Sentence) {
			v.add("quote "+string(q.ID), "its sentence does not stand in the article")
		}
	}
}

// span holds evidence against the text; words that are not known are not compared.
func (v *verifier) span(what, part string, a *Article, article ID, start, end uint32, words string) {
	n := uint32(len(a.Text))
	switch {
	case article != a.ID:
		v.add(what, "%s is said to stand in article %s, not in its own", part, article)
	case start > end || end > n:
		v.add(what, "%s is said to stand in bytes %d to %d of a text of %d", part, start, end, n)
	case start < n && !utf8.RuneStart(a.Text[start]), end < n && !utf8.RuneStart(a.Text[end]):
		v.add(what, "%s begins or ends within a letter, at bytes %d to %d", part, start, end)
	case words != "" && a.Text[start:end] != words:
		v.add(what, "%s: the words %q do not stand in bytes %d to %d", part, words, start, end)
	}
}

func (v *verifier) events(s store.Reader) error {
	if v.behind {
		return nil
	}
	var ids []ID
	related := map[ID][]ID{}
	err := s.EachEvent(store.EventQuery{}, func(e Event) error {
		what := "event " + string(e.ID)
		ids = append(ids, e.ID)
		for _, rel := range e.Related {
			related[rel.ID] = append(related[rel.ID], e.ID)
		}
		if len(e.Reports) == 0 {
			v.add(what, "has no report")
		}
		for _, id := range e.Reports {
			if n, ok := v.reports[id]; !ok {
				v.add(what, "has report %s, which is not there", id)
			} else if v.reports[id] = n + 1; n > 0 {
				v.add(what, "has report %s, which another event has too", id)
			}
		}
		if e.Judged != nil {
			for _, n := range e.Judged.Judgments {
				if !v.numbers[n] {
					v.add(what, "is said to be judged by %d, which is not there", n)
				}
			}
		}
		return v.parties(s, &e)
	})
	if err != nil {
		return err
	}
	for _, id := range ids {
		delete(related, id)
	}
	for _, id := range sortedKeys(related) {
		v.add("event "+string(related[id][0]), "is related to event %s, which is not there", id)
	}
	for _, id := range sortedKeys(v.reports) {
		if v.reports[id] == 0 {
			v.add("report "+string(id), "belongs to no event")
		}
	}
	return nil
}

// parties holds the parties of an event against the actors. Whom an analyst has named need not be known from articles.
func (v *verifier) parties(s store.Reader, e *Event) error {
	if e.Judged.Corrects(record.FieldActors) || e.Judged.Corrects(record.FieldRecipients) {
		return nil
	}
	for _, p := range e.Parties() {
		_, err := s.Actor(p.Actor)
		if err != nil && ignoreNotFound(err) == nil {
			v.add("event "+string(e.ID), "has party %s, who is not among the actors", p.Actor)
			err = nil
		}
		if err != nil {
			return err
		}
	}
	return nil
}
