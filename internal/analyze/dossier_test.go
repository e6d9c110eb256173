package analyze

import (
	"fmt"
	"slices"
	"testing"

	"chancery/internal/date"
	"chancery/internal/plover"
	"chancery/internal/record"
	"github.com/google/go-cmp/cmp"
)

func makeEvent(id string, day int, k plover.Kind, s plover.Status, f plover.Format, place string) record.Event {
	e := record.Event{ID: record.ID(id)}
	e.Kind, e.Status, e.Format, e.Place = k, s, f, record.Place{Name: place}
	if day > 0 {
		e.Date = date.MakeRange(date.MakeDay(2023, 1, day), date.Stated)
	}
	return e
}

// outlines are those of events.
func outlines(events []record.Event) (out []record.Outline) {
	for i := range events {
		out = append(out, events[i].Outline())
	}
	return out
}

// makeDossier is the dossier of events of which the last are listed; 0 lists all.
func makeDossier(events []record.Event, quotes []record.Quote, asOf date.Day, last int) Dossier {
	all := Timeline(outlines(events))
	if last == 0 {
		last = len(all)
	}
	var listed []record.Event
	for _, o := range all[len(all)-last:] {
		listed = append(listed, events[slices.IndexFunc(events, func(e record.Event) bool { return e.ID == o.ID })])
	}
	slices.Reverse(listed)
	return MakeDossier([]record.Actor{{ID: "FRA"}, {ID: "IND"}}, all, listed, quotes, asOf)
}

