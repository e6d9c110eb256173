package resolve

import (
	"slices"
	"testing"

	"chancery/internal/date"
	"chancery/internal/record"
	"github.com/google/go-cmp/cmp"
)

// atMeeting says that report i was done at the meeting of report k.
func atMeeting(reports []record.Report, i, k int) { reports[i].Within = reports[k].ID }

// What is said at a meeting that its own article leaves undated has the day that another article tells of the meeting,
// but for its basis; the id of the event stays that of its earliest report.
func TestDateByScene(t *testing.T) {
	reports, articles := told(t,
		"a 2021-06-17 CONSULT//in-person occurred USA:joe-biden RUS:vladimir-putin @2021-06-16 Geneva=CHE * |met in Geneva on Wednesday",
		"b 2021-06-28 CONSULT//in-person occurred USA:joe-biden RUS:vladimir-putin Geneva=CHE |the meeting in Geneva",
		"b 2021-06-28 REQUEST occurred USA:joe-biden > RUS |demanded that Russia end its attacks",
	)
	atMeeting(reports, 2, 1)
	before := reports[2].Date
	events := Events(reports, articles)
	if got := groups(events, reports); got != "0 1|2" {
		t.Fatalf("groups %q", got)
	}
	i := slices.IndexFunc(events, func(e record.Event) bool { return e.Reports[0] == reports[2].ID })
	if got, want := events[i].Date.String()+" "+events[i].Date.Basis.String(), "2021-06-16 inferred"; got != want {
		t.Errorf("date %q, want %q", got, want)
	}
	if want := []record.Relation{{ID: events[1-i].ID, Relation: partOf, Why: "told as done at that meeting", Article: "b"}}; !slices.Equal(events[i].Related, want) {
		t.Errorf("related %v, want %v", events[i].Related, want)
	}
	if reports[2].Date != before {
		t.Error("the report was changed")
	}
	alone := Events(reports[1:], articles)
	if !slices.ContainsFunc(alone, func(e record.Event) bool { return e.ID == events[i].ID }) {
		t.Errorf("id %s changes with another article", events[i].ID)
	}
	slices.Reverse(reports)
	slices.Reverse(articles)
	if diff := cmp.Diff(events, Events(reports, articles)); diff != "" {
		t.Errorf("the order has a part in it:\n%s", diff)
	}
}

// A day without a year, in an article without a date, is that of the only year in which the others tell the same; where
// they tell two years it stays unknown.
func TestDateByYear(t *testing.T) {
	const yearless = "c - CONSULT//in-person occurred CHN:xi-jinping USA:joe-biden |met on November 15"
	for _, c := range []struct {
		name, want string
		told       []string
	}{
		{"one year", "0 1", []string{
			"a 2023-11-16 CONSULT//in-person occurred CHN:xi-jinping USA:joe-biden @2023-11-15 * |met", yearless}},
		{"another day", "0|1", []string{
			"a 2023-11-16 CONSULT//in-person occurred CHN:xi-jinping USA:joe-biden @2023-11-14 * |met", yearless}},
		{"others", "0|1", []string{
			"a 2023-11-16 CONSULT//in-person occurred JPN:fumio-kishida USA:joe-biden @2023-11-15 * |met", yearless}},
		{"two years", "0|1|2", []string{
			"a 2023-11-16 CONSULT//in-person occurred CHN:xi-jinping USA:joe-biden @2023-11-15 * |met",
			"b 2022-11-16 CONSULT//in-person occurred CHN:xi-jinping USA:joe-biden @2022-11-15 * |met", yearless}},
	} {
		reports, articles := told(t, c.told...)
		last := &reports[len(reports)-1]
		last.Claims = append(last.Claims, record.Claim{Field: record.FieldDate, Value: "XXXX-11-15", Article: last.Article})
		if got := groups(Events(reports, articles), reports); got != c.want {
			t.Errorf("%s: joined %q, want %q", c.name, got, c.want)
		}
	}
}

// The day of an arrival gives way to the days of the visit, a day of a vague week does not.
func TestWholeStay(t *testing.T) {
	e := one(t,
		"a 2018-07-09 CONSULT/visit occurred ETH:abiy-ahmed > ERI @2018-07-08 Asmara=ERI *",
		"b 2018-07-16 CONSULT/visit occurred ETH:abiy-ahmed > ERI @2018-07-08/2018-07-09 Asmara=ERI",
	)
	if got := e.Date.String(); got != "2018-07-08/2018-07-09" {
		t.Errorf("date %s", got)
	}
	reports, articles := told(t,
		"a 2018-07-09 CONSULT/visit occurred ETH:abiy-ahmed > ERI @2018-07-08 Asmara=ERI *",
		"b 2018-07-16 CONSULT/visit occurred ETH:abiy-ahmed > ERI @2018-07-05/2018-07-11 Asmara=ERI",
	)
	reports[1].Date.Grain = date.GrainWeek
	if got := Events(reports, articles)[0].Date.String(); got != "2018-07-08" {
		t.Errorf("date %s", got)
	}
}

// A place that a report has only from the meeting it belongs to is no version of the place.
func TestInferredPlaceIsNoConflict(t *testing.T) {
	reports, articles := told(t,
		"a 2021-06-17 AGREE occurred USA:joe-biden RUS:vladimir-putin @2021-06-16 Geneva=CHE * |agreed to return envoys to their posts",
		"b 2021-06-17 AGREE occurred USA:joe-biden RUS:vladimir-putin @2021-06-16 Vienna=AUT * |agreed to return envoys to their posts",
	)
	reports[1].Claims = slices.DeleteFunc(reports[1].Claims, func(c record.Claim) bool { return c.Field == record.FieldPlace })
	for _, e := range Events(reports, articles) {
		if len(e.Conflicts) > 0 {
			t.Errorf("conflicts %v", e.Conflicts)
		}
	}
}
