package resolve

import (
	"slices"
	"testing"

	"chancery/internal/record"
)

func TestChains(t *testing.T) {
	for _, c := range []struct {
		name, want string // "line relation line", "" for none
		told       []string
	}{
		{"put off to a later day", "1 reschedules 0", []string{
			"a 2019-03-05 CONSULT/visit postponed KEN:uhuru-kenyatta > NOR:erna-solberg @2019-03-10 * |the visit was put off",
			"a 2019-03-05 CONSULT/visit planned KEN:uhuru-kenyatta > NOR:erna-solberg @2019-04-20 |it will take place in April"}},
		{"an earlier visit is none", "", []string{
			"a 2019-03-05 CONSULT/visit postponed KEN:uhuru-kenyatta > NOR:erna-solberg @2019-03-10 * |the visit was put off",
			"a 2019-03-05 CONSULT/visit occurred KEN:uhuru-kenyatta > NOR:erna-solberg @2018-04-20 |he came last year"}},
		{"a call is not a visit at another time", "", []string{
			"a 2019-03-05 CONSULT/visit cancelled KEN:uhuru-kenyatta > NOR:erna-solberg @2019-03-10 * |the visit was called off",
			"a 2019-03-05 CONSULT/phone/phone planned KEN:uhuru-kenyatta NOR:erna-solberg @2019-03-20 |they will speak"}},
		{"others meet", "", []string{
			"a 2019-03-05 CONSULT/visit cancelled KEN:uhuru-kenyatta > NOR:erna-solberg @2019-03-10 * |the visit was called off",
			"a 2019-03-05 CONSULT/visit planned SWE > NOR:erna-solberg @2019-03-20 |they come"}},
		{"two articles", "", []string{
			"a 2019-03-05 CONSULT/visit postponed KEN:uhuru-kenyatta > NOR:erna-solberg @2019-03-10 * |the visit was put off",
			"b 2019-03-06 CONSULT/visit planned KEN:uhuru-kenyatta > NOR:erna-solberg @2019-04-20 * |it will take place in April"}},
		{"agreed on", "1 announced_by 0", []string{
			"a 2019-03-05 AGREE occurred KEN NOR @2019-03-04 * |agreed to meet",
			"a 2019-03-05 CONSULT planned KEN NOR @2019-04-20 |agreed to meet"}},
		{"an answer", "1 follows 0", []string{
			"a 2019-03-05 SANCTION/expel occurred KEN > NOR @2019-03-01 * |in answer to",
			"a 2019-03-05 ACCUSE occurred NOR > KEN @2019-03-04 |in answer to"}},
		{"no answer before the act", "", []string{
			"a 2019-03-05 SANCTION/expel occurred KEN > NOR @2019-03-01 * |in answer to",
			"a 2019-03-05 ACCUSE occurred NOR > KEN @2019-02-04 |in answer to"}},
		{"no answer to what was done to another", "", []string{
			"a 2019-03-05 SANCTION/expel occurred KEN > SWE @2019-03-01 * |in answer to",
			"a 2019-03-05 ACCUSE occurred NOR > KEN @2019-03-04 |in answer to"}},
		{"called off by what is told with it", "1 cancels 0", []string{
			"a 2019-03-05 CONSULT cancelled KEN NOR @2019-03-10 * |called off",
			"a 2019-03-05 REJECT occurred KEN > NOR @2019-03-04 |called off"}},
	} {
		reports, articles := told(t, c.told...)
		for i := range reports { // all in one sentence
			reports[i].Claims[0].Start, reports[i].Claims[0].End = 10, 50
		}
		events := Events(reports, articles)
		lineOf := map[record.ID]string{}
		for i := range events {
			for _, r := range events[i].Reports {
				k := slices.IndexFunc(reports, func(x record.Report) bool { return x.ID == r })
				lineOf[events[i].ID] = string(rune('0' + k))
			}
		}
		got := ""
		for i := range events {
			for _, rel := range events[i].Related {
				got += lineOf[events[i].ID] + " " + rel.Relation + " " + lineOf[rel.ID]
				if rel.Why == "" || rel.Article != "a" {
					t.Errorf("%s: reason %q of article %q", c.name, rel.Why, rel.Article)
				}
			}
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// What was planned has taken place as soon as an article tells so, whichever is read first; what is told of another day has
// not.
func TestPlanBecomesFact(t *testing.T) {
	const plan = "a 2019-03-05 CONSULT/visit planned KEN:uhuru-kenyatta > NOR:erna-solberg @2019-03-10 * |will come to Oslo"
	const held = "b 2019-03-11 CONSULT/visit/in-person occurred KEN:uhuru-kenyatta > NOR:erna-solberg @2019-03-10 Oslo=NOR * |came to Oslo"
	for _, lines := range [][]string{{plan, held}, {held, plan}} {
		if e := one(t, lines...); e.Status.String() != "occurred" {
			t.Errorf("status %v", e.Status)
		}
	}
	reports, articles := told(t, plan, "b 2019-03-11 CONSULT/visit/in-person occurred KEN:uhuru-kenyatta > NOR:erna-solberg @2019-02-10 Oslo=NOR * |came to Oslo")
	if got := groups(Events(reports, articles), reports); got != "0|1" {
		t.Errorf("joined %q", got)
	}
}