func TestDossier(t *testing.T) {
	inConflict := makeEvent("m4", 9, plover.Consult, plover.Occurred, plover.InPerson, "Paris")
	inConflict.Conflicts = []record.Field{record.FieldPlace}
	events := []record.Event{
		makeEvent("m1", 5, plover.Consult, plover.Occurred, plover.Video, ""),
		makeEvent("m2", 2, plover.Consult, plover.Occurred, plover.InPerson, "Paris"),
		makeEvent("m3", 8, plover.Consult, plover.Planned, plover.InPerson, "Delhi"),
		inConflict,
		makeEvent("m5", 0, plover.Consult, plover.Cancelled, plover.NoFormat, ""),
		makeEvent("m6", 7, plover.Consult, plover.Ongoing, plover.NoFormat, ""),
		makeEvent("a", 1, plover.Agree, plover.Occurred, plover.NoFormat, ""),
		makeEvent("d", 3, plover.Accuse, plover.Occurred, plover.NoFormat, ""),
		makeEvent("s", 4, plover.Sanction, plover.Postponed, plover.NoFormat, ""),
		makeEvent("w", 6, plover.Assault, plover.Occurred, plover.NoFormat, ""),
	}
	events = append(events, events[0])
	quotes := []record.Quote{
		{ID: "q2", Article: "a", Start: 9, Published: date.MakeRange(date.MakeDay(2023, 1, 2), date.Stated)},
		{ID: "q3", Article: "b"},
		{ID: "q1", Article: "a", Start: 1, Published: date.MakeRange(date.MakeDay(2023, 1, 2), date.Stated)},
	}
	quotes = append(quotes, quotes[0])
	d := makeDossier(events, quotes, date.MakeDay(2023, 1, 8), 0)
	ids := func(ids ...record.ID) []record.ID { return ids }
	for _, c := range []struct {
		name      string
		want, got any
	}{
		{"meetings", ids("m2", "m1", "m6", "m3", "m4", "m5"), d.Meetings.Events},
		{"held", 4, d.Meetings.Held},
		{"formats", []Count{{"in-person", 2}, {"video", 1}, {"", 1}}, d.Meetings.ByFormat},
		{"places", []Count{{"Paris", 2}, {"", 1}}, d.Meetings.ByPlace},
		{"agreements", ids("a"), d.Agreements},
		{"disputes", ids("d"), d.Disputes},
		{"sanctions", ids("s"), d.Sanctions},
		{"military", ids("w"), d.Military},
		{"planned", ids("s", "m3"), d.Planned},
		{"conflicts", ids("m4"), d.Conflicts},
	} {
		if diff := cmp.Diff(c.want, c.got); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
	timeline := ""
	for _, e := range d.Events {
		timeline += string(e.ID) + " "
	}
	if timeline != "a m2 d s m1 w m6 m3 m4 m5 " {
		t.Errorf("timeline %s", timeline)
	}
	said := ""
	for _, q := range d.Statements {
		said += string(q.ID) + " "
	}
	if said != "q1 q2 q3 " {
		t.Errorf("statements %s", said)
	}
	if got := d.Select(d.Planned); len(got) != 2 || got[0].ID != "s" || got[1].ID != "m3" {
		t.Errorf("selected %v", got)
	}
}

func TestWhatADossierCounts(t *testing.T) {
	var events []record.Event
	for day := 1; day <= 9; day++ {
		e := makeEvent(fmt.Sprint("e", day), day, plover.Consult, plover.Occurred, plover.InPerson, "Paris")
		e.Scores.Plover = 4
		events = append(events, e)
	}
	late := makeEvent("p", 3, plover.Consult, plover.Planned, plover.InPerson, "Delhi")
	strike := makeEvent("s", 8, plover.Assault, plover.Occurred, plover.NoFormat, "")
	strike.Scores.Plover = -9
	d := makeDossier(append(events, late, strike), nil, date.MakeDay(2023, 1, 20), 4)
	if d.Total != 11 || len(d.Events) != 4 || d.Meetings.Held != 9 || len(d.Meetings.Events) != 3 {
		t.Errorf("%d events, %d listed, %d meetings held, %d listed", d.Total, len(d.Events), d.Meetings.Held, len(d.Meetings.Events))
	}
	if diff := cmp.Diff([]Year{{Year: 2023, VerbalCooperation: 9, MaterialConflict: 1, Score: 2.7}}, d.Years); diff != "" {
		t.Error(diff)
	}
	d = makeDossier(append(events, late), nil, date.MakeDay(2023, 1, 20), 0)
	if diff := cmp.Diff([]record.ID{"p"}, d.Unconfirmed); diff != "" || len(d.Planned) != 0 {
		t.Errorf("not confirmed: %s, planned: %v", diff, d.Planned)
	}
}

func TestSourcesOfADossier(t *testing.T) {
	e := makeEvent("e", 1, plover.Consult, plover.Occurred, plover.InPerson, "Paris")
	e.Claims = []record.Claim{{Article: "b"}, {Article: "a"}, {Article: "b"}}
	d := makeDossier([]record.Event{e}, []record.Quote{{ID: "q", Article: "c"}, {ID: "r", Article: "a"}}, 0, 0)
	err := d.Cite(func(ids []record.ID) (out []record.Article, err error) {
		for _, id := range ids {
			out = append(out, record.Article{ID: id, Title: "Title " + string(id)})
		}
		return out, nil
	})
	want := []Source{{ID: "b", Title: "Title b"}, {ID: "a", Title: "Title a"}, {ID: "c", Title: "Title c"}}
	if diff := cmp.Diff(want, d.Sources); diff != "" || err != nil {
		t.Error(diff, err)
	}
}

func TestEmptyDossierHasLists(t *testing.T) {
	d := makeDossier(nil, nil, 0, 0)
	got := fmt.Sprintf("%#v", d)
	if d.Events == nil || d.Statements == nil || d.Planned == nil || d.Meetings.Events == nil || d.Meetings.ByFormat == nil {
		t.Errorf("a list is nil: %s", got)
	}
}

func TestEveryKindHasASection(t *testing.T) {
	for _, k := range plover.Kinds {
		if (&Dossier{}).section(k) == nil {
			t.Errorf("%v stands in no section", k)
		}
	}
}
